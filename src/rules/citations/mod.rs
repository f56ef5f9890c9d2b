//! Citations and the entries that they mean. Knows nothing of spelling: a near miss is no match here.

pub(super) mod cite_no_entry;
pub(super) mod cite_year_mismatch;
