//! Learns how letters of one script answer to those of the other, and what that says of two names.
//!
//! `train graphemes` aligns the names of the gazetteers by expectation maximisation (Dempster, Laird and Rubin 1977) and
//! writes how often each pair of pieces occurs; `train people` weighs the features of labelled pairs by logistic regression
//! and settles from which score on two names are the same. Names of the pairs that are held back are learnt from in neither.

mod em;
mod logistic;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use dabir::people::{Ask, FEATURES, Features, Form, features, letters};

/// A labelled pair of names.
struct Pair {
    arabic: String,
    latin: String,
    same: bool,
}

const USAGE: &str = "usage: train graphemes --held PAIRS.tsv --out FILE GAZETTEER.tsv…\n       \
                     train people --held PAIRS.tsv --out FILE PAIRS.tsv…";

/// What the command line names.
struct Given {
    held: Vec<Pair>,
    out: PathBuf,
    files: Vec<PathBuf>,
}

impl Given {
    fn parse(arguments: impl Iterator<Item = String>) -> Result<Given, String> {
        let mut given = Given { held: Vec::new(), out: PathBuf::new(), files: Vec::new() };
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value\n{USAGE}"));
            match argument.as_str() {
                "--held" => given.held = pairs(Path::new(&value()?))?,
                "--out" => given.out = value()?.into(),
                _ => given.files.push(argument.into()),
            }
        }
        match given.out.as_os_str().is_empty() || given.files.is_empty() {
            true => Err(USAGE.to_owned()),
            false => Ok(given),
        }
    }

    /// The letters of the family names that are held back.
    fn held_names(&self) -> HashSet<String> {
        let texts = self.held.iter().flat_map(|pair| [&pair.arabic, &pair.latin]);
        texts.flat_map(|text| Form::readings(text)).map(|form| form.family()).collect()
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Reads labelled pairs: a name in Arabic script, one in Latin script, `same` or `different`.
fn pairs(path: &Path) -> Result<Vec<Pair>, String> {
    let text = read(path)?;
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let pair = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[..] {
            [arabic, latin, label, ..] if label == "same" || label == "different" => {
                Ok(Pair { arabic: arabic.to_owned(), latin: latin.to_owned(), same: label == "same" })
            }
            _ => Err(format!("{}: {line}", path.display())),
        }
    };
    rows.map(pair).collect()
}

/// `train graphemes`.
pub(crate) fn graphemes(arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let given = Given::parse(arguments)?;
    let held = given.held_names();
    let mut names: Vec<(String, String)> = Vec::new();
    for path in &given.files {
        for line in read(path)?.lines().filter(|line| !line.starts_with('#')) {
            let Some((arabic, latin)) = line.split_once('\t') else { continue };
            for one in arabic.split('|').filter(|one| *one != "-").map(letters) {
                let others = latin.split('|').filter(|other| *other != "-").map(letters);
                names.extend(others.filter(|other| other.is_ascii()).map(|other| (one.clone(), other)));
            }
        }
    }
    names.retain(|(arabic, latin)| !held.contains(arabic) && !held.contains(latin));
    names.sort();
    names.dedup();
    let counts = em::learn(&names);
    let mut out = String::from(
        "# How often pieces of names in Arabic and in Latin script answer to each other, aligned by `train graphemes` in the \
         project's gazetteers of names; source: derived from src/lang/gazetteer; licence: MIT OR Apache-2.0\n",
    );
    for (arabic, latin, count) in &counts {
        out.push_str(&format!("{arabic}\t{latin}\t{count:.1}\n"));
    }
    println!("{} names, {} pairs of pieces", names.len(), counts.len());
    fs::write(&given.out, out).map_err(|error| format!("{}: {error}", given.out.display()))
}

/// Features with their label.
type Example = (Features, bool);

fn examples(pairs: &[Pair], ask: Ask) -> Vec<Example> {
    pairs.iter().filter_map(|pair| Some((features(&pair.arabic, &pair.latin, ask)?, pair.same))).collect()
}

/// `train people`.
pub(crate) fn people(arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let given = Given::parse(arguments)?;
    let mut tuning = Vec::new();
    for path in &given.files {
        tuning.extend(pairs(path)?);
    }
    // Half of the names that will be met stand in no gazetteer: both ways of asking are learnt.
    let both: Vec<Example> =
        [Ask::Gazetteers, Ask::Letters].iter().flat_map(|&ask| examples(&tuning, ask)).collect();
    let weights = logistic::learn(&both);
    let scored = |examples: &[Example]| -> Vec<(f32, bool)> {
        let mut scored: Vec<_> =
            examples.iter().map(|(features, same)| (logistic::score(&weights, features), *same)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        scored
    };
    let (same, different) = logistic::borders(&scored(&examples(&tuning, Ask::Gazetteers)));
    for (name, pairs) in [("tuned on", &tuning), ("held back", &given.held)] {
        for ask in [Ask::Gazetteers, Ask::Letters] {
            let scored = scored(&examples(pairs, ask));
            println!("{name}, {ask:?}: {}", logistic::report(&scored, same, different));
        }
    }
    let mut out = String::from(
        "# Weights of the features of two names, learnt by `train people` from tests/people/pairs.tsv; \
         licence: MIT OR Apache-2.0\n",
    );
    let named = FEATURES.iter().copied().zip(weights).chain([("same", same), ("different", different)]);
    named.for_each(|(name, weight)| out.push_str(&format!("{name}\t{weight:.4}\n")));
    fs::write(&given.out, out).map_err(|error| format!("{}: {error}", given.out.display()))
}
