//! RIS: records of lines, each with a tag of two signs.
//!
//! Tags follow the specification of Research Information Systems and what Zotero and EndNote make of it.

use super::Library;
use super::name::{Names, SuffixPlace};
use super::place;
use super::problem::{Problem, ProblemKind};
use super::work::Work;
use crate::syntax::{Kind, Label};

/// Reads a file.
pub(super) fn read(text: &str) -> Library {
    let mut library = Library::default();
    let mut open: Option<Record> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_start_matches('\u{feff}').trim_end();
        match tagged(content) {
            Some(("TY", kind)) => {
                let start = start + (line.len() - line.trim_start_matches('\u{feff}').len());
                let before = open.replace(Record::new(start, start + content.len(), kind));
                library.close_broken(before, text);
            }
            Some(("ER", _)) => library.works.extend(open.take().map(|r| r.work(start + content.len()))),
            Some((tag, value)) => {
                if let Some(record) = &mut open {
                    record.lines.push((tag, value.to_owned()));
                    record.end = start + line.trim_end().len();
                }
            }
            None => {
                if let Some(record) = &mut open {
                    record.go_on(content, start + line.trim_end().len());
                }
            }
        }
    }
    library.close_broken(open, text);
    library
}

impl Library {
    /// Adds a record that has no end.
    fn close_broken(&mut self, record: Option<Record>, text: &str) {
        let Some(record) = record else { return };
        let end = record.end;
        let work = record.work(end);
        self.problems.push(Problem::at_head(text, work.range, ProblemKind::Unclosed));
        self.works.push(work);
    }
}

/// The tag and the value of a line: `AU  - Bull, Hedley`.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let valid = tag.starts_with(|c: char| c.is_ascii_uppercase())
        && tag.ends_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    let value = rest.trim_start().strip_prefix('-')?;
    let spaced = rest.starts_with(' ') && (value.is_empty() || value.starts_with(char::is_whitespace));
    (valid && spaced).then(|| (tag, value.trim()))
}

/// A record that is being read.
#[derive(Debug)]
struct Record<'t> {
    start: usize,
    /// Behind its last line that is not blank.
    end: usize,
    kind: &'t str,
    lines: Vec<(&'t str, String)>,
}

impl<'t> Record<'t> {
    fn new(start: usize, end: usize, kind: &'t str) -> Self {
        Record { start, end, kind, lines: Vec::new() }
    }

    /// Takes a line without a tag as more of the line before it.
    fn go_on(&mut self, content: &str, end: usize) {
        if let Some((_, value)) = self.lines.last_mut()
            && !content.is_empty()
        {
            value.push(' ');
            value.push_str(content);
            self.end = end;
        }
    }

    /// The values of tags, by the order of the tags.
    fn values(&self, tags: &[&'static str]) -> impl Iterator<Item = &str> {
        let of = |tag: &'static str| self.lines.iter().filter(move |line| line.0 == tag);
        tags.iter().flat_map(move |&tag| of(tag)).map(|(_, value)| value.as_str()).filter(|v| !v.is_empty())
    }

    fn value(&self, tags: &[&'static str]) -> Option<&str> {
        self.values(tags).next()
    }

    fn names(&self, tags: &[&'static str]) -> Names {
        let mut names = Names::default();
        self.values(tags).for_each(|value| names.push_written(value, SuffixPlace::Last));
        names
    }

    fn work(self, end: usize) -> Work {
        let mut work = Work::new(place::range(self.start..end));
        work.key = self.value(&["ID"]).map(str::to_owned);
        work.kind = kind(self.kind);
        work.authors = self.names(&["AU", "A1"]);
        work.editors = self.names(&["ED", "A2", "A3"]);
        work.translators = self.names(&["A4"]);
        for date in self.values(&["PY", "Y1", "DA"]) {
            work.set_date(date);
        }
        work.set(Label::Title, self.value(&["TI", "T1"]));
        work.set(Label::Container, self.value(&["T2", "JO", "JF", "BT", "JA"]));
        if work.value(Label::Title).is_none() {
            work.set(Label::Title, self.value(&["BT"]));
        }
        for (label, tags) in FIELDS {
            work.set(label, self.value(tags));
        }
        work.set(Label::Pages, self.pages().as_deref());
        work.set_lang(self.value(&["LA"]));
        work
    }

    /// `SP` and `EP`, where `SP` does not hold both.
    fn pages(&self) -> Option<String> {
        let first = self.value(&["SP"])?;
        let last = self.value(&["EP"]).filter(|last| *last != first && !first.contains(['-', '–']));
        Some(last.map_or_else(|| first.to_owned(), |last| format!("{first}-{last}")))
    }
}

/// The tags of fields, the better before the worse.
const FIELDS: [(Label, &[&str]); 9] = [
    (Label::Volume, &["VL"]),
    (Label::Issue, &["IS"]),
    (Label::Edition, &["ET"]),
    (Label::Publisher, &["PB"]),
    (Label::Location, &["CY", "PP"]),
    (Label::Genre, &["M3"]),
    (Label::Url, &["UR", "L2"]),
    (Label::Doi, &["DO"]),
    (Label::Note, &["N1"]),
];

fn kind(kind: &str) -> Kind {
    match kind {
        "BOOK" | "EBOOK" | "EDBOOK" => Kind::Book,
        "CHAP" | "ECHAP" => Kind::Chapter,
        "JOUR" | "JFULL" | "EJOUR" | "MGZN" | "ABST" | "INPR" => Kind::Article,
        "THES" => Kind::Thesis,
        "RPRT" | "GOVDOC" => Kind::Report,
        "CONF" | "CPAPER" => Kind::Conference,
        "NEWS" => Kind::Newspaper,
        "ELEC" | "BLOG" | "WEB" => Kind::Webpage,
        "STAT" | "BILL" | "CASE" | "LEGAL" | "UNBILL" => Kind::Law,
        "ENCYC" | "DICT" => Kind::Encyclopedia,
        "MANSCPT" | "UNPB" | "PCOMM" => Kind::Manuscript,
        _ => Kind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::tests::{names, sure};

    #[test]
    fn a_record_ends_where_its_line_does() {
        let text = "TY  - \tبوزان";
        let library = read(text);
        assert!(library.problems.iter().all(|problem| text.is_char_boundary(problem.range.end.bytes())));
    }

    #[test]
    fn a_record_becomes_a_work() {
        let text = "\u{feff}Provider: X\r\nTY  - JOUR\r\nID  - mirza1401\r\nAU  - میرزایی، سارا\r\nA1  - Bull, Hedley\r\n\
            A2  - Wight, Martin\r\nTI  - نظم و\r\nناامنی\r\nT2  - ژئوپلیتیک\r\nPY  - 1401/03//\r\nVL  - 18\r\nIS  - 2\r\n\
            SP  - 5\r\nEP  - 29\r\nPB  -\r\nUR  - https://example.ir/5\r\nDO  - https://doi.org/10.2222/x\r\nLA  - fa\r\n\
            N1  - چاپ دوم\r\nER  -\r\n\r\nAU  - nobody\r\n";
        let library = read(text);
        assert_eq!(library.problems, []);
        let [work] = library.works.as_slice() else { panic!("{:?}", library.works) };
        assert!(text[work.range.start.bytes()..].starts_with("TY  - JOUR"));
        assert!(text[..work.range.end.bytes()].ends_with("ER  -"));
        assert_eq!((work.key.as_deref(), work.kind), (Some("mirza1401"), Kind::Article));
        assert_eq!(names(&work.authors), ["سارا||میرزایی|", "Hedley||Bull|"]);
        assert_eq!(names(&work.editors), ["Martin||Wight|"]);
        assert_eq!(work.date.years[0].value, 1401);
        sure(
            work,
            &[
                (Label::Title, "نظم و ناامنی"),
                (Label::Container, "ژئوپلیتیک"),
                (Label::Volume, "18"),
                (Label::Issue, "2"),
                (Label::Pages, "5-29"),
                (Label::Url, "https://example.ir/5"),
                (Label::Doi, "10.2222/x"),
                (Label::Note, "چاپ دوم"),
            ],
        );
    }

    #[test]
    fn a_record_without_end_is_kept() {
        let text = "TY  - BOOK\nTI  - One\n\nTY - THES\nTI - Two\nER - \nTY  - NEWS\nSP  - A1-A3\nEP  - A3";
        let library = read(text);
        let heads: Vec<usize> = library.problems.iter().map(|p| p.range.start.bytes()).collect();
        assert_eq!(heads, [0, text.find("TY  - NEWS").unwrap()]);
        assert!(library.problems.iter().all(|p| p.kind == ProblemKind::Unclosed));
        let kinds: Vec<Kind> = library.works.iter().map(|w| w.kind).collect();
        assert_eq!(kinds, [Kind::Book, Kind::Thesis, Kind::Newspaper]);
        sure(&library.works[0], &[(Label::Title, "One")]);
        sure(&library.works[2], &[(Label::Pages, "A1-A3")]);
    }
}
