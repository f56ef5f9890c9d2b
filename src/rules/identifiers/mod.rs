//! Addresses and identifiers. Nothing here asks the network.

pub(super) mod doi_invalid;
pub(super) mod url_invalid;
pub(super) mod url_missing;
