//! Plain text: paragraphs, list items, and lines that are references each.

use std::borrow::Cow;

use super::lines::{
    Marker, begins_inverted, begins_with_dash, is_blank, is_closed, is_lettered_title, marker,
    opens_reference,
};
use super::{Block, Cut, Kind, Mark, MarkKind, State};
use crate::text::Local;

/// Finds the end of the block that starts with the first line.
pub(super) fn cut(_: State, lines: &mut dyn Iterator<Item = Cow<'_, str>>) -> Cut {
    let mut count = 0;
    let mut scan: Option<Scan> = None;
    let mut blank_behind = false;
    for line in lines {
        let blank = is_blank(&line);
        if let Some(scan) = &scan {
            let alone = count == 1 && is_title_line(&scan.previous, &line);
            if !blank && (blank_behind || alone || scan.ends_before(&line)) {
                break;
            }
        }
        blank_behind |= blank && count > 0;
        if count == 0 && blank {
            // Blank lines can stand first only at the start of the document.
            blank_behind = true;
        }
        if !blank || scan.is_none() {
            scan = Some(Scan::behind(scan, line.into_owned()));
        }
        count += 1;
    }
    Cut { lines: count.max(1), after: State::Prose }
}

/// The lines of a block so far.
#[derive(Debug)]
struct Scan {
    /// The mark of the item that the first line opens.
    item: Option<Marker>,
    previous: String,
    /// A line is indented and the one before it is not.
    hanging: bool,
}

impl Scan {
    fn behind(before: Option<Scan>, line: String) -> Scan {
        match before {
            None => Scan { item: marker(&line), previous: line, hanging: false },
            Some(scan) => {
                let hanging = scan.hanging || (is_indented(&line) && !is_indented(&scan.previous));
                Scan { previous: line, hanging, ..scan }
            }
        }
    }

    /// Whether `line` opens a block right behind the lines so far, without a blank line between them. In a numbered list
    /// only the next number does.
    fn ends_before(&self, line: &str) -> bool {
        let numbered = self.item.filter(|item| item.number.is_some());
        let marked = marker(line).is_some_and(|mark| match (numbered, mark.number) {
            (Some(item), None) => mark.indent <= item.indent,
            (None, Some(_)) => marker(&self.previous).is_some() || ends_like_heading(&self.previous),
            _ => true,
        });
        marked || is_lettered_title(line) || (numbered.is_none() && self.parts(line))
    }

    /// Whether `line` looks like the first of a paragraph.
    fn parts(&self, line: &str) -> bool {
        (self.hanging && !is_indented(line))
            || (!is_indented(line) && parts_lines(&self.previous, line))
            || begins_with_dash(line)
            || opens_reference(&self.previous, line)
    }
}

/// Whether two lines are paragraphs each, as in a text that is not wrapped by hand: the first is longer than any
/// editor wraps, or it ends its sentence well before the margin; or both begin like references.
fn parts_lines(before: &str, line: &str) -> bool {
    let length = before.trim().chars().count();
    let closed = is_closed(before);
    let capital = line.trim_start().chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
    let quoted = line.trim_start().starts_with(['«', '“', '"', '(', '[', '*']);
    let unwrapped = length > LONGEST_WRAPPED || (length < SHORTEST_WRAPPED && closed);
    (capital || quoted) && (unwrapped || (closed && begins_inverted(before) && begins_inverted(line)))
}

/// No editor wraps at more columns.
const LONGEST_WRAPPED: usize = 110;

/// A line of wrapped text reaches this far unless it is the last.
const SHORTEST_WRAPPED: usize = 50;

/// A short first line without a full stop before a longer one: a heading.
fn is_title_line(before: &str, line: &str) -> bool {
    let length = |text: &str| text.trim().chars().count();
    ends_like_heading(before) && length(before) > 0 && length(line) * 2 > length(before) * 3
}

/// A short line without a full stop: a heading or the name of a section.
fn ends_like_heading(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() <= 40 && !line.ends_with(['.', '،', ',', '؛', ';'])
}

fn is_indented(line: &str) -> bool {
    line.starts_with([' ', '\t'])
}

/// Reads one block.
pub(super) fn parse(_: State, text: &str) -> Block {
    let content = trimmed(text, 0);
    let mark = marker(content.of(text));
    let kind = match mark {
        _ if content.is_empty() => Kind::Blank,
        Some(mark) => Kind::Item { number: mark.number },
        None => Kind::Paragraph,
    };
    let content = match mark {
        Some(mark) => trimmed(text, content.start as usize + mark.content),
        None => content,
    };
    Block { kind, content, marks: addresses(text, content), keys: Vec::new() }
}

/// The part of a block's text from `from` on without the white space at its ends.
pub(super) fn trimmed(text: &str, from: usize) -> Local {
    let rest = text.get(from..).unwrap_or("");
    let start = from + (rest.len() - rest.trim_start_matches(is_edge).len());
    let end = from + rest.trim_end_matches(is_edge).len();
    Local::new(start, end.max(start))
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Addresses in angle brackets, which word processors write too.
fn addresses(text: &str, content: Local) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = content.start as usize;
    while let Some(open) = text[at..content.end as usize].find("<http").map(|n| at + n) {
        let inside = &text[open + 1..content.end as usize];
        let close = inside.find(|c: char| c == '>' || c.is_whitespace()).unwrap_or(inside.len());
        at = open + 1 + close;
        if inside[close..].starts_with('>') {
            let mark = |kind, start, end| Mark { kind, span: Local::new(start, end) };
            marks.push(mark(MarkKind::Syntax, open, open + 1));
            marks.push(mark(MarkKind::Address, open + 1, at));
            marks.push(mark(MarkKind::Syntax, at, at + 1));
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::super::{Format, testing::blocks};

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> =
            blocks(Format::Plain, text).into_iter().map(|(_, content)| content).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn paragraphs_items_and_reference_lines_are_cut() {
        check("یک\nدو\n\nسه\n", &["یک\nدو", "سه"]);
        check("\n\nیک", &["", "یک"]);
        check("  • منابع\n\n    • الف، ب (1381)، پ\n    • ت", &["منابع", "الف، ب (1381)، پ", "ت"]);
        check(
            "منابع\nبوزان، بری (1389). مردم.\nWalt, S. (1987). X. Available at:\nKim, T. (2016). Y.",
            &["منابع", "بوزان، بری (1389). مردم.", "Walt, S. (1987). X. Available at:", "Kim, T. (2016). Y."],
        );
        check(
            "Walt, S. (1987). The\n  origins.\nWaltz, K. (1979). X.",
            &["Walt, S. (1987). The\n  origins.", "Waltz, K. (1979). X."],
        );
        check("[1] Walt\n[2] Waltz", &["Walt", "Waltz"]);
        // Only the next number ends an item, whatever its lines begin with.
        check(
            "1. Tabrizi R, Asemi\nZ, et al. Vitamin D.\nIran J. 2018;43:125-39.\n2. Azizi F. Trials.",
            &["Tabrizi R, Asemi\nZ, et al. Vitamin D.\nIran J. 2018;43:125-39.", "Azizi F. Trials."],
        );
        check(
            "[11] Breslow NE. Volume I\n   - The analysis. 1980.",
            &["Breslow NE. Volume I\n   - The analysis. 1980."],
        );
        check(
            "کدیور، پروین (1390). روان‌شناسی. تهران: سمت.\n-------- (1382). بررسی باورها.\nب) منابع انگلیسی",
            &[
                "کدیور، پروین (1390). روان‌شناسی. تهران: سمت.",
                "-------- (1382). بررسی باورها.",
                "ب) منابع انگلیسی",
            ],
        );
        check(
            "منابع\nصرامی، سیف‌الله. ۱۳۸۰. احکام حکومتی و مصلحت. تهران: عبیر.\nعنایت، حمید. ۱۳۶۲. اندیشه سیاسی. تهران: خوارزمی.",
            &[
                "منابع",
                "صرامی، سیف‌الله. ۱۳۸۰. احکام حکومتی و مصلحت. تهران: عبیر.",
                "عنایت، حمید. ۱۳۶۲. اندیشه سیاسی. تهران: خوارزمی.",
            ],
        );
        let wrapped = "the author of this paragraph wraps each line by hand at sixty\ncolumns. Long before editors did so it was";
        check(wrapped, &[wrapped]);
    }
}
