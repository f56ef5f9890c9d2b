//! `dabir lsp`: the language server.

use std::process::ExitCode;

use super::settings::locale_for_people;
use crate::config::Config;

/// Run the language server on standard input and output.
///
/// An editor starts this; it speaks the Language Server Protocol and ends with its client.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Speak over standard input and output; there is no other way, and clients may say so
    #[arg(long)]
    stdio: bool,
}

pub(super) fn run(args: &Args) -> ExitCode {
    // Accepted for clients that always pass it.
    let _ = args.stdio;
    crate::server::run(locale_for_people(&Config::default()))
}
