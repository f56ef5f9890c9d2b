//! Behind names and a bracket in running text: the years of the works of these authors in the list.

use super::super::{Completion, Item};
use super::Asked;
use super::offer::{Offer, answer, before};
use super::works::{MOST_OF_NAME, in_house_digits, of_entry, year_of};
use crate::lang::Sense;
use crate::model::{EntryAt, Place};
use crate::people::letters;
use crate::syntax::{TokenKind, Tokens};
use crate::text::Edit;

/// The years, if there are any.
pub(super) fn completion(asked: &Asked<'_>) -> Option<Completion> {
    let names = Names::before(before(asked, asked.offset).strip_suffix(['(', '['])?)?;
    let house = asked.analysis.facts().house();
    let mut offers: Vec<Offer> = Vec::new();
    for at in names.entries(asked) {
        let year = year_of(&at);
        if year.is_empty() {
            continue;
        }
        let label = in_house_digits(&year, at.entry.reference.lang, house);
        let item = of_entry(asked, &at, house, "");
        let edit = Edit { range: item.edit.range, text: label.clone() };
        let item = Item { filter: label.clone(), edit, label, ..item };
        offers.push(Offer { item, distance: 0.0, weight: 0, replaced: None });
    }
    (!offers.is_empty()).then(|| answer("", offers))
}

/// The entries of the names before the bracket that is open at the cursor.
pub(super) fn named_before(asked: &Asked<'_>) -> Vec<Place> {
    let line = before(asked, asked.offset);
    let names = line.strip_suffix('[').and_then(Names::before);
    names.map_or(Vec::new(), |names| names.entries(asked).iter().map(|at| at.place).collect())
}

/// Names at the end of a text, by their letters.
struct Names {
    /// The last name.
    last: String,
    /// The name before it, where a conjunction joins the two.
    first: Option<String>,
}

impl Names {
    /// "Walt", "Moradi et al.", «بوزان و ویور».
    fn before(text: &str) -> Option<Names> {
        let text = text.trim_end();
        let text = text.strip_suffix("’s").or(text.strip_suffix("'s")).unwrap_or(text);
        let tokens = Tokens::new(text);
        let is_word = |i: usize| tokens.get(i).is_some_and(|token| token.kind == TokenKind::Word);
        let others = (0..tokens.len()).find(|&i| {
            let ends = i + tokens[i].run();
            let behind = tokens[ends.min(tokens.len())..].iter();
            tokens[i].means(|s| s == Sense::Others) && behind.into_iter().all(|token| token.is_sign('.'))
        });
        let last = others.unwrap_or(tokens.len()).checked_sub(1).filter(|&i| is_word(i))?;
        let name = |i: usize| letters(tokens[i].span.of(text));
        let joined =
            last.checked_sub(1).filter(|&i| others.is_none() && tokens[i].means(|s| s == Sense::And));
        let first = joined.and_then(|i| i.checked_sub(1)).filter(|&i| is_word(i)).map(name);
        Some(Names { last: name(last), first })
    }

    /// The entries of the last name, or of both.
    fn entries<'a>(&self, asked: &Asked<'a>) -> Vec<EntryAt<'a>> {
        let index = asked.analysis.index();
        let of = |name: &str| index.named(name).take(MOST_OF_NAME).collect::<Vec<_>>();
        let second = |summary: &crate::model::Summary| {
            summary.people.get(1).is_some_and(|person| person.keys.contains(&self.last))
        };
        let both = self.first.as_deref().map(|first| {
            let mut found = of(first);
            found.retain(|(_, summary)| second(summary));
            found
        });
        let found = both.filter(|found| !found.is_empty()).unwrap_or_else(|| of(&self.last));
        found.into_iter().filter_map(|(place, _)| asked.analysis.entry(place)).collect()
    }
}
