//! Names in a list of people: CSL's name parts, as far as their form shows them.

mod keys;
mod order;
mod organisation;
mod parts;

use super::Tokens;
use crate::text::{Local, Script, fold, script_of};

pub use keys::name_key;
use keys::{beginnings, is_particle};
pub use order::is_initials;
pub(crate) use order::{are_initials_behind, has_own_initials};
use order::{are_pairs, completes, is_suffix, natural};
use organisation::is_one_organisation;
pub use organisation::is_organisation;
use parts::{Part, parts};

/// A person or organisation named in a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The whole name, as a place in the view.
    pub span: Local,
    /// The family name with its particles, or the whole name of an organisation.
    pub family: String,
    /// The given names; empty for organisations and where only the family name is written.
    pub given: String,
    /// What stands behind the name: `Jr.`, `III`.
    pub suffix: String,
    /// It is an organisation, CSL's `literal`.
    pub literal: bool,
    /// The keys by which citations may call this person, the most exact first: the family name, the family name
    /// without particles, the first and the last word of a compound one, and an organisation's initials.
    pub keys: Vec<String>,
}

impl Person {
    /// A person of whom the parts of the name are known.
    pub(crate) fn new(family: String, given: String, literal: bool) -> Self {
        Person { family, given, literal, ..Person::default() }.with_keys()
    }

    /// The family name in two: CSL's non-dropping particle («دو», "van der"), which may be empty, and the rest.
    pub fn family_parts(&self) -> (&str, &str) {
        let mut rest = self.family.as_str();
        while let Some((word, behind)) = rest.split_once(char::is_whitespace).filter(|_| !self.literal) {
            let behind = behind.trim_start();
            if behind.is_empty() || !is_particle(&fold(word)) {
                break;
            }
            rest = behind;
        }
        (self.family[..self.family.len() - rest.len()].trim_end(), rest)
    }

    /// The whole name as it is decided about: family name, comma, given names.
    pub fn whole(&self) -> String {
        match self.given.is_empty() {
            true => self.family.clone(),
            false => {
                let arabic = self.family.chars().find_map(script_of) == Some(Script::Arabic);
                format!("{}{} {}", self.family, if arabic { '،' } else { ',' }, self.given)
            }
        }
    }

    /// The key of the family name.
    pub fn key(&self) -> &str {
        self.keys.first().map_or("", String::as_str)
    }
}

/// The people of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// In the order in which they are written.
    pub people: Vec<Person>,
    /// The list ends in "and others".
    pub others: bool,
}

/// Reads the list of names at `span` of `text`.
pub fn people(text: &str, span: Local) -> People {
    let value = span.of(text);
    let tokens = Tokens::new(value);
    let (mut parts, others) = parts(&tokens, value);
    if is_one_organisation(value, &parts) {
        let span = Local { start: parts[0].span.start, end: parts[parts.len() - 1].span.end };
        parts = vec![Part { span, ..parts[0] }];
    }
    let shifted = |local: Local| Local { start: local.start + span.start, end: local.end + span.start };
    let mut people: Vec<Person> = Vec::new();
    let pairs = are_pairs(&parts);
    let mut i = 0;
    while i < parts.len() {
        let part = parts[i];
        if let Some(last) = people.last_mut().filter(|_| part.after_comma && is_suffix(part.span.of(value))) {
            last.suffix = part.span.of(value).to_owned();
            last.span.end = shifted(part.span).end;
            i += 1;
            continue;
        }
        let next = parts.get(i + 1).filter(|next| next.after_comma);
        let first = i == 0 || pairs || (part.after_semicolon && next.is_some());
        let inverted = next.filter(|next| completes(value, part, **next, first, &parts[i + 1..]));
        let mut person = match inverted {
            Some(next) => Person {
                span: Local { start: part.span.start, end: next.span.end },
                family: part.span.of(value).to_owned(),
                given: next.span.of(value).to_owned(),
                ..Person::default()
            },
            None => natural(value, part.span),
        }
        .with_keys();
        // A compound family name may stand there alone, with a space where another has a half-space: «ابن خلدون».
        if inverted.is_none() && !person.given.is_empty() {
            let whole = name_key(part.span.of(value));
            let keys = std::iter::once(whole.replace(' ', "")).chain(beginnings(&whole));
            for key in keys {
                person.keys.extend((!person.keys.contains(&key)).then_some(key));
            }
        }
        i += if inverted.is_some() { 2 } else { 1 };
        person.span = shifted(person.span);
        people.push(person);
    }
    People { people, others }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = people(text, Local::new(0, text.len()));
        let names: Vec<(&str, &str)> =
            found.people.iter().map(|p| (p.family.as_str(), p.given.as_str())).collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn lists_of_names_are_split() {
        check("بوزان، بری", &[("بوزان", "بری")]);
        check("بوزان، بری، اُلی ویور و یاپ دو ویلد", &[("بوزان", "بری"), ("ویور", "اُلی"), ("دو ویلد", "یاپ")]);
        check("اشرافی، داریوش و رضا اسلامی", &[("اشرافی", "داریوش"), ("اسلامی", "رضا")]);
        check("Walt, Stephen M.", &[("Walt", "Stephen M.")]);
        check("Smith, J.A., Lee, B., & Poe, C.", &[("Smith", "J.A."), ("Lee", "B."), ("Poe", "C.")]);
        check("احمدی، علی؛ صابری، رضا", &[("احمدی", "علی"), ("صابری", "رضا")]);
        check("Ken Booth", &[("Booth", "Ken")]);
        check("Buysse DJ, Reynolds CF.", &[("Buysse", "DJ"), ("Reynolds", "CF")]);
        check("Van den Berg L, de Vries K.", &[("Van den Berg", "L"), ("de Vries", "K.")]);
        check("Smith J.A., Chen X-Y, Li W. B.", &[("Smith", "J.A."), ("Chen", "X-Y"), ("Li", "W. B.")]);
        check("احمدی م، صابری ع.", &[("احمدی", "م"), ("صابری", "ع.")]);
        check("وزارت بهداشت، درمان و آموزش پزشکی", &[("وزارت بهداشت، درمان و آموزش پزشکی", "")]);
        check("سازمان ملل و بانک جهانی", &[("سازمان ملل", ""), ("بانک جهانی", "")]);
        check("United Nations", &[("United Nations", "")]);
        check("قصدی، ر.، و حاتمی، ح.", &[("قصدی", "ر."), ("حاتمی", "ح.")]);
        check("Cox, Michael and Doug Stokes", &[("Cox", "Michael"), ("Stokes", "Doug")]);
        check("King, Martin L., Jr., & Poe, C.", &[("King", "Martin L."), ("Poe", "C.")]);
        check(
            "D. Q. Mayne, J. B. Rawlings, T. D. Do, and P. O. M. Scokaert",
            &[("Mayne", "D. Q."), ("Rawlings", "J. B."), ("Do", "T. D."), ("Scokaert", "P. O. M.")],
        );
        check(
            "John Smith, Mary Jones, and Peter Lee",
            &[("Smith", "John"), ("Jones", "Mary"), ("Lee", "Peter")],
        );
        check("علی رضایی، مریم کاظمی و حسن احمدی", &[("رضایی", "علی"), ("کاظمی", "مریم"), ("احمدی", "حسن")]);
        check("اردلان، نادر، و بختیار، لاله", &[("اردلان", "نادر"), ("بختیار", "لاله")]);
        check("احمدی، صابری و کاظمی", &[("احمدی", "صابری"), ("کاظمی", "")]);
        check("سید موسی شبیری زنجانی", &[("شبیری زنجانی", "سید موسی")]);
        check("ابن رشد", &[("ابن رشد", "")]);
        check(
            "Food and Agriculture Organization of the United Nations (FAO)",
            &[("Food and Agriculture Organization of the United Nations (FAO)", "")],
        );
        check("Food and Agriculture Organization", &[("Food and Agriculture Organization", "")]);
        check("Smith and World Bank", &[("Smith", ""), ("World Bank", "")]);
        check(
            "World Health Organization and Human Rights Watch",
            &[("World Health Organization", ""), ("Human Rights Watch", "")],
        );
        let libraries = "Association of College and Research Libraries";
        check(libraries, &[(libraries, "")]);
        check("Ben Smith", &[("Smith", "Ben")]);
    }

    #[test]
    fn names_have_the_parts_of_csl() {
        let text = "van der Berg, Jan, III";
        let person = &people(text, Local::new(0, text.len())).people[0];
        assert_eq!(person.family_parts(), ("van der", "Berg"));
        assert_eq!(person.suffix, "III");
        assert_eq!(person.span.of(text), text);
        let text = "یاپ دو ویلد";
        assert_eq!(people(text, Local::new(0, text.len())).people[0].family_parts(), ("دو", "ویلد"));
    }

    #[test]
    fn others_are_no_person() {
        let text = "کولایی، الهه و دیگران";
        let found = people(text, Local::new(0, text.len()));
        assert!(found.others);
        assert_eq!(found.people.len(), 1);
    }

    #[test]
    fn a_person_is_called_by_several_keys() {
        let person = people("دهقانی فیروزآبادی، سیدجلال", Local::new(0, 100)).people;
        assert!(person.is_empty(), "a span outside the text names nobody");
        let text = "دهقانی فیروزآبادی، سیدجلال";
        let person = &people(text, Local::new(0, text.len())).people[0];
        assert_eq!(person.keys, ["دهقانیفیروزابادی", "دهقانی", "فیروزابادی"]);
        let text = "World Health Organization (WHO)";
        let who = &people(text, Local::new(0, text.len())).people[0];
        assert!(who.keys.contains(&"who".to_owned()));
    }
}
