//! Tables of words that the build script makes (`build/table.rs`), read where they lie in the program: nothing is built,
//! sorted or allocated at start-up.
//!
//! An entry is a word behind another entry, so that a run of words is a path; a value stands at each.

/// The parent of the first words.
pub(crate) const ROOT: u32 = 0;

/// How many bits of a slot are an entry's number; the others are those of its hash.
pub(crate) const NUMBER_BITS: u32 = 18;

/// How many bits of an entry's second field are the length of its word; the others are where it starts.
pub(crate) const LENGTH_BITS: u32 = 8;

/// A hash table with open addressing. All fields are little-endian `u32`.
#[derive(Debug)]
pub(super) struct Table {
    /// A power of two of them: the number of an entry from 1 on, and the high bits of its hash; 0 where free.
    pub(super) slots: &'static [u8],
    /// Three fields each: the number of the parent, the place of the word in `words`, the value.
    pub(super) entries: &'static [u8],
    /// All words, one behind the other.
    pub(super) words: &'static [u8],
}

/// An entry of a table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    /// Its number; [`ROOT`] before the first word.
    pub(super) number: u32,
    /// What stands there.
    pub(super) value: u32,
}

impl Table {
    /// The entry of `word` behind the entry with the number `parent`.
    pub(super) fn find(&self, parent: u32, word: &str) -> Option<Entry> {
        let hash = hash(parent, word);
        let slots = self.slots.len() / 4;
        for i in 0..slots {
            let slot = field(self.slots, (hash as usize + i) & (slots - 1))?;
            let number = slot % (1 << NUMBER_BITS);
            if number == 0 {
                return None;
            }
            if slot >> NUMBER_BITS == hash >> NUMBER_BITS {
                let at = 3 * (number as usize - 1);
                if field(self.entries, at)? == parent
                    && self.word(field(self.entries, at + 1)?)? == word.as_bytes()
                {
                    return Some(Entry { number, value: field(self.entries, at + 2)? });
                }
            }
        }
        None
    }

    fn word(&self, place: u32) -> Option<&'static [u8]> {
        let start = (place >> LENGTH_BITS) as usize;
        self.words.get(start..start + (place % (1 << LENGTH_BITS)) as usize)
    }
}

fn field(bytes: &[u8], i: usize) -> Option<u32> {
    bytes.get(4 * i..)?.first_chunk().map(|&four| u32::from_le_bytes(four))
}

/// The hash of a word behind an entry: the same on every machine, since it is computed where the program is built and
/// where it runs.
pub(crate) fn hash(parent: u32, word: &str) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, part: u64| (hash.rotate_left(23) ^ part).wrapping_mul(FACTOR);
    let (eights, rest) = word.as_bytes().as_chunks::<8>();
    let mut hash = mix(word.len() as u64, u64::from(parent));
    for &eight in eights {
        hash = mix(hash, u64::from_le_bytes(eight));
    }
    let rest = rest.iter().fold(0, |rest, &byte| rest << 8 | u64::from(byte));
    (mix(hash, rest) >> 32) as u32
}

/// The words of folded text: runs of letters and digits; an apostrophe between two letters is dropped by nobody
/// and separates.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|word| !word.is_empty())
}
