//! One person whose name is written in two ways.

use super::others::{most, place_of, same_family};
use crate::lang::lost_half_space;
use crate::people::{Decision, Form, compare};
use crate::rules::{Check, LinkedEntryCx, Message, Safety, Sink, declare_rule};
use crate::syntax::{Person, is_initials};
use crate::text::is_mark;

declare_rule! {
    /// A family name, or that of an organisation, is written otherwise than in the rest of the list.
    ///
    /// ## Why
    ///
    /// An index counts «مهدوی» and «مـهدوی», "Müller" and "Muller", as two people, and a search finds one of them.
    ///
    /// The two spellings differ in what comparing does not see: a half-space, a hamza, «آ» and «ا», a mark or an accent, a
    /// stretched letter. The given names must be written out and agree. Case, hyphens and apostrophes make no variant, Arabic letters are for
    /// `letter-arabic`, and half-spaces that are known to be lost for `zwnj-lost`. The spelling of most entries counts as the right one, the first where they are as many.
    ///
    /// ## Fix
    ///
    /// Offered: the spelling of most entries. Which one is right is for the author to say.
    ///
    /// ## Examples
    ///
    /// ```text bad fa
    /// آشوری، داریوش (۱۳۵۸). دانشنامه سیاسی. تهران: مروارید.
    ///
    /// آشوری، داریوش (۱۳۷۷). ما و مدرنیت. تهران: صراط.
    ///
    /// اشوری، داریوش (۱۳۸۷). زبان باز. تهران: مرکز.
    /// ```
    ///
    /// ```text bad en
    /// Müller, Harald (2000). Compliance and Norms. London: Routledge.
    ///
    /// Muller, Harald (2004). Arguing and Bargaining. London: Sage.
    /// ```
    ///
    /// ```text good fa
    /// زرین‌کوب، عبدالحسین (۱۳۶۲). دو قرن سکوت. تهران: جاویدان.
    ///
    /// زرین‌کوب، عبدالحسین (۱۳۷۰). بحر در کوزه. تهران: علمی.
    /// ```
    ///
    /// ```text good en
    /// Müller, Harald (2000). Compliance and Norms. London: Routledge.
    ///
    /// Muller, Joan (2004). Arguing and Bargaining. London: Sage.
    ///
    /// O'Neill, Onora (1996). Towards Justice. Cambridge: Cambridge University Press.
    ///
    /// O’Neill, Onora (2000). Bounds of Justice. Cambridge: Cambridge University Press.
    /// ```
    pub(crate) NAME_VARIANT {
        name: "name-variant",
        severity: Info,
        fix: Some(Safety::Offered),
        check: Check::LinkedEntry(check),
    }
}

fn check(cx: &LinkedEntryCx<'_>, sink: &mut Sink<'_>) {
    // Initials that were not told apart from a family name are a matter of spacing, commands for accents one of input.
    for person in cx.summary.people.iter().filter(|person| !person.family.contains(['.', '\\', '{'])) {
        // Nearly all names are written in one way.
        if same_family(cx, person).all(|(_, other)| other.family == person.family) {
            continue;
        }
        let own = surface(&person.family);
        let others: Vec<_> = same_family(cx, person).collect();
        let same =
            || others.iter().filter(|(_, o)| !o.family.contains(['\\', '{']) && is_same(cx, person, o));
        let Some((written, _, place)) = most(same().map(|(place, other)| (*place, other.family.as_str())))
        else {
            continue;
        };
        let Some(span) = place_of(&cx.view.text, person, &person.family) else { continue };
        // A half-space that is surely lost has its own finding.
        let lost = person.family.split_whitespace().any(|word| lost_half_space(word).is_some());
        if surface(written) != own && !lost {
            let message =
                Message::new("`{0}` is `{1}` elsewhere in the list", "«{0}» در جای دیگر فهرست «{1}» است");
            let title = Message::new("Write `{0}`", "«{0}» بنویس");
            sink.report(span, message.with(person.family.clone()).with(written.to_owned()))
                .related(place, Message::new("written so here", "اینجا چنین نوشته شده است"))
                .people(
                    &person.whole(),
                    &same().find(|(_, o)| o.family == written).map_or(String::new(), |(_, o)| o.whole()),
                )
                .fix(title.with(written.to_owned()), [(span, written.to_owned())]);
        }
    }
}

/// Whether two names with the same letters are one person's. A family name alone, or with initials, may be another's.
fn is_same(cx: &LinkedEntryCx<'_>, person: &Person, other: &Person) -> bool {
    let named = |person: &Person| person.literal || !(person.given.is_empty() || is_initials(&person.given));
    match person.decided(other, &cx.config.people) {
        Some(same) => same,
        None if !(named(person) && named(other)) => person.family == other.family,
        None => compare(&Form::of_person(person), &Form::of_person(other)).decision == Decision::Same,
    }
}

/// What readers see of a name, but for case, signs and Arabic letters: letters, marks, half-spaces, and one space between
/// words.
fn surface(name: &str) -> String {
    let mut seen = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'ي' | 'ى' => seen.push('ی'),
            'ك' => seen.push('ک'),
            '\u{200c}' | 'ـ' => seen.push(c),
            _ if c.is_alphabetic() || is_mark(c) => seen.push(c),
            _ if (c.is_whitespace() || c == '-') && !seen.ends_with(' ') => seen.push(' '),
            _ => {}
        }
    }
    seen.trim().to_owned()
}
