//! What other files have: their shelves as the librarian delivers them, and what is wrong in libraries.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use tower_lsp::lsp_types::Url;

use super::librarian::{Faults, Job, Text, Volume};
use crate::catalog::Shelf;
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
    /// The number under which that was given to the librarian; 0 for a file.
    reading: u64,
    /// The name under which its faults were published last.
    published: Option<Url>,
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

    /// Whether there is anybody to read files.
    pub(super) fn has_librarian(&self) -> bool {
        self.librarian.is_some()
    }

    fn send(&self, job: Job) {
        // A librarian that is gone reads nothing more; what was read stays.
        let _ = self.librarian.as_ref().map(|librarian| librarian.send(job));
    }

    /// Has a library read, unless it is already.
    pub(super) fn need(&mut self, path: &Path) {
        if !self.libraries.contains_key(path) {
            self.libraries.insert(path.to_owned(), Library::default());
            self.send(Job::Library(path.to_owned()));
        }
    }

    /// Has the manuscripts of these folders read, but for those that are open, and forgets those of others.
    pub(super) fn walk(&mut self, folders: Vec<PathBuf>) {
        if self.walked != folders {
            self.send(Job::Walk(folders.clone()));
            self.walked = folders;
        }
    }

    /// A document was opened.
    pub(super) fn opened(&self, path: &Path) {
        self.send(Job::Opened(path.to_owned()));
    }

    /// A document was closed: what stands on the disk may be something else.
    pub(super) fn closed(&self, path: &Path) {
        self.send(Job::Closed(path.to_owned()));
    }

    /// Has the text of an open library read.
    pub(super) fn read(&self, path: PathBuf, text: Text) {
        self.send(Job::Text(path, text));
    }

    /// Has what changed on the disk read again, where it is known or lies in a folder that is walked. Of libraries that
    /// are open the text counts, and not what stands on the disk.
    pub(super) fn changed(&mut self, mut places: Vec<PathBuf>, is_open: impl Fn(&Path) -> bool) {
        for place in &places {
            // The folder of a library may be gone, or here.
            let below = self.libraries.range(place.clone()..).take_while(|(path, _)| path.starts_with(place));
            below
                .filter(|(path, _)| !is_open(path))
                .for_each(|(path, _)| self.send(Job::Library(path.clone())));
        }
        let walked =
            |place: &PathBuf| self.walked.iter().any(|f| place.starts_with(f) || f.starts_with(place));
        places.retain(walked);
        if !places.is_empty() {
            self.send(Job::Changed(places));
        }
    }

    /// Takes what came of the manuscripts.
    pub(super) fn deliver_manuscripts(&mut self, shelf: Arc<Shelf>) {
        self.manuscripts = Some(shelf);
    }

    /// Takes what came of a library, which is open or not.
    pub(super) fn deliver(&mut self, volume: Volume, is_open: bool) {
        let Volume { path, shelf, faults, error, version, reading } = volume;
        // The text in the editor counts while it is there, and not what was on its way from the disk; and the other
        // way round.
        if is_open != version.is_some() || !(is_open || self.libraries.contains_key(&path)) {
            return;
        }
        self.news.extend(error.map(|message| Unread { path: path.clone(), message }));
        let library = self.libraries.entry(path).or_default();
        let is_faulty = faults.as_ref().is_some_and(|faults| !faults.problems.is_empty());
        // A file without faults, which may not even be there, is no news where none were told before.
        let is_due = is_open || is_faulty || library.published.is_some();
        *library = Library { shelf, faults, version, reading, is_due, published: library.published.take() };
    }

    /// Forgets a library that nobody needs any more.
    pub(super) fn drop(&mut self, path: &Path) {
        self.libraries.remove(path);
    }

    /// Has a library read anew that is not open any more.
    pub(super) fn read_again(&self, path: &Path) {
        self.send(Job::Library(path.to_owned()));
    }

    /// Remembers under which name the faults of a library are published now, and gives the one before if it was another.
    pub(super) fn publish(&mut self, path: &Path, uri: &Url) -> Option<Url> {
        let library = self.libraries.get_mut(path)?;
        library.published.replace(uri.clone()).filter(|before| before != uri)
    }

    /// The name under which the faults of a library were published last.
    pub(super) fn published(&self, path: &Path) -> Option<Url> {
        self.libraries.get(path)?.published.clone()
    }

    /// The number under which the text of an open library that was read last was given to the librarian.
    pub(super) fn reading(&self, path: &Path) -> u64 {
        self.libraries.get(path).map_or(0, |library| library.reading)
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
