//! For people: a line a finding.

use std::fmt::Write;

use super::{Report, tag};
use crate::cli::screen::BOLD;

pub(super) fn render(report: &Report<'_>) -> String {
    let screen = report.screen;
    let mut out = String::new();
    for (path, found) in report.findings() {
        let path = screen.paint(BOLD, &screen.quote(path));
        let (line, column) = (found.places[0].line, found.places[0].column);
        let message = screen.sentence(&found.message);
        let _ = writeln!(out, "{path}:{line}:{column}: {} {message}", tag(found, screen));
    }
    out
}
