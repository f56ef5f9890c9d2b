//! The ordered layer round tower-lsp's service.
//!
//! tower-lsp runs handlers side by side and keeps no order between them. So what has an order is done here, when a
//! message arrives and before the next one is read: document notifications go to the one writer, every request
//! queues a ticket for the text as it is now, `$/cancelRequest` acts at once, and `exit` ends the process. A handler
//! that panics is answered with an error. tower-lsp's own loop is not used: it stops reading for good at the first
//! frame that it cannot parse, and lets `exit` wait for the end of the input.

use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::mpsc::Sender;
use std::sync::{Arc, OnceLock};

use futures::future::{BoxFuture, FutureExt, ready};
use futures::sink::Sink;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tower::Service;
use tower_lsp::LspService;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::lsp_types::{
    ConfigurationItem, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    MessageType, Registration, Url,
};

use super::capabilities::Client;
use super::ending::Ending;
use super::frames::{Frame, Frames, Message};
use super::handlers::Backend;
use super::output::Output;
use super::settings::SECTION;
use super::ticket::{self, CALL, Call};
use super::world::Event;
use crate::rules::Locale;

/// The files whose changes we want to hear of: settings, companion libraries, manuscripts.
const WATCHED: [&str; 4] = [
    "**/dabir.toml",
    "**/people.tsv",
    "**/*.{bib,bibtex,ris,json,yaml,yml}",
    "**/*.{md,markdown,qmd,rmd,Rmd,tex,typ,org,rst}",
];

/// The answer to a message, if it gets one.
type Answer = BoxFuture<'static, Option<Response>>;

/// The service with its order.
pub(super) struct Ordered {
    /// tower-lsp's service.
    pub inner: LspService<Backend>,
    /// The client, from `initialize` on.
    pub client: Arc<OnceLock<Arc<Client>>>,
    /// The language for a client that names none.
    pub locale: Locale,
    /// The way to ask the client.
    pub connection: tower_lsp::Client,
    /// The way to the one writer.
    pub events: Sender<Event>,
    /// Where answers go.
    pub output: Output,
    /// The end of the session.
    pub ending: Arc<Ending>,
}

/// Reads messages until the input or the session ends. Every request that is not answered yet holds a clone of
/// `busy`. Their number has no limit here: then reading would have to wait, and with it `exit` and cancelling.
pub(super) fn read(
    mut ordered: Ordered,
    input: impl BufRead,
    mut responses: impl Sink<Response> + Unpin,
    runtime: &Handle,
    busy: &mpsc::Sender<()>,
) {
    let _entered = runtime.enter();
    let mut frames = Frames::new(input);
    while let Ok(Some(frame)) = frames.next() {
        let request = match frame {
            Frame::Message(Message::Request(request)) => request,
            Frame::Message(Message::Response(response)) => {
                // tower-lsp panics when whoever asked is gone (upstream #417).
                let _ = catch_unwind(AssertUnwindSafe(|| Pin::new(&mut responses).start_send(response)));
                continue;
            }
            Frame::Refused(error) => {
                ordered.output.refuse(error);
                continue;
            }
            Frame::Ignored => continue,
        };
        if request.method() == "exit" {
            break;
        }
        let Some(answer) = ordered.call(request) else { continue };
        let busy = busy.clone();
        let output = ordered.output.clone();
        runtime.spawn(async move {
            if let Some(response) = answer.await {
                output.send(&response);
            }
            drop(busy);
        });
    }
}

impl Ordered {
    /// Takes a message. All that has an order is done when this returns; the answer may come later.
    fn call(&mut self, request: Request) -> Option<Answer> {
        match (request.method(), request.id()) {
            ("initialize", Some(_)) => return Some(self.initialize(request)),
            ("initialized", None) => {
                self.initialized();
                return None;
            }
            ("shutdown", Some(_)) => {
                if self.client.get().is_some() {
                    self.ending.expect();
                }
                // Some clients send parameters, where tower-lsp wants none.
                return Some(self.answer(without_params(request), Call::default()));
            }
            ("$/cancelRequest", None) => {
                drop(self.inner.call(request).now_or_never());
                return None;
            }
            (_, None) => {
                if self.is_running() {
                    self.notify(request);
                }
                return None;
            }
            // tower-lsp passes such requests over, and their sender would wait for ever.
            (method, Some(id)) if method.starts_with("$/") => {
                return Some(
                    ready(Some(Response::from_error(id.clone(), Error::method_not_found()))).boxed(),
                );
            }
            _ => {}
        }
        let call = if self.is_running() { Call::new(&request, &self.events) } else { Call::default() };
        Some(self.answer(request, call))
    }

    fn is_running(&self) -> bool {
        self.client.get().is_some() && !self.ending.is_expected()
    }

    /// Calls tower-lsp's service; its future is caught when it panics.
    fn answer(&mut self, request: Request, call: Call) -> Answer {
        let id = request.id().cloned();
        let Ok(future) = catch_unwind(AssertUnwindSafe(|| self.inner.call(request))) else {
            return ready(failed(id)).boxed();
        };
        let output = self.output.clone();
        let scoped = CALL.scope(call, async move { (future.await, ticket::answered()) });
        async move {
            match AssertUnwindSafe(scoped).catch_unwind().await {
                Ok((Ok(Some(response)), Some(json))) if response.is_ok() => {
                    output.answer(response.id(), &json);
                    None
                }
                Ok((Ok(response), _)) => response,
                Ok((Err(_), _)) => None,
                Err(_) => failed(id),
            }
        }
        .boxed()
    }

    fn initialize(&mut self, request: Request) -> Answer {
        if self.client.get().is_some() {
            return ready(request.id().map(|id| Response::from_error(id.clone(), Error::invalid_request())))
                .boxed();
        }
        let Some(params) = request.params().filter(|params| params.is_object()) else {
            return self.answer(request, Call::default());
        };
        let client = Arc::new(Client::new(params, self.locale));
        let options = params.get("initializationOptions").cloned().unwrap_or(Value::Null);
        if let Some(process) = client.process {
            self.ending.clone().watch(process);
        }
        let _ = self.client.set(client.clone());
        self.send(Event::Start(client, options));
        // The parameters were read; a value in them that tower-lsp does not know is no reason to refuse the client.
        let id = request.id().cloned().unwrap_or_default();
        let request = Request::build("initialize").id(id).params(json!({"capabilities": {}})).finish();
        let mut answer = self.answer(request, Call::default());
        // Answered here and now, so that what the client sends behind it finds the server initialized.
        match (&mut answer).now_or_never() {
            Some(response) => ready(response).boxed(),
            None => answer,
        }
    }

    /// Asks the client to watch what we want to hear of, and for its settings.
    fn initialized(&self) {
        let Some(client) = self.client.get() else { return };
        let mut wanted = Vec::new();
        if client.watches_files {
            let globs = WATCHED.map(|glob| json!({"globPattern": glob}));
            let watchers = json!({"watchers": globs});
            wanted.push(registration("workspace/didChangeWatchedFiles", watchers));
        }
        if client.watches_settings {
            wanted.push(registration("workspace/didChangeConfiguration", json!({"section": SECTION})));
        }
        if !wanted.is_empty() {
            let (connection, output) = (self.connection.clone(), self.output.clone());
            tokio::spawn(async move {
                if let Err(error) = connection.register_capability(wanted).await {
                    output.log(MessageType::WARNING, format!("the client watches nothing for us: {error}"));
                }
            });
        }
        self.fetch_settings();
    }

    /// Asks for the settings in a task of its own: a request to the client must live until its answer (#417).
    fn fetch_settings(&self) {
        if !self.client.get().is_some_and(|client| client.configuration) {
            return;
        }
        let (connection, events) = (self.connection.clone(), self.events.clone());
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
            let Ok(settings) = connection.configuration(vec![item]).await else { return };
            if let Some(settings) = settings.into_iter().next().filter(|value| !value.is_null()) {
                let _ = events.send(Event::Settings(settings));
            }
        });
    }

    fn notify(&mut self, request: Request) {
        let (method, _, params) = request.into_parts();
        let params = params.unwrap_or(Value::Null);
        match &*method {
            "textDocument/didOpen" => {
                self.decode(&method, params, |p: DidOpenTextDocumentParams| Event::Open(p.text_document));
            }
            "textDocument/didChange" => {
                self.decode(&method, params, |p: DidChangeTextDocumentParams| Event::Change(p));
            }
            "textDocument/didClose" => {
                self.decode(&method, params, |p: DidCloseTextDocumentParams| {
                    Event::Close(p.text_document.uri)
                });
            }
            // Clients that watch no files for us save them, at least those that are edited there.
            "textDocument/didSave" => {
                let saved = params.pointer("/textDocument/uri").and_then(path);
                self.send(Event::Files(saved.into_iter().collect()));
            }
            "workspace/didChangeWatchedFiles" => {
                let changes = params.get("changes").and_then(Value::as_array).into_iter().flatten();
                let changed = changes.filter_map(|change| path(change.get("uri")?)).collect();
                self.send(Event::Files(changed));
            }
            "workspace/didChangeConfiguration" => {
                // All settings of an editor may come; only ours are looked at.
                let ours = params.get("settings").and_then(|settings| settings.get(SECTION));
                if let Some(ours) = ours.filter(|ours| ours.is_object()) {
                    self.send(Event::Settings(ours.clone()));
                }
                self.fetch_settings();
            }
            _ => {}
        }
    }

    fn decode<P: DeserializeOwned>(&self, method: &str, params: Value, event: impl FnOnce(P) -> Event) {
        match serde_json::from_value(params) {
            Ok(params) => self.send(event(params)),
            Err(error) => self.output.log(MessageType::ERROR, format!("{method} is ignored: {error}")),
        }
    }

    fn send(&self, event: Event) {
        // The writer ends with the process.
        let _ = self.events.send(event);
    }
}

/// The file that a name of the protocol means, if it is one.
fn path(uri: &Value) -> Option<PathBuf> {
    Url::parse(uri.as_str()?).ok()?.to_file_path().ok()
}

fn failed(id: Option<Id>) -> Option<Response> {
    id.map(|id| Response::from_error(id, Error::internal_error()))
}

fn without_params(request: Request) -> Request {
    let (method, id, _) = request.into_parts();
    let request = Request::build(method);
    match id {
        Some(id) => request.id(id).finish(),
        None => request.finish(),
    }
}

fn registration(method: &str, options: Value) -> Registration {
    Registration { id: format!("dabir {method}"), method: method.to_owned(), register_options: Some(options) }
}
