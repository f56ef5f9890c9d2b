//! The reader of other files: a thread that reads companion libraries and the workspace's manuscripts, and tells the writer.
//!
//! It works through its jobs one after the other, so that nothing that is typed waits for a file; libraries come before
//! manuscripts, of which there may be thousands. What comes of a file is a shelf, and for a library what is wrong in it.

mod manuscripts;

use std::collections::VecDeque;
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
use crate::text::{Buffer, TextRange, TextSize};
use manuscripts::Manuscripts;

/// A job.
pub(super) enum Job {
    /// Read a library.
    Library(PathBuf),
    /// Read the text of a library that is open, and say to which version of it the answer belongs.
    Text(PathBuf, Text),
    /// Find and read the manuscripts of these folders, and forget all others.
    Walk(Vec<PathBuf>),
    /// Something has changed on the disk at these places: read what is a manuscript, forget what is gone.
    Changed(Vec<PathBuf>),
    /// A document was opened: what it has on the disk does not count.
    Opened(PathBuf),
    /// A document was closed: what it has on the disk counts again.
    Closed(PathBuf),
}

/// The text of an open library.
pub(super) struct Text {
    /// The text.
    pub text: Buffer,
    /// Its version in the client's count.
    pub version: i32,
    /// Its number in ours, which no other text of the session has.
    pub reading: u64,
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
    /// The number of the text that was read; 0 for a file.
    pub reading: u64,
}

/// What is wrong in a library.
#[derive(Clone)]
pub(super) struct Faults {
    /// Its text.
    pub text: Buffer,
    /// In order.
    pub problems: Arc<Vec<Problem>>,
}

impl Volume {
    /// Nothing came of it.
    fn nothing(path: PathBuf) -> Volume {
        Volume { path, shelf: None, faults: None, error: None, version: None, reading: 0 }
    }
}

/// Starts the librarian. It ends with the last sender.
pub(super) fn start(events: Sender<Event>, progress: Progress) -> io::Result<Sender<Job>> {
    let (sender, jobs) = channel();
    let thread = thread::Builder::new().name("librarian".to_owned()).stack_size(8 << 20);
    let (queue, manuscripts) = (VecDeque::new(), Manuscripts::default());
    let mut librarian = Librarian { jobs, events, progress, queue, manuscripts };
    thread.spawn(move || librarian.run())?;
    Ok(sender)
}

/// How a client is shown that the librarian is at work.
pub(super) fn progress(client: &Client, connection: &tower_lsp::Client, runtime: &Handle) -> Progress {
    let connection = client.progress.then(|| connection.clone());
    Progress { runtime: runtime.clone(), connection, locale: client.locale }
}

struct Librarian {
    jobs: Receiver<Job>,
    events: Sender<Event>,
    progress: Progress,
    queue: VecDeque<Job>,
    manuscripts: Manuscripts,
}

impl Librarian {
    fn run(&mut self) {
        while self.fetch() {
            // A file that brings the reader down costs its own works and nothing else.
            let _ = catch_unwind(AssertUnwindSafe(|| self.work()));
        }
    }

    /// Takes in what is to be done, and waits where there is nothing; `false` at the end of the session.
    fn fetch(&mut self) -> bool {
        if self.queue.is_empty() && !self.manuscripts.is_busy() {
            // What is on its way is taken in before a shelf is built of all manuscripts.
            let next = self.jobs.try_recv().ok().or_else(|| {
                let news = catch_unwind(AssertUnwindSafe(|| self.manuscripts.news())).ok().flatten();
                news.into_iter().for_each(|shelf| self.deliver(Delivery::Workspace(shelf)));
                self.jobs.recv().ok()
            });
            let Some(job) = next else { return false };
            self.enqueue(job);
        }
        while let Ok(job) = self.jobs.try_recv() {
            self.enqueue(job);
        }
        true
    }

    fn enqueue(&mut self, job: Job) {
        // Of several texts of one library the last one counts.
        if let Job::Text(path, ..) = &job {
            self.queue.retain(|other| !matches!(other, Job::Text(own, ..) if own == path));
        }
        self.queue.push_back(job);
    }

    /// Does the next thing: a library, else another job, else a little of the manuscripts.
    fn work(&mut self) {
        let is_library = |job: &Job| matches!(job, Job::Library(_) | Job::Text(..));
        let next = self.queue.iter().position(is_library).unwrap_or(0);
        match self.queue.remove(next) {
            Some(Job::Library(path)) => self.deliver(Delivery::Library(library(path))),
            Some(Job::Text(path, Text { text, version, reading })) => {
                let whole = text.slice(TextRange::new(TextSize::default(), text.len()));
                // Whoever waits for this very text is answered, whatever it does to the reader.
                let read = catch_unwind(AssertUnwindSafe(|| shelve(path.clone(), &whole)));
                let volume = read.unwrap_or(Volume::nothing(path));
                self.deliver(Delivery::Library(Volume { version: Some(version), reading, ..volume }));
            }
            Some(Job::Walk(folders)) => self.manuscripts.want(folders),
            Some(Job::Changed(places)) => self.manuscripts.look_again(places),
            Some(Job::Opened(path)) => self.manuscripts.open(path),
            Some(Job::Closed(path)) => self.manuscripts.close(path),
            None => self.manuscripts.step(&self.progress),
        }
    }

    fn deliver(&self, delivery: Delivery) {
        // The writer ends with the process.
        let _ = self.events.send(Event::Delivered(delivery));
    }
}

fn library(path: PathBuf) -> Volume {
    match files::read_library(&path) {
        Ok(text) => shelve(path, &text),
        Err(error) => Volume { error: Some(format!("{}: {error}", path.display())), ..Volume::nothing(path) },
    }
}

fn shelve(path: PathBuf, text: &str) -> Volume {
    let format = library::Format::of_name(&path.to_string_lossy()).unwrap_or(library::Format::BibTex);
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let library = library::read(format, plain);
    let id = path.to_string_lossy().into_owned();
    let shelf = Shelf::new(shown(&path), Origin::Library, library.works).with_id(id);
    // Without problems no place in the text is ever asked for.
    let text = if library.problems.is_empty() { "" } else { plain };
    let faults = Faults { text: Buffer::new(text), problems: Arc::new(library.problems) };
    Volume {
        path,
        shelf: Some(Arc::new(shelf)),
        faults: Some(faults),
        error: None,
        version: None,
        reading: 0,
    }
}

/// The name of a file as a proposal shows it: with its folder.
pub(super) fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    match path.parent().and_then(Path::file_name) {
        Some(folder) => format!("{}/{name}", folder.to_string_lossy()),
        None => name.into_owned(),
    }
}
