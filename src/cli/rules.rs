//! `dabir rules`: what there is to check, as a table, as JSON, and as the page `docs/rules.md`.

use clap::ValueEnum;
use serde_json::json;

use super::End;
use super::report::{severity_name, severity_style};
use super::screen::{self, BOLD, DIM, Screen};
use crate::lang::Lang;
use crate::rules::{ALL, Rule, Safety};

/// List the rules.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How they are listed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line a rule
    #[default]
    Table,
    /// All pages, in Markdown
    Md,
    /// For programs
    Json,
}

pub(super) fn run(args: &Args) -> End {
    match args.format {
        Format::Table => screen::show(&table(Screen::output())),
        Format::Md => screen::data(markdown().as_bytes()),
        Format::Json => screen::data(array().as_bytes()),
    }
}

/// Whether and how a rule mends what it finds.
fn fix_name(rule: &Rule) -> Option<&'static str> {
    rule.fix.map(|safety| match safety {
        Safety::Safe => "safe",
        Safety::Offered => "offered",
    })
}

fn table(screen: Screen) -> String {
    let width = ALL.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let line = |rule: &&Rule| {
        let name = screen.paint(BOLD, &format!("{:width$}", rule.name));
        let severity =
            screen.paint(severity_style(rule.severity), &format!("{:7}", severity_name(rule.severity)));
        let fix = screen.paint(DIM, &format!("{:7}", fix_name(rule).unwrap_or("-")));
        format!("{name}  {severity}  {fix}  {}\n", screen.quote(&rule.summary()))
    };
    ALL.iter().map(line).collect()
}

fn array() -> String {
    let rule = |rule: &&Rule| {
        json!({
            "name": rule.name,
            "severity": severity_name(rule.severity),
            "fix": fix_name(rule),
            "summary": rule.summary(),
            "page": page(rule),
        })
    };
    let rules: Vec<_> = ALL.iter().map(rule).collect();
    serde_json::to_string_pretty(&rules).unwrap_or_default() + "\n"
}

const HEAD: &str = "\
<!-- Written by `dabir rules --format md`; edit the doc comments of the rules instead. -->

# Rules

Each rule has a name that states the flaw, a severity and, often, a fix. A safe fix is applied by `dabir check --fix`
and by `source.fixAll` in an editor; an offered one is a code action, and is applied by
`dabir check --fix --unsafe-fixes`. `select`, `ignore` and `severity` in `dabir.toml` say which rules run and how bad
their findings are; the comment `<!-- dabir: ignore RULE -->` or `% dabir: ignore RULE` silences one on its line, and
`ignore-file` in the whole document.

";

/// The content of `docs/rules.md`: a table of all rules and their pages.
pub fn markdown() -> String {
    let mut out = String::from(HEAD);
    out.push_str("| Rule | Severity | Fix | What it finds |\n|---|---|---|---|\n");
    for rule in ALL {
        let (name, severity) = (rule.name, severity_name(rule.severity));
        let (fix, summary) = (fix_name(rule).unwrap_or("–"), rule.summary().replace('|', "\\|"));
        out.push_str(&format!("| [{name}](#{name}) | {severity} | {fix} | {summary} |\n"));
    }
    for rule in ALL {
        out.push('\n');
        out.push_str(&page(rule));
    }
    out
}

/// The page of a rule, in Markdown, headed by its name.
pub(super) fn page(rule: &Rule) -> String {
    let severity = severity_name(rule.severity);
    let mut lines = vec![format!("## {}", rule.name), String::new()];
    lines.push(format!("Severity: {severity}. Fix: {}.", fix_name(rule).unwrap_or("none")));
    lines.push(String::new());
    let mut fenced = false;
    for line in rule.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end()) {
        match (line.strip_prefix("```"), line.strip_prefix("## ")) {
            (Some(info), _) => {
                if !fenced {
                    lines.extend(caption(info));
                }
                lines.push(if fenced { "```".to_owned() } else { format!("```{}", language(info)) });
                fenced = !fenced;
                if !fenced {
                    lines.push(String::new());
                }
            }
            (None, Some(heading)) if !fenced => {
                lines.extend([String::new(), format!("### {heading}"), String::new()]);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    without_double_blanks(&lines)
}

/// What stands over an example: `text bad fa` -> "Bad (Persian)".
fn caption(info: &str) -> Vec<String> {
    let words: Vec<&str> = info.split_whitespace().collect();
    let ["text", verdict @ ("good" | "bad"), id] = words[..] else { return Vec::new() };
    let verdict = if verdict == "good" { "Good" } else { "Bad" };
    let language = Lang::from_id(id).map_or(id, |lang| lang.pack().english.as_str());
    vec![String::new(), format!("#### {verdict} ({language})"), String::new()]
}

/// The first word of a fence's info string.
fn language(info: &str) -> &str {
    info.split_whitespace().next().unwrap_or("")
}

/// Joins lines; of several blank lines outside of fences one stays.
fn without_double_blanks(lines: &[String]) -> String {
    let mut out = String::new();
    let mut fenced = false;
    let mut blank = true;
    for line in lines {
        fenced ^= line.starts_with("```");
        if !(line.is_empty() && blank && !fenced) {
            out.push_str(line);
            out.push('\n');
        }
        blank = line.is_empty();
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}
