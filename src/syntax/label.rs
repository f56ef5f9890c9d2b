//! The door of the reader: text and tokens in, labelled fields out, with the kind of work and how sure it all is.

use std::sync::LazyLock;

use super::Tokens;
use super::date::year_at;
use super::reader::kind::facts;
use super::reader::{Model, Sequence, Step};
use super::reference::{Field, Kind, Label};
use super::repair::repair;
use super::token::TokenKind;
use crate::lang::Sense;
use crate::markup::View;
use crate::text::Local;

/// What was read in an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Labelled {
    /// The fields, in the order of their places.
    pub fields: Vec<Field>,
    /// The kind of work, and how sure that is, from 0 to 1.
    pub kind: (Kind, f32),
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
    let mut fields = MODEL.as_ref().map(|model| fields(model, view, tokens)).unwrap_or_default();
    fields.retain(|field| field.confidence >= LEAST);
    let (_, repeats_author) = repeated(tokens);
    let kind = kind(view, tokens, &fields);
    let reading = Reading { view, tokens, fields, repeats_author };
    let (confidence, date_spans) = (reading.confidence(), reading.dates());
    Labelled { fields: reading.fields, kind, confidence, date_spans, repeats_author }
}

/// The fields that a model reads in an entry, repaired, in the order of their places.
pub fn fields(model: &Model, view: &View, tokens: &Tokens) -> Vec<Field> {
    let (repeat_end, repeats_author) = repeated(tokens);
    let behind = tokens.get(repeat_end).map_or(0, |token| token.span.start);
    let fields = Sequence::new(view, tokens)
        .fields(model)
        .into_iter()
        .filter(|field| !(repeats_author && field.span.start < behind))
        .map(|field| doi(view, Field { span: keep_initial(view, tokens, field), ..field }))
        .collect();
    repair(tokens, fields)
}

/// How the fields of an entry were found, unit by unit, before they were repaired.
pub fn steps(view: &View, tokens: &Tokens) -> Vec<Step> {
    MODEL.as_ref().map(|model| Sequence::new(view, tokens).steps(model, tokens)).unwrap_or_default()
}

/// Less likely kinds are not told.
const LEAST_KIND: f32 = 0.4;

/// The kind of work. A title and a name alone are no kind.
fn kind(view: &View, tokens: &Tokens, fields: &[Field]) -> (Kind, f32) {
    let telling = fields.iter().any(|f| !matches!(f.label, Label::Author | Label::Date | Label::Title));
    let Some(model) = MODEL.as_ref().filter(|_| telling) else { return (Kind::Unknown, 0.0) };
    match model.kind(&facts(view, tokens, fields)) {
        (kind, p) if p >= LEAST_KIND => (kind, p),
        (_, p) => (Kind::Unknown, p),
    }
}

/// A dash, underscores or a word of repetition in the author's place: the first token behind it, and whether it is there.
fn repeated(tokens: &Tokens) -> (usize, bool) {
    let line = tokens
        .iter()
        .take_while(|t| matches!(t.sign(), Some('_' | '-' | '–' | '—' | 'ـ' | '―' | '.' | '…')))
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
