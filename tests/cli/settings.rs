//! `dabir.toml` and the flags that beat it.

use super::{Folder, KAF, NO_YEAR, found};

fn rules(folder: &Folder, arguments: &[&str]) -> Vec<(String, String)> {
    found(&folder.findings(arguments))
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(path, rule)| ((*path).to_owned(), (*rule).to_owned())).collect()
}

#[test]
fn the_nearest_file_decides() {
    let folder = Folder::with(&[("a.md", KAF), ("sub/deep/b.md", KAF)]);
    folder.write("dabir.toml", b"select = [\"entry-no-year\"]\n");
    folder.write("sub/dabir.toml", b"select = [\"letter-arabic\"]\n[severity]\nletter-arabic = \"error\"\n");
    assert_eq!(rules(&folder, &[]), pairs(&[("sub/deep/b.md", "letter-arabic")]));
    assert_eq!(folder.findings(&[])[0]["severity"], "error");
    assert_eq!(folder.run(&["check"]).code, Some(1));
    let run = folder
        .feed(&["check", "-", "--stdin-filename", "sub/new/c.md", "--format", "concise"], KAF.as_bytes());
    assert!(run.out.starts_with("sub/new/c.md:3:48: error[letter-arabic]"), "{}", run.out);
}

#[test]
fn flags_beat_the_file() {
    let folder = Folder::with(&[("a.md", KAF), ("b.md", NO_YEAR)]);
    folder.write("dabir.toml", b"select = [\"entry-no-year\"]\nignore = [\"letter-arabic\"]\n");
    folder.write("other.toml", b"select = [\"doi-invalid\"]\n");
    assert_eq!(rules(&folder, &[]), pairs(&[("b.md", "entry-no-year")]));
    assert_eq!(rules(&folder, &["--select", "letter-arabic"]), pairs(&[("a.md", "letter-arabic")]));
    let both = pairs(&[("a.md", "letter-arabic"), ("b.md", "entry-no-year")]);
    assert_eq!(rules(&folder, &["--select", "letter-arabic, entry-no-year"]), both);
    assert_eq!(rules(&folder, &["--select", "letter-arabic", "--select", "entry-no-year"]), both);
    assert_eq!(rules(&folder, &["--ignore", "entry-no-year"]), []);
    assert_eq!(rules(&folder, &["--config", "other.toml"]), []);
    assert_eq!(folder.run(&["check", "--config", "nowhere.toml"]).code, Some(2));
}

#[test]
fn unknown_rules_are_refused_with_the_nearest_name() {
    let folder = Folder::with(&[("a.md", KAF)]);
    for flag in ["--select", "--ignore"] {
        let run = folder.run(&["check", flag, "zwnj-lost,leter-arabic"]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
        assert!(run.err.contains("`leter-arabic`; did you mean `letter-arabic`?"), "{}", run.err);
    }
}

#[test]
fn what_the_file_gets_wrong_is_a_warning_with_its_line() {
    let folder = Folder::with(&[("a.md", KAF), ("sub/b.md", KAF)]);
    folder.write("dabir.toml", "# تنظیمات\nignor = []\nignore = [\n  \"zwnj-lots\",\n]\n".as_bytes());
    let run = folder.run(&["check"]);
    assert_eq!(run.code, Some(0));
    let told: Vec<&str> = run.err.lines().filter(|line| line.starts_with("dabir.toml:")).collect();
    assert_eq!(
        told,
        [
            "dabir.toml:2: unknown setting `ignor`; did you mean `ignore`?",
            "dabir.toml:4: unknown rule `zwnj-lots`; did you mean `zwnj-lost`?",
        ],
        "once for all files"
    );
    folder.write("sub/dabir.toml", b"\n\nselect = [\n");
    let run = folder.run(&["check", "sub/b.md"]);
    assert_eq!(run.code, Some(0));
    assert!(run.err.starts_with("sub/dabir.toml:"), "{}", run.err);
}

#[test]
fn comments_that_name_no_rule_are_told() {
    let text = format!("<!-- dabir: ignore-file letter-arabci -->\n\n{KAF}");
    let folder = Folder::with(&[("a.md", &text)]);
    let run = folder.run(&["check"]);
    assert_eq!(run.code, Some(0));
    assert!(
        run.err.starts_with("a.md:1: unknown rule `letter-arabci`; did you mean `letter-arabic`?"),
        "{}",
        run.err
    );
    folder.write("a.md", text.replace("arabci", "arabic").as_bytes());
    assert_eq!(rules(&folder, &["--select", "letter-arabic"]), []);
}
