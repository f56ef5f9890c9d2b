//! A citation's date, and what follows it: further years, pages, further works.

use crate::lang::{Sense, Side, Sought};
use crate::syntax::Tokens;
use crate::syntax::date::year_at;
use crate::syntax::token::TokenKind;
use crate::text::script_of;

/// Where begins what "see", "e.g.", «نک.» and the like introduce at the start of a part or note.
pub(crate) fn skip_see(tokens: &Tokens, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        let token = &tokens[at];
        let skip = match token.kind {
            TokenKind::Sign(',' | '،' | ':' | '.') if at > from => 1,
            _ if token.means(|s| s == Sense::See) => token.run(),
            _ => break,
        };
        at += skip;
    }
    at.min(end)
}

/// Whether a year begins at token `i`, or a word for none.
pub(super) fn is_date(tokens: &Tokens, i: usize) -> bool {
    year_at(tokens, i).is_some() || tokens[i].means(|s| matches!(s, Sense::NoDate | Sense::InPress))
}

/// "[1892] 1966", "1966 [1892]": the year of the first edition, in square brackets beside the date at `i`.
pub(super) fn original(tokens: &Tokens, i: usize) -> Option<usize> {
    let letter = usize::from(year_at(tokens, i).is_some_and(|year| year.letter.is_some()));
    let before = i.checked_sub(2).filter(|&k| is_original(tokens, k));
    before.or(Some(i + letter + 2).filter(|&k| is_original(tokens, k)))
}

/// Whether a year stands alone in square brackets at token `i`.
pub(super) fn is_original(tokens: &Tokens, i: usize) -> bool {
    let is = |k: Option<usize>, sign| k.and_then(|k| tokens.get(k)).is_some_and(|t| t.is_sign(sign));
    is(i.checked_sub(1), '[') && is(i.checked_add(1), ']') && year_at(tokens, i).is_some()
}

/// The first token behind the date at `i`: its letter, its era, the second year of a double date.
pub(super) fn behind_date(tokens: &Tokens, i: usize, end: usize) -> usize {
    let mut at = i + 1;
    if year_at(tokens, i).is_none() {
        return (i + tokens[i].run()).min(end);
    }
    while at < end {
        let token = &tokens[at];
        let joins = matches!(token.sign(), Some('/' | '-' | '–')) && at + 1 < end;
        if joins && (tokens.number(at + 1).is_some() || tokens.key(at + 1).chars().count() <= 3) {
            at += 2;
        } else if token.is_sign('[') && at + 2 < end && is_original(tokens, at + 1) {
            at += 3;
        } else if token.kind == TokenKind::Word
            && tokens.key(at).chars().count() <= 3
            && !is_cue(tokens, at)
            && !token.means(|s| s == Sense::Headword)
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// «بندورا (۱۹۹۷/Bandura, 1997)»: whether a stroke at token `i` parts a year from the same citation in another script than
/// that of the words before.
pub(super) fn parts_scripts(tokens: &Tokens, i: usize, end: usize) -> bool {
    let is_word = |k: &usize| tokens.get(*k).is_some_and(|t| t.kind == TokenKind::Word);
    let script = |k: usize| tokens.key(k).chars().find_map(script_of);
    let before = (i.saturating_sub(NEAREST_WORD)..i).rev().find(is_word);
    let behind = Some(i + 1).filter(is_word).filter(|&k| tokens.key(k).chars().count() > 3);
    tokens.get(i).is_some_and(|t| t.is_sign('/'))
        && before.zip(behind).is_some_and(|(before, behind)| script(before) != script(behind))
        && (i + 2..end).any(|k| year_at(tokens, k).is_some())
}

/// How many tokens back from a stroke the names before its year may end.
const NEAREST_WORD: usize = 4;

pub(super) fn is_cue(tokens: &Tokens, i: usize) -> bool {
    let numbered = tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Number || t.is_sign('.'));
    tokens[i].means(|s| {
        matches!(s, Sense::Cue(Sought::Pages | Sought::Volume | Sought::Chapter | Sought::Issue, _))
    }) && numbered
}

/// A further year right behind a comma.
pub(super) fn further_year(tokens: &Tokens, at: usize, end: usize) -> Option<usize> {
    let comma = tokens.get(at).filter(|_| at < end)?;
    let next = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.means(|s| s == Sense::And)));
    let joined = matches!(comma.sign(), Some(',' | '،')) || comma.means(|s| s == Sense::And);
    let next = if comma.means(|s| s == Sense::And) { at + 1 } else { next };
    (joined && next < end && year_at(tokens, next).is_some()).then_some(next)
}

/// What follows a date.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest {
    /// Nothing, or pages and the like, or a further work.
    pub locator: bool,
    /// The next work carries this one.
    pub secondary: bool,
    /// Where the next work begins; the end of the part where none does.
    pub next: usize,
}

impl Rest {
    /// What follows the date that ends before token `from`, up to `end`.
    pub(super) fn of(tokens: &Tokens, from: usize, end: usize) -> Rest {
        let mut i = from;
        let mut words = 0;
        while i < end {
            let token = &tokens[i];
            if token.means(|s| s == Sense::Secondary) {
                return Rest { locator: true, secondary: true, next: i + token.run() };
            }
            // «ذیل سیمرغ», "s.v. Simorgh": the article of a dictionary, up to the next comma.
            if token.means(|s| s == Sense::Headword) {
                let comma = |k: &usize| matches!(tokens[*k].sign(), Some(',' | '،'));
                i = (i + token.run()..end).find(comma).unwrap_or(end);
                continue;
            }
            let behind_comma = i > from
                && (matches!(tokens[i - 1].sign(), Some(',' | '،')) || parts_scripts(tokens, i - 1, end));
            // "(Adorno, 1951, in Said, 1978)"
            let carried = behind_comma && token.means(|s| s == Sense::Cue(Sought::Container, Side::Before));
            if carried && (i..end).any(|k| year_at(tokens, k).is_some()) {
                return Rest { locator: true, secondary: true, next: i + token.run() };
            }
            // A comma and a name before a later year: a further work.
            if behind_comma
                && token.kind == TokenKind::Word
                && !is_locator_word(tokens, i)
                && (i..end).any(|k| year_at(tokens, k).is_some() && k > i)
            {
                return Rest { locator: words == 0, secondary: false, next: i };
            }
            // A further year, with its letter.
            if year_at(tokens, i).is_some() {
                i = behind_date(tokens, i, end);
                continue;
            }
            // «د ۱، ب ۲۳۲۱»: volume and verse, «ح ۱۲»: a tradition.
            let letter = tokens.key(i).chars().count() == 1 && tokens.number(i + 1).is_some();
            words += usize::from(token.kind == TokenKind::Word && !letter && !is_locator_word(tokens, i));
            i += if is_locator_word(tokens, i) { token.run() } else { 1 };
        }
        Rest { locator: words <= 1, secondary: false, next: end }
    }
}

fn is_locator_word(tokens: &Tokens, i: usize) -> bool {
    let roman = tokens.key(i).chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'));
    roman
        || tokens[i].means(|s| {
            matches!(
                s,
                Sense::Cue(
                    Sought::Pages
                        | Sought::Volume
                        | Sought::Chapter
                        | Sought::Issue
                        | Sought::Volumes
                        | Sought::Translator,
                    _
                ) | Sense::And
                    | Sense::Ordinal(_)
                    | Sense::Era(_)
            )
        })
}
