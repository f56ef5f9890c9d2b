//! Facts of one reference that are written more than once or in several forms: a person, a year, a range of pages.

use super::chance::Chance;
use super::values::Person;

/// What is drawn before it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Draw {
    /// A year of recent Persian books.
    Solar,
    /// A year of recent foreign works.
    Gregorian,
    /// A year of printed classics, counted by the moon.
    Lunar,
    /// A year before our time.
    Old,
    /// A range of pages of an article.
    Pages,
}

/// What is written of what was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Family,
    Given,
    Suffix,
    /// "J. M."
    Initials,
    /// "J.M."
    TightInitials,
    /// "JM"
    BareInitials,
    /// "J."
    Initial,
    SolarYear,
    /// The year behind the solar one, in full.
    SolarNext,
    /// The last two digits of the solar year.
    SolarShort,
    Year,
    YearNext,
    /// Some years before the year.
    YearBefore,
    LunarYear,
    First,
    Last,
    /// The last page without the digits that it shares with the first.
    LastShort,
    /// The number of the reference in its list.
    Count,
}

/// The facts of one reference.
#[derive(Clone, Debug)]
pub(super) struct Facts<'v> {
    pub(super) person: Option<&'v Person>,
    pub(super) count: u32,
    solar: u32,
    gregorian: u32,
    lunar: u32,
    pages: (u32, u32),
}

impl<'v> Facts<'v> {
    /// Facts of the reference of a number.
    pub(super) fn new(count: u32) -> Self {
        Facts { person: None, count, solar: 1390, gregorian: 2011, lunar: 1432, pages: (1, 20) }
    }

    /// Draws anew.
    pub(super) fn draw(&mut self, what: Draw, chance: &mut Chance) {
        match what {
            Draw::Solar => {
                let span = [12, 25, 45, 90][chance.weighted(&[35, 35, 25, 5])];
                self.set_solar(1404 - chance.between(0, span), chance);
            }
            Draw::Gregorian => {
                let span = [12, 25, 50, 90][chance.weighted(&[35, 35, 25, 5])];
                self.set_gregorian(2025 - chance.between(0, span), chance);
            }
            Draw::Lunar => {
                self.lunar = chance.between(1290, 1445);
                self.gregorian = (f64::from(self.lunar) * 0.970_224 + 621.577_4) as u32;
                self.solar = self.gregorian - 621 - chance.between(0, 1);
            }
            Draw::Old => self.set_gregorian(chance.between(1780, 1960), chance),
            Draw::Pages => {
                let first = [9, 60, 300, 1500][chance.weighted(&[10, 25, 55, 10])];
                let first = chance.between(1, first);
                self.pages = (first, first + chance.between(2, 38));
            }
        }
    }

    fn set_solar(&mut self, year: u32, chance: &mut Chance) {
        self.solar = year;
        self.gregorian = year + 621 + chance.between(0, 1);
        self.set_lunar();
    }

    fn set_gregorian(&mut self, year: u32, chance: &mut Chance) {
        self.gregorian = year;
        self.solar = year - 621 - chance.between(0, 1);
        self.set_lunar();
    }

    fn set_lunar(&mut self) {
        self.lunar = ((f64::from(self.gregorian) - 621.577_4) / 0.970_224) as u32 + 1;
    }

    /// Writes a fact.
    pub(super) fn write(&self, fact: Fact) -> String {
        let of = |part: fn(&Person) -> &str| self.person.map(part).unwrap_or_default().to_owned();
        let given = || self.person.map(|p| p.given.as_str()).unwrap_or_default();
        match fact {
            Fact::Family => of(|p| &p.family),
            Fact::Given => of(|p| &p.given),
            Fact::Suffix => Some(of(|p| &p.suffix))
                .filter(|s| !s.is_empty())
                .map_or_else(String::new, |s| format!(", {s}")),
            Fact::Initials => initials(given()).join(" "),
            Fact::TightInitials => initials(given()).concat(),
            Fact::BareInitials => initials(given()).concat().replace(['.', '-'], ""),
            Fact::Initial => initials(given()).first().cloned().unwrap_or_default(),
            Fact::SolarYear => self.solar.to_string(),
            Fact::SolarNext => (self.solar + 1).to_string(),
            Fact::SolarShort => format!("{:02}", self.solar % 100),
            Fact::Year => self.gregorian.to_string(),
            Fact::YearNext => (self.gregorian + 1).to_string(),
            Fact::YearBefore => (self.gregorian - 3 - self.pages.0 % 40).to_string(),
            Fact::LunarYear => self.lunar.to_string(),
            Fact::First => self.pages.0.to_string(),
            Fact::Last => self.pages.1.to_string(),
            Fact::LastShort => shortened(self.pages.0, self.pages.1),
            Fact::Count => self.count.to_string(),
        }
    }
}

impl Draw {
    /// The draw of a name in the grammar.
    pub(super) fn named(name: &str) -> Option<Draw> {
        match name {
            "solar" => Some(Draw::Solar),
            "gregorian" => Some(Draw::Gregorian),
            "lunar" => Some(Draw::Lunar),
            "old" => Some(Draw::Old),
            "pages" => Some(Draw::Pages),
            _ => None,
        }
    }
}

impl Fact {
    /// The fact of a name in the grammar.
    pub(super) fn named(name: &str) -> Option<Fact> {
        Some(match name {
            "family" => Fact::Family,
            "given" => Fact::Given,
            "suffix" => Fact::Suffix,
            "initials" => Fact::Initials,
            "tight" => Fact::TightInitials,
            "bare" => Fact::BareInitials,
            "initial" => Fact::Initial,
            "solar" => Fact::SolarYear,
            "solar-next" => Fact::SolarNext,
            "solar-short" => Fact::SolarShort,
            "year" => Fact::Year,
            "year-next" => Fact::YearNext,
            "year-before" => Fact::YearBefore,
            "lunar" => Fact::LunarYear,
            "first" => Fact::First,
            "last" => Fact::Last,
            "last-short" => Fact::LastShort,
            "count" => Fact::Count,
            _ => return None,
        })
    }
}

/// The first letters of given names, each with its full stop; "Jean-Pierre" gives "J.-P.".
fn initials(given: &str) -> Vec<String> {
    let word = |word: &str| {
        let letters = word.split('-').filter_map(|part| part.chars().find(|c| c.is_alphabetic()));
        letters.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join("-")
    };
    let lower = |word: &&str| !word.starts_with(|c: char| c.is_lowercase());
    given.split_whitespace().filter(lower).map(word).filter(|w| !w.is_empty()).collect()
}

fn shortened(first: u32, last: u32) -> String {
    let (first, last) = (first.to_string(), last.to_string());
    if first.len() != last.len() {
        return last;
    }
    let shared = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
    last[shared..].to_owned()
}
