//! JSON Lines: an object a line with `text` and `fields`, whose places are counted in characters.

use dabir::syntax::reader::kind::KINDS;
use serde::Deserialize;

use super::{Record, Span, at_line, label};

/// A line.
#[derive(Deserialize)]
struct Line {
    text: String,
    fields: Vec<Field>,
    /// The kind of work by its CSL type.
    #[serde(default)]
    kind: String,
}

/// A field of it; `start` and `end` are characters.
#[derive(Deserialize)]
struct Field {
    label: String,
    start: usize,
    end: usize,
}

/// Reads all lines that are not blank.
pub(super) fn read(text: &str) -> Result<Vec<Record>, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(n, line)| record(line).map_err(|error| at_line(n, &error))).collect()
}

/// Reads a line. Fields that overlap are an error: such labels are a slip, not a view.
fn record(line: &str) -> Result<Record, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let mut places: Vec<usize> = line.text.char_indices().map(|(at, _)| at).collect();
    places.push(line.text.len());
    let fields: Result<Vec<Span>, String> = line.fields.iter().map(|field| span(field, &places)).collect();
    let mut fields = fields?;
    fields.sort_by_key(|field| field.range.start);
    if let Some(pair) = fields.windows(2).find(|pair| pair[0].range.end > pair[1].range.start) {
        return Err(format!("{} and {} overlap", pair[0].label.name(), pair[1].label.name()));
    }
    let kind = KINDS.into_iter().find(|kind| kind.name() == line.kind);
    Ok(Record { text: line.text, fields, kind, ..Record::default() })
}

/// The place of a field in bytes, `places` holding the byte of every character and of the end.
fn span(field: &Field, places: &[usize]) -> Result<Span, String> {
    let label = label(&field.label)?;
    match (places.get(field.start), places.get(field.end)) {
        (Some(&start), Some(&end)) if start < end => Ok(Span { label, range: start..end }),
        _ => Err(format!("{} has no place {}..{}", field.label, field.start, field.end)),
    }
}

#[cfg(test)]
mod tests {
    use dabir::syntax::Label;

    use super::*;

    #[test]
    fn characters_become_bytes() {
        let line = "\n{\"id\": 1, \"text\": \"بوزان (۱۳۸۹)\", \"fields\": [\
            {\"label\": \"date\", \"start\": 7, \"end\": 11}, {\"label\": \"author\", \"start\": 0, \"end\": 5}]}\n";
        let records = read(line).unwrap();
        let values = records[0].fields.iter().map(|f| (f.label, &records[0].text[f.range.clone()]));
        assert_eq!(values.collect::<Vec<_>>(), [(Label::Author, "بوزان"), (Label::Date, "۱۳۸۹")]);
    }

    #[test]
    fn slips_name_their_line() {
        let check = |fields: &str, error: &str| {
            let line = format!(
                "{{\"text\": \"A. B.\", \"fields\": []}}\n{{\"text\": \"A.\", \"fields\": [{fields}]}}"
            );
            let found = read(&line).unwrap_err();
            assert!(found.starts_with("line 2: ") && found.contains(error), "{found}");
        };
        check("{\"label\": \"autor\", \"start\": 0, \"end\": 1}", "unknown label «autor»");
        check("{\"label\": \"author\", \"start\": 0, \"end\": 3}", "author has no place 0..3");
        check("{\"label\": \"author\", \"start\": 1, \"end\": 1}", "author has no place 1..1");
        let twice = "{\"label\": \"author\", \"start\": 0, \"end\": 2}, {\"label\": \"date\", \"start\": 1, \"end\": 2}";
        check(twice, "author and date overlap");
        check("{\"label\": \"author\"}", "missing field");
    }
}
