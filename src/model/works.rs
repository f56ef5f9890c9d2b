//! The entries of a document as known works, for other documents.

use super::{Analysis, EntryAt};
use crate::library::{Name, Names, Work, Written};
use crate::syntax::{Label, Person, is_initials, people};
use crate::text::digit_set;

/// An entry that was read with less certainty is no known work.
const READ: f32 = 0.5;

impl Analysis {
    /// The works of its reference lists, in order; entries that could not be read are left out.
    pub fn works(&self) -> Vec<Work> {
        let sure = self.entries().filter(|at| at.entry.reference.confidence >= READ);
        sure.map(|at| Work { written: self.written(&at).map(Box::new), ..work(&at) }).collect()
    }

    fn written(&self, at: &EntryAt<'_>) -> Option<Written> {
        let (_, source) = self.block_at(at.base)?;
        let form = form_of_head(at, source)?;
        let text = at.entry.piece.span.of(source).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Written { format: self.format(), text, form })
    }
}

/// The form of an entry up to its title, for comparison: its signs, where authors and date stand, whether given names are
/// initials, the script of the digits. `None` where it does not begin with its authors.
pub(crate) fn form_of_head(at: &EntryAt<'_>, source: &str) -> Option<String> {
    let entry = at.entry;
    let title = entry.view.source(entry.reference.field(Label::Title)?.span).start;
    let mut form = String::new();
    let mut end = entry.piece.span.start;
    for field in entry.reference.fields.iter().take_while(|field| field.label != Label::Title) {
        let span = entry.view.source(field.span);
        form.push_str(source.get(end as usize..span.start as usize)?);
        form.push(match field.label {
            Label::Author => 'A',
            // The zero of its digits.
            Label::Date => {
                field.span.of(&entry.view.text).chars().find_map(digit_set).map_or('D', |set| set.digit(0))
            }
            _ => return None,
        });
        end = span.end;
    }
    form.push_str(source.get(end as usize..title as usize)?);
    // Titles of books and of articles are dressed differently.
    let bare = form.trim_end_matches(|c: char| !matches!(c, '.' | ',' | '،' | ':' | ')' | ' '));
    let given = entry.reference.authors.iter().find(|person| !person.given.is_empty());
    let given = given.map_or("", |person| if is_initials(&person.given) { "i" } else { "w" });
    form.starts_with('A').then(|| format!("{bare}{given}"))
}

fn work(at: &EntryAt<'_>) -> Work {
    let (entry, seen) = (at.entry, &at.entry.view.text);
    let reference = &entry.reference;
    let named = |label: Label| {
        let found = reference.field(label).map(|field| people(seen, field.span));
        found.map(|found| names(&found.people, found.others)).unwrap_or_default()
    };
    let mut work = Work::new(at.range());
    work.key = entry.piece.key.clone();
    work.kind = reference.kind;
    work.authors = names(&reference.authors, reference.others);
    work.editors = named(Label::Editor);
    work.translators = named(Label::Translator);
    work.date = reference.date.clone();
    work.lang = reference.lang;
    let people =
        |label: Label| matches!(label, Label::Author | Label::Editor | Label::Translator | Label::Date);
    for field in reference.fields.iter().filter(|field| !people(field.label)) {
        work.add(field.label, field.span.of(seen));
    }
    work
}

fn names(people: &[Person], others: bool) -> Names {
    let mut names = Names { others, ..Names::default() };
    people.iter().for_each(|person| names.push(Name::of_person(person)));
    names
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::markup::Format;
    use crate::model::{Input, analyze};
    use crate::text::Buffer;

    #[test]
    fn entries_are_works() {
        let text = "# References\n\nWalt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.\n";
        let input = Input { text: Buffer::new(text), format: Format::Markdown, config: Arc::default() };
        let works = analyze(&input, None).works();
        assert_eq!(works[0].authors.names[0].family, "Walt");
        assert_eq!(works[0].value(Label::Title), Some("The Origins of Alliances"));
        assert_eq!(works[0].date.years[0].value, 1987);
        let written = works[0].written.as_ref().unwrap();
        assert_eq!(written.text, text.lines().last().unwrap());
        assert_eq!(written.form, "A (0). w");
    }
}
