//! Volumes, issues, pages and editions: the numbers of a reference and the words that announce them.

use super::token::TokenKind;
use super::{Label, Tokens};
use crate::lang::{Sense, Side, Sought};
use crate::text::Local;

/// A number with its cue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Locator {
    /// The field that it is.
    pub label: Label,
    /// The value without cue words.
    pub span: Local,
    /// The tokens that it takes, cue included: first, and one behind the last.
    pub tokens: (usize, usize),
}

/// The locators that cue words announce, and the bare ones whose shape is clear: `12(3)`, `12(3): 45–67`, and a
/// range of pages at the end.
pub(crate) fn find(tokens: &Tokens) -> Vec<Locator> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match cued(tokens, i).or_else(|| followed(tokens, i)).or_else(|| compound(tokens, i)) {
            Some(mut locators) => {
                i = locators.iter().map(|l| l.tokens.1).max().unwrap_or(i + 1).max(i + 1);
                found.append(&mut locators);
            }
            None => i += 1,
        }
    }
    found
}

/// A cue before its value at token `i`.
fn cued(tokens: &Tokens, i: usize) -> Option<Vec<Locator>> {
    let cue = tokens.get(i)?;
    let sought = cue.find(|s| match s {
        Sense::Cue(sought, Side::Before) if label_of(sought).is_some() => Some(sought),
        _ => None,
    })?;
    let mut at = i + cue.run();
    // «دوره‌ی», "Vol.", "No:" and an opening bracket stand between cue and value.
    while tokens.get(at).is_some_and(|t| matches!(t.sign(), Some('.' | ':' | '#'))) && at < i + cue.run() + 2
    {
        at += 1;
    }
    let mut label = label_of(sought)?;
    let (end, plain) = value(tokens, at, sought)?;
    let number = tokens.number(at);
    if sought == Sought::Volume && number.is_some_and(super::date::is_year) {
        return None;
    }
    // A lone letter («ج», «س», "p") is a cue only when its number stands right behind it.
    let short = tokens.key(i).chars().count() == 1;
    if short
        && (!plain || (number.is_some_and(super::date::is_year) && sought != Sought::Issue && end == at + 1))
    {
        return None;
    }
    if sought == Sought::Issue
        && tokens.key(at).len() == 4
        && number.is_some_and(super::date::is_year)
        && short
    {
        label = Label::Date;
    }
    let mut locators = vec![locator(tokens, label, at, end, i)];
    // «شماره 3 (پیاپی 12)» and "39: 1" give what follows of their own.
    if label == Label::Volume
        && let Some(issue) = bracketed_issue(tokens, end)
    {
        locators.push(issue);
    }
    Some(locators)
}

fn label_of(sought: Sought) -> Option<Label> {
    match sought {
        Sought::Volume => Some(Label::Volume),
        Sought::Issue => Some(Label::Issue),
        Sought::Pages => Some(Label::Pages),
        Sought::Edition => Some(Label::Edition),
        Sought::Report => Some(Label::Issue),
        Sought::Chapter => Some(Label::Note),
        _ => None,
    }
}

/// The end of the value at token `at`, and whether it is a number in digits.
fn value(tokens: &Tokens, at: usize, sought: Sought) -> Option<(usize, bool)> {
    let token = tokens.get(at)?;
    match token.kind {
        TokenKind::Number => {
            let mut end = range_end(tokens, at);
            // "2nd", «۲م»: an ordinal's ending is part of it.
            if end == at + 1 && sought == Sought::Edition {
                end += usize::from(tokens.get(end).is_some_and(|t| t.kind == TokenKind::Word && !t.spaced));
            }
            Some((end, true))
        }
        TokenKind::Word if is_ordinal(tokens, at) => Some((at + token.run(), false)),
        TokenKind::Word
            if is_roman(tokens.key(at)) && tokens.key(at).len() > 1 && sought != Sought::Edition =>
        {
            Some((range_end(tokens, at), true))
        }
        _ => None,
    }
}

/// Whether the word at `i` is an ordinal or cardinal number word.
pub(crate) fn is_ordinal(tokens: &Tokens, i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.means(|s| matches!(s, Sense::Ordinal(_))))
}

fn is_roman(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm'))
}

/// Whether a sign joins the two ends of a range.
pub(crate) fn is_dash(sign: Option<char>) -> bool {
    matches!(sign, Some('-' | '–' | '—' | '‐' | '‑' | '−' | 'ـ'))
}

/// The end of a number or of a range that begins at `at`: `25–37`, `25--37`, `25 - 37`, `12و30` not.
fn range_end(tokens: &Tokens, at: usize) -> usize {
    let mut end = at + 1;
    loop {
        let mut next = end;
        while is_dash(tokens.get(next).and_then(|t| t.sign())) && next < end + 3 {
            next += 1;
        }
        let numeral = |t: usize| {
            tokens.get(t).is_some_and(|t| t.kind == TokenKind::Number)
                || (is_roman(tokens.key(t)) && is_roman(tokens.key(at)))
        };
        if next == end || !numeral(next) {
            return end;
        }
        end = next + 1;
    }
}

/// A number or ordinal at `i` with a cue behind it: «۳ جلد», "2nd ed.".
fn followed(tokens: &Tokens, i: usize) -> Option<Vec<Locator>> {
    let numeral = tokens.number(i).is_some_and(|n| n < 1000) || is_ordinal(tokens, i);
    let mut at = i + tokens.get(i)?.run();
    if !numeral {
        return None;
    }
    // "2nd", «۲م».
    if tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word && !t.spaced) && tokens.number(i).is_some() {
        at += 1;
    }
    let value_end = at;
    let cue = tokens.get(at)?;
    let label = cue.find(|s| match s {
        Sense::Cue(Sought::Edition, Side::After) => Some(Label::Edition),
        Sense::Cue(Sought::Volumes, Side::After) => Some(Label::Note),
        _ => None,
    })?;
    let end = at + cue.run();
    // «۲ ج، ۳»: the cue of a value that follows is not this one's.
    if label == Label::Note && tokens.number(end).is_some_and(|_| tokens.get(end).is_some_and(|t| t.spaced)) {
        return None;
    }
    let mut locator = locator(tokens, label, i, if label == Label::Note { end } else { value_end }, i);
    locator.tokens.1 = end;
    Some(vec![locator])
}

/// `12(3)` and what may follow it, or a bare range at the end.
fn compound(tokens: &Tokens, i: usize) -> Option<Vec<Locator>> {
    let volume = tokens.number(i).filter(|&n| n < 3000)?;
    if let Some(issue) =
        bracketed_issue(tokens, i + 1).filter(|_| !super::date::is_year(volume) || volume > 2100)
    {
        let mut found = vec![locator(tokens, Label::Volume, i, i + 1, i), issue];
        let next = issue.tokens.1;
        let joined = tokens.get(next).is_some_and(|t| matches!(t.sign(), Some(':' | ',' | '،' | '؛' | ';')));
        if joined && tokens.number(next + 1).is_some() {
            let end = range_end(tokens, next + 1);
            found.push(locator(tokens, Label::Pages, next + 1, end, next + 1));
        }
        return Some(found);
    }
    let end = range_end(tokens, i);
    let years = super::date::is_year(volume) && tokens.number(end - 1).is_some_and(super::date::is_year);
    let before = i.checked_sub(1).and_then(|b| tokens.get(b));
    let separated = before.is_some_and(|t| matches!(t.sign(), Some(',' | '،' | ':' | ';' | '؛' | '.')));
    let closed = tokens.get(end).is_none_or(|t| matches!(t.sign(), Some('.' | ',' | '،' | ';' | '؛' | '[')));
    if end > i + 1 && !years && separated && closed {
        return Some(vec![locator(tokens, Label::Pages, i, end, i)]);
    }
    None
}

/// `(3)` or `(3–4)` right behind a volume.
fn bracketed_issue(tokens: &Tokens, at: usize) -> Option<Locator> {
    let open = tokens.get(at).filter(|t| t.is_sign('('))?;
    let number = tokens.number(at + 1)?;
    let end = range_end(tokens, at + 1);
    let close = tokens.get(end)?.is_sign(')');
    (close && !(super::date::is_year(number) && open.spaced)).then(|| {
        let mut issue = locator(tokens, Label::Issue, at + 1, end, at);
        issue.tokens.1 = end + 1;
        issue
    })
}

fn locator(tokens: &Tokens, label: Label, from: usize, end: usize, first: usize) -> Locator {
    let span = Local { start: tokens[from].span.start, end: tokens[end - 1].span.end };
    Locator { label, span, tokens: (first, end) }
}

/// The two ends of a range of pages, `None` where it is no range of two whole numbers.
pub fn page_range(pages: &str) -> Option<(u32, u32)> {
    let tokens = Tokens::new(pages);
    let numbers: Vec<u32> = (0..tokens.len()).filter_map(|i| tokens.number(i)).collect();
    let signs_only = tokens.iter().all(|t| t.kind == TokenKind::Number || is_dash(t.sign()));
    match numbers[..] {
        [first, last] if signs_only => Some((first, last)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Label, &str)]) {
        let found = find(&Tokens::new(text));
        let found: Vec<_> = found.iter().map(|l| (l.label, l.span.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn cues_announce_numbers() {
        use Label::*;
        check("دوره 10، شماره 35، تابستان، صص 1-25", &[(Volume, "10"), (Issue, "35"), (Pages, "1-25")]);
        check("سال ششم، شماره 2", &[(Volume, "ششم"), (Issue, "2")]);
        check("سال 1396، شماره 2", &[(Issue, "2")]);
        check("Vol.25, No.1, Summer, pp. 5-41.", &[(Volume, "25"), (Issue, "1"), (Pages, "5-41")]);
        check("چاپ دوم", &[(Edition, "دوم")]);
        check("x, 2nd ed., y", &[(Edition, "2nd")]);
        check("y. ۱۹(۳)، 305-310.", &[(Volume, "۱۹"), (Issue, "۳"), (Pages, "305-310")]);
        check("Policy, 1947-1950, New", &[]);
    }

    #[test]
    fn page_ranges_have_two_ends() {
        assert_eq!(page_range("۲۲۶-۲۰۹"), Some((226, 209)));
        assert_eq!(page_range("12, 14"), None);
    }
}
