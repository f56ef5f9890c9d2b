//! People of the list: one person, one name.

mod others;

pub(super) mod name_initials_only;
pub(super) mod name_pair_conflict;
pub(super) mod name_typo;
pub(super) mod name_variant;
