//! Deciding for good whether two names are one person's: lines for the author's `people.tsv`.

use super::Decide;
use super::navigation::work_at;
use crate::config::Decisions;
use crate::model::Analysis;
use crate::rules::{Locale, Message};
use crate::text::TextRange;

/// The most doubtful people of one citation.
const MOST: usize = 3;

/// What can be decided about the names at `range`: those of findings that are about two people, and those of which it
/// cannot be told whether a citation there means them.
pub fn decisions(analysis: &Analysis, range: TextRange, locale: Locale) -> Vec<Decide> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let near = analysis.diagnostics_in(range).filter(|found| found.range.meets(range));
    pairs.extend(near.filter_map(|found| found.people.cloned()));
    if let Some((_, work)) = work_at(analysis, range.start) {
        let cited = work.authors.first().map(|person| person.family.clone());
        let doubtful = analysis.doubtful(work).into_iter().take(MOST);
        pairs.extend(doubtful.filter_map(|(_, author)| Some((cited.clone()?, author.whole()))));
    }
    pairs.dedup();
    let same = |(one, other): &(String, String)| {
        let title = Message::new("`{0}` and `{1}` are one person", "«{0}» و «{1}» یک نفرند");
        decide(title, one, other, true, locale)
    };
    let different = |(one, other): &(String, String)| {
        let title = Message::new("`{0}` and `{1}` are never the same", "«{0}» و «{1}» هرگز یکی نیستند");
        decide(title, one, other, false, locale)
    };
    pairs.iter().flat_map(|pair| [same(pair), different(pair)]).collect()
}

fn decide(title: Message, one: &str, other: &str, same: bool, locale: Locale) -> Decide {
    Decide { title: title.with(one).with(other).render(locale), line: Decisions::line(one, other, same) }
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn two_names_of_a_finding_can_be_decided_about() {
        let text = "States balance (Wal$0lt, 1987).\n\n# References\n\nWalt, Stephen (1987). The Origins of Alliances. \
            Ithaca: Cornell University Press.\n";
        let (analysis, offset) = testing::at(text, text);
        let found = decisions(&analysis, TextRange::new(offset, offset), Locale::En);
        let lines: Vec<&str> = found.iter().map(|decide| decide.line.as_str()).collect();
        assert_eq!(lines, ["Wallt\tWalt, Stephen\tsame\n", "Wallt\tWalt, Stephen\tdifferent\n"]);
    }
}
