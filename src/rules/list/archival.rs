//! Documents that an archive or library keeps.

use crate::lang::{Sense, Sought};
use crate::syntax::{TokenKind, Tokens};

/// Whether an archive or library keeps the work under a shelf-mark.
pub(super) fn is_archival(text: &str, tokens: &Tokens) -> bool {
    let kept = tokens.iter().any(|t| t.means(|s| s == Sense::Archive));
    kept && (0..tokens.len()).any(|i| is_shelf_mark(text, tokens, i))
}

/// "L/PS/20", "FO 60/280", «شمارهٔ ۲۹۳/۱۲۳», «شمارهٔ ۲۴۰۰۱۲۳۴۵»: whether a shelf-mark begins at `i`, in capitals or behind a word
/// for number.
fn is_shelf_mark(text: &str, tokens: &Tokens, i: usize) -> bool {
    let capitals = |i: usize| {
        let word = tokens[i].span.of(text);
        word.len() <= LONGEST_CAPITALS && word.chars().all(|c| c.is_ascii_uppercase())
    };
    let numbered = |i: usize| tokens[i].means(|s| matches!(s, Sense::Cue(Sought::Issue | Sought::Report, _)));
    let strokes = |i: &usize| tokens.get(*i).is_some_and(|t| t.is_sign('/') && !t.spaced);
    let last = i + 2 * (0..).take_while(|n| strokes(&(i + 1 + 2 * n))).count();
    let number = tokens.number(last).is_some();
    match tokens[i].kind {
        TokenKind::Word => last > i && number && capitals(i),
        // Issues have fewer digits.
        TokenKind::Number if number && (last > i || tokens.key(i).len() > MOST_DIGITS) => {
            i.checked_sub(1).is_some_and(|before| capitals(before) && last > i || numbered(before))
        }
        _ => false,
    }
}

/// Longer words in capitals are no part of a shelf-mark.
const LONGEST_CAPITALS: usize = 5;

/// The most digits of the number of an issue, even of a newspaper.
const MOST_DIGITS: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shelf_marks_are_known() {
        let has = |text: &str| {
            let tokens = Tokens::new(text);
            (0..tokens.len()).any(|i| is_shelf_mark(text, &tokens, i))
        };
        for text in
            ["FO 60/280.", "IOR/L/PS/20", "CAB 24/1/5", "سند شمارهٔ ۲۹۳/۱۲۳", "شماره ۲۴۰۰۱۲۳۴۵،", "ش ۲۹۳/۱"]
        {
            assert!(has(text), "{text}");
        }
        for text in ["26/3", "Journal 26/3", "شماره ۱۲", "No. 12", "and/or", "A/B", "FO 60", "/", "L/", "3/"]
        {
            assert!(!has(text), "{text}");
        }
    }
}
