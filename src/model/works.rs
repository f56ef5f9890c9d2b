//! The entries of a document as known works, for other documents.

use super::{Analysis, EntryAt};
use crate::library::{Name, Names, Work};
use crate::syntax::{Label, Person, people};

/// An entry that was read with less certainty is no known work.
const READ: f32 = 0.5;

impl Analysis {
    /// The works of its reference lists, in order; entries that could not be read are left out.
    pub fn works(&self) -> Vec<Work> {
        self.entries().filter(|at| at.entry.reference.confidence >= READ).map(|at| work(&at)).collect()
    }
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
    }
}
