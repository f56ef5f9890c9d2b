//! Who and what is known outside a document: the works of other manuscripts and of companion libraries, and the people
//! whom they name, found by what is typed in either script.
//!
//! A [`Shelf`] holds what one file has and never changes; a [`Catalog`] is a choice of shelves for one document. Knows
//! nothing of the disk, nor of how what is found is written.

mod names;
mod shelf;

use std::sync::Arc;

pub use shelf::{Hit, Known, Origin, Shelf};

/// The shelves of a document, the nearest to it first.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    shelves: Vec<Arc<Shelf>>,
}

impl Catalog {
    /// A catalog of these shelves.
    pub fn new(shelves: Vec<Arc<Shelf>>) -> Catalog {
        Catalog { shelves }
    }

    /// The shelves.
    pub fn shelves(&self) -> impl Iterator<Item = &Shelf> {
        self.shelves.iter().map(|shelf| &**shelf)
    }

    /// The shelf with this identifier.
    pub fn shelf(&self, id: &str) -> Option<&Shelf> {
        self.shelves().find(|shelf| shelf.id() == id)
    }
}
