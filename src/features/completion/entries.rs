//! Whole references: works of libraries and other manuscripts as entries of this list.

use super::super::{Item, ItemKind};
use super::offer::{ELSEWHERE, Offer, Tail, filter, range_of};
use super::works::{Elsewhere, nearest_works};
use super::{Asked, Layouts, addition};
use crate::catalog::{Hit, Shelf};
use crate::library::Work;
use crate::syntax::Label;
use crate::text::Edit;

/// How many whole references are proposed.
const MOST_ENTRIES: usize = 12;

/// They stand behind the names alone: most entries are new.
const BEHIND: f32 = 0.5;

/// How many characters of a title a label shows.
const TITLE: usize = 40;

/// The works whose first author may be meant, laid out for the list; those that it has are left out.
pub(super) fn offers(
    asked: &Asked<'_>,
    hits: &[(&Shelf, Vec<Hit<'_>>)],
    text: &str,
    layouts: &mut Layouts<'_>,
) -> Vec<Offer> {
    let mut offers = Vec::new();
    for Elsewhere { shelf, number, work, distance } in nearest_works(asked, hits, MOST_ENTRIES) {
        let year = addition::year(work);
        let entry = layouts.of(work.lang).entry(work, &year);
        let label = label(work, &entry);
        offers.push(Offer {
            distance: distance + ELSEWHERE + BEHIND,
            weight: 0,
            replaced: None,
            item: Item {
                filter: filter(text, &label),
                detail: shelf.file_of(number).to_owned(),
                edit: Edit { range: range_of(asked, text, Tail::Name), text: entry },
                work: Some((shelf.id().to_owned(), number)),
                ..Item::new(ItemKind::Entry, label)
            },
        });
    }
    offers
}

/// The entry up to its title, and as much of that as a list can show.
fn label(work: &Work, entry: &str) -> String {
    let title = work.value(Label::Title).and_then(|title| entry.find(title));
    let end = title.unwrap_or(0);
    let mut label: String = entry[..end].to_owned();
    label.extend(entry[end..].chars().take(TITLE));
    match label.len() < entry.len() {
        true => label + "…",
        false => label,
    }
}
