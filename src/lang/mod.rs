//! Which language: one pack a language, and all words are data.
//!
//! A [`Pack`] is a TOML file in `packs/`; adding a language is adding one file and its line in `build/main.rs`. The
//! gazetteers beside it hold names that belong to no single language. [`Lexicon`] brings all of it into one table.
//! No other module writes a word of any language.
//!
//! The build script reads these files and makes tables of them; when the program starts, the words are there.

mod abbreviation;
mod collation;
mod gazetteer;
mod lexicon;
mod mark;
mod pack;
mod pair;
mod sense;
mod table;
mod tables;
mod zwnj;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::{Script, Shares, fold, is_letter};

pub use abbreviation::is_abbreviation;
pub use gazetteer::names_beginning;
pub use lexicon::{Lexicon, Run, Senses};
pub use mark::Marks;
pub use pack::{Headings, Names, Pack, Punctuation};
pub use pair::{NamePair, names_in_two_scripts};
pub use sense::{Calendar, Genre, PlaceKind, Sense, Side, Sought};
pub use zwnj::{Lost, lost_half_space};

static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(|| postcard::from_bytes(tables::PACKS).unwrap_or_default());

/// All language packs.
pub fn packs() -> &'static [Pack] {
    &PACKS
}

/// Given names that may as well be left out, folded.
static OPTIONAL: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| packs().iter().flat_map(|pack| &pack.names.optional).map(|name| fold(name)).collect());

/// Whether a given name, folded, may as well be left out: «سید».
pub fn is_optional_name(word: &str) -> bool {
    OPTIONAL.contains(word)
}

/// The letters that only one language of its script uses.
static LETTERS: LazyLock<FxHashMap<char, Lang>> = LazyLock::new(|| {
    Lang::all().flat_map(|lang| lang.pack().prose.letters.chars().map(move |c| (c, lang))).collect()
});

/// How many words are looked at to tell languages of one script apart.
const MOST_WORDS: usize = 60;

/// A language that has a pack.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(u8);

impl Lang {
    /// The language with this BCP 47 tag.
    pub fn from_id(id: &str) -> Option<Lang> {
        packs().iter().position(|pack| pack.id == id).map(|i| Lang(i as u8))
    }

    /// All languages.
    pub fn all() -> impl Iterator<Item = Lang> {
        (0..packs().len()).map(|i| Lang(i as u8))
    }

    /// Its words.
    pub fn pack(self) -> &'static Pack {
        // A `Lang` is only made from a position in the list, so the index holds.
        &packs()[self.0 as usize]
    }

    /// Its BCP 47 tag.
    pub fn id(self) -> &'static str {
        &self.pack().id
    }

    /// Its script.
    pub fn script(self) -> Script {
        self.pack().script()
    }

    /// The language of a text: that of its script, and among several of one script the one whose own letters and
    /// function words occur most. `None` without a letter of a known script.
    pub fn detect(text: &str) -> Option<Lang> {
        let script = Shares::of(text).main()?;
        Lang::detect_in(text, script)
    }

    /// The language of a text, which is taken to be written in `script`.
    pub fn detect_in(text: &str, script: Script) -> Option<Lang> {
        let mut candidates = Lang::all().filter(|lang| lang.script() == script);
        let first = candidates.next()?;
        let rest: Vec<Lang> = candidates.collect();
        if rest.is_empty() {
            return Some(first);
        }
        let mut own = vec![0usize; packs().len()];
        for lang in text.chars().filter(|c| !c.is_ascii()).filter_map(|c| LETTERS.get(&c)) {
            own[lang.0 as usize] += 1;
        }
        if own[first.0 as usize] > 0 && rest.iter().all(|lang| own[lang.0 as usize] == 0) {
            return Some(first);
        }
        let words: Vec<String> = text
            .split(|c: char| !is_letter(c))
            .filter(|w| !w.is_empty())
            .take(MOST_WORDS)
            .map(fold)
            .collect();
        let score = |lang: Lang| {
            let pack = lang.pack();
            let function = words.iter().filter(|word| Lexicon::get().is_function_word(word, lang)).count();
            own[lang.0 as usize] + 2 * function + words.iter().filter(|word| pack.has_affix(word)).count()
        };
        let best = rest.into_iter().map(|lang| (score(lang), lang)).max_by_key(|&(score, _)| score)?;
        Some(if best.0 > score(first) { best.1 } else { first })
    }
}

impl std::fmt::Debug for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_can_be_read() {
        for pack in packs() {
            assert!(!pack.headings.references.is_empty(), "{}", pack.id);
            assert_eq!(pack.digits.chars().count(), 10, "{}", pack.id);
        }
        assert_eq!(Lang::all().map(Lang::id).collect::<Vec<_>>(), ["fa", "en", "ar"]);
    }

    #[test]
    fn languages_of_one_script_are_told_apart() {
        for (text, id) in [
            ("مردم، دولت‌ها و هراس، تهران: پژوهشکده", "fa"),
            ("تاريخ بغداد في العصر العباسي الأول، دار الفكر، بيروت", "ar"),
            ("محاضرات في تاريخ الأدب العربي", "ar"),
            ("بررسي نقش سازمان‌هاي بين‌المللي در اقتصاد", "fa"),
            ("The origins of alliances", "en"),
        ] {
            assert_eq!(Lang::detect(text).map(Lang::id), Some(id), "{text}");
        }
        assert_eq!(Lang::detect("۱۳۸۹ ‒ 12"), None);
    }
}
