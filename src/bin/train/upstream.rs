//! Reads labelled references, of other projects and our own, into records.
//!
//! The form of a file shows in its name and its first characters; whose labels it holds has to be said, since that decides
//! which labels its records do not know. What a form means by its labels is known to the module of that form alone.

mod anystyle;
mod grobid;
mod inline;
mod jsonl;
mod xml;

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use dabir::syntax::Label;

use super::record::{Record, Span};

/// Who labelled the references of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// AnyStyle's training data.
    AnyStyle,
    /// GROBID's training data for citations.
    Grobid,
    /// This project.
    Own,
}

impl Source {
    /// The labels that this source does not know, once its own labels have become ours.
    pub(crate) fn unknown(self) -> &'static [Label] {
        match self {
            // Its `genre` is read as a note, as in the project's own conversion of these data.
            Source::AnyStyle => &[Label::Genre],
            Source::Grobid => &[Label::Edition, Label::Genre, Label::Translator, Label::Note],
            Source::Own => &[],
        }
    }
}

/// A file of labelled references as the command line names it: `anystyle:PATH`, `grobid:PATH` or `own:PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    /// Whose labels it holds.
    pub(crate) source: Source,
    /// Where it is.
    pub(crate) path: PathBuf,
}

impl FromStr for Given {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        let (name, path) = given.split_once(':').unwrap_or((given, ""));
        let source = match name {
            "anystyle" => Source::AnyStyle,
            "grobid" => Source::Grobid,
            "own" => Source::Own,
            _ => return Err(format!("{given}: expected anystyle:PATH, grobid:PATH or own:PATH")),
        };
        if path.is_empty() {
            return Err(format!("{given}: no path"));
        }
        Ok(Given { source, path: PathBuf::from(path) })
    }
}

/// Reads a file whose content is `text`; an error names the file and the line.
pub(crate) fn read(path: &Path, text: &str, source: Source) -> Result<Vec<Record>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let read = match form(path, text) {
        Some(Form::JsonLines) => jsonl::read(text),
        Some(Form::AnyStyle) => anystyle::read(text),
        Some(Form::Grobid) => grobid::read(text),
        Some(Form::Inline) => inline::read(text),
        None => Err("no known form of labelled references".to_owned()),
    };
    let mut records = read.map_err(|error| format!("{}: {error}", path.display()))?;
    records.iter_mut().for_each(|record| record.unknown = source.unknown().to_vec());
    Ok(records)
}

/// How references and their labels are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A JSON object a line.
    JsonLines,
    /// XML of `<sequence>`s.
    AnyStyle,
    /// XML of `<bibl>`s.
    Grobid,
    /// A line a reference, the fields between `⟦label:` and `⟧`.
    Inline,
}

/// The form of a file, by its extension and, where that is not enough, by its content.
fn form(path: &Path, text: &str) -> Option<Form> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    match extension {
        "jsonl" | "ndjson" => Some(Form::JsonLines),
        "txt" => Some(Form::Inline),
        _ if text.contains("<dataset") => Some(Form::AnyStyle),
        _ if text.contains("<bibl") || text.contains("<listBibl") => Some(Form::Grobid),
        _ if text.trim_start().starts_with('{') => Some(Form::JsonLines),
        _ if text.contains(inline::OPEN) => Some(Form::Inline),
        _ => None,
    }
}

/// The label of a name in the project's data.
fn label(name: &str) -> Result<Label, String> {
    Label::named(name).ok_or_else(|| format!("unknown label «{name}»"))
}

/// A record of these fields, by place. Of fields that overlap, the one that begins first stays, and of those that begin
/// together the longest; of equal ones the last.
fn record(text: String, mut fields: Vec<Span>) -> Record {
    fields.reverse();
    fields.sort_by_key(|field| (field.range.start, Reverse(field.range.end)));
    let mut end = 0;
    fields.retain(|field| {
        let stays = field.range.start >= end && !field.range.is_empty();
        end = if stays { field.range.end } else { end };
        stays
    });
    Record { text, fields, ..Record::default() }
}

/// Puts the number of its line, counted from 0, before an error.
fn at_line(line: usize, error: &str) -> String {
    format!("line {}: {error}", line + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_names_source_and_path() {
        let given = "grobid:C:/a b.xml".parse::<Given>();
        assert_eq!(given, Ok(Given { source: Source::Grobid, path: PathBuf::from("C:/a b.xml") }));
        assert!("own:".parse::<Given>().is_err());
        assert!("cora:x".parse::<Given>().is_err());
    }

    #[test]
    fn forms_are_told_by_name_and_content() {
        let check = |path: &str, text: &str, of| assert_eq!(form(Path::new(path), text), of, "{path}");
        check("a.jsonl", "", Some(Form::JsonLines));
        check("core.xml", "<?xml version='1.0'?>\n<dataset>", Some(Form::AnyStyle));
        check("a.tei.xml", "<TEI><listBibl><bibl>", Some(Form::Grobid));
        check("a", "{\"text\": \"\"}", Some(Form::JsonLines));
        check("a.md", "⟦author:A⟧", Some(Form::Inline));
        check("a.md", "A", None);
    }

    #[test]
    fn records_know_what_their_source_does_not() {
        let text = "{\"text\": \"A.\", \"fields\": []}\n";
        let read = |source| read(Path::new("a.jsonl"), text, source).unwrap()[0].unknown.clone();
        assert_eq!(read(Source::Own), []);
        assert!(read(Source::Grobid).contains(&Label::Edition));
    }

    #[test]
    fn overlapping_fields_are_settled() {
        let span = |label, range| Span { label, range };
        let inner = span(Label::Note, 2..4);
        let outer = span(Label::Author, 2..4);
        let longer = span(Label::Title, 5..9);
        let within = span(Label::Date, 6..8);
        let record = record("0123456789".to_owned(), vec![within, longer.clone(), inner, outer.clone()]);
        assert_eq!(record.fields, [outer, longer]);
    }
}
