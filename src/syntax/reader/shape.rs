//! What a word or number looks like, as far as both scripts have it.

use crate::syntax::date::is_year;
use crate::syntax::ident::IdentifierKind;
use crate::syntax::token::{TokenKind, Tokens};
use crate::text::{Script, script_of};

/// The look of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names say it")]
pub(super) enum Shape {
    /// Numbered from 1: 0 stands for what lies before the first unit and behind the last.
    Sign = 1,
    Url,
    Doi,
    Identifier,
    /// A year before 1450: solar or lunar.
    YearHijri,
    YearGregorian,
    Digit1,
    Digit2,
    Digit3,
    Digit4,
    DigitsMany,
    /// One capital.
    Capital,
    Capitals2,
    Capitals,
    Capitalised,
    MixedCase,
    Small1,
    Small,
    Roman,
    /// One letter without case.
    Caseless1,
    Caseless2,
    Caseless,
}

impl Shape {
    /// The shape of token `i` of `text`.
    pub(super) fn of(text: &str, tokens: &Tokens, i: usize) -> Shape {
        let token = &tokens[i];
        match token.kind {
            TokenKind::Sign(_) => Shape::Sign,
            TokenKind::Identifier(_) => match tokens.identifier(i).map(|found| found.kind) {
                Some(IdentifierKind::Url | IdentifierKind::Www | IdentifierKind::BrokenUrl) => Shape::Url,
                Some(IdentifierKind::Doi | IdentifierKind::BrokenDoi) => Shape::Doi,
                _ => Shape::Identifier,
            },
            TokenKind::Number => number(tokens.key(i).len(), tokens.number(i)),
            TokenKind::Word => word(token.span.of(text), tokens.key(i)),
        }
    }

    pub(super) fn is_number(self) -> bool {
        (Shape::YearHijri..=Shape::DigitsMany).contains(&self)
    }

    pub(super) fn is_year(self) -> bool {
        matches!(self, Shape::YearHijri | Shape::YearGregorian)
    }

    pub(super) fn is_word(self) -> bool {
        self >= Shape::Capital
    }

    pub(super) fn is_address(self) -> bool {
        matches!(self, Shape::Url | Shape::Doi | Shape::Identifier)
    }

    /// A word of one letter that begins a name.
    pub(super) fn is_initial(self) -> bool {
        matches!(self, Shape::Capital | Shape::Caseless1)
    }

    pub(super) fn is_caseless(self) -> bool {
        self >= Shape::Caseless1
    }
}

fn number(digits: usize, value: Option<u32>) -> Shape {
    match (digits, value) {
        (4, Some(value)) if (1150..1450).contains(&value) => Shape::YearHijri,
        (4, Some(value)) if is_year(value) && (1450..2050).contains(&value) => Shape::YearGregorian,
        (1, _) => Shape::Digit1,
        (2, _) => Shape::Digit2,
        (3, _) => Shape::Digit3,
        (4, _) => Shape::Digit4,
        _ => Shape::DigitsMany,
    }
}

fn word(word: &str, key: &str) -> Shape {
    let Some(first) = word.chars().find(|c| c.is_alphabetic()) else { return Shape::Caseless };
    if script_of(first) == Some(Script::Arabic) || !(first.is_lowercase() || first.is_uppercase()) {
        return match key.chars().count() {
            0 | 1 => Shape::Caseless1,
            2 => Shape::Caseless2,
            _ => Shape::Caseless,
        };
    }
    let roman = key.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm'));
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let lower = word.chars().filter(|c| c.is_lowercase()).count();
    match (upper, lower) {
        _ if roman && (2..8).contains(&key.len()) && (lower == 0 || upper == 0) => Shape::Roman,
        (1, 0) => Shape::Capital,
        (2, 0) => Shape::Capitals2,
        (_, 0) => Shape::Capitals,
        (1, _) if first.is_uppercase() => Shape::Capitalised,
        (0, 1) => Shape::Small1,
        (0, _) => Shape::Small,
        _ => Shape::MixedCase,
    }
}
