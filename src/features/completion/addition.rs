//! A work that comes into the list: where its entry goes, and which letter its year gets.

use crate::lang::Lang;
use crate::library::{Name, Work};
use crate::model::{Analysis, EntryAt};
use crate::people::{Decision, Form, compare, letters};
use crate::syntax::{Date, Label, Person};
use crate::text::{Edit, Local, Shares, TextRange, TextSize, digit_value};

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
    /// They are in the script of the language.
    is_own: bool,
}

impl Part {
    fn new(all: &[EntryAt<'_>], lang: Lang) -> Part {
        let same = |n: &usize| all[*n].entry.summary.script == Some(lang.script());
        let mut entries: Vec<usize> = (0..all.len()).filter(same).collect();
        let is_own = !entries.is_empty();
        if !is_own {
            entries = (0..all.len()).collect();
        }
        let orders: Vec<(String, String)> = entries.iter().map(|&n| order(&all[n])).collect();
        let kept = orders.windows(2).filter(|pair| in_order(lang, &pair[0], &pair[1]).is_le()).count();
        let sorted = kept * 10 >= orders.len().saturating_sub(1) * 8;
        // Across scripts there is no order.
        Part { lang, entries, orders, sorted: sorted && is_own, is_own }
    }

    /// The first entry that stands behind one that is sorted by `own`, in a list that is in order.
    fn place(&self, own: &(String, String)) -> Option<usize> {
        let behind = |order: &(String, String)| in_order(self.lang, order, own).is_gt();
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

/// Whether the list has a work: the same first author and year, and the same title, with or without its second part.
pub(super) fn has(analysis: &Analysis, work: &Work) -> bool {
    let own = work.value(Label::Title).map(titles).unwrap_or_default();
    let same = |at: &EntryAt<'_>| {
        let other = at.entry.value(Label::Title).map(titles).unwrap_or_default();
        own.iter().any(|title| other.contains(title))
    };
    namesakes(analysis, work).iter().any(same)
}

/// The letters of a title, and of what stands before its colon where that says enough.
fn titles(title: &str) -> Vec<String> {
    let main = title.split(':').next().unwrap_or(title);
    let enough = main.split_whitespace().count() >= 3;
    let both = [title, main].into_iter().take(if enough { 2 } else { 1 });
    both.map(letters).filter(|title| !title.is_empty()).collect()
}

/// The entries with the first author and the year of a work.
fn namesakes<'a>(analysis: &'a Analysis, work: &Work) -> Vec<EntryAt<'a>> {
    let Some(person) = work.people().names.first().map(Name::person) else { return Vec::new() };
    let index = analysis.index();
    let entry = |(place, _)| analysis.entry(place);
    match work.date.years.first() {
        Some(year) => index.work(person.key(), year.value).filter_map(entry).collect(),
        None => {
            let undated = index.named(person.key()).filter(|(_, summary)| summary.years.is_empty());
            undated.filter_map(entry).collect()
        }
    }
}

/// Whether an entry is by the same people as a work, as far as their names tell.
fn is_by(at: &EntryAt<'_>, work: &Work) -> bool {
    let (people, names) = (&at.entry.summary.people, &work.people().names);
    let same = |(one, name): (&Person, &Name)| {
        compare(&Form::of_person(one), &Form::of_person(&name.person())).decision == Decision::Same
    };
    people.len() == names.len() && people.iter().zip(names).all(same)
}

impl<'a> List<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> List<'a> {
        List { analysis, entries: None, parts: Vec::new() }
    }

    /// What adding a work does.
    pub(super) fn add(&mut self, work: &Work, layout: &Layout) -> Added {
        let (year, mut edits) = self.lettered(work, layout);
        match self.insertion(work, &layout.entry(work, &year)) {
            Some(mut insertion) if edits.iter().all(|edit| !edit.range.touches(insertion.range.start)) => {
                if ends_in_two(self.analysis) {
                    insertion.text = insertion.text.replace('\n', "\r\n");
                }
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
        let mut namesakes = namesakes(self.analysis, work);
        namesakes.retain(|at| is_by(at, work));
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
            let Some(end) = year_end(at) else { continue };
            let Some(letter) = free.next() else { continue };
            edits.push(Edit { range: TextRange::new(end, end), text: letter.clone() });
        }
        let letter = free.next().map_or("", String::as_str);
        (layout.in_digits(&year) + letter, edits)
    }

    /// The edit that puts an entry into the list, in its place where the list is in order, else at the end of the entries
    /// in its script. `None` where the list numbers its entries or gives them keys.
    fn insertion(&mut self, work: &Work, entry: &str) -> Option<Edit> {
        let lang = work.lang?;
        let person = work.people().names.first().map(|name| name.person().family);
        let own = order_of(&person.or_else(|| work.value(Label::Title).map(str::to_owned))?, &year(work));
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
        let heading = if part.is_own { None } else { empty_heading(analysis, all, lang) };
        let last = match (heading, part.entries.last()) {
            (Some(heading), _) => return Some(below(analysis, heading, entry)),
            (None, Some(&last)) => last,
            (None, None) => return Some(below(analysis, analysis.list_headings().last()?.0, entry)),
        };
        let next = part.place(&own).and_then(|at| part.entries.get(at)).copied();
        let frame = Frame::of(analysis, next.unwrap_or(last), all)?;
        Some(match next.and_then(|n| all.get(n)) {
            Some(at) => {
                let start = analysis.text().line_start(at.range().start);
                let text = format!("{}{entry}{}{}", frame.before, frame.after, frame.between);
                Edit { range: TextRange::new(start, start), text }
            }
            None => {
                let end = behind(analysis, all.get(last)?.range().end);
                let text = format!("{}{}{entry}{}", frame.between, frame.before, frame.after);
                Edit { range: TextRange::new(end, end), text }
            }
        })
    }
}

/// What stands before an entry on its line, and between it and the next.
struct Frame {
    before: String,
    /// What closes the group in which it stands.
    after: &'static str,
    between: String,
}

impl Frame {
    /// `None` where more stands before an entry than a bullet: that cannot be repeated.
    fn of(analysis: &Analysis, after: usize, all: &[EntryAt<'_>]) -> Option<Frame> {
        let text = analysis.text();
        let at = &all[after];
        let start = at.range().start;
        let before = text.slice(TextRange::new(text.line_start(start), start));
        let grouped = before.ends_with('{')
            && analysis.block_at(at.base).is_some_and(|(_, source)| {
                source.get(at.entry.piece.span.end as usize..).is_some_and(|rest| rest.starts_with('}'))
            });
        let lead = if grouped {
            before.trim_end_matches('{').trim_end_matches(|c: char| c.is_ascii_alphabetic())
        } else {
            &before
        };
        let lead = if grouped { lead.strip_suffix('\\').unwrap_or(lead) } else { lead };
        if !matches!(lead.trim(), "" | "-" | "*" | "+" | "•" | "\\item" | "\\noindent") {
            return None;
        }
        let closing = if grouped { "}" } else { "" };
        let neighbour =
            all.get(after + 1).map(|next| (at, next)).or_else(|| Some((all.get(after.checked_sub(1)?)?, at)));
        let between = neighbour.map(|(one, next)| {
            let gap = TextRange::new(one.range().end, text.line_start(next.range().start));
            let breaks = if gap.start < gap.end { text.slice(gap).matches('\n').count() } else { 0 };
            "\n".repeat(breaks.clamp(1, 2))
        });
        Some(Frame { before, after: closing, between: between.unwrap_or_else(|| "\n\n".to_owned()) })
    }
}

/// Behind an entry: the end of its last line, with comments and commands, and of the lines below that are indented.
fn behind(analysis: &Analysis, end: TextSize) -> TextSize {
    let text = analysis.text();
    let start = text.line_start(end);
    let mut lines = text.lines_from(start);
    let whole = lines.next().unwrap_or_default();
    let mut length = whole.trim_end_matches(['\n', '\r']).len();
    let mut reached = whole.len();
    for line in lines.take_while(|line| line.starts_with([' ', '\t']) && !line.trim().is_empty()) {
        length = reached + line.trim_end_matches(['\n', '\r']).len();
        reached += line.len();
    }
    start + length
}

/// Whether the lines of a document end in CR and LF.
fn ends_in_two(analysis: &Analysis) -> bool {
    let first = analysis.text().lines_from(TextSize::default()).next();
    first.is_some_and(|line| line.ends_with("\r\n"))
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

fn in_order(lang: Lang, one: &(String, String), other: &(String, String)) -> std::cmp::Ordering {
    lang.collate(&one.0, &other.0).then_with(|| one.1.cmp(&other.1))
}

fn is_unlettered(date: &Date) -> bool {
    !date.years.is_empty() && date.years.iter().all(|year| year.letter.is_none())
}

/// The end of the digits of an entry's only year in the document.
fn year_end(at: &EntryAt<'_>) -> Option<TextSize> {
    let field = at.entry.reference.field(Label::Date)?;
    let [year] = &at.entry.reference.date.years[..] else { return None };
    let digits = digits_of(field.span.of(&at.entry.view.text), year.value)?;
    let start = field.span.start as usize;
    Some(at.source(Local::new(start + digits.start, start + digits.end)).end)
}

/// Where a number stands in a text, in digits of any kind.
pub(super) fn digits_of(text: &str, number: u32) -> Option<std::ops::Range<usize>> {
    let mut runs = text.split(|c| digit_value(c).is_none()).filter(|run| !run.is_empty());
    let value =
        |run: &str| run.chars().try_fold(0u32, |sum, c| sum.checked_mul(10)?.checked_add(digit_value(c)?));
    let run = runs.find(|run| value(run) == Some(number))?;
    let start = run.as_ptr() as usize - text.as_ptr() as usize;
    Some(start..start + run.len())
}

/// The heading of a list in the script of a language that has no entry yet.
fn empty_heading(analysis: &Analysis, all: &[EntryAt<'_>], lang: Lang) -> Option<TextRange> {
    let headings: Vec<(TextRange, &str)> = analysis.list_headings().collect();
    let is_empty = |n: usize| {
        let end = headings.get(n + 1).map_or(analysis.text().len(), |(next, _)| next.start);
        !all.iter().any(|at| headings[n].0.end <= at.range().start && at.range().start < end)
    };
    let own = |text: &str| Shares::of(text).main() == Some(lang.script());
    let found = headings.iter().enumerate().find(|(n, (_, text))| own(text) && is_empty(*n));
    found.map(|(_, (range, _))| *range)
}

/// The first entry of a list, below its heading with all that belongs to that.
fn below(analysis: &Analysis, heading: TextRange, entry: &str) -> Edit {
    let block = analysis.block_at(heading.start);
    let end = block.map_or(heading.end, |(start, source)| start + source.trim_end().len());
    Edit { range: TextRange::new(end, end), text: format!("\n\n{entry}") }
}
