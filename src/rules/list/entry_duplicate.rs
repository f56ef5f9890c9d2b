//! One work twice in the list.

use crate::model::Key;
use crate::rules::{Check, LinkedEntryCx, Message, Safety, Sink, declare_rule};
use crate::syntax::Label;
use crate::text::Local;

declare_rule! {
    /// An entry repeats an earlier one: the same DOI, or the same author, year and title.
    ///
    /// ## Why
    ///
    /// Lists that grow by pasting get a work twice, often with other punctuation, and an index counts both.
    ///
    /// The finding stands on the later entry. Spelling that readers do not see (half-spaces, Arabic and Persian
    /// letters, digit sets, case) makes no difference; a year letter, a volume and an issue do.
    ///
    /// ## Fix
    ///
    /// Offered: the later entry is removed. Which of the two is the better one is for the author to say. An entry with a
    /// number or a key stays, since citations may name it; so does one that shares no more than the DOI.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// بوزان، باری (1389). مردم، دولت‌ها و هراس، تهران، پژوهشکده مطالعات راهبردی.
    /// ```
    ///
    /// ```text bad en
    /// # References
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    ///
    /// Walt, S. M. (1987). The origins of alliances. Cornell University Press.
    /// ```
    ///
    /// ```text good fa
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹الف). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// بوزان، باری (۱۳۹۰). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی، چاپ دوم.
    ///
    /// احمدی، بابک (۱۳۷۰). ساختار و تأویل متن. ج ۱. تهران: مرکز.
    ///
    /// احمدی، بابک (۱۳۷۰). ساختار و تأویل متن. ج ۲. تهران: مرکز.
    /// ```
    ///
    /// ```text good en
    /// # References
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    ///
    /// Waltz, Kenneth (1987). The Origins of Alliances. New York: Columbia University Press.
    ///
    /// Mann, Michael (1986). The Sources of Social Power (Vol. I). Cambridge: Cambridge University Press.
    ///
    /// Mann, Michael (1986). The Sources of Social Power (Vol. II). Cambridge: Cambridge University Press.
    /// ```
    pub(crate) ENTRY_DUPLICATE {
        name: "entry-duplicate",
        severity: Warning,
        fix: Some(Safety::Offered),
        check: Check::LinkedEntry(check),
    }
}

fn check(cx: &LinkedEntryCx<'_>, sink: &mut Sink<'_>) {
    let Some((place, earlier, shared)) = cx.index.earlier_twin(cx.place, cx.summary, cx.twins) else {
        return;
    };
    // A work may stand in a list twice when it does in two languages.
    if earlier.script != cx.summary.script {
        return;
    }
    let first = cx.reference.field(Label::Author).map(|f| f.span.start);
    let last = cx.reference.field(Label::Date).map(|f| f.span.end);
    let span = match (first, last) {
        (Some(start), Some(end)) if start < end => Local { start, end },
        _ => Local::new(0, cx.view.text.chars().next().map_or(0, char::len_utf8)),
    };
    let message = Message::new("this entry repeats an earlier one, {0}", "این مدخل تکرار مدخل پیشین {0} است");
    // A DOI may have been pasted to the wrong work; what has a number or a key may be cited by it.
    let is_spare = matches!(shared, Key::Title(_)) && cx.piece.number.is_none() && cx.piece.key.is_none();
    sink.report(span, message.with(earlier.name.clone()))
        .related(place, Message::new("the earlier entry", "مدخل پیشین"))
        .fix_source(
            Message::new("Remove this entry", "حذف این مدخل"),
            cx.whole.filter(|_| is_spare).into_iter().map(|whole| (whole, String::new())),
        );
}
