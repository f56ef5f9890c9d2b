//! Names in running text: a narrative citation of a work of the list.

use super::super::{Completion, Item, ItemKind};
use super::offer::{Offer, Tail, answer, before, behind, brief, coauthors, filter, range_of};
use super::{Asked, works};
use crate::people::Typed;
use crate::syntax::Label;
use crate::text::{Edit, TextRange, digit_value, is_letter};

/// In prose a word is a word: only names that begin with it are proposed, and in the other script those that are all but
/// certain.
const NEAR: f32 = 0.8;

/// The works whose author a word may become, where the settings want that.
pub(super) fn completion(asked: &Asked<'_>, word: &str) -> Completion {
    let config = asked.analysis.config();
    let start = range_of(asked, word, Tail::Word).start;
    let before = before(asked, start);
    let trigger = config.completion_triggers.iter().find(|trigger| before.ends_with(trigger.as_str()));
    match trigger {
        Some(trigger) => {
            let replaced = format!("{trigger}{word}");
            answer(word, offers(asked, &replaced, word, f32::INFINITY))
        }
        None if config.prose_completion && may_be_name(word) => answer(word, offers(asked, word, word, NEAR)),
        // One more letter may change that.
        None => Completion { items: Vec::new(), incomplete: config.prose_completion },
    }
}

/// Whether a word looks like the beginning of a name: it has a capital, or letters enough in a script that has none.
fn may_be_name(word: &str) -> bool {
    const ENOUGH: usize = 4;
    let first = word.chars().next();
    first.is_some_and(|c| c.is_uppercase() || (!c.is_lowercase() && word.chars().count() >= ENOUGH))
}

/// How far a year in a bracket reaches that follows at once, or behind further names: "et al. (2021", «و ویور (۱۳۸۹ب».
fn dated(rest: &str) -> Option<usize> {
    let open = coauthors(rest);
    let inside = rest[open..].trim_start().strip_prefix(['(', '['])?;
    let digits = inside.find(|c| digit_value(c).is_none()).unwrap_or(inside.len());
    let letter = inside[digits..].find(|c: char| !is_letter(c)).unwrap_or(inside.len() - digits);
    (inside[..digits].chars().count() == 4).then(|| rest.len() - inside.len() + digits + letter)
}

/// The same behind `@`, if that is a trigger.
pub(super) fn triggered(asked: &Asked<'_>, word: &str) -> Vec<Offer> {
    let triggers = &asked.analysis.config().completion_triggers;
    match triggers.iter().any(|trigger| trigger == "@") && !word.is_empty() {
        true => offers(asked, &format!("@{word}"), word, f32::INFINITY),
        false => Vec::new(),
    }
}

fn offers(asked: &Asked<'_>, replaced: &str, word: &str, most: f32) -> Vec<Offer> {
    let typed = Typed::new(word);
    let house = asked.analysis.facts().house();
    let found = works::listed(asked, &typed).into_iter().filter(|(_, distance)| *distance <= most);
    let offer = |(at, distance): (crate::model::EntryAt<'_>, f32)| {
        let reference = &at.entry.reference;
        let names = works::names(&at.entry.summary.people, reference.others, reference.lang, house);
        let year = Some(works::year_of(&at)).filter(|year| !year.is_empty() && !names.is_empty())?;
        let label = format!("{names} ({})", works::in_house_digits(&year, reference.lang, house));
        let range = range_of(asked, replaced, Tail::Word);
        // A year that stands there already is replaced, with the names before it; what follows it stays.
        let (range, text) = match dated(&behind(asked, range.end)) {
            Some(length) => {
                (TextRange::new(range.start, range.end + length), label.trim_end_matches(')').to_owned())
            }
            None => (range, label.clone()),
        };
        let item = Item {
            filter: filter(replaced, &label),
            detail: brief(at.entry.value(Label::Title).unwrap_or("")),
            edit: Edit { range, text },
            in_prose: most.is_finite(),
            ..Item::new(ItemKind::Work, label)
        };
        let replaced = (replaced != word).then(|| replaced.to_owned());
        Some(Offer { item, distance, weight: 0, replaced })
    };
    found.filter_map(offer).collect()
}
