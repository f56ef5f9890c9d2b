//! The language server: a shell round the core that speaks the Language Server Protocol over standard input and
//! output. Nothing outside this module knows tower-lsp, tokio or a position in UTF-16.
//!
//! A message's way: `frames` reads it, `transport` does on arrival what has an order, `world`, the one writer, owns
//! the documents, `handlers` answer requests from the snapshot that their `ticket` brings, `convert`, `list` and
//! `publish` put the answers into the protocol's words, `output` writes them. A new request is a function in `handlers` and a
//! line in `capabilities`. `librarian` reads other files, `companions` keeps what came of them.

mod capabilities;
mod companions;
mod convert;
mod document;
mod ending;
mod frames;
mod handlers;
mod librarian;
mod list;
mod output;
mod pool;
mod progress;
mod publish;
mod settings;
mod ticket;
mod transport;
mod world;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use futures::stream::StreamExt;
use tokio::runtime::{Builder, Handle};
use tokio::sync::mpsc;
use tower_lsp::LspService;

use ending::Ending;
use handlers::Backend;
use output::Output;
use pool::Pool;
use transport::Ordered;

use crate::rules::Locale;

/// How long the end of the process waits for answers that are on their way.
const PATIENCE: Duration = Duration::from_millis(300);

/// Serves one client over standard input and output until it says `exit`, closes our input or is gone itself.
///
/// It speaks `locale` to a client that names no language. The exit code is 0 when the client has sent `shutdown` before,
/// else 1.
pub fn run(locale: Locale) -> ExitCode {
    // One thread is enough for the runtime: reading, writing, analysis and long requests have threads of their own.
    let Ok(runtime) = Builder::new_current_thread().enable_time().build() else { return ExitCode::FAILURE };
    let code = runtime.block_on(serve(locale)).unwrap_or(ExitCode::FAILURE);
    runtime.shutdown_background();
    code
}

async fn serve(locale: Locale) -> io::Result<ExitCode> {
    let output = Output::start()?;
    let ending = Arc::new(Ending::default());
    let client = Arc::new(OnceLock::new());
    let mut connection = None;
    let service = LspService::build(|to_client| {
        connection = Some(to_client);
        Backend { client: client.clone(), pool: Pool::new() }
    });
    #[cfg(debug_assertions)]
    let service = service
        .custom_method("dabir/test/slow", Backend::slow)
        .custom_method("dabir/test/panic", Backend::panic);
    let (inner, socket) = service.finish();
    let (mut requests, responses) = socket.split();
    let Some(connection) = connection else { return Ok(ExitCode::FAILURE) };

    let requests_output = output.clone();
    tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            requests_output.send(&request);
        }
    });
    let (busy, mut idle) = mpsc::channel(1);
    let events = world::start(output.clone(), connection.clone())?;
    let ordered =
        Ordered { inner, client, locale, connection, events, output: output.clone(), ending: ending.clone() };
    let (runtime, last) = (Handle::current(), ending.clone());
    thread::Builder::new().name("reader".to_owned()).spawn(move || {
        let input = io::stdin().lock();
        // However reading ends, the session ends with it.
        let _ =
            catch_unwind(AssertUnwindSafe(|| transport::read(ordered, input, responses, &runtime, &busy)));
        last.end();
        drop(busy);
    })?;

    ending.wait().await;
    // Answers that are ready go out; nothing slow is waited for.
    let _ = tokio::time::timeout(PATIENCE, idle.recv()).await;
    output.finish(PATIENCE);
    Ok(if ending.is_expected() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
