//! A small client: sends what it is told, answers the server's requests, and fails on what nobody looked at.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The manuscript that most tests open.
pub const URI: &str = "file:///nowhere/manuscript.md";

/// A server process and what came from it.
pub struct Client {
    pub child: Child,
    stdin: Option<ChildStdin>,
    incoming: Receiver<Value>,
    sent: i64,
    responses: HashMap<i64, Value>,
    /// Errors that answer no request.
    pub refusals: Vec<Value>,
    /// Notifications of the server that nobody has looked at.
    pub notifications: Vec<Value>,
    /// Requests of the server, in order.
    pub requests: Vec<Value>,
    /// Whether the server's requests are answered as they come.
    pub answers: bool,
    /// What `workspace/configuration` is answered with.
    pub settings: Value,
}

/// What a full-grown client announces, with its way to get diagnostics.
pub fn capabilities(pull: bool) -> Value {
    let mut all = json!({
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
            "definition": {"linkSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}},
        },
        "workspace": {
            "workspaceEdit": {"documentChanges": true},
            "diagnostics": {"refreshSupport": true},
        },
    });
    if pull {
        all["textDocument"]["diagnostic"] = json!({"dynamicRegistration": false});
    }
    all
}

impl Client {
    /// A server that nothing was said to.
    pub fn spawn() -> Client {
        Client::spawn_in("C")
    }

    /// The same, in the locale of a terminal.
    pub fn spawn_in(locale: &str) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dabir"))
            .args(["lsp", "--stdio"])
            .env("RUST_BACKTRACE", "0")
            .env("LC_ALL", locale)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, incoming) = channel();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Client {
            stdin: child.stdin.take(),
            child,
            incoming,
            sent: 0,
            responses: HashMap::new(),
            refusals: Vec::new(),
            notifications: Vec::new(),
            requests: Vec::new(),
            answers: true,
            settings: Value::Null,
        }
    }

    /// A server that is initialized for these capabilities.
    pub fn start(capabilities: Value) -> Client {
        Client::start_with(json!({"capabilities": capabilities})).0
    }

    /// A server that is initialized with these parameters, and its answer.
    pub fn start_with(mut params: Value) -> (Client, Value) {
        let mut client = Client::spawn();
        if params.get("processId").is_none() {
            params["processId"] = json!(std::process::id());
        }
        let answer = client.request("initialize", params).unwrap();
        client.notify("initialized", json!({}));
        (client, answer)
    }

    /// A server that pulls, with a manuscript open as `URI`.
    pub fn open(text: &str) -> Client {
        let mut client = Client::start(capabilities(true));
        client.did_open(URI, "markdown", text);
        client
    }

    pub fn did_open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub fn did_change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// The diagnostics of a document, pulled.
    pub fn pull(&mut self, uri: &str) -> Vec<Value> {
        let report = self.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).unwrap();
        assert_eq!(report["kind"], "full", "{report}");
        report["items"].as_array().unwrap().clone()
    }

    /// The next publication for a document.
    pub fn publication(&mut self, uri: &str) -> Value {
        self.notification(|n| n["method"] == "textDocument/publishDiagnostics" && n["params"]["uri"] == uri)
    }

    /// Sends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(bytes).and_then(|()| stdin.flush()).unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and does not wait for its answer.
    pub fn post(&mut self, method: &str, params: Value) -> i64 {
        self.sent += 1;
        let mut message = json!({"jsonrpc": "2.0", "id": self.sent, "method": method, "params": params});
        if message["params"].is_null() {
            message.as_object_mut().unwrap().remove("params");
        }
        self.send(&message);
        self.sent
    }

    /// The answer to a request: its result or its error.
    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let end = Instant::now() + PATIENCE;
        while !self.responses.contains_key(&id) {
            assert!(self.step(end), "no answer to {id}");
        }
        let mut response = self.responses.remove(&id).unwrap();
        match response.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(response["result"].take()),
        }
    }

    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.post(method, params);
        self.answer(id)
    }

    /// The code of the error that answers a request.
    pub fn error(&mut self, method: &str, params: Value) -> i64 {
        let error = self.request(method, params).unwrap_err();
        error["code"].as_i64().unwrap()
    }

    /// Takes the first notification that is wanted.
    pub fn notification(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.notifications.iter().position(&wanted) {
                return self.notifications.remove(at);
            }
            assert!(self.step(end), "the notification does not come: {:?}", self.notifications);
        }
    }

    /// Waits for the server's next request.
    pub fn server_request(&mut self, method: &str) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.requests.iter().position(|r| r["method"] == method) {
                return self.requests.remove(at);
            }
            assert!(self.step(end), "the server does not ask {method}");
        }
    }

    /// The next error that answers no request.
    pub fn refusal(&mut self) -> Value {
        let end = Instant::now() + PATIENCE;
        while self.refusals.is_empty() {
            assert!(self.step(end), "nothing is refused");
        }
        self.refusals.remove(0)["error"]["code"].take()
    }

    /// Takes in what comes for a while.
    pub fn listen(&mut self, millis: u64) {
        let end = Instant::now() + Duration::from_millis(millis);
        while self.step(end) {}
    }

    /// Closes the server's input.
    pub fn close_input(&mut self) {
        self.stdin = None;
    }

    /// The exit code of a process that should end at once.
    pub fn exit_code(&mut self) -> i32 {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("the server does not end");
    }

    /// Ends the session in good order; everything that went wrong in it must have been looked at.
    pub fn finish(mut self) {
        assert_eq!(self.request("shutdown", Value::Null), Ok(Value::Null));
        self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
        assert_eq!(self.exit_code(), 0);
        // Nobody is there any more to be answered.
        self.answers = false;
        while self.step(Instant::now() + PATIENCE) {}
        let warns = |n: &&Value| n["method"] == "window/logMessage" && n["params"]["type"].as_i64() < Some(3);
        let unread: Vec<&Value> = self.notifications.iter().filter(warns).collect();
        assert!(unread.is_empty(), "unread: {unread:?}");
        assert!(self.refusals.is_empty(), "unread: {:?}", self.refusals);
        let errors: Vec<&Value> = self.responses.values().filter(|r| r.get("error").is_some()).collect();
        assert!(errors.is_empty(), "unread: {errors:?}");
    }

    /// Takes in one message; `false` when none comes until `end`.
    fn step(&mut self, end: Instant) -> bool {
        let message = match self.incoming.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return false,
        };
        match (message.get("method").is_some(), message.get("id").cloned()) {
            (true, Some(id)) => {
                if self.answers {
                    let result = match message["method"].as_str() {
                        Some("workspace/configuration") => json!([self.settings]),
                        _ => Value::Null,
                    };
                    self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result}));
                }
                self.requests.push(message);
            }
            (true, None) => self.notifications.push(message),
            (false, Some(Value::Number(id))) => {
                let before = self.responses.insert(id.as_i64().unwrap(), message);
                assert!(before.is_none(), "answered twice: {before:?}");
            }
            (false, _) => self.refusals.push(message),
        }
        true
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(stream: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().unwrap(),
            _ if line == "\r\n" => break,
            _ => panic!("not a header: {line:?}"),
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
