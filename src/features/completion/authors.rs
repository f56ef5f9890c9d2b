//! The people of the list, of other manuscripts and of libraries, where an author of an entry stands.

use rustc_hash::FxHashMap;

use super::super::layout::NameForm;
use super::super::{Completion, Item, ItemKind};
use super::offer::{ELSEWHERE, MOST, OTHER_SCRIPT, Offer, answer, filter, range_of};
use super::place::Author;
use super::{Asked, Layouts, entries, works};
use crate::catalog::{Known, Shelf};
use crate::lang::Lang;
use crate::people::{Decision, Form, Typed, compare};
use crate::syntax::{Label, Person};
use crate::text::{Edit, Script, Shares};

/// A person who may be meant.
struct Found {
    person: Person,
    label: String,
    distance: f32,
    /// The works that name them.
    count: usize,
    /// The years of these, or the file from which the name comes.
    detail: Vec<String>,
    /// The name in the other script.
    twin: Option<String>,
}

/// How many people are looked at for one answer.
const SEEN: usize = 4 * MOST;

/// How many pairs of names are compared to find twins.
const COMPARED: usize = 120;

/// How many years stand beside a name.
const YEARS: usize = 4;

/// The people who may be meant, each once, and where the entry is still empty their works.
pub(super) fn completion(asked: &Asked<'_>, author: &Author) -> Completion {
    let typed = Typed::new(&author.typed);
    let mut layouts = Layouts::new(asked.analysis);
    let mut found = listed(asked, &typed, author, &mut layouts);
    let own = found.len();
    elsewhere(asked, &typed, author, &mut layouts, &mut found);
    for other in &mut found[own..] {
        other.distance += ELSEWHERE;
    }
    if let Some(script) = author.script {
        for other in found.iter_mut().filter(|other| Shares::of(&other.label).first != Some(script)) {
            other.distance += OTHER_SCRIPT;
        }
    }
    found.sort_by(|a, b| a.distance.total_cmp(&b.distance).then(b.count.cmp(&a.count)));
    merge_twins(&mut found);
    let range = range_of(&author.typed, asked.offset);
    let mut offers: Vec<Offer> = found
        .into_iter()
        .map(|found| Offer {
            distance: found.distance,
            weight: found.count,
            item: Item {
                filter: filter(&author.typed, &found.label),
                edit: Edit { range, text: found.label.clone() },
                detail: detail(&found),
                ..Item::new(ItemKind::Author, found.label)
            },
        })
        .collect();
    if author.alone {
        offers.extend(entries::offers(asked, &typed, &author.typed, &mut layouts));
    }
    answer(&author.typed, offers)
}

/// The twin, then years or the file.
fn detail(found: &Found) -> String {
    let mut parts: Vec<String> = found.twin.iter().cloned().collect();
    parts.extend((!found.detail.is_empty()).then(|| found.detail.join(", ")));
    parts.join(" · ")
}

/// The people of the list.
fn listed(asked: &Asked<'_>, typed: &Typed, author: &Author, layouts: &mut Layouts<'_>) -> Vec<Found> {
    let mut found: FxHashMap<String, Found> = FxHashMap::default();
    works::search(asked, typed, |at, summary, name, distance| {
        let lang = at.entry.reference.lang;
        for person in summary.people.iter().filter(|person| works::is_called(person, name)) {
            let form = |layouts: &mut Layouts<'_>| match author.first {
                true => NameForm::default().inverted(person, lang),
                false => layouts.of(lang).names.later(person, lang),
            };
            let label = form(layouts);
            let year = at.entry.value(Label::Date).map(str::to_owned);
            let entry = found.entry(label.clone()).or_insert_with(|| Found {
                person: person.clone(),
                label,
                distance,
                count: 0,
                detail: Vec::new(),
                twin: None,
            });
            entry.count += 1;
            entry.distance = entry.distance.min(distance);
            entry.detail.extend(year.filter(|_| entry.detail.len() < YEARS));
        }
        found.len() < SEEN
    });
    found.into_values().collect()
}

/// The people of other files whom the list does not have.
fn elsewhere(
    asked: &Asked<'_>,
    typed: &Typed,
    author: &Author,
    layouts: &mut Layouts<'_>,
    found: &mut Vec<Found>,
) {
    // Nothing typed would be everybody.
    if typed.key().is_empty() {
        return;
    }
    let mut labels: FxHashMap<String, usize> =
        found.iter().enumerate().map(|(n, found)| (found.label.clone(), n)).collect();
    for shelf in asked.catalog.shelves() {
        for (known, distance) in nearest(shelf, typed) {
            let person = known.name.person();
            let lang = Lang::detect(&known.name.family);
            let form = &layouts.of(lang).names;
            let label = if author.first { form.inverted(&person, lang) } else { form.later(&person, lang) };
            let twin = known
                .twin
                .as_ref()
                .map(|twin| NameForm::default().inverted(&twin.person(), Lang::detect(&twin.family)));
            match labels.get(&label) {
                Some(&n) => {
                    if let Some(found) = found.get_mut(n) {
                        found.twin = found.twin.take().or(twin);
                    }
                }
                None => {
                    labels.insert(label.clone(), found.len());
                    let detail = vec![shelf.name().to_owned()];
                    found.push(Found { person, label, distance, count: 0, detail, twin });
                }
            }
        }
    }
}

/// The people of a shelf who are nearest to what is typed.
pub(super) fn nearest<'s>(shelf: &'s Shelf, typed: &Typed) -> Vec<(&'s Known, f32)> {
    let mut found: Vec<(&Known, f32)> = Vec::new();
    shelf.search(typed, |known, distance| {
        found.push((known, distance));
        true
    });
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    found.truncate(MOST);
    found
}

/// Brings a person who was found in both scripts together: the nearer spelling stays, with the other one beside it.
/// `found` is sorted.
fn merge_twins(found: &mut Vec<Found>) {
    let mut compared = 0;
    let mut n = 0;
    while n < found.len().min(MOST) && compared < COMPARED {
        let (head, tail) = found.split_at_mut(n + 1);
        let one = &mut head[n];
        n += 1;
        if one.twin.is_some() {
            continue;
        }
        let (form, script) = (Form::of_person(&one.person), script_of(&one.label));
        let other = tail.iter().take(MOST).position(|other| {
            if script_of(&other.label) == script || compared >= COMPARED {
                return false;
            }
            compared += 1;
            compare(&form, &Form::of_person(&other.person)).decision == Decision::Same
        });
        if let Some(at) = other {
            let twin = found.remove(n + at);
            let one = &mut found[n - 1];
            one.twin = Some(twin.label);
            one.count += twin.count;
            one.detail.extend(twin.detail);
        }
    }
}

fn script_of(label: &str) -> Option<Script> {
    Shares::of(label).first
}
