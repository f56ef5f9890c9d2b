//! What diagnostics are sent in: publications, and reports for clients that ask.

use std::io::Write;
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use super::list::List;

/// The findings of a document's current version, to be answered.
pub(super) struct Report {
    /// The document.
    pub uri: Url,
    /// Its version; `None` for a file that is not open.
    pub version: Option<i32>,
    /// Its findings.
    pub list: Arc<List>,
}

impl Report {
    /// No findings, of a file that is not open.
    pub(super) fn none(uri: Url) -> Report {
        Report { uri, version: None, list: Arc::new(List::none()) }
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
        out.extend(workspace_object(&report.uri, report.version));
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
        out.extend_from_slice(&report.list.json);
    }
    out.push(b'}');
}

/// The same for a report of the workspace, whose version may be null and not missing.
fn workspace_object(uri: &Url, version: Option<i32>) -> Vec<u8> {
    let mut out = object(uri, version);
    if version.is_none() {
        out.extend_from_slice(br#""version":null,"#);
    }
    out
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
