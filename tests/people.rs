//! Names across scripts: how well pairs are told apart that nothing was learnt from. See `docs/training.md`.

#![allow(clippy::unwrap_used, reason = "what fails here is the set itself")]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use dabir::people::{Ask, Decision, Form, compare_texts};

/// A name in Arabic script, one in Latin script, and whether they are one person's.
type Pair = (String, String, bool);

fn pairs(name: &str) -> Vec<Pair> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/people").join(name);
    let text = fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    let pair = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert!(matches!(cells[2], "same" | "different"), "{line}");
        (cells[0].to_owned(), cells[1].to_owned(), cells[2] == "same")
    };
    rows.map(pair).collect()
}

/// Precision and recall of "same", and the area under the curve of receiver characteristics, in ten-thousandths.
fn scores(pairs: &[Pair], ask: Ask) -> [u32; 3] {
    let mut judged: Vec<(f32, Decision, bool)> = pairs
        .iter()
        .map(|(arabic, latin, same)| {
            let verdict = compare_texts(arabic, latin, ask);
            (verdict.score, verdict.decision, *same)
        })
        .collect();
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    let said = judged.iter().filter(|(_, decision, _)| *decision == Decision::Same).count();
    let right = judged.iter().filter(|(_, decision, same)| *decision == Decision::Same && *same).count();
    let all = judged.iter().filter(|(_, _, same)| *same).count();
    let (mut above, mut area) = (0, 0);
    for (_, _, same) in &judged {
        match same {
            true => above += 1,
            false => area += above,
        }
    }
    let points = |part: usize, whole: usize| (10_000.0 * part as f64 / whole as f64).round() as u32;
    [points(right, said), points(right, all), points(area, all * (judged.len() - all))]
}

#[test]
fn scores_are_those_on_record() {
    let held = pairs("held.tsv");
    let found = [Ask::Gazetteers, Ask::Letters].map(|ask| scores(&held, ask));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/people/floor.tsv");
    let table: String = [("gazetteers and letters", found[0]), ("letters alone", found[1])]
        .iter()
        .map(|(name, [precision, recall, area])| format!("{name}\t{precision}\t{recall}\t{area}\n"))
        .collect();
    let table = format!(
        "# asked\tprecision of same\trecall of same\tAUC, all in ten-thousandths, on held.tsv\n{table}"
    );
    if std::env::var_os("DABIR_RECORD").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let floor = fs::read_to_string(&path).unwrap();
    assert_eq!(floor, table, "what fell must be mended; what rose is recorded with DABIR_RECORD=1");
}

#[test]
fn what_is_held_back_shares_no_family_name_with_what_is_tuned_on() {
    let families = |name: &str| -> HashSet<String> {
        let same = pairs(name).into_iter().filter(|(_, _, same)| *same);
        let form = |text: String| Form::readings(&text).into_iter().next().map(|form| form.family());
        same.flat_map(|(arabic, latin, _)| [form(arabic), form(latin)]).flatten().collect()
    };
    let shared: Vec<String> = families("held.tsv").intersection(&families("pairs.tsv")).cloned().collect();
    // The last word of a compound name may be another family's.
    assert!(shared.len() <= 30, "{shared:?}");
}
