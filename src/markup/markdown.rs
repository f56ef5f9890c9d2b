//! Markdown as CommonMark and pandoc have it: blocks by an own line scanner, so that an edit is followed by cutting
//! a few lines again; inlines in `inline`.

mod inline;

use std::borrow::Cow;

use super::lines::{is_blank, marker, opens_reference};
use super::plain::trimmed;
use super::{Block, Cut, Kind, Mark, MarkKind, State};
use crate::text::Local;

/// What the first line of a block opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    Blank,
    FrontMatter,
    Fence { sign: char, length: usize },
    Math,
    Comment,
    Html,
    Code,
    Heading(u8),
    Rule,
    Item,
    Note,
    Text,
}

/// What `line` opens in `state`.
fn opening(state: State, line: &str) -> Opening {
    let body = line.trim_start_matches('\u{feff}').trim_end();
    let text = body.trim_start();
    let indent = body.len() - text.len();
    if is_blank(line) {
        return Opening::Blank;
    }
    if state == State::Start && body == "---" {
        return Opening::FrontMatter;
    }
    if let Some(fence) = fence(text).filter(|_| indent < 4 || state == State::List) {
        return fence;
    }
    if text.starts_with("<!--") {
        return Opening::Comment;
    }
    if marker(line).is_some_and(|m| m.indent < 4 || state == State::List) && !is_rule(text) {
        return Opening::Item;
    }
    match text {
        _ if indent >= 4 && state != State::List => Opening::Code,
        _ if text.starts_with("$$") => Opening::Math,
        _ if heading_level(text).is_some() => Opening::Heading(heading_level(text).unwrap_or(1)),
        _ if is_rule(text) => Opening::Rule,
        _ if text.starts_with("[^") && text.contains("]:") => Opening::Note,
        _ if is_html(text) => Opening::Html,
        _ => Opening::Text,
    }
}

fn fence(text: &str) -> Option<Opening> {
    let sign = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|&c| c == sign).count();
    let info = &text[length..];
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some(Opening::Fence { sign, length })
}

fn heading_level(text: &str) -> Option<u8> {
    let level = text.bytes().take_while(|&b| b == b'#').count();
    let rest = &text[level..];
    ((1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some(level as u8)
}

/// A thematic break: three or more of one of `-`, `*`, `_`, and spaces.
fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    let mut count = 1;
    signs.all(|c| {
        count += 1;
        c == first
    }) && count >= 3
}

/// A block of raw HTML: a tag, not an address in angle brackets, at the start of a line.
fn is_html(text: &str) -> bool {
    let Some(tag) = text.strip_prefix('<') else { return false };
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let closed = name[end..].starts_with(['>', ' ', '/']) || name.len() == end;
    end > 0 && name.starts_with(|c: char| c.is_ascii_alphabetic()) && closed
}

/// A setext underline.
fn underline(line: &str) -> Option<u8> {
    let text = line.trim();
    let all = |sign: char| !text.is_empty() && text.chars().all(|c| c == sign);
    match () {
        () if all('=') => Some(1),
        () if all('-') => Some(2),
        () => None,
    }
}

/// Finds the end of the block that starts with the first line.
pub(super) fn cut(state: State, lines: &mut dyn Iterator<Item = Cow<'_, str>>) -> Cut {
    let Some(first) = lines.next() else { return Cut { lines: 1, after: state } };
    let opening = opening(state, &first);
    let after =
        match opening {
            Opening::Item => State::List,
            Opening::Blank if state == State::Start => State::Prose,
            Opening::Code | Opening::Comment | Opening::Fence { .. } | Opening::Blank => {
                if state == State::List { State::List } else { State::Prose }
            }
            _ => State::Prose,
        };
    let mut block = Scan::new(opening, first.into_owned());
    let mut count = 1;
    for line in lines {
        if block.ends_before(&line) {
            break;
        }
        count += 1;
    }
    Cut { lines: count, after }
}

/// The lines of a block so far.
#[derive(Debug)]
struct Scan {
    opening: Opening,
    first: String,
    previous: Option<String>,
    /// A closing line was met; only blank lines may follow.
    closed: bool,
    blank: bool,
    lines: usize,
}

impl Scan {
    fn new(opening: Opening, first: String) -> Self {
        Scan { opening, first, previous: None, closed: false, blank: false, lines: 1 }
    }

    fn previous(&self) -> &str {
        self.previous.as_deref().unwrap_or(&self.first)
    }

    /// Whether the block ends before `line`; if not, the line belongs to it.
    fn ends_before(&mut self, line: &str) -> bool {
        if self.lines == 1 {
            self.closed = self.closes_at_once();
        }
        let blank = is_blank(line);
        let ends = match self.opening {
            _ if self.closed => !blank,
            Opening::Blank => !blank,
            Opening::FrontMatter => self.closing(matches!(line.trim_end(), "---" | "...")),
            Opening::Fence { sign, length } => {
                let text = line.trim();
                self.closing(text.len() >= length && text.chars().all(|c| c == sign))
            }
            Opening::Math => self.closing(line.contains("$$")),
            Opening::Comment => self.closing(line.contains("-->")),
            Opening::Html => self.blank && !blank,
            Opening::Code => !blank && !line.starts_with("    ") && !line.starts_with('\t'),
            Opening::Heading(_) | Opening::Rule => !blank,
            Opening::Item | Opening::Note => !blank && self.ends_item(line),
            Opening::Text => !blank && self.ends_text(line),
        };
        if !ends {
            self.blank |= blank;
            self.lines += 1;
            if !blank {
                self.previous = Some(line.to_owned());
            }
        }
        ends
    }

    fn closing(&mut self, met: bool) -> bool {
        self.closed = met;
        false
    }

    /// Whether the first line closes what it opens.
    fn closes_at_once(&self) -> bool {
        let text = self.first.trim();
        match self.opening {
            Opening::Math => text.len() > 2 && text[2..].contains("$$"),
            Opening::Comment => text.contains("-->"),
            _ => false,
        }
    }

    /// An item goes on over lazy lines, and over a blank line when the next line is indented.
    fn ends_item(&self, line: &str) -> bool {
        let indented = line.starts_with("  ") || line.starts_with('\t');
        if marker(line).is_some() && !is_rule(line.trim()) {
            return true;
        }
        match self.blank {
            true => !indented,
            false => !matches!(opening(State::Prose, line), Opening::Text | Opening::Code),
        }
    }

    fn ends_text(&self, line: &str) -> bool {
        if self.blank {
            return true;
        }
        if underline(line).is_some() {
            return false;
        }
        // Behind its underline a setext heading ends.
        if self.lines > 1 && underline(self.previous()).is_some() {
            return true;
        }
        match opening(State::Prose, line) {
            Opening::Text | Opening::Code => opens_reference(self.previous(), line),
            Opening::Item => self.is_cut_by_item(line),
            Opening::Note | Opening::Blank => true,
            _ => true,
        }
    }

    /// CommonMark lets a bullet and the number 1 interrupt a paragraph: "1986. A great year" may be wrapped prose.
    fn is_cut_by_item(&self, line: &str) -> bool {
        let Some(mark) = marker(line) else { return false };
        mark.number.is_none_or(|n| n == 1) || marker(self.previous()).is_some()
    }
}

/// Reads one block.
pub(super) fn parse(state: State, text: &str) -> Block {
    let first_end = text.find(['\n', '\r']).unwrap_or(text.len());
    let first = &text[..first_end];
    let whole = trimmed(text, 0);
    let opening = opening(state, first);
    let (kind, content) = match opening {
        Opening::Blank => (Kind::Blank, Local::new(0, 0)),
        Opening::Heading(level) => (Kind::Heading(level), heading_content(text, first_end)),
        Opening::Item => {
            let mark = marker(first);
            let start = mark.map_or(0, |m| m.content);
            (Kind::Item { number: mark.and_then(|m| m.number) }, trimmed(text, start))
        }
        Opening::Note => {
            let start = text.find("]:").map_or(0, |at| at + 2);
            (Kind::Note, trimmed(text, start))
        }
        Opening::Text => match setext(text) {
            Some((level, end)) => (Kind::Heading(level), trimmed(&text[..end], 0)),
            None if is_table(text) => (Kind::Opaque, whole),
            None => (Kind::Paragraph, whole),
        },
        _ => (Kind::Opaque, whole),
    };
    let mut block = Block { kind, content, marks: Vec::new(), keys: Vec::new() };
    if !matches!(block.kind, Kind::Opaque | Kind::Blank) {
        inline::parse(text, &mut block);
        quote_signs(text, &mut block);
    } else if opening == Opening::Comment {
        block.marks.push(Mark { kind: MarkKind::Comment, span: whole });
    }
    block
}

fn heading_content(text: &str, end: usize) -> Local {
    let line = &text[..end];
    let start = line.find('#').unwrap_or(0);
    let body = line[start..].trim_start_matches('#');
    let mut inner = body.trim_end();
    if let Some(open) = inner.rfind('{')
        && inner.ends_with('}')
        && inner[open..].starts_with(['{'])
        && inner[open + 1..].starts_with(['#', '.', '-'])
    {
        inner = inner[..open].trim_end();
    }
    let closed = inner.trim_end_matches('#');
    let inner = if closed.ends_with([' ', '\t']) { closed } else { inner };
    let from = line.len() - body.len();
    trimmed(&line[..from + inner.len()], from)
}

/// The level of a setext heading and the offset of its underline.
fn setext(text: &str) -> Option<(u8, usize)> {
    let body = text.trim_end();
    let at = body.rfind(['\n', '\r'])? + 1;
    let level = underline(&body[at..])?;
    Some((level, at))
}

/// A pipe table: its second line is a row of dashes and pipes.
fn is_table(text: &str) -> bool {
    let mut lines = text.lines();
    let head = lines.next().is_some_and(|line| line.contains('|'));
    let ruled = lines.next().is_some_and(|line| {
        line.contains('-')
            && line.contains('|')
            && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
    });
    head && ruled
}

/// The signs of a block quotation at the start of its lines.
fn quote_signs(text: &str, block: &mut Block) {
    if !text.contains('>') {
        return;
    }
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let quoted = line.trim_start_matches([' ', '\t', '>']);
        let signs = &line[..line.len() - quoted.len()];
        if let Some(first) = signs.find('>') {
            let span = Local::new(at + first, at + signs.len());
            if !block.marks.iter().any(|m| m.span.overlaps(span)) {
                block.marks.push(Mark { kind: MarkKind::Syntax, span });
            }
        }
        at += line.len();
    }
    super::sort_marks(&mut block.marks);
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Kind, testing::blocks};

    fn check(text: &str, expected: &[(&str, &str)]) {
        let name = |kind: Kind| match kind {
            Kind::Blank => "blank".to_owned(),
            Kind::Heading(level) => format!("h{level}"),
            Kind::Paragraph => "p".to_owned(),
            Kind::Item { number } => number.map_or("item".to_owned(), |n| format!("item{n}")),
            Kind::Note => "note".to_owned(),
            Kind::Opaque => "opaque".to_owned(),
            other => format!("{other:?}"),
        };
        let found: Vec<(String, String)> =
            blocks(Format::Markdown, text).into_iter().map(|(kind, content)| (name(kind), content)).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(k, c)| (k.as_str(), c.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blocks_are_cut_and_named() {
        check(
            "---\ntitle: x\n---\n\n# منابع {#refs}\n\nیک\nدو\n",
            &[("opaque", "---\ntitle: x\n---"), ("h1", "منابع"), ("p", "یک\nدو")],
        );
        check("Title\n=====\ntext", &[("h1", "Title"), ("p", "text")]);
        check("- a\n- b\n  c\n\n  d\n\npara", &[("item", "a"), ("item", "b\n  c\n\n  d"), ("p", "para")]);
        check("1. a\n2. b\n", &[("item1", "a"), ("item2", "b")]);
        check("born in\n1986. A great year", &[("p", "born in\n1986. A great year")]);
        check("```\n- x\n\n# y\n```\nz", &[("opaque", "```\n- x\n\n# y\n```"), ("p", "z")]);
        check(
            "<!-- dabir: ignore\n\nx -->\ntext",
            &[("opaque", "<!-- dabir: ignore\n\nx -->"), ("p", "text")],
        );
        check("[^1]: بوزان، ص ۱۲.\n\ntext", &[("note", "بوزان، ص ۱۲."), ("p", "text")]);
        check("| a | b |\n|---|---|\n| 1 | 2 |\n", &[("opaque", "| a | b |\n|---|---|\n| 1 | 2 |")]);
        check("$$\nx\n$$\ny", &[("opaque", "$$\nx\n$$"), ("p", "y")]);
        check("a\n***\nb", &[("p", "a"), ("opaque", "***"), ("p", "b")]);
        check("\u{feff}# منابع\r\n\r\n• یک\r\n", &[("h1", "منابع"), ("item", "یک")]);
    }
}
