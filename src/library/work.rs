//! A known work: names, date and fields as plain text.

use super::lang::named;
use super::name::{Names, collapsed};
use crate::lang::Lang;
use crate::markup::Format;
use crate::syntax::{Date, Kind, Label};
use crate::text::{Local, TextRange};

/// One work of a library.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// The key by which a manuscript calls it.
    pub key: Option<String>,
    /// The entry, in bytes of the file.
    pub range: TextRange,
    /// The kind of work.
    pub kind: Kind,
    /// The authors.
    pub authors: Names,
    /// The editors.
    pub editors: Names,
    /// The translators.
    pub translators: Names,
    /// The authors under other names: in another script (`authorfa`), or short (`shortauthor`).
    pub alias_authors: Names,
    /// When it came out.
    pub date: Date,
    /// The language that the file names, or else that of the title; `None` for one that has no pack.
    pub lang: Option<Lang>,
    /// The other fields, none of them empty: plain text with single spaces. A title in another script stands behind
    /// the first one.
    pub fields: Vec<(Label, String)>,
    /// How it stands in the list of a manuscript, if it comes from one.
    pub written: Option<Box<Written>>,
}

/// An entry of a list as somebody wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The markup in which it is written.
    pub format: Format,
    /// Its text with its markup, on one line.
    pub text: String,
    /// The form of its head: its signs, where authors and date stand, whether given names are initials.
    pub form: String,
}

impl Work {
    /// A work of which nothing is known but its place.
    pub(crate) fn new(range: TextRange) -> Work {
        Work {
            key: None,
            range,
            kind: Kind::Unknown,
            authors: Names::default(),
            editors: Names::default(),
            translators: Names::default(),
            alias_authors: Names::default(),
            date: Date::default(),
            lang: None,
            fields: Vec::new(),
            written: None,
        }
    }

    /// The authors; without any, the editors.
    pub fn people(&self) -> &Names {
        if self.authors.is_empty() { &self.editors } else { &self.authors }
    }

    /// The value of the first field with this label. Names and dates have fields of their own.
    pub fn value(&self, label: Label) -> Option<&str> {
        self.values(label).next()
    }

    /// The values of all fields with this label.
    pub fn values(&self, label: Label) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(own, _)| *own == label).map(|(_, value)| value.as_str())
    }

    /// Adds a field, unless its value is empty.
    pub(crate) fn add(&mut self, label: Label, value: &str) {
        let value = match label {
            Label::Pages => collapsed(value).replace(['–', '—', '−'], "-"),
            Label::Doi => doi(value.trim()).to_owned(),
            _ => collapsed(value),
        };
        if !value.is_empty() {
            self.fields.push((label, value));
        }
    }

    /// Adds a field that may be missing, unless there is one with its label.
    pub(super) fn set(&mut self, label: Label, value: Option<&str>) {
        if let Some(value) = value
            && self.value(label).is_none()
        {
            self.add(label, value);
        }
    }

    /// Reads the date.
    pub(super) fn set_date(&mut self, date: &str) {
        if self.date.is_empty() {
            self.date = Date::read(date, Local::new(0, date.len()));
        }
    }

    /// Sets the language: the one that the file names, or else that of the title.
    pub(super) fn set_lang(&mut self, stated: Option<&str>) {
        self.lang = match stated.filter(|name| !name.trim().is_empty()) {
            Some(name) => named(name),
            None => self.value(Label::Title).and_then(Lang::detect),
        };
    }
}

/// A DOI without its resolver's address and the word before it.
fn doi(value: &str) -> &str {
    let address = ["doi.org/", "doi:", "DOI:"].into_iter().find_map(|before| value.split_once(before));
    address.map_or(value, |(_, bare)| bare.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_plain() {
        let mut work = Work::new(TextRange::default());
        work.add(Label::Title, "  رساله‌ای \n در  تاریخ ");
        work.set(Label::Title, Some("Another"));
        work.set(Label::Note, Some(" \n"));
        work.add(Label::Pages, "۱۲–۳۴");
        work.add(Label::Doi, "https://doi.org/10.1234/Ab_c");
        work.set_date("1356/7");
        work.set_lang(None);
        assert_eq!(work.value(Label::Title), Some("رساله‌ای در تاریخ"));
        assert_eq!(work.value(Label::Note), None);
        assert_eq!(work.value(Label::Pages), Some("۱۲-۳۴"));
        assert_eq!(work.value(Label::Doi), Some("10.1234/Ab_c"));
        assert_eq!(work.date.years[0].value, 1356);
        assert_eq!(work.lang.map(Lang::id), Some("fa"));
        work.set_lang(Some("german"));
        assert_eq!(work.lang, None);
    }
}
