//! What one file knows: its works, and their people by every name.

use std::borrow::Cow;
use std::ops::Bound;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::SortedNames;
use crate::library::{Name, Work};
use crate::people::{Typed, letters, without_article};
use crate::syntax::Label;

/// Where works come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The reference list of another manuscript.
    Manuscript,
    /// A companion library.
    Library,
}

/// The works of a file, or of several, and their people.
#[derive(Clone, Debug)]
pub struct Shelf {
    id: String,
    name: String,
    origin: Origin,
    works: Vec<Arc<Work>>,
    /// The files from which the works come, each with the number of its first one.
    files: Vec<(usize, String)>,
    people: Vec<Known>,
    /// The works of each person in turn.
    bibliography: Vec<u32>,
    names: SortedNames,
    keys: SortedNames,
}

/// A person, or an organisation, of a shelf: where a work names them first, and their works in the bibliography.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    work: u32,
    /// The place among the people of the work; [`TITLE`] for a work of nobody's, which is known by its title.
    at: u32,
    works: (u32, u32),
}

/// Stands for the title in [`Known`].
const TITLE: u32 = u32::MAX;

/// A person who was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit<'s> {
    /// The person.
    pub known: &'s Known,
    /// How far they are from what is typed.
    pub distance: f32,
}

/// A name that is longer than what is typed is so much farther.
const LONGER: f32 = 0.02;

/// A name that is not the beginning of the family name is so much farther.
const PART: f32 = 0.1;

impl Shelf {
    /// The shelf of a file with this name.
    pub fn new(name: String, origin: Origin, works: Vec<Work>) -> Shelf {
        let files = vec![(0, name.clone())];
        Shelf::of(name, origin, files, works.into_iter().map(Arc::new).collect())
    }

    /// One shelf, with a name of its own, of what several have: searching it costs less than searching each.
    pub fn merged<'s>(name: String, origin: Origin, shelves: impl Iterator<Item = &'s Shelf>) -> Shelf {
        let (mut files, mut works) = (Vec::new(), Vec::new());
        for shelf in shelves {
            files.push((works.len(), shelf.name.clone()));
            works.extend(shelf.works.iter().cloned());
        }
        Shelf::of(name, origin, files, works)
    }

    fn of(name: String, origin: Origin, files: Vec<(usize, String)>, works: Vec<Arc<Work>>) -> Shelf {
        let (people, bibliography) = gather(&works);
        let mut shelf = Shelf {
            id: name.clone(),
            name,
            origin,
            works,
            files,
            people,
            bibliography,
            names: SortedNames::default(),
            keys: SortedNames::default(),
        };
        let named = shelf.people.iter().zip(0..).flat_map(|(known, n)| shelf.keys_of(known, n));
        let keyed = shelf.works.iter().zip(0..).filter_map(|(work, n)| Some((work.key.clone()?, n)));
        let (names, keys) = (SortedNames::new(named.collect()), SortedNames::new(keyed.collect()));
        shelf.names = names;
        shelf.keys = keys;
        shelf
    }

    /// The same shelf with an identifier of its own: two files in folders of the same name are shown by one name.
    pub fn with_id(self, id: String) -> Shelf {
        Shelf { id, ..self }
    }

    /// What it is found by; its name, where it was given nothing else.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its name, as it is shown: that of its file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the file from which the work with a number comes.
    pub fn file_of(&self, work: usize) -> &str {
        let at = self.files.partition_point(|(first, _)| *first <= work);
        at.checked_sub(1).and_then(|at| self.files.get(at)).map_or(&self.name, |(_, name)| name)
    }

    /// Where its works come from.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The work with a number.
    pub fn work(&self, number: usize) -> Option<&Work> {
        self.works.get(number).map(|work| &**work)
    }

    /// Its people, each once.
    pub fn people(&self) -> &[Known] {
        &self.people
    }

    /// The name of a person as the file writes it.
    pub fn name_of(&self, known: &Known) -> Cow<'_, Name> {
        let work = self.works.get(known.work as usize);
        match work.and_then(|work| work.people().names.get(known.at as usize)) {
            Some(name) => Cow::Borrowed(name),
            None => Cow::Owned(work.map(|work| title(work)).unwrap_or_default()),
        }
    }

    /// Whether a name is no person's, but the title of a work of nobody's.
    pub fn is_title(&self, known: &Known) -> bool {
        known.at == TITLE
    }

    /// The name of a person in the other script, where the file has it.
    pub fn twin_of(&self, known: &Known) -> Option<&Name> {
        let work = self.works.get(known.work as usize)?;
        let (names, twins) = (&work.people().names, &work.alias_authors.names);
        let twin = twins.get(known.at as usize).filter(|_| twins.len() == names.len())?;
        (letters(&twin.family) != letters(&names.get(known.at as usize)?.family)).then_some(twin)
    }

    /// At least `count` people who may be meant by what is typed, the nearest first, each once; fewer where there are no
    /// more.
    pub fn nearest(&self, typed: &Typed, count: usize) -> Vec<Hit<'_>> {
        let mut found: Vec<Hit<'_>> = Vec::new();
        let mut most = f32::INFINITY;
        typed.search(
            |from| self.names.seek(from),
            |name, distance| {
                let distance = distance + if name == typed.key() { 0.0 } else { LONGER };
                for number in self.names.of(name) {
                    let part = if number & 1 == 0 { 0.0 } else { PART };
                    let known = self.people.get((number >> 1) as usize);
                    found.extend(known.map(|known| Hit { known, distance: distance + part }));
                }
                // Of many the nearest half stays, and the rest of the search need not look for anything farther.
                if found.len() >= 8 * count.max(1) {
                    tidy(&mut found);
                    found.truncate(4 * count);
                    most = found.last().map_or(most, |hit| hit.distance);
                    if most <= LONGER + PART {
                        return -1.0;
                    }
                }
                most
            },
        );
        tidy(&mut found);
        found.truncate(count);
        found
    }

    /// The works whose people include this one, with their numbers; in the order of the file.
    pub fn works_of(&self, known: &Known) -> impl Iterator<Item = (usize, &Work)> {
        let range = known.works.0 as usize..known.works.1 as usize;
        let numbers = self.bibliography.get(range).unwrap_or(&[]);
        numbers.iter().filter_map(|&n| Some((n as usize, self.work(n as usize)?)))
    }

    /// The works whose keys begin with a text, in the order of the keys.
    pub fn keyed<'a>(&'a self, begin: &'a str) -> impl Iterator<Item = &'a Work> {
        let first = self.keys.seek(Bound::Included(begin));
        let next = |key: &&'a str| self.keys.seek(Bound::Excluded(*key));
        let keys = std::iter::successors(first, next).take_while(move |key| key.starts_with(begin));
        keys.flat_map(|key| self.keys.of(key)).filter_map(|n| self.work(n as usize))
    }

    /// The keys by which a person can be found, in both scripts, with the Arabic article and without; each with the person's
    /// number, doubled, and 1 more where it is not the beginning of the family name.
    fn keys_of(&self, known: &Known, number: u32) -> Vec<(String, u32)> {
        let name = self.name_of(known);
        let names = std::iter::once(&*name).chain(self.twin_of(known));
        let mut keys = Vec::new();
        for person in names.map(Name::person) {
            let family = without_article(person.key());
            for key in &person.keys {
                let part =
                    u32::from(!(person.key().starts_with(key.as_str()) || family.starts_with(key.as_str())));
                keys.push((without_article(key).to_owned(), 2 * number + part));
                keys.push((key.clone(), 2 * number + part));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// Sorts people by distance, each once.
fn tidy(found: &mut Vec<Hit<'_>>) {
    found.sort_by(|a, b| {
        let order = a.distance.total_cmp(&b.distance);
        order.then((a.known.work, a.known.at).cmp(&(b.known.work, b.known.at)))
    });
    let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
    found.retain(|hit| seen.insert((hit.known.work, hit.known.at)));
}

/// The title of a work as a name.
fn title(work: &Work) -> Name {
    work.value(Label::Title).map(Name::literal).unwrap_or_default()
}

/// The people of works, each once, and the numbers of their works one after the other.
fn gather(works: &[Arc<Work>]) -> (Vec<Known>, Vec<u32>) {
    let mut numbers: FxHashMap<Cow<'_, Name>, usize> = FxHashMap::default();
    let mut people: Vec<(Known, Vec<u32>)> = Vec::new();
    for (work, n) in works.iter().zip(0..) {
        let names = &work.people().names;
        let titled = names.is_empty().then(|| (TITLE, Cow::Owned(title(work))));
        let named = (0..).zip(names).map(|(at, name)| (at, Cow::Borrowed(name)));
        for (at, name) in named.chain(titled) {
            let number = *numbers.entry(name).or_insert_with(|| {
                people.push((Known { work: n, at, works: (0, 0) }, Vec::new()));
                people.len() - 1
            });
            let Some((_, list)) = people.get_mut(number) else { continue };
            if list.last() != Some(&n) {
                list.push(n);
            }
        }
    }
    let mut bibliography: Vec<u32> = Vec::new();
    let people = people.into_iter().map(|(mut known, list)| {
        let start = bibliography.len() as u32;
        bibliography.extend(list);
        known.works = (start, bibliography.len() as u32);
        known
    });
    (people.collect(), bibliography)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Format, read};

    const LIBRARY: &str =
        "@book{walt1987, author = {Walt, Stephen and Gilpin, Robert}, title = {Origins}, year = 1987}
        @book{walt1996, author = {Walt, Stephen}, title = {Revolution and War}, year = 1996}
        @book{buzan, author = {بوزان، باری}, authorfa = {بوزان، باری}, title = {مردم}, year = 1389}
        @book{none, title = {An anonymous treatise}}";

    fn shelf() -> Shelf {
        Shelf::new("a.bib".to_owned(), Origin::Library, read(Format::BibTex, LIBRARY).works)
    }

    fn found(text: &str) -> Vec<String> {
        let shelf = shelf();
        let found = shelf.nearest(&Typed::new(text), 10);
        found.iter().map(|hit| shelf.name_of(hit.known).family.clone()).collect()
    }

    #[test]
    fn people_are_found_in_both_scripts() {
        assert_eq!(found("Wal"), ["Walt"]);
        assert_eq!(found("گیل"), ["Gilpin"]);
        assert_eq!(found("Buz"), ["بوزان"]);
        assert_eq!(found("An an"), ["An anonymous treatise"]);
        assert_eq!(found("xyz"), [""; 0]);
    }

    #[test]
    fn shelves_become_one() {
        let works =
            read(Format::BibTex, "@book{gilpin1981, author = {Gilpin, Robert}, title = {War}, year = 1981}")
                .works;
        let other = Shelf::new("b.bib".to_owned(), Origin::Library, works);
        let both = Shelf::merged("both".to_owned(), Origin::Library, [&shelf(), &other].into_iter());
        let gilpin = both.nearest(&Typed::new("Gil"), 5)[0].known;
        let files: Vec<&str> = both.works_of(gilpin).map(|(n, _)| both.file_of(n)).collect();
        assert_eq!(files, ["a.bib", "b.bib"]);
        assert_eq!(both.keyed("gilpin").count(), 1);
    }

    #[test]
    fn shelves_of_one_name_are_told_apart() {
        let named = |id: &str, text: &str| {
            let works = read(Format::BibTex, text).works;
            Shelf::new("ch/refs.bib".to_owned(), Origin::Library, works).with_id(id.to_owned())
        };
        let one = named("/a/ch/refs.bib", "@book{a, title = {One}}");
        let other = named("/b/ch/refs.bib", "@book{b, title = {Other}}");
        let catalog = crate::catalog::Catalog::new(vec![Arc::new(one), Arc::new(other)]);
        let title = |id: &str| catalog.shelf(id)?.work(0)?.value(Label::Title);
        assert_eq!(title("/b/ch/refs.bib"), Some("Other"));
        assert_eq!(title("/a/ch/refs.bib"), Some("One"));
    }

    #[test]
    fn a_person_has_works_and_a_work_has_a_key() {
        let shelf = shelf();
        let walt = shelf.people().iter().find(|known| shelf.name_of(known).family == "Walt").unwrap();
        let titles: Vec<_> = shelf.works_of(walt).filter_map(|(_, work)| work.value(Label::Title)).collect();
        assert_eq!(titles, ["Origins", "Revolution and War"]);
        assert_eq!(shelf.keyed("walt").count(), 2);
        assert_eq!(shelf.keyed("").count(), 4);
        assert_eq!(shelf.keyed("x").count(), 0);
    }
}
