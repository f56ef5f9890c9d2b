//! The form for writing and reviewing: a reference a line, `⟦author:Ames, A.⟧ (⟦date:1999⟧).`

use super::{Record, Span, at_line, label};

/// Begins a field, its label and a colon following.
pub(super) const OPEN: char = '⟦';
/// Ends a field.
const CLOSE: char = '⟧';

/// Reads all lines that are neither blank nor a comment, which begins with `# `.
pub(super) fn read(text: &str) -> Result<Vec<Record>, String> {
    let lines = text.lines().map(str::trim).enumerate();
    let references = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with("# ") && *line != "#");
    references.map(|(n, line)| record(line).map_err(|error| at_line(n, &error))).collect()
}

/// Reads a line.
fn record(line: &str) -> Result<Record, String> {
    let (mut text, mut fields) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, field)) = rest.split_once(OPEN) {
        let (field, behind) = field.split_once(CLOSE).ok_or(format!("no {CLOSE} for a {OPEN}"))?;
        let (name, value) = field.split_once(':').ok_or(format!("no label in «{field}»"))?;
        push_plain(&mut text, before)?;
        let start = text.len();
        if value.is_empty() || value.contains(OPEN) {
            return Err(format!("the value of {name} is empty or holds a {OPEN}"));
        }
        text.push_str(value);
        fields.push(Span { label: label(name)?, range: start..text.len() });
        rest = behind;
    }
    push_plain(&mut text, rest)?;
    Ok(Record { text, fields, ..Record::default() })
}

/// Adds what stands outside of fields.
fn push_plain(text: &mut String, plain: &str) -> Result<(), String> {
    if plain.contains(CLOSE) {
        return Err(format!("no {OPEN} for a {CLOSE}"));
    }
    text.push_str(plain);
    Ok(())
}

#[cfg(test)]
mod tests {
    use dabir::syntax::Label;

    use super::*;

    #[test]
    fn fields_are_read_where_they_stand() {
        let records = read("# a comment\n\n⟦author:بوزان، باری⟧ (⟦date:۱۳۸۹⟧). ⟦title:B: c⟧.\n").unwrap();
        assert_eq!(records[0].text, "بوزان، باری (۱۳۸۹). B: c.");
        let values = records[0].fields.iter().map(|f| (f.label, &records[0].text[f.range.clone()]));
        let expected = [(Label::Author, "بوزان، باری"), (Label::Date, "۱۳۸۹"), (Label::Title, "B: c")];
        assert_eq!(values.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn slips_name_their_line() {
        let check = |line: &str, error: &str| {
            let found = read(&format!("A.\n{line}")).unwrap_err();
            assert!(found.starts_with("line 2: ") && found.contains(error), "{found}");
        };
        check("⟦author:A", "no ⟧");
        check("A⟧ ⟦date:1⟧", "no ⟦");
        check("⟦date:1⟧ A⟧", "no ⟦");
        check("⟦A⟧", "no label");
        check("⟦author:⟧", "empty");
        check("⟦author:A ⟦date:1⟧⟧", "author");
        check("⟦autor:A⟧", "unknown label «autor»");
    }
}
