//! Changes to a text: an edit, and a set of edits that can be applied together.

use super::{Buffer, TextRange, TextSize};

/// One replacement: the bytes of `range` become `text`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub range: TextRange,
    /// What stands there afterwards.
    pub text: String,
}

/// Two edits of one set would touch the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap;

/// Edits in the order of their places, none of which overlaps another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditSet(Vec<Edit>);

impl EditSet {
    /// An empty set.
    pub fn new() -> Self {
        EditSet::default()
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The edits in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Edit> {
        self.0.iter()
    }

    /// Adds all of `edits` or, when one of them overlaps an edit of the set or another of `edits`, none.
    ///
    /// # Errors
    /// [`Overlap`], and the set is as it was. An edit that the set already has is no overlap.
    pub fn add_all(&mut self, edits: &[Edit]) -> Result<(), Overlap> {
        let mut merged = self.0.clone();
        for edit in edits {
            let at = merged.partition_point(|other| other < edit);
            if merged.get(at) == Some(edit) {
                continue;
            }
            let clear_before = at == 0 || !clash(&merged[at - 1], edit);
            let clear_behind = merged.get(at).is_none_or(|next| !clash(edit, next));
            if !(clear_before && clear_behind) {
                return Err(Overlap);
            }
            merged.insert(at, edit.clone());
        }
        self.0 = merged;
        Ok(())
    }

    /// Applies the edits to a buffer, the last place first, so that none moves another.
    pub fn apply(&self, buffer: &mut Buffer) {
        for edit in self.0.iter().rev() {
            buffer.edit(edit.range, &edit.text);
        }
    }

    /// Applies the edits to a string whose first byte stands at offset zero of the document.
    pub fn apply_to(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = TextSize::default();
        for edit in &self.0 {
            out.push_str(text.get(done.bytes()..edit.range.start.bytes()).unwrap_or(""));
            out.push_str(&edit.text);
            done = edit.range.end;
        }
        out.push_str(text.get(done.bytes()..).unwrap_or(""));
        out
    }
}

/// Whether `first`, which sorts before `second`, shares a byte or an insertion point with it.
fn clash(first: &Edit, second: &Edit) -> bool {
    second.range.start < first.range.end || second.range.start == first.range.start
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { range: TextRange::new(TextSize::new(start), TextSize::new(end)), text: text.to_owned() }
    }

    #[test]
    fn edits_apply_together_and_overlaps_are_refused() {
        let mut set = EditSet::new();
        assert_eq!(set.add_all(&[edit(4, 5, "."), edit(0, 1, "")]), Ok(()));
        assert_eq!(set.add_all(&[edit(2, 3, "x"), edit(0, 2, "y")]), Err(Overlap));
        assert_eq!(set.add_all(&[edit(4, 4, "z")]), Err(Overlap));
        assert_eq!(set.add_all(&[edit(4, 5, ".")]), Ok(()), "the same edit twice is one edit");
        assert_eq!(set.apply_to("abcd,e"), "bcd.e");
        let mut buffer = Buffer::new("abcd,e");
        set.apply(&mut buffer);
        assert_eq!(buffer.to_string(), "bcd.e");
    }
}
