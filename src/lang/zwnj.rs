//! Words that lost their half-space (ZWNJ), by word list only.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon::rows;
use super::packs;
use crate::text::fold;

const HALF_SPACE: char = '\u{200c}';

/// A word that lost its half-space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Byte offsets in the word before which a ZWNJ belongs.
    pub places: Vec<usize>,
}

/// Joined spelling, folded -> the numbers of letters before each lost half-space.
static COMPOUNDS: LazyLock<FxHashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut compounds = FxHashMap::default();
    for cells in rows(include_str!("gazetteer/zwnj-compounds.tsv")) {
        if let [joined, right] = cells[..] {
            compounds.insert(fold(joined), letters_before_half_spaces(right));
        }
    }
    compounds
});

static STEMS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| rows(include_str!("gazetteer/zwnj-stems.tsv")).map(|cells| fold(cells[0])).collect());

fn letters_before_half_spaces(right: &str) -> Vec<usize> {
    let mut letters = 0;
    let mut places = Vec::new();
    for c in right.chars() {
        match c {
            HALF_SPACE => places.push(letters),
            _ => letters += 1,
        }
    }
    places
}

/// Where `word` lost a half-space, if it is in the list of compounds, or a listed noun with a suffix of its
/// language written joined. Words that already have a ZWNJ, and all others, give `None`.
pub fn lost_half_space(word: &str) -> Option<Lost> {
    if word.contains(HALF_SPACE) {
        return None;
    }
    let key = fold(word);
    if let Some(letters) = COMPOUNDS.get(&key) {
        return places(word, letters);
    }
    packs().iter().flat_map(|pack| &pack.prose.joined_suffixes).find_map(|suffix| {
        let stem = key.strip_suffix(suffix.as_str())?;
        match COMPOUNDS.get(stem) {
            Some(letters) => {
                let mut letters = letters.clone();
                letters.push(stem.chars().count());
                places(word, &letters)
            }
            None => STEMS.contains(stem).then(|| places(word, &[stem.chars().count()]))?,
        }
    })
}

/// Byte offsets for numbers of letters; `None` when the word has letters that fold to several. Marks belong to the
/// letter before them.
fn places(word: &str, letters: &[usize]) -> Option<Lost> {
    let mut starts: Vec<usize> = Vec::new();
    for (at, c) in word.char_indices() {
        match fold(c.encode_utf8(&mut [0; 4])).chars().count() {
            0 => {}
            1 => starts.push(at),
            _ => return None,
        }
    }
    letters.iter().map(|&n| starts.get(n).copied()).collect::<Option<_>>().map(|places| Lost { places })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn restored(word: &str) -> Option<String> {
        let mut out = word.to_owned();
        for at in lost_half_space(word)?.places.into_iter().rev() {
            out.insert(at, HALF_SPACE);
        }
        Some(out)
    }

    #[test]
    fn listed_words_get_their_half_space_back() {
        for (joined, right) in [
            ("سازمانهای", "سازمان‌های"),
            ("بینالملل", "بین‌الملل"),
            ("دولتها", "دولت‌ها"),
            ("قدرتها", "قدرت‌ها"),
            ("پایاننامهٔ", "پایان‌نامهٔ"),
        ] {
            assert_eq!(restored(joined).as_deref(), Some(right));
        }
    }

    #[test]
    fn words_that_only_look_like_plurals_stay() {
        for word in ["تنها", "بها", "رها", "طاها", "سازمان‌های", "آنها", "بهای", "تنهایی", "اینها"]
        {
            assert_eq!(restored(word), None, "{word}");
        }
    }
}
