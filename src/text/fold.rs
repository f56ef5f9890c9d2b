//! Comparison keys: two spellings that a reader takes for the same word give the same key.

use unicode_normalization::UnicodeNormalization;

use super::is_mark;

/// A comparison key that knows where each of its bytes came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The key.
    pub key: String,
    /// For every byte of the key, the byte offset in the source of the character that gave it; one more at the
    /// end for the source's length.
    origin: Vec<u32>,
}

impl Folded {
    /// Folds `text` and keeps the way back.
    pub fn new(text: &str) -> Self {
        let mut folded = Folded::default();
        for (at, c) in text.char_indices() {
            fold_char(c, &mut folded.key);
            folded.origin.resize(folded.key.len(), at as u32);
        }
        folded.origin.push(text.len() as u32);
        folded
    }

    /// The bytes of the source that gave `key[start..end]`; what folding dropped behind them belongs to them.
    pub fn source(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let at = |i: usize| self.origin.get(i).or(self.origin.last()).map_or(0, |&o| o as usize);
        at(start)..at(end).max(at(start))
    }
}

/// The comparison key of `text`.
///
/// Case is folded; Arabic and Persian forms of yeh, kaf and heh become one, hamza carriers lose their hamza,
/// presentation forms become letters (NFKC); ZWNJ, other zero-width characters, bidi controls, tatweel and all
/// combining marks go; digits become ASCII; no-break and thin spaces become spaces, dashes a hyphen, quotation
/// marks and apostrophes straight. Spaces stay.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the comparison key of `text` to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        fold_char(c, out);
    }
}

/// Whether two texts have the same comparison key.
pub fn same(a: &str, b: &str) -> bool {
    a == b || fold(a) == fold(b)
}

fn fold_char(c: char, out: &mut String) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\0'..='\u{7f}' => out.push(c),
        'ي' | 'ى' | 'ئ' | 'ې' | 'ے' => out.push('ی'),
        'ك' => out.push('ک'),
        'ة' | 'ۀ' | 'ہ' | 'ە' => out.push('ه'),
        'أ' | 'إ' | 'ٱ' | 'آ' => out.push('ا'),
        'ؤ' => out.push('و'),
        // A hamza of its own is written or left out at will («املاء»).
        'ء' | '\u{640}' => {}
        '۰'..='۹' => out.push((b'0' + (c as u32 - 0x6f0) as u8) as char),
        '٠'..='٩' => out.push((b'0' + (c as u32 - 0x660) as u8) as char),
        '\u{621}'..='\u{64a}' | '\u{671}'..='\u{6d3}' => out.push(c),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => out.push(' '),
        // Zero-width: ZWSP, ZWNJ, ZWJ, word joiner, BOM, soft hyphen, and «¬», Word's old half-space.
        '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{202a}'..='\u{202e}' => {}
        '\u{feff}' | '\u{ad}' | '\u{ac}' | '\u{61c}' => {}
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        '‘' | '’' | '‚' | '′' | 'ʼ' | 'ʾ' | 'ʿ' | 'ʻ' | 'ʹ' => out.push('\''),
        '“' | '”' | '„' | '«' | '»' => out.push('"'),
        '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
        'ß' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ı' => out.push('i'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        _ => fold_rest(c, out),
    }
}

/// Everything that has no place in the table above: compatibility decomposition, then lower case.
fn fold_rest(c: char, out: &mut String) {
    for part in std::iter::once(c).nfkd() {
        if is_mark(part) {
            continue;
        }
        match part {
            _ if part == c => out.extend(part.to_lowercase()),
            _ => fold_char(part, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_the_same() {
        for (a, b) in [
            ("علي", "علی"),
            ("كتاب", "کتاب"),
            ("سازمان\u{200c}های", "سازمانهای"),
            ("مؤسسه", "موسسه"),
            ("طیّب", "طیب"),
            ("اُلی", "الی"),
            ("مـهدوی", "مهدوی"),
            ("دایرةالمعارف", "دایره\u{200c}المعارف"),
            ("پائیز", "پاییز"),
            ("۱۳۸۹", "1389"),
            ("١٣٨٩", "1389"),
            ("ﺗﻬﺮﺍﻥ", "تهران"),
            ("Müller", "muller"),
            ("Łukasz", "lukasz"),
            ("\u{202b}متن\u{202c}", "متن"),
        ] {
            assert!(same(a, b), "{a} / {b}: {:?} {:?}", fold(a), fold(b));
        }
        assert!(!same("بوزان", "بوزن"));
    }

    #[test]
    fn a_key_leads_back_to_its_source() {
        let text = "«سازمان\u{200c}های» ﻻ";
        let folded = Folded::new(text);
        let at = folded.key.find("سازمانهای").unwrap();
        assert_eq!(&text[folded.source(at, at + "سازمانهای".len())], "سازمان\u{200c}های");
        let lam_alef = folded.key.find("لا").unwrap();
        assert_eq!(&text[folded.source(lam_alef, folded.key.len())], "ﻻ");
    }
}
