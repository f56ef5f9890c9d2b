//! A citation of a year that its author's entries do not have.

use crate::lang::{Lexicon, Sense};
use crate::model::{Index, Link, Place, Summary, is_near, resolve};
use crate::rules::{Check, LinkedCitationCx, Message, Safety, Sink, declare_rule};
use crate::syntax::{CitationKind, Person, Work};
use crate::text::{DigitSet, Local, Shares, digit_set};

declare_rule! {
    /// A citation gives an author of the list with a year that none of the author's entries has.
    ///
    /// ## Why
    ///
    /// Either the citation or the entry has a slip of the pen, or the entry is missing. Readers cannot tell which.
    /// For a translated book the citation may mean the year of the original: then the list should say so.
    ///
    /// ## Fix
    ///
    /// Offered where the author has one entry with one year: the citation takes that year, in its own digits. Not offered
    /// where somebody whose name differs by a letter has the year that is cited: the name may be the slip.
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
    /// دولت‌ها در پی امنیت‌اند (بوزان، ۱۳۸۹الف: ۴۵؛ بوزان، ۱۳۸۹ب). به باور بوزان (۱۳۲۵–۱۴۰۲) چنین نیست.
    ///
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹الف). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// بوزان، باری (۱۳۸۹ب). از جامعهٔ بین‌الملل تا جامعهٔ جهانی. تهران: پژوهشکده مطالعات راهبردی.
    /// ```
    ///
    /// ```text good en
    /// States balance against threats (Walt, 1987, p. 1978; Walt, 1990). Walt (1955–2025) argues otherwise.
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
        fix: Some(Safety::Offered),
        check: Check::LinkedCitation(check),
    }
}

fn check(cx: &LinkedCitationCx<'_>, sink: &mut Sink<'_>) {
    for work in &cx.citation.works {
        let Link::OtherYear(places) = resolve(work, cx.index, cx.facts, &cx.config.people) else { continue };
        // One end of a life or of a reign is no year of a work, and that of a reprint has two.
        if work.spans {
            continue;
        }
        // A narrative name in running text may be any word: it must be sure, or be a family name of the list.
        if !(cx.facts.is_sure(work) || is_listed_name(cx, work)) {
            continue;
        }
        let message = Message::new(
            "`{0}`: the list has this author, but not with this year",
            "«{0}»: این نویسنده در فهرست منابع هست، اما نه با این سال",
        );
        let mut report = sink.at_source(work.year_span, message.with(work.shown(cx.source)));
        report = report.fix_source(
            Message::new("Cite the year of the entry", "ارجاع به سال مدخل"),
            entry_year(cx, work, &places),
        );
        for place in places {
            report = report.related(place, Message::new("the author's entry", "مدخل این نویسنده"));
        }
    }
}

/// Whether a name of a narrative citation is in full the family name of a first author, of at least four letters and no
/// word that stands before years of events.
fn is_listed_name(cx: &LinkedCitationCx<'_>, work: &Work) -> bool {
    cx.citation.kind == CitationKind::Narrative && work.candidates().any(|person| is_listed(cx, person))
}

fn is_listed(cx: &LinkedCitationCx<'_>, person: &Person) -> bool {
    let key = person.key();
    let other = Lexicon::get().means(&person.family, |s| {
        matches!(s, Sense::NotName | Sense::FunctionWord | Sense::Given | Sense::Place(_) | Sense::Month(..))
    });
    let first = |summary: &Summary| summary.first_names().first().is_some_and(|own| own == key);
    key.chars().count() >= 4 && !other && cx.index.named(key).any(|(_, summary)| first(summary))
}

/// Whether an entry of the cited year has an author who is written nearly as in the citation.
fn is_near_with_year(work: &Work, index: &Index) -> bool {
    let Some(year) = &work.year else { return false };
    work.candidates().any(|person| {
        let script = Shares::of(&person.family).main();
        let entries = script.into_iter().flat_map(|script| index.of_year(script, year.value));
        entries
            .flat_map(|(_, summary)| summary.people.first())
            .any(|author| is_near(person.key(), author.key()))
    })
}

/// The year of the only entry in the digits of the citation, and the digits that it replaces.
fn entry_year(cx: &LinkedCitationCx<'_>, work: &Work, places: &[Place]) -> Option<(Local, String)> {
    let &[place] = places else { return None };
    // Another name may be the slip, and the year right.
    if is_near_with_year(work, cx.index) {
        return None;
    }
    let names = work.candidates().flat_map(|person| &person.keys);
    let (_, summary) = names.flat_map(|name| cx.index.named(name)).find(|(at, _)| *at == place)?;
    let [year] = &summary.years[..] else { return None };
    let written = work.year_span.of(cx.source);
    let width: usize = written.chars().map_while(|c| digit_set(c).map(|_| c.len_utf8())).sum();
    let digits = written.chars().next().and_then(digit_set).unwrap_or(DigitSet::Ascii);
    let value: String =
        year.value.to_string().chars().filter_map(|c| c.to_digit(10)).map(|d| digits.digit(d)).collect();
    let start = work.year_span.start as usize;
    (width > 0).then(|| (Local::new(start, start + width), value))
}
