//! How a session begins and ends.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::client::{Client, URI, capabilities};

#[test]
fn a_session_ends_with_zero() {
    let (client, answer) = Client::start_with(json!({"capabilities": {}, "clientInfo": {"name": "test"}}));
    assert_eq!(answer["serverInfo"]["name"], "dabir");
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(answer["capabilities"].get("diagnosticProvider"), None);
    client.finish();
    let (client, answer) = Client::start_with(json!({"capabilities": capabilities(true)}));
    assert_eq!(
        answer["capabilities"]["diagnosticProvider"],
        json!({"identifier": "dabir", "interFileDependencies": false, "workspaceDiagnostics": true})
    );
    client.finish();
}

#[test]
fn exit_ends_the_process_while_its_input_stays_open() {
    let mut client = Client::start(json!({}));
    client.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(client.exit_code(), 1, "no shutdown before it");

    let mut client = Client::spawn();
    client.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(client.exit_code(), 1);

    // Sent in one go, and the answer still arrives.
    let mut client = Client::start(json!({}));
    let id = client.post("shutdown", Value::Null);
    client.send(&json!({"jsonrpc": "2.0", "method": "exit", "params": null}));
    assert_eq!(client.answer(id), Ok(Value::Null));
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn the_end_of_its_input_ends_the_process() {
    for (shutdown, expected) in [(false, 1), (true, 0)] {
        let mut client = Client::start(json!({}));
        if shutdown {
            // As some clients send it.
            client.send(&json!({"jsonrpc": "2.0", "id": 9, "method": "shutdown", "params": null}));
            assert_eq!(client.answer(9), Ok(Value::Null));
        }
        client.close_input();
        assert_eq!(client.exit_code(), expected);
    }
    let mut client = Client::start(json!({}));
    client.raw(b"Content-Length: 1000\r\n\r\n{\"json");
    client.close_input();
    assert_eq!(client.exit_code(), 1);
}

#[cfg(debug_assertions)]
#[test]
fn exit_waits_for_nothing_slow() {
    let mut client = Client::start(json!({}));
    for _ in 0..400 {
        client.post("dabir/test/slow", json!(60_000));
    }
    client.post("shutdown", Value::Null);
    client.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(client.exit_code(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn the_process_ends_with_its_client() {
    let mut parent = Command::new("sleep").arg("60").stdout(Stdio::null()).spawn().unwrap();
    let (mut client, _) = Client::start_with(json!({"capabilities": {}, "processId": parent.id()}));
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn requests_out_of_their_time_are_refused() {
    let mut client = Client::spawn();
    let at = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}});
    assert_eq!(client.error("textDocument/hover", at.clone()), -32002);
    assert_eq!(client.error("shutdown", Value::Null), -32002);
    client.did_open(URI, "markdown", "dropped");
    assert_eq!(client.error("initialize", json!(3)), -32602);
    client.request("initialize", json!({"capabilities": {}})).unwrap();
    assert_eq!(client.error("initialize", json!({"capabilities": {}})), -32600);
    client.notify("initialized", json!({}));
    assert_eq!(client.request("textDocument/hover", at.clone()), Ok(Value::Null));
    client.request("shutdown", Value::Null).unwrap();
    assert_eq!(client.error("textDocument/hover", at), -32600);
    assert_eq!(client.error("shutdown", Value::Null), -32600);
    client.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn what_is_not_known_is_refused_and_what_is_told_is_passed_over() {
    let mut client = Client::start(json!({}));
    assert_eq!(client.error("textDocument/rename", json!({})), -32602);
    assert_eq!(client.error("textDocument/nothing", json!({"textDocument": {"uri": URI}})), -32601);
    assert_eq!(client.error("$/nothing", json!({})), -32601);
    assert_eq!(client.error("textDocument/didOpen", json!({})), -32600);
    assert_eq!(client.error("textDocument/hover", json!({"textDocument": {"uri": "no uri"}})), -32602);
    client.notify("$/setTrace", json!({"value": "off"}));
    client.notify("workspace/nothing", json!({}));
    client.notify("textDocument/hover", json!({}));
    client.notify("$/cancelRequest", json!({"id": "nothing"}));
    client.notify("$/cancelRequest", json!({}));
    client.finish();
}

#[test]
fn a_client_that_names_no_language_has_that_of_its_terminal() {
    for (client_says, wanted) in [(json!({}), "آمیخته"), (json!({"locale": "en"}), "mixes digits")] {
        let mut client = Client::spawn_in("fa_IR.UTF-8");
        let mut params = json!({"processId": null, "capabilities": capabilities(true)});
        params.as_object_mut().unwrap().extend(client_says.as_object().unwrap().clone());
        client.request("initialize", params).unwrap();
        client.notify("initialized", json!({}));
        client.did_open(URI, "markdown", "# منابع\n\nبوزان، باری (۱۳8۹). مردم. تهران: سمت.\n");
        let found = client.pull(URI);
        let mixed = found.iter().find(|found| found["code"] == "digits-mixed").unwrap();
        assert!(mixed["message"].as_str().unwrap().contains(wanted), "{mixed}");
        client.finish();
    }
}
