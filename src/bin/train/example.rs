//! A labelled reference as the learner sees it.

use dabir::markup::View;
use dabir::syntax::reader::Sequence;
use dabir::syntax::reader::tag::{self, OUTSIDE, TagSet};
use dabir::syntax::{Tokens, line};

use crate::record::Record;

/// A reference with the tags that its units have.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    /// What the reader observes.
    pub(crate) sequence: Sequence,
    /// The tags that each unit may have by its labels: one, or several where the source is silent.
    pub(crate) gold: Vec<TagSet>,
    /// How much it counts.
    pub(crate) weight: f32,
}

impl Example {
    /// The example of a record; `None` when nothing in it can be labelled.
    pub(crate) fn new(record: &Record, weight: f32) -> Option<Example> {
        let view = line(&record.text);
        let mut sequence = Sequence::new(&view, &Tokens::new(&view.text));
        if sequence.observed.is_empty() {
            return None;
        }
        let gold = gold(record, &view, &sequence);
        // Labels win over anchors.
        for (allowed, gold) in sequence.allowed.iter_mut().zip(&gold) {
            *allowed |= gold;
        }
        Some(Example { sequence, gold, weight })
    }
}

fn gold(record: &Record, view: &View, sequence: &Sequence) -> Vec<TagSet> {
    let unknown: TagSet = record.unknown.iter().fold(1 << OUTSIDE, |set, &label| {
        let field = tag::number(label);
        set | 1 << tag::begin(field) | 1 << tag::inside(field)
    });
    let mut last = usize::MAX;
    sequence
        .spans()
        .map(|span| {
            let source = view.source(span);
            let (start, end) = (source.start as usize, source.end as usize);
            let found = record.fields.iter().position(|f| f.range.start < end && start < f.range.end);
            let Some(found) = found else {
                last = usize::MAX;
                return unknown;
            };
            let field = tag::number(record.fields[found].label);
            let first = last != found;
            last = found;
            1 << if first { tag::begin(field) } else { tag::inside(field) }
        })
        .collect()
}
