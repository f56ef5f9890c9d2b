//! Works in a citation's bracket: those of the list, then those of libraries, which bring their entry along.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::super::layout::escaped;
use super::super::{Completion, Item, ItemKind};
use super::offer::{
    ELSEWHERE, MOST, OTHER_SCRIPT, Offer, Tail, answer, before, behind, bracket_before, brief, filter,
    range_of, space_before,
};
use super::{Asked, Layouts, addition, nearest, years};
use crate::catalog::{Hit, Shelf};
use crate::lang::{Lang, Sense};
use crate::library::{Name, Work};
use crate::model::{EntryAt, House, Place, Summary};
use crate::people::{Typed, letters, without_article};
use crate::syntax::{Label, Person, Tokens};
use crate::text::{Edit, Script, Shares, digit_value};

/// How many works of other files are proposed.
const MOST_ELSEWHERE: usize = 20;

/// How many entries of one name are looked at.
pub(super) const MOST_OF_NAME: usize = 60;

/// How many entries are looked at for one answer.
const SEEN: usize = 4 * MOST;

/// How many of the nearest works are proposed with a page, too.
const WITH_PAGE: usize = 3;

/// Proposals with a page stand behind all works of the list.
const PAGE: f32 = 1.0;

/// Calls `visit` with the entries that have an author who may be meant, by which name, and how near that is; the entry
/// under the cursor is left out. `visit` answers as in [`Typed::search`].
pub(super) fn search(
    asked: &Asked<'_>,
    typed: &Typed,
    mut visit: impl FnMut(&EntryAt<'_>, &Summary, &str, f32) -> f32,
) {
    let index = asked.analysis.index();
    typed.search(
        |from| index.name_from(from),
        |name, distance| {
            let named = index.by_person(name).take(MOST_OF_NAME);
            let entries = named.filter_map(|(place, summary)| Some((asked.analysis.entry(place)?, summary)));
            let others = entries.filter(|(at, _)| !at.range().touches(asked.offset));
            others.map(|(at, summary)| visit(&at, summary, name, distance)).fold(f32::INFINITY, f32::min)
        },
    );
}

/// What a name is farther for being longer than what is typed, and for not being the whole family name.
pub(super) fn shade(typed: &Typed, name: &str, family: &str) -> f32 {
    const LONGER: f32 = 0.02;
    const PART: f32 = 0.1;
    let longer = if name == typed.key() { 0.0 } else { LONGER };
    // «ال» before a family name makes it no part of one.
    longer + if family.starts_with(name) || without_article(family).starts_with(name) { 0.0 } else { PART }
}

/// Whether a person can be called by a name, with the Arabic article or without.
pub(super) fn is_called(person: &Person, name: &str) -> bool {
    person.keys.iter().any(|key| key == name || without_article(key) == name)
}

/// The entries whose first author, editor or title may be meant, in document order.
pub(super) fn listed<'a>(asked: &Asked<'a>, typed: &Typed) -> Vec<(EntryAt<'a>, f32)> {
    let mut found: BTreeMap<Place, f32> = BTreeMap::new();
    search(asked, typed, |at, summary, name, distance| {
        let first = match summary.people.first() {
            Some(person) => is_called(person, name).then(|| person.key()),
            None => Some(name),
        };
        if let Some(family) = first {
            let distance = distance + shade(typed, name, family);
            let nearest = found.entry(at.place).or_insert(distance);
            *nearest = nearest.min(distance);
        }
        if found.len() < SEEN { f32::INFINITY } else { -1.0 }
    });
    let at = |(place, distance)| Some((asked.analysis.entry(place)?, distance));
    found.into_iter().filter_map(at).collect()
}

/// The works that may be meant, as citations name them.
pub(super) fn completion(asked: &Asked<'_>, text: &str) -> Completion {
    if text.is_empty()
        && let Some(years) = years::completion(asked)
    {
        return years;
    }
    let house = asked.analysis.facts().house();
    let mut offers = Vec::new();
    let mut found = meant(asked, text);
    if text.is_empty() {
        let script = script_here(asked);
        let other = |at: &EntryAt<'_>| at.entry.reference.lang.map(Lang::script) != script;
        found.iter_mut().filter(|(at, _)| other(at)).for_each(|(_, distance)| *distance += OTHER_SCRIPT);
    }
    let inside = bracket_before(asked);
    let used = |at: &EntryAt<'_>| inside.contains(cited_entry(at, house).as_str());
    found.iter_mut().filter(|(at, _)| used(at)).for_each(|(_, distance)| *distance += USED);
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    // Where a page follows already, none is proposed.
    let range = range_of(asked, text, Tail::Work);
    let rest = behind(asked, range.end);
    let closed = rest.trim_start().is_empty() || rest.trim_start().starts_with([')', ']', ';', '؛']);
    for (n, (at, distance)) in found.iter().enumerate() {
        let item = of_entry(asked, at, house, text);
        let lang = at.entry.reference.lang;
        let pages = lang.and_then(|lang| house.pages(lang.script()));
        let pages = pages.filter(|_| n < WITH_PAGE && !text.is_empty() && closed);
        if let Some(before_page) = pages {
            offers.push(with_page(&item, before_page, text, distance + PAGE));
        }
        offers.push(Offer { item, distance: *distance, weight: 0, replaced: None });
    }
    elsewhere(asked, &Typed::new(text), text, house, &mut offers);
    let space = space_before(asked, range.start);
    offers.iter_mut().for_each(|offer| offer.item.edit.text.insert_str(0, space));
    answer(text, offers)
}

/// The entries that may be meant by one name, or by two with a conjunction: "Bassnett and L".
fn meant<'a>(asked: &Asked<'a>, text: &str) -> Vec<(EntryAt<'a>, f32)> {
    let tokens = Tokens::new(text);
    let and = (1..tokens.len()).find(|&i| tokens[i].means(|s| s == Sense::And));
    let Some((first, second)) = and.map(|i| text.split_at(tokens[i].span.start as usize)) else {
        return listed(asked, &Typed::new(text));
    };
    let second = letters(second.split_once(' ').map_or("", |(_, name)| name));
    let mut found = listed(asked, &Typed::new(first));
    found.retain(|(at, _)| {
        let people = &at.entry.summary.people;
        people.get(1).is_some_and(|person| person.keys.iter().any(|key| key.starts_with(&second)))
    });
    found
}

/// What was cited in the bracket already is hardly meant again.
const USED: f32 = 2.0;

/// The script of the line before the cursor.
pub(super) fn script_here(asked: &Asked<'_>) -> Option<Script> {
    Shares::of(&before(asked, asked.offset)).main()
}

/// A work of the list.
pub(super) fn of_entry(asked: &Asked<'_>, at: &EntryAt<'_>, house: &House, text: &str) -> Item {
    let label = cited_entry(at, house);
    Item {
        filter: filter(text, &label),
        detail: brief(at.entry.value(Label::Title).unwrap_or("")),
        documentation: at.entry.view.text.split_whitespace().collect::<Vec<_>>().join(" "),
        edit: Edit { range: range_of(asked, text, Tail::Work), text: label.clone() },
        ..Item::new(ItemKind::Work, label)
    }
}

/// The same with what stands before a page, which is typed next.
fn with_page(item: &Item, before_page: &str, text: &str, distance: f32) -> Offer {
    let written = format!("{}{before_page}", item.label);
    let label = format!("{written}…");
    let edit = Edit { range: item.edit.range, text: written };
    Offer {
        item: Item { filter: filter(text, &label), edit, ..Item { label, ..item.clone() } },
        distance,
        weight: 0,
        replaced: None,
    }
}

/// Works of other files; each brings its entry along where there is a place for it.
fn elsewhere(asked: &Asked<'_>, typed: &Typed, text: &str, house: &House, offers: &mut Vec<Offer>) {
    let mut layouts = Layouts::new(asked.analysis);
    let mut list = addition::List::new(asked.analysis);
    let format = asked.analysis.format();
    for Elsewhere { shelf, number, work, distance } in
        nearest_works(asked, &nearest(asked, typed), MOST_ELSEWHERE)
    {
        let added = list.add(work, layouts.of(work.lang));
        let named: Vec<Person> = work.people().names.iter().map(Name::person).collect();
        let title = work.value(Label::Title).unwrap_or("");
        let label = match named.is_empty() {
            true => by_title(title, &added.year, work.lang, house),
            false => cited(&named, work.people().others, &added.year, work.lang, house),
        };
        offers.push(Offer {
            distance: distance + ELSEWHERE,
            weight: 0,
            replaced: None,
            item: Item {
                filter: filter(text, &label),
                detail: format!("{} · {}", brief(title), shelf.file_of(number)),
                edit: Edit { range: range_of(asked, text, Tail::Work), text: escaped(format, &label) },
                additional: added.edits,
                work: Some((shelf.id().to_owned(), number)),
                ..Item::new(ItemKind::Work, label)
            },
        });
    }
}

/// A work of another file.
pub(super) struct Elsewhere<'a> {
    pub shelf: &'a Shelf,
    /// Its number there.
    pub number: usize,
    pub work: &'a Work,
    pub distance: f32,
}

/// The works of other files whose first author, or title where they have none, was found: the nearest, each once, and those
/// left out that the list has.
pub(super) fn nearest_works<'a>(
    asked: &Asked<'_>,
    hits: &[(&'a Shelf, Vec<Hit<'a>>)],
    most: usize,
) -> Vec<Elsewhere<'a>> {
    let mut found: Vec<Elsewhere<'a>> = Vec::new();
    for (shelf, hits) in hits {
        for Hit { known, distance } in hits {
            let name = shelf.name_of(known);
            let works = shelf
                .works_of(known)
                .filter(|(_, work)| work.people().names.first().is_none_or(|first| *first == *name));
            found.extend(works.map(|(number, work)| Elsewhere { shelf, number, work, distance: *distance }));
        }
    }
    found.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    let mut seen: FxHashSet<(String, String, String)> = FxHashSet::default();
    let fresh = found.into_iter().filter(|Elsewhere { work, .. }| {
        let first = work.people().names.first().map(|name| letters(&name.family)).unwrap_or_default();
        seen.insert((first, addition::year(work), work.value(Label::Title).map(letters).unwrap_or_default()))
    });
    fresh.filter(|found| !addition::has(asked.analysis, found.work)).take(most).collect()
}

/// Names and year of an entry in the form of a citation.
pub(super) fn cited_entry(at: &EntryAt<'_>, house: &House) -> String {
    let reference = &at.entry.reference;
    let people = &at.entry.summary.people;
    let year = year_of(at);
    match people.is_empty() {
        false => cited(people, reference.others, &year, reference.lang, house),
        true => by_title(at.entry.value(Label::Title).unwrap_or(""), &year, reference.lang, house),
    }
}

/// The year of an entry with its letter, as it is written; all of the date where that is no single year.
pub(super) fn year_of(at: &EntryAt<'_>) -> String {
    let date = at.entry.value(Label::Date).unwrap_or("");
    let year = match &at.entry.reference.date.years[..] {
        [year] => addition::digits_of(date, year.value).map(|digits| {
            let letter: String = date[digits.end..].chars().take_while(|c| c.is_alphabetic()).collect();
            let letter = Some(letter).filter(|_| year.letter.is_some()).unwrap_or_default();
            date[digits].to_owned() + &letter
        }),
        _ => None,
    };
    year.unwrap_or_else(|| date.to_owned())
}

/// A work of nobody's as it is cited: by the first words of its title.
fn by_title(title: &str, year: &str, lang: Option<Lang>, house: &House) -> String {
    const WORDS: usize = 4;
    let words = title.split_whitespace().take(WORDS).collect::<Vec<_>>().join(" ");
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    match year.is_empty() {
        true => words.to_owned(),
        false => {
            format!("{words}{} {}", super::super::layout::comma(lang), in_house_digits(year, lang, house))
        }
    }
}

/// Names and year in the form of a citation: one or two family names, or the first and "others"; comma and digits as the
/// document has them in most citations.
fn cited(people: &[Person], others: bool, year: &str, lang: Option<Lang>, house: &House) -> String {
    let comma = if house.omits_comma() { "" } else { super::super::layout::comma(lang) };
    let names = names(people, others, lang, house);
    match year.is_empty() {
        true => names,
        false => format!("{names}{comma} {}", in_house_digits(year, lang, house)),
    }
}

/// A year in the digits of most citations in its script.
pub(super) fn in_house_digits(year: &str, lang: Option<Lang>, house: &House) -> String {
    let digits = lang.and_then(|lang| house.digits(lang.script()));
    let habit = |c: char| match (digits, digit_value(c)) {
        (Some(digits), Some(value)) => digits.digit(value),
        _ => c,
    };
    year.chars().map(habit).collect()
}

/// One or two family names, or the first and "others", with the words that most citations have.
pub(super) fn names(people: &[Person], others: bool, lang: Option<Lang>, house: &House) -> String {
    let word = |list: fn(&crate::lang::Names) -> &Vec<String>| {
        lang.and_then(|lang| list(&lang.pack().names).first()).map_or("", String::as_str)
    };
    let script = lang.map(Lang::script);
    let and = || script.and_then(|script| house.and(script)).unwrap_or_else(|| word(|n| &n.and));
    let more = || script.and_then(|script| house.others(script)).unwrap_or_else(|| word(|n| &n.others));
    match people {
        [] => String::new(),
        [one] if !others => one.family.clone(),
        [first, second] if !others => format!("{} {} {}", first.family, and(), second.family),
        [first, ..] => format!("{} {}", first.family, more()),
    }
}
