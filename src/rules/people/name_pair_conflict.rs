//! One person whose name the list carries over into the other script in two ways.

use super::others::{of, place_of};
use crate::model::Place;
use crate::people::{Decision, consonants, differing, known_as};
use crate::rules::{Check, LinkedEntryCx, Message, Safety, Sink, declare_rule};
use crate::syntax::Person;
use crate::text::{Script, script_of};

declare_rule! {
    /// The list writes one person of the other script in two ways: «بوزان» here and «بوزن» there for "Buzan".
    ///
    /// ## Why
    ///
    /// Each translator carries a foreign name over in his own way; a list that keeps both shows two authors where there is one.
    ///
    /// The rule needs all three: the name in the other script, and two spellings that are both surely that person, with the same
    /// given name; where both spellings are usual ones of a frequent name («حسینی»: "Hosseini", "Husseini"), it is silent. Of the
    /// two the more frequent one counts as right, or the first.
    ///
    /// ## Fix
    ///
    /// Offered: the other spelling.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// بوزان، باری (۱۳۷۸). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// بوزان، باری (۱۳۸۸). مناطق و قدرت‌ها. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// بوزن، باری (۱۳۸۹). جهان پس از جنگ سرد. تهران: نی.
    ///
    /// Buzan, Barry (1991). People, States and Fear. London: Harvester.
    /// ```
    ///
    /// ```text bad en
    /// شایگان، داریوش (۱۳۸۰). افسون‌زدگی جدید. تهران: فرزان روز.
    ///
    /// Shayegan, Daryush (1992). Cultural Schizophrenia. London: Saqi.
    ///
    /// Shayegan, Daryush (1997). Light Comes from the West. London: Saqi.
    ///
    /// Shayagan, Daryush (2012). Blind Consciousness. London: Saqi.
    /// ```
    ///
    /// ```text good fa
    /// بوزان، باری (۱۳۷۸). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.
    ///
    /// والتز، کنت (۱۳۸۲). انسان، دولت و جنگ. تهران: نی.
    ///
    /// والت، استیون (۱۳۸۵). مهار قدرت. تهران: نی.
    ///
    /// Buzan, Barry (1991). People, States and Fear. London: Harvester.
    /// ```
    ///
    /// ```text good en
    /// حسینی، علی (۱۳۹۸). دولت. تهران: نی.
    ///
    /// Hosseini, Ali (1990). States. London: Sage.
    ///
    /// Husseini, Ali (1991). Markets. London: Sage.
    ///
    /// احمدی، علی (۱۳۹۹). صد سال جنگ. تهران: نی.
    ///
    /// Ahmadi, Ali (1997). Identity. New York: Columbia University Press.
    ///
    /// Ahmadian, Ali (2004). Empire. Boston: Beacon Press.
    /// ```
    pub(crate) NAME_PAIR_CONFLICT {
        name: "name-pair-conflict",
        severity: Info,
        fix: Some(Safety::Offered),
        check: Check::LinkedEntry(check),
    }
}

fn check(cx: &LinkedEntryCx<'_>, sink: &mut Sink<'_>) {
    for person in cx.summary.people.iter() {
        let Some(Conflict { origin, place, other }) = conflict(cx, person) else { continue };
        let Some(span) = place_of(&cx.view.text, person, &person.family) else { continue };
        let message = Message::new(
            "`{0}` is written `{1}` here and `{2}` elsewhere",
            "«{0}» اینجا «{1}» و در جای دیگر «{2}» نوشته شده است",
        );
        let message =
            message.with(origin.family.clone()).with(person.family.clone()).with(other.family.clone());
        sink.report(span, message)
            .related(place, Message::new("written so here", "اینجا چنین نوشته شده است"))
            .people(&person.whole(), &other.whole())
            .fix(
                Message::new("Write `{0}`", "«{0}» بنویس").with(other.family.clone()),
                [(span, other.family.clone())],
            );
    }
}

/// Two spellings of one name differ at one place, in so many letters.
const DIFFERING: usize = 2;

fn is_variant(one: &str, other: &str) -> bool {
    let (one, other) = differing(one, other);
    one.chars().count().max(other.chars().count()) <= DIFFERING
}

/// How many names in the other script are compared.
const ORIGINS: usize = 8;

fn first_script(name: &str) -> Option<Script> {
    name.chars().find_map(script_of)
}

/// A person who is written in two ways.
pub(super) struct Conflict<'a> {
    /// The name in the other script.
    origin: &'a Person,
    /// Where the name is written otherwise.
    place: Place,
    /// The name as it is written there.
    other: &'a Person,
}

/// The better spelling of a person whom the list names in the other script, too.
pub(super) fn conflict<'a>(cx: &LinkedEntryCx<'a>, person: &Person) -> Option<Conflict<'a>> {
    if person.literal || person.given.is_empty() {
        return None;
    }
    let people: Vec<_> = of(cx.index.sounding(&consonants(person.key()))).collect();
    let script = first_script(&person.family);
    let is_other = |other: &Person| first_script(&other.family) != script;
    let rival = |other: &Person| {
        other.key() != person.key()
            && !other.given.is_empty()
            && !is_other(other)
            && is_variant(person.key(), other.key())
    };
    // Nearly all people have no rival.
    if !people.iter().any(|(_, other)| rival(other)) {
        return None;
    }
    let decided = &cx.config.people;
    let same = |one: &Person, other: &Person| cx.index.compare(one, other, decided) == Decision::Same;
    let mut origins = people.iter().filter(|(_, other)| is_other(other)).take(ORIGINS);
    let &(_, origin) = origins.find(|(_, other)| same(person, other))?;
    let count = |key: &str| people.iter().filter(|(_, other)| other.key() == key).count();
    let own = count(person.key());
    let established = |one: &Person| known_as(one.key(), origin.key());
    let better = people.iter().find(|(place, other)| {
        // «حسینی» is "Hosseini" and "Husseini" for two people as well as for one.
        if established(person) && established(other) {
            return false;
        }
        let surer = count(other.key()) > own || (count(other.key()) == own && *place < cx.place);
        rival(other) && surer && person.decided(other, decided) != Some(false) && same(other, origin)
    });
    better.map(|&(place, other)| Conflict { origin, place, other })
}
