//! The rest of an entry cut at its delimiters.

use super::head::is_initial_stop;
use super::{Draft, TokenKind};
use crate::lang::{Sense, Side, Sought};

/// A run of tokens between two delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its first token.
    pub from: usize,
    /// One behind its last token; the delimiter is left out.
    pub end: usize,
    /// The sign that ends it.
    pub mark: Option<char>,
    /// The tokens inside its quotation marks, when it is a quotation.
    pub quoted: Option<(usize, usize)>,
}

/// Cuts the tokens from `from` on.
pub(super) fn cut(draft: &Draft<'_>, from: usize) -> Vec<Segment> {
    let tokens = draft.tokens;
    let mut segments = Vec::new();
    let mut start = from;
    let mut i = from;
    let mut depth = 0usize;
    while i < tokens.len() {
        if depth == 0
            && let Some(close) = closing_quote(draft, i)
        {
            if i == start {
                segments.push(Segment { from: i, end: close + 1, mark: None, quoted: Some((i + 1, close)) });
                start = close + 1;
            }
            i = close + 1;
            continue;
        }
        match tokens[i].sign() {
            Some('(' | '[') => depth += 1,
            Some(')' | ']') => depth = depth.saturating_sub(1),
            Some(mark) if depth == 0 && ends_segment(draft, i, mark) => {
                if start < i {
                    segments.push(Segment { from: start, end: i, mark: Some(mark), quoted: None });
                }
                start = i + 1;
            }
            _ => {}
        }
        i += 1;
    }
    if start < tokens.len() {
        segments.push(Segment { from: start, end: tokens.len(), mark: None, quoted: None });
    }
    segments
}

/// The token that closes the quotation that token `i` opens.
fn closing_quote(draft: &Draft<'_>, i: usize) -> Option<usize> {
    let tokens = draft.tokens;
    let open = tokens[i].sign()?;
    let closers: &[char] = match open {
        '«' => &['»'],
        '“' | '„' => &['”', '“'],
        '"' => &['"'],
        '‘' => &['’'],
        '\'' => &['\''],
        _ => return None,
    };
    // An apostrophe stands behind a letter and before one.
    let single = matches!(open, '\'' | '‘');
    if single && !tokens[i].spaced {
        return None;
    }
    (i + 1..tokens.len()).find(|&j| {
        let closes = tokens[j].sign().is_some_and(|c| closers.contains(&c));
        let behind = tokens.get(j + 1);
        closes && (!single || behind.is_none_or(|t| t.spaced || t.sign().is_some()))
    })
}

fn ends_segment(draft: &Draft<'_>, i: usize, mark: char) -> bool {
    let tokens = draft.tokens;
    let before = i.checked_sub(1);
    match mark {
        // "1,200" and «٬» are numbers.
        ',' | '،' | '؛' | ';' => {
            let digits = before.is_some_and(|b| tokens[b].kind == TokenKind::Number)
                && tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Number && !t.spaced)
                && tokens.key(i + 1).len() == 3;
            !(mark == ',' && digits)
        }
        '.' => {
            let abbreviated = before.is_some_and(|b| is_abbreviation(draft, b));
            let spaced = tokens.get(i + 1).is_none_or(|t| t.spaced || t.sign().is_some());
            !is_initial_stop(draft, i) && !abbreviated && (spaced || starts_sentence(draft, i + 1))
        }
        // «چه می‌گوید؟ تهران: پیمان»: a place and a colon behind a question begin the imprint.
        '?' | '؟' | '!' => tokens.get(i + 1).is_some_and(|next| {
            let place = next.means(|s| matches!(s, Sense::Place(_)));
            place && tokens.get(i + 1 + next.run()).is_some_and(|t| t.is_sign(':'))
        }),
        // «شهر: ناشر» is read from a segment that keeps its colon.
        _ => false,
    }
}

/// Whether a capital or a letter of Arabic script follows the full stop without a space: "Nikolay.(2015)",
/// «کتاب.تهران».
fn starts_sentence(draft: &Draft<'_>, i: usize) -> bool {
    draft.tokens.get(i).is_some_and(|t| {
        let long = draft.tokens.key(i).chars().count() > 2;
        t.kind == TokenKind::Word && long && !t.span.of(draft.seen()).starts_with(char::is_lowercase)
    })
}

/// Whether the word before a full stop is abbreviated: a cue that needs its stop, or a single lower-case letter.
fn is_abbreviation(draft: &Draft<'_>, i: usize) -> bool {
    let token = &draft.tokens[i];
    let short = draft.tokens.key(i).chars().count() <= 4;
    let cue = token.means(|s| match s {
        Sense::Cue(sought, Side::Before) => !matches!(sought, Sought::Url | Sought::Publisher),
        Sense::Cue(Sought::Editor | Sought::Translator | Sought::Edition, Side::After) => true,
        Sense::Honorific | Sense::Suffix => true,
        _ => false,
    });
    token.kind == TokenKind::Word && short && (cue || crate::lang::is_abbreviation(draft.tokens.key(i)))
}
