//! Makes labelled references: a house style is drawn for a list, references are written in it, some are damaged.
//!
//! The styles are data: grammars in `generate/houses`, values in `values`. Nothing here reads the gold set, and nothing
//! depends on anything but the seed, so that a model can be trained again.

mod chance;
mod damage;
mod facts;
mod grammar;
mod habits;
mod harvest;
mod letters;
mod prose;
#[cfg(test)]
mod tests;
mod values;
mod writer;

use chance::Chance;
use dabir::syntax::Kind;
use grammar::Grammar;
use habits::Habits;
use letters::Letters;
pub(crate) use values::Values;
use writer::Writer;

use crate::record::Record;

/// What is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Family {
    /// Persian references in the styles of Iranian journals, theses and libraries.
    Persian,
    /// Arabic references as Persian lists hold them.
    Arabic,
    /// English references as Iranian journals print them.
    IranianEnglish,
    /// References in English, German and French in the styles of the world.
    Foreign,
    /// Lines that are no references.
    Prose,
}

/// The longest reference, in bytes.
const LONGEST: usize = 1400;

/// Makes `count` records of a family, always the same for a seed.
pub(crate) fn generate(seed: u64, count: usize, family: Family, values: &Values) -> Vec<Record> {
    if family == Family::Prose {
        return prose::make(seed, count, values);
    }
    let mut records = Vec::with_capacity(count);
    each(seed, family, values, |record, rule| {
        records.push(Record { kind: kind(rule), ..record });
        records.len() < count
    });
    records.truncate(count);
    records
}

/// Makes records with the names of their kinds, until the taker has enough.
fn each(seed: u64, family: Family, values: &Values, mut take: impl FnMut(Record, &str) -> bool) {
    let grammar = family.grammar();
    for list in 0u64.. {
        let key = seed ^ family.salt() ^ (list << 20);
        let mut chance = Chance::new(key);
        let mut writer = Writer::new(&grammar, values, Chance::new(!key));
        let habits = family.habits(&mut chance, writer.has("latex"));
        let first = if chance.percent(70) { 1 } else { chance.between(1, 80) };
        for count in 0..chance.between(1, 9) {
            let mut letters = Letters::of(&writer.write("reference", first + count));
            habits.apply(&mut letters, &mut chance);
            if chance.percent(50) {
                damage::damage(&mut letters, &mut chance, family.is_arabic_script());
            }
            let record = letters.record();
            let wanted = !record.fields.is_empty() && record.text.len() <= LONGEST;
            if wanted && !take(record, writer.kind) {
                return;
            }
        }
    }
}

/// The kind of the works that a rule writes; `None` for rules that write several.
fn kind(rule: &str) -> Option<Kind> {
    Some(match rule.strip_prefix("kind-")? {
        "book" | "translated" | "edited" | "classic" | "minimal" | "volumes" => Kind::Book,
        "article" => Kind::Article,
        "chapter" => Kind::Chapter,
        "thesis" => Kind::Thesis,
        "report" | "paper" => Kind::Report,
        "conference" => Kind::Conference,
        "news" => Kind::Newspaper,
        "web" => Kind::Webpage,
        "law" => Kind::Law,
        "encyclopaedia" | "entry" => Kind::Encyclopedia,
        "manuscript" => Kind::Manuscript,
        _ => return None,
    })
}

impl Family {
    fn grammar(self) -> Grammar {
        match self {
            Family::Persian => Grammar::read(PERSIAN),
            Family::Arabic => Grammar::read(ARABIC),
            Family::IranianEnglish => Grammar::read(IRANIAN_ENGLISH),
            Family::Foreign => Grammar::read(FOREIGN),
            Family::Prose => Grammar::read(PROSE),
        }
    }

    fn habits(self, chance: &mut Chance, latex: bool) -> Habits {
        match self {
            Family::Persian | Family::Prose => Habits::persian(chance, latex),
            Family::Arabic => Habits::arabic(chance, latex),
            Family::IranianEnglish | Family::Foreign => Habits::latin(latex),
        }
    }

    fn is_arabic_script(self) -> bool {
        matches!(self, Family::Persian | Family::Arabic)
    }

    /// Keeps the families apart that are made with one seed.
    fn salt(self) -> u64 {
        (self as u64 + 1) << 56
    }
}

const PERSIAN: &[&str] = &[
    include_str!("generate/houses/persian.txt"),
    include_str!("generate/houses/persian-parts.txt"),
    include_str!("generate/houses/persian-values.txt"),
    include_str!("generate/houses/persian-special.txt"),
];
const ARABIC: &[&str] = &[include_str!("generate/houses/arabic.txt")];
const IRANIAN_ENGLISH: &[&str] =
    &[include_str!("generate/houses/iranian-english.txt"), include_str!("generate/houses/english-parts.txt")];
const FOREIGN: &[&str] = &[
    include_str!("generate/houses/foreign.txt"),
    include_str!("generate/houses/continental.txt"),
    include_str!("generate/houses/english-parts.txt"),
];
const PROSE: &[&str] = &[include_str!("generate/houses/prose.txt")];
