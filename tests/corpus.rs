//! The gold set: how well references are read, label by label. See `tests/corpus/README.md`.

#![allow(clippy::unwrap_used, reason = "what fails here is the gold set itself")]

#[path = "../src/bin/train/record.rs"]
mod record;
#[allow(dead_code, reason = "the trainer uses more of it")]
#[path = "../src/bin/train/score.rs"]
mod score;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dabir::syntax::{Label, Tokens, line, read};
use record::{Record, Span};
use score::{MAIN, Score};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The sets by name.
fn sets() -> BTreeMap<String, Vec<serde_json::Value>> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|e| e == "jsonl"));
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    let lines = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    files.map(|path| (name(&path), lines(&path))).collect()
}

fn record(value: &serde_json::Value) -> Record {
    let text = value["text"].as_str().unwrap().to_owned();
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let field = |field: &serde_json::Value| {
        let name = field["label"].as_str().unwrap();
        let label = Label::named(name).unwrap_or_else(|| panic!("label {name}"));
        let at = |key: &str| offsets[field[key].as_u64().unwrap() as usize];
        Span { label, range: at("start")..at("end") }
    };
    let fields = value["fields"].as_array().unwrap().iter().map(field).collect();
    Record { text, fields, ..Record::default() }
}

fn found(text: &str) -> Vec<Span> {
    let view = line(text);
    let reference = read(&view, &Tokens::new(&view.text));
    let span = |f: &dabir::syntax::Field| Span { label: f.label, range: view.source(f.span).indexes() };
    reference.fields.iter().map(span).collect()
}

/// The scores as they stand in `floor.tsv`: set, label, F1 with four decimals.
fn scores() -> String {
    let mut table = String::from("# set\tlabel\tF1, in ten-thousandths\n");
    for (name, values) in sets() {
        let mut score = Score::new(&MAIN);
        for value in &values {
            let gold = record(value);
            score.add(&gold.text, &gold.fields, &found(&gold.text));
        }
        let points = |share: f64| (share * 10_000.0).round();
        writeln!(table, "{name}\tall\t{}", points(score.all().f1())).unwrap();
        writeln!(table, "{name}\twhole references\t{}", points(score.whole_share())).unwrap();
        for label in MAIN.into_iter().filter(|&label| score.of(label).gold() > 0) {
            writeln!(table, "{name}\t{}\t{}", label.name(), points(score.of(label).f1())).unwrap();
        }
    }
    table
}

#[test]
fn scores_are_those_on_record() {
    let path = folder().join("floor.tsv");
    let scores = scores();
    if std::env::var_os("DABIR_RECORD").is_some() {
        fs::write(&path, &scores).unwrap();
    }
    let floor = fs::read_to_string(&path).unwrap();
    let changed: Vec<String> = floor
        .lines()
        .zip(scores.lines())
        .filter(|(floor, score)| floor != score)
        .map(|(floor, score)| format!("recorded {floor}, now {score}"))
        .collect();
    assert!(
        changed.is_empty() && floor.lines().count() == scores.lines().count(),
        "what fell must be mended; what rose is recorded with DABIR_RECORD=1:\n{}",
        changed.join("\n")
    );
}

/// Cue words belong to no span: what the scorer would take off has no letter and no digit. The kind of a periodical is a
/// part of its name.
#[test]
fn cue_words_stand_outside_of_spans() {
    for (name, values) in sets() {
        for value in &values {
            let record = record(value);
            for field in record.fields.iter().filter(|field| field.label != Label::Container) {
                let kept = score::clean(field.label, &record.text, field.range.clone());
                let cut = [field.range.start..kept.start, kept.end.min(field.range.end)..field.range.end];
                let cue =
                    cut.into_iter().find(|range| record.text[range.clone()].contains(char::is_alphanumeric));
                let text = &record.text[field.range.clone()];
                assert_eq!(cue, None, "{name} {}: {}: {text:?}", value["id"], field.label.name());
            }
        }
    }
}

#[test]
fn the_gold_set_keeps_its_conventions() {
    for (name, values) in sets() {
        let mut of_list: BTreeMap<&str, usize> = BTreeMap::new();
        for value in &values {
            let id = value["id"].as_str().unwrap();
            let record = record(value);
            *of_list.entry(value["list"].as_str().unwrap()).or_default() += 1;
            assert!(name.ends_with(value["lang"].as_str().unwrap()), "{id}");
            let mut end = 0;
            for field in &record.fields {
                let text = &record.text[field.range.clone()];
                assert!(!text.is_empty() && end <= field.range.start, "{id}: {text:?} overlaps");
                end = field.range.end;
                let edge = |c: Option<char>| c.is_some_and(|c| c.is_whitespace() || ",;:،؛".contains(c));
                assert!(!edge(text.chars().next()) && !edge(text.chars().next_back()), "{id}: {text:?}");
            }
        }
        assert!(of_list.values().all(|&n| n <= 10), "{name}: {of_list:?}");
    }
}
