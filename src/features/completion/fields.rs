//! What stands behind the authors of an entry: journals, publishers and places, cue words, months, "and others". Addresses
//! and identifiers are never proposed.

use rustc_hash::FxHashSet;

use super::super::{Completion, Item, ItemKind};
use super::Asked;
use super::offer::{Offer, Tail, answer, filter, range_of};
use super::place::Field;
use crate::lang::{Lang, Marks, names_beginning};
use crate::people::letters;
use crate::syntax::Label;
use crate::text::{Edit, Shares, digit_value};

/// Fewer letters may become anything.
const SHORTEST: usize = 2;

/// How many entries are looked through for their values.
const ENTRIES: usize = 400;

/// How many names of the gazetteers are proposed.
const NAMES: usize = 40;

/// Spellings of one cue word or month that are proposed: the first is the usual one.
const SPELLINGS: usize = 2;

/// What is known without this document stands behind what it has.
const KNOWN: f32 = 1.0;

/// The values that the words since the last sign may become.
pub(super) fn completion(asked: &Asked<'_>, field: &Field) -> Completion {
    let typed = letters(&field.typed);
    let number = field.typed.contains(|c: char| digit_value(c).is_some());
    if typed.chars().count() < SHORTEST || number {
        return Completion { items: Vec::new(), incomplete: true };
    }
    let mut found: Vec<(String, &'static str, f32, usize)> = Vec::new();
    listed(asked, &typed, &mut found);
    let script = Shares::of(&field.typed).main();
    for (name, marks) in
        names_beginning(&typed).filter(|(name, _)| Shares::of(name).main() == script).take(NAMES)
    {
        found.push((name.to_owned(), named(marks), KNOWN, 0));
    }
    if let Some(lang) = field.lang.filter(|lang| Some(lang.script()) == script) {
        words(lang, &typed, &mut found);
    }
    // Who has typed the whole of a known name is not to get a longer one by a key, unless the list has it.
    if !field.typed.ends_with(' ') && found.iter().any(|(text, ..)| letters(text) == typed) {
        found.retain(|(_, _, distance, _)| *distance < KNOWN);
    }
    let mut seen: FxHashSet<String> = FxHashSet::default();
    found.retain(|(text, ..)| goes_on(&field.typed, text) && seen.insert(text.clone()));
    let range = range_of(asked, &field.typed, Tail::Word);
    let offer = |(text, detail, distance, weight): (String, &str, f32, usize)| Offer {
        distance,
        weight,
        replaced: None,
        item: Item {
            filter: filter(&field.typed, &text),
            detail: detail.to_owned(),
            edit: Edit { range, text: text.clone() },
            ..Item::new(ItemKind::Value, text)
        },
    };
    answer(&field.typed, found.into_iter().map(offer).collect())
}

/// Whether a name goes on as words do that are typed: what is typed may end in the middle of a word, but not run over the
/// end of one.
fn goes_on(typed: &str, name: &str) -> bool {
    let ended = typed.ends_with(char::is_whitespace);
    let whole = typed.split_whitespace().count().saturating_sub(usize::from(!ended));
    let mut words = name.split_whitespace();
    let same = typed
        .split_whitespace()
        .take(whole)
        .all(|word| words.next().is_some_and(|own| letters(own) == letters(word)));
    same && words.next().is_some()
}

/// The values of other entries, the frequent ones first.
fn listed(asked: &Asked<'_>, typed: &str, found: &mut Vec<(String, &'static str, f32, usize)>) {
    for at in asked.analysis.entries().take(ENTRIES).filter(|at| !at.range().touches(asked.offset)) {
        for label in [Label::Container, Label::Publisher, Label::Location] {
            let value = at.entry.value(label).filter(|value| letters(value).starts_with(typed));
            let Some(value) = value else { continue };
            match found.iter_mut().find(|(own, ..)| own == value) {
                Some((.., weight)) => *weight += 1,
                None => found.push((value.to_owned(), label.name(), 0.0, 1)),
            }
        }
    }
}

/// Cue words, months and "and others" of a language.
fn words(lang: Lang, typed: &str, found: &mut Vec<(String, &'static str, f32, usize)>) {
    let pack = lang.pack();
    let mut add = |text: &String, detail: &'static str| {
        if letters(text).starts_with(typed) {
            found.push((text.clone(), detail, KNOWN, 0));
        }
    };
    for name in
        ["translator", "editor", "volume", "issue", "pages", "edition", "container", "url", "accessed"]
    {
        let cues = pack.cues.get(name).into_iter();
        cues.flat_map(|cues| cues.before.iter().take(SPELLINGS)).for_each(|text| add(text, "cue"));
    }
    let months = &pack.dates.months;
    let all = months.solar.iter().chain(&months.lunar).chain(&months.gregorian);
    all.flat_map(|spellings| spellings.iter().take(1)).for_each(|text| add(text, "month"));
    pack.names.others.iter().take(SPELLINGS).for_each(|text| add(text, "others"));
}

fn named(marks: Marks) -> &'static str {
    match marks {
        Marks::PERIODICAL => Label::Container.name(),
        Marks::PUBLISHER => Label::Publisher.name(),
        _ => Label::Location.name(),
    }
}
