//! A proposal before it is ranked.

use std::cmp::Ordering;

use super::super::{Completion, Item};
use super::Asked;
use super::place::is_key;
use crate::lang::{Lexicon, Sense};
use crate::syntax::{TokenKind, Tokens, are_initials_behind};
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
    /// The rest of the number.
    Number,
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

/// What stands on the line before a place.
pub(super) fn before(asked: &Asked<'_>, end: TextSize) -> String {
    let text = asked.analysis.text();
    text.slice(TextRange::new(text.line_start(end), end))
}

/// What stands before the cursor in the bracket that is open there.
pub(super) fn bracket_before(asked: &Asked<'_>) -> String {
    let mut line = before(asked, asked.offset);
    match line.rfind(['(', '[']) {
        Some(open) => line.split_off(open + 1),
        None => String::new(),
    }
}

/// The space that is missing where what is typed follows a separator at once.
pub(super) fn space_before(asked: &Asked<'_>, start: TextSize) -> &'static str {
    if before(asked, start).ends_with([';', '؛', ',', '،']) { " " } else { "" }
}

/// The length of the given name that follows a family name: «، داریوش», ", S. M.", " JA". What may be somebody else is
/// left alone.
fn given_behind(rest: &str) -> usize {
    if let Some(bare) = rest.strip_prefix(' ') {
        return bare_initials(bare).map_or(0, |length| 1 + length);
    }
    let Some(behind) = rest.strip_prefix([',', '،']) else { return 0 };
    let comma = rest.len() - behind.len();
    let initials = leading_initials(behind);
    if initials > 0 {
        return comma + initials;
    }
    let sign = |c: char| matches!(c, '(' | ';' | '؛' | '.' | '&' | ':' | ',' | '،' | '«' | '"' | '\n' | '\r');
    let end = behind.find(sign).unwrap_or(behind.len());
    let tokens = Tokens::new(&behind[..end]);
    let and =
        tokens.iter().find(|token| token.means(|s| s == Sense::And)).map(|token| token.span.start as usize);
    let name = behind[..and.unwrap_or(end)].trim_end();
    let known = tokens.first().is_some_and(|token| token.means(|s| s == Sense::Given));
    let surely = known || (and.is_none() && behind[end..].starts_with('('));
    let plain =
        name.split_whitespace().count() <= LONGEST_GIVEN && !name.contains(|c| digit_value(c).is_some());
    if surely && plain && !name.trim().is_empty() { comma + name.len() } else { 0 }
}

/// The length of initials without a comma before them: "JA", «م».
fn bare_initials(text: &str) -> Option<usize> {
    let word = text.split([' ', ',', '،', '.', ';', '؛']).next()?;
    let and = Lexicon::get().means(word, |s| s == Sense::And);
    (are_initials_behind(word) && !and).then_some(word.len())
}

/// The most given names.
const LONGEST_GIVEN: usize = 3;

/// The length of the initials with full stops at the start of a text: " S. M.".
fn leading_initials(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        let word = rest.trim_start_matches([' ', '-']);
        let mut letters = word.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), Some('.')) if is_letter(letter) && !letter.is_lowercase() => {
                length += rest.len() - word.len() + letter.len_utf8() + 1;
            }
            _ => return length,
        }
    }
}

/// The length of further names that follow a name: " & Hosseini", " et al.", «و بنوعزیزی», «و همکاران».
pub(super) fn coauthors(rest: &str) -> usize {
    let head = rest.char_indices().nth(LONGEST_COAUTHORS).map_or(rest, |(end, _)| &rest[..end]);
    let tokens = Tokens::new(head);
    let Some(first) = tokens.first() else { return 0 };
    let end = match first.kind {
        TokenKind::Word if first.means(|s| s == Sense::Others) => {
            let last = first.run();
            last + usize::from(tokens.get(last).is_some_and(|token| token.is_sign('.')))
        }
        _ if first.means(|s| s == Sense::And) || first.is_sign('&') => {
            let words = tokens[1..].iter().take_while(|token| token.kind == TokenKind::Word).count();
            if (1..=3).contains(&words) { 1 + words } else { 0 }
        }
        _ => 0,
    };
    end.checked_sub(1).and_then(|last| tokens.get(last)).map_or(0, |token| token.span.end as usize)
}

/// In so many characters further names are looked for.
const LONGEST_COAUTHORS: usize = 60;

impl Tail {
    /// How many bytes of what follows the cursor belong to what is typed.
    fn length(self, rest: &str) -> usize {
        let word = rest.find(|c: char| !is_letter(c) && c != '\u{200c}').unwrap_or(rest.len());
        match self {
            Tail::Word => word,
            Tail::Key => rest.find(|c: char| !is_key(c)).unwrap_or(rest.len()),
            Tail::Number => rest.find(|c| digit_value(c).is_none()).unwrap_or(rest.len()),
            Tail::Name => word + given_behind(&rest[word..]),
            Tail::Work => {
                let names = word + coauthors(&rest[word..]);
                let behind = rest[names..].trim_start_matches([' ', ',', '،']);
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
