//! Where to look for entries and citations: one persistent table, kept by difference.

use std::hash::BuildHasherDefault;
use std::ops::Bound;
use std::sync::Arc;

use rpds::{HashTrieMapSync, RedBlackTreeSetSync};
use rustc_hash::FxHasher;

use super::links::twin_years;
use super::touched::Touched;
use crate::people::letters;
use crate::syntax::{Person, Piece, Year};
use crate::text::Script;

/// Where an entry stands: the label of its block and its number in the block. Places compare in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub(crate) label: u64,
    pub(crate) entry: usize,
}

/// What links need to know of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The authors, or the editors where there is none.
    pub people: Arc<[Person]>,
    /// The keys by which citations may call a work of nobody's: its title and the beginnings of that.
    pub title_names: Vec<String>,
    /// The authors' list ends in "and others".
    pub others: bool,
    /// What it shares with the entry of the same work in the other script.
    pub(crate) twin: Option<Key>,
    /// The years of its date.
    pub years: Vec<Year>,
    /// The numbers of its volume and issue, where it has some.
    pub(crate) parts: [Option<u32>; 2],
    /// The script of its first letter.
    pub script: Option<Script>,
    /// Author and year as the entry writes them: «بوزان، ۱۳۸۹».
    pub name: String,
}

impl Summary {
    /// Whether two entries are of different volumes or issues.
    pub(crate) fn is_other_part(&self, other: &Summary) -> bool {
        let both = self.parts.iter().zip(&other.parts);
        both.into_iter().any(|(one, other)| one.is_some() && other.is_some() && one != other)
    }

    /// For each author (or editor, or else for the title) the keys by which citations may call them.
    pub fn names(&self) -> impl Iterator<Item = &[String]> {
        let title = Some(self.title_names.as_slice()).filter(|names| !names.is_empty());
        self.people.iter().map(|person| person.keys.as_slice()).chain(title)
    }

    /// The keys by which citations may call the first author, or the editor or title.
    pub fn first_names(&self) -> &[String] {
        self.names().next().unwrap_or(&[])
    }
}

/// What entries and citations are filed under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    /// A name of the first author.
    Name(String),
    /// A name of any author.
    Person(String),
    /// The consonants of an author's family name, in classes that the scripts share.
    Sound(String),
    /// The given names of an author, and the first letter of the family name.
    Namesake(String),
    /// A name of the first author and a year; 0 for a citation or entry without one.
    Work(String, u32),
    /// A year in a script.
    Year(Script, u32),
    /// The number of an entry.
    Number(u32),
    /// The key of an entry.
    Cited(String),
    /// A DOI in lower case.
    Doi(String),
    /// First author, year and title, folded.
    Title(String),
    /// What an entry shares with that of the same work in the other script.
    Twin(String),
}

/// How a block is filed under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Filed {
    /// One of its entries.
    Entry(usize, Arc<Summary>),
    /// Some citation of it, with its year; 0 for none.
    Citing(u32),
    /// Some citation of it, by the name of its first author.
    Calling(String),
}

impl Filed {
    /// A block's filings under one key have an order, so that equal ones stand together.
    pub(super) fn order(&self) -> (usize, u32, &str) {
        match self {
            Filed::Entry(entry, _) => (*entry, 0, ""),
            Filed::Citing(year) => (usize::MAX, *year, ""),
            Filed::Calling(name) => (usize::MAX, u32::MAX, name),
        }
    }
}

/// Everything under one key.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// Sorted by place.
    pub(super) entries: Vec<(Place, Arc<Summary>)>,
    /// The citing blocks, with the years that they give; sorted.
    pub(super) citing: Vec<(u64, u32)>,
    /// The names by which blocks cite; sorted.
    pub(super) calling: Vec<(u64, String)>,
}

/// A hasher with a fixed seed: the order of nothing depends on a run.
type Hasher = BuildHasherDefault<FxHasher>;

/// Entries and citations by key.
#[derive(Clone, Debug)]
pub struct Index {
    cells: HashTrieMapSync<Key, Arc<Cell>, Hasher>,
    /// The names of all authors, in order.
    names: RedBlackTreeSetSync<String>,
}

impl Default for Index {
    fn default() -> Self {
        let cells = HashTrieMapSync::new_with_hasher_and_ptr_kind(Hasher::default());
        Index { cells, names: RedBlackTreeSetSync::new_sync() }
    }
}

/// Under what a person with given names is filed beside others of these.
pub(super) fn namesake(person: &Person) -> String {
    let first = person.key().chars().next().map(String::from).unwrap_or_default();
    format!("{}|{first}", letters(&person.given))
}

impl Index {
    /// The entries whose first author can be called `name`, a folded key, in document order.
    pub fn named<'a>(&'a self, name: &str) -> impl Iterator<Item = (Place, &'a Summary)> + use<'a> {
        self.entries(&Key::Name(name.to_owned()))
    }

    /// The entries of this year in a script, in document order.
    pub fn of_year(&self, script: Script, year: u32) -> impl Iterator<Item = (Place, &Summary)> {
        self.entries(&Key::Year(script, year))
    }

    /// The entries one of whose authors has these consonants in the family name.
    pub(crate) fn sounding<'a>(
        &'a self,
        consonants: &str,
    ) -> impl Iterator<Item = (Place, &'a Summary)> + use<'a> {
        self.entries(&Key::Sound(consonants.to_owned()))
    }

    /// The entries one of whose authors has the given names of this one and a family name that begins as theirs.
    pub(crate) fn namesakes<'a>(
        &'a self,
        person: &Person,
    ) -> impl Iterator<Item = (Place, &'a Summary)> + use<'a> {
        self.entries(&Key::Namesake(namesake(person)))
    }

    /// The names of first authors by which works of this year are cited in a script.
    pub(crate) fn called_in(&self, script: Script, year: u32) -> impl Iterator<Item = &str> {
        let cell = self.cells.get(&Key::Year(script, year));
        cell.into_iter().flat_map(|cell| &cell.calling).map(|(_, name)| name.as_str())
    }

    /// The entries one of whose authors can be called `name`, in document order.
    pub fn by_person<'a>(&'a self, name: &str) -> impl Iterator<Item = (Place, &'a Summary)> + use<'a> {
        self.entries(&Key::Person(name.to_owned()))
    }

    /// The first name of an author, by its letters, that is not before a text.
    pub(crate) fn name_from(&self, from: Bound<&str>) -> Option<&str> {
        self.names.range::<str, _>((from, Bound::Unbounded)).next().map(String::as_str)
    }

    /// The entries whose first author can be called `name` and that have this year.
    pub fn work<'a>(&'a self, name: &str, year: u32) -> impl Iterator<Item = (Place, &'a Summary)> + use<'a> {
        self.entries(&Key::Work(name.to_owned(), year))
    }

    /// Whether an entry in this script has this year.
    pub fn has_year(&self, script: Script, year: u32) -> bool {
        self.cells.get(&Key::Year(script, year)).is_some_and(|cell| !cell.entries.is_empty())
    }

    /// The entries with this number.
    pub fn numbered(&self, number: u32) -> impl Iterator<Item = (Place, &Summary)> {
        self.entries(&Key::Number(number))
    }

    /// The entries with this key.
    pub fn keyed(&self, key: &str) -> impl Iterator<Item = (Place, &Summary)> {
        self.entries(&Key::Cited(key.to_owned()))
    }

    /// Whether some citation calls a first author `name` and gives this year (0 for none).
    pub fn is_cited(&self, name: &str, year: u32) -> bool {
        self.is_citing(&Key::Work(name.to_owned(), year))
    }

    /// Whether some citation calls a first author `name`.
    pub fn is_named(&self, name: &str) -> bool {
        self.is_citing(&Key::Name(name.to_owned()))
    }

    /// Whether some citation calls a first author `name` and gives a year that no entry of that name has.
    pub fn is_named_with_other_year(&self, name: &str) -> bool {
        let cell = self.cells.get(&Key::Name(name.to_owned()));
        let mut years = cell.into_iter().flat_map(|cell| &cell.citing).map(|&(_, year)| year);
        years.any(|year| year != 0 && self.work(name, year).next().is_none())
    }

    /// Whether some citation in this script gives this year.
    pub fn is_year_cited(&self, script: Script, year: u32) -> bool {
        self.is_citing(&Key::Year(script, year))
    }

    /// Whether some citation gives this number.
    pub fn is_number_cited(&self, number: u32) -> bool {
        self.is_citing(&Key::Number(number))
    }

    /// Whether some citation gives this key.
    pub fn is_key_cited(&self, key: &str) -> bool {
        self.is_citing(&Key::Cited(key.to_owned()))
    }

    /// The first entry before `place` that has one of its twins' keys, the same DOI, or the same first author, year and
    /// title, and is not of another volume or issue; and that key.
    pub(crate) fn earlier_twin<'a>(
        &'a self,
        place: Place,
        own: &Summary,
        twins: &'a [Key],
    ) -> Option<(Place, &'a Summary, &'a Key)> {
        let earlier = twins.iter().filter_map(|key| {
            let before = self.entries(key).take_while(|&(at, _)| at < place);
            before
                .into_iter()
                .find(|(_, other)| !own.is_other_part(other))
                .map(|(at, other)| (at, other, key))
        });
        earlier.min_by_key(|&(at, ..)| at)
    }

    /// The labels of the blocks that cite by a name of an entry's first author, by its number or by its key; and of those
    /// that cite a work of its year in the other script; `by_any`: or in its own, by whatever name.
    pub(crate) fn citing(&self, summary: &Summary, piece: &Piece, by_any: bool) -> Vec<u64> {
        let names = summary.first_names().iter().cloned().map(Key::Name);
        let number = piece.number.map(Key::Number);
        let others = Script::but(summary.script);
        let years = summary.years.iter().flat_map(|y| std::iter::once(y.value).chain(twin_years(y.value)));
        let across = years.flat_map(|year| others.clone().map(move |script| Key::Year(script, year)));
        let script = summary.script.filter(|_| by_any);
        let own = script
            .into_iter()
            .flat_map(|script| summary.years.iter().map(move |y| Key::Year(script, y.value)));
        let keys = names.chain(number).chain(piece.key.clone().map(Key::Cited)).chain(across).chain(own);
        let mut labels: Vec<u64> = keys
            .filter_map(|key| self.cells.get(&key))
            .flat_map(|cell| cell.citing.iter().map(|c| c.0))
            .collect();
        labels.sort_unstable();
        labels.dedup();
        labels
    }

    pub(super) fn entries(&self, key: &Key) -> impl Iterator<Item = (Place, &Summary)> + use<'_> {
        let cell = self.cells.get(key);
        cell.into_iter().flat_map(|cell| &cell.entries).map(|(place, summary)| (*place, &**summary))
    }

    /// Everything under a key.
    pub(super) fn cell(&self, key: &Key) -> Option<&Cell> {
        self.cells.get(key).map(|cell| &**cell)
    }

    fn is_citing(&self, key: &Key) -> bool {
        self.cells.get(key).is_some_and(|cell| !cell.citing.is_empty())
    }

    /// Files a block under its keys.
    pub(crate) fn insert<'f>(
        &mut self,
        label: u64,
        filed: impl IntoIterator<Item = &'f (Key, Filed)>,
        touched: &mut Touched,
    ) {
        for (key, how) in filed {
            if !self.cells.contains_key(key) {
                self.cells.insert_mut(key.clone(), Arc::default());
                if let Key::Person(name) = key {
                    self.names.insert_mut(name.clone());
                }
            }
            let Some(cell) = self.cells.get_mut(key) else { continue };
            let cell = Arc::make_mut(cell);
            match how {
                Filed::Entry(entry, summary) => {
                    touched.entry_side(key, cell);
                    let place = Place { label, entry: *entry };
                    let at = cell.entries.partition_point(|(other, _)| *other < place);
                    cell.entries.insert(at, (place, summary.clone()));
                }
                Filed::Citing(year) => {
                    touched.citing_side(key, cell);
                    let at = cell.citing.partition_point(|&other| other < (label, *year));
                    cell.citing.insert(at, (label, *year));
                }
                Filed::Calling(name) => {
                    touched.calling_side(key);
                    let item = (label, name.clone());
                    let at = cell.calling.partition_point(|other| *other < item);
                    cell.calling.insert(at, item);
                }
            }
        }
    }

    /// Takes a block out again.
    pub(crate) fn remove<'f>(
        &mut self,
        label: u64,
        filed: impl IntoIterator<Item = &'f (Key, Filed)>,
        touched: &mut Touched,
    ) {
        for (key, how) in filed {
            let Some(cell) = self.cells.get_mut(key) else { continue };
            let cell = Arc::make_mut(cell);
            match how {
                Filed::Entry(entry, _) => {
                    let place = Place { label, entry: *entry };
                    cell.entries.retain(|(other, _)| *other != place);
                    touched.entry_side(key, cell);
                }
                Filed::Citing(year) => {
                    if let Ok(at) = cell.citing.binary_search(&(label, *year)) {
                        cell.citing.remove(at);
                    }
                    touched.citing_side(key, cell);
                }
                Filed::Calling(name) => {
                    cell.calling.retain(|other| other.0 != label || other.1 != *name);
                    touched.calling_side(key);
                }
            }
            if cell.entries.is_empty() && cell.citing.is_empty() && cell.calling.is_empty() {
                self.cells.remove_mut(key);
                if let Key::Person(name) = key {
                    self.names.remove_mut(name);
                }
            }
        }
    }
}
