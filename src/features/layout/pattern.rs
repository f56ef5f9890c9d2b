//! The order of fields in an entry and what stands between them, as the list writes its own or as a language has it.

use crate::library::Work;
use crate::model::EntryAt;
use crate::syntax::{Kind, Label};

/// Fields with what stands before each, and what stands at the end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pattern {
    pieces: Vec<(String, Label)>,
    end: String,
}

/// More text between two fields is no form of the list but something that was not read.
const LONGEST_BETWEEN: usize = 40;

/// Openings with their closings; `\emph{` and its like count as a brace.
const PAIRS: [(char, char); 8] =
    [('(', ')'), ('[', ']'), ('«', '»'), ('“', '”'), ('"', '"'), ('*', '*'), ('_', '_'), ('{', '}')];

impl Pattern {
    /// The pattern of an entry; `None` where it has something that other works would not have.
    pub(super) fn of_entry(at: &EntryAt<'_>, source: &str) -> Option<Pattern> {
        let entry = at.entry;
        let mut fields: Vec<(Label, crate::text::Local)> = Vec::new();
        for field in &entry.reference.fields {
            let odd = matches!(field.label, Label::Note | Label::Genre | Label::Url);
            if odd || fields.iter().any(|(label, _)| *label == field.label) {
                return None;
            }
            fields.push((field.label, entry.view.source(field.span)));
        }
        if !(fields.len() >= 3 && fields.iter().any(|(label, _)| *label == Label::Title)) {
            return None;
        }
        let mut end = entry.piece.span.start;
        let mut pieces = Vec::new();
        for (label, span) in fields {
            let between = source.get(end as usize..span.start as usize)?;
            pieces.push((plain(between)?, label));
            end = span.end;
        }
        let rest = source.get(end as usize..entry.piece.span.end as usize)?;
        let pattern = Pattern { pieces, end: plain(without_comment(rest).trim_end())? };
        pattern.is_balanced().then_some(pattern)
    }

    /// The pattern of a text with the names of fields in braces.
    pub(super) fn of_layout(layout: &str) -> Pattern {
        let mut pieces = Vec::new();
        let mut before = String::new();
        let mut parts = layout.split('{');
        before.push_str(parts.next().unwrap_or(""));
        for part in parts {
            let (name, after) = part.split_once('}').unwrap_or((part, ""));
            if let Some(label) = Label::named(name) {
                pieces.push((std::mem::take(&mut before), label));
            }
            before.push_str(after);
        }
        Pattern { pieces, end: before }
    }

    /// The pattern with a field behind the title, where it has none of these, and what stands before it elsewhere.
    pub(super) fn with(mut self, label: Label, other: &Pattern) -> Pattern {
        let lent = other.pieces.iter().find(|(_, own)| *own == label).filter(|_| !self.has(label));
        let title = self.pieces.iter().position(|(_, own)| *own == Label::Title);
        if let (Some((before, _)), Some(at)) = (lent, title) {
            // The sign behind the title in this list stands before the field, and again behind it.
            let behind = self.pieces.get(at + 1).map_or(self.end.clone(), |(before, _)| before.clone());
            let closing: String =
                behind.chars().take_while(|c| PAIRS.iter().any(|(_, close)| close == c)).collect();
            let mut signs: String = behind[closing.len()..]
                .chars()
                .take_while(|c| !c.is_alphabetic() && !c.is_whitespace())
                .collect();
            // A bracket stands behind the title: its sign is that behind the bracket.
            if signs.is_empty() {
                let later = self.pieces[at + 1..].iter().map(|(before, _)| before.as_str());
                let later = later.chain([self.end.as_str()]).flat_map(str::chars);
                signs.extend(later.into_iter().find(|c| matches!(c, '.' | ',' | '،')));
            }
            let cue: String = before.chars().skip_while(|c| !c.is_alphabetic()).collect();
            self.pieces.insert(at + 1, (format!("{closing}{signs} {cue}"), label));
            if let Some((next, _)) = self.pieces.get_mut(at + 2) {
                *next = next[closing.len()..].to_owned();
            }
        }
        self
    }

    /// Whether it says where a field goes.
    pub(super) fn has(&self, label: Label) -> bool {
        self.pieces.iter().any(|(_, own)| *own == label)
    }

    /// For patterns that are as frequent: how many fields it has, and its text.
    pub(super) fn rank(&self) -> (usize, &[(String, Label)], &str) {
        (self.pieces.len(), &self.pieces, &self.end)
    }

    /// Whether every bracket and emphasis that it opens is closed.
    fn is_balanced(&self) -> bool {
        let all: String =
            self.pieces.iter().map(|(before, _)| before.as_str()).chain([self.end.as_str()]).collect();
        is_balanced(&all, &PAIRS)
    }

    /// Whether the pattern says where the fields of such a work go, and where its people.
    pub(super) fn fits(&self, kind: Kind, has_authors: bool) -> bool {
        let has = |label: Label| self.has(label);
        if has(Label::Author) != has_authors || !(has_authors || has(Label::Editor)) {
            return false;
        }
        match kind {
            Kind::Article => has(Label::Container) && !has(Label::Publisher),
            Kind::Chapter => has(Label::Container) && has(Label::Publisher),
            _ => !has(Label::Container) && has(Label::Publisher),
        }
    }

    /// A work in this pattern; `value` gives the text of each field.
    pub(super) fn write(&self, work: &Work, value: impl Fn(&Work, Label) -> Option<String>) -> String {
        let mut out = String::new();
        let mut left: Option<String> = None;
        for (before, label) in &self.pieces {
            let between = match left.take() {
                Some(left) => joined(&left, before),
                None => before.clone(),
            };
            match value(work, *label) {
                Some(text) if out.is_empty() => {
                    out.push_str(opening(&between));
                    out.push_str(&text);
                }
                Some(text) => {
                    push(&mut out, &between);
                    out.push_str(&text);
                }
                None => left = Some(between),
            }
        }
        let end = match left {
            Some(left) => joined(&left, &self.end),
            None => self.end.clone(),
        };
        // A full stop behind an address would become a part of it.
        match out.contains("://") && out.rsplit(' ').next().is_some_and(|last| last.contains("://")) {
            true => out,
            false => {
                push(&mut out, end.trim_end());
                out
            }
        }
    }
}

/// Whether each of these signs is closed in a text as often as it is opened.
pub(super) fn is_balanced(text: &str, pairs: &[(char, char)]) -> bool {
    let count = |sign: char| text.matches(sign).count();
    pairs.iter().all(
        |&(open, close)| {
            if open == close { count(open) % 2 == 0 } else { count(open) == count(close) }
        },
    )
}

/// What may stand before the first field: what opens emphasis or a bracket.
fn opening(text: &str) -> &str {
    let start = text.find(|c: char| c == '\\' || PAIRS.iter().any(|(open, _)| *open == c));
    start.map_or("", |at| &text[at..])
}

/// Text between fields with single spaces; `None` for what is no form.
fn plain(between: &str) -> Option<String> {
    let mut text = String::with_capacity(between.len());
    for c in between.chars() {
        match c.is_whitespace() {
            true if text.ends_with(' ') => {}
            true => text.push(' '),
            false => text.push(c),
        }
    }
    let commented = text.contains("<!--") || text.replace("\\%", "").contains('%');
    let fine = text.len() <= LONGEST_BETWEEN && !commented && !text.contains(|c: char| c.is_numeric());
    fine.then_some(text)
}

/// The end of an entry without the comment behind it.
fn without_comment(end: &str) -> &str {
    let comment = end.find("<!--").or_else(|| end.find('%').filter(|at| !end[..*at].ends_with('\\')));
    comment.map_or(end, |at| &end[..at])
}

/// Adds text, without the sign that the text before it ends in already: "J.", "(2nd ed.)", and without a full stop behind
/// another end of a sentence.
fn push(out: &mut String, text: &str) {
    let first = text.chars().next();
    let doubled =
        first.filter(|c| matches!(c, '.' | '؟' | '?' | '!' | ',' | '،')).filter(|c| out.ends_with(*c));
    let doubled = doubled.or(first.filter(|c| *c == '.' && out.ends_with(['؟', '?', '!', '…'])));
    out.push_str(doubled.map_or(text, |sign| &text[sign.len_utf8()..]));
}

/// What stands between two fields when the one between them is left out: `left` stood before it, `right` behind it.
fn joined(left: &str, right: &str) -> String {
    let (mut left, mut right) = (left.to_owned(), right.to_owned());
    while unwrap(&mut left, &mut right) {}
    // Cue words of what is left out go with it; what closes the field before stays.
    let closing: String = left.chars().take_while(|c| PAIRS.iter().any(|(_, close)| close == c)).collect();
    let rest = &left[closing.len()..];
    // "ed." behind the field before belongs to that.
    let cue = cue_behind(rest);
    let closing = closing + cue;
    let rest = &left[closing.len()..];
    let sign: String = rest.chars().take_while(|c| !c.is_alphabetic()).collect();
    let worded = right.contains(|c: char| c.is_alphabetic());
    let signed = right.trim_start().starts_with(|c: char| !c.is_alphanumeric());
    match (worded, signed) {
        (false, _) if !cue.is_empty() && !right.is_empty() => closing + " ",
        (true, true) => closing + &right,
        // "ed." behind what is left out goes with it.
        (true, false) if !cue_behind(&right).is_empty() => closing + &sign,
        (true, false) => format!("{closing}{} {}", sign.trim_end(), right.trim_start()),
        (false, _) if sign.trim().is_empty() => closing + &right,
        // The end of an entry says more than what stood before its last field.
        (false, _)
            if right.trim().chars().all(|c| c == '.') && !right.is_empty() && !right.ends_with(' ') =>
        {
            closing + &right
        }
        (false, _) => closing + &sign,
    }
}

/// Words behind a field with the sign that ends them: " ed." of " ed. ".
fn cue_behind(text: &str) -> &str {
    let word = text.trim_start().starts_with(char::is_alphabetic);
    let end = text.trim_end();
    let signed = end.ends_with(['.', ',', '،', ':', ';', '؛']);
    if word && signed { end } else { "" }
}

/// Takes a bracket away that opens in `left` and closes in `right`.
fn unwrap(left: &mut String, right: &mut String) -> bool {
    let Some(close) = right.chars().next() else { return false };
    let Some((open, _)) = PAIRS.iter().find(|(_, own)| *own == close) else { return false };
    let Some(at) = left.rfind(*open) else { return false };
    let mut start = at;
    if *open == '{' {
        let command = left[..at].trim_end_matches(|c: char| c.is_ascii_alphabetic());
        start = command.strip_suffix('\\').map_or(at, str::len);
    }
    left.replace_range(start..at + open.len_utf8(), "");
    right.replace_range(..close.len_utf8(), "");
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextRange;

    fn check(layout: &str, fields: &[(Label, &str)], expected: &str) {
        let mut work = Work::new(TextRange::default());
        fields.iter().for_each(|(label, value)| work.add(*label, value));
        let value = |work: &Work, label| work.value(label).map(str::to_owned);
        assert_eq!(Pattern::of_layout(layout).write(&work, value), expected);
    }

    #[test]
    fn what_is_missing_takes_its_signs_along() {
        use Label::{
            Author, Container, Date, Doi, Issue, Location, Pages, Publisher, Title, Translator, Volume,
        };
        let article =
            "{author} ({date}). {title}. *{container}*, {volume}({issue}), {pages}. https://doi.org/{doi}";
        let all = [
            (Author, "Walt"),
            (Date, "1987"),
            (Title, "Origins"),
            (Container, "World"),
            (Volume, "3"),
            (Issue, "2"),
            (Pages, "1-9"),
            (Doi, "10.1000/1"),
        ];
        check(article, &all, "Walt (1987). Origins. *World*, 3(2), 1-9. https://doi.org/10.1000/1");
        let without = |labels: &[Label]| -> Vec<(Label, &str)> {
            all.iter().copied().filter(|(label, _)| !labels.contains(label)).collect()
        };
        check(article, &without(&[Issue, Doi]), "Walt (1987). Origins. *World*, 3, 1-9.");
        check(article, &without(&[Date, Doi]), "Walt. Origins. *World*, 3(2), 1-9.");
        check(article, &without(&[Volume, Issue, Pages, Doi]), "Walt (1987). Origins. *World*.");
        let book = "{author} ({date}). {title}. ترجمه {translator}. {location}: {publisher}.";
        let short = [(Author, "بوزان"), (Date, "۱۳۸۹"), (Title, "مردم"), (Publisher, "نی")];
        check(book, &short, "بوزان (۱۳۸۹). مردم. نی.");
        let placed = [(Author, "بوزان"), (Title, "مردم"), (Translator, "گروه"), (Location, "تهران")];
        check(book, &placed, "بوزان. مردم. ترجمه گروه. تهران.");
        let edition = "{author} ({date}). {title}. {edition} ed. {location}: {publisher}.";
        let place =
            [(Author, "Walt"), (Date, "1987"), (Title, "Origins"), (Location, "Ithaca"), (Publisher, "CUP")];
        check(edition, &place, "Walt (1987). Origins. Ithaca: CUP.");
        let second = [(Author, "Walt"), (Title, "Origins"), (Label::Edition, "2nd"), (Publisher, "CUP")];
        check(edition, &second, "Walt. Origins. 2nd ed. CUP.");
        assert_eq!(joined(", \\emph{", "}, "), ", ");
        assert_eq!(joined("»، ", "، تهران: "), "»، تهران: ");
    }
}
