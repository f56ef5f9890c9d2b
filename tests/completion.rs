//! Completion across scripts: how often the right author is the first proposal, and among the first five, for the shortest
//! beginning of a surname that is unique in its script.

#![allow(clippy::unwrap_used, reason = "what fails here is the set itself")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use dabir::catalog::Catalog;
use dabir::config::Config;
use dabir::features::{Asked, completion};
use dabir::markup::Format;
use dabir::model::{Analysis, Input, analyze};
use dabir::text::{Buffer, TextRange};

/// A person's family and given name in each script.
struct Author {
    list: String,
    arabic: [String; 2],
    latin: [String; 2],
}

fn file(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/people").join(name)
}

fn authors() -> Vec<Author> {
    let text = fs::read_to_string(file("authors.tsv")).unwrap();
    let author = |line: &str| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let [list, a, b, c, d] = <[String; 5]>::try_from(cells).unwrap();
        Author { list, arabic: [a, b], latin: [c, d] }
    };
    text.lines().filter(|line| !line.starts_with('#')).map(author).collect()
}

/// The shortest beginning of three letters or more that no other name has; the whole name where one begins another.
fn prefix(name: &str, others: &[&str]) -> String {
    let lower = |text: &str| text.to_lowercase();
    let unique =
        |begin: &str| others.iter().filter(|other| lower(other).starts_with(&lower(begin))).count() < 2;
    let letters: Vec<char> = name.chars().collect();
    let begins = (3..letters.len()).map(|n| letters[..n].iter().collect::<String>());
    begins.into_iter().find(|begin| unique(begin)).unwrap_or_else(|| name.to_owned())
}

/// The manuscript in which every other author has a Persian entry, the rest an English one.
fn manuscript(authors: &[&Author]) -> String {
    let mut text = String::from("# References\n\n");
    for (n, author) in authors.iter().enumerate() {
        let entry = match n % 2 {
            0 => format!(
                "{}، {} (۱۳{}). نظریهٔ {n}. تهران: نشر نی.",
                author.arabic[0],
                author.arabic[1],
                60 + n % 40
            ),
            _ => format!(
                "{}, {} (19{}). Theory {n}. London: Sage.",
                author.latin[0],
                author.latin[1],
                50 + n % 49
            ),
        };
        text.push_str(&entry);
        text.push_str("\n\n");
    }
    text
}

/// A manuscript at whose end something is typed.
struct Session {
    buffer: Buffer,
    analysis: Analysis,
}

impl Session {
    fn new(text: &str) -> Session {
        let mut buffer = Buffer::new(text);
        let analysis = analyze(&input(&mut buffer), None);
        Session { buffer, analysis }
    }

    /// The place of an author among the proposals behind a typed beginning.
    fn rank(&mut self, typed: &str, label: &str) -> Option<usize> {
        let end = self.buffer.len();
        self.buffer.edit(TextRange::new(end, end), typed);
        let analysis = analyze(&input(&mut self.buffer), Some(&self.analysis));
        let offset = self.buffer.len();
        let found = completion(&Asked { analysis: &analysis, catalog: &Catalog::default(), offset });
        for item in &found.items {
            // No client drops it, and what is replaced is what was typed.
            assert!(item.filter.starts_with(typed), "{typed}: {item:?}");
            assert_eq!(analysis.text().slice(TextRange::new(item.edit.range.start, offset)), typed);
        }
        self.buffer.edit(TextRange::new(end, offset), "");
        found.items.iter().position(|item| item.label == label)
    }
}

fn input(buffer: &mut Buffer) -> Input {
    Input { text: buffer.snapshot(), format: Format::Markdown, config: Arc::new(Config::default()) }
}

#[test]
fn ranks_are_those_on_record() {
    let all = authors();
    let mut table = String::from("# list\tother script: first\ttop five\tsame script: first, of 100 each\n");
    for list in ["a", "b", "c", "d"] {
        let authors: Vec<&Author> = all.iter().filter(|author| author.list == list).collect();
        let mut session = Session::new(&manuscript(&authors));
        let arabic: Vec<&str> = authors.iter().map(|author| author.arabic[0].as_str()).collect();
        let latin: Vec<&str> = authors.iter().map(|author| author.latin[0].as_str()).collect();
        let [mut first, mut five, mut same] = [0; 3];
        for (n, author) in authors.iter().enumerate() {
            let (own, other, label) = match n % 2 {
                0 => (
                    prefix(&author.arabic[0], &arabic),
                    prefix(&author.latin[0], &latin),
                    format!("{}، {}", author.arabic[0], author.arabic[1]),
                ),
                _ => (
                    prefix(&author.latin[0], &latin),
                    prefix(&author.arabic[0], &arabic),
                    format!("{}, {}", author.latin[0], author.latin[1]),
                ),
            };
            let across = session.rank(&other, &label);
            first += usize::from(across == Some(0));
            five += usize::from(across.is_some_and(|rank| rank < 5));
            same += usize::from(session.rank(&own, &label) == Some(0));
        }
        table.push_str(&format!("{list}\t{first}\t{five}\t{same}\n"));
    }
    let path = file("completion-floor.tsv");
    if std::env::var_os("DABIR_RECORD").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let floor = fs::read_to_string(&path).unwrap();
    assert_eq!(floor, table, "what fell must be mended; what rose is recorded with DABIR_RECORD=1");
}
