//! What must be judged again after an update of the index.

use super::index::{Cell, Index, Key};
use super::links::twin_years;
use crate::text::{Script, Shares};

/// What an update of the index means for blocks that did not change themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Touched {
    /// Labels of blocks whose links must be judged again; unsorted, with repetitions.
    pub labels: Vec<u64>,
    /// A year appeared in or vanished from a script: any link between the scripts may be concerned, and what else is touched
    /// is not noted any more.
    pub all: bool,
    /// Years of a script in which entries or citations changed: links by names that are nearly or across scripts the same
    /// may be concerned.
    years: Vec<(Script, u32)>,
}

impl Touched {
    /// Everything must be judged, whatever comes or goes.
    pub(super) fn everything() -> Touched {
        Touched { all: true, ..Touched::default() }
    }

    /// An entry comes or goes under `key`; `cell` is without it.
    pub(super) fn entry_side(&mut self, key: &Key, cell: &Cell) {
        if self.all {
            return;
        }
        match key {
            Key::Name(name) => {
                self.labels.extend(cell.citing.iter().map(|c| c.0));
                // A name that was nobody's, or becomes so, concerns those that are written nearly so.
                if let Some(script) = Shares::of(name).main().filter(|_| cell.entries.is_empty()) {
                    self.years.extend(cell.citing.iter().map(|&(_, year)| (script, year)));
                }
            }
            Key::Number(_) | Key::Cited(_) => self.labels.extend(cell.citing.iter().map(|c| c.0)),
            Key::Doi(_) | Key::Title(_) => self.labels.extend(cell.entries.iter().map(|(p, _)| p.label)),
            Key::Year(script, year) => {
                self.all = cell.entries.is_empty();
                self.years.push((*script, *year));
            }
            Key::Person(_) | Key::Sound(_) | Key::Namesake(_) => {
                self.labels.extend(cell.entries.iter().map(|(p, _)| p.label));
            }
            // What it teaches about names may concern any link between the scripts.
            Key::Twin(_) => self.all = !cell.entries.is_empty(),
            // An entry that repeats the author above it may be anybody's.
            Key::Work(name, year) if name.is_empty() => {
                self.years.extend([(Script::Arabic, *year), (Script::Latin, *year)]);
            }
            Key::Work(..) => {}
        }
    }

    /// A citation by a name comes or goes under `key`.
    pub(super) fn calling_side(&mut self, key: &Key) {
        if let Key::Year(script, year) = key
            && !self.all
        {
            self.years.push((*script, *year));
        }
    }

    /// All labels of blocks whose links must be judged again, sorted, each once: with those of the years that changed, in both
    /// scripts and all calendars.
    pub(crate) fn settled(mut self, index: &Index) -> Vec<u64> {
        self.years.sort_unstable_by_key(|&(script, year)| (year, script as u8));
        self.years.dedup();
        for (script, year) in std::mem::take(&mut self.years) {
            let years = std::iter::once(year).chain(twin_years(year));
            let others = [Script::Arabic, Script::Latin].into_iter();
            let own = (script, year);
            let keys = years.flat_map(|year| others.clone().map(move |script| (script, year)));
            for key in keys.filter(|key| *key == own || key.0 != script) {
                let Some(cell) = index.cell(&Key::Year(key.0, key.1)) else { continue };
                self.labels.extend(cell.citing.iter().map(|c| c.0));
                if key == own {
                    self.labels.extend(cell.entries.iter().map(|(place, _)| place.label));
                }
            }
        }
        self.labels.sort_unstable();
        self.labels.dedup();
        self.labels
    }

    /// A citation comes or goes under `key`; `cell` is without it.
    pub(super) fn citing_side(&mut self, key: &Key, cell: &Cell) {
        if self.all {
            return;
        }
        let flips = cell.citing.is_empty();
        match key {
            Key::Name(_) => self.labels.extend(cell.entries.iter().map(|(p, _)| p.label)),
            Key::Work(..) | Key::Number(_) | Key::Cited(_) if flips => {
                self.labels.extend(cell.entries.iter().map(|(p, _)| p.label));
            }
            Key::Year(..) => self.all = flips,
            _ => {}
        }
    }
}
