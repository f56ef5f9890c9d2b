//! What is true of the whole document, by counting.

use super::unit::Unit;
use crate::syntax::CitationKind;

/// Counts over all blocks; rules ask them as questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    entries: usize,
    numbered: usize,
    keyed: usize,
    author_year: usize,
    numbers: usize,
    keys: usize,
    notes: usize,
    libraries: usize,
}

impl Facts {
    /// Adds a block.
    pub(super) fn add(&mut self, unit: &Unit) {
        self.count(unit, |n, by| *n += by);
    }

    /// Takes a block out.
    pub(super) fn subtract(&mut self, unit: &Unit) {
        self.count(unit, |n, by| *n -= by);
    }

    fn count(&mut self, unit: &Unit, change: impl Fn(&mut usize, usize)) {
        for entry in &unit.entries {
            if entry.note {
                change(&mut self.notes, 1);
                continue;
            }
            change(&mut self.entries, 1);
            change(&mut self.numbered, usize::from(entry.piece.number.is_some()));
            change(&mut self.keyed, usize::from(entry.piece.key.is_some()));
        }
        for citation in &unit.citations {
            let (counter, by) = match citation.kind {
                CitationKind::Bracket | CitationKind::Narrative => {
                    (&mut self.author_year, usize::from(citation.works.iter().any(|w| w.sure)))
                }
                CitationKind::Number => (&mut self.numbers, 1),
                CitationKind::Key => (&mut self.keys, 1),
                CitationKind::Back => continue,
            };
            change(counter, by);
        }
        change(&mut self.libraries, usize::from(unit.names_library));
    }

    /// The document has a reference list.
    pub fn has_list(&self) -> bool {
        self.entries > 0
    }

    /// The document cites by author and year, in brackets, in prose or in notes that are references.
    pub fn cites_by_name(&self) -> bool {
        self.author_year + self.notes > 0
    }

    /// The document cites by number, and its list is numbered.
    pub fn cites_by_number(&self) -> bool {
        self.numbers > 0 && self.numbered * 2 > self.entries
    }

    /// The document cites by key, its list has keys, and no companion library can have more.
    pub fn cites_by_key(&self) -> bool {
        self.keys > 0 && self.keyed > 0 && self.libraries == 0
    }

    /// The answers to all questions: as long as they stay, no finding far from an edit changes by them.
    pub(super) fn answers(&self) -> [bool; 4] {
        [self.has_list(), self.cites_by_name(), self.cites_by_number(), self.cites_by_key()]
    }
}
