//! A work that comes into the list: where its entry goes, and which letter its year gets.

use crate::lang::Lang;
use crate::library::{Name, Work};
use crate::model::{Analysis, EntryAt};
use crate::people::letters;
use crate::syntax::{Date, Label};
use crate::text::{Edit, Local, TextRange, TextSize};

use super::super::layout::Layout;

/// The list, as far as it was looked at.
pub(super) struct List<'a> {
    analysis: &'a Analysis,
    entries: Option<Vec<EntryAt<'a>>>,
    parts: Vec<Part>,
}

/// The entries in the script of a language; all where none is.
struct Part {
    lang: Lang,
    /// Their numbers among all.
    entries: Vec<usize>,
    /// By what they are sorted.
    orders: Vec<(String, String)>,
    /// They are in order, but for a few.
    sorted: bool,
}

impl Part {
    fn new(all: &[EntryAt<'_>], lang: Lang) -> Part {
        let same = |n: &usize| all[*n].entry.summary.script == Some(lang.script());
        let mut entries: Vec<usize> = (0..all.len()).filter(same).collect();
        if entries.is_empty() {
            entries = (0..all.len()).collect();
        }
        let orders: Vec<(String, String)> = entries.iter().map(|&n| order(&all[n])).collect();
        let kept = orders.windows(2).filter(|pair| compare(lang, &pair[0], &pair[1]).is_le()).count();
        let sorted = kept * 10 >= orders.len().saturating_sub(1) * 8;
        Part { lang, entries, orders, sorted }
    }

    /// The first entry that stands behind one that is sorted by `own`, in a list that is in order.
    fn place(&self, own: &(String, String)) -> Option<usize> {
        let behind = |order: &(String, String)| compare(self.lang, order, own).is_gt();
        self.orders.iter().position(behind).filter(|_| self.sorted)
    }
}

/// What adding a work does.
pub(super) struct Added {
    /// The year with its letter.
    pub year: String,
    /// The edits of the list; none where it has no place for the entry.
    pub edits: Vec<Edit>,
}

/// The year of a work, as its file gives it.
pub(super) fn year(work: &Work) -> String {
    let year = work.date.years.first();
    let none = || {
        let without = work.lang.and_then(|lang| lang.pack().dates.no_date.first());
        without.cloned().filter(|_| work.date.without_year).unwrap_or_default()
    };
    year.map_or_else(none, |year| year.value.to_string() + year.letter.as_deref().unwrap_or(""))
}

/// Whether the list has a work: the same first author and year, and a title that begins alike.
pub(super) fn has(analysis: &Analysis, work: &Work) -> bool {
    let title = |text: &str| letters(text.split([':', '.', '(']).next().unwrap_or(text));
    let own = work.value(Label::Title).map(title).unwrap_or_default();
    let same = |at: &EntryAt<'_>| {
        let other = at.entry.value(Label::Title).map(title).unwrap_or_default();
        !own.is_empty() && (other.starts_with(&own) || (!other.is_empty() && own.starts_with(&other)))
    };
    namesakes(analysis, work).iter().any(same)
}

/// The entries with the first author and the year of a work.
fn namesakes<'a>(analysis: &'a Analysis, work: &Work) -> Vec<EntryAt<'a>> {
    let Some(person) = work.people().names.first().map(Name::person) else { return Vec::new() };
    let Some(year) = work.date.years.first() else { return Vec::new() };
    let places = analysis.index().work(person.key(), year.value);
    places.filter_map(|(place, _)| analysis.entry(place)).collect()
}

impl<'a> List<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> List<'a> {
        List { analysis, entries: None, parts: Vec::new() }
    }

    /// What adding a work does.
    pub(super) fn add(&mut self, work: &Work, layout: &Layout) -> Added {
        let (year, mut edits) = self.lettered(work, layout);
        match self.insertion(work, &layout.entry(work, &year)) {
            Some(insertion) if edits.iter().all(|edit| !edit.range.touches(insertion.range.start)) => {
                edits.push(insertion);
                edits.sort();
            }
            // Without an entry no letter is needed.
            _ => edits.clear(),
        }
        Added { year, edits }
    }

    /// The year with the next free letter where the list has works of this author and year, and the letter that the one
    /// among them gets that has none.
    fn lettered(&self, work: &Work, layout: &Layout) -> (String, Vec<Edit>) {
        let year = year(work);
        let namesakes = namesakes(self.analysis, work);
        let letters: &[String] = work.lang.map_or(&[], |lang| &lang.pack().year_letters);
        if namesakes.is_empty() || letters.is_empty() || work.date.years.iter().any(|y| y.letter.is_some()) {
            return (layout.in_digits(&year), Vec::new());
        }
        let used: Vec<&str> = namesakes
            .iter()
            .flat_map(|at| &at.entry.reference.date.years)
            .filter_map(|year| year.letter.as_deref())
            .collect();
        let mut free = letters.iter().filter(|letter| !used.contains(&letter.as_str()));
        let mut edits = Vec::new();
        for at in namesakes.iter().filter(|at| is_unlettered(&at.entry.reference.date)) {
            let (Some(letter), Some(end)) = (free.next(), year_end(at)) else { continue };
            edits.push(Edit { range: TextRange::new(end, end), text: letter.clone() });
        }
        let letter = free.next().map_or("", String::as_str);
        (layout.in_digits(&year) + letter, edits)
    }

    /// The edit that puts an entry into the list, in its place where the list is in order, else at the end of the entries
    /// in its script. `None` where the list numbers its entries or gives them keys.
    fn insertion(&mut self, work: &Work, entry: &str) -> Option<Edit> {
        let lang = work.lang?;
        let own = order_of(&work.people().names.first()?.person().family, &year(work));
        let analysis = self.analysis;
        let all = self.entries.get_or_insert_with(|| analysis.entries().collect());
        if all.iter().any(|at| at.entry.piece.number.is_some() || at.entry.piece.key.is_some()) {
            return None;
        }
        let part = match self.parts.iter().position(|part| part.lang == lang) {
            Some(known) => &self.parts[known],
            None => {
                self.parts.push(Part::new(all, lang));
                self.parts.last()?
            }
        };
        let Some(&last) = part.entries.last() else { return self.first(entry) };
        let next = part.place(&own).and_then(|at| part.entries.get(at)).copied();
        let frame = Frame::of(analysis, next.unwrap_or(last), all);
        Some(match next.and_then(|n| all.get(n)) {
            Some(at) => {
                let start = analysis.text().line_start(at.range().start);
                let text = format!("{}{entry}{}", frame.before, frame.between);
                Edit { range: TextRange::new(start, start), text }
            }
            None => {
                let end = all.get(last)?.range().end;
                let text = format!("{}{}{entry}", frame.between, frame.before);
                Edit { range: TextRange::new(end, end), text }
            }
        })
    }

    /// The first entry of a list that has only its heading.
    fn first(&self, entry: &str) -> Option<Edit> {
        let (heading, _) = self.analysis.list_headings().last()?;
        Some(Edit { range: TextRange::new(heading.end, heading.end), text: format!("\n\n{entry}") })
    }
}

/// What stands before an entry on its line, and between it and the next.
struct Frame {
    before: String,
    between: String,
}

impl Frame {
    fn of(analysis: &Analysis, after: usize, all: &[EntryAt<'_>]) -> Frame {
        let text = analysis.text();
        let at = &all[after];
        let start = at.range().start;
        let before = text.slice(TextRange::new(text.line_start(start), start));
        let neighbour =
            all.get(after + 1).map(|next| (at, next)).or_else(|| Some((all.get(after.checked_sub(1)?)?, at)));
        let between = neighbour.map(|(one, next)| {
            let gap = TextRange::new(one.range().end, text.line_start(next.range().start));
            let breaks = if gap.start < gap.end { text.slice(gap).matches('\n').count() } else { 0 };
            "\n".repeat(breaks.clamp(1, 2))
        });
        Frame { before, between: between.unwrap_or_else(|| "\n\n".to_owned()) }
    }
}

/// By what an entry is sorted: the family name without its article, and the year.
fn order(at: &EntryAt<'_>) -> (String, String) {
    let family =
        at.entry.summary.people.first().map_or(at.entry.summary.name.as_str(), |person| &person.family);
    let year = at.entry.reference.date.years.first().map(|year| year.value.to_string());
    order_of(family, &year.unwrap_or_default())
}

fn order_of(family: &str, year: &str) -> (String, String) {
    (crate::people::without_article(family).to_owned(), year.to_owned())
}

fn compare(lang: Lang, one: &(String, String), other: &(String, String)) -> std::cmp::Ordering {
    lang.collate(&one.0, &other.0).then_with(|| one.1.cmp(&other.1))
}

fn is_unlettered(date: &Date) -> bool {
    !date.years.is_empty() && date.years.iter().all(|year| year.letter.is_none())
}

/// The end of the digits of an entry's year in the document.
fn year_end(at: &EntryAt<'_>) -> Option<TextSize> {
    let field = at.entry.reference.field(Label::Date)?;
    let value = field.span.of(&at.entry.view.text);
    let digits = value.char_indices().take_while(|(_, c)| crate::text::digit_value(*c).is_some()).last()?;
    let end = field.span.start as usize + digits.0 + digits.1.len_utf8();
    let seen = Local::new(field.span.start as usize, end);
    Some(at.source(seen).end)
}
