//! What the build script made of the packs and gazetteers.

use super::Lang;
use super::lexicon::Lexicon;
use super::mark::Marks;
use super::sense::{Calendar, Genre, PlaceKind, Sense, Side, Sought};
use super::table::Table;

// LEXICON, HALF_SPACES, NAME_PAIRS, ABBREVIATIONS, NAMES and PACKS.
include!(concat!(env!("OUT_DIR"), "/tables.rs"));
