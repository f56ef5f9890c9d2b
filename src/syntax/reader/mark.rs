//! Marks: what the lexicon says of a word, as bits.

use crate::lang::{Genre, Marks as Lists, PlaceKind, Sense, Side, Sought};
use crate::syntax::Tokens;

/// A set of marks.
pub(super) type Marks = u64;

/// The set of one mark.
pub(super) const fn bit(mark: u8) -> Marks {
    1 << mark
}

/// Declares the marks, numbered in order.
macro_rules! marks {
    ($($name:ident)*) => {
        #[derive(Clone, Copy)]
        #[repr(u8)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Number { $($name),* }
        $(pub(super) const $name: u8 = Number::$name as u8;)*
        /// The names of the marks, by number.
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

marks! {
    PAGES VOLUME VOLUMES ISSUE EDITION EDITOR EDITOR_AFTER TRANSLATOR TRANSLATOR_AFTER CONTAINER PUBLISHER_CUE
    URL ACCESSED DOI ISBN REPORT_NUMBER ADVISOR FOREWORD CHAPTER NO_DATE IN_PRESS NOWHERE SEASON MONTH ERA AND OTHERS
    PARTICLE HONORIFIC SUFFIX ORGANISATION REPEAT THESIS REPORT CONFERENCE NEWSPAPER LAW ENCYCLOPEDIA MANUSCRIPT
    WEBPAGE GENRE JOURNAL GIVEN CITY REGION PUBLISHER FUNCTION ORDINAL SURNAME PERIODICAL TITLE_WORD
}

/// The cues of fields.
pub(super) const CUES: Marks = bit(NO_DATE) - 1;

/// The marks of each token; those of a run of words are on all its words.
pub(super) fn marks(tokens: &Tokens) -> Vec<Marks> {
    let mut marks = vec![0; tokens.len()];
    for (i, token) in tokens.iter().enumerate() {
        let set = token.senses().iter().fold(0, |set, &(sense, _)| set | of(sense));
        if set != 0 {
            for mark in &mut marks[i..(i + token.run()).min(tokens.len())] {
                *mark |= set;
            }
        }
        marks[i] |= lists(token.marks());
    }
    marks
}

/// The names of the marks of a set.
pub(super) fn names(marks: Marks) -> Vec<&'static str> {
    NAMES.iter().enumerate().filter(|&(n, _)| marks & bit(n as u8) != 0).map(|(_, &name)| name).collect()
}

/// What the lists of names say.
fn lists(of: Lists) -> Marks {
    let pairs = [
        (Lists::SURNAME, SURNAME),
        (Lists::GIVEN, GIVEN),
        (Lists::PERIODICAL, PERIODICAL),
        (Lists::PUBLISHER, PUBLISHER),
        (Lists::TITLE_WORD, TITLE_WORD),
    ];
    pairs.iter().filter(|(list, _)| of.contains(*list)).fold(0, |set, &(_, mark)| set | bit(mark))
}

fn of(sense: Sense) -> Marks {
    match sense {
        Sense::Cue(sought, side) => bit(cue(sought, side)),
        Sense::NoDate => bit(NO_DATE),
        Sense::InPress => bit(IN_PRESS),
        Sense::NoPlace | Sense::NoPublisher => bit(NOWHERE),
        Sense::Season(_) => bit(SEASON),
        Sense::Month(..) => bit(MONTH),
        Sense::Era(_) => bit(ERA),
        Sense::And => bit(AND),
        Sense::Others => bit(OTHERS),
        Sense::Particle => bit(PARTICLE),
        Sense::Honorific => bit(HONORIFIC),
        Sense::Suffix => bit(SUFFIX),
        Sense::Organisation => bit(ORGANISATION),
        Sense::Repeat | Sense::Idem => bit(REPEAT),
        Sense::Genre(genre) => bit(kind(genre)),
        Sense::Given => bit(GIVEN),
        Sense::Place(PlaceKind::City) => bit(CITY),
        Sense::Place(_) => bit(REGION),
        Sense::Publisher => bit(PUBLISHER),
        Sense::FunctionWord => bit(FUNCTION),
        Sense::Ordinal(_) => bit(ORDINAL),
        _ => 0,
    }
}

fn cue(sought: Sought, side: Side) -> u8 {
    match (sought, side) {
        (Sought::Translator, Side::Before) => TRANSLATOR,
        (Sought::Translator, Side::After) => TRANSLATOR_AFTER,
        (Sought::Editor, Side::Before) => EDITOR,
        (Sought::Editor, Side::After) => EDITOR_AFTER,
        (Sought::Volume, _) => VOLUME,
        (Sought::Volumes, _) => VOLUMES,
        (Sought::Issue, _) => ISSUE,
        (Sought::Pages, _) => PAGES,
        (Sought::Chapter, _) => CHAPTER,
        (Sought::Edition, _) => EDITION,
        (Sought::Container, _) => CONTAINER,
        (Sought::Publisher, _) => PUBLISHER_CUE,
        (Sought::Url, _) => URL,
        (Sought::Accessed, _) => ACCESSED,
        (Sought::Doi, _) => DOI,
        (Sought::Isbn | Sought::Issn, _) => ISBN,
        (Sought::Report, _) => REPORT_NUMBER,
        (Sought::Advisor, _) => ADVISOR,
        (Sought::Foreword, _) => FOREWORD,
    }
}

fn kind(genre: Genre) -> u8 {
    match genre {
        Genre::Thesis => THESIS,
        Genre::Report => REPORT,
        Genre::Conference => CONFERENCE,
        Genre::Newspaper => NEWSPAPER,
        Genre::Law => LAW,
        Genre::Encyclopedia => ENCYCLOPEDIA,
        Genre::Manuscript => MANUSCRIPT,
        Genre::Webpage => WEBPAGE,
        Genre::Journal => JOURNAL,
        Genre::Interview | Genre::Patent | Genre::Standard => GENRE,
    }
}

/// The hash of a word, stable over versions; 0 for none.
pub(super) fn hash(word: &str) -> u32 {
    if word.is_empty() { 0 } else { hash_parts(std::iter::once(word)) }
}

/// The hash of a word that was cut into parts: FNV-1a, 32 bits.
pub(super) fn hash_parts<'a>(parts: impl Iterator<Item = &'a str>) -> u32 {
    let bytes = parts.flat_map(str::bytes);
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
