//! Signs: their partners, their number and the room round them. Knows nothing of words' meanings.

pub(super) mod bracket_unbalanced;
mod opening;
pub(super) mod punct_doubled;
pub(super) mod punct_space_after;
pub(super) mod punct_space_before;
pub(super) mod quote_unbalanced;
mod spacing;
