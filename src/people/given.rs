//! Given names against given names, in two scripts.

use super::align::{Alignment, costs};
use super::form::Given;
use super::initial;
use super::known;
use super::verdict::Ask;
use crate::lang::is_optional_name;
use crate::lang::{Lexicon, Sense};

/// How the given names of two forms answer to each other.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Answer {
    /// How the names read as each other; `None` where no two whole names were compared.
    pub read: Option<Alignment>,
    /// What the gazetteers say of them.
    pub told: Option<bool>,
    /// One name is known in the other script, and the other is not known.
    pub half: bool,
    /// Whether initials agree; `None` where none was compared.
    pub initial: Option<bool>,
    /// How many names were left over.
    pub left: usize,
}

impl Answer {
    /// How little they fit: what the best of several ways of comparing has least of.
    fn distance(&self) -> f32 {
        let read = match (self.told, self.read) {
            (Some(true), _) | (_, None) => 0.0,
            (_, Some(read)) => read.mean + read.excess,
        };
        read + if self.initial == Some(false) { 4.0 } else { 0.0 } + 0.3 * self.left as f32
    }
}

/// Compares the given names of a form in Arabic script with those of one in Latin script; `None` where one has none.
pub(super) fn compare(arabic: &[Given], latin: &[Given], ask: Ask) -> Option<Answer> {
    let (arabic, latin) = (variants(arabic), variants(latin));
    let pairs = arabic.iter().flat_map(|arabic| latin.iter().map(move |latin| (arabic, latin)));
    let answers = pairs.filter(|(a, l)| !a.is_empty() && !l.is_empty()).map(|(a, l)| answer(a, l, ask));
    answers.min_by(|a, b| a.distance().total_cmp(&b.distance()))
}

/// A list of given names as it is, and without what may be left out at its head: «سید جلال», «سیدجلال».
fn variants(givens: &[Given]) -> Vec<Vec<Given>> {
    let mut variants = vec![givens.to_vec()];
    let optional = givens
        .iter()
        .take_while(|given| matches!(given, Given::Word(word) if is_optional_name(word)))
        .count();
    if optional > 0 && optional < givens.len() {
        variants.push(givens[optional..].to_vec());
    }
    if let Some(Given::Word(word)) = givens.first() {
        let cut = word.char_indices().map(|(at, _)| at).skip(2).find(|&at| is_optional_name(&word[..at]));
        if let Some(at) = cut.filter(|&at| word[at..].chars().count() > 2) {
            let rest = Given::Word(word[at..].to_owned());
            variants.push(std::iter::once(rest).chain(givens[1..].iter().cloned()).collect());
        }
    }
    variants
}

fn answer(arabic: &[Given], latin: &[Given], ask: Ask) -> Answer {
    let (whole_arabic, whole_latin) = (words(arabic), words(latin));
    let (count_arabic, count_latin) = (whole_arabic.len(), whole_latin.len());
    if count_arabic == 0 || count_latin == 0 {
        return by_initials(arabic, latin, Answer::default());
    }
    // «محمدرضا» is "Mohammad Reza" and, in another list, "Mohammad".
    let all = (count_arabic == arabic.len() && count_latin == latin.len())
        .then(|| of_words(&whole_arabic.concat(), &whole_latin.concat(), ask));
    // Where both have further names, these count as well.
    let whole = all.is_some() && count_arabic > 1 && count_latin > 1;
    let first = (!whole).then(|| {
        let left = (count_arabic - 1) + (count_latin - 1);
        let first = Answer { left, ..of_words(whole_arabic[0], whole_latin[0], ask) };
        by_initials(&arabic[1..], &latin[1..], first)
    });
    all.into_iter().chain(first).min_by(|a, b| a.distance().total_cmp(&b.distance())).unwrap_or_default()
}

/// The names before the first initial.
fn words(givens: &[Given]) -> Vec<&str> {
    let word = |given: &'_ Given| matches!(given, Given::Word(_));
    let whole = givens.iter().take_while(|given| word(given));
    whole.filter_map(|given| if let Given::Word(word) = given { Some(word.as_str()) } else { None }).collect()
}

fn of_words(arabic: &str, latin: &str, ask: Ask) -> Answer {
    let told = match ask {
        Ask::Gazetteers => known::told(arabic, latin),
        Ask::Letters => None,
    };
    let half = ask == Ask::Gazetteers && known::is_half_told(arabic, latin);
    Answer { read: Some(costs().align(arabic, latin)), told, half, ..Answer::default() }
}

/// A list of givens in which names of two names are parted while it is shorter than `count`: «محمدرضا» has the initials "M. R.".
fn parted(givens: &[Given], count: usize) -> Vec<Given> {
    let mut parted = Vec::with_capacity(count);
    let mut missing = count.saturating_sub(givens.len());
    for given in givens {
        let parts = match given {
            Given::Word(word) if missing > 0 => two_names(word),
            _ => None,
        };
        missing -= usize::from(parts.is_some());
        match parts {
            Some((one, other)) => parted.extend([one, other].map(|name| Given::Word(name.to_owned()))),
            None => parted.push(given.clone()),
        }
    }
    parted
}

/// The two known given names of which a name is made.
fn two_names(word: &str) -> Option<(&str, &str)> {
    let known =
        |name: &str| name.chars().count() > 2 && Lexicon::get().means(name, |sense| sense == Sense::Given);
    let mut cuts = word.char_indices().map(|(at, _)| at).skip(3);
    cuts.find(|&at| known(&word[..at]) && known(&word[at..])).map(|at| word.split_at(at))
}

/// Compares givens one by one as far as both lists go; two whole names are left to others.
fn by_initials(arabic: &[Given], latin: &[Given], before: Answer) -> Answer {
    let mut answer = before;
    let (arabic, latin) = (parted(arabic, latin.len()), parted(latin, arabic.len()));
    for (one, other) in arabic.iter().zip(&latin) {
        if matches!((one, other), (Given::Word(_), Given::Word(_))) {
            break;
        }
        let agrees = initial::agree(one, other);
        answer.initial = Some(answer.initial.unwrap_or(true) && agrees);
    }
    answer
}
