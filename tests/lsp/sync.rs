//! The server's text is the client's, edit for edit.

use serde_json::{Value, json};

use crate::client::{Client, URI, capabilities};
use crate::model::{MANUSCRIPT, Model, Random, Unit, outline_of};

/// What random edits insert.
const FRAGMENTS: [&str; 26] = [
    "a",
    "(",
    ")",
    "۱۳۹۸",
    "2019",
    "\n",
    "\r\n",
    "\r",
    "\n\n- ",
    ".",
    "، ",
    " ,",
    "«",
    "رضایی",
    "ی",
    "ك",
    "\u{200c}",
    "😀",
    "(Walt, 1987)",
    "Smith, J. (2001). On 😀 things. London: Verso.",
    "## منابع\n\n",
    "[",
    "@",
    "e\u{301}",
    "\u{202b}",
    "  ",
];

/// Capabilities with one position encoding, for pulling without further abilities.
fn plain(unit: Unit) -> Value {
    json!({
        "general": {"positionEncodings": [unit.name()]},
        "textDocument": {
            "diagnostic": {},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
        },
    })
}

/// A change at a random place, now and then past the end of its line or of the document, and rarely all of the text.
fn random_change(random: &mut Random, model: &Model) -> Value {
    let text = FRAGMENTS[random.below(FRAGMENTS.len())];
    if random.below(400) == 0 || model.text.len() > 6_000 {
        return json!({"text": format!("{MANUSCRIPT}{text}")});
    }
    let lines = model.text.lines().count();
    let line = random.below(lines + 2);
    let far = random.below(20) == 0;
    let column = random.below(if far { 5_000 } else { 90 });
    let (end_line, end_column) = match random.below(10) {
        0..5 => (line, column),
        5..9 => (line, column + random.below(12)),
        _ => (line + random.below(2), column + random.below(30)),
    };
    json!({
        "range": {
            "start": {"line": line, "character": column},
            "end": {"line": end_line, "character": end_column},
        },
        "text": text,
    })
}

/// A request and what it must be answered with.
struct Asked {
    id: i64,
    question: Question,
    model: Model,
}

#[derive(Clone, Copy, Debug)]
enum Question {
    Outline,
    Hover(usize, usize),
    Diagnostics,
}

fn ask(client: &mut Client, random: &mut Random, model: &Model) -> Asked {
    let document = json!({"uri": URI});
    let (line, column) = (random.below(20), random.below(60));
    let (question, method, params) = match random.below(3) {
        0 => (Question::Outline, "textDocument/documentSymbol", json!({"textDocument": document})),
        1 => {
            let params = json!({"textDocument": document, "position": {"line": line, "character": column}});
            (Question::Hover(line, column), "textDocument/hover", params)
        }
        _ => (Question::Diagnostics, "textDocument/diagnostic", json!({"textDocument": document})),
    };
    Asked { id: client.post(method, params), question, model: model.clone() }
}

fn check(client: &mut Client, asked: &Asked, seed: u64) {
    let answer = client.answer(asked.id).unwrap();
    let (found, expected) = match asked.question {
        Question::Outline => (outline_of(&answer), asked.model.outline()),
        Question::Hover(line, column) => (answer, asked.model.hover(line, column)),
        Question::Diagnostics => (answer["items"].clone(), Value::Array(asked.model.diagnostics())),
    };
    let (question, text) = (asked.question, &asked.model.text);
    assert_eq!(found, expected, "seed {seed}, {question:?} on {text:?}");
}

/// Edits without waiting, with requests among them; every answer must be that of the text at its moment.
fn flood(unit: Unit, edits: usize, seed: u64) {
    let mut random = Random(seed);
    let mut client = Client::start(plain(unit));
    let mut model = Model { text: MANUSCRIPT.to_owned(), unit };
    client.did_open(URI, "markdown", MANUSCRIPT);
    let (mut sent, mut version, mut asked) = (0, 1, Vec::new());
    while sent < edits {
        let count = if random.below(5) == 0 { 1 + random.below(4) } else { 1 };
        let mut changes = Vec::new();
        for _ in 0..count {
            let change = random_change(&mut random, &model);
            model.apply(&change);
            changes.push(change);
        }
        sent += count;
        version += 1;
        client.did_change(URI, version, Value::Array(changes));
        if random.below(6) == 0 {
            asked.push(ask(&mut client, &mut random, &model));
        }
    }
    for asked in &asked {
        check(&mut client, asked, seed);
    }
    assert!(asked.len() * 10 >= edits, "{} requests", asked.len());
    client.finish();
}

#[test]
fn ten_thousand_edits_and_a_thousand_requests() {
    flood(Unit::Utf16, 10_000, 1404);
}

#[test]
fn a_flood_in_the_other_encodings() {
    flood(Unit::Utf8, 1_000, 1405);
    flood(Unit::Utf32, 1_000, 1406);
}

#[test]
fn after_random_edits_the_diagnostics_are_those_of_a_fresh_open() {
    for seed in 0..3 {
        let mut random = Random(seed);
        let mut model = Model { text: MANUSCRIPT.to_owned(), unit: Unit::Utf16 };
        let mut client = Client::open(MANUSCRIPT);
        for version in 2..100 {
            let change = random_change(&mut random, &model);
            model.apply(&change);
            client.did_change(URI, version, json!([change]));
        }
        let edited = client.pull(URI);
        client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
        client.did_open(URI, "markdown", &model.text);
        assert_eq!(edited, client.pull(URI), "seed {seed}: {:?}", model.text);
        client.finish();
    }
}

#[test]
fn columns_are_counted_as_negotiated() {
    let text = "## منابع\n\n- 😀 باري، بوزان. (1389). مردم و دولت. تهران: سمت.\n";
    for (unit, offers, column) in [
        (Unit::Utf16, json!(["utf-16"]), 5),
        (Unit::Utf16, json!(["utf-16", "utf-32"]), 5),
        (Unit::Utf32, json!(["utf-32", "utf-16"]), 4),
        (Unit::Utf8, json!(["utf-8", "utf-16", "utf-32"]), 7),
        (Unit::Utf8, json!(["utf-16", "utf-8"]), 7),
        (Unit::Utf32, json!(["utf-32"]), 4),
    ] {
        let mut capabilities = plain(unit);
        capabilities["general"]["positionEncodings"] = offers;
        let (mut client, answer) = Client::start_with(json!({"capabilities": capabilities}));
        assert_eq!(answer["capabilities"]["positionEncoding"], unit.name());
        client.did_open(URI, "markdown", text);
        let found = client.pull(URI);
        let arabic = found.iter().find(|d| d["code"] == "letter-arabic").unwrap();
        assert_eq!(arabic["range"]["start"], json!({"line": 2, "character": column}), "{unit:?}");
        client.finish();
    }
}

#[test]
fn documents_are_told_apart_by_language_and_by_extension() {
    let mut client = Client::start(capabilities(true));
    let text = "% (ناشناس، ۱۳۷۰)\n\\section*{منابع}\n\\begin{thebibliography}{9}\n\\bibitem{a} بوزان، باري. (1389). مردم. تهران: سمت.\n\\end{thebibliography}\n";
    for (uri, language, found) in [
        ("file:///a", "latex", true),
        ("file:///b.tex", "unheard-of", true),
        ("untitled:Untitled-1", "plaintext", false),
    ] {
        client.did_open(uri, language, text);
        let params = json!({"textDocument": {"uri": uri}});
        let symbols = client.request("textDocument/documentSymbol", params).unwrap();
        assert_eq!(symbols.to_string().contains("thebibliography"), !found && symbols != json!([]), "{uri}");
        assert!(client.pull(uri).iter().any(|d| d["code"] == "letter-arabic") || !found, "{uri}");
    }
    client.finish();
}

#[test]
fn strange_notifications_lose_nothing() {
    let mut client = Client::start(capabilities(true));
    client.did_change(URI, 2, json!([{"text": "too early"}]));
    let log = client.notification(|n| n["method"] == "window/logMessage");
    assert!(log["params"]["message"].as_str().unwrap().contains("not open"), "{log}");
    assert!(client.pull(URI).is_empty());

    client.did_open(URI, "markdown", "متن\n");
    client.did_change(URI, 2, json!([{"range": {"start": {"line": 99, "character": 99}, "end": {"line": 99, "character": 99}}, "text": MANUSCRIPT}]));
    client.did_change(URI, 3, json!([{"range": {"start": {"line": 0, "character": 3}, "end": {"line": 0, "character": 0}}, "text": "متن دیگر"}]));
    let model = Model { text: format!("متن دیگر\n{MANUSCRIPT}"), unit: Unit::Utf16 };
    let outline =
        client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}})).unwrap();
    assert_eq!(outline_of(&outline), model.outline());

    client.notify("textDocument/didChange", json!({"textDocument": {"uri": URI}, "contentChanges": 7}));
    let log = client.notification(|n| n["method"] == "window/logMessage");
    assert_eq!(log["params"]["type"], 1, "{log}");
    client.did_open(URI, "markdown", MANUSCRIPT);
    let log = client.notification(|n| n["method"] == "window/logMessage");
    assert!(log["params"]["message"].as_str().unwrap().contains("twice"), "{log}");
    assert!(!client.pull(URI).is_empty());
    client.finish();
}
