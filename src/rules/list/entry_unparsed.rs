//! Entries that could not be read.

use crate::lang::{Genre, Sense};
use crate::rules::{Check, EntryCx, Message, Sink, declare_rule};
use crate::syntax::{Label, Reference, Token, TokenKind};
use crate::text::{Local, digit_value};

declare_rule! {
    /// An entry of the list could not be read as a reference.
    ///
    /// ## Why
    /// It may be a stray line, a heading, the rest of an address, or a reference so damaged that nothing else
    /// can be said of it. Other rules about whole entries are silent on it, and citations are not matched
    /// with it. A name by itself, and what begins with a name and has not come to its end, is being written.
    ///
    /// ## Examples
    /// ```text bad en
    /// Data for development
    /// ```
    /// ```text good fa
    /// بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: نشر نی.
    /// ```
    /// ```text good fa
    /// بوزان، بری
    /// ```
    /// ```text good fa
    /// بوزان، بری (
    /// ```
    /// ```text good en
    /// Baker, Mona & Saldanha, Gabriela (Eds.). (20)
    /// ```
    /// ```text good en
    /// Walt, Stephen (1987). The origins of alliances. Ithaca: Cornell University Press.
    /// ```
    pub(crate) ENTRY_UNPARSED {
        name: "entry-unparsed",
        severity: Info,
        fix: None,
        check: Check::Entry(check),
    }
}

/// Whether so little was read in an entry that nothing about its fields can be said.
pub(super) fn is_unparsed(reference: &Reference) -> bool {
    reference.confidence < 0.4
}

fn check(cx: &EntryCx<'_>, sink: &mut Sink<'_>) {
    if !is_unparsed(cx.reference) || is_reference_for_a_reader(cx) || is_begun(cx) {
        return;
    }
    let Some(span) = beginning(cx) else { return };
    let message = Message::new(
        "the entry that begins with `{0}` could not be read as a reference",
        "مدخلی که با «{0}» آغاز می‌شود به صورت منبع خوانده نشد",
    );
    sink.report(span, message.with(span.of(&cx.view.text)));
}

/// Whether the entry is one name and nothing else, a word or two, or a few about a comma: it has just been begun.
fn is_begun(cx: &EntryCx<'_>) -> bool {
    let comma = |t: &Token| matches!(t.sign(), Some(',' | '،'));
    let name = |t: &Token| t.kind == TokenKind::Word || t.is_sign('.') || comma(t);
    let words = cx.tokens.iter().filter(|t| t.kind == TokenKind::Word).count();
    let most = if cx.tokens.iter().any(comma) { 4 } else { 2 };
    (cx.tokens.iter().all(name) && words <= most) || is_going_on(&cx.view.text)
}

/// Whether a text begins with a name and has no end yet: a sign that closes something, or the bracket of a date.
fn is_going_on(text: &str) -> bool {
    let text = text.trim_end();
    let closed = text.ends_with(['.', ')', ']', '»', '”', '"', '؟', '?', '!', '/']);
    let bracket = text.strip_suffix([')', ']']).and_then(|text| text.rsplit_once(['(', '[']));
    let begun = bracket.is_some_and(|(_, inside)| {
        inside.chars().count() < 4 && inside.chars().all(|c| digit_value(c).is_some())
    });
    text.len() <= LONGEST_GOING_ON && (!closed || begun) && crate::markup::begins_inverted(text)
}

/// In bytes; what is longer would have been read if it were a reference.
const LONGEST_GOING_ON: usize = 200;

/// Whether a reader sees a reference all the same: a law, scripture, a manuscript; or a year in a text that
/// is not as long as a paragraph.
fn is_reference_for_a_reader(cx: &EntryCx<'_>) -> bool {
    use Genre::{Interview, Law, Manuscript, Patent, Standard};
    let genre = |s| matches!(s, Sense::Genre(Law | Manuscript | Interview | Patent | Standard));
    let scripture = |t: &Token| t.means(|s| s == Sense::Sacred) && !t.means(|s| s == Sense::Given);
    let year = |i: usize| {
        cx.tokens.key(i).len() == 4 && cx.tokens.number(i).is_some_and(|n| (1200..2100).contains(&n))
    };
    let named = [Label::Author, Label::Editor, Label::Title].iter().any(|&l| cx.reference.field(l).is_some());
    let dated = named && cx.tokens.len() < 150 && (0..cx.tokens.len()).any(year);
    dated || cx.tokens.iter().any(|t| t.means(genre) || scripture(t))
}

/// The first words, about sixty letters.
fn beginning(cx: &EntryCx<'_>) -> Option<Local> {
    let start = cx.tokens.first()?.span.start;
    let length = |end: u32| Local { start, end }.of(&cx.view.text).chars().count();
    let ends = cx.tokens.iter().map(|token| token.span.end);
    let last = ends.take_while(|&end| length(end) <= 60).last();
    let end = last.unwrap_or(cx.tokens.first()?.span.end);
    Some(Local { start, end })
}
