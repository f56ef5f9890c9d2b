//! `dabir parse`: entries of documents and lines of lists.

use serde_json::{Value, json};

use super::{Folder, KAF};

fn records(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every field's offsets give its value.
fn check(record: &Value) {
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    for field in record["fields"].as_array().unwrap() {
        let [start, end] = ["start", "end"].map(|name| field[name].as_u64().unwrap() as usize);
        assert_eq!(text[start..end].iter().collect::<String>(), field["value"].as_str().unwrap(), "{record}");
        assert!((0.0..=1.0).contains(&field["confidence"].as_f64().unwrap()));
    }
}

fn value<'r>(record: &'r Value, label: &str) -> &'r str {
    let fields = record["fields"].as_array().unwrap();
    fields.iter().find(|field| field["label"] == label).map_or("", |field| field["value"].as_str().unwrap())
}

#[test]
fn each_line_is_a_record() {
    let lines = [
        "",
        "   ",
        "\r",
        "[۱] 😀 بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: نشر نی.\r",
        "• Walt, Stephen (1987). The origins of alliances. Ithaca: Cornell University Press.",
        "…",
        "\u{feff}\u{202b}12. الف\rب\0",
        "Walt, S. (1987). The * origins * of. Retrieved from <https://example.org/a>.",
    ];
    let folder = Folder::new();
    let run =
        folder.feed(&["parse", "--lines", "--format", "jsonl", "-"], (lines.join("\n") + "\n").as_bytes());
    assert_eq!(run.code, Some(0));
    let records = records(&run.out);
    let texts: Vec<&str> = records.iter().map(|record| record["text"].as_str().unwrap()).collect();
    assert_eq!(texts, lines);
    records.iter().for_each(check);
    let unread = json!({
        "text": "", "lang": "und", "kind": "document", "kind_confidence": 0.0, "confidence": 0.0, "fields": []
    });
    assert_eq!(records[0], unread);
    assert_eq!((&records[3]["lang"], value(&records[3], "date")), (&json!("fa"), "۱۳۸۹"));
    assert_eq!(records[3]["people"], json!({ "author": [{ "family": "بوزان", "given": "بری" }] }));
    assert_eq!(records[3]["years"], json!([{ "value": 1389 }]));
    assert_eq!(
        (&records[4]["lang"], value(&records[4], "title")),
        (&json!("en"), "The origins of alliances")
    );
    assert_eq!(value(&records[7], "url"), "https://example.org/a");
}

#[test]
fn a_last_line_counts_when_there_is_something_in_it() {
    let folder = Folder::with(&[("a.txt", "a\n\nb")]);
    let count = |input: &str| {
        records(&folder.feed(&["parse", "--lines", "--format", "jsonl"], input.as_bytes()).out).len()
    };
    for (input, lines) in [("", 0), ("\n", 1), ("a", 1), ("a\n", 1), ("a\n\n", 2), ("a\n ", 2)] {
        assert_eq!(count(input), lines, "{input:?}");
    }
    assert_eq!(records(&folder.run(&["parse", "--lines", "a.txt", "--format", "jsonl"]).out).len(), 3);
    let array: Vec<Value> =
        serde_json::from_str(&folder.run(&["parse", "a.txt", "--lines", "--format", "json"]).out).unwrap();
    assert_eq!(array.len(), 3);
}

#[test]
fn entries_of_a_document_have_their_place_in_the_file() {
    let text = format!(
        "\u{feff}😀 متن\r\n\r\n{}\r\n1. Walt, S. (1987). *The **origins** of alliances*. Ithaca: Cornell.\r\n",
        KAF.replace('\n', "\r\n")
    );
    let folder = Folder::with(&[("a.md", &text)]);
    let run = folder.run(&["parse", "a.md", "--format", "jsonl"]);
    let records = records(&run.out);
    assert_eq!(records.len(), 2);
    let characters: Vec<char> = text.chars().collect();
    for record in &records {
        check(record);
        let [start, end] = [0, 1].map(|i| record["span"][i].as_u64().unwrap() as usize);
        assert_eq!(characters[start..end].iter().collect::<String>(), record["text"].as_str().unwrap());
    }
    assert_eq!(value(&records[1], "title"), "The **origins** of alliances");
    let piped =
        folder.feed(&["parse", "-", "--stdin-filename", "a.md", "--format", "jsonl"], text.as_bytes());
    assert_eq!(piped.out, run.out);
    let array: Vec<Value> =
        serde_json::from_str(&folder.run(&["parse", "a.md", "--format", "json"]).out).unwrap();
    assert_eq!(array, records);
}

#[test]
fn the_reader_explains_itself() {
    let folder = Folder::new();
    let reference = "بوزان، بری (۱۳۸۹). *مردم و هراس*. تهران: نشر نی، چاپ دوم.\n";
    let run = folder.feed(&["parse", "--lines", "--explain", "--format", "jsonl"], reference.as_bytes());
    let record = &records(&run.out)[0];
    check(record);
    let steps = record["steps"].as_array().unwrap();
    let step = |text: &str| steps.iter().find(|step| step["text"] == text).unwrap();
    assert_eq!((&step("بوزان")["label"], &step("(")["label"]), (&json!("B-author"), &json!("O")));
    assert_eq!((&step("دوم")["anchor"], &step("چاپ")["anchor"]), (&json!("Edition"), &json!("Cue")));
    assert!(step("تهران")["marks"].as_array().unwrap().contains(&json!("CITY")));
    assert_eq!(step("تهران")["shares"][0][0], json!("location"));
    let shares: f64 = step("مردم")["shares"].as_array().unwrap().iter().map(|s| s[1].as_f64().unwrap()).sum();
    assert!((0.9..1.01).contains(&shares), "{shares}");
    let table = folder.feed(&["parse", "--lines", "--explain"], reference.as_bytes()).out;
    assert!(table.contains("B-title") && table.contains("هراس"), "{table}");
    assert!(!folder.feed(&["parse", "--lines"], reference.as_bytes()).out.contains("B-title"));
}

#[test]
fn people_see_fields_by_name() {
    let folder = Folder::with(&[("a.md", KAF)]);
    let run = folder.run(&["parse", "a.md"]);
    assert!(run.out.starts_with("1. book · fa · "), "{}", run.out);
    assert!(run.out.contains("\n     author     بوزان، بری\n"), "{}", run.out);
    assert_eq!(folder.run(&["parse"]).code, Some(2));
    assert_eq!(folder.run(&["parse", "nowhere.md"]).code, Some(2));
    assert_eq!(folder.run(&["parse", "."]).code, Some(2));
}
