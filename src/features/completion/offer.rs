//! A proposal before it is ranked.

use std::cmp::Ordering;

use super::super::{Completion, Item};
use crate::text::{TextRange, TextSize};

/// The most proposals of one answer.
pub(super) const MOST: usize = 100;

/// A proposal and how near it is to what is typed.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    /// The proposal.
    pub item: Item,
    /// 0 for what is surely meant; more for what is less likely.
    pub distance: f32,
    /// How much of the document speaks for it.
    pub weight: usize,
}

/// What is known elsewhere stands behind what this document has, unless that is far-fetched.
pub(super) const ELSEWHERE: f32 = 1.5;

/// A name in the other script than the entry's stands behind those in its own.
pub(super) const OTHER_SCRIPT: f32 = 1.0;

impl Offer {
    /// The nearer one first.
    pub(super) fn order(&self, other: &Offer) -> Ordering {
        let nearer = self.distance.total_cmp(&other.distance);
        nearer.then(other.weight.cmp(&self.weight)).then_with(|| self.item.label.cmp(&other.item.label))
    }
}

/// Fewer letters may become many names; clients are to ask again behind the next one.
const SETTLED: usize = 3;

/// The answer of which these are the proposals; `typed` is what they may become, and `matched` what clients compare.
pub(super) fn answer(typed: &str, matched: &str, mut offers: Vec<Offer>) -> Completion {
    offers.sort_by(Offer::order);
    offers.dedup_by(|a, b| a.item.edit.text == b.item.edit.text && a.item.detail == b.item.detail);
    let otherwise = offers.iter().any(|offer| offer.item.filter != offer.item.label);
    let incomplete = offers.len() > MOST || otherwise || typed.chars().count() < SETTLED;
    offers.truncate(MOST);
    // Some clients rank by how well the typed text fits first: with one text for all it is our order that counts. It is
    // asked for again behind each letter.
    if otherwise {
        offers.iter_mut().for_each(|offer| offer.item.filter = matched.to_owned());
    }
    Completion { items: offers.into_iter().map(|offer| offer.item).collect(), incomplete }
}

/// What a client compares with the typed text: the label where it begins with it, else that text itself, so that what is
/// written otherwise stays in the list.
pub(super) fn filter(typed: &str, label: &str) -> String {
    match label.starts_with(typed) {
        true => label.to_owned(),
        false => typed.to_owned(),
    }
}

/// As much of a title as a list shows beside a label without cutting that: lists give a long remark room first.
pub(super) fn brief(title: &str) -> String {
    const ROOM: usize = 28;
    match title.char_indices().nth(ROOM) {
        Some((at, _)) => format!("{}…", title[..at].trim_end()),
        None => title.to_owned(),
    }
}

/// Where what is typed stands, which ends at `offset`.
pub(super) fn range_of(typed: &str, offset: TextSize) -> TextRange {
    TextRange::new(TextSize::new(offset.bytes().saturating_sub(typed.len())), offset)
}
