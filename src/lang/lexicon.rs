//! All words of all packs and gazetteers in one table: what a run of words may mean. `build/gather.rs` fills it.

use super::mark::Marks;
use super::sense::Sense;
use super::table::{Entry, Table, words};
use super::{Lang, tables};
use crate::text::fold;

/// What a run of words may mean, each meaning with its language where it has one.
pub type Senses = [(Sense, Option<Lang>)];

/// The table of all runs of words.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) runs: Table,
    /// All lists of meanings that occur; the first is empty.
    pub(super) senses: &'static [&'static Senses],
}

/// A run of words that is known, or with which a known one begins; by default the run of no words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run(Entry);

impl Run {
    /// What the run may mean.
    pub fn senses(self) -> &'static Senses {
        tables::LEXICON.senses.get((self.0.value >> Marks::WIDTH) as usize).copied().unwrap_or_default()
    }

    /// The lists of names that have the run.
    pub fn marks(self) -> Marks {
        Marks::of(self.0.value)
    }

    /// The run and one more word, folded.
    pub fn then(self, word: &str) -> Option<Run> {
        tables::LEXICON.runs.find(self.0.number, word).map(Run)
    }
}

impl Lexicon {
    /// The table of all packs and gazetteers.
    pub fn get() -> &'static Lexicon {
        &tables::LEXICON
    }

    /// The longest run with a meaning that begins with the folded word `first` and goes on with the words that `next`
    /// gives for 1, 2, … : its number of words, and its meanings, each with its language where it has one.
    pub fn longest<'w>(
        &self,
        first: &str,
        mut next: impl FnMut(usize) -> Option<&'w str>,
    ) -> Option<(usize, &'static Senses)> {
        let mut run = Run::default().then(first)?;
        let mut longest = None;
        for words in 1.. {
            if !run.senses().is_empty() {
                longest = Some((words, run.senses()));
            }
            let Some(longer) = next(words).and_then(|word| run.then(word)) else { break };
            run = longer;
        }
        longest
    }

    /// The meanings of exactly this text, folded.
    pub fn senses(&self, text: &str) -> &'static Senses {
        let folded = fold(text);
        words(&folded).try_fold(Run::default(), Run::then).map_or(&[], Run::senses)
    }

    /// Whether exactly this text, folded, can have a meaning that `wanted` accepts.
    pub fn means(&self, text: &str, wanted: impl Fn(Sense) -> bool) -> bool {
        self.senses(text).iter().any(|&(sense, _)| wanted(sense))
    }

    /// Whether a folded word is a function word of the language.
    pub fn is_function_word(&self, word: &str, lang: Lang) -> bool {
        let senses = Run::default().then(word).map_or(&[][..], Run::senses);
        senses.contains(&(Sense::FunctionWord, Some(lang)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sense::{Calendar, PlaceKind, Side, Sought};
    use super::*;

    #[test]
    fn the_longest_run_wins() {
        let lexicon = Lexicon::get();
        assert!(lexicon.means("ترجمهٔ", |s| s == Sense::Cue(Sought::Translator, Side::Before)));
        assert!(lexicon.means("N.D.", |s| s == Sense::NoDate));
        assert!(lexicon.means("nd", |s| s == Sense::NoDate));
        assert!(lexicon.means("بی‌تا", |s| s == Sense::NoDate));
        assert!(lexicon.means("مهر", |s| s == Sense::Month(Calendar::Solar, 6)));
        assert!(lexicon.means("Tehran", |s| s == Sense::Place(PlaceKind::City)));
        let rest = ["همکاران", "او"];
        let (n, senses) = lexicon.longest("و", |i| rest.get(i - 1).copied()).unwrap();
        assert_eq!(n, 2);
        assert!(senses.iter().any(|&(s, _)| s == Sense::Others));
        assert_eq!(lexicon.longest("zzz", |_| None), None);
    }

    #[test]
    fn names_have_marks_beside_their_meanings() {
        let marks = |text: &str| words(&fold(text)).try_fold(Run::default(), Run::then).map(Run::marks);
        assert!(marks("Tehran").unwrap().contains(Marks::PLACE));
        assert!(marks("علی").unwrap().contains(Marks::GIVEN));
        assert!(!marks("ترجمهٔ").unwrap().contains(Marks::GIVEN));
        assert_eq!(marks("zzz"), None);
    }

    #[test]
    fn gazetteers_name_source_and_licence() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lang/gazetteer");
        for entry in std::fs::read_dir(folder).unwrap() {
            let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let first = source.lines().next().unwrap();
            assert!(first.contains("source:") && first.contains("licence:"), "{first}");
            assert!(source.lines().filter(|line| !line.starts_with('#')).count() > 50, "{first}");
        }
    }
}
