//! Brackets without their partners.

use crate::rules::{Check, Message, Sink, TextCx, declare_rule};
use crate::syntax::{Token, TokenKind};
use crate::text::Local;

declare_rule! {
    /// A round or square bracket has no partner.
    ///
    /// ## Why
    /// Where a bracket does not close, nobody knows where the year, the edition or the note ends, neither a
    /// reader nor a program that reads the list. The number of a list item (`1)`, «الف)») and a smiley are no
    /// fault, nor is a bracket at the very end of a text, which is being written.
    ///
    /// ## Examples
    /// ```text bad fa
    /// بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس (ویراست دوم. تهران: نشر نی.
    /// ```
    /// ```text bad en
    /// Walt, Stephen (1987). The origins of alliances [in Persian. Ithaca: Cornell University Press.
    /// ```
    /// ```text good fa
    /// بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس (ویراست دوم). تهران: نشر نی.
    /// ```
    /// ```text good fa
    /// بوزان، بری (۱۳
    /// ```
    /// ```text good en
    /// Walt, Stephen (1987). The origins of alliances [in Persian]. Ithaca: Cornell University Press.
    /// ```
    pub(crate) BRACKET_UNBALANCED {
        name: "bracket-unbalanced",
        severity: Error,
        fix: None,
        check: Check::Text(check),
    }
}

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    let mut open: Vec<usize> = Vec::new();
    let mut lonely: Vec<usize> = Vec::new();
    for (i, token) in cx.tokens.iter().enumerate() {
        match token.sign() {
            Some('(' | '[') => open.push(i),
            Some(sign @ (')' | ']')) => {
                match open.iter().rposition(|&o| partner(&cx.tokens[o]) == Some(sign)) {
                    Some(at) => lonely.extend(open.drain(at..).skip(1)),
                    None if open.last().is_some_and(|&o| is_interval(cx, o, i)) => {
                        open.pop();
                    }
                    None => lonely.push(i),
                }
            }
            _ => {}
        }
    }
    lonely.extend(open.into_iter().filter(|&i| !is_begun(cx, i)));
    lonely.retain(|&i| !is_number_of_item(cx, i) && !is_smiley(cx, i));
    lonely.sort_unstable();
    for i in lonely {
        report(cx, i, sink);
    }
}

fn partner(open: &Token) -> Option<char> {
    match open.sign() {
        Some('(') => Some(')'),
        Some('[') => Some(']'),
        _ => None,
    }
}

/// `[0, 1)`: brackets of two kinds round numbers and single letters.
fn is_interval(cx: &TextCx<'_>, open: usize, close: usize) -> bool {
    let inside = cx.tokens.get(open + 1..close).unwrap_or(&[]);
    let long =
        |token: &Token| token.kind == TokenKind::Word && token.span.of(&cx.view.text).chars().count() > 1;
    !inside.is_empty() && !inside.iter().any(long)
}

/// Whether nothing or part of a year stands behind an open bracket: it is being written.
fn is_begun(cx: &TextCx<'_>, open: usize) -> bool {
    match &cx.tokens[open + 1..] {
        [] => true,
        [year] => year.kind == TokenKind::Number && year.span.of(&cx.view.text).chars().count() < 4,
        _ => false,
    }
}

/// `1)` at the start, a letter with a bracket anywhere: «الف)», `b)`.
fn is_number_of_item(cx: &TextCx<'_>, i: usize) -> bool {
    let Some(number) = i.checked_sub(1).and_then(|before| cx.tokens.get(before)) else { return false };
    let letters = cx.tokens.key(i - 1).chars().count();
    let limit = if i == 1 { 3 } else { 1 };
    let counts = number.kind == TokenKind::Word || (number.kind == TokenKind::Number && i == 1);
    cx.tokens[i].is_sign(')') && !cx.tokens[i].spaced && number.spaced && counts && letters <= limit
}

fn is_smiley(cx: &TextCx<'_>, i: usize) -> bool {
    let sign = |n: usize| i.checked_sub(n).and_then(|at| cx.tokens.get(at)).and_then(Token::sign);
    let joined = !cx.tokens[i].spaced;
    joined
        && (matches!(sign(1), Some(':' | ';'))
            || (sign(1) == Some('-') && matches!(sign(2), Some(':' | ';'))))
}

fn report(cx: &TextCx<'_>, i: usize, sink: &mut Sink<'_>) {
    let token = cx.tokens[i];
    let opens = partner(&token).is_some();
    let message = match opens {
        true => {
            Message::new("the bracket `{0}` in `{1}` is never closed", "نشانهٔ «{0}» در «{1}» بسته نشده است")
        }
        false => {
            Message::new("the bracket `{0}` in `{1}` was never opened", "نشانهٔ «{0}» در «{1}» باز نشده است")
        }
    };
    let other =
        if opens { cx.tokens.get(i + 1) } else { i.checked_sub(1).and_then(|before| cx.tokens.get(before)) };
    let other = other.map_or(token.span, |other| other.span);
    let shown = Local { start: token.span.start.min(other.start), end: token.span.end.max(other.end) };
    let text = &cx.view.text;
    sink.report(token.span, message.with(token.span.of(text)).with(shown.of(text)));
}
