//! What all formats share: endings of names, doubled keys, conflicts, size, and that any text can be read.

use proptest::prelude::*;

use super::*;
use crate::syntax::Label;

const FORMATS: [Format; 4] = [Format::BibTex, Format::CslJson, Format::Yaml, Format::Ris];

/// Names as `given|particle|family|suffix`, organisations between `[` and `]`.
pub(super) fn names(names: &Names) -> Vec<String> {
    let one = |name: &Name| match name.literal {
        true => format!("[{}]", name.family),
        false => format!("{}|{}|{}|{}", name.given, name.particle, name.family, name.suffix),
    };
    names.names.iter().map(one).collect()
}

/// Asserts that a work has these fields and no others, whatever their order.
pub(super) fn sure(work: &Work, expected: &[(Label, &str)]) {
    let mut found: Vec<(Label, &str)> = work.fields.iter().map(|(l, v)| (*l, v.as_str())).collect();
    let mut expected = expected.to_vec();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn endings_tell_the_format() {
    for (name, format) in [
        ("refs.bib", Some(Format::BibTex)),
        ("منابع.BibTeX", Some(Format::BibTex)),
        ("a.b.json", Some(Format::CslJson)),
        ("works.yml", Some(Format::Yaml)),
        ("export.ris", Some(Format::Ris)),
        ("paper.tex", None),
        ("bib", None),
    ] {
        assert_eq!(Format::of_name(name), format, "{name}");
    }
    assert!(Format::Ris.is_told_by_name() && !Format::Yaml.is_told_by_name());
}

#[test]
fn doubled_keys_are_told_at_the_second() {
    for (format, text, second) in [
        (Format::BibTex, "@book{a, title={x}}\n@book{a, title={y}}", "@book{a, title={y}}"),
        (
            Format::CslJson,
            "[{\"id\":\"a\"}, {\"id\":\"a\", \"title\":\"x\"}]",
            "{\"id\":\"a\", \"title\":\"x\"}",
        ),
        (Format::Ris, "TY  - BOOK\nID  - a\nER  -\nTY  - THES\nID  - a\nER  -", "TY  - THES"),
        (Format::Yaml, "a:\n  type: book\n'a':\n  type: web\n", "'a':"),
    ] {
        let library = read(format, text);
        assert_eq!(library.works.len(), 2, "{text}");
        let [problem] = library.problems.as_slice() else { panic!("{text}: {:?}", library.problems) };
        assert_eq!(problem.kind, ProblemKind::DoubledKey("a".into()));
        assert_eq!(&text[problem.range.start.bytes()..problem.range.end.bytes()], second);
    }
}

#[test]
fn conflicts_hurt_nothing() {
    let text =
        "@book{a,\n<<<<<<< HEAD\n  title = {One},\n=======\n  title = {Two},\n>>>>>>> b\n  year = 1999,\n}\n";
    let library = read(Format::BibTex, text);
    assert_eq!(library.problems.len(), 3);
    assert!(library.problems.iter().all(|p| p.kind == ProblemKind::ConflictMarker));
    assert_eq!(library.works[0].date.years[0].value, 1999);
    assert!(library.works[0].value(Label::Title).is_some());
}

#[test]
fn many_entries_are_read() {
    let many = |one: &dyn Fn(usize) -> String| (0..20_000).map(one).collect::<String>();
    let bib = many(&|i| {
        format!(
            "@book{{k{i},\n  author = {{بوزان، باری and Wæver, Ole}},\n  title = {{A \\emph{{b}} {i}}},\n  year = 1389\n}}\n"
        )
    });
    let yaml =
        many(&|i| format!("k{i}:\n  type: book\n  title: عنوان {i}\n  author: Bull, Hedley\n  date: 1977\n"));
    let ris = many(&|i| format!("TY  - BOOK\nID  - k{i}\nAU  - Bull, Hedley\nTI  - T\nPY  - 1977\nER  - \n"));
    let items =
        many(&|i| format!("{{\"id\": {i}, \"title\": \"T\", \"author\": [{{\"family\": \"Bull\"}}]}},\n"));
    let json = format!("[{}]", items.trim_end_matches(",\n"));
    for (format, text) in FORMATS.into_iter().zip([bib, json, yaml, ris]) {
        let library = read(format, &text);
        assert_eq!((library.works.len(), library.problems.len()), (20_000, 0), "{format:?}");
    }
}

/// Pieces of all formats, in no good order.
const PIECES: [&str; 48] = [
    "@book{",
    "@string{",
    "@comment{",
    "a,",
    "{",
    "}",
    "(",
    ")",
    "\"",
    " = ",
    "#",
    ",",
    "،",
    "%",
    "\\",
    "\\'",
    "\\\"{",
    "\\emph{",
    "$",
    "~",
    "--",
    "\n",
    "\r\n",
    "author",
    "year",
    "crossref",
    "ids",
    "xdata",
    " and ",
    "others",
    "بوزان",
    "É",
    "[",
    "]",
    ":",
    "null",
    "\"id\"",
    "\"issued\"",
    "a:\n  ",
    "- ",
    "*x",
    "&x ",
    "TY  - ",
    "ER  - ",
    "AU  - ",
    "\t",
    "'",
    "1389",
];

proptest! {
    #[test]
    fn any_text_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        for format in FORMATS {
            in_text(&read(format, &text), &text);
        }
    }

    #[test]
    fn any_pieces_can_be_read(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        let text = pieces.concat();
        for format in FORMATS {
            in_text(&read(format, &text), &text);
        }
    }
}

/// Asserts that every place lies in the text, between characters.
fn in_text(library: &Library, text: &str) {
    let ranges = library.works.iter().map(|w| w.range).chain(library.problems.iter().map(|p| p.range));
    for range in ranges {
        assert!(text.get(range.start.bytes()..range.end.bytes()).is_some(), "{range:?} in {text:?}");
    }
}
