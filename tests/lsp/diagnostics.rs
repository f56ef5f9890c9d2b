//! Diagnostics: published for those who do not ask, and never for those who do.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, URI, capabilities};
use crate::model::MANUSCRIPT;

/// The codes of a list of diagnostics.
fn codes(items: &Value) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap()).collect()
}

/// An edit that puts `text` at the start of a line.
fn at_line(line: u32, text: &str) -> Value {
    let place = json!({"line": line, "character": 0});
    json!([{"range": {"start": place, "end": place}, "text": text}])
}

#[test]
fn a_client_that_does_not_ask_is_told_the_version() {
    let mut client = Client::start(capabilities(false));
    client.did_open(URI, "markdown", MANUSCRIPT);
    let first = client.publication(URI);
    assert_eq!(first["params"]["version"], 1);
    assert!(codes(&first["params"]["diagnostics"]).contains(&"letter-arabic"), "{first}");
    for version in 2..40 {
        client.did_change(URI, version, at_line(0, "\n"));
    }
    let mut seen = 1;
    while seen < 39 {
        let next = client.publication(URI)["params"]["version"].as_i64().unwrap();
        assert!(next > seen, "{next} after {seen}");
        seen = next;
    }
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
    let last = client.publication(URI);
    assert_eq!(last["params"], json!({"uri": URI, "diagnostics": []}));
    client.finish();
}

#[test]
fn an_identical_list_is_not_published_again() {
    let mut client = Client::start(capabilities(false));
    client.did_open(URI, "markdown", MANUSCRIPT);
    client.publication(URI);
    // Behind everything: no finding changes or moves.
    for version in 2..10 {
        client.did_change(URI, version, at_line(999, "\n"));
        let at = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}});
        client.request("textDocument/hover", at).unwrap();
    }
    client.listen(200);
    let publications =
        client.notifications.iter().filter(|n| n["method"] == "textDocument/publishDiagnostics");
    assert_eq!(publications.count(), 0);
    client.finish();
}

#[test]
fn a_client_that_asks_is_never_told() {
    let mut client = Client::open(MANUSCRIPT);
    for version in 2..20 {
        client.did_change(URI, version, at_line(0, "\n"));
        assert!(!client.pull(URI).is_empty());
    }
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
    client.listen(200);
    assert!(client.notifications.is_empty(), "{:?}", client.notifications);
    client.finish();
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let mut client = Client::open(MANUSCRIPT);
    let pull = |client: &mut Client, known: &Value| {
        let params = json!({"textDocument": {"uri": URI}, "identifier": "dabir", "previousResultId": known});
        client.request("textDocument/diagnostic", params).unwrap()
    };
    let first = pull(&mut client, &Value::Null);
    let unchanged = json!({"kind": "unchanged", "resultId": first["resultId"]});
    assert_eq!(pull(&mut client, &first["resultId"]), unchanged);
    client.did_change(URI, 2, at_line(999, "\n"));
    assert_eq!(pull(&mut client, &first["resultId"]), unchanged);
    client.did_change(URI, 3, at_line(0, "\n"));
    let moved = pull(&mut client, &first["resultId"]);
    assert_eq!(moved["kind"], "full");
    assert_ne!(moved["resultId"], first["resultId"]);

    client.did_open("file:///nowhere/other.md", "markdown", "متن\n");
    let known = json!([{"uri": URI, "value": moved["resultId"]}]);
    let all = client.request("workspace/diagnostic", json!({"previousResultIds": known})).unwrap();
    let all = all["items"].as_array().unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0], json!({"uri": URI, "version": 3, "kind": "unchanged", "resultId": moved["resultId"]}));
    assert_eq!((&all[1]["kind"], &all[1]["items"]), (&json!("full"), &json!([])));

    // A document of the same name that is opened later gets names of its own.
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
    client.did_open(URI, "markdown", "متن\n");
    assert_eq!(pull(&mut client, &first["resultId"])["kind"], "full");
    client.finish();
}

#[test]
fn a_diagnostic_says_what_the_client_can_take() {
    let text = "(ناشناس، 1370)\n\n## منابع\n\n- بوزان، باری. (1389). مردم، دولت‌ها و هراس. تهران: سمت.\n- بوزان، باری. (1389). مردم، دولت‌ها و هراس. تهران: سمت.\n";
    let mut client = Client::open(text);
    let found = client.pull(URI);
    let twin = found.iter().find(|d| d["code"] == "entry-duplicate").unwrap();
    assert_eq!(twin["source"], "dabir");
    assert!(twin["codeDescription"]["href"].as_str().unwrap().ends_with("docs/rules.md#entry-duplicate"));
    assert_eq!(twin["relatedInformation"][0]["location"]["uri"], URI);
    assert_eq!(twin["data"], json!({"rule": "entry-duplicate"}));
    client.finish();
    let mut client = Client::start(json!({"textDocument": {"diagnostic": {}}}));
    client.did_open(URI, "markdown", text);
    for found in client.pull(URI) {
        let keys: Vec<&str> = found.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["code", "message", "range", "severity", "source"]);
    }
    client.finish();
}

#[test]
fn isolates_and_language_follow_the_client_and_the_settings() {
    let message = |params: Value| {
        let (mut client, _) = Client::start_with(params);
        client.did_open(URI, "markdown", MANUSCRIPT);
        let found = client.pull(URI).remove(0)["message"].as_str().unwrap().to_owned();
        client.finish();
        found
    };
    let params = |name: &str, options: Value| {
        json!({
            "capabilities": capabilities(true), "clientInfo": {"name": name}, "initializationOptions": options,
            "locale": "fa-IR",
        })
    };
    let isolated = |text: &str| text.contains(['\u{2067}', '\u{2068}', '\u{2069}']);
    assert!(isolated(&message(params("Visual Studio Code", Value::Null))));
    assert!(!isolated(&message(params("Neovim", Value::Null))));
    assert!(isolated(&message(params("Neovim", json!({"bidiIsolates": "always"})))));
    assert!(!isolated(&message(params("Visual Studio Code", json!({"dabir": {"bidiIsolates": "never"}})))));
    let persian = message(params("Neovim", Value::Null));
    let english = message(params("Neovim", json!({"locale": "en"})));
    assert_ne!(persian, english);
    assert!(
        english.is_char_boundary(0) && english.bytes().filter(u8::is_ascii_lowercase).count() > 10,
        "{english}"
    );
}

#[test]
fn settings_come_from_the_editor_and_the_nearest_file() {
    let folder = tempfile::tempdir().unwrap();
    let uri = format!("file://{}/a.md", folder.path().display());
    let mut capabilities = capabilities(true);
    capabilities["workspace"]["configuration"] = json!(true);
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({"dynamicRegistration": true});
    let mut client = Client::spawn();
    client.settings = json!({"ignore": ["letter-arabic"], "bidiIsolates": null});
    client.request("initialize", json!({"processId": null, "capabilities": capabilities})).unwrap();
    client.notify("initialized", json!({}));
    client.did_open(&uri, "markdown", MANUSCRIPT);
    client.server_request("workspace/configuration");
    let watched = client.server_request("client/registerCapability").to_string();
    assert!(watched.contains("**/dabir.toml"), "{watched}");
    client.server_request("workspace/diagnostic/refresh");
    let has = |client: &mut Client, code: &str| client.pull(&uri).iter().any(|d| d["code"] == code);
    assert!(!has(&mut client, "letter-arabic"));
    assert!(has(&mut client, "cite-no-entry"));

    let file = folder.path().join("dabir.toml");
    let changed = json!({"changes": [{"uri": format!("file://{}", file.display()), "type": 1}]});
    fs::write(&file, "ignore = [\"cite-no-entry\"]\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", changed.clone());
    client.server_request("workspace/diagnostic/refresh");
    assert!(has(&mut client, "letter-arabic"), "the file beats the editor");
    assert!(!has(&mut client, "cite-no-entry"));

    fs::write(&file, "locale = \"en\"\n\nignor = []\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", changed.clone());
    let shown = client.notification(|n| n["method"] == "window/showMessage");
    assert_eq!(shown["params"]["type"], 2);
    let text = shown["params"]["message"].as_str().unwrap();
    assert!(text.contains("dabir.toml:3: ") && text.contains("did you mean `ignore`?"), "{text}");
    client.notification(|n| n["method"] == "window/logMessage");
    client.server_request("workspace/diagnostic/refresh");

    // One slip leaves the rest of a table alone, and has its own line, as a rule that is none has.
    let slips = "[severity]\nletter-arabic = \"off\"\nurl-missing = \"eror\"\nno-such-rule = \"error\"\n";
    fs::write(&file, slips).unwrap();
    client.notify("workspace/didChangeWatchedFiles", changed);
    let said = |client: &mut Client, words: &str| {
        let is_said = |n: &Value| n["params"]["message"].as_str().is_some_and(|text| text.contains(words));
        for method in ["window/showMessage", "window/logMessage"] {
            client.notification(|n| n["method"] == method && is_said(n));
        }
    };
    said(&mut client, "dabir.toml:3: `severity.url-missing`: unknown variant");
    said(&mut client, "dabir.toml:4: unknown rule `no-such-rule`");
    client.server_request("workspace/diagnostic/refresh");
    assert!(!has(&mut client, "letter-arabic"));
    assert!(has(&mut client, "cite-no-entry"));

    client.settings = json!(5);
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.server_request("workspace/configuration");
    said(&mut client, "settings `dabir`: invalid type");
    client.server_request("workspace/diagnostic/refresh");
    client.settings = json!({"select": ["zwnj-lost"]});
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.server_request("workspace/configuration");
    client.server_request("workspace/diagnostic/refresh");
    assert!(!has(&mut client, "cite-no-entry"));
    client.finish();
}

#[test]
fn settings_may_be_told_as_they_change() {
    let mut client = Client::open(MANUSCRIPT);
    let before = client.pull(URI).len();
    let settings = json!({"settings": {"dabir": {"severity": {"letter-arabic": "off"}}}});
    client.notify("workspace/didChangeConfiguration", settings);
    client.server_request("workspace/diagnostic/refresh");
    let after = client.pull(URI);
    assert!(after.len() < before && after.iter().all(|d| d["code"] != "letter-arabic"));
    client.finish();
}
