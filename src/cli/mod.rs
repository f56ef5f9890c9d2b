//! The terminal: the commands, what they print and how they end.
//!
//! One file a command; the reports of `dabir check` are in `report`, each a function from findings to text. Only
//! `screen` writes to the two streams. Nothing here knows how a reference is read.

mod check;
mod completions;
mod explain;
mod finding;
mod fix;
mod gather;
#[cfg(feature = "server")]
mod lsp;
mod man;
mod parse;
mod people;
mod report;
pub mod rules;
mod schema;
mod screen;
mod settings;
mod steps;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  dabir check                          Check the manuscripts of this folder
  dabir check --fix thesis.tex         Mend what is safe to mend
  dabir check --format json a.md       Findings for another program
  dabir parse references.md            Show what was read in each entry
  dabir explain zwnj-lost              What a rule is about

Exit status: 0 clean, 1 findings, 2 wrong use or a file that cannot be read.";

/// A linter and language server for references in Persian and English manuscripts.
///
/// Dabir reads the reference lists and citations of a manuscript as they are written, in Persian, English or both,
/// and reports what an editor would send back: citations without an entry, entries without a year, lost half-spaces,
/// broken addresses. Settings are read from the nearest dabir.toml.
#[derive(Debug, Parser)]
#[command(name = "dabir", version, after_help = EXAMPLES, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(Box<check::Args>),
    Parse(parse::Args),
    People(people::Args),
    Rules(rules::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
    #[cfg(feature = "server")]
    Lsp(lsp::Args),
}

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// It did what it was asked and found nothing to report.
    Clean,
    /// There is something to report.
    Findings,
    /// It was used wrongly, or something could not be read.
    Trouble,
}

impl From<End> for ExitCode {
    fn from(end: End) -> ExitCode {
        ExitCode::from(match end {
            End::Clean => 0,
            End::Findings => 1,
            End::Trouble => 2,
        })
    }
}

/// Runs a command line, its first word being the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // A reader that has gone needs no help text.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match cli.command {
        Command::Check(args) => check::run(&args).into(),
        Command::Parse(args) => parse::run(&args).into(),
        Command::People(args) => people::run(&args).into(),
        Command::Rules(args) => rules::run(&args).into(),
        Command::Explain(args) => explain::run(&args).into(),
        Command::Schema(args) => schema::run(&args).into(),
        Command::Completions(args) => completions::run(&args).into(),
        Command::Man(args) => man::run(&args).into(),
        #[cfg(feature = "server")]
        Command::Lsp(args) => lsp::run(&args),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
