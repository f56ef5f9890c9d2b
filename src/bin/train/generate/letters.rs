//! A reference letter by letter, each letter knowing its field: what changes letters cannot lose the places of fields.

use std::ops::Range;

use dabir::syntax::Label;

use crate::record::{Record, Span};

/// One letter and the field that it belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub(super) sign: char,
    /// The place in [`Letters::labels`].
    pub(super) field: Option<usize>,
}

/// The letters of a reference.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    pub(super) letters: Vec<Letter>,
    pub(super) labels: Vec<Label>,
}

/// A letter among its neighbours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    pub(super) before: Option<char>,
    pub(super) sign: char,
    pub(super) after: Option<char>,
    pub(super) label: Option<Label>,
}

impl Around {
    /// Whether the letter belongs to an address or identifier.
    pub(super) fn in_address(&self) -> bool {
        matches!(self.label, Some(Label::Url | Label::Doi))
    }
}

impl Letters {
    /// Takes a record apart.
    pub(super) fn of(record: &Record) -> Letters {
        let field = |at: usize| record.fields.iter().position(|span| span.range.contains(&at));
        let letters = record.text.char_indices().map(|(at, sign)| Letter { sign, field: field(at) });
        Letters { letters: letters.collect(), labels: record.fields.iter().map(|span| span.label).collect() }
    }

    /// Puts the record together; what has become empty is left out, and space at the edges of fields is none of theirs.
    pub(super) fn record(&self) -> Record {
        let mut record = Record::default();
        let mut ranges = vec![None::<Range<usize>>; self.labels.len()];
        for letter in &self.letters {
            let start = record.text.len();
            record.text.push(letter.sign);
            if let Some(range) = letter.field.and_then(|field| ranges.get_mut(field)) {
                let first = range.as_ref().map_or(start, |range| range.start);
                *range = Some(first..record.text.len());
            }
        }
        for (&label, range) in self.labels.iter().zip(ranges) {
            let range = range.map(|range| trimmed(&record.text, range, label)).unwrap_or_default();
            if !range.is_empty() {
                record.fields.push(Span { label, range });
            }
        }
        record.fields.sort_by_key(|span| span.range.start);
        record
    }

    /// Gives each letter to a function, and puts what it answers in the place of the letter.
    pub(super) fn change(&mut self, mut answer: impl FnMut(Around) -> Option<String>) {
        let mut changed = Vec::with_capacity(self.letters.len());
        for (i, &letter) in self.letters.iter().enumerate() {
            let sign = |at: Option<usize>| at.and_then(|at| self.letters.get(at)).map(|l| l.sign);
            let around = Around {
                before: sign(i.checked_sub(1)),
                sign: letter.sign,
                after: sign(Some(i + 1)),
                label: letter.field.and_then(|field| self.labels.get(field)).copied(),
            };
            match answer(around) {
                None => changed.push(letter),
                Some(text) => changed.extend(text.chars().map(|sign| Letter { sign, ..letter })),
            }
        }
        self.letters = changed;
    }

    /// The places of the letters of one field.
    pub(super) fn span(&self, field: usize) -> Option<Range<usize>> {
        let first = self.letters.iter().position(|l| l.field == Some(field))?;
        let last = self.letters.iter().rposition(|l| l.field == Some(field))?;
        Some(first..last + 1)
    }

    /// Puts a sign of no field before the letter at a place, or of the field that both sides share.
    pub(super) fn insert(&mut self, at: usize, sign: char) {
        let at = at.min(self.letters.len());
        let left = at.checked_sub(1).and_then(|i| self.letters.get(i)).and_then(|l| l.field);
        let right = self.letters.get(at).and_then(|l| l.field);
        self.letters.insert(at, Letter { sign, field: left.filter(|_| left == right) });
    }
}

/// A range without the space and marks at its edges; names, dates and notes keep the stop of an abbreviation.
fn trimmed(text: &str, range: Range<usize>, label: Label) -> Range<usize> {
    let keeps =
        matches!(label, Label::Author | Label::Editor | Label::Translator | Label::Date | Label::Note);
    let value = &text[range.clone()];
    let kept = value.trim_start_matches(|sign| is_edge(sign) || ".,،؛;:".contains(sign));
    let start = range.start + value.len() - kept.len();
    let kept = kept.trim_end_matches(|sign| is_edge(sign) || ",،؛;:".contains(sign) || sign == '.' && !keeps);
    start..start + kept.len()
}

/// Signs that never begin or end a field.
fn is_edge(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}
