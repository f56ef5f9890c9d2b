//! For programs: one JSON array, or an object a line.

use serde::Serialize;

use super::{Report, severity_name};
use crate::cli::finding::{Finding, Fix, Place, Related};

/// A finding as it is written.
#[derive(Serialize)]
struct Record<'a> {
    path: &'a str,
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    start: Place,
    end: Place,
    span: [usize; 2],
    text: &'a str,
    entry: Option<&'a str>,
    fix: Option<&'a Fix>,
    related: &'a [Related],
}

fn record<'a>((path, found): (&'a str, &'a Finding)) -> Record<'a> {
    Record {
        path,
        rule: found.rule.name,
        severity: severity_name(found.severity),
        message: &found.message,
        start: found.places[0],
        end: found.places[1],
        span: found.span,
        text: &found.text,
        entry: found.entry.as_deref(),
        fix: found.fix.as_ref(),
        related: &found.related,
    }
}

pub(super) fn array(report: &Report<'_>) -> String {
    let records: Vec<Record<'_>> = report.findings().map(record).collect();
    // Strings and numbers always have a form in JSON.
    serde_json::to_string_pretty(&records).unwrap_or_default() + "\n"
}

pub(super) fn lines(report: &Report<'_>) -> String {
    let line = |record: Record<'_>| serde_json::to_string(&record).unwrap_or_default() + "\n";
    report.findings().map(record).map(line).collect()
}
