//! `--fix` and `--diff`: what they write and what they leave alone.

use super::{Folder, KAF, KEHEH, NO_YEAR};

#[test]
fn fixing_keeps_every_other_byte_and_is_done_once() {
    let odd = |text: &str| format!("\u{feff}{}\r\rآخر\0", text.replace('\n', "\r\n"));
    let folder = Folder::with(&[("a.md", &odd(KAF))]);
    let run = folder.run(&["check", "--fix", "--format", "json", "--select", "letter-arabic", "a.md"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), "[]\n"), "what was mended is not reported");
    assert_eq!(folder.read("a.md"), odd(KEHEH));
    let before = std::fs::metadata(folder.path("a.md")).unwrap().modified().unwrap();
    let again = folder.run(&["check", "--fix", "--select", "letter-arabic", "a.md"]);
    assert_eq!((again.code, again.out.as_str()), (Some(0), ""));
    assert_eq!(
        std::fs::metadata(folder.path("a.md")).unwrap().modified().unwrap(),
        before,
        "only what changed is written"
    );
    assert_eq!(std::fs::read_dir(folder.path(".")).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn what_is_left_decides_the_exit_code() {
    let text = format!("{KAF}\nWalt, Stephen. The origins of alliances. Ithaca: Cornell University Press.\n");
    let folder = Folder::with(&[("a.md", &text)]);
    let run = folder.run(&["check", "--fix", "--ignore", "entry-not-cited", "a.md"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("entry-no-year") && !run.out.contains("letter-arabic"), "{}", run.out);
    assert!(run.err.starts_with("Mended 1 place. 1 finding in 1 file"), "{}", run.err);
}

#[test]
fn offered_fixes_wait_for_their_flag() {
    let entry = "Walt, Stephen (1997). Why alliances endure or collapse. Survival, 39(1), pp. 179–156.\n";
    let folder = Folder::with(&[("a.md", &format!("# References\n\n{entry}"))]);
    let findings = folder.findings(&["--select", "pages-reversed"]);
    assert_eq!(findings[0]["fix"]["safety"], "offered");
    folder.run(&["check", "--fix", "--select", "pages-reversed"]);
    assert!(folder.read("a.md").contains("179–156."));
    folder.run(&["check", "--unsafe-fixes", "--select", "pages-reversed"]);
    assert!(folder.read("a.md").contains("179–156."), "the flag alone mends nothing");
    folder.run(&["check", "--fix", "--unsafe-fixes", "--select", "pages-reversed"]);
    assert!(!folder.read("a.md").contains("179–156."));
}

#[test]
fn a_diff_changes_nothing() {
    let folder = Folder::with(&[("a.md", KAF), ("b.md", NO_YEAR)]);
    let run = folder.run(&["check", "--diff"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.starts_with("--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n # منابع\n \n-بوزان"), "{}", run.out);
    assert!(run.out.ends_with("نشر نی.\n") && !run.out.contains("b.md"), "{}", run.out);
    assert_eq!(folder.read("a.md"), KAF);
    assert_eq!(folder.run(&["check", "--diff", "--fix"]).code, Some(1));
    assert_eq!(folder.read("a.md"), KAF, "a diff changes nothing, with --fix neither");
    let none = folder.run(&["check", "--diff", "b.md"]);
    assert_eq!((none.code, none.out.as_str()), (Some(0), ""), "findings that nothing mends do not count");
}

#[test]
fn stdin_is_mended_to_stdout() {
    let folder = Folder::new();
    let text = format!("\u{feff}{KAF}\u{1b}[0m").replace('\n', "\r\n");
    let fixed = folder.feed(&["check", "-", "--fix", "--stdin-filename", "a.md"], text.as_bytes());
    assert_eq!(fixed.out, text.replace("پژوهشكده", "پژوهشکده"));
    assert!(!folder.path("a.md").exists());
    let clean = folder.feed(&["check", "-", "--fix", "--stdin-filename", "a.md"], KEHEH.as_bytes());
    assert_eq!(clean.out, KEHEH);
    let faulty = folder
        .feed(&["check", "-", "--fix", "--format", "jsonl", "--stdin-filename", "a.md"], NO_YEAR.as_bytes());
    assert_eq!((faulty.code, faulty.out.as_str()), (Some(1), NO_YEAR));
    let finding: serde_json::Value = serde_json::from_str(faulty.err.lines().next().unwrap()).unwrap();
    assert_eq!(finding["path"], "a.md");
    let diff = folder.feed(&["check", "-", "--diff", "--stdin-filename", "a.md"], KAF.as_bytes());
    assert_eq!(diff.code, Some(1));
    assert!(diff.out.starts_with("--- a.md\n"), "{}", diff.out);
    let bad = folder.feed(&["check", "-", "--fix"], b"a\xff");
    assert_eq!((bad.code, bad.out.as_str()), (Some(2), ""));
    assert!(bad.err.contains("<stdin>") && bad.err.contains("offset 1"), "{}", bad.err);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::with(&[("real/a.md", KAF)]);
    std::fs::set_permissions(folder.path("real/a.md"), std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real/a.md", folder.path("link.md")).unwrap();
    let run = folder.run(&["check", "--fix", "--select", "letter-arabic", "link.md"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(std::fs::symlink_metadata(folder.path("link.md")).unwrap().is_symlink());
    assert_eq!(folder.read("real/a.md"), KEHEH);
    let mode = std::fs::metadata(folder.path("real/a.md")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn a_read_only_file_is_left_alone() {
    let folder = Folder::with(&[("a.md", KAF)]);
    let mut permissions = std::fs::metadata(folder.path("a.md")).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(folder.path("a.md"), permissions).unwrap();
    let run = folder.run(&["check", "--fix", "a.md"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("a.md: cannot write: read-only"), "{}", run.err);
    assert_eq!(folder.read("a.md"), KAF);
}
