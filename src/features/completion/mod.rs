//! What can be typed at the cursor: authors and whole references in the list, works in citations, keys, fields, and names
//! in prose.
//!
//! The typed word is compared by its letters, so that a half-space, a mark or another form of a letter does no harm, and
//! with names in the other script by how letters answer to letters: "Buz" finds «بوزان». What this document has stands
//! before what other files have.

mod addition;
mod authors;
mod entries;
mod fields;
mod keys;
mod numbers;
mod offer;
mod place;
mod prose;
mod works;
mod years;

use super::Completion;
use super::layout::Layout;
use crate::catalog::{Catalog, Hit, Shelf};
use crate::lang::Lang;
use crate::model::Analysis;
use crate::people::Typed;
use crate::text::TextSize;
use place::Place;

/// What is asked: the document, what is known beside it, and the cursor.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The document.
    pub analysis: &'a Analysis,
    /// What other files have.
    pub catalog: &'a Catalog,
    /// The cursor.
    pub offset: TextSize,
}

/// What can be typed.
pub fn completion(asked: &Asked<'_>) -> Completion {
    match Place::at(asked.analysis, asked.offset) {
        Some(Place::Author(author)) => authors::completion(asked, &author),
        Some(Place::Citation(typed)) => works::completion(asked, &typed),
        Some(Place::Number(typed)) => numbers::completion(asked, &typed),
        Some(Place::Key { typed, in_prose }) => keys::completion(asked, &typed, in_prose),
        Some(Place::Field(field)) => fields::completion(asked, &field),
        Some(Place::Prose(typed)) => prose::completion(asked, &typed),
        // One more letter may change that.
        None => Completion { items: Vec::new(), incomplete: true },
    }
}

/// The whole reference of a work that a proposal names by its shelf and number, as this list would have it.
pub fn reference(analysis: &Analysis, catalog: &Catalog, shelf: &str, number: usize) -> Option<String> {
    let work = catalog.shelf(shelf)?.work(number)?;
    Some(Layout::of_list(analysis, work.lang).entry(work, &addition::year(work)))
}

/// The people of other files who are nearest to what is typed, file by file; nobody where nothing is typed.
fn nearest<'a>(asked: &Asked<'a>, typed: &Typed) -> Vec<(&'a Shelf, Vec<Hit<'a>>)> {
    if typed.key().is_empty() {
        return Vec::new();
    }
    asked.catalog.shelves().map(|shelf| (shelf, shelf.nearest(typed, offer::MOST))).collect()
}

/// The habits of the list, by language, each counted when it is asked for.
struct Layouts<'a> {
    analysis: &'a Analysis,
    known: Vec<(Option<Lang>, Layout)>,
}

impl<'a> Layouts<'a> {
    fn new(analysis: &'a Analysis) -> Layouts<'a> {
        Layouts { analysis, known: Vec::new() }
    }

    fn of(&mut self, lang: Option<Lang>) -> &Layout {
        let at = match self.known.iter().position(|(own, _)| *own == lang) {
            Some(at) => at,
            None => {
                self.known.push((lang, Layout::of_list(self.analysis, lang)));
                self.known.len() - 1
            }
        };
        &self.known[at].1
    }
}

#[cfg(test)]
mod accepting;
#[cfg(test)]
mod tests;
