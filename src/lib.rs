//! Dabir.

#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod features;
#[cfg(any(feature = "cli", feature = "server"))]
pub mod files;
pub mod lang;
pub mod markup;
pub mod model;
pub mod rules;
#[cfg(feature = "server")]
pub mod server;
pub mod syntax;
pub mod text;
