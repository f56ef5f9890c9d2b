//! Authors of the list at the start of an entry, and works of the list in a citation.
//!
//! The typed word is compared by its letters, so that a half-space, a mark or another form of a letter does no harm, and
//! with names in the other script by how letters answer to letters: "Buz" finds «بوزان».

use super::{Completion, Item, ItemKind};
use crate::lang::Lang;
use crate::model::{Analysis, EntryAt, House};
use crate::people::{Typed, letters};
use crate::rules::Locale;
use crate::syntax::{Label, Person, Role, people};
use crate::text::{Edit, TextRange, TextSize, digit_value, is_bidi_control};

/// The most proposals of one answer.
const MOST: usize = 100;

/// What can be typed at `offset`.
pub fn completion(analysis: &Analysis, offset: TextSize, _locale: Locale) -> Completion {
    let text = analysis.text();
    let line = text.slice(TextRange::new(text.line_start(offset), offset));
    if let Some(typed) = open_citation(&line) {
        return works(analysis, typed, offset);
    }
    if analysis.role_at(offset) == Role::Entry
        && let Some(typed) = author_position(&line)
    {
        return authors(analysis, typed, offset);
    }
    Completion::default()
}

/// The name being typed in a citation bracket that is open at the end of `line`: the words since the bracket or the
/// last separator.
fn open_citation(line: &str) -> Option<&str> {
    let open = line.rfind(['(', '['])?;
    let inside = &line[open + 1..];
    if inside.contains([')', ']']) {
        return None;
    }
    let typed = inside.rsplit([';', '؛']).next().unwrap_or(inside).trim_start();
    // Behind the name a year is typed, which nothing here completes.
    let name = !typed.chars().any(|c| digit_value(c).is_some());
    (name && typed.chars().count() <= 60).then_some(typed)
}

/// The name being typed where an author stands: everything from the start of the entry on is names so far.
fn author_position(line: &str) -> Option<&str> {
    let body = line.trim_start_matches(|c: char| {
        c.is_whitespace()
            || is_bidi_control(c)
            || matches!(c, '-' | '*' | '+' | '•')
            || digit_value(c).is_some()
            || matches!(c, '.' | ')' | '[' | ']')
    });
    let command = body.strip_prefix('\\').and_then(|rest| rest.split_once(['}', ' ']));
    let body = command.map_or(body, |(_, rest)| rest.trim_start());
    let names = !body.contains(['(', '«', '“', '"', ':']) && !body.chars().any(|c| digit_value(c).is_some());
    if !names || body.chars().count() > 120 {
        return None;
    }
    // Behind a conjunction or separator the next name begins.
    let mut start = 0;
    for (at, word) in words(body) {
        if crate::lang::Lexicon::get().means(word, |s| s == crate::lang::Sense::And) || word == "&" {
            start = at + word.len();
        }
    }
    let separator =
        body.rfind(['؛', ';']).map_or(0, |at| at + body[at..].chars().next().map_or(0, char::len_utf8));
    Some(body[start.max(separator)..].trim_start())
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn range_of(typed: &str, offset: TextSize) -> TextRange {
    TextRange::new(TextSize::new(offset.bytes().saturating_sub(typed.len())), offset)
}

/// The entries that have a name which may be what is typed, with the distance of the nearest; the entry under the cursor is
/// left out. Names in the other script count, too.
fn candidates<'a>(
    analysis: &'a Analysis,
    typed: &'a Typed,
    offset: TextSize,
) -> impl Iterator<Item = (EntryAt<'a>, f32)> {
    let nearest = |keys: &[String]| keys.iter().filter_map(|key| typed.distance(key)).reduce(f32::min);
    let near = move |at: EntryAt<'a>| {
        let names = at.entry.summary.names.iter();
        let distance = names.filter_map(|keys| nearest(keys)).reduce(f32::min);
        distance.or((typed.key().is_empty()).then_some(0.0)).map(|distance| (at, distance))
    };
    analysis.entries().filter(move |at| !at.range().touches(offset)).filter_map(near)
}

/// The people of an entry: its authors, or else its editors.
fn people_of(at: &EntryAt<'_>) -> Vec<Person> {
    let editors = || {
        let span = at.entry.reference.field(Label::Editor).map(|f| f.span);
        span.map(|span| people(&at.entry.view.text, span).people).unwrap_or_default()
    };
    match at.entry.reference.authors.is_empty() {
        true => editors(),
        false => at.entry.reference.authors.clone(),
    }
}

/// How far a person is from what is typed: the family name, or the whole name where more is typed.
fn distance(person: &Person, typed: &Typed) -> Option<f32> {
    let whole = || letters(&format!("{}{}", person.family, person.given));
    let keys = person.keys.iter().filter_map(|key| typed.distance(key)).reduce(f32::min);
    keys.or_else(|| whole().starts_with(typed.key()).then_some(0.0))
}

/// The people of the list, each once, as the list writes them: those whose names begin with what is typed, then those in
/// the other script that may be meant, the likeliest first.
fn authors(analysis: &Analysis, text: &str, offset: TextSize) -> Completion {
    let typed = Typed::new(text);
    let mut found: Vec<Offer> = Vec::new();
    for (at, _) in candidates(analysis, &typed, offset) {
        for person in &people_of(&at) {
            let Some(distance) = distance(person, &typed) else { continue };
            let label = written(person, at.entry.reference.lang);
            let years = at.entry.value(Label::Date).map(str::to_owned);
            match found.iter_mut().find(|known| known.label == label) {
                Some(known) => known.works.extend(years),
                None => found.push(Offer { label, distance, works: years.into_iter().collect() }),
            }
        }
        if found.len() > MOST {
            break;
        }
    }
    let incomplete = found.len() > MOST || found.iter().any(|offer| offer.distance > 0.0);
    found.sort_by(|a, b| {
        let order = a.distance.total_cmp(&b.distance);
        order.then(b.works.len().cmp(&a.works.len())).then_with(|| a.label.cmp(&b.label))
    });
    let range = range_of(text, offset);
    let items = found.into_iter().take(MOST).map(|offer| Item {
        kind: ItemKind::Author,
        detail: offer.works.join(", "),
        documentation: String::new(),
        filter: filter(text, &offer.label),
        edit: Edit { range, text: offer.label.clone() },
        label: offer.label,
    });
    Completion { items: items.collect(), incomplete }
}

/// A person to be offered.
struct Offer {
    label: String,
    distance: f32,
    works: Vec<String>,
}

/// What a client compares with the typed text: the label where it begins with it, else that text itself, so that what is
/// written otherwise stays in the list.
fn filter(typed: &str, label: &str) -> String {
    match label.starts_with(typed) {
        true => label.to_owned(),
        false => typed.to_owned(),
    }
}

/// A person as an entry opens: family name first, with the comma of the language.
fn written(person: &Person, lang: Option<Lang>) -> String {
    let comma = lang.map_or(",", |lang| lang.pack().punctuation.comma.as_str());
    match person.given.is_empty() {
        true => person.family.clone(),
        false => format!("{}{comma} {}", person.family, person.given),
    }
}

/// The works of the list as citations name them, by the names with which citations begin.
fn works(analysis: &Analysis, text: &str, offset: TextSize) -> Completion {
    let typed = Typed::new(text);
    let range = range_of(text, offset);
    let mut items: Vec<(f32, Item)> = Vec::new();
    let mut incomplete = false;
    for (at, distance) in candidates(analysis, &typed, offset) {
        let named = people_of(&at);
        if items.len() == MOST {
            incomplete = true;
            break;
        }
        let label = cited(&at, &named, analysis.facts().house());
        let whole = at.entry.view.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let item = Item {
            kind: ItemKind::Work,
            detail: at.entry.value(Label::Title).unwrap_or("").to_owned(),
            documentation: whole,
            filter: filter(text, &label),
            edit: Edit { range, text: label.clone() },
            label,
        };
        items.push((distance, item));
    }
    incomplete |= items.iter().any(|(_, item)| item.filter != item.label);
    items.sort_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| one.label.cmp(&other.label)));
    let mut items: Vec<Item> = items.into_iter().map(|(_, item)| item).collect();
    items.dedup_by(|a, b| a.label == b.label && a.detail == b.detail);
    Completion { items, incomplete }
}

/// Names and year of an entry in the form of a citation: one or two family names, or the first and "others"; comma and
/// digits as the document has them in most citations.
fn cited(at: &EntryAt<'_>, named: &[Person], house: &House) -> String {
    let reference = &at.entry.reference;
    let pack = reference.lang.map(Lang::pack);
    let comma = pack.map_or(",", |pack| pack.punctuation.comma.as_str());
    let word = |list: fn(&crate::lang::Names) -> &Vec<String>| {
        pack.and_then(|pack| list(&pack.names).first()).map_or("", String::as_str)
    };
    let names = match named {
        [] => at.entry.summary.name.clone(),
        [one] if !reference.others => one.family.clone(),
        [first, second] if !reference.others => {
            format!("{} {} {}", first.family, word(|n| &n.and), second.family)
        }
        [first, ..] => format!("{} {}", first.family, word(|n| &n.others)),
    };
    let comma = if house.omits_comma() { "" } else { comma };
    let digits = reference.lang.and_then(|lang| house.digits(lang.script()));
    let habit = |c: char| match (digits, digit_value(c)) {
        (Some(digits), Some(value)) => digits.digit(value),
        _ => c,
    };
    match at.entry.value(Label::Date) {
        Some(date) if !named.is_empty() => {
            format!("{names}{comma} {}", date.chars().map(habit).collect::<String>())
        }
        _ => names,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    const LIST: &str = "# References\n\nبوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: نشر نی.\n\n\
        Walt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.\n\n";

    fn check(text: &str, expected: &[&str]) {
        let (analysis, offset) = testing::at(text, text);
        let found = completion(&analysis, offset, Locale::En);
        let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
        assert_eq!(labels, expected, "{text}");
    }

    #[test]
    fn authors_are_offered_where_an_entry_begins() {
        check(&format!("{LIST}بوز$0\n"), &["بوزان، باری"]);
        check(&format!("{LIST}- Wa$0\n"), &["Walt, Stephen"]);
        check(&format!("{LIST}Morrow, James and Wal$0\n"), &["Walt, Stephen"]);
        check(&format!("{LIST}Morrow (1991). Wal$0\n"), &[]);
        check(&format!("{LIST}Buz$0\n"), &["بوزان، باری"]);
        check(&format!("{LIST}- وال$0\n"), &["Walt, Stephen"]);
    }

    #[test]
    fn works_are_offered_in_a_citation() {
        check(&format!("States (Wal$0\n\n{LIST}"), &["Walt, 1987"]);
        check(&format!("دولت‌ها (Walt, 1987؛ بو$0)\n\n{LIST}"), &["بوزان، ۱۳۸۹"]);
        check(&format!("States ($0)\n\n{LIST}"), &["Walt, 1987", "بوزان، ۱۳۸۹"]);
        check(&format!("یک (علوی ۱۳۸۰)، (رضوی 1381)، (نوری 1382)، (بو$0\n\n{LIST}"), &["بوزان 1389"]);
        check(&format!("دولت‌ها (وال$0\n\n{LIST}"), &["Walt, 1987"]);
        check(&format!("States (Buz$0\n\n{LIST}"), &["بوزان، ۱۳۸۹"]);
        check(&format!("Walt$0 argues\n\n{LIST}"), &[]);
    }
}
