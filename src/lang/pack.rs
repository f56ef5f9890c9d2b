//! The form of a language pack: what its TOML file may say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::Script;

/// The words and habits of one language.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Pack {
    /// BCP 47 tag.
    pub id: String,
    /// Its own name.
    pub name: String,
    /// Its English name.
    pub english: String,
    /// ISO 15924 code of its script: `Arab` or `Latn`.
    pub script: String,
    /// Its ten digits, from zero to nine.
    pub digits: String,
    /// The calendar of a year without a mark: `solar`, `lunar` or `gregorian`.
    pub calendar: String,
    /// Signs.
    pub punctuation: Punctuation,
    /// Headings of sections.
    pub headings: Headings,
    /// Words that introduce or follow a field, by the field.
    pub cues: BTreeMap<String, Cues>,
    /// Words of dates.
    pub dates: Dates,
    /// Number words.
    pub numbers: Numbers,
    /// Words in and round names.
    pub names: Names,
    /// Words in and round citations.
    pub citations: Citations,
    /// How an entry is laid out in a list that shows no habit of its own, by kind of work: text with the names of fields
    /// in braces.
    pub layouts: Layouts,
    /// The letters that tell works of one author and year apart, in order.
    pub year_letters: Vec<String>,
    /// Words by kind of work.
    pub genres: BTreeMap<String, Vec<String>>,
    /// Words of running text.
    pub prose: Prose,
}

impl Pack {
    /// The script of the language.
    pub fn script(&self) -> Script {
        match self.script.as_str() {
            "Arab" => Script::Arabic,
            "Latn" => Script::Latin,
            _ => Script::Other,
        }
    }

    /// Whether a folded word carries one of the language's own prefixes or endings.
    pub(super) fn has_affix(&self, word: &str) -> bool {
        let long = |affix: &String| word.len() > affix.len() + 4;
        self.prose.prefixes.iter().any(|p| long(p) && word.starts_with(p.as_str()))
            || self.prose.endings.iter().any(|e| long(e) && word.ends_with(e.as_str()))
    }
}

/// The signs of a language.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Punctuation {
    /// The comma.
    pub comma: String,
    /// The semicolon.
    pub semicolon: String,
    /// The question mark.
    pub question: String,
    /// Pairs of quotation marks, the first for the outermost quotation.
    pub quotes: Vec<(String, String)>,
}

/// Headings.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Headings {
    /// Open a reference list.
    pub references: Vec<String>,
    /// Open notes.
    pub notes: Vec<String>,
    /// End a reference list.
    pub other: Vec<String>,
}

/// Words that stand before or behind the value of a field.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Cues {
    /// Before the value.
    pub before: Vec<String>,
    /// Behind the value.
    pub after: Vec<String>,
}

/// Words of dates.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Dates {
    /// "No date".
    pub no_date: Vec<String>,
    /// "Forthcoming".
    pub in_press: Vec<String>,
    /// "No place".
    pub no_place: Vec<String>,
    /// "No publisher".
    pub no_publisher: Vec<String>,
    /// The four seasons from spring on, each with its spellings.
    pub seasons: Vec<Vec<String>>,
    /// The months of each calendar.
    pub months: Months,
    /// The marks of each calendar's era.
    pub eras: Eras,
}

/// The twelve months of the three calendars, each with its spellings.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Months {
    /// Solar Hijri, from Farvardin on.
    pub solar: Vec<Vec<String>>,
    /// Lunar Hijri, from Muharram on.
    pub lunar: Vec<Vec<String>>,
    /// Gregorian, from January on.
    pub gregorian: Vec<Vec<String>>,
}

/// Marks of eras.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Eras {
    /// Solar Hijri.
    pub solar: Vec<String>,
    /// Lunar Hijri.
    pub lunar: Vec<String>,
    /// Gregorian.
    pub gregorian: Vec<String>,
}

/// Number words.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Numbers {
    /// Ordinals from first on, each with its spellings.
    pub ordinals: Vec<Vec<String>>,
}

/// Words in and round names.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Names {
    /// Conjunctions of a list of names.
    pub and: Vec<String>,
    /// "And others"; the first is what a fix writes.
    pub others: Vec<String>,
    /// Particles of surnames.
    pub particles: Vec<String>,
    /// Titles that are no part of a name.
    pub honorifics: Vec<String>,
    /// Suffixes of names.
    pub suffixes: Vec<String>,
    /// Words that make a name an organisation's.
    pub organisations: Vec<String>,
    /// Words for what keeps documents and manuscripts; single words, so that they hide no longer name.
    pub archives: Vec<String>,
    /// Stand for the author of the entry before.
    pub repeat: Vec<String>,
    /// Given names; the gazetteer has more.
    pub given: Vec<String>,
    /// The article that may be written to the front of a name; empty for none.
    pub article: String,
    /// Words that may stand before a given name or be left out: «سید», "Seyed".
    pub optional: Vec<String>,
    /// Letters that sound alike, one class each: what they are written for is mixed up.
    pub homophones: Vec<String>,
    /// The names of Latin letters, as initials are spelled in this language, with the letters that they may mean: «جی»,
    /// J or G.
    pub letters: BTreeMap<String, String>,
}

/// Words in and round citations.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Citations {
    /// The same work.
    pub ibid: Vec<String>,
    /// The same author.
    pub idem: Vec<String>,
    /// The work cited before.
    pub op_cit: Vec<String>,
    /// "See".
    pub see: Vec<String>,
    /// "As cited in".
    pub secondary: Vec<String>,
    /// Stand before the name of an article of a dictionary: "s.v.".
    pub headword: Vec<String>,
    /// Stand right before the name of a narrative citation.
    pub reporting_before: Vec<String>,
    /// Stand right behind a narrative citation.
    pub reporting_after: Vec<String>,
    /// Stand before a year in brackets and are no author.
    pub not_names: Vec<String>,
    /// Scripture, cited without an entry.
    pub sacred: Vec<String>,
}

/// Layouts of entries.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Layouts {
    /// Books, and whatever is published by itself.
    pub book: String,
    /// Articles in periodicals.
    pub article: String,
    /// Parts of books.
    pub chapter: String,
}

/// Words of running text.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Prose {
    /// Function words and auxiliary verbs.
    pub function_words: Vec<String>,
    /// Letters that no other language of the same script uses.
    pub letters: String,
    /// Prefixes, folded, that no other language of the same script has.
    pub prefixes: Vec<String>,
    /// Endings, folded, that no other language of the same script has.
    pub endings: Vec<String>,
    /// Suffixes, folded, that belong behind a half-space and are pasted joined.
    pub joined_suffixes: Vec<String>,
}
