//! One question of each kind on a manuscript in two languages.

use serde_json::{Value, json};

use crate::client::{Client, URI, capabilities};
use crate::model::{MANUSCRIPT, Model, Unit};

/// The position of a text in the manuscript, `plus` columns on.
fn at(needle: &str, plus: u64) -> Value {
    let byte = MANUSCRIPT.find(needle).unwrap();
    let mut place = crate::model::position(MANUSCRIPT, byte, Unit::Utf16);
    place["character"] = json!(place["character"].as_u64().unwrap() + plus);
    place
}

/// The text of a range of the manuscript.
fn text_of(range: &Value) -> String {
    let model = Model { text: MANUSCRIPT.to_owned(), unit: Unit::Utf16 };
    let place = |p: &Value| {
        let number = |key: &str| p[key].as_u64().unwrap() as usize;
        crate::model::offset(&model.text, number("line"), number("character"), Unit::Utf16)
    };
    MANUSCRIPT[place(&range["start"])..place(&range["end"])].to_owned()
}

fn asked(position: Value) -> Value {
    json!({"textDocument": {"uri": URI}, "position": position, "context": {"includeDeclaration": true}})
}

#[test]
fn from_a_citation_to_its_entry_and_back() {
    let mut client = Client::open(MANUSCRIPT);
    let hover = client.request("textDocument/hover", asked(at("(Walt, 1987, p", 2))).unwrap();
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert!(hover["contents"]["value"].as_str().unwrap().contains("origins of alliances"), "{hover}");

    let links = client.request("textDocument/definition", asked(at("بوزان، 1389: 45", 2))).unwrap();
    assert_eq!(links[0]["targetUri"], URI);
    assert!(text_of(&links[0]["targetRange"]).starts_with("بوزان، باري. (1389)"), "{links}");

    let places = client.request("textDocument/references", asked(at("- Walt, S.", 3))).unwrap();
    let texts: Vec<String> =
        places.as_array().unwrap().iter().map(|place| text_of(&place["range"])).collect();
    assert_eq!(texts.iter().filter(|text| text.contains("Walt")).count(), texts.len(), "{texts:?}");
    assert!(texts.len() >= 3, "{texts:?}");
    client.finish();

    let mut client = Client::start(json!({}));
    client.did_open(URI, "markdown", MANUSCRIPT);
    let place = client.request("textDocument/definition", asked(at("بوزان، 1389: 45", 2))).unwrap();
    assert!(text_of(&place[0]["range"]).starts_with("بوزان"), "{place}");
    let hover = client.request("textDocument/hover", asked(at("(Walt, 1987, p", 2))).unwrap();
    assert_eq!(hover["contents"]["kind"], "plaintext");
    client.publication(URI);
    client.finish();
}

#[test]
fn the_outline_is_nested_or_flat_as_the_client_can_take_it() {
    let mut client = Client::open(MANUSCRIPT);
    let nested = client.request("textDocument/documentSymbol", asked(at("منابع", 0))).unwrap();
    assert_eq!(nested.as_array().unwrap().len(), 2, "{nested}");
    assert!(nested[0]["children"].as_array().unwrap().len() == 2, "{nested}");
    client.finish();
    let mut client = Client::start(json!({"textDocument": {"diagnostic": {}}}));
    client.did_open(URI, "markdown", MANUSCRIPT);
    let flat = client.request("textDocument/documentSymbol", asked(at("منابع", 0))).unwrap();
    assert_eq!(flat.as_array().unwrap().len(), 6, "{flat}");
    assert_eq!(flat[1]["containerName"], flat[0]["name"]);
    client.finish();
}

#[test]
fn works_are_proposed_in_a_citation_in_our_order() {
    let text = MANUSCRIPT.replace("(ناشناس، ۱۳۷۰)", "(Wa");
    let mut client = Client::open(&text);
    let place = crate::model::position(&text, text.find("(Wa.").unwrap() + 3, Unit::Utf16);
    let mut params = asked(place.clone());
    params["context"] = json!({"triggerKind": 1});
    let list = client.request("textDocument/completion", params).unwrap();
    let items = list["items"].as_array().unwrap();
    let walt = items.iter().find(|item| item["label"].as_str().unwrap().contains("Walt")).unwrap();
    assert_eq!(walt["textEdit"]["range"]["end"], place, "{walt}");
    let ranks: Vec<&str> = items.iter().map(|item| item["sortText"].as_str().unwrap()).collect();
    assert!(ranks.is_sorted());
    client.finish();
}

/// The text after a code action's edits of the manuscript.
fn edited(action: &Value, text: &str) -> String {
    let change = &action["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": URI, "version": 1}));
    let mut model = Model { text: text.to_owned(), unit: Unit::Utf16 };
    // From the last place to the first, so that no edit moves another.
    for edit in change["edits"].as_array().unwrap().iter().rev() {
        model.apply(&json!({"range": edit["range"], "text": edit["newText"]}));
    }
    model.text
}

fn actions(client: &mut Client, range: &Value, diagnostics: &[Value], only: Option<&[&str]>) -> Vec<Value> {
    let mut context = json!({"diagnostics": diagnostics});
    if let Some(only) = only {
        context["only"] = json!(only);
    }
    let params = json!({"textDocument": {"uri": URI}, "range": range, "context": context});
    client.request("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
}

#[test]
fn a_fix_mends_its_fault() {
    let mut client = Client::open(MANUSCRIPT);
    let found = client.pull(URI);
    let arabic = found.iter().find(|d| d["code"] == "letter-arabic").unwrap();
    let fixes = actions(&mut client, &arabic["range"], &found, None);
    let fix = fixes.iter().find(|fix| fix["diagnostics"][0]["code"] == "letter-arabic").unwrap();
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(fix["diagnostics"], json!([arabic]));
    let text = edited(fix, MANUSCRIPT);
    client.did_change(URI, 2, json!([{"text": text}]));
    assert!(client.pull(URI).iter().all(|d| d["code"] != "letter-arabic"));
    client.finish();
}

#[test]
fn all_fixes_at_once_leave_nothing_to_mend() {
    let mut client = Client::open(MANUSCRIPT);
    let place = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
    for only in ["source", "source.fixAll", "source.fixAll.dabir", ""] {
        let found = actions(&mut client, &place, &[], Some(&[only]));
        assert_eq!(found.len(), 1, "{only}");
        assert_eq!(found[0]["kind"], "source.fixAll.dabir");
    }
    for only in [
        Some(["quickfix"].as_slice()),
        Some(&["source.fixAll.other"]),
        Some(&["source.organizeImports"]),
        None,
    ] {
        assert!(actions(&mut client, &place, &[], only).is_empty(), "{only:?}");
    }
    let before = client.pull(URI);
    let all = actions(&mut client, &place, &[], Some(&["source.fixAll"])).remove(0);
    let text = edited(&all, MANUSCRIPT);
    client.did_change(URI, 2, json!([{"text": text}]));
    assert!(client.pull(URI).len() < before.len());
    assert!(actions(&mut client, &place, &[], Some(&["source.fixAll"])).is_empty());
    client.finish();
}

#[test]
fn edits_without_versions_go_to_clients_that_know_no_better() {
    let mut capabilities = capabilities(true);
    capabilities["workspace"] = json!({});
    let mut client = Client::start(capabilities);
    client.did_open(URI, "markdown", MANUSCRIPT);
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let found = actions(&mut client, &all, &[], None);
    assert!(!found.is_empty() && found.iter().all(|fix| fix["edit"]["changes"][URI].is_array()), "{found:?}");
    client.finish();
}
