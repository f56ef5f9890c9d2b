//! `dabir parse`: what was read in each reference.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use clap::ValueEnum;
use rayon::prelude::*;
use serde::Serialize;

use super::End;
use super::finding::characters;
use super::screen::{self, BOLD, CYAN, DIM, Screen};
use super::steps::{self, Shown};
use crate::files;
use crate::lang::{Calendar, Lang};
use crate::markup::{Format as Markup, View};
use crate::model::{Analysis, EntryAt, Input, analyze};
use crate::syntax::{Kind, Label, Reference, Tokens, line, people, read};
use crate::text::Buffer;

const EXAMPLES: &str = "\
Examples:
  dabir parse thesis.md                           What was read in each entry of its lists
  dabir parse thesis.tex --format jsonl           The same for a program, an entry a line
  dabir parse --lines references.txt              Each line is one reference
  dabir parse --lines --explain one.txt           Why it was read so
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
    /// Show how the reader came to its labels: each word with what was seen, what is likely, and what is certain by form
    #[arg(long)]
    explain: bool,
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
    /// The language of the title, where it has one of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    title_lang: Option<&'static str>,
    kind: &'static str,
    kind_confidence: f64,
    confidence: f64,
    fields: Vec<Field>,
    /// The names in the fields of people, by field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    people: BTreeMap<&'static str, Vec<Name>>,
    /// The years of the work's date, each in its own calendar.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    years: Vec<Year>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<Shown>,
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

/// A name by CSL's parts.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Name {
    Person {
        family: String,
        #[serde(skip_serializing_if = "String::is_empty")]
        given: String,
        #[serde(rename = "non-dropping-particle", skip_serializing_if = "String::is_empty")]
        particle: String,
        #[serde(skip_serializing_if = "String::is_empty")]
        suffix: String,
    },
    Organisation {
        literal: String,
    },
}

/// A year; the calendar where a mark or a month names it.
#[derive(Debug, Serialize)]
struct Year {
    value: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    letter: Option<String>,
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
    let records =
        if args.lines { of_lines(&text, args.explain) } else { of_document(&text, &name, args.explain) };
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
fn of_document(text: &str, name: &str, explain: bool) -> Vec<Record> {
    let input =
        Input { text: Buffer::new(text), format: Markup::detect(None, name), config: Default::default() };
    let analysis = analyze(&input, None);
    analysis.entries().map(|entry| of_entry(&analysis, entry, explain)).collect()
}

fn of_entry(analysis: &Analysis, at: EntryAt<'_>, explain: bool) -> Record {
    let (range, entry) = (at.range(), at.entry);
    let text = analysis.text().slice(range);
    let start = entry.piece.span.start as usize;
    let record = record(text, &entry.reference, &entry.view, start);
    let steps = if explain { steps::of(&entry.view) } else { Vec::new() };
    Record { span: Some(characters(analysis.text(), range)), steps, ..record }
}

/// Each line as one reference. Lines end at LF; a last line without one counts when there is something in it.
fn of_lines(text: &str, explain: bool) -> Vec<Record> {
    let lines: Vec<&str> =
        text.split_inclusive('\n').map(|line| line.strip_suffix('\n').unwrap_or(line)).collect();
    lines.par_iter().map(|line| of_line(line, explain)).collect()
}

fn of_line(text: &str, explain: bool) -> Record {
    let view = line(text);
    let reference = read(&view, &Tokens::new(&view.text));
    let record = record(text.to_owned(), &reference, &view, 0);
    if view.text.is_empty() {
        let lang = Lang::detect(text).map_or(UNKNOWN, Lang::id);
        let kind = Kind::Unknown.name();
        let (people, years) = (BTreeMap::new(), Vec::new());
        return Record {
            lang,
            kind,
            kind_confidence: 0.0,
            confidence: 0.0,
            fields: Vec::new(),
            people,
            years,
            ..record
        };
    }
    Record { steps: if explain { steps::of(&view) } else { Vec::new() }, ..record }
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
        title_lang: reference.title_lang.filter(|_| reference.title_lang != reference.lang).map(Lang::id),
        kind: reference.kind.name(),
        kind_confidence: rounded(reference.kind_confidence),
        confidence: rounded(reference.confidence),
        fields: reference.fields.iter().map(field).collect(),
        people: names(reference, &view.text),
        years: reference.date.years.iter().map(year).collect(),
        steps: Vec::new(),
        span: None,
        text,
    }
}

/// The names in the fields of people.
fn names(reference: &Reference, seen: &str) -> BTreeMap<&'static str, Vec<Name>> {
    let mut names: BTreeMap<&'static str, Vec<Name>> = BTreeMap::new();
    let of_people = |label| matches!(label, Label::Author | Label::Editor | Label::Translator);
    for field in reference.fields.iter().filter(|field| of_people(field.label)) {
        let named = people(seen, field.span).people.into_iter().map(|person| match person.literal {
            true => Name::Organisation { literal: person.family },
            false => {
                let (particle, family) = person.family_parts();
                let (particle, family) = (particle.to_owned(), family.to_owned());
                Name::Person { family, given: person.given, particle, suffix: person.suffix }
            }
        });
        names.entry(field.label.name()).or_default().extend(named);
    }
    names
}

fn year(year: &crate::syntax::Year) -> Year {
    let calendar = year.calendar.map(|calendar| match calendar {
        Calendar::Solar => "solar",
        Calendar::Lunar => "lunar",
        Calendar::Gregorian => "gregorian",
    });
    Year { value: year.value, calendar, letter: year.letter.clone() }
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
pub(super) fn rounded(confidence: f32) -> f64 {
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
        out.push_str(&steps::table(&record.steps, screen));
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
        let records =
            of_lines("\n  \r\n[۱] 😀 بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: نشر نی.\r\n…", false);
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
        let records = of_document(text, "a.md", false);
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
