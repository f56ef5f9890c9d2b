//! What every made record must be, whatever the seed.

use std::collections::{BTreeMap, BTreeSet};

use dabir::syntax::Label;

use super::grammar::Part;
use super::*;
use crate::record::Span;

const FAMILIES: [Family; 5] =
    [Family::Persian, Family::Arabic, Family::IranianEnglish, Family::Foreign, Family::Prose];

#[test]
fn the_same_seed_makes_the_same_records() {
    let values = Values::default();
    for family in FAMILIES {
        let first = generate(7, 60, family, &values);
        assert_eq!(first.len(), 60);
        assert_eq!(first, generate(7, 60, family, &values), "{family:?}");
        assert_ne!(first, generate(8, 60, family, &values), "{family:?}");
    }
}

#[test]
fn spans_lie_in_their_text_in_order_and_without_space() {
    let values = Values::default();
    for family in FAMILIES {
        for record in generate(11, 3000, family, &values) {
            let mut end = 0;
            for span in &record.fields {
                let value = record.text.get(span.range.clone());
                let value = value.unwrap_or_else(|| panic!("{:?} in {}", span, record.text));
                assert!(!value.is_empty() && value.trim() == value, "{value:?} in {}", record.text);
                assert!(span.range.start >= end, "{:?} overlaps in {}", span, record.text);
                end = span.range.end;
            }
            assert!(record.unknown.is_empty());
            assert_eq!(record.fields.is_empty(), family == Family::Prose, "{}", record.text);
        }
    }
}

#[test]
fn each_kind_and_label_appears() {
    let values = Values::default();
    for family in [Family::Persian, Family::Arabic, Family::IranianEnglish, Family::Foreign] {
        let mut seen = BTreeSet::new();
        let mut labels = BTreeMap::new();
        let mut left = 4000;
        each(3, family, &values, |record, kind| {
            seen.insert(kind.to_owned());
            for span in record.fields {
                *labels.entry(span.label.name()).or_insert(0u32) += 1;
            }
            left -= 1;
            left > 0
        });
        let rules = family.grammar().rules;
        let kinds: BTreeSet<_> =
            rules.into_iter().map(|r| r.name).filter(|n| n.starts_with("kind-")).collect();
        assert_eq!(kinds, seen, "{family:?}");
        let wanted = if family == Family::Arabic { 14 } else { 16 };
        assert!(labels.len() >= wanted, "{family:?}: {labels:?}");
    }
}

#[test]
fn grammars_are_whole() {
    let values = Values::default();
    let mut named = BTreeSet::new();
    for family in FAMILIES {
        let grammar = family.grammar();
        assert!(grammar.faults.is_empty(), "{family:?}: {:#?}", grammar.faults);
        let parts = grammar.rules.iter().flat_map(|rule| &rule.ways).flat_map(|way| &way.parts);
        named.extend(parts.flat_map(lists).map(str::to_owned));
    }
    // A grammar may name a list that is still to be written; one that is written must be read.
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bin/train/values");
    let written =
        |list: &str| ["txt", "tsv"].iter().any(|end| folder.join(list).with_extension(end).exists());
    let unread: Vec<_> = named.iter().filter(|list| !values.has(list) && written(list)).collect();
    assert!(unread.is_empty(), "{unread:?}");
}

/// The lists that a part names.
fn lists(part: &Part) -> Vec<&str> {
    match part {
        Part::List(list) | Part::Person(list) => vec![list],
        Part::Field(_, parts) | Part::Case(_, parts) | Part::Rule(_, Some(parts)) => {
            parts.iter().flat_map(lists).collect()
        }
        Part::Choice(ways) => ways.iter().flat_map(|way| &way.parts).flat_map(lists).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn harvested_values_serve_again() {
    let text =
        "Qwertz, Hans, & Asdfg, Jo. (1999). A title nobody wrote. Journal of Absent Things, 4(2), 1-9.";
    let fields = [
        (Label::Author, "Qwertz, Hans, & Asdfg, Jo."),
        (Label::Title, "A title nobody wrote"),
        (Label::Container, "Journal of Absent Things"),
        (Label::Volume, "4"),
    ];
    let spans = fields.iter().map(|(label, value)| {
        let start = text.find(value).unwrap();
        Span { label: *label, range: start..start + value.len() }
    });
    let record = Record { text: text.to_owned(), fields: spans.collect(), ..Record::default() };
    let values = Values::new(&[record]);
    let made = generate(5, 400, Family::Foreign, &values);
    let has = |what: &str| made.iter().any(|record| record.text.contains(what));
    assert!(has("Journal of Absent Things") && has("Qwertz"));
}
