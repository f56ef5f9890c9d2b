//! Writes references by a grammar: one list at a time, in one house style.

use std::collections::HashMap;

use dabir::syntax::Label;

use super::chance::Chance;
use super::facts::Facts;
use super::grammar::{Case, Grammar, Part, Way};
use super::values::Values;
use crate::record::{Record, Span};

/// How deep rules may call each other.
const DEEPEST: usize = 48;

/// A list under way.
pub(super) struct Writer<'g> {
    grammar: &'g Grammar,
    values: &'g Values,
    pub(super) chance: Chance,
    /// The choices of the list.
    settled: HashMap<usize, usize>,
    /// How often, in a hundred, the list forgets its choices.
    careless: u32,
    /// The flags of the list, and those of the reference under way.
    list_flags: u128,
    flags: u128,
    facts: Facts<'g>,
    holes: Vec<Option<&'g [Part]>>,
    depth: usize,
    inside: bool,
    text: String,
    fields: Vec<Span>,
    /// The kind of the reference: the last rule that began with `kind-`.
    pub(super) kind: &'g str,
}

impl<'g> Writer<'g> {
    /// Begins a list: the rule `list` settles what its references share.
    pub(super) fn new(grammar: &'g Grammar, values: &'g Values, mut chance: Chance) -> Self {
        let careless = [0, 8, 30][chance.weighted(&[70, 22, 8])];
        let mut writer = Writer {
            grammar,
            values,
            chance,
            settled: HashMap::new(),
            careless,
            list_flags: 0,
            flags: 0,
            facts: Facts::new(0),
            holes: Vec::new(),
            depth: 0,
            inside: false,
            text: String::new(),
            fields: Vec::new(),
            kind: "",
        };
        writer.start("list");
        writer.list_flags = writer.flags;
        writer
    }

    /// Whether a flag of the list stands.
    pub(super) fn has(&self, flag: &str) -> bool {
        self.grammar.flag_of(flag).is_some_and(|flag| self.list_flags & flag != 0)
    }

    /// Writes a text by a rule.
    pub(super) fn write(&mut self, rule: &str, count: u32) -> Record {
        self.flags = self.list_flags;
        self.facts = Facts::new(count);
        self.text.clear();
        self.fields.clear();
        self.start(rule);
        let mut record = Record {
            text: std::mem::take(&mut self.text),
            fields: std::mem::take(&mut self.fields),
            ..Record::default()
        };
        record.text.truncate(record.text.trim_end().len());
        record
    }

    fn start(&mut self, rule: &str) {
        if let Some(rule) = self.grammar.rule(rule) {
            self.rule(rule, None);
        }
    }

    fn rule(&mut self, id: usize, argument: Option<&'g [Part]>) {
        if self.depth >= DEEPEST {
            return;
        }
        let rule = &self.grammar.rules[id];
        let before =
            self.settled.get(&id).copied().filter(|_| rule.settled && !self.chance.percent(self.careless));
        let before = before.filter(|&way| self.open(&rule.ways[way]));
        let Some(chosen) = before.or_else(|| self.choose(&rule.ways)) else { return };
        if rule.settled {
            self.settled.entry(id).or_insert(chosen);
        }
        if rule.name.starts_with("kind-") {
            self.kind = &rule.name;
        }
        self.depth += 1;
        self.holes.push(argument);
        self.parts(&rule.ways[chosen].parts);
        self.holes.pop();
        self.depth -= 1;
    }

    /// Whether the conditions of an alternative hold and its lists are there.
    fn open(&self, way: &Way) -> bool {
        let flags = self.flags & way.needs == way.needs && self.flags & way.bars == 0;
        flags && self.there(&way.parts)
    }

    fn there(&self, parts: &[Part]) -> bool {
        parts.iter().all(|part| match part {
            Part::List(list) | Part::Person(list) => self.values.has(list),
            Part::Field(_, parts) | Part::Case(_, parts) | Part::Rule(_, Some(parts)) => self.there(parts),
            _ => true,
        })
    }

    fn choose(&mut self, ways: &[Way]) -> Option<usize> {
        let weights: Vec<_> = ways.iter().map(|way| if self.open(way) { way.weight } else { 0 }).collect();
        let chosen = self.chance.weighted(&weights);
        (weights.get(chosen).is_some_and(|&weight| weight > 0)).then_some(chosen)
    }

    fn parts(&mut self, parts: &'g [Part]) {
        for part in parts {
            self.part(part);
        }
    }

    fn part(&mut self, part: &'g Part) {
        match part {
            Part::Text(text) => self.push(text),
            Part::Rule(rule, argument) => self.rule(*rule, argument.as_deref()),
            Part::Hole => self.hole(),
            Part::Field(label, parts) => self.field(*label, parts),
            Part::Choice(ways) => {
                if let Some(way) = self.choose(ways) {
                    self.parts(&ways[way].parts);
                }
            }
            Part::List(list) => {
                let value = self.values.text(list, &mut self.chance);
                self.push(value);
            }
            Part::Person(list) => self.facts.person = self.values.person(list, &mut self.chance),
            Part::Number(first, last) => {
                let number = self.chance.between(*first, *last).to_string();
                self.push(&number);
            }
            Part::Set(flag) => self.flags |= flag,
            Part::Clear(flag) => self.flags &= !flag,
            Part::Draw(what) => self.facts.draw(*what, &mut self.chance),
            Part::Fact(fact) => self.push(&self.facts.write(*fact)),
            Part::Case(case, parts) => self.case(*case, parts),
        }
    }

    /// Writes what the caller of the rule gave, as the caller would.
    fn hole(&mut self) {
        let Some(argument) = self.holes.pop() else { return };
        if let Some(parts) = argument {
            self.parts(parts);
        }
        self.holes.push(argument);
    }

    fn field(&mut self, label: Label, parts: &'g [Part]) {
        // Room before the value must not be taken back by what follows, so the value begins where it begins.
        let start = self.text.len();
        let outer = std::mem::replace(&mut self.inside, true);
        self.parts(parts);
        self.inside = outer;
        let value = &self.text[start..];
        let left = value.len() - value.trim_start().len();
        let range = start + left..start + value.trim_end().len();
        if !outer && range.start < range.end {
            self.fields.push(Span { label, range });
        }
    }

    /// Adds text; signs that meet where something was left out are set right.
    fn push(&mut self, text: &str) {
        let text = self.joined(text);
        self.text.push_str(text);
    }

    fn joined<'t>(&mut self, mut text: &'t str) -> &'t str {
        if self.text.is_empty() || self.text.ends_with(' ') {
            text = text.trim_start();
        }
        let Some(first) = text.chars().next().filter(|_| !self.inside) else { return text };
        let floor = self.fields.last().map_or(0, |span| span.range.end);
        if ".,،؛;:".contains(first) {
            self.retract(floor);
        }
        let last = self.text.chars().next_back();
        let exclaims = last.is_some_and(|c| "؟?!".contains(c)) && self.chance.percent(80);
        if first == '.' && (last == Some('.') || exclaims) {
            return &text[1..];
        }
        text
    }

    /// Takes back a space, and a comma before it, that nothing followed.
    fn retract(&mut self, floor: usize) {
        let kept = self.text.trim_end();
        if kept.len() == self.text.len() || kept.len() < floor {
            return;
        }
        let kept = kept.strip_suffix([',', '،', '؛', ':', '.']).filter(|k| k.len() >= floor).unwrap_or(kept);
        self.text.truncate(kept.len());
    }

    fn case(&mut self, case: Case, parts: &'g [Part]) {
        let start = self.text.len();
        self.parts(parts);
        let written = self.text.split_off(start);
        match case {
            Case::Upper => self.text.push_str(&written.to_uppercase()),
            Case::Lower => self.text.push_str(&written.to_lowercase()),
            Case::Sentence => self.text.push_str(&self.sentence(&written)),
            Case::Title => self.text.push_str(&capitals(&written)),
        }
    }

    /// "The Rise and Fall of Iran: A Study" as "The rise and fall of Iran: a study".
    fn sentence(&self, title: &str) -> String {
        let lowered = title.split(' ').enumerate().map(|(i, word)| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let rest_lower = bare.chars().skip(1).all(|c| !c.is_uppercase());
            match i > 0 && rest_lower && bare.len() > 1 && !self.values.is_proper(bare)
                || word == "A" && i > 0
            {
                true => word.to_lowercase(),
                false => word.to_owned(),
            }
        });
        lowered.collect::<Vec<_>>().join(" ")
    }
}

/// Capitals at the beginning of all words but the small ones.
fn capitals(title: &str) -> String {
    let small = ["of", "the", "and", "in", "on", "for", "to", "a", "an", "by", "with", "from", "as", "at"];
    let word = |(i, word): (usize, &str)| match word.chars().next() {
        Some(first) if i == 0 || !small.contains(&word) => {
            first.to_uppercase().chain(word.chars().skip(1)).collect::<String>()
        }
        _ => word.to_owned(),
    };
    title.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}
