//! The cutting of a file into its `@…{…}`, which is where faults are stopped.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr2;

/// One `@…{…}`.
#[derive(Debug)]
pub(super) struct Piece<'t> {
    /// Its place in the file.
    pub range: Range<usize>,
    /// What stands behind the `@`.
    pub kind: &'t str,
    /// Its text in the form that `biblatex` reads: in braces, closed where one brace is missing. Every byte is at its
    /// place.
    pub source: Cow<'t, str>,
    /// It has an end.
    pub closed: bool,
}

/// The pieces of a file, in order. One that has no end reaches as far as the next line that begins one.
pub(super) fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text, at: 0 }
}

/// See [`pieces`].
#[derive(Debug)]
pub(super) struct Pieces<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            let bytes = self.text.as_bytes();
            let start = self.at + memchr2(b'@', b'%', bytes.get(self.at..)?)?;
            let rest = &self.text[start..];
            if rest.starts_with('%') {
                self.at = start + rest.find('\n').unwrap_or(rest.len());
            } else if let Some(opening) = Opening::read(rest) {
                let piece = piece(rest, start, &opening);
                self.at = piece.range.end;
                return Some(piece);
            } else {
                self.at = start + 1;
            }
        }
    }
}

/// `@book{`
#[derive(Debug)]
struct Opening<'t> {
    kind: &'t str,
    /// Its length with the bracket.
    length: usize,
    /// It opens with `(`, as BibTeX also allows.
    round: bool,
}

impl<'t> Opening<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let rest = text.strip_prefix('@')?;
        let kind = &rest[..rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'))?];
        let spaced = rest[kind.len()..].trim_start();
        let round = spaced.starts_with('(');
        let begins = kind.starts_with(char::is_alphabetic) && (round || spaced.starts_with('{'));
        begins.then(|| Opening { kind, length: text.len() - spaced.len() + 1, round })
    }
}

/// The piece with which `text` begins, `start` being its place in the file.
fn piece<'t>(text: &'t str, start: usize, opening: &Opening<'t>) -> Piece<'t> {
    let (end, open) = end(text, opening);
    let closed = open == 0;
    let whole = text[..end].trim_end();
    let source = match (opening.round, open) {
        (false, 1) => Cow::Owned(format!("{whole}}}")),
        (false, _) => Cow::Borrowed(whole),
        (true, _) => {
            let inside = whole[opening.length..].strip_suffix(')').filter(|_| closed);
            let inside = inside.unwrap_or(&whole[opening.length.min(whole.len())..]);
            Cow::Owned(format!("{}{{{inside}}}", &whole[..opening.length - 1]))
        }
    };
    Piece { range: start..start + whole.len(), kind: opening.kind, source, closed }
}

/// Where a piece ends, and how many of its brackets are open there.
fn end(text: &str, opening: &Opening) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut depth = 1usize;
    let mut at = opening.length;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' if matches!(bytes.get(at), Some(b'{' | b'}' | b'\\')) => at += 1,
            b'{' => depth += 1,
            // The outermost bracket is round: a brace cannot close it.
            b'}' if opening.round => depth = (depth - 1).max(1),
            b'}' => depth -= 1,
            b')' if opening.round && depth == 1 => depth = 0,
            b'\n' if bytes.get(at) == Some(&b'@') && Opening::read(&text[at..]).is_some() => break,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    (at, depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str, bool)]) {
        let found: Vec<_> = pieces(text).map(|p| (p.kind, p.source.into_owned(), p.closed)).collect();
        let found: Vec<_> =
            found.iter().map(|(kind, source, closed)| (*kind, source.as_str(), *closed)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pieces_are_cut() {
        check(
            "x@y.ir @Book {a, t={b}} @misc(c, t=(d))",
            &[("Book", "@Book {a, t={b}}", true), ("misc", "@misc{c, t=(d}", true)],
        );
        check("% @book{no}\n@book{a, t={\\{}, u={}}", &[("book", "@book{a, t={\\{}, u={}}", true)]);
        check(
            "@book{a,\n t={b}\n\n@book{c}",
            &[("book", "@book{a,\n t={b}}", false), ("book", "@book{c}", true)],
        );
        check(
            "@book{a, t={b\n@web (c, t={)})",
            &[("book", "@book{a, t={b", false), ("web", "@web {c, t={)}}", true)],
        );
        check("@book{a, n={\n@someone said}}", &[("book", "@book{a, n={\n@someone said}}", true)]);
        check("@(", &[]);
        check("@book(a}", &[("book", "@book{a}}", false)]);
        check("@کتاب{a}", &[("کتاب", "@کتاب{a}", true)]);
    }
}
