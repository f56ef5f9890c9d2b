//! One person in two scripts: whether «بوزان، باری» and "Buzan, Barry" name the same one, how sure that is, and why.
//!
//! Letters are aligned with letters by costs that were learnt from names in both scripts (`align`), names that are known
//! in both (`known`) count for and against, initials answer to words (`initial`), and a few weights (`verdict`) make one
//! score of it. A comparison looks at two names and at nothing else: what a document or a user says of two people is
//! evidence for those who call it.

pub mod align;
mod form;
mod given;
mod initial;
mod judged;
mod known;
mod sound;
mod spelling;
mod typed;
mod verdict;
mod walk;

pub use form::Form;
pub(crate) use form::without_article;
pub use known::{is_known, known_as};
pub use sound::consonants;
pub use spelling::{differing, is_one_apart};
pub use typed::Typed;
pub use verdict::{Ask, Decision, FEATURES, Features, Reason, Verdict, compare, compare_texts, features};

use crate::text::fold;

/// The letters of a name: folded, without spaces and signs. Two spellings with the same letters are one spelling.
pub fn letters(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
