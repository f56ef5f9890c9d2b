//! Two people of a document: what the author has decided, else what their names say.

use super::{Decision, Form, compare, consonants, known_as};
use crate::config::Decisions;
use crate::syntax::Person;

impl Person {
    /// Whether two names are one person's: as it is decided, else by comparing them.
    pub fn compare(&self, other: &Person, decided: &Decisions) -> Decision {
        match self.decided(other, decided) {
            Some(true) => Decision::Same,
            Some(false) => Decision::Different,
            None if !may_sound(self.key(), other.key()) => Decision::Different,
            None => compare(&Form::of_person(self), &Form::of_person(other)).decision,
        }
    }

    /// Whether two names are one person's, where that is decided: of the whole names, or of the family names.
    pub fn decided(&self, other: &Person, decided: &Decisions) -> Option<bool> {
        if decided.is_empty() {
            return None;
        }
        let of = |one: &str, another: &str| decided.of(one, another);
        let (whole, others) = (self.whole(), other.whole());
        of(&whole, &others)
            .or_else(|| of(&self.family, &others))
            .or_else(|| of(&whole, &other.family))
            .or_else(|| of(&self.family, &other.family))
    }
}

/// Whether two family names share consonants enough that comparing them is worth its time.
fn may_sound(one: &str, other: &str) -> bool {
    let (a, b) = (consonants(one), consonants(other));
    let shared = a.chars().filter(|c| b.contains(*c)).count();
    2 * shared >= a.len().min(b.len()) || known_as(one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(family: &str, given: &str) -> Person {
        Person::new(family.to_owned(), given.to_owned(), false)
    }

    #[test]
    fn what_is_decided_counts_more_than_the_names() {
        let (buzan, other) = (person("بوزان", "باری"), person("Buzan", "Barry"));
        assert_eq!(buzan.compare(&other, &Decisions::default()), Decision::Same);
        let decided = Decisions::read("بوزان، باری\tBuzan, Barry\tdifferent\n").0;
        assert_eq!(buzan.compare(&other, &decided), Decision::Different);
        assert_eq!(buzan.compare(&person("Walt", "Stephen"), &decided), Decision::Different);
        let decided = Decisions::read("Walt\tبوزان\tsame\n").0;
        assert_eq!(buzan.compare(&person("Walt", "Stephen"), &decided), Decision::Same);
    }
}
