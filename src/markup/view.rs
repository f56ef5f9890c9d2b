//! A block as its reader sees it: without markup, and with the way back to every byte.

use super::{Block, MarkKind};
use crate::text::Local;

/// The words of a part of a block. Offsets in it are called *seen*; [`View::source`] gives the block's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The text without markup.
    pub text: String,
    /// Pieces of the text that are copied unchanged: (offset seen, offset in the block), sorted.
    pieces: Vec<(u32, u32)>,
    /// Where text may be read but not edited, as seen: addresses.
    pub protected: Vec<Local>,
    /// What is emphasised, as seen.
    pub emphasis: Vec<Local>,
    /// The part of the block that was read.
    span: Local,
}

impl View {
    /// The view of `span`, a part of `block`, whose text is `source`.
    pub fn new(source: &str, block: &Block, span: Local) -> Self {
        let mut view = View { span, ..View::default() };
        let mut at = span.start;
        for mark in block.marks.iter().filter(|mark| mark.span.overlaps(span)) {
            let (start, end) = (mark.span.start.max(span.start), mark.span.end.min(span.end));
            match mark.kind {
                MarkKind::Address | MarkKind::Emphasis => continue,
                _ if start < at => continue,
                MarkKind::Space => {
                    view.copy(source, at, start);
                    view.pieces.push((view.len(), start));
                    view.text.push(' ');
                }
                // A stand-in that no rule mistakes for a space, a mark or a letter.
                MarkKind::Opaque | MarkKind::KeyCitation => {
                    view.copy(source, at, start);
                    view.pieces.push((view.len(), start));
                    view.text.push('\u{fffc}');
                }
                MarkKind::Syntax | MarkKind::Comment | MarkKind::NoteReference => {
                    view.copy(source, at, start)
                }
            }
            at = end;
        }
        view.copy(source, at, span.end);
        for mark in block.marks.iter().filter(|mark| mark.span.overlaps(span)) {
            let seen = || Local::new(view.seen(mark.span.start), view.seen(mark.span.end));
            match mark.kind {
                MarkKind::Address => view.protected.push(seen()),
                MarkKind::Emphasis => view.emphasis.push(seen()),
                _ => {}
            }
        }
        view
    }

    /// A view of plain text, which is its own source.
    pub fn plain(text: &str) -> Self {
        View {
            text: text.to_owned(),
            pieces: vec![(0, 0)],
            span: Local::new(0, text.len()),
            ..View::default()
        }
    }

    fn len(&self) -> u32 {
        self.text.len() as u32
    }

    fn copy(&mut self, source: &str, start: u32, end: u32) {
        if start < end {
            self.pieces.push((self.len(), start));
            self.text.push_str(Local { start, end }.of(source));
        }
    }

    /// The offset in the block of a place seen; a place between two pieces belongs to the one that follows.
    pub fn place(&self, seen: usize) -> usize {
        let i = self.pieces.partition_point(|&(from, _)| from as usize <= seen);
        match i.checked_sub(1).and_then(|i| self.pieces.get(i)) {
            Some(&(from, source)) => (source as usize + seen - from as usize).min(self.span.end as usize),
            None => self.span.start as usize,
        }
    }

    /// The bytes of the block that a range seen came from; markup at its two ends is left out.
    pub fn source(&self, seen: Local) -> Local {
        let start = self.place(seen.start as usize);
        match seen.is_empty() {
            true => Local::new(start, start),
            false => Local::new(start, self.place(seen.end as usize - 1) + 1),
        }
    }

    /// Like [`View::source`], but `None` when markup lies inside the range, so that replacing it would take markup
    /// away.
    pub fn editable(&self, seen: Local) -> Option<Local> {
        let source = self.source(seen);
        let clean = source.len() == seen.len() && !self.protected.iter().any(|p| p.overlaps(seen));
        clean.then_some(source)
    }

    /// The place seen of an offset in the block; an offset inside markup gives the place behind it.
    pub fn seen(&self, source: u32) -> usize {
        let i = self.pieces.partition_point(|&(_, from)| from <= source);
        let Some(&(from, start)) = i.checked_sub(1).and_then(|i| self.pieces.get(i)) else { return 0 };
        let next = self.pieces.get(i).map_or(self.text.len(), |&(next, _)| next as usize);
        (from as usize + (source - start) as usize).min(next)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Mark};
    use super::*;

    fn block(source: &str, marks: &[(MarkKind, usize, usize)]) -> Block {
        let marks =
            marks.iter().map(|&(kind, start, end)| Mark { kind, span: Local::new(start, end) }).collect();
        Block { kind: Kind::Paragraph, content: Local::new(0, source.len()), marks, keys: Vec::new() }
    }

    #[test]
    fn markup_is_left_out_and_every_byte_leads_back() {
        let source = "Walt. *The origins*, x";
        let marks = [(MarkKind::Syntax, 6, 7), (MarkKind::Emphasis, 7, 18), (MarkKind::Syntax, 18, 19)];
        let view = View::new(source, &block(source, &marks), Local::new(0, source.len()));
        assert_eq!(view.text, "Walt. The origins, x");
        assert_eq!(view.source(Local::new(6, 17)).of(source), "The origins");
        assert_eq!(view.emphasis, [Local::new(6, 17)]);
        assert_eq!(view.editable(Local::new(16, 18)), None, "the delimiter lies between s and the comma");
        assert_eq!(view.editable(Local::new(6, 9)).map(|l| l.of(source)), Some("The"));
        for (seen, c) in view.text.char_indices() {
            assert_eq!(source[view.place(seen)..].chars().next(), Some(c));
            assert_eq!(view.seen(view.place(seen) as u32), seen);
        }
    }

    #[test]
    fn a_part_of_a_block_keeps_the_offsets_of_the_block() {
        let source = "a~b c";
        let view = View::new(source, &block(source, &[(MarkKind::Space, 1, 2)]), Local::new(1, 5));
        assert_eq!(view.text, " b c");
        assert_eq!(view.source(Local::new(1, 2)), Local::new(2, 3));
    }
}
