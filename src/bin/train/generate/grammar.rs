//! The grammar of houses: what a reference list looks like, as rules that are data.
//!
//! A rule has a name and alternatives, one a line, indented. With `!` behind its name it is settled once for a list.
//! An alternative begins with an optional weight (`30*`) and conditions (`?flag`, `-flag`); then comes its text, in which
//!
//! | sign | means |
//! |---|---|
//! | `⟨rule⟩`, `⟨rule:text⟩` | another rule, the second with text for its `⟨$⟩` |
//! | `⟦label:text⟧` | a field |
//! | `⟮a¦3*b⟯`, `⟮30%a⟯` | one of several; perhaps |
//! | `⟨@list⟩`, `⟨~list⟩` | a value; a person, who is then `⟨.family⟩`, `⟨.given⟩`, `⟨.initials⟩` … |
//! | `⟨#1-40⟩`, `⟨=pages⟩`, `⟨.first⟩` | a number; draws facts; writes a fact |
//! | `⟨+flag⟩`, `⟨-flag⟩` | sets or clears a flag |
//! | `⟨^upper:text⟩` | changes the case of letters |
//! | `␣`, `∅` | a space at the edge of a line; nothing |
//!
//! Reading never fails: what it does not understand is in [`Grammar::faults`], which a test holds empty.

use std::collections::HashMap;

use dabir::syntax::Label;

use super::facts::{Draw, Fact};

/// The rules of one family of lists.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    pub(super) rules: Vec<Rule>,
    names: HashMap<String, usize>,
    flags: HashMap<String, u32>,
    /// What could not be read.
    pub(super) faults: Vec<String>,
}

/// A rule.
#[derive(Debug, Default)]
pub(super) struct Rule {
    pub(super) name: String,
    /// One choice holds for a whole list.
    pub(super) settled: bool,
    pub(super) ways: Vec<Way>,
}

/// An alternative.
#[derive(Debug, Default)]
pub(super) struct Way {
    pub(super) weight: u32,
    /// Flags that must stand.
    pub(super) needs: u128,
    /// Flags that must not stand.
    pub(super) bars: u128,
    pub(super) parts: Vec<Part>,
}

/// A piece of an alternative.
#[derive(Debug)]
pub(super) enum Part {
    Text(String),
    Rule(usize, Option<Vec<Part>>),
    Hole,
    Field(Label, Vec<Part>),
    Choice(Vec<Way>),
    List(String),
    Person(String),
    Number(u32, u32),
    Set(u128),
    Clear(u128),
    Draw(Draw),
    Fact(Fact),
    Case(Case, Vec<Part>),
}

/// How letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Upper,
    Lower,
    Sentence,
    Title,
}

impl Grammar {
    /// Reads the files of a family; rules of one name are one rule.
    pub(super) fn read(sources: &[&str]) -> Grammar {
        let mut grammar = Grammar::default();
        for source in sources {
            grammar.read_file(source);
        }
        let empty = grammar.rules.iter().filter(|rule| rule.ways.is_empty());
        let faults: Vec<_> = empty.map(|rule| format!("no rule {}", rule.name)).collect();
        grammar.faults.extend(faults);
        grammar
    }

    /// The rule of a name.
    pub(super) fn rule(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The bit of a flag.
    pub(super) fn flag_of(&self, name: &str) -> Option<u128> {
        self.flags.get(name).and_then(|&place| 1u128.checked_shl(place))
    }

    fn read_file(&mut self, source: &str) {
        let mut rule: Option<usize> = None;
        for line in source.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match (line.starts_with(' '), rule) {
                (true, Some(rule)) => {
                    let way = Cursor { grammar: self, rest: line.trim() }.way();
                    self.rules[rule].ways.push(way);
                }
                (true, None) => self.faults.push(format!("no rule before {line}")),
                (false, _) => rule = Some(self.head(line)),
            }
        }
    }

    fn head(&mut self, line: &str) -> usize {
        let name = line.trim_end().trim_end_matches(':');
        let rule = self.intern(name.trim_end_matches('!'));
        self.rules[rule].settled |= name.ends_with('!');
        rule
    }

    fn intern(&mut self, name: &str) -> usize {
        if let Some(&known) = self.names.get(name) {
            return known;
        }
        self.rules.push(Rule { name: name.to_owned(), ..Rule::default() });
        self.names.insert(name.to_owned(), self.rules.len() - 1);
        self.rules.len() - 1
    }

    fn flag(&mut self, name: &str) -> u128 {
        let next = self.flags.len() as u32;
        let place = *self.flags.entry(name.to_owned()).or_insert(next);
        1u128.checked_shl(place).unwrap_or_else(|| {
            self.faults.push(format!("too many flags: {name}"));
            0
        })
    }
}

/// Reads one line.
struct Cursor<'a> {
    grammar: &'a mut Grammar,
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// A whole alternative, up to the end of the line.
    fn way(mut self) -> Way {
        let way = self.alternative(&[]);
        if !self.rest.is_empty() {
            self.fault("left over");
        }
        way
    }

    fn fault(&mut self, what: &str) {
        self.grammar.faults.push(format!("{what}: {}", self.rest));
    }

    fn alternative(&mut self, stops: &[char]) -> Way {
        let mut way = Way { weight: 1, ..Way::default() };
        loop {
            // At the edge of a line space is room for the eye; inside a choice it is text.
            if stops.is_empty() {
                self.rest = self.rest.trim_start();
            }
            if let Some(weight) = self.counted('*') {
                way.weight = weight;
            } else if let Some(flag) = self.condition('?') {
                way.needs |= flag;
            } else if let Some(flag) = self.condition('-') {
                way.bars |= flag;
            } else {
                break;
            }
        }
        way.parts = self.parts(stops);
        way
    }

    /// A number followed by a sign, both taken.
    fn counted(&mut self, sign: char) -> Option<u32> {
        let (digits, rest) = self.rest.split_once(sign)?;
        let count = digits.parse().ok()?;
        self.rest = rest;
        Some(count)
    }

    /// A word of Latin letters behind a sign and before a space.
    fn condition(&mut self, sign: char) -> Option<u128> {
        let (name, rest) = self.rest.strip_prefix(sign)?.split_once(' ')?;
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
            return None;
        }
        self.rest = rest;
        Some(self.grammar.flag(name))
    }

    fn parts(&mut self, stops: &[char]) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut text = String::new();
        while let Some(sign) = self.rest.chars().next().filter(|c| !stops.contains(c)) {
            self.rest = &self.rest[sign.len_utf8()..];
            let part = match sign {
                '⟨' => self.reference(),
                '⟦' => self.field(),
                '⟮' => self.choice(),
                '∅' => continue,
                '␣' => {
                    text.push(' ');
                    continue;
                }
                _ => {
                    text.push(sign);
                    continue;
                }
            };
            if !text.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut text)));
            }
            parts.extend(part);
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        parts
    }

    fn close(&mut self, sign: char) {
        match self.rest.strip_prefix(sign) {
            Some(rest) => self.rest = rest,
            None => self.fault("not closed"),
        }
    }

    /// The name before `:` or the closing sign, and what follows the colon.
    fn named(&mut self, close: char) -> (&'a str, Option<Vec<Part>>) {
        let end = self.rest.find([':', close]).unwrap_or(self.rest.len());
        let name = &self.rest[..end];
        self.rest = &self.rest[end..];
        let argument = self.rest.strip_prefix(':').map(|rest| {
            self.rest = rest;
            self.parts(&[close])
        });
        self.close(close);
        (name, argument)
    }

    fn field(&mut self) -> Option<Part> {
        let (name, parts) = self.named('⟧');
        let label = Label::named(name);
        if label.is_none() {
            self.fault(&format!("no label {name}"));
        }
        Some(Part::Field(label?, parts.unwrap_or_default()))
    }

    fn choice(&mut self) -> Option<Part> {
        let share = self.counted('%');
        let mut ways = vec![self.alternative(&['¦', '⟯'])];
        while let Some(rest) = self.rest.strip_prefix('¦') {
            self.rest = rest;
            ways.push(self.alternative(&['¦', '⟯']));
        }
        self.close('⟯');
        if let (Some(share), [way]) = (share, ways.as_mut_slice()) {
            way.weight = share;
            ways.push(Way { weight: 100 - share.min(100), ..Way::default() });
        }
        Some(Part::Choice(ways))
    }

    fn reference(&mut self) -> Option<Part> {
        let (name, argument) = self.named('⟩');
        let Some(sign) = name.chars().next() else {
            self.fault("no name");
            return None;
        };
        let rest = &name[sign.len_utf8()..];
        let part = match sign {
            '@' => Some(Part::List(rest.to_owned())),
            '~' => Some(Part::Person(rest.to_owned())),
            '#' => {
                rest.split_once('-').and_then(|(a, b)| Some(Part::Number(a.parse().ok()?, b.parse().ok()?)))
            }
            '+' => Some(Part::Set(self.grammar.flag(rest))),
            '-' => Some(Part::Clear(self.grammar.flag(rest))),
            '=' => Draw::named(rest).map(Part::Draw),
            '.' => Fact::named(rest).map(Part::Fact),
            '^' => Case::named(rest).map(|case| Part::Case(case, argument.unwrap_or_default())),
            '$' => Some(Part::Hole),
            _ => Some(Part::Rule(self.grammar.intern(name), argument)),
        };
        if part.is_none() {
            self.fault(&format!("not understood: {name}"));
        }
        part
    }
}

impl Case {
    fn named(name: &str) -> Option<Case> {
        match name {
            "upper" => Some(Case::Upper),
            "lower" => Some(Case::Lower),
            "sentence" => Some(Case::Sentence),
            "title" => Some(Case::Title),
            _ => None,
        }
    }
}
