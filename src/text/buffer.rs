//! The text of one document: a rope that knows its lines, its columns and what changed last.

use std::sync::Arc;

use ropey::Rope;

use super::{TextRange, TextSize};

/// The unit in which a column is counted: the position encodings of the Language Server Protocol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// UTF-8 bytes.
    Utf8,
    /// UTF-16 code units, the protocol's default.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Column {
    /// The length of `text` in this unit.
    pub fn len(self, text: &str) -> usize {
        match self {
            Column::Utf8 => text.len(),
            Column::Utf16 => text.chars().map(char::len_utf16).sum(),
            Column::Utf32 => text.chars().count(),
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Column::Utf8 => c.len_utf8(),
            Column::Utf16 => c.len_utf16(),
            Column::Utf32 => 1,
        }
    }
}

/// A place as editors count it: both numbers from zero, the column in a [`Column`] unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line number from zero; lines end at LF, CRLF or CR.
    pub line: usize,
    /// Column from zero.
    pub column: usize,
}

/// What one or several edits touched: bytes `start..old_end` became `start..new_end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The first byte that may differ; the same place in the old and in the new text.
    pub start: usize,
    /// In the old text, the first byte from which on nothing differs.
    pub old_end: usize,
    /// In the new text, the first byte from which on nothing differs.
    pub new_end: usize,
}

impl Damage {
    /// This damage followed by an edit of `range` (in the text as it is after this damage) to `len` bytes.
    fn then(self, range: TextRange, len: usize) -> Damage {
        let (from, to) = (range.start.bytes(), range.end.bytes());
        let old_end = self.old_end + to.saturating_sub(self.new_end);
        let new_end = self.new_end.max(to) + len - (to - from);
        Damage { start: self.start.min(from), old_end, new_end }
    }
}

/// A document's text. Clones are cheap and share storage.
#[derive(Clone, Debug)]
pub struct Buffer {
    rope: Rope,
    /// One for all buffers that grew out of the same text by edits.
    lineage: Arc<()>,
    revision: u64,
    /// What changed since the revision that it names.
    damage: Option<(u64, Damage)>,
}

impl Buffer {
    /// A buffer with this text, byte for byte: BOM, CR and NUL stay.
    pub fn new(text: &str) -> Self {
        Buffer { rope: Rope::from_str(text), lineage: Arc::new(()), revision: 0, damage: None }
    }

    /// Length in UTF-8 bytes.
    pub fn len(&self) -> TextSize {
        TextSize::new(self.rope.len_bytes())
    }

    /// Whether the document has no byte.
    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// The number of lines; an empty document has one.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// The text of a range, clamped to the document and to whole characters.
    pub fn slice(&self, range: TextRange) -> String {
        let start = self.floor(range.start.bytes());
        let end = self.floor(range.end.bytes()).max(start);
        self.rope.byte_slice(start..end).to_string()
    }

    /// The lines from the one that holds `offset` on, each with its line break.
    pub fn lines_from(&self, offset: TextSize) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
        let line = self.rope.byte_to_line(offset.bytes().min(self.rope.len_bytes()));
        self.rope.lines_at(line).map(Into::into)
    }

    /// The start of the line that holds `offset`.
    pub fn line_start(&self, offset: TextSize) -> TextSize {
        let line = self.rope.byte_to_line(offset.bytes().min(self.rope.len_bytes()));
        TextSize::new(self.rope.line_to_byte(line))
    }

    /// The place of a byte offset, which is clamped to the document and to a whole character.
    pub fn place(&self, offset: TextSize, unit: Column) -> LineColumn {
        let at = self.floor(offset.bytes());
        let line = self.rope.byte_to_line(at);
        let start = self.rope.line_to_byte(line);
        let column = match unit {
            Column::Utf8 => at - start,
            Column::Utf32 => self.rope.byte_to_char(at) - self.rope.line_to_char(line),
            Column::Utf16 => {
                let (a, b) = (self.rope.line_to_char(line), self.rope.byte_to_char(at));
                self.rope.char_to_utf16_cu(b) - self.rope.char_to_utf16_cu(a)
            }
        };
        LineColumn { line, column }
    }

    /// The byte offset of a place.
    ///
    /// A column past the end of its line means the line's end, before its break; a line past the last one means
    /// the end of the document; a column inside a character means the character's start. So says the protocol,
    /// and an edit is never skipped.
    pub fn offset(&self, place: LineColumn, unit: Column) -> TextSize {
        if place.line >= self.rope.len_lines() {
            return self.len();
        }
        let mut at = self.rope.line_to_byte(place.line);
        let mut column = 0;
        'line: for chunk in self.rope.line(place.line).chunks() {
            for c in chunk.chars() {
                let next = column + unit.width(c);
                if next > place.column || c == '\n' || c == '\r' {
                    break 'line;
                }
                column = next;
                at += c.len_utf8();
            }
        }
        TextSize::new(at)
    }

    /// The number of Unicode scalar values before a byte offset.
    pub fn characters_before(&self, offset: TextSize) -> usize {
        self.rope.byte_to_char(self.floor(offset.bytes()))
    }

    /// Replaces a range, clamped to the document and to whole characters, by `text`.
    pub fn edit(&mut self, range: TextRange, text: &str) {
        let start = self.floor(range.start.bytes());
        let end = self.floor(range.end.bytes()).max(start);
        let (from, to) = (self.rope.byte_to_char(start), self.rope.byte_to_char(end));
        self.rope.remove(from..to);
        self.rope.insert(from, text);
        let range = TextRange::new(TextSize::new(start), TextSize::new(end));
        self.damage = Some(match self.damage {
            Some((since, damage)) => (since, damage.then(range, text.len())),
            None => (self.revision, Damage { start, old_end: end, new_end: start + text.len() }),
        });
        self.revision += 1;
    }

    /// A clone to keep as "the text that was analysed", which knows what has changed since the snapshot before; from
    /// here on this buffer counts anew.
    pub fn snapshot(&mut self) -> Buffer {
        let taken = self.clone();
        self.damage = None;
        taken
    }

    /// What differs from `old` to this text; `None` when nothing does.
    ///
    /// For a buffer that grew out of the snapshot `old` the answer is remembered; for any other the two texts
    /// are compared, which takes time in proportion to their common part.
    pub fn damage_since(&self, old: &Buffer) -> Option<Damage> {
        if Arc::ptr_eq(&self.lineage, &old.lineage) {
            if self.revision == old.revision {
                return None;
            }
            if let Some((since, damage)) = self.damage
                && since == old.revision
            {
                return Some(damage);
            }
        }
        let (old_len, new_len) = (old.rope.len_bytes(), self.rope.len_bytes());
        let prefix = common_prefix(&old.rope, &self.rope);
        if prefix == old_len && prefix == new_len {
            return None;
        }
        let suffix = common_suffix(&old.rope, &self.rope).min(old_len.min(new_len) - prefix);
        Some(Damage { start: prefix, old_end: old_len - suffix, new_end: new_len - suffix })
    }

    /// The largest character boundary at or before `byte`, within the document.
    fn floor(&self, byte: usize) -> usize {
        let byte = byte.min(self.rope.len_bytes());
        self.rope.char_to_byte(self.rope.byte_to_char(byte))
    }
}

impl PartialEq for Buffer {
    /// Equal text; where it came from does not count.
    fn eq(&self, other: &Buffer) -> bool {
        self.rope == other.rope
    }
}

impl std::fmt::Display for Buffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

/// The number of equal bytes at the start of two ropes.
fn common_prefix(a: &Rope, b: &Rope) -> usize {
    let (mut left, mut right) = (a.chunks(), b.chunks());
    let (mut x, mut y): (&[u8], &[u8]) = (&[], &[]);
    let mut same = 0;
    loop {
        if x.is_empty() {
            let Some(chunk) = left.next() else { return same };
            x = chunk.as_bytes();
        }
        if y.is_empty() {
            let Some(chunk) = right.next() else { return same };
            y = chunk.as_bytes();
        }
        let n = x.len().min(y.len());
        if x[..n] != y[..n] {
            return same + x.iter().zip(y).take_while(|(p, q)| p == q).count();
        }
        same += n;
        (x, y) = (&x[n..], &y[n..]);
    }
}

/// The number of equal bytes at the end of two ropes.
fn common_suffix(a: &Rope, b: &Rope) -> usize {
    let mut left = a.chunks_at_byte(a.len_bytes()).0;
    let mut right = b.chunks_at_byte(b.len_bytes()).0;
    let (mut x, mut y): (&[u8], &[u8]) = (&[], &[]);
    // An iterator placed at the end of a rope stands before or behind its last chunk; start behind it.
    while left.next().is_some() {}
    while right.next().is_some() {}
    let mut same = 0;
    loop {
        if x.is_empty() {
            let Some(chunk) = left.prev() else { return same };
            x = chunk.as_bytes();
        }
        if y.is_empty() {
            let Some(chunk) = right.prev() else { return same };
            y = chunk.as_bytes();
        }
        let n = x.len().min(y.len());
        if x[x.len() - n..] != y[y.len() - n..] {
            return same + x.iter().rev().zip(y.iter().rev()).take_while(|(p, q)| p == q).count();
        }
        same += n;
        (x, y) = (&x[..x.len() - n], &y[..y.len() - n]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: usize, end: usize) -> TextRange {
        TextRange::new(TextSize::new(start), TextSize::new(end))
    }

    #[test]
    fn columns_count_their_own_unit() {
        let buffer = Buffer::new("a\r\n😀 كتاب\n");
        let at = TextSize::new(buffer.to_string().find('ك').unwrap());
        for (unit, column) in [(Column::Utf8, 5), (Column::Utf16, 3), (Column::Utf32, 2)] {
            assert_eq!(buffer.place(at, unit), LineColumn { line: 1, column });
            assert_eq!(buffer.offset(LineColumn { line: 1, column }, unit), at);
        }
    }

    #[test]
    fn places_past_the_end_are_clamped() {
        let buffer = Buffer::new("یک\r\nدو");
        assert_eq!(buffer.offset(LineColumn { line: 0, column: 99 }, Column::Utf16), TextSize::new(4));
        assert_eq!(buffer.offset(LineColumn { line: 9, column: 0 }, Column::Utf16), buffer.len());
        let emoji = Buffer::new("😀");
        assert_eq!(emoji.offset(LineColumn { line: 0, column: 1 }, Column::Utf16), TextSize::new(0));
    }

    #[test]
    fn only_lf_crlf_and_cr_break_lines() {
        assert_eq!(Buffer::new("a\u{b}b\u{c}c\u{85}d\u{2028}e\nf\rg\r\nh").line_count(), 4);
    }

    #[test]
    fn damage_of_several_edits_is_their_hull() {
        let mut buffer = Buffer::new("0123456789");
        let old = buffer.snapshot();
        buffer.edit(range(2, 3), "xyz"); // 01xyz3456789
        buffer.edit(range(8, 9), ""); // 01xyz345 789
        assert_eq!(buffer.to_string(), "01xyz345789");
        assert_eq!(buffer.damage_since(&old), Some(Damage { start: 2, old_end: 7, new_end: 8 }));
        buffer.edit(range(0, 1), "");
        assert_eq!(buffer.damage_since(&old), Some(Damage { start: 0, old_end: 7, new_end: 7 }));
        let next = buffer.snapshot();
        assert_eq!(next.damage_since(&old), Some(Damage { start: 0, old_end: 7, new_end: 7 }));
        assert_eq!(buffer.damage_since(&next), None);
        buffer.edit(range(4, 4), "é");
        assert_eq!(buffer.snapshot().damage_since(&next), Some(Damage { start: 4, old_end: 4, new_end: 6 }));
    }

    #[test]
    fn damage_between_strangers_is_found_by_comparing() {
        let old = Buffer::new(&"بوزان ".repeat(1000));
        let mut text = old.to_string();
        text.insert_str(5500, "۱۳۸۹");
        let new = Buffer::new(&text);
        let damage = new.damage_since(&old).unwrap();
        assert_eq!((damage.old_end - damage.start) + 8, damage.new_end - damage.start);
        assert!(damage.start <= 5500 && damage.new_end >= 5508);
        assert_eq!(Buffer::new(&text).damage_since(&new), None);
    }
}
