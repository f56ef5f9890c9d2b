//! Entries that begin with their date.

use super::entry_unparsed::is_unparsed;
use crate::rules::{Check, EntryCx, Message, Sink, declare_rule};
use crate::syntax::{Kind, Label, TokenKind};

declare_rule! {
    /// An entry begins with its date: no author, editor or organisation is named.
    ///
    /// ## Why
    /// Nothing can be cited by it, and it has no place in an alphabetical list. Usually the name was lost
    /// with a line, or a dash for the same author was. Works that begin with their title (scripture, laws,
    /// encyclopedias, newspapers) are not meant.
    ///
    /// ## Examples
    /// ```text bad fa
    /// (۱۳۸۹). مردم، دولت‌ها و هراس. ترجمه پژوهشکده مطالعات راهبردی. تهران: نشر نی.
    /// ```
    /// ```text bad en
    /// (1987). The origins of alliances. Ithaca: Cornell University Press.
    /// ```
    /// ```text good fa
    /// هزار و یک شب (۱۳۷۸). ترجمه عبداللطیف طسوجی. تهران: نشر نی.
    /// ```
    /// ```text good en
    /// Walt, Stephen (1987). The origins of alliances. Ithaca: Cornell University Press.
    /// ```
    pub(crate) ENTRY_NO_AUTHOR {
        name: "entry-no-author",
        severity: Warning,
        fix: None,
        check: Check::Entry(check),
    }
}

fn check(cx: &EntryCx<'_>, sink: &mut Sink<'_>) {
    let reference = cx.reference;
    let named = reference.field(Label::Author).or(reference.field(Label::Editor)).is_some();
    if is_unparsed(reference) || named || reference.repeats_author || goes_without(reference.kind) {
        return;
    }
    let Some(date) = reference.field(Label::Date).filter(|_| !reference.date.years.is_empty()) else {
        return;
    };
    let first = cx.tokens.at(date.span.start as usize);
    let before = cx.tokens.get(..first).unwrap_or(&[]);
    // A dash or an object of the markup can stand for the author; `[1987]` may be the entry's own key.
    let only_signs = before.iter().all(|t| matches!(t.sign(), Some('(' | '.' | ',' | '،' | ';' | '؛' | ':')));
    let numeric = cx.tokens.get(first).is_some_and(|t| t.kind == TokenKind::Number);
    if only_signs && numeric && reference.field(Label::Title).is_some() {
        let message = Message::new(
            "the entry begins with its date `{0}` and names no author",
            "مدخل با تاریخ «{0}» آغاز شده و پدیدآورنده ندارد",
        );
        sink.report(date.span, message.with(date.span.of(&cx.view.text)));
    }
}

/// Whether works of this kind are often listed without an author.
fn goes_without(kind: Kind) -> bool {
    use Kind::{Encyclopedia, Law, Manuscript, Newspaper, Report, Webpage};
    matches!(kind, Law | Newspaper | Encyclopedia | Manuscript | Report | Webpage)
}
