//! Writes learnt weights as the file that the reader embeds.

use dabir::syntax::reader::kind::FACTS;
use dabir::syntax::reader::model::MAGIC;

use crate::kinds::Kinds;
use crate::learner::Learner;

/// What is written beside the weights: how a probability becomes a confidence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calibration {
    /// Slope on the logit.
    pub(crate) slope: f32,
    /// Intercept on the logit.
    pub(crate) intercept: f32,
}

impl Calibration {
    /// A probability is its own confidence.
    pub(crate) const NONE: Calibration = Calibration { slope: 1.0, intercept: 0.0 };
}

/// The bytes of the file.
pub(crate) fn write(learner: &Learner, calibration: Calibration, kinds: &Kinds) -> Vec<u8> {
    let weights = (0..learner.attributes.len()).flat_map(|n| learner.row(n).iter().copied());
    let (row_unit, step_unit) = (unit(weights), unit(learner.steps().iter().copied()));
    let mut out = MAGIC.to_vec();
    for value in [row_unit, step_unit, calibration.slope, calibration.intercept] {
        out.extend(value.to_le_bytes());
    }
    let rows: Vec<(u32, Vec<(u8, i8)>)> = (0..learner.attributes.len())
        .map(|n| (learner.attributes[n], packed(learner.row(n), row_unit)))
        .filter(|(_, row)| !row.is_empty())
        .collect();
    number(&mut out, rows.len() as u32);
    let mut last = 0;
    for (attribute, row) in rows {
        number(&mut out, attribute - last);
        last = attribute;
        out.push(row.len() as u8);
        for (tag, weight) in row {
            out.extend([tag, weight as u8]);
        }
    }
    let steps: Vec<(usize, i8)> = learner
        .steps()
        .iter()
        .enumerate()
        .map(|(at, &weight)| (at, quantised(weight, step_unit)))
        .filter(|&(_, weight)| weight != 0)
        .collect();
    number(&mut out, steps.len() as u32);
    let mut last = 0;
    for (at, weight) in steps {
        number(&mut out, (at - last) as u32);
        last = at;
        out.push(weight as u8);
    }
    let weights = || (0..FACTS).flat_map(|fact| kinds.row(fact)).copied();
    let kind_unit = unit(weights());
    out.extend((kind_unit * kinds.sharpness).to_le_bytes());
    out.extend(weights().map(|weight| quantised(weight, kind_unit) as u8));
    out
}

fn packed(row: &[f32], unit: f32) -> Vec<(u8, i8)> {
    let all = row.iter().enumerate().map(|(tag, &weight)| (tag as u8, quantised(weight, unit)));
    all.filter(|&(_, weight)| weight != 0).collect()
}

fn quantised(weight: f32, unit: f32) -> i8 {
    (weight / unit).round().clamp(-127.0, 127.0) as i8
}

/// What one unit is worth, so that the largest weights fit.
fn unit(weights: impl Iterator<Item = f32>) -> f32 {
    let largest = weights.map(f32::abs).fold(0.0, f32::max);
    if largest > 0.0 { largest.min(6.0) / 127.0 } else { 1.0 }
}

fn number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
