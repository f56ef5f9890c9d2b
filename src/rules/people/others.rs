//! The other people of a list, and the parts of a name as places.

use std::collections::BTreeMap;

use crate::lang::{Lexicon, Sense};
use crate::model::{Place, Summary};
use crate::rules::LinkedEntryCx;
use crate::syntax::Person;
use crate::text::Local;

/// How many entries of one name are looked at: a list that has more of them shows its habit in these.
const MOST: usize = 64;

/// The people of other entries whose family name has the letters of `person`, and those of the entry itself.
pub(super) fn same_family<'a>(
    cx: &LinkedEntryCx<'a>,
    person: &Person,
) -> impl Iterator<Item = (Place, &'a Person)> + use<'a> {
    let key = person.key().to_owned();
    of(cx.index.by_person(&key)).filter(move |(_, other)| other.key() == key)
}

/// The people of the first of some entries.
pub(super) fn of<'a>(
    entries: impl Iterator<Item = (Place, &'a Summary)>,
) -> impl Iterator<Item = (Place, &'a Person)> {
    entries.take(MOST).flat_map(|(place, summary)| summary.people.iter().map(move |person| (place, person)))
}

/// The ways in which a name is written, each with how often and where first; the most frequent one, and of equally frequent
/// ones the first.
pub(super) fn most<'a>(written: impl Iterator<Item = (Place, &'a str)>) -> Option<(&'a str, usize, Place)> {
    let mut counts: BTreeMap<&str, (usize, Place)> = BTreeMap::new();
    for (place, form) in written {
        let (count, first) = counts.entry(form).or_insert((0, place));
        *count += 1;
        *first = (*first).min(place);
    }
    let best = counts.into_iter().max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first)));
    best.map(|(form, (count, first))| (form, count, first))
}

/// Where a part of a name stands; the last place for a given name, which may repeat the family name.
pub(super) fn place_of(text: &str, person: &Person, part: &str) -> Option<Local> {
    let whole = person.span.of(text);
    let at = if part == person.family { whole.find(part) } else { whole.rfind(part) }?;
    let start = person.span.start as usize + at;
    (!part.is_empty()).then(|| Local::new(start, start + part.len()))
}

/// Whether given names are initials alone.
pub(super) fn is_initials(given: &str) -> bool {
    let mut words = given.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| word.chars().count() <= 2)
}

/// Whether a word is a known given name.
pub(super) fn is_known_given(word: &str) -> bool {
    Lexicon::get().means(word, |sense| sense == Sense::Given)
}
