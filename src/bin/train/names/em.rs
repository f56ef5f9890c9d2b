//! Aligns names with names by expectation maximisation over pieces of letters.

use std::collections::BTreeMap;

use dabir::people::align::{LONGEST_ARABIC, LONGEST_LATIN};

/// How often the names are gone through.
const ROUNDS: usize = 14;

/// What each letter of a piece beyond one a side costs, as a factor: short pieces are preferred.
const LONGER: f64 = 0.12;

/// The factor of a pair whose Arabic side is empty and whose Latin side is no vowel: short vowels are unwritten, consonants
/// are not.
const UNWRITTEN: f64 = 0.05;

/// The factor of a pair whose Latin side is empty.
const SILENT: f64 = 0.3;

/// Pairs that are seen less often than this are forgotten.
const LEAST: f64 = 1.0;

type Pieces<'n> = BTreeMap<(&'n str, &'n str), f64>;

/// How often each pair of pieces occurs in the names, by Arabic piece.
pub(crate) fn learn(names: &[(String, String)]) -> Vec<(String, String, f64)> {
    let words: Vec<Word<'_>> = names.iter().map(|(arabic, latin)| Word::new(arabic, latin)).collect();
    let mut shares: Pieces<'_> = BTreeMap::new();
    for round in 0..ROUNDS {
        let mut counts: Pieces<'_> = BTreeMap::new();
        for word in &words {
            word.count(
                |pair| if round == 0 { 1.0 } else { shares.get(&pair).copied().unwrap_or(0.0) },
                &mut counts,
            );
        }
        if round + 3 >= ROUNDS {
            counts.retain(|_, count| *count >= LEAST);
        }
        let total: f64 = counts.values().sum();
        shares = match round + 1 == ROUNDS {
            true => counts,
            false => counts.into_iter().map(|(pair, count)| (pair, count / total)).collect(),
        };
    }
    shares.into_iter().map(|((arabic, latin), count)| (arabic.to_owned(), latin.to_owned(), count)).collect()
}

/// Two names to be aligned.
struct Word<'n> {
    arabic: &'n str,
    latin: &'n str,
    /// The places between the Arabic letters.
    ends: Vec<usize>,
}

impl<'n> Word<'n> {
    fn new(arabic: &'n str, latin: &'n str) -> Self {
        let ends = arabic.char_indices().map(|(at, _)| at).chain([arabic.len()]).collect();
        Word { arabic, latin, ends }
    }

    /// Calls `visit` with every pair of pieces that may stand at a pair of places, and its factor.
    fn each(&self, i: usize, j: usize, mut visit: impl FnMut(usize, usize, (&'n str, &'n str), f64)) {
        let n = self.ends.len() - 1;
        for di in 0..=LONGEST_ARABIC.min(n - i) {
            let longest = match di {
                0 => 2,
                1 => LONGEST_LATIN,
                _ => LONGEST_LATIN - 1,
            };
            for dj in 0..=longest.min(self.latin.len() - j) {
                if di + dj == 0 || (di == 2 && dj == 0) {
                    continue;
                }
                let pair = (&self.arabic[self.ends[i]..self.ends[i + di]], &self.latin[j..j + dj]);
                let longer = di.saturating_sub(1) + dj.saturating_sub(1);
                let vowels = pair.1.bytes().all(|b| b"aeiou".contains(&b));
                let empty = match (di, dj) {
                    (0, _) if !vowels => UNWRITTEN,
                    (_, 0) => SILENT,
                    _ => 1.0,
                };
                visit(di, dj, pair, empty * LONGER.powi(longer as i32));
            }
        }
    }

    /// Adds the expected count of each pair of pieces (Baum 1972).
    fn count(&self, share: impl Fn((&'n str, &'n str)) -> f64, counts: &mut Pieces<'n>) {
        let (n, m) = (self.ends.len() - 1, self.latin.len());
        let mut forward = vec![vec![0.0f64; m + 1]; n + 1];
        let mut backward = vec![vec![0.0f64; m + 1]; n + 1];
        forward[0][0] = 1.0;
        for i in 0..=n {
            for j in 0..=m {
                let here = forward[i][j];
                self.each(i, j, |di, dj, pair, factor| {
                    forward[i + di][j + dj] += here * factor * share(pair)
                });
            }
        }
        backward[n][m] = 1.0;
        for i in (0..=n).rev() {
            for j in (0..=m).rev() {
                let mut sum = backward[i][j];
                self.each(i, j, |di, dj, pair, factor| {
                    sum += factor * share(pair) * backward[i + di][j + dj]
                });
                backward[i][j] = sum;
            }
        }
        let total = forward[n][m];
        if total <= 0.0 {
            return;
        }
        for i in 0..=n {
            for j in 0..=m {
                self.each(i, j, |di, dj, pair, factor| {
                    let p = forward[i][j] * factor * share(pair) * backward[i + di][j + dj] / total;
                    if p > 1e-6 {
                        *counts.entry(pair).or_default() += p;
                    }
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_go_together_are_found() {
        let names = [("باب", "bab"), ("شاب", "shab"), ("باش", "bash"), ("شب", "shab"), ("بش", "bash")];
        let names: Vec<(String, String)> =
            names.iter().cycle().take(40).map(|(a, l)| ((*a).to_owned(), (*l).to_owned())).collect();
        let counts = learn(&names);
        let best = |arabic: &str| {
            let of = counts.iter().filter(|(a, ..)| a == arabic);
            of.max_by(|a, b| a.2.total_cmp(&b.2)).map(|(_, latin, _)| latin.as_str())
        };
        assert_eq!((best("ش"), best("ب"), best("")), (Some("sh"), Some("b"), Some("a")));
    }
}
