//! The document's own habits, by majority.

use std::collections::BTreeMap;

use crate::syntax::{Citation, CitationKind, Work};
use crate::text::{DigitSet, Script, digit_set, digit_value};

/// How often the document does a thing in each way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// Works in brackets with a comma before the year, and without.
    commas: [usize; 2],
    /// Years of works cited in Arabic and in Latin script, by the family of their first digit.
    digits: [[usize; 3]; 2],
    /// What stands between year and page in citations in Arabic and in Latin script.
    pages: [BTreeMap<String, usize>; 2],
    /// What stands between two names in brackets.
    and: [BTreeMap<String, usize>; 2],
    /// What says in brackets that there are more authors.
    others: [BTreeMap<String, usize>; 2],
}

/// Longer text behind a name is no word for others.
const LONGEST_OTHERS: usize = 32;

/// Longer text between year and page is no separator.
const LONGEST_SEPARATOR: usize = 16;

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
            let Some(script) = work.lang.and_then(|lang| place(lang.script())) else { continue };
            let add = |forms: &mut BTreeMap<String, usize>, form: &str| {
                change(forms.entry(form.to_owned()).or_default(), 1);
                forms.retain(|_, count| *count > 0);
            };
            if let Some(separator) = before_page(source, citation, work) {
                add(&mut self.pages[script], separator);
            }
            match more_names(source, citation, work) {
                Some((others, true)) => add(&mut self.others[script], others),
                Some((and, false)) => add(&mut self.and[script], and),
                None => {}
            }
        }
    }

    /// Citations have no comma between names and year.
    pub fn omits_comma(&self) -> bool {
        self.commas[1] >= 3 && self.commas[1] > self.commas[0]
    }

    /// What stands between year and page in most citations in this script that give one: «: », ", p. "; `None` without
    /// any.
    pub fn pages(&self, script: Script) -> Option<&str> {
        most(&self.pages[place(script)?])
    }

    /// What stands between two names in most citations in this script.
    pub fn and(&self, script: Script) -> Option<&str> {
        most(&self.and[place(script)?])
    }

    /// What says in most citations in this script that there are more authors.
    pub fn others(&self, script: Script) -> Option<&str> {
        most(&self.others[place(script)?])
    }

    /// The digits of most years in citations whose names are in this script; `None` without any.
    pub fn digits(&self, script: Script) -> Option<DigitSet> {
        let counts = self.digits[place(script)?];
        let most = (0..3).rev().max_by_key(|&family| counts[family])?;
        (counts[most] > 0).then_some(DIGITS[most])
    }
}

fn most(forms: &BTreeMap<String, usize>) -> Option<&str> {
    forms.iter().max_by_key(|(_, count)| **count).map(|(form, _)| form.as_str())
}

/// What stands behind the first name of a work in brackets: the word for others, or what joins it with a second name.
fn more_names<'s>(source: &'s str, citation: &Citation, work: &Work) -> Option<(&'s str, bool)> {
    let names = work.names.of(source);
    let first = work.authors.first().filter(|_| citation.kind == CitationKind::Bracket)?;
    let behind = names.get(names.find(&first.family)? + first.family.len()..)?;
    let form = match work.authors.get(1) {
        Some(second) if work.authors.len() == 2 && !work.others => &behind[..behind.find(&second.family)?],
        None if work.others => behind,
        _ => return None,
    };
    let form = form.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '،'));
    // The stop of "et al." stands behind the names.
    let end = form.as_ptr() as usize - source.as_ptr() as usize + form.len();
    let stopped = work.others && source[end..].starts_with('.');
    let form = if stopped { &source[end - form.len()..=end] } else { form };
    (!form.is_empty() && form.len() <= LONGEST_OTHERS).then_some((form, work.others))
}

/// What stands between the year of a work in brackets and the page behind it.
fn before_page<'s>(source: &'s str, citation: &Citation, work: &Work) -> Option<&'s str> {
    let rest = source.get(work.year_span.end as usize..citation.span.end as usize)?;
    let page = rest.find(|c: char| digit_value(c).is_some())?;
    let separator = &rest[..page];
    let fine = citation.kind == CitationKind::Bracket
        && work.year.is_some()
        && separator.starts_with([':', ',', '،', ' '])
        && !separator.contains([';', '؛', '(', ')', '\n'])
        && separator.len() <= LONGEST_SEPARATOR;
    fine.then_some(separator)
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
