//! Learns to tell the kind of a work from the fields that the reader finds: multinomial logistic regression.

use dabir::syntax::Kind;
use dabir::syntax::reader::kind::{FACTS, KINDS};

use crate::learner::{Pace, Weights};

/// How often every example is learnt from.
const PASSES: usize = 12;

/// How strongly to learn.
const PACE: Pace = Pace { rate: 0.1, l1: 0.3, l2: 0.5 };

/// The facts of a reference and the number of its kind.
pub(crate) type Example = (Vec<u16>, usize);

/// Weights of kinds, fact by fact.
#[derive(Debug)]
pub(crate) struct Kinds {
    weights: Weights,
    /// What the sums are multiplied by, so that probabilities are shares of what is right.
    pub(crate) sharpness: f32,
}

/// The number of a kind; `None` for none in particular.
pub(crate) fn number(kind: Kind) -> Option<usize> {
    KINDS.iter().position(|&known| known == kind)
}

impl Kinds {
    /// Learns from examples, in their order.
    pub(crate) fn learn(examples: &[Example]) -> Kinds {
        let mut kinds = Kinds { weights: Weights::new(FACTS * KINDS.len(), PACE), sharpness: 1.0 };
        for _ in 0..PASSES {
            for (facts, right) in examples {
                let shares = kinds.shares(facts);
                for &fact in facts {
                    for (kind, share) in shares.iter().enumerate() {
                        let gradient = share - f32::from(u8::from(kind == *right));
                        kinds.weights.learn(usize::from(fact) * KINDS.len() + kind, gradient);
                    }
                }
            }
        }
        kinds
    }

    /// The weights of a fact.
    pub(crate) fn row(&self, fact: usize) -> &[f32] {
        &self.weights.value[fact * KINDS.len()..(fact + 1) * KINDS.len()]
    }

    /// The probability of each kind.
    fn shares(&self, facts: &[u16]) -> [f32; KINDS.len()] {
        let sum = |kind: usize| facts.iter().map(|&fact| self.row(usize::from(fact))[kind]).sum::<f32>();
        let sums: [f32; KINDS.len()] = std::array::from_fn(|kind| self.sharpness * sum(kind));
        let largest = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let shares = sums.map(|sum| (sum - largest).exp());
        let total: f32 = shares.iter().sum();
        shares.map(|share| share / total)
    }

    /// Fits the sharpness to examples that were not learnt from (Guo et al. 2017), and gives the share of them that is
    /// told right.
    pub(crate) fn calibrate(&mut self, examples: &[Example]) -> f32 {
        let loss = |kinds: &Kinds| -> f32 {
            examples.iter().map(|(facts, right)| -kinds.shares(facts)[*right].max(1e-6).ln()).sum()
        };
        let mut best = (f32::INFINITY, 1.0);
        for step in 2..=30 {
            self.sharpness = step as f32 / 20.0;
            let loss = loss(self);
            if loss < best.0 {
                best = (loss, self.sharpness);
            }
        }
        self.sharpness = best.1;
        let right = examples.iter().filter(|(facts, right)| {
            let shares = self.shares(facts);
            (0..KINDS.len()).all(|kind| shares[kind] <= shares[*right])
        });
        right.count() as f32 / examples.len().max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_facts_tell_is_learnt() {
        let examples: Vec<Example> = (0..60).map(|i| (vec![0, 1 + i % 3], usize::from(i % 3))).collect();
        let mut kinds = Kinds::learn(&examples);
        assert_eq!(kinds.calibrate(&examples), 1.0);
        assert!(kinds.shares(&[0, 2])[1] > 0.8);
    }
}
