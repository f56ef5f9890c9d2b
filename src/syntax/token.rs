//! The words, numbers and signs of a text, with the meanings that the lexicon knows.

use super::ident::{Identifier, IdentifierKind, find_identifiers};
use crate::lang::{Lang, Marks, Run, Sense};
use crate::text::{Local, digit_value, fold_into, is_bidi_control, is_letter, is_mark};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters with their marks and half-spaces.
    Word,
    /// Digits.
    Number,
    /// One sign.
    Sign(char),
    /// An address or identifier as a whole; the index is that in [`Tokens::identifiers`].
    Identifier(usize),
}

/// A word, number or sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its place in the view.
    pub span: Local,
    /// Whether white space (or the start of the text) comes before it.
    pub spaced: bool,
    key: (u32, u32),
    run: u8,
    marks: Marks,
    senses: &'static [(Sense, Option<Lang>)],
}

impl Token {
    /// Whether it is this sign.
    pub fn is_sign(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign(sign)
    }

    /// The sign that it is.
    pub fn sign(&self) -> Option<char> {
        match self.kind {
            TokenKind::Sign(c) => Some(c),
            _ => None,
        }
    }

    /// Whether a known run of words that begins here may have a meaning that `wanted` accepts.
    pub fn means(&self, wanted: impl Fn(Sense) -> bool) -> bool {
        self.senses.iter().any(|&(sense, _)| wanted(sense))
    }

    /// Like [`Token::means`], for meanings in one language or in none.
    pub fn means_in(&self, lang: Option<Lang>, wanted: impl Fn(Sense) -> bool) -> bool {
        self.senses.iter().any(|&(sense, of)| (of.is_none() || of == lang) && wanted(sense))
    }

    /// The first meaning that `wanted` makes something of.
    pub fn find<T>(&self, wanted: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.senses.iter().find_map(|&(sense, _)| wanted(sense))
    }

    /// The meanings of the known run that begins here, each with its language.
    pub fn senses(&self) -> &'static [(Sense, Option<Lang>)] {
        self.senses
    }

    /// The lists of names that have a run of words to which this token belongs.
    pub fn marks(&self) -> Marks {
        self.marks
    }

    /// How many tokens the known run that begins here has, signs between its words included; at least one.
    pub fn run(&self) -> usize {
        usize::from(self.run).max(1)
    }
}

/// The tokens of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    list: Vec<Token>,
    /// The folded words and numbers, one behind the other.
    keys: String,
    /// The addresses and identifiers of the text.
    pub identifiers: Vec<Identifier>,
}

impl std::ops::Deref for Tokens {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.list
    }
}

impl Tokens {
    /// Cuts `text` into tokens and looks its words up.
    pub fn new(text: &str) -> Self {
        let mut tokens = Tokens { identifiers: find_identifiers(text), ..Tokens::default() };
        let mut at = 0;
        for i in 0..tokens.identifiers.len() {
            let identifier = tokens.identifiers[i];
            tokens.scan(text, at, identifier.span.start as usize);
            tokens.push(text, TokenKind::Identifier(i), identifier.span.indexes());
            at = identifier.span.end as usize;
        }
        tokens.scan(text, at, text.len());
        tokens.look_up();
        tokens
    }

    /// The comparison key of a word or number; empty for signs and identifiers.
    pub fn key(&self, i: usize) -> &str {
        self.list.get(i).and_then(|t| self.keys.get(t.key.0 as usize..t.key.1 as usize)).unwrap_or("")
    }

    /// The value of a number of at most nine digits.
    pub fn number(&self, i: usize) -> Option<u32> {
        match self.list.get(i)?.kind {
            TokenKind::Number => self.key(i).parse().ok().filter(|_| self.key(i).len() <= 9),
            _ => None,
        }
    }

    /// The identifier that a token is.
    pub fn identifier(&self, i: usize) -> Option<Identifier> {
        match self.list.get(i)?.kind {
            TokenKind::Identifier(n) => self.identifiers.get(n).copied(),
            _ => None,
        }
    }

    /// Whether a token is an identifier of this kind.
    pub fn is_identifier(&self, i: usize, kind: IdentifierKind) -> bool {
        self.identifier(i).is_some_and(|identifier| identifier.kind == kind)
    }

    /// The index of the first token that starts at or behind `offset`.
    pub fn at(&self, offset: usize) -> usize {
        self.list.partition_point(|t| (t.span.start as usize) < offset)
    }

    fn push(&mut self, text: &str, kind: TokenKind, span: std::ops::Range<usize>) {
        let before = text[..span.start].chars().rev().find(|&c| !is_bidi_control(c));
        let spaced = before.is_none_or(char::is_whitespace);
        let from = self.keys.len() as u32;
        if matches!(kind, TokenKind::Word | TokenKind::Number) {
            fold_into(&text[span.clone()], &mut self.keys);
        }
        let key = (from, self.keys.len() as u32);
        let span = Local::new(span.start, span.end);
        self.list.push(Token { kind, span, spaced, key, run: 1, marks: Marks::default(), senses: &[] });
    }

    fn scan(&mut self, text: &str, start: usize, end: usize) {
        let mut at = start;
        while let Some(c) = text[at..end].chars().next() {
            let next = at + c.len_utf8();
            if c.is_whitespace() || is_bidi_control(c) || is_joiner(c) {
                at = next;
                continue;
            }
            let same: fn(char) -> bool = match () {
                () if digit_value(c).is_some() => |c| digit_value(c).is_some(),
                () if is_letter(c) => is_word_char,
                () => |_| false,
            };
            let stop = text[next..end].find(|c| !same(c)).map_or(end, |n| next + n);
            // A half-space at the end of a word belongs to nobody.
            let stop = next + text[next..stop].trim_end_matches(is_joiner).len();
            let kind = match () {
                () if digit_value(c).is_some() => TokenKind::Number,
                () if is_letter(c) => TokenKind::Word,
                () => TokenKind::Sign(c),
            };
            self.push(text, kind, at..stop);
            at = stop;
        }
    }

    fn look_up(&mut self) {
        for i in 0..self.list.len() {
            let first = match self.list[i].kind {
                TokenKind::Word => self.key(i),
                TokenKind::Sign('&') => "&",
                _ => continue,
            };
            let mut known = Run::default().then(first);
            let mut last = i;
            while let Some(run) = known {
                if !run.senses().is_empty() {
                    self.list[i].run = u8::try_from(last - i + 1).unwrap_or(u8::MAX);
                    self.list[i].senses = run.senses();
                }
                if !run.marks().is_empty() {
                    self.list[i..=last].iter_mut().for_each(|token| token.marks |= run.marks());
                }
                let Some(next) = self.next_word(last) else { break };
                last = next;
                known = run.then(self.key(next));
            }
        }
    }

    /// The word behind word `i`, if nothing but a full stop, a hyphen or an apostrophe stands between them.
    fn next_word(&self, i: usize) -> Option<usize> {
        let inside =
            |t: &Token| matches!(t.sign(), Some('.' | '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | 'ـ'));
        let next = i + 1;
        let next = if self.list.get(next).is_some_and(inside) { next + 1 } else { next };
        (self.list.get(next)?.kind == TokenKind::Word).then_some(next)
    }
}

/// Half-space and its stand-ins, which join the parts of one word.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{ad}' | '\u{2060}' | '\u{feff}')
}

fn is_word_char(c: char) -> bool {
    is_letter(c) || is_joiner(c) || c == '\u{640}' || is_mark(c) || matches!(c, '\u{ac}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        Tokens::new(text).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn words_numbers_and_signs_are_cut() {
        assert_eq!(texts("سازمان‌های (۱۳۸۹الف)."), ["سازمان‌های", "(", "۱۳۸۹", "الف", ")", "."]);
        assert_eq!(texts("Vol.35, طيّب"), ["Vol", ".", "35", ",", "طيّب"]);
        assert_eq!(texts("at https://a.b/c_(d), x"), ["at", "https://a.b/c_(d)", ",", "x"]);
    }

    #[test]
    fn runs_of_known_words_are_marked() {
        let tokens = Tokens::new("Available at: n.d. و همکاران");
        let run = |i: usize| (tokens[i].run(), tokens[i].senses().first().map(|s| s.0));
        assert_eq!(run(0).0, 2);
        let no_date = tokens.iter().position(|t| t.means(|s| s == Sense::NoDate)).unwrap();
        assert_eq!(tokens.key(no_date), "n");
        assert!(tokens.iter().any(|t| t.means(|s| s == Sense::Others)));
    }

    #[test]
    fn names_mark_all_their_tokens() {
        let tokens = Tokens::new("(Oxford University Press, 1999)");
        let marked = |marks| tokens.iter().map(|t| u8::from(t.marks().contains(marks))).collect::<Vec<_>>();
        assert_eq!(marked(Marks::PUBLISHER), [0, 1, 1, 1, 0, 0, 0]);
        assert_eq!(marked(Marks::PLACE), [0, 1, 0, 0, 0, 0, 0]);
        assert_eq!(tokens[1].run(), 3);
    }
}
