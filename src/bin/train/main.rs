//! Learns the weights of the reader, and those by which names are compared across scripts.
//!
//! ```text
//! cargo run --release --features train --bin train -- [OPTION…] anystyle:core.xml grobid:FOLDER own:FILE.jsonl
//! cargo run --release --features train --bin train -- graphemes --held PAIRS.tsv --out FILE GAZETTEER.tsv…
//! cargo run --release --features train --bin train -- people --held PAIRS.tsv --out FILE PAIRS.tsv…
//! ```
//!
//! `docs/training.md` says what each option does and which data the shipped weights were learnt from.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that speaks with a developer")]

mod example;
mod generate;
mod kinds;
mod learner;
mod names;
mod options;
mod record;
mod score;
mod upstream;
mod weights;

use std::process::ExitCode;

use dabir::syntax::reader::Model;
use dabir::syntax::reader::kind::facts;
use dabir::syntax::{Tokens, fields, line};
use example::Example;
use generate::{Family, Values, generate};
use kinds::Kinds;
use learner::Learner;
use options::Options;
use record::{Record, Span};
use score::{MAIN, Score};
use weights::{Calibration, write};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    let done = match arguments.peek().map(String::as_str) {
        Some("graphemes") => names::graphemes(arguments.skip(1)),
        Some("people") => names::people(arguments.skip(1)),
        _ => Options::parse(arguments).and_then(|options| run(&options)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("train: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    let mut records: Vec<(Record, f32)> = Vec::new();
    for (path, source, weight) in &options.sources {
        let read = options::read(path, *source)?;
        eprintln!("{}: {} references", path.display(), read.len());
        records.extend(read.into_iter().map(|record| (record, *weight)));
    }
    let real: Vec<Record> = records.iter().map(|(record, _)| record.clone()).collect();
    let values = Values::new(&real);
    let mut checks = vec![("held back".to_owned(), held_back(&mut records, options.hold))];
    for path in &options.checks {
        checks.push((path.display().to_string(), options::read(path, upstream::Source::Own)?));
    }
    for (family, share) in SHARES {
        let made = generate(options.seed, options.synthetic * share / 100, family, &values);
        records.extend(made.into_iter().map(|record| (record, 1.0)));
    }
    let learner = learn(&records, options);
    let none = Kinds::learn(&[]);
    let model = model(&write(&learner, Calibration::NONE, &none))?;
    for (name, records) in &checks {
        report(&model, name, records);
    }
    let calibrating: Vec<&Record> = checks.iter().flat_map(|(_, records)| records).collect();
    let calibration = calibrate(&model, &calibrating);
    println!("calibration: slope {:.3}, intercept {:.3}", calibration.slope, calibration.intercept);
    let mut kinds = Kinds::learn(&told(&model, records.iter().map(|(record, _)| record)));
    let right = kinds.calibrate(&told(&model, calibrating.iter().copied()));
    println!(
        "kinds of the references that are checked: {:.3} right, sharpness {:.2}",
        right, kinds.sharpness
    );
    let bytes = write(&learner, calibration, &kinds);
    println!("{} bytes", bytes.len());
    std::fs::write(&options.out, bytes).map_err(|error| format!("{}: {error}", options.out.display()))
}

/// Learns the weights of the chain.
fn learn(records: &[(Record, f32)], options: &Options) -> Learner {
    let examples: Vec<Example> =
        records.iter().filter_map(|(record, weight)| Example::new(record, *weight)).collect();
    let mut learner = Learner::new(&examples, options.least, options.pace);
    drop(examples);
    eprintln!("{} examples, {} attributes", learner.len(), learner.attributes.len());
    let mut order: Vec<usize> = (0..learner.len()).collect();
    let mut random = Shuffle(options.seed);
    for pass in 1..=options.passes {
        random.shuffle(&mut order);
        let loss = learner.pass(&order);
        eprintln!("pass {pass}: loss {loss:.4}");
    }
    learner
}

fn model(bytes: &[u8]) -> Result<Model, String> {
    Model::read(bytes).ok_or_else(|| "the weights cannot be read back".to_owned())
}

/// What the reader finds in the references whose kinds are known.
fn told<'r>(model: &Model, records: impl Iterator<Item = &'r Record>) -> Vec<kinds::Example> {
    let example = |record: &Record| {
        let kind = kinds::number(record.kind?)?;
        let view = line(&record.text);
        let tokens = Tokens::new(&view.text);
        Some((facts(&view, &tokens, &fields(model, &view, &tokens)), kind))
    };
    records.filter_map(example).collect()
}

/// How many of a hundred made references are of each family.
const SHARES: [(Family, usize); 5] = [
    (Family::Persian, 50),
    (Family::Arabic, 6),
    (Family::IranianEnglish, 16),
    (Family::Foreign, 22),
    (Family::Prose, 6),
];

/// Takes every `n`th record out, to calibrate and to watch by; blocks of ten, since neighbours are alike.
fn held_back(records: &mut Vec<(Record, f32)>, n: usize) -> Vec<Record> {
    if n == 0 {
        return Vec::new();
    }
    let mut held = Vec::new();
    let mut at = 0;
    records.retain(|(record, _)| {
        at += 1;
        let taken = at / 10 % n == n - 1;
        if taken {
            held.push(record.clone());
        }
        !taken
    });
    held
}

/// The fields that a model reads in a record, with their confidences, as bytes of its text.
fn read(model: &Model, text: &str) -> Vec<(dabir::syntax::Label, std::ops::Range<usize>, f32)> {
    let view = line(text);
    let fields = fields(model, &view, &Tokens::new(&view.text));
    fields.iter().map(|field| (field.label, view.source(field.span).indexes(), field.confidence)).collect()
}

fn report(model: &Model, name: &str, records: &[Record]) {
    let mut score = Score::new(&MAIN);
    for record in records {
        let found = read(model, &record.text).into_iter().map(|(label, range, _)| Span { label, range });
        score.add(&record.text, &record.fields, &found.collect::<Vec<_>>());
    }
    let all = score.all();
    print!("{name}: F1 {:.4}, whole {:.3} |", all.f1(), score.whole_share());
    for label in MAIN {
        print!(" {} {:.2}", label.name(), score.of(label).f1());
    }
    println!();
}

/// Fits confidence to what turned out right (Platt 1999), by gradient descent on slope and intercept.
fn calibrate(model: &Model, records: &[&Record]) -> Calibration {
    let mut seen: Vec<(f32, bool)> = Vec::new();
    for record in records {
        for (label, range, p) in read(model, &record.text) {
            if record.unknown.contains(&label) {
                continue;
            }
            let found = score::clean(label, &record.text, range);
            let right = record
                .fields
                .iter()
                .any(|f| f.label == label && score::clean(label, &record.text, f.range.clone()) == found);
            let p = p.clamp(1e-4, 1.0 - 1e-4);
            seen.push(((p / (1.0 - p)).ln(), right));
        }
    }
    let (mut slope, mut intercept) = (1.0f32, 0.0f32);
    for _ in 0..2000 {
        let (mut ds, mut di) = (0.0, 0.0);
        for &(logit, right) in &seen {
            let error = 1.0 / (1.0 + (-(slope * logit + intercept)).exp()) - f32::from(u8::from(right));
            ds += error * logit;
            di += error;
        }
        let n = seen.len().max(1) as f32;
        slope -= 0.1 * ds / n;
        intercept -= 0.1 * di / n;
    }
    Calibration { slope, intercept }
}

/// A small generator of numbers for the order of the examples: `SplitMix64` (Steele et al. 2014).
struct Shuffle(u64);

impl Shuffle {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for i in (1..order.len()).rev() {
            order.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}
