//! `dabir completions`: what a shell completes.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::{Cli, End, screen};

/// Print a script that completes Dabir's commands in a shell.
///
/// For bash: dabir completions bash > ~/.local/share/bash-completion/completions/dabir
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &Args) -> End {
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "dabir", &mut script);
    screen::data(&script)
}
