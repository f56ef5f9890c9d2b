//! The inlines of one block: emphasis, links, code, mathematics, comments, and pandoc's citations.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::{Block, KeyCitation, Mark, MarkKind, sort_marks};
use crate::text::Local;

/// Marks what is not plain words in the content of `block`.
pub(super) fn parse(text: &str, block: &mut Block) {
    let content = block.content.of(text);
    let base = block.content.start as usize;
    if !content
        .bytes()
        .any(|b| matches!(b, b'*' | b'_' | b'`' | b'[' | b'<' | b'\\' | b'$' | b'@' | b'~' | b'^'))
    {
        return;
    }
    let mut marks = Marks { content, base, marks: Vec::new(), open: Vec::new(), text_end: 0 };
    let mut options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    // A lone dollar is a dollar.
    options.set(Options::ENABLE_MATH, content.contains('$'));
    for (event, range) in Parser::new_ext(content, options).into_offset_iter() {
        marks.event(&event, range);
    }
    block.marks = marks.marks;
    note_references(content, base, block);
    sort_marks(&mut block.marks);
    if content.contains('@') {
        citations(content, base, block);
    }
}

#[derive(Debug)]
struct Marks<'a> {
    content: &'a str,
    base: usize,
    marks: Vec<Mark>,
    /// Emphasis and links that are open: where their text starts, once known.
    open: Vec<Open>,
    /// The end of the last piece of text, for the delimiters between pieces.
    text_end: usize,
}

#[derive(Clone, Debug)]
struct Open {
    range: std::ops::Range<usize>,
    inner: Option<usize>,
    last: usize,
}

impl Marks<'_> {
    fn push(&mut self, kind: MarkKind, start: usize, end: usize) {
        if start < end {
            self.marks.push(Mark { kind, span: Local::new(self.base + start, self.base + end) });
        }
    }

    /// Notes that `range` is read text (or an object in its place) inside everything that is open.
    fn inner(&mut self, range: &std::ops::Range<usize>) {
        for open in &mut self.open {
            open.inner.get_or_insert(range.start);
            open.last = open.last.max(range.end);
        }
        self.text_end = range.end;
    }

    fn event(&mut self, event: &Event<'_>, range: std::ops::Range<usize>) {
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) => {
                self.inner(&(range.start..range.start));
                self.open.push(Open { last: range.start, range, inner: None });
            }
            Event::Start(Tag::Image { .. }) => self.open.push(Open { last: range.start, range, inner: None }),
            Event::End(TagEnd::Image) => {
                if let Some(open) = self.open.pop() {
                    self.marks.retain(|m| (m.span.start as usize) < self.base + open.range.start);
                    self.push(MarkKind::Opaque, open.range.start, open.range.end);
                }
                self.inner(&range);
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong) => self.close(MarkKind::Emphasis, &range),
            Event::End(TagEnd::Strikethrough) => self.close(MarkKind::Syntax, &range),
            Event::End(TagEnd::Link) => self.close_link(&range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.inner(&range);
                self.push(MarkKind::Opaque, range.start, range.end);
            }
            Event::InlineHtml(html) | Event::Html(html) => {
                let kind = if html.starts_with("<!--") { MarkKind::Comment } else { MarkKind::Syntax };
                self.push(kind, range.start, range.end);
                self.inner(&range);
            }
            Event::FootnoteReference(_) => {
                self.push(MarkKind::NoteReference, range.start, range.end);
                self.inner(&range);
            }
            Event::Text(_) => {
                self.escape(range.start);
                self.inner(&range);
            }
            Event::SoftBreak | Event::HardBreak => {
                // A backslash before the break is the break's.
                if self.content[range.clone()].starts_with('\\') {
                    self.push(MarkKind::Syntax, range.start, range.start + 1);
                }
                self.inner(&range);
            }
            _ => {}
        }
    }

    /// The backslash before an escaped sign: the parser starts a new text behind it.
    fn escape(&mut self, start: usize) {
        let escaped = start.checked_sub(1).filter(|&at| self.content.as_bytes().get(at) == Some(&b'\\'));
        if let Some(at) = escaped
            && at >= self.text_end
        {
            self.push(MarkKind::Syntax, at, start);
        }
    }

    fn close(&mut self, kind: MarkKind, range: &std::ops::Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        let inner = open.inner.unwrap_or(open.range.start);
        let last = open.last.max(inner);
        if kind == MarkKind::Emphasis {
            self.push(MarkKind::Emphasis, inner, last);
        }
        self.push(MarkKind::Syntax, open.range.start, inner);
        self.push(MarkKind::Syntax, last, open.range.end);
        self.inner(range);
    }

    fn close_link(&mut self, range: &std::ops::Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        let source = &self.content[open.range.clone()];
        let inner = open.inner.unwrap_or(open.range.start);
        if source.starts_with('<') {
            self.push(MarkKind::Syntax, open.range.start, open.range.start + 1);
            self.push(MarkKind::Address, open.range.start + 1, open.range.end.saturating_sub(1));
            self.push(MarkKind::Syntax, open.range.end.saturating_sub(1), open.range.end);
        } else if source.starts_with('[') {
            self.push(MarkKind::Syntax, open.range.start, inner);
            // The destination is written for machines: «[text](https://…)» reads "text".
            self.push(MarkKind::Syntax, open.last.max(inner), open.range.end);
        }
        self.inner(range);
    }
}

/// References to footnotes, `[^1]`: the parser knows only those whose note stands in the same block.
fn note_references(content: &str, base: usize, block: &mut Block) {
    let mut at = 0;
    while let Some(open) = content[at..].find("[^").map(|n| at + n) {
        at = open + 2;
        let Some(close) = content[at..].find([']', ' ', '\n']).map(|n| at + n) else { return };
        let span = Local::new(base + open, base + close + 1);
        let free = !block.marks.iter().any(|m| m.kind != MarkKind::Emphasis && m.span.overlaps(span));
        if free && close > at && content[close..].starts_with(']') {
            block.marks.push(Mark { kind: MarkKind::NoteReference, span });
        }
    }
}

/// Pandoc's citations by key: `[see @a, p. 3; -@b]`, `@a`, `@{a}`, `@a [p. 3]`.
fn citations(content: &str, base: usize, block: &mut Block) {
    let marked = |at: usize, block: &Block| {
        let span = Local::new(base + at, base + at + 1);
        block.marks.iter().any(|m| m.kind != MarkKind::Emphasis && m.span.overlaps(span))
    };
    let mut at = 0;
    while let Some(sign) = content[at..].find('@').map(|n| at + n) {
        at = sign + 1;
        let before = content[..sign].chars().next_back();
        let Some(key) = key_at(content, sign + 1) else { continue };
        if before.is_some_and(char::is_alphanumeric) || marked(sign, block) {
            continue;
        }
        let (start, end, keys) = match bracketed(content, sign) {
            Some((open, close)) => (open, close, keys_in(content, open, close)),
            None => {
                let start = if before == Some('-') { sign - 1 } else { sign };
                (start, locator_end(content, key.1), vec![key])
            }
        };
        let span = Local::new(base + start, base + end);
        block.marks.retain(|m| !span.covers(m.span));
        if block.marks.iter().any(|m| m.kind != MarkKind::Emphasis && m.span.overlaps(span)) {
            continue;
        }
        block.marks.push(Mark { kind: MarkKind::KeyCitation, span });
        let keys = keys.into_iter().map(|(from, to)| Local::new(base + from, base + to)).collect();
        block.keys.push(KeyCitation { span, keys });
        at = end.max(at);
    }
    sort_marks(&mut block.marks);
}

/// The key that starts at `at`, braces left out: letters, digits and `_`, with single signs of pandoc's list inside.
fn key_at(content: &str, at: usize) -> Option<(usize, usize)> {
    let rest = content.get(at..)?;
    if let Some(inside) = rest.strip_prefix('{') {
        let end = inside.find(['}', '\n'])?;
        return (inside[end..].starts_with('}') && end > 0).then_some((at + 1, at + 1 + end));
    }
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if !rest.starts_with(word) {
        return None;
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let inner = matches!(c, ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/');
        if !(word(c) || (inner && chars.peek().is_some_and(|&(_, next)| word(next)))) {
            break;
        }
        end = i + c.len_utf8();
    }
    Some((at, at + end))
}

/// The square brackets round `at`, if they are on the same paragraph and no link.
fn bracketed(content: &str, at: usize) -> Option<(usize, usize)> {
    let mut depth = 0;
    let mut open = None;
    for (i, c) in content[..at].char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => {
                open = Some(i);
                break;
            }
            '[' => depth -= 1,
            _ => {}
        }
    }
    let open = open?;
    let mut depth = 0;
    for (i, c) in content[at..].char_indices() {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => {
                let end = at + i + 1;
                return (!content[end..].starts_with('(')).then_some((open, end));
            }
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn keys_in(content: &str, open: usize, close: usize) -> Vec<(usize, usize)> {
    let mut keys = Vec::new();
    let mut at = open;
    while let Some(sign) = content[at..close].find('@').map(|n| at + n) {
        let before = content[..sign].chars().next_back();
        match key_at(content, sign + 1).filter(|_| !before.is_some_and(char::is_alphanumeric)) {
            Some(key) => {
                at = key.1;
                keys.push(key);
            }
            None => at = sign + 1,
        }
    }
    keys
}

/// The end of `@key [p. 3]`: brackets right behind a key give its page.
fn locator_end(content: &str, end: usize) -> usize {
    let rest = &content[end..];
    let inside = rest.strip_prefix(" [").filter(|r| !r.starts_with('^'));
    match inside
        .and_then(|r| r.find(']').filter(|&close| close < 60 && !r[close + 1..].starts_with(['(', '['])))
    {
        Some(close) => end + 2 + close + 1,
        None => end,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Format, State, View, parse as parse_block};
    use super::*;

    fn view(text: &str) -> (View, Block) {
        let block = parse_block(Format::Markdown, State::Prose, text);
        (View::new(text, &block, block.content), block)
    }

    #[test]
    fn markup_is_taken_off_the_words() {
        for (text, seen) in [
            ("Walt. *The origins*. X", "Walt. The origins. X"),
            ("**علی**، _کتاب_", "علی، کتاب"),
            ("a `code` b", "a \u{fffc} b"),
            ("x [text](https://a.b) y", "x text y"),
            ("see <https://a.b/c_d_e>.", "see https://a.b/c_d_e."),
            ("a\\_b \\* c", "a_b * c"),
            ("متن[^1] و", "متن و"),
            ("x <!-- dabir: ignore --> y", "x  y"),
            ("as $x_1$ is", "as \u{fffc} is"),
            ("***x***", "x"),
            ("\\_\\_\\_\\_. (1390)", "____. (1390)"),
        ] {
            assert_eq!(view(text).0.text, seen, "{text}");
        }
        assert_eq!(view("Walt. *The origins*. X").0.emphasis.len(), 1);
        assert_eq!(view("see <https://a.b>.").0.protected.len(), 1);
    }

    #[test]
    fn keys_are_cited() {
        for (text, keys) in [
            ("as [see @walt1987, p. 3; -@بوزان1389] says", vec!["walt1987", "بوزان1389"]),
            ("@walt1987 says", vec!["walt1987"]),
            ("mail a@b.org now", vec![]),
            ("@{a:b} x", vec!["a:b"]),
            ("`@code`", vec![]),
        ] {
            let block = view(text).1;
            let found: Vec<&str> = block.keys.iter().flat_map(|k| &k.keys).map(|k| k.of(text)).collect();
            assert_eq!(found, keys, "{text}");
        }
    }
}
