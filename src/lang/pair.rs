//! Names that the gazetteers have in two scripts.

use super::table::ROOT;
use super::tables;

/// What the gazetteers know of a name and another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamePair {
    /// The other is a spelling of it in the other script.
    Same,
    /// It has spellings in the other script, and the other is none of them.
    Other,
    /// It has none.
    Unknown,
}

/// What the gazetteers know of two names, given by their letters: folded, nothing else between them.
pub fn names_in_two_scripts(name: &str, other: &str) -> NamePair {
    match tables::NAME_PAIRS.find(ROOT, name) {
        None => NamePair::Unknown,
        Some(entry) => match tables::NAME_PAIRS.find(entry.number, other) {
            Some(_) => NamePair::Same,
            None => NamePair::Other,
        },
    }
}
