//! Tags: what a unit can be, and how the chain remembers the field before.

use crate::syntax::Label;

/// The fields, in the order of their numbers.
pub const FIELDS: [Label; 16] = Label::ALL;

/// The number of tags: outside, and beginning and inside of each field.
pub const TAGS: usize = 1 + 2 * FIELDS.len();

/// The tag of what belongs to no field.
pub const OUTSIDE: usize = 0;

/// The tag of the first unit of a field.
pub const fn begin(field: usize) -> usize {
    1 + 2 * field
}

/// The tag of a further unit of a field.
pub const fn inside(field: usize) -> usize {
    2 + 2 * field
}

/// The field of a tag.
pub const fn field(tag: usize) -> Option<usize> {
    if tag == OUTSIDE { None } else { Some((tag - 1) / 2) }
}

/// The number of a label among the fields.
pub fn number(label: Label) -> usize {
    FIELDS.iter().position(|&field| field == label).unwrap_or(FIELDS.len() - 1)
}

/// A set of tags.
pub type TagSet = u64;

/// All tags.
pub const ANY: TagSet = (1 << TAGS) - 1;
