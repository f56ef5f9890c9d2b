//! Arabic kaf and yeh in Persian words.

use super::persian;
use crate::rules::{Check, Message, Safety, Sink, TextCx, declare_rule};
use crate::text::Local;

declare_rule! {
    /// An Arabic letter (ي ى ك) stands in a Persian word.
    ///
    /// ## Why
    /// The two kinds of kaf and yeh look nearly alike and are different characters: a search for the Persian
    /// word does not find the one with Arabic letters, and sorting tears the two apart. Arabic titles and
    /// quotations inside a Persian list keep their letters, and ة is never touched.
    ///
    /// ## Examples
    /// ```text bad fa
    /// بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. ترجمه پژوهشكده مطالعات راهبردی. تهران: نشر نی.
    /// ```
    /// ```text good fa
    /// بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. ترجمه پژوهشکده مطالعات راهبردی. تهران: نشر نی.
    /// ```
    /// ```text good fa
    /// یوسفی، محمدرضا (۱۳۹۲). «الكامل في التاريخ من كتب العرب»، فصلنامه تاریخ اسلام، ش ۲، صص ۱۵-۳۸.
    /// ```
    /// ```text good fa
    /// الفاخوري، حنا (۱۹۸۶). الجامع في تاريخ الأدب العربي. بيروت: دار الجيل.
    /// ```
    ///
    /// ## Fix
    /// The Persian letters ی and ک take the places of the Arabic ones. Safe: the word reads the same.
    pub(crate) LETTER_ARABIC {
        name: "letter-arabic",
        severity: Hint,
        fix: Some(Safety::Safe),
        check: Check::Text(check),
    }
}

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    let wrong = |word: &str| word.chars().any(|c| persian::letter(c).is_some());
    for (span, word) in persian::words(cx.view, cx.tokens, cx.lang, cx.reference, wrong) {
        let edits = word.char_indices().filter_map(|(at, c)| {
            let start = span.start as usize + at;
            persian::letter(c).map(|right| (Local::new(start, start + c.len_utf8()), right.to_string()))
        });
        let right: String = word.chars().map(|c| persian::letter(c).unwrap_or(c)).collect();
        let message = Message::new(
            "`{0}` has an Arabic letter that looks like a Persian one; in Persian it is `{1}`",
            "در «{0}» حرف عربی به جای حرف فارسی همانندش آمده است؛ درست: «{1}»",
        );
        let title = Message::new("Write `{0}`", "«{0}» نوشته شود").with(right.as_str());
        sink.report(span, message.with(word).with(right)).fix(title, edits);
    }
}
