//! How findings are reported: one file a format, each a function from findings to text.

mod concise;
mod full;
mod github;
mod json;
mod sarif;
pub(super) mod summary;

use clap::builder::styling::Style;

use super::check::{Format, Outcome};
use super::finding::Finding;
use super::screen::{BLUE, CYAN, RED, Screen, YELLOW};
use crate::rules::{Locale, Severity};

/// What is reported.
#[derive(Clone, Copy, Debug)]
pub(super) struct Report<'a> {
    /// What came of each file, by name.
    pub outcomes: &'a [Outcome],
    /// Who reads it.
    pub screen: Screen,
    /// The language of the sentences round it.
    pub locale: Locale,
}

impl Report<'_> {
    /// All findings with the names of their files.
    fn findings(&self) -> impl Iterator<Item = (&str, &Finding)> {
        self.outcomes
            .iter()
            .flat_map(|outcome| outcome.findings.iter().map(|found| (outcome.name.as_str(), found)))
    }
}

/// The report in a format.
pub(super) fn render(report: &Report<'_>, format: Format) -> String {
    match format {
        Format::Full => full::render(report),
        Format::Concise => concise::render(report),
        Format::Json => json::array(report),
        Format::Jsonl => json::lines(report),
        Format::Sarif => sarif::render(report),
        Format::Github => github::render(report),
    }
}

/// The name of a severity.
pub(super) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
        Severity::Hint => "hint",
    }
}

/// The colour of a severity.
pub(super) fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Info => BLUE,
        Severity::Hint => CYAN,
    }
}

/// `warning[entry-no-year]`, in its colour.
fn tag(found: &Finding, screen: Screen) -> String {
    let severity = screen.paint(severity_style(found.severity), severity_name(found.severity));
    format!("{severity}[{}]", found.rule.name)
}
