//! Inheritance: what an entry with `crossref` takes over from the entry that it names.

use rustc_hash::FxHashMap;

use crate::library::work::Work;
use crate::syntax::Label;

/// What is taken over where the heir has none of its own; the title becomes the container.
const INHERITED: [(Label, Label); 6] = [
    (Label::Title, Label::Container),
    (Label::Volume, Label::Volume),
    (Label::Issue, Label::Issue),
    (Label::Edition, Label::Edition),
    (Label::Publisher, Label::Publisher),
    (Label::Location, Label::Location),
];

/// Gives works what they inherit: each heir is named by its place, the other by its key. One generation is enough for a
/// chapter and its book.
pub(super) fn inherit(works: &mut [Work], crossed: &[(usize, String)], length: usize) {
    if crossed.is_empty() {
        return;
    }
    let mut places = FxHashMap::default();
    for (place, work) in works.iter().enumerate() {
        if let Some(key) = &work.key {
            places.entry(key.clone()).or_insert(place);
        }
    }
    // A giant that a thousand heirs name would make a library out of all proportion to its file.
    let mut left = length.saturating_mul(16).saturating_add(1 << 20);
    for (heir, key) in crossed {
        let Some(&parent) = places.get(key).filter(|parent| *parent != heir) else { continue };
        let parent = &works[parent];
        let fields: Vec<(Label, String)> =
            INHERITED.iter().filter_map(|&(from, to)| Some((to, parent.value(from)?.to_owned()))).collect();
        let (date, editors) = (parent.date.clone(), parent.editors.clone());
        let size = fields.iter().map(|(_, value)| value.len()).sum::<usize>() + 200 * editors.names.len();
        if size > left {
            return;
        }
        left -= size;
        let work = &mut works[*heir];
        for (label, value) in fields {
            work.set(label, Some(&value));
        }
        if work.date.is_empty() {
            work.date = date;
        }
        if work.editors.is_empty() {
            work.editors = editors;
        }
    }
}
