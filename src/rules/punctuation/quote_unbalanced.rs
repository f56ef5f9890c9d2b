//! Quotation marks without their partners.

use crate::rules::{Check, Message, Sink, TextCx, declare_rule};
use crate::syntax::{Token, TokenKind};
use crate::text::Script;

declare_rule! {
    /// A quotation mark (« » “ ” „ ") has no partner.
    ///
    /// ## Why
    /// The mark says where a title ends; without it the journal's name runs into the title. Apostrophes and
    /// single quotation marks are not judged, and `"` behind a digit may be an inch.
    ///
    /// ## Examples
    /// ```text bad fa
    /// نوری، علیرضا (۱۳۸۹). «سیاست خارجی روسیه در دوره پوتین، فصلنامه روابط خارجی، دوره ۴، شماره ۲، صص ۹-۲۸.
    /// ```
    /// ```text bad en
    /// Walt, Stephen (1997). “Why alliances endure or collapse. Survival, 39(1), 156–179.
    /// ```
    /// ```text good fa
    /// نوری، علیرضا (۱۳۸۹). «سیاست خارجی روسیه در دوره پوتین»، فصلنامه روابط خارجی، دوره ۴، شماره ۲، صص ۹-۲۸.
    /// ```
    /// ```text good en
    /// Iqbal, Arshid (2017). “Kenneth Waltz’s theory of alliances.” Survival, 39(1), 156–179.
    /// ```
    pub(crate) QUOTE_UNBALANCED {
        name: "quote-unbalanced",
        severity: Warning,
        fix: None,
        check: Check::Text(check),
    }
}

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    let mut lonely = angular(cx);
    // A curly mark may have been closed by a straight one: that is one fault.
    lonely.extend(curly(cx).or_else(|| straight(cx)).or_else(|| tex(cx)));
    for token in lonely {
        let mark = token.span.of(&cx.view.text);
        let message =
            Message::new("the quotation mark `{0}` has no partner", "نشانهٔ نقل قول «{0}» جفت ندارد");
        sink.report(token.span, message.with(mark));
    }
}

/// Marks of « » without a partner. In Latin script they may stand the other way round.
fn angular<'a>(cx: &TextCx<'a>) -> Vec<&'a Token> {
    let signs = || cx.tokens.iter().filter(|t| matches!(t.sign(), Some('«' | '»')));
    let opening = signs().filter(|t| t.is_sign('«')).count();
    if cx.lang.is_some_and(|lang| lang.script() == Script::Latin) && opening * 2 == signs().count() {
        return Vec::new();
    }
    let (mut open, mut lonely): (Vec<&Token>, Vec<&Token>) = Default::default();
    for token in signs() {
        match token.sign() {
            Some('«') => open.push(token),
            _ => lonely.extend(open.pop().is_none().then_some(token)),
        }
    }
    lonely.extend(open);
    lonely.sort_by_key(|token| token.span);
    lonely
}

/// The curly mark without a partner. “ closes what „ opened, and some languages open with ”.
fn curly<'a>(cx: &TextCx<'a>) -> Option<&'a Token> {
    let marks: Vec<&Token> = cx.tokens.iter().filter(|t| matches!(t.sign(), Some('“' | '”' | '„'))).collect();
    if marks.len().is_multiple_of(2) {
        return None;
    }
    let mut open: Option<&Token> = None;
    for mark in marks {
        match (open, mark.sign()) {
            (None, _) => open = Some(mark),
            (Some(first), Some('“')) if !first.is_sign('„') => return Some(first),
            (Some(_), _) => open = None,
        }
    }
    // Some languages pair „ with a straight mark.
    let low = open.is_some_and(|mark| mark.is_sign('„')) && cx.tokens.iter().any(|t| t.is_sign('"'));
    open.filter(|_| !low)
}

/// The last opening mark of TeX, two grave accents, when it has no closing one.
fn tex<'a>(cx: &TextCx<'a>) -> Option<&'a Token> {
    let pair = |i: usize, sign: char| {
        let both = cx.tokens.get(i..i + 2).is_some_and(|two| two.iter().all(|t| t.is_sign(sign)));
        both && !cx.tokens[i + 1].spaced
    };
    let opening: Vec<usize> = (0..cx.tokens.len()).filter(|&i| pair(i, '`')).collect();
    let closing = (0..cx.tokens.len()).filter(|&i| pair(i, '\'')).count();
    (opening.len() == closing + 1).then(|| opening.last().and_then(|&i| cx.tokens.get(i))).flatten()
}

/// The last straight mark, if their number is odd without those that may be inches.
fn straight<'a>(cx: &TextCx<'a>) -> Option<&'a Token> {
    let marks: Vec<usize> = (0..cx.tokens.len()).filter(|&i| cx.tokens[i].is_sign('"')).collect();
    let inch = |i: usize| {
        let number = i.checked_sub(1).and_then(|before| cx.tokens.get(before));
        !cx.tokens[i].spaced && number.is_some_and(|t| t.kind == TokenKind::Number)
    };
    let sure: Vec<usize> = marks.iter().copied().filter(|&i| !inch(i)).collect();
    let odd = marks.len() % 2 == 1 && sure.len() % 2 == 1;
    odd.then(|| sure.last().and_then(|&i| cx.tokens.get(i))).flatten()
}
