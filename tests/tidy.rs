//! The laws of the tree that the compiler does not hold: who may import whom, how long a file may be, what stands only
//! in one place.

#![allow(clippy::unwrap_used, reason = "what fails here is the tree itself")]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules in the order of the flow, layer by layer: a module uses its own layer and those before it.
const LAYERS: [&[&str]; 12] = [
    &["text"],
    &["config", "lang"],
    &["markup"],
    &["syntax"],
    &["people"],
    &["library"],
    &["catalog"],
    &["model", "rules"],
    &["features"],
    &["files"],
    &["server", "cli"],
    &["main", "lib"],
];

/// The layer of the shells, which do not use each other.
const SHELLS: usize = 10;

/// The longest source file, in lines.
const LONGEST: usize = 400;

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension().and_then(|e| e.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("rs") => found.push((path.clone(), fs::read_to_string(&path).unwrap())),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// The sources of the crate that are no inline tests; the trainer in `bin` is a program that uses the crate.
fn plain_sources() -> impl Iterator<Item = (PathBuf, String)> {
    let tests = |path: &Path| matches!(path.file_stem().and_then(|s| s.to_str()), Some("tests" | "testing"));
    sources("src").into_iter().filter(move |(path, _)| !tests(path) && module(path) != "bin")
}

/// The module of the crate to which a file belongs.
fn module(path: &Path) -> String {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inside = path.strip_prefix(source).unwrap();
    inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Code without comments and without inline tests.
fn code(source: &str) -> String {
    let body = source.split("#[cfg(test)]\nmod tests").next().unwrap();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn modules_import_only_what_comes_before_them() {
    let mut faults = Vec::new();
    for (path, source) in plain_sources() {
        let own = module(&path);
        let own_layer = layer(&own).unwrap_or_else(|| panic!("{own} has no layer"));
        for used in code(&source).split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let shells = own_layer == SHELLS && layer(&used) == Some(SHELLS) && used != own;
            // The command line starts the server, and nothing else of it.
            let starts = own == "cli" && used == "server";
            if layer(&used).is_some_and(|layer| layer > own_layer) || (shells && !starts) {
                faults.push(format!("{}: crate::{used}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn what_stands_only_in_one_place_does() {
    let only = [
        ("tower_lsp", vec!["server"]),
        ("tokio", vec!["server"]),
        ("ropey", vec!["text"]),
        ("biblatex", vec!["library"]),
        ("hayagriva", vec!["library"]),
        ("std::fs", vec!["files"]),
        ("std::env", vec!["cli", "server", "files", "main"]),
        ("std::time", vec!["cli", "server"]),
        ("println!", vec![]),
        ("eprintln!", vec![]),
    ];
    let mut faults = Vec::new();
    for (path, source) in plain_sources() {
        for (what, places) in &only {
            if code(&source).contains(what) && !places.contains(&module(&path).as_str()) {
                faults.push(format!("{}: {what}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn files_are_short_and_begin_with_what_they_do() {
    for (path, source) in sources("src").into_iter().chain(sources("tests")).chain(sources("benches")) {
        assert!(source.lines().count() <= LONGEST, "{} is too long", path.display());
        assert!(source.starts_with("//!"), "{} has no head", path.display());
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(!["utils", "util", "helpers", "common", "misc"].contains(&name), "{}", path.display());
    }
}

#[test]
fn no_word_of_a_language_stands_in_code() {
    // Letters of Arabic script belong to packs, gazetteers, pages of rules, messages, and single letters of `text`.
    let mut faults = Vec::new();
    for (path, source) in plain_sources() {
        let own = module(&path);
        let speaks = path.ends_with("library/problem.rs") || path.ends_with("config/setting.rs");
        if speaks || ["text", "rules", "features", "cli", "server"].contains(&own.as_str()) {
            continue;
        }
        for (n, line) in code(&source).lines().enumerate() {
            let word =
                line.split(|c: char| !('\u{621}'..='\u{6d3}').contains(&c)).any(|w| w.chars().count() > 1);
            if word {
                faults.push(format!("{}:{}: {}", path.display(), n + 1, line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
