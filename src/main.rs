//! The `dabir` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    dabir::cli::run(std::env::args_os())
}
