//! Writes the tables that `src/lang/table.rs` reads.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::lang::table::{LENGTH_BITS, NUMBER_BITS, ROOT, hash};

/// A table while it is filled: entries in the order in which they came.
#[derive(Default)]
pub(crate) struct Table {
    numbers: HashMap<(u32, String), u32>,
    entries: Vec<(u32, String, u32)>,
}

impl Table {
    /// The value of a run of words, zero at first.
    pub(crate) fn value<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) -> &mut u32 {
        let number = words.into_iter().fold(ROOT, |parent, word| {
            *self.numbers.entry((parent, word.to_owned())).or_insert_with(|| {
                self.entries.push((parent, word.to_owned(), 0));
                self.entries.len() as u32
            })
        });
        &mut self.entries[number as usize - 1].2
    }

    /// Writes the parts of the table as files; gives the table as Rust.
    pub(crate) fn write(&self, out: &Path, name: &str) -> String {
        let mut places: HashMap<&str, u32> = HashMap::new();
        let mut words = String::new();
        let mut entries = Vec::new();
        // Half of the slots at least stay free.
        let mut slots = vec![0u32; (2 * self.entries.len()).next_power_of_two()];
        assert!(self.entries.len() < 1 << NUMBER_BITS && slots.len() <= 1 << NUMBER_BITS);
        for (number, (parent, word, value)) in (1..).zip(&self.entries) {
            let place = *places.entry(word).or_insert_with(|| {
                words.push_str(word);
                ((words.len() - word.len()) as u32) << LENGTH_BITS | word.len() as u32
            });
            assert!(word.len() < 1 << LENGTH_BITS && words.len() < 1 << (32 - LENGTH_BITS));
            entries.extend([*parent, place, *value]);
            let hash = hash(*parent, word);
            let free = (hash as usize..).map(|at| at & (slots.len() - 1)).find(|&at| slots[at] == 0);
            slots[free.expect("half are free")] = hash >> NUMBER_BITS << NUMBER_BITS | number;
        }
        let bytes = |fields: Vec<u32>| fields.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>();
        let parts = [("slots", bytes(slots)), ("entries", bytes(entries)), ("words", words.into_bytes())];
        let part = |(part, bytes): (&str, Vec<u8>)| {
            let file = format!("{name}.{part}");
            fs::write(out.join(&file), bytes).unwrap_or_else(|e| panic!("{file}: {e}"));
            format!("{part}: include_bytes!({file:?}), ")
        };
        format!("Table {{ {} }}", parts.map(part).concat())
    }
}
