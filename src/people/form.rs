//! A name as it is compared: the letters of the family name, and given names or initials.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::letters;
use crate::lang::{Lexicon, Sense, packs};
use crate::syntax::{Person, is_organisation};
use crate::text::{Script, Shares};

/// A given name or an initial.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Given {
    /// A name, by its letters.
    Word(String),
    /// An initial: the letters that it may stand for, in Latin script upper case.
    Initial(String),
}

/// A name as it is compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Form {
    /// The words of the family name, by their letters, particles left out where something else is there.
    pub(super) family: Vec<String>,
    /// The letters of the family name with its particles.
    pub(super) whole: String,
    pub(super) given: Vec<Given>,
    /// The script of the family name.
    pub script: Script,
    /// It is an organisation.
    pub(super) literal: bool,
}

impl Form {
    /// The form of a name with its parts.
    pub fn of(family: &str, given: &str, literal: bool) -> Form {
        Form {
            family: family_words(family),
            whole: letters(family),
            given: givens(given),
            script: Shares::of(family).main().unwrap_or(Script::Other),
            literal,
        }
    }

    /// The form of a person of an entry.
    pub fn of_person(person: &Person) -> Form {
        Form::of(&person.family, &person.given, person.literal)
    }

    /// The forms that a text may have which is one name: a comma parts family and given name; without one each of the
    /// last words but the first may open the family name, the last one first.
    pub fn readings(text: &str) -> Vec<Form> {
        let text = text.trim();
        if let Some((family, given)) = text.split_once(['،', ',']) {
            return vec![Form::of(family, given, is_organisation(text))];
        }
        if is_organisation(text) {
            return vec![Form::of(text, "", true)];
        }
        let words: Vec<&str> = text.split_whitespace().filter(|word| !is_honorific(word)).collect();
        let from = |at: usize| Form::of(&words[at..].join(" "), &words[..at].join(" "), false);
        let least = words.len().saturating_sub(MOST_FAMILY_WORDS).max(usize::from(words.len() > 1));
        (least..words.len()).rev().map(from).collect()
    }

    /// The pairs of readings of two texts in which the family names have as many words, if there are any; else all pairs.
    /// A text of one word is a family name, and so may be all of the other.
    pub(super) fn pairs(one: &str, other: &str) -> Vec<(Form, Form)> {
        let (mut ones, mut others) = (Form::readings(one), Form::readings(other));
        let alone =
            |forms: &[Form]| matches!(forms, [form] if form.family.len() == 1 && form.given.is_empty());
        match (alone(&ones), alone(&others)) {
            (true, false) if !other.contains(['،', ',']) => others.push(Form::of(other, "", false)),
            (false, true) if !one.contains(['،', ',']) => ones.push(Form::of(one, "", false)),
            _ => {
                let all = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
                let alike = all.filter(|(one, other)| one.family.len() == other.family.len());
                let alike: Vec<_> = alike.map(|(one, other)| (one.clone(), other.clone())).collect();
                if !alike.is_empty() {
                    return alike;
                }
            }
        }
        ones.iter().flat_map(|one| others.iter().map(move |other| (one.clone(), other.clone()))).collect()
    }

    /// The letters of the whole family name.
    pub fn family(&self) -> String {
        self.family.concat()
    }
}

/// The most words of a family name behind given names.
const MOST_FAMILY_WORDS: usize = 3;

fn is_honorific(word: &str) -> bool {
    Lexicon::get().means(word, |s| s == Sense::Honorific)
}

/// The words of a family name without particles and the Arabic article; all of them where nothing else is there.
fn family_words(family: &str) -> Vec<String> {
    let all = || family.split(|c: char| c.is_whitespace() || c == '-' || c == '–').map(letters);
    let particle = |word: &String| Lexicon::get().means(word, |s| s == Sense::Particle);
    let bare: Vec<String> = all()
        .filter(|word| !word.is_empty() && !particle(word))
        .map(|word| without_article(&word).to_owned())
        .collect();
    if bare.is_empty() { all().filter(|word| !word.is_empty()).collect() } else { bare }
}

/// «الطبری» without the article; a word too short to have one as it is.
pub(crate) fn without_article(word: &str) -> &str {
    let articles =
        packs().iter().map(|pack| pack.names.article.as_str()).filter(|article| !article.is_empty());
    let bare = articles.filter_map(|article| word.strip_prefix(article)).next();
    bare.filter(|rest| rest.chars().count() > 2).unwrap_or(word)
}

/// The given names and initials of a text.
fn givens(text: &str) -> Vec<Given> {
    let mut givens = Vec::new();
    let pieces = text.split(|c: char| c.is_whitespace() || c == '-').filter(|piece| !piece.is_empty());
    for piece in pieces.filter(|piece| letters(piece).chars().count() == 1 || !is_honorific(piece)) {
        let dotted: Vec<&str> = piece.split('.').filter(|part| !part.is_empty()).collect();
        let stops = piece.contains('.');
        for part in dotted {
            givens.extend(given(part, stops));
        }
    }
    givens
}

/// The names of letters, by their own letters, with the initials that they stand for.
static LETTER_NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    // The first pack that has a name counts.
    let names = packs().iter().rev().flat_map(|pack| &pack.names.letters);
    names.map(|(name, initial)| (letters(name), initial.clone())).collect()
});

/// One given name or one or several initials. `stops`: a full stop stands with it.
fn given(part: &str, stops: bool) -> Vec<Given> {
    let key = letters(part);
    let count = key.chars().count();
    if count == 0 {
        return Vec::new();
    }
    if (stops || count == 1)
        && let Some(initial) = LETTER_NAMES.get(&key)
    {
        return vec![Given::Initial(initial.clone())];
    }
    // "Gh." stands for one letter of Arabic script.
    if stops && count == 2 && key.is_ascii() && key.ends_with('h') {
        let first = key[..1].to_ascii_uppercase();
        return vec![Given::Initial(if first == "Z" { "ZJ".to_owned() } else { first })];
    }
    let capitals = part.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if key.is_ascii() && (count == 1 || (capitals && count <= 3)) {
        return key.chars().map(|c| Given::Initial(c.to_ascii_uppercase().to_string())).collect();
    }
    match count {
        1 => vec![Given::Initial(key)],
        _ => vec![Given::Word(key)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str) -> Given {
        Given::Word(word.to_owned())
    }

    #[test]
    fn names_have_families_and_givens() {
        let form = Form::of("van der Waals", "J. D.", false);
        assert_eq!(form.family, ["waals"]);
        assert_eq!(form.given, [Given::Initial("J".into()), Given::Initial("D".into())]);
        let form = Form::of("مرشایمر", "جان جی.", false);
        assert_eq!(form.given, [word("جان"), Given::Initial("GJ".into())]);
        assert_eq!(Form::of("الطبری", "", false).family, ["طبری"]);
        assert_eq!(Form::of("al-Ṭabarī", "", false).family, ["tabari"]);
        assert_eq!(Form::of("زرین‌کوب", "عبدالحسین", false).family, ["زرینکوب"]);
    }

    #[test]
    fn a_name_without_a_comma_has_several_readings() {
        let families = |text: &str| Form::readings(text).iter().map(Form::family).collect::<Vec<_>>();
        assert_eq!(families("Walt, Stephen M."), ["walt"]);
        assert_eq!(families("Barry Buzan"), ["buzan"]);
        assert_eq!(families("دکتر سید علی شریعتی"), ["شریعتی", "علیشریعتی"]);
        assert_eq!(families("Voltaire"), ["voltaire"]);
        assert_eq!(families(""), [""; 0]);
    }
}
