//! Dates: years of three calendars, their letters, months, and "no date".

use super::Tokens;
use super::token::{Token, TokenKind};
use crate::lang::{Calendar, Sense};
use crate::text::Local;

/// A year as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Year {
    /// Its value in its own calendar.
    pub value: u32,
    /// The calendar, where a mark or a month names it.
    pub calendar: Option<Calendar>,
    /// The folded letter behind it: `a`, `الف`.
    pub letter: Option<String>,
}

impl Year {
    /// Whether two years may be the same: equal, or 621 or 622 apart as a solar and a Gregorian year are, or
    /// apart as a lunar one is (Gregorian ≈ lunar × 0.970224 + 621.5774).
    pub fn may_equal(&self, other: &Year) -> bool {
        let (low, high) = (self.value.min(other.value), self.value.max(other.value));
        if low == high {
            return true;
        }
        let lunar = (f64::from(low) * 0.970_224 + 621.577_4) as u32;
        (1200..1500).contains(&low) && (matches!(high - low, 621 | 622) || high.abs_diff(lunar) <= 1)
    }
}

/// The date of a work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// The years that it names: one; two for a double date or a span.
    pub years: Vec<Year>,
    /// It says "no date" or "forthcoming".
    pub without_year: bool,
}

impl Date {
    /// Reads the date at `span` of `text`.
    pub fn read(text: &str, span: Local) -> Date {
        let value = span.of(text);
        let tokens = Tokens::new(value);
        let mut date = Date::default();
        for i in 0..tokens.len() {
            if tokens[i].means(|s| matches!(s, Sense::NoDate | Sense::InPress)) {
                date.without_year = true;
            }
            if let Some(year) = year_at(&tokens, i) {
                date.years.push(year);
            }
        }
        date
    }

    /// Whether the date says anything.
    pub fn is_empty(&self) -> bool {
        self.years.is_empty() && !self.without_year
    }
}

/// Whether a number can be a year of one of the three calendars, 1000 to 2099, or of the imperial one that Iran used from
/// 2535 to 2537 (1976 to 1978). Works before the year 1000 of any calendar are cited by their editions.
pub(crate) fn is_year(value: u32) -> bool {
    (1000..2100).contains(&value) || (2535..=2537).contains(&value)
}

/// The year that the number token `i` is, with its letter and era.
pub(crate) fn year_at(tokens: &Tokens, i: usize) -> Option<Year> {
    let value = tokens.number(i).filter(|&value| tokens.key(i).len() == 4 && is_year(value))?;
    let mut letter = None;
    let mut calendar = None;
    let mut next = i + 1;
    // «۱۳۸۹/الف», «1389-الف» (never a second number).
    if tokens.get(next).is_some_and(|t| matches!(t.sign(), Some('/' | '-')) && !t.spaced)
        && is_letter(tokens, next + 1)
    {
        next += 1;
    }
    if is_letter(tokens, next) && !announces_number(tokens, next) {
        letter = Some(tokens.key(next).to_owned());
        next += 1;
    }
    if let Some(token) = tokens.get(next) {
        calendar = token.find(|s| match s {
            Sense::Era(calendar) => Some(calendar),
            _ => None,
        });
    }
    if letter.is_some() && calendar.is_none() && tokens.get(next - 1).is_some_and(|t| t.spaced) {
        // «1389 ق» is an era, «1389 الف» a letter.
        calendar = tokens[next - 1].find(|s| match s {
            Sense::Era(calendar) => Some(calendar),
            _ => None,
        });
    }
    if calendar.is_some() && tokens.get(next - 1).is_some_and(|t| t.means(|s| matches!(s, Sense::Era(_)))) {
        letter = None;
    }
    Some(Year { value, calendar, letter })
}

/// Whether token `i` is a letter that tells works of one year apart: a single Latin letter, or one of the first
/// letters of the Arabic alphabet (the abjad and the alphabetical order are both in use).
fn is_letter(tokens: &Tokens, i: usize) -> bool {
    let key = tokens.key(i);
    let single = key.chars().count() == 1;
    let latin = single && key.chars().all(|c| ('a'..='k').contains(&c));
    // U+0627…: alef written out is the one letter that needs three.
    let arabic =
        single && key.chars().all(|c| crate::text::script_of(c) == Some(crate::text::Script::Arabic));
    latin || arabic || key == ALEF
}

/// «۱۳۶۴ ج ۲», «۱۳۶۳ د اول»: whether the letter at `i` is that of a volume or the like, whose number follows.
fn announces_number(tokens: &Tokens, i: usize) -> bool {
    let number = i + 1 + usize::from(tokens.get(i + 1).is_some_and(|t| t.is_sign('.')));
    let cue = tokens[i].spaced || tokens[i].means(|s| matches!(s, Sense::Cue(..)));
    let counts = |t: &Token| t.kind == TokenKind::Number || t.means(|s| matches!(s, Sense::Ordinal(_)));
    cue && tokens.get(number).is_some_and(counts)
}

/// The name of the letter alef, folded.
const ALEF: &str = "\u{627}\u{644}\u{641}";

#[cfg(test)]
mod tests {
    use super::*;

    fn years(text: &str) -> Vec<(u32, Option<Calendar>, Option<String>)> {
        let date = Date::read(text, Local::new(0, text.len()));
        date.years.into_iter().map(|y| (y.value, y.calendar, y.letter)).collect()
    }

    #[test]
    fn years_letters_and_eras_are_read() {
        assert_eq!(years("۱۳۸۹الف"), [(1389, None, Some("الف".into()))]);
        assert_eq!(years("1389 ب"), [(1389, None, Some("ب".into()))]);
        assert_eq!(years("1987b"), [(1987, None, Some("b".into()))]);
        assert_eq!(
            years("۱۴۰۴ ق / ۱۹۸۴ م"),
            [(1404, Some(Calendar::Lunar), None), (1984, Some(Calendar::Gregorian), None)]
        );
        assert_eq!(years("۱۳۶۴ ج ۲"), [(1364, None, None)]);
        assert_eq!(years("۱۳۶۴ج. ۲"), [(1364, None, None)]);
        assert_eq!(years("۱۳۶۳ د اول"), [(1363, None, None)]);
        assert_eq!(years("1990b 45"), [(1990, None, Some("b".into()))]);
        assert_eq!(years("15 مرداد 1397"), [(1397, None, None)]);
        assert_eq!(years("12345"), []);
        assert!(Date::read("بی‌تا", Local::new(0, 11)).without_year);
    }

    #[test]
    fn years_of_two_calendars_may_be_one() {
        let year = |value| Year { value, calendar: None, letter: None };
        assert!(year(1389).may_equal(&year(2010)) && year(2011).may_equal(&year(1389)));
        assert!(year(1404).may_equal(&year(1984)));
        assert!(!year(1389).may_equal(&year(1398)));
    }
}
