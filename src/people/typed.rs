//! The beginning of a name that is being typed, in either script, and the names that it may become.

use std::ops::Bound;

use super::align::{costs, plain};
use super::form::without_article;
use super::letters;
use super::walk::Walk;
use crate::lang::{Lexicon, Sense, packs};
use crate::text::{Script, Shares};

/// The beginning of a name.
#[derive(Clone, Debug)]
pub struct Typed {
    key: String,
    script: Script,
    /// The letters of the other script with which a name may begin that begins so, sorted.
    first: Vec<char>,
    /// The same without the Arabic article, where it may begin with one.
    bare: Option<Box<Typed>>,
}

/// A name that is meant only without the article that is typed is this much farther.
const ARTICLE: f32 = 0.5;

/// Names in the other script that cost more a letter are not meant.
const FARTHEST: f32 = 2.3;

/// A pair of first letters that costs more is not tried.
const UNLIKELY: f32 = 4.5;

/// How many letters of a name are looked at for each letter typed, and beyond that.
const LOOK: (usize, usize) = (2, 2);

impl Typed {
    /// The beginning of a name as it stands in the text.
    pub fn new(text: &str) -> Typed {
        let bare = behind_article(text).map(|rest| Box::new(Typed::plain(rest)));
        Typed { bare, ..Typed::plain(text) }
    }

    fn plain(text: &str) -> Typed {
        let script = Shares::of(text).main().unwrap_or(Script::Other);
        let key = letters(text);
        let mut first: Vec<char> = match (script, key.chars().next()) {
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
            _ => Vec::new(),
        };
        first.sort_unstable();
        first.dedup();
        Typed { key, script, first, bare: None }
    }

    /// The letters of what is typed.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// How far a name, given by its letters, is from being what is typed: 0 where it begins with it, in its own script;
    /// more the less likely it is meant, in the other one; `None` where it is not.
    pub fn distance(&self, name: &str) -> Option<f32> {
        let stripped = without_article(name);
        let names = [Some(name), Some(stripped).filter(|stripped| stripped.len() < name.len())];
        let near = |name: &str| {
            let bare = self.bare.as_ref().and_then(|bare| bare.distance_to(name)).map(|d| d + ARTICLE);
            [self.distance_to(name), bare].into_iter().flatten().reduce(f32::min)
        };
        names.into_iter().flatten().filter_map(near).reduce(f32::min)
    }

    fn distance_to(&self, name: &str) -> Option<f32> {
        if name.starts_with(self.key.as_str()) {
            return Some(0.0);
        }
        let begins = name.chars().next().is_some_and(|first| self.first.contains(&first));
        let mut walk = self.walk().filter(|_| begins)?;
        name.chars().take(self.look()).for_each(|letter| walk.push(letter));
        self.near(&walk)
    }

    /// Calls `visit` with each of a sorted list of names, given by their letters, that may be what is typed, and with its
    /// distance; `seek` gives the first name of the list that is not before a text. Articles are not looked through: a
    /// name is to stand in the list without its own, too. `visit` answers how far a name may be to be of use still; below 0
    /// ends the search.
    pub fn search<'n>(
        &self,
        seek: impl Fn(Bound<&str>) -> Option<&'n str>,
        mut visit: impl FnMut(&'n str, f32) -> f32,
    ) {
        self.search_plain(&seek, &mut visit);
        if let Some(bare) = &self.bare {
            bare.search_plain(&seek, &mut |name, distance| visit(name, distance + ARTICLE) - ARTICLE);
        }
    }

    fn search_plain<'n>(
        &self,
        seek: &impl Fn(Bound<&str>) -> Option<&'n str>,
        visit: &mut impl FnMut(&'n str, f32) -> f32,
    ) {
        let mut most = FARTHEST;
        let mut name = seek(Bound::Included(&self.key));
        while let Some(found) = name.filter(|name| name.starts_with(self.key.as_str())) {
            most = most.min(visit(found, 0.0));
            if most < 0.0 {
                return;
            }
            name = seek(Bound::Excluded(found));
        }
        let Some(mut walk) = self.walk() else { return };
        for first in &self.first {
            let mut name = seek(Bound::Included(first.encode_utf8(&mut [0; 4])));
            while let Some(found) = name.filter(|name| name.starts_with(*first)) {
                let dead = self.read(&mut walk, found, most);
                let near = if dead.is_none() { self.near(&walk) } else { None };
                if let Some(distance) = near {
                    most = most.min(visit(found, distance));
                }
                if most < 0.0 {
                    return;
                }
                name = match dead {
                    Some(branch) => seek(Bound::Included(&branch)),
                    None => seek(Bound::Excluded(found)),
                };
            }
        }
    }

    /// Reads a name as far as it counts. Where nothing that begins so can be meant, gives the text from which on names
    /// begin otherwise.
    fn read(&self, walk: &mut Walk, name: &str, most: f32) -> Option<String> {
        let shared = walk.letters().iter().zip(name.chars()).take_while(|(a, b)| **a == *b).count();
        walk.back_to(shared);
        for letter in name.chars().take(self.look()).skip(shared) {
            walk.push(letter);
            if !walk.may_cost(most) && walk.cost() >= most {
                let mut branch: Vec<char> = walk.letters().to_vec();
                let last = branch.pop()?;
                // No letter of a name is the last one before the surrogates.
                branch.push(char::from_u32(u32::from(last) + 1)?);
                return Some(branch.into_iter().collect());
            }
        }
        None
    }

    /// Two letters say too little across scripts; one says nothing.
    fn walk(&self) -> Option<Walk> {
        let enough = self.key.chars().count() >= 2;
        match self.script {
            Script::Arabic if enough => Some(Walk::new(&self.key, true)),
            Script::Latin if enough => Some(Walk::new(&plain(&self.key), false)),
            _ => None,
        }
    }

    /// How many letters of a name are looked at.
    fn look(&self) -> usize {
        LOOK.0 * self.key.chars().count() + LOOK.1
    }

    fn near(&self, walk: &Walk) -> Option<f32> {
        (walk.cost() < FARTHEST).then(|| 0.1 + walk.cost())
    }
}

/// What is typed behind an Arabic article: "al-T", «الطب»; `None` where there is none, or too little behind it.
fn behind_article(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let hyphened = text.split_once(['-', '‑']).filter(|(before, rest)| {
        (1..=3).contains(&before.chars().count())
            && Lexicon::get().means(before, |s| s == Sense::Particle)
            && !rest.is_empty()
    });
    let joined = || {
        let articles =
            packs().iter().map(|pack| pack.names.article.as_str()).filter(|article| !article.is_empty());
        articles.filter_map(|article| text.strip_prefix(article)).next()
    };
    let rest = hyphened.map(|(_, rest)| rest).or_else(joined)?;
    (rest.chars().count() >= 2 || hyphened.is_some()).then_some(rest)
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
        for (typed, name) in [("al-Ta", "طبری"), ("al-Ta", "tabari"), ("الطب", "tabari"), ("الطب", "طبری")]
        {
            assert!(Typed::new(typed).distance(name).is_some(), "{typed} {name}");
        }
        for (typed, name) in [("Buz", "والتز"), ("مرش", "buzan"), ("Wal", "waver"), ("B", "بوزان")]
        {
            assert_eq!(Typed::new(typed).distance(name), None, "{typed} {name}");
        }
    }

    #[test]
    fn a_search_finds_what_a_comparison_does() {
        let table = include_str!("../../tests/people/pairs.tsv");
        let cells = table.lines().flat_map(|line| line.split('\t').take(2));
        let mut names: Vec<String> =
            cells.map(|name| letters(name.split([',', '،']).next().unwrap())).collect();
        names.sort_unstable();
        names.dedup();
        let seek = |from: Bound<&str>| {
            let at = match from {
                Bound::Included(text) => names.partition_point(|name| name.as_str() < text),
                Bound::Excluded(text) => names.partition_point(|name| name.as_str() <= text),
                Bound::Unbounded => 0,
            };
            names.get(at).map(String::as_str)
        };
        for text in ["Buz", "بوز", "مرش", "Fou", "sm", "Kho", "اسم", "آل", "x", ""] {
            let typed = Typed::new(text);
            let mut found: Vec<(&str, f32)> = Vec::new();
            typed.search(seek, |name, distance| {
                found.push((name, distance));
                FARTHEST
            });
            let near = names.iter().filter_map(|name| Some((name.as_str(), typed.distance_to(name)?)));
            let mut expected: Vec<(&str, f32)> = near.collect();
            found.sort_by_key(|f| f.0);
            expected.sort_by_key(|f| f.0);
            assert_eq!(found, expected, "{text}");
        }
    }
}
