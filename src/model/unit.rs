//! One block as it was read: a function of its text, its role and the settings, so that it is read once.

use std::sync::Arc;

use super::index::{Filed, Key, Summary, namesake};
use super::suppress::{Ignore, ignores};
use super::twins::twin_key;
use crate::config::Config;
use crate::lang::{Sense, Sought};
use crate::markup::{Block, Format, View, names_library};
use crate::people::{consonants, without_article};
use crate::rules::{Active, Finding};
use crate::syntax::citation::{Target, Work, find, skip_see};
use crate::syntax::{
    Citation, CitationKind, Feature, Label, Person, Piece, Reference, Role, Tokens, name_key, people, read,
    split, title_keys,
};
use crate::text::{Local, Script, Shares};

/// A block that was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    /// Its text.
    pub source: String,
    /// Its markup.
    pub block: Block,
    /// What decides about its role.
    pub feature: Feature,
    /// What it is for the document.
    pub role: Role,
    /// Its entries; for a note that is a reference, that one.
    pub entries: Vec<Entry>,
    /// Its citations.
    pub citations: Vec<Citation>,
    /// What the rules found that look at one text alone.
    pub findings: Vec<Finding>,
    /// The comments in it that silence rules.
    pub ignores: Vec<Ignore>,
    /// It names a companion library.
    pub names_library: bool,
}

/// An entry of a reference list.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it stands in its block.
    pub piece: Piece,
    /// Its words.
    pub view: View,
    /// What was read in it.
    pub reference: Reference,
    /// What links need to know of it.
    pub summary: Arc<Summary>,
    /// It stands in a note, not in a list.
    pub note: bool,
    /// What it shares with other entries of the same work.
    pub(super) twins: Vec<Key>,
}

impl Entry {
    /// The text of a field.
    pub fn value(&self, label: Label) -> Option<&str> {
        self.reference.value(label, &self.view.text)
    }
}

impl Unit {
    /// Reads a block.
    pub(super) fn read(
        source: String,
        block: Block,
        feature: Feature,
        role: Role,
        format: Format,
        config: &Config,
        active: &Active,
    ) -> Unit {
        let mut unit = Unit {
            ignores: ignores(&source, &block),
            names_library: names_library(format, &source),
            source,
            block,
            feature,
            role,
            entries: Vec::new(),
            citations: Vec::new(),
            findings: Vec::new(),
        };
        match role {
            Role::Silent | Role::Heading => {}
            Role::Entry => unit.read_entries(false, config, active),
            Role::Body => unit.read_citations(config, active),
            Role::Note => {
                unit.read_citations(config, active);
                if unit.citations.is_empty() && feature.is_reference() {
                    unit.read_entries(true, config, active);
                }
            }
        }
        unit.findings.sort_by_key(|f| (f.span, f.rule.name));
        unit
    }

    /// What the index files it under, sorted by key, each once.
    pub(super) fn filed(&self) -> Vec<(Key, Filed)> {
        let mut filed = Vec::new();
        for (number, entry) in self.entries.iter().enumerate() {
            match entry.note {
                true => file_note(entry, &mut filed),
                false => file_entry(number, entry, &mut filed),
            }
        }
        if self.role == Role::Note {
            file_opening(&self.source, &self.block, &mut filed);
        }
        let works = self.citations.iter().flat_map(|citation| &citation.works);
        works.for_each(|work| file_work(work, &mut filed));
        filed.sort_by(|a, b| (&a.0, a.1.order()).cmp(&(&b.0, b.1.order())));
        filed.dedup();
        filed
    }

    fn read_entries(&mut self, note: bool, config: &Config, active: &Active) {
        for piece in split(&self.source, &self.block) {
            let number = self.entries.len();
            let view = View::new(&self.source, &self.block, piece.span);
            // Layout commands alone are no entry.
            if !view.text.chars().any(char::is_alphanumeric) {
                continue;
            }
            let tokens = Tokens::new(&view.text);
            let reference = read(&view, &tokens);
            active.entry(&view, &tokens, &reference, note, number, config, &mut self.findings);
            let summary = Arc::new(summarize(&reference, &view, &tokens));
            let twins = twin_keys(&reference, &view.text);
            let entry = Entry { piece, view, reference, summary, note, twins };
            self.entries.push(entry);
        }
    }

    fn read_citations(&mut self, config: &Config, active: &Active) {
        let view = View::new(&self.source, &self.block, self.block.content);
        let tokens = Tokens::new(&view.text);
        self.citations = find(&self.source, &self.block, &view, &tokens);
        for citation in &self.citations {
            if matches!(citation.kind, CitationKind::Bracket | CitationKind::Narrative | CitationKind::Back) {
                let view = View::new(&self.source, &self.block, citation.span);
                active.citation(&view, citation, config, &mut self.findings);
            }
        }
    }
}

fn summarize(reference: &Reference, view: &View, tokens: &Tokens) -> Summary {
    let seen = &view.text;
    let mut named: Arc<[Person]> = reference.authors.clone();
    if named.is_empty()
        && let Some(editor) = reference.field(Label::Editor)
    {
        named = people(seen, editor.span).people.into();
    }
    let titled = named.is_empty() && !reference.repeats_author;
    let title_names = titled.then(|| title_names(reference, seen)).flatten().unwrap_or_default();
    let first =
        named.first().map(|p| p.family.clone()).or_else(|| opening(reference, seen)).unwrap_or_default();
    let date = reference.value(Label::Date, seen).unwrap_or("");
    let comma = reference.lang.map_or(",", |lang| lang.pack().punctuation.comma.as_str());
    let name = match (first.is_empty(), date.is_empty()) {
        (false, false) => format!("{first}{comma} {date}"),
        (true, false) => date.to_owned(),
        _ => first,
    };
    Summary {
        people: named,
        title_names,
        others: reference.others,
        twin: twin_key(reference, seen),
        years: reference.date.years.clone(),
        parts: parts(reference, tokens),
        script: Shares::of(seen).first,
        name,
    }
}

/// The numbers of volume and issue: of the fields, or else behind their cues.
fn parts(reference: &Reference, tokens: &Tokens) -> [Option<u32>; 2] {
    [(Label::Volume, Sought::Volume), (Label::Issue, Sought::Issue)].map(|(label, sought)| {
        let field = reference.field(label).map(|field| field.span);
        let inside = |i: &usize| field.is_some_and(|span| span.covers(tokens[*i].span));
        let is_cue = |i: usize| tokens[i].means(|s| matches!(s, Sense::Cue(cue, _) if cue == sought));
        let behind = |i: &usize| {
            let before =
                i.checked_sub(1).map(|k| if tokens[k].is_sign('.') { k.saturating_sub(1) } else { k });
            before.is_some_and(is_cue)
        };
        let of = |i: usize| numeral(tokens, i);
        let named = (0..tokens.len()).filter(inside).find_map(of);
        named.or_else(|| (0..tokens.len()).filter(behind).find_map(of))
    })
}

/// The value of a number, of an ordinal or of a Roman numeral.
fn numeral(tokens: &Tokens, i: usize) -> Option<u32> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let ordinal = |s| match s {
        Sense::Ordinal(number) => Some(u32::from(number)),
        _ => None,
    };
    let roman = || ROMAN.iter().position(|roman| *roman == tokens.key(i)).map(|at| at as u32 + 1);
    tokens.number(i).or_else(|| tokens[i].find(ordinal)).or_else(roman)
}

/// How an entry without author is named: by the first words of its title or of itself.
fn opening(reference: &Reference, seen: &str) -> Option<String> {
    let text = reference.value(Label::Title, seen).unwrap_or(seen);
    let words: Vec<&str> = text.split_whitespace().take(4).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A work without author is cited by its title or the first words of it.
fn title_names(reference: &Reference, seen: &str) -> Option<Vec<String>> {
    let key = name_key(reference.value(Label::Title, seen)?);
    let words: Vec<&str> = key.split(' ').collect();
    let mut names: Vec<String> = (2..=words.len().min(5)).map(|n| words[..n].concat()).collect();
    names.push(words.concat());
    names.dedup();
    Some(names)
}

/// The year 0 stands for "no year".
const NO_YEAR: u32 = 0;

fn file_entry(number: usize, entry: &Entry, filed: &mut Vec<(Key, Filed)>) {
    let summary = &entry.summary;
    let mut add = |key: Key| filed.push((key, Filed::Entry(number, summary.clone())));
    let years: Vec<u32> = summary.years.iter().map(|y| y.value).collect();
    for name in summary.first_names() {
        add(Key::Name(name.clone()));
        years.iter().for_each(|&year| add(Key::Work(name.clone(), year)));
        if years.is_empty() {
            add(Key::Work(name.clone(), NO_YEAR));
        }
    }
    file_people(summary, &mut add);
    if entry.reference.repeats_author {
        years.iter().for_each(|&year| add(Key::Work(String::new(), year)));
    }
    if let Some(script) = summary.script {
        years.iter().for_each(|&year| add(Key::Year(script, year)));
    }
    entry.piece.number.into_iter().for_each(|n| add(Key::Number(n)));
    entry.piece.key.iter().for_each(|key| add(Key::Cited(key.clone())));
    summary.twin.iter().cloned().for_each(&mut add);
    entry.twins.iter().cloned().for_each(add);
}

/// Files an entry under the names of all its authors, with the Arabic article and without.
fn file_people(summary: &Summary, add: &mut impl FnMut(Key)) {
    let names = summary.people.iter().flat_map(|person| &person.keys).chain(summary.title_names.last());
    for name in names {
        let bare = without_article(name);
        if bare.len() < name.len() {
            add(Key::Person(bare.to_owned()));
        }
        add(Key::Person(name.clone()));
    }
    for person in summary.people.iter().filter(|person| !person.literal) {
        let consonants = consonants(person.key());
        if consonants.len() >= FEWEST_CONSONANTS {
            add(Key::Sound(consonants));
        }
        if person.given.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST_GIVEN {
            add(Key::Namesake(namesake(person)));
        }
    }
}

/// Names of fewer consonants are too many to be compared.
const FEWEST_CONSONANTS: usize = 2;

/// Given names of fewer letters are initials.
const SHORTEST_GIVEN: usize = 3;

/// What two entries of the same work share: the DOI; first author, year and title.
fn twin_keys(reference: &Reference, seen: &str) -> Vec<Key> {
    let url = reference.value(Label::Url, seen).filter(|url| url.contains("doi.org/"));
    let in_url = url.and_then(|url| url.find("10.").map(|at| &url[at..]));
    let doi = reference.value(Label::Doi, seen).or(in_url).map(|doi| Key::Doi(doi.to_ascii_lowercase()));
    let titles = title_keys(reference, seen);
    let same =
        reference.authors.first().zip(reference.date.years.first()).into_iter().flat_map(|(author, year)| {
            let letter = year.letter.as_deref().unwrap_or("");
            titles
                .iter()
                .map(move |title| Key::Title(format!("{}|{}|{letter}|{title}", author.key(), year.value)))
        });
    doi.into_iter().chain(same).collect()
}

/// A note that is a reference names its work as a citation does.
fn file_note(entry: &Entry, filed: &mut Vec<(Key, Filed)>) {
    for name in entry.summary.first_names() {
        filed.push((Key::Name(name.clone()), Filed::Citing(NO_YEAR)));
        filed.push((Key::Work(name.clone(), NO_YEAR), Filed::Citing(NO_YEAR)));
    }
}

/// Where the text of a note begins behind "see" and the like.
fn opening_name(text: &str) -> usize {
    let head = text.char_indices().nth(LONGEST_OPENING).map_or(text, |(end, _)| &text[..end]);
    let tokens = Tokens::new(head);
    tokens.get(skip_see(&tokens, 0, tokens.len())).map_or(0, |token| token.span.start as usize)
}

/// "See" and the like are looked for in so many characters.
const LONGEST_OPENING: usize = 120;

/// A note mostly begins with the name of an author in natural order, whether or not the rest can be read.
fn file_opening(source: &str, block: &Block, filed: &mut Vec<(Key, Filed)>) {
    let text = block.content.of(source);
    let text = &text[opening_name(text)..];
    let first = text.find(['،', ',', '.', ':', '؛', ';']).unwrap_or(text.len());
    for name in people(text, Local::new(0, first)).people.iter().flat_map(|person| &person.keys) {
        filed.push((Key::Name(name.clone()), Filed::Citing(NO_YEAR)));
        filed.push((Key::Work(name.clone(), NO_YEAR), Filed::Citing(NO_YEAR)));
    }
}

fn file_work(work: &Work, filed: &mut Vec<(Key, Filed)>) {
    let year = work.year.as_ref().map_or(NO_YEAR, |y| y.value);
    let mut add = |key: Key| filed.push((key, Filed::Citing(year)));
    match &work.target {
        Target::Number(number) => add(Key::Number(*number)),
        Target::Key(key) => add(Key::Cited(key.clone())),
        Target::AuthorYear | Target::Idem | Target::OpCit => {
            for name in work.candidates().flat_map(|person| &person.keys) {
                add(Key::Work(name.clone(), year));
                add(Key::Name(name.clone()));
            }
            let script = work.authors.first().and_then(|person| Shares::of(&person.family).main());
            if let Some(script) = script.filter(|s| *s != Script::Other) {
                add(Key::Year(script, year));
                let keys = work.candidates().flat_map(|person| &person.keys);
                let called = keys.map(|key| Filed::Calling(key.clone()));
                filed.extend(called.map(|called| (Key::Year(script, year), called)));
            }
        }
        Target::Ibid | Target::Sacred => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_opens_a_note_stands_behind_see() {
        for (text, behind) in [
            ("نک: Thomas de Waal, *Garden*", "Thomas de Waal, *Garden*"),
            ("ن.ک. به کاظمی، اصول", "کاظمی، اصول"),
            ("See, e.g., Walt, *Origins*", "Walt, *Origins*"),
            ("Walt, see above", "Walt, see above"),
            ("نک.", "نک."),
            ("", ""),
        ] {
            assert_eq!(&text[opening_name(text)..], behind, "{text}");
        }
    }
}
