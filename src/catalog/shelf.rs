//! What one file knows: its works, and their people by every name.

use rustc_hash::FxHashMap;

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

/// The works of a file and their people.
#[derive(Clone, Debug)]
pub struct Shelf {
    name: String,
    origin: Origin,
    works: Vec<Work>,
    people: Vec<Known>,
    /// The works of each person in turn.
    bibliography: Vec<u32>,
    names: SortedNames,
    keys: SortedNames,
}

/// A person, or an organisation, of a shelf.
#[derive(Clone, Debug)]
pub struct Known {
    /// The name as the shelf writes it.
    pub name: Name,
    /// The name in the other script, where the shelf has it.
    pub twin: Option<Box<Name>>,
    /// Where their works stand in the bibliography.
    works: (u32, u32),
}

impl Shelf {
    /// The shelf of a file with this name.
    pub fn new(name: String, origin: Origin, works: Vec<Work>) -> Shelf {
        let (people, bibliography) = gather(&works);
        let names =
            people.iter().zip(0..).flat_map(|(known, n)| known.keys().into_iter().map(move |key| (key, n)));
        let keyed = works.iter().zip(0..).filter_map(|(work, n)| Some((work.key.clone()?, n)));
        let (names, keys) = (SortedNames::new(names.collect()), SortedNames::new(keyed.collect()));
        Shelf { name, origin, works, people, bibliography, names, keys }
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where its works come from.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// Its works, in the order of the file.
    pub fn works(&self) -> &[Work] {
        &self.works
    }

    /// Its people.
    pub fn people(&self) -> &[Known] {
        &self.people
    }

    /// Calls `visit` with the people who may be meant by what is typed, and with how far each is from it; not all of
    /// them once it answers `false`. A person with several names may come several times.
    pub fn search<'s>(&'s self, typed: &Typed, mut visit: impl FnMut(&'s Known, f32) -> bool) {
        typed.search(
            |from| self.names.seek(from),
            |name, distance| {
                let mut known = self.names.of(name).filter_map(|n| self.people.get(n as usize));
                known.all(|known| visit(known, distance))
            },
        );
    }

    /// The works whose people include this one, with their numbers; in the order of the file.
    pub fn works_of(&self, known: &Known) -> impl Iterator<Item = (usize, &Work)> {
        let range = known.works.0 as usize..known.works.1 as usize;
        let numbers = self.bibliography.get(range).unwrap_or(&[]);
        numbers.iter().filter_map(|&n| Some((n as usize, self.works.get(n as usize)?)))
    }

    /// The works whose keys begin with a text, in the order of the keys.
    pub fn keyed<'a>(&'a self, begin: &'a str) -> impl Iterator<Item = &'a Work> {
        let first = self.keys.seek(std::ops::Bound::Included(begin));
        let next = |key: &&'a str| self.keys.seek(std::ops::Bound::Excluded(*key));
        let keys = std::iter::successors(first, next).take_while(move |key| key.starts_with(begin));
        keys.flat_map(|key| self.keys.of(key)).filter_map(|n| self.works.get(n as usize))
    }
}

impl Known {
    /// The keys by which the person can be found, in both scripts, with the Arabic article and without.
    fn keys(&self) -> Vec<String> {
        let names = std::iter::once(&self.name).chain(self.twin.as_deref());
        let mut keys: Vec<String> = names.flat_map(|name| name.person().keys).collect();
        let bare: Vec<String> = keys.iter().map(|key| without_article(key).to_owned()).collect();
        keys.extend(bare);
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// The people of works, each once, with the numbers of their works.
fn gather(works: &[Work]) -> (Vec<Known>, Vec<u32>) {
    let mut numbers: FxHashMap<Name, usize> = FxHashMap::default();
    let mut people: Vec<(Known, Vec<u32>)> = Vec::new();
    for (work, n) in works.iter().zip(0..) {
        let (names, twins) = (&work.people().names, &work.alias_authors.names);
        let titled = names.is_empty().then(|| work.value(Label::Title).map(Name::literal)).flatten();
        for (at, name) in names.iter().chain(titled.as_ref()).enumerate() {
            let twin = twins.get(at).filter(|_| twins.len() == names.len());
            let number = *numbers.entry(name.clone()).or_insert_with(|| {
                people.push((Known { name: name.clone(), twin: None, works: (0, 0) }, Vec::new()));
                people.len() - 1
            });
            let Some((known, list)) = people.get_mut(number) else { continue };
            if list.last() != Some(&n) {
                list.push(n);
            }
            if let Some(twin) = twin.filter(|twin| letters(&twin.family) != letters(&name.family)) {
                known.twin.get_or_insert_with(|| Box::new(twin.clone()));
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
        let mut found = Vec::new();
        shelf.search(&Typed::new(text), |known, _| {
            found.push(known.name.family.clone());
            true
        });
        found
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
    fn a_person_has_works_and_a_work_has_a_key() {
        let shelf = shelf();
        let walt = shelf.people().iter().find(|known| known.name.family == "Walt").unwrap();
        let titles: Vec<_> = shelf.works_of(walt).filter_map(|(_, work)| work.value(Label::Title)).collect();
        assert_eq!(titles, ["Origins", "Revolution and War"]);
        assert_eq!(shelf.keyed("walt").count(), 2);
        assert_eq!(shelf.keyed("").count(), 4);
        assert_eq!(shelf.keyed("x").count(), 0);
    }
}
