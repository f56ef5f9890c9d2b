//! "And others" in the other language.

use crate::lang::{Lang, Sense};
use crate::rules::{Check, Message, Safety, Sink, TextCx, declare_rule};
use crate::syntax::{Label, Token, TokenKind};
use crate::text::{Local, Script, Shares, fold};

declare_rule! {
    /// The phrase for "and others" is not in the language of the names before it.
    ///
    /// ## Why
    /// Names in Persian script are followed by «و دیگران» or «و همکاران», names in Latin script by "et al.",
    /// whatever the language of the text round them: the reader looks the names up in that language's list.
    ///
    /// ## Examples
    /// ```text bad fa
    /// کولایی، الهه et al. (۱۳۹۷). دگرگونی و تداوم در سیاست خارجی روسیه. تهران: نشر نی.
    /// ```
    /// ```text bad en
    /// Szayna, Thomas و دیگران (2001). The emergence of peer competitors. Santa Monica: RAND.
    /// ```
    /// ```text good fa
    /// کولایی، الهه و دیگران (۱۳۹۷). دگرگونی و تداوم در سیاست خارجی روسیه. تهران: نشر نی.
    /// ```
    /// ```text good en
    /// Szayna, Thomas et al. (2001). The emergence of peer competitors. Santa Monica: RAND.
    /// ```
    ///
    /// ## Fix
    /// Writes the first phrase of the right language's pack. Safe: the meaning stays.
    pub(crate) LANG_ET_AL {
        name: "lang-et-al",
        severity: Warning,
        fix: Some(Safety::Safe),
        check: Check::Text(check),
    }
}

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    for (i, token) in cx.tokens.iter().enumerate() {
        if !token.means(|sense| sense == Sense::Others) || in_title(cx, token) {
            continue;
        }
        let Some(script) = script_before(cx, i) else { continue };
        if languages(token).any(|lang| lang.script() == script) {
            continue;
        }
        let Some(right) = phrase_of(cx, script) else { continue };
        let span = phrase_span(cx, i, right);
        let wrong = span.of(&cx.view.text);
        let message = Message::new(
            "`{0}` follows names in another script; write `{1}`",
            "«{0}» پس از نام‌هایی به خط دیگر آمده است؛ درست: «{1}»",
        );
        let title = Message::new("Write `{0}`", "«{0}» نوشته شود").with(right);
        sink.report(span, message.with(wrong).with(right)).fix(title, [(span, right.to_owned())]);
    }
}

fn languages(token: &Token) -> impl Iterator<Item = Lang> {
    token.senses().iter().filter(|&&(sense, _)| sense == Sense::Others).filter_map(|&(_, lang)| lang)
}

/// Titles are quotations.
fn in_title(cx: &TextCx<'_>, token: &Token) -> bool {
    let fields = cx.reference.map_or(&[][..], |reference| &reference.fields);
    let title = |label| matches!(label, Label::Title | Label::Container);
    fields.iter().any(|field| title(field.label) && field.span.overlaps(token.span))
}

/// The script of the last word before token `i`; what stands in brackets between them does not count.
fn script_before(cx: &TextCx<'_>, i: usize) -> Option<Script> {
    let mut depth = 0usize;
    for token in cx.tokens.get(..i)?.iter().rev() {
        match token.kind {
            TokenKind::Sign(')' | ']') => depth += 1,
            TokenKind::Sign('(' | '[') if depth == 0 => return None,
            TokenKind::Sign('(' | '[') => depth -= 1,
            TokenKind::Sign(';' | '؛') if depth == 0 => return None,
            TokenKind::Word if depth == 0 => return Shares::of(token.span.of(&cx.view.text)).first,
            _ => {}
        }
    }
    None
}

/// What "and others" is behind names in this script.
fn phrase_of(cx: &TextCx<'_>, script: Script) -> Option<&'static str> {
    let own = cx.lang.filter(|lang| lang.script() == script);
    let lang = own.or_else(|| Lang::detect_in(&cx.view.text, script))?;
    lang.pack().names.others.first().map(String::as_str)
}

/// Whether the next field of an entry begins at token `i`: a word, where a year or a comma would go on with the names.
fn ends_names(cx: &TextCx<'_>, i: usize) -> bool {
    cx.reference.is_some() && cx.tokens.get(i).is_some_and(|next| next.kind == TokenKind::Word)
}

/// The phrase that begins at token `i`, with the full stop of an abbreviation: its own, or the one that
/// `right` brings along.
fn phrase_span(cx: &TextCx<'_>, i: usize, right: &str) -> Local {
    let first = cx.tokens[i];
    let end = i + first.run();
    let last = cx.tokens.get(end - 1).unwrap_or(&first);
    let span = Local { start: first.span.start, end: last.span.end };
    let key = fold(span.of(&cx.view.text));
    let dotted = languages(&first)
        .flat_map(|lang| &lang.pack().names.others)
        .any(|known| known.ends_with('.') && fold(known).trim_end_matches('.') == key);
    match cx.tokens.get(end).filter(|next| next.is_sign('.') && !next.spaced) {
        // In an entry the stop may also end the names: then it stays.
        Some(_) if !right.ends_with('.') && ends_names(cx, end + 1) => span,
        Some(stop) if dotted || right.ends_with('.') => Local { start: span.start, end: stop.span.end },
        _ => span,
    }
}
