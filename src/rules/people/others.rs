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

/// Where a part of a name stands: the family name or the given names, as whole words.
pub(super) fn place_of(text: &str, person: &Person, part: &str) -> Option<Local> {
    let whole = person.span.of(text);
    // In natural order the given names come first; one may be a part of the family name.
    let natural = !person.given.is_empty() && whole.starts_with(&person.given);
    let front = (part == person.given) == natural;
    let is_word = |at: &usize| {
        let before = whole[..*at].chars().next_back();
        let behind = whole[*at + part.len()..].chars().next();
        [before, behind].into_iter().flatten().all(|c| !c.is_alphabetic())
    };
    let mut places = whole.match_indices(part).map(|(at, _)| at).filter(is_word);
    let at = if front { places.next() } else { places.last() }?;
    let start = person.span.start as usize + at;
    (!part.is_empty()).then(|| Local::new(start, start + part.len()))
}

/// Whether a word is a known given name.
pub(super) fn is_known_given(word: &str) -> bool {
    Lexicon::get().means(word, |sense| sense == Sense::Given)
}
