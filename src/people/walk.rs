//! A name read letter by letter against a beginning that is typed in the other script.
//!
//! The costs are those of `align`, in rows: one row for each letter of the name, and in it one cell for each letter typed.
//! Names that begin alike share rows, so that a sorted list is searched like a tree, and a branch ends where no reading
//! of it can become cheap enough.

use super::align::{LONGEST_ARABIC, LONGEST_LATIN, UNSEEN, costs};

/// A beginning counts as so many letters at least.
const SHORTEST: usize = 3;

/// The Latin pieces of an Arabic one with their costs.
type Pieces = &'static [(String, f32)];

/// How a beginning reads as the letters of a name so far.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    typed: Beginning,
    /// The letters of the name.
    letters: Vec<char>,
    /// A row for no letter, and one for each.
    rows: Vec<Vec<f32>>,
    /// For each row the cheapest reading of the whole beginning up to it.
    best: Vec<f32>,
}

/// What is typed.
#[derive(Clone, Debug)]
enum Beginning {
    Latin(String),
    /// For each place in it the pieces of no letter, of one and of two, as far as there are so many.
    Arabic(Vec<Vec<Pieces>>),
}

impl Walk {
    /// Begins with no letter of the name. `typed` is a name's beginning by its letters.
    pub(super) fn new(typed: &str, arabic: bool) -> Walk {
        let typed = match arabic {
            false => Beginning::Latin(typed.to_owned()),
            true => Beginning::Arabic(pieces(typed)),
        };
        let mut walk = Walk { typed, letters: Vec::new(), rows: Vec::new(), best: Vec::new() };
        let mut first = vec![f32::INFINITY; walk.length() + 1];
        first[0] = 0.0;
        walk.finish(first, f32::INFINITY);
        walk
    }

    /// How many letters are typed.
    fn length(&self) -> usize {
        match &self.typed {
            Beginning::Latin(typed) => typed.len(),
            Beginning::Arabic(pieces) => pieces.len() - 1,
        }
    }

    /// The letters of the name so far.
    pub(super) fn letters(&self) -> &[char] {
        &self.letters
    }

    /// The cheapest reading of what is typed as the beginning of the name so far, a letter typed.
    pub(super) fn cost(&self) -> f32 {
        self.best.last().map_or(f32::INFINITY, |best| best / self.length().max(SHORTEST) as f32)
    }

    /// Whether a longer name may cost less than `most`.
    pub(super) fn may_cost(&self, most: f32) -> bool {
        let back = match self.typed {
            Beginning::Latin(_) => LONGEST_ARABIC,
            Beginning::Arabic(_) => LONGEST_LATIN,
        };
        let near = self.rows.iter().rev().take(back).flatten().copied().fold(f32::INFINITY, f32::min);
        near / (self.length().max(SHORTEST) as f32) < most
    }

    /// Goes back to the first `depth` letters.
    pub(super) fn back_to(&mut self, depth: usize) {
        self.letters.truncate(depth);
        self.rows.truncate(depth + 1);
        self.best.truncate(depth + 1);
    }

    /// Reads one more letter of the name.
    pub(super) fn push(&mut self, letter: char) {
        self.letters.push(letter);
        let (row, begun) = match &self.typed {
            Beginning::Latin(typed) => self.of_arabic(typed),
            Beginning::Arabic(pieces) => (self.of_latin(pieces), f32::INFINITY),
        };
        self.finish(row, begun);
    }

    /// Adds what needs no letter of the name to a row, and the row to the others.
    fn finish(&mut self, mut row: Vec<f32>, begun: f32) {
        let end = row.len() - 1;
        for at in 0..end {
            let here = row[at];
            if here == f32::INFINITY {
                continue;
            }
            row[at + 1] = row[at + 1].min(here + UNSEEN);
            match &self.typed {
                Beginning::Latin(typed) => {
                    for (piece, cost) in costs().of("") {
                        if !piece.is_empty() && typed[at..].starts_with(piece.as_str()) {
                            row[at + piece.len()] = row[at + piece.len()].min(here + cost);
                        }
                    }
                }
                Beginning::Arabic(pieces) => {
                    for (count, pieces) in pieces[at].iter().enumerate().skip(1) {
                        for (_, cost) in pieces.iter().filter(|(piece, _)| piece.is_empty()) {
                            row[at + count] = row[at + count].min(here + cost);
                        }
                    }
                }
            }
        }
        let before = self.best.last().copied().unwrap_or(f32::INFINITY);
        self.best.push(before.min(row[end]).min(begun));
        self.rows.push(row);
    }

    /// The row of the last letter of an Arabic name, and what it costs to end what is typed inside a piece: "Bak" of
    /// "Bakhtin", where «خ» is "kh".
    fn of_arabic(&self, typed: &str) -> (Vec<f32>, f32) {
        let depth = self.letters.len();
        let mut row = vec![f32::INFINITY; typed.len() + 1];
        let mut begun = f32::INFINITY;
        for count in 1..=LONGEST_ARABIC.min(depth) {
            let piece: String = self.letters[depth - count..].iter().collect();
            for (at, &here) in self.rows[depth - count].iter().enumerate() {
                if here == f32::INFINITY {
                    continue;
                }
                let rest = &typed[at..];
                for (latin, cost) in costs().of(&piece) {
                    if rest.starts_with(latin.as_str()) {
                        row[at + latin.len()] = row[at + latin.len()].min(here + cost);
                    } else if count == 1 && !rest.is_empty() && latin.starts_with(rest) {
                        begun = begun.min(here + cost);
                    }
                }
                if count == 1 {
                    row[at] = row[at].min(here + UNSEEN);
                }
            }
        }
        (row, begun)
    }

    /// The row of the last letter of a Latin name.
    fn of_latin(&self, pieces: &[Vec<Pieces>]) -> Vec<f32> {
        let depth = self.letters.len();
        let mut row = vec![f32::INFINITY; pieces.len()];
        for length in 1..=LONGEST_LATIN.min(depth) {
            let tail: String = self.letters[depth - length..].iter().collect();
            for (at, &here) in self.rows[depth - length].iter().enumerate() {
                if here == f32::INFINITY {
                    continue;
                }
                for (count, pieces) in pieces[at].iter().enumerate() {
                    for (_, cost) in pieces.iter().filter(|(latin, _)| *latin == tail) {
                        row[at + count] = row[at + count].min(here + cost);
                    }
                }
                if length == 1 {
                    row[at] = row[at].min(here + UNSEEN);
                }
            }
        }
        row
    }
}

/// For each place in a beginning the pieces of no letter, of one and of two.
fn pieces(typed: &str) -> Vec<Vec<Pieces>> {
    let ends: Vec<usize> = typed.char_indices().map(|(at, _)| at).chain([typed.len()]).collect();
    let last = ends.len() - 1;
    let of = |at: usize| {
        let counts = 0..=LONGEST_ARABIC.min(last - at);
        counts.map(|count| costs().of(&typed[ends[at]..ends[at + count]])).collect()
    };
    (0..=last).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(typed: &str, arabic: bool, name: &str) -> f32 {
        let mut walk = Walk::new(typed, arabic);
        name.chars().for_each(|letter| walk.push(letter));
        walk.cost()
    }

    #[test]
    fn a_beginning_is_read_as_a_name() {
        for (typed, name) in [("مرش", "mearsheimer"), ("بوز", "buzan"), ("فوک", "foucault")] {
            assert!(cost(typed, true, name) < 1.5, "{typed} {name}");
        }
        for (typed, name) in [("mear", "مرشایمر"), ("buz", "بوزان"), ("bak", "باختین")] {
            assert!(cost(typed, false, name) < 1.5, "{typed} {name}");
        }
        assert!(cost("buz", false, "والتز") > 2.5);
    }

    #[test]
    fn going_back_is_as_not_having_been_there() {
        let mut walk = Walk::new("buz", false);
        "بوزان".chars().for_each(|letter| walk.push(letter));
        let before = walk.clone();
        walk.back_to(2);
        assert!(walk.may_cost(1.0));
        "زان".chars().for_each(|letter| walk.push(letter));
        assert_eq!((walk.rows.clone(), walk.best.clone()), (before.rows, before.best));
        walk.back_to(0);
        "خخخخ".chars().for_each(|letter| walk.push(letter));
        assert!(!walk.may_cost(2.0));
    }
}
