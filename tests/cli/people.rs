//! `dabir people`: names of documents and libraries, and pairs of names.

use serde_json::Value;

use super::{Folder, KAF};

#[test]
fn pairs_are_judged_line_by_line() {
    let folder = Folder::new();
    let lines = "بوزان، باری\tBuzan, Barry\nمرشایمر، جان\tWalt, Stephen\nno tab\n\nWalt, S.\tWalt, Stephen\n";
    let run = folder.feed(&["people", "--match"], lines.as_bytes());
    assert_eq!(run.code, Some(0), "{}", run.err);
    let rows: Vec<Vec<&str>> = run.out.lines().map(|line| line.split('\t').collect()).collect();
    let decisions: Vec<&str> = rows.iter().map(|row| row[1]).collect();
    assert_eq!(decisions, ["same", "different", "unsure", "unsure", "same"]);
    assert!(rows.iter().all(|row| row.len() == 3 && row[0].len() == 5), "{}", run.out);
    let odd = format!("ا\tA\n12\t34\n{}\t{}\n", "م".repeat(5000), "m".repeat(5000));
    let rows = folder.feed(&["people", "--match"], odd.as_bytes()).out;
    assert!(rows.lines().all(|row| row == "0.000\tunsure\tnot two names"), "{rows}");
    let json = folder.feed(&["people", "--match", "-", "--format", "json"], lines.as_bytes());
    let found: Vec<Value> = serde_json::from_str(&json.out).unwrap();
    assert_eq!((found.len(), found[0]["decision"].as_str()), (5, Some("same")));
}

#[test]
fn people_of_documents_and_libraries_meet() {
    let library = "@book{a, author = {Buzan, Barry}, title = {People}, year = 1991}\n@broken{";
    let folder = Folder::with(&[("a.md", KAF), ("b.bib", library)]);
    let run = folder.run(&["people", "a.md", "b.bib", "--format", "json"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let people: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let buzan = people.iter().find(|person| person["latin"][0] == "Buzan, Barry").unwrap();
    assert_eq!(buzan["arabic"][0], "بوزان، بری", "{}", run.out);
    assert!(folder.run(&["people", "a.md", "b.bib"]).out.contains("Buzan, Barry"));
    assert_eq!(folder.run(&["people"]).code, Some(2));
    assert_eq!(folder.run(&["people", "nowhere.bib"]).code, Some(2));
}

#[test]
fn what_the_author_has_decided_holds_for_people_and_findings() {
    let document = "States balance (Wallt, 1987).\n\n# References\n\nWalt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.\n";
    let folder =
        Folder::with(&[("a.md", document), ("people.tsv", "Wallt\tWalt, Stephen\tdifferent\nbroken\n")]);
    let run = folder.run(&["check", "--format", "json", "a.md"]);
    assert!(
        run.out.contains("\"cite-no-entry\"") && !run.out.contains("\"cite-author-near\""),
        "{}",
        run.out
    );
    assert!(run.err.contains("people.tsv:2: a line is a name, a tab"), "{}", run.err);

    let both =
        format!("{document}\nWalter, Steven (1996). Revolution and War. Ithaca: Cornell University Press.\n");
    let folder = Folder::with(&[("a.md", &both), ("people.tsv", "Walt, Stephen\tWalter, Steven\tsame\n")]);
    let run = folder.run(&["people", "a.md", "--format", "json"]);
    let people: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    assert_eq!(people.len(), 1, "{}", run.out);
}

#[test]
fn a_library_is_checked_as_one() {
    let folder =
        Folder::with(&[("a.bib", "@book{a, title = {One}}\n<<<<<<< HEAD\n@book{b, title = {Two}}\n")]);
    let run = folder.run(&["check", "a.bib"]);
    assert!(run.err.contains("a.bib:2:1: a merge left this line behind"), "{}", run.err);
    assert_eq!(run.code, Some(0));
}
