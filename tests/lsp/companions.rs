//! What other files know: libraries, manuscripts of the workspace, other open documents.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Client, capabilities};

pub const BIB: &str = "@book{bull1977,\n  author = {Bull, Hedley},\n  title = {The Anarchical Society},\n  publisher = {Macmillan},\n  address = {London},\n  year = 1977\n}\n<<<<<<< HEAD\n@book{enayat1362, author = {عنایت، حمید}, title = {اندیشه سیاسی}, year = 1362}\n";

pub const LIST: &str =
    "# References\n\nWalt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.\n\n";

pub fn uri(path: &Path) -> String {
    tower_lsp::lsp_types::Url::from_file_path(path).unwrap().to_string()
}

pub fn session(folder: &Path, mut capabilities: Value) -> Client {
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({"dynamicRegistration": true});
    let root = json!([{"uri": uri(folder), "name": "paper"}]);
    Client::start_with(json!({"capabilities": capabilities, "workspaceFolders": root})).0
}

/// The proposals at the end of a line of a document.
pub fn proposals(client: &mut Client, uri: &str, text: &str, line: u32) -> Vec<Value> {
    let character = text.lines().nth(line as usize).unwrap().encode_utf16().count();
    let params = json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}});
    client.request("textDocument/completion", params).unwrap()["items"].as_array().unwrap().clone()
}

/// Asks until a proposal with this label comes: other files are read in the background.
pub fn wait_for(client: &mut Client, uri: &str, text: &str, line: u32, label: &str) -> Value {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let items = proposals(client, uri, text, line);
        if let Some(item) = items.iter().find(|item| item["label"] == label) {
            return item.clone();
        }
        assert!(Instant::now() < end, "{label} is not among {items:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_library_named_in_front_matter_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let bib = folder.path().join("refs.bib");
    fs::write(&bib, BIB).unwrap();
    let mut client = session(folder.path(), capabilities(true));
    let document = uri(&folder.path().join("paper.md"));
    let text = format!("---\nbibliography: refs.bib\n---\n\nStates (بول\n\n{LIST}");
    client.did_open(&document, "markdown", &text);
    let item = wait_for(&mut client, &document, &text, 4, "Bull, 1977");
    assert_eq!(item["filterText"], "بول");
    let added = item["additionalTextEdits"][0]["newText"].as_str().unwrap();
    assert_eq!(added, "Bull, Hedley (1977). The Anarchical Society. London: Macmillan.\n\n");
    let resolved = client.request("completionItem/resolve", item).unwrap();
    assert!(
        resolved["documentation"]["value"].as_str().unwrap().starts_with("Bull, Hedley (1977)"),
        "{resolved}"
    );

    fs::write(&bib, BIB.replace("Bull, Hedley", "Wight, Martin")).unwrap();
    let changed = json!({"changes": [{"uri": uri(&bib), "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changed);
    let text = text.replace("بول", "Wig");
    client.did_change(&document, 2, json!([{"text": text}]));
    wait_for(&mut client, &document, &text, 4, "Wight, 1977");
    client.finish();
}

#[test]
fn a_broken_library_keeps_its_good_entries_and_says_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let bib = folder.path().join("refs.bib");
    fs::write(&bib, BIB).unwrap();
    fs::write(folder.path().join("dabir.toml"), "libraries = [\"refs.bib\"]\n").unwrap();
    let mut client = session(folder.path(), capabilities(false));
    let document = uri(&folder.path().join("paper.md"));
    let text = format!("States (Ena\n\n{LIST}");
    client.did_open(&document, "markdown", &text);
    wait_for(&mut client, &document, &text, 0, "عنایت، ۱۳۶۲");
    let published = client.publication(&uri(&bib))["params"].clone();
    assert_eq!(published["diagnostics"][0]["code"], "library-conflict-marker", "{published}");
    assert_eq!(published["diagnostics"][0]["range"]["start"], json!({"line": 7, "character": 0}));

    // An open buffer wins over the disk.
    client.did_open(&uri(&bib), "bibtex", &BIB.replace("<<<<<<< HEAD\n", ""));
    let published = client.publication(&uri(&bib))["params"].clone();
    assert_eq!(published["diagnostics"], json!([]));
    assert_eq!(published["version"], 1);
    client.publication(&document);
    client.finish();
}

#[test]
fn a_client_that_pulls_gets_the_faults_of_libraries_with_those_of_the_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let bib = folder.path().join("refs.bib");
    fs::write(&bib, BIB).unwrap();
    fs::write(folder.path().join("dabir.toml"), "libraries = [\"refs.bib\"]\n").unwrap();
    let mut client = session(folder.path(), capabilities(true));
    let document = uri(&folder.path().join("paper.md"));
    let text = format!("States (Ena\n\n{LIST}");
    client.did_open(&document, "markdown", &text);
    wait_for(&mut client, &document, &text, 0, "عنایت، ۱۳۶۲");
    let reports = client.request("workspace/diagnostic", json!({"previousResultIds": []})).unwrap();
    let items = reports["items"].as_array().unwrap();
    let ours = items.iter().find(|report| report["uri"] == uri(&bib)).unwrap();
    assert_eq!(ours["version"], Value::Null);
    assert_eq!(ours["items"].as_array().unwrap().len(), 1);
    let again = json!({"previousResultIds": [{"uri": uri(&bib), "value": ours["resultId"]}]});
    let reports = client.request("workspace/diagnostic", again).unwrap();
    let items = reports["items"].as_array().unwrap();
    assert_eq!(items.iter().find(|report| report["uri"] == uri(&bib)).unwrap()["kind"], "unchanged");
    client.finish();
}

#[test]
fn an_open_library_is_read_before_a_client_that_pulls_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = session(folder.path(), capabilities(true));
    let bib = uri(&folder.path().join("refs.bib"));
    let broken = "@book{walt87, title = {Origins}";
    for (version, text) in
        (1..).zip([broken.to_owned(), format!("{broken}}}"), BIB.repeat(500), broken.to_owned()])
    {
        match version {
            1 => client.did_open(&bib, "bibtex", &text),
            _ => client.did_change(&bib, version, json!([{"text": text}])),
        }
        let codes: Vec<Value> = client.pull(&bib).iter().map(|found| found["code"].clone()).collect();
        match version {
            1 | 4 => assert_eq!(codes, ["library-unclosed"]),
            2 => assert_eq!(codes, [Value::Null; 0]),
            _ => assert!(codes.len() >= 500),
        }
    }
    // Another text with the version of the one before; and the file under a second name.
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": bib}}));
    client.did_open(&bib, "bibtex", &format!("{broken}}}"));
    assert!(client.pull(&bib).is_empty());
    #[cfg(unix)]
    {
        fs::write(folder.path().join("refs.bib"), "").unwrap();
        std::os::unix::fs::symlink("refs.bib", folder.path().join("link.bib")).unwrap();
        let link = uri(&folder.path().join("link.bib"));
        client.did_open(&link, "bibtex", broken);
        client.did_change(&link, 7, json!([{"text": format!("{broken}}} ")}]));
        assert!(client.pull(&bib).is_empty());
        client.did_change(&link, 8, json!([{"text": broken}]));
        client.notify("textDocument/didClose", json!({"textDocument": {"uri": link}}));
        assert!(client.pull(&bib).is_empty());
    }
    client.did_change(&bib, 2, json!([{"text": broken}]));
    let reports = client.request("workspace/diagnostic", json!({"previousResultIds": []})).unwrap();
    let ours = reports["items"].as_array().unwrap().iter().find(|report| report["uri"] == *bib).unwrap();
    assert_eq!((&ours["version"], &ours["items"][0]["code"]), (&json!(2), &json!("library-unclosed")));
    // Closed while somebody waits.
    client.did_change(&bib, 5, json!([{"text": BIB.repeat(2_000)}]));
    let asked = client.post("textDocument/diagnostic", json!({"textDocument": {"uri": bib}}));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": bib}}));
    assert_eq!(client.answer(asked).unwrap()["items"], json!([]));
    client.finish();
}

#[test]
fn other_manuscripts_are_known_whether_open_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let other = "# References\n\nGilpin, Robert (1981). War and Change in World Politics. Cambridge: Cambridge University Press.\n";
    fs::write(folder.path().join("chapter.md"), other).unwrap();
    fs::create_dir(folder.path().join("drafts")).unwrap();
    fs::write(folder.path().join(".gitignore"), "drafts/\n").unwrap();
    fs::write(folder.path().join("drafts/old.md"), other.replace("Gilpin", "Gilmartin")).unwrap();
    let mut client = session(folder.path(), capabilities(true));
    let document = uri(&folder.path().join("paper.md"));
    let text = format!("{LIST}گیل\n");
    client.did_open(&document, "markdown", &text);
    let item = wait_for(&mut client, &document, &text, 4, "Gilpin, Robert");
    assert!(item["detail"].as_str().unwrap().ends_with("/chapter.md"), "{item}");
    let items = proposals(&mut client, &document, &text, 4);
    assert!(!items.iter().any(|item| item["label"] == "Gilmartin, Robert"), "{items:?}");

    let open = uri(&folder.path().join("open.md"));
    client.did_open(&open, "markdown", "# References\n\nGilbert, Felix (1965). Machiavelli and Guicciardini. Princeton: Princeton University Press.\n");
    wait_for(&mut client, &document, &text, 4, "Gilbert, Felix");
    client.finish();
}

#[test]
fn a_library_that_is_too_large_or_missing_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let huge = fs::File::create(folder.path().join("huge.bib")).unwrap();
    huge.set_len(200 << 20).unwrap();
    fs::write(folder.path().join("dabir.toml"), "libraries = [\"huge.bib\", \"none.bib\"]\n").unwrap();
    let mut client = session(folder.path(), capabilities(true));
    client.did_open(&uri(&folder.path().join("paper.md")), "markdown", LIST);
    let told = |method: &'static str, text: &'static str| {
        move |n: &Value| n["method"] == method && n["params"]["message"].as_str().unwrap().contains(text)
    };
    for method in ["window/showMessage", "window/logMessage"] {
        client.notification(told(method, "huge.bib: too large: 200 MiB"));
        client.notification(told(method, "none.bib"));
    }
    client.finish();
}

#[test]
fn a_decision_about_two_names_is_one_line_in_a_table() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("dabir.toml"), "").unwrap();
    let mut capabilities = capabilities(true);
    capabilities["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create"]);
    let mut client = session(folder.path(), capabilities);
    let document = uri(&folder.path().join("paper.md"));
    client.did_open(&document, "markdown", &format!("States balance (Wallt, 1987).\n\n{LIST}"));
    let place = json!({"line": 0, "character": 18});
    let params = json!({
        "textDocument": {"uri": document},
        "range": {"start": place, "end": place},
        "context": {"diagnostics": []},
    });
    let actions = client.request("textDocument/codeAction", params.clone()).unwrap();
    let never =
        actions.as_array().unwrap().iter().find(|a| a["title"].as_str().unwrap().contains("never")).unwrap();
    let changes = &never["edit"]["documentChanges"];
    let table = folder.path().join("people.tsv");
    assert_eq!(
        changes[0],
        json!({"kind": "create", "uri": uri(&table), "options": {"ignoreIfExists": true}})
    );
    assert_eq!(changes[1]["textDocument"], json!({"uri": uri(&table), "version": null}));
    let line = changes[1]["edits"][0]["newText"].as_str().unwrap();
    assert_eq!(line, "Wallt\tWalt, Stephen\tdifferent\n");

    // As the editor would write it, behind a line without an end.
    let code = |client: &mut Client| client.pull(&document)[0]["code"].clone();
    assert_eq!(code(&mut client), "cite-author-near");
    fs::write(&table, "# mine").unwrap();
    let actions = client.request("textDocument/codeAction", params).unwrap();
    let never =
        actions.as_array().unwrap().iter().find(|a| a["title"].as_str().unwrap().contains("never")).unwrap();
    let edit = &never["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(edit["range"]["start"], json!({"line": 0, "character": 6}));
    assert_eq!(edit["newText"], format!("\n{line}"));
    fs::write(&table, format!("# mine\n{line}")).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&table), "type": 1}]}));
    let end = Instant::now() + Duration::from_secs(20);
    while code(&mut client) != "cite-no-entry" {
        assert!(Instant::now() < end);
    }
    client.finish();
}
