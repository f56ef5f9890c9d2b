//! A citation whose author is nearly one of the list.

use crate::model::{Link, resolve};
use crate::rules::{Check, LinkedCitationCx, Message, Safety, Sink, declare_rule};
use crate::syntax::{Person, Work};
use crate::text::Local;

declare_rule! {
    /// A citation names nobody of the list, but an author of its year is spelled nearly so.
    ///
    /// ## Why
    ///
    /// It is the commonest reason for a citation without an entry: one of the two names is mistyped.
    ///
    /// The name in the citation must be nobody's in the list, one letter away from the first author of an entry of the same year,
    /// and have four letters or more. Which of the two is right is not known.
    ///
    /// ## Fix
    ///
    /// Offered: the name of the entry.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// دولت‌ها در پی امنیت‌اند (بوزن، ۱۳۸۹: ۴۵).
    ///
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    /// ```
    ///
    /// ```text bad en
    /// States balance (Wallt, 1987, p. 23).
    ///
    /// # References
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    /// ```
    ///
    /// ```text bad en
    /// Balances (Walt 1987; Wight 1977) and nets (Headrick 1988; Headrick 1991; Karbelashvilli 1991).
    ///
    /// # References
    ///
    /// Headrick, Daniel. 1988. The Tentacles of Progress. Oxford: Oxford University Press.
    ///
    /// ———. 1991. The Invisible Weapon. Oxford: Oxford University Press.
    ///
    /// Karbelashvili, Andre. 1991. Telegraph Bridges. Tbilisi: Metsniereba.
    ///
    /// Walt, Stephen. 1987. The Origins of Alliances. Ithaca: Cornell University Press.
    ///
    /// Wight, Martin. 1977. Systems of States. Leicester: Leicester University Press.
    /// ```
    ///
    /// ```text good fa
    /// دولت‌ها در پی امنیت‌اند (بوزان، ۱۳۸۹: ۴۵).
    ///
    /// # منابع
    ///
    /// بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    /// ```
    ///
    /// ```text good en
    /// States balance (Walt, 1987) and markets do not (Waltz, 1979).
    ///
    /// # References
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    ///
    /// Waltz, Kenneth (1979). Theory of International Politics. Reading: Addison-Wesley.
    /// ```
    pub(crate) CITE_AUTHOR_NEAR {
        name: "cite-author-near",
        severity: Warning,
        fix: Some(Safety::Offered),
        check: Check::LinkedCitation(check),
    }
}

fn check(cx: &LinkedCitationCx<'_>, sink: &mut Sink<'_>) {
    for work in cx.citation.works.iter().filter(|work| cx.facts.is_sure(work)) {
        let Link::Near(places) = resolve(work, cx.index, cx.facts, &cx.config.people) else { continue };
        let Some(person) = work.authors.first() else { continue };
        let year = work.year.as_ref().map_or(0, |year| year.value);
        let script = crate::text::Shares::of(&person.family).main();
        let entry = script
            .and_then(|script| cx.index.of_year(script, year).find(|(place, _)| places.contains(place)));
        let Some((place, summary)) = entry else { continue };
        let Some(author) = summary.people.first() else { continue };
        let message = Message::new(
            "`{0}` has no entry in the reference list; did you mean {1}?",
            "«{0}» در فهرست منابع مدخلی ندارد؛ آیا {1} مراد بوده است؟",
        );
        let report = sink
            .at_source(named(work), message.with(work.shown(cx.source)).with(summary.name.clone()))
            .related(place, Message::new("the entry", "مدخل"))
            .people(&person.family, &author.whole());
        // Of several nearly equal names none is surely meant.
        if let (Some(span), [_]) = (name_span(cx.source, work, person), &places[..]) {
            let title = Message::new("Write `{0}`", "«{0}» بنویس").with(author.family.clone());
            report.fix_source(title, [(span, author.family.clone())]);
        }
    }
}

/// Where a citation names its authors: names and year in brackets, and in prose the names alone.
pub(super) fn named(work: &Work) -> Local {
    if work.span.covers(work.names) { work.span } else { work.names }
}

/// Where the family name of an author stands in a citation.
pub(super) fn name_span(source: &str, work: &Work, person: &Person) -> Option<Local> {
    let at = work.names.of(source).find(&person.family)?;
    let start = work.names.start as usize + at;
    (!person.family.is_empty()).then(|| Local::new(start, start + person.family.len()))
}
