//! The chain: the best labelling of an entry, and the probability of each.
//!
//! A linear chain of conditional random fields (Lafferty, McCallum and Pereira 2001) over states that are a tag and, for
//! what lies outside, the field that came before: so that the order of fields is weighed across the signs between them.
//! Work grows linearly with the number of units.

use super::tag::{ANY, FIELDS, OUTSIDE, TAGS, TagSet, begin, field, inside};

/// The number of fields.
const F: usize = FIELDS.len();

/// The states: outside at the start, outside behind each field, then begin and inside of each field.
pub const STATES: usize = 1 + 3 * F;

/// Weights of passing from one state to the next, for one class of border.
pub type Steps = [[f32; F + 2]; 2 * F + 1];

/// The row of a state in [`Steps`]: outside states first, then fields.
pub const fn row(state: usize) -> usize {
    if state <= F { state } else { F + 1 + (state - F - 1) % F }
}

/// The column in [`Steps`] of passing to a state: a field begins, goes on, or nothing follows.
pub const fn column(state: usize) -> usize {
    match state {
        0..=F => F + 1,
        _ if state <= 2 * F => state - F - 1,
        _ => F,
    }
}

/// The tag of a state.
pub const fn tag(state: usize) -> usize {
    match state {
        0..=F => OUTSIDE,
        _ if state <= 2 * F => begin(state - F - 1),
        _ => inside(state - 2 * F - 1),
    }
}

/// The state of a tag behind another state; `None` when it cannot follow.
pub fn next(state: usize, to: usize) -> Option<usize> {
    let open = (state > F).then(|| (state - F - 1) % F);
    match field(to) {
        None => Some(open.map_or(state, |f| f + 1)),
        Some(f) if to == begin(f) => Some(F + 1 + f),
        Some(f) => (open == Some(f)).then_some(2 * F + 1 + f),
    }
}

/// What the chain is worked out from: a score for each unit and tag, a class of border before each unit, and the tags
/// that each unit may have.
#[derive(Clone, Copy, Debug)]
pub struct Lattice<'a> {
    /// Scores of the tags, unit by unit.
    pub scores: &'a [[f32; TAGS]],
    /// The class of the border before each unit.
    pub borders: &'a [u8],
    /// The tags that each unit may have; empty for all.
    pub allowed: &'a [TagSet],
    /// The weights of steps, by class of border.
    pub steps: &'a [Steps],
    /// The same, exponentiated.
    pub factors: &'a [Steps],
}

/// The sums over all labellings, from which probabilities follow.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// Exponentiated scores, scaled so that the largest of a unit is 1.
    pub factors: Vec<[f32; TAGS]>,
    /// Forward sums, scaled so that those of a unit add up to 1.
    pub forward: Vec<[f32; STATES]>,
    /// Backward sums, scaled alike.
    pub backward: Vec<[f32; STATES]>,
    /// The scale of each unit.
    scale: Vec<f32>,
    /// The logarithm of the sum over all labellings.
    pub log_total: f64,
}

impl Lattice<'_> {
    fn allows(&self, unit: usize, tag: usize) -> bool {
        self.allowed.get(unit).copied().unwrap_or(ANY) & (1 << tag) != 0
    }

    /// The best labelling: a tag for each unit.
    pub fn best(&self) -> Vec<usize> {
        let n = self.scores.len();
        let mut from: Vec<[u8; STATES]> = Vec::with_capacity(n);
        let mut now = [f32::NEG_INFINITY; STATES];
        now[0] = 0.0;
        for i in 0..n {
            let steps = &self.steps[self.borders[i] as usize];
            let mut then = [f32::NEG_INFINITY; STATES];
            let mut sources = [0; STATES];
            for (state, then) in then.iter_mut().enumerate() {
                if !self.allows(i, tag(state)) {
                    continue;
                }
                let (mut best, mut source) = (f32::NEG_INFINITY, 0);
                each_before(state, |before| {
                    let score = now[before] + steps[row(before)][column(state)];
                    if score > best {
                        (best, source) = (score, before);
                    }
                });
                *then = best + self.scores[i][tag(state)];
                sources[state] = source as u8;
            }
            now = then;
            from.push(sources);
        }
        let mut state = (0..STATES).max_by(|&a, &b| now[a].total_cmp(&now[b])).unwrap_or(0);
        let mut tags = vec![OUTSIDE; n];
        for i in (0..n).rev() {
            tags[i] = tag(state);
            state = from[i][state] as usize;
        }
        tags
    }

    /// The sums over all labellings.
    pub fn sums(&self) -> Sums {
        let n = self.scores.len();
        let mut sums = Sums::default();
        let mut before = [0.0; STATES];
        before[0] = 1.0;
        for i in 0..n {
            let largest = (0..TAGS)
                .filter(|&t| self.allows(i, t))
                .map(|t| self.scores[i][t])
                .fold(f32::NEG_INFINITY, f32::max);
            let factors: [f32; TAGS] = std::array::from_fn(|t| {
                if self.allows(i, t) { (self.scores[i][t] - largest).exp() } else { 0.0 }
            });
            let mut forward = step(&before, &self.factors[self.borders[i] as usize]);
            for (state, value) in forward.iter_mut().enumerate() {
                *value *= factors[tag(state)];
            }
            let total: f32 = forward.iter().sum();
            let scale = if total > 0.0 { total } else { f32::MIN_POSITIVE };
            forward.iter_mut().for_each(|value| *value /= scale);
            sums.log_total += f64::from(scale.ln() + largest);
            before = forward;
            sums.forward.push(forward);
            sums.factors.push(factors);
            sums.scale.push(scale);
        }
        sums.backward = vec![[1.0; STATES]; n];
        for i in (1..n).rev() {
            let mut after = sums.backward[i];
            for (state, value) in after.iter_mut().enumerate() {
                *value *= sums.factors[i][tag(state)] / sums.scale[i];
            }
            sums.backward[i - 1] = step_back(&after, &self.factors[self.borders[i] as usize]);
        }
        sums
    }
}

/// Calls `visit` for every state from which `state` can be reached.
fn each_before(state: usize, mut visit: impl FnMut(usize)) {
    match state {
        0 => visit(0),
        _ if state <= F => [state, F + state, 2 * F + state].into_iter().for_each(visit),
        _ if state <= 2 * F => (0..STATES).for_each(visit),
        _ => [state - F, state].into_iter().for_each(visit),
    }
}

/// One step forward, without the scores of the unit.
fn step(before: &[f32; STATES], factors: &Steps) -> [f32; STATES] {
    // Begin and inside of a field take the same steps.
    let sources: [f32; 2 * F + 1] =
        std::array::from_fn(|r| if r <= F { before[r] } else { before[r] + before[r + F] });
    let mut reached = [0.0f32; F + 2];
    for (source, factors) in sources.iter().zip(factors) {
        for (reached, factor) in reached[..F].iter_mut().zip(factors) {
            *reached += source * factor;
        }
    }
    let mut after = [0.0; STATES];
    after[0] = before[0] * factors[0][F + 1];
    for f in 0..F {
        let open = sources[F + 1 + f];
        after[1 + f] = before[1 + f] * factors[1 + f][F + 1] + open * factors[F + 1 + f][F + 1];
        after[F + 1 + f] = reached[f];
        after[2 * F + 1 + f] = open * factors[F + 1 + f][F];
    }
    after
}

/// One step back.
fn step_back(after: &[f32; STATES], factors: &Steps) -> [f32; STATES] {
    let mut before = [0.0; STATES];
    for (state, value) in before.iter_mut().enumerate() {
        let factors = &factors[row(state)];
        let begun = after[F + 1..=2 * F].iter().zip(factors).map(|(a, b)| a * b).sum::<f32>();
        let outside = if state <= F { state } else { (state - F - 1) % F + 1 };
        let on = if state > F { after[2 * F + outside] * factors[F] } else { 0.0 };
        *value = begun + on + after[outside] * factors[F + 1];
    }
    before
}

impl Sums {
    /// The probability of each state of unit `i`.
    pub fn state(&self, i: usize, state: usize) -> f32 {
        self.forward[i][state] * self.backward[i][state]
    }

    /// What reaching a state at unit `i` is worth: its score and all that may follow.
    pub fn into_state(&self, i: usize, state: usize) -> f32 {
        self.factors[i][tag(state)] / self.scale[i] * self.backward[i][state]
    }

    /// The probability that exactly the units `from..end` are a field.
    pub fn field(&self, lattice: &Lattice<'_>, number: usize, from: usize, end: usize) -> f32 {
        let mut p = self.forward[from][F + 1 + number];
        let open = F + 1 + number;
        for i in from + 1..end {
            let step = lattice.factors[lattice.borders[i] as usize][open][F];
            p *= step * self.factors[i][inside(number)] / self.scale[i];
        }
        if end == self.forward.len() {
            return p.min(1.0);
        }
        // Whatever follows but going on.
        let factors = &lattice.factors[lattice.borders[end] as usize][open];
        let scaled = |state: usize| self.into_state(end, state);
        let begun: f32 = (0..F).map(|f| scaled(F + 1 + f) * factors[f]).sum();
        (p * (begun + scaled(1 + number) * factors[F + 1])).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All labellings of three units, by brute force.
    #[test]
    fn sums_and_best_are_those_of_all_labellings() {
        let mut seed = 7u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / 8_388_608.0 - 1.0
        };
        let steps: Steps = std::array::from_fn(|_| std::array::from_fn(|_| random()));
        let factors: Steps = steps.map(|row| row.map(f32::exp));
        let scores: Vec<[f32; TAGS]> = (0..3).map(|_| std::array::from_fn(|_| 2.0 * random())).collect();
        let allowed = [ANY, ANY & !(1 << begin(4)), ANY];
        let (steps, factors) = ([steps], [factors]);
        let lattice = Lattice {
            scores: &scores,
            borders: &[0; 3],
            allowed: &allowed,
            steps: &steps,
            factors: &factors,
        };
        let (mut total, mut best, mut title) = (0.0f64, (f64::NEG_INFINITY, Vec::new()), 0.0);
        for tags in (0..TAGS.pow(3)).map(|n| [n % TAGS, n / TAGS % TAGS, n / TAGS / TAGS]) {
            let mut state = 0;
            let mut score = 0.0;
            let possible = tags.iter().enumerate().all(|(i, &t)| {
                let Some(to) = next(state, t).filter(|_| allowed[i] & (1 << t) != 0) else { return false };
                score += f64::from(steps[0][row(state)][column(to)] + scores[i][t]);
                state = to;
                true
            });
            if possible {
                total += score.exp();
                if score > best.0 {
                    best = (score, tags.to_vec());
                }
                if tags[0] == begin(4) && tags[1] == inside(4) && tags[2] != inside(4) {
                    title += score.exp();
                }
            }
        }
        let sums = lattice.sums();
        assert!((sums.log_total - total.ln()).abs() < 1e-3);
        assert_eq!(lattice.best(), best.1);
        assert!((f64::from(sums.field(&lattice, 4, 0, 2)) - title / total).abs() < 1e-4);
    }
}
