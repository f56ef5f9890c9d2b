//! Dabir (دبیر, the scribe): a language server and linter for free-text references in bilingual manuscripts.
//!
//! It reads a scholarly document as its author types it: a paper in Persian or English whose reference list is typed
//! by hand, half in one language, half in the other. This page is the map of the crate; a module's own head says what
//! it does and, as important, what it does not.
//!
//! # The flow, which is the order of the modules
//!
//! ```text
//! bytes -> text::Buffer -> markup::Block -> syntax::region -> syntax::Tokens -> fields
//!       -> syntax::Reference, syntax::Citation -> model::Analysis (index, links, facts)
//!       -> rules::Finding -> model::Diagnostic -> features, server, cli
//! ```
//!
//! | module | answers | knows nothing of |
//! |---|---|---|
//! | [`text`] | where: offsets, columns, edits, scripts, comparison keys | citations, markup, languages |
//! | [`config`] | the settings, one schema for a file and an editor | which rules there are |
//! | [`lang`] | which language: packs and gazetteers; all words are data | documents |
//! | [`markup`] | what is prose: Markdown, LaTeX, plain text, one file each | references |
//! | [`syntax`] | what is written: lists, entries, citations, names, dates | other blocks' meaning |
//! | [`people`] | whether two names are one person's, across scripts | documents |
//! | [`library`] | what is known: works in BibTeX, CSL-JSON, YAML and RIS | files, the manuscript |
//! | [`catalog`] | who else is known: works of other manuscripts and libraries, by typed names | the disk |
//! | [`model`] | what it means: the incremental analysis, links, facts | how it is shown |
//! | [`rules`] | what is wrong: one file a rule | the protocol, the terminal |
//! | [`features`] | what an editor asks, in plain values | the protocol |
//! | `files` | the only user of `std::fs` | what is in the files |
//! | `server`, `cli` | the two shells | each other |
//!
//! A module may use those above it in the table and none below; `model` and `rules` form one layer, since the
//! analysis runs the rules and rules look things up in it. `tests/tidy.rs` holds the table.
//!
//! # Where something new belongs
//!
//! - **A rule**: a file in its topic under `rules/`, its `mod` line there, its name in [`rules::ALL`]. Its doc comment
//!   is its page and its examples run as tests.
//! - **A language**: a TOML file in `lang/packs/` and its line in `build/main.rs`.
//! - **A format**: a file in `markup/` with `cut` and `parse`, and its arms in `markup/mod.rs`.
//! - **A request of the protocol**: a pure function in `features/`, a thin handler in `server/handlers.rs`.
//! - **A better reader**: `syntax/reader.rs` and its folder, learnt by `src/bin/train`; `syntax/label.rs` is its door.
//!
//! # Two laws
//!
//! - **Reading never fails.** Every text gives a value; faults are findings beside it. There is no `Result` in the core,
//!   no clock, no environment, no randomness and no printing.
//! - **Incremental is the same as anew.** [`model::analyze`] takes the analysis before it as a hint; the result is equal
//!   to that of reading anew, whatever the hint was. `tests/incremental.rs` tries.
//!
//! # Example
//!
//! ```
//! use std::sync::Arc;
//! use dabir::{config::Config, markup::Format, model::{Input, analyze}, text::Buffer};
//!
//! let text = "States balance (Geale, 1976).\n\n# References\n\nWalt, S. (1987). The Origins. Ithaca: Cornell.\n";
//! let input = Input { text: Buffer::new(text), format: Format::Markdown, config: Arc::new(Config::default()) };
//! let analysis = analyze(&input, None);
//! let rules: Vec<&str> = analysis.diagnostics().map(|found| found.rule.name).collect();
//! assert_eq!(rules, ["cite-no-entry", "entry-not-cited"]);
//! ```
//!
//! # Words
//!
//! *Entry*: one work in a reference list. *Citation*: a mark in the text that names works. *Block*: a run of whole lines
//! that is read as one. *View*: a block without its markup. *Key*: the comparison form of a name or word. *House*: what
//! the document itself does in most places.

pub mod text;

pub mod config;
pub mod lang;
pub mod markup;
pub mod syntax;

pub mod catalog;
pub mod library;
pub mod people;

pub mod model;
pub mod rules;

pub mod features;

#[cfg(any(feature = "cli", feature = "server"))]
pub mod files;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "server")]
pub mod server;
