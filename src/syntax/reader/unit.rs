//! The units that the reader labels: words, numbers, signs and addresses, as script-neutral facts.
//!
//! A word is the same unit whether its half-space is there, was lost or became a space; `Qur’an` and `D’Onofrio` are one
//! unit each.

use super::mark::{self, Marks};
use super::shape::Shape;
use super::sign::Sign;
use crate::lang::{lost_half_space, packs};
use crate::markup::View;
use crate::syntax::token::{TokenKind, Tokens};
use crate::text::Local;

/// One unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Its place in the view.
    pub span: Local,
    /// Its tokens: first, and one behind the last.
    pub tokens: (u32, u32),
    pub shape: Shape,
    pub sign: Sign,
    pub marks: Marks,
    /// Hash of the folded word or number; 0 for signs and addresses.
    pub word: u32,
    /// White space or the start of the text comes before it.
    pub spaced: bool,
    /// It stands in emphasis.
    pub emphasised: bool,
}

impl Unit {
    /// Whether it has one of these marks.
    pub(super) fn has(&self, marks: Marks) -> bool {
        self.marks & marks != 0
    }

    /// Takes in the unit of the token behind it.
    fn join(&mut self, next: &Unit, tokens: &Tokens) {
        self.span.end = next.span.end;
        self.tokens.1 = next.tokens.1;
        if next.sign == Sign::None {
            let parts = (self.tokens.0..self.tokens.1).map(|t| tokens.key(t as usize));
            self.word = mark::hash_parts(parts);
            self.marks |= next.marks & !mark::bit(mark::FUNCTION);
            self.shape = match self.shape {
                shape if shape.is_caseless() => Shape::Caseless,
                Shape::Small | Shape::Small1 => Shape::Small,
                _ => Shape::Capitalised,
            };
        }
    }
}

/// The units of an entry.
pub(super) fn units(view: &View, tokens: &Tokens) -> Vec<Unit> {
    let marks = mark::marks(tokens);
    let mut units: Vec<Unit> = Vec::with_capacity(tokens.len());
    let mut emphasis = view.emphasis.iter().peekable();
    for (i, token) in tokens.iter().enumerate() {
        while emphasis.peek().is_some_and(|e| e.end <= token.span.start) {
            emphasis.next();
        }
        let unit = Unit {
            span: token.span,
            tokens: (i as u32, i as u32 + 1),
            shape: Shape::of(&view.text, tokens, i),
            sign: token.sign().map_or(Sign::None, Sign::of),
            marks: marks[i],
            word: mark::hash(tokens.key(i)),
            spaced: token.spaced,
            emphasised: emphasis.peek().is_some_and(|e| e.start <= token.span.start),
        };
        match units.last_mut() {
            Some(last) if joins(tokens, last, &unit) => last.join(&unit, tokens),
            _ => units.push(unit),
        }
    }
    pair_quotes(&mut units, tokens);
    units
}

/// Whether the unit of the next token belongs to the one before it.
fn joins(tokens: &Tokens, last: &Unit, next: &Unit) -> bool {
    let i = next.tokens.0 as usize;
    let before = &tokens[i - 1];
    if next.sign == Sign::Apostrophe {
        // The apostrophe inside a word.
        let word = |t: usize| tokens.get(t).is_some_and(|t| t.kind == TokenKind::Word);
        return !tokens[i].is_sign('"')
            && before.kind == TokenKind::Word
            && !next.spaced
            && word(i + 1)
            && !tokens[i + 1].spaced;
    }
    let glued = !next.spaced && before.sign().is_some() && last.shape.is_word();
    next.shape.is_word()
        && (glued || (next.spaced && before.kind == TokenKind::Word && parted(tokens, last, next)))
}

/// Whether two words are one whose half-space was typed as a space.
fn parted(tokens: &Tokens, last: &Unit, next: &Unit) -> bool {
    if !last.shape.is_caseless() || !next.shape.is_caseless() {
        return false;
    }
    let (first, second) = (tokens.key(last.tokens.1 as usize - 1), tokens.key(next.tokens.0 as usize));
    let ending = packs().iter().any(|pack| pack.prose.joined_suffixes.iter().any(|s| s == second));
    if ending || last.tokens.1 - last.tokens.0 > 1 || next.has(mark::CUES) {
        return ending;
    }
    lost_half_space(&[first, second].concat()).is_some_and(|lost| lost.places.contains(&first.len()))
}

/// Tells opening from closing where the sign does not: a straight or single quotation mark opens before a word and
/// behind a space, and closes when one is open. A single one that nothing closes is a letter of a transliteration, and
/// straight ones between guillemets are a quotation inside the quotation.
fn pair_quotes(units: &mut [Unit], tokens: &Tokens) {
    let mut open: Option<char> = None;
    let signs: Vec<Option<char>> = units.iter().map(|unit| lone_sign(unit, tokens)).collect();
    let (last_single, inner) = (last_single_close(units, &signs), before_closing_guillemet(&signs));
    for i in 0..units.len() {
        let Some(c) = signs[i] else { continue };
        let next = units.get(i + 1);
        let leads = next.is_some_and(|n| !n.spaced && !matches!(n.sign, Sign::Comma | Sign::Stop));
        let free = units[i].spaced || i == 0 || units[i - 1].shape == Shape::Sign;
        let (sign, now) = match (units[i].sign, open) {
            (Sign::Apostrophe, None) if leads && free && (c == '"' || i + 1 < last_single) => {
                (Sign::OpenQuote, Some(c))
            }
            (Sign::Apostrophe, Some('«')) if inner[i] => (Sign::Apostrophe, open),
            (Sign::Apostrophe, Some(opened)) if closes(opened, c) => (Sign::CloseQuote, None),
            (Sign::OpenQuote, None) => (Sign::OpenQuote, Some(c)),
            // German quotation marks close with “.
            (Sign::OpenQuote, Some(_)) if c == '“' && !leads => (Sign::CloseQuote, None),
            (Sign::CloseQuote, None) if c == '”' && leads && free => (Sign::OpenQuote, Some(c)),
            (Sign::CloseQuote, _) => (Sign::CloseQuote, None),
            (sign, open) => (sign, open),
        };
        units[i].sign = sign;
        open = now;
    }
}

/// The sign that a unit is; `None` for a unit of several tokens.
fn lone_sign(unit: &Unit, tokens: &Tokens) -> Option<char> {
    let (first, end) = unit.tokens;
    tokens[first as usize].sign().filter(|_| end == first + 1)
}

/// The last single quotation mark that can close: no word follows it.
fn last_single_close(units: &[Unit], signs: &[Option<char>]) -> usize {
    let ends = |i: usize| {
        let free = units.get(i + 1).is_none_or(|next| next.spaced || next.shape == Shape::Sign);
        free && !units[i].spaced && signs[i].is_some_and(|c| closes('\'', c))
    };
    (0..units.len()).rev().find(|&i| ends(i)).unwrap_or(0)
}

/// Whether the guillemet that follows each sign closes.
fn before_closing_guillemet(signs: &[Option<char>]) -> Vec<bool> {
    let mut closing = false;
    let mut found = vec![false; signs.len()];
    for (found, sign) in found.iter_mut().zip(signs).rev() {
        *found = closing;
        if let Some(c @ ('«' | '»')) = sign {
            closing = *c == '»';
        }
    }
    found
}

fn closes(open: char, close: char) -> bool {
    match open {
        '"' | '“' | '”' | '„' | '«' => close == '"',
        _ => matches!(close, '\'' | '’' | '´'),
    }
}
