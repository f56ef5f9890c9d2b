//! Segments that a cue word or their form gives away at once: persons with a role, dates, announced addresses.

use super::segment::Segment;
use super::{Draft, Label};
use crate::lang::{Sense, Side, Sought};
use crate::syntax::date::year_at;
use crate::syntax::reference::Field;

/// A translator or editor with a cue: the names are labelled.
pub(super) fn person(draft: &mut Draft<'_>, segment: Segment) -> bool {
    let (from, end) = (segment.from, segment.end);
    let role = |sought: Sought| match sought {
        Sought::Translator => Some(Label::Translator),
        Sought::Editor => Some(Label::Editor),
        Sought::Advisor | Sought::Foreword => Some(Label::Note),
        _ => None,
    };
    let cue = |i: usize, side: Side| {
        draft.tokens[i].find(|s| match s {
            Sense::Cue(sought, of) if of == side => role(sought),
            _ => None,
        })
    };
    if let Some(label) = cue(from, Side::Before) {
        let mut start = from + draft.tokens[from].run();
        let bracketed =
            |i: usize| draft.tokens.get(i).is_some_and(|t| matches!(t.sign(), Some(':' | '.' | '\u{654}')));
        while start < end && bracketed(start) {
            start += 1;
        }
        if start < end && end - start <= 24 {
            draft.take(from, end);
            draft.add(label, start, end, 0.9);
            return true;
        }
    }
    // "(Doug Stokes, trans.)", «علیرضا طیب (مترجم)».
    let last = (from..end).rev().find(|&i| draft.tokens[i].sign().is_none());
    if let Some(last) = last
        && last > from
        && end - from <= 12
        && let Some(label) = cue(last, Side::After)
    {
        draft.take(from, end);
        let stop = if last > from && draft.tokens[last - 1].sign().is_some() { last - 1 } else { last };
        draft.add(label, from, stop, 0.85);
        return true;
    }
    false
}

/// A segment of nothing but date words: a season, a newspaper's day, a date of access.
pub(super) fn date_segment(draft: &mut Draft<'_>, from: usize, end: usize) -> bool {
    let tokens = draft.tokens;
    let accessed = |s| matches!(s, Sense::Cue(Sought::Accessed, _));
    let start = if tokens[from].means(accessed) { from + tokens[from].run() } else { from };
    let datelike = |i: usize| {
        tokens[i].sign().is_some()
            || tokens[i]
                .means(|s| matches!(s, Sense::Month(..) | Sense::Season(_) | Sense::Era(_) | Sense::And))
            || tokens.number(i).is_some_and(|n| n <= 31)
            || year_at(tokens, i).is_some()
    };
    let named = |i: usize| {
        tokens[i].means(|s| matches!(s, Sense::Month(..) | Sense::Season(_))) || year_at(tokens, i).is_some()
    };
    let free = (start..end).any(|i| !draft.taken[i]);
    if start < end && free && (start..end).all(datelike) && (start..end).any(named) {
        let (from, end) = draft.trim(start, end);
        let span = draft.span(from, end);
        draft.fields.push(Field { label: Label::Date, span, confidence: 0.85 });
        draft.take(start, end);
        return true;
    }
    false
}

/// A cue that announces an address, with nothing else worth reading behind it.
pub(super) fn address_cue(draft: &mut Draft<'_>, from: usize) -> bool {
    let token = draft.tokens[from];
    if token.means(|s| matches!(s, Sense::Cue(Sought::Url | Sought::Doi | Sought::Isbn | Sought::Issn, _))) {
        draft.take(from, from + token.run());
        return true;
    }
    false
}
