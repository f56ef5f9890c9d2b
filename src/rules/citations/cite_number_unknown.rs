//! A number in brackets that no entry has.

use crate::model::{Link, resolve};
use crate::rules::{Check, LinkedCitationCx, Message, Sink, declare_rule};
use crate::syntax::{CitationKind, Work};
use crate::text::Local;

declare_rule! {
    /// A citation gives a number that no entry of the list has.
    ///
    /// ## Why
    ///
    /// Entries that were deleted, moved or never added leave numbers behind that lead the reader nowhere.
    ///
    /// The rule speaks only in documents that cite by number more often than by name, and whose list is numbered.
    /// Numbers in square brackets are other things, too: an interval behind `=` or "CI" («فاصلهٔ [۱۲، ۴۰]»), an
    /// hour, a year, an index (`x[10]`), the number that opens a note. So where all numbers of a bracket with several
    /// are unknown, it is silent.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// خواب پرستاران کوتاه است [۱، ۳] و نامنظم [۲].
    ///
    /// # منابع
    ///
    /// ۱. رضایی، مریم. خواب و کار. تهران: سمت؛ ۱۳۹۰.
    ///
    /// ۲. کریمی، علی. کار در شب. تهران: نشر نی؛ ۱۳۹۲.
    /// ```
    ///
    /// ```text bad en
    /// Nurses sleep little [1, 2], and badly [3].
    ///
    /// # References
    ///
    /// 1. Smith JA, Jones B. Sleep and work. Lancet. 2010;12(3):45-67.
    /// 2. Rezaei MH. Work at night. Sleep Med. 2015;44(2):120-128.
    /// ```
    ///
    /// ```text good fa
    /// خواب پرستاران کوتاه است [۱، ص ۱۲] و نامنظم [۲]؛ در ساعت [۲۳:۳۰] و در سال [۱۳۹۸] و در بازهٔ [۱۲، ۴۰] نیز.
    ///
    /// # منابع
    ///
    /// ۱. رضایی، مریم. خواب و کار. تهران: سمت؛ ۱۳۹۰.
    ///
    /// ۲. کریمی، علی. کار در شب. تهران: نشر نی؛ ۱۳۹۲.
    /// ```
    ///
    /// ```text good en
    /// Nurses sleep little [1, 2] (mean 6.1, 95% CI [5, 95]; n = [40]; x[10]).
    ///
    /// [7] A note.
    ///
    /// # References
    ///
    /// 1. Smith JA, Jones B. Sleep and work. Lancet. 2010;12(3):45-67.
    /// 2. Rezaei MH. Work at night. Sleep Med. 2015;44(2):120-128.
    /// ```
    ///
    /// ```text good en
    /// States balance (Walt, 1987, p. 23), on folio [12] as well (Walt, 1987).
    ///
    /// # References
    ///
    /// 1. Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    /// ```
    pub(crate) CITE_NUMBER_UNKNOWN {
        name: "cite-number-unknown",
        severity: Warning,
        fix: None,
        check: Check::LinkedCitation(check),
    }
}

fn check(cx: &LinkedCitationCx<'_>, sink: &mut Sink<'_>) {
    let citation = cx.citation;
    if citation.kind != CitationKind::Number || !cx.facts.cites_by_number() || is_value(cx) {
        return;
    }
    let is_unknown = |work: &&Work| resolve(work, cx.index, cx.facts, &cx.config.people) == Link::Missing;
    let unknown: Vec<&Work> = citation.works.iter().filter(is_unknown).collect();
    if unknown.len() > 1 && unknown.len() == citation.works.len() {
        return;
    }
    let mut told: Option<Local> = None;
    for work in unknown {
        // Those between the two ends of a range stand in one place, which covers its end.
        if told.is_some_and(|told| told.covers(work.span)) {
            continue;
        }
        told = Some(work.span);
        let message = Message::new("no entry has the number of `{0}`", "هیچ مدخلی شمارهٔ «{0}» را ندارد");
        sink.at_source(work.span, message.with(work.shown(cx.source)));
    }
}

/// Whether the bracket is a value: behind a sign of equality or an interval's abbreviation, an index of a letter, or an
/// hour; or opens a paragraph or an item, as the number of a note does.
fn is_value(cx: &LinkedCitationCx<'_>) -> bool {
    let span = cx.citation.span;
    let glued = cx.source[..span.start as usize].ends_with(|c: char| c.is_alphanumeric() || c == '\\');
    let before = cx.source[..span.start as usize].trim_end();
    if glued || before.trim_start().is_empty() || matches!(before.trim_start(), "-" | "*" | "+" | "•" | ">")
    {
        return true;
    }
    let sign = before.ends_with(['=', '≈', '∈', '<', '>', '±', '+', '×', '%', '٪']) || before.ends_with("CI");
    let minutes = span.of(cx.source).split_once(':').is_some_and(|(_, behind)| !behind.starts_with(' '));
    sign || minutes
}
