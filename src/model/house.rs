//! The document's own habits, by majority.

use crate::syntax::{Citation, CitationKind};
use crate::text::{DigitSet, Script, digit_set};

/// How often the document does a thing in each way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// Works in brackets with a comma before the year, and without.
    commas: [usize; 2],
    /// Years of works cited in Arabic and in Latin script, by the family of their first digit.
    digits: [[usize; 3]; 2],
}

/// The families of digits in the order of [`House`]'s counts.
const DIGITS: [DigitSet; 3] = [DigitSet::Ascii, DigitSet::Persian, DigitSet::Arabic];

impl House {
    /// Counts a citation; `change` adds or takes away. `source` is the text of its block.
    pub(super) fn count(&mut self, source: &str, citation: &Citation, change: impl Fn(&mut usize, usize)) {
        for work in &citation.works {
            if citation.kind == CitationKind::Bracket {
                change(&mut self.commas[0], usize::from(work.sure));
                change(&mut self.commas[1], usize::from(work.bare));
            }
            let first =
                work.year.as_ref().and_then(|_| work.year_span.of(source).chars().find_map(digit_set));
            let family = first.and_then(|set| DIGITS.iter().position(|&other| other == set));
            if let (Some(family), Some(script)) = (family, work.lang.and_then(|lang| place(lang.script()))) {
                change(&mut self.digits[script][family], 1);
            }
        }
    }

    /// Citations have no comma between names and year.
    pub fn omits_comma(&self) -> bool {
        self.commas[1] >= 3 && self.commas[1] > self.commas[0]
    }

    /// The digits of most years in citations whose names are in this script; `None` without any.
    pub fn digits(&self, script: Script) -> Option<DigitSet> {
        let counts = self.digits[place(script)?];
        let most = (0..3).rev().max_by_key(|&family| counts[family])?;
        (counts[most] > 0).then_some(DIGITS[most])
    }
}

fn place(script: Script) -> Option<usize> {
    match script {
        Script::Arabic => Some(0),
        Script::Latin => Some(1),
        Script::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::Config;
    use crate::markup::Format;
    use crate::model::{Input, analyze};
    use crate::text::Buffer;

    #[test]
    fn the_majority_is_the_habit() {
        let text = "متن (علوی ۱۳۸۰)، (رضوی ۱۳۸۱)، (نوری ۱۳۸۲) و (کاظمی، 1383) و (Walt 1987).\n";
        let input =
            Input { text: Buffer::new(text), format: Format::Plain, config: Arc::new(Config::default()) };
        let analysis = analyze(&input, None);
        let house = analysis.facts().house();
        assert!(house.omits_comma());
        assert_eq!(house.digits(Script::Arabic), Some(DigitSet::Persian));
        assert_eq!(house.digits(Script::Latin), Some(DigitSet::Ascii));
        assert_eq!(house.digits(Script::Other), None);
    }
}
