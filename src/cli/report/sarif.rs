//! For code scanning: SARIF 2.1.0, the Static Analysis Results Interchange Format.

use serde_json::{Value, json};

use super::Report;
use crate::cli::check::Outcome;
use crate::cli::finding::{Edit, Finding, Place};
use crate::cli::rules::page;
use crate::rules::{ALL, Rule, Safety, Severity};

pub(super) fn render(report: &Report<'_>) -> String {
    let results: Vec<Value> = report.findings().map(|(path, found)| result(path, found)).collect();
    let failures: Vec<Value> = report.outcomes.iter().filter_map(failure).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "dabir",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": ALL.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "invocations": [{
                "executionSuccessful": failures.is_empty(),
                "toolExecutionNotifications": failures,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn descriptor(rule: &Rule) -> Value {
    let summary = rule.summary();
    let page = page(rule);
    json!({
        "id": rule.name,
        "shortDescription": { "text": summary },
        "fullDescription": { "text": summary },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

fn result(path: &str, found: &Finding) -> Value {
    let mut result = json!({
        "ruleId": found.rule.name,
        "ruleIndex": ALL.iter().position(|rule| *rule == found.rule),
        "level": level(found.severity),
        "message": { "text": found.message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(path) },
            "region": region(found.places, found.span),
        }}],
    });
    result["locations"][0]["physicalLocation"]["region"]["snippet"] = json!({ "text": found.text });
    if !found.related.is_empty() {
        let related = found.related.iter().map(|related| {
            json!({
                "message": { "text": related.message },
                "physicalLocation": {
                    "artifactLocation": { "uri": uri(path) },
                    "region": region(related.places, [related.start, related.end]),
                },
            })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = found.fix.as_ref().filter(|fix| fix.safety == Safety::Safe) {
        result["fixes"] = json!([{
            "description": { "text": fix.title },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(path) },
                "replacements": fix.edits.iter().map(replacement).collect::<Vec<_>>(),
            }],
        }]);
    }
    result
}

fn region([start, end]: [Place; 2], span: [usize; 2]) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": span[0],
        "charLength": span[1].saturating_sub(span[0]),
    })
}

fn replacement(edit: &Edit) -> Value {
    json!({
        "deletedRegion": region(edit.places, [edit.start, edit.end]),
        "insertedContent": { "text": edit.text },
    })
}

/// A file that could not be read or written.
fn failure(outcome: &Outcome) -> Option<Value> {
    let error = outcome.error.as_ref()?;
    Some(json!({
        "level": "error",
        "message": { "text": error },
        "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&outcome.name) } } }],
    }))
}

/// A path as a URI reference: relative as it is, and percent-encoded.
fn uri(path: &str) -> String {
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    let mut out = String::with_capacity(path.len());
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a b/متن.md"), "a%20b/%D9%85%D8%AA%D9%86.md");
        assert_eq!(uri("/a.md"), "file:///a.md");
    }
}
