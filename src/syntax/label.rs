//! The door of the reader: text and tokens in, labelled fields out, with the kind of work and how sure it all is.

use std::sync::LazyLock;

use super::Tokens;
use super::date::year_at;
use super::reader::{Model, Sequence};
use super::reference::{Field, Kind, Label};
use super::token::TokenKind;
use crate::lang::{Genre, Sense, Sought};
use crate::markup::View;
use crate::text::Local;

/// What was read in an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Labelled {
    /// The fields, in the order of their places.
    pub fields: Vec<Field>,
    /// The kind of work.
    pub kind: Kind,
    /// How sure the reading is, from 0 to 1.
    pub confidence: f32,
    /// The dates, that of the work first.
    pub date_spans: Vec<Local>,
    /// The author is the one of the entry before.
    pub repeats_author: bool,
}

/// The weights that the program `train` learnt; `docs/training.md` says from what.
static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(include_bytes!("reader/weights.bin")));

/// Fields less sure than this are not shown: silence is better than an invented field.
const LEAST: f32 = 0.2;

/// Reads an entry.
pub(super) fn label(view: &View, tokens: &Tokens) -> Labelled {
    let (repeat_end, repeats_author) = repeated(tokens);
    let fields = MODEL.as_ref().map(|model| Sequence::new(view, tokens).fields(model)).unwrap_or_default();
    let behind = tokens.get(repeat_end).map_or(0, |token| token.span.start);
    let fields = fields
        .into_iter()
        .filter(|field| field.confidence >= LEAST && !(repeats_author && field.span.start < behind))
        .map(|field| doi(view, Field { span: keep_initial(view, tokens, field), ..field }))
        .collect();
    let reading = Reading { view, tokens, fields, repeats_author };
    let (kind, confidence, date_spans) = (reading.kind(), reading.confidence(), reading.dates());
    Labelled { fields: reading.fields, kind, confidence, date_spans, repeats_author }
}

/// A dash, underscores or a word of repetition in the author's place: the first token behind it, and whether it is there.
fn repeated(tokens: &Tokens) -> (usize, bool) {
    let line = tokens
        .iter()
        .take_while(|t| matches!(t.sign(), Some('_' | '-' | '–' | '—' | 'ـ' | '―' | '.')))
        .count();
    if line >= 2 || tokens.first().is_some_and(|t| matches!(t.sign(), Some('—' | '―' | '–'))) {
        return (line.max(1), true);
    }
    match tokens.first() {
        Some(first) if first.means(|s| matches!(s, Sense::Repeat | Sense::Idem)) => (first.run(), true),
        _ => (0, false),
    }
}

/// An address of a DOI is the DOI that it holds; what holds none is an address.
fn doi(view: &View, field: Field) -> Field {
    if !matches!(field.label, Label::Url | Label::Doi) {
        return field;
    }
    let text = field.span.of(&view.text);
    let resolved = text.to_ascii_lowercase().find("doi.org/10.").map(|at| at + "doi.org/".len());
    match resolved.or_else(|| (field.label == Label::Doi).then(|| text.find("10.")).flatten()) {
        Some(at) => Field {
            label: Label::Doi,
            span: Local { start: field.span.start + at as u32, end: field.span.end },
            ..field
        },
        None => Field { label: Label::Url, ..field },
    }
}

/// A name that ends in an initial or abbreviation keeps its full stop.
fn keep_initial(view: &View, tokens: &Tokens, field: Field) -> Local {
    let span = field.span;
    let people = matches!(field.label, Label::Author | Label::Editor | Label::Translator);
    let last = span.of(&view.text).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let stop = view.text[span.end as usize..].starts_with('.');
    let initial = last.chars().count() == 1 || tokens.key(tokens.at(span.end as usize).max(1) - 1) == "al";
    match people && stop && initial {
        true => Local { start: span.start, end: span.end + 1 },
        false => span,
    }
}

/// The fields of an entry with what they were read from.
#[derive(Debug)]
struct Reading<'a> {
    view: &'a View,
    tokens: &'a Tokens,
    fields: Vec<Field>,
    repeats_author: bool,
}

impl Reading<'_> {
    /// Whether a meaning occurs anywhere in the entry.
    fn means(&self, wanted: impl Fn(Sense) -> bool) -> bool {
        self.tokens.iter().any(|t| t.means(&wanted))
    }

    fn has(&self, label: Label) -> bool {
        self.fields.iter().any(|f| f.label == label)
    }

    /// The dates: the first that names a year, or says that there is none, and then the others.
    fn dates(&self) -> Vec<Local> {
        let mut dates: Vec<Local> =
            self.fields.iter().filter(|f| f.label == Label::Date).map(|f| f.span).collect();
        let says = |span: &Local| {
            let tokens = self.tokens.at(span.start as usize)..self.tokens.at(span.end as usize);
            tokens.into_iter().any(|i| {
                year_at(self.tokens, i).is_some()
                    || self.tokens[i].means(|s| matches!(s, Sense::NoDate | Sense::InPress))
            })
        };
        if let Some(main) = dates.iter().position(says) {
            dates[..=main].rotate_right(1);
        }
        dates
    }

    fn kind(&self) -> Kind {
        let genre = |g: Genre| self.means(|s| s == Sense::Genre(g));
        let has = |label| self.has(label);
        match () {
            () if genre(Genre::Thesis) => Kind::Thesis,
            () if genre(Genre::Conference) && !has(Label::Volume) => Kind::Conference,
            () if genre(Genre::Newspaper) && has(Label::Container) => Kind::Newspaper,
            () if genre(Genre::Manuscript) => Kind::Manuscript,
            () if has(Label::Volume) && has(Label::Container) && !has(Label::Publisher) => Kind::Article,
            () if has(Label::Issue) && has(Label::Container) && !has(Label::Publisher) => Kind::Article,
            () if genre(Genre::Encyclopedia) && has(Label::Container) => Kind::Encyclopedia,
            () if has(Label::Container) && (has(Label::Publisher) || has(Label::Editor)) => Kind::Chapter,
            () if has(Label::Container) && has(Label::Pages) => Kind::Article,
            () if genre(Genre::Law) => Kind::Law,
            () if has(Label::Publisher) || has(Label::Location) || has(Label::Edition) => Kind::Book,
            () if genre(Genre::Report) => Kind::Report,
            () if has(Label::Url) || self.means(|s| matches!(s, Sense::Cue(Sought::Url, _))) => Kind::Webpage,
            () if has(Label::Container) => Kind::Article,
            () => Kind::Unknown,
        }
    }

    /// A reference has an author or editor, a date, a title, and something that says where it came out; each adds
    /// to the confidence, and words that no field explains take away.
    fn confidence(&self) -> f32 {
        let words = |i: &usize| self.tokens[*i].sign().is_none();
        let total = (0..self.tokens.len()).filter(words).count();
        if total < 3 {
            return 0.1;
        }
        let sure = |label| {
            let of = self.fields.iter().filter(|f| f.label == label).map(|f| f.confidence);
            of.fold(0.0, f32::max)
        };
        let who = if self.repeats_author { 1.0 } else { sure(Label::Author).max(sure(Label::Editor)) };
        let venue: f32 =
            [Label::Publisher, Label::Container, Label::Location, Label::Url, Label::Doi, Label::Pages]
                .into_iter()
                .map(sure)
                .sum();
        let score = 0.25 * who + 0.3 * sure(Label::Date) + 0.2 * sure(Label::Title) + 0.1 * venue.min(3.0);
        let left = (0..self.tokens.len()).filter(words).filter(|&i| !self.explains(i)).count();
        let explained = 1.0 - left as f32 / total as f32;
        let title =
            self.fields.iter().filter(|f| f.label == Label::Title).map(|f| f.span.len()).max().unwrap_or(0);
        // A "title" of a thousand bytes is a paragraph.
        let prose = if title > 600 { 0.5 } else { 1.0 };
        (score * (0.5 + 0.5 * explained) * prose).clamp(0.05, 0.95)
    }

    /// Whether a token is in a field or announces one.
    fn explains(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let cue = |s| matches!(s, Sense::Cue(..) | Sense::And | Sense::Genre(_));
        token.means(cue)
            || matches!(token.kind, TokenKind::Identifier(_))
            || self.fields.iter().any(|f| f.span.start <= token.span.start && token.span.end <= f.span.end)
            || token.span.of(&self.view.text).chars().count() == 1
    }
}

#[cfg(test)]
mod tests;
