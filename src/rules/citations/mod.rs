//! Citations and the entries that they mean.

pub(super) mod cite_author_near;
pub(super) mod cite_cross_script;
pub(super) mod cite_no_entry;
pub(super) mod cite_number_unknown;
pub(super) mod cite_year_mismatch;
pub(super) mod year_suffix_unknown;
