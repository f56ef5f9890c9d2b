//! AnyStyle's training data: `<sequence>`s of elements that are labels and cover the whole reference, signs and cue words
//! included.

use std::ops::Range;
use std::sync::LazyLock;

use dabir::syntax::Label;
use regex::Regex;

use super::xml::{Piece, pieces};
use super::{Record, Span, record};
use crate::score::clean;

/// The part of a reference under one of AnyStyle's labels.
#[derive(Debug)]
struct Segment {
    label: String,
    text: String,
}

/// Reads all sequences.
pub(super) fn read(text: &str) -> Result<Vec<Record>, String> {
    let (mut records, mut segments, mut depth) = (Vec::new(), Vec::<Segment>::new(), 0_usize);
    pieces(text, |piece| {
        match piece {
            Piece::Open(tag) => {
                depth += 1;
                if depth == 3 {
                    segments.push(Segment { label: tag.name, text: String::new() });
                }
            }
            Piece::Close => {
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    records.push(sequence(&std::mem::take(&mut segments)));
                }
            }
            Piece::Text(text) if depth >= 3 => {
                segments.iter_mut().last().into_iter().for_each(|s| s.text += &text)
            }
            Piece::Text(_) | Piece::Empty(_) => {}
        }
        Ok(())
    })?;
    records.retain(|record: &Record| !record.text.is_empty());
    Ok(records)
}

/// The record of a sequence: its words with a space between them. Neighbours under one label are one.
fn sequence(segments: &[Segment]) -> Record {
    let mut text = String::new();
    let mut places: Vec<(&str, Range<usize>)> = Vec::new();
    for segment in segments {
        for word in segment.text.split_ascii_whitespace() {
            text.push_str(if text.is_empty() { "" } else { " " });
            let start = text.len();
            text.push_str(word);
            match places.last_mut() {
                Some((label, place)) if *label == segment.label => place.end = text.len(),
                _ => places.push((&segment.label, start..text.len())),
            }
        }
    }
    let parts = places.into_iter().flat_map(|(label, place)| parts(label, &text, place));
    let spans = parts.map(|(label, range)| Span { label, range: clean(label, &text, range) }).collect();
    record(text, spans)
}

/// The fields in a place under one of AnyStyle's labels. What we have no label for is a note.
fn parts(label: &str, text: &str, place: Range<usize>) -> Vec<(Label, Range<usize>)> {
    let label = match label {
        "volume" => return volume(text, place),
        "container-title" | "journal" => Label::Container,
        "author" => Label::Author,
        "date" => Label::Date,
        "title" => Label::Title,
        "pages" => Label::Pages,
        "publisher" => Label::Publisher,
        "location" => Label::Location,
        "editor" => Label::Editor,
        "translator" => Label::Translator,
        "url" => Label::Url,
        "doi" => Label::Doi,
        "edition" => Label::Edition,
        _ => Label::Note,
    };
    vec![(label, place)]
}

/// A number as volumes and issues have it.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\p{Nd}[\p{L}\p{N}_.]*(?:[-–/]\p{Nd}+[\p{L}\p{N}_]*)?|\b[IVXLCDM]+\b|[A-Z]\p{Nd}+").ok()
});

/// What stands before the number of an issue.
static ISSUE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = "nos?|nr|n|iss(?:ue)?|number|num|heft|h|fasc|part|pt|suppl(?:ement)?|issue";
    Regex::new(&format!(r"(?i)(?:\b(?:{words})\b|n°|nº|#)[^\p{{L}}\p{{N}}]*$")).ok()
});

/// Two numbers in one: `12.3`, `45/4`.
static PAIR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(\p{Nd}+)[./](\p{Nd}+.*)$").ok());

/// Volume and issue, which are one label in AnyStyle, as its normaliser would tell them apart: the first number is the
/// volume, the next one and those behind an "issue" word are issues.
fn volume(text: &str, place: Range<usize>) -> Vec<(Label, Range<usize>)> {
    let value = text.get(place.clone()).unwrap_or("");
    let mut parts: Vec<(Label, Range<usize>)> = Vec::new();
    for number in NUMBER.iter().flat_map(|numbers| numbers.find_iter(value)) {
        let has = |label| parts.iter().any(|(of, _)| *of == label);
        let range = place.start + number.start()..place.start + number.end();
        let is_issue = ISSUE.as_ref().is_some_and(|issue| issue.is_match(&value[..number.start()]));
        let pair = PAIR.as_ref().and_then(|pair| pair.captures(number.as_str()));
        match pair.and_then(|pair| Some((pair.get(1)?.len(), pair.get(2)?.len()))) {
            _ if is_issue => parts.push((Label::Issue, range)),
            Some((first, second)) if !has(Label::Volume) => {
                parts.push((Label::Volume, range.start..range.start + first));
                parts.push((Label::Issue, range.end - second..range.end));
            }
            _ if !has(Label::Volume) => parts.push((Label::Volume, range)),
            _ if !has(Label::Issue) => parts.push((Label::Issue, range)),
            _ => {}
        }
    }
    if parts.is_empty() { vec![(Label::Volume, place)] } else { parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(record: &Record) -> Vec<(Label, &str)> {
        record.fields.iter().map(|field| (field.label, &record.text[field.range.clone()])).collect()
    }

    #[test]
    fn sequences_become_records() {
        let text = "<?xml version=\"1.0\"?>\n<dataset>\n  <sequence>\n    <author>Amin, A. &amp; Bina,\n B.,</author>\n\
            <title>“What is a title?”</title> <editor>In C. Dee (Ed.),</editor> <journal>A Journal,</journal>\n\
            <volume>Vol. 7, No. 2-3,</volume> <genre>Report.</genre> <date>May</date> <date>1999.</date></sequence>\n\
            <sequence><title/></sequence><sequence><title>B.</title></sequence></dataset>";
        let records = read(text).unwrap();
        let whole = "Amin, A. & Bina, B., “What is a title?” In C. Dee (Ed.), A Journal, Vol. 7, No. 2-3, Report. May 1999.";
        assert_eq!(records[0].text, whole);
        let expected = [
            (Label::Author, "Amin, A. & Bina, B"),
            (Label::Title, "What is a title?"),
            (Label::Editor, "C. Dee"),
            (Label::Container, "A Journal"),
            (Label::Volume, "7"),
            (Label::Issue, "2-3"),
            (Label::Note, "Report"),
            (Label::Date, "May 1999"),
        ];
        assert_eq!(values(&records[0]), expected);
        assert_eq!(values(&records[1]), [(Label::Title, "B")]);
        assert_eq!(records.len(), 2);
    }

    #[test]
    fn volumes_are_told_from_issues() {
        let check = |text: &str, expected: &[(Label, &str)]| {
            let parts = volume(text, 0..text.len());
            let found: Vec<_> = parts.into_iter().map(|(label, range)| (label, &text[range])).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("1(1),", &[(Label::Volume, "1"), (Label::Issue, "1")]);
        check("45/4", &[(Label::Volume, "45"), (Label::Issue, "4")]);
        check("v.13 n.4,", &[(Label::Volume, "13"), (Label::Issue, "4")]);
        check("no. 5", &[(Label::Issue, "5")]);
        check("2, 36, 1,", &[(Label::Volume, "2"), (Label::Issue, "36")]);
        check("Vol. XII", &[(Label::Volume, "XII")]);
        check("new series", &[(Label::Volume, "new series")]);
    }

    #[test]
    fn broken_xml_names_its_line() {
        let error = read("<dataset>\n<sequence>\n<title>A</date></sequence></dataset>").unwrap_err();
        assert!(error.starts_with("line 3: "), "{error}");
        let error = read("<dataset><sequence>\n<title>A &nbsp; B</title></sequence></dataset>").unwrap_err();
        assert_eq!(error, "line 2: unknown entity «nbsp»");
    }
}
