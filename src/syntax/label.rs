//! The first labeller: fields by cue words, signs and shapes.
//!
//! The only door is [`label`]: text and tokens in, labelled fields out. A trained labeller replaces this file and
//! its folder and nothing else.

mod assign;
mod head;
mod known;
mod segment;

use super::Tokens;
use super::date::year_at;
use super::ident::IdentifierKind;
use super::locator::{self, Locator};
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

/// Reads an entry.
pub(super) fn label(view: &View, tokens: &Tokens) -> Labelled {
    let mut draft = Draft::new(view, tokens);
    draft.anchors();
    let head = head::find(&mut draft);
    let segments = segment::cut(&draft, head.rest);
    assign::assign(&mut draft, &segments);
    draft.finish(head.repeats_author)
}

/// A reading under way.
#[derive(Debug)]
struct Draft<'a> {
    view: &'a View,
    tokens: &'a Tokens,
    fields: Vec<Field>,
    /// Which tokens already belong to a field or are its cue.
    taken: Vec<bool>,
    /// The date of the work.
    main_date: Option<Local>,
    /// The locators, for the shapes that depend on them.
    locators: Vec<Locator>,
}

impl<'a> Draft<'a> {
    fn new(view: &'a View, tokens: &'a Tokens) -> Self {
        Draft {
            view,
            tokens,
            fields: Vec::new(),
            taken: vec![false; tokens.len()],
            main_date: None,
            locators: Vec::new(),
        }
    }

    fn seen(&self) -> &'a str {
        &self.view.text
    }

    /// The span from token `from` up to token `end`.
    fn span(&self, from: usize, end: usize) -> Local {
        match (self.tokens.get(from), end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if from < end => Local { start: first.span.start, end: last.span.end },
            _ => Local::default(),
        }
    }

    fn take(&mut self, from: usize, end: usize) {
        let end = end.min(self.taken.len());
        if from < end {
            self.taken[from..end].fill(true);
        }
    }

    /// Adds a field of the tokens `from..end`, without the signs at its edges.
    fn add(&mut self, label: Label, from: usize, end: usize, confidence: f32) {
        let (from, end) = self.trim(from, end);
        if from < end {
            let span = self.keep_initial(self.span(from, end), label);
            self.fields.push(Field { label, span, confidence });
            self.take(from, end);
        }
    }

    /// A name that ends in an initial or abbreviation keeps its full stop.
    fn keep_initial(&self, span: Local, label: Label) -> Local {
        let people = matches!(label, Label::Author | Label::Editor | Label::Translator);
        let text = span.of(self.seen());
        let last = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let stop = self.seen()[span.end as usize..].starts_with('.');
        let initial = last.chars().count() == 1
            || self.tokens.key(self.tokens.at(span.end as usize).max(1) - 1) == "al";
        match people && stop && initial {
            true => Local { start: span.start, end: span.end + 1 },
            false => span,
        }
    }

    /// Leaves signs, and words that only join, out of both edges of a run of tokens.
    fn trim(&self, mut from: usize, mut end: usize) -> (usize, usize) {
        let edge = |i: usize| {
            self.tokens[i].sign().is_some_and(|c| {
                !matches!(c, '(' | ')' | '[' | ']' | '؟' | '?' | '!' | '…' | '#' | '+' | '%' | '\u{fffc}')
            })
        };
        while from < end && edge(from) {
            from += 1;
        }
        while from < end && edge(end - 1) {
            end -= 1;
        }
        // A bracket stays only with its partner.
        let open = (from..end).filter(|&i| matches!(self.tokens[i].sign(), Some('(' | '['))).count();
        let close = (from..end).filter(|&i| matches!(self.tokens[i].sign(), Some(')' | ']'))).count();
        let whole = open == close && open > 0 && self.is_wrapped(from, end);
        if from < end && (open > close || whole) && matches!(self.tokens[from].sign(), Some('(' | '[')) {
            return self.trim(from + 1, if whole { end - 1 } else { end });
        }
        if from < end && close > open && matches!(self.tokens[end - 1].sign(), Some(')' | ']')) {
            return self.trim(from, end - 1);
        }
        if from < end && open > close && matches!(self.tokens[end - 1].sign(), Some('(' | '[')) {
            return self.trim(from, end - 1);
        }
        (from, end)
    }

    /// Whether one pair of brackets holds the whole run.
    fn is_wrapped(&self, from: usize, end: usize) -> bool {
        let mut depth = 0usize;
        for i in from..end {
            match self.tokens[i].sign() {
                Some('(' | '[') => depth += 1,
                Some(')' | ']') => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && i + 1 < end {
                return false;
            }
        }
        true
    }

    /// What is certain by its form: identifiers and numbers with their cues.
    fn anchors(&mut self) {
        for i in 0..self.tokens.len() {
            let Some(identifier) = self.tokens.identifier(i) else { continue };
            let label = match identifier.kind {
                IdentifierKind::Url | IdentifierKind::Www | IdentifierKind::BrokenUrl => Some(Label::Url),
                IdentifierKind::Doi | IdentifierKind::BrokenDoi => Some(Label::Doi),
                IdentifierKind::Isbn | IdentifierKind::Issn | IdentifierKind::Email => None,
            };
            self.take(i, i + 1);
            if let Some(label) = label {
                self.fields.push(Field { label, span: identifier.span, confidence: 0.99 });
            }
        }
        for locator in locator::find(self.tokens) {
            let (from, end) = locator.tokens;
            let free = (from..end).all(|i| !self.taken[i] && self.tokens[i].kind != TokenKind::Identifier(0));
            if free {
                self.take(from, end);
                self.fields.push(Field { label: locator.label, span: locator.span, confidence: 0.9 });
                self.locators.push(locator);
            }
        }
    }

    /// The tokens of a date that begins at or surrounds the year at token `i`: months, seasons and days beside it.
    fn date_run(&self, i: usize) -> (usize, usize) {
        let part = |t: usize| {
            self.tokens.get(t).is_some_and(|token| {
                token.means(|s| {
                    matches!(s, Sense::Month(..) | Sense::Season(_) | Sense::Era(_) | Sense::Ordinal(_))
                }) || self.tokens.number(t).is_some_and(|n| n <= 31)
                    || year_at(self.tokens, t).is_some()
            })
        };
        let joint = |t: usize| {
            self.tokens.get(t).is_some_and(|token| {
                locator::is_dash(token.sign())
                    || matches!(token.sign(), Some('/' | '؟' | '?'))
                    || token.means(|s| s == Sense::And)
            })
        };
        let (mut from, mut end) = (i, i + 1);
        while from > 0 && (part(from - 1) || (from > 1 && joint(from - 1) && part(from - 2))) {
            from -= 1;
        }
        loop {
            let letter = self.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Word)
                && year_at(self.tokens, end - 1).is_some_and(|y| y.letter.is_some());
            if part(end) || letter {
                end += self.tokens[end].run();
            } else if joint(end) && part(end + 1) {
                end += 2;
            } else {
                return (from, end);
            }
        }
    }

    /// Whether a meaning occurs anywhere in the entry.
    fn has(&self, wanted: impl Fn(Sense) -> bool) -> bool {
        self.tokens.iter().any(|t| t.means(&wanted))
    }

    fn has_field(&self, label: Label) -> bool {
        self.fields.iter().any(|f| f.label == label)
    }

    fn finish(mut self, repeats_author: bool) -> Labelled {
        self.fields.sort_by_key(|f| f.span);
        self.fields.dedup_by(|later, first| later.span.overlaps(first.span));
        let mut date_spans: Vec<Local> = self.main_date.into_iter().collect();
        let others = self.fields.iter().filter(|f| f.label == Label::Date && Some(f.span) != self.main_date);
        date_spans.extend(others.map(|f| f.span));
        let (kind, confidence) = (self.kind(), self.confidence(repeats_author));
        Labelled { fields: self.fields, kind, confidence, date_spans, repeats_author }
    }

    fn kind(&self) -> Kind {
        let genre = |g: Genre| self.has(|s| s == Sense::Genre(g));
        let has = |label| self.has_field(label);
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
            () if has(Label::Url) || self.has(|s| matches!(s, Sense::Cue(Sought::Url, _))) => Kind::Webpage,
            () if has(Label::Container) => Kind::Article,
            () => Kind::Unknown,
        }
    }

    /// A reference has an author or editor, a date, a title, and something that says where it came out; each adds
    /// to the confidence, and tokens that no field explains take away.
    fn confidence(&self, repeats_author: bool) -> f32 {
        let words = |i: &usize| self.tokens[*i].sign().is_none();
        let total = (0..self.tokens.len()).filter(words).count();
        if total < 3 {
            return 0.1;
        }
        let left = (0..self.tokens.len()).filter(words).filter(|&i| !self.taken[i]).count();
        let has = |label| self.has_field(label);
        let mut score = 0.0;
        score += if has(Label::Author) || has(Label::Editor) || repeats_author { 0.25 } else { 0.0 };
        score += if has(Label::Date) { 0.3 } else { 0.0 };
        score += if has(Label::Title) { 0.2 } else { 0.0 };
        let address = (0..self.tokens.len()).any(|i| self.tokens.is_identifier(i, IdentifierKind::Url));
        let venue = [Label::Publisher, Label::Container, Label::Location, Label::Doi, Label::Pages]
            .into_iter()
            .filter(|&label| has(label))
            .count()
            + usize::from(address);
        score += 0.1 * venue.min(3) as f32;
        let explained = 1.0 - left as f32 / total as f32;
        let title =
            self.fields.iter().filter(|f| f.label == Label::Title).map(|f| f.span.len()).max().unwrap_or(0);
        // A "title" of a thousand bytes is a paragraph.
        let prose = if title > 600 { 0.5 } else { 1.0 };
        (score * (0.5 + 0.5 * explained) * prose).clamp(0.05, 0.95)
    }
}

#[cfg(test)]
mod tests;
