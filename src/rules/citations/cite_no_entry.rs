//! A citation without an entry.

use crate::model::{Link, resolve};
use crate::rules::{Check, LinkedCitationCx, Message, Sink, declare_rule};
use crate::syntax::Target;

declare_rule! {
    /// A citation names a work that the reference list does not have.
    ///
    /// ## Why
    ///
    /// It is the first thing a journal checks, and the most common reason for sending a paper back.
    ///
    /// The rule speaks only where it can be sure: for names and a year in brackets, for a narrative citation beside
    /// a word of reporting ("argues", «به باور»), and for a key where the list has keys. It is silent in a document
    /// without a list, for scripture and for what is cited second-hand, and wherever an entry in the other script has the
    /// year (or its twin in the other calendar) and an author who may be the same person. A name that is nearly that of
    /// an entry of this year is for `cite-author-near`.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// دولت‌ها در پی امنیت‌اند (کاظمی، ۱۳۹۲) و قدرت (بوزان، ۱۳۸۹: ۴۵).
    ///
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    /// ```
    ///
    /// ```text bad en
    /// States seek security (Geale, 1976) and balance (Walt, 1987, p. 23).
    ///
    /// # References
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    /// ```
    ///
    /// ```text good fa
    /// به باور بوزان (۱۳۸۹) دولت‌ها در پی امنیت‌اند (همان، ص ۱۲؛ بقره: ۱۲۳)، و عصبیت (ابن خلدون، ۱۳۵۹؛ سعدی، ۱۳۶۸).
    ///
    /// # منابع
    ///
    /// ابن‌خلدون، عبدالرحمن (۱۳۵۹). مقدمه. تهران: بنگاه ترجمه و نشر کتاب.
    ///
    /// بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// سعدی شیرازی (۱۳۶۸). گلستان. تهران: خوارزمی.
    /// ```
    ///
    /// ```text good en
    /// States balance (والت، ۱۳۶۶) as in the war (in 1976) and as Table 2 shows (Table 2, 1976).
    ///
    /// # References
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    /// ```
    ///
    /// ```text good en
    /// Fear (Herz, 1950, quoted in Walt, 1987; Adorno, 1951, in Walt, 1987).
    ///
    /// # References
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    /// ```
    pub(crate) CITE_NO_ENTRY {
        name: "cite-no-entry",
        severity: Warning,
        fix: None,
        check: Check::LinkedCitation(check),
    }
}

fn check(cx: &LinkedCitationCx<'_>, sink: &mut Sink<'_>) {
    if !cx.facts.has_list() {
        return;
    }
    for work in cx.citation.works.iter().filter(|work| cx.facts.is_sure(work)) {
        if matches!(work.target, Target::AuthorYear | Target::Key(_))
            && resolve(work, cx.index, cx.facts, &cx.config.people) == Link::Missing
        {
            let message =
                Message::new("`{0}` has no entry in the reference list", "«{0}» در فهرست منابع مدخلی ندارد");
            sink.at_source(work.span, message.with(work.shown(cx.source)));
        }
    }
}
