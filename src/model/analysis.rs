//! What an analysis tells: entries, citations, links, findings; by place and in order.

use std::sync::Arc;

use super::facts::Facts;
use super::fits;
use super::index::{Index, Place};
use super::links::{Link, doubtful, resolve};
use super::outline::{Cursor, Outline, Tile};
use super::suppress::{Ignore, Reach};
use super::unit::Entry;
use crate::config::Config;
use crate::markup::{Format, Mark, MarkKind, libraries};
use crate::rules::{Finding, Message, Rule, Safety, Severity, severity};
use crate::syntax::{Citation, Person, Role, Work};
use crate::text::{Buffer, Edit, TextRange, TextSize};

/// How many citations a word that refers back is followed over.
const FARTHEST_BACK: usize = 50;

/// What a document means.
#[derive(Clone, Debug)]
pub struct Analysis {
    pub(super) text: Buffer,
    pub(super) format: Format,
    pub(super) config: Arc<Config>,
    pub(super) outline: Outline,
    pub(super) index: Index,
    pub(super) facts: Facts,
    /// The comments that silence rules for the whole document.
    pub(super) ignores: Vec<Ignore>,
}

/// An entry and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct EntryAt<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Its place among the entries.
    pub place: Place,
    /// Where its block starts.
    pub base: TextSize,
}

impl EntryAt<'_> {
    /// The whole entry in the document.
    pub fn range(&self) -> TextRange {
        self.entry.piece.span.at(self.base)
    }

    /// A place seen in the entry, in the document.
    pub fn source(&self, seen: crate::text::Local) -> TextRange {
        self.entry.view.source(seen).at(self.base)
    }
}

/// A citation and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct CitationAt<'a> {
    /// The citation.
    pub citation: &'a Citation,
    /// Where its block starts.
    pub base: TextSize,
}

/// A finding as it is shown: in the document, with its severity.
#[derive(Clone, Debug)]
pub struct Diagnostic<'a> {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub range: TextRange,
    /// What is wrong.
    pub message: &'a Message,
    /// How to mend it.
    pub fix: Option<Mend<'a>>,
    /// Other places that it has to do with.
    pub related: Vec<(TextRange, &'a Message)>,
    /// Author and year of its entry.
    pub entry: Option<&'a str>,
    /// The two names that it is about, if it is about two.
    pub people: Option<&'a (String, String)>,
}

/// A fix in the document.
#[derive(Clone, Debug)]
pub struct Mend<'a> {
    /// Whether it may be applied without asking.
    pub safety: Safety,
    /// What it does.
    pub title: &'a Message,
    /// The edits.
    pub edits: Vec<Edit>,
}

impl Analysis {
    /// The text that was read.
    pub fn text(&self) -> &Buffer {
        &self.text
    }

    /// The format in which it was read.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The settings with which it was read.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// Where to look for entries.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What is true of the whole document.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The entries of its lists, in order; references in notes are left out.
    pub fn entries(&self) -> impl Iterator<Item = EntryAt<'_>> {
        self.outline.iter().flat_map(|(cursor, tile)| entries_of(cursor, tile)).filter(|at| !at.entry.note)
    }

    /// The citations, in order.
    pub fn citations(&self) -> impl Iterator<Item = CitationAt<'_>> {
        self.outline.iter().flat_map(|(cursor, tile)| citations_of(cursor, tile))
    }

    /// The entry, or the note that is a reference, in which `offset` stands, or whose number or key is there on its line.
    pub fn entry_at(&self, offset: TextSize) -> Option<EntryAt<'_>> {
        let within = |at: &EntryAt<'_>| at.range().touches(offset);
        let before = |at: &EntryAt<'_>| {
            let start = at.range().start;
            (self.text.line_start(start)..=start).contains(&offset)
        };
        self.near(offset, |cursor, tile| {
            entries_of(cursor, tile).find(within).or_else(|| entries_of(cursor, tile).find(before))
        })
    }

    /// The citation in which `offset` stands.
    pub fn citation_at(&self, offset: TextSize) -> Option<CitationAt<'_>> {
        self.near(offset, |cursor, tile| {
            citations_of(cursor, tile).find(|at| at.citation.span.at(at.base).touches(offset))
        })
    }

    /// The entry at a place.
    pub fn entry(&self, place: Place) -> Option<EntryAt<'_>> {
        let cursor = self.outline.labelled(place.label)?;
        let entry = self.outline.get(cursor)?.unit.entries.get(place.entry)?;
        Some(EntryAt { entry, place, base: cursor.start })
    }

    /// The citations before `offset`, the nearest first.
    pub fn citations_before(&self, offset: TextSize) -> Vec<CitationAt<'_>> {
        let mut found: Vec<CitationAt<'_>> = Vec::new();
        let mut cursor = self.outline.at(offset);
        while let Some(at) = cursor {
            let here = self.outline.get(at).into_iter().flat_map(|tile| citations_of(at, tile));
            let before = here.filter(|c| c.citation.span.at(c.base).start < offset);
            found.extend(before.collect::<Vec<_>>().into_iter().rev());
            // A word that refers back does so within sight.
            if found.len() >= FARTHEST_BACK {
                break;
            }
            cursor = self.outline.back(at);
        }
        found
    }

    /// The citations in blocks that call the first author of an entry by a name of theirs, or give its number or
    /// key; whether they mean the entry is for [`Analysis::link`] to say.
    pub fn citing(&self, entry: &EntryAt<'_>) -> Vec<CitationAt<'_>> {
        let labels =
            self.index.citing(&entry.entry.summary, &entry.entry.piece, !self.config.people.is_empty());
        let cursors = labels.into_iter().filter_map(|label| self.outline.labelled(label));
        let tiles = cursors.filter_map(|cursor| Some((cursor, self.outline.get(cursor)?)));
        tiles.flat_map(|(cursor, tile)| citations_of(cursor, tile)).collect()
    }

    /// For an entry that repeats the author of the ones before it by a dash: the nearest that names the author.
    pub fn leader(&self, entry: &EntryAt<'_>) -> Option<EntryAt<'_>> {
        if !entry.entry.reference.repeats_author {
            return None;
        }
        let mut cursor = self.outline.at(entry.base);
        for _ in 0..FARTHEST_BACK {
            let at = cursor?;
            let before = |other: &EntryAt<'_>| other.range().start < entry.range().start;
            let names = |other: &EntryAt<'_>| before(other) && !other.entry.reference.repeats_author;
            let tile = self.outline.get(at)?;
            if let Some(found) = entries_of(at, tile).filter(names).last() {
                return Some(found);
            }
            cursor = self.outline.back(at);
        }
        None
    }

    /// The text of the block in which a citation stands.
    pub fn source_of(&self, citation: CitationAt<'_>) -> &str {
        self.outline.at(citation.base).and_then(|c| self.outline.get(c)).map_or("", |tile| &tile.unit.source)
    }

    /// Where a citation of one work leads.
    pub fn link(&self, work: &Work) -> Link {
        resolve(work, &self.index, &self.facts, &self.config.people)
    }

    /// The entries in the other script of which it cannot be told whether a work means them, with their first authors.
    pub fn doubtful(&self, work: &Work) -> Vec<(Place, &Person)> {
        doubtful(work, &self.index, &self.config.people)
    }

    /// What the block at `offset` is for the document.
    pub fn role_at(&self, offset: TextSize) -> Role {
        self.near(offset, |_, tile| Some(tile.unit.role)).unwrap_or_default()
    }

    /// What the block before the one at `offset` is for the document, blank ones left out.
    pub fn role_before(&self, offset: TextSize) -> Role {
        let mut cursor = self.outline.at(offset.min(self.text.len()));
        while let Some(before) = cursor.and_then(|cursor| self.outline.back(cursor)) {
            match self.outline.get(before) {
                Some(tile) if !tile.unit.source.trim().is_empty() => return tile.unit.role,
                _ => cursor = Some(before),
            }
        }
        Role::default()
    }

    /// Where the block at `offset` starts, and its text.
    pub fn block_at(&self, offset: TextSize) -> Option<(TextSize, &str)> {
        self.near(offset, |cursor, tile| Some((cursor.start, tile.unit.source.as_str())))
    }

    /// Whether `offset` stands inside of markup that nobody writes prose in: mathematics, code, an address, a comment.
    pub fn is_opaque_at(&self, offset: TextSize) -> bool {
        let opaque = |mark: &Mark, at: usize| {
            let (start, end) = (mark.span.start as usize, mark.span.end as usize);
            match mark.kind {
                MarkKind::Opaque | MarkKind::Address | MarkKind::NoteReference => start < at && at < end,
                MarkKind::Comment => start < at && at <= end,
                _ => false,
            }
        };
        self.near(offset, |cursor, tile| {
            let at = offset.bytes().checked_sub(cursor.start.bytes())?;
            tile.unit.block.marks.iter().any(|mark| opaque(mark, at)).then_some(())
        })
        .is_some()
    }

    /// Where the headings of its lists stand, with their text.
    pub fn list_headings(&self) -> impl Iterator<Item = (TextRange, &str)> {
        let headings = self.outline.iter().filter(|(_, tile)| tile.unit.role == Role::Heading);
        headings.map(|(cursor, tile)| {
            let content = tile.unit.block.content;
            (content.at(cursor.start), content.of(&tile.unit.source))
        })
    }

    /// The companion libraries that it names, as it names them, in order.
    pub fn libraries(&self) -> Vec<String> {
        if !self.facts.names_libraries() {
            return Vec::new();
        }
        let naming = self.outline.iter().filter(|(_, tile)| tile.unit.names_library);
        naming.flat_map(|(_, tile)| libraries(self.format, &tile.unit.source)).collect()
    }

    /// What is wrong, in the order of the document.
    pub fn diagnostics(&self) -> impl Iterator<Item = Diagnostic<'_>> {
        self.outline.with_findings().flat_map(|(cursor, tile)| self.shown(cursor, tile))
    }

    /// What is wrong in the blocks that a range of the document touches.
    pub fn diagnostics_in(&self, range: TextRange) -> impl Iterator<Item = Diagnostic<'_>> {
        let from = self.outline.at(range.start).unwrap_or(self.outline.first());
        let near = self.outline.from(from).take_while(move |(cursor, _)| cursor.start <= range.end);
        near.flat_map(|(cursor, tile)| self.shown(cursor, tile))
    }

    /// The silencing comments of the block before.
    fn ignores_before(&self, cursor: Cursor) -> &[Ignore] {
        let before = self.outline.back(cursor).and_then(|before| self.outline.get(before));
        before.map_or(&[], |tile| &tile.unit.ignores)
    }

    /// Silencing comments that name a rule that does not exist: where they stand, and the name.
    pub fn unknown_ignores(&self) -> impl Iterator<Item = (TextRange, &str)> {
        let with = self.outline.iter().filter(|(_, tile)| !tile.unit.ignores.is_empty());
        with.flat_map(|(cursor, tile)| {
            tile.unit.ignores.iter().flat_map(move |ignore| {
                let names = ignore.names().iter().filter(|name| Rule::named(name).is_none());
                names.map(move |name| (ignore.line.at(cursor.start), name.as_str()))
            })
        })
    }

    fn near<'a, T>(&'a self, offset: TextSize, pick: impl Fn(Cursor, &'a Tile) -> Option<T>) -> Option<T> {
        let offset = if fits(offset, &self.text) { offset } else { self.text.len() };
        let cursor = self.outline.at(offset)?;
        let here = self.outline.get(cursor).and_then(|tile| pick(cursor, tile));
        // At the first byte of a block a cursor may still stand at the end of the one before.
        here.or_else(|| {
            let before = self.outline.back(cursor).filter(|_| cursor.start == offset)?;
            pick(before, self.outline.get(before)?)
        })
    }

    pub(super) fn collect_ignores(&mut self) {
        let all = self.outline.iter().flat_map(|(_, tile)| &tile.unit.ignores);
        self.ignores = all.filter(|ignore| ignore.reach == Reach::File).cloned().collect();
    }

    /// The findings of a block that no comment silences.
    fn shown<'a>(&'a self, cursor: Cursor, tile: &'a Tile) -> impl Iterator<Item = Diagnostic<'a>> {
        let mut found: Vec<&Finding> = tile.unit.findings.iter().chain(tile.linked.iter()).collect();
        found.sort_by_key(|f| (f.span, f.rule.name));
        found.retain(|finding| {
            let silenced = |ignore: &Ignore| ignore.silences(finding.rule.name);
            let by_line = |ignore: &&Ignore| {
                ignore.reach == Reach::Line && ignore.line.touches(finding.span.start as usize)
            };
            let by_next = |ignore: &&Ignore| ignore.reach == Reach::Next;
            !(self.ignores.iter().any(silenced)
                || tile.unit.ignores.iter().filter(by_line).any(silenced)
                || self.ignores_before(cursor).iter().filter(by_next).any(silenced))
        });
        found.into_iter().filter_map(move |finding| self.diagnostic(cursor, tile, finding))
    }

    fn diagnostic<'a>(
        &'a self,
        cursor: Cursor,
        tile: &'a Tile,
        finding: &'a Finding,
    ) -> Option<Diagnostic<'a>> {
        let base = cursor.start;
        let edit =
            |(span, text): &(crate::text::Local, String)| Edit { range: span.at(base), text: text.clone() };
        Some(Diagnostic {
            rule: finding.rule,
            severity: severity(finding.rule, &self.config)?,
            range: finding.span.at(base),
            message: &finding.message,
            fix: finding.fix.as_ref().map(|fix| Mend {
                safety: fix.safety,
                title: &fix.title,
                edits: fix.edits.iter().map(edit).collect(),
            }),
            related: finding
                .related
                .iter()
                .filter_map(|related| Some((self.entry(related.place)?.range(), &related.message)))
                .collect(),
            entry: finding
                .entry
                .and_then(|n| tile.unit.entries.get(n))
                .map(|entry| entry.summary.name.as_str()),
            people: finding.people.as_ref(),
        })
    }
}

fn entries_of<'a>(cursor: Cursor, tile: &'a Tile) -> impl Iterator<Item = EntryAt<'a>> {
    tile.unit.entries.iter().enumerate().map(move |(number, entry)| EntryAt {
        entry,
        place: Place { label: tile.label, entry: number },
        base: cursor.start,
    })
}

fn citations_of<'a>(cursor: Cursor, tile: &'a Tile) -> impl Iterator<Item = CitationAt<'a>> {
    tile.unit.citations.iter().map(move |citation| CitationAt { citation, base: cursor.start })
}
