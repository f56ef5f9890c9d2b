//! One work that the list has in both scripts: a Persian article and its entry in English ("[In Persian]"). Its authors teach
//! how names go over into the other script.

use super::index::{Index, Key, Place, Summary};
use crate::config::Decisions;
use crate::people::Decision;
use crate::syntax::{Label, Person, Reference};
use crate::text::{Shares, digit_value};

/// What an entry shares with its twin: DOI, or volume, issue and pages. `None` where these do not tell it from others.
pub(super) fn twin_key(reference: &Reference, seen: &str) -> Option<Key> {
    if let Some(doi) = reference.value(Label::Doi, seen) {
        return Some(Key::Twin(doi.to_ascii_lowercase()));
    }
    let digits = |label| reference.value(label, seen).map(numbers).unwrap_or_default();
    let (volume, issue, pages) = (digits(Label::Volume), digits(Label::Issue), digits(Label::Pages));
    let enough = pages.contains(' ') && !(volume.is_empty() && issue.is_empty());
    enough.then(|| Key::Twin(format!("{volume}|{issue}|{pages}")))
}

/// The numbers of a text in ASCII digits, the smaller first: a range may run backwards on the page.
fn numbers(text: &str) -> String {
    let digits: String = text
        .chars()
        .map(|c| digit_value(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(' '))
        .collect();
    let mut numbers: Vec<u64> = digits.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    numbers.sort_unstable();
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(" ")
}

impl Index {
    /// Whether two names are one person's: as it is decided, as they compare, or as a work that the list has in both scripts
    /// shows.
    pub fn compare(&self, one: &Person, other: &Person, decided: &Decisions) -> Decision {
        match one.compare(other, decided) {
            Decision::Unsure if self.shows(one, other) => Decision::Same,
            decision => decision,
        }
    }

    /// The same for a person who is cited: what looks like given names may be the first part of a compound family name.
    pub(super) fn compare_cited(&self, cited: &Person, author: &Person, decided: &Decisions) -> Decision {
        let decision = self.compare(cited, author, decided);
        if cited.given.is_empty() || decision == Decision::Same {
            return decision;
        }
        let family = format!("{} {}", cited.given, cited.family);
        match self.compare(&Person::new(family, String::new(), false), author, decided) {
            Decision::Different => decision,
            compound => compound,
        }
    }

    /// Whether some work has one name in its entry in one script and the other at the same place in its twin.
    fn shows(&self, one: &Person, other: &Person) -> bool {
        let mut entries = self.by_person(one.key()).filter(|(_, summary)| summary.twin.is_some());
        entries.any(|(place, summary)| {
            let at = summary.people.iter().position(|person| person.key() == one.key());
            at.is_some_and(|at| {
                self.twins(place, summary).any(|twin| {
                    let same_count = twin.people.len() == summary.people.len();
                    same_count && twin.people.get(at).is_some_and(|person| person.key() == other.key())
                })
            })
        })
    }

    /// The entries of the same work in the other script.
    fn twins<'a>(&'a self, place: Place, summary: &'a Summary) -> impl Iterator<Item = &'a Summary> {
        let key = summary.twin.as_ref();
        let entries = key.into_iter().flat_map(|key| self.entries(key));
        let others = entries.filter(move |(at, twin)| *at != place && is_across(summary, twin));
        others.map(|(_, twin)| twin)
    }
}

fn is_across(one: &Summary, other: &Summary) -> bool {
    let script =
        |summary: &Summary| summary.people.first().and_then(|person| Shares::of(&person.family).main());
    script(one).is_some() && script(one) != script(other)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::markup::Format;
    use crate::model::{Input, analyze};
    use crate::text::Buffer;

    #[test]
    fn a_work_in_both_scripts_teaches_a_name() {
        let text = "# منابع\n\nژیان، شیوا (۱۳۹۵). دولت و امنیت. فصلنامه راهبرد، ۱۲(۳)، ۴۵-۶۰.\n\n\
            Gyon, Sheeva (2016). State and Security. Rahbord, 12(3), 45-60. [In Persian]\n";
        let input = Input { text: Buffer::new(text), format: Format::Markdown, config: Arc::default() };
        let analysis = analyze(&input, None);
        let people: Vec<Person> = analysis.entries().map(|at| at.entry.summary.people[0].clone()).collect();
        let decided = Decisions::default();
        assert_ne!(people[0].compare(&people[1], &decided), Decision::Same);
        assert_eq!(analysis.index().compare(&people[0], &people[1], &decided), Decision::Same);
        assert!(!analysis.diagnostics().any(|found| found.rule.name == "entry-duplicate"));
    }
}
