//! `$/progress` of work that the server does by itself, for clients that show it.

use std::path::Path;

use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::Progress as Notification;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

use crate::rules::{Locale, Message};

/// The way to show progress.
pub(super) struct Progress {
    /// The runtime of the session.
    pub runtime: Handle,
    /// The client; `None` for one that shows no progress.
    pub connection: Option<Client>,
    /// The language to speak.
    pub locale: Locale,
}

/// A run of work; it ends when this goes.
pub(super) struct Bar {
    steps: Option<UnboundedSender<WorkDoneProgress>>,
    total: usize,
}

/// The most often that a run is reported.
const REPORTS: usize = 50;

impl Progress {
    /// Begins a run of `total` files.
    pub(super) fn begin(&self, total: usize) -> Bar {
        let connection = self.connection.clone().filter(|_| total > 0);
        let title = Message::new("Reading manuscripts", "خواندن دست‌نوشته‌ها").render(self.locale);
        let steps = connection.map(|client| {
            let (sender, mut steps) = unbounded_channel();
            self.runtime.spawn(async move {
                let token = NumberOrString::String("dabir/manuscripts".to_owned());
                let create = WorkDoneProgressCreateParams { token: token.clone() };
                if client.send_request::<WorkDoneProgressCreate>(create).await.is_err() {
                    return;
                }
                while let Some(step) = steps.recv().await {
                    let value = ProgressParamsValue::WorkDone(step);
                    client
                        .send_notification::<Notification>(ProgressParams { token: token.clone(), value })
                        .await;
                }
            });
            sender
        });
        let bar = Bar { steps, total };
        bar.send(WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title,
            cancellable: Some(false),
            message: None,
            percentage: Some(0),
        }));
        bar
    }
}

impl Bar {
    /// Says that `done` files are read, and which one is next.
    pub(super) fn report(&self, done: usize, next: &Path) {
        if !done.is_multiple_of((self.total / REPORTS).max(1)) {
            return;
        }
        self.send(WorkDoneProgress::Report(WorkDoneProgressReport {
            cancellable: Some(false),
            message: next.file_name().map(|name| name.to_string_lossy().into_owned()),
            percentage: u32::try_from(100 * done / self.total.max(1)).ok(),
        }));
    }

    fn send(&self, step: WorkDoneProgress) {
        // Nobody may listen any more.
        let _ = self.steps.as_ref().map(|steps| steps.send(step));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
    }
}
