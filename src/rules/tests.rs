//! The examples on the rules' pages, run: bad raises the rule and no other, good raises nothing, and a safe fix
//! makes good of bad and leaves it alone the second time.

use std::sync::Arc;

use super::{ALL, Rule, Safety};
use crate::config::Config;
use crate::markup::Format;
use crate::model::{Analysis, Input, analyze};
use crate::text::{Buffer, EditSet};

/// A fenced block of a page.
struct Example {
    good: bool,
    lang: String,
    text: String,
}

fn examples(rule: &Rule) -> Vec<Example> {
    let mut found = Vec::new();
    let mut open: Option<Example> = None;
    for line in rule.docs.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match (&mut open, line.trim().strip_prefix("```")) {
            (None, Some(info)) => {
                let words: Vec<&str> = info.split_whitespace().collect();
                if let ["text", verdict @ ("good" | "bad"), lang] = words[..] {
                    open =
                        Some(Example { good: verdict == "good", lang: lang.to_owned(), text: String::new() });
                }
            }
            (Some(_), Some("")) => found.extend(open.take()),
            (Some(example), _) => {
                example.text.push_str(line);
                example.text.push('\n');
            }
            _ => {}
        }
    }
    for example in &mut found {
        example.text = unescape(&example.text);
        if !example.text.lines().any(|line| line.starts_with("# ")) {
            example.text.insert_str(0, "# منابع\n\n");
        }
    }
    found
}

/// `\u{202b}` in an example is the character.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\u{") {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('}').unwrap() + at;
        let code = u32::from_str_radix(&rest[at + 3..end], 16).unwrap();
        out.push(char::from_u32(code).unwrap());
        rest = &rest[end + 1..];
    }
    out + rest
}

fn read(text: &str) -> Analysis {
    let input =
        Input { text: Buffer::new(text), format: Format::Markdown, config: Arc::new(Config::default()) };
    analyze(&input, None)
}

fn findings(text: &str) -> Vec<String> {
    let analysis = read(text);
    analysis.diagnostics().map(|d| format!("{}:{}", d.rule.name, analysis.text().slice(d.range))).collect()
}

fn mended(text: &str) -> String {
    let analysis = read(text);
    let mut edits = EditSet::new();
    for fix in analysis.diagnostics().filter_map(|d| d.fix).filter(|fix| fix.safety == Safety::Safe) {
        let _ = edits.add_all(&fix.edits);
    }
    edits.apply_to(text)
}

#[test]
fn examples_are_what_they_claim() {
    let mut faults = Vec::new();
    for rule in ALL {
        let examples = examples(rule);
        assert!(examples.iter().any(|e| !e.good), "{} has no bad example", rule.name);
        assert!(examples.iter().filter(|e| e.good).count() >= 2, "{} needs two good examples", rule.name);
        for example in examples {
            let found = findings(&example.text);
            let own = found.iter().filter(|f| f.split(':').next() == Some(rule.name)).count();
            let fine = if example.good { found.is_empty() } else { own > 0 && own == found.len() };
            if !fine {
                let verdict = if example.good { "good" } else { "bad" };
                faults.push(format!("{} {verdict} {}: {found:?}\n{}", rule.name, example.lang, example.text));
            }
            if !example.good && rule.fix == Some(Safety::Safe) {
                let once = mended(&example.text);
                let left = findings(&once);
                if !left.is_empty() || mended(&once) != once {
                    faults.push(format!("{} fix leaves {left:?}\n{once}", rule.name));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} examples fail:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn rules_are_sorted_and_documented() {
    let names: Vec<&str> = ALL.iter().map(|rule| rule.name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(names, sorted);
    for rule in ALL {
        assert!(rule.summary().ends_with('.'), "{}", rule.name);
        assert!(rule.docs.contains("## Why"), "{}", rule.name);
        assert_eq!(
            rule.docs.contains("## Fix"),
            rule.fix.is_some(),
            "{}: a page says how its fix works",
            rule.name
        );
    }
}
