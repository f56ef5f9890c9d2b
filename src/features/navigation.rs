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
        // An entry with a dash is called by the name of the one before it.
        let leader = analysis.leader(&entry);
        for at in analysis.citing(leader.as_ref().unwrap_or(&entry)) {
            let works = at.citation.works.iter().filter(|work| means(analysis, work, &entry));
            found.extend(works.map(|work| whole(work).at(at.base)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a work surely means an entry.
fn means(analysis: &Analysis, work: &Work, entry: &EntryAt<'_>) -> bool {
    match analysis.link(work) {
        Link::Found(places) | Link::Across(places) => places.contains(&entry.place),
        Link::Unsure => repeating(analysis, work).iter().any(|at| at.place == entry.place),
        _ => false,
    }
}

/// The entries of a work's year that repeat by a dash the author whom it names.
fn repeating<'a>(analysis: &'a Analysis, work: &Work) -> Vec<EntryAt<'a>> {
    let Some(year) = work.year.as_ref().filter(|_| work.target == Target::AuthorYear) else {
        return Vec::new();
    };
    let names: Vec<&String> = work.candidates().flat_map(|person| &person.keys).collect();
    let dashed = analysis.index().work("", year.value).take(MOST_REPEATING);
    let entries = dashed.filter_map(|(place, _)| analysis.entry(place));
    let named = |at: &EntryAt<'_>| {
        let leader = analysis.leader(at);
        leader
            .is_some_and(|leader| leader.entry.summary.first_names().iter().any(|name| names.contains(&name)))
    };
    let mut found: Vec<EntryAt<'_>> = entries.filter(named).collect();
    let lettered = |at: &EntryAt<'_>| at.entry.summary.years.iter().any(|own| own.letter == year.letter);
    if year.letter.is_some() && found.iter().any(lettered) {
        found.retain(lettered);
    }
    found
}

/// Of so many entries with a dash in one year it is asked whose they are.
const MOST_REPEATING: usize = 50;

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
    // Of those between the two ends of a range the place is the whole range.
    let touching = works.iter().filter(|work| work.span.at(at.base).touches(offset));
    let here = touching.min_by_key(|work| work.span.end - work.span.start);
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
        Link::Unsure => return repeating(analysis, work),
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
    fn an_entry_with_a_dash_is_its_authors() {
        let text = "متن (مولوی، ۱۳۷۳) و (مولوی، ۱۳۶۳).\n\n# منابع\n\nعطار، فریدالدین (۱۳۷۰). منطق‌الطیر. تهران: سخن.\n\n\
            مولوی، جلال‌الدین (۱۳۶۳). دیوان. تهران: امیرکبیر.\n\nــــــــ (۱۳۷۳). مثنوی معنوی. تهران: امیرکبیر.\n";
        let (analysis, offset) = testing::at(text, "(مول$0وی، ۱۳۷۳");
        let [entry] = definition(&analysis, offset)[..] else { panic!("it means one entry") };
        assert!(analysis.text().slice(entry).contains("مثنوی"));
        let found = references(&analysis, entry.start, false);
        assert_eq!(
            found.iter().map(|range| analysis.text().slice(*range)).collect::<Vec<_>>(),
            ["مولوی، ۱۳۷۳"]
        );
        let shown = super::super::hover(&analysis, offset, crate::rules::Locale::Fa).unwrap();
        assert!(shown.plain.contains("جلال‌الدین"), "{}", shown.plain);
    }

    #[test]
    fn the_two_ends_of_a_range_are_two_works() {
        let text = "One [1–3].\n\n# References\n\n1. Walt S. Origins. Ithaca: Cornell; 1987.\n2. Bull H. Society. London: \
            Macmillan; 1977.\n3. Waltz K. Theory. Reading: Addison; 1979.\n";
        let places =
            [("[$01–3]", "Walt S"), ("[1–$03]", "Waltz"), ("[1–3$0]", "Waltz"), ("$02. Bull", "Bull H")];
        for (cursor, name) in places {
            let (analysis, offset) = testing::at(text, cursor);
            let found = definition(&analysis, offset);
            assert!(analysis.text().slice(found[0]).starts_with(name), "{cursor}");
        }
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
