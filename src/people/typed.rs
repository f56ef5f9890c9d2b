//! The beginning of a name that is being typed, in either script, and the names that it may become.

use super::align::costs;
use super::form::without_article;
use super::letters;
use crate::text::{Script, Shares};

/// The beginning of a name.
#[derive(Clone, Debug)]
pub struct Typed {
    key: String,
    script: Script,
    /// The letters of the other script with which a name may begin that begins so.
    first: String,
}

/// Names in the other script that cost more a letter are not meant.
const FARTHEST: f32 = 2.3;

/// A pair of first letters that costs more is not tried.
const UNLIKELY: f32 = 4.5;

/// How many letters of a name are looked at for each letter typed, and beyond that.
const LOOK: (usize, usize) = (2, 2);

impl Typed {
    /// The beginning of a name as it stands in the text.
    pub fn new(text: &str) -> Typed {
        let script = Shares::of(text).main().unwrap_or(Script::Other);
        let key = letters(text);
        let first = match (script, key.chars().next()) {
            (Script::Latin, Some(first)) => ('\u{621}'..='\u{6cc}')
                .filter(|&c| costs().first_letters(c, UNLIKELY).any(|latin| latin == first))
                // As above, the other way round.
                .chain(['\u{627}'])
                .collect(),
            (Script::Arabic, Some(first)) => {
                // An initial cluster takes a vowel in Arabic script: «اسمیت», Smith.
                let second = key.chars().nth(1).filter(|_| first == '\u{627}');
                let letters = [Some(first), second].into_iter().flatten();
                letters.flat_map(|c| costs().first_letters(c, UNLIKELY)).collect()
            }
            _ => String::new(),
        };
        Typed { key, script, first }
    }

    /// The letters of what is typed.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// How far a name, given by its letters, is from being what is typed: 0 where it begins with it, in its own script;
    /// more the less likely it is meant, in the other one; `None` where it is not.
    pub fn distance(&self, name: &str) -> Option<f32> {
        let bare = without_article(name);
        let whole = self.distance_to(name);
        match bare.len() < name.len() {
            true => [whole, self.distance_to(bare)].into_iter().flatten().reduce(f32::min),
            false => whole,
        }
    }

    fn distance_to(&self, name: &str) -> Option<f32> {
        if self.key.is_empty() || name.starts_with(self.key.as_str()) {
            return Some(0.0);
        }
        let begins = name.chars().next().is_some_and(|first| self.first.contains(first));
        // Two letters say too little across scripts.
        if !begins || self.key.chars().count() < 2 {
            return None;
        }
        let look = LOOK.0 * self.key.chars().count() + LOOK.1;
        let end = name.char_indices().nth(look).map_or(name.len(), |(at, _)| at);
        let cost = match self.script {
            Script::Arabic => costs().prefix(true, &self.key, &name[..end]),
            Script::Latin => costs().prefix(false, &name[..end], &self.key),
            Script::Other => return None,
        };
        (cost < FARTHEST).then_some(0.1 + cost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_find_names_in_both_scripts() {
        for (typed, name) in
            [("Buz", "بوزان"), ("بوز", "buzan"), ("مرش", "mearsheimer"), ("Fou", "فوکو"), ("اسم", "smith")]
        {
            assert!(Typed::new(typed).distance(name).is_some(), "{typed} {name}");
        }
        assert_eq!(Typed::new("Wal").distance("walt"), Some(0.0));
        for (typed, name) in [("Buz", "والتز"), ("مرش", "buzan"), ("Wal", "waver"), ("B", "بوزان")]
        {
            assert_eq!(Typed::new(typed).distance(name), None, "{typed} {name}");
        }
    }
}
