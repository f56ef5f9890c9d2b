//! Diagnostics as the client reads them: a JSON array, written straight from the findings.
//!
//! A list is written once for each state of a document and compared as a whole: an equal one keeps its name, is
//! answered with "unchanged" and not published again.

use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

use serde::Serialize;
use tower_lsp::lsp_types::{DiagnosticRelatedInformation, DiagnosticSeverity, Range, Url};

use super::convert::{Snapshot, severity};
use crate::model::Diagnostic;

/// Where the page of each rule is found.
const PAGES: &str = "https://github.com/dabir-lsp/dabir/blob/main/docs/rules.md";

/// The findings of a document.
#[derive(Debug)]
pub(super) struct List {
    /// Its name: equal lists of a document have the same, different ones never.
    pub id: u64,
    /// A JSON array of diagnostics.
    pub items: Vec<u8>,
}

/// The findings of a document's current version, to be answered.
pub(super) struct Report {
    /// The document.
    pub uri: Url,
    /// Its version.
    pub version: i32,
    /// Its findings.
    pub list: Arc<List>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    range: Range,
    severity: DiagnosticSeverity,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<Page>,
    source: &'a str,
    message: Cow<'a, str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_information: Vec<DiagnosticRelatedInformation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Data<'a>>,
}

#[derive(Serialize)]
struct Page {
    href: String,
}

#[derive(Serialize)]
struct Data<'a> {
    rule: &'a str,
}

/// The findings of a snapshot as a JSON array.
pub(super) fn items(snapshot: &Snapshot) -> Vec<u8> {
    let mut out = vec![b'['];
    for found in snapshot.analysis.diagnostics() {
        if out.len() > 1 {
            out.push(b',');
        }
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(&mut out, &wire(snapshot, &found));
    }
    out.push(b']');
    out
}

fn wire<'a>(snapshot: &Snapshot, found: &Diagnostic<'a>) -> Wire<'a> {
    let client = &*snapshot.client;
    let rule = found.rule.name;
    let message = |message: &crate::rules::Message| snapshot.shown(message.render(snapshot.locale));
    let related = found.related.iter().filter(|_| client.related);
    Wire {
        range: snapshot.range(found.range),
        severity: severity(found.severity),
        code: rule,
        code_description: client.code_description.then(|| Page { href: format!("{PAGES}#{rule}") }),
        source: "dabir",
        message: Cow::Owned(message(found.message)),
        related_information: related
            .map(|(range, text)| DiagnosticRelatedInformation {
                location: snapshot.location(*range),
                message: message(text),
            })
            .collect(),
        data: client.data.then_some(Data { rule }),
    }
}

/// The parameters of `textDocument/publishDiagnostics`. A document that is closed has no version and no items.
pub(super) fn publication(uri: &Url, version: Option<i32>, items: &[u8]) -> Vec<u8> {
    let mut out = object(uri, version);
    out.extend_from_slice(br#""diagnostics":"#);
    out.extend_from_slice(items);
    out.push(b'}');
    out
}

/// The answer to `textDocument/diagnostic`; `None` is a document that is not open.
pub(super) fn report(report: Option<&Report>, previous: Option<&str>) -> Vec<u8> {
    let mut out = vec![b'{'];
    match report {
        Some(report) => finish(&mut out, report, previous),
        None => out.extend_from_slice(br#""kind":"full","items":[]}"#),
    }
    out
}

/// The answer to `workspace/diagnostic`; `previous` gives the name of the list that the client has of a document.
pub(super) fn reports<'p>(reports: &[Report], previous: impl Fn(&Url) -> Option<&'p str>) -> Vec<u8> {
    let mut out = br#"{"items":["#.to_vec();
    for (at, report) in reports.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        out.extend(object(&report.uri, Some(report.version)));
        finish(&mut out, report, previous(&report.uri));
    }
    out.extend_from_slice(b"]}");
    out
}

fn finish(out: &mut Vec<u8>, report: &Report, previous: Option<&str>) {
    let name = report.list.id.to_string();
    let unchanged = previous == Some(name.as_str());
    let kind = if unchanged { "unchanged" } else { "full" };
    // Writing to memory cannot fail.
    let _ = write!(out, r#""kind":"{kind}","resultId":"{name}""#);
    if !unchanged {
        out.extend_from_slice(br#","items":"#);
        out.extend_from_slice(&report.list.items);
    }
    out.push(b'}');
}

/// An object that is still open and has `uri` and `version`.
fn object(uri: &Url, version: Option<i32>) -> Vec<u8> {
    let mut out = br#"{"uri":"#.to_vec();
    let _ = serde_json::to_writer(&mut out, uri);
    if let Some(version) = version {
        let _ = write!(out, r#","version":{version}"#);
    }
    out.push(b',');
    out
}
