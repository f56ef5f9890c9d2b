//! Headings of reference lists, notes and other sections, by the packs' words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lang::packs;
use crate::text::{digit_value, fold};

/// What a short text says as a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Title {
    /// It opens a reference list.
    References,
    /// It opens notes.
    Notes,
    /// It opens something else, and ends a list.
    Other,
}

/// The longest heading, in characters.
const LONGEST_HEADING: usize = 70;

/// All headings of all packs, folded, words separated by single spaces.
static HEADINGS: LazyLock<FxHashMap<String, Title>> = LazyLock::new(|| {
    let mut headings = FxHashMap::default();
    for pack in packs() {
        let lists = [
            (&pack.headings.other, Title::Other),
            (&pack.headings.notes, Title::Notes),
            (&pack.headings.references, Title::References),
        ];
        for (list, title) in lists {
            headings.extend(list.iter().map(|heading| (heading_key(heading), title)));
        }
    }
    headings
});

fn heading_key(text: &str) -> String {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a text says as a heading: «منابع», «۵. منابع و مآخذ:», «الف) منابع فارسی», «منابع / References».
pub(super) fn title(content: &str) -> Option<Title> {
    if content.len() > 4 * LONGEST_HEADING || content.chars().count() > LONGEST_HEADING {
        return None;
    }
    let text =
        content.trim_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != ')' && c != '[' && c != ']');
    let known = |text: &str| HEADINGS.get(&heading_key(text)).copied();
    if let Some(title) = known(text).or_else(|| known(without_number(text))) {
        return Some(title);
    }
    let mut parts = text.split(['/', '|', '–', '—', '(']).map(|part| known(without_number(part.trim())));
    let first = parts.next().flatten()?;
    parts.all(|part| part.is_some()).then_some(first)
}

/// A heading without its number or letter: `5.`, `۵-`, `IV.`, `الف)`, `A)`.
fn without_number(text: &str) -> &str {
    let digits =
        text.trim_start_matches(|c: char| digit_value(c).is_some() || c == '.' || c == '-' || c == '–');
    if digits.len() < text.len() {
        return digits.trim_start_matches([')', '.', '-', ' ', '\t']);
    }
    match text.split_once([')', '.', '-']) {
        Some((letter, rest)) if letter.chars().count() <= 4 && letter.chars().all(char::is_alphanumeric) => {
            rest.trim_start()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_lists_are_known_in_their_many_forms() {
        for text in [
            "منابع",
            "منابع:",
            "۵. منابع و مآخذ",
            "الف) منابع فارسی",
            "منابع / References",
            "REFERENCES",
            "Works Cited:",
        ] {
            assert_eq!(title(text), Some(Title::References), "{text}");
        }
        for text in
            ["نتیجه", "Results", "منابع انرژی در ایران", "References to the past are many in this book"]
        {
            assert_ne!(title(text), Some(Title::References), "{text}");
        }
    }
}
