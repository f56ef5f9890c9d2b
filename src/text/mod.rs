//! Where things stand: positions, the buffer, edits, scripts and comparison keys.
//!
//! Knows nothing of citations, markup or languages. The rope never leaves this module.

mod bidi;
mod buffer;
mod edit;
mod fold;
mod range;
mod script;

pub use bidi::{BIDI_CONTROLS, Imbalance, is_bidi_control, isolate, strip_isolates, unbalanced};
pub use buffer::{Buffer, Column, Damage, LineColumn};
pub use edit::{Edit, EditSet, Overlap};
pub use fold::{Folded, fold, fold_into, same};
pub use range::{Local, TextRange, TextSize};
pub use script::{DigitSet, Script, Shares, digit_set, digit_value, is_letter, is_mark, script_of};
