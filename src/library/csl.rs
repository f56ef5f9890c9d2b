//! CSL-JSON: a list of items, or an object that has one under `items`.
//!
//! Items are read one by one, so that those before a fault in the file stay.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::Library;
use super::name::{Name, Names, SuffixPlace};
use super::place;
use super::problem::{Problem, ProblemKind};
use super::work::Work;
use crate::syntax::{Kind, Label};

/// Reads a file.
pub(super) fn read(text: &str) -> Library {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let base = text.len() - json.len();
    let mut items: Vec<&RawValue> = Vec::new();
    let mut parser = serde_json::Deserializer::from_str(json);
    let result = Items(&mut items).deserialize(&mut parser).and_then(|()| parser.end());
    let mut library = Library::default();
    for item in items {
        // The item is a part of the text, so the distance is its place.
        let start = base + (item.get().as_ptr() as usize).saturating_sub(json.as_ptr() as usize);
        let range = place::range(start..start + item.get().len());
        match serde_json::from_str::<Map<String, Value>>(item.get()) {
            Ok(item) => library.works.push(Item(item).work(Work::new(range))),
            Err(error) => {
                let kind = match item.get().starts_with('{') {
                    true => malformed(&error),
                    false => ProblemKind::NotAnItem,
                };
                library.problems.push(Problem::at_head(text, range, kind));
            }
        }
    }
    if let Err(error) = result
        && !json.trim().is_empty()
    {
        let at = place::line_start(json, error.line().saturating_sub(1)) + error.column().saturating_sub(1);
        library.problems.push(Problem { range: place::word(text, base + at), kind: malformed(&error) });
    }
    library
}

fn malformed(error: &serde_json::Error) -> ProblemKind {
    ProblemKind::Malformed(place::without_place(&error.to_string()))
}

/// Gathers the items of a list as far as the file can be read.
struct Items<'i, 'de>(&'i mut Vec<&'de RawValue>);

impl<'de> DeserializeSeed<'de> for Items<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of works")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(item) = list.next_element()? {
            self.0.push(item);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "items" | "references" => map.next_value_seed(Items(self.0))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// One item; whatever of it has an unknown form is left out.
struct Item(Map<String, Value>);

impl Item {
    fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(text)
    }

    fn names(&self, role: &str) -> Names {
        let mut names = Names::default();
        for value in self.0.get(role).and_then(Value::as_array).into_iter().flatten() {
            match value {
                Value::Object(parts) => push_name(&mut names, parts),
                other => names.push_written(&text(other).unwrap_or_default(), SuffixPlace::Last),
            }
        }
        names
    }

    fn work(self, mut work: Work) -> Work {
        work.key = self.text("id").filter(|key| !key.is_empty());
        work.kind = kind(&self.text("type").unwrap_or_default());
        work.authors = self.names("author");
        work.editors = self.names("editor");
        work.translators = self.names("translator");
        work.set_date(&self.0.get("issued").map(date).unwrap_or_default());
        for (label, names) in FIELDS {
            let value =
                names.iter().filter_map(|name| self.text(name)).find(|value| !value.trim().is_empty());
            match label {
                Label::Url | Label::Doi => work.set(label, value.as_deref()),
                _ => work.set(label, value.as_deref().map(without_tags).as_deref()),
            }
        }
        work.set_lang(self.text("language").as_deref());
        work
    }
}

/// The names of fields, the better before the worse.
const FIELDS: [(Label, &[&str]); 12] = [
    (Label::Title, &["title"]),
    (Label::Container, &["container-title", "event-title", "event"]),
    (Label::Volume, &["volume"]),
    (Label::Issue, &["issue"]),
    (Label::Pages, &["page"]),
    (Label::Edition, &["edition"]),
    (Label::Publisher, &["publisher"]),
    (Label::Location, &["publisher-place", "event-place"]),
    (Label::Genre, &["genre"]),
    (Label::Url, &["URL"]),
    (Label::Doi, &["DOI"]),
    (Label::Note, &["note"]),
];

/// A string or a number; the first of a list, as Crossref writes titles.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => list.first().filter(|first| !first.is_array()).and_then(text),
        _ => None,
    }
}

fn push_name(names: &mut Names, parts: &Map<String, Value>) {
    let part = |name: &str| parts.get(name).and_then(text).unwrap_or_default();
    let (family, given, literal) = (part("family"), part("given"), part("literal"));
    if given.is_empty() && (literal == "others" || family == "others") {
        names.others = true;
    } else if !literal.is_empty() && family.is_empty() {
        names.push(Name::literal(&literal));
    } else if given.is_empty() && family.contains([',', '،']) {
        names.push_written(&family, SuffixPlace::Last);
    } else {
        let mut name = Name::of_parts(&family, &given);
        let particles = [part("dropping-particle"), part("non-dropping-particle"), name.particle];
        name.particle = particles.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        name.suffix = part("suffix");
        names.push(name);
    }
}

/// A date as text: the years of `date-parts`, or what is written.
fn date(value: &Value) -> String {
    let Some(parts) = value.get("date-parts").and_then(Value::as_array).filter(|parts| !parts.is_empty())
    else {
        let written = ["raw", "literal", "edtf"].into_iter().find_map(|form| value.get(form));
        return text(written.unwrap_or(value)).unwrap_or_default();
    };
    let year = |part: &Value| part.as_array().and_then(|part| part.first()).and_then(text);
    parts.iter().take(2).filter_map(year).collect::<Vec<_>>().join("; ")
}

/// Text without the tags that CSL allows in it.
fn without_tags(text: &str) -> String {
    const TAGS: [&str; 11] =
        ["<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>", "<sc>", "</sc>", "</span>"];
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let span = rest.starts_with("<span").then(|| rest.find('>')).flatten().map(|end| end + 1);
        let tag = TAGS.iter().find(|tag| rest.starts_with(**tag)).map(|tag| tag.len()).or(span);
        plain.push_str(if tag.is_some() { "" } else { "<" });
        rest = &rest[tag.unwrap_or(1)..];
    }
    plain.push_str(rest);
    plain
}

fn kind(kind: &str) -> Kind {
    match kind {
        "book" | "classic" | "collection" => Kind::Book,
        "chapter" => Kind::Chapter,
        "article-journal" | "article" | "article-magazine" | "review" | "review-book" => Kind::Article,
        "thesis" => Kind::Thesis,
        "report" => Kind::Report,
        "paper-conference" | "speech" => Kind::Conference,
        "article-newspaper" => Kind::Newspaper,
        "webpage" | "post" | "post-weblog" => Kind::Webpage,
        "legislation" | "legal_case" | "bill" | "regulation" | "treaty" => Kind::Law,
        "entry" | "entry-encyclopedia" | "entry-dictionary" => Kind::Encyclopedia,
        "manuscript" | "personal_communication" => Kind::Manuscript,
        _ => Kind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::tests::{names, sure};

    #[test]
    fn items_become_works() {
        let text = r#"[
  {"id": "nasr", "type": "article-journal", "title": "سنت <i>و</i> تجدد <span class=\"nocase\">X</span> < 5",
   "author": [{"family": "نصر", "given": "حسین"}, {"literal": "World Bank"}, {"family": "others"}],
   "editor": [{"family": "Hoop", "given": "Jaap", "non-dropping-particle": "de", "suffix": "Jr."}],
   "translator": [{"family": "رضوی، مینا"}, 7, null],
   "issued": {"date-parts": [["1381", 2], [1382]]}, "volume": 4, "issue": "2", "page": "10–20",
   "container-title": ["ایران‌نامه", "IN"], "language": "fa-IR", "DOI": "10.3333/y", "abstract": {"odd": []}},
  "stray", {"id": 12, "issued": {"raw": "spring 1999"}}, {"title": "The state", "issued": 2001}
]"#;
        let library = read(text);
        assert_eq!(library.problems.len(), 1);
        assert_eq!(library.problems[0].kind, ProblemKind::NotAnItem);
        assert_eq!(library.problems[0].range.start.bytes(), text.find("\"stray\"").unwrap());
        let [nasr, twelve, state] = library.works.as_slice() else { panic!("{:?}", library.works) };
        assert_eq!((nasr.key.as_deref(), nasr.kind), (Some("nasr"), Kind::Article));
        assert_eq!(names(&nasr.authors), ["حسین||نصر|", "[World Bank]"]);
        assert!(nasr.authors.others);
        assert_eq!(names(&nasr.editors), ["Jaap|de|Hoop|Jr."]);
        assert_eq!(names(&nasr.translators)[0], "مینا||رضوی|");
        assert_eq!(nasr.date.years.iter().map(|y| y.value).collect::<Vec<_>>(), [1381, 1382]);
        assert_eq!(nasr.lang.map(crate::lang::Lang::id), Some("fa"));
        sure(
            nasr,
            &[
                (Label::Title, "سنت و تجدد X < 5"),
                (Label::Container, "ایران‌نامه"),
                (Label::Volume, "4"),
                (Label::Issue, "2"),
                (Label::Pages, "10-20"),
                (Label::Doi, "10.3333/y"),
            ],
        );
        assert_eq!((twelve.key.as_deref(), twelve.date.years[0].value), (Some("12"), 1999));
        assert_eq!((state.key.as_deref(), state.date.years[0].value), (None, 2001));
        assert_eq!(state.lang.map(crate::lang::Lang::id), Some("en"));
    }

    #[test]
    fn items_before_a_fault_stay() {
        let works = |text: &str| (read(text).works.len(), read(text).problems.len());
        assert_eq!(works("\u{feff}{\"name\": \"x\", \"items\": [{\"id\": \"a\"}]}"), (1, 0));
        assert_eq!(works("[{\"id\": \"a\"}, {\"id\": \"b\"},]"), (2, 1));
        assert_eq!(works("[{\"id\": \"a\"}, {\"id\": "), (1, 1));
        assert_eq!(works("[{\"id\": \"a\"}] more"), (1, 1));
        assert_eq!(works("[{\"id\": \"\\ud800\"}, {}]"), (1, 1));
        assert_eq!(works("17"), (0, 1));
        assert_eq!(works(" \n"), (0, 0));
        assert_eq!(works(&"[".repeat(10_000)), (0, 1));
        assert_eq!(works(&format!("[{{\"id\": {}}}]", "[".repeat(10_000))), (0, 1));
    }

    #[test]
    fn a_fault_has_its_place() {
        let text = "\u{feff}[\n  {\"id\": \"الف\"},\n  {\"id\" 5}\n]";
        let problem = &read(text).problems[0];
        assert_eq!(&text[problem.range.start.bytes()..problem.range.end.bytes()], "5}");
        assert_eq!(problem.kind, ProblemKind::Malformed("expected `:`".into()));
    }
}
