//! Letters, digits and invisible signs of the wrong language. Knows nothing of what a reference says.

pub(super) mod bidi_control_unbalanced;
pub(super) mod digits_mixed;
pub(super) mod lang_et_al;
pub(super) mod letter_arabic;
mod persian;
pub(super) mod zwnj_lost;
