//! `dabir man`: the manual page.

use clap::CommandFactory;
use clap_mangen::Man;

use super::{Cli, End, screen};

/// Print the manual page, in roff.
///
/// To read it: dabir man | man -l -
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A command, for its own page
    command: Option<String>,
}

pub(super) fn run(args: &Args) -> End {
    let mut cli = Cli::command();
    cli.build();
    let page = match &args.command {
        None => cli,
        Some(name) => match cli.find_subcommand(name) {
            // A built command knows its full name: dabir-check(1).
            Some(command) => command.clone(),
            None => {
                return screen::refuse(&format!(
                    "there is no command `{name}`; `dabir --help` lists them all"
                ));
            }
        },
    };
    let mut roff = Vec::new();
    match Man::new(page).render(&mut roff) {
        Ok(()) => screen::data(&roff),
        Err(error) => screen::refuse(&error.to_string()),
    }
}
