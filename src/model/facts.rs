//! What is true of the whole document, by counting.

use super::house::House;
use super::unit::Unit;
use crate::lang::Lang;
use crate::syntax::{CitationKind, Work, is_initials};
use crate::text::{Script, Shares};

/// Counts over all blocks; rules ask them as questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    entries: usize,
    /// Entries with a year or a key.
    finished: usize,
    numbered: usize,
    keyed: usize,
    author_year: usize,
    numbers: usize,
    keys: usize,
    notes: usize,
    libraries: usize,
    /// Entries in Arabic and in Latin script.
    scripts: [usize; 2],
    house: House,
    /// Given names of authors that are written out, in Arabic and in Latin script, and those that are initials.
    given: [[usize; 2]; 2],
    /// Works cited in Arabic and in Latin script.
    cited: [usize; 2],
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
            let finished = !entry.summary.years.is_empty() || entry.piece.key.is_some();
            change(&mut self.finished, usize::from(finished));
            change(&mut self.numbered, usize::from(entry.piece.number.is_some()));
            change(&mut self.keyed, usize::from(entry.piece.key.is_some()));
            match entry.summary.script {
                Some(Script::Arabic) => change(&mut self.scripts[0], 1),
                Some(Script::Latin) => change(&mut self.scripts[1], 1),
                _ => {}
            }
            for person in entry.summary.people.iter().filter(|person| !person.given.is_empty()) {
                let script = usize::from(Shares::of(&person.family).first == Some(Script::Latin));
                change(&mut self.given[script][usize::from(is_initials(&person.given))], 1);
            }
        }
        let works = unit.citations.iter().filter(|c| c.kind == CitationKind::Bracket);
        for work in works.flat_map(|citation| &citation.works) {
            match work.lang.map(Lang::script) {
                Some(Script::Arabic) => change(&mut self.cited[0], 1),
                Some(Script::Latin) => change(&mut self.cited[1], 1),
                _ => {}
            }
        }
        for citation in &unit.citations {
            self.house.count(&unit.source, citation, &change);
            let (counter, by) = match citation.kind {
                CitationKind::Bracket | CitationKind::Narrative => {
                    (&mut self.author_year, usize::from(citation.works.iter().any(|w| w.sure || w.bare)))
                }
                CitationKind::Number => (&mut self.numbers, 1),
                CitationKind::Key => (&mut self.keys, 1),
                CitationKind::Back => continue,
            };
            change(counter, by);
        }
        change(&mut self.libraries, usize::from(unit.names_library));
    }

    /// The document has a reference list with an entry that is more than begun.
    pub fn has_list(&self) -> bool {
        self.finished > 0
    }

    /// The document cites by author and year, in brackets, in prose or in notes that are references.
    pub fn cites_by_name(&self) -> bool {
        self.author_year + self.notes > 0
    }

    /// The document cites by number more often than by name, and its list is numbered.
    pub fn cites_by_number(&self) -> bool {
        self.numbers > self.author_year + self.notes && self.lists_numbers()
    }

    /// Most entries have a number.
    pub fn lists_numbers(&self) -> bool {
        self.numbered * 2 > self.entries
    }

    /// The document cites by key, its list has keys, and no companion library can have more.
    pub fn cites_by_key(&self) -> bool {
        self.keys > 0 && self.keyed > 0 && self.libraries == 0
    }

    /// Some block names a companion library, or a file in which more may stand.
    pub fn names_libraries(&self) -> bool {
        self.libraries > 0
    }

    /// Some entry has a key.
    pub fn lists_keys(&self) -> bool {
        self.keyed > 0
    }

    /// At least a fifth of the entries are in this script.
    pub fn lists(&self, script: Script) -> bool {
        is_a_fifth(self.scripts, script)
    }

    /// At least a fifth of the works cited in brackets are named in this script.
    pub fn cites_in(&self, script: Script) -> bool {
        is_a_fifth(self.cited, script)
    }

    /// Most given names of authors in this script are written out.
    pub fn spells_given_names(&self, script: Script) -> bool {
        let [words, initials] = self.given[usize::from(script == Script::Latin)];
        words > initials
    }

    /// Whether a work is surely cited: it has the form of a citation, or that form without a comma in a document
    /// that writes none.
    pub fn is_sure(&self, work: &Work) -> bool {
        work.sure || (work.bare && self.house.omits_comma())
    }

    /// The document's habits.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// The answers to all questions: as long as they stay, no finding far from an edit changes by them.
    pub(super) fn answers(&self) -> [bool; 11] {
        [
            self.has_list(),
            self.cites_by_name(),
            self.cites_by_number(),
            self.cites_by_key(),
            self.lists(Script::Arabic),
            self.lists(Script::Latin),
            self.house.omits_comma(),
            self.spells_given_names(Script::Arabic),
            self.spells_given_names(Script::Latin),
            self.cites_in(Script::Arabic),
            self.cites_in(Script::Latin),
        ]
    }
}

/// Whether the count of a script is at least a fifth of both, and not none.
fn is_a_fifth(counts: [usize; 2], script: Script) -> bool {
    let count = match script {
        Script::Arabic => counts[0],
        Script::Latin => counts[1],
        Script::Other => 0,
    };
    count > 0 && count * 5 >= counts[0] + counts[1]
}
