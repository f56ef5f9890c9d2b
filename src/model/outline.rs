//! The blocks of a document in their order, in chunks that two analyses share.

use std::sync::Arc;

use super::unit::Unit;
use crate::markup::State;
use crate::rules::Finding;
use crate::text::TextSize;

/// The most blocks of a chunk.
const LARGEST: usize = 96;

/// A block with its place in the order.
#[derive(Clone, Debug)]
pub(super) struct Tile {
    /// Grows along the document; names the block as long as it lives.
    pub label: u64,
    /// Length in bytes.
    pub bytes: usize,
    /// The markup's state before it.
    pub state: State,
    /// What was read in it.
    pub unit: Arc<Unit>,
    /// What the rules found in it that looks beyond the block.
    pub linked: Arc<[Finding]>,
}

impl Tile {
    fn has_findings(&self) -> bool {
        !self.linked.is_empty() || !self.unit.findings.is_empty()
    }
}

/// A run of blocks.
#[derive(Clone, Debug)]
struct Chunk {
    tiles: Vec<Tile>,
    bytes: usize,
    /// Some block of it has a finding.
    found: bool,
}

impl Chunk {
    fn new(tiles: Vec<Tile>) -> Arc<Chunk> {
        let bytes = tiles.iter().map(|t| t.bytes).sum();
        let found = tiles.iter().any(Tile::has_findings);
        Arc::new(Chunk { tiles, bytes, found })
    }
}

/// A place in the order: the chunk, the block in it, and where the block starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    chunk: usize,
    tile: usize,
    /// Where the block starts in the document.
    pub start: TextSize,
}

/// All blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    chunks: Vec<Arc<Chunk>>,
}

impl Outline {
    /// An outline of these blocks.
    pub(super) fn new(tiles: Vec<Tile>) -> Self {
        let mut outline = Outline::default();
        let mut tiles = tiles.into_iter().peekable();
        while tiles.peek().is_some() {
            outline.chunks.push(Chunk::new(tiles.by_ref().take(LARGEST / 2).collect()));
        }
        outline
    }

    /// The first block.
    pub(super) fn first(&self) -> Cursor {
        Cursor { chunk: 0, tile: 0, start: TextSize::default() }
    }

    /// The cursor behind the last block.
    pub(super) fn end(&self) -> Cursor {
        let bytes = self.chunks.iter().map(|c| c.bytes).sum();
        Cursor { chunk: self.chunks.len(), tile: 0, start: TextSize::new(bytes) }
    }

    /// The largest label; zero without blocks.
    pub(super) fn last_label(&self) -> u64 {
        self.chunks.last().and_then(|c| c.tiles.last()).map_or(0, |t| t.label)
    }

    /// The block at a cursor.
    pub(super) fn get(&self, cursor: Cursor) -> Option<&Tile> {
        self.chunks.get(cursor.chunk)?.tiles.get(cursor.tile)
    }

    /// The cursor of the next block, or the end.
    pub(super) fn next(&self, cursor: Cursor) -> Cursor {
        let Some(tile) = self.get(cursor) else { return cursor };
        let start = cursor.start + tile.bytes;
        let last = self.chunks.get(cursor.chunk).is_none_or(|c| cursor.tile + 1 >= c.tiles.len());
        match last {
            true => Cursor { chunk: cursor.chunk + 1, tile: 0, start },
            false => Cursor { tile: cursor.tile + 1, start, ..cursor },
        }
    }

    /// The cursor of the block before, if there is one.
    pub(super) fn back(&self, cursor: Cursor) -> Option<Cursor> {
        let (chunk, tile) = match cursor.tile.checked_sub(1) {
            Some(tile) => (cursor.chunk, tile),
            None => {
                let chunk = cursor.chunk.checked_sub(1)?;
                (chunk, self.chunks.get(chunk)?.tiles.len().checked_sub(1)?)
            }
        };
        let bytes = self.chunks.get(chunk)?.tiles.get(tile)?.bytes;
        Some(Cursor { chunk, tile, start: TextSize::new(cursor.start.bytes().saturating_sub(bytes)) })
    }

    /// The block that holds `offset`; the last block for an offset at or behind its end.
    pub(super) fn at(&self, offset: TextSize) -> Option<Cursor> {
        let mut start = 0;
        let mut last = None;
        for (chunk, run) in self.chunks.iter().enumerate() {
            last = Some((chunk, start));
            if offset.bytes() < start + run.bytes {
                break;
            }
            start += run.bytes;
        }
        let (chunk, mut start) = last?;
        let tiles = &self.chunks[chunk].tiles;
        for (tile, t) in tiles.iter().enumerate() {
            if offset.bytes() < start + t.bytes || tile + 1 == tiles.len() {
                return Some(Cursor { chunk, tile, start: TextSize::new(start) });
            }
            start += t.bytes;
        }
        None
    }

    /// The block with this label.
    pub(super) fn labelled(&self, label: u64) -> Option<Cursor> {
        let first = |chunk: &Arc<Chunk>| chunk.tiles.first().map_or(0, |t| t.label);
        let chunk = self.chunks.partition_point(|c| first(c) <= label).checked_sub(1)?;
        let tiles = &self.chunks[chunk].tiles;
        let tile = tiles.binary_search_by_key(&label, |t| t.label).ok()?;
        let before: usize = self.chunks[..chunk].iter().map(|c| c.bytes).sum();
        let inside: usize = tiles[..tile].iter().map(|t| t.bytes).sum();
        Some(Cursor { chunk, tile, start: TextSize::new(before + inside) })
    }

    /// All blocks from a cursor on.
    pub(super) fn from(&self, cursor: Cursor) -> impl Iterator<Item = (Cursor, &Tile)> {
        let mut at = cursor;
        std::iter::from_fn(move || {
            let tile = self.get(at)?;
            let here = at;
            at = self.next(at);
            Some((here, tile))
        })
    }

    /// All blocks.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Cursor, &Tile)> {
        self.from(self.first())
    }

    /// The blocks that have findings; chunks without any are passed over at once.
    pub(super) fn with_findings(&self) -> impl Iterator<Item = (Cursor, &Tile)> {
        let mut start = 0;
        self.chunks.iter().enumerate().flat_map(move |(chunk, run)| {
            let mut at = start;
            start += run.bytes;
            let tiles = if run.found { &run.tiles[..] } else { &[] };
            tiles.iter().enumerate().filter_map(move |(tile, t)| {
                let cursor = Cursor { chunk, tile, start: TextSize::new(at) };
                at += t.bytes;
                t.has_findings().then_some((cursor, t))
            })
        })
    }

    /// Replaces the blocks from `from` up to `end`, which lies at or behind it, by `tiles`.
    pub(super) fn splice(&mut self, from: Cursor, end: Cursor, tiles: Vec<Tile>) {
        let mut merged: Vec<Tile> = Vec::new();
        let head = self.chunks.get(from.chunk).map_or(&[][..], |c| &c.tiles[..from.tile.min(c.tiles.len())]);
        merged.extend_from_slice(head);
        merged.extend(tiles);
        let tail = self.chunks.get(end.chunk).map_or(&[][..], |c| &c.tiles[end.tile.min(c.tiles.len())..]);
        merged.extend_from_slice(tail);
        let stop = (end.chunk + 1).min(self.chunks.len());
        let first = from.chunk.min(stop);
        let pieces: Vec<Arc<Chunk>> = match merged.len() {
            0 => Vec::new(),
            n if n <= LARGEST => vec![Chunk::new(merged)],
            _ => Outline::new(merged).chunks,
        };
        self.chunks.splice(first..stop, pieces);
    }

    /// Changes one block in place.
    pub(super) fn update(&mut self, cursor: Cursor, change: impl FnOnce(&mut Tile)) {
        if let Some(chunk) = self.chunks.get_mut(cursor.chunk) {
            let chunk = Arc::make_mut(chunk);
            if let Some(tile) = chunk.tiles.get_mut(cursor.tile) {
                change(tile);
            }
            chunk.found = chunk.tiles.iter().any(Tile::has_findings);
        }
    }
}
