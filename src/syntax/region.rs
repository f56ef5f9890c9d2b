//! Which blocks are the reference list: by its heading, by its environment, or by nothing but its lines.
//!
//! Works on one small [`Feature`] a block, so that an edit that changes no feature moves no border.

use super::entry::{has_year, leading_number};
use super::heading::{Title, title};
use crate::markup::{Block, Kind};
use crate::text::{Script, digit_value, script_of};

/// What a block is for the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text: it may hold citations.
    #[default]
    Body,
    /// The heading of a reference list.
    Heading,
    /// Entries of a reference list.
    Entry,
    /// A note: it may hold citations, or be a reference itself.
    Note,
    /// Code, set-up, blank lines.
    Silent,
}

/// How much a block looks like references by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Look {
    /// Not at all.
    Prose,
    /// It has a year and the signs of a reference.
    Weak,
    /// It begins with names and has its year in brackets behind them.
    Strong,
}

/// What decides about a block's role. Depends on the block alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Feature {
    kind: Shape,
    title: Option<Title>,
    look: Look,
    /// It has a year, is no longer than a reference, and has no citation.
    dated: bool,
    /// A number stands before it.
    numbered: bool,
    /// It is a paragraph of many words without a year.
    prose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shape {
    Silent,
    Heading(u8),
    Paragraph,
    Item,
    Keyed,
    Note,
    Open,
    Close,
}

/// The feature of a block.
pub fn features(source: &str, block: &Block) -> Feature {
    let content = block.content.of(source);
    let kind = match block.kind {
        Kind::Blank | Kind::Opaque => Shape::Silent,
        Kind::Heading(level) => Shape::Heading(level),
        // Layout commands alone say nothing: `\par`.
        Kind::Paragraph if !crate::markup::without_commands(content).contains(char::is_alphanumeric) => {
            Shape::Silent
        }
        Kind::Paragraph => Shape::Paragraph,
        Kind::Item { .. } => Shape::Item,
        Kind::Keyed { .. } => Shape::Keyed,
        Kind::Note => Shape::Note,
        Kind::ListOpen => Shape::Open,
        Kind::ListClose => Shape::Close,
    };
    let readable = !matches!(kind, Shape::Silent | Shape::Open | Shape::Close);
    let numbered = matches!(block.kind, Kind::Item { number: Some(_) });
    let bare = crate::markup::without_commands(content);
    let (number, words) = if numbered { (None, bare) } else { leading_number(bare) };
    let numbered = numbered || number.is_some();
    let dated = readable && content.len() <= LONGEST_REFERENCE && has_year(content);
    Feature {
        kind,
        title: if readable { title(content) } else { None },
        look: if readable { look(words, numbered) } else { Look::Prose },
        dated: dated && !has_citation(content),
        numbered,
        prose: readable && !dated && content.split_whitespace().nth(FEWEST_WORDS).is_some(),
    }
}

/// Whether a text has names, a comma and a year in one bracket, as citations do and references do not.
fn has_citation(text: &str) -> bool {
    let insides = text.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    insides.into_iter().any(|inside| {
        inside.rsplit_once(['،', ',']).is_some_and(|(names, year)| {
            names.contains(char::is_alphabetic) && has_year(year) && !year.contains(char::is_alphabetic)
        })
    })
}

/// A paragraph without a year is prose from this number of words on.
const FEWEST_WORDS: usize = 20;

impl Feature {
    /// Whether the block, a note, reads like a full reference.
    pub fn is_reference(self) -> bool {
        self.look > Look::Prose
    }
}

/// The length in bytes above which a block is a paragraph rather than a reference.
const LONGEST_REFERENCE: usize = 1400;

/// How much a block looks like a reference. Shapes only: names before a year in brackets, a year, signs.
fn look(content: &str, numbered: bool) -> Look {
    let text = content.trim_start_matches(|c: char| !c.is_alphanumeric());
    if text.is_empty() || !has_year(text) {
        return Look::Prose;
    }
    let first_line = text.lines().next().unwrap_or("");
    if crate::markup::opens_reference(first_line) {
        return Look::Strong;
    }
    if content.len() > LONGEST_REFERENCE || (text.lines().nth(1).is_some() && !numbered) {
        return lines_look(text);
    }
    line_look(text, numbered)
}

/// How much a block of several lines looks like references: as most of its lines do; as a whole, where they are one
/// reference that was wrapped.
fn lines_look(text: &str) -> Look {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<Look> = lines.map(|line| line_look(line, false)).collect();
    let like = lines.iter().filter(|look| **look > Look::Prose).count();
    match like * 2 >= lines.len() && lines.len() > 1 {
        true => lines.into_iter().max().unwrap_or(Look::Prose),
        false if text.len() <= LONGEST_REFERENCE => line_look(text, false),
        false => Look::Prose,
    }
}

/// How much one reference looks like one. Behind a number names may stand in any order.
fn line_look(text: &str, numbered: bool) -> Look {
    if !has_year(text) {
        return Look::Prose;
    }
    let words = text.split_whitespace().count();
    let signs = text
        .chars()
        .filter(|c| matches!(c, '،' | ',' | ':' | '؛' | ';' | '.' | '«' | '“' | '"' | '('))
        .count();
    let opening: String = text.chars().take(60).collect();
    let inverted = opening.find(['،', ',']).is_some_and(|at| {
        let family = &opening[..at];
        family.split_whitespace().count() <= 3 && !family.chars().any(|c| digit_value(c).is_some())
    });
    let numbers = text.split(|c: char| digit_value(c).is_none()).filter(|n| !n.is_empty()).count();
    let capital =
        text.chars().next().is_some_and(|c| c.is_uppercase() || script_of(c) == Some(Script::Arabic));
    let dense = signs * 5 >= words && words >= 4;
    if (inverted || numbered) && capital && dense && (numbers >= 2 || signs >= 5) && sentences(text) <= 6 {
        Look::Weak
    } else {
        Look::Prose
    }
}

/// The number of full stops behind a word of four or more letters that a lower-case or caseless sentence precedes.
fn sentences(text: &str) -> usize {
    text.split(['.', '!', '؟', '?']).filter(|s| s.split_whitespace().count() >= 10).count() * 2
        + text.split(". ").count() / 6
}

/// The role of every block.
pub fn roles(features: &[Feature]) -> Vec<Role> {
    let mut roles: Vec<Role> = features.iter().map(|f| own_role(*f)).collect();
    let mut found = environments(features, &mut roles);
    let mut i = 0;
    while i < features.len() {
        match headed_list(features, i) {
            Some(end) => {
                roles[i] = Role::Heading;
                found |= enter(features, &mut roles, i + 1, end);
                i = end;
            }
            None => i += 1,
        }
    }
    notes(features, &mut roles);
    if !found {
        headless(features, &mut roles);
    }
    roles
}

fn own_role(feature: Feature) -> Role {
    match feature.kind {
        Shape::Silent | Shape::Open | Shape::Close => Role::Silent,
        Shape::Note => Role::Note,
        Shape::Keyed => Role::Entry,
        Shape::Heading(_) | Shape::Paragraph | Shape::Item => Role::Body,
    }
}

/// Gives the blocks `from..end` the role of entries, headings inside apart; says whether there was any.
fn enter(features: &[Feature], roles: &mut [Role], from: usize, end: usize) -> bool {
    let mut any = false;
    let items = features[from..end].iter().filter(|f| f.kind == Shape::Item);
    let numbered = items.clone().filter(|f| f.numbered).count();
    // Between the numbers of a list nothing is an entry but what surely looks like one: pages end there.
    let by_number = numbered >= FEWEST_NUMBERED && numbered * 10 >= items.count() * 9;
    for i in from..end {
        roles[i] = match features[i] {
            Feature { kind: Shape::Paragraph, look: Look::Prose | Look::Weak, .. } if by_number => roles[i],
            Feature { kind: Shape::Heading(_), .. } => Role::Heading,
            Feature { kind: Shape::Silent | Shape::Note | Shape::Open | Shape::Close, .. } => roles[i],
            Feature { title: Some(Title::References | Title::Part), .. } => Role::Heading,
            _ => {
                any = true;
                Role::Entry
            }
        };
    }
    any
}

/// A list with so many numbers has one for each entry.
const FEWEST_NUMBERED: usize = 5;

/// `\begin{thebibliography}` … `\end{thebibliography}`.
fn environments(features: &[Feature], roles: &mut [Role]) -> bool {
    let mut found = features.iter().any(|f| f.kind == Shape::Keyed);
    let mut open = None;
    for i in 0..features.len() {
        match features[i].kind {
            Shape::Open => open = Some(i + 1),
            Shape::Close => {
                if let Some(from) = open.take() {
                    found |= enter(features, roles, from, i);
                }
            }
            _ => {}
        }
    }
    if let Some(from) = open {
        found |= enter(features, roles, from, features.len());
    }
    found
}

/// The end of the list that block `i` heads, if it does.
fn headed_list(features: &[Feature], i: usize) -> Option<usize> {
    if features[i].title != Some(Title::References) {
        return None;
    }
    let end = match features[i].kind {
        Shape::Heading(level) => {
            let end =
                (i + 1..features.len()).find(|&j| ends_section(features[j], level)).unwrap_or(features.len());
            return Some(i + 1 + without_prose(&features[i + 1..end]));
        }
        Shape::Paragraph | Shape::Item => (i + 1..features.len())
            .find(|&j| matches!(features[j].kind, Shape::Heading(_)) || ends_by_title(features[j]))
            .unwrap_or(features.len()),
        _ => return None,
    };
    // Without markup the word alone may be a line of a table of contents: references must follow.
    let near = features[i + 1..end].iter().filter(|f| f.kind != Shape::Silent).take(4);
    let likely = near.filter(|f| f.look > Look::Prose).count();
    (likely > 0).then(|| i + 1 + without_tail(&features[i + 1..end]))
}

fn ends_by_title(feature: Feature) -> bool {
    matches!(feature.title, Some(Title::Other | Title::Notes))
}

/// Whether a block ends the section of a heading of this level.
fn ends_section(feature: Feature, level: u8) -> bool {
    match feature.kind {
        Shape::Heading(own) => {
            ends_by_title(feature) || (own <= level && feature.title != Some(Title::References))
        }
        _ => false,
    }
}

/// The length of a run of blocks without the prose at its end that is unlike its entries: a page's footer. Items
/// stay in a list of items, whatever they say.
fn without_tail(run: &[Feature]) -> usize {
    let items = run.iter().filter(|f| f.kind == Shape::Item).count();
    let listed = items * 2 > run.iter().filter(|f| f.kind != Shape::Silent).count();
    let last = run.iter().rposition(|f| f.look > Look::Prose || (listed && f.kind == Shape::Item));
    last.map_or(0, |last| last + 1)
}

/// The length of a run of blocks without the paragraphs of prose at its end: a note of the author.
fn without_prose(run: &[Feature]) -> usize {
    let last = run.iter().rposition(|f| f.kind != Shape::Silent && !(f.prose && f.kind == Shape::Paragraph));
    // A list of nothing but such paragraphs is a list all the same.
    last.map_or(run.len(), |last| last + 1)
}

/// Blocks under a heading of notes are notes.
fn notes(features: &[Feature], roles: &mut [Role]) {
    let mut under: Option<u8> = None;
    for (feature, role) in features.iter().zip(roles) {
        match (feature.kind, feature.title) {
            (Shape::Heading(level), Some(Title::Notes)) => under = Some(level),
            (Shape::Heading(level), _) if under.is_some_and(|own| level <= own) => under = None,
            (Shape::Paragraph | Shape::Item, _) if under.is_some() && *role == Role::Body => {
                *role = Role::Note
            }
            _ => {}
        }
    }
}

/// The fewest references that make a list without a heading.
const FEWEST: usize = 3;

/// Runs of blocks that read like references, in a document that names no list.
fn headless(features: &[Feature], roles: &mut [Role]) {
    let readable: Vec<usize> = (0..features.len()).filter(|&i| features[i].kind != Shape::Silent).collect();
    let look = |n: usize| features[readable[n]].look;
    let mut n = 0;
    while n < readable.len() {
        if look(n) == Look::Prose {
            n += 1;
            continue;
        }
        let mut end = n + 1;
        // One block that does not look like a reference may stand between two that do.
        let numbered = |n: usize| features[readable[n]].numbered;
        while end < readable.len()
            && (look(end) > Look::Prose
                || (numbered(n) && numbered(end))
                || (end + 1 < readable.len() && look(end + 1) > Look::Prose))
        {
            end += 1;
        }
        let all = (n..end).filter(|&k| look(k) > Look::Prose).count();
        let strong = (n..end).filter(|&k| look(k) == Look::Strong).count();
        if all >= FEWEST && (strong * 2 >= all || all >= 6) {
            let (from, to) = widened(features, readable[n], readable[end - 1] + 1);
            enter(features, roles, from, to);
        }
        n = end;
    }
}

/// A run of references with what belongs to it at its two ends: the other items of its list, and lines with a year
/// that nothing parts from it.
fn widened(features: &[Feature], from: usize, to: usize) -> (usize, usize) {
    let listed = features[from].kind == Shape::Item && features[to - 1].kind == Shape::Item;
    let silent = |i: &usize| features[*i].kind == Shape::Silent;
    let belongs = |i: &usize| match features[*i].kind {
        Shape::Item | Shape::Silent => listed,
        Shape::Paragraph => features[*i].dated && !listed,
        _ => false,
    };
    let start = (0..from).rev().take_while(belongs).filter(|i| !silent(i)).last().unwrap_or(from);
    let end =
        (to..features.len()).take_while(belongs).filter(|i| !silent(i)).last().map_or(to, |last| last + 1);
    (start, end)
}

#[cfg(test)]
mod tests;
