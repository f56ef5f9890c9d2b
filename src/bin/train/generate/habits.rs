//! How a list writes its script: digits, half-spaces, the ezafe after a silent he, letters, markup.

use super::chance::Chance;
use super::letters::{Around, Letters};

/// The zero-width non-joiner.
const ZWNJ: char = '\u{200c}';
const HAMZA_ABOVE: char = '\u{654}';

/// The habits of one list.
#[derive(Clone, Debug)]
pub(super) struct Habits {
    digits: char,
    half_space: HalfSpace,
    ezafe: &'static str,
    letters: Forms,
    latex: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HalfSpace {
    Kept,
    Joined,
    Spaced,
    Mixed,
    Negation,
}

/// Which ye and kaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Forms {
    Kept,
    Persian,
    Arabic,
}

impl Habits {
    /// Habits of a list in Persian.
    pub(super) fn persian(chance: &mut Chance, latex: bool) -> Habits {
        const SPACES: [HalfSpace; 5] =
            [HalfSpace::Kept, HalfSpace::Joined, HalfSpace::Spaced, HalfSpace::Mixed, HalfSpace::Negation];
        Habits {
            digits: ['0', '۰', '٠'][chance.weighted(&[42, 55, 3])],
            half_space: SPACES[chance.weighted(&[62, 13, 15, 9, 1])],
            ezafe: ["ه\u{654}", "ۀ", "ه\u{200c}ی", "ه", "ه ی"][chance.weighted(&[14, 14, 14, 55, 3])],
            letters: [Forms::Persian, Forms::Arabic][chance.weighted(&[92, 8])],
            latex,
        }
    }

    /// Habits of a list in Arabic, as printed in Iran or elsewhere.
    pub(super) fn arabic(chance: &mut Chance, latex: bool) -> Habits {
        Habits {
            digits: ['0', '۰', '٠'][chance.weighted(&[45, 30, 25])],
            half_space: HalfSpace::Kept,
            ezafe: "ه\u{654}",
            letters: [Forms::Kept, Forms::Persian, Forms::Arabic][chance.weighted(&[55, 35, 10])],
            latex,
        }
    }

    /// Habits of a list in Latin script.
    pub(super) fn latin(latex: bool) -> Habits {
        let (digits, half_space) = ('0', HalfSpace::Kept);
        Habits { digits, half_space, ezafe: "ه\u{654}", letters: Forms::Kept, latex }
    }

    /// Writes a reference by the habits.
    pub(super) fn apply(&self, letters: &mut Letters, chance: &mut Chance) {
        letters.change(|around| match around.sign {
            'ۀ' => Some(self.ezafe.to_owned()),
            'ه' if around.after == Some(HAMZA_ABOVE) => Some(self.ezafe.to_owned()),
            HAMZA_ABOVE if around.before == Some('ه') => Some(String::new()),
            _ => None,
        });
        letters.change(|around| self.sign(around, chance));
    }

    fn sign(&self, around: Around, chance: &mut Chance) -> Option<String> {
        if around.in_address() {
            return None;
        }
        let one = |sign: char| Some(sign.to_string());
        match around.sign {
            ZWNJ => self.half_space(chance).map(str::to_owned),
            '0'..='9' | '۰'..='۹' | '٠'..='٩' => one(digit(around.sign, self.digits)),
            'ي' | 'ى' if self.letters == Forms::Persian => one('ی'),
            'ك' if self.letters == Forms::Persian => one('ک'),
            'ی' if self.letters == Forms::Arabic => one('ي'),
            'ک' if self.letters == Forms::Arabic => one('ك'),
            '&' | '%' | '#' | '_' if self.latex => Some(format!("\\{}", around.sign)),
            '–' if self.latex => Some("--".to_owned()),
            '“' if self.latex => Some("``".to_owned()),
            '”' if self.latex => Some("''".to_owned()),
            _ => None,
        }
    }

    fn half_space(&self, chance: &mut Chance) -> Option<&'static str> {
        match self.half_space {
            HalfSpace::Kept => None,
            HalfSpace::Joined => Some(""),
            HalfSpace::Spaced => Some(" "),
            HalfSpace::Mixed => [None, Some(""), Some(" ")][chance.below(3)],
            HalfSpace::Negation => Some("¬"),
        }
    }
}

/// A digit in the set that begins with `zero`.
pub(super) fn digit(sign: char, zero: char) -> char {
    let value = ['0', '۰', '٠']
        .iter()
        .find_map(|&first| (sign as u32).checked_sub(first as u32).filter(|value| *value < 10))
        .unwrap_or_default();
    char::from_u32(zero as u32 + value).unwrap_or(sign)
}
