//! Where an environment that is no prose ends, looked for one line at a time.
//!
//! Knows which environments are no prose; knows nothing of blocks.

use super::lexer::{Lexeme, Lexer, Token, skip_space};

/// What ends a part of a text that is no prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Closer {
    /// These very characters: `\end{verbatim}`.
    Exactly(String),
    /// The `\end` of an environment, which may hold others of its name.
    Environment {
        /// Its name.
        name: String,
        /// How many of that name are open.
        depth: usize,
    },
    /// A backslash and this sign: `\]`, `\)`.
    Sign(char),
    /// `$`
    Dollar,
    /// `$$`
    Dollars,
    /// `\fi`, with this many conditionals open.
    Fi(usize),
}

impl Closer {
    /// What ends the display, environment or hidden part that `token` opens, and the place behind its opening;
    /// `None` when it opens none.
    pub(super) fn opened_by(text: &str, token: Token) -> Option<(Closer, usize)> {
        match token.lexeme {
            Lexeme::Sign('[') => Some((Closer::Sign(']'), token.end)),
            Lexeme::Dollar if text.as_bytes().get(token.end) == Some(&b'$') => {
                Some((Closer::Dollars, token.end + 1))
            }
            Lexeme::Command if token.name(text) == "iffalse" => Some((Closer::Fi(1), token.end)),
            Lexeme::Command if token.name(text) == "begin" => {
                let (name, end) = environment(text, token.end)?;
                let plain = name.strip_suffix('*').unwrap_or(name);
                if is_verbatim(plain) {
                    return Some((Closer::Exactly(["\\end{", name, "}"].concat()), end));
                }
                is_opaque(plain).then(|| (Closer::Environment { name: name.to_owned(), depth: 1 }, end))
            }
            _ => None,
        }
    }

    /// Whether what it ends is read character by character.
    pub(super) fn is_verbatim(&self) -> bool {
        matches!(self, Closer::Exactly(_) | Closer::Fi(_))
    }

    /// Reads `line` from `from` on: the place behind the end, if it stands there.
    pub(super) fn feed(&mut self, line: &str, from: usize) -> Option<usize> {
        if let Closer::Exactly(end) = self {
            return line.get(from..)?.find(end.as_str()).map(|at| from + at + end.len());
        }
        Lexer::new(line, from).find_map(|token| self.token(line, token))
    }

    fn token(&mut self, line: &str, token: Token) -> Option<usize> {
        match (self, token.lexeme) {
            (Closer::Sign(sign), Lexeme::Sign(found)) => (*sign == found).then_some(token.end),
            (Closer::Dollar, Lexeme::Dollar) => Some(token.end),
            (Closer::Dollars, Lexeme::Dollar) => {
                (line.as_bytes().get(token.end) == Some(&b'$')).then_some(token.end + 1)
            }
            (Closer::Fi(depth), Lexeme::Command) => match token.name(line) {
                "iff" | "ifthenelse" => None,
                "fi" => count_down(depth).then_some(token.end),
                "else" if *depth == 1 => Some(token.end),
                name if name.starts_with("if") => {
                    *depth += 1;
                    None
                }
                _ => None,
            },
            (Closer::Environment { name, depth }, Lexeme::Command) => {
                let opens = token.name(line) == "begin";
                let (_, end) = environment(line, token.end)
                    .filter(|(found, _)| found == name && (opens || token.name(line) == "end"))?;
                if opens {
                    *depth += 1;
                    return None;
                }
                count_down(depth).then_some(end)
            }
            _ => None,
        }
    }

    /// What is open behind a line of a paragraph, read from `from` on with `closer` open.
    pub(super) fn open_behind(closer: Option<Closer>, line: &str, from: usize) -> Option<Closer> {
        let mut at = from;
        let mut open = closer;
        loop {
            if let Some(mut closer) = open {
                match closer.feed(line, at) {
                    Some(end) => at = end,
                    // A lone dollar is a dollar.
                    None => return Some(closer).filter(|closer| *closer != Closer::Dollar),
                }
            }
            let (closer, end) = Lexer::new(line, at).find_map(|token| match token.lexeme {
                _ if Closer::opened_by(line, token).is_some() => Closer::opened_by(line, token),
                Lexeme::Dollar => Some((Closer::Dollar, token.end)),
                _ => None,
            })?;
            (open, at) = (Some(closer), end);
        }
    }
}

/// Counts one down; whether nothing is left.
fn count_down(depth: &mut usize) -> bool {
    *depth = depth.saturating_sub(1);
    *depth == 0
}

/// The name in braces behind `\begin` or `\end`, which ends at `at`, and the place behind the braces.
pub(super) fn environment(text: &str, at: usize) -> Option<(&str, usize)> {
    let open = skip_space(text, at);
    let inside = text.get(open..)?.strip_prefix('{')?;
    let width = inside.find(['}', '{', '\\', '%', '\n', '\r'])?;
    let close = open + 1 + width;
    (text.as_bytes().get(close) == Some(&b'}')).then(|| (inside.get(..width).unwrap_or("").trim(), close + 1))
}

/// Environments whose characters mean nothing to TeX; `name` without its star.
fn is_verbatim(name: &str) -> bool {
    matches!(
        name,
        "verbatim"
            | "Verbatim"
            | "BVerbatim"
            | "LVerbatim"
            | "lstlisting"
            | "minted"
            | "comment"
            | "filecontents"
    )
}

/// Environments of mathematics, tables and drawings; `name` without its star.
fn is_opaque(name: &str) -> bool {
    matches!(
        name,
        "equation"
            | "align"
            | "alignat"
            | "flalign"
            | "gather"
            | "multline"
            | "eqnarray"
            | "displaymath"
            | "math"
            | "tabular"
            | "tabularx"
            | "tabulary"
            | "longtable"
            | "xltabular"
            | "tblr"
            | "longtblr"
            | "supertabular"
            | "array"
            | "tikzpicture"
            | "pgfpicture"
            | "picture"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, rest: Option<&str>) {
        let token = Lexer::new(text, 0).next().expect("a token");
        let (mut closer, behind) = Closer::opened_by(text, token).expect("an opening");
        let end = closer.feed(text, behind);
        assert_eq!(end.and_then(|end| text.get(end..)), rest, "{text}");
    }

    #[test]
    fn ends_are_found() {
        check("\\[ a \\\\] % \\]\n\\] متن", Some(" متن"));
        check("$$ a \\$$ $$ b", Some(" b"));
        check("\\begin{tabular}{l}\\begin{tabular}{l}\\end{tabular}\\end{tabular} x", Some(" x"));
        check("\\begin{verbatim}% \\end{verbatim} x", Some(" x"));
        check("\\begin{verbatim*}\\end{verbatim} x", None);
        check("\\iffalse \\ifx a\\fi \\iff b\\fi متن", Some(" متن"));
        check("\\begin{equation*} a % \\end{equation*}", None);
    }

    #[test]
    fn what_stays_open_behind_a_line_is_known() {
        for (line, open) in [
            ("متن $$ x", true),
            ("text $a$$b$ c", false),
            ("costs $5 only", false),
            ("see \\begin{tabular}{l}", true),
            ("see \\[ x \\] and \\[ y", true),
            ("see \\[ x \\] % \\[ y", false),
        ] {
            assert_eq!(Closer::open_behind(None, line, 0).is_some(), open, "{line}");
        }
    }
}
