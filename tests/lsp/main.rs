//! The language server as an editor meets it: a process that is spoken to over its standard input and output.
#![cfg(all(feature = "cli", feature = "server"))]
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]
#![allow(unreachable_pub, reason = "one crate, and nothing leaves it")]

mod client;
mod companions;
mod diagnostics;
mod disk;
mod features;
mod hostile;
mod lifecycle;
mod model;
mod requests;
mod sync;
