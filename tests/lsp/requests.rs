//! Cancelling, and requests that take their time.
#![cfg(debug_assertions)]

use serde_json::json;

use crate::client::{Client, URI};
use crate::model::MANUSCRIPT;

#[test]
fn slow_requests_delay_nobody_and_are_cancelled_at_once() {
    let mut client = Client::open(MANUSCRIPT);
    client.pull(URI);
    // Longer than anybody here waits for an answer.
    let slow: Vec<i64> = (0..8).map(|_| client.post("dabir/test/slow", json!(60_000))).collect();
    for version in 2..20 {
        client.did_change(URI, version, json!([{"text": MANUSCRIPT}]));
        let at = json!({"textDocument": {"uri": URI}, "position": {"line": 2, "character": 50}});
        assert!(client.request("textDocument/hover", at).unwrap().is_object());
        assert!(!client.pull(URI).is_empty());
    }
    for id in &slow {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    for id in slow {
        assert_eq!(client.answer(id).unwrap_err()["code"], -32800);
    }
    // The workers are free again.
    assert_eq!(client.request("dabir/test/slow", json!(1)).unwrap(), "slow");
    let outline = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
    assert!(outline.unwrap().is_array());
    client.finish();
}

#[test]
fn a_document_that_has_gone_is_not_read_for_those_who_waited() {
    let mut client = Client::open(MANUSCRIPT);
    let busy: Vec<i64> = (0..64).map(|_| client.post("dabir/test/slow", json!(60_000))).collect();
    let late = client.post("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
    let open = client.request("workspace/diagnostic", json!({"previousResultIds": []})).unwrap();
    assert_eq!(open["items"], json!([]));
    for id in &busy {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    for id in busy {
        assert_eq!(client.answer(id).unwrap_err()["code"], -32800);
    }
    assert_eq!(client.answer(late).unwrap_err()["code"], -32801);
    client.finish();
}

#[test]
fn cancelling_what_is_answered_changes_nothing() {
    let mut client = Client::open(MANUSCRIPT);
    let at = json!({"textDocument": {"uri": URI}, "position": {"line": 2, "character": 50}});
    let id = client.post("textDocument/hover", at);
    assert!(client.answer(id).is_ok());
    client.notify("$/cancelRequest", json!({"id": id}));
    // What has no answer yet when it is cancelled gets exactly one.
    for _ in 0..50 {
        let id = client.post("textDocument/diagnostic", json!({"textDocument": {"uri": URI}}));
        client.notify("$/cancelRequest", json!({"id": id}));
        match client.answer(id) {
            Ok(report) => assert_eq!(report["kind"], "full"),
            Err(error) => assert_eq!(error["code"], -32800),
        }
    }
    client.listen(100);
    client.finish();
}
