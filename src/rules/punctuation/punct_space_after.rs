//! No space behind a sign.

use super::spacing::Spot;
use crate::lang::is_abbreviation;
use crate::rules::{Check, Message, Safety, Sink, TextCx, declare_rule};
use crate::text::{Local, Script};

declare_rule! {
    /// No space stands behind a comma, full stop, colon, semicolon or question mark.
    ///
    /// ## Why
    /// Words that stick together are one word to a search and to line breaking. Addresses, identifiers,
    /// initials (J.A., «م.ر.»), abbreviations, «هـ.ش» and numbers (3.5, 10:20, 1,200) are left alone; a label
    /// before its number (`Vol.35`) is a fault.
    ///
    /// ## Examples
    /// ```text bad fa
    /// نوری، علیرضا (۱۳۸۹). «سیاست خارجی روسیه»، فصلنامه روابط خارجی،دوره ۴، شماره ۲، صص ۹-۲۸.
    /// ```
    /// ```text bad en
    /// Morrow, James D.(1991). Alliances and asymmetry. Political Science Review, Vol.35, pp. 904–933.
    /// ```
    /// ```text good fa
    /// قصدی، م.ر. (۱۳۹۵). «نگاهی به سال ۱۳۰۴ هـ.ش»، مطالعات تاریخی، ۱۹(۳)، ۳۰۵-۳۱۰.
    /// ```
    /// ```text good en
    /// Smith, J.A. (1991). The U.S. economy at 3.5 percent. Political Science Review, 35(4):904–933.
    /// ```
    ///
    /// ## Fix
    /// Puts a space behind the sign. Safe: only space changes.
    pub(crate) PUNCT_SPACE_AFTER {
        name: "punct-space-after",
        severity: Hint,
        fix: Some(Safety::Safe),
        check: Check::Text(check),
    }
}

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    for (spot, sign) in Spot::signs(cx) {
        let (Some(before), Some(behind)) = (spot.before(), spot.behind().filter(|b| !b.is_apart())) else {
            continue;
        };
        let fault = match sign {
            '.' => lacks_after_stop(before, behind),
            ',' | '،' | ';' | '؛' => lacks_after_comma(before, behind),
            ':' => lacks_after_colon(before, behind),
            '?' | '؟' | '!' => before.is_word() && behind.opens(),
            ')' => before.is_year() && behind.opens(),
            _ => false,
        };
        if fault {
            report(cx, spot, before, behind, sink);
        }
    }
}

fn lacks_after_stop(before: Spot<'_>, behind: Spot<'_>) -> bool {
    let word = before.is_word() && before.len() > 1;
    let closed = matches!(before.sign(), Some(')' | ']' | '»' | '”'));
    match behind.sign() {
        Some('(') => before.is_word() && behind.behind().is_some_and(Spot::is_year),
        Some('«' | '“') => word,
        _ if behind.is_number() => before.is_word() && follows_label(before, behind),
        _ if behind.is_address() => word && before.len() > 2 && before.sign().is_none(),
        _ if behind.is_word() && closed => behind.opens(),
        _ if behind.is_word() => word && !is_abbreviation(before.text()) && parts(before, behind),
        _ => false,
    }
}

/// `Vol.35`, «تهران.۱۳۸۹»; never «ج.2», which some journals ask for, nor `v2.0`.
fn follows_label(before: Spot<'_>, number: Spot<'_>) -> bool {
    (before.is_label() && before.is_in(Script::Latin))
        || (number.is_year() && before.opens() && before.len() > 3)
}

/// Whether two words with a full stop between them end and begin something: no domain, file or chain of
/// initials.
fn parts(before: Spot<'_>, behind: Spot<'_>) -> bool {
    let label =
        behind.is_label() && behind.behind().is_some_and(|next| next.sign() == Some('.') || next.is_number());
    let chain = |next: Spot<'_>| next.sign() == Some('.') && !next.is_apart();
    let ends = before.len() > 3 && before.text().chars().skip(1).all(|c| !c.is_uppercase());
    ends && (label || (behind.opens() && (behind.len() > 3 || !behind.behind().is_some_and(chain))))
}

fn lacks_after_comma(before: Spot<'_>, behind: Spot<'_>) -> bool {
    let letters = before.is_word() && behind.is_word() && before.len() < 2 && behind.len() < 2;
    let digits = before.is_number() && behind.is_number();
    let entity = before.before().is_some_and(|b| b.sign() == Some('&')) && !before.is_apart();
    let opens = matches!(behind.sign(), Some('(' | '[' | '«' | '“'));
    let begins = opens || behind.is_word() || behind.is_number() || behind.is_address();
    begins && !letters && !digits && !entity
}

fn lacks_after_colon(before: Spot<'_>, behind: Spot<'_>) -> bool {
    match behind.sign() {
        Some('«' | '“') => true,
        _ if behind.is_address() => before.is_word() && behind.text().contains("//"),
        _ => before.is_word() && before.len() > 1 && behind.opens() && behind.len() > 1,
    }
}

fn report(cx: &TextCx<'_>, spot: Spot<'_>, before: Spot<'_>, behind: Spot<'_>, sink: &mut Sink<'_>) {
    let message = Message::new("no space stands behind `{0}` in `{1}`", "در «{1}» پس از «{0}» فاصله نیست");
    let shown = Local { start: before.span().start, end: behind.span().end };
    let span = Local { start: spot.span().start, end: behind.span().end };
    let title = Message::new("Add the space", "فاصله افزوده شود");
    let ends = cx.view.emphasis.iter().any(|e| e.end == spot.span().end);
    let starts = cx.view.emphasis.iter().any(|e| e.start == behind.span().start);
    // The space stands outside emphasis: with the sign, or before what follows.
    let edit = match (ends, starts) {
        (true, true) => None,
        (true, false) => Some((Local { end: behind.span().start, ..behind.span() }, " ".to_owned())),
        (false, _) => Some((spot.span(), format!("{} ", spot.text()))),
    };
    sink.report(span, message.with(spot.text()).with(shown.of(&cx.view.text))).fix(title, edit);
}
