//! Works in a citation's bracket: those of the list, then those of libraries, which bring their entry along.

use std::collections::BTreeMap;

use super::super::{Completion, Item, ItemKind};
use super::offer::{ELSEWHERE, MOST, Offer, answer, brief, filter, range_of};
use super::{Asked, Layouts, addition, nearest};
use crate::catalog::Hit;
use crate::lang::Lang;
use crate::library::Name;
use crate::model::{EntryAt, House, Place, Summary};
use crate::people::{Typed, letters, without_article};
use crate::syntax::{Label, Person};
use crate::text::{Edit, TextRange, digit_value};

/// How many works of other files are proposed.
const MOST_ELSEWHERE: usize = 20;

/// How many entries of one name are looked at.
const MOST_OF_NAME: usize = 60;

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
        && let Some(years) = years(asked)
    {
        return years;
    }
    let typed = Typed::new(text);
    let house = asked.analysis.facts().house();
    let mut offers = Vec::new();
    let mut found = listed(asked, &typed);
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    for (n, (at, distance)) in found.iter().enumerate() {
        let item = of_entry(asked, at, house, text);
        let lang = at.entry.reference.lang;
        let pages =
            lang.and_then(|lang| house.pages(lang.script())).filter(|_| n < WITH_PAGE && !text.is_empty());
        if let Some(before_page) = pages {
            offers.push(with_page(&item, before_page, text, distance + PAGE));
        }
        offers.push(Offer { item, distance: *distance, weight: 0 });
    }
    elsewhere(asked, &typed, text, house, &mut offers);
    answer(text, text, offers)
}

/// Behind a name and a bracket: the years of the works of that author in the list, if there are any.
fn years(asked: &Asked<'_>) -> Option<Completion> {
    let text = asked.analysis.text();
    let line = text.slice(TextRange::new(text.line_start(asked.offset), asked.offset));
    let before = line.strip_suffix(['(', '['])?.trim_end();
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '«' | '"')).next()?;
    let house = asked.analysis.facts().house();
    let key = letters(word);
    let named = asked.analysis.index().named(&key).take(MOST_OF_NAME);
    let mut offers: Vec<Offer> = Vec::new();
    for at in named.filter_map(|(place, _)| asked.analysis.entry(place)) {
        let Some(year) = at.entry.value(Label::Date) else { continue };
        let label = in_house_digits(year, at.entry.reference.lang, house);
        let item = of_entry(asked, &at, house, "");
        let edit = Edit { range: item.edit.range, text: label.clone() };
        offers.push(Offer {
            item: Item { filter: label.clone(), edit, label, ..item },
            distance: 0.0,
            weight: 0,
        });
    }
    (!offers.is_empty()).then(|| answer("", "", offers))
}

/// A work of the list.
fn of_entry(asked: &Asked<'_>, at: &EntryAt<'_>, house: &House, text: &str) -> Item {
    let label = cited_entry(at, house);
    Item {
        filter: filter(text, &label),
        detail: brief(at.entry.value(Label::Title).unwrap_or("")),
        documentation: at.entry.view.text.split_whitespace().collect::<Vec<_>>().join(" "),
        edit: Edit { range: range_of(text, asked.offset), text: label.clone() },
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
    }
}

/// Works of other files; each brings its entry along where there is a place for it.
fn elsewhere(asked: &Asked<'_>, typed: &Typed, text: &str, house: &House, offers: &mut Vec<Offer>) {
    let mut layouts = Layouts::new(asked.analysis);
    let mut list = addition::List::new(asked.analysis);
    let mut count = 0;
    for (shelf, hits) in nearest(asked, typed) {
        for Hit { known, distance } in hits {
            let name = shelf.name_of(known);
            for (number, work) in shelf.works_of(known) {
                if work.people().names.first() != Some(&*name) || addition::has(asked.analysis, work) {
                    continue;
                }
                count += 1;
                if count > MOST_ELSEWHERE {
                    return;
                }
                let added = list.add(work, layouts.of(work.lang));
                let named: Vec<Person> = work.people().names.iter().map(Name::person).collect();
                let label = cited(&named, work.people().others, &added.year, work.lang, house);
                let title = brief(work.value(Label::Title).unwrap_or(""));
                offers.push(Offer {
                    distance: distance + ELSEWHERE,
                    weight: 0,
                    item: Item {
                        filter: filter(text, &label),
                        detail: format!("{title} · {}", shelf.file_of(number)),
                        edit: Edit { range: range_of(text, asked.offset), text: label.clone() },
                        additional: added.edits,
                        work: Some((shelf.name().to_owned(), number)),
                        ..Item::new(ItemKind::Work, label)
                    },
                });
            }
        }
    }
}

/// Names and year of an entry in the form of a citation.
pub(super) fn cited_entry(at: &EntryAt<'_>, house: &House) -> String {
    let reference = &at.entry.reference;
    let people = &at.entry.summary.people;
    match at.entry.value(Label::Date) {
        Some(date) if !people.is_empty() => cited(people, reference.others, date, reference.lang, house),
        _ if people.is_empty() => at.entry.summary.name.clone(),
        _ => cited(people, reference.others, "", reference.lang, house),
    }
}

/// Names and year in the form of a citation: one or two family names, or the first and "others"; comma and digits as the
/// document has them in most citations.
fn cited(people: &[Person], others: bool, year: &str, lang: Option<Lang>, house: &House) -> String {
    let comma = if house.omits_comma() { "" } else { super::super::layout::comma(lang) };
    let names = names(people, others, lang);
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

/// One or two family names, or the first and "others".
pub(super) fn names(people: &[Person], others: bool, lang: Option<Lang>) -> String {
    let word = |list: fn(&crate::lang::Names) -> &Vec<String>| {
        lang.and_then(|lang| list(&lang.pack().names).first()).map_or("", String::as_str)
    };
    match people {
        [] => String::new(),
        [one] if !others => one.family.clone(),
        [first, second] if !others => format!("{} {} {}", first.family, word(|n| &n.and), second.family),
        [first, ..] => format!("{} {}", first.family, word(|n| &n.others)),
    }
}
