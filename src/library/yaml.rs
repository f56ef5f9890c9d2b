//! Hayagriva's YAML: a map from keys to works, each with the work in which it appeared as its `parent`.
//!
//! The file is cut at the keys of the map and each entry is read by itself, so that one with a fault leaves the others
//! alone; an anchor of one entry is therefore not known in another.

use std::fmt::Display;
use std::ops::Range;

use hayagriva::Entry;
use hayagriva::types::{EntryType, Person, PersonRole};

use super::Library;
use super::name::{Name, Names, SuffixPlace};
use super::place;
use super::problem::{Problem, ProblemKind};
use super::work::Work;
use crate::syntax::{Kind, Label};
use crate::text::TextRange;

/// Brackets within brackets: the parser needs time in the square of their number, and reads no more than 128.
const DEEPEST: usize = 100;

/// How many bytes the aliases of an entry may stand for, reckoned as if each stood for all of it.
const MOST_ALIASED: usize = 1 << 26;

/// Reads a file.
pub(super) fn read(text: &str) -> Library {
    let mut library = Library::default();
    for chunk in chunks(text) {
        match entries(text, chunk) {
            Ok(works) => library.works.extend(works),
            Err(problem) => library.problems.push(problem),
        }
    }
    if library.works.is_empty() {
        // Nothing here is an entry: the file is something else, and one sentence says so.
        library.problems.truncate(1);
    }
    library
}

/// The places of the entries: each begins with a line that is not indented.
fn chunks(text: &str) -> Vec<TextRange> {
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut inside = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + if at == 0 { line.len() - line.trim_start_matches('\u{feff}').len() } else { 0 };
        at += line.len();
        let end = start + text[start..at].trim_end().len();
        match text[start..end].chars().next() {
            None | Some('#' | '%') => {}
            Some(_) if is_divider(&text[start..end]) => inside = false,
            Some(first) => {
                let goes_on = matches!(first, ' ' | '\t' | '}' | ']' | '-');
                // A map in braces is one chunk.
                let last =
                    chunks.last_mut().filter(|c| inside && (goes_on || text[c.start..].starts_with('{')));
                match last {
                    Some(chunk) => chunk.end = end,
                    None => chunks.push(start..end),
                }
                inside = true;
            }
        }
    }
    chunks.into_iter().map(place::range).collect()
}

/// Whether a line parts documents.
fn is_divider(line: &str) -> bool {
    line.starts_with("---") || line == "..."
}

/// The works of one chunk, which are one but for maps in braces.
fn entries(text: &str, range: TextRange) -> Result<Vec<Work>, Problem> {
    let chunk = text.get(range.start.bytes()..range.end.bytes()).unwrap_or("");
    let malformed = |detail: &str| ProblemKind::Malformed(place::without_place(detail));
    if is_nested_too_deeply(chunk) {
        return Err(Problem::at_head(text, range, malformed("nested too deeply")));
    }
    if chunk.contains('&') && chunk.matches('*').count().saturating_mul(chunk.len()) > MOST_ALIASED {
        return Err(Problem::at_head(text, range, malformed("too many aliases")));
    }
    let read = hayagriva::io::from_yaml_str(chunk).map_err(|error| {
        let line = place::line(chunk, error.location().map_or(0, |at| at.line().saturating_sub(1)));
        let kind = malformed(&error.to_string());
        match line.is_empty() {
            true => Problem::at_head(text, range, kind),
            false => {
                let start = range.start.bytes();
                Problem { range: place::range(start + line.start.bytes()..start + line.end.bytes()), kind }
            }
        }
    })?;
    Ok(read.iter().map(|entry| work(entry, Work::new(range))).collect())
}

fn is_nested_too_deeply(chunk: &str) -> bool {
    let mut depth = 0usize;
    chunk.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

fn work(entry: &Entry, mut work: Work) -> Work {
    work.key = Some(entry.key().to_owned());
    work.kind = kind(entry);
    work.authors = names(entry.authors());
    work.editors = names(entry.editors());
    let affiliated = entry.affiliated().into_iter().flatten();
    for role in affiliated.filter(|role| role.role == PersonRole::Translator) {
        work.translators.names.extend(names(Some(&role.names)).names);
    }
    set(&mut work, Label::Title, entry.title());
    set(&mut work, Label::Pages, entry.page_range());
    set(&mut work, Label::Genre, entry.genre());
    set(&mut work, Label::Note, entry.note());
    set(&mut work, Label::Doi, entry.doi());
    for (depth, whole) in lineage(entry).into_iter().enumerate() {
        if let Some(date) = whole.date() {
            work.set_date(&date.year.to_string());
        }
        if depth > 0 {
            set(&mut work, Label::Container, whole.title());
        }
        if work.editors.is_empty() {
            work.editors = names(whole.editors());
        }
        edition(&mut work, whole);
    }
    let lang = entry.language().map(ToString::to_string);
    work.set_lang(lang.as_deref());
    work
}

/// Sets what an entry or the work in which it appeared may say.
fn edition(work: &mut Work, entry: &Entry) {
    let publisher = entry.publisher();
    set(work, Label::Volume, entry.volume());
    set(work, Label::Issue, entry.issue());
    set(work, Label::Edition, entry.edition());
    set(work, Label::Publisher, publisher.and_then(|publisher| publisher.name()));
    set(work, Label::Publisher, entry.organization());
    set(work, Label::Location, publisher.and_then(|publisher| publisher.location()));
    set(work, Label::Location, entry.location());
    set(work, Label::Url, entry.url());
}

fn set(work: &mut Work, label: Label, value: Option<impl Display>) {
    work.set(label, value.map(|value| value.to_string()).as_deref());
}

/// An entry, the work in which it appeared first, the one in which that did, and so on.
fn lineage(entry: &Entry) -> Vec<&Entry> {
    fn parent<'e>(entry: &&'e Entry) -> Option<&'e Entry> {
        entry.parents().iter().find(|parent| *parent.entry_type() != EntryType::Original)
    }
    std::iter::successors(Some(entry), parent).collect()
}

fn names(persons: Option<&[Person]>) -> Names {
    let mut names = Names::default();
    for person in persons.into_iter().flatten() {
        let (prefix, suffix) = (person.prefix.as_deref(), person.suffix.clone().unwrap_or_default());
        match person.given_name.as_deref() {
            Some(given) => {
                let mut name = Name::of_parts(&person.name, given);
                name.particle = format!("{} {}", prefix.unwrap_or(""), name.particle).trim().to_owned();
                names.push(Name { suffix, ..name });
            }
            None => {
                let whole = format!("{} {}", prefix.unwrap_or(""), person.name);
                names.push_written(&whole, SuffixPlace::Second);
            }
        }
    }
    names
}

fn kind(entry: &Entry) -> Kind {
    let parent = entry.parents().first().map(Entry::entry_type);
    match (entry.entry_type(), parent) {
        (EntryType::Article, Some(EntryType::Newspaper)) => Kind::Newspaper,
        (EntryType::Article, Some(EntryType::Proceedings | EntryType::Conference)) => Kind::Conference,
        (EntryType::Article, Some(EntryType::Blog | EntryType::Web)) => Kind::Webpage,
        (EntryType::Article, Some(EntryType::Reference)) | (EntryType::Entry, _) => Kind::Encyclopedia,
        (EntryType::Article | EntryType::Periodical, _) => Kind::Article,
        (EntryType::Chapter | EntryType::Anthos, _) => Kind::Chapter,
        (EntryType::Book | EntryType::Anthology | EntryType::Reference | EntryType::Proceedings, _) => {
            Kind::Book
        }
        (EntryType::Report, _) => Kind::Report,
        (EntryType::Thesis, _) => Kind::Thesis,
        (EntryType::Web | EntryType::Blog | EntryType::Post | EntryType::Thread, _) => Kind::Webpage,
        (EntryType::Case | EntryType::Legislation, _) => Kind::Law,
        (EntryType::Newspaper, _) => Kind::Newspaper,
        (EntryType::Manuscript, _) => Kind::Manuscript,
        (EntryType::Conference, _) => Kind::Conference,
        _ => Kind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::library::tests::{names, sure};

    #[test]
    fn entries_become_works() {
        let text = "\u{feff}# منابع\n---\nsariolghalam:\n  type: article\n  title: \"عقلانیت: {X}\"\n  author: سریع‌القلم، محمود\n\
            \x20 date: 1380-04\n  page-range: 7-21\n  language: fa\n  serial-number: { doi: 10.4444/z }\n  parent:\n\
            \x20   type: periodical\n    title: راهبرد\n    volume: 9\n    issue: 3\n    publisher: { name: Center, location: Tehran }\n\n\
            # next\nbull:\n  type: anthos\n  title: Society\n  author: [ 'Bull, Hedley', World Bank ]\n\
            \x20 affiliated:\n    - role: translator\n      names: de la Torre, Inés\n\
            \x20 parent: { title: Essays, editor: Martin Wight, date: 1966, location: London }\n";
        let library = read(text);
        assert_eq!(library.problems, []);
        let [first, second] = library.works.as_slice() else { panic!("{:?}", library.works) };
        assert_eq!((first.key.as_deref(), first.kind), (Some("sariolghalam"), Kind::Article));
        assert_eq!(names(&first.authors), ["محمود||سریع‌القلم|"]);
        assert_eq!((first.date.years[0].value, first.lang.map(Lang::id)), (1380, Some("fa")));
        assert!(text[..first.range.end.bytes()].ends_with("Tehran }"));
        sure(
            first,
            &[
                (Label::Title, "عقلانیت: X"),
                (Label::Container, "راهبرد"),
                (Label::Volume, "9"),
                (Label::Issue, "3"),
                (Label::Pages, "7-21"),
                (Label::Publisher, "Center"),
                (Label::Location, "Tehran"),
                (Label::Doi, "10.4444/z"),
            ],
        );
        assert_eq!((second.kind, second.date.years[0].value), (Kind::Chapter, 1966));
        assert_eq!(names(&second.authors), ["Hedley||Bull|", "[World Bank]"]);
        assert_eq!(names(&second.editors), ["Martin||Wight|"]);
        assert_eq!(names(&second.translators), ["Inés|de la|Torre|"]);
        sure(second, &[(Label::Title, "Society"), (Label::Container, "Essays"), (Label::Location, "London")]);
    }

    fn check(text: &str, works: usize, problems: &[&str]) {
        let library = read(text);
        let found: Vec<&str> =
            library.problems.iter().map(|p| &text[p.range.start.bytes()..p.range.end.bytes()]).collect();
        assert_eq!((library.works.len(), found.as_slice()), (works, problems), "{text}");
    }

    #[test]
    fn a_fault_stays_in_its_entry() {
        check("a:\n  type: book\nb:\n  title: no type\nc:\n  type: web\n", 2, &["title: no type"]);
        check("a:\n  type: book\n  date: [\nb:\n  type: web\n", 1, &["date: ["]);
        check("{ a: { type: book },\nb: { type: web },\n}", 2, &[]);
        check("a:\n  type: book\n...\n---\nb:\n  type: web", 2, &[]);
        check("Dear reader,\nthis is: a letter\n- no more\n", 0, &["Dear reader,"]);
        check("# nothing\n\n", 0, &[]);
    }

    #[test]
    fn deep_and_aliased_texts_come_to_an_end() {
        check(&format!("a: {}", "[".repeat(20_000)), 0, &[&format!("a: {}", "[".repeat(57))]);
        let aliases = format!(
            "a:\n  type: book\n  title: &x {}\n  author: [{}]\n",
            "y".repeat(9_000),
            "*x, ".repeat(9_000)
        );
        check(&aliases, 0, &["a:"]);
    }
}
