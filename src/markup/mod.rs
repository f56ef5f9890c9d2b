//! What is prose: one file a format, and all give the same outline.
//!
//! A document is cut into [`Block`]s that tile it: every byte belongs to exactly one block, a block starts at the
//! start of a line and ends before the start of the next block, blank lines belong to the block before them.
//! Inside a block, [`Mark`]s say which bytes are not the author's words. Cutting looks at one block at a time and
//! at the line that follows it, so that an edit is followed by cutting a few blocks again, not the document.
//!
//! Knows nothing of references or languages: whether a list item is an entry is decided by `syntax`.

mod front_matter;
mod latex;
mod lines;
mod markdown;
mod plain;
mod view;

use crate::text::Local;

pub use view::View;

/// A document format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// CommonMark with pandoc's additions: Markdown, R Markdown, Quarto.
    #[default]
    Markdown,
    /// LaTeX, XePersian and bidi included.
    Latex,
    /// Text without markup.
    Plain,
}

impl Format {
    /// The format of a client's language identifier, or else of a path's extension; plain text when neither is
    /// known.
    pub fn detect(language_id: Option<&str>, path: &str) -> Self {
        match language_id {
            Some("markdown" | "quarto" | "rmd") => return Format::Markdown,
            Some("latex" | "tex" | "plaintex") => return Format::Latex,
            Some("plaintext" | "text") => return Format::Plain,
            _ => {}
        }
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "qmd" | "rmd" => Format::Markdown,
            "tex" | "latex" | "ltx" => Format::Latex,
            _ => Format::Plain,
        }
    }
}

/// What a block is in its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Blank lines at the start of a document.
    Blank,
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// A paragraph, possibly of several lines.
    Paragraph,
    /// An item of a bulleted or numbered list.
    Item {
        /// The number that is written before it, if one is.
        number: Option<u32>,
    },
    /// A reference item with a key: `\bibitem{key}`.
    Keyed {
        /// Where the key stands.
        key: Local,
    },
    /// The text of a footnote: `[^label]: …`.
    Note,
    /// An environment of references opens here: `\begin{thebibliography}`.
    ListOpen,
    /// The environment of references closes here: `\end{thebibliography}`.
    ListClose,
    /// Code, display mathematics, front matter, a comment of its own, a table, raw HTML, LaTeX set-up: no prose.
    Opaque,
}

/// Why some bytes of a block are not plain words of the author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// Delimiters and commands: `**`, `\textit{`, `}`, `\lr{`, `\newblock`, a backslash before an escaped sign, a
    /// bullet, a quote sign `>`. Nothing of it is read.
    Syntax,
    /// An empty space of the markup (`~`, `\ `, `\,`, `\quad`, `\\`): read as one space.
    Space,
    /// Code, mathematics, an image, raw HTML, the argument of a command that is no prose (`\label{…}`): read as
    /// nothing, and never edited.
    Opaque,
    /// A comment: `<!-- … -->`, `% …` to the end of its line. Nothing of it is read.
    Comment,
    /// An address that is written as markup (`<https://…>`, a link's destination, `\url{…}`'s argument): the
    /// address itself. It is read and never edited.
    Address,
    /// Emphasised text (italics, bold, small capitals): what stands between the delimiters. It is read.
    Emphasis,
    /// A citation by key: `[@key, p. 3]`, `@key`, `\cite[12]{a,b}` as a whole. Nothing of it is read as prose; the
    /// keys are in [`Block::keys`].
    KeyCitation,
    /// A reference to a footnote: `[^1]`. Nothing of it is read.
    NoteReference,
}

/// A range of a block and what it is. Marks are sorted by start; they may nest (emphasis round other marks) and
/// never cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Why the range is special.
    pub kind: MarkKind,
    /// The range in the block.
    pub span: Local,
}

/// A citation by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyCitation {
    /// The whole mark: `[see @a; @b, p. 3]`, `\cite{a,b}`, `@a`.
    pub span: Local,
    /// Each key: `a`, `b`, without `@` and without spaces.
    pub keys: Vec<Local>,
}

/// One block of the outline, in bytes from its own start. Depends on nothing but its text and the [`State`] before
/// it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its prose: without bullet, number, heading signs, `\bibitem{…}`, and without the line break and blank lines
    /// at its end. In a block of several lines the line breaks inside stay.
    pub content: Local,
    /// What in the content is not plain words.
    pub marks: Vec<Mark>,
    /// The citations by key in it.
    pub keys: Vec<KeyCitation>,
}

/// What a format must remember between two blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// At the first byte of the document: front matter may follow.
    Start,
    /// Between blocks of prose.
    Prose,
    /// Between blocks, and the one before was an item of a list: indented items may follow.
    List,
    /// Before `\begin{document}`.
    Preamble,
    /// In an environment of references.
    References,
    /// Behind `\end{document}`.
    End,
}

impl State {
    /// The state at the first byte of a document.
    pub fn initial() -> Self {
        State::Start
    }
}

/// How far a block reaches, and the state behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The block's length in lines; at least one.
    pub lines: usize,
    /// The state behind it.
    pub after: State,
}

/// Finds the end of the block that starts with the first of `lines`, which are the lines of the document from
/// there on, each with its break. `lines` is never empty. Looks no further than one line behind the block's last
/// line.
pub fn cut<'a>(
    format: Format,
    state: State,
    lines: &mut dyn Iterator<Item = std::borrow::Cow<'a, str>>,
) -> Cut {
    match format {
        Format::Markdown => markdown::cut(state, lines),
        Format::Latex => latex::cut(state, lines),
        Format::Plain => plain::cut(state, lines),
    }
}

/// Reads one block, `text` being exactly the lines that [`cut`] gave it and `state` the state before it.
pub fn parse(format: Format, state: State, text: &str) -> Block {
    match format {
        Format::Markdown => markdown::parse(state, text),
        Format::Latex => latex::parse(state, text),
        Format::Plain => plain::parse(state, text),
    }
}

/// Whether a block names files in which more references or keys may stand: `\bibliography`, `\addbibresource`,
/// `\input`, a `bibliography:` in front matter.
pub(crate) fn names_library(format: Format, text: &str) -> bool {
    let names: &[&str] = match format {
        Format::Latex => &["\\bibliography{", "\\addbibresource", "\\input{", "\\include{"],
        Format::Markdown => &["\nbibliography:"],
        Format::Plain => &[],
    };
    names.iter().any(|name| text.contains(name))
}

/// The companion libraries that a block names, as it names them: by `bibliography:` in front matter, by `\bibliography`
/// (without ending, so `.bib` is added) and `\addbibresource`.
pub(crate) fn libraries(format: Format, text: &str) -> Vec<String> {
    match format {
        Format::Latex => latex::libraries(text),
        Format::Markdown => front_matter::libraries(text),
        Format::Plain => Vec::new(),
    }
}

/// Whether a line begins as a reference does: names, and behind them a year in brackets.
pub(crate) fn opens_reference(line: &str) -> bool {
    lines::opens_reference("", line)
}

/// Whether a line begins with a name in inverted order.
pub(crate) fn begins_inverted(line: &str) -> bool {
    lines::begins_inverted(line)
}

/// Whether a line begins with a rule that stands for the author of the entry before.
pub(crate) fn begins_with_dash(line: &str) -> bool {
    lines::begins_with_dash(line)
}

/// A text without the commands of LaTeX and the braces and ties before its first word.
pub(crate) fn without_commands(content: &str) -> &str {
    let mut rest = content.trim_start();
    loop {
        rest = rest.trim_start_matches('{');
        let Some(command) = rest.strip_prefix('\\') else { break };
        let behind = command.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        if behind.len() == command.len() {
            break;
        }
        // `\hangindent=1.5em`
        let behind = match behind.strip_prefix('=') {
            Some(length) => {
                length.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-')
            }
            None => behind,
        };
        rest = behind.trim_start_matches([' ', '\t', '\n', '\r', '~']);
    }
    rest
}

/// Puts marks in the order of their starts, the outer before the inner.
fn sort_marks(marks: &mut [Mark]) {
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
}

#[cfg(test)]
mod testing {
    use super::*;
    use crate::text::{Buffer, TextSize};

    /// The blocks of a whole text: kind and content.
    pub(super) fn blocks(format: Format, text: &str) -> Vec<(Kind, String)> {
        let buffer = Buffer::new(text);
        let mut state = State::initial();
        let mut at = 0;
        let mut found = Vec::new();
        while at < text.len() {
            let cut = cut(format, state, &mut buffer.lines_from(TextSize::new(at)));
            let length: usize = buffer.lines_from(TextSize::new(at)).take(cut.lines).map(|l| l.len()).sum();
            let source = &text[at..at + length];
            let block = parse(format, state, source);
            found.push((block.kind.clone(), block.content.of(source).to_owned()));
            state = cut.after;
            at += length;
        }
        found
    }
}
