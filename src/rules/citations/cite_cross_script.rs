//! A citation in another script than its entry.

use super::cite_author_near::{name_span, named};
use crate::lang::Lang;
use crate::model::{Link, Place, Summary, resolve};
use crate::rules::{Check, LinkedCitationCx, Message, Safety, Sink, declare_rule};
use crate::syntax::Work;
use crate::text::{DigitSet, Local, Script, digit_value};

declare_rule! {
    /// A citation writes its author in another script than the entry does.
    ///
    /// ## Why
    ///
    /// A reader who looks for «والت، ۱۹۸۷» in the list finds it under W, if at all. Many journals want the name as the list has it.
    ///
    /// Whoever writes all foreign names in Persian script has a habit, not a fault: the rule speaks only where at least a fifth of
    /// the works in brackets are cited in the script of the entry. The two names must surely be one person's, and the years must
    /// agree, or be twins in two calendars.
    ///
    /// ## Fix
    ///
    /// Offered for a work of one author whose year is the entry's: the name as the entry has it, with the comma and the
    /// digits of its script.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// دولت‌ها موازنه می‌کنند (والت، ۱۹۸۷) و قدرت می‌جویند (Mearsheimer, 2001؛ Gilpin, 1981).
    ///
    /// # منابع
    ///
    /// Gilpin, Robert (1981). War and Change in World Politics. Cambridge: Cambridge University Press.
    ///
    /// Mearsheimer, John (2001). The Tragedy of Great Power Politics. New York: Norton.
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    /// ```
    ///
    /// ```text bad en
    /// States seek security (Buzan, 1389) and power (قوام، ۱۳۸۰).
    ///
    /// # References
    ///
    /// بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// قوام، عبدالعلی (۱۳۸۰). اصول سیاست خارجی. تهران: سمت.
    /// ```
    ///
    /// ```text good fa
    /// دولت‌ها موازنه می‌کنند (والت، ۱۹۸۷) و قدرت می‌جویند (مرشایمر، ۲۰۰۱).
    ///
    /// # منابع
    ///
    /// Mearsheimer, John (2001). The Tragedy of Great Power Politics. New York: Norton.
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    /// ```
    ///
    /// ```text good en
    /// States seek security (بوزان، ۱۳۸۹) and balance (Walt, 1987).
    ///
    /// # References
    ///
    /// بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    /// ```
    pub(crate) CITE_CROSS_SCRIPT {
        name: "cite-cross-script",
        severity: Info,
        fix: Some(Safety::Offered),
        check: Check::LinkedCitation(check),
    }
}

fn check(cx: &LinkedCitationCx<'_>, sink: &mut Sink<'_>) {
    for work in cx.citation.works.iter().filter(|work| cx.facts.is_sure(work)) {
        let Link::Across(places) = resolve(work, cx.index, cx.facts, &cx.config.people) else { continue };
        let Some(person) = work.authors.first() else { continue };
        let Some((place, summary)) = entry(cx, work, &places) else { continue };
        let Some(author) = summary.people.first() else { continue };
        if !summary.script.is_some_and(|script| cx.facts.cites_in(script)) {
            continue;
        }
        let message = Message::new(
            "`{0}` is cited in another script than its entry, {1}",
            "«{0}» به خطی جز خط مدخلش، {1}، ارجاع داده شده است",
        );
        let report = sink
            .at_source(named(work), message.with(work.shown(cx.source)).with(summary.name.clone()))
            .related(place, Message::new("the entry", "مدخل"))
            .people(&person.family, &author.whole());
        // A year of another calendar would not be that of the entry.
        let same_year =
            work.year.as_ref().is_some_and(|year| summary.years.iter().any(|own| own.value == year.value));
        let alone = work.authors.len() == 1
            && summary.people.len() == 1
            && places.len() == 1
            && !work.others
            && same_year;
        let written = alone.then(|| carried_over(cx, work, &author.family)).flatten();
        if let Some((span, text)) = written {
            report.fix_source(Message::new("Write `{0}`", "«{0}» بنویس").with(text.clone()), [(span, text)]);
        }
    }
}

/// A citation in brackets with the name as the entry has it, and with the comma and the digits of its script.
fn carried_over(cx: &LinkedCitationCx<'_>, work: &Work, family: &str) -> Option<(Local, String)> {
    let person = work.authors.first()?;
    let name = name_span(cx.source, work, person)?;
    let lang = Lang::detect(family)?;
    // In prose the year stands in a bracket of its own.
    let end = if work.span.covers(work.names) { work.year_span.end.max(name.end) } else { name.end };
    let span = Local { start: name.start, end };
    let behind = cx.source.get(name.end as usize..span.end as usize)?;
    let digits = cx.facts.house().digits(lang.script()).unwrap_or(match lang.script() {
        Script::Arabic => DigitSet::Persian,
        _ => DigitSet::Ascii,
    });
    let sign = |c: char| match digit_value(c) {
        Some(value) => digits.digit(value).to_string(),
        None if matches!(c, ',' | '،') => lang.pack().punctuation.comma.clone(),
        None => c.to_string(),
    };
    Some((span, family.to_owned() + &behind.chars().map(sign).collect::<String>()))
}

/// The first of some entries of the year of a work, or of its twin.
fn entry<'a>(cx: &LinkedCitationCx<'a>, work: &Work, places: &[Place]) -> Option<(Place, &'a Summary)> {
    let year = work.year.as_ref()?.value;
    let years = std::iter::once(year).chain(crate::model::twin_years(year));
    let scripts = [Script::Arabic, Script::Latin].into_iter();
    let keys = years.flat_map(|year| scripts.clone().map(move |script| (script, year)));
    keys.flat_map(|(script, year)| cx.index.of_year(script, year)).find(|(place, _)| places.contains(place))
}
