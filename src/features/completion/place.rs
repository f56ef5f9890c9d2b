//! What is being typed at the cursor: a name, a citation, a key, a field, or prose.

use crate::lang::{Lang, Lexicon, Sense};
use crate::markup::Format;
use crate::model::Analysis;
use crate::syntax::{Role, TokenKind, Tokens, has_own_initials};
use crate::text::{Script, Shares, TextRange, TextSize, digit_value, is_bidi_control, is_letter};

/// What is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A name where an author of an entry stands.
    Author(Author),
    /// A name in a citation's bracket.
    Citation(String),
    /// The number of an entry, or a name instead, in a square bracket of a document that cites by number.
    Number(String),
    /// A key of a work.
    Key {
        /// The key so far.
        typed: String,
        /// It follows `@` in running text, not in a bracket or a command.
        in_prose: bool,
    },
    /// A word of an entry behind its authors.
    Field(Field),
    /// A word of running text.
    Prose(String),
}

/// A name where an author stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Author {
    /// The name so far.
    pub typed: String,
    /// It is the first one, and nothing else is in the entry.
    pub alone: bool,
    /// It is the first one.
    pub first: bool,
    /// The names before it.
    pub before: String,
    /// The script of what else is in the entry.
    pub script: Option<Script>,
}

/// A word of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// The words since the last sign, each of which may be the first of what is meant.
    pub typed: String,
    /// The language of the entry.
    pub lang: Option<Lang>,
}

/// A longer beginning of a name is prose.
const LONGEST_NAME: usize = 60;

/// Longer text before the cursor in an entry is no list of names.
const LONGEST_NAMES: usize = 120;

/// Fewer letters in running text are no wish for a name.
const SHORTEST_IN_PROSE: usize = 3;

impl Place {
    /// The place at `offset`, if something can be proposed there.
    pub(super) fn at(analysis: &Analysis, offset: TextSize) -> Option<Place> {
        let text = analysis.text();
        let line = text.slice(TextRange::new(text.line_start(offset), offset));
        if analysis.is_opaque_at(offset) {
            return None;
        }
        if let Some((typed, at_sign)) = open_key(analysis.format(), &line) {
            let in_prose = at_sign && open_citation(&line).is_none();
            return Some(Place::Key { typed: typed.to_owned(), in_prose });
        }
        if analysis.role_at(offset) == Role::Entry || begins_entry(analysis, offset) {
            return in_entry(analysis, offset, &line);
        }
        let readable = matches!(analysis.role_at(offset), Role::Body | Role::Note);
        if !readable || is_target(&line) || is_in_address(&line) {
            return None;
        }
        if let Some(typed) = open_number(&line).filter(|_| lists_numbers(analysis)) {
            return Some(Place::Number(typed.to_owned()));
        }
        if let Some(typed) = open_citation(&line) {
            return Some(Place::Citation(typed.to_owned()));
        }
        let word = last_word(&line);
        let before = &line[..line.len() - word.len()];
        let mut triggers = analysis.config().completion_triggers.iter();
        let triggered = !word.is_empty() && triggers.any(|trigger| opens(before, trigger));
        let last = before.chars().next_back();
        let free = last.is_none_or(|c| !matches!(c, '@' | '.' | '/' | '_' | '\\') && !c.is_alphanumeric());
        let prose = free && word.chars().count() >= SHORTEST_IN_PROSE;
        (prose || triggered).then(|| Place::Prose(word.to_owned()))
    }
}

/// Whether the document cites by number, or would, having a numbered list and no other citations.
fn lists_numbers(analysis: &Analysis) -> bool {
    let facts = analysis.facts();
    facts.cites_by_number() || (facts.lists_numbers() && !facts.cites_by_name())
}

/// Whether the block at `offset` is so short that it may become the next entry of the list before it.
fn begins_entry(analysis: &Analysis, offset: TextSize) -> bool {
    let short = |text: &str| text.chars().count() <= LONGEST_NAME && !text.trim().contains('\n');
    // A letter alone may as well be the title of the entries that begin with it.
    let role = |text: &str| match analysis.role_at(offset) {
        Role::Body => true,
        Role::Heading => text.trim().chars().count() == 1,
        _ => false,
    };
    analysis.block_at(offset).is_some_and(|(_, text)| short(text) && role(text))
        && matches!(analysis.role_before(offset), Role::Entry | Role::Heading)
}

/// Whether a line ends in a trigger that does not follow a word.
fn opens(line: &str, trigger: &str) -> bool {
    let before = line.strip_suffix(trigger).filter(|_| !trigger.is_empty());
    before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
}

fn in_entry(analysis: &Analysis, offset: TextSize, line: &str) -> Option<Place> {
    if inside_address(line) || is_number(line) {
        return None;
    }
    let mut lines = analysis.text().lines_from(analysis.text().line_start(offset));
    let whole = lines.next().unwrap_or_default();
    let rest = whole.get(line.len()..).unwrap_or("");
    let script = Shares::of(rest).main();
    if let Some((typed, first)) = author_position(line) {
        let next = lines.next().unwrap_or_default();
        let alone = first && rest.trim().is_empty() && !continues(analysis, offset, &next);
        let before = line[..line.len() - typed.len()].to_owned();
        return Some(Place::Author(Author { typed: typed.to_owned(), alone, first, before, script }));
    }
    let lang =
        analysis.entry_at(offset).and_then(|at| at.entry.reference.lang).or_else(|| Lang::detect(line));
    let typed = line.rsplit(is_sign).next().unwrap_or("").trim_start();
    let fine = typed.chars().count() <= LONGEST_NAME && !typed.is_empty();
    fine.then(|| Place::Field(Field { typed: typed.to_owned(), lang }))
}

/// Whether the entry at `offset` goes on in the next line.
fn continues(analysis: &Analysis, offset: TextSize, next: &str) -> bool {
    let end = analysis.entry_at(offset).map(|at| at.range().end);
    !next.trim().is_empty() && end.is_some_and(|end| end > offset)
}

/// A sign between fields.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | '،' | ':' | ';' | '؛' | '(' | ')' | '[' | ']' | '«' | '»' | '"' | '“' | '”' | '*' | '/'
    )
}

/// Whether a line is no more than the number of an entry so far: "[3", "12".
fn is_number(line: &str) -> bool {
    let line =
        line.trim_start_matches(|c: char| c.is_whitespace() || is_bidi_control(c) || matches!(c, '[' | '('));
    !line.is_empty() && line.chars().all(|c| digit_value(c).is_some())
}

/// Whether the last word is an address or an identifier.
fn inside_address(line: &str) -> bool {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or("");
    word.contains("://") || word.starts_with("10.") || word.starts_with("www.")
}

/// The key being typed at the end of `line`, and whether it follows `@`.
fn open_key(format: Format, line: &str) -> Option<(&str, bool)> {
    match format {
        Format::Markdown => {
            let (before, key) = line.rsplit_once('@')?;
            let free = !before.chars().next_back().is_some_and(char::is_alphanumeric);
            (free && key.chars().all(is_key)).then_some((key, true))
        }
        Format::Latex => {
            let (before, inside) = line.rsplit_once('{')?;
            let command = before.rsplit_once('\\')?.1;
            let name: String = command.chars().take_while(char::is_ascii_alphabetic).collect();
            let cites = name.to_ascii_lowercase().contains("cite") && !inside.contains('}');
            let key = inside.rsplit(',').next().unwrap_or("").trim_start();
            (cites && key.chars().all(is_key)).then_some((key, false))
        }
        Format::Plain => None,
    }
}

/// Whether a character may stand in a key, as pandoc has it.
pub(super) fn is_key(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '_' | ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/')
        || c == '\u{200c}'
}

/// The name being typed in a citation bracket that is open at the end of `line`: the words since the bracket or the
/// last separator.
fn open_citation(line: &str) -> Option<&str> {
    let inside = open_bracket(line, &['(', '['])?;
    let typed = without_see(inside.rsplit([';', '؛']).next().unwrap_or(inside).trim_start());
    // Behind the name a year is typed, which nothing here completes.
    let name = !typed.chars().any(|c| digit_value(c).is_some());
    (name && !begins_small(typed) && typed.chars().count() <= LONGEST_NAME).then_some(typed)
}

/// What stands in the bracket that is open at the end of `line`, one of `signs`.
fn open_bracket<'l>(line: &'l str, signs: &[char]) -> Option<&'l str> {
    let open = line.rfind(['(', '[']).filter(|at| line[*at..].starts_with(signs))?;
    let (before, inside) = (&line[..open], &line[open + 1..]);
    // What a command of LaTeX is told, a note, and the box of a task are no citations.
    let square = line[open..].starts_with('[');
    let task = matches!(before.trim(), "-" | "*" | "+") || inside.starts_with('^');
    let other = square && (is_command(before) || task);
    (!inside.contains([')', ']']) && !other).then_some(inside)
}

/// The number or name being typed in a square bracket that is open at the end of `line`.
fn open_number(line: &str) -> Option<&str> {
    let inside = open_bracket(line, &['['])?;
    let typed = inside.rsplit([';', '؛', ',', '،', '-', '–']).next().unwrap_or(inside).trim_start();
    (typed.chars().count() <= LONGEST_NAME).then_some(typed)
}

/// Whether the last word of a line is an address with brackets.
fn is_in_address(line: &str) -> bool {
    line.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains("://"))
}

/// Whether a line ends in the target of a link: `[text](`.
fn is_target(line: &str) -> bool {
    let open = line.rfind('(').filter(|at| line[..*at].ends_with(']'));
    open.is_some_and(|at| !line[at..].contains(')'))
}

/// Whether a text ends in a command of LaTeX with its arguments.
fn is_command(before: &str) -> bool {
    let name = before.trim_end_matches(['}', '*']).trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    before.ends_with('}') || name.ends_with('\\') && name.len() < before.len()
}

/// What is cited without the words that send to it: "see", "e.g.", «نک.», «به نقل از». A word that the cursor touches may
/// become a name.
fn without_see(typed: &str) -> &str {
    let tokens = Tokens::new(typed);
    let mut at = 0;
    while let Some(token) = tokens.get(at).filter(|token| token.kind == TokenKind::Word) {
        let signs = tokens[(at + token.run()).min(tokens.len())..].iter();
        let signs = signs.take_while(|t| matches!(t.kind, TokenKind::Sign('.' | ',' | '،' | ':'))).count();
        let next = at + token.run() + signs;
        let ends = tokens.get(next.saturating_sub(1)).is_none_or(|t| t.span.end as usize == typed.len());
        if !token.means(|s| matches!(s, Sense::See | Sense::Secondary)) || ends {
            break;
        }
        at = next;
    }
    match tokens.get(at) {
        Some(token) => &typed[token.span.start as usize..],
        None => &typed[typed.len()..],
    }
}

/// Whether a text begins with one of the small words of a language, and is no name then: "because", «که در».
fn begins_small(typed: &str) -> bool {
    let tokens = Tokens::new(typed);
    tokens.first().is_some_and(|token| {
        let whole = (token.span.end as usize) < typed.len();
        let capital = token.span.of(typed).starts_with(char::is_uppercase);
        let small = token.means(|s| matches!(s, Sense::FunctionWord | Sense::Ibid | Sense::Idem));
        whole && small && !capital && !token.means(|s| s == Sense::Particle)
    })
}

/// The name being typed where an author stands, and whether it is the first one: everything from the start of the entry on
/// is names so far.
fn author_position(line: &str) -> Option<(&str, bool)> {
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
    if !names || body.chars().count() > LONGEST_NAMES {
        return None;
    }
    // Behind a conjunction or separator the next name begins.
    let mut start = 0;
    for (at, word) in words(body) {
        let ended = at + word.len() < body.len();
        if ended && (Lexicon::get().means(word, |s| s == Sense::And) || word == "&") {
            start = at + word.len();
        }
    }
    let separator =
        body.rfind(['؛', ';']).map_or(0, |at| at + body[at..].chars().next().map_or(0, char::len_utf8));
    let start = start.max(separator);
    let start = start + behind_names(&body[start..]);
    Some((body[start..].trim_start(), start == 0))
}

/// Where the name that is being typed begins behind whole ones: «شایگان، داریوش، », "F. Blaabjerg, ".
fn behind_names(names: &str) -> usize {
    let mut start = 0;
    let mut whole = false;
    for (at, comma) in names.match_indices([',', '،']) {
        let name = &names[start..at];
        // Behind its comma a given name follows, unless the name has its own before it.
        whole = whole || has_own_initials(name);
        match whole {
            true => (start, whole) = (at + comma.len(), false),
            false => whole = true,
        }
    }
    start
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// The letters at the end of a line.
fn last_word(line: &str) -> &str {
    line.rsplit(|c: char| !is_letter(c) && c != '\u{200c}' && c != '-').next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing;
    use super::*;

    fn at(text: &str) -> Option<Place> {
        let (analysis, offset) = testing::at(text, text);
        Place::at(&analysis, offset)
    }

    #[test]
    fn what_is_typed_depends_on_where() {
        let list = "# References\n\nWalt, Stephen (1987). The Origins of Alliances. Ithaca: Cornell University Press.\n\n";
        assert_eq!(at(&format!("States (Wa$0\n\n{list}")), Some(Place::Citation("Wa".into())));
        assert_eq!(at(&format!("As Walt$0\n\n{list}")), Some(Place::Prose("Walt".into())));
        assert_eq!(at(&format!("As Wa$0\n\n{list}")), None);
        assert_eq!(
            at(&format!("See @wal$0\n\n{list}")),
            Some(Place::Key { typed: "wal".into(), in_prose: true })
        );
        assert_eq!(at(&format!("mail me@wal$0\n\n{list}")), None);
        let author = |typed: &str, alone, first, script| {
            let before = if first { "" } else { "- Gilpin and " }.to_owned();
            Some(Place::Author(Author { typed: typed.into(), alone, first, before, script }))
        };
        assert_eq!(at(&format!("{list}Buz$0\n")), author("Buz", true, true, None));
        let (analysis, offset) = testing::in_format(
            "منابع\n\nبوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: نی.\n\nBuz$0",
            Format::Plain,
        );
        assert!(matches!(Place::at(&analysis, offset), Some(Place::Author(author)) if author.alone));
        assert_eq!(at(&format!("{list}- Gilpin and Buz$0\n")), author("Buz", false, false, None));
        assert_eq!(
            at(&format!("{list}Buz$0 (۱۳۸۹). مردم. تهران: نی.\n")),
            author("Buz", false, true, Some(Script::Arabic))
        );
        assert!(
            matches!(at(&format!("{list}Gilpin, R. (1981). War. Camb$0\n")), Some(Place::Field(f)) if f.typed == "Camb")
        );
        assert_eq!(at(&format!("{list}Gilpin, R. (1981). War. https://doi.org/10.10$0\n")), None);
    }
}
