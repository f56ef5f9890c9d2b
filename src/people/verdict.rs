//! One score for two names, what it decides, and why.

use std::sync::LazyLock;

use super::align::{Alignment, costs};
use super::form::Form;
use super::given::{self, Answer};
use super::{known, letters};
use crate::text::Script;

/// Whether names that are known in both scripts are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ask {
    /// The gazetteers and the letters.
    #[default]
    Gazetteers,
    /// The letters alone.
    Letters,
}

/// What a score decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// They name one person.
    Same,
    /// They do not.
    Different,
    /// It cannot be told.
    Unsure,
}

impl Decision {
    /// The name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Decision::Same => "same",
            Decision::Different => "different",
            Decision::Unsure => "unsure",
        }
    }
}

/// What weighed most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Both names are written alike.
    Spelling,
    /// The family name is known in both scripts.
    Known,
    /// Both family names are known, with other spellings in the other script.
    KnownApart,
    /// The letters of the family names answer to each other.
    Letters,
    /// The letters of the family names do not.
    Family,
    /// The given names do not.
    Given,
    /// The initials do not.
    Initials,
    /// One of the two is no name.
    NoName,
}

impl Reason {
    /// A phrase for programs and people.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Spelling => "same spelling",
            Reason::Known => "family name known in both scripts",
            Reason::KnownApart => "both family names known, and not as one",
            Reason::Letters => "letters agree",
            Reason::Family => "family names differ",
            Reason::Given => "given names differ",
            Reason::Initials => "initials differ",
            Reason::NoName => "not two names",
        }
    }
}

/// What is to be said of two names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// How likely they name one person, from 0 to 1.
    pub score: f32,
    /// What that decides.
    pub decision: Decision,
    /// Why.
    pub reason: Reason,
}

/// The names of the features, in the order of their numbers.
pub const FEATURES: [&str; 25] = [
    "one",
    "family-mean",
    "family-worst",
    "family-excess",
    "family-far",
    "family-known",
    "family-apart",
    "family-part",
    "family-short",
    "given-none",
    "given-mean",
    "given-worst",
    "given-excess",
    "given-known",
    "given-apart",
    "initials-agree",
    "initials-differ",
    "given-left",
    "given-dear",
    "given-far",
    "family-dear",
    "family-half",
    "given-half",
    "family-vowels",
    "given-vowels",
];

/// The features of two names in two scripts.
pub type Features = [f32; FEATURES.len()];

/// What was learnt: a weight a feature, and the scores from which on two names are the same, and below which they are not.
struct Weights {
    features: Features,
    same: f32,
    different: f32,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let rows: Vec<(&str, f32)> = include_str!("weights.tsv")
        .lines()
        .filter_map(|line| {
            line.split_once('\t').and_then(|(name, weight)| Some((name, weight.parse().ok()?)))
        })
        .collect();
    let of = |name: &str| rows.iter().find(|row| row.0 == name).map_or(0.0, |row| row.1);
    Weights { features: FEATURES.map(of), same: of("same"), different: of("different") }
});

/// Compares two names.
pub fn compare(one: &Form, other: &Form) -> Verdict {
    compare_asking(one, other, Ask::Gazetteers)
}

/// Compares two texts that are a name each, read in the way in which they fit best.
pub fn compare_texts(one: &str, other: &str, ask: Ask) -> Verdict {
    if !letters(one).is_empty() && letters(one) == letters(other) {
        return Verdict { score: 1.0, decision: Decision::Same, reason: Reason::Spelling };
    }
    let none = Verdict { score: 0.0, decision: Decision::Unsure, reason: Reason::NoName };
    if one.len().max(other.len()) > LONGEST_TEXT {
        return none;
    }
    let verdicts = Form::pairs(one, other).into_iter().map(|(one, other)| compare_asking(&one, &other, ask));
    verdicts.max_by(|a, b| a.score.total_cmp(&b.score)).unwrap_or(none)
}

/// Longer texts, in bytes, are no names: a comparison grows with the product of the two lengths.
const LONGEST_TEXT: usize = 400;

/// Longer texts, in letters, are no family names.
const LONGEST_FAMILY: usize = 60;

/// Whether a form has a family name that can be compared: one letter says nothing, numbers are no names.
fn is_name(form: &Form) -> bool {
    let family = form.family();
    let letters = family.chars().filter(|c| c.is_alphabetic()).count();
    (2..=LONGEST_FAMILY).contains(&letters)
}

fn compare_asking(one: &Form, other: &Form, ask: Ask) -> Verdict {
    if !is_name(one) || !is_name(other) {
        return Verdict { score: 0.0, decision: Decision::Unsure, reason: Reason::NoName };
    }
    let (arabic, latin) = match (one.script, other.script) {
        (Script::Arabic, Script::Latin) => (one, other),
        (Script::Latin, Script::Arabic) => (other, one),
        _ => return super::spelling::compare(one, other),
    };
    let (family, given) = (family(arabic, latin, ask), given::compare(&arabic.given, &latin.given, ask));
    let features = vector(&family, given.as_ref());
    let sum: f32 = features.iter().zip(&WEIGHTS.features).map(|(feature, weight)| feature * weight).sum();
    let score = 1.0 / (1.0 + (-sum).exp());
    Verdict { score, decision: decide(score), reason: reason(&family, given.as_ref(), score) }
}

fn decide(score: f32) -> Decision {
    match score {
        _ if score >= WEIGHTS.same => Decision::Same,
        _ if score < WEIGHTS.different => Decision::Different,
        _ => Decision::Unsure,
    }
}

/// The features of two texts in the reading that fits best, for the program that learns the weights; `None` where they are
/// not in two scripts.
pub fn features(arabic: &str, latin: &str, ask: Ask) -> Option<Features> {
    let pairs = Form::pairs(arabic, latin).into_iter();
    let both = pairs.filter(|(one, other)| one.script == Script::Arabic && other.script == Script::Latin);
    let compared = both.map(|(one, other)| {
        let (family, given) = (family(&one, &other, ask), given::compare(&one.given, &other.given, ask));
        let named = given.map_or(1.0, |given| given.read.map_or(0.5, |read| read.mean));
        (family.distance() + named, family, given)
    });
    let best = compared.min_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, family, given)| vector(&family, given.as_ref()))
}

/// How two family names answer to each other.
#[derive(Clone, Copy, Debug)]
struct Family {
    read: Alignment,
    told: Option<bool>,
    /// One is known in the other script, and the other is not known.
    half: bool,
    /// One has words that the other has not.
    part: bool,
    /// One has three letters or fewer.
    short: bool,
}

impl Family {
    fn distance(&self) -> f32 {
        match self.told {
            Some(true) => 0.0,
            _ => self.read.mean + 0.5 * self.read.excess + if self.part { 0.5 } else { 0.0 },
        }
    }
}

/// Compares family names: whole, and by the first or the last word of the longer one.
fn family(arabic: &Form, latin: &Form, ask: Ask) -> Family {
    let of = |arabic: String, latin: String, part: bool| {
        let told = match ask {
            Ask::Gazetteers => known::told(&arabic, &latin),
            Ask::Letters => None,
        };
        let half = ask == Ask::Gazetteers && known::is_half_told(&arabic, &latin);
        let short = arabic.chars().count() <= 3 || latin.len() <= 3;
        Family { read: costs().align(&arabic, &latin), told, half, part, short }
    };
    // «لوگوف» has the particle of "Le Goff", «ابوزید» that of "Abu Zayd".
    let (bare, whole) = ((arabic.family(), latin.family()), (arabic.whole.clone(), latin.whole.clone()));
    let mut ways = vec![of(bare.0.clone(), bare.1.clone(), false)];
    if bare != whole {
        ways.push(of(whole.0.clone(), whole.1.clone(), false));
        ways.push(of(bare.0, whole.1, false));
        ways.push(of(whole.0, bare.1, false));
    }
    if arabic.family.len() != latin.family.len() {
        let ends = |words: &[String]| -> Vec<String> {
            match words {
                [only] => vec![only.clone()],
                [first, .., last] => vec![first.clone(), last.clone()],
                [] => Vec::new(),
            }
        };
        for one in ends(&arabic.family) {
            ways.extend(ends(&latin.family).into_iter().map(|other| of(one.clone(), other, true)));
        }
    }
    ways.into_iter().min_by(|a, b| a.distance().total_cmp(&b.distance())).unwrap_or(of(
        String::new(),
        String::new(),
        false,
    ))
}

/// A piece of a name that costs more is as good as none.
const FAR: f32 = 4.0;

/// Names that read as each other at this cost a letter are no others, whatever the gazetteers have.
const ALIKE: f32 = 0.45;

/// Family names that cost more a letter are others, whatever the given names say.
const APART: f32 = 1.5;

fn vector(family: &Family, given: Option<&Answer>) -> Features {
    let flag = |holds: bool| f32::from(u8::from(holds));
    let apart = |told: Option<bool>, read: Option<&Alignment>| {
        flag(told == Some(false) && read.is_some_and(|read| read.mean > ALIKE))
    };
    let read = given.and_then(|given| given.read);
    let told = given.and_then(|given| given.told);
    let initial = given.and_then(|given| given.initial);
    let unread =
        |read: &Alignment, told: Option<bool>| if told == Some(true) { Alignment::NONE } else { *read };
    let whole = unread(&family.read, family.told);
    let named = read.map_or(Alignment::NONE, |read| unread(&read, told));
    [
        1.0,
        whole.mean,
        whole.worst,
        whole.excess,
        (whole.worst - FAR).max(0.0),
        flag(family.told == Some(true)),
        apart(family.told, Some(&family.read)),
        flag(family.part),
        flag(family.short),
        flag(given.is_none()),
        named.mean,
        named.worst,
        named.excess,
        flag(told == Some(true) && whole.mean < APART),
        apart(told, read.as_ref()),
        flag(initial == Some(true)),
        flag(initial == Some(false)),
        flag(given.is_some_and(|given| given.left > 0)),
        (named.mean - ALIKE).max(0.0),
        (named.worst - FAR).max(0.0),
        (whole.mean - ALIKE).max(0.0),
        flag(family.half && whole.mean > ALIKE),
        flag(given.is_some_and(|given| given.half) && named.mean > ALIKE),
        whole.vowels,
        named.vowels,
    ]
}

fn reason(family: &Family, given: Option<&Answer>, score: f32) -> Reason {
    let apart = given.is_some_and(|given| {
        given.told == Some(false)
            || (given.told.is_none() && given.read.is_some_and(|read| read.excess > 1.0))
    });
    match () {
        () if score >= 0.5 && family.told == Some(true) => Reason::Known,
        () if score >= 0.5 => Reason::Letters,
        () if family.told == Some(false) => Reason::KnownApart,
        () if family.told.is_none() && family.read.excess > 1.0 => Reason::Family,
        () if given.is_some_and(|given| given.initial == Some(false)) => Reason::Initials,
        () if apart => Reason::Given,
        () => Reason::Family,
    }
}
