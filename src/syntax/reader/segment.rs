//! Segments: the runs of units between delimiters, and what each holds as a whole.

use super::mark::{self, Marks, bit};
use super::shape::Shape;
use super::sign::Sign;
use super::unit::Unit;

/// What a segment is, as far as its words tell. The order is that of precedence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names say it")]
pub(super) enum Sort {
    /// No segment: before the first and behind the last.
    #[default]
    Edge,
    Empty,
    Address,
    Translator,
    Editor,
    Edition,
    UrlCue,
    Year,
    Locator,
    Thesis,
    Others,
    Initials,
    Names,
    Place,
    Publisher,
    Conference,
    Periodical,
    Container,
    Genre,
    Numbers,
    OneWord,
    Short,
    Long,
    Prose,
}

/// A run of units that ends behind a delimiter.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Segment {
    /// Its units: first, and one behind the last.
    pub units: (u32, u32),
    pub sort: Sort,
    /// Words and numbers.
    pub words: u8,
    pub numbers: u8,
    pub initials: u8,
    pub commas: u8,
    /// Hash of the first word.
    pub first: u32,
    /// The delimiter that ends it.
    pub end: u8,
    /// The marks of its words.
    pub marks: Marks,
    /// In quotation marks, brackets, emphasis.
    pub quoted: bool,
    pub bracketed: bool,
    pub emphasised: bool,
}

/// The two divisions of an entry.
#[derive(Debug)]
pub(super) struct Segments {
    /// By every delimiter.
    pub fine: Vec<Segment>,
    /// By sentences, brackets and quotations.
    pub coarse: Vec<Segment>,
    /// For each unit, its fine and its coarse segment.
    pub of: Vec<(u16, u16)>,
}

impl Segments {
    pub(super) fn new(units: &[Unit]) -> Segments {
        let mut of = vec![(0, 0); units.len()];
        let fine = cut(units, Sign::delimits, |i, n| of[i].0 = n);
        let coarse = cut(units, Sign::bounds, |i, n| of[i].1 = n);
        Segments { fine, coarse, of }
    }
}

/// Whether a full stop belongs to the initial or abbreviation before it.
pub(super) fn abbreviates(units: &[Unit], i: usize) -> bool {
    let before = i.checked_sub(1).map(|before| &units[before]);
    let glued = |unit: &Unit| !units[i].spaced && (unit.shape.is_initial() || unit.shape == Shape::Small1);
    let cue = mark::CUES | bit(mark::PARTICLE) | bit(mark::SUFFIX) | bit(mark::AND);
    let short = |unit: &Unit| unit.span.len() <= 5 && unit.has(cue) && unit.shape.is_word();
    let next = units.get(i + 1);
    // «ای.پی.ای»
    let letters = |unit: &Unit| {
        let brief = |unit: &Unit| matches!(unit.shape, Shape::Caseless1 | Shape::Caseless2);
        brief(unit) && !units[i].spaced && next.is_some_and(|next| !next.spaced && brief(next))
    };
    units[i].sign == Sign::Stop && before.is_some_and(|unit| glued(unit) || short(unit) || letters(unit))
}

/// Whether a dash parts two fields: it stands next to white space, and not between numbers.
fn separates(units: &[Unit], i: usize) -> bool {
    let around = [i.checked_sub(1).and_then(|i| units.get(i)), units.get(i + 1)];
    let number = |unit: Option<&Unit>| unit.is_some_and(|unit| unit.shape.is_number());
    let free = units[i].spaced || around[1].is_some_and(|next| next.spaced);
    units[i].sign == Sign::Dash && free && !around.into_iter().all(number)
}

fn cut(units: &[Unit], ends: fn(Sign) -> bool, mut belongs: impl FnMut(usize, u16)) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut start = 0;
    for i in 0..units.len() {
        belongs(i, u16::try_from(segments.len()).unwrap_or(u16::MAX));
        if (ends(units[i].sign) && !abbreviates(units, i)) || separates(units, i) {
            segments.push(Segment::of(units, start, i + 1));
            start = i + 1;
        }
    }
    if start < units.len() {
        segments.push(Segment::of(units, start, units.len()));
    }
    segments
}

/// Marks that say nothing of the segment as a whole.
const COMMON: Marks = bit(mark::FUNCTION) | bit(mark::AND);

impl Segment {
    fn of(units: &[Unit], start: usize, end: usize) -> Segment {
        let mut segment = Segment { units: (start as u32, end as u32), ..Segment::default() };
        for unit in &units[start..end] {
            segment.marks |= unit.marks & !COMMON;
            if unit.shape.is_word() {
                segment.words = segment.words.saturating_add(1);
                segment.initials += u8::from(unit.shape.is_initial() && segment.initials < 9);
                segment.emphasised |= unit.emphasised;
                if segment.first == 0 {
                    segment.first = unit.word;
                }
            } else if unit.shape.is_number() {
                segment.numbers = segment.numbers.saturating_add(1);
            }
            segment.commas = segment.commas.saturating_add(u8::from(unit.sign == Sign::Comma));
        }
        let last = units[end - 1].sign;
        segment.end = last as u8;
        segment.quoted = last == Sign::CloseQuote;
        segment.bracketed = matches!(last, Sign::Close | Sign::CloseSquare);
        segment.sort = segment.sort(&units[start..end]);
        segment
    }

    fn sort(&self, units: &[Unit]) -> Sort {
        let has = |marks: Marks| self.marks & marks != 0;
        let counted = |marks: Marks| units.iter().filter(|u| u.shape.is_word() && u.has(marks)).count();
        let first = |marks: Marks| units.iter().find(|u| u.sign == Sign::None).is_some_and(|u| u.has(marks));
        let words = usize::from(self.words);
        let date = bit(mark::MONTH)
            | bit(mark::SEASON)
            | bit(mark::ERA)
            | bit(mark::AND)
            | bit(mark::NO_DATE)
            | bit(mark::IN_PRESS);
        let locator = bit(mark::PAGES)
            | bit(mark::VOLUME)
            | bit(mark::ISSUE)
            | bit(mark::VOLUMES)
            | bit(mark::ORDINAL)
            | bit(mark::CHAPTER)
            | bit(mark::REPORT_NUMBER);
        let person = bit(mark::GIVEN)
            | bit(mark::SURNAME)
            | bit(mark::PARTICLE)
            | bit(mark::HONORIFIC)
            | bit(mark::SUFFIX);
        let place = bit(mark::CITY) | bit(mark::REGION);
        match () {
            () if units.iter().any(|u| u.shape.is_address()) => Sort::Address,
            () if words == 0 && self.numbers == 0 => Sort::Empty,
            () if first(bit(mark::TRANSLATOR) | bit(mark::TRANSLATOR_AFTER)) => Sort::Translator,
            () if first(bit(mark::EDITOR) | bit(mark::EDITOR_AFTER)) && words < 12 => Sort::Editor,
            () if has(bit(mark::EDITION)) && words <= 4 => Sort::Edition,
            () if first(bit(mark::URL) | bit(mark::ACCESSED) | bit(mark::DOI) | bit(mark::ISBN)) => {
                Sort::UrlCue
            }
            () if (units.iter().any(|u| u.shape.is_year()) || has(date & !bit(mark::AND)))
                && counted(date) + 1 >= words.max(1) =>
            {
                Sort::Year
            }
            () if self.numbers + u8::from(has(bit(mark::ORDINAL))) > 0
                && words > 0
                && counted(locator) >= words =>
            {
                Sort::Locator
            }
            () if has(bit(mark::THESIS)) => Sort::Thesis,
            () if has(bit(mark::OTHERS)) && words <= 5 => Sort::Others,
            () if self.initials > 0 && words - usize::from(self.initials) <= 2 => Sort::Initials,
            () if words > 0 && counted(place) >= words => Sort::Place,
            () if words <= 5
                && self.numbers == 0
                && !has(bit(mark::TITLE_WORD))
                && 2 * counted(person) >= words
                && has(person) =>
            {
                Sort::Names
            }
            () if has(bit(mark::PUBLISHER) | bit(mark::PUBLISHER_CUE)) && words < 10 => Sort::Publisher,
            () if has(bit(mark::CONFERENCE)) => Sort::Conference,
            () if has(bit(mark::JOURNAL) | bit(mark::NEWSPAPER))
                || counted(bit(mark::PERIODICAL)) * 2 > words =>
            {
                Sort::Periodical
            }
            () if first(bit(mark::CONTAINER)) => Sort::Container,
            () if has(bit(mark::REPORT) | bit(mark::GENRE) | bit(mark::MANUSCRIPT)) => Sort::Genre,
            () if words == 0 => Sort::Numbers,
            () if words == 1 => Sort::OneWord,
            () if words <= 4 => Sort::Short,
            () if words <= 14 => Sort::Long,
            () => Sort::Prose,
        }
    }
}
