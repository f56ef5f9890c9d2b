//! A name that is one letter away from the one that is meant.

use super::name_pair_conflict::conflict;
use super::others::{is_known_given, of, place_of, same_family};
use crate::lang::{Lexicon, Marks, Run};
use crate::model::{Place, is_near};
use crate::people::{differing, is_known, is_one_apart, letters};
use crate::rules::{Check, LinkedEntryCx, Message, Safety, Sink, declare_rule};
use crate::syntax::{Person, is_initials};
use crate::text::{Local, fold};

declare_rule! {
    /// A name is one letter away from a name of the same person elsewhere in the list, or from a given name that everybody
    /// knows.
    ///
    /// ## Why
    ///
    /// Nobody proofreads names, and a mistyped one is found by no search.
    ///
    /// The rule speaks where the rest of the name agrees and the mistyped part is no name that is known, while the other one
    /// is; of a family name that stands in more entries, for swapped letters and for letters that sound alike, too. By the list of given names alone it speaks only of letters that sound alike in Persian
    /// («محمدرظا»). Two known names, like "Maria" and "Mario", are two people, and so may be names that differ in their last
    /// letter («فرزان» and «فرزانه»), or in a spelling that both bear ("Johanson" and "Johansson").
    ///
    /// ## Fix
    ///
    /// Offered: the other name.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// تاجیک، محمدرظا (۱۳۸۲). گفتمان و امنیت. تهران: نی.
    /// ```
    ///
    /// ```text bad fa
    /// سریع‌القلم، محمود (۱۳۷۹). سیاست خارجی. تهران: مرکز تحقیقات.
    ///
    /// سریع‌القلم، محمود (۱۳۸۴). ایران و جهانی شدن. تهران: مرکز تحقیقات.
    ///
    /// سریع‌الغلم، محمود (۱۳۹۰). عقلانیت و توسعه. تهران: فرزان.
    /// ```
    ///
    /// ```text bad en
    /// Mearsheimer, John (2001). The Tragedy of Great Power Politics. New York: Norton.
    ///
    /// Mearsheimer, Jhon (2014). Why Leaders Lie. Oxford: Oxford University Press.
    /// ```
    ///
    /// ```text good fa
    /// احمدی، حسن (۱۳۸۰). دولت. تهران: نی.
    ///
    /// احمدی، حسین (۱۳۸۱). جامعه. تهران: نی.
    ///
    /// محمدی، علی (۱۳۸۲). امنیت. تهران: نی.
    ///
    /// محمودی، علی (۱۳۸۳). قدرت. تهران: نی.
    /// ```
    ///
    /// ```text good en
    /// Johanson, Lars (1998). Turkic Languages. London: Routledge.
    ///
    /// Johansson, Lars (1999). Nordic States. London: Sage.
    ///
    /// Li, Jiang (2011). Cities. London: Sage.
    ///
    /// Li, Jian (2012). Villages. London: Sage.
    ///
    /// Walt, Stephen M. (1996). Revolution and War. Ithaca: Cornell University Press.
    ///
    /// Smith, Maria (1980). States. London: Sage.
    ///
    /// Smith, Mario (1981). Markets. London: Sage.
    ///
    /// Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.
    ///
    /// Waltz, Kenneth (1979). Theory of International Politics. Reading: Addison-Wesley.
    /// ```
    pub(crate) NAME_TYPO {
        name: "name-typo",
        severity: Info,
        fix: Some(Safety::Offered),
        check: Check::LinkedEntry(check),
    }
}

/// Shorter given names have too many neighbours.
const SHORTEST_GIVEN: usize = 4;

fn check(cx: &LinkedEntryCx<'_>, sink: &mut Sink<'_>) {
    for person in
        cx.summary.people.iter().filter(|p| !p.literal && !p.given.is_empty() && !is_initials(&p.given))
    {
        let found =
            given_of_list(cx, person).or_else(|| family_of_list(cx, person)).or_else(|| alike(cx, person));
        let Some(Meant { span, written, place, whole }) = found else { continue };
        let message = Message::new("`{0}` may be meant as `{1}`", "شاید به‌جای «{0}»، «{1}» مراد بوده است");
        let report = sink
            .report(span, message.with(span.of(&cx.view.text).to_owned()).with(written.clone()))
            .people(&person.whole(), &whole);
        let report = match place {
            Some(place) => report.related(place, Message::new("written so here", "اینجا چنین نوشته شده است")),
            None => report,
        };
        report.fix(Message::new("Write `{0}`", "«{0}» بنویس").with(written.clone()), [(span, written)]);
    }
}

/// What may be meant instead.
struct Meant {
    span: Local,
    written: String,
    /// Where it is written so.
    place: Option<Place>,
    /// The whole name that is meant.
    whole: String,
}

/// The given name of a person of the same family name.
fn given_of_list(cx: &LinkedEntryCx<'_>, person: &Person) -> Option<Meant> {
    let own = words(&person.given);
    if own.chars().count() < SHORTEST_GIVEN || is_known_given(&person.given) {
        return None;
    }
    let others: Vec<_> = same_family(cx, person).collect();
    let meant = others.iter().find(|(_, other)| {
        let given = words(&other.given);
        is_one_apart(&own, &given)
            && is_known_given(&other.given)
            && !differs_in_its_end(&own, &given)
            && person.decided(other, &cx.config.people) != Some(false)
    });
    let &(place, other) = meant?;
    let span = place_of(&cx.view.text, person, &person.given)?;
    Some(Meant { span, written: other.given.clone(), place: Some(place), whole: other.whole() })
}

/// Whether two names differ in their last letter alone, which may be that of another name: «فرزان» and «فرزانه», "Maria" and
/// "Mario".
fn differs_in_its_end(one: &str, other: &str) -> bool {
    let (a, b) = differing(one, other);
    one.ends_with(a) && other.ends_with(b) && a.chars().count().max(b.chars().count()) <= 1
}

/// Whether two family names are as likely two spellings that both are borne: a doubled letter, "ck" for "k", "-sen" for "-son".
fn is_spelling(one: &str, other: &str) -> bool {
    let doubled = |name: &str| {
        let mut letters: Vec<char> = name.replace("ck", "k").chars().collect();
        letters.dedup();
        letters.into_iter().collect::<String>()
    };
    let ended = |name: &str| name.strip_suffix("sen").map_or(name.to_owned(), |stem| format!("{stem}son"));
    doubled(&ended(one)) == doubled(&ended(other))
}

/// Whether two names differ as they do by a slip: two neighbours swapped, or a letter written for another of its sound.
fn is_slip(cx: &LinkedEntryCx<'_>, one: &str, other: &str) -> bool {
    let (a, b) = differing(one, other);
    let classes = cx.reference.lang.map_or(&[][..], |lang| &lang.pack().names.homophones);
    let swapped = a.chars().count() == 2 && b.chars().count() == 2;
    let alike =
        classes.iter().any(|class| !a.is_empty() && !b.is_empty() && class.contains(a) && class.contains(b));
    swapped || alike
}

/// The letters of given names, initials left out.
fn words(given: &str) -> String {
    let parts = given.split(|c: char| c.is_whitespace() || c == '.').map(letters);
    parts.filter(|word| word.chars().count() > 2).collect()
}

/// The family name of a person of the same given names.
fn family_of_list(cx: &LinkedEntryCx<'_>, person: &Person) -> Option<Meant> {
    if is_known_family(&person.family) {
        return None;
    }
    let others: Vec<_> = of(cx.index.namesakes(person)).collect();
    let given = letters(&person.given);
    let count =
        |key: &str| others.iter().filter(|(_, p)| p.key() == key && letters(&p.given) == given).count();
    let meant = others.iter().find(|(_, other)| {
        is_near(person.key(), other.key())
            && words(&other.given) == given
            && !is_spelling(person.key(), other.key())
            && (is_known_family(&other.family)
                || (count(other.key()) > count(person.key()) && is_slip(cx, person.key(), other.key())))
            && person.decided(other, &cx.config.people) != Some(false)
    });
    let &(place, other) = meant?;
    // Two spellings of a name of the other script have their own finding.
    if conflict(cx, person).is_some() {
        return None;
    }
    let span = place_of(&cx.view.text, person, &person.family)?;
    Some(Meant { span, written: other.family.clone(), place: Some(place), whole: other.whole() })
}

/// Whether a family name is in a gazetteer.
fn is_known_family(family: &str) -> bool {
    let marked = fold(family).split_whitespace().try_fold(Run::default(), |run, word| run.then(word));
    is_known(&letters(family)) || marked.is_some_and(|run| run.marks().contains(Marks::SURNAME))
}

/// A known given name that sounds like an unknown one: one letter of it is written as another of the same sound.
fn alike(cx: &LinkedEntryCx<'_>, person: &Person) -> Option<Meant> {
    let classes = &cx.reference.lang?.pack().names.homophones;
    let known =
        |word: &str| is_known_given(word) || Lexicon::get().means(word, |_| true) || is_known_family(word);
    let word = person
        .given
        .split_whitespace()
        .find(|word| letters(word).chars().count() >= SHORTEST_GIVEN && !known(word))?;
    let mut meant = Vec::new();
    for (at, c) in word.char_indices() {
        for other in classes
            .iter()
            .filter(|class| class.contains(c))
            .flat_map(|class| class.chars())
            .filter(|o| *o != c)
        {
            let written = format!("{}{other}{}", &word[..at], &word[at + c.len_utf8()..]);
            meant.extend(is_known_given(&written).then_some(written));
        }
    }
    // Of several names none is surely meant.
    let [written] = &meant[..] else { return None };
    let span = place_of(&cx.view.text, person, word)?;
    let whole = person.whole().replace(word, written);
    if cx.config.people.of(&person.whole(), &whole) == Some(false) {
        return None;
    }
    Some(Meant { span, written: written.clone(), place: None, whole })
}

#[cfg(test)]
mod tests {
    use crate::lang::packs;

    #[test]
    fn every_letter_has_one_class() {
        for pack in packs() {
            let letters: String = pack.names.homophones.concat();
            let mut sorted: Vec<char> = letters.chars().collect();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), letters.chars().count(), "{}", pack.id);
        }
    }
}
