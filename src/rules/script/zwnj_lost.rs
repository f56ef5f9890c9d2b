//! Words that lost their half-space.

use super::persian;
use crate::lang::lost_half_space;
use crate::rules::{Check, EntryCx, Message, Safety, Sink, declare_rule};
use crate::syntax::Label;
use crate::text::Local;

declare_rule! {
    /// A Persian word has lost its half-space (ZWNJ) and is written joined.
    ///
    /// ## Why
    /// Copying from web pages and PDF files drops the half-space, so that plural endings and the parts of
    /// compounds run together: «سازمانهای بینالمللی». Readers stumble, and a search for the right spelling
    /// finds nothing. Only words of a list are reported; «تنها» and «بها» are never touched.
    ///
    /// ## Examples
    /// ```text bad fa
    /// بوزان، بری (۱۳۸۹). مردم، دولتها و هراس. ترجمه پژوهشکده مطالعات راهبردی. تهران: نشر نی.
    /// ```
    /// ```text good fa
    /// بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. ترجمه پژوهشکده مطالعات راهبردی. تهران: نشر نی.
    /// ```
    /// ```text good fa
    /// طاها، منیر (۱۳۸۴). تنها صدا و بهای آن. تهران: نشر مرکز.
    /// ```
    ///
    /// ## Fix
    /// Puts the half-space back. Safe: only words of the list are touched, and all of them are written with
    /// it. In a person's name it is offered, since some people write theirs joined.
    pub(crate) ZWNJ_LOST {
        name: "zwnj-lost",
        severity: Info,
        fix: Some(Safety::Safe),
        check: Check::Entry(check),
    }
}

/// Whether a word stands in the names of authors, editors or translators.
fn is_of_a_person(cx: &EntryCx<'_>, word: Local) -> bool {
    let people = [Label::Author, Label::Editor, Label::Translator];
    cx.reference.fields.iter().any(|field| people.contains(&field.label) && field.span.covers(word))
}

/// ZERO WIDTH NON-JOINER.
const HALF_SPACE: char = '\u{200c}';

fn check(cx: &EntryCx<'_>, sink: &mut Sink<'_>) {
    let wrong = |word: &str| lost_half_space(word).is_some();
    for (span, word) in persian::words(cx.view, cx.tokens, cx.reference.lang, Some(cx.reference), wrong) {
        let Some(lost) = lost_half_space(word) else { continue };
        let right: String = word
            .char_indices()
            .flat_map(|(at, c)| lost.places.contains(&at).then_some(HALF_SPACE).into_iter().chain([c]))
            .collect();
        let message = Message::new(
            "`{0}` has lost its half-space; it is written `{1}`",
            "نیم‌فاصلهٔ «{0}» از دست رفته است؛ درست: «{1}»",
        );
        let title = Message::new("Write `{0}`", "«{0}» نوشته شود").with(right.as_str());
        let edits = lost.places.iter().map(|&at| {
            let place = span.start as usize + at;
            (Local::new(place, place), HALF_SPACE.to_string())
        });
        let safety = if is_of_a_person(cx, span) { Safety::Offered } else { Safety::Safe };
        sink.report(span, message.with(word).with(right)).fix_as(safety, title, edits);
    }
}
