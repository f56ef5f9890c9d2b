//! Names that are known in both scripts: the gazetteers of surnames and given names.

use crate::lang::{NamePair, names_in_two_scripts};

/// Whether two names, given by their letters, are one in the two scripts.
pub fn known_as(one: &str, other: &str) -> bool {
    names_in_two_scripts(one, other) == NamePair::Same
}

/// Whether a name, given by its letters, is known in the other script at all.
pub fn is_known(name: &str) -> bool {
    names_in_two_scripts(name, "") != NamePair::Unknown
}

/// What the gazetteers say of two names: `Some(true)` that they are one, `Some(false)` that both are known and are not,
/// `None` nothing.
pub(super) fn told(one: &str, other: &str) -> Option<bool> {
    match names_in_two_scripts(one, other) {
        NamePair::Same => Some(true),
        NamePair::Other if is_known(other) => Some(false),
        _ => None,
    }
}

/// Whether one of two names is known in the other script, and the other is not known at all.
pub(super) fn is_half_told(one: &str, other: &str) -> bool {
    is_known(one) != is_known(other)
}

#[cfg(test)]
mod tests {
    use super::super::letters;
    use super::*;

    #[test]
    fn the_gazetteers_know_names_in_both_scripts() {
        for (fa, en) in [("مرشایمر", "Mearsheimer"), ("سهروردی", "Suhrawardi"), ("Sohrevardi", "سهروردی")]
        {
            assert_eq!(told(&letters(fa), &letters(en)), Some(true), "{fa} {en}");
        }
        assert_eq!(told(&letters("سلیمی"), &letters("Mearsheimer")), Some(false));
        assert_eq!(told(&letters("ژژژ"), &letters("Mearsheimer")), None);
    }
}
