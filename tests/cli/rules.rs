//! `dabir rules` and `dabir explain`.

use serde_json::Value;

use super::Folder;

#[test]
fn the_page_of_all_rules_is_up_to_date() {
    let written =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md")).unwrap_or_default();
    assert!(written == dabir::cli::rules::markdown(), "run `dabir rules --format md > docs/rules.md`");
    assert!(written == Folder::new().run(&["rules", "--format", "md"]).out, "the command prints the same");
}

#[test]
fn every_rule_is_listed_and_explained() {
    let folder = Folder::new();
    let rules: Vec<Value> = serde_json::from_str(&folder.run(&["rules", "--format", "json"]).out).unwrap();
    let table = folder.run(&["rules"]).out;
    assert_eq!((rules.len(), table.lines().count()), (dabir::rules::ALL.len(), dabir::rules::ALL.len()));
    for (rule, line) in rules.iter().zip(table.lines()) {
        let name = rule["name"].as_str().unwrap();
        assert!(line.starts_with(name) && line.ends_with(rule["summary"].as_str().unwrap()), "{line}");
        let page = folder.run(&["explain", name]);
        assert_eq!(page.code, Some(0));
        assert!(
            page.out.starts_with(name) && page.out.contains("\nWhy\n") && page.out.contains("  Bad ("),
            "{}",
            page.out
        );
        assert!(!page.out.contains("```"), "{}", page.out);
    }
}

#[test]
fn pages_have_captions_over_their_examples() {
    let page = dabir::cli::rules::markdown();
    assert!(page.contains("\n#### Bad (Persian)\n\n```text\n"), "{page}");
    assert!(page.contains("\n#### Good (English)\n\n```text\n"));
    assert!(!page.contains("```text bad") && !page.contains("\n\n\n"));
}

#[test]
fn a_misspelt_rule_is_not_explained() {
    let run = Folder::new().run(&["explain", "zwnj-lots"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("did you mean `zwnj-lost`?"), "{}", run.err);
}
