//! Dabir.

pub mod config;
pub mod features;
pub mod lang;
pub mod markup;
pub mod model;
pub mod rules;
pub mod syntax;
pub mod text;
