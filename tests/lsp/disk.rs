//! Other files as they lie on a disk: links, pipes, folders that come and go, thousands of them.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Client, capabilities};
use crate::companions::{BIB, LIST, proposals, session, uri, wait_for};

/// A list with one entry of this author.
fn list_of(author: &str) -> String {
    format!(
        "# References\n\n{author} (1981). War and Change in World Politics. Cambridge: Cambridge University Press.\n"
    )
}

fn has(items: &[Value], label: &str) -> bool {
    items.iter().any(|item| item["label"] == label)
}

/// Waits until a proposal with this label is gone.
fn wait_until_gone(client: &mut Client, document: &str, text: &str, line: u32, label: &str) {
    let end = Instant::now() + Duration::from_secs(20);
    while has(&proposals(client, document, text, line), label) {
        assert!(Instant::now() < end, "{label} stays");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn told(method: &'static str, text: &'static str) -> impl Fn(&Value) -> bool {
    move |n| n["method"] == method && n["params"]["message"].as_str().unwrap().contains(text)
}

fn change(client: &mut Client, paths: &[&Path]) {
    let changes: Vec<Value> = paths.iter().map(|path| json!({"uri": uri(path), "type": 2})).collect();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
}

#[cfg(unix)]
#[test]
fn nothing_waits_for_a_pipe_or_a_device() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.bib");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    fs::write(folder.path().join("refs.bib"), BIB).unwrap();
    let libraries = "libraries = [\"pipe.bib\", \"/dev/zero\", \"refs.bib\"]\n";
    fs::write(folder.path().join("dabir.toml"), libraries).unwrap();
    let mut client = session(folder.path(), capabilities(true));
    let document = uri(&folder.path().join("paper.md"));
    let text = format!("States (بول\n\n{LIST}");
    client.did_open(&document, "markdown", &text);
    wait_for(&mut client, &document, &text, 0, "Bull, 1977");
    for method in ["window/showMessage", "window/logMessage"] {
        client.notification(told(method, "pipe.bib: a pipe or a device"));
        client.notification(told(method, "/dev/zero: a pipe or a device"));
    }
    client.finish();
}

#[test]
fn the_settings_file_of_a_folder_says_whether_its_manuscripts_are_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("chapter.md"), list_of("Gilpin, Robert")).unwrap();
    let settings = folder.path().join("dabir.toml");
    fs::write(&settings, "index-workspace = false\n").unwrap();
    let mut client = session(folder.path(), capabilities(true));
    let document = uri(&folder.path().join("paper.md"));
    let text = format!("{LIST}گیل\n");
    client.did_open(&document, "markdown", &text);
    client.listen(500);
    assert!(!has(&proposals(&mut client, &document, &text, 4), "Gilpin, Robert"));

    fs::write(&settings, "").unwrap();
    change(&mut client, &[&settings]);
    wait_for(&mut client, &document, &text, 4, "Gilpin, Robert");
    fs::write(&settings, "index-workspace = false\n").unwrap();
    change(&mut client, &[&settings]);
    wait_until_gone(&mut client, &document, &text, 4, "Gilpin, Robert");
    client.finish();
}

#[cfg(unix)]
#[test]
fn a_workspace_that_is_seen_through_a_link_is_one_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    fs::write(real.join("refs.bib"), BIB).unwrap();
    fs::write(real.join("chapter.md"), list_of("Gilpin, Robert")).unwrap();
    fs::write(real.join("dabir.toml"), "libraries = [\"refs.bib\"]\n").unwrap();
    let mut client = session(&link, capabilities(false));
    let document = uri(&link.join("paper.md"));
    let text = format!("States (Ena\n\n{LIST}گیل\n");
    client.did_open(&document, "markdown", &text);
    // The findings have the name that the client knows, open or not.
    let bib = uri(&link.join("refs.bib"));
    assert_eq!(client.publication(&bib)["params"]["diagnostics"].as_array().unwrap().len(), 1);
    wait_for(&mut client, &document, &text, 6, "Gilpin, Robert");
    wait_for(&mut client, &document, &text, 0, "عنایت، ۱۳۶۲");

    fs::write(real.join("refs.bib"), BIB.replace("<<<<<<< HEAD\n", "")).unwrap();
    fs::write(real.join("chapter.md"), list_of("Gilbert, Felix")).unwrap();
    change(&mut client, &[&link.join("refs.bib"), &link.join("chapter.md")]);
    assert_eq!(client.publication(&bib)["params"]["diagnostics"], json!([]));
    wait_for(&mut client, &document, &text, 6, "Gilbert, Felix");
    client.did_open(&uri(&link.join("chapter.md")), "markdown", "# References\n\n");
    wait_until_gone(&mut client, &document, &text, 6, "Gilbert, Felix");

    let other = uri(&real.join("refs.bib"));
    client.did_open(&other, "bibtex", BIB);
    assert_eq!(client.publication(&other)["params"]["version"], 1);
    assert_eq!(client.publication(&bib)["params"]["diagnostics"], json!([]));
    client.finish();
}

#[test]
fn manuscripts_do_not_delay_a_library() {
    let folder = tempfile::tempdir().unwrap();
    let many = list_of("Gilpin, Robert").repeat(20);
    for n in 0..300 {
        fs::write(folder.path().join(format!("{n}.md")), &many).unwrap();
    }
    let mut capabilities = capabilities(false);
    capabilities["window"] = json!({"workDoneProgress": true});
    let mut client = session(folder.path(), capabilities);
    client.did_open(&uri(&folder.path().join("paper.md")), "markdown", LIST);
    let step = |kind: &'static str| {
        move |n: &Value| n["method"] == "$/progress" && n["params"]["value"]["kind"] == kind
    };
    client.notification(step("begin"));
    let bib = uri(&folder.path().join("refs.bib"));
    client.did_open(&bib, "bibtex", BIB);
    client.publication(&bib);
    assert!(!client.notifications.iter().any(step("end")), "the walk is over already");
    client.finish();
}

#[test]
fn behind_the_walk_its_rules_hold() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path(".gitignore"), "node_modules/\n").unwrap();
    fs::create_dir_all(path("node_modules/x")).unwrap();
    fs::create_dir(path("part")).unwrap();
    fs::write(path("part/one.md"), list_of("Gilpin, Robert")).unwrap();
    let mut client = session(folder.path(), capabilities(true));
    let document = uri(&path("paper.md"));
    let text = format!("{LIST}گیل\n");
    client.did_open(&document, "markdown", &text);
    wait_for(&mut client, &document, &text, 4, "Gilpin, Robert");

    fs::write(path("node_modules/x/README.md"), list_of("Gilmartin, David")).unwrap();
    fs::write(path("part/two.md"), list_of("Gilbert, Felix")).unwrap();
    // What is open is not read again when it is saved.
    fs::write(path("paper.md"), list_of("Gillis, John")).unwrap();
    change(&mut client, &[&path("node_modules/x/README.md"), &path("paper.md"), &path("part/two.md")]);
    wait_for(&mut client, &document, &text, 4, "Gilbert, Felix");
    let items = proposals(&mut client, &document, &text, 4);
    assert!(!has(&items, "Gilmartin, David") && !has(&items, "Gillis, John"), "{items:?}");

    // A folder that is renamed is told of by its own name alone.
    fs::write(path("part/one.md"), list_of("Gilroy, Paul")).unwrap();
    fs::rename(path("part"), path("chapter")).unwrap();
    change(&mut client, &[&path("part"), &path("chapter")]);
    let item = wait_for(&mut client, &document, &text, 4, "Gilroy, Paul");
    assert!(item["detail"].as_str().unwrap().ends_with("chapter/one.md"), "{item}");
    fs::remove_dir_all(path("chapter")).unwrap();
    change(&mut client, &[&path("chapter")]);
    wait_until_gone(&mut client, &document, &text, 4, "Gilbert, Felix");
    client.finish();
}

#[test]
fn a_bibliography_of_latex_may_lie_above() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("refs.2020.bib"), BIB).unwrap();
    fs::create_dir(folder.path().join("paper")).unwrap();
    let mut client = session(folder.path(), capabilities(true));
    let document = uri(&folder.path().join("paper/paper.tex"));
    let text = "\\begin{document}\nStates \\cite{bul\n\n\\bibliography{../refs.2020}\n\\end{document}\n";
    client.did_open(&document, "latex", text);
    wait_for(&mut client, &document, text, 1, "bull1977");
    client.finish();
}

#[test]
fn the_text_of_an_open_library_counts_and_not_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let bib = folder.path().join("refs.bib");
    fs::write(&bib, BIB).unwrap();
    let mut client = session(folder.path(), capabilities(true));
    client.did_open(&uri(&bib), "bibtex", &BIB.replace("Bull, Hedley", "Bullock, Alan"));
    let document = uri(&folder.path().join("paper.md"));
    let text = format!("---\nbibliography: refs.bib\n---\n\nStates (Bul\n\n{LIST}");
    client.did_open(&document, "markdown", &text);
    wait_for(&mut client, &document, &text, 4, "Bullock, 1977");
    change(&mut client, &[&bib]);
    client.listen(300);
    assert!(has(&proposals(&mut client, &document, &text, 4), "Bullock, 1977"));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri(&bib)}}));
    wait_for(&mut client, &document, &text, 4, "Bull, 1977");
    client.finish();
}

#[test]
fn a_name_that_is_being_typed_is_no_reason_for_a_message() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("refs")).unwrap();
    fs::write(folder.path().join("dabir.toml"), "libraries = [\"none.bib\"]\n").unwrap();
    let mut client = session(folder.path(), capabilities(true));
    let document = uri(&folder.path().join("paper.md"));
    client.did_open(&document, "markdown", &format!("---\nbibliography: refs\n---\n\n{LIST}"));
    client.pull(&document);
    client.notification(told("window/logMessage", "refs: a folder"));
    client.notification(told("window/showMessage", "none.bib"));
    client.notification(told("window/logMessage", "none.bib"));
    assert!(!client.notifications.iter().any(told("window/showMessage", "refs")));
    client.finish();
}

#[test]
fn a_library_that_stands_alone_has_findings_while_it_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let bib = folder.path().join("refs.bib");
    fs::write(&bib, BIB).unwrap();
    let mut client = session(folder.path(), capabilities(false));
    for name in ["untitled:Untitled-1".to_owned(), uri(&bib)] {
        client.did_open(&name, "bibtex", BIB);
        let published = client.publication(&name)["params"].clone();
        assert_eq!(published["diagnostics"][0]["code"], "library-conflict-marker", "{published}");
        client.notify("textDocument/didClose", json!({"textDocument": {"uri": name}}));
        assert_eq!(client.publication(&name)["params"]["diagnostics"], json!([]));
    }
    client.listen(300);
    assert!(client.notifications.iter().all(|n| n["params"]["uri"] != uri(&bib)));
    client.finish();
}

/// The titles and edits of the decisions that are offered at the citation of a document.
fn decisions(client: &mut Client, document: &str) -> Vec<Value> {
    let place = json!({"line": 0, "character": 18});
    let range = json!({"start": place, "end": place});
    let params = json!({"textDocument": {"uri": document}, "range": range, "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", params).unwrap();
    let never = |a: &&Value| a["title"].as_str().unwrap().contains("never");
    actions.as_array().unwrap().iter().filter(never).cloned().collect()
}

#[test]
fn a_decision_is_written_where_the_table_ends_in_the_editor() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("people.tsv");
    // This client makes no files.
    let mut client = session(folder.path(), capabilities(true));
    let document = uri(&folder.path().join("paper.md"));
    client.did_open(&document, "markdown", &format!("States balance (Wallt, 1987).\n\n{LIST}"));
    assert_eq!(decisions(&mut client, &document), [Value::Null; 0]);

    fs::write(&table, "").unwrap();
    change(&mut client, &[&table]);
    assert_eq!(decisions(&mut client, &document).len(), 1);
    client.did_open(&uri(&table), "plaintext", "# one\n# two");
    let offered = decisions(&mut client, &document);
    let edit = &offered[0]["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"], json!({"uri": uri(&table), "version": 1}));
    assert_eq!(edit["edits"][0]["range"]["start"], json!({"line": 1, "character": 5}));
    client.finish();
}
