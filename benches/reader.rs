//! The promise on reading: what one reference costs, from a line of text to fields.
//!
//! The references are the gold set's; the time of a reference is that of an iteration divided by their number, which the
//! harness prints as items a second.

use dabir::syntax::{Tokens, line, read};
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

/// The texts of a gold set.
fn texts(set: &str) -> Vec<String> {
    let text = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        value["text"].as_str().unwrap_or("").to_owned()
    };
    set.lines().map(text).collect()
}

fn reading(bencher: divan::Bencher, set: &str) {
    let texts = texts(set);
    bencher.counter(ItemsCount::new(texts.len())).bench(|| {
        let fields = |text: &String| {
            let view = line(text);
            read(&view, &Tokens::new(&view.text)).fields.len()
        };
        texts.iter().map(fields).sum::<usize>()
    });
}

/// Persian references.
#[divan::bench]
fn persian(bencher: divan::Bencher) {
    reading(bencher, include_str!("../tests/corpus/gold-fa.jsonl"));
}

/// References in Latin script.
#[divan::bench]
fn english(bencher: divan::Bencher) {
    reading(bencher, include_str!("../tests/corpus/gold-en.jsonl"));
}
