//! For GitHub Actions: workflow commands that become annotations.

use std::fmt::Write;

use super::Report;
use crate::rules::Severity;

pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for (path, found) in report.findings() {
        let command = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Hint => "notice",
        };
        let [start, end] = found.places;
        let _ = writeln!(
            out,
            "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}",
            property(path),
            start.line,
            start.column,
            end.line,
            end.column,
            property(found.rule.name),
            message(&found.message),
        );
    }
    out
}

/// A text behind the last `::`.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text between commas.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_command_are_escaped() {
        assert_eq!(property("a, b: 100%\r\n.md"), "a%2C b%3A 100%25%0D%0A.md");
        assert_eq!(message("a, b: 100%\n"), "a, b: 100%25%0A");
    }
}
