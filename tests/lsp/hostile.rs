//! Input that no editor should send.

use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Client, URI, capabilities};
use crate::model::MANUSCRIPT;

/// The resident memory of the server in MiB.
#[cfg(target_os = "linux")]
fn memory(client: &Client) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", client.child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() / 1024
}

#[test]
fn garbage_and_lying_headers_are_survived() {
    let mut client = Client::open(MANUSCRIPT);
    client.raw(b"garbage without end\r\n\r\nGET / HTTP/1.1\r\nHost: nowhere\r\n\r\n");
    assert!(!client.pull(URI).is_empty());
    client.raw(b"Content-Length: 99999999999\r\n\r\n{\"jsonrpc\":");
    assert_eq!(client.refusal(), -32700);
    assert!(!client.pull(URI).is_empty());
    client.raw(b"Content-Length: -5\r\n\r\n");
    client.raw(&[b"Content-Length: 5", vec![b'x'; 1 << 20].as_slice(), b"\r\n\r\n"].concat());
    assert!(!client.pull(URI).is_empty());
    #[cfg(target_os = "linux")]
    assert!(memory(&client) < 200, "{} MiB", memory(&client));
    client.finish();
}

#[test]
fn what_is_no_message_is_refused_and_the_session_goes_on() {
    let mut client = Client::open(MANUSCRIPT);
    let deep =
        format!("{{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{}{}}}", "[".repeat(500), "]".repeat(500));
    for (body, code) in [
        (b"{\"jsonrpc\":\"2.0\",".as_slice(), -32700),
        (b"\xff\xfe", -32700),
        (b"{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":[1e999]}", -32700),
        (deep.as_bytes(), -32700),
        (b"[]", -32600),
        (b"[{\"jsonrpc\":\"2.0\",\"method\":\"m\"}]", -32600),
        (b"{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\"}", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"m\"}", -32600),
        (b"{\"jsonrpc\":\"2.0\"}", -32600),
    ] {
        client.raw(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
        client.raw(body);
        assert_eq!(client.refusal(), code, "{}", String::from_utf8_lossy(body));
        assert!(!client.pull(URI).is_empty());
    }
    client.finish();
}

#[test]
fn lone_surrogates_become_replacement_characters() {
    let mut client = Client::start(capabilities(true));
    let text = r"## منابع\n\n- \ud800 باري\udc00، \ud83d\ude00 بوزان. (1389). مردم. تهران: سمت.\n";
    let body = format!(
        r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{{"uri":"{URI}","languageId":"markdown","version":1,"text":"{text}"}}}}}}"#
    );
    client.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    let found = client.pull(URI);
    let arabic = found.iter().find(|d| d["code"] == "letter-arabic").unwrap();
    assert_eq!(arabic["range"]["start"], json!({"line": 2, "character": 4}));
    client.finish();
}

#[test]
fn documents_out_of_the_ordinary() {
    let mut client = Client::start(capabilities(true));
    let long = format!("(Walt, 1987) {}", "متن ".repeat(1 << 16));
    for text in ["", "\0\0\0", "\u{feff}", "\r", "\r\r\n\n\r", &"\n".repeat(20_000), &long] {
        client.did_open(URI, "markdown", text);
        for method in ["documentSymbol", "diagnostic"] {
            client.request(&format!("textDocument/{method}"), json!({"textDocument": {"uri": URI}})).unwrap();
        }
        let far = json!({"line": u32::MAX, "character": u32::MAX});
        let params = json!({
            "textDocument": {"uri": URI}, "position": far, "range": {"start": far, "end": far},
            "context": {"diagnostics": [], "includeDeclaration": true, "triggerKind": 1},
        });
        for method in ["hover", "completion", "definition", "references", "codeAction"] {
            client.request(&format!("textDocument/{method}"), params.clone()).unwrap();
        }
        client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
    }
    client.finish();
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_is_answered_and_the_session_goes_on() {
    let mut client = Client::open(MANUSCRIPT);
    assert_eq!(client.error("dabir/test/panic", json!(false)), -32603);
    assert_eq!(client.error("dabir/test/panic", json!(true)), -32603);
    assert!(!client.pull(URI).is_empty());
    client.finish();
}

#[test]
fn answers_that_nobody_waits_for_are_passed_over() {
    let mut capabilities = capabilities(true);
    capabilities["workspace"]["configuration"] = json!(true);
    let mut client = Client::spawn();
    client.answers = false;
    client.request("initialize", json!({"processId": null, "capabilities": capabilities})).unwrap();
    client.notify("initialized", json!({}));
    client.did_open(URI, "markdown", MANUSCRIPT);
    assert!(client.pull(URI).iter().any(|d| d["code"] == "letter-arabic"));
    let asked = client.server_request("workspace/configuration");
    client.send(&json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": asked["id"]}}));
    for answer in [json!([{"ignore": ["letter-arabic"]}]), json!([{"ignore": []}]), Value::Null] {
        client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": answer}));
    }
    let error = json!({"code": -32800, "message": "", "extra": 1});
    client.send(&json!({"jsonrpc": "2.0", "id": 777, "error": error}));
    client.send(&json!({"jsonrpc": "2.0", "id": "never sent", "result": null}));
    client.send(&json!({"jsonrpc": "2.0", "id": null, "error": {"code": 1, "message": ""}}));
    client.server_request("workspace/diagnostic/refresh");
    assert!(client.pull(URI).iter().all(|d| d["code"] != "letter-arabic"), "the first answer counts");
    // One more, answered with nonsense, and one never answered at all.
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    let asked = client.server_request("workspace/configuration");
    client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"not": "a list"}}));
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.server_request("workspace/configuration");
    assert!(!client.pull(URI).is_empty());
    client.finish();
}

#[test]
fn a_client_that_does_not_read_stops_nobody() {
    let mut client = Client::open(MANUSCRIPT);
    // More requests at once than are answered side by side, written before anything is read.
    let ids: Vec<i64> = (0..2_000)
        .map(|_| client.post("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}})))
        .collect();
    for id in ids {
        assert!(client.answer(id).unwrap().is_array());
    }
    client.listen(Duration::from_millis(10).as_millis() as u64);
    client.finish();
}

#[test]
fn a_document_that_is_too_long_is_named_and_not_read() {
    let mut client = Client::start(capabilities(true));
    let head = "(Walt, 1987) 1٣۴5\n\n";
    let whole = format!("{head}{}", "حافظ و سعدی، ۱۳۸۹.\n".repeat(640_000));
    assert!(whole.len() > 20_000_000, "{}", whole.len());
    client.did_open(URI, "markdown", &whole);
    let found = client.pull(URI);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&found[0]["code"], &found[0]["severity"]), (&json!("document-too-long"), &json!(3)));
    assert!(found[0]["message"].as_str().unwrap().contains("dabir check"));
    let at = json!({"textDocument": {"uri": URI}, "position": {"line": 5, "character": 3}});
    for method in ["hover", "completion", "definition"] {
        client.request(&format!("textDocument/{method}"), at.clone()).unwrap();
    }
    client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}})).unwrap();
    // What is short again is read again, and the edits before were not lost.
    let last = json!({"start": {"line": 2, "character": 0}, "end": {"line": 640_002, "character": 0}});
    client.did_change(URI, 2, json!([{"range": last, "text": ""}]));
    let codes: Vec<Value> = client.pull(URI).iter().map(|found| found["code"].clone()).collect();
    let mut other = Client::open(head);
    let expected: Vec<Value> = other.pull(URI).iter().map(|found| found["code"].clone()).collect();
    assert_eq!(codes, expected);
    assert!(!codes.contains(&json!("document-too-long")), "{codes:?}");
    other.finish();
    client.finish();
}
