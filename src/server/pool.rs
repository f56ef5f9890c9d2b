//! Workers for requests that look at a whole document: as many as there are cores.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use super::convert::Snapshot;

/// A request that has waited through more edits than this is not worth its work any more.
const OUTRUN: u64 = 256;

/// The workers.
pub(super) struct Pool {
    free: Arc<Semaphore>,
}

/// Whether the request behind a job has been cancelled.
#[derive(Clone, Default)]
pub(super) struct Cancelled(Arc<AtomicBool>);

impl Cancelled {
    /// Whether nobody wants the result any more.
    pub(super) fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Cancels a job when its request's future goes.
struct Guard(Cancelled);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

impl Pool {
    /// One worker a core.
    pub(super) fn new() -> Pool {
        let cores = available_parallelism().map_or(1, usize::from);
        Pool { free: Arc::new(Semaphore::new(cores)) }
    }

    /// Does a job as soon as a worker is free, unless its request is cancelled before.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Cancelled) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let permit = self.free.clone().acquire_owned().await.map_err(|_| Error::internal_error())?;
        let guard = Guard(Cancelled::default());
        let cancelled = guard.0.clone();
        let job = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            if cancelled.get() { Err(Error::request_cancelled()) } else { job(&cancelled) }
        });
        let result = job.await.unwrap_or_else(|_| Err(Error::internal_error()));
        drop(guard);
        result
    }

    /// Does a job about a document. When the document was closed before a worker was free, or has come a long way,
    /// the answer is `ContentModified`.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        snapshot: Arc<Snapshot>,
        job: impl FnOnce(&Snapshot) -> T + Send + 'static,
    ) -> Result<T> {
        self.run(move |_| {
            if snapshot.progress.now() - snapshot.at > OUTRUN {
                return Err(Error::new(ErrorCode::ContentModified));
            }
            Ok(job(&snapshot))
        })
        .await
    }
}
