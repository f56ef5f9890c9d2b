//! Volumes, issues and pages. Knows nothing of how long a work really is.

pub(super) mod pages_reversed;
