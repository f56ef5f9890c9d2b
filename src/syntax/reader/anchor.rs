//! Hard anchors: what is certain by its form.

use super::shape::Shape;
use super::tag::{TagSet, begin, inside, number};
use super::unit::Unit;
use crate::syntax::locator;
use crate::syntax::{Label, Tokens};

/// What a rule says of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names are the fields'")]
pub(super) enum Anchor {
    Cue = 1,
    Volume,
    Issue,
    Pages,
    Edition,
    Note,
}

impl Anchor {
    fn of(label: Label) -> Option<Anchor> {
        Some(match label {
            Label::Volume => Anchor::Volume,
            Label::Issue => Anchor::Issue,
            Label::Pages => Anchor::Pages,
            Label::Edition => Anchor::Edition,
            Label::Note => Anchor::Note,
            _ => return None,
        })
    }
}

/// The anchor of each unit: the numbers that cue words announce, and the cues themselves.
pub(super) fn anchors(tokens: &Tokens, units: &[Unit]) -> Vec<Option<Anchor>> {
    let mut anchors = vec![None; units.len()];
    for locator in locator::find(tokens) {
        let (first, end) = locator.tokens;
        let from = units.partition_point(|u| (u.tokens.1 as usize) <= first);
        for (unit, anchor) in units.iter().zip(&mut anchors).skip(from) {
            if unit.tokens.0 as usize >= end {
                break;
            }
            let inside = locator.span.start <= unit.span.start && unit.span.end <= locator.span.end;
            *anchor = if inside { Anchor::of(locator.label) } else { Some(Anchor::Cue) };
        }
    }
    anchors
}

/// The tags that each unit may have: an address is an address.
pub(super) fn allowed(units: &[Unit]) -> Vec<TagSet> {
    let pair = |label| (1 << begin(number(label))) | (1 << inside(number(label)));
    let addresses = pair(Label::Url) | pair(Label::Doi);
    units
        .iter()
        .map(|unit| match unit.shape {
            Shape::Url => addresses | pair(Label::Note) | 1,
            Shape::Doi => 1 << begin(number(Label::Doi)) | 1 << begin(number(Label::Url)),
            Shape::Sign => super::tag::ANY,
            _ => super::tag::ANY & !pair(Label::Doi),
        })
        .collect()
}
