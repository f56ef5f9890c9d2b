//! The weights that were learnt, read from one file of bytes.
//!
//! The file: eight bytes that name the form; four `f32`, little-endian (what one unit of a weight is worth, the same for
//! steps, slope and intercept of the calibration); the rows, sorted by attribute: their number, and for each the distance
//! from the attribute before, the number of its weights, and these as tag and `i8`; then the steps: their number, and for
//! each the distance from the one before and an `i8`; then the kinds of works: an `f32`, what one unit is worth, and for
//! each fact an `i8` a kind. Numbers are LEB128.

use super::attribute::{BORDERS, Observed};
use super::chain::{Lattice, Steps};
use super::kind::{FACTS, KINDS};
use super::tag::{FIELDS, TAGS, TagSet};
use crate::syntax::reference::Kind;

/// What a file begins with.
pub const MAGIC: &[u8; 8] = b"DABIRCR2";

/// The rows of one table of steps.
const ROWS: usize = 2 * FIELDS.len() + 1;
/// Its columns.
const COLUMNS: usize = FIELDS.len() + 2;
/// The number of weights of steps.
pub const STEPS: usize = BORDERS * ROWS * COLUMNS;

/// Learnt weights.
#[derive(Clone, Debug)]
pub struct Model {
    /// Attribute and row, by open addressing; row 0 is nobody's.
    slots: Vec<(u32, u32)>,
    rows: Vec<[i8; TAGS]>,
    unit: f32,
    steps: Vec<Steps>,
    factors: Vec<Steps>,
    slope: f32,
    intercept: f32,
    kind_unit: f32,
    kinds: Vec<[i8; KINDS.len()]>,
}

/// Reads numbers from bytes.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    fn number(&mut self) -> Option<u32> {
        let mut value = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn float(&mut self) -> Option<f32> {
        let (bytes, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(f32::from_le_bytes(*bytes))
    }
}

impl Model {
    /// Reads a file of weights; `None` when it is none.
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let mut bytes = Bytes(bytes.strip_prefix(MAGIC)?);
        let [unit, step_unit, slope, intercept] =
            [bytes.float()?, bytes.float()?, bytes.float()?, bytes.float()?];
        let count = bytes.number()? as usize;
        let size = (2 * count + 2).next_power_of_two();
        let mut model = Model {
            slots: vec![(0, 0); size],
            rows: vec![[0; TAGS]],
            unit,
            steps: Vec::new(),
            factors: Vec::new(),
            slope,
            intercept,
            kind_unit: 0.0,
            kinds: Vec::new(),
        };
        let mut attribute = 0u32;
        for _ in 0..count {
            attribute = attribute.wrapping_add(bytes.number()?);
            let mut row = [0; TAGS];
            for _ in 0..bytes.byte()? {
                let tag = bytes.byte()?;
                *row.get_mut(tag as usize)? = bytes.byte()? as i8;
            }
            model.insert(attribute, row);
        }
        let mut steps = vec![0.0f32; STEPS];
        let mut at = 0usize;
        for _ in 0..bytes.number()? {
            at += bytes.number()? as usize;
            *steps.get_mut(at)? = f32::from(bytes.byte()? as i8) * step_unit;
        }
        model.kind_unit = bytes.float()?;
        for _ in 0..FACTS {
            let mut row = [0; KINDS.len()];
            for weight in &mut row {
                *weight = bytes.byte()? as i8;
            }
            model.kinds.push(row);
        }
        model.steps = tables(&steps);
        model.factors = model.steps.iter().map(|table| table.map(|row| row.map(f32::exp))).collect();
        Some(model)
    }

    fn insert(&mut self, attribute: u32, row: [i8; TAGS]) {
        let mask = self.slots.len() - 1;
        let mut slot = attribute as usize & mask;
        while self.slots[slot].1 != 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = (attribute, self.rows.len() as u32);
        self.rows.push(row);
    }

    fn row(&self, attribute: u32) -> Option<&[i8; TAGS]> {
        let mask = self.slots.len() - 1;
        let mut slot = attribute as usize & mask;
        loop {
            let (key, row) = self.slots[slot];
            if row == 0 {
                return None;
            }
            if key == attribute {
                return self.rows.get(row as usize);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The scores of the tags of each unit.
    pub fn scores(&self, seen: &Observed) -> Vec<[f32; TAGS]> {
        let sums: Vec<[i16; TAGS]> = (0..seen.lists()).map(|list| self.sum(seen.attributes(list))).collect();
        (0..seen.len())
            .map(|i| {
                let [fine, coarse] = seen.shared(i);
                std::array::from_fn(|t| {
                    let sum = i32::from(sums[i][t]) + i32::from(sums[fine][t]) + i32::from(sums[coarse][t]);
                    sum as f32 * self.unit
                })
            })
            .collect()
    }

    fn sum(&self, attributes: &[u32]) -> [i16; TAGS] {
        let mut sum = [0i16; TAGS];
        for row in attributes.iter().filter_map(|&attribute| self.row(attribute)) {
            for (sum, &weight) in sum.iter_mut().zip(row) {
                *sum = sum.saturating_add(i16::from(weight));
            }
        }
        sum
    }

    /// The lattice of an entry.
    pub fn lattice<'a>(
        &'a self,
        scores: &'a [[f32; TAGS]],
        seen: &'a Observed,
        allowed: &'a [TagSet],
    ) -> Lattice<'a> {
        Lattice { scores, borders: &seen.borders, allowed, steps: &self.steps, factors: &self.factors }
    }

    /// The kind of work that facts tell of, and its probability.
    pub fn kind(&self, facts: &[u16]) -> (Kind, f32) {
        let mut sums = [0i32; KINDS.len()];
        for row in facts.iter().filter_map(|&fact| self.kinds.get(fact as usize)) {
            sums.iter_mut().zip(row).for_each(|(sum, &weight)| *sum += i32::from(weight));
        }
        let best = (0..KINDS.len()).fold(0, |best, kind| if sums[kind] > sums[best] { kind } else { best });
        let total: f32 = sums.iter().map(|&sum| ((sum - sums[best]) as f32 * self.kind_unit).exp()).sum();
        (KINDS[best], 1.0 / total)
    }

    /// The confidence that a field of this probability is right.
    pub fn confidence(&self, probability: f32) -> f32 {
        let p = probability.clamp(1e-4, 1.0 - 1e-4);
        let logit = (p / (1.0 - p)).ln();
        1.0 / (1.0 + (-(self.slope * logit + self.intercept)).exp())
    }
}

/// Cuts the weights of steps into the tables of the borders.
pub fn tables(steps: &[f32]) -> Vec<Steps> {
    steps
        .chunks_exact(ROWS * COLUMNS)
        .map(|table| std::array::from_fn(|r| std::array::from_fn(|c| table[r * COLUMNS + c])))
        .collect()
}

/// Where the weight of a step lies in the list of all.
pub fn step_index(border: u8, row: usize, column: usize) -> usize {
    (border as usize * ROWS + row) * COLUMNS + column
}
