//! All words of all packs and gazetteers in one table: what a run of words may mean.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::pack::Pack;
use super::sense::{Calendar, Genre, PlaceKind, Sense, Side, Sought};
use super::{Lang, packs};
use crate::text::fold;

/// A run of words behind its first one, and what it may mean.
#[derive(Debug)]
struct Phrase {
    rest: Vec<Box<str>>,
    senses: Vec<(Sense, Option<Lang>)>,
}

/// What a run of words may mean, each meaning with its language where it has one.
pub type Senses = [(Sense, Option<Lang>)];

/// The table of all runs of words, by their first word.
#[derive(Debug, Default)]
pub struct Lexicon {
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

impl Lexicon {
    /// The table of all packs and gazetteers, made at the first call.
    pub fn get() -> &'static Lexicon {
        &LEXICON
    }

    /// The longest known run that begins with the folded word `first` and goes on with the words that `next`
    /// gives for 1, 2, … : its number of words, and its meanings, each with its language where it has one.
    pub fn longest<'w>(
        &self,
        first: &str,
        mut next: impl FnMut(usize) -> Option<&'w str>,
    ) -> Option<(usize, &Senses)> {
        let phrases = self.phrases.get(first)?;
        let mut seen: Vec<&'w str> = Vec::new();
        phrases.iter().find_map(|phrase| {
            while seen.len() < phrase.rest.len() {
                seen.push(next(seen.len() + 1)?);
            }
            let same = phrase.rest.iter().zip(&seen).all(|(a, b)| **a == **b);
            same.then_some((phrase.rest.len() + 1, phrase.senses.as_slice()))
        })
    }

    /// The meanings of exactly this text, folded.
    pub fn senses(&self, text: &str) -> &[(Sense, Option<Lang>)] {
        let folded = fold(text);
        let mut words = words(&folded);
        let Some(first) = words.next() else { return &[] };
        let rest: Vec<&str> = words.collect();
        let phrases = self.phrases.get(first).map_or(&[][..], Vec::as_slice);
        let same = |phrase: &&Phrase| phrase.rest.iter().map(|w| &**w).eq(rest.iter().copied());
        phrases.iter().find(same).map_or(&[], |phrase| &phrase.senses)
    }

    /// Whether exactly this text, folded, can have a meaning that `wanted` accepts.
    pub fn means(&self, text: &str, wanted: impl Fn(Sense) -> bool) -> bool {
        self.senses(text).iter().any(|&(sense, _)| wanted(sense))
    }

    /// Whether a folded word is a function word of the language.
    pub fn is_function_word(&self, word: &str, lang: Lang) -> bool {
        let phrases = self.phrases.get(word).map_or(&[][..], Vec::as_slice);
        let alone = phrases.iter().filter(|phrase| phrase.rest.is_empty());
        alone.flat_map(|phrase| &phrase.senses).any(|&sense| sense == (Sense::FunctionWord, Some(lang)))
    }

    fn build() -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (lang, pack) in Lang::all().zip(packs()) {
            lexicon.add_pack(lang, pack);
        }
        lexicon.add_gazetteers();
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then_with(|| a.rest.cmp(&b.rest)));
        }
        lexicon
    }

    fn add(&mut self, text: &str, sense: Sense, lang: Option<Lang>) {
        let folded = fold(text);
        let all: Vec<&str> = words(&folded).collect();
        // "n.d." is also written "nd.": initials run together.
        if all.len() > 1 && !folded.contains(' ') && all.iter().all(|word| word.chars().count() == 1) {
            self.add_words(&[&all.concat()], sense, lang);
        }
        self.add_words(&all, sense, lang);
    }

    fn add_words(&mut self, words: &[&str], sense: Sense, lang: Option<Lang>) {
        let Some((&first, rest)) = words.split_first() else { return };
        let rest: Vec<Box<str>> = rest.iter().map(|&word| Box::from(word)).collect();
        let phrases = self.phrases.entry(first.into()).or_default();
        match phrases.iter_mut().find(|phrase| phrase.rest == rest) {
            Some(phrase) if phrase.senses.contains(&(sense, lang)) => {}
            Some(phrase) => phrase.senses.push((sense, lang)),
            None => phrases.push(Phrase { rest, senses: vec![(sense, lang)] }),
        }
    }

    fn add_pack(&mut self, lang: Lang, pack: &Pack) {
        let mut all = |list: &[String], sense: Sense| {
            list.iter().for_each(|text| self.add(text, sense, Some(lang)));
        };
        for (key, cues) in &pack.cues {
            if let Some(sought) = Sought::from_key(key) {
                all(&cues.before, Sense::Cue(sought, Side::Before));
                all(&cues.after, Sense::Cue(sought, Side::After));
            }
        }
        for (key, list) in &pack.genres {
            if let Some(genre) = Genre::from_key(key) {
                all(list, Sense::Genre(genre));
            }
        }
        let (dates, names, citations) = (&pack.dates, &pack.names, &pack.citations);
        for (list, sense) in [
            (&dates.no_date, Sense::NoDate),
            (&dates.in_press, Sense::InPress),
            (&dates.no_place, Sense::NoPlace),
            (&dates.no_publisher, Sense::NoPublisher),
            (&dates.eras.solar, Sense::Era(Calendar::Solar)),
            (&dates.eras.lunar, Sense::Era(Calendar::Lunar)),
            (&dates.eras.gregorian, Sense::Era(Calendar::Gregorian)),
            (&names.and, Sense::And),
            (&names.others, Sense::Others),
            (&names.particles, Sense::Particle),
            (&names.honorifics, Sense::Honorific),
            (&names.suffixes, Sense::Suffix),
            (&names.organisations, Sense::Organisation),
            (&names.repeat, Sense::Repeat),
            (&names.given, Sense::Given),
            (&citations.ibid, Sense::Ibid),
            (&citations.idem, Sense::Idem),
            (&citations.op_cit, Sense::OpCit),
            (&citations.see, Sense::See),
            (&citations.secondary, Sense::Secondary),
            (&citations.reporting_before, Sense::ReportingBefore),
            (&citations.reporting_after, Sense::ReportingAfter),
            (&citations.not_names, Sense::NotName),
            (&citations.sacred, Sense::Sacred),
            (&pack.prose.function_words, Sense::FunctionWord),
        ] {
            all(list, sense);
        }
        for (i, spellings) in pack.numbers.ordinals.iter().enumerate() {
            all(spellings, Sense::Ordinal(i as u8 + 1));
        }
        for (i, spellings) in dates.seasons.iter().enumerate() {
            all(spellings, Sense::Season(i as u8));
        }
        let months = &dates.months;
        for (calendar, twelve) in [
            (Calendar::Solar, &months.solar),
            (Calendar::Lunar, &months.lunar),
            (Calendar::Gregorian, &months.gregorian),
        ] {
            for (i, spellings) in twelve.iter().enumerate() {
                all(spellings, Sense::Month(calendar, i as u8));
            }
        }
    }

    fn add_gazetteers(&mut self) {
        for cells in rows(include_str!("gazetteer/places.tsv")) {
            let kind = match cells.get(2).copied() {
                Some("region") => PlaceKind::Region,
                Some("country") => PlaceKind::Country,
                _ => PlaceKind::City,
            };
            self.add_cells(&cells[..cells.len().min(2)], Sense::Place(kind));
        }
        for cells in rows(include_str!("gazetteer/publishers.tsv")) {
            self.add_cells(&cells, Sense::Publisher);
        }
        for cells in rows(include_str!("gazetteer/given-names.tsv")) {
            self.add_cells(&cells, Sense::Given);
        }
    }

    /// Cells hold spellings separated by `|`; `-` is an empty cell.
    fn add_cells(&mut self, cells: &[&str], sense: Sense) {
        for spelling in cells.iter().flat_map(|cell| cell.split('|')).filter(|s| *s != "-") {
            self.add(spelling, sense, None);
        }
    }
}

/// The rows of a gazetteer: cells separated by tabs; lines that begin with `#` are comments.
pub(super) fn rows(source: &str) -> impl Iterator<Item = Vec<&str>> {
    source
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// The words of folded text: runs of letters and digits; an apostrophe between two letters is dropped by nobody
/// and separates.
pub(super) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_wins() {
        let lexicon = Lexicon::get();
        assert!(lexicon.means("ترجمهٔ", |s| s == Sense::Cue(Sought::Translator, Side::Before)));
        assert!(lexicon.means("N.D.", |s| s == Sense::NoDate));
        assert!(lexicon.means("بی‌تا", |s| s == Sense::NoDate));
        assert!(lexicon.means("مهر", |s| s == Sense::Month(Calendar::Solar, 6)));
        assert!(lexicon.means("Tehran", |s| s == Sense::Place(PlaceKind::City)));
        let rest = ["همکاران", "او"];
        let (n, senses) = lexicon.longest("و", |i| rest.get(i - 1).copied()).unwrap();
        assert_eq!(n, 2);
        assert!(senses.iter().any(|&(s, _)| s == Sense::Others));
    }

    #[test]
    fn every_key_of_every_pack_is_known() {
        for pack in packs() {
            for key in pack.cues.keys() {
                assert!(Sought::from_key(key).is_some(), "{}: cues.{key}", pack.id);
            }
            for key in pack.genres.keys() {
                assert!(Genre::from_key(key).is_some(), "{}: genres.{key}", pack.id);
            }
        }
    }

    #[test]
    fn gazetteers_name_source_and_licence() {
        for source in [
            include_str!("gazetteer/places.tsv"),
            include_str!("gazetteer/publishers.tsv"),
            include_str!("gazetteer/given-names.tsv"),
            include_str!("gazetteer/zwnj-compounds.tsv"),
            include_str!("gazetteer/zwnj-stems.tsv"),
            include_str!("gazetteer/abbreviations-en.tsv"),
        ] {
            let first = source.lines().next().unwrap();
            assert!(first.contains("source:") && first.contains("licence:"), "{first}");
            assert!(rows(source).count() > 50);
        }
    }
}
