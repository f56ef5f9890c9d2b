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
        let mut fresh: Vec<&Edit> = edits.iter().filter(|edit| self.0.binary_search(edit).is_err()).collect();
        fresh.sort_unstable();
        fresh.dedup();
        let clear = |edit: &&Edit| {
            let at = self.0.partition_point(|other| other < *edit);
            let clear_before = at == 0 || !clash(&self.0[at - 1], edit);
            clear_before && self.0.get(at).is_none_or(|next| !clash(edit, next))
        };
        if fresh.windows(2).any(|pair| clash(pair[0], pair[1])) || !fresh.iter().all(clear) {
            return Err(Overlap);
        }
        for edit in fresh {
            let at = self.0.partition_point(|other| other < edit);
            self.0.insert(at, edit.clone());
        }
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
