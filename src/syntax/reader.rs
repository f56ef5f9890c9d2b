//! The reader's middle: units, attributes, and a chain of conditional random fields over them.
//!
//! What is certain by its form comes as anchors, what the words mean from the language packs; the weights are learnt by
//! the program `train`. Nothing here knows a language or a style.

mod anchor;
mod attribute;
pub mod chain;
pub mod kind;
mod mark;
pub mod model;
mod segment;
mod shape;
mod sign;
mod step;
pub mod tag;
mod unit;

pub use attribute::{BORDERS, Observed};
pub use model::Model;
use sign::Sign;
pub use step::Step;
use tag::TagSet;
use unit::Unit;

use super::Tokens;
use super::reference::Field;
use crate::markup::View;
use crate::text::Local;

/// An entry ready to be labelled.
#[derive(Clone, Debug)]
pub struct Sequence {
    units: Vec<Unit>,
    /// Its attributes.
    pub observed: Observed,
    /// The tags that anchors leave to each unit.
    pub allowed: Vec<TagSet>,
}

impl Sequence {
    /// Cuts an entry into units and observes them.
    pub fn new(view: &View, tokens: &Tokens) -> Sequence {
        let units = unit::units(view, tokens);
        let anchors = anchor::anchors(tokens, &units);
        let observed = attribute::observe(&units, &anchors);
        let allowed = anchor::allowed(&units);
        Sequence { units, observed, allowed }
    }

    /// The places of the units in the view.
    pub fn spans(&self) -> impl Iterator<Item = Local> + '_ {
        self.units.iter().map(|unit| unit.span)
    }

    /// The fields of the best labelling, each with the probability that exactly it is right, and the same as the model's
    /// calibrated confidence.
    pub fn fields(&self, model: &Model) -> Vec<Field> {
        let scores = model.scores(&self.observed);
        let lattice = model.lattice(&scores, &self.observed, &self.allowed);
        let tags = lattice.best();
        let sums = lattice.sums();
        let mut fields = Vec::new();
        let mut i = 0;
        while i < tags.len() {
            let Some(number) = tag::field(tags[i]) else {
                i += 1;
                continue;
            };
            let mut end = i + 1;
            while end < tags.len() && tags[end] == tag::inside(number) {
                end += 1;
            }
            let confidence = model.confidence(sums.field(&lattice, number, i, end));
            if let Some(span) = self.value(i, end) {
                fields.push(Field { label: tag::FIELDS[number], span, confidence });
            }
            i = end;
        }
        fields
    }

    /// The place of the units `from..end` without the signs that separate fields at its two ends; `None` when nothing else
    /// is there.
    fn value(&self, from: usize, end: usize) -> Option<Local> {
        use Sign::{
            Apostrophe, Close, CloseQuote, CloseSquare, Exclamation, Open, OpenQuote, OpenSquare, Question,
            Stop,
        };
        let units = self.units.get(from..end)?;
        let opens =
            |unit: &Unit| matches!(unit.sign, Sign::None | Open | OpenSquare | OpenQuote | Apostrophe);
        let closes = |unit: &Unit| {
            let closing = matches!(unit.sign, Close | CloseSquare | CloseQuote | Apostrophe);
            unit.sign == Sign::None || closing || matches!(unit.sign, Exclamation | Question | Stop)
        };
        let (first, last) = (units.iter().position(opens)?, units.iter().rposition(closes)?);
        (first <= last).then(|| Local { start: units[first].span.start, end: units[last].span.end })
    }
}
