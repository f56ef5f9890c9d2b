//! How the reader came to its labels, unit by unit: for people who want to know why.

use super::anchor::anchors;
use super::chain::{STATES, tag as tag_of};
use super::tag::{self, FIELDS};
use super::{Model, Sequence, mark};
use crate::syntax::{Label, Tokens};
use crate::text::Local;

/// What was seen at one unit and what was made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The unit's place in the view.
    pub span: Local,
    /// Its look: the shape of a word or number, or the sign that it is.
    pub look: String,
    /// What the lexicon says of it.
    pub marks: Vec<&'static str>,
    /// What its form alone makes it, by rule.
    pub anchor: Option<String>,
    /// The field to which it was given; `None` for what lies outside.
    pub label: Option<Label>,
    /// It is the first unit of that field.
    pub begins: bool,
    /// The probability of each field and of none, the most likely first, those below 1 % left out.
    pub shares: Vec<(Option<Label>, f32)>,
}

impl Sequence {
    /// The steps of reading the entry of `tokens`, from which this sequence was made.
    pub fn steps(&self, model: &Model, tokens: &Tokens) -> Vec<Step> {
        let scores = model.scores(&self.observed);
        let lattice = model.lattice(&scores, &self.observed, &self.allowed);
        let (tags, sums) = (lattice.best(), lattice.sums());
        let anchors = anchors(tokens, &self.units);
        let step = |(i, unit): (usize, &super::Unit)| {
            let mut shares = [0.0; FIELDS.len() + 1];
            for state in 0..STATES {
                shares[tag::field(tag_of(state)).map_or(0, |field| field + 1)] += sums.state(i, state);
            }
            let mut shares: Vec<(Option<Label>, f32)> = shares
                .into_iter()
                .enumerate()
                .filter(|&(_, share)| share >= 0.01)
                .map(|(n, share)| (n.checked_sub(1).map(|field| FIELDS[field]), share))
                .collect();
            shares.sort_by(|a, b| b.1.total_cmp(&a.1));
            let field = tag::field(tags[i]);
            Step {
                span: unit.span,
                look: match unit.sign {
                    super::Sign::None => format!("{:?}", unit.shape),
                    sign => format!("{sign:?}"),
                },
                marks: mark::names(unit.marks),
                anchor: anchors[i].map(|anchor| format!("{anchor:?}")),
                label: field.map(|field| FIELDS[field]),
                begins: field.is_some_and(|field| tags[i] == tag::begin(field)),
                shares,
            }
        };
        self.units.iter().enumerate().map(step).collect()
    }
}
