//! Entries as a whole: what they lack, and what the list has twice. Knows nothing of signs and spaces.

mod archival;
pub(super) mod entry_duplicate;
pub(super) mod entry_no_author;
pub(super) mod entry_no_title;
pub(super) mod entry_no_year;
pub(super) mod entry_not_cited;
pub(super) mod entry_unparsed;
