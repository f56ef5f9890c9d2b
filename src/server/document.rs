//! An open document: the text that the client has, and what was last read in it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Url};

use super::companions::is_library;
use super::convert::{Progress, text_range};
use super::librarian::shown;
use super::list::{LONGEST_LIVE, List};
use crate::catalog::{Origin, Shelf};
use crate::config::Config;
use crate::files;
use crate::markup::Format;
use crate::model::{Analysis, Input, analyze};
use crate::text::{Buffer, Column};

/// An open document.
pub(super) struct Document {
    /// Its version in the client's count.
    pub version: i32,
    /// Where it is stored, if it is a file.
    pub place: Option<Place>,
    /// The table of decisions about the names in it, whether it is there or not.
    pub people: Option<PathBuf>,
    /// How far it has come.
    pub progress: Arc<Progress>,
    /// Its findings; `None` while they are not written.
    pub list: Option<Arc<List>>,
    /// The findings of a state before, or of this one.
    pub last_list: Option<Arc<List>>,
    /// It is a library: the librarian reads it, and only what is wrong in it is told.
    pub library: bool,
    /// The number under which its text was given to the librarian last; 0 while it was not.
    pub reading: u64,
    /// The name of the list that was last published, and the version for which it was.
    pub published: Option<(u64, i32)>,
    buffer: Buffer,
    format: Format,
    config: Arc<Config>,
    analysis: Option<Arc<Analysis>>,
    state: State,
    /// Its works for other documents, and the analysis of which they are.
    shelf: Option<(Arc<Analysis>, Arc<Shelf>)>,
    /// The names of its companion libraries, how many of them are from the settings, and where these are.
    libraries: (Vec<String>, usize, Vec<PathBuf>),
}

/// Where a document is stored. The disk is asked once, and not at every keystroke.
pub(super) struct Place {
    /// The file, without links: what other names of it are compared with.
    pub path: PathBuf,
    /// The folder in which it is named, without links: a file that is a link has its settings where the link stands.
    pub folder: PathBuf,
    /// The folder as the client names it.
    pub named: PathBuf,
}

impl Place {
    fn of(uri: &Url) -> Option<Place> {
        let file = uri.to_file_path().ok()?;
        let named = file.parent().map(Path::to_owned).unwrap_or_default();
        Some(Place { path: files::absolute(&file), folder: files::folder_of(&file), named })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The text or the settings are newer than the analysis.
    Stale,
    /// The analysis is of this text.
    Read,
    /// Reading this text failed; the next edit may mend that.
    Broken,
}

impl Document {
    /// A document that a client opens, without settings.
    pub(super) fn new(item: TextDocumentItem) -> Document {
        Document {
            version: item.version,
            place: Place::of(&item.uri),
            people: None,
            progress: Arc::default(),
            list: None,
            last_list: None,
            published: None,
            reading: 0,
            library: is_library(&item.language_id, &item.uri),
            shelf: None,
            libraries: Default::default(),
            buffer: Buffer::new(&item.text),
            format: Format::detect(Some(&item.language_id), item.uri.path()),
            config: Arc::default(),
            analysis: None,
            state: State::Stale,
        }
    }

    /// Applies a client's edits, one after the other.
    pub(super) fn change(
        &mut self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        column: Column,
    ) {
        for change in changes {
            match change.range {
                Some(range) => {
                    let range = text_range(&self.buffer, range, column);
                    self.buffer.edit(range, &change.text);
                }
                None => self.buffer = Buffer::new(&change.text),
            }
        }
        self.version = version;
        self.progress.step();
        self.state = State::Stale;
    }

    /// Gives it other settings and another table of decisions; `false` when the settings are the same.
    pub(super) fn configure(&mut self, config: Arc<Config>, people: Option<PathBuf>) -> bool {
        self.people = people;
        // Links may lead elsewhere now.
        self.libraries = Default::default();
        if self.config == config {
            return false;
        }
        self.config = config;
        self.state = State::Stale;
        true
    }

    /// Whether a list was published; for this very version, where the client moves what it shows.
    pub(super) fn has_published(&self, list: u64, in_version: bool) -> bool {
        self.published.is_some_and(|(id, version)| id == list && (!in_version || version == self.version))
    }

    /// The folder in which it is stored.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.place.as_ref().map(|place| &*place.folder)
    }

    /// What it is known by as a library: its file, or its name.
    pub(super) fn key(&self, uri: &Url) -> PathBuf {
        self.place.as_ref().map_or_else(|| PathBuf::from(uri.as_str()), |place| place.path.clone())
    }

    /// Whether it is what is stored at a path without links.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        self.place.as_ref().is_some_and(|place| place.path == path)
    }

    /// Its text.
    pub(super) fn text(&self) -> &Buffer {
        &self.buffer
    }

    /// Its settings.
    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    /// The same, to be kept.
    pub(super) fn shared_config(&self) -> Arc<Config> {
        self.config.clone()
    }

    /// Whether it is not read in its current state.
    pub(super) fn is_stale(&self) -> bool {
        self.state == State::Stale
    }

    /// Its text has to be read once more.
    pub(super) fn read_again(&mut self) {
        self.state = State::Stale;
    }

    /// Its text, to be read elsewhere; it counts as read from now on.
    pub(super) fn hand_over(&mut self) -> Buffer {
        self.state = State::Read;
        self.buffer.snapshot()
    }

    /// Its works for other documents, as it was read last.
    pub(super) fn shelf(&mut self, uri: &Url) -> Option<Arc<Shelf>> {
        let analysis = self.analysis.clone()?;
        if let Some((of, shelf)) = &self.shelf
            && Arc::ptr_eq(of, &analysis)
        {
            return Some(shelf.clone());
        }
        let name = self.place.as_ref().map_or_else(|| uri.path().to_owned(), |place| shown(&place.path));
        let shelf = Shelf::new(name, Origin::Manuscript, analysis.works()).with_id(uri.to_string());
        let shelf = Arc::new(shelf);
        self.shelf = Some((analysis, shelf.clone()));
        Some(shelf)
    }

    /// The companion libraries of its settings, and those that it names, from its folder on. The disk is asked for their
    /// places only when the names change.
    pub(super) fn libraries(&mut self) -> &[PathBuf] {
        let named = self.analysis.iter().flat_map(|analysis| analysis.libraries());
        let mut names: Vec<String> =
            self.config.libraries.iter().chain(&self.config.user_libraries).cloned().collect();
        let of_settings = names.len();
        names.extend(named);
        if self.libraries.0 != names {
            let folder = self.folder().unwrap_or(Path::new(""));
            let paths = names.iter().map(|name| files::absolute(&files::resolve(folder, name))).collect();
            self.libraries = (names, of_settings, paths);
        }
        &self.libraries.2
    }

    /// Whether it named a library when its libraries were last asked for.
    pub(super) fn needs(&self, library: &Path) -> bool {
        self.libraries.2.iter().any(|path| path == library)
    }

    /// The same for its settings alone, where a name is typed to its end.
    pub(super) fn means(&self, library: &Path) -> bool {
        self.libraries.2.iter().take(self.libraries.1).any(|path| path == library)
    }

    /// What it means; reads it if need be. `None` when that fails, and for a library.
    pub(super) fn analysis(&mut self) -> Option<Arc<Analysis>> {
        if self.library {
            return None;
        }
        if self.state == State::Stale {
            self.read();
        }
        self.analysis.clone()
    }

    /// Whether it is too long to be read.
    pub(super) fn is_too_long(&self) -> bool {
        self.buffer.len().bytes() > LONGEST_LIVE
    }

    fn read(&mut self) {
        // Nothing is known of what is too long.
        let text = if self.is_too_long() { Buffer::new("") } else { self.buffer.snapshot() };
        let input = Input { text, format: self.format, config: self.config.clone() };
        let previous = self.analysis.take();
        let read =
            |previous: Option<&Analysis>| catch_unwind(AssertUnwindSafe(|| analyze(&input, previous))).ok();
        // A fault may lie in what was kept of the state before: once more without it.
        let analysis = read(previous.as_deref()).or_else(|| read(None));
        self.state = if analysis.is_some() { State::Read } else { State::Broken };
        self.analysis = analysis.map(Arc::new);
        self.list = None;
    }
}

/// What the library with a name is known by: its file without links, or the name itself where it is no file.
pub(super) fn key(uri: &Url) -> PathBuf {
    uri.to_file_path().map_or_else(|()| PathBuf::from(uri.as_str()), |path| files::absolute(&path))
}
