//! Lines that are no references: what a reader must leave alone.

use super::Family;
use super::chance::Chance;
use super::habits::{self, Habits};
use super::letters::Letters;
use super::values::Values;
use super::writer::Writer;
use crate::record::Record;

/// Makes lines without fields.
pub(super) fn make(seed: u64, count: usize, values: &Values) -> Vec<Record> {
    let grammar = Family::Prose.grammar();
    let mut chance = Chance::new(seed ^ Family::Prose.salt());
    let mut records = Vec::with_capacity(count);
    while records.len() < count {
        let mut writer = Writer::new(&grammar, values, Chance::new(seed ^ (records.len() as u64) << 24));
        let line = match chance.below(3) {
            0 => writer.write("line", 1).text,
            1 => values.text("fa-prose", &mut chance).to_owned(),
            _ => values.text("en-prose", &mut chance).to_owned(),
        };
        let text = spoil(line, values, &mut chance);
        let habits = Habits::persian(&mut chance, false);
        let mut letters = Letters::of(&Record { text, ..Record::default() });
        if letters.letters.iter().any(|letter| ('\u{600}'..'\u{700}').contains(&letter.sign)) {
            habits.apply(&mut letters, &mut chance);
        }
        let record = letters.record();
        if record.text.chars().any(char::is_alphanumeric) {
            records.push(record);
        }
    }
    records
}

/// Cuts a line, joins it with another, changes its digits, turns its words round; or leaves it.
fn spoil(line: String, values: &Values, chance: &mut Chance) -> String {
    match chance.below(10) {
        0 => {
            let words: Vec<_> = line.split(' ').collect();
            words[chance.below(words.len())..].join(" ")
        }
        1 => {
            let words: Vec<_> = line.split(' ').collect();
            words[..=chance.below(words.len())].join(" ")
        }
        2 => {
            let list = if line.is_ascii() { "en-prose" } else { "fa-prose" };
            format!("{line} {}", values.text(list, chance))
        }
        3 => line.chars().map(|c| if c.is_numeric() { new_digit(c, chance) } else { c }).collect(),
        4 if chance.percent(40) => line.split(' ').rev().collect::<Vec<_>>().join(" "),
        _ => line,
    }
}

/// Another digit of the same set.
fn new_digit(sign: char, chance: &mut Chance) -> char {
    let zero = ['۰', '٠', '0'].into_iter().find(|zero| sign >= *zero).unwrap_or('0');
    habits::digit(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'][chance.below(10)], zero)
}
