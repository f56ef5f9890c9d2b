//! An initial where the list knows the name.

use super::others::{place_of, same_family};
use crate::people::{Decision, Form, compare};
use crate::rules::{Check, LinkedEntryCx, Message, Safety, Sink, declare_rule};
use crate::syntax::is_initials;
use crate::text::Shares;

declare_rule! {
    /// A given name is an initial here, and the same person's given name is written out in another entry.
    ///
    /// ## Why
    ///
    /// A list that spells given names out spells them all out; «نوری، ع.» beside «نوری، علیرضا» looks like two people, and is
    /// sorted as two.
    ///
    /// The rule is silent in a list where most given names of the script are initials, and where two people of the family name
    /// could be meant.
    ///
    /// ## Fix
    ///
    /// Offered: the given name of the other entry.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// نوری، علیرضا (۱۳۸۰). دولت و جامعه. تهران: نی.
    ///
    /// نوری، ع. (۱۳۸۵). جامعه و قدرت. تهران: نی.
    ///
    /// کاظمی، محمد (۱۳۹۰). سیاست خارجی. تهران: سمت.
    /// ```
    ///
    /// ```text bad en
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    ///
    /// Walt, S. (1996). Revolution and War. Ithaca: Cornell University Press.
    ///
    /// Gilpin, Robert (1981). War and Change in World Politics. Cambridge: Cambridge University Press.
    /// ```
    ///
    /// ```text good fa
    /// نوری، علیرضا (۱۳۸۰). دولت و جامعه. تهران: نی.
    ///
    /// نوری، عباس (۱۳۸۳). دولت و امنیت. تهران: نی.
    ///
    /// نوری، ع. (۱۳۸۵). جامعه و قدرت. تهران: نی.
    /// ```
    ///
    /// ```text good en
    /// Walt, S. (1996). Revolution and War. Ithaca: Cornell University Press.
    ///
    /// Walt, Martin (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    ///
    /// Gilpin, R. (1981). War and Change in World Politics. Cambridge: Cambridge University Press.
    /// ```
    pub(crate) NAME_INITIALS_ONLY {
        name: "name-initials-only",
        severity: Hint,
        fix: Some(Safety::Offered),
        check: Check::LinkedEntry(check),
    }
}

fn check(cx: &LinkedEntryCx<'_>, sink: &mut Sink<'_>) {
    for person in cx.summary.people.iter().filter(|person| is_initials(&person.given)) {
        let script = Shares::of(&person.family).main();
        if !script.is_some_and(|script| cx.facts.spells_given_names(script)) {
            continue;
        }
        let form = Form::of_person(person);
        let fits =
            |given: &str| compare(&form, &Form::of(&person.family, given, false)).decision == Decision::Same;
        let mut full: Vec<_> = same_family(cx, person)
            .filter(|(_, other)| !other.given.is_empty() && !is_initials(&other.given) && fits(&other.given))
            .filter(|(_, other)| person.decided(other, &cx.config.people) != Some(false))
            .collect();
        full.sort_by_key(|(place, _)| *place);
        let Some(&(place, first)) = full.first() else { continue };
        // Two people may be meant.
        if full.iter().any(|(_, other)| Form::of_person(other) != Form::of_person(first)) {
            continue;
        }
        let Some(span) = place_of(&cx.view.text, person, &person.given) else { continue };
        let message =
            Message::new("`{0}` is `{1}` elsewhere in the list", "«{0}» در جای دیگر فهرست «{1}» است");
        sink.report(span, message.with(person.given.clone()).with(first.given.clone()))
            .related(place, Message::new("written out here", "اینجا کامل نوشته شده است"))
            .people(&person.whole(), &first.whole())
            .fix(
                Message::new("Write `{0}`", "«{0}» بنویس").with(first.given.clone()),
                [(span, first.given.clone())],
            );
    }
}
