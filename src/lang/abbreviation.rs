//! Words whose full stop does not end a sentence, by word list.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::lexicon::rows;
use crate::text::fold;

static ABBREVIATIONS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let all = rows(include_str!("gazetteer/abbreviations-en.tsv"));
    all.filter_map(|cells| cells.first().map(|cell| fold(cell.trim_end_matches('.')))).collect()
});

/// Whether a word, given without its full stop, is an abbreviation: `Vol`, `ed`, `Univ`.
pub fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.contains(fold(word).as_str())
}
