//! The options of the program.

use std::fs;
use std::path::{Path, PathBuf};

use crate::learner::Pace;
use crate::record::Record;
use crate::upstream::{self, Given, Source};

/// What to learn from and how.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// Files or folders, whose they are, and how much each of their references counts.
    pub(crate) sources: Vec<(PathBuf, Source, f32)>,
    /// References that are read after learning, for their scores and the calibration; never learnt from.
    pub(crate) checks: Vec<PathBuf>,
    /// Where the weights go.
    pub(crate) out: PathBuf,
    /// The seed of everything that is drawn.
    pub(crate) seed: u64,
    /// How many references are made.
    pub(crate) synthetic: usize,
    /// How often every example is learnt from.
    pub(crate) passes: usize,
    /// How often an attribute must occur.
    pub(crate) least: u32,
    /// Every how many blocks of ten one is held back; 0 for none.
    pub(crate) hold: usize,
    /// How strongly to learn.
    pub(crate) pace: Pace,
}

const HELP: &str = "usage: train [--out FILE] [--seed N] [--synthetic N] [--passes N] [--least N] [--hold N] [--rate X] [--l1 X] \
                    [--l2 X] [--check FILE.jsonl]… (anystyle|grobid|own):PATH[*WEIGHT]…";

impl Options {
    /// Reads the command line; the message of an error says what is wrong with it.
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options {
            sources: Vec::new(),
            checks: Vec::new(),
            out: PathBuf::from("weights.bin"),
            seed: 1,
            synthetic: 12_000,
            passes: 15,
            least: 3,
            hold: 10,
            pace: Pace { rate: 0.12, l1: 0.8, l2: 0.1 },
        };
        while let Some(argument) = arguments.next() {
            let Some(name) = argument.strip_prefix("--") else {
                options.sources.push(source(&argument)?);
                continue;
            };
            let value = arguments.next().ok_or_else(|| format!("--{name} needs a value\n{HELP}"))?;
            let bad = |_| format!("--{name}: {value} is no number");
            match name {
                "out" => options.out = value.into(),
                "check" => options.checks.push(value.into()),
                "seed" => options.seed = value.parse().map_err(bad)?,
                "synthetic" => options.synthetic = value.parse().map_err(bad)?,
                "passes" => options.passes = value.parse().map_err(bad)?,
                "least" => options.least = value.parse().map_err(bad)?,
                "hold" => options.hold = value.parse().map_err(bad)?,
                "rate" | "l1" | "l2" => {
                    let number = value.parse().map_err(|_| format!("--{name}: {value} is no number"))?;
                    match name {
                        "rate" => options.pace.rate = number,
                        "l1" => options.pace.l1 = number,
                        _ => options.pace.l2 = number,
                    }
                }
                _ => return Err(format!("--{name} is unknown\n{HELP}")),
            }
        }
        Ok(options)
    }
}

fn source(argument: &str) -> Result<(PathBuf, Source, f32), String> {
    let (given, weight) = argument.rsplit_once('*').unwrap_or((argument, "1"));
    let weight = weight.parse().map_err(|_| format!("{argument}: {weight} is no weight\n{HELP}"))?;
    let given: Given = given.parse()?;
    Ok((given.path, given.source, weight))
}

/// Reads a file, or the files of a folder in the order of their names.
pub(crate) fn read(path: &Path, source: Source) -> Result<Vec<Record>, String> {
    let said = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        let entries = fs::read_dir(path).map_err(said)?;
        files = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        files.sort();
    }
    let mut records = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        records.extend(upstream::read(&file, &text, source)?);
    }
    Ok(records)
}
