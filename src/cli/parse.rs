//! `dabir parse`: what was read in each reference.

use std::io;
use std::path::PathBuf;

use clap::ValueEnum;
use rayon::prelude::*;
use serde::Serialize;

use super::End;
use super::finding::characters;
use super::screen::{self, BOLD, CYAN, DIM, Screen};
use crate::files;
use crate::lang::Lang;
use crate::markup::{Format as Markup, View};
use crate::model::{Analysis, EntryAt, Input, analyze};
use crate::syntax::{Kind, Reference, Tokens, line, read};
use crate::text::Buffer;

const EXAMPLES: &str = "\
Examples:
  dabir parse thesis.md                           What was read in each entry of its lists
  dabir parse thesis.tex --format jsonl           The same for a program, an entry a line
  dabir parse --lines references.txt              Each line is one reference
  pbpaste | dabir parse --lines --format json -   Lines from standard input";

/// Show what was read in each reference: its fields, its kind, and how sure that is.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The document, `-` for standard input; with --lines it may be left out for standard input
    #[arg(value_name = "PATH", required_unless_present = "lines")]
    path: Option<PathBuf>,
    /// Take each line as one reference, whatever it says, and give one record for it
    #[arg(long)]
    lines: bool,
    /// With `-`: the name of the file that the text belongs to, for its format
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
    /// How references are shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Table,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
}

/// A reference as it is written. Offsets are characters from the start of `text`.
#[derive(Debug, Serialize)]
struct Record {
    text: String,
    lang: &'static str,
    kind: &'static str,
    confidence: f64,
    fields: Vec<Field>,
    /// Its place in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<[usize; 2]>,
}

#[derive(Debug, Serialize)]
struct Field {
    label: &'static str,
    start: usize,
    end: usize,
    value: String,
    confidence: f64,
}

pub(super) fn run(args: &Args) -> End {
    let path = args.path.as_deref().filter(|path| path.as_os_str() != "-");
    let text = match path {
        Some(path) => files::read(path),
        None => files::read_from(io::stdin().lock()),
    };
    let named = path.or(args.stdin_filename.as_deref());
    let name = named.map_or("<stdin>".to_owned(), |path| path.to_string_lossy().into_owned());
    let text = match text {
        Ok(text) => text,
        Err(error) => return screen::refuse(&format!("{name}: {error}")),
    };
    let records = if args.lines { of_lines(&text) } else { of_document(&text, &name) };
    match args.format {
        Format::Table => screen::show(&table(&records, Screen::output())),
        Format::Json => {
            screen::data((serde_json::to_string_pretty(&records).unwrap_or_default() + "\n").as_bytes())
        }
        Format::Jsonl => {
            let line = |record: &Record| serde_json::to_string(record).unwrap_or_default() + "\n";
            screen::data(records.iter().map(line).collect::<String>().as_bytes())
        }
    }
}

/// The entries of a document's lists.
fn of_document(text: &str, name: &str) -> Vec<Record> {
    let input =
        Input { text: Buffer::new(text), format: Markup::detect(None, name), config: Default::default() };
    let analysis = analyze(&input, None);
    analysis.entries().map(|entry| of_entry(&analysis, entry)).collect()
}

fn of_entry(analysis: &Analysis, at: EntryAt<'_>) -> Record {
    let (range, entry) = (at.range(), at.entry);
    let text = analysis.text().slice(range);
    let start = entry.piece.span.start as usize;
    let record = record(text, &entry.reference, &entry.view, start);
    Record { span: Some(characters(analysis.text(), range)), ..record }
}

/// Each line as one reference. Lines end at LF; a last line without one counts when there is something in it.
fn of_lines(text: &str) -> Vec<Record> {
    let lines: Vec<&str> =
        text.split_inclusive('\n').map(|line| line.strip_suffix('\n').unwrap_or(line)).collect();
    lines.par_iter().map(|line| of_line(line)).collect()
}

fn of_line(text: &str) -> Record {
    let view = line(text);
    let reference = read(&view, &Tokens::new(&view.text));
    let record = record(text.to_owned(), &reference, &view, 0);
    if view.text.is_empty() {
        let lang = Lang::detect(text).map_or(UNKNOWN, Lang::id);
        return Record { lang, kind: Kind::Unknown.name(), confidence: 0.0, fields: Vec::new(), ..record };
    }
    record
}

/// BCP 47's tag for a language that is not known.
const UNKNOWN: &str = "und";

/// A reference that was read in `view`; `text` is a part of the view's source and starts there at byte `start`.
fn record(text: String, reference: &Reference, view: &View, start: usize) -> Record {
    let field = |field: &crate::syntax::Field| {
        let span = view.source(field.span);
        let (from, to) = whole(
            &text,
            (span.start as usize).saturating_sub(start),
            (span.end as usize).saturating_sub(start),
        );
        let before = text[..from].chars().count();
        let value = &text[from..to];
        Field {
            label: field.label.name(),
            start: before,
            end: before + value.chars().count(),
            value: value.to_owned(),
            confidence: rounded(field.confidence),
        }
    };
    Record {
        lang: reference.lang.map_or(UNKNOWN, Lang::id),
        kind: reference.kind.name(),
        confidence: rounded(reference.confidence),
        fields: reference.fields.iter().map(field).collect(),
        span: None,
        text,
    }
}

/// A range of bytes, widened to whole characters within the text.
fn whole(text: &str, from: usize, to: usize) -> (usize, usize) {
    let mut from = from.min(text.len());
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = to.clamp(from, text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    (from, to)
}

/// A confidence from 0 to 1 with three decimals.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence.clamp(0.0, 1.0)) * 1000.0).round() / 1000.0
}

fn table(records: &[Record], screen: Screen) -> String {
    let mut out = String::new();
    for (number, record) in records.iter().enumerate() {
        let facts = format!("{} · {} · {:.2}", record.kind, record.lang, record.confidence);
        let head = screen.paint(BOLD, &format!("{}.", number + 1));
        out.push_str(&format!(
            "{head} {}\n   {}\n",
            screen.paint(DIM, &facts),
            screen.quote(record.text.trim())
        ));
        for field in &record.fields {
            let label = screen.paint(CYAN, &format!("{:10}", field.label));
            out.push_str(&format!("     {label} {}\n", screen.quote(&field.value)));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(record: &Record) -> Vec<(&str, &str)> {
        let slice =
            |field: &Field| record.text.chars().skip(field.start).take(field.end - field.start).collect();
        for field in &record.fields {
            let sliced: String = slice(field);
            assert_eq!(sliced, field.value);
        }
        record.fields.iter().map(|field| (field.label, field.value.as_str())).collect()
    }

    #[test]
    fn lines_are_records_as_they_are() {
        let records = of_lines("\n  \r\n[۱] 😀 بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: نشر نی.\r\n…");
        let texts: Vec<&str> = records.iter().map(|record| record.text.as_str()).collect();
        assert_eq!(texts[..2], ["", "  \r"]);
        assert!(texts[2].ends_with("نشر نی.\r") && texts[2].starts_with("[۱]"));
        assert_eq!((records.len(), texts[3]), (4, "…"));
        assert_eq!((records[0].lang, records[0].confidence), ("und", 0.0));
        assert_eq!(records[2].lang, "fa");
        assert!(fields(&records[2]).contains(&("date", "۱۳۸۹")), "{:?}", records[2]);
    }

    #[test]
    fn values_of_a_document_are_its_source() {
        let text = "\u{feff}# References\r\n\r\n- Walt, S. (1987). *The **origins** of alliances*. Ithaca: Cornell.\r\n";
        let records = of_document(text, "a.md");
        assert_eq!(records.len(), 1);
        let span = records[0].span.unwrap();
        let source: String = text.chars().skip(span[0]).take(span[1] - span[0]).collect();
        assert_eq!(source, records[0].text);
        assert!(fields(&records[0]).contains(&("title", "The **origins** of alliances")), "{:?}", records[0]);
    }

    #[test]
    fn ranges_are_widened_to_characters() {
        assert_eq!(whole("aب", 2, 2), (1, 3));
        assert_eq!(whole("ab", 5, 9), (2, 2));
        assert_eq!(rounded(0.123_456), 0.123);
    }
}
