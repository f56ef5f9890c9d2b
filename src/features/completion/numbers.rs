//! The numbers of entries in a document that cites by number, found by number, author or title.

use super::super::{Completion, Item, ItemKind};
use super::Asked;
use super::offer::{MOST, Offer, Tail, answer, bracket_before, brief, range_of, space_before};
use super::works::{cited_entry, listed, script_here};
use super::years;
use crate::model::EntryAt;
use crate::people::Typed;
use crate::syntax::Label;
use crate::text::{DigitSet, Edit, Script, digit_value};

/// The entries that may be meant, each as its number.
pub(super) fn completion(asked: &Asked<'_>, text: &str) -> Completion {
    let digits: Option<String> =
        text.chars().map(|c| digit_value(c).and_then(|value| char::from_digit(value, 10))).collect();
    let found: Vec<(EntryAt<'_>, f32)> = match digits.as_deref() {
        Some(digits) => {
            let begins = |at: &EntryAt<'_>| {
                at.entry.piece.number.is_some_and(|number| number.to_string().starts_with(digits))
            };
            asked.analysis.entries().filter(begins).take(MOST).map(|at| (at, 0.0)).collect()
        }
        None => listed(asked, &Typed::new(text)),
    };
    let set = digits_here(asked);
    let (named, used) = (years::named_before(asked), bracket_before(asked));
    let offers = found.iter().filter_map(|(at, distance)| {
        let number = at.entry.piece.number?;
        let written: String =
            number.to_string().chars().filter_map(|c| Some(set.digit(c.to_digit(10)?))).collect();
        let range = range_of(asked, text, Tail::Number);
        let other = !named.is_empty() && !named.contains(&at.place);
        let again = used.split(|c| digit_value(c).is_none()).any(|own| own == written);
        let distance = distance + if other { 1.0 } else { 0.0 } + if again { 2.0 } else { 0.0 };
        let item = Item {
            // Their order is the list's; what is typed may be a name.
            filter: text.to_owned(),
            detail: brief(at.entry.value(Label::Title).unwrap_or("")),
            documentation: at.entry.view.text.split_whitespace().collect::<Vec<_>>().join(" "),
            edit: Edit { range, text: format!("{}{written}", space_before(asked, range.start)) },
            ..Item::new(
                ItemKind::Work,
                format!("{written}  {}", cited_entry(at, asked.analysis.facts().house())),
            )
        };
        Some(Offer { item, distance: distance + number as f32 / 1e6, weight: 0, replaced: None })
    });
    answer(text, offers.collect())
}

/// The digits of the line: those of its script.
fn digits_here(asked: &Asked<'_>) -> DigitSet {
    match script_here(asked) {
        Some(Script::Arabic) => DigitSet::Persian,
        _ => DigitSet::Ascii,
    }
}
