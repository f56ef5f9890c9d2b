//! The lines that version control leaves in a file when two versions do not fit together.

use std::borrow::Cow;

use super::place;
use super::problem::{Problem, ProblemKind};

/// The text with blanks in place of conflict markers, every other byte at its place, and a problem for each marker.
///
/// A line of `=` or `|` is a marker only behind one of `<`, since such lines also adorn comments.
pub(super) fn blank(text: &str) -> (Cow<'_, str>, Vec<Problem>) {
    if !text.contains("<<<<<<<") {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut plain = String::with_capacity(text.len());
    let mut problems = Vec::new();
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        let marker = marker(line).filter(|&sign| inside || sign == '<');
        let Some(sign) = marker else {
            plain.push_str(line);
            continue;
        };
        inside = sign != '>';
        let content = line.trim_end();
        let start = plain.len();
        problems.push(Problem {
            range: place::range(start..start + content.len()),
            kind: ProblemKind::ConflictMarker,
        });
        plain.extend(std::iter::repeat_n(' ', content.len()));
        plain.push_str(&line[content.len()..]);
    }
    (Cow::Owned(plain), problems)
}

/// The sign of which a line has seven at its start, and then a space or its end.
fn marker(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '<' | '|' | '=' | '>'))?;
    let rest = line.trim_start_matches(sign);
    (line.len() - rest.len() == 7 && rest.chars().next().is_none_or(char::is_whitespace)).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (plain, problems) = blank(text);
        let found: Vec<&str> =
            problems.iter().map(|p| &text[p.range.start.bytes()..p.range.end.bytes()]).collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(plain.len(), text.len());
        assert!(plain.lines().all(|line| marker(line).is_none() || expected.is_empty()));
    }

    #[test]
    fn markers_become_blanks() {
        check(
            "a\n<<<<<<< HEAD\nb\n||||||| پایه\nc\n=======\r\nd\n>>>>>>> شاخه\ne",
            &["<<<<<<< HEAD", "||||||| پایه", "=======", ">>>>>>> شاخه"],
        );
        check("=======\nTitle\n=======\n", &[]);
        check("<<<<<<<<\n<<<<<<<x\n", &[]);
    }
}
