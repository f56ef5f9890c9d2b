//! The keys by which citations call a person.

use super::Person;
use crate::lang::{Lexicon, Sense, packs};
use crate::text::{Script, Shares, fold};

impl Person {
    /// The same with its keys.
    pub(super) fn with_keys(mut self) -> Self {
        self.keys = self.make_keys();
        self
    }

    fn make_keys(&self) -> Vec<String> {
        let family = name_key(&self.family);
        let words: Vec<&str> = family.split(' ').filter(|w| !w.is_empty()).collect();
        let mut keys = vec![family.replace(' ', "")];
        if self.literal {
            let initials: String =
                words.iter().filter(|w| w.len() > 3).filter_map(|w| w.chars().next()).collect();
            keys.extend((initials.len() > 1).then_some(initials));
            keys.extend(bracketed(&self.family).map(|short| name_key(&short).replace(' ', "")));
        }
        if words.len() > 1 {
            let bare =
                words.iter().position(|w| !is_particle(w)).map_or(String::new(), |i| words[i..].concat());
            keys.push(bare);
            keys.extend(words.first().filter(|w| !is_particle(w)).map(|w| (*w).to_owned()));
            keys.extend(words.last().map(|w| (*w).to_owned()));
        }
        // «الطبری» is «طبری».
        let articles = packs().iter().map(|pack| pack.names.article.as_str()).filter(|a| !a.is_empty());
        let bare = articles
            .filter_map(|article| keys[0].strip_prefix(article))
            .find(|rest| rest.chars().count() > 3);
        keys.extend(bare.map(str::to_owned).filter(|_| !self.literal));
        // "Christie's (2013)" may be a possessive.
        keys.extend(["'s", "’s"].iter().find_map(|end| {
            let bare = self.family.trim_end_matches('.').strip_suffix(end)?;
            Some(name_key(bare).replace(' ', ""))
        }));
        let mut seen = Vec::new();
        keys.retain(|key| key.chars().count() > 1 && !seen.contains(key) && (seen.push(key.clone()), true).1);
        keys
    }
}

/// The short form that an organisation's name gives in brackets: `World Health Organization (WHO)`.
fn bracketed(name: &str) -> Option<String> {
    let inside = name.split_once(['(', '['])?.1;
    Some(inside.split([')', ']']).next()?.to_owned()).filter(|short| !short.is_empty())
}

/// Whether a folded word is a particle of family names; one letter is an initial.
pub(super) fn is_particle(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
        && Lexicon::get().means(word, |s| s == Sense::Particle)
}

/// The folded words of a name: letters and digits, separated by single spaces, brackets and their content left out.
pub fn name_key(name: &str) -> String {
    let folded = fold(name.split(['(', '[']).next().filter(|s| !s.trim().is_empty()).unwrap_or(name));
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty());
    words.map(|w| w.replace('\'', "")).collect::<Vec<_>>().join(" ")
}

/// «ناصرخسرو قبادیانی», «رشیدالدین فضل‌الله همدانی»: whoever is known by a name of their own is cited by it. The first two
/// words of a whole name in Arabic script that has more, and the first one where it is no given name, or where there are
/// two: «سعدی شیرازی» is «سعدی», whatever else is called so.
pub(super) fn beginnings(whole: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = whole.split(' ').collect();
    let arabic = Shares::of(whole).main() == Some(Script::Arabic);
    let first = words.first().filter(|word| {
        let given = Lexicon::get().means(word, |s| s == Sense::Given);
        word.chars().count() >= SHORTEST_OWN && !is_title(word) && (!given || words.len() == 2)
    });
    let one = first.filter(|_| arabic && words.len() > 1).map(|word| (*word).to_owned());
    let two = (arabic && words.len() > 2).then(|| words[..2].concat());
    one.into_iter().chain(two)
}

/// Shorter words are no names of their own.
const SHORTEST_OWN: usize = 3;

fn is_title(word: &str) -> bool {
    Lexicon::get().means(word, |s| matches!(s, Sense::Honorific | Sense::NotName))
}
