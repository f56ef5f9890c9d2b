//! Keys of works: pandoc's `@key` and LaTeX's `\cite{key}`, from libraries and from a list whose entries have keys.

use super::super::{Completion, Item, ItemKind};
use super::offer::{MOST, Offer, Tail, answer, filter, range_of};
use super::{Asked, addition, nearest, prose, works};
use crate::catalog::{Hit, Origin};
use crate::library::{Name, Work};
use crate::model::EntryAt;
use crate::people::Typed;
use crate::syntax::{Label, Person};
use crate::text::Edit;

/// A work that is found by its author stands behind those found by their keys.
const BY_AUTHOR: f32 = 0.5;

/// The works whose key begins with what is typed, then those whose author may be meant. In prose names are proposed, too,
/// where `@` is a trigger of the settings.
pub(super) fn completion(asked: &Asked<'_>, text: &str, in_prose: bool) -> Completion {
    let mut offers: Vec<Offer> = Vec::new();
    let typed = Typed::new(text);
    let mut people = nearest(asked, &typed).into_iter();
    for shelf in asked.catalog.shelves() {
        let hits = people.next().map_or(Vec::new(), |(_, hits)| hits);
        // The keys of another manuscript are its own.
        if shelf.origin() == Origin::Manuscript {
            continue;
        }
        let by_key = shelf.keyed(text).take(MOST).map(|work| (work, 0.0));
        let by_author = hits.into_iter().flat_map(|Hit { known, distance }| {
            shelf.works_of(known).map(move |(_, work)| (work, distance + BY_AUTHOR))
        });
        for (work, distance) in by_key.chain(by_author) {
            let Some(key) = work.key.as_deref() else { continue };
            let detail = detail(asked, work);
            offers.push(offer(asked, text, key, detail, work.value(Label::Title), distance));
        }
    }
    if asked.analysis.facts().lists_keys() {
        listed(asked, text, &typed, &mut offers);
    }
    // What one work is found by twice is proposed once, as the nearer.
    offers.sort_by(|a, b| a.item.label.cmp(&b.item.label).then(a.order(b)));
    offers.dedup_by(|a, b| a.item.label == b.item.label);
    if in_prose {
        offers.extend(prose::triggered(asked, text));
    }
    answer(text, offers)
}

/// The entries of the list whose key begins with what is typed, in letters of any case, or whose author may be meant.
fn listed(asked: &Asked<'_>, text: &str, typed: &Typed, offers: &mut Vec<Offer>) {
    let lower = text.to_lowercase();
    let mut push = |at: &EntryAt<'_>, key: &str, distance| {
        let detail = at.entry.summary.name.clone();
        offers.push(offer(asked, text, key, detail, at.entry.value(Label::Title), distance));
    };
    for at in asked.analysis.entries() {
        let key = at.entry.piece.key.as_deref().filter(|key| key.to_lowercase().starts_with(&lower));
        key.into_iter().for_each(|key| push(&at, key, 0.0));
    }
    let meant = if text.is_empty() { Vec::new() } else { works::listed(asked, typed) };
    for (at, distance) in meant {
        at.entry.piece.key.as_deref().into_iter().for_each(|key| push(&at, key, distance + BY_AUTHOR));
    }
}

fn offer(
    asked: &Asked<'_>,
    text: &str,
    key: &str,
    detail: String,
    title: Option<&str>,
    distance: f32,
) -> Offer {
    let item = Item {
        filter: filter(text, key),
        detail,
        documentation: title.unwrap_or("").to_owned(),
        edit: Edit { range: range_of(asked, text, Tail::Key), text: key.to_owned() },
        ..Item::new(ItemKind::Key, key.to_owned())
    };
    Offer { item, distance, weight: 0, replaced: None }
}

/// Author, year and title.
fn detail(asked: &Asked<'_>, work: &Work) -> String {
    let named: Vec<Person> = work.people().names.iter().map(Name::person).collect();
    let names = works::names(&named, work.people().others, work.lang, asked.analysis.facts().house());
    let parts = [names, addition::year(work), work.value(Label::Title).unwrap_or("").to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
