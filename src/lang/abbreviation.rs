//! Words whose full stop does not end a sentence, by word list.

use super::table::ROOT;
use super::tables::ABBREVIATIONS;
use crate::text::fold;

/// Whether a word, given without its full stop, is an abbreviation: `Vol`, `ed`, `Univ`.
pub fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.find(ROOT, &fold(word)).is_some()
}
