//! What the shape of a line shows in Markdown and in plain text alike: bullets, numbers, and lines that open a
//! reference of their own. Shapes only; no word of any language.

use crate::text::{Script, digit_value, is_bidi_control, script_of};

/// The mark of a list item at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Bytes of indentation before it.
    pub indent: usize,
    /// The number that it writes.
    pub number: Option<u32>,
    /// Bytes from the start of the line up to the item's text.
    pub content: usize,
    /// It is a bullet or a number in ASCII digits with a full stop or a bracket, as CommonMark has them.
    pub standard: bool,
}

/// The bullets of CommonMark and those that word processors paste.
const BULLETS: [char; 9] = ['-', '*', '+', '•', '◦', '▪', '●', '○', '■'];

/// The item mark that opens `line`, if one does.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let body = line.trim_start_matches(|c: char| c == ' ' || c == '\t' || c == '\u{a0}' || is_mark(c));
    let indent = line.len() - body.len();
    let first = body.chars().next()?;
    if BULLETS.contains(&first) {
        let rest = &body[first.len_utf8()..];
        let spaced = rest.starts_with([' ', '\t', '\u{a0}']);
        let content = line.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
        return (spaced && !rest.trim().is_empty()).then_some(Marker {
            indent,
            number: None,
            content,
            standard: first.is_ascii(),
        });
    }
    let opened = body.strip_prefix(['(', '[']);
    let digits = opened.unwrap_or(body);
    let width: usize = digits.chars().take_while(|&c| digit_value(c).is_some()).map(char::len_utf8).sum();
    let value: u32 = digits[..width].chars().filter_map(digit_value).take(9).fold(0, |n, d| n * 10 + d);
    let count = digits[..width].chars().count();
    if count == 0 || count > 3 {
        return None;
    }
    let rest = &digits[width..];
    let sign = rest.chars().next()?;
    let closes = match opened.and(body.chars().next()) {
        Some('[') => sign == ']',
        Some(_) => sign == ')',
        None => matches!(sign, '.' | ')' | '-' | '–' | 'ـ'),
    };
    let rest = rest.get(sign.len_utf8()..)?;
    let text = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    let ascii = digits[..width].is_ascii() && opened.is_none() && matches!(sign, '.' | ')');
    (closes && text.len() < rest.len() && !text.trim().is_empty()).then(|| Marker {
        indent,
        number: Some(value),
        content: line.len() - text.len(),
        standard: ascii,
    })
}

fn is_mark(c: char) -> bool {
    is_bidi_control(c) || c == '\u{feff}'
}

/// Whether a line has nothing but white space.
pub(super) fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}

/// Whether a line ends where a sentence or a reference may end.
pub(super) fn is_closed(line: &str) -> bool {
    line.trim_end()
        .ends_with(|c: char| matches!(c, '.' | '»' | '”' | '"' | ')' | ']' | '/') || digit_value(c).is_some())
        || line.rsplit(' ').next().is_some_and(|word| word.contains("://"))
}

/// Whether a line begins with a name in inverted order: at most three words, a comma, and a word.
pub(super) fn begins_inverted(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
    let Some(comma) = line.find(['،', ',']) else { return false };
    let family = &line[..comma];
    let first = family.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let words = family.split_whitespace().count();
    let plain =
        !family.contains(['.', ':', '«', '"', '(']) && !family.chars().any(|c| digit_value(c).is_some());
    // Behind the comma a given name begins; a single letter before it is the rest of a name.
    let mut behind = line[comma..].chars().skip(1);
    let given = behind.next().is_some_and(char::is_whitespace)
        && behind.find(|c| !c.is_whitespace()).is_some_and(char::is_alphabetic);
    first
        && plain
        && given
        && (1..=3).contains(&words)
        && family.chars().filter(|c| c.is_alphabetic()).count() > 1
}

/// Whether a line begins with a rule that stands for the author of the entry before, and goes on behind it.
pub(super) fn begins_with_dash(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
    let rest = line.trim_start_matches(['-', '_', '\u{640}', '–', '—', '―']);
    let drawn = line[..line.len() - rest.len()].chars();
    let long = drawn.clone().any(|c| matches!(c, '—' | '―')) || drawn.count() >= 3;
    long && rest.chars().any(char::is_alphanumeric)
}

/// Whether a line is a short title with a letter before it: «ب) منابع انگلیسی», "A) Books".
pub(super) fn is_lettered_title(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    let Some((letter, title)) = line.split_once(')') else { return false };
    let words = title.split_whitespace().count();
    let sign = |c: char| digit_value(c).is_some() || matches!(c, '.' | '،' | ',' | '؛' | ';' | '«' | '(');
    (1..=3).contains(&letter.chars().count())
        && letter.chars().all(char::is_alphabetic)
        && (1..=5).contains(&words)
        && !title.contains(sign)
}

/// Whether `line` certainly opens a reference of its own behind `previous`: it begins like names and has its year in
/// brackets, and the line before it looks finished.
///
/// A line of the length at which editors wrap, ending in a letter, may go on: then the answer is no, and the entry
/// splitter decides with more context.
pub(super) fn opens_reference(previous: &str, line: &str) -> bool {
    is_finished(previous) && begins_with_names_and_year(line)
}

/// The longest head of names that is looked at, in bytes: about 160 letters of Arabic script.
const HEAD: usize = 320;

fn begins_with_names_and_year(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
    let mut end = line.len().min(HEAD);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let head = &line[..end];
    let mut from = 0;
    while let Some(open) = head[from..].find(['(', '[']).map(|at| from + at) {
        let inside = &line[open + 1..];
        let close = inside.find([')', ']']).unwrap_or(0);
        if is_date(&inside[..close]) {
            return is_names(&head[..open]) && is_end_of_date(&inside[close + 1..]);
        }
        from = open + 1;
    }
    false
}

/// A year of four digits, alone or behind at most three words.
fn is_date(text: &str) -> bool {
    let mut run = 0;
    let mut years = 0;
    for c in text.chars().chain([' ']) {
        match digit_value(c) {
            Some(_) => run += 1,
            None => {
                years += usize::from(run == 4);
                run = 0;
            }
        }
    }
    years > 0 && text.split_whitespace().count() <= 4
}

/// Behind the date of an entry stands a sign, or a title in quotation marks; behind that of a sentence, a word.
fn is_end_of_date(rest: &str) -> bool {
    let next = rest.trim_start().chars().next();
    next.is_none_or(|c| !c.is_alphanumeric() && c != '(')
}

/// Whether what stands before a date reads like names.
fn is_names(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(first) = text.chars().next() else { return false };
    if words.is_empty()
        || words.len() > 20
        || !first.is_alphabetic()
        || text.chars().any(|c| digit_value(c).is_some())
    {
        return false;
    }
    // Initials alone are the rest of a name that the line before began.
    let initial = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() < 2;
    if words.iter().all(|word| initial(word)) {
        return false;
    }
    let letters = |word: &&str| word.chars().any(char::is_alphabetic);
    match script_of(first) {
        Some(Script::Arabic) => words.len() <= 6 || text.contains(['،', ',', '؛', ';']),
        Some(Script::Latin) => words.iter().filter(|w| letters(w)).all(|word| {
            let lower = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
            !lower
                || word.chars().filter(|c| c.is_alphabetic()).count() <= 3
                || word.starts_with(['(', '['])
                || word.ends_with([',', '.'])
        }),
        _ => false,
    }
}

fn is_finished(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c));
    let Some(last) = line.chars().next_back() else { return true };
    let length = line.chars().count();
    match last {
        ',' | '،' | '-' | '–' | '(' | '[' | '&' | '«' | '“' => false,
        c if c.is_alphabetic() => {
            let word = line.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            word.chars().count() > 2 && !(50..100).contains(&length)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn item_marks_are_read() {
        for (line, number, text) in [
            ("- متن", None, "متن"),
            ("  • متن", None, "متن"),
            ("12. Walt", Some(12), "Walt"),
            ("[۱۲] بوزان", Some(12), "بوزان"),
            ("(3) x", Some(3), "x"),
            ("۱- متن", Some(1), "متن"),
        ] {
            let marker = marker(line).unwrap();
            assert_eq!((marker.number, &line[marker.content..]), (number, text), "{line}");
        }
        for line in ["1987. A year", "-x", "12.5 percent", "(a) x", "---", "", "12."] {
            assert_eq!(marker(line), None, "{line}");
        }
    }

    #[test]
    fn lines_that_open_a_reference_are_known() {
        let finished = "تهران: نشر نی.";
        for line in [
            "بوزان، بری (1389). مردم، دولت‌ها",
            " Walt, Stephen (1987). The origins",
            "Ken Booth (2008). Theory",
            "Roberts, Ivor ed., (2009). Satow",
            "United Nations (2005). 'Vienna",
            "وخشیته، احمد (15 مرداد 1397)، چرا",
        ] {
            assert!(opens_reference(finished, line), "{line}");
        }
        for line in [
            "Walt (1987) argues that alliances",
            "بوزان (1389) معتقد است که دولت‌ها",
            "the origins of alliances (1987).",
            "P. (2014). Digital mapping of soil salinity",
            "Iranian Studies 27, nos. 1-4 (1994): 135-61.",
            "در سال‌های اخیر پژوهش‌های بسیاری در این باره انجام شده است (بوزان، 1389).",
        ] {
            assert!(!opens_reference(finished, line), "{line}");
        }
        assert!(!opens_reference("ends with a comma,", "Walt, Stephen (1987). The origins"));
    }
}
