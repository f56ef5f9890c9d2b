//! A proposal before it is ranked.

use std::cmp::Ordering;

use super::super::{Completion, Item};
use super::Asked;
use super::place::is_key;
use crate::text::{TextRange, TextSize, digit_value, is_letter};

/// The most proposals of one answer.
pub(super) const MOST: usize = 100;

/// A proposal and how near it is to what is typed.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    /// The proposal.
    pub item: Item,
    /// 0 for what is surely meant; more for what is less likely.
    pub distance: f32,
    /// How much of the document speaks for it.
    pub weight: usize,
    /// What it replaces, where that is more than what is typed: the sign before it, too.
    pub replaced: Option<String>,
}

/// What is known elsewhere stands behind what this document has, unless that is far-fetched.
pub(super) const ELSEWHERE: f32 = 1.5;

/// A name in the other script than the entry's stands behind those in its own.
pub(super) const OTHER_SCRIPT: f32 = 1.0;

impl Offer {
    /// The nearer one first.
    pub(super) fn order(&self, other: &Offer) -> Ordering {
        let nearer = self.distance.total_cmp(&other.distance);
        nearer.then(other.weight.cmp(&self.weight)).then_with(|| self.item.label.cmp(&other.item.label))
    }
}

/// Fewer letters may become many names; clients are to ask again behind the next one.
const SETTLED: usize = 3;

/// The answer of which these are the proposals; `typed` is what they may become.
pub(super) fn answer(typed: &str, mut offers: Vec<Offer>) -> Completion {
    offers.sort_by(Offer::order);
    offers.dedup_by(|a, b| a.item.edit.text == b.item.edit.text && a.item.detail == b.item.detail);
    let otherwise = offers.iter().any(|offer| offer.item.filter != offer.item.label);
    let incomplete = offers.len() > MOST || otherwise || typed.chars().count() < SETTLED;
    offers.truncate(MOST);
    // Some clients rank by how well the typed text fits first: with one text for all it is our order that counts. It is
    // asked for again behind each letter.
    if otherwise {
        // What a client compares is the text of the proposal's own range.
        for offer in &mut offers {
            offer.item.filter = offer.replaced.take().unwrap_or_else(|| typed.to_owned());
        }
    }
    Completion { items: offers.into_iter().map(|offer| offer.item).collect(), incomplete }
}

/// What a client compares with the typed text: the label where it begins with it, else that text itself, so that what is
/// written otherwise stays in the list.
pub(super) fn filter(typed: &str, label: &str) -> String {
    match label.starts_with(typed) {
        true => label.to_owned(),
        false => typed.to_owned(),
    }
}

/// As much of a title as a list shows beside a label without cutting that: lists give a long remark room first.
pub(super) fn brief(title: &str) -> String {
    const ROOM: usize = 28;
    match title.char_indices().nth(ROOM) {
        Some((at, _)) => format!("{}…", title[..at].trim_end()),
        None => title.to_owned(),
    }
}

/// What else than the typed text a proposal replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// The rest of the word in which the cursor stands.
    Word,
    /// The rest of the name, up to what follows the authors.
    Name,
    /// The rest of the name, and the year behind it.
    Work,
    /// The rest of the key.
    Key,
}

/// Where what is typed stands, which ends at the cursor, with the rest of what it is a part of.
pub(super) fn range_of(asked: &Asked<'_>, typed: &str, tail: Tail) -> TextRange {
    let start = TextSize::new(asked.offset.bytes().saturating_sub(typed.len()));
    let text = asked.analysis.text();
    let line_start = text.line_start(asked.offset);
    let line = text.lines_from(line_start).next().unwrap_or_default();
    let rest = line.get(asked.offset.bytes() - line_start.bytes()..).unwrap_or("");
    TextRange::new(start, asked.offset + tail.length(rest))
}

/// What follows on the line behind a place.
pub(super) fn behind(asked: &Asked<'_>, end: TextSize) -> String {
    let text = asked.analysis.text();
    let line_start = text.line_start(end);
    let line = text.lines_from(line_start).next().unwrap_or_default();
    line.get(end.bytes() - line_start.bytes()..).unwrap_or("").to_owned()
}

/// The space that is missing where what is typed follows a separator at once.
pub(super) fn space_before(asked: &Asked<'_>, start: TextSize) -> &'static str {
    let before = asked.analysis.text().slice(TextRange::new(asked.analysis.text().line_start(start), start));
    if before.ends_with([';', '؛', ',', '،']) { " " } else { "" }
}

/// The length of the given name that follows a family name, with its comma: «، داریوش» before « (۱۳۹۰)».
fn given_behind(rest: &str) -> usize {
    let end = rest.find(['(', ';', '؛', '.', '&', ':', '\n', '\r']).filter(|at| rest[*at..].starts_with('('));
    let Some(name) = end.map(|end| rest[..end].trim_end()).filter(|name| name.starts_with([',', '،']))
    else {
        return 0;
    };
    let one = name.matches([',', '،']).count() == 1 && name.split_whitespace().count() <= LONGEST_GIVEN;
    if one && !name.contains(|c: char| digit_value(c).is_some()) { name.len() } else { 0 }
}

/// A comma and at most three given names.
const LONGEST_GIVEN: usize = 4;

impl Tail {
    /// How many bytes of what follows the cursor belong to what is typed.
    fn length(self, rest: &str) -> usize {
        let word = rest.find(|c: char| !is_letter(c) && c != '\u{200c}').unwrap_or(rest.len());
        match self {
            Tail::Word => word,
            Tail::Key => rest.find(|c: char| !is_key(c)).unwrap_or(rest.len()),
            // A cursor behind its word leaves what follows alone, but for the given name of the same person.
            Tail::Name if word == 0 => given_behind(rest),
            Tail::Name => {
                let end = rest.find(['(', ';', '؛', '.', '&', '\n', '\r']).unwrap_or(rest.len());
                let name = rest[..end].trim_end();
                let plain = !name.contains(|c: char| digit_value(c).is_some());
                if plain { name.len().max(word) } else { word }
            }
            Tail::Work => {
                let behind = rest[word..].trim_start_matches([' ', ',', '،']);
                let digits = behind.chars().take_while(|c| digit_value(*c).is_some());
                let (count, length) = digits.fold((0, 0), |(n, bytes), c| (n + 1, bytes + c.len_utf8()));
                let letter = behind[length..].find(|c: char| !is_letter(c)).unwrap_or(behind.len() - length);
                match count {
                    4 => rest.len() - behind.len() + length + letter,
                    _ => word,
                }
            }
        }
    }
}
