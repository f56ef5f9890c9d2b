//! How a list writes its people: the names after the first inverted or not, initials or given names, what stands between.

use crate::lang::Lang;
use crate::library::{Name, Names};
use crate::model::EntryAt;
use crate::syntax::{Person, is_initials};
use crate::text::digit_value;

/// The habits of a list in the names of one language.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameForm {
    /// First names in each order.
    first: [usize; 3],
    /// Later names in each order.
    later: [usize; 3],
    /// Given names that are initials, and that are words.
    initials: [usize; 2],
    /// What stands between two names, with how often it was seen.
    between: Vec<(String, usize)>,
    /// What stands before the last name.
    last: Vec<(String, usize)>,
}

/// How family name and given names follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// "Walt, S."
    Inverted,
    /// "Walt S"
    Bare,
    /// "S. Walt"
    Natural,
}

impl Order {
    fn of(person: &Person, seen: &str) -> Order {
        match person.span.of(seen).strip_prefix(person.family.as_str()) {
            Some(rest) if rest.starts_with(' ') => Order::Bare,
            Some(_) => Order::Inverted,
            None => Order::Natural,
        }
    }

    /// The order of most names.
    fn most(counts: &[usize; 3]) -> Order {
        let most = counts.iter().copied().max().unwrap_or(0);
        let orders = [Order::Inverted, Order::Bare, Order::Natural];
        orders.into_iter().find(|order| counts[*order as usize] == most).unwrap_or(Order::Inverted)
    }
}

impl NameForm {
    /// Counts the names of an entry.
    pub(super) fn count(&mut self, at: &EntryAt<'_>) {
        let seen = &at.entry.view.text;
        let people = &at.entry.reference.authors;
        for person in people.iter().filter(|person| !person.given.is_empty()) {
            self.initials[usize::from(!is_initials(&person.given))] += 1;
        }
        for (n, person) in people.iter().enumerate().filter(|(_, person)| !person.given.is_empty()) {
            let counts = if n == 0 { &mut self.first } else { &mut self.later };
            counts[Order::of(person, seen) as usize] += 1;
        }
        for (n, pair) in people.windows(2).enumerate() {
            let text = seen.get(pair[0].span.end as usize..pair[1].span.start as usize).unwrap_or("");
            let odd = text.chars().any(|c| digit_value(c).is_some()) || text.len() > 16 || text.is_empty();
            if !odd && !at.entry.reference.others {
                let list = if n + 2 == people.len() { &mut self.last } else { &mut self.between };
                match list.iter_mut().find(|(own, _)| own == text) {
                    Some((_, count)) => *count += 1,
                    None => list.push((text.to_owned(), 1)),
                }
            }
        }
    }

    /// A name at the start of an entry.
    pub(crate) fn first(&self, person: &Person, lang: Option<Lang>) -> String {
        self.ordered(person, lang, Order::most(&self.first))
    }

    /// A name behind another one.
    pub(crate) fn later(&self, person: &Person, lang: Option<Lang>) -> String {
        self.ordered(person, lang, Order::most(&self.later))
    }

    /// A name with the family name first.
    pub(crate) fn inverted(&self, person: &Person, lang: Option<Lang>) -> String {
        self.ordered(person, lang, Order::Inverted)
    }

    fn ordered(&self, person: &Person, lang: Option<Lang>, order: Order) -> String {
        let given = self.given(&person.given);
        match order {
            _ if given.is_empty() || person.literal => person.family.clone(),
            Order::Inverted => format!("{}{} {given}", person.family, comma(lang)),
            Order::Bare => format!("{} {given}", person.family),
            Order::Natural => format!("{given} {}", person.family),
        }
    }

    /// All names of a work.
    pub(super) fn list(&self, names: &Names, lang: Option<Lang>) -> String {
        let people: Vec<Person> = names.names.iter().map(Name::person).collect();
        let mut out = String::new();
        for (n, person) in people.iter().enumerate() {
            if n == 0 {
                out.push_str(&self.first(person, lang));
                continue;
            }
            let last = n + 1 == people.len() && !names.others;
            out.push_str(&if last { self.before_last(lang) } else { self.between(lang) });
            out.push_str(&self.later(person, lang));
        }
        if names.others {
            let others = lang.and_then(|lang| lang.pack().names.others.first());
            out.push(' ');
            out.push_str(others.map_or("", String::as_str));
        }
        out
    }

    /// All names of people behind a word that says what they did, given names first.
    pub(super) fn natural_list(&self, names: &Names, lang: Option<Lang>) -> String {
        let natural = |name: &Name| {
            let person = name.person();
            let given = if person.literal { String::new() } else { self.given(&person.given) };
            format!("{given} {}", person.family).trim().to_owned()
        };
        let people: Vec<String> = names.names.iter().map(natural).collect();
        match people.split_last() {
            Some((last, rest)) if !rest.is_empty() => {
                let first = rest.join(&format!("{} ", comma(lang)));
                let and = lang.and_then(|lang| lang.pack().names.and.first()).map_or("&", String::as_str);
                format!("{first} {and} {last}")
            }
            _ => people.concat(),
        }
    }

    /// The given names, or their initials where the list has no more.
    fn given(&self, given: &str) -> String {
        if self.initials[0] <= self.initials[1] || is_initials(given) {
            return given.to_owned();
        }
        let initial = |part: &str| part.chars().next().map(|c| format!("{c}."));
        let initials = |word: &str| word.split('-').filter_map(initial).collect::<Vec<_>>().join("-");
        given.split_whitespace().map(initials).collect::<Vec<_>>().join(" ")
    }

    fn between(&self, lang: Option<Lang>) -> String {
        most(&self.between).unwrap_or_else(|| format!("{} ", comma(lang)))
    }

    fn before_last(&self, lang: Option<Lang>) -> String {
        most(&self.last).unwrap_or_else(|| {
            let and = lang.and_then(|lang| lang.pack().names.and.first());
            format!(" {} ", and.map_or("&", String::as_str))
        })
    }
}

fn most(counted: &[(String, usize)]) -> Option<String> {
    counted.iter().max_by_key(|(_, count)| *count).map(|(text, _)| text.clone())
}

/// The comma of a language.
pub(crate) fn comma(lang: Option<Lang>) -> &'static str {
    lang.map_or(",", |lang| lang.pack().punctuation.comma.as_str())
}
