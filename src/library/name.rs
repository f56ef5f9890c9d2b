//! The names of a known work, in parts where the file gives parts.

use crate::syntax::{Person, people};
use crate::text::{Local, Script, script_of};

/// A person or an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Name {
    /// The family name without its particle, or the whole name of an organisation.
    pub family: String,
    /// The given names.
    pub given: String,
    /// What stands before the family name: `van der`, `de la`.
    pub particle: String,
    /// What stands behind the name: `Jr.`.
    pub suffix: String,
    /// It is not to be taken apart: an organisation, CSL's `literal`.
    pub literal: bool,
}

/// The names of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// In the order in which they are written.
    pub names: Vec<Name>,
    /// The list ends in "and others".
    pub others: bool,
}

/// Where a format writes a suffix in an inverted name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SuffixPlace {
    /// `King, Jr., Martin`
    Second,
    /// `King, Martin, Jr.`
    Last,
}

/// A longer name is taken as it is.
const LONGEST: usize = 400;

impl Name {
    /// A name that is not to be taken apart.
    pub(crate) fn literal(name: &str) -> Name {
        Name { family: collapsed(name), literal: true, ..Name::default() }
    }

    /// A name in parts. A family name without given ones is read for signs that it holds them.
    pub(super) fn of_parts(family: &str, given: &str) -> Name {
        let (particle, family) = lower_words(family);
        Name { family, given: collapsed(given), particle, ..Name::default() }
    }

    /// The name of a person of a reference, whose particle stands with the family name.
    pub(crate) fn of_person(person: &Person) -> Name {
        let (particle, family) = person.family_parts();
        Name {
            family: collapsed(family),
            given: collapsed(&person.given),
            particle: collapsed(particle),
            suffix: person.suffix.clone(),
            literal: person.literal,
        }
    }

    /// The name as a reference has it, with the keys by which it can be called.
    pub fn person(&self) -> Person {
        let family = match self.particle.is_empty() {
            true => self.family.clone(),
            false => format!("{} {}", self.particle, self.family),
        };
        Person::new(family, self.given.clone(), self.literal)
    }

    fn is_empty(&self) -> bool {
        self.family.is_empty() && self.given.is_empty()
    }
}

impl Names {
    /// Whether the list has no name.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Adds a name, unless it is empty.
    pub(crate) fn push(&mut self, name: Name) {
        if !name.is_empty() {
            self.names.push(name);
        }
    }

    /// Adds a name as it is written: inverted with `,` or `،`, or in natural order. Text in Arabic script may hold
    /// several names, since its conjunction is not the word by which formats part them.
    pub(super) fn push_written(&mut self, written: &str, suffix: SuffixPlace) {
        let written = collapsed(written);
        let parts: Vec<&str> = written.split([',', '،']).map(str::trim).collect();
        let arabic = written.chars().find_map(script_of) == Some(Script::Arabic);
        if written.len() > LONGEST {
            return self.push(Name::literal(&written));
        }
        match parts.as_slice() {
            [family, given] if !arabic || (is_one(family) && is_one(given)) => {
                self.push(Name::of_parts(family, given));
            }
            [_] if !arabic => self.push_natural(&written),
            [family, second, rest @ ..] if !arabic => {
                let rest = rest.join(", ");
                let (given, suffix) = match suffix {
                    SuffixPlace::Second => (rest.as_str(), *second),
                    SuffixPlace::Last => (*second, rest.as_str()),
                };
                self.push(Name { suffix: suffix.to_owned(), ..Name::of_parts(family, given) });
            }
            _ => self.push_people(&written),
        }
    }

    /// Adds the name of one person or organisation in natural order.
    fn push_natural(&mut self, written: &str) {
        if written.eq_ignore_ascii_case("others") {
            self.others = true;
        } else if people(written, Local::new(0, written.len())).people.len() < 2 {
            self.push_people(written);
        } else {
            self.push(Name::literal(written));
        }
    }

    /// Adds all whom a text names, read as in a reference.
    fn push_people(&mut self, written: &str) {
        let found = people(written, Local::new(0, written.len()));
        self.others |= found.others;
        if found.people.is_empty() && !found.others {
            self.push(Name::literal(written));
        }
        found.people.iter().for_each(|person| self.push(Name::of_person(person)));
    }
}

/// Whether a text names one person or organisation at most, and no others.
fn is_one(written: &str) -> bool {
    let found = people(written, Local::new(0, written.len()));
    found.people.len() < 2 && !found.others
}

/// A text with single spaces.
pub(super) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Splits the words in small letters off the front of a family name, as BibTeX does; one word always stays.
fn lower_words(family: &str) -> (String, String) {
    let words: Vec<&str> = family.split_whitespace().collect();
    let last = words.len().saturating_sub(1);
    let lower = |word: &&&str| word.chars().next().is_some_and(char::is_lowercase);
    let front = words[..last].iter().take_while(lower).count();
    (words[..front].join(" "), words[front..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::tests::names as shown;

    fn check(written: &str, expected: &[&str]) {
        let mut names = Names::default();
        names.push_written(written, SuffixPlace::Last);
        assert_eq!(shown(&names), expected, "{written}");
    }

    #[test]
    fn written_names_are_taken_apart() {
        check("بوزان، باری", &["باری||بوزان|"]);
        check("بوزان, باری", &["باری||بوزان|"]);
        check("دهقانی فیروزآبادی، سید جلال", &["سید جلال||دهقانی فیروزآبادی|"]);
        check("حمید عنایت", &["حمید||عنایت|"]);
        check("عنایت، حمید و داوود فیرحی", &["حمید||عنایت|", "داوود||فیرحی|"]);
        check("وزارت آموزش و پرورش", &["[وزارت آموزش و پرورش]"]);
        check("Hedley Bull", &["Hedley||Bull|"]);
        check("Bull,  Hedley", &["Hedley||Bull|"]);
        check("de la Torre, Inés", &["Inés|de la|Torre|"]);
        check("Jaap de Hoop", &["Jaap|de|Hoop|"]);
        check("Harlan, John, Jr.", &["John||Harlan|Jr."]);
        check("World Bank", &["[World Bank]"]);
        check("  ", &[]);
        check(",", &[]);
    }

    #[test]
    fn others_are_no_name() {
        for written in ["others", "عنایت، حمید و دیگران", "Hedley Bull et al."] {
            let mut names = Names::default();
            names.push_written(written, SuffixPlace::Last);
            assert!(names.others && names.names.len() < 2, "{written}");
        }
        let mut names = Names::default();
        names.push_written(&"نام ".repeat(300), SuffixPlace::Last);
        assert!(names.names[0].literal);
    }
}
