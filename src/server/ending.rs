//! How the process ends: by `exit`, with its input, or with the client's process.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

/// How often the client's process is looked for.
const LOOK: Duration = Duration::from_secs(2);

/// The end of a session; whoever sees it coming says so here.
#[derive(Default)]
pub(super) struct Ending {
    shut: AtomicBool,
    ended: Notify,
}

impl Ending {
    /// The client has asked to shut down: an end is expected from now on.
    pub(super) fn expect(&self) {
        self.shut.store(true, Ordering::Relaxed);
    }

    /// Whether the client has asked to shut down.
    pub(super) fn is_expected(&self) -> bool {
        self.shut.load(Ordering::Relaxed)
    }

    /// The session is over.
    pub(super) fn end(&self) {
        self.ended.notify_one();
    }

    /// Waits until the session is over.
    pub(super) async fn wait(&self) {
        self.ended.notified().await;
    }

    /// Ends the session with the process `id`. Where processes cannot be seen, or this one cannot, nothing is
    /// watched.
    pub(super) fn watch(self: Arc<Self>, id: u32) {
        let process = PathBuf::from(format!("/proc/{id}"));
        if !process.exists() {
            return;
        }
        tokio::spawn(async move {
            while process.exists() {
                tokio::time::sleep(LOOK).await;
            }
            self.end();
        });
    }
}
