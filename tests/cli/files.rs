//! Which files are looked at, and what happens to those that cannot be read.

use super::{Folder, KAF, found};

fn paths(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let findings = folder.findings(&[&["--select", "letter-arabic"], arguments].concat());
    found(&findings).into_iter().map(|(path, _)| path).collect()
}

#[test]
fn folders_are_searched_by_ending() {
    let names = [
        "a.md",
        "b.markdown",
        "c.qmd",
        "d.tex",
        "e.typ",
        "f.org",
        "g.rst",
        "h.txt",
        "i.png",
        "k.Rmd",
        "sub/J.MD",
    ];
    let folder = Folder::new();
    names.iter().for_each(|name| folder.write(name, KAF.as_bytes()));
    folder.write("d.tex", KAF.replace("# منابع", "\\section*{منابع}").as_bytes());
    let found = paths(&folder, &[]);
    assert_eq!(
        found,
        ["a.md", "b.markdown", "c.qmd", "d.tex", "e.typ", "f.org", "g.rst", "k.Rmd", "sub/J.MD"]
    );
    assert_eq!(paths(&folder, &["."]), found);
    assert_eq!(
        paths(&folder, &["sub", "./a.md", "a.md", "h.txt"]),
        ["a.md", "h.txt", "sub/J.MD"],
        "once, in order"
    );
}

#[test]
fn gitignore_counts_outside_of_a_repository_too() {
    let folder = Folder::with(&[("a.md", KAF), ("build/b.md", KAF), ("c.md", KAF), (".hidden/d.md", KAF)]);
    folder.write(".gitignore", b"build/\nc.md\n");
    assert_eq!(paths(&folder, &[]), ["a.md"]);
    assert_eq!(paths(&folder, &["c.md"]), ["c.md"], "what is named is looked at");
}

#[test]
fn text_files_are_found_when_the_settings_include_them() {
    let folder = Folder::with(&[("notes/a.txt", KAF), ("b.txt", KAF), ("deep/notes/c.txt", KAF)]);
    assert_eq!(paths(&folder, &[]), [""; 0]);
    assert_eq!(paths(&folder, &["b.txt"]), ["b.txt"]);
    folder.write("dabir.toml", b"include = [\"notes/*.txt\"]\n");
    assert_eq!(paths(&folder, &[]), ["notes/a.txt"]);
    assert_eq!(paths(&folder, &["notes"]), ["notes/a.txt"]);
    folder.write("deep/dabir.toml", b"include = [\"*.txt\"]\n");
    assert_eq!(paths(&folder, &[]), ["deep/notes/c.txt", "notes/a.txt"], "the nearest settings decide");
}

#[test]
fn what_is_not_utf8_is_named_with_its_offset_and_the_rest_goes_on() {
    let folder = Folder::with(&[("a.md", KAF)]);
    folder.write("bad.md", "متن\u{e9}".as_bytes());
    folder.write("worse.md", b"# a\r\n\xd9");
    let run = folder.run(&["check", "--format", "concise"]);
    assert_eq!(run.code, Some(2));
    assert!(run.out.contains("a.md:3:48:"), "{}", run.out);
    assert!(run.err.contains("worse.md: not UTF-8") && run.err.contains("offset 5 "), "{}", run.err);
    assert!(!run.err.contains("bad.md"), "{}", run.err);
    let run = folder.run(&["parse", "worse.md"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("worse.md: not UTF-8") && run.err.contains("offset 5 "), "{}", run.err);
}

#[test]
fn no_bytes_bring_it_down() {
    let folder = Folder::new();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..20 {
        let mut bytes = Vec::new();
        for _ in 0..400 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            bytes.push(seed as u8);
        }
        let lossy = String::from_utf8_lossy(&bytes).into_owned();
        for input in [&bytes[..], lossy.as_bytes()] {
            for arguments in [&["check", "-"][..], &["parse", "-"], &["parse", "--lines"]] {
                let run = folder.feed(arguments, input);
                assert!(matches!(run.code, Some(0..=2)), "{arguments:?} {bytes:?} {}", run.err);
            }
        }
    }
}

#[test]
fn a_folder_without_manuscripts_is_clean() {
    let folder = Folder::with(&[("a.png", "")]);
    let run = folder.run(&["check"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), "No manuscripts found.\n"));
    assert_eq!(folder.run(&["check", "--format", "json"]).out, "[]\n");
}

#[test]
fn many_files_are_reported_in_order() {
    let folder = Folder::new();
    let mut names: Vec<String> = (0..40).map(|n| format!("{}/{n}.md", n % 7)).collect();
    names.iter().for_each(|name| folder.write(name, KAF.as_bytes()));
    names.sort();
    assert_eq!(paths(&folder, &[]), names);
    assert_eq!(folder.run(&["check"]).err.lines().count(), 1, "no progress where nobody looks");
}
