//! Initials and the names that they stand for, in one script and across scripts.

use super::align::costs;
use super::form::Given;

/// A Latin letter may begin a name that begins with an Arabic one when the pair costs less.
const LIKELY: f32 = 2.6;

/// Whether two givens, one of them an initial at least, may be one.
pub(super) fn agree(one: &Given, other: &Given) -> bool {
    let (one, other) = (beginnings(one), beginnings(other));
    one.chars().any(|letter| other.contains(letter))
}

/// The Latin letters, in upper case, with which a given may begin in Latin script.
fn beginnings(given: &Given) -> String {
    match given {
        Given::Initial(letters) if letters.is_ascii() => letters.clone(),
        Given::Initial(letters) | Given::Word(letters) => match letters.is_ascii() {
            true => letters.chars().take(1).map(|c| c.to_ascii_uppercase()).collect(),
            false => latin(letters),
        },
    }
}

fn latin(word: &str) -> String {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return String::new() };
    let mut found: String = costs().first_letters(first, LIKELY).map(|c| c.to_ascii_uppercase()).collect();
    // An initial cluster takes a vowel in Arabic script: «استیون», Steven.
    if first == '\u{627}'
        && let Some(second) = chars.next()
    {
        found.extend(costs().first_letters(second, LIKELY).map(|c| c.to_ascii_uppercase()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_answer_to_names_in_either_script() {
        let word = |word: &str| Given::Word(word.to_owned());
        let initial = |letter: &str| Given::Initial(letter.to_owned());
        assert!(agree(&initial("J"), &word("john")) && agree(&initial("J"), &word("جان")));
        assert!(agree(&initial("م"), &word("morteza")) && agree(&word("استیون"), &initial("S")));
        assert!(agree(&initial("GJ"), &initial("J")));
        assert!(!agree(&initial("J"), &word("کنت")) && !agree(&initial("م"), &word("ali")));
    }
}
