//! From a text and the analysis before it to the next one.

use std::sync::Arc;

use super::facts::Facts;
use super::index::{Filed, Index, Key, Place};
use super::outline::{Cursor, Outline, Tile};
use super::suppress::Ignore;
use super::touched::Touched;
use super::unit::Unit;
use super::{Analysis, Input};
use crate::markup::{Block, State, cut, parse};
use crate::rules::{Active, Finding, LinkedCitationCx, LinkedEntryCx};
use crate::syntax::{Feature, Role, features, roles};
use crate::text::{Damage, Local, TextSize};

/// The distance between the labels of neighbours in a fresh outline: room for forty insertions at one place.
const SPACING: u64 = 1 << 40;

/// Reads a document, using what still holds of `previous`.
pub(super) fn analyze(input: &Input, previous: Option<&Analysis>) -> Analysis {
    let active = Active::new(&input.config);
    let reader = Reader { input, active };
    let same = previous.filter(|p| p.format == input.format && p.config == input.config);
    same.and_then(|previous| reader.patch(previous)).unwrap_or_else(|| reader.fresh())
}

/// A block that was cut and not yet read.
struct Raw {
    bytes: usize,
    state: State,
    source: String,
    block: Block,
    feature: Feature,
}

struct Reader<'a> {
    input: &'a Input,
    active: Active,
}

impl Reader<'_> {
    fn fresh(&self) -> Analysis {
        let raws = self.cut_from(TextSize::default(), State::initial(), |_, _| false);
        let all: Vec<Feature> = raws.iter().map(|raw| raw.feature).collect();
        let roles = roles(&all);
        let tiles: Vec<Tile> = raws
            .into_iter()
            .zip(roles)
            .enumerate()
            .map(|(i, (raw, role))| self.tile((i as u64 + 1) * SPACING, raw, role))
            .collect();
        let mut analysis = self.empty();
        let mut touched = Touched::everything();
        for tile in &tiles {
            analysis.index.insert(tile.label, &tile.unit.filed(), &mut touched);
            analysis.facts.add(&tile.unit);
        }
        analysis.outline = Outline::new(tiles);
        self.judge_all(&mut analysis);
        analysis.collect_ignores();
        analysis
    }

    fn empty(&self) -> Analysis {
        Analysis {
            text: self.input.text.clone(),
            format: self.input.format,
            config: self.input.config.clone(),
            outline: Outline::default(),
            index: Index::default(),
            facts: Facts::default(),
            ignores: Vec::new(),
        }
    }

    /// Cuts blocks from `at` on until `meets` says that a boundary and the state there are known from before.
    fn cut_from(&self, at: TextSize, state: State, meets: impl Fn(TextSize, State) -> bool) -> Vec<Raw> {
        let (text, format) = (&self.input.text, self.input.format);
        let mut raws = Vec::new();
        let (mut at, mut state) = (at, state);
        while at < text.len() && (raws.is_empty() || !meets(at, state)) {
            let block_cut = cut(format, state, &mut text.lines_from(at));
            let mut source = String::new();
            text.lines_from(at).take(block_cut.lines).for_each(|line| source.push_str(&line));
            if source.is_empty() {
                break;
            }
            let block = parse(format, state, &source);
            let feature = features(&source, &block);
            let bytes = source.len();
            raws.push(Raw { bytes, state, source, block, feature });
            at = at + bytes;
            state = block_cut.after;
        }
        raws
    }

    fn tile(&self, label: u64, raw: Raw, role: Role) -> Tile {
        let (format, config) = (self.input.format, &self.input.config);
        let unit = Unit::read(raw.source, raw.block, raw.feature, role, format, config, &self.active);
        Tile { label, bytes: raw.bytes, state: raw.state, unit: Arc::new(unit), linked: Arc::from([]) }
    }

    /// A tile of a block that was cut again: what was read in an equal one of the old ones still holds.
    fn renew(&self, label: u64, raw: Raw, role: Role, old: &[(Cursor, &Tile)]) -> Tile {
        let same = |tile: &&Tile| {
            tile.state == raw.state && tile.unit.role == role && tile.unit.source == raw.source
        };
        match old.iter().map(|(_, tile)| *tile).find(same) {
            Some(tile) => Tile { label, ..tile.clone() },
            None => self.tile(label, raw, role),
        }
    }

    /// The analysis after an edit; `None` when reading anew is simpler.
    fn patch(&self, previous: &Analysis) -> Option<Analysis> {
        let Some(damage) = self.input.text.damage_since(&previous.text) else {
            let mut same = previous.clone();
            same.text = self.input.text.clone();
            return Some(same);
        };
        let seam = Seam::find(&previous.outline, damage)?;
        let state = previous.outline.get(seam.from)?.state;
        let mut end = seam.from;
        let raws = self.cut_to_meet(previous, seam, state, damage, &mut end);
        let old: Vec<(Cursor, &Tile)> =
            previous.outline.from(seam.from).take_while(|(cursor, _)| cursor.start < end.start).collect();
        let labels = labels(previous, seam.from, end, &old, raws.len())?;
        let same_features = old.len() == raws.len()
            && old.iter().zip(&raws).all(|((_, tile), raw)| tile.unit.feature == raw.feature);
        let mut next = Analysis { text: self.input.text.clone(), ..previous.clone() };
        if same_features {
            let roles: Vec<Role> = old.iter().map(|(_, tile)| tile.unit.role).collect();
            self.replace(&mut next, seam.from, end, &old, raws, labels, &roles);
        } else {
            self.replace_and_move(&mut next, previous, seam.from, end, &old, raws, labels);
        }
        Some(next)
    }

    /// Cuts from the seam on until a boundary behind the damage is met that the outline had, in the same state.
    fn cut_to_meet(
        &self,
        previous: &Analysis,
        seam: Seam,
        state: State,
        damage: Damage,
        end: &mut Cursor,
    ) -> Vec<Raw> {
        let old_len = previous.text.len();
        let met = |at: TextSize, state: State| {
            let behind = at.bytes().checked_sub(damage.new_end)?;
            let old = TextSize::new(damage.old_end + behind);
            let cursor = previous.outline.at(old)?;
            let tile = previous.outline.get(cursor)?;
            (cursor.start == old && old < old_len && tile.state == state).then_some(cursor)
        };
        let raws = self.cut_from(seam.from.start, state, |at, state| met(at, state).is_some());
        let reached = seam.from.start + raws.iter().map(|raw| raw.bytes).sum::<usize>();
        let cursor = previous
            .outline
            .at(TextSize::new((reached.bytes() + damage.old_end).saturating_sub(damage.new_end)));
        *end = match cursor {
            Some(cursor) if reached < self.input.text.len() => cursor,
            _ => previous.outline.end(),
        };
        raws
    }

    /// Puts new blocks, whose roles are known, in the place of old ones.
    #[allow(clippy::too_many_arguments, reason = "what is replaced, by what, and how it is named")]
    fn replace(
        &self,
        next: &mut Analysis,
        from: Cursor,
        end: Cursor,
        old: &[(Cursor, &Tile)],
        raws: Vec<Raw>,
        labels: Vec<u64>,
        roles: &[Role],
    ) {
        let placed = raws.into_iter().zip(labels).zip(roles);
        let tiles: Vec<Tile> =
            placed.map(|((raw, label), &role)| self.renew(label, raw, role, old)).collect();
        let before = next.facts.answers();
        let mut touched = Touched::default();
        let mut fresh: Vec<u64> = Vec::new();
        let filed = |unit: Option<&Arc<Unit>>| unit.map(|unit| unit.filed()).unwrap_or_default();
        for (_, tile) in old {
            let kept = tiles.iter().find(|new| new.label == tile.label).map(|new| &new.unit);
            next.index.remove(tile.label, without(&tile.unit.filed(), &filed(kept)), &mut touched);
            next.facts.subtract(&tile.unit);
        }
        for tile in &tiles {
            let was = old.iter().find(|(_, was)| was.label == tile.label).map(|(_, was)| &was.unit);
            next.index.insert(tile.label, without(&tile.unit.filed(), &filed(was)), &mut touched);
            next.facts.add(&tile.unit);
            fresh.push(tile.label);
        }
        let ignores_before: Vec<&Vec<Ignore>> = old.iter().map(|(_, t)| &t.unit.ignores).collect();
        let ignores_change =
            !ignores_before.iter().all(|i| i.is_empty()) || tiles.iter().any(|t| !t.unit.ignores.is_empty());
        next.outline.splice(from, end, tiles);
        if touched.all || next.facts.answers() != before {
            self.judge_all(next);
        } else {
            touched.labels.extend(fresh);
            for label in touched.settled(&next.index) {
                self.judge(next, label);
            }
        }
        if ignores_change {
            next.collect_ignores();
        }
    }

    /// Like [`Reader::replace`], for an edit that may move the borders of the list: blocks whose role changes are
    /// read again.
    #[allow(clippy::too_many_arguments, reason = "what is replaced, by what, and how it is named")]
    fn replace_and_move(
        &self,
        next: &mut Analysis,
        previous: &Analysis,
        from: Cursor,
        end: Cursor,
        old: &[(Cursor, &Tile)],
        raws: Vec<Raw>,
        labels: Vec<u64>,
    ) {
        let first = previous.outline.iter().take_while(|(cursor, _)| cursor.start < from.start).count();
        let mut all: Vec<Feature> = previous.outline.iter().map(|(_, tile)| tile.unit.feature).collect();
        let stop = first + old.len();
        all.splice(first..stop.min(all.len()), raws.iter().map(|raw| raw.feature));
        let roles = roles(&all);
        let count = raws.len();
        let moved: Vec<(u64, Role)> = previous
            .outline
            .iter()
            .enumerate()
            .filter(|(i, _)| *i < first || *i >= stop)
            .filter_map(|(i, (_, tile))| {
                let now = roles.get(if i < first { i } else { i - old.len() + count })?;
                (tile.unit.role != *now).then_some((tile.label, *now))
            })
            .collect();
        self.replace(next, from, end, old, raws, labels, roles.get(first..first + count).unwrap_or(&[]));
        if moved.is_empty() {
            return;
        }
        for (label, role) in moved {
            self.reread(next, label, role);
        }
        self.judge_all(next);
    }

    /// Reads a block again in another role; links are judged by the caller.
    fn reread(&self, next: &mut Analysis, label: u64, role: Role) {
        let Some(cursor) = next.outline.labelled(label) else { return };
        let Some(tile) = next.outline.get(cursor).cloned() else { return };
        let unit = &tile.unit;
        let raw = Raw {
            bytes: tile.bytes,
            state: tile.state,
            source: unit.source.clone(),
            block: unit.block.clone(),
            feature: unit.feature,
        };
        let fresh = self.tile(label, raw, role);
        let mut touched = Touched::everything();
        next.index.remove(label, &unit.filed(), &mut touched);
        next.facts.subtract(unit);
        next.index.insert(label, &fresh.unit.filed(), &mut touched);
        next.facts.add(&fresh.unit);
        next.outline.update(cursor, |tile| *tile = fresh);
    }

    fn judge_all(&self, analysis: &mut Analysis) {
        let judged: Vec<(Cursor, Arc<[Finding]>)> = analysis
            .outline
            .iter()
            .filter_map(|(cursor, tile)| {
                let findings = self.linked(analysis, tile);
                (*findings != *tile.linked).then(|| (cursor, Arc::from(findings)))
            })
            .collect();
        for (cursor, findings) in judged {
            analysis.outline.update(cursor, |tile| tile.linked = findings);
        }
    }

    fn judge(&self, analysis: &mut Analysis, label: u64) {
        let Some(cursor) = analysis.outline.labelled(label) else { return };
        let Some(tile) = analysis.outline.get(cursor) else { return };
        let findings = self.linked(analysis, tile);
        if *findings != *tile.linked {
            let findings = Arc::from(findings);
            analysis.outline.update(cursor, |tile| tile.linked = findings);
        }
    }

    /// What the rules find in a block that look beyond it.
    fn linked(&self, analysis: &Analysis, tile: &Tile) -> Vec<Finding> {
        let (index, facts, config) = (&analysis.index, &analysis.facts, &*self.input.config);
        let unit = &tile.unit;
        let mut findings = Vec::new();
        for (number, entry) in unit.entries.iter().enumerate().filter(|(_, entry)| !entry.note) {
            let cx = LinkedEntryCx {
                place: Place { label: tile.label, entry: number },
                view: &entry.view,
                reference: &entry.reference,
                summary: &entry.summary,
                piece: &entry.piece,
                twins: &entry.twins,
                whole: (unit.entries.len() == 1).then(|| Local::new(0, unit.source.len())),
                index,
                facts,
                config,
            };
            self.active.linked_entry(&cx, &mut findings);
        }
        for citation in &unit.citations {
            let cx = LinkedCitationCx { source: &unit.source, citation, index, facts, config };
            self.active.linked_citation(&cx, &mut findings);
        }
        findings
    }
}

/// What is filed in one list and not in the other; both are sorted by key.
fn without<'f>(
    filed: &'f [(Key, Filed)],
    other: &'f [(Key, Filed)],
) -> impl Iterator<Item = &'f (Key, Filed)> {
    let mut rest = other;
    filed.iter().filter(move |item| {
        while rest.first().is_some_and(|first| first.0 < item.0) {
            rest = &rest[1..];
        }
        !rest.iter().take_while(|(key, _)| *key == item.0).any(|there| there == *item)
    })
}

/// Where to begin to cut again.
#[derive(Clone, Copy, Debug)]
struct Seam {
    from: Cursor,
}

impl Seam {
    /// The block before the one before the damage: the end of a block depends on the line behind it.
    fn find(outline: &Outline, damage: Damage) -> Option<Seam> {
        let mut from = outline.at(TextSize::new(damage.start))?;
        for _ in 0..2 {
            from = outline.back(from).unwrap_or(from);
        }
        Some(Seam { from })
    }
}

/// Labels for `count` new blocks between the neighbours of the old ones; old labels stay where the numbers of
/// blocks agree. `None` when there is no room left.
fn labels(
    previous: &Analysis,
    from: Cursor,
    end: Cursor,
    old: &[(Cursor, &Tile)],
    count: usize,
) -> Option<Vec<u64>> {
    if old.len() == count {
        return Some(old.iter().map(|(_, tile)| tile.label).collect());
    }
    let outline = &previous.outline;
    let low = outline.back(from).and_then(|cursor| outline.get(cursor)).map_or(0, |tile| tile.label);
    let high = outline.get(end).map_or_else(
        || outline.last_label().max(low).checked_add(SPACING.checked_mul(count as u64 + 1)?),
        |tile| Some(tile.label),
    )?;
    let step = (high - low) / (count as u64 + 1);
    (step > 0).then(|| (1..=count as u64).map(|i| low + i * step).collect())
}
