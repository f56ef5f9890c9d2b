//! Headings of reference lists, notes and other sections, by the packs' words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lang::{Lexicon, Sense, packs};
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
    /// It divides a list: a letter, «الف) کتاب‌ها», a few words in bold.
    Part,
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
    let bare = crate::markup::without_commands(content);
    let text =
        bare.trim_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != ')' && c != '[' && c != ']');
    let known = |text: &str| HEADINGS.get(&heading_key(text)).copied();
    if let Some(title) = known(text).or_else(|| known(without_number(text))) {
        return Some(title);
    }
    let mut parts = text.split(['/', '|', '–', '—', '(']).map(|part| known(without_number(part.trim())));
    if let Some(first) = parts.next().flatten()
        && parts.all(|part| part.is_some())
    {
        return Some(first);
    }
    // «پیوست ۱: پرسش‌نامه»
    let before = text.split([':', '.', '–', '-']).next().unwrap_or("").trim_end();
    let before = before.trim_end_matches(|c: char| digit_value(c).is_some() || c.is_whitespace());
    if before.len() < text.len() && known(before) == Some(Title::Other) {
        return Some(Title::Other);
    }
    if opens_with_references(without_number(text)) {
        return Some(Title::References);
    }
    is_part(content).then_some(Title::Part)
}

/// The most words of a heading that goes on behind its first part.
const MOST_WORDS: usize = 4;

/// «منابع و پیوندها», "Sources and further reading", «منابع پایان‌نامه»: a known heading, and a conjunction with a word or
/// two, or the kind of work that has the list.
fn opens_with_references(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let and = |word: &str| Lexicon::get().means(&fold(word), |s| s == Sense::And);
    let plain = !text.contains(['.', '،', ',', '؛', ';']) && !text.chars().any(|c| digit_value(c).is_some());
    let genre = |words: &[&str]| Lexicon::get().means(&words.join(" "), |s| matches!(s, Sense::Genre(_)));
    let known = |at: usize| HEADINGS.get(&heading_key(&words[..at].join(" "))) == Some(&Title::References);
    let joined = words.iter().position(|word| and(word)).is_some_and(|at| at + 1 < words.len() && known(at));
    // «منابع پایان‌نامه»
    let of_work = (1..words.len()).any(|at| known(at) && genre(&words[at..]));
    plain && words.len() <= MOST_WORDS && (joined || of_work)
}

/// Whether a short text divides a list: it has no digit and ends no sentence, and is a letter alone, numbered by a
/// letter, all in bold, or followed by a colon.
fn is_part(content: &str) -> bool {
    let bare = content.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '_' || c == ':');
    let words = bare.split_whitespace().count();
    let plain = !bare.contains(['،', ',', '؛', ';', '«', '"', '“', ':', '/']) && !bare.ends_with('.');
    if words == 0 || words > MOST_WORDS + 1 || !plain || bare.chars().any(|c| digit_value(c).is_some()) {
        return false;
    }
    let content = content.trim();
    let bold = content.starts_with("**") && content.ends_with("**");
    let lettered = without_number(bare).len() < bare.len() && words > 1;
    bare.chars().count() == 1 || bold || lettered || content.ends_with(':')
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
        for text in [
            "منابع و پیوندها",
            "Sources and further reading",
            "۷. منابع و مراجع تحقیق",
            "منابع پایان‌نامه",
            "منبع",
        ] {
            assert_eq!(title(text), Some(Title::References), "{text}");
        }
        for text in [
            "نتیجه",
            "Results",
            "منابع انرژی در ایران",
            "منابع و ذخایر نفت در خاورمیانه",
            "References to the past are many in this book",
        ] {
            assert_ne!(title(text), Some(Title::References), "{text}");
        }
    }

    #[test]
    fn other_headings_may_go_on() {
        assert_eq!(title("پیوست ۱: پرسش‌نامه"), Some(Title::Other));
        assert_eq!(title("Appendix 2. Interviews"), Some(Title::Other));
        assert_eq!(title("\\lr{English Sources}"), Some(Title::References));
    }

    #[test]
    fn lists_are_divided_by_letters_and_short_titles() {
        for text in ["**الف**", "ب", "الف) کتاب‌های عربی", "مقاله‌ها:", "**Private papers**"]
        {
            assert_eq!(title(text), Some(Title::Part), "{text}");
        }
        for text in
            ["Verso.", "همان، ص ۳", "J. Walt, Alliances", "قانون کار 1369", "**Walt, S. (1987). Alliances.**"]
        {
            assert_eq!(title(text), None, "{text}");
        }
    }
}
