//! Which of two pieces is the family name, and where it begins in a name of one piece.

use super::Person;
use super::keys::is_particle;
use super::organisation::is_organisation;
use super::parts::Part;
use crate::lang::{Lexicon, Sense, is_optional_name};
use crate::text::{Local, Script, Shares, fold, script_of};

/// Whether `given`, which follows `family` and a comma, is the given name of that family name.
///
/// The first name of a list is inverted when a comma follows it. Later ones are when the piece looks like a given
/// name (initials, one word of the list of given names) and the family name does not hold a given name itself:
/// «بوزان، بری، اُلی ویور و یاپ دو ویلد» inverts the first alone.
pub(super) fn completes(value: &str, family: Part, given: Part, first: bool, rest: &[Part]) -> bool {
    let (family, given) = (family.span.of(value), given.span.of(value));
    if is_organisation(family) || is_organisation(given) {
        return false;
    }
    if Shares::of(family).main() != Shares::of(given).main() || is_vancouver(family) {
        return false;
    }
    if begins_with_initials(family) || (is_natural(family) && is_natural(given)) {
        return false;
    }
    let words = |name: &str| name.split_whitespace().count();
    if first {
        // «احمدی، صابری، کاظمی»: three or more single words, none a given name, are three family names.
        let bare = rest.iter().filter(|p| p.after_comma && words(p.span.of(value)) == 1).count();
        let known = is_given(given) || is_initials(given);
        return words(given) <= 4 && (known || !(bare >= 2 && bare == rest.len()));
    }
    is_initials(given) || (is_given(given) && !is_given(family.split_whitespace().next().unwrap_or("")))
}

/// Whether initials stand before a family name: "F. Blaabjerg", «م.ر. احمدی».
fn begins_with_initials(name: &str) -> bool {
    let mut words = name.split_whitespace();
    words.next().is_some_and(|first| first.contains('.') && is_initials(first))
        && words.next_back().is_some_and(|last| !are_initials_behind(last))
}

/// Whether a name begins with a known given name and ends with a word that is none.
fn is_natural(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let given = |word: &str| Lexicon::get().means(word, |s| s == Sense::Given);
    words.find(|word| !is_optional_name(&fold(word))).is_some_and(given)
        && words.next_back().is_some_and(|last| !given(last) && !is_initials(last))
}

/// Whether each name between two conjunctions is a family name, a comma and a given name: «اردلان، نادر، و بختیار، لاله».
pub(super) fn are_pairs(parts: &[Part]) -> bool {
    let mut groups = parts.chunk_by(|_, next| next.after_comma);
    groups.clone().count() > 1 && groups.all(|group| group.len() % 2 == 0)
}

/// Whether a piece stands behind a name and is none: `Jr.`, `III`.
pub(super) fn is_suffix(piece: &str) -> bool {
    Lexicon::get().means(piece, |s| s == Sense::Suffix)
}

/// Whether a piece is nothing but initials: `J.A.`, `ر.`, `م. ر`, `J`.
pub fn is_initials(name: &str) -> bool {
    let mut words =
        name.split(|c: char| !c.is_alphabetic() && c != '\u{200c}').filter(|w| !w.is_empty()).peekable();
    words.peek().is_some() && words.all(|w| w.chars().count() <= 2)
}

/// Whether a name begins with a known given name.
pub(super) fn is_given(name: &str) -> bool {
    let lexicon = Lexicon::get();
    let given = |text: &str| lexicon.means(text, |s| s == Sense::Given);
    given(name) || name.split_whitespace().next().is_some_and(given)
}

/// Where the initials begin that stand behind a family name without a comma, in words: 1 in "Buysse DJ", "Smith J. A."
/// and «احمدی م».
fn initials_behind(words: &[&str]) -> Option<usize> {
    let start = words.len() - words.iter().rev().take_while(|word| are_initials_behind(word)).count();
    let is_name = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    (start < words.len() && words[..start].iter().any(is_name)).then_some(start)
}

/// Whether a word is `DJ`, `X-Y`, `J.A.` or «م»; without letter case, it is one letter.
pub(crate) fn are_initials_behind(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let others = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '‐'));
    let cased = letters().all(char::is_uppercase) && letters().count() <= 3;
    others && letters().next().is_some() && (cased || letters().count() == 1)
}

/// Whether a name is whole without a comma, by the initials before its family name or behind it: "S. Walt", "Walt SM".
pub(crate) fn has_own_initials(name: &str) -> bool {
    begins_with_initials(name) || is_vancouver(name)
}

fn is_vancouver(name: &str) -> bool {
    initials_behind(&name.split_whitespace().collect::<Vec<_>>()).is_some()
}

/// A name in natural order: the last word is the family name, with the particles before it.
pub(super) fn natural(value: &str, span: Local) -> Person {
    let name = span.of(value);
    if is_organisation(name) {
        return Person { span, family: name.to_owned(), literal: true, ..Person::default() };
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() < 2 {
        return Person { span, family: name.to_owned(), ..Person::default() };
    }
    if let Some(start) = initials_behind(&words) {
        return Person {
            span,
            family: words[..start].join(" "),
            given: words[start..].join(" "),
            ..Person::default()
        };
    }
    let mut split = words.len() - 1;
    while split > 1 && is_particle(&fold(words[split - 1])) {
        split -= 1;
    }
    // «ابن رشد», "van Dijk" have no given name; "Ben" may be one.
    let capital = words[0].starts_with(char::is_uppercase);
    if split == 1 && !capital && is_particle(&fold(words[0])) && !is_given(words[0]) {
        split = 0;
    }
    // Persian family names of two words («دهقانی فیروزآبادی») stand behind one given name that is known.
    let persian = words[0].chars().find_map(script_of) == Some(Script::Arabic);
    let first = words.iter().take_while(|word| is_optional_name(&fold(word))).count();
    if persian && words.len() > first + 2 && is_given(words[first]) && !is_given(words[first + 1]) {
        split = first + 1;
    }
    Person { span, family: words[split..].join(" "), given: words[..split].join(" "), ..Person::default() }
}
