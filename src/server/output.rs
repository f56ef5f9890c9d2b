//! Standard output: whole frames in order, written by a thread of its own.
//!
//! Sending never waits. Of the diagnostics published for one document only the newest wait to be written, however
//! slowly the client reads. This is the only place that writes to standard output.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;
use tower_lsp::jsonrpc::{Error, Id, Response};
use tower_lsp::lsp_types::{LogMessageParams, MessageType, ShowMessageParams, Url};

/// Where frames are put to be written; clones share the queue.
#[derive(Clone)]
pub(super) struct Output {
    shared: Arc<Shared>,
}

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    frames: VecDeque<Frame>,
    writing: bool,
    /// Standard output is gone; nothing is kept any more.
    broken: bool,
}

struct Frame {
    bytes: Vec<u8>,
    /// The document whose diagnostics it publishes.
    publishes: Option<Url>,
}

/// A notification on its way out.
#[derive(Serialize)]
struct Notification<'a, P> {
    jsonrpc: &'static str,
    method: &'a str,
    params: P,
}

impl Output {
    /// Starts the thread that writes.
    pub(super) fn start() -> io::Result<Output> {
        let output = Output { shared: Arc::new(Shared { queue: Mutex::default(), changed: Condvar::new() }) };
        let shared = output.shared.clone();
        thread::Builder::new().name("output".to_owned()).spawn(move || shared.write())?;
        Ok(output)
    }

    /// Sends anything that is a message.
    pub(super) fn send(&self, message: &impl Serialize) {
        if let Ok(body) = serde_json::to_vec(message) {
            self.put(&[&body], None);
        }
    }

    /// Answers a request with a result that is JSON already.
    pub(super) fn answer(&self, id: &Id, result: &[u8]) {
        if let Ok(id) = serde_json::to_vec(id) {
            self.put(&[br#"{"jsonrpc":"2.0","id":"#, &id, br#","result":"#, result, b"}"], None);
        }
    }

    /// Answers something that was not even a request.
    pub(super) fn refuse(&self, error: Error) {
        self.send(&Response::from_error(Id::Null, error));
    }

    /// Publishes a document's diagnostics: `params` is JSON. What was published for it and not yet written is
    /// dropped.
    pub(super) fn publish(&self, uri: &Url, params: &[u8]) {
        let head = br#"{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":"#;
        self.put(&[head, params, b"}"], Some(uri.clone()));
    }

    /// Writes a line to the client's log.
    pub(super) fn log(&self, typ: MessageType, message: impl Into<String>) {
        let params = LogMessageParams { typ, message: message.into() };
        self.send(&Notification { jsonrpc: "2.0", method: "window/logMessage", params });
    }

    /// Shows a message to the user, and logs it.
    pub(super) fn show(&self, typ: MessageType, message: &str) {
        let params = ShowMessageParams { typ, message: message.to_owned() };
        self.send(&Notification { jsonrpc: "2.0", method: "window/showMessage", params });
        self.log(typ, message);
    }

    /// Waits until everything is written, at most for `patience`.
    pub(super) fn finish(&self, patience: Duration) {
        let end = Instant::now() + patience;
        let mut queue = self.shared.lock();
        while !queue.broken && (queue.writing || !queue.frames.is_empty()) {
            let Some(left) = end.checked_duration_since(Instant::now()) else { return };
            queue = self.shared.changed.wait_timeout(queue, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn put(&self, body: &[&[u8]], publishes: Option<Url>) {
        let length: usize = body.iter().map(|part| part.len()).sum();
        let mut bytes = Vec::with_capacity(length + 32);
        bytes.extend_from_slice(format!("Content-Length: {length}\r\n\r\n").as_bytes());
        body.iter().for_each(|part| bytes.extend_from_slice(part));
        let mut queue = self.shared.lock();
        if queue.broken {
            return;
        }
        if publishes.is_some() {
            queue.frames.retain(|frame| frame.publishes != publishes);
        }
        queue.frames.push_back(Frame { bytes, publishes });
        drop(queue);
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) {
        let mut stdout = io::stdout().lock();
        loop {
            let mut queue = self.lock();
            queue.writing = false;
            if queue.frames.is_empty() {
                self.changed.notify_all();
            }
            let frame = loop {
                if let Some(frame) = queue.frames.pop_front() {
                    break frame;
                }
                queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
            };
            queue.writing = true;
            drop(queue);
            if stdout.write_all(&frame.bytes).and_then(|()| stdout.flush()).is_err() {
                let mut queue = self.lock();
                queue.broken = true;
                queue.frames.clear();
                self.changed.notify_all();
                return;
            }
        }
    }
}
