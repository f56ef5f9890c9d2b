//! Attributes: what the model weighs at each unit, as 32-bit hashes.
//!
//! No attribute holds a string: each is a template's number with up to four small values. Those of a segment or of the
//! whole entry are worked out once for all their units.

use super::anchor::Anchor;
use super::mark::{self, Marks, bit};
use super::segment::{Segment, Segments, Sort};
use super::shape::Shape;
use super::sign::Sign;
use super::unit::Unit;

/// What is known of an entry before it is labelled.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// Attributes, list behind list.
    list: Vec<u32>,
    /// Where the list of each unit ends.
    units: Vec<u32>,
    /// Where the list of each segment ends; they lie behind those of the units.
    segments: Vec<u32>,
    /// The lists of segments that each unit shares: fine and coarse.
    shared: Vec<(u16, u16)>,
    /// The class of the border before each unit, below [`BORDERS`].
    pub borders: Vec<u8>,
}

impl Observed {
    /// How many units the entry has.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is nothing to label.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The number of lists: one for each unit, then one for each segment.
    pub fn lists(&self) -> usize {
        self.units.len() + self.segments.len()
    }

    /// The attributes of a list.
    pub fn attributes(&self, list: usize) -> &[u32] {
        let n = self.units.len();
        let end = |i: usize| if i < n { self.units[i] } else { self.segments[i - n] } as usize;
        &self.list[if list == 0 { 0 } else { end(list - 1) }..end(list)]
    }

    /// The lists of the segments of unit `i`.
    pub fn shared(&self, i: usize) -> [usize; 2] {
        let (fine, coarse) = self.shared[i];
        [self.units.len() + fine as usize, self.units.len() + coarse as usize]
    }
}

/// The number of classes of borders.
pub const BORDERS: usize = 20;

/// Collects attributes.
struct Sink<'a> {
    out: &'a mut Vec<u32>,
}

impl Sink<'_> {
    fn add(&mut self, template: u8, values: [u32; 4]) {
        let mut h = 0x9e37_79b9_7f4a_7c15u64 ^ (u64::from(template) << 32);
        for value in values {
            h = (h ^ u64::from(value)).wrapping_mul(0xff51_afd7_ed55_8ccd);
            h ^= h >> 29;
        }
        self.out.push((h >> 16) as u32);
    }

    fn one(&mut self, template: u8, value: u32) {
        self.add(template, [value, 0, 0, 0]);
    }

    fn marks(&mut self, template: u8, marks: Marks) {
        let mut rest = marks;
        while rest != 0 {
            self.one(template, rest.trailing_zeros());
            rest &= rest - 1;
        }
    }
}

/// What has been seen up to a unit, reading from the start.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    depth: u8,
    quoted: bool,
    quotes: u8,
    years: u8,
    /// The last sign.
    sign: u8,
    emphases: u8,
}

/// The attributes of an entry.
pub(super) fn observe(units: &[Unit], anchors: &[Option<Anchor>]) -> Observed {
    let segments = Segments::new(units);
    let mut seen = Observed::default();
    let states = states(units);
    let all = units.iter().fold(0, |all, unit| all | unit.marks);
    let last = states.last().copied().unwrap_or_default();
    let rtl = units.iter().filter(|u| u.shape.is_caseless()).count() * 2
        > units.iter().filter(|u| u.shape.is_word()).count();
    for i in 0..units.len() {
        let mut sink = Sink { out: &mut seen.list };
        unit(&mut sink, units, anchors, i);
        place(&mut sink, units, &states, &segments, i, last.years, rtl);
        seen.units.push(seen.list.len() as u32);
        let (fine, coarse) = segments.of[i];
        seen.shared.push((fine, segments.fine.len() as u16 + coarse));
        seen.borders.push(border(units, i));
    }
    for n in 0..segments.fine.len() {
        let mut sink = Sink { out: &mut seen.list };
        segment(&mut sink, &segments.fine, n, 60, all, rtl);
        seen.segments.push(seen.list.len() as u32);
    }
    for n in 0..segments.coarse.len() {
        let mut sink = Sink { out: &mut seen.list };
        segment(&mut sink, &segments.coarse, n, 100, all, rtl);
        seen.segments.push(seen.list.len() as u32);
    }
    seen
}

fn states(units: &[Unit]) -> Vec<State> {
    let mut state = State::default();
    let mut emphasised = false;
    units
        .iter()
        .map(|unit| {
            match unit.sign {
                Sign::Open | Sign::OpenSquare => state.depth = (state.depth + 1).min(2),
                Sign::OpenQuote => {
                    state.quoted = true;
                    state.quotes = (state.quotes + 1).min(3);
                }
                _ => {}
            }
            state.emphases = (state.emphases + u8::from(unit.emphasised && !emphasised)).min(3);
            emphasised = unit.emphasised;
            let here = state;
            match unit.sign {
                Sign::Close | Sign::CloseSquare => state.depth = state.depth.saturating_sub(1),
                Sign::CloseQuote => state.quoted = false,
                _ => {}
            }
            state.years = (state.years + u8::from(unit.shape.is_year())).min(2);
            if unit.shape == Shape::Sign {
                state.sign = unit.sign as u8;
            }
            here
        })
        .collect()
}

/// The look of a unit among its neighbours: signs are as telling as shapes.
fn look(unit: Option<&Unit>) -> u32 {
    unit.map_or(0, |unit| match unit.sign {
        Sign::None => unit.shape as u32,
        sign => 32 + sign as u32,
    })
}

fn unit(sink: &mut Sink<'_>, units: &[Unit], anchors: &[Option<Anchor>], i: usize) {
    let at = |d: isize| i.checked_add_signed(d).and_then(|j| units.get(j));
    let this = &units[i];
    let looks: [u32; 7] = std::array::from_fn(|d| look(at(d as isize - 3)));
    let [_, l2, l1, l0, r1, r2, _] = looks;
    for (d, &l) in looks.iter().enumerate() {
        sink.add(1, [d as u32, l, 0, 0]);
    }
    sink.add(2, [l1, l0, 0, 0]);
    sink.add(3, [l0, r1, 0, 0]);
    sink.add(4, [l1, l0, r1, 0]);
    sink.add(5, [l2, l1, l0, 0]);
    sink.add(6, [l0, r1, r2, 0]);
    sink.add(7, [l2, l1, l0, r1]);
    sink.add(8, [u32::from(this.spaced), l0, 0, 0]);
    sink.marks(10, this.marks);
    if this.shape.is_word() && this.marks == 0 {
        sink.one(10, 99);
    }
    for (template, d) in [(11, -2), (12, -1), (13, 1), (14, 2)] {
        sink.marks(template, at(d).map_or(0, |unit| unit.marks));
    }
    let names = names(Some(this));
    sink.add(15, [names, self::names(at(1)), 0, 0]);
    sink.add(16, [self::names(at(-1)), names, 0, 0]);
    sink.add(17, [self::names(at(-1)), names, self::names(at(1)), 0]);
    sink.one(20, this.word);
    sink.one(21, at(-1).map_or(0, |unit| unit.word));
    sink.one(22, at(1).map_or(0, |unit| unit.word));
    if let Some(anchor) = anchors[i] {
        sink.one(25, anchor as u32);
    }
    sink.add(26, [at(-1).and(i.checked_sub(1)).and_then(|j| anchors[j]).map_or(0, |a| a as u32), l0, 0, 0]);
}

/// What a word says of names, places, publishers and titles, in one small number.
fn names(unit: Option<&Unit>) -> u32 {
    let Some(unit) = unit else { return 1 };
    if unit.sign != Sign::None {
        return 64 + unit.sign as u32;
    }
    let lists = [mark::GIVEN, mark::SURNAME, mark::CITY, mark::PUBLISHER, mark::TITLE_WORD];
    let set = lists.iter().enumerate().fold(0, |set, (n, &m)| set | (u32::from(unit.has(bit(m))) << n));
    128 + set * 2 + u32::from(unit.shape.is_number())
}

fn place(
    sink: &mut Sink<'_>,
    units: &[Unit],
    states: &[State],
    segments: &Segments,
    i: usize,
    years: u8,
    rtl: bool,
) {
    let (state, n) = (states[i], units.len());
    let (fine, coarse) = segments.of[i];
    let fine = &segments.fine[fine as usize];
    let coarse = &segments.coarse[coarse as usize];
    let [depth, quoted, seen, sign] =
        [u32::from(state.depth), u32::from(state.quoted), u32::from(state.years), u32::from(state.sign)];
    let left = u32::from(years.saturating_sub(state.years));
    let emphasis = u32::from(units[i].emphasised) * 4 + u32::from(state.emphases);
    sink.one(30, (10 * i / n) as u32);
    sink.one(31, i.min(4) as u32);
    sink.one(32, (n - 1 - i).min(4) as u32);
    sink.add(33, [depth, quoted, u32::from(state.quotes), 0]);
    sink.add(34, [seen, left, 0, 0]);
    sink.one(35, sign);
    sink.add(36, [quoted, seen, depth, emphasis]);
    sink.add(37, [seen, sign, quoted, 0]);
    sink.one(38, emphasis);
    sink.add(39, [emphasis, seen, u32::from(state.quotes), 0]);
    let from = (i as u32 - fine.units.0).min(3);
    let to = (fine.units.1 - 1 - i as u32).min(3);
    let sort = fine.sort as u32;
    sink.add(40, [from, sort, 0, 0]);
    sink.add(41, [to, sort, 0, 0]);
    sink.add(42, [sort, seen, quoted, emphasis]);
    sink.add(43, [from.min(1), look(units.get(i)), u32::from(fine.words).min(6), seen]);
    sink.add(44, [(i as u32 - coarse.units.0).min(2), coarse.sort as u32, sort, 0]);
    sink.add(45, [look(units.get(i)), sort, u32::from(fine.end), 0]);
    sink.add(46, [u32::from(rtl), look(units.get(i)), seen, left]);
}

fn segment(sink: &mut Sink<'_>, all: &[Segment], n: usize, base: u8, marks: Marks, rtl: bool) {
    let none = Segment::default();
    let at = |d: isize| n.checked_add_signed(d).and_then(|j| all.get(j)).unwrap_or(&none);
    let this = at(0);
    let sort = |d: isize| at(d).sort as u32;
    let words = u32::from(this.words).min(8);
    let end = u32::from(this.end);
    let index = n.min(8) as u32;
    let rest = (all.len() - 1 - n).min(5) as u32;
    let dated = |segments: &[Segment]| u32::from(segments.iter().any(|s| s.sort == Sort::Year));
    let (before, after) = (dated(&all[..n]), dated(&all[n + 1..]));
    let flags = u32::from(this.quoted) + 2 * u32::from(this.bracketed) + 4 * u32::from(this.emphasised);
    sink.one(base, index);
    sink.one(base + 1, rest);
    sink.one(base + 2, words);
    sink.one(base + 3, this.first);
    sink.add(base + 4, [u32::from(this.initials).min(3), u32::from(this.numbers).min(3), 0, 0]);
    sink.one(base + 5, end);
    sink.marks(base + 6, this.marks);
    for (k, d) in [(7, -1), (8, 1)] {
        let other = at(d);
        sink.one(base + k, u32::from(other.words).min(6));
        sink.add(base + k + 2, [u32::from(other.numbers).min(2), u32::from(other.end), 0, 0]);
        sink.marks(base + k + 4, other.marks);
    }
    for (k, d) in [-3isize, -2, -1, 0, 1, 2, 3].into_iter().enumerate() {
        sink.add(base + 13, [k as u32, sort(d), 0, 0]);
    }
    sink.add(base + 14, [sort(-1), sort(0), 0, 0]);
    sink.add(base + 15, [sort(0), sort(1), 0, 0]);
    sink.add(base + 16, [sort(-1), sort(0), sort(1), 0]);
    sink.add(base + 17, [sort(-2), sort(-1), sort(0), 0]);
    sink.add(base + 18, [sort(0), sort(1), sort(2), 0]);
    sink.add(base + 19, [index, sort(0), before, after]);
    sink.add(base + 20, [index.min(4), words, before, after]);
    sink.add(base + 21, [flags, before, after, index.min(3)]);
    sink.add(base + 22, [u32::from(at(-1).end), sort(0), end, u32::from(rtl)]);
    sink.add(base + 23, [index.min(4), rest.min(3), sort(0), u32::from(rtl)]);
    let telling = bit(mark::VOLUME)
        | bit(mark::ISSUE)
        | bit(mark::PAGES)
        | bit(mark::THESIS)
        | bit(mark::URL)
        | bit(mark::PUBLISHER)
        | bit(mark::CITY)
        | bit(mark::CONFERENCE)
        | bit(mark::CONTAINER)
        | bit(mark::TRANSLATOR)
        | bit(mark::EDITOR);
    let mut rest_marks = marks & telling;
    while rest_marks != 0 {
        sink.add(base + 24, [rest_marks.trailing_zeros(), sort(0), index.min(3), before]);
        rest_marks &= rest_marks - 1;
    }
}

/// The class of the border before unit `i`: the sign that it is, or the sign before a word.
fn border(units: &[Unit], i: usize) -> u8 {
    let class = |sign: Sign| match sign {
        Sign::Comma => 1,
        Sign::Stop => 2,
        Sign::Colon => 3,
        Sign::Semicolon => 4,
        Sign::Open | Sign::OpenSquare => 5,
        Sign::Close | Sign::CloseSquare => 6,
        Sign::OpenQuote | Sign::CloseQuote => 7,
        Sign::Dash | Sign::Slash => 8,
        Sign::None => 0,
        _ => 9,
    };
    match (units[i].sign, i.checked_sub(1)) {
        (Sign::None, Some(before)) => class(units[before].sign),
        (Sign::None, None) => 9,
        (sign, _) => 10 + class(sign),
    }
}
