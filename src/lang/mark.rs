//! The lists of names in which a word occurs, as a set of bits.

use std::ops::{BitOr, BitOrAssign};

/// The gazetteers that have a run of words to which a word belongs. A word may be in several: a mark is a hint, and
/// hides no meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Marks(u8);

impl Marks {
    /// How many bits of the value of an entry in the lexicon's table are its marks; the others number its meanings.
    pub(crate) const WIDTH: u32 = 8;

    /// A family name.
    pub const SURNAME: Marks = Marks(1);
    /// A given name.
    pub const GIVEN: Marks = Marks(1 << 1);
    /// A journal, magazine or newspaper.
    pub const PERIODICAL: Marks = Marks(1 << 2);
    /// A publisher.
    pub const PUBLISHER: Marks = Marks(1 << 3);
    /// A city, region or country.
    pub const PLACE: Marks = Marks(1 << 4);
    /// A word that is frequent in titles.
    pub const TITLE_WORD: Marks = Marks(1 << 5);

    /// The set in the value of an entry.
    pub(super) const fn of(value: u32) -> Marks {
        Marks(value as u8)
    }

    /// The bits of the set.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether the set has no mark.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the set has every mark of `marks`.
    pub const fn contains(self, marks: Marks) -> bool {
        self.0 & marks.0 == marks.0
    }
}

impl BitOr for Marks {
    type Output = Marks;

    fn bitor(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

impl BitOrAssign for Marks {
    fn bitor_assign(&mut self, other: Marks) {
        self.0 |= other.0;
    }
}
