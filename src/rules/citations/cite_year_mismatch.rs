//! A citation of a year that its author's entries do not have.

use crate::model::{Link, resolve};
use crate::rules::{Check, LinkedCitationCx, Message, Sink, declare_rule};

declare_rule! {
    /// A citation gives an author of the list with a year that none of the author's entries has.
    ///
    /// ## Why
    ///
    /// Either the citation or the entry has a slip of the pen, or the entry is missing. Readers cannot tell which.
    /// For a translated book the citation may mean the year of the original: then the list should say so.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// دولت‌ها در پی امنیت‌اند (بوزان، ۱۳۹۸: ۴۵).
    ///
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    /// ```
    ///
    /// ```text bad en
    /// States balance against threats (Walt, 1978).
    ///
    /// # References
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    /// ```
    ///
    /// ```text good fa
    /// دولت‌ها در پی امنیت‌اند (بوزان، ۱۳۸۹الف: ۴۵؛ بوزان، ۱۳۸۹ب).
    ///
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹الف). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// بوزان، باری (۱۳۸۹ب). از جامعهٔ بین‌الملل تا جامعهٔ جهانی. تهران: پژوهشکده مطالعات راهبردی.
    /// ```
    ///
    /// ```text good en
    /// States balance against threats (Walt, 1987, p. 1978; Walt, 1990).
    ///
    /// # References
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    ///
    /// Walt, Stephen (1990). The Origins of Alliances: A Second Look. Ithaca: Cornell University Press.
    /// ```
    pub(crate) CITE_YEAR_MISMATCH {
        name: "cite-year-mismatch",
        severity: Warning,
        fix: None,
        check: Check::LinkedCitation(check),
    }
}

fn check(cx: &LinkedCitationCx<'_>, sink: &mut Sink<'_>) {
    for work in &cx.citation.works {
        let Link::OtherYear(places) = resolve(work, cx.index, cx.facts) else { continue };
        // A narrative name in running text may be any word: it must be sure, or be the family name itself.
        if !cx.facts.is_sure(work) {
            continue;
        }
        let message = Message::new(
            "`{0}`: the list has this author, but not with this year",
            "«{0}»: این نویسنده در فهرست منابع هست، اما نه با این سال",
        );
        let mut report = sink.at_source(work.year_span, message.with(work.span.of(cx.source)));
        for place in places {
            report = report.related(place, Message::new("the author's entry", "مدخل این نویسنده"));
        }
    }
}
