//! A labelled reference: what the trainer reads, makes and learns from.

use std::ops::Range;

use dabir::syntax::{Kind, Label};

/// The place of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// Which field.
    pub(crate) label: Label,
    /// Bytes of the record's text, always at character boundaries.
    pub(crate) range: Range<usize>,
}

/// A reference with its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// The reference as it is written, markup included.
    pub(crate) text: String,
    /// Its fields, by place, without overlap.
    pub(crate) fields: Vec<Span>,
    /// Labels that the source of this record does not know: what is outside of all fields may be one of them.
    pub(crate) unknown: Vec<Label>,
    /// The kind of work, where the source tells it.
    pub(crate) kind: Option<Kind>,
}
