//! Typed positions: a place in a document and a place in one block never mix.

use std::fmt;
use std::ops::{Add, Sub};

/// An offset in UTF-8 bytes from the start of a document.
///
/// Documents are limited to 4 GiB; the shells refuse longer files before they reach the core.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextSize(u32);

impl TextSize {
    /// The offset of `bytes` UTF-8 bytes; saturates at 4 GiB.
    pub fn new(bytes: usize) -> Self {
        TextSize(u32::try_from(bytes).unwrap_or(u32::MAX))
    }

    /// The offset in UTF-8 bytes.
    pub fn bytes(self) -> usize {
        self.0 as usize
    }
}

impl Add<usize> for TextSize {
    type Output = TextSize;

    fn add(self, bytes: usize) -> TextSize {
        TextSize::new(self.bytes() + bytes)
    }
}

impl Sub for TextSize {
    type Output = usize;

    /// The distance in UTF-8 bytes; zero when `other` lies behind `self`.
    fn sub(self, other: TextSize) -> usize {
        self.bytes().saturating_sub(other.bytes())
    }
}

/// A half-open range of UTF-8 bytes in a document.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    /// The first byte of the range.
    pub start: TextSize,
    /// The first byte after the range.
    pub end: TextSize,
}

impl TextRange {
    /// The range between two offsets in UTF-8 bytes; an `end` before `start` gives an empty range.
    pub fn new(start: TextSize, end: TextSize) -> Self {
        TextRange { start, end: end.max(start) }
    }

    /// Length in UTF-8 bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the range has no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` lies in the range or at its end, as a cursor does that stands behind a word.
    pub fn touches(self, offset: TextSize) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether the two ranges share a byte or touch.
    pub fn meets(self, other: TextRange) -> bool {
        self.start <= other.end && other.start <= self.end
    }
}

impl fmt::Debug for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start.0, self.end.0)
    }
}

/// A half-open range of UTF-8 bytes in one block, counted from the block's first byte.
///
/// A block that moves keeps its locals: only [`Local::at`] makes a place in the document of one.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Local {
    /// The first byte of the range.
    pub start: u32,
    /// The first byte after the range.
    pub end: u32,
}

impl Local {
    /// The range between two offsets in UTF-8 bytes from the start of a block; an `end` before `start` gives
    /// an empty range.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        Local { start, end: u32::try_from(end).unwrap_or(u32::MAX).max(start) }
    }

    /// The same range in the document, for a block that starts at `base`.
    pub fn at(self, base: TextSize) -> TextRange {
        TextRange { start: base + self.start as usize, end: base + self.end as usize }
    }

    /// The range as indexes into the block's text.
    pub fn indexes(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text of the range in its block; empty when the range does not fit the text.
    pub fn of(self, block: &str) -> &str {
        block.get(self.indexes()).unwrap_or("")
    }

    /// Length in UTF-8 bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the range has no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn covers(self, other: Local) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share at least one byte.
    pub fn overlaps(self, other: Local) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `offset`, in bytes from the start of the block, lies in the range or at its end.
    pub fn touches(self, offset: usize) -> bool {
        self.start as usize <= offset && offset <= self.end as usize
    }
}

impl fmt::Debug for Local {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{}..{}", self.start, self.end)
    }
}
