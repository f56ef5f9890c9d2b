//! The people of the list, of other manuscripts and of libraries, where an author of an entry stands.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::layout::{NameForm, escaped};
use super::super::{Completion, Item, ItemKind};
use super::offer::{ELSEWHERE, MOST, OTHER_SCRIPT, Offer, Tail, answer, filter, range_of};
use super::place::Author;
use super::{Asked, Layouts, addition, entries, nearest, works};
use crate::catalog::{Hit, Shelf};
use crate::lang::Lang;
use crate::model::Place;
use crate::people::{Decision, Typed, letters};
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
const COMPARED: usize = 40;

/// How many years stand beside a name.
const YEARS: usize = 4;

/// The people who may be meant, each once, and where the entry is still empty their works.
pub(super) fn completion(asked: &Asked<'_>, author: &Author) -> Completion {
    let typed = Sought::new(&author.typed);
    let mut layouts = Layouts::new(asked.analysis);
    let mut found = listed(asked, &typed, author, &mut layouts);
    let own = found.len();
    let hits = nearest(asked, &typed.family);
    elsewhere(&hits, &typed, author, &mut layouts, &mut found);
    for other in &mut found[own..] {
        other.distance += ELSEWHERE;
    }
    if let Some(script) = author.script.or_else(|| Shares::of(&author.before).main()) {
        for other in found.iter_mut().filter(|other| Shares::of(&other.label).first != Some(script)) {
            other.distance += OTHER_SCRIPT;
        }
    }
    // Nobody is an author of one work twice.
    found.retain(|found| author.first || !author.before.contains(found.person.family.as_str()));
    found.sort_by(|a, b| {
        let order = a.distance.total_cmp(&b.distance).then(b.count.cmp(&a.count));
        order.then_with(|| a.label.cmp(&b.label))
    });
    merge_twins(asked, &mut found);
    let (range, format) = (range_of(asked, &author.typed, Tail::Name), asked.analysis.format());
    let mut offers: Vec<Offer> = found
        .into_iter()
        .map(|found| Offer {
            distance: found.distance,
            weight: found.count,
            replaced: None,
            item: Item {
                filter: filter(&author.typed, &found.label),
                edit: Edit {
                    range,
                    text: if found.count > 0 { found.label.clone() } else { escaped(format, &found.label) },
                },
                detail: detail(&found),
                ..Item::new(ItemKind::Author, found.label)
            },
        })
        .collect();
    if author.alone {
        offers.extend(entries::offers(asked, &hits, &author.typed, &mut layouts));
    }
    answer(&author.typed, offers)
}

/// A family name, and what is typed of the given names behind a comma.
struct Sought {
    family: Typed,
    given: Option<Typed>,
}

impl Sought {
    fn new(text: &str) -> Sought {
        match text.split_once([',', '،']) {
            Some((family, given)) if !letters(family).is_empty() => {
                let given = Some(Typed::new(given)).filter(|given| !given.key().is_empty());
                Sought { family: Typed::new(family), given }
            }
            _ => Sought { family: Typed::new(text), given: None },
        }
    }

    /// Whether the given names of a person may be meant, too.
    fn fits(&self, person: &Person) -> bool {
        self.given.as_ref().is_none_or(|given| given.distance(&letters(&person.given)).is_some())
    }
}

/// The twin, then years or the file.
fn detail(found: &Found) -> String {
    let mut parts: Vec<String> = found.twin.iter().cloned().collect();
    parts.extend((!found.detail.is_empty()).then(|| found.detail.join(", ")));
    parts.join(" · ")
}

/// The people of the list.
fn listed(asked: &Asked<'_>, typed: &Sought, author: &Author, layouts: &mut Layouts<'_>) -> Vec<Found> {
    let mut found: FxHashMap<String, Found> = FxHashMap::default();
    let mut counted: FxHashSet<(Place, String)> = FxHashSet::default();
    works::search(asked, &typed.family, |at, summary, name, distance| {
        let lang = at.entry.reference.lang;
        let meant = |person: &&Person| works::is_called(person, name) && typed.fits(person);
        for person in summary.people.iter().filter(meant) {
            let distance = distance + works::shade(&typed.family, name, person.key());
            let form = |layouts: &mut Layouts<'_>| match author.first {
                true => layouts.of(lang).names.first(person, lang),
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
            entry.distance = entry.distance.min(distance);
            if counted.insert((at.place, entry.label.clone())) {
                entry.count += 1;
                entry.detail.extend(year.filter(|_| entry.detail.len() < YEARS));
            }
        }
        if found.len() < SEEN { f32::INFINITY } else { -1.0 }
    });
    found.into_values().collect()
}

/// The people of other files whom the list does not have.
fn elsewhere(
    hits: &[(&Shelf, Vec<Hit<'_>>)],
    typed: &Sought,
    author: &Author,
    layouts: &mut Layouts<'_>,
    found: &mut Vec<Found>,
) {
    let mut labels: FxHashMap<String, usize> =
        found.iter().enumerate().map(|(n, found)| (found.label.clone(), n)).collect();
    for (shelf, hits) in hits {
        for hit in hits {
            let person = shelf.name_of(hit.known).person();
            if shelf.is_title(hit.known) || !typed.fits(&person) {
                continue;
            }
            let lang = Lang::detect(&person.family);
            let form = &layouts.of(lang).names;
            let label = if author.first { form.first(&person, lang) } else { form.later(&person, lang) };
            let twin = shelf
                .twin_of(hit.known)
                .map(|twin| NameForm::default().inverted(&twin.person(), Lang::detect(&twin.family)));
            match labels.get(&label) {
                Some(&n) => {
                    if let Some(found) = found.get_mut(n) {
                        found.twin = found.twin.take().or(twin);
                    }
                }
                None => {
                    labels.insert(label.clone(), found.len());
                    let file = shelf.works_of(hit.known).next().map(|(number, _)| shelf.file_of(number));
                    let years = shelf.works_of(hit.known).map(|(_, work)| addition::year(work));
                    let mut detail: Vec<String> = years.filter(|year| !year.is_empty()).take(YEARS).collect();
                    detail.extend(file.map(str::to_owned));
                    found.push(Found { person, label, distance: hit.distance, count: 0, detail, twin });
                }
            }
        }
    }
}

/// Brings a person who was found in both scripts together: the nearer spelling stays, with the other one beside it.
/// `found` is sorted.
fn merge_twins(asked: &Asked<'_>, found: &mut Vec<Found>) {
    let (index, decided) = (asked.analysis.index(), &asked.analysis.config().people);
    let mut compared = 0;
    let mut n = 0;
    while n < found.len().min(MOST) && compared < COMPARED {
        let (head, tail) = found.split_at_mut(n + 1);
        let one = &mut head[n];
        n += 1;
        if one.twin.is_some() {
            continue;
        }
        let script = script_of(&one.label);
        let other = tail.iter().take(MOST).position(|other| {
            if script_of(&other.label) == script || compared >= COMPARED {
                return false;
            }
            compared += 1;
            index.compare(&one.person, &other.person, decided) == Decision::Same
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
