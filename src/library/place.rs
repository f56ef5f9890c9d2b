//! Places in the text of a library.

use std::ops::Range;

use crate::text::{TextRange, TextSize};

/// The longest place of an error, in bytes.
const LONGEST: usize = 60;

/// A range of the text, as a place in the file.
pub(super) fn range(range: Range<usize>) -> TextRange {
    TextRange::new(TextSize::new(range.start), TextSize::new(range.end))
}

/// The first line of a range, without the spaces round it and without its rest when it is long.
pub(super) fn head(text: &str, within: TextRange) -> TextRange {
    let inside = text.get(within.start.bytes()..within.end.bytes()).unwrap_or("");
    let line = inside.trim_start().lines().next().unwrap_or("").trim_end();
    let start = within.start.bytes() + (inside.len() - inside.trim_start().len());
    range(start..start + shortened(line).len())
}

/// The word at an offset, or the line before it where only blanks follow: never empty in a text with a word.
pub(super) fn word(text: &str, at: usize) -> TextRange {
    let at = floor(text, at);
    let word = shortened(&text[at..]).split(char::is_whitespace).next().unwrap_or("");
    if !word.is_empty() {
        return range(at..at + word.len());
    }
    let before = text[..at].trim_end();
    let near = &before[floor(before, before.len().saturating_sub(LONGEST))..];
    let line = near.rsplit('\n').next().unwrap_or("").trim_start();
    range(before.len() - line.len()..before.len())
}

/// The offset of the first byte of a line, counted from 0.
pub(super) fn line_start(text: &str, line: usize) -> usize {
    match line.checked_sub(1) {
        None => 0,
        Some(breaks) => {
            memchr::memchr_iter(b'\n', text.as_bytes()).nth(breaks).map_or(text.len(), |at| at + 1)
        }
    }
}

/// The line with this number, counted from 0, without the spaces round it.
pub(super) fn line(text: &str, line: usize) -> TextRange {
    let start = line_start(text, line);
    let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
    head(text, range(start..end))
}

/// What a parser says, without the place that it adds at the end.
pub(super) fn without_place(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(what, _)| what).to_owned()
}

fn shortened(text: &str) -> &str {
    &text[..floor(text, LONGEST)]
}

/// The last boundary of a character that is not behind `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_never_empty_where_there_is_a_word() {
        let text = "@book{a,\n  سال = {1389}\n\n";
        let of = |place: TextRange| &text[place.start.bytes()..place.end.bytes()];
        assert_eq!(of(head(text, range(0..text.len()))), "@book{a,");
        assert_eq!(of(word(text, 12)), "سال");
        assert_eq!(of(word(text, text.len())), "سال = {1389}");
        assert_eq!(of(line(text, 1)), "سال = {1389}");
        assert_eq!(of(line(text, 9)), "");
        assert_eq!(word("", 7), range(0..0));
        assert_eq!(without_place("expected value at line 1 column 2"), "expected value");
    }
}
