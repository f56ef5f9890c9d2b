//! From a citation to its entry and back.

use crate::model::{Analysis, CitationAt, EntryAt, Link};
use crate::syntax::{Target, Work};
use crate::text::{TextRange, TextSize};

/// The entries that the citation at `offset` means; at an entry, that entry.
pub fn definition(analysis: &Analysis, offset: TextSize) -> Vec<TextRange> {
    match work_at(analysis, offset) {
        Some((at, work)) => cited_entries(analysis, at, work).iter().map(EntryAt::range).collect(),
        None => analysis.entry_at(offset).iter().map(EntryAt::range).collect(),
    }
}

/// The citations of the entry at `offset`, or of the ones that the citation at `offset` means, in document order;
/// the entries themselves too where `with_entry` asks for them.
pub fn references(analysis: &Analysis, offset: TextSize, with_entry: bool) -> Vec<TextRange> {
    let entries = match work_at(analysis, offset) {
        Some((at, work)) => cited_entries(analysis, at, work),
        None => analysis.entry_at(offset).into_iter().collect(),
    };
    let mut found: Vec<TextRange> = Vec::new();
    for entry in entries {
        if with_entry {
            found.push(entry.range());
        }
        for at in analysis.citing(&entry) {
            let means = |work: &&Work| matches!(analysis.link(work), Link::Found(places) | Link::Across(places) if places.contains(&entry.place));
            found.extend(at.citation.works.iter().filter(means).map(|work| whole(work).at(at.base)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Names and year of a narrative citation stand apart; the place of a work is both.
fn whole(work: &Work) -> crate::text::Local {
    crate::text::Local {
        start: work.span.start.min(work.names.start),
        end: work.span.end.max(work.names.end),
    }
}

/// The work of a citation in which `offset` stands: the one whose names or year are there, or else its first.
pub(super) fn work_at(analysis: &Analysis, offset: TextSize) -> Option<(CitationAt<'_>, &Work)> {
    let at = analysis.citation_at(offset)?;
    let works = &at.citation.works;
    let here = works.iter().find(|work| work.span.at(at.base).touches(offset));
    Some((at, here.or_else(|| works.iter().find(|w| w.names.at(at.base).touches(offset))).or(works.first())?))
}

/// The entries that a work means. A word that refers back means what the citation before it does; a year that the
/// author's entries do not have leads to the author's entries.
pub(super) fn cited_entries<'a>(analysis: &'a Analysis, at: CitationAt<'a>, work: &Work) -> Vec<EntryAt<'a>> {
    let places = match analysis.link(work) {
        Link::Found(places) | Link::OtherYear(places) | Link::Across(places) | Link::Near(places) => places,
        Link::Missing => Vec::new(),
        Link::Unsure if matches!(work.target, Target::Ibid | Target::Idem) => {
            return cited_before(analysis, at);
        }
        Link::Unsure => Vec::new(),
    };
    places.into_iter().filter_map(|place| analysis.entry(place)).collect()
}

/// The entries of the last citation before `at` that names its work.
fn cited_before<'a>(analysis: &'a Analysis, at: CitationAt<'a>) -> Vec<EntryAt<'a>> {
    let own = at.citation.span.at(at.base).start;
    let names = |work: &&Work| !matches!(work.target, Target::Ibid | Target::Idem | Target::Sacred);
    let before = analysis.citations_before(own);
    let last =
        before.into_iter().find_map(|at| at.citation.works.iter().rev().find(names).map(|work| (at, work)));
    last.map_or_else(Vec::new, |(at, work)| cited_entries(analysis, at, work))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{self, MANUSCRIPT};
    use super::*;

    #[test]
    fn citations_lead_to_entries_and_back() {
        for (cursor, entry, citations) in [
            ("(Wa$0lt, 1987", "Walt, Stephen", 2),
            ("Walt (19$087) argues", "Walt, Stephen", 2),
            ("(بوز$0ان، ۱۳۸۹", "بوزان، باری", 1),
            ("Buzan, Bar$0ry", "Buzan, Barry", 1),
        ] {
            let (analysis, offset) = testing::at(MANUSCRIPT, cursor);
            let found = definition(&analysis, offset);
            assert_eq!(found.len(), 1, "{cursor}");
            assert!(analysis.text().slice(found[0]).starts_with(entry), "{cursor}");
            assert_eq!(references(&analysis, offset, false).len(), citations, "{cursor}");
            assert_eq!(references(&analysis, offset, true).len(), citations + 1, "{cursor}");
        }
        let (analysis, offset) = testing::at(MANUSCRIPT, "States ba$0lance");
        assert!(definition(&analysis, offset).is_empty());
    }

    #[test]
    fn no_date_leads_to_the_entry_that_says_so() {
        let text = "(طوسی، بی‌تا: ۱/ ۲۱؛ Walt, n.d.)\n\n# منابع\n\n\
            طوسی، محمد (۱۴۰۷ق). تهذیب الأحکام. تهران: دارالکتب الاسلامیه.\n\n\
            طوسی، محمد (بی‌تا). التبیان فی تفسیر القرآن. بیروت: دار احیاء التراث.\n\n\
            Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.\n";
        for (cursor, entry) in [("طو$0سی، بی‌تا:", "طوسی، محمد (بی‌تا)"), ("Wa$0lt, n.d.", "Walt")]
        {
            let (analysis, offset) = testing::at(text, cursor);
            let found = definition(&analysis, offset);
            assert_eq!(found.len(), 1, "{cursor}");
            assert!(analysis.text().slice(found[0]).starts_with(entry), "{cursor}");
        }
    }
}
