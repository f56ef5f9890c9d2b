//! `dabir check`: finds what is wrong, and mends it.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::End;
use super::finding::{Finding, Speaker};
use super::fix::{diff, mend};
use super::gather::{self, Job};
use super::report::{self, Report};
use super::screen::{self, Screen};
use super::settings::{Finder, Flags, locale_for_people, locale_for_programs};
use crate::config::Config;
use crate::files;
use crate::library;
use crate::markup::Format as Markup;
use crate::model::{Analysis, Input, analyze};
use crate::rules::{Safety, Severity, unknown_rule};
use crate::text::{Buffer, strip_isolates};

const EXAMPLES: &str = "\
Examples:
  dabir check                               The manuscripts of this folder and those below it
  dabir check thesis.tex notes.txt          These two; a .txt is checked only when it is named
  dabir check --fix --unsafe-fixes a.md     Mend all that can be mended
  dabir check --diff a.md                   Show what --fix would change, and change nothing
  dabir check - --stdin-filename a.md       Read the text from standard input
  dabir check --ignore entry-not-cited .    Leave a rule out
  dabir check --format sarif > dabir.sarif  A report for code scanning

Exit status: 0 clean, 1 findings at or above --fail-on (with --diff: something would change),
2 wrong use or a file that cannot be read.";

/// Check references and citations, and mend what can be mended.
///
/// Folders are searched for .md, .markdown, .qmd, .Rmd, .tex, .typ, .org and .rst files, and for those that `include` in
/// dabir.toml names; what .gitignore names is left out. Settings come from the nearest dabir.toml of each file.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Files and folders; `-` for standard input; the current folder when none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// With `-`: the name of the file that the text belongs to, for its format and its settings
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
    /// How findings are reported
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Mend what is safe to mend; with `-` the mended text goes to standard output, findings to standard error
    #[arg(long)]
    fix: bool,
    /// Let --fix and --diff also apply the fixes that a person should look at
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long)]
    diff: bool,
    /// The least severity of a finding that makes the exit status 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t)]
    fail_on: FailOn,
    #[command(flatten)]
    flags: Flags,
}

/// How findings are reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, with the text round each finding
    #[default]
    Full,
    /// For people, a line a finding
    Concise,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

impl Format {
    /// Whether people read it.
    pub(super) fn for_people(self) -> bool {
        matches!(self, Format::Full | Format::Concise)
    }
}

/// From which severity on findings make the exit status 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    #[default]
    Warning,
    Info,
    Hint,
    Never,
}

impl FailOn {
    fn minds(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => severity >= Severity::Info,
            FailOn::Hint => true,
            FailOn::Never => false,
        }
    }
}

/// What to do with fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Only say that they are there.
    Look,
    /// Apply them.
    Fix(Safety),
    /// Show what applying them would do.
    Diff(Safety),
}

impl Args {
    fn mode(&self) -> Mode {
        let limit = if self.unsafe_fixes { Safety::Offered } else { Safety::Safe };
        match (self.diff, self.fix) {
            (true, _) => Mode::Diff(limit),
            (false, true) => Mode::Fix(limit),
            (false, false) => Mode::Look,
        }
    }

    fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| path.as_os_str() == "-")
    }
}

/// What came of looking at a file.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Its name in reports.
    pub name: String,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// How many places were mended.
    pub edits: usize,
    /// Why it could not be read or written.
    pub error: Option<String>,
    /// What else to say of it: lines for standard error.
    warnings: Vec<String>,
    /// The text after mending.
    mended: Option<String>,
    /// What mending would change.
    diff: String,
}

pub(super) fn run(args: &Args) -> End {
    let gathered = Finder::new(&args.flags).and_then(|mut finder| {
        let gathered = match args.reads_stdin() {
            true => gather::stdin(&args.paths, args.stdin_filename.as_deref(), &mut finder),
            false if args.stdin_filename.is_some() => {
                Err("--stdin-filename goes with the path `-`".to_owned())
            }
            false => Ok(gather::files(&args.paths, &mut finder)),
        };
        gathered.map(|gathered| (finder, gathered))
    });
    let (finder, gathered) = match gathered {
        Ok(gathered) => gathered,
        Err(message) => return screen::refuse(&message),
    };
    finder.warnings.iter().for_each(|line| screen::tell(&format!("{line}\n")));
    let troubles: Vec<&String> = finder.errors.iter().chain(&gathered.problems).collect();
    for trouble in &troubles {
        screen::refuse(trouble);
    }
    let checker = Checker::new(args);
    let outcomes = checker.check_all(&gathered.jobs);
    for outcome in &outcomes {
        outcome.warnings.iter().for_each(|line| screen::tell(&format!("{line}\n")));
        if let Some(error) = &outcome.error {
            screen::refuse(&format!("{}: {error}", outcome.name));
        }
    }
    let locale = gathered.jobs.first().map(|job| locale_for_people(&job.config)).unwrap_or_default();
    let report = Report { outcomes: &outcomes, screen: checker.screen, locale };
    let printed = checker.print(&report);
    match checker.fails(&outcomes, args.fail_on) {
        _ if !troubles.is_empty() || printed == End::Trouble => End::Trouble,
        _ if outcomes.iter().any(|outcome| outcome.error.is_some()) => End::Trouble,
        true => End::Findings,
        false => End::Clean,
    }
}

/// Looks at files, as the flags say.
#[derive(Debug)]
struct Checker {
    mode: Mode,
    format: Format,
    stdin: bool,
    screen: Screen,
}

impl Checker {
    fn new(args: &Args) -> Self {
        let (mode, stdin) = (args.mode(), args.reads_stdin());
        let aside = stdin && matches!(mode, Mode::Fix(_));
        let screen = if aside { Screen::errors() } else { Screen::output() };
        Checker { mode, format: args.format, stdin, screen }
    }

    fn check_all(&self, jobs: &[Job]) -> Vec<Outcome> {
        let bar = progress(jobs.len());
        let look = |job: &Job| {
            let outcome = self.check(job);
            bar.inc(1);
            outcome
        };
        let outcomes = jobs.par_iter().map(look).collect();
        bar.finish_and_clear();
        outcomes
    }

    fn check(&self, job: &Job) -> Outcome {
        let mut outcome = Outcome { name: job.name.clone(), ..Outcome::default() };
        let text = match &job.path {
            Some(path) => files::read(path),
            None => files::read_from(io::stdin().lock()),
        };
        match text {
            Ok(text) if library::Format::of_name(&job.name).is_some_and(library::Format::is_told_by_name) => {
                outcome.warnings = of_library(&job.name, &text);
            }
            Ok(text) => self.look(job, &text, &mut outcome),
            Err(error) => outcome.error = Some(error.to_string()),
        }
        outcome
    }

    fn look(&self, job: &Job, text: &str, outcome: &mut Outcome) {
        let format = Markup::detect(None, &job.name);
        let input = Input { text: Buffer::new(text), format, config: job.config.clone() };
        let analysis = match self.mode {
            Mode::Look => analyze(&input, None),
            Mode::Fix(limit) => {
                let mended = mend(input, limit);
                outcome.edits = mended.edits;
                self.keep(job, text, mended.analysis.text().to_string(), outcome);
                mended.analysis
            }
            Mode::Diff(limit) => {
                let mended = mend(input, limit);
                outcome.edits = mended.edits;
                outcome.diff = diff(&job.name, text, &mended.analysis.text().to_string(), self.screen);
                return;
            }
        };
        outcome.warnings = unknown_ignores(&job.name, &analysis);
        outcome.findings = self.speaker(&job.config).findings(&analysis, self.screen);
    }

    /// Puts the mended text where it belongs.
    fn keep(&self, job: &Job, before: &str, after: String, outcome: &mut Outcome) {
        match &job.path {
            Some(path) if after != before => {
                let written = files::write(path, &after);
                outcome.error = written.err().map(|error| format!("cannot write: {error}"));
            }
            Some(_) => {}
            None => outcome.mended = Some(after),
        }
    }

    fn speaker(&self, config: &Config) -> Speaker {
        match self.format.for_people() {
            true => Speaker { locale: locale_for_people(config), isolates: self.screen.terminal },
            false => Speaker { locale: locale_for_programs(config), isolates: false },
        }
    }

    /// Whether there is something that makes the exit status 1.
    fn fails(&self, outcomes: &[Outcome], limit: FailOn) -> bool {
        match self.mode {
            Mode::Diff(_) => outcomes.iter().any(|outcome| !outcome.diff.is_empty()),
            Mode::Look | Mode::Fix(_) => {
                outcomes.iter().flat_map(|outcome| &outcome.findings).any(|found| limit.minds(found.severity))
            }
        }
    }

    fn print(&self, report: &Report<'_>) -> End {
        let format = self.format;
        if let Mode::Diff(_) = self.mode {
            let diffs: String = report.outcomes.iter().map(|outcome| outcome.diff.as_str()).collect();
            let printed = screen::data(diffs.as_bytes());
            screen::tell(&report::summary::of_diff(report));
            return printed;
        }
        let text = report::render(report, format);
        let printed = match (self.stdin, self.mode) {
            (true, Mode::Fix(_)) => {
                let mended = report.outcomes.iter().find_map(|outcome| outcome.mended.as_deref());
                let printed = screen::data(mended.unwrap_or("").as_bytes());
                if format.for_people() {
                    screen::tell(&text)
                } else {
                    screen::tell_data(&text)
                }
                printed
            }
            _ if format.for_people() => screen::show(&text),
            _ => screen::data(text.as_bytes()),
        };
        if format.for_people() {
            screen::tell(&report::summary::of_findings(report));
        }
        printed
    }
}

/// What is wrong in a library, which is no manuscript: lines for standard error.
fn of_library(name: &str, text: &str) -> Vec<String> {
    let Some(format) = library::Format::of_name(name) else { return Vec::new() };
    let buffer = Buffer::new(text);
    let line = |problem: &library::Problem| {
        let place = super::finding::place(&buffer, problem.range.start);
        let said = strip_isolates(&problem.kind.message_en());
        format!("{name}:{}:{}: {said}", place.line, place.column)
    };
    library::read(format, text).problems.iter().map(line).collect()
}

/// What to say of silencing comments that name rules that do not exist.
fn unknown_ignores(name: &str, analysis: &Analysis) -> Vec<String> {
    let line = |range: crate::text::TextRange| super::finding::place(analysis.text(), range.start).line;
    let unknown = analysis.unknown_ignores();
    unknown.map(|(range, rule)| format!("{name}:{}: {}", line(range), unknown_rule(rule))).collect()
}

/// From how many files on a run shows how far it is.
const LONG_RUN: usize = 20;

fn progress(files: usize) -> ProgressBar {
    if files <= LONG_RUN || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:30} {pos}/{len} files").unwrap_or(ProgressStyle::default_bar());
    ProgressBar::new(files as u64).with_style(style)
}
