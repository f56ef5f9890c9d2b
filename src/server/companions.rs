//! What other files have: their shelves as the librarian delivers them, and what is wrong in libraries.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use tower_lsp::lsp_types::Url;

use super::librarian::{Faults, Job, Volume};
use crate::catalog::Shelf;
use crate::files;
use crate::library::Format;

/// The other files of a session.
#[derive(Default)]
pub(super) struct Companions {
    librarian: Option<Sender<Job>>,
    libraries: BTreeMap<PathBuf, Library>,
    /// The manuscripts of the workspace that are not open.
    manuscripts: Option<Arc<Shelf>>,
    /// The folders whose manuscripts are read.
    walked: Vec<PathBuf>,
    /// What could not be read and was not told yet.
    news: Vec<Unread>,
}

/// A companion library.
#[derive(Default)]
struct Library {
    shelf: Option<Arc<Shelf>>,
    faults: Option<Faults>,
    /// Its faults are newer than what was published of them.
    is_due: bool,
    /// The version of the open document that this is of.
    version: Option<i32>,
}

/// A library that could not be read.
pub(super) struct Unread {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub message: String,
}

impl Companions {
    /// Sends jobs to this librarian from now on.
    pub(super) fn hire(&mut self, librarian: Sender<Job>) {
        self.librarian = Some(librarian);
    }

    fn send(&self, job: Job) {
        // A librarian that is gone reads nothing more; what was read stays.
        let _ = self.librarian.as_ref().map(|librarian| librarian.send(job));
    }

    /// Has these libraries read, unless they are already.
    pub(super) fn need(&mut self, paths: &[PathBuf]) {
        for path in paths {
            if !self.libraries.contains_key(path) {
                self.libraries.insert(path.clone(), Library::default());
                self.send(Job::Library(path.clone()));
            }
        }
    }

    /// Has the manuscripts of these folders read, once, but for those that are open.
    pub(super) fn walk(&mut self, folders: &[PathBuf], open: &[PathBuf]) {
        let fresh: Vec<PathBuf> = folders.iter().filter(|f| !self.walked.contains(f)).cloned().collect();
        if !fresh.is_empty() {
            self.walked.extend(fresh.clone());
            self.send(Job::Walk(fresh, open.to_vec()));
        }
    }

    /// Forgets what the walk found.
    pub(super) fn stop_walking(&mut self) {
        if !std::mem::take(&mut self.walked).is_empty() {
            self.send(Job::Forget);
        }
    }

    /// A document was opened.
    pub(super) fn opened(&self, path: &Path) {
        if !self.walked.is_empty() {
            self.send(Job::Opened(path.to_owned()));
        }
    }

    /// Has the text of an open library read.
    pub(super) fn read(&self, path: PathBuf, text: crate::text::Buffer, version: i32) {
        self.send(Job::Text(path, text, version));
    }

    /// Has what changed on the disk read again, where it is known or lies in a folder that is walked.
    pub(super) fn changed(&mut self, path: &Path, is_open: bool) {
        // What is open counts, and not what stands on the disk.
        if is_open {
            return;
        }
        if self.libraries.contains_key(path) {
            self.send(Job::Library(path.to_owned()));
        } else if files::is_manuscript(path) && self.walked.iter().any(|folder| path.starts_with(folder)) {
            self.send(Job::Manuscript(path.to_owned()));
        }
    }

    /// Takes what came of the manuscripts.
    pub(super) fn deliver_manuscripts(&mut self, shelf: Arc<Shelf>) {
        self.manuscripts = Some(shelf);
    }

    /// Takes what came of a library.
    pub(super) fn deliver(&mut self, volume: Volume) {
        let Volume { path, shelf, faults, error, version } = volume;
        self.news.extend(error.map(|message| Unread { path: path.clone(), message }));
        self.libraries.insert(path, Library { shelf, faults, version, is_due: true });
    }

    /// What could not be read since the last time.
    pub(super) fn news(&mut self) -> Vec<Unread> {
        std::mem::take(&mut self.news)
    }

    /// The shelf of a library.
    pub(super) fn library(&self, path: &Path) -> Option<Arc<Shelf>> {
        self.libraries.get(path)?.shelf.clone()
    }

    /// The shelf of the manuscripts of the workspace that are not open.
    pub(super) fn manuscripts(&self) -> Option<Arc<Shelf>> {
        self.manuscripts.clone()
    }

    /// A library whose faults are to be published; it is not given again before they change.
    pub(super) fn next_due(&mut self) -> Option<PathBuf> {
        let (path, library) = self.libraries.iter_mut().find(|(_, library)| library.is_due)?;
        library.is_due = false;
        Some(path.clone())
    }

    /// What is wrong in a library, and the version of the open document of which that is said.
    pub(super) fn faults(&self, path: &Path) -> Option<(&Faults, Option<i32>)> {
        let library = self.libraries.get(path)?;
        Some((library.faults.as_ref()?, library.version))
    }

    /// The libraries in which something is wrong.
    pub(super) fn faulty(&self) -> impl Iterator<Item = &Path> {
        let faulty =
            |library: &Library| library.faults.as_ref().is_some_and(|faults| !faults.problems.is_empty());
        self.libraries.iter().filter(move |(_, library)| faulty(library)).map(|(path, _)| path.as_path())
    }
}

/// Whether a document is a library, by its language identifier or its name.
pub(super) fn is_library(language_id: &str, uri: &Url) -> bool {
    let told = Format::of_name(uri.path()).is_some_and(Format::is_told_by_name);
    Format::of_language(language_id).is_some() || told
}
