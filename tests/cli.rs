//! The `dabir` command as its users run it: the real binary in a folder of its own.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

#[path = "cli/files.rs"]
mod files;
#[path = "cli/fix.rs"]
mod fix;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/parse.rs"]
mod parse;
#[path = "cli/people.rs"]
mod people;
#[path = "cli/rules.rs"]
mod rules;
#[path = "cli/settings.rs"]
mod settings;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// A document with one hint that has a safe fix, in its last entry: an Arabic kaf in a Persian word.
const KAF: &str =
    "# منابع\n\nبوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. ترجمه پژوهشكده مطالعات راهبردی. تهران: نشر نی.\n";

/// The same without the fault.
const KEHEH: &str =
    "# منابع\n\nبوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. ترجمه پژوهشکده مطالعات راهبردی. تهران: نشر نی.\n";

/// A document with one warning that has no fix.
const NO_YEAR: &str =
    "# References\n\nWalt, Stephen. The origins of alliances. Ithaca: Cornell University Press.\n";

/// A folder that goes away with its test.
struct Folder(tempfile::TempDir);

/// How a command ended and what it said.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    /// A folder with files, by name and content.
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Folder::new();
        files.iter().for_each(|(name, text)| folder.write(name, text.as_bytes()));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> String {
        String::from_utf8(std::fs::read(self.path(name)).unwrap()).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dabir"));
        command.args(arguments).current_dir(self.0.path());
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "CLICOLOR_FORCE", "FORCE_COLOR"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.feed(arguments, b"")
    }

    fn feed(&self, arguments: &[&str], input: &[u8]) -> Run {
        finish(self.command(arguments), input)
    }

    /// The findings of `dabir check --format json`.
    fn findings(&self, arguments: &[&str]) -> Vec<Value> {
        let run = self.run(&[&["check", "--format", "json"], arguments].concat());
        serde_json::from_str(&run.out).unwrap()
    }
}

fn finish(mut command: Command, input: &[u8]) -> Run {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that reads nothing may have ended.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The paths and rules of findings.
fn found(findings: &[Value]) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    findings.iter().map(|finding| (text(&finding["path"]), text(&finding["rule"]))).collect()
}

#[test]
fn exit_codes_say_what_was_found() {
    let folder = Folder::with(&[("warning.md", NO_YEAR), ("hint.md", KAF), ("clean.md", KEHEH)]);
    let ends = |arguments: &[&str]| {
        folder.run(&[&["check", "--ignore", "entry-not-cited"], arguments].concat()).code
    };
    assert_eq!(ends(&["clean.md"]), Some(0));
    assert_eq!(ends(&["hint.md"]), Some(0), "a hint is below the default");
    assert_eq!(ends(&["warning.md"]), Some(1));
    assert_eq!(ends(&["--fail-on", "hint", "hint.md"]), Some(1));
    assert_eq!(ends(&["--fail-on", "error", "warning.md"]), Some(0));
    assert_eq!(ends(&["--fail-on", "never", "."]), Some(0));
    assert_eq!(ends(&["--fail-on", "often", "."]), Some(2));
    assert_eq!(ends(&["nowhere.md"]), Some(2));
    assert_eq!(ends(&["nowhere.md", "clean.md"]), Some(2), "the other files go on");
    assert_eq!(ends(&["-", "clean.md"]), Some(2));
    assert_eq!(ends(&["--stdin-filename", "a.md"]), Some(2));
    for (arguments, code) in [(&["--help"][..], 0), (&["--version"], 0), (&[], 2), (&["chekc"], 2)] {
        assert_eq!(folder.run(arguments).code, Some(code), "{arguments:?}");
    }
}

#[test]
fn commands_beside_the_main_ones_print_what_they_should() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["--version"]).out, format!("dabir {}\n", env!("CARGO_PKG_VERSION")));
    assert!(folder.run(&["completions", "bash"]).out.contains("complete -F _dabir"));
    assert!(folder.run(&["man"]).out.contains(".TH dabir 1"));
    assert!(folder.run(&["man", "check"]).out.contains("unsafe"));
    assert_eq!(folder.run(&["man", "chekc"]).code, Some(2));
    assert_eq!(folder.run(&["completions", "cmd.exe"]).code, Some(2));
    let help = folder.run(&["check", "--help"]).out;
    assert!(help.contains("Examples:") && help.contains("--stdin-filename <FILE>"), "{help}");
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let folder = Folder::new();
    folder.write("a.txt", KAF.repeat(5000).as_bytes());
    for arguments in [&["parse", "--lines", "a.txt", "--format", "jsonl"][..], &["parse", "--lines", "a.txt"]]
    {
        let mut command = folder.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), String::from_utf8(output.stderr).unwrap()),
            (Some(0), String::new())
        );
    }
}
