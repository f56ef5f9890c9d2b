//! The reader of other files: a thread that reads companion libraries and the workspace's manuscripts, and tells the writer.
//!
//! It works through its jobs one after the other, so that nothing that is typed waits for a file. What comes of a file
//! is a shelf, and for a library what is wrong in it.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{io, thread};

use tokio::runtime::Handle;

use super::capabilities::Client;
use super::progress::Progress;
use super::world::Event;
use crate::catalog::{Origin, Shelf};
use crate::files;
use crate::library::{self, Problem};
use crate::markup::Format;
use crate::model::{Input, analyze};
use crate::text::{Buffer, TextRange, TextSize};

/// A job.
pub(super) enum Job {
    /// Read a library.
    Library(PathBuf),
    /// Read the text of a library that is open, and say to which version of it the answer belongs.
    Text(PathBuf, Buffer, i32),
    /// Read a manuscript of the workspace, which is not open.
    Manuscript(PathBuf),
    /// Find and read the manuscripts of these folders, but for those that are open.
    Walk(Vec<PathBuf>, Vec<PathBuf>),
    /// A manuscript was opened: what it has on the disk does not count.
    Opened(PathBuf),
    /// Forget all manuscripts.
    Forget,
}

/// What came of the jobs.
pub(super) enum Delivery {
    /// A library.
    Library(Volume),
    /// All manuscripts of the workspace that are not open.
    Workspace(Arc<Shelf>),
}

/// What came of a library.
pub(super) struct Volume {
    /// The file.
    pub path: PathBuf,
    /// Its works; `None` where it cannot be read.
    pub shelf: Option<Arc<Shelf>>,
    /// What is wrong in it, with its text.
    pub faults: Option<Faults>,
    /// Why it could not be read.
    pub error: Option<String>,
    /// The version of the open document that was read.
    pub version: Option<i32>,
}

/// What is wrong in a library.
#[derive(Clone)]
pub(super) struct Faults {
    /// Its text.
    pub text: Buffer,
    /// In order.
    pub problems: Arc<Vec<Problem>>,
}

/// The most manuscripts of a workspace that are read.
const MOST_MANUSCRIPTS: usize = 5_000;

/// Longer manuscripts, in bytes, are not read for their references when they are not open.
const LONGEST_MANUSCRIPT: usize = 8 << 20;

/// Starts the librarian. It ends with the last sender.
pub(super) fn start(events: Sender<Event>, progress: Progress) -> io::Result<Sender<Job>> {
    let (sender, jobs) = channel();
    let thread = thread::Builder::new().name("librarian".to_owned()).stack_size(8 << 20);
    thread.spawn(move || run(&jobs, &events, &progress))?;
    Ok(sender)
}

/// How a client is shown that the librarian is at work.
pub(super) fn progress(client: &Client, connection: &tower_lsp::Client, runtime: &Handle) -> Progress {
    let connection = client.progress.then(|| connection.clone());
    Progress { runtime: runtime.clone(), connection, locale: client.locale }
}

/// The manuscripts of the workspace, as they were read last.
#[derive(Default)]
struct Manuscripts {
    shelves: BTreeMap<PathBuf, Shelf>,
    /// They have changed since they were delivered.
    changed: bool,
    /// How often they were delivered.
    count: usize,
}

fn run(jobs: &Receiver<Job>, events: &Sender<Event>, progress: &Progress) {
    let mut manuscripts = Manuscripts::default();
    // The writer ends with the process.
    let deliver = |delivery| drop(events.send(Event::Delivered(delivery)));
    while let Ok(job) = jobs.recv() {
        // Of several texts of one library the last one counts.
        let mut waiting = vec![job];
        waiting.extend(jobs.try_iter());
        let mut seen = BTreeSet::new();
        let mut kept: Vec<Job> = Vec::new();
        for job in waiting.into_iter().rev() {
            let outdated = matches!(&job, Job::Text(path, ..) if !seen.insert(path.clone()));
            kept.extend((!outdated).then_some(job));
        }
        for job in kept.into_iter().rev() {
            // A file that brings the reader down costs its own works and nothing else.
            let _ = catch_unwind(AssertUnwindSafe(|| work(job, &mut manuscripts, deliver, progress)));
        }
        if std::mem::take(&mut manuscripts.changed) {
            deliver(Delivery::Workspace(Arc::new(manuscripts.merged())));
        }
    }
}

fn work(job: Job, manuscripts: &mut Manuscripts, deliver: impl Fn(Delivery), progress: &Progress) {
    match job {
        Job::Library(path) => deliver(Delivery::Library(library(path))),
        Job::Text(path, text, version) => {
            let whole = text.slice(TextRange::new(TextSize::default(), text.len()));
            deliver(Delivery::Library(Volume { version: Some(version), ..shelve(path, &whole) }));
        }
        Job::Manuscript(path) => manuscripts.read(path),
        Job::Opened(path) => manuscripts.changed |= manuscripts.shelves.remove(&path).is_some(),
        Job::Forget => {
            manuscripts.shelves.clear();
            manuscripts.changed = true;
        }
        Job::Walk(folders, open) => {
            let wanted = |path: &Path| files::is_manuscript(path) && !open.iter().any(|own| own == path);
            let found = folders.iter().flat_map(|folder| files::walk(folder, wanted).0);
            let found: Vec<PathBuf> = found.take(MOST_MANUSCRIPTS).collect();
            let bar = progress.begin(found.len());
            for (n, path) in found.into_iter().enumerate() {
                bar.report(n, &path);
                let _ = catch_unwind(AssertUnwindSafe(|| manuscripts.read(path)));
            }
        }
    }
}

impl Manuscripts {
    /// Reads a manuscript; one that is gone is forgotten.
    fn read(&mut self, path: PathBuf) {
        let text = files::read(&path).ok().filter(|text| text.len() <= LONGEST_MANUSCRIPT);
        let Some(text) = text else {
            self.changed |= self.shelves.remove(&path).is_some();
            return;
        };
        let format = Format::detect(None, &path.to_string_lossy());
        let input = Input { text: Buffer::new(&text), format, config: Arc::default() };
        let shelf = Shelf::new(shown(&path), Origin::Manuscript, analyze(&input, None).works());
        self.shelves.insert(path, shelf);
        self.changed = true;
    }

    /// One shelf of all; no other has its name.
    fn merged(&mut self) -> Shelf {
        self.count += 1;
        let name = format!("workspace {}", self.count);
        Shelf::merged(name, Origin::Manuscript, self.shelves.values())
    }
}

fn library(path: PathBuf) -> Volume {
    match files::read_library(&path) {
        Ok(text) => shelve(path, &text),
        Err(error) => Volume {
            error: Some(format!("{}: {error}", path.display())),
            path,
            shelf: None,
            faults: None,
            version: None,
        },
    }
}

fn shelve(path: PathBuf, text: &str) -> Volume {
    let format = library::Format::of_name(&path.to_string_lossy()).unwrap_or(library::Format::BibTex);
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let library = library::read(format, plain);
    let shelf = Shelf::new(shown(&path), Origin::Library, library.works);
    // Without problems no place in the text is ever asked for.
    let text = if library.problems.is_empty() { "" } else { plain };
    let faults = Faults { text: Buffer::new(text), problems: Arc::new(library.problems) };
    Volume { path, shelf: Some(Arc::new(shelf)), faults: Some(faults), error: None, version: None }
}

/// The name of a file as a proposal shows it: with its folder.
pub(super) fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    match path.parent().and_then(Path::file_name) {
        Some(folder) => format!("{}/{name}", folder.to_string_lossy()),
        None => name.into_owned(),
    }
}
