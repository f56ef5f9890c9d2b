//! Words that lost their half-space (ZWNJ), by word list only.

use super::packs;
use super::table::ROOT;
use super::tables::HALF_SPACES;
use crate::text::fold;

const HALF_SPACE: char = '\u{200c}';

/// A word that lost its half-space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Byte offsets in the word before which a ZWNJ belongs.
    pub places: Vec<usize>,
}

/// Where `word` lost a half-space, if it is in the list of compounds, or a listed noun with a suffix of its
/// language written joined. Words that already have a ZWNJ, and all others, give `None`.
pub fn lost_half_space(word: &str) -> Option<Lost> {
    if word.contains(HALF_SPACE) {
        return None;
    }
    let key = fold(word);
    // The numbers of letters before each lost half-space, as bits; none for a noun that takes suffixes.
    let listed = |word: &str| HALF_SPACES.find(ROOT, word).map(|entry| entry.value);
    if let Some(letters) = listed(&key).filter(|&letters| letters != 0) {
        return places(word, letters);
    }
    packs().iter().flat_map(|pack| &pack.prose.joined_suffixes).find_map(|suffix| {
        let stem = key.strip_suffix(suffix.as_str())?;
        let letters = listed(stem)?;
        places(word, letters | 1u32.checked_shl(stem.chars().count() as u32)?)
    })
}

/// Byte offsets for numbers of letters, given as bits; `None` when the word has letters that fold to several. Marks
/// belong to the letter before them.
fn places(word: &str, letters: u32) -> Option<Lost> {
    let mut starts: Vec<usize> = Vec::new();
    for (at, c) in word.char_indices() {
        match fold(c.encode_utf8(&mut [0; 4])).chars().count() {
            0 => {}
            1 => starts.push(at),
            _ => return None,
        }
    }
    let numbers = (0..u32::BITS as usize).filter(|n| letters >> n & 1 == 1);
    numbers.map(|n| starts.get(n).copied()).collect::<Option<_>>().map(|places| Lost { places })
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
