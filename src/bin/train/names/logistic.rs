//! Logistic regression over the features of two names, and how well it tells them apart.

use dabir::people::Features;

use super::Example;

/// How often all examples are gone through.
const ROUNDS: usize = 8000;

/// Learns the weights by gradient descent on all examples, with a rate for each weight (Duchi, Hazan and Singer 2011).
pub(crate) fn learn(examples: &[Example]) -> Features {
    let mut weights: Features = Features::default();
    let mut squares: Features = [1e-4; WIDTH];
    let n = examples.len().max(1) as f32;
    // Both labels weigh the same.
    let same = examples.iter().filter(|(_, same)| *same).count().max(1) as f32;
    let share = |is_same: bool| if is_same { 0.5 / same } else { 0.5 / (n - same).max(1.0) };
    for _ in 0..ROUNDS {
        let mut gradient: Features = weights.map(|weight| DECAY * weight);
        for (features, is_same) in examples {
            let error = (score(&weights, features) - f32::from(u8::from(*is_same))) * share(*is_same);
            gradient.iter_mut().zip(features).for_each(|(sum, feature)| *sum += error * feature);
        }
        for ((weight, gradient), squares) in weights.iter_mut().zip(gradient).zip(&mut squares) {
            *squares += gradient * gradient;
            *weight -= 0.2 * gradient / squares.sqrt();
        }
    }
    weights
}

/// How strongly weights are drawn to zero.
const DECAY: f32 = 5e-4;

const WIDTH: usize = dabir::people::FEATURES.len();

/// The probability that two names with these features are one.
pub(crate) fn score(weights: &Features, features: &Features) -> f32 {
    let sum: f32 = weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// The scores from which on two names are the same, and below which they are not, so that both are said with a precision
/// of 99.5 and of 98.5 in 100. `scored` begins with the highest score.
pub(crate) fn borders(scored: &[(f32, bool)]) -> (f32, f32) {
    let border = |examples: &mut dyn Iterator<Item = (f32, bool)>, least: f32| {
        let (mut right, mut border) = (0, None);
        for (n, (score, fits)) in examples.enumerate() {
            right += usize::from(fits);
            if right as f32 >= least * (n + 1) as f32 {
                border = Some(score);
            }
        }
        border
    };
    let same = border(&mut scored.iter().copied(), 0.995).unwrap_or(1.0);
    let different =
        border(&mut scored.iter().rev().map(|&(score, same)| (score, !same)), 0.985).unwrap_or(0.0);
    (same, different.min(same))
}

/// Precision and recall of "same", precision of "different", the share that is unsure, and the area under the curve of
/// receiver characteristics. `scored` begins with the highest score.
pub(crate) fn report(scored: &[(f32, bool)], same: f32, different: f32) -> String {
    let said: Vec<_> = scored.iter().filter(|(score, _)| *score >= same).collect();
    let denied: Vec<_> = scored.iter().filter(|(score, _)| *score < different).collect();
    let right = said.iter().filter(|(_, same)| *same).count() as f32;
    let all = scored.iter().filter(|(_, same)| *same).count() as f32;
    let denied_right = denied.iter().filter(|(_, same)| !*same).count() as f32;
    let (mut above, mut area) = (0.0, 0.0);
    for (_, is_same) in scored {
        match is_same {
            true => above += 1.0,
            false => area += above,
        }
    }
    format!(
        "same: precision {:.3}, recall {:.3}; different: precision {:.3}, recall {:.3}; unsure {:.3}; AUC {:.4} ({} pairs)",
        right / said.len().max(1) as f32,
        right / all.max(1.0),
        denied_right / denied.len().max(1) as f32,
        denied_right / (scored.len() as f32 - all).max(1.0),
        1.0 - (said.len() + denied.len()) as f32 / scored.len().max(1) as f32,
        area / (all * (scored.len() as f32 - all)).max(1.0),
        scored.len()
    )
}
