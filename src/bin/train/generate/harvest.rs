//! Values out of labelled records: titles, journals, people … of references in Latin script.

use std::ops::Range;

use dabir::syntax::Label;

use super::values::Person;
use crate::record::Record;

/// Gives the name of a list and a value for it, for each field that can serve again.
pub(super) fn gather(records: &[Record], mut give: impl FnMut(&str, String)) {
    for record in records {
        let has = |label| record.fields.iter().any(|span| span.label == label);
        let serial = has(Label::Volume) || has(Label::Issue);
        for span in &record.fields {
            let list = match span.label {
                Label::Author => "harvest-author-lists",
                Label::Editor => "harvest-editor-lists",
                Label::Title if has(Label::Container) => "harvest-article-titles",
                Label::Title if has(Label::Publisher) => "harvest-book-titles",
                Label::Container if serial => "harvest-journals",
                Label::Container => "harvest-containers",
                Label::Publisher => "harvest-publishers",
                Label::Location => "harvest-places",
                Label::Genre => "harvest-genres",
                _ => continue,
            };
            if let Some(value) = value(&record.text, &span.range) {
                give(list, value);
            }
        }
    }
}

/// Gives the people whose names can be taken apart.
pub(super) fn people(records: &[Record], mut give: impl FnMut(Person)) {
    for record in records {
        for span in record.fields.iter().filter(|span| matches!(span.label, Label::Author | Label::Editor)) {
            if let Some(list) = value(&record.text, &span.range) {
                apart(&list).into_iter().for_each(&mut give);
            }
        }
    }
}

/// A clean value in Latin script, of a length that occurs.
fn value(text: &str, range: &Range<usize>) -> Option<String> {
    let value = text.get(range.clone())?.split_whitespace().collect::<Vec<_>>().join(" ");
    let value = value.trim_matches(|c: char| " ,;:\"“”'*_".contains(c)).to_owned();
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let latin = value.chars().filter(|c| c.is_alphabetic() && *c < '\u{250}').count();
    let clean = latin == letters && letters > 1 && !value.contains(['{', '\\', '<', '�', '\u{fb01}']);
    (clean && value.len() <= 220).then_some(value)
}

/// People, if the list is one of plain forms: "Family, Given" joined by signs or words, or "G. Family".
fn apart(list: &str) -> Vec<Person> {
    let list = list.trim_end_matches(" et al.").replace(" and ", ";").replace('&', ";");
    list.split(';').filter_map(|name| one(name.trim().trim_matches(','))).collect()
}

fn one(name: &str) -> Option<Person> {
    let (family, given) = match name.split_once(", ") {
        Some(parts) => parts,
        None => name.rsplit_once(' ').map(|(given, family)| (family, given))?,
    };
    let wordy = |part: &str| !part.contains([',', '(', '/']) && part.split(' ').count() <= 3;
    let plain = wordy(family) && wordy(given) && !family.ends_with('.') && family.len() > 2;
    let capital = |part: &str| part.starts_with(|c: char| c.is_uppercase());
    (plain && capital(given) && family.chars().any(char::is_uppercase)).then(|| Person {
        family: family.to_owned(),
        given: given.to_owned(),
        suffix: String::new(),
    })
}
