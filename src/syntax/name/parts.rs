//! A list of names cut into its pieces.

use crate::lang::Sense;
use crate::syntax::Tokens;
use crate::syntax::token::TokenKind;
use crate::text::Local;

/// One piece of a list of names between two separators.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) span: Local,
    /// It follows a comma, not a conjunction or semicolon.
    pub(super) after_comma: bool,
    /// It follows a semicolon, which parts one inverted name from the next.
    pub(super) after_semicolon: bool,
}

/// Cuts a list at commas, semicolons and conjunctions, and drops "others", honorifics and empty pieces.
pub(super) fn parts(tokens: &Tokens, value: &str) -> (Vec<Part>, bool) {
    let mut parts = Vec::new();
    let mut others = false;
    let mut open: Option<Local> = None;
    let mut before = None;
    let mut depth = 0usize;
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        let mut step = 1;
        let mut cut = None;
        match token.kind {
            TokenKind::Sign('(' | '[') => depth += 1,
            TokenKind::Sign(')' | ']') => depth = depth.saturating_sub(1),
            TokenKind::Sign(sign @ (',' | '،' | ';' | '؛' | '&' | '/')) if depth == 0 => cut = Some(sign),
            TokenKind::Word if depth == 0 && token.means(|s| s == Sense::Others) => {
                others = true;
                step = token.run();
                cut = Some('&');
            }
            TokenKind::Word if depth == 0 && is_conjunction(tokens, i) => cut = Some('&'),
            TokenKind::Word if open.is_none() && token.means(|s| s == Sense::Honorific) => {
                step = token.run();
                // A title's full stop.
                step += usize::from(tokens.get(i + step).is_some_and(|t| t.is_sign('.')));
                i += step;
                continue;
            }
            _ => {}
        }
        match cut {
            Some(sign) => {
                parts.extend(open.take().and_then(|span| part(value, span, before)));
                before = Some(sign);
            }
            None => {
                let start = open.map_or(token.span.start, |span| span.start);
                open = Some(Local { start, end: token.span.end });
            }
        }
        i += step;
    }
    parts.extend(open.and_then(|span| part(value, span, before)));
    (parts, others)
}

/// Whether the word at `i` joins two names: a conjunction of the script of the words round it, that is not the
/// first word.
fn is_conjunction(tokens: &Tokens, i: usize) -> bool {
    i > 0 && tokens[i].run() == 1 && tokens[i].means(|s| s == Sense::And)
}

fn part(value: &str, span: Local, before: Option<char>) -> Option<Part> {
    let text = span.of(value);
    let trimmed = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '*' | '"' | '«' | '»')
    });
    if !trimmed.chars().any(char::is_alphabetic) {
        return None;
    }
    let start = span.start as usize + (trimmed.as_ptr() as usize - text.as_ptr() as usize);
    // The full stop of a last initial belongs to the name.
    let keeps_stop = text[trimmed.as_ptr() as usize - text.as_ptr() as usize + trimmed.len()..]
        .starts_with('.')
        && trimmed.chars().next_back().is_some_and(char::is_alphabetic)
        && trimmed.rsplit(|c: char| !c.is_alphabetic()).next().is_some_and(is_stopped);
    let end = start + trimmed.len() + usize::from(keeps_stop);
    Some(Part {
        span: Local::new(start, end),
        after_comma: matches!(before, Some(',' | '،')),
        after_semicolon: matches!(before, Some(';' | '؛')),
    })
}

/// Whether a full stop behind a word is the word's own: `B.`, `Ch.` and not `CF.`.
fn is_stopped(word: &str) -> bool {
    word.chars().count() == 1 || (word.chars().count() == 2 && !word.chars().all(char::is_uppercase))
}
