//! Lists of values: what stands in the fields of made references.

use std::collections::{HashMap, HashSet};

use super::chance::Chance;
use super::harvest;
use crate::record::Record;

/// A person's name in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    pub(super) family: String,
    pub(super) given: String,
    pub(super) suffix: String,
}

/// The lists by name: the own ones, and what was harvested from licensed records.
#[derive(Debug)]
pub(crate) struct Values {
    texts: HashMap<String, Vec<String>>,
    people: HashMap<String, Vec<Person>>,
    /// Words that keep their capital inside a sentence.
    proper: HashSet<String>,
}

impl Default for Values {
    fn default() -> Self {
        Values::new(&[])
    }
}

impl Values {
    /// The own lists, and those that the records give.
    pub(crate) fn new(records: &[Record]) -> Self {
        let mut values = Values { texts: HashMap::new(), people: HashMap::new(), proper: HashSet::new() };
        for (name, source) in TEXTS {
            let texts = lines(source).filter_map(|line| usable(name, line));
            values.texts.insert((*name).to_owned(), texts.collect());
        }
        for (name, source) in PEOPLE {
            values.people.insert((*name).to_owned(), lines(source).filter_map(person).collect());
        }
        for (name, source, column) in GAZETTEERS {
            values.texts.insert((*name).to_owned(), names(source, *column));
        }
        let ancient =
            values.texts.get("ar-people").into_iter().flatten().filter_map(|name| inverted(name)).collect();
        values.people.insert("ar-people".to_owned(), ancient);
        harvest::gather(records, |name, text| values.texts.entry(name.to_owned()).or_default().push(text));
        harvest::people(records, |person| {
            values.people.entry("harvest-people".to_owned()).or_default().push(person)
        });
        values.proper = values.proper_words();
        values
    }

    /// Whether a list has something in it.
    pub(super) fn has(&self, list: &str) -> bool {
        self.texts.get(list).is_some_and(|l| !l.is_empty())
            || self.people.get(list).is_some_and(|l| !l.is_empty())
    }

    /// A value of a list.
    pub(super) fn text(&self, list: &str, chance: &mut Chance) -> &str {
        self.texts.get(list).and_then(|list| chance.pick(list)).map(String::as_str).unwrap_or_default()
    }

    /// A person of a list.
    pub(super) fn person(&self, list: &str, chance: &mut Chance) -> Option<&Person> {
        self.people.get(list).and_then(|list| chance.pick(list))
    }

    /// Whether a word keeps its capital inside a sentence.
    pub(super) fn is_proper(&self, word: &str) -> bool {
        self.proper.contains(word)
    }

    fn proper_words(&self) -> HashSet<String> {
        let places = ["en-gazetteer-places", "en-places", "en-proper-words"];
        let texts = places.iter().filter_map(|list| self.texts.get(*list)).flatten();
        texts
            .flat_map(|text| text.split([' ', ',', '-']))
            .filter(|word| word.len() > 2)
            .map(str::to_owned)
            .collect()
    }
}

/// The values of a file: a line each, without comments.
fn lines(source: &str) -> impl Iterator<Item = &str> {
    source.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A value of a list, unless a part of it belongs to other fields.
fn usable(list: &str, line: &str) -> Option<String> {
    let value = match list {
        "en-notes" => line.trim_matches(['[', ']', '(', ')']).trim_end_matches('.'),
        _ => alone(line),
    };
    let foreign = match list {
        "en-notes" => value.contains(':') || value.contains(" p") || value.to_lowercase().contains("edition"),
        "fa-genres" | "en-genres" => value.contains(char::is_numeric),
        _ => false,
    };
    (!foreign).then(|| value.to_owned())
}

/// A title without the volume behind it, which is a field of its own.
fn alone(title: &str) -> &str {
    let cues = [" Vol. ", " vol. ", " Volume ", " جلد ", " ج "];
    let behind = |at: &usize| title[..*at].ends_with([',', '.', ':', '،']);
    let cut = cues.iter().filter_map(|cue| title.find(cue)).filter(behind).min();
    cut.map_or(title, |at| title[..at].trim_end_matches([',', '.', ':', '،']))
}

fn person(line: &str) -> Option<Person> {
    let mut parts = line.split('\t').map(|part| part.trim().to_owned());
    let person = Person {
        family: parts.next().filter(|family| !family.is_empty())?,
        given: parts.next().unwrap_or_default(),
        suffix: parts.next().unwrap_or_default(),
    };
    Some(person)
}

/// A person written with the family first.
fn inverted(name: &str) -> Option<Person> {
    let (family, given) = name.split_once('،')?;
    Some(Person { family: family.trim().to_owned(), given: given.trim().to_owned(), suffix: String::new() })
}

/// A column of a gazetteer of the reader, all spellings.
fn names(source: &str, column: usize) -> Vec<String> {
    let lines = lines(source).filter(|line| !line.ends_with("country"));
    let cells = lines.filter_map(|line| line.split('\t').nth(column));
    cells.flat_map(|cell| cell.split('|')).filter(|name| *name != "-").map(str::to_owned).collect()
}

macro_rules! lists {
    ($end:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!("../values/", $name, $end)))),*]
    };
}

/// The lists of text, with the names of their files.
const TEXTS: &[(&str, &str)] = lists![".txt":
    "ar-article-titles"
    "ar-book-titles"
    "ar-editors"
    "ar-journals"
    "ar-people"
    "ar-places"
    "ar-publishers"
    "de-fr-journals"
    "de-fr-publishers"
    "de-fr-titles"
    "domains"
    "en-article-titles"
    "en-book-titles"
    "en-conferences"
    "en-containers"
    "en-encyclopedias"
    "en-entries"
    "en-genres"
    "en-iranian-publishers"
    "en-journal-abbreviations"
    "en-journals"
    "en-laws"
    "en-newspapers"
    "en-notes"
    "en-organisations"
    "en-places"
    "en-proper-words"
    "en-prose"
    "en-publishers"
    "en-series"
    "en-translit-titles"
    "en-universities"
    "fa-article-titles"
    "fa-book-titles"
    "fa-classical-people"
    "fa-conferences"
    "fa-containers"
    "fa-encyclopedias"
    "fa-entries"
    "fa-genres"
    "fa-journals"
    "fa-laws"
    "fa-newspapers"
    "fa-notes"
    "fa-organisations"
    "fa-periodical-kinds"
    "fa-places"
    "fa-prose"
    "fa-publishers"
    "fa-series"
    "fa-sites"
    "fa-universities"
];

/// The lists of people.
const PEOPLE: &[(&str, &str)] = lists![".tsv":
    "ar-modern-people"
    "de-fr-people"
    "en-iranian-people"
    "en-people"
    "fa-foreign-people"
    "fa-people"
];

/// Columns of the reader's gazetteers.
const GAZETTEERS: &[(&str, &str, usize)] = &[
    ("fa-gazetteer-places", include_str!("../../../lang/gazetteer/places.tsv"), 0),
    ("en-gazetteer-places", include_str!("../../../lang/gazetteer/places.tsv"), 1),
    ("fa-gazetteer-publishers", include_str!("../../../lang/gazetteer/publishers.tsv"), 0),
    ("en-gazetteer-publishers", include_str!("../../../lang/gazetteer/publishers.tsv"), 1),
];
