//! What a document means: its entries and citations, the links between them, its habits, and what is wrong.
//!
//! [`analyze`] is a pure function of the text, its format and the settings. It takes the analysis before it as a
//! hint: whatever that was, the result is the same as without it, and only what an edit touched is read again.

mod analysis;
mod analyze;
mod facts;
mod house;
mod index;
mod links;
mod outline;
mod suppress;
mod touched;
mod twins;
mod unit;
mod works;

pub(crate) use works::form_of_head;

use std::sync::Arc;

use crate::config::Config;
use crate::markup::Format;
use crate::text::{Buffer, TextSize};

pub use analysis::{Analysis, CitationAt, Diagnostic, EntryAt, Mend};
pub use facts::Facts;
pub use house::House;
pub(crate) use index::Key;
pub use index::{Index, Place, Summary};
pub use links::{Link, resolve};
pub(crate) use links::{is_cited, is_near, twin_years};
pub use unit::Entry;

/// What an analysis looks at.
#[derive(Clone, Debug)]
pub struct Input {
    /// The text.
    pub text: Buffer,
    /// Its format.
    pub format: Format,
    /// The settings.
    pub config: Arc<Config>,
}

/// Reads a document. `previous` may be the analysis of an earlier state of it, or of anything else.
pub fn analyze(input: &Input, previous: Option<&Analysis>) -> Analysis {
    analyze::analyze(input, previous)
}

/// The longest document that is read, in bytes: positions are 32-bit numbers.
pub const LONGEST_DOCUMENT: usize = u32::MAX as usize - 1;

/// Whether an offset can stand in a document of this length.
pub(crate) fn fits(offset: TextSize, text: &Buffer) -> bool {
    offset <= text.len()
}
