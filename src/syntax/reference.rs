//! One reference: the fields that were read in it, each with the place where it is written.

use std::sync::Arc;

use super::label::label;
use super::name::{Person, people};
use super::{Date, Tokens};
use crate::lang::{Lang, Lexicon};
use crate::markup::View;
use crate::text::{Local, Shares, fold};

/// A field of a reference, by its name in the project's data format (CSL and BibTeX names).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the fields'")]
pub enum Label {
    Author,
    Editor,
    Translator,
    Date,
    Title,
    Container,
    Volume,
    Issue,
    Pages,
    Edition,
    Publisher,
    Location,
    Genre,
    Url,
    Doi,
    Note,
}

impl Label {
    /// All fields; the reader's weights count on the order.
    pub const ALL: [Label; 16] = [
        Label::Author,
        Label::Editor,
        Label::Translator,
        Label::Date,
        Label::Title,
        Label::Container,
        Label::Volume,
        Label::Issue,
        Label::Pages,
        Label::Edition,
        Label::Publisher,
        Label::Location,
        Label::Genre,
        Label::Url,
        Label::Doi,
        Label::Note,
    ];

    /// The field with this name.
    pub fn named(name: &str) -> Option<Label> {
        Label::ALL.into_iter().find(|label| label.name() == name)
    }

    /// The name in JSON and tables.
    pub fn name(self) -> &'static str {
        match self {
            Label::Author => "author",
            Label::Editor => "editor",
            Label::Translator => "translator",
            Label::Date => "date",
            Label::Title => "title",
            Label::Container => "container",
            Label::Volume => "volume",
            Label::Issue => "issue",
            Label::Pages => "pages",
            Label::Edition => "edition",
            Label::Publisher => "publisher",
            Label::Location => "location",
            Label::Genre => "genre",
            Label::Url => "url",
            Label::Doi => "doi",
            Label::Note => "note",
        }
    }
}

/// One field as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Which field.
    pub label: Label,
    /// Where the value stands in the entry's view, without cue words and surrounding signs.
    pub span: Local,
    /// How sure the reader is, from 0 to 1.
    pub confidence: f32,
}

/// The kind of a work, by its CSL type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are CSL's")]
pub enum Kind {
    Book,
    Chapter,
    Article,
    Thesis,
    Report,
    Conference,
    Newspaper,
    Webpage,
    Law,
    Encyclopedia,
    Manuscript,
    Unknown,
}

impl Kind {
    /// The CSL type.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Book => "book",
            Kind::Chapter => "chapter",
            Kind::Article => "article-journal",
            Kind::Thesis => "thesis",
            Kind::Report => "report",
            Kind::Conference => "paper-conference",
            Kind::Newspaper => "article-newspaper",
            Kind::Webpage => "webpage",
            Kind::Law => "legislation",
            Kind::Encyclopedia => "entry-encyclopedia",
            Kind::Manuscript => "manuscript",
            Kind::Unknown => "document",
        }
    }
}

/// A reference as it was read: total, so that every text gives one.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Its language; `None` when it has no letter of a known script.
    pub lang: Option<Lang>,
    /// The language of its title; `None` without one, or where the title has no letter of a known script.
    pub title_lang: Option<Lang>,
    /// The kind of work.
    pub kind: Kind,
    /// How sure the reader is of the kind, from 0 to 1.
    pub kind_confidence: f32,
    /// How sure the reader is that this is a reference at all and was read rightly, from 0 to 1.
    pub confidence: f32,
    /// The fields, in the order in which they are written.
    pub fields: Vec<Field>,
    /// The authors.
    pub authors: Arc<[Person]>,
    /// The author list ends in "and others".
    pub others: bool,
    /// The author is the one of the entry before (a dash, «همو»).
    pub repeats_author: bool,
    /// The date of the work.
    pub date: Date,
}

impl Reference {
    /// The first field with a label.
    pub fn field(&self, label: Label) -> Option<&Field> {
        self.fields.iter().find(|field| field.label == label)
    }

    /// The value of the first field with a label, `seen` being the text of the entry's view.
    pub fn value<'t>(&self, label: Label, seen: &'t str) -> Option<&'t str> {
        self.field(label).map(|field| field.span.of(seen))
    }
}

/// Reads the reference that a view shows.
pub fn read(view: &View, tokens: &Tokens) -> Reference {
    let seen = view.text.as_str();
    let lang = language(seen);
    let labelled = label(view, tokens);
    let span_of = |label: Label| labelled.fields.iter().find(|f| f.label == label).map(|f| f.span);
    let authors = span_of(Label::Author).map(|span| people(seen, span)).unwrap_or_default();
    let date = labelled.date_spans.first().map(|&span| Date::read(seen, span)).unwrap_or_default();
    Reference {
        lang,
        title_lang: span_of(Label::Title).and_then(|span| Lang::detect(span.of(seen))),
        kind: labelled.kind.0,
        kind_confidence: labelled.kind.1,
        confidence: labelled.confidence,
        fields: labelled.fields,
        others: authors.others,
        authors: authors.people.into(),
        repeats_author: labelled.repeats_author,
        date,
    }
}

/// The language of an entry: that of its first letter's script.
fn language(seen: &str) -> Option<Lang> {
    let shares = Shares::of(seen);
    let first = shares.first?;
    Lang::detect_in(seen, first).or_else(|| Lang::detect(seen))
}

/// The keys by which the title of a reference is compared: all of it, and what stands before its colon, each folded and
/// without function words. A title too short to tell works apart gives none.
pub(crate) fn title_keys(reference: &Reference, seen: &str) -> Vec<String> {
    let title = reference.value(Label::Title, seen).unwrap_or("");
    // «(۳ جلد)» and "(2nd ed.)" are no words of the title.
    let title = fold(title.split(['(', '[']).next().filter(|t| !t.trim().is_empty()).unwrap_or(title));
    let function =
        |word: &&str| reference.lang.is_some_and(|lang| Lexicon::get().is_function_word(word, lang));
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.filter(|word| !function(word)).map(str::to_owned).collect()
    };
    let all = words(&title).concat();
    let main = words(title.split(':').next().unwrap_or(""));
    let mut keys: Vec<String> = (all.chars().count() >= SHORTEST_TITLE).then_some(all).into_iter().collect();
    // Volumes of one work share the words before a colon when these are few, parts of an article have pages of their own.
    let pages = fold(reference.value(Label::Pages, seen).unwrap_or(""));
    keys.extend((main.len() >= 3).then(|| main.concat() + &pages));
    keys.dedup();
    keys
}

/// Titles of fewer letters are too common.
const SHORTEST_TITLE: usize = 8;
