//! Entries without a year.

use super::archival::is_archival;
use super::entry_unparsed::is_unparsed;
use crate::lang::{Sense, Sought};
use crate::rules::{Check, EntryCx, Message, Sink, declare_rule};
use crate::syntax::{Kind, Label, Token, TokenKind};

declare_rule! {
    /// An entry gives no year and does not say that there is none.
    ///
    /// ## Why
    /// Citations by author and year cannot point to it, and readers cannot tell one edition from another.
    /// Where the work has no date, «بی‌تا» or "n.d." says so. Laws, scripture, manuscripts, what an archive or library
    /// keeps under a shelf-mark ("FO 60/280") and web pages with a date of access are not asked for a year.
    ///
    /// ## Examples
    /// ```text bad fa
    /// بوزان، بری. مردم، دولت‌ها و هراس. ترجمه پژوهشکده مطالعات راهبردی. تهران: نشر نی.
    /// ```
    /// ```text bad en
    /// Walt, Stephen. The origins of alliances. Ithaca: Cornell University Press.
    /// ```
    /// ```text good fa
    /// نظامی گنجوی، الیاس بن یوسف (بی‌تا). خسرو و شیرین. تهران: امیرکبیر.
    /// ```
    /// ```text good en
    /// Walt, Stephen (n.d.). The origins of alliances. Ithaca: Cornell University Press.
    /// ```
    /// ```text good fa
    /// وزارت امور خارجه. گزارش کنسولگری تفلیس. سند شمارهٔ ۲۹۳/۱۲۳. تهران: سازمان اسناد و کتابخانهٔ ملی ایران.
    /// ```
    /// ```text good en
    /// India Office Records. L/PS/20. Political and Secret Department Library. British Library, London.
    /// ```
    pub(crate) ENTRY_NO_YEAR {
        name: "entry-no-year",
        severity: Warning,
        fix: None,
        check: Check::Entry(check),
    }
}

fn check(cx: &EntryCx<'_>, sink: &mut Sink<'_>) {
    let reference = cx.reference;
    if is_unparsed(reference) || !reference.date.is_empty() || needs_none(cx) || may_have_one(cx) {
        return;
    }
    let Some(author) = reference.field(Label::Author).filter(|field| field.confidence >= 0.5) else { return };
    // "In Smith and Lee, 15–51" is dated by the entry that it points to.
    let imprint = [Label::Publisher, Label::Location, Label::Volume, Label::Issue];
    if reference.field(Label::Title).is_none()
        || !imprint.iter().any(|&label| reference.field(label).is_some())
    {
        return;
    }
    let message = Message::new("the entry of `{0}` gives no year", "مدخل «{0}» سال ندارد");
    sink.report(author.span, message.with(author.span.of(&cx.view.text)));
}

/// Whether works of this kind go without a year.
fn needs_none(cx: &EntryCx<'_>) -> bool {
    let sacred = |s: Sense| s == Sense::Sacred;
    let author = cx.reference.field(Label::Author).map_or(0, |field| field.span.end);
    let scripture = cx.tokens.iter().any(|t| t.span.start >= author && t.run() > 1 && t.means(sacred));
    let accessed = cx.tokens.iter().any(|t| t.means(|s| matches!(s, Sense::Cue(Sought::Accessed, _))));
    let kind = cx.reference.kind;
    scripture
        || is_archival(&cx.view.text, cx.tokens)
        || matches!(kind, Kind::Law | Kind::Manuscript)
        || (kind == Kind::Webpage && accessed)
}

/// Whether a year, or a word that says that there is none, stands where the reader did not look for it.
fn may_have_one(cx: &EntryCx<'_>) -> bool {
    (0..cx.tokens.len()).any(|i| {
        let token = cx.tokens[i];
        let value = cx.tokens.number(i).unwrap_or(0);
        let full = (1200..2100).contains(&value) && cx.tokens.key(i).len() == 4 && !is_page(cx, i);
        // "October 94", «مهر ۹۴».
        let short =
            (32..100).contains(&value) && i > 0 && cx.tokens[i - 1].means(|s| matches!(s, Sense::Month(..)));
        full || short || token.means(|s| matches!(s, Sense::NoDate | Sense::InPress))
    })
}

/// Whether a number stands right behind the word for pages, or behind another one and a dash.
fn is_page(cx: &EntryCx<'_>, i: usize) -> bool {
    // A capital is an initial: "Smith, S. 1990".
    let initial = |t: &Token| t.span.of(&cx.view.text).chars().all(char::is_uppercase);
    let label = |t: &Token| t.means(|s| matches!(s, Sense::Cue(Sought::Pages, _))) && !initial(t);
    let before = cx.tokens.get(..i).unwrap_or(&[]).iter().rev();
    let mut words =
        before.filter(|t| !t.sign().is_some_and(|sign| matches!(sign, '.' | ':' | '-' | '–' | '—')));
    let first = words.next();
    let second = words.next();
    first.is_some_and(&label)
        || (first.is_some_and(|t| t.kind == TokenKind::Number) && second.is_some_and(&label))
}
