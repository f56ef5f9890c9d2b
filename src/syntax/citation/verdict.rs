//! Whether a run of words can be the names of a citation.

use crate::lang::{Lang, Sense, Side, Sought};
use crate::markup::View;
use crate::syntax::Tokens;
use crate::syntax::token::TokenKind;
use crate::text::{Local, Script, Shares};

/// What they can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Names.
    Names,
    /// Names, or something else.
    Perhaps,
}

/// Whether the tokens `from..end` can be the names of a citation. `None` when they surely are not.
pub(super) fn names_verdict(view: &View, tokens: &Tokens, from: usize, end: usize) -> Option<Verdict> {
    let text = Local { start: tokens[from].span.start, end: tokens[end - 1].span.end }.of(&view.text);
    let script = Shares::of(text).main()?;
    let lang = Lang::detect(text);
    let mut verdict = Verdict::Names;
    let mut words = 0;
    let mut run = 0;
    for i in from..end {
        let token = &tokens[i];
        match token.kind {
            TokenKind::Word => {
                words += 1;
                run += 1;
                let joins = token
                    .means(|s| matches!(s, Sense::And | Sense::Others | Sense::Particle | Sense::Suffix));
                let month = token.means(|s| matches!(s, Sense::Month(..) | Sense::Season(_)));
                let lower = token.span.of(&view.text).starts_with(char::is_lowercase);
                let no_name = token.means(|s| matches!(s, Sense::NotName)) && token.run() + i >= end;
                if (i == from && lower && !joins)
                    || no_name && i == from
                    || (month && words == 1 && end - from <= 2)
                {
                    return None;
                }
                let function = token.means_in(lang, |s| s == Sense::FunctionWord) && token.run() == 1;
                if (function && !joins) || (lower && !joins && !in_others(tokens, from, i)) {
                    verdict = Verdict::Perhaps;
                }
                if token.means(|s| matches!(s, Sense::NotName | Sense::Sacred)) && i == from {
                    verdict = Verdict::Perhaps;
                }
                if token.means(|s| s == Sense::And) {
                    run = 0;
                }
            }
            TokenKind::Sign(',' | '،' | '&') => run = 0,
            TokenKind::Sign('.' | '-' | '\'' | '’' | '‘' | '(' | ')' | '/') => {}
            TokenKind::Sign('«' | '»' | '“' | '”' | '"' | '*' | '\u{fffc}') => {
                verdict = Verdict::Perhaps
            }
            _ => return None,
        }
        if run > 8 {
            return None;
        }
    }
    let place = tokens[from].means(|s| matches!(s, Sense::Place(_))) && from + tokens[from].run() >= end;
    if place || (script == Script::Other) || words > 24 {
        verdict = Verdict::Perhaps;
    }
    (words > 0).then_some(verdict)
}

/// Whether the word at `i` is part of "and others", "et al." or the like.
fn in_others(tokens: &Tokens, from: usize, i: usize) -> bool {
    (from..=i).any(|k| tokens[k].means(|s| matches!(s, Sense::Others)) && k + tokens[k].run() > i)
        || tokens[i].means(|s| matches!(s, Sense::Cue(Sought::Editor, Side::After)))
}
