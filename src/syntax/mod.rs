//! What is written: text becomes spans. Total functions; nothing here is an error.
//!
//! Knows nothing of other blocks' meaning: links between citations and entries are made by `model`.

pub mod citation;
mod date;
mod entry;
mod heading;
mod ident;
mod label;
mod line;
mod locator;
mod name;
pub mod reader;
mod reference;
mod region;
mod repair;
mod token;

pub use citation::{Citation, CitationKind, Target, Work};
pub use date::{Date, Year};
pub use entry::{Piece, split};
pub use ident::{Identifier, IdentifierKind, find_identifiers};
pub use label::{fields, steps};
pub use line::line;
pub use locator::page_range;
pub use name::{People, Person, is_initials, is_organisation, name_key, people};
pub(crate) use name::{are_initials_behind, has_own_initials};
pub(crate) use reference::title_keys;
pub use reference::{Field, Kind, Label, Reference, read};
pub use region::{Feature, Role, features, roles};
pub use token::{Token, TokenKind, Tokens};
