//! What a request carries from the moment of its arrival to its handler, and an answer that is JSON already back.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use serde::Serialize;
use serde_json::Value;
use tokio::sync::oneshot::{Receiver, channel};
use tower_lsp::jsonrpc::{Error, Request, Result};
use tower_lsp::lsp_types::Url;

use super::convert::Snapshot;
use super::publish::Report;
use super::world::Event;

tokio::task_local! {
    /// The request that is being handled.
    pub(super) static CALL: Call;
}

/// A place in the queue of events, held for a request.
enum Ticket {
    Snapshot(Receiver<Option<Arc<Snapshot>>>),
    Report(Receiver<Option<Report>>),
    Reports(Receiver<Vec<Report>>),
}

/// A request between its arrival and its answer.
#[derive(Default)]
pub(super) struct Call {
    ticket: Cell<Option<Ticket>>,
    json: Cell<Option<Vec<u8>>>,
}

impl Call {
    /// Queues what a request wants to see.
    pub(super) fn new(request: &Request, events: &Sender<Event>) -> Call {
        let (event, ticket) = match request.method() {
            "workspace/diagnostic" => {
                let (reply, ticket) = channel();
                (Event::Reports(reply), Ticket::Reports(ticket))
            }
            method if method.starts_with("textDocument/") || method == "completionItem/resolve" => {
                let place =
                    if method.starts_with("textDocument/") { "/textDocument/uri" } else { "/data/uri" };
                let uri = request.params().and_then(|params| params.pointer(place));
                let Some(uri) = uri.and_then(Value::as_str).and_then(|uri| Url::parse(uri).ok()) else {
                    return Call::default();
                };
                if method == "textDocument/diagnostic" {
                    let (reply, ticket) = channel();
                    (Event::Report(uri, reply), Ticket::Report(ticket))
                } else {
                    let (reply, ticket) = channel();
                    // What other files have is gathered only for those who look at it.
                    let catalog = matches!(method, "textDocument/completion" | "completionItem/resolve");
                    (Event::Snapshot { uri, catalog, reply }, Ticket::Snapshot(ticket))
                }
            }
            _ => return Call::default(),
        };
        // Without a writer the ticket stays unanswered, and the request ends with an error.
        let _ = events.send(event);
        Call { ticket: Cell::new(Some(ticket)), json: Cell::default() }
    }
}

/// The document of the current request as it was at its arrival; `None` when it was not open.
pub(super) async fn snapshot() -> Result<Option<Arc<Snapshot>>> {
    match take() {
        Some(Ticket::Snapshot(ticket)) => ticket.await.map_err(|_| Error::internal_error()),
        _ => Ok(None),
    }
}

/// The findings of the current request's document; `None` when it was not open.
pub(super) async fn report() -> Result<Option<Report>> {
    match take() {
        Some(Ticket::Report(ticket)) => ticket.await.map_err(|_| Error::internal_error()),
        _ => Ok(None),
    }
}

/// The findings of all open documents.
pub(super) async fn reports() -> Result<Vec<Report>> {
    match take() {
        Some(Ticket::Reports(ticket)) => ticket.await.map_err(|_| Error::internal_error()),
        _ => Ok(Vec::new()),
    }
}

fn take() -> Option<Ticket> {
    CALL.try_with(|call| call.ticket.take()).ok().flatten()
}

/// Answers the current request with a result that is JSON; what its handler returns then is not looked at. A large
/// answer is written once in this way, and not built as a tree of values first.
pub(super) fn answer(json: Vec<u8>) {
    let _ = CALL.try_with(|call| call.json.set(Some(json)));
}

/// What [`answer`] was given.
pub(super) fn answered() -> Option<Vec<u8>> {
    CALL.try_with(|call| call.json.take()).ok().flatten()
}

/// A result as JSON.
pub(super) fn json(result: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(result).unwrap_or_else(|_| b"null".to_vec())
}
