//! GROBID's training data for citations: TEI in which `<bibl>`s hold running text with elements around the values.

use dabir::syntax::Label;

use super::xml::{Piece, Tag, pieces};
use super::{Record, Span, record};
use crate::score::clean;

/// An element of a reference and its place in the text.
#[derive(Debug)]
struct Mark {
    tag: Tag,
    start: usize,
    end: usize,
}

/// A reference that is being read.
#[derive(Debug, Default)]
struct Bibl {
    text: String,
    /// The elements that are open, the innermost last.
    open: Vec<(Tag, usize)>,
    /// The elements that have ended.
    marks: Vec<Mark>,
}

/// Reads all references.
pub(super) fn read(text: &str) -> Result<Vec<Record>, String> {
    let (mut records, mut bibl) = (Vec::new(), None::<Bibl>);
    pieces(text, |piece| {
        match (piece, &mut bibl) {
            (Piece::Open(tag), None) if tag.name == "bibl" => bibl = Some(Bibl::default()),
            (Piece::Open(tag), Some(open)) => open.begin(tag),
            (Piece::Empty(tag), Some(open)) if tag.name == "lb" => open.push(" "),
            (Piece::Text(text), Some(open)) => open.push(&text),
            (Piece::Close, Some(open)) if open.open.is_empty() => {
                records.extend(bibl.take().map(Bibl::record));
            }
            (Piece::Close, Some(open)) => open.end(),
            _ => {}
        }
        Ok(())
    })?;
    records.retain(|record: &Record| !record.text.is_empty());
    Ok(records)
}

impl Bibl {
    /// An element begins; a line break is a space.
    fn begin(&mut self, tag: Tag) {
        if tag.name == "lb" {
            self.push(" ");
        }
        self.open.push((tag, self.text.len()));
    }

    /// The innermost element ends.
    fn end(&mut self) {
        if let Some((tag, start)) = self.open.pop() {
            self.marks.push(Mark { tag, start, end: self.text.len() });
        }
    }

    /// Adds text, runs of white space becoming one space; the text begins with none.
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if !c.is_whitespace() {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
    }

    /// The record of all this.
    fn record(mut self) -> Record {
        self.text.truncate(self.text.trim_end().len());
        let text = self.text;
        let has_article = self.marks.iter().any(|mark| level(&mark.tag) == Some('a'));
        let mut spans = Vec::new();
        for mark in &self.marks {
            // Elements that hold nothing but the white space at the end were cut off.
            let range = mark.start.min(text.len())..mark.end.min(text.len());
            if let Some(label) = label(mark, &text, has_article) {
                spans.push(Span { label, range: clean(label, &text, range) });
            }
        }
        record(text, spans)
    }
}

/// The label of an element; `has_article` says that the reference is to a part of what its other titles name.
fn label(mark: &Mark, text: &str, has_article: bool) -> Option<Label> {
    Some(match mark.tag.name.to_ascii_lowercase().as_str() {
        "author" => Label::Author,
        "date" => Label::Date,
        "publisher" => Label::Publisher,
        "pubplace" => Label::Location,
        "editor" => Label::Editor,
        "note" => Label::Note,
        "ptr" => Label::Url,
        "title" => title(level(&mark.tag), has_article),
        "biblscope" => scope(&mark.tag),
        "idno" => identifier(&mark.tag),
        // At the beginning it stands for the author.
        "orgname" if begins(text, mark.start) => Label::Author,
        "orgname" => Label::Note,
        _ => return None,
    })
}

/// Whether a place is among the first characters of a text.
fn begins(text: &str, place: usize) -> bool {
    text.get(..place).is_some_and(|before| before.chars().count() < 5)
}

/// The level of a title: `a` of an article or chapter, `j` of a journal, `m` of a book, `s` of a series.
fn level(tag: &Tag) -> Option<char> {
    let level = tag.attributes.iter().find(|(name, _)| tag.name == "title" && name == "level");
    level.and_then(|(_, value)| value.chars().next())
}

/// What a title of a level is.
fn title(level: Option<char>, has_article: bool) -> Label {
    match level {
        Some('a') => Label::Title,
        Some('j') => Label::Container,
        Some('s') => Label::Note,
        _ if has_article => Label::Container,
        _ => Label::Title,
    }
}

/// What a number counts.
fn scope(tag: &Tag) -> Label {
    let unit = tag.attributes.iter().find(|(name, _)| ["type", "unit", "level"].contains(&name.as_str()));
    match unit.map_or("", |(_, unit)| unit.as_str()) {
        "vol" | "volume" => Label::Volume,
        "issue" => Label::Issue,
        "pp" | "page" | "pages" => Label::Pages,
        _ => Label::Note,
    }
}

/// What an identifier is: a DOI or some number.
fn identifier(tag: &Tag) -> Label {
    let is_doi = tag.attributes.iter().any(|(_, value)| value.to_ascii_lowercase().contains("doi"));
    if is_doi { Label::Doi } else { Label::Note }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(record: &Record) -> Vec<(Label, &str)> {
        record.fields.iter().map(|field| (field.label, &record.text[field.range.clone()])).collect()
    }

    fn check(bibl: &str, text: &str, expected: &[(Label, &str)]) {
        let records = read(&format!("<TEI>\n<listBibl> x <bibl>{bibl}</bibl>\n</listBibl></TEI>")).unwrap();
        assert_eq!(records.len(), 1, "{bibl}");
        assert_eq!(records[0].text, text);
        assert_eq!(values(&records[0]), expected);
    }

    #[test]
    fn an_article_is_in_its_container() {
        check(
            "\n <author>A. Amin, &amp;<lb/> B.\u{a0}Bina</author>. <!-- no --><title level=\"a\">On <hi>\u{3b2}</hi>\nrays</title>, \
            <title level=\"m\">Works</title> <biblScope type=\"vol\">vol. 3</biblScope>(<biblScope unit='issue'>2</biblScope>), \
            <biblScope type=\"pp\">pp. 1-2</biblScope> <idno type=\"DOI\">doi:10.1/x</idno>. ",
            "A. Amin, & B. Bina. On \u{3b2} rays, Works vol. 3(2), pp. 1-2 doi:10.1/x.",
            &[
                (Label::Author, "A. Amin, & B. Bina"),
                (Label::Title, "On \u{3b2} rays"),
                (Label::Container, "Works"),
                (Label::Volume, "3"),
                (Label::Issue, "2"),
                (Label::Pages, "1-2"),
                (Label::Doi, "10.1/x"),
            ],
        );
    }

    #[test]
    fn a_book_is_its_own_title() {
        check(
            "<orgName>WHO</orgName>, <title level=\"m\">A Book</title>, <title level=\"s\">Series</title> (<pubPlace>Rome</pubPlace>: \
            <publisher>Press</publisher>, <orgName>Body</orgName>, <ptr target=\"x\"/><ptr>http://a.b/</ptr>",
            "WHO, A Book, Series (Rome: Press, Body, http://a.b/",
            &[
                (Label::Author, "WHO"),
                (Label::Title, "A Book"),
                (Label::Note, "Series"),
                (Label::Location, "Rome"),
                (Label::Publisher, "Press"),
                (Label::Note, "Body"),
                (Label::Url, "http://a.b/"),
            ],
        );
    }

    #[test]
    fn what_is_within_a_field_is_that_field() {
        check("<author><orgName>WHO</orgName></author> x", "WHO x", &[(Label::Author, "WHO")]);
    }
}
