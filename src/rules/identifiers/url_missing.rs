//! An address that is announced and not given.

use crate::lang::{Sense, Side, Sought};
use crate::rules::{Check, EntryCx, Message, Sink, declare_rule};
use crate::syntax::{IdentifierKind, Token, TokenKind};
use crate::text::Local;

declare_rule! {
    /// A phrase like "Available at:" announces an address, and none follows.
    ///
    /// ## Why
    /// Addresses are lost when a list is copied from a web page: the phrase stays, or the last letters of the
    /// address do (`com.`). The reader cannot find the work. A library or site that is named in words is no
    /// fault.
    ///
    /// ## Examples
    /// ```text bad fa
    /// ولایتی، علی‌اکبر (۱۳۹۷). سیاست خارجی روسیه. تهران: نشر نی. قابل دسترس در:
    /// ```
    /// ```text bad fa
    /// ولایتی، علی‌اکبر (۱۳۹۷). سیاست خارجی روسیه. تهران: نشر نی. قابل دسترس در ir.
    /// ```
    /// ```text bad en
    /// Walt, Stephen (1987). The origins of alliances. London: Verso. Available at:
    /// ```
    /// ```text good fa
    /// ولایتی، علی‌اکبر (۱۳۹۷). سیاست خارجی روسیه. تهران: نشر نی. قابل دسترس در: https://example.ir/a
    /// ```
    /// ```text good fa
    /// ولایتی، علی‌اکبر (۱۳۹۷). سیاست خارجی روسیه. تهران: نشر نی. قابل دسترس در کتابخانه ملی.
    /// ```
    /// ```text good en
    /// Walt, Stephen (1987). The origins of alliances. London: Verso. Available at: https://example.org/walt
    /// ```
    pub(crate) URL_MISSING {
        name: "url-missing",
        severity: Warning,
        fix: None,
        check: Check::Entry(check),
    }
}

fn check(cx: &EntryCx<'_>, sink: &mut Sink<'_>) {
    use IdentifierKind::{BrokenUrl, Doi, Url, Www};
    let address = |kind| matches!(kind, Url | Www | BrokenUrl | Doi);
    if cx.tokens.identifiers.iter().any(|id| address(id.kind)) || !cx.view.protected.is_empty() {
        return;
    }
    if let Some(span) = dangling(cx) {
        let message = Message::new("no address follows `{0}`", "پس از «{0}» نشانی‌ای نیامده است");
        sink.report(span, message.with(span.of(&cx.view.text)));
        return;
    }
    let mut i = 0;
    while let Some(token) = cx.tokens.get(i) {
        let end = i + token.run();
        if is_cue(token) && announces(cx, i, end) && !address_follows(cx, end) {
            let last = cx.tokens.get(end - 1).unwrap_or(token);
            let span = Local { start: token.span.start, end: last.span.end };
            let message = Message::new("no address follows `{0}`", "پس از «{0}» نشانی‌ای نیامده است");
            sink.report(span, message.with(span.of(&cx.view.text)));
            return;
        }
        i = end;
    }
}

/// "Retrieved 4 May 2020, from" at the end of an entry: a date of access and a preposition with nothing behind it.
fn dangling(cx: &EntryCx<'_>) -> Option<Local> {
    let last = (0..cx.tokens.len()).rev().find(|&i| cx.tokens[i].sign().is_none())?;
    let accessed = |t: &Token| t.means(|s| matches!(s, Sense::Cue(Sought::Accessed, _)));
    let cue = (last.saturating_sub(10)..last).find(|&i| accessed(&cx.tokens[i]))?;
    let dated = (cue + cx.tokens[cue].run()..last).all(|i| {
        cx.tokens[i].sign().is_some() || cx.tokens[i].kind == TokenKind::Number || is_of_date(&cx.tokens[i])
    });
    let preposition = cx.tokens[last].means(|s| s == Sense::FunctionWord);
    let span = Local { start: cx.tokens[cue].span.start, end: cx.tokens[last].span.end };
    (dated && preposition).then_some(span)
}

fn is_cue(token: &Token) -> bool {
    token.means(|sense| sense == Sense::Cue(Sought::Url, Side::Before))
}

/// Single words ("Available", «سایت») announce an address only with a colon.
fn announces(cx: &EntryCx<'_>, from: usize, end: usize) -> bool {
    end - from > 1 || cx.tokens.get(end).is_some_and(|next| next.is_sign(':'))
}

/// Whether anything but signs, a date or the end of an address follows.
fn address_follows(cx: &EntryCx<'_>, from: usize) -> bool {
    let mut numbers = 0;
    let mut dated = false;
    let mut i = from;
    while let Some(token) = cx.tokens.get(i) {
        match token.kind {
            TokenKind::Sign('\u{fffc}') | TokenKind::Identifier(_) => return true,
            TokenKind::Sign(_) => {}
            TokenKind::Number if cx.tokens.key(i).len() <= 4 => {
                numbers += 1;
                dated |= cx.tokens.number(i).is_some_and(|n| (1000..2200).contains(&n));
            }
            TokenKind::Word if is_cue(token) || is_of_date(token) || is_domain_end(cx, i) => {}
            TokenKind::Number | TokenKind::Word => return true,
        }
        i += token.run();
    }
    numbers > 3 || (numbers > 0 && !dated)
}

fn is_of_date(token: &Token) -> bool {
    token.means(|s| {
        matches!(s, Sense::Month(..) | Sense::Season(_) | Sense::Era(_) | Sense::Cue(Sought::Accessed, _))
    })
}

/// The last part of an address that was lost: `com`, `ir`.
fn is_domain_end(cx: &EntryCx<'_>, i: usize) -> bool {
    matches!(cx.tokens.key(i), "com" | "org" | "net" | "edu" | "gov" | "int" | "info" | "ir" | "uk" | "eu")
        && cx.tokens.get(i + 1).is_none_or(|next| next.sign().is_some())
}
