//! Names in order, each with what it names, in one text.

use std::ops::Bound;

/// A sorted list of names.
#[derive(Clone, Debug, Default)]
pub(super) struct SortedNames {
    text: String,
    rows: Vec<Row>,
}

/// A name: where it stands in the text, and whose it is.
#[derive(Clone, Copy, Debug)]
struct Row {
    start: u32,
    end: u32,
    of: u32,
}

impl SortedNames {
    /// Sorts names. One that nothing can find is left out: an empty one, and those behind 4 GiB of text.
    pub(super) fn new(mut names: Vec<(String, u32)>) -> SortedNames {
        names.retain(|(name, _)| !name.is_empty());
        names.sort_unstable();
        names.dedup();
        let mut sorted = SortedNames::default();
        for (name, of) in names {
            let same = sorted.rows.last().copied().filter(|row| sorted.name(*row) == name);
            let start = sorted.text.len();
            let Ok(end) = u32::try_from(start + name.len()) else { break };
            let row = match same {
                Some(row) => Row { of, ..row },
                None => {
                    sorted.text.push_str(&name);
                    Row { start: start as u32, end, of }
                }
            };
            sorted.rows.push(row);
        }
        sorted.text.shrink_to_fit();
        sorted.rows.shrink_to_fit();
        sorted
    }

    /// The first name that is not before a text.
    pub(super) fn seek(&self, from: Bound<&str>) -> Option<&str> {
        let at = match from {
            Bound::Included(text) => self.rows.partition_point(|row| self.name(*row) < text),
            Bound::Excluded(text) => self.rows.partition_point(|row| self.name(*row) <= text),
            Bound::Unbounded => 0,
        };
        self.rows.get(at).map(|row| self.name(*row))
    }

    /// What a name names.
    pub(super) fn of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = u32> + 'a {
        let at = self.rows.partition_point(|row| self.name(*row) < name);
        self.rows[at..].iter().take_while(move |row| self.name(**row) == name).map(|row| row.of)
    }

    fn name(&self, row: Row) -> &str {
        &self.text[row.start as usize..row.end as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_order() {
        let names = [("walt", 1), ("بوزان", 2), ("walt", 3), ("", 4), ("waltz", 5)];
        let names = SortedNames::new(names.map(|(name, of)| (name.to_owned(), of)).to_vec());
        assert_eq!(names.seek(Bound::Unbounded), Some("walt"));
        assert_eq!(names.seek(Bound::Excluded("walt")), Some("waltz"));
        assert_eq!(names.seek(Bound::Included("ب")), Some("بوزان"));
        assert_eq!(names.seek(Bound::Excluded("بوزان")), None);
        assert_eq!(names.of("walt").collect::<Vec<_>>(), [1, 3]);
        assert_eq!(names.of("wal").count(), 0);
    }
}
