//! LaTeX, XePersian and bidi included: what a document's lines are, and where its blocks end.
//!
//! Reads the markup as authors write it, without expanding macros. What the first line of a block shows is in
//! `head`, what ends an environment in `closer`, the tokens in `lexer`, the marks inside a block in `inline`, what
//! each command means in `commands`.

mod closer;
mod commands;
mod head;
mod inline;
mod lexer;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::lines::is_blank;
use super::plain::trimmed;
use super::{Block, Cut, Kind, Mark, MarkKind, State};
use crate::text::{Local, digit_value};
use closer::Closer;
use head::{Head, Opening};
use lexer::{argument, first_line, optional, skip_space};

/// The libraries that a block names with `\bibliography` and `\addbibresource`.
pub(super) fn libraries(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines().map(|line| line.split('%').next().unwrap_or("")) {
        for rest in line.split("\\bibliography{").skip(1) {
            // BibTeX puts the ending behind every name, whatever dots it has: `../refs`, `smith.2020`.
            let whole = |name: &str| if name.ends_with(".bib") { name.into() } else { format!("{name}.bib") };
            found.extend(names(rest).map(whole));
        }
        for rest in line.split("\\addbibresource").skip(1) {
            // `\addbibresource[location=remote]{refs.bib}`
            let rest = rest.split_once('{').map_or("", |(_, name)| name);
            found.extend(names(rest).map(str::to_owned));
        }
    }
    found
}

/// The names before a closing brace.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let names = text.split('}').next().unwrap_or("").split(',').map(str::trim);
    names.filter(|name| !name.is_empty())
}

/// Which lines still belong to the block that is being cut.
#[derive(Clone, Debug)]
enum Body {
    /// All lines up to the end of an environment.
    Opaque(Closer),
    /// The lines of a paragraph or item; an environment that no line starts with may be open.
    Prose(Option<Closer>),
    /// Lines of nothing but a comment.
    Comments,
    /// Set-up up to a blank line or `\begin{document}`.
    Preamble,
    /// Any lines up to a blank one.
    Rest,
    /// Only blank lines.
    Blank,
}

impl Body {
    /// What may follow the first line of a block.
    fn behind(head: &Head, first: &str) -> Body {
        match &head.opening {
            Opening::Blank | Opening::Heading { .. } | Opening::Alone => Body::Blank,
            Opening::Comment => Body::Comments,
            Opening::Preamble if head.after == State::Preamble => Body::Preamble,
            Opening::Preamble => Body::Blank,
            Opening::Rest => Body::Rest,
            Opening::Opaque { closer, content } => Body::Opaque(closer.clone()).fed(first, *content),
            Opening::Item { content } | Opening::Keyed { content } | Opening::Text { content } => {
                Body::prose(None, first, *content)
            }
        }
    }

    /// The body behind a line of prose, read from `from` on, in which an environment may be open.
    fn prose(closer: Option<Closer>, line: &str, from: usize) -> Body {
        match Closer::open_behind(closer, line, from) {
            None if head::ends_paragraph(line) => Body::Blank,
            closer => Body::Prose(closer),
        }
    }

    /// The body behind a line of it, read from `from` on.
    fn fed(self, line: &str, from: usize) -> Body {
        match self {
            Body::Opaque(mut closer) => match closer.feed(line, from) {
                None => Body::Opaque(closer),
                Some(end) if head::prose_follows(line, end) => Body::prose(None, line, end),
                Some(_) => Body::Blank,
            },
            Body::Prose(closer) => Body::prose(closer, line, from),
            Body::Preamble if head::begins_document(line).is_some() => Body::Blank,
            other => other,
        }
    }

    /// Whether the block goes on with `line`.
    fn takes(&self, line: &str) -> bool {
        match self {
            Body::Opaque(_) => true,
            _ if is_blank(line) => true,
            Body::Prose(closer) => !head::breaks(line, closer.is_some()),
            Body::Comments => head::is_comment(line),
            Body::Preamble => !head::breaks_preamble(line),
            Body::Rest => true,
            Body::Blank => false,
        }
    }
}

/// Finds the end of the block that starts with the first line.
pub(super) fn cut(state: State, lines: &mut dyn Iterator<Item = Cow<'_, str>>) -> Cut {
    let Some(first) = lines.next() else { return Cut { lines: 1, after: state } };
    let head = Head::read(state, &first);
    let mut after = head.after;
    let mut body = Body::behind(&head, &first);
    let mut count = 1;
    for line in lines {
        if !body.takes(&line) {
            break;
        }
        count += 1;
        let preamble = matches!(body, Body::Preamble);
        body = match body {
            Body::Opaque(_) => body.fed(&line, 0),
            _ if is_blank(&line) => Body::Blank,
            _ => body.fed(&line, 0),
        };
        if preamble && head::begins_document(&line).is_some() {
            after = State::Prose;
        }
    }
    Cut { lines: count, after }
}

/// Reads one block.
pub(super) fn parse(state: State, text: &str) -> Block {
    let first = first_line(text);
    let head = Head::read(state, first);
    let whole = trimmed(text, 0);
    let mut block = Block { kind: Kind::Opaque, content: whole, marks: Vec::new(), keys: Vec::new() };
    let content = match head.opening {
        Opening::Blank => {
            block.kind = Kind::Blank;
            block.content = Local::new(0, 0);
            return block;
        }
        Opening::Comment => {
            inline::comments(text, &mut block);
            return block;
        }
        Opening::Preamble | Opening::Rest => return block,
        Opening::Alone => {
            if let Some(list) = head.list {
                block.kind = list;
                block.content = Local::new(whole.end as usize, whole.end as usize);
            }
            return block;
        }
        Opening::Opaque { closer, content } => match opaque_end(text, closer, content) {
            None => return block,
            Some(end) => {
                block.kind = Kind::Paragraph;
                let span = Local::new(head.rest, end);
                block.marks.push(Mark { kind: MarkKind::Opaque, span });
                trimmed(text, end)
            }
        },
        Opening::Heading { level, command } => {
            block.kind = Kind::Heading(level);
            title(first, command)
        }
        Opening::Item { content } => item(text, content, &mut block.kind),
        Opening::Keyed { content } => keyed(text, content, &mut block.kind),
        Opening::Text { content } => {
            block.kind = Kind::Paragraph;
            trimmed(text, content)
        }
    };
    if head.start < head.lead {
        block.marks.insert(0, Mark { kind: MarkKind::Syntax, span: Local::new(head.start, head.lead) });
    }
    if let (Kind::Paragraph, Some(list)) = (&block.kind, head.list) {
        block.kind = list;
    }
    block.content = content;
    inline::parse(text, &mut block);
    block
}

/// Where an environment that opens a block ends, when prose follows it on the same line.
fn opaque_end(text: &str, mut closer: Closer, from: usize) -> Option<usize> {
    let mut from = from;
    let mut base = 0;
    for line in lexer::lines(text) {
        if let Some(end) = closer.feed(line, from) {
            return head::prose_follows(line, end).then_some(base + end);
        }
        from = 0;
        base += line.len();
    }
    None
}

/// The title behind a sectioning command, which ends at `at`: `*[short]{long}`.
fn title(line: &str, at: usize) -> Local {
    let at = if line.as_bytes().get(at) == Some(&b'*') { at + 1 } else { at };
    let at = optional(line, skip_space(line, at)).map_or(at, |(_, close)| close + 1);
    let open = skip_space(line, at);
    let (start, end) = match argument(line, open) {
        Some((open, close)) => (open + 1, close),
        None if line.as_bytes().get(open) == Some(&b'{') => (open + 1, line.len()),
        None => (at, line.len()),
    };
    trimmed(line.get(..end).unwrap_or(line), start)
}

/// The text of an item behind `\item`, and its number into `kind`.
fn item(text: &str, at: usize, kind: &mut Kind) -> Local {
    let label = optional(text, skip_space(text, at));
    *kind = Kind::Item { number: label.and_then(|(open, close)| number(text.get(open + 1..close)?)) };
    trimmed(text, label.map_or(at, |(_, close)| close + 1))
}

/// The text of a reference behind `\bibitem`, and its key into `kind`; an item when there is no key.
fn keyed(text: &str, at: usize, kind: &mut Kind) -> Local {
    let label = lexer::skip(text, at);
    let behind = optional(text, label).map_or(at, |(_, close)| close + 1);
    match argument(text, lexer::skip(text, behind)) {
        Some((open, close)) => {
            *kind = Kind::Keyed { key: trimmed(text.get(..close).unwrap_or(text), open + 1) };
            trimmed(text, close + 1)
        }
        None => {
            *kind = Kind::Item { number: None };
            trimmed(text, behind)
        }
    }
}

/// The number that a label writes in any digits, brackets and full stops left out.
fn number(label: &str) -> Option<u32> {
    let digits = label.trim_matches(|c: char| !c.is_alphanumeric());
    let plain = !digits.is_empty() && digits.len() <= 18 && digits.chars().all(|c| digit_value(c).is_some());
    let value = || digits.chars().filter_map(digit_value).take(9).fold(0, |n, d| n * 10 + d);
    plain.then(value)
}
