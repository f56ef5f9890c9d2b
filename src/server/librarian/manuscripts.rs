//! The manuscripts of the workspace that are not open: found, read and kept, a small step at a time, so that whatever is
//! more urgent can come between two files.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::shown;
use crate::catalog::{Origin, Shelf};
use crate::files;
use crate::markup::Format;
use crate::model::{Input, analyze};
use crate::server::list::LONGEST_LIVE;
use crate::server::progress::{Bar, Progress};
use crate::text::Buffer;

/// The most manuscripts of a workspace that are read.
const MOST_MANUSCRIPTS: usize = 5_000;

/// The files that are looked at in a step.
const STEP: usize = 64;

/// The manuscripts, as they were read last, and what is still to be done for them.
#[derive(Default)]
pub(super) struct Manuscripts {
    shelves: BTreeMap<PathBuf, Shelf>,
    /// Where they are looked for.
    folders: Vec<PathBuf>,
    /// What is open: what it has on the disk does not count.
    open: BTreeSet<PathBuf>,
    searches: VecDeque<Search>,
    /// Those that are found and not read yet.
    waiting: BTreeSet<PathBuf>,
    /// How often they were delivered.
    count: usize,
    /// They have changed since they were delivered.
    changed: bool,
    /// A whole folder is read, of which the client is told.
    walking: bool,
    bar: Option<Bar>,
    read: usize,
}

/// A walk that is under way.
struct Search {
    folder: PathBuf,
    walk: files::Walk,
    /// The places that have changed; where there are none, the whole folder is new.
    places: BTreeSet<PathBuf>,
}

impl Manuscripts {
    /// Looks for manuscripts in these folders and nowhere else. In those that are known already nothing is read again.
    pub(super) fn want(&mut self, folders: Vec<PathBuf>) {
        let inside = |path: &Path| folders.iter().any(|folder| path.starts_with(folder));
        let before = self.shelves.len();
        self.shelves.retain(|path, _| inside(path));
        self.waiting.retain(|path| inside(path));
        self.searches.retain(|search| folders.contains(&search.folder));
        self.changed |= self.shelves.len() < before;
        for folder in folders.iter().filter(|folder| !self.folders.contains(folder)) {
            let (walk, places) = (files::Walk::new(folder), BTreeSet::new());
            self.searches.push_back(Search { folder: folder.clone(), walk, places });
            self.walking = true;
        }
        self.folders = folders;
    }

    /// Something has changed at these places, which may be folders.
    pub(super) fn look_again(&mut self, places: Vec<PathBuf>) {
        let mut there = BTreeSet::new();
        for place in places {
            if files::is_file(&place) {
                there.extend(files::is_manuscript(&place).then_some(place));
                continue;
            }
            // What was a folder may have been a known one.
            let below = self.shelves.range(place.clone()..).take_while(|(path, _)| path.starts_with(&place));
            let gone: Vec<PathBuf> =
                below.filter(|(path, _)| !files::is_file(path)).map(|(path, _)| path.clone()).collect();
            gone.iter().for_each(|path| self.forget(path));
            there.extend(files::is_folder(&place).then_some(place));
        }
        for folder in &self.folders {
            let inside = |place: &&PathBuf| place.starts_with(folder) || folder.starts_with(place);
            let places: BTreeSet<PathBuf> = there.iter().filter(inside).cloned().collect();
            if !places.is_empty() {
                let walk = files::Walk::to(folder, places.clone());
                self.searches.push_back(Search { folder: folder.clone(), walk, places });
            }
        }
    }

    /// A document was opened.
    pub(super) fn open(&mut self, path: PathBuf) {
        self.forget(&path);
        self.open.insert(path);
    }

    /// A document was closed.
    pub(super) fn close(&mut self, path: PathBuf) {
        self.open.remove(&path);
        self.look_again(vec![path]);
    }

    /// All of them on one shelf, of which no other has the name; `None` when nothing has changed. Asked for when there is
    /// nothing left to do.
    pub(super) fn news(&mut self) -> Option<Arc<Shelf>> {
        (self.bar, self.walking, self.read) = (None, false, 0);
        if !std::mem::take(&mut self.changed) {
            return None;
        }
        self.count += 1;
        let name = format!("workspace {}", self.count);
        Some(Arc::new(Shelf::merged(name, Origin::Manuscript, self.shelves.values())))
    }

    /// Whether there is anything left to do.
    pub(super) fn is_busy(&self) -> bool {
        !self.searches.is_empty() || !self.waiting.is_empty()
    }

    /// Does a little of what is left to do.
    pub(super) fn step(&mut self, progress: &Progress) {
        if let Some(search) = self.searches.pop_front() {
            self.search(search);
        } else if let Some(path) = self.waiting.pop_first() {
            if self.walking {
                let total = self.read + self.waiting.len() + 1;
                self.bar.get_or_insert_with(|| progress.begin(total)).report(self.read, &path);
            }
            self.read += 1;
            // A file that brings the reader down costs its own works and nothing else.
            let _ = catch_unwind(AssertUnwindSafe(|| self.read(path)));
        }
    }

    /// Looks at some files of a walk.
    fn search(&mut self, mut search: Search) {
        for _ in 0..STEP {
            // Beyond the limit nothing is even looked for, but what is known is kept up to date.
            if search.places.is_empty() && !self.has_room() {
                return;
            }
            let Some(found) = search.walk.next() else { return };
            let wanted = |path: &PathBuf| files::is_manuscript(path) && !self.open.contains(path);
            let Some(path) = found.ok().filter(wanted) else { continue };
            // A known one in a folder that has changed tells of its own changes itself.
            let read = match self.shelves.contains_key(&path) {
                true => search.places.contains(&path),
                false => self.has_room(),
            };
            if read {
                self.waiting.insert(path);
            }
        }
        self.searches.push_front(search);
    }

    fn has_room(&self) -> bool {
        self.shelves.len() + self.waiting.len() < MOST_MANUSCRIPTS
    }

    fn forget(&mut self, path: &Path) {
        self.waiting.remove(path);
        self.changed |= self.shelves.remove(path).is_some();
    }

    /// Reads a manuscript; one that is gone is forgotten.
    fn read(&mut self, path: PathBuf) {
        let text = files::read_file(&path).ok().filter(|text| text.len() <= LONGEST_LIVE);
        let Some(text) = text else { return self.forget(&path) };
        let name = path.to_string_lossy();
        let input =
            Input { text: Buffer::new(&text), format: Format::detect(None, &name), config: Arc::default() };
        let shelf = Shelf::new(shown(&path), Origin::Manuscript, analyze(&input, None).works());
        self.shelves.insert(path, shelf);
        self.changed = true;
    }
}
