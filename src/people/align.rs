//! Letters of Arabic script against letters of Latin script: what it costs to read one name as the other.
//!
//! A name is cut into pieces of up to two Arabic and up to four Latin letters; a piece may be empty on one side, as short
//! vowels are. What a pair of pieces costs follows from how often it occurs in names that are known in both scripts
//! (`graphemes.tsv`, which `train people` writes): `-ln p(a, l) + (ln p(a) + ln p(l)) / 2`, so that 0 is a pair of pieces
//! that always go together. Joint n-gram models of this kind are described by Bisani and Ney (2008).

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The most Arabic letters of a piece.
pub const LONGEST_ARABIC: usize = 2;
/// The most Latin letters of a piece.
pub const LONGEST_LATIN: usize = 4;

/// What a pair of pieces costs that was never seen.
pub(super) const UNSEEN: f32 = 9.0;

/// Which pieces go together, and how often they were seen.
static GRAPHEMES: LazyLock<Costs> = LazyLock::new(|| Costs::read(include_str!("graphemes.tsv")));

/// The costs of pairs of pieces.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    /// By Arabic piece: the Latin pieces with their costs.
    pieces: FxHashMap<String, Vec<(String, f32)>>,
}

/// How one name reads as the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alignment {
    /// The cost a letter: of all pieces, by the mean length of the two names.
    pub mean: f32,
    /// The cost of the dearest piece.
    pub worst: f32,
    /// What pieces cost beyond [`DEAR`] each, all together.
    pub excess: f32,
    /// What the pieces cost in which an Arabic letter is a written vowel.
    pub vowels: f32,
}

impl Alignment {
    /// Of names that need no reading.
    pub const NONE: Alignment = Alignment { mean: 0.0, worst: 0.0, excess: 0.0, vowels: 0.0 };
}

/// The letters that write vowels, where they do not begin a word.
const VOWELS: [char; 3] = ['ا', 'و', 'ی'];

/// A piece that costs more is unusual.
pub const DEAR: f32 = 2.0;

impl Costs {
    /// The costs that follow from counts: lines of an Arabic piece, a Latin one and a number, separated by tabs.
    pub fn read(table: &str) -> Costs {
        let row = |line: &str| {
            let mut cells = line.split('\t');
            let (arabic, latin) = (cells.next()?, cells.next()?);
            Some((arabic.to_owned(), latin.to_owned(), cells.next()?.parse::<f32>().ok()?))
        };
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        Costs::new(lines.filter_map(row))
    }

    /// The costs that follow from counts of pairs of pieces.
    pub fn new(counts: impl Iterator<Item = (String, String, f32)>) -> Costs {
        let counts: Vec<_> = counts.filter(|(_, _, count)| *count > 0.0).collect();
        let mut of_arabic: FxHashMap<&str, f32> = FxHashMap::default();
        let mut of_latin: FxHashMap<&str, f32> = FxHashMap::default();
        for (arabic, latin, count) in &counts {
            *of_arabic.entry(arabic).or_default() += count;
            *of_latin.entry(latin).or_default() += count;
        }
        let mut costs = Costs::default();
        for (arabic, latin, count) in &counts {
            let mean = (of_arabic[arabic.as_str()] * of_latin[latin.as_str()]).sqrt();
            let cost = (mean / count).ln().max(0.0);
            costs.pieces.entry(arabic.clone()).or_default().push((latin.clone(), cost.min(UNSEEN)));
        }
        costs
    }

    /// The cheapest way to read `arabic` as `latin`, both given by their letters.
    pub fn align(&self, arabic: &str, latin: &str) -> Alignment {
        let latin = &*plain(latin);
        let cells = self.cells(arabic, latin);
        let ends: Vec<usize> = arabic.char_indices().map(|(at, _)| at).chain([arabic.len()]).collect();
        let n = ends.len() - 1;
        let (mut i, mut j) = (n, latin.len());
        let (mut worst, mut excess, mut vowels) = (0.0f32, 0.0, 0.0);
        while i > 0 || j > 0 {
            let cell = cells[i][j];
            worst = worst.max(cell.step);
            excess += (cell.step - DEAR).max(0.0);
            (i, j) = (i - cell.back.0, j - cell.back.1);
            if i > 0 && arabic[ends[i]..ends[i + cell.back.0]].contains(VOWELS) {
                vowels += cell.step;
            }
        }
        let length = (n + latin.len()).max(1) as f32 / 2.0;
        Alignment { mean: cells[n][latin.len()].total / length, worst, excess, vowels }
    }

    /// The cheapest way to each pair of beginnings.
    fn cells(&self, arabic: &str, latin: &str) -> Vec<Vec<Cell>> {
        let ends: Vec<usize> = arabic.char_indices().map(|(at, _)| at).chain([arabic.len()]).collect();
        let n = ends.len() - 1;
        let mut cells = vec![vec![Cell::FAR; latin.len() + 1]; n + 1];
        cells[0][0] = Cell { total: 0.0, step: 0.0, back: (0, 0) };
        for i in 0..=n {
            for j in 0..=latin.len() {
                let here = cells[i][j].total;
                if here == f32::INFINITY {
                    continue;
                }
                let mut reach = |di: usize, dj: usize, cost: f32| {
                    let cell = &mut cells[i + di][j + dj];
                    if here + cost < cell.total {
                        *cell = Cell { total: here + cost, step: cost, back: (di, dj) };
                    }
                };
                for di in 0..=LONGEST_ARABIC.min(n - i) {
                    let rest = &latin[j..];
                    for (piece, cost) in self.of(&arabic[ends[i]..ends[i + di]]) {
                        if rest.starts_with(piece.as_str()) && di + piece.len() > 0 {
                            reach(di, piece.len(), *cost);
                        }
                    }
                }
                if i < n {
                    reach(1, 0, UNSEEN);
                }
                if j < latin.len() {
                    reach(0, 1, UNSEEN);
                }
            }
        }
        cells
    }

    /// The Latin pieces that answer to an Arabic one, with their costs.
    pub(super) fn of(&self, arabic: &str) -> &[(String, f32)] {
        self.pieces.get(arabic).map_or(&[], Vec::as_slice)
    }

    /// The Latin letters with which a word may begin that begins with `arabic`, those that cost less than `most`.
    pub fn first_letters(&self, arabic: char, most: f32) -> impl Iterator<Item = char> {
        let pieces = self.of(arabic.encode_utf8(&mut [0; 4]));
        pieces.iter().filter(move |(_, cost)| *cost < most).filter_map(|(latin, _)| latin.chars().next())
    }
}

/// The letters of a Latin name that are ASCII: folding leaves others only in rare names, and no piece has them.
pub(super) fn plain(latin: &str) -> Cow<'_, str> {
    match latin.is_ascii() {
        true => Cow::Borrowed(latin),
        false => Cow::Owned(latin.chars().filter(char::is_ascii).collect()),
    }
}

/// The cheapest way to one pair of beginnings.
#[derive(Clone, Copy, Debug)]
struct Cell {
    total: f32,
    /// The cost of its last pair of pieces, and how long these are.
    step: f32,
    back: (usize, usize),
}

impl Cell {
    const FAR: Cell = Cell { total: f32::INFINITY, step: f32::INFINITY, back: (0, 0) };
}

/// The costs that were learnt.
pub fn costs() -> &'static Costs {
    &GRAPHEMES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_reading_is_found() {
        let counts = [("ب", "b", 8.0), ("ا", "a", 5.0), ("", "a", 3.0), ("ش", "sh", 4.0), ("و", "v", 2.0)];
        let costs = Costs::new(counts.into_iter().map(|(a, l, n)| (a.to_owned(), l.to_owned(), n)));
        let read = costs.align("باش", "bash");
        assert!(read.mean < 0.2 && read.worst < DEAR && read.excess == 0.0, "{read:?}");
        assert_eq!(costs.align("باش", "bat").worst, UNSEEN);
        assert_eq!(costs.align("", "").mean, 0.0);
    }
}
