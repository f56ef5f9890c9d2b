//! Entries that could not be read.

use crate::rules::{Check, EntryCx, Message, Sink, declare_rule};
use crate::syntax::Reference;
use crate::text::Local;

declare_rule! {
    /// An entry of the list could not be read as a reference.
    ///
    /// ## Why
    /// It may be a stray line, a heading, the rest of an address, or a reference so damaged that nothing else can be said
    /// of it. Other rules about whole entries are silent on it, and citations are not matched with it.
    ///
    /// ## Examples
    /// ```text bad en
    /// Data for development
    /// ```
    /// ```text good fa
    /// بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: نشر نی.
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
    if !is_unparsed(cx.reference) {
        return;
    }
    let Some(span) = beginning(cx) else { return };
    let message = Message::new(
        "The entry that begins with `{0}` could not be read as a reference.",
        "مدخلی که با «{0}» آغاز می‌شود منبع شناخته نشد.",
    );
    sink.report(span, message.with(span.of(&cx.view.text)));
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
