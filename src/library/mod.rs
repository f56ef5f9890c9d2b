//! Known works: what the files beside a manuscript say of them, in BibTeX, CSL-JSON, hayagriva's YAML or RIS.
//!
//! [`read`] takes a file's text and gives its works and what is wrong in it. Every text gives a value: an entry that
//! cannot be read is a [`Problem`] and leaves the others alone.
//!
//! Knows nothing of files, of the manuscript, or of how a work is found there.

mod bib;
mod conflict;
mod csl;
mod lang;
mod name;
mod place;
mod problem;
mod ris;
mod work;
mod yaml;

use rustc_hash::FxHashSet;

pub use name::{Name, Names};
pub use problem::{Problem, ProblemKind};
pub use work::{Work, Written};

/// A format of libraries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// BibTeX and BibLaTeX.
    BibTex,
    /// CSL-JSON, as Zotero and pandoc write it.
    CslJson,
    /// The YAML of hayagriva and Typst.
    Yaml,
    /// RIS, as databases and publishers export it.
    Ris,
}

impl Format {
    /// The format of a file with this name; `None` when its ending is that of no library.
    pub fn of_name(name: &str) -> Option<Format> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "bib" | "bibtex" => Some(Format::BibTex),
            "json" => Some(Format::CslJson),
            "yaml" | "yml" => Some(Format::Yaml),
            "ris" => Some(Format::Ris),
            _ => None,
        }
    }

    /// The format of a document to which an editor gives this language identifier.
    pub fn of_language(id: &str) -> Option<Format> {
        matches!(id, "bibtex" | "biblatex").then_some(Format::BibTex)
    }

    /// Whether an ending of this format says that the file is a library. A `.json` or `.yaml` may be anything, so it
    /// is one only where somebody says so.
    pub fn is_told_by_name(self) -> bool {
        matches!(self, Format::BibTex | Format::Ris)
    }
}

/// The works of a file, and what is wrong in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// The works, in the order of the file. A key that occurs twice gives two works.
    pub works: Vec<Work>,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Reads the text of a file.
pub fn read(format: Format, text: &str) -> Library {
    let (plain, conflicts) = conflict::blank(text);
    let mut library = match format {
        Format::BibTex => bib::read(&plain),
        Format::CslJson => csl::read(&plain),
        Format::Yaml => yaml::read(&plain),
        Format::Ris => ris::read(&plain),
    };
    let doubled = doubled_keys(&library.works, &plain);
    library.problems.extend(conflicts.into_iter().chain(doubled));
    library.problems.sort_by_key(|problem| problem.range);
    library
}

/// A problem for each work whose key an earlier one has.
fn doubled_keys(works: &[Work], text: &str) -> Vec<Problem> {
    let mut seen = FxHashSet::default();
    let keyed = works.iter().filter_map(|work| Some((work.key.as_deref()?, work.range)));
    let doubled = keyed.filter(|&(key, _)| !seen.insert(key));
    doubled
        .map(|(key, range)| Problem::at_head(text, range, ProblemKind::DoubledKey(key.to_owned())))
        .collect()
}

#[cfg(test)]
mod tests;
