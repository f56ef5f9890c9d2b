//! Authors of the list at the start of an entry, and works of the list in a citation.
//!
//! The typed word is compared by its key, so that a half-space, a mark or another form of a letter does no harm.

use super::{Completion, Item, ItemKind};
use crate::lang::Lang;
use crate::model::{Analysis, EntryAt, House};
use crate::rules::Locale;
use crate::syntax::{Label, Person, Role, people};
use crate::text::{Edit, TextRange, TextSize, digit_value, fold, is_bidi_control};

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

/// Whether a name answers to what is typed: one of its words begins with it.
fn answers(name: &str, typed: &str) -> bool {
    let name = fold(name);
    typed.is_empty() || name.starts_with(typed) || name.split([' ', '-']).any(|word| word.starts_with(typed))
}

/// The entries whose first name may answer to what is typed, the entry under the cursor left out.
fn candidates<'a>(
    analysis: &'a Analysis,
    typed: &'a str,
    offset: TextSize,
) -> impl Iterator<Item = (EntryAt<'a>, Vec<Person>)> {
    let key: String = typed.chars().filter(|c| c.is_alphanumeric()).collect();
    let quick = move |at: &EntryAt<'_>| {
        key.is_empty() || at.entry.summary.names.iter().flatten().any(|name| name.contains(key.as_str()))
    };
    analysis.entries().filter(quick).filter(move |at| !at.range().touches(offset)).map(|at| {
        let editors = || {
            let span = at.entry.reference.field(Label::Editor).map(|f| f.span);
            span.map(|span| people(&at.entry.view.text, span).people).unwrap_or_default()
        };
        let named = match at.entry.reference.authors.is_empty() {
            true => editors(),
            false => at.entry.reference.authors.clone(),
        };
        (at, named)
    })
}

/// The people of the list, each once, as the list writes them.
fn authors(analysis: &Analysis, typed: &str, offset: TextSize) -> Completion {
    let key = fold(typed);
    let mut found: Vec<(String, usize, Vec<String>)> = Vec::new();
    for (at, named) in candidates(analysis, &key, offset) {
        for person in named.iter().filter(|person| answers(&person.family, &key)) {
            let label = written(person, at.entry.reference.lang);
            let years = at.entry.value(Label::Date).map(str::to_owned);
            match found.iter_mut().find(|(known, ..)| *known == label) {
                Some((_, count, works)) => {
                    *count += 1;
                    works.extend(years);
                }
                None => found.push((label, 1, years.into_iter().collect())),
            }
        }
        if found.len() > MOST {
            break;
        }
    }
    let incomplete = found.len() > MOST;
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let range = range_of(typed, offset);
    let items = found.into_iter().take(MOST).map(|(label, _, works)| Item {
        kind: ItemKind::Author,
        detail: works.join(", "),
        documentation: String::new(),
        filter: label.clone(),
        edit: Edit { range, text: label.clone() },
        label,
    });
    Completion { items: items.collect(), incomplete }
}

/// A person as an entry opens: family name first, with the comma of the language.
fn written(person: &Person, lang: Option<Lang>) -> String {
    let comma = lang.map_or(",", |lang| lang.pack().punctuation.comma.as_str());
    match person.given.is_empty() {
        true => person.family.clone(),
        false => format!("{}{comma} {}", person.family, person.given),
    }
}

/// The works of the list as citations name them.
fn works(analysis: &Analysis, typed: &str, offset: TextSize) -> Completion {
    let key = fold(typed);
    let range = range_of(typed, offset);
    let mut items: Vec<Item> = Vec::new();
    let mut incomplete = false;
    for (at, named) in candidates(analysis, &key, offset) {
        let first = named.first().map_or(at.entry.summary.name.as_str(), |person| person.family.as_str());
        if !answers(first, &key) {
            continue;
        }
        if items.len() == MOST {
            incomplete = true;
            break;
        }
        let label = cited(&at, &named, analysis.facts().house());
        let whole = at.entry.view.text.split_whitespace().collect::<Vec<_>>().join(" ");
        items.push(Item {
            kind: ItemKind::Work,
            detail: at.entry.value(Label::Title).unwrap_or("").to_owned(),
            documentation: whole,
            filter: label.clone(),
            edit: Edit { range, text: label.clone() },
            label,
        });
    }
    items.sort_by(|a, b| a.label.cmp(&b.label));
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
    }

    #[test]
    fn works_are_offered_in_a_citation() {
        check(&format!("States (Wal$0\n\n{LIST}"), &["Walt, 1987"]);
        check(&format!("دولت‌ها (Walt, 1987؛ بو$0)\n\n{LIST}"), &["بوزان، ۱۳۸۹"]);
        check(&format!("States ($0)\n\n{LIST}"), &["Walt, 1987", "بوزان، ۱۳۸۹"]);
        check(&format!("یک (علوی ۱۳۸۰)، (رضوی 1381)، (نوری 1382)، (بو$0\n\n{LIST}"), &["بوزان 1389"]);
        check(&format!("Walt$0 argues\n\n{LIST}"), &[]);
    }
}
