//! What `dabir check` prints, in each format.

use serde_json::{Value, json};

use super::{Folder, KAF, NO_YEAR};

/// A BOM, CRLF, an emoji and a Persian entry with a fault, so that bytes, UTF-16 units and characters all differ.
fn bilingual() -> String {
    format!("\u{feff}😀 متن.\r\n\r\n{}", KAF.replace('\n', "\r\n").replace("بوزان، بری", "😀بوزان، بری"))
}

/// Without the sentences, whose wording belongs to the rules.
fn without_wording(mut finding: Value) -> Value {
    for value in [finding["message"].take(), finding["fix"]["title"].take()] {
        let text = value.as_str().unwrap();
        assert!(
            !text.is_empty() && !text.contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']),
            "{text}"
        );
    }
    finding
}

#[test]
fn json_counts_characters_and_columns_from_one() {
    let folder = Folder::with(&[("a.md", &bilingual())]);
    let findings = folder.findings(&["--select", "letter-arabic", "a.md"]);
    let text = bilingual();
    let start = text[..text.find("پژوهشكده").unwrap()].chars().count();
    let kaf = text[..text.find('ك').unwrap()].chars().count();
    let line = text.lines().nth(4).unwrap();
    let column = line[..line.find("پژوهشكده").unwrap()].chars().count() + 1;
    assert_eq!(findings.len(), 1);
    assert_eq!(
        without_wording(findings[0].clone()),
        json!({
            "path": "a.md",
            "rule": "letter-arabic",
            "severity": "hint",
            "message": null,
            "start": { "line": 5, "column": column },
            "end": { "line": 5, "column": column + 8 },
            "span": [start, start + 8],
            "text": "پژوهشكده",
            "entry": "بوزان، ۱۳۸۹",
            "fix": {
                "safety": "safe",
                "title": null,
                "edits": [{ "start": kaf, "end": kaf + 1, "text": "ک" }],
            },
            "related": [],
        })
    );
    assert_eq!((start, column), (70, 49), "the numbers themselves");
}

#[test]
fn jsonl_is_the_same_an_object_a_line() {
    let folder = Folder::with(&[("a.md", KAF), ("b.md", NO_YEAR)]);
    let run = folder.run(&["check", "--format", "jsonl"]);
    let lines: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, folder.findings(&[]));
    assert_eq!(run.err, "");
    let none = folder.run(&["check", "--format", "jsonl", "--select", "doi-invalid"]);
    assert_eq!((none.code, none.out.as_str(), none.err.as_str()), (Some(0), "", ""));
    assert_eq!(folder.run(&["check", "--format", "json", "--select", "doi-invalid"]).out, "[]\n");
}

#[test]
fn related_places_are_spans() {
    let entry = "Walt, Stephen (1987). The origins of alliances. Ithaca: Cornell University Press.";
    let text = format!("# References\n\n{entry}\n\n{entry}\n");
    let folder = Folder::with(&[("a.md", &text)]);
    let findings = folder.findings(&["--select", "entry-duplicate"]);
    let related = &findings[0]["related"][0];
    assert_eq!(
        (related["start"].as_u64(), related["end"].as_u64()),
        (Some(14), Some(14 + entry.len() as u64))
    );
    assert!(related["message"].is_string());
}

#[test]
fn machine_formats_speak_english_unless_the_settings_say_otherwise() {
    let folder = Folder::with(&[("a.md", KAF)]);
    let message = |folder: &Folder| {
        let mut command = folder.command(&["check", "--format", "json", "--select", "letter-arabic"]);
        let run =
            super::finish(std::mem::replace(command.env("LANG", "fa_IR.UTF-8"), folder.command(&[])), b"");
        let findings: Vec<Value> = serde_json::from_str(&run.out).unwrap();
        findings[0]["message"].as_str().unwrap().to_owned()
    };
    let english = message(&folder);
    assert!(english.is_ascii() || english.contains(" an "), "{english}");
    folder.write("dabir.toml", b"locale = \"fa\"\n");
    let persian = message(&folder);
    assert_ne!(english, persian);
    assert!(!persian.contains(['\u{2067}', '\u{2068}', '\u{2069}']), "{persian}");
}

#[test]
fn people_read_in_the_language_of_their_terminal() {
    let folder = Folder::with(&[("a.md", KAF)]);
    let summary = |lang: &str| {
        let mut command = folder.command(&["check"]);
        command.env("LANG", lang);
        super::finish(command, b"").err
    };
    assert!(summary("en_US.UTF-8").contains("1 file"), "{}", summary("en_US.UTF-8"));
    assert!(summary("fa_IR.UTF-8").contains("پرونده"), "{}", summary("fa_IR.UTF-8"));
}

#[test]
fn concise_is_a_line_a_finding() {
    let folder = Folder::with(&[("sub/a.md", NO_YEAR)]);
    let run = folder.run(&["check", "--format", "concise", "--select", "entry-no-year"]);
    assert!(run.out.starts_with("sub/a.md:3:1: warning[entry-no-year] "), "{}", run.out);
    assert_eq!(run.out.lines().count(), 1);
    assert!(run.err.starts_with("1 finding in 1 file (1 warning)."), "{}", run.err);
}

#[test]
fn full_shows_the_span_in_its_line_and_the_fix() {
    let folder = Folder::with(&[("a.md", KAF)]);
    let run = folder.run(&["check", "--select", "letter-arabic"]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].starts_with("a.md:3:48  hint[letter-arabic]  "), "{}", run.out);
    assert_eq!(lines[1], "  بوزان، ۱۳۸۹");
    assert!(lines[2].contains("ترجمه ⟦پژوهشكده⟧ مطالعات"), "{}", run.out);
    assert!(lines[3].starts_with("  fix: ") && lines[3].ends_with("(--fix)"), "{}", run.out);
    assert!(
        !run.out.contains(['\u{2067}', '\u{2068}', '\u{2069}', '\u{1b}']),
        "piped text has no isolates, no colours"
    );
    assert!(run.err.contains("1 fixable with --fix."), "{}", run.err);

    let mut narrow = folder.command(&["check", "--select", "letter-arabic"]);
    narrow.env("COLUMNS", "50");
    let run = super::finish(narrow, b"");
    let context = run.out.lines().nth(2).unwrap();
    assert!(
        context.chars().count() <= 50 && context.contains("⟦پژوهشكده⟧") && context.contains('…'),
        "{context}"
    );
}

#[test]
fn colours_come_where_they_are_forced_and_control_characters_never() {
    let text = KAF.replace("تهران", "\u{1b}c تهران");
    let folder = Folder::with(&[("a.md", &text)]);
    let mut command = folder.command(&["check", "--select", "letter-arabic"]);
    command.env("CLICOLOR_FORCE", "1");
    let run = super::finish(command, b"");
    assert!(run.out.contains("\u{1b}[36mhint"), "{:?}", run.out);
    assert!(!run.out.contains("\u{1b}c") && run.out.contains("\u{fffd}c تهران"), "{:?}", run.out);
}

#[test]
fn github_commands_are_escaped() {
    let folder = Folder::with(&[("50%, a:b.md", NO_YEAR)]);
    let run = folder.run(&["check", "--format", "github", "--select", "entry-no-year"]);
    let head = "::warning file=50%25%2C a%3Ab.md,line=3,col=1,endLine=3,endColumn=14,title=entry-no-year::";
    assert!(run.out.starts_with(head), "{}", run.out);
    assert_eq!(run.out.lines().count(), 1);
    let folder = Folder::with(&[("a.md", KAF)]);
    assert!(
        folder
            .run(&["check", "--format", "github", "--select", "letter-arabic"])
            .out
            .starts_with("::notice ")
    );
}

#[test]
fn sarif_has_rules_results_and_fixes() {
    let folder = Folder::with(&[("متن a.md", &bilingual())]);
    folder.write("bad.md", b"\xff");
    let run = folder.run(&["check", "--format", "sarif", "--select", "letter-arabic"]);
    assert_eq!(run.code, Some(2));
    let log: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let sarif = &log["runs"][0];
    assert_eq!(sarif["columnKind"], "unicodeCodePoints");
    let rules = sarif["tool"]["driver"]["rules"].as_array().unwrap();
    let result = &sarif["results"][0];
    let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!((&rule["id"], &result["ruleId"]), (&json!("letter-arabic"), &json!("letter-arabic")));
    assert_eq!((&rule["defaultConfiguration"]["level"], &result["level"]), (&json!("note"), &json!("note")));
    for field in ["shortDescription", "fullDescription", "help"] {
        assert!(rule[field]["text"].as_str().is_some_and(|text| !text.is_empty()), "{field}");
    }
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%D9%85%D8%AA%D9%86%20a.md");
    let region = &place["region"];
    let numbers = ["startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength"];
    assert_eq!(numbers.map(|name| region[name].as_u64().unwrap()), [5, 49, 5, 57, 70, 8]);
    let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "ک");
    assert_eq!(change["deletedRegion"]["charOffset"], 75);
    assert_eq!(sarif["invocations"][0]["executionSuccessful"], false);
}
