//! `dabir explain`: the page of a rule in the terminal.

use super::End;
use super::rules::page;
use super::screen::{self, BOLD, CYAN, DIM, Screen};
use crate::rules::{Rule, unknown_rule};

/// Explain a rule: what it finds, why that matters, examples, and what its fix does.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule's name, as findings give it
    rule: String,
}

pub(super) fn run(args: &Args) -> End {
    match Rule::named(args.rule.trim()) {
        Some(rule) => screen::show(&render(rule, Screen::output())),
        None => screen::refuse(&unknown_rule(&args.rule)),
    }
}

/// The page without its markup: headings in bold, examples indented.
fn render(rule: &Rule, screen: Screen) -> String {
    let mut out = String::new();
    let mut fenced = false;
    for line in page(rule).lines() {
        if line.starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let heading = line.strip_prefix("## ").or_else(|| line.strip_prefix("### "));
        let shown = match (fenced, heading, line.strip_prefix("#### ")) {
            _ if line.is_empty() => String::new(),
            (true, ..) => format!("    {}", screen.paint(CYAN, &screen.quote(line))),
            (false, Some(heading), _) => screen.paint(BOLD, heading),
            (false, None, Some(caption)) => screen.paint(DIM, &format!("  {caption}")),
            (false, None, None) => screen.quote(line),
        };
        out.push_str(&shown);
        out.push('\n');
    }
    out
}
