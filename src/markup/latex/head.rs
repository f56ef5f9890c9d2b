//! What the first line of a block shows, and which lines open a block of their own.
//!
//! Looks at one line at a time; where a block ends is decided in the parent.

use super::super::lines::is_blank;
use super::super::{Kind, State};
use super::closer::{Closer, environment};
use super::commands::has_no_arguments;
use super::lexer::{Lexeme, Lexer, Token, argument, optional, skip_space};

/// What a block opens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// A blank line.
    Blank,
    /// A line with nothing but a comment.
    Comment,
    /// Set-up before `\begin{document}`.
    Preamble,
    /// What stands behind `\end{document}`.
    Rest,
    /// `\begin{…}` and `\end{…}` with nothing behind them.
    Alone,
    /// A sectioning command.
    Heading {
        /// Its level; 1 is the highest.
        level: u8,
        /// The place behind the command's name.
        command: usize,
    },
    /// `\item`
    Item {
        /// The place behind it.
        content: usize,
    },
    /// `\bibitem`
    Keyed {
        /// The place behind it.
        content: usize,
    },
    /// An environment that is no prose.
    Opaque {
        /// What ends it.
        closer: Closer,
        /// The place behind its opening.
        content: usize,
    },
    /// Prose.
    Text {
        /// Where it starts.
        content: usize,
    },
}

/// What the first line of a block shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Where the line starts, without indentation.
    pub start: usize,
    /// The place behind the `\begin{…}` and `\end{…}` that the line starts with.
    pub lead: usize,
    /// The place behind them and the spaces that follow.
    pub rest: usize,
    /// The list of references that they open or close.
    pub list: Option<Kind>,
    /// The state behind the line.
    pub after: State,
    /// What the block opens with.
    pub opening: Opening,
}

impl Head {
    /// Reads the first line of a block.
    pub(super) fn read(state: State, line: &str) -> Head {
        let start = indent(line);
        let mut head =
            Head { start, lead: start, rest: start, list: None, after: state, opening: Opening::Blank };
        if is_blank(line) {
            return head;
        }
        let comment = line.as_bytes().get(start) == Some(&b'%');
        match state {
            State::End => head.opening = Opening::Rest,
            State::Start if comment => head.opening = Opening::Comment,
            State::Start if begins(line, "filecontents") => head.prose(line),
            State::Start if is_set_up(line) => head.preamble(line),
            State::Preamble => head.preamble(line),
            State::Start | State::List => {
                head.after = State::Prose;
                head.prose(line);
            }
            State::Prose | State::References => head.prose(line),
        }
        head
    }

    fn preamble(&mut self, line: &str) {
        self.after = State::Preamble;
        if breaks_preamble(line) {
            return self.prose(line);
        }
        self.opening = Opening::Preamble;
        if begins_document(line).is_some() {
            self.after = State::Prose;
        }
    }

    /// Reads a line of the document itself.
    fn prose(&mut self, line: &str) {
        loop {
            let token = command_at(line, self.rest);
            if let Some((closer, content)) = token.and_then(|token| Closer::opened_by(line, token)) {
                self.opening = Opening::Opaque { closer, content };
                return;
            }
            let Some(token) = token.filter(|token| token.lexeme == Lexeme::Command) else { break };
            let name = token.name(line);
            if let (true, Some((inside, end))) =
                (matches!(name, "begin" | "end"), environment(line, token.end))
            {
                self.environment(name == "begin", inside);
                self.lead = if name == "begin" { arguments(line, end, inside) } else { end };
                self.rest = skip_space(line, self.lead);
                continue;
            }
            let content = token.end;
            self.opening = match name {
                "item" => Opening::Item { content },
                "bibitem" => Opening::Keyed { content },
                _ => match level(name) {
                    Some(level) => Opening::Heading { level, command: content },
                    None => break,
                },
            };
            return;
        }
        let rest = line.get(self.rest..).unwrap_or("");
        self.opening = match rest {
            _ if !is_blank(rest) && !rest.starts_with('%') => Opening::Text { content: self.rest },
            _ if self.start == self.lead => Opening::Comment,
            _ => Opening::Alone,
        };
    }

    fn environment(&mut self, begin: bool, name: &str) {
        match (begin, name) {
            (true, "document") => self.after = State::Prose,
            (false, "document") => self.after = State::End,
            (true, "thebibliography") => {
                (self.list, self.after) = (Some(Kind::ListOpen), State::References);
            }
            (false, "thebibliography") => {
                (self.list, self.after) = (Some(Kind::ListClose), State::Prose);
            }
            _ => {}
        }
    }
}

/// The place behind the arguments of `\begin{name}`, which ends at `at`.
///
/// Environments of nothing but prose have no arguments in braces: what follows is their text.
fn arguments(line: &str, at: usize, name: &str) -> usize {
    let mut at = at;
    loop {
        let found = match line.as_bytes().get(at) {
            Some(b'[') => optional(line, at),
            Some(b'{') if !has_no_arguments(name) => argument(line, at),
            _ => None,
        };
        let Some((_, close)) = found else { return at };
        at = close + 1;
    }
}

/// The bytes before a line's first sign: spaces, and the byte order mark of a document.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '\u{feff}']).len()
}

/// The token that starts at `at`.
fn command_at(line: &str, at: usize) -> Option<Token> {
    let starts = matches!(line.as_bytes().get(at), Some(b'\\' | b'$'));
    if starts { Lexer::new(line, at).next() } else { None }
}

/// The level of a sectioning command.
fn level(name: &str) -> Option<u8> {
    match name {
        "part" | "chapter" | "section" => Some(1),
        "subsection" => Some(2),
        "subsubsection" => Some(3),
        "paragraph" => Some(4),
        "subparagraph" => Some(5),
        _ => None,
    }
}

/// Whether `line` opens a block of its own behind a line of prose; `inside` an environment that no line started
/// with, only a heading or an item does.
pub(super) fn breaks(line: &str, inside: bool) -> bool {
    let Some(token) = command_at(line, indent(line)) else { return false };
    let name = token.name(line);
    match token.lexeme {
        Lexeme::Command if matches!(name, "item" | "bibitem") || level(name).is_some() => true,
        _ if inside => false,
        Lexeme::Command if opens_paragraph(name) => true,
        Lexeme::Command if matches!(name, "begin" | "end") => environment(line, token.end).is_some(),
        _ => Closer::opened_by(line, token).is_some(),
    }
}

/// Whether a command at the start of a line begins a paragraph.
fn opens_paragraph(name: &str) -> bool {
    matches!(name, "noindent" | "par" | "indent" | "hangindent" | "bigskip" | "medskip" | "smallskip")
}

/// Whether `line` ends its paragraph: `\par` is its last command.
pub(super) fn ends_paragraph(line: &str) -> bool {
    line.trim_end().ends_with("\\par")
}

/// Whether `line` opens a block of its own in the preamble: `\begin{document}`, a verbatim environment,
/// `\iffalse`.
pub(super) fn breaks_preamble(line: &str) -> bool {
    let Some(token) = command_at(line, indent(line)) else { return false };
    let verbatim = Closer::opened_by(line, token).is_some_and(|(closer, _)| closer.is_verbatim());
    verbatim || begins(line, "document")
}

/// Whether `line` starts with `\begin{name}`, starred or not.
fn begins(line: &str, name: &str) -> bool {
    let token = command_at(line, indent(line)).filter(|token| token.name(line) == "begin");
    let found = token.and_then(|token| environment(line, token.end));
    found.is_some_and(|(found, _)| found.strip_suffix('*').unwrap_or(found) == name)
}

/// Where `\begin{document}` ends in `line`, if it stands there and not in a comment.
pub(super) fn begins_document(line: &str) -> Option<usize> {
    Lexer::new(line, 0).find_map(|token| {
        let begin = token.lexeme == Lexeme::Command && token.name(line) == "begin";
        let (name, end) = environment(line, token.end).filter(|_| begin)?;
        (name == "document").then_some(end)
    })
}

/// Whether a document starts here, not a part that another file reads in.
fn is_set_up(line: &str) -> bool {
    let token = command_at(line, indent(line));
    let name = token.map_or("", |token| token.name(line));
    matches!(
        name,
        "documentclass"
            | "documentstyle"
            | "RequirePackage"
            | "usepackage"
            | "PassOptionsToPackage"
            | "PassOptionsToClass"
            | "PassOptions"
            | "DocumentMetadata"
            | "NeedsTeXFormat"
    )
}

/// Whether a line has nothing but a comment.
pub(super) fn is_comment(line: &str) -> bool {
    line.as_bytes().get(indent(line)) == Some(&b'%')
}

/// Whether words of the author follow at `at`, behind the end of an environment, on the same line.
pub(super) fn prose_follows(line: &str, at: usize) -> bool {
    let rest = line.get(at..).unwrap_or("").trim_start();
    let rest = rest.split('%').next().unwrap_or("");
    !rest.starts_with(['\\', '}', '&', '$', ']']) && rest.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_open_blocks_are_known() {
        for line in [
            "  \\item x",
            "\\section*{منابع}",
            "\\begin{latin}",
            "\\[",
            "$$ x",
            "\\bibitem{a}",
            "\\iffalse",
            "\\noindent x",
        ] {
            assert!(breaks(line, false), "{line}");
        }
        for line in
            ["\\partial", "\\itemize", "% \\item", "x \\item", "x\\par", "\\$$", "$x$", "", "\\begin x"]
        {
            assert!(!breaks(line, false), "{line}");
        }
        assert!(breaks("\\item x", true) && !breaks("$$", true));
    }

    #[test]
    fn the_state_follows_from_the_first_line() {
        for (before, line, after) in [
            (State::Start, "\u{feff}\\documentclass{article}", State::Preamble),
            (State::Start, "% !TEX root = a.tex", State::Start),
            (State::Start, "\\chapter{مقدمه}", State::Prose),
            (State::Preamble, "\\usepackage{x}", State::Preamble),
            (State::Preamble, "\\begin{document} % x", State::Prose),
            (State::Preamble, "\\title{x}\\begin{document}", State::Prose),
            (State::Preamble, "% \\begin{document}", State::Preamble),
            (State::Prose, "\\begin{latin}\\begin{thebibliography}{99}", State::References),
            (State::References, "\\end{thebibliography}\\end{document}", State::End),
            (State::References, "\\item x", State::References),
            (State::End, "\\begin{document}", State::End),
        ] {
            assert_eq!(Head::read(before, line).after, after, "{line}");
        }
    }
}
