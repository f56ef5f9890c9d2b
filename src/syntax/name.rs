//! Names in a list of people: CSL's name parts, as far as their form shows them.

mod keys;

use super::Tokens;
use super::token::TokenKind;
use crate::lang::{Lexicon, Sense};
use crate::text::{Local, Script, Shares, fold, script_of};

pub use keys::name_key;
use keys::{beginnings, is_particle};

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

/// One piece of a list of names between two separators.
#[derive(Clone, Copy, Debug)]
struct Part {
    span: Local,
    /// It follows a comma, not a conjunction or semicolon.
    after_comma: bool,
    /// It follows a semicolon, which parts one inverted name from the next.
    after_semicolon: bool,
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
        let first = i == 0 || (part.after_semicolon && next.is_some());
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

/// Whether pieces are one organisation whose name has commas and conjunctions: «وزارت بهداشت، درمان و آموزش پزشکی».
/// The first piece says so, and none of the others could be a person or another organisation.
fn is_one_organisation(value: &str, parts: &[Part]) -> bool {
    let Some((first, rest)) = parts.split_first().filter(|(_, rest)| !rest.is_empty()) else { return false };
    let alone = |part: &Part| {
        let name = part.span.of(value);
        is_initials(name) || is_given(name) || is_organisation(name)
    };
    is_organisation(first.span.of(value)) && !rest.iter().any(alone)
}

/// Cuts a list at commas, semicolons and conjunctions, and drops "others", honorifics and empty pieces.
fn parts(tokens: &Tokens, value: &str) -> (Vec<Part>, bool) {
    let mut parts = Vec::new();
    let mut others = false;
    let mut open: Option<Local> = None;
    let mut before = None;
    let mut depth = 0usize;
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        let mut step = 1;
        let mut cut = None;
        match token.kind {
            TokenKind::Sign('(' | '[') => depth += 1,
            TokenKind::Sign(')' | ']') => depth = depth.saturating_sub(1),
            TokenKind::Sign(sign @ (',' | '،' | ';' | '؛' | '&' | '/')) if depth == 0 => cut = Some(sign),
            TokenKind::Word if depth == 0 && token.means(|s| s == Sense::Others) => {
                others = true;
                step = token.run();
                cut = Some('&');
            }
            TokenKind::Word if depth == 0 && is_conjunction(tokens, i) => cut = Some('&'),
            TokenKind::Word if open.is_none() && token.means(|s| s == Sense::Honorific) => {
                step = token.run();
                // A title's full stop.
                step += usize::from(tokens.get(i + step).is_some_and(|t| t.is_sign('.')));
                i += step;
                continue;
            }
            _ => {}
        }
        match cut {
            Some(sign) => {
                parts.extend(open.take().and_then(|span| part(value, span, before)));
                before = Some(sign);
            }
            None => {
                let start = open.map_or(token.span.start, |span| span.start);
                open = Some(Local { start, end: token.span.end });
            }
        }
        i += step;
    }
    parts.extend(open.and_then(|span| part(value, span, before)));
    (parts, others)
}

/// Whether the word at `i` joins two names: a conjunction of the script of the words round it, that is not the
/// first word.
fn is_conjunction(tokens: &Tokens, i: usize) -> bool {
    i > 0 && tokens[i].run() == 1 && tokens[i].means(|s| s == Sense::And)
}

fn part(value: &str, span: Local, before: Option<char>) -> Option<Part> {
    let text = span.of(value);
    let trimmed = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '*' | '"' | '«' | '»')
    });
    if !trimmed.chars().any(char::is_alphabetic) {
        return None;
    }
    let start = span.start as usize + (trimmed.as_ptr() as usize - text.as_ptr() as usize);
    // The full stop of a last initial belongs to the name.
    let keeps_stop = text[trimmed.as_ptr() as usize - text.as_ptr() as usize + trimmed.len()..]
        .starts_with('.')
        && trimmed.chars().next_back().is_some_and(char::is_alphabetic)
        && trimmed.rsplit(|c: char| !c.is_alphabetic()).next().is_some_and(is_stopped);
    let end = start + trimmed.len() + usize::from(keeps_stop);
    Some(Part {
        span: Local::new(start, end),
        after_comma: matches!(before, Some(',' | '،')),
        after_semicolon: matches!(before, Some(';' | '؛')),
    })
}

/// Whether a full stop behind a word is the word's own: `B.`, `Ch.` and not `CF.`.
fn is_stopped(word: &str) -> bool {
    word.chars().count() == 1 || (word.chars().count() == 2 && !word.chars().all(char::is_uppercase))
}

/// Whether `given`, which follows `family` and a comma, is the given name of that family name.
///
/// The first name of a list is inverted when a comma follows it. Later ones are when the piece looks like a given
/// name (initials, one word of the list of given names) and the family name does not hold a given name itself:
/// «بوزان، بری، اُلی ویور و یاپ دو ویلد» inverts the first alone.
fn completes(value: &str, family: Part, given: Part, first: bool, rest: &[Part]) -> bool {
    let (family, given) = (family.span.of(value), given.span.of(value));
    if is_organisation(family) || is_organisation(given) {
        return false;
    }
    if Shares::of(family).main() != Shares::of(given).main() || is_vancouver(family) {
        return false;
    }
    let words = |name: &str| name.split_whitespace().count();
    if first {
        // «احمدی، صابری، کاظمی»: three or more single words, none a given name, are three family names.
        let bare = rest.iter().filter(|p| p.after_comma && words(p.span.of(value)) == 1).count();
        let known = is_given(given) || is_initials(given);
        return words(given) <= 4 && (known || !(bare >= 2 && bare == rest.len()));
    }
    is_initials(given) || (is_given(given) && !is_given(family.split_whitespace().next().unwrap_or("")))
}

/// Whether a piece stands behind a name and is none: `Jr.`, `III`.
fn is_suffix(piece: &str) -> bool {
    Lexicon::get().means(piece, |s| s == Sense::Suffix)
}

/// Whether a piece is nothing but initials: `J.A.`, `ر.`, `م. ر`, `J`.
pub fn is_initials(name: &str) -> bool {
    let mut words =
        name.split(|c: char| !c.is_alphabetic() && c != '\u{200c}').filter(|w| !w.is_empty()).peekable();
    words.peek().is_some() && words.all(|w| w.chars().count() <= 2)
}

/// Whether a name begins with a known given name.
fn is_given(name: &str) -> bool {
    let lexicon = Lexicon::get();
    let given = |text: &str| lexicon.means(text, |s| s == Sense::Given);
    given(name) || name.split_whitespace().next().is_some_and(given)
}

/// Whether a name is an organisation's: one of its words says so.
pub fn is_organisation(name: &str) -> bool {
    let tokens = Tokens::new(name);
    tokens.iter().any(|t| t.means(|s| s == Sense::Organisation))
}

/// Where the initials begin that stand behind a family name without a comma, in words: 1 in "Buysse DJ", "Smith J. A."
/// and «احمدی م».
fn initials_behind(words: &[&str]) -> Option<usize> {
    let start = words.len() - words.iter().rev().take_while(|word| are_initials_behind(word)).count();
    let is_name = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    (start < words.len() && words[..start].iter().any(is_name)).then_some(start)
}

/// Whether a word is `DJ`, `X-Y`, `J.A.` or «م»; without letter case, it is one letter.
fn are_initials_behind(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let others = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '‐'));
    let cased = letters().all(char::is_uppercase) && letters().count() <= 3;
    others && letters().next().is_some() && (cased || letters().count() == 1)
}

fn is_vancouver(name: &str) -> bool {
    initials_behind(&name.split_whitespace().collect::<Vec<_>>()).is_some()
}

/// A name in natural order: the last word is the family name, with the particles before it.
fn natural(value: &str, span: Local) -> Person {
    let name = span.of(value);
    if is_organisation(name) {
        return Person { span, family: name.to_owned(), literal: true, ..Person::default() };
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() < 2 {
        return Person { span, family: name.to_owned(), ..Person::default() };
    }
    if let Some(start) = initials_behind(&words) {
        return Person {
            span,
            family: words[..start].join(" "),
            given: words[start..].join(" "),
            ..Person::default()
        };
    }
    let mut split = words.len() - 1;
    while split > 1 && is_particle(&fold(words[split - 1])) {
        split -= 1;
    }
    // Persian family names of two words («دهقانی فیروزآبادی») stand behind one given name that is known.
    let persian = words[0].chars().find_map(script_of) == Some(Script::Arabic);
    if persian && words.len() > 2 && is_given(words[0]) && !is_given(words[1]) {
        split = 1;
    }
    Person { span, family: words[split..].join(" "), given: words[..split].join(" "), ..Person::default() }
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
