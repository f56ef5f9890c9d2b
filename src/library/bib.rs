//! BibTeX and BibLaTeX: entries that are cut out one by one, so that a broken one leaves the others alone.
//!
//! The crate `biblatex` reads an entry and its TeX. What it makes of a whole file (strings, doubled keys, inheritance) is
//! done here, where one fault does not end it.

mod cross;
mod piece;
mod strings;
mod value;

use biblatex::{Chunks, Pair, ParseError, ParseErrorKind, RawBibliography, RawEntry, Token};
use rustc_hash::FxHashMap;

use self::piece::{Piece, pieces};
use self::strings::Strings;
use self::value::{names, plain};
use super::Library;
use super::name::Names;
use super::place;
use super::problem::{Problem, ProblemKind};
use super::work::Work;
use crate::syntax::{Kind, Label};
use crate::text::TextRange;

/// Reads a file.
pub(super) fn read(text: &str) -> Library {
    let strings = Strings::new(text.len());
    let mut reader = Reader { text, strings, library: Library::default(), crossed: Vec::new() };
    for piece in pieces(text) {
        reader.take(&piece);
    }
    cross::inherit(&mut reader.library.works, &reader.crossed, text.len());
    reader.library
}

/// A file as far as it is read.
#[derive(Debug)]
struct Reader<'t> {
    text: &'t str,
    strings: Strings,
    library: Library,
    /// Works by their places in the list, and the keys of those from which they inherit.
    crossed: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn take(&mut self, piece: &Piece) {
        if ["comment", "preamble"].iter().any(|kind| piece.kind.eq_ignore_ascii_case(kind)) {
            return;
        }
        let range = place::range(piece.range.clone());
        if !piece.closed {
            self.library.problems.push(Problem::at_head(self.text, range, ProblemKind::Unclosed));
        }
        match RawBibliography::parse(&piece.source) {
            Ok(raw) => {
                raw.abbreviations.iter().for_each(|pair| self.define(pair, piece));
                raw.entries.iter().for_each(|entry| self.entry(&entry.v, piece));
            }
            Err(error) if piece.closed => self.library.problems.push(fault(self.text, range, &error)),
            Err(_) => {}
        }
    }

    fn define(&mut self, pair: &Pair, piece: &Piece) {
        let value = self.joined(pair, piece);
        self.strings.define(pair.key.v, value);
    }

    /// The value of a field with its strings in place; those without a definition stay as they are written.
    fn joined(&mut self, pair: &Pair, piece: &Piece) -> String {
        let (value, unknown) = self.strings.join(&pair.value.v);
        for (at, name) in unknown {
            let range = place::range(piece.range.start + at..piece.range.start + at + name.len());
            self.library.problems.push(Problem { range, kind: ProblemKind::UnknownString(name) });
        }
        value
    }

    /// The fields that a work is made of. As in BibTeX, the first of two with one name counts.
    fn fields(&mut self, raw: &RawEntry, piece: &Piece) -> Fields {
        let mut fields = Fields::default();
        for pair in &raw.fields {
            let name = pair.key.v.to_ascii_lowercase();
            if !is_used(&name) || fields.0.contains_key(&name) {
                continue;
            }
            let value = self.joined(pair, piece);
            let chunks = value::chunks(&name, &value).unwrap_or_else(|| {
                let at = piece.range.start + pair.key.span.start;
                let range = place::range(at..at + pair.key.v.len());
                self.library.problems.push(Problem { range, kind: ProblemKind::UnreadField(name.clone()) });
                value::bare(&value)
            });
            fields.0.insert(name, chunks);
        }
        fields
    }

    fn entry(&mut self, raw: &RawEntry, piece: &Piece) {
        let type_name = raw.kind.v.to_ascii_lowercase();
        if type_name == "xdata" {
            return;
        }
        let fields = self.fields(raw, piece);
        let mut work = Work::new(place::range(piece.range.clone()));
        work.key = Some(raw.key.v.to_owned()).filter(|key| !key.is_empty());
        work.kind = kind(&type_name);
        work.authors = fields.names(&["author"]);
        work.editors = fields.names(&["editor"]);
        work.translators = fields.names(&["translator"]);
        work.alias_authors = fields.names(&["authorfa", "author-fa", "shortauthor"]);
        work.set_date(&fields.text(&["date", "year"]).unwrap_or_default());
        fields.describe(&mut work);
        work.set_lang(fields.text(&["langid", "hyphenation", "language"]).as_deref());
        if let Some(parent) = fields.text(&["crossref"]) {
            self.crossed.push((self.library.works.len(), parent));
        }
        self.library.works.push(work);
    }
}

/// The problem at the place where an entry could not be read further.
fn fault(text: &str, entry: TextRange, error: &ParseError) -> Problem {
    let kind = match &error.kind {
        ParseErrorKind::UnexpectedEof => return Problem::at_head(text, entry, ProblemKind::Unclosed),
        ParseErrorKind::Expected(Token::Identifier) => ProblemKind::MissingName,
        ParseErrorKind::Expected(token) => ProblemKind::MissingSign(sign(*token)),
        ParseErrorKind::Unexpected(token) => ProblemKind::UnexpectedSign(sign(*token)),
        other => ProblemKind::Malformed(other.to_string()),
    };
    let inside = &text[..entry.end.bytes()];
    Problem { range: place::word(inside, entry.start.bytes() + error.span.start), kind }
}

fn sign(token: Token) -> char {
    match token {
        Token::Identifier => '@',
        Token::OpeningBrace => '{',
        Token::ClosingBrace => '}',
        Token::Comma => ',',
        Token::QuotationMark => '"',
        Token::Equals => '=',
        Token::DecimalPoint => '.',
    }
}

/// The names of fields with plain text, the better before the worse.
const FIELDS: [(Label, &[&str]); 11] = [
    (Label::Container, &["journaltitle", "journal", "booktitle"]),
    (Label::Volume, &["volume"]),
    (Label::Pages, &["pages"]),
    (Label::Edition, &["edition"]),
    (Label::Publisher, &["publisher", "institution", "school", "organization"]),
    (Label::Location, &["location", "address"]),
    (Label::Genre, &["type"]),
    (Label::Url, &["url"]),
    (Label::Doi, &["doi"]),
    (Label::Note, &["note", "addendum"]),
    // In other kinds a number is that of a series or a report.
    (Label::Issue, &["issue"]),
];

/// The names of fields that need more than to be read.
const OTHERS: [&str; 18] = [
    "author",
    "author-fa",
    "authorfa",
    "crossref",
    "date",
    "editor",
    "howpublished",
    "hyphenation",
    "langid",
    "language",
    "number",
    "shortauthor",
    "subtitle",
    "title",
    "title-fa",
    "titlefa",
    "translator",
    "year",
];

fn is_used(name: &str) -> bool {
    OTHERS.contains(&name) || FIELDS.iter().any(|(_, names)| names.contains(&name))
}

/// The values of an entry's fields, by their names in small letters.
#[derive(Debug, Default)]
struct Fields(FxHashMap<String, Chunks>);

impl Fields {
    /// The first value of these fields that is not empty, as plain text.
    fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().filter_map(|name| Some(plain(name, self.0.get(*name)?))).find(|value| !value.is_empty())
    }

    /// The names in the first of these fields that has any.
    fn names(&self, fields: &[&str]) -> Names {
        let lists = fields.iter().filter_map(|field| self.0.get(*field)).map(names);
        lists.into_iter().find(|names| !names.is_empty() || names.others).unwrap_or_default()
    }

    /// Sets all that is plain text.
    fn describe(&self, work: &mut Work) {
        if let Some(title) = self.text(&["title"]) {
            let subtitle = self.text(&["subtitle"]);
            work.add(
                Label::Title,
                &subtitle.map_or(title.clone(), |subtitle| format!("{title}: {subtitle}")),
            );
        }
        if let Some(other) = self.text(&["titlefa", "title-fa"]) {
            work.add(Label::Title, &other);
        }
        if matches!(work.kind, Kind::Article | Kind::Newspaper) {
            work.set(Label::Issue, self.text(&["number"]).as_deref());
        }
        for (label, names) in FIELDS {
            work.set(label, self.text(names).as_deref());
        }
        let address = self.text(&["howpublished"]).filter(|address| address.starts_with("http"));
        work.set(Label::Url, address.as_deref());
    }
}

fn kind(type_name: &str) -> Kind {
    match type_name {
        "article" | "suppperiodical" | "periodical" | "review" => Kind::Article,
        "book" | "mvbook" | "collection" | "mvcollection" | "proceedings" | "mvproceedings" | "booklet"
        | "manual" | "reference" | "mvreference" => Kind::Book,
        "inbook" | "incollection" | "bookinbook" | "suppbook" | "suppcollection" => Kind::Chapter,
        "inreference" => Kind::Encyclopedia,
        "inproceedings" | "conference" => Kind::Conference,
        "thesis" | "phdthesis" | "mastersthesis" => Kind::Thesis,
        "report" | "techreport" => Kind::Report,
        "online" | "electronic" | "www" | "webpage" => Kind::Webpage,
        "newspaper" | "newspaperarticle" | "newspaper_article" => Kind::Newspaper,
        "legislation" | "legal" | "jurisdiction" | "legmaterial" => Kind::Law,
        "unpublished" | "letter" => Kind::Manuscript,
        _ => Kind::Unknown,
    }
}

#[cfg(test)]
mod tests;
