//! What the author has decided about names: a `people.tsv` beside the settings, a line a pair: a name, a name, and `same` or
//! `different`, with tabs between. Lines that begin with `#` are comments.

use std::collections::BTreeMap;

use super::Problem;
use crate::text::fold;

/// Pairs of names that are one person's, or never are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// By the letters of the two names, the smaller first.
    pairs: BTreeMap<(String, String), bool>,
}

impl Decisions {
    /// Reads a table, and says which lines cannot be read.
    pub fn read(text: &str) -> (Decisions, Vec<Problem>) {
        let mut decisions = Decisions::default();
        let mut problems = Vec::new();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (n, line) in
            text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let same = match cells[..] {
                [_, _, "same"] => true,
                [_, _, "different"] => false,
                _ => {
                    let message =
                        "a line is a name, a tab, a name, a tab, and `same` or `different`".to_owned();
                    problems.push(Problem { line: Some(n + 1), message });
                    continue;
                }
            };
            decisions.pairs.insert(key(cells[0], cells[1]), same);
        }
        (decisions, problems)
    }

    /// A line that decides about two names.
    pub fn line(one: &str, other: &str, same: bool) -> String {
        let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{}\t{}\t{}\n", plain(one), plain(other), if same { "same" } else { "different" })
    }

    /// Whether two names are one person's, where that is decided.
    pub fn of(&self, one: &str, other: &str) -> Option<bool> {
        // Most documents have none.
        if self.pairs.is_empty() { None } else { self.pairs.get(&key(one, other)).copied() }
    }

    /// Whether nothing is decided.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

fn key(one: &str, other: &str) -> (String, String) {
    let letters = |name: &str| fold(name).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (one, other) = (letters(one), letters(other));
    if one <= other { (one, other) } else { (other, one) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_hold_in_both_directions_and_in_any_spelling() {
        let text =
            "# mine\nبوزان، باری\tBuzan, Barry\tsame\n\nWalt, Stephen\tWalt, Martin\tdifferent\nbroken\n";
        let (decisions, problems) = Decisions::read(text);
        assert_eq!(decisions.of("Buzan, Barry", "بوزان، باري"), Some(true));
        assert_eq!(decisions.of("Walt Martin", "Walt, Stephen"), Some(false));
        assert_eq!(decisions.of("Walt", "Walt, Stephen"), None);
        assert_eq!(problems[0].line, Some(5));
        let line = Decisions::line("Buzan,  Barry", "بوزان، باری", true);
        assert_eq!(line, "Buzan, Barry\tبوزان، باری\tsame\n");
    }
}
