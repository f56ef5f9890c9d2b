//! The learner: follow-the-regularised-leader, coordinate by coordinate (McMahan et al. 2013), on the log-likelihood of the
//! chain. L1 makes most weights zero, so that the file stays small. One thread and a fixed order: the same input gives the
//! same weights.

use std::collections::HashMap;

use dabir::syntax::reader::chain::{Lattice, STATES, Sums, column, next, row, tag as tag_of};
use dabir::syntax::reader::model::{STEPS, step_index, tables};
use dabir::syntax::reader::tag::{FIELDS, TAGS, TagSet};

use crate::example::Example;

/// How strongly to learn and to forget.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// The rate of learning.
    pub(crate) rate: f32,
    /// The weight of the absolute values of weights.
    pub(crate) l1: f32,
    /// The weight of their squares.
    pub(crate) l2: f32,
}

/// One list of weights with the state of their learning.
#[derive(Debug)]
pub(crate) struct Weights {
    pace: Pace,
    pub(crate) value: Vec<f32>,
    pull: Vec<f32>,
    squares: Vec<f32>,
}

impl Weights {
    pub(crate) fn new(len: usize, pace: Pace) -> Self {
        Weights { pace, value: vec![0.0; len], pull: vec![0.0; len], squares: vec![0.0; len] }
    }

    pub(crate) fn learn(&mut self, at: usize, gradient: f32) {
        let Pace { rate, l1, l2 } = self.pace;
        let squares = self.squares[at] + gradient * gradient;
        let sigma = (squares.sqrt() - self.squares[at].sqrt()) / rate;
        let pull = self.pull[at] + gradient - sigma * self.value[at];
        self.squares[at] = squares;
        self.pull[at] = pull;
        let excess = pull.abs() - l1;
        self.value[at] =
            if excess <= 0.0 { 0.0 } else { -excess.copysign(pull) / ((1.0 + squares.sqrt()) / rate + l2) };
    }
}

/// An example with its attributes numbered.
#[derive(Debug)]
struct Numbered {
    /// The weights' rows of each list.
    lists: Vec<Vec<u32>>,
    /// The lists of segments that each unit shares.
    shared: Vec<[usize; 2]>,
    borders: Vec<u8>,
    allowed: Vec<TagSet>,
    gold: Vec<TagSet>,
    weight: f32,
}

/// A learner with its examples.
#[derive(Debug)]
pub(crate) struct Learner {
    /// The attributes, by the number of their row.
    pub(crate) attributes: Vec<u32>,
    examples: Vec<Numbered>,
    rows: Weights,
    steps: Weights,
    factors: Vec<f32>,
    /// The gradient of each row that an example touches.
    gradient: Vec<[f32; TAGS]>,
    touched: Vec<u32>,
}

impl Learner {
    /// Numbers the attributes that occur at least `least` times in the examples.
    pub(crate) fn new(examples: &[Example], least: u32, pace: Pace) -> Learner {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for example in examples {
            let seen = &example.sequence.observed;
            for list in 0..seen.lists() {
                seen.attributes(list).iter().for_each(|&a| *counts.entry(a).or_default() += 1);
            }
        }
        let mut attributes: Vec<u32> =
            counts.into_iter().filter(|&(_, n)| n >= least).map(|(attribute, _)| attribute).collect();
        attributes.sort_unstable();
        let examples = examples.iter().map(|example| number(example, &attributes)).collect();
        let n = attributes.len();
        Learner {
            attributes,
            examples,
            rows: Weights::new(n * TAGS, pace),
            steps: Weights::new(STEPS, pace),
            factors: vec![1.0; STEPS],
            gradient: vec![[0.0; TAGS]; n],
            touched: Vec::new(),
        }
    }

    /// The weights of a row.
    pub(crate) fn row(&self, n: usize) -> &[f32] {
        &self.rows.value[n * TAGS..(n + 1) * TAGS]
    }

    /// The weights of steps.
    pub(crate) fn steps(&self) -> &[f32] {
        &self.steps.value
    }

    /// Learns from every example once, in the order of `order`; the mean loss of an example.
    pub(crate) fn pass(&mut self, order: &[usize]) -> f64 {
        let mut loss = 0.0;
        for &i in order {
            let example = std::mem::replace(&mut self.examples[i], Numbered::none());
            loss += self.learn(&example);
            self.examples[i] = example;
        }
        loss / order.len().max(1) as f64
    }

    /// How many examples there are.
    pub(crate) fn len(&self) -> usize {
        self.examples.len()
    }

    fn scores(&self, example: &Numbered) -> Vec<[f32; TAGS]> {
        let sums: Vec<[f32; TAGS]> = example
            .lists
            .iter()
            .map(|list| {
                let mut sum = [0.0; TAGS];
                for &row in list {
                    sum.iter_mut().zip(self.row(row as usize)).for_each(|(sum, weight)| *sum += weight);
                }
                sum
            })
            .collect();
        let unit = |(i, shared): (usize, &[usize; 2])| {
            std::array::from_fn(|t| sums[i][t] + sums[shared[0]][t] + sums[shared[1]][t])
        };
        example.shared.iter().enumerate().map(unit).collect()
    }

    fn learn(&mut self, example: &Numbered) -> f64 {
        let scores = self.scores(example);
        let (steps, factors) = (tables(&self.steps.value), tables(&self.factors));
        let lattice = |allowed| Lattice {
            scores: &scores,
            borders: &example.borders,
            allowed,
            steps: &steps,
            factors: &factors,
        };
        let all = lattice(&example.allowed);
        let right = lattice(&example.gold);
        let (expected, observed) = (all.sums(), right.sums());
        let loss = expected.log_total - observed.log_total;
        if !loss.is_finite() {
            return 0.0;
        }
        let mut per_list = vec![[0.0f32; TAGS]; example.lists.len()];
        for (i, shared) in example.shared.iter().enumerate() {
            for state in 0..STATES {
                let change = example.weight * (expected.state(i, state) - observed.state(i, state));
                for list in [i, shared[0], shared[1]] {
                    per_list[list][tag_of(state)] += change;
                }
            }
        }
        for (list, change) in example.lists.iter().zip(&per_list) {
            for &row in list {
                let gradient = &mut self.gradient[row as usize];
                if gradient.iter().all(|&g| g == 0.0) {
                    self.touched.push(row);
                }
                gradient.iter_mut().zip(change).for_each(|(sum, change)| *sum += change);
            }
        }
        self.learn_steps(&all, &expected, &observed, example.weight);
        self.apply();
        loss * f64::from(example.weight)
    }

    fn apply(&mut self) {
        for row in std::mem::take(&mut self.touched) {
            let gradient = std::mem::replace(&mut self.gradient[row as usize], [0.0; TAGS]);
            for (tag, g) in gradient.into_iter().enumerate() {
                if g.abs() > 1e-7 {
                    self.rows.learn(row as usize * TAGS + tag, g);
                }
            }
        }
    }

    fn learn_steps(&mut self, lattice: &Lattice<'_>, expected: &Sums, observed: &Sums, weight: f32) {
        let mut change: HashMap<usize, f32> = HashMap::new();
        for i in 0..lattice.borders.len() {
            let border = lattice.borders[i];
            for (sums, sign) in [(expected, weight), (observed, -weight)] {
                each_step(lattice, sums, i, |row, column, p| {
                    *change.entry(step_index(border, row, column)).or_default() += sign * p;
                });
            }
        }
        let mut change: Vec<(usize, f32)> = change.into_iter().collect();
        change.sort_unstable_by_key(|&(at, _)| at);
        for (at, g) in change {
            if g.abs() > 1e-7 {
                self.steps.learn(at, g);
                self.factors[at] = self.steps.value[at].exp();
            }
        }
    }
}

/// Gives every step to unit `i` with its probability.
fn each_step(lattice: &Lattice<'_>, sums: &Sums, i: usize, mut give: impl FnMut(usize, usize, f32)) {
    let factors = &lattice.factors[lattice.borders[i] as usize];
    for before in 0..STATES {
        let from = if i == 0 { f32::from(u8::from(before == 0)) } else { sums.forward[i - 1][before] };
        if from < 1e-9 {
            continue;
        }
        let mut to = |state: usize| {
            let (row, column) = (row(before), column(state));
            let p = from * factors[row][column] * sums.into_state(i, state);
            if p > 1e-9 {
                give(row, column, p);
            }
        };
        for f in 0..FIELDS.len() {
            to(FIELDS.len() + 1 + f);
        }
        if let Some(outside) = next(before, 0) {
            to(outside);
        }
        if before > FIELDS.len() {
            to(2 * FIELDS.len() + 1 + (before - FIELDS.len() - 1) % FIELDS.len());
        }
    }
}

fn number(example: &Example, attributes: &[u32]) -> Numbered {
    let seen = &example.sequence.observed;
    let row = |a: &u32| attributes.binary_search(a).ok().map(|n| n as u32);
    Numbered {
        lists: (0..seen.lists()).map(|list| seen.attributes(list).iter().filter_map(row).collect()).collect(),
        shared: (0..seen.len()).map(|i| seen.shared(i)).collect(),
        borders: seen.borders.clone(),
        allowed: example.sequence.allowed.clone(),
        gold: example.gold.clone(),
        weight: example.weight,
    }
}

impl Numbered {
    fn none() -> Self {
        Numbered {
            lists: Vec::new(),
            shared: Vec::new(),
            borders: Vec::new(),
            allowed: Vec::new(),
            gold: Vec::new(),
            weight: 0.0,
        }
    }
}
