//! Scripts and digit families of characters.

/// A script, as far as the reading of references needs to tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Arabic script: Persian, Arabic and their neighbours.
    Arabic,
    /// Latin script.
    Latin,
    /// Letters of any other script.
    Other,
}

impl Script {
    /// The scripts of names other than this one.
    pub fn but(script: Option<Script>) -> impl Iterator<Item = Script> + Clone {
        [Script::Arabic, Script::Latin].into_iter().filter(move |own| Some(*own) != script)
    }
}

/// Whether a character is a letter: [`char::is_alphabetic`], with the letters of Persian and Arabic found first.
pub fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        '\0'..='\u{a9}' => false,
        '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}' | '\u{671}'..='\u{6d3}' => true,
        // Tatweel lengthens a word; alone it is a line or a dash.
        '\u{640}' => false,
        '\u{60c}'..='\u{60f}' | '\u{660}'..='\u{66d}' | '\u{6f0}'..='\u{6f9}' => false,
        '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphabetic(),
    }
}

/// Whether a character is a letter's mark: general category M, the common ranges first.
pub fn is_mark(c: char) -> bool {
    match c {
        '\0'..='\u{2ff}' => false,
        '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' => true,
        '\u{600}'..='\u{6d5}' | '\u{6ee}'..='\u{6ff}' | '\u{2000}'..='\u{206f}' => false,
        _ => unicode_normalization::char::is_combining_mark(c),
    }
}

/// The script of a letter; `None` for digits, punctuation, marks and spaces.
///
/// Ranges: Unicode 16 `Scripts.txt`, the blocks of Arabic and Latin letters.
pub fn script_of(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(Script::Latin),
        '\0'..='\u{a9}' => None,
        '\u{66a}'..='\u{66d}' | '\u{6d4}' => None,
        '\u{600}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{870}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' => is_letter(c).then_some(Script::Arabic),
        '\u{aa}'..='\u{24f}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{2c60}'..='\u{2c7f}'
        | '\u{a722}'..='\u{a7ff}'
        | '\u{fb00}'..='\u{fb06}' => c.is_alphabetic().then_some(Script::Latin),
        _ => c.is_alphabetic().then_some(Script::Other),
    }
}

/// How many letters of each script a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Letters of Arabic script.
    pub arabic: usize,
    /// Letters of Latin script.
    pub latin: usize,
    /// Letters of any other script.
    pub other: usize,
    /// The script of the first letter.
    pub first: Option<Script>,
}

impl Shares {
    /// Counts the letters of `text`.
    pub fn of(text: &str) -> Self {
        let mut shares = Shares::default();
        for script in text.chars().filter_map(script_of) {
            shares.first.get_or_insert(script);
            match script {
                Script::Arabic => shares.arabic += 1,
                Script::Latin => shares.latin += 1,
                Script::Other => shares.other += 1,
            }
        }
        shares
    }

    /// All letters.
    pub fn letters(self) -> usize {
        self.arabic + self.latin + self.other
    }

    /// The script of most letters; the first letter's where two are level.
    pub fn main(self) -> Option<Script> {
        let most = self.arabic.max(self.latin).max(self.other);
        let count = |script| match script {
            Script::Arabic => self.arabic,
            Script::Latin => self.latin,
            Script::Other => self.other,
        };
        let first = self.first?;
        if count(first) == most {
            return Some(first);
        }
        [Script::Arabic, Script::Latin, Script::Other].into_iter().find(|&script| count(script) == most)
    }
}

/// A family of ten decimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DigitSet {
    /// 0–9.
    Ascii,
    /// Extended Arabic-Indic, U+06F0–U+06F9: the digits of Persian and Urdu.
    Persian,
    /// Arabic-Indic, U+0660–U+0669.
    Arabic,
}

impl DigitSet {
    /// The digit of this family with the value 0 to 9; a larger value gives the digit of its last place.
    pub fn digit(self, value: u32) -> char {
        let zero = match self {
            DigitSet::Ascii => '0',
            DigitSet::Persian => '\u{6f0}',
            DigitSet::Arabic => '\u{660}',
        };
        char::from_u32(zero as u32 + value % 10).unwrap_or(zero)
    }
}

/// The family of a digit.
pub fn digit_set(c: char) -> Option<DigitSet> {
    match c {
        '0'..='9' => Some(DigitSet::Ascii),
        '\u{6f0}'..='\u{6f9}' => Some(DigitSet::Persian),
        '\u{660}'..='\u{669}' => Some(DigitSet::Arabic),
        _ => None,
    }
}

/// The value 0 to 9 of a digit of any of the three families.
pub fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{6f0}'..='\u{6f9}' => Some(c as u32 - 0x6f0),
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_signs_are_told_apart() {
        assert_eq!(script_of('ی'), Some(Script::Arabic));
        assert_eq!(script_of('é'), Some(Script::Latin));
        assert_eq!(script_of('Ж'), Some(Script::Other));
        for c in ['،', '؟', '۵', '5', '\u{200c}', '«', ' ', '×'] {
            assert_eq!(script_of(c), None, "{c:?}");
        }
        assert_eq!(digit_value('۷'), Some(7));
        assert_eq!(DigitSet::Arabic.digit(4), '٤');
    }

    #[test]
    fn the_quick_answers_are_the_right_ones() {
        for c in '\0'..='\u{ffff}' {
            // Tatweel is a letter to Unicode and a filler to a reader; combining letters are marks to both.
            if c != '\u{640}' {
                assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?} {:x}", c as u32);
            }
            assert_eq!(is_mark(c), unicode_normalization::char::is_combining_mark(c), "{c:?} {:x}", c as u32);
        }
    }

    #[test]
    fn the_main_script_is_the_first_where_two_are_level() {
        assert_eq!(Shares::of("12. بوزان").main(), Some(Script::Arabic));
        assert_eq!(Shares::of("ab اب").main(), Some(Script::Latin));
        assert_eq!(Shares::of("۱۳۸۹").main(), None);
    }
}
