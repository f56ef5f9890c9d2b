//! From a citation to its entries.

use super::facts::Facts;
use super::index::{Index, Place, Summary};
use crate::config::Decisions;
use crate::people::{Decision, is_one_apart};
use crate::syntax::citation::{Target, Work};
use crate::syntax::{Person, Year};
use crate::text::{Script, Shares};

/// Where a citation leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// To these entries: one, or several that fit equally.
    Found(Vec<Place>),
    /// The author has these entries, none of them of this year.
    OtherYear(Vec<Place>),
    /// To these entries of its year, whose author is written in the other script.
    Across(Vec<Place>),
    /// Perhaps to these entries of its year, whose author is written nearly so.
    Near(Vec<Place>),
    /// To none of the list.
    Missing,
    /// It cannot be told: an entry in the other script, or one that repeats the author above it, may be meant.
    Unsure,
}

/// Follows a citation of one work; `decided` is what the author has decided about names.
pub fn resolve(work: &Work, index: &Index, facts: &Facts, decided: &Decisions) -> Link {
    match &work.target {
        Target::AuthorYear | Target::Idem => by_name(work, index, facts, decided),
        Target::Number(number) => {
            found(index.numbered(*number)).unwrap_or_else(|| match facts.cites_by_number() {
                true => Link::Missing,
                false => Link::Unsure,
            })
        }
        Target::Key(key) => found(index.keyed(key)).unwrap_or_else(|| match facts.cites_by_key() {
            true => Link::Missing,
            false => Link::Unsure,
        }),
        Target::OpCit => {
            let mut keys = work.authors.first().into_iter().flat_map(|person| &person.keys);
            keys.find_map(|key| found(index.named(key))).unwrap_or(Link::Unsure)
        }
        Target::Ibid | Target::Sacred => Link::Unsure,
    }
}

fn found<'a>(entries: impl Iterator<Item = (Place, &'a Summary)>) -> Option<Link> {
    let places: Vec<Place> = entries.map(|(place, _)| place).collect();
    (!places.is_empty()).then_some(Link::Found(places))
}

fn by_name(work: &Work, index: &Index, facts: &Facts, decided: &Decisions) -> Link {
    let Some(first) = work.authors.first() else { return Link::Unsure };
    let keys = work.candidates().flat_map(|person| &person.keys);
    let Some(year) = &work.year else { return without_year(work, index) };
    // In running text the nearest name is the likeliest.
    let people: Vec<&Person> = work.candidates().collect();
    if let Some(places) = people.iter().rev().find_map(|person| same_year(work, year, &person.keys, index)) {
        return Link::Found(places);
    }
    // An entry that repeats the author above it may be anybody's of the list.
    let repeated = index.work("", year.value).next().is_some();
    match across(first, year, index, facts, decided) {
        Some(places) if places.is_empty() || repeated => return Link::Unsure,
        Some(places) => return Link::Across(places),
        None => {}
    }
    let mut named: Vec<(Place, &Summary)> = keys.flat_map(|key| index.named(key)).collect();
    named.sort_by_key(|&(place, _)| place);
    named.dedup_by_key(|(place, _)| *place);
    if repeated && !named.is_empty() {
        return Link::Unsure;
    }
    named.retain(|(_, summary)| coauthors_fit(work, summary));
    if named.is_empty() {
        let missing = if repeated { Link::Unsure } else { Link::Missing };
        return nobodys(work, first, year, index, decided).unwrap_or(missing);
    }
    // An entry without a year may well be the one that is meant: that is its own fault.
    let undated: Vec<Place> =
        named.iter().filter(|(_, s)| s.years.is_empty()).map(|&(place, _)| place).collect();
    match undated.is_empty() {
        true => Link::OtherYear(named.into_iter().map(|(place, _)| place).collect()),
        false => Link::Found(undated),
    }
}

/// Where a citation leads whose author is nobody of the list, if not for a decision or a slip of the pen.
fn nobodys(work: &Work, first: &Person, year: &Year, index: &Index, decided: &Decisions) -> Option<Link> {
    let told = told(first, year, index, decided);
    if !told.is_empty() {
        return Some(Link::Found(told));
    }
    let near = near(work, first, year, index, decided);
    (!near.is_empty()).then_some(Link::Near(near))
}

/// Where a citation leads that gives no year: one that says so, "n.d.", to the author's entries without a year, if there are
/// any.
fn without_year(work: &Work, index: &Index) -> Link {
    let undated = |(_, summary): &(Place, &Summary)| summary.years.is_empty();
    let said = work.target == Target::AuthorYear;
    let mut keys = work.candidates().flat_map(|person| &person.keys);
    let entries = keys.find_map(|key| {
        let only = said && index.named(key).any(|entry| undated(&entry));
        found(index.named(key).filter(|entry| !only || undated(entry)))
    });
    entries.unwrap_or(Link::Unsure)
}

/// The years of the other calendars that may be a year: the Gregorian ones of a solar or lunar year, and the reverse. A year is
/// a twin of each of its twins.
pub(crate) fn twin_years(year: u32) -> impl Iterator<Item = u32> {
    let from_hijri = HIJRI.contains(&year).then(|| gregorian(year)).into_iter().flatten();
    // The lunar year is the larger one of those that fit.
    let (least, most) = (year.saturating_sub(622), year.saturating_sub(500));
    let hijri = least.max(HIJRI.start)..most.min(HIJRI.end);
    let to_hijri = hijri.filter(move |&hijri| gregorian(hijri).contains(&year));
    from_hijri.chain(to_hijri)
}

/// The solar and lunar years that are looked for in other calendars.
const HIJRI: std::ops::Range<u32> = 1000..1500;

/// The Gregorian years in which a solar year may fall, and those of a lunar year.
fn gregorian(hijri: u32) -> [u32; 4] {
    let lunar = (f64::from(hijri) * 0.970_224 + 621.577_4) as u32;
    [hijri + 621, hijri + 622, lunar, lunar + 1]
}

/// Entries of this author and year, or of the year's twin in another calendar; those whose further authors and year
/// letter fit, if any do.
fn same_year(work: &Work, year: &Year, keys: &[String], index: &Index) -> Option<Vec<Place>> {
    let years = std::iter::once(year.value).chain(twin_years(year.value));
    for value in years {
        let mut entries: Vec<(Place, &Summary)> =
            keys.iter().flat_map(|key| index.work(key, value)).collect();
        entries.sort_by_key(|&(place, _)| place);
        entries.dedup_by_key(|(place, _)| *place);
        if entries.is_empty() {
            continue;
        }
        let lettered: Vec<_> = entries.iter().filter(|(_, s)| letter_fits(year, s)).copied().collect();
        let entries = if lettered.is_empty() { entries } else { lettered };
        let fitting: Vec<_> = entries.iter().filter(|(_, s)| coauthors_fit(work, s)).copied().collect();
        let entries = if fitting.is_empty() { entries } else { fitting };
        return Some(entries.into_iter().map(|(place, _)| place).collect());
    }
    None
}

fn letter_fits(year: &Year, summary: &Summary) -> bool {
    year.letter.is_none() || summary.years.iter().any(|y| y.letter == year.letter)
}

/// Whether the second author of a citation, if it names one, is among the authors of the entry.
fn coauthors_fit(work: &Work, summary: &Summary) -> bool {
    let Some(second) = work.authors.get(1).map(|person| &person.keys) else { return true };
    summary.others || summary.names().skip(1).flatten().any(|name| second.contains(name))
}

/// The entries in the other script that are of this year, or of its twin in another calendar, and by this person; none of
/// them where that cannot be told, and `None` where it is certain that no entry is.
fn across(
    person: &Person,
    year: &Year,
    index: &Index,
    facts: &Facts,
    decided: &Decisions,
) -> Option<Vec<Place>> {
    let script = Shares::of(&person.family).main();
    let others = Script::but(script);
    // In a list that is all in the other script every entry is one.
    let transliterated = script.is_some_and(|script| !facts.lists(script));
    let years: Vec<u32> = std::iter::once(year.value).chain(twin_years(year.value)).collect();
    let (mut same, mut unsure) = (Vec::new(), false);
    for (script, &value) in others.flat_map(|script| years.iter().map(move |year| (script, year))) {
        for (place, summary) in index.of_year(script, value) {
            let Some(author) = summary.people.first() else {
                unsure |= value == year.value || transliterated;
                continue;
            };
            match index.compare_cited(person, author, decided) {
                Decision::Same => same.push(place),
                Decision::Unsure => unsure |= value == year.value || transliterated,
                Decision::Different => {}
            }
        }
    }
    same.sort_unstable();
    same.dedup();
    (!same.is_empty() || unsure).then_some(same)
}

/// The entries in the other script, of the year of a work or its twin, whose first author may or may not be the person cited.
pub(super) fn doubtful<'a>(work: &Work, index: &'a Index, decided: &Decisions) -> Vec<(Place, &'a Person)> {
    let (Some(person), Some(year)) = (work.authors.first(), &work.year) else { return Vec::new() };
    let script = Shares::of(&person.family).main();
    let others = Script::but(script);
    let years: Vec<u32> = std::iter::once(year.value).chain(twin_years(year.value)).collect();
    let entries = others.flat_map(|script| years.iter().flat_map(move |&year| index.of_year(script, year)));
    let authors = entries.filter_map(|(place, summary)| Some((place, summary.people.first()?)));
    authors.filter(|(_, author)| index.compare_cited(person, author, decided) == Decision::Unsure).collect()
}

/// The entries of this year whose first author is, as it is decided, the person cited.
fn told(person: &Person, year: &Year, index: &Index, decided: &Decisions) -> Vec<Place> {
    let script = Shares::of(&person.family).main().filter(|_| !decided.is_empty());
    let entries = script.into_iter().flat_map(|script| index.of_year(script, year.value));
    let same = |summary: &Summary| {
        summary.people.first().is_some_and(|author| person.decided(author, decided) == Some(true))
    };
    entries.filter(|(_, summary)| same(summary)).map(|(place, _)| place).collect()
}

/// The entries of this year whose first author is written nearly as in a citation.
fn near(work: &Work, person: &Person, year: &Year, index: &Index, decided: &Decisions) -> Vec<Place> {
    let Some(script) = Shares::of(&person.family).main() else { return Vec::new() };
    // In running text nothing shows how far a name reaches back.
    if work.candidates().count() > 1 {
        return Vec::new();
    }
    let entries = index.of_year(script, year.value).filter(|(_, summary)| coauthors_fit(work, summary));
    let near = entries.filter(|(_, summary)| {
        let author = summary.people.first();
        author.is_some_and(|author| {
            let near = person.keys.iter().any(|key| is_near(key, author.key()));
            near && person.decided(author, decided) != Some(false)
        })
    });
    near.map(|(place, _)| place).collect()
}

/// Whether two family names, given by their letters, may be one of which one letter was mistyped.
pub(crate) fn is_near(one: &str, other: &str) -> bool {
    is_one_apart(one, other) && one.chars().count().min(other.chars().count()) >= SHORTEST_NEAR
}

/// Shorter names have too many neighbours.
const SHORTEST_NEAR: usize = 4;

/// Whether some citation leads to this entry, or may: one in the other script of a year that fits.
pub(crate) fn is_cited(
    summary: &Summary,
    number: Option<u32>,
    key: Option<&str>,
    index: &Index,
    facts: &Facts,
    decided: &Decisions,
) -> bool {
    if number.is_some_and(|n| index.is_number_cited(n)) || key.is_some_and(|key| index.is_key_cited(key)) {
        return true;
    }
    let mut years: Vec<u32> =
        summary.years.iter().flat_map(|y| std::iter::once(y.value).chain(twin_years(y.value))).collect();
    let names = summary.first_names();
    let by_name = names.iter().any(|name| {
        index.is_cited(name, 0)
            || years.iter().any(|&year| index.is_cited(name, year))
            || (summary.years.is_empty() && index.is_named(name))
            // A citation of this author with a year of nobody's has its own finding.
            || index.is_named_with_other_year(name)
    });
    let others = Script::but(summary.script);
    // A twin year counts where the document cites entries of this script in the other one.
    if summary.script.is_some_and(|script| facts.cites_in(script)) {
        years.retain(|year| summary.years.iter().any(|own| own.value == *year));
    }
    if years.is_empty() {
        years.push(0);
    }
    by_name
        || is_told_cited(summary, index, decided)
        || is_nearly_cited(summary, index)
        || others.into_iter().any(|script| years.iter().any(|&year| index.is_year_cited(script, year)))
}

/// Whether a citation of this year calls its author by a name that is decided to be the author's.
fn is_told_cited(summary: &Summary, index: &Index, decided: &Decisions) -> bool {
    let (Some(script), Some(author), false) = (summary.script, summary.people.first(), decided.is_empty())
    else {
        return false;
    };
    let mut called = summary.years.iter().flat_map(|year| index.called_in(script, year.value));
    called
        .any(|name| Person::new(name.to_owned(), String::new(), false).decided(author, decided) == Some(true))
}

/// Whether a citation of this year calls its author nearly as the first author of an entry is called, and as nobody else is:
/// that citation has its own finding.
fn is_nearly_cited(summary: &Summary, index: &Index) -> bool {
    let (Some(script), Some(author)) = (summary.script, summary.people.first()) else { return false };
    let mut called = summary.years.iter().flat_map(|year| index.called_in(script, year.value));
    called.any(|name| is_near(name, author.key()) && index.named(name).next().is_none())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::Config;
    use crate::markup::Format;
    use crate::model::{Input, analyze};
    use crate::text::Buffer;

    #[test]
    fn an_entry_is_cited_by_a_name_that_is_decided_to_be_its_authors() {
        let text = "متن (کاظمی، ۱۳۸۹).\n\n# منابع\n\nبوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: نی.\n";
        let found = |people: &str| {
            let config = Arc::new(Config { people: Decisions::read(people).0, ..Config::default() });
            let analysis =
                analyze(&Input { text: Buffer::new(text), format: Format::Markdown, config }, None);
            analysis.diagnostics().map(|found| found.rule.name).collect::<Vec<_>>()
        };
        assert_eq!(found(""), ["cite-no-entry", "entry-not-cited"]);
        assert_eq!(found("کاظمی\tبوزان، باری\tsame\n"), [""; 0]);
    }

    #[test]
    fn a_year_is_a_twin_of_its_twins() {
        for year in 1..2200 {
            for twin in twin_years(year) {
                assert!(twin_years(twin).any(|back| back == year), "{year} {twin}");
            }
        }
        let twins = |year| twin_years(year).collect::<Vec<_>>();
        assert_eq!(twins(1389), [2010, 2011, 1969, 1970]);
        assert!(twins(2010).contains(&1389) && twins(2010).contains(&1431) && twins(1431).contains(&2010));
    }
}
