//! What is set right after the chain has labelled: pieces that are one field, and titles beyond the first.

use super::Tokens;
use super::reference::{Field, Label};
use super::token::Token;
use crate::lang::Sense;

/// How much surer a later title must be than one before it to be the title.
const SURER: f32 = 0.15;

/// The fields, sorted by place, with pieces joined, dates with both of their brackets, and one title at most.
pub(super) fn repair(tokens: &Tokens, fields: Vec<Field>) -> Vec<Field> {
    let mut fields = joined(tokens, fields);
    fields.iter_mut().for_each(|field| keep_brackets(tokens, field));
    name_author(&mut fields);
    let mut titles = fields.iter().filter(|field| field.label == Label::Title);
    let Some(&first) = titles.next() else { return fields };
    let title = titles.fold(
        first,
        |best, &title| {
            if title.confidence > best.confidence + SURER { title } else { best }
        },
    );
    fields.retain(|field| field.label != Label::Title || field.span == title.span);
    fields
}

/// What stands before the date of an entry whose title stands behind it is the author: a long name of an organisation reads
/// like a title.
fn name_author(fields: &mut [Field]) {
    if let [first, date, title, ..] = fields
        && (first.label, date.label, title.label) == (Label::Title, Label::Date, Label::Title)
    {
        first.label = Label::Author;
    }
}

/// A date that holds one bracket of a pair takes in the other one beside it: "(1892) 1966", "1977 [1807]".
fn keep_brackets(tokens: &Tokens, field: &mut Field) {
    if field.label != Label::Date {
        return;
    }
    let (from, end) = (tokens.at(field.span.start as usize), tokens.at(field.span.end as usize));
    let count = |sign| tokens[from..end].iter().filter(|token| token.is_sign(sign)).count();
    let beside = |i: Option<usize>, sign| i.and_then(|i| tokens.get(i)).filter(|token| token.is_sign(sign));
    for (open, close) in [('(', ')'), ('[', ']')] {
        let missing = count(close) > count(open);
        if let Some(token) = beside(from.checked_sub(1), open).filter(|_| missing) {
            field.span.start = token.span.start;
        }
        let missing = count(open) > count(close);
        if let Some(token) = beside(Some(end), close).filter(|_| missing) {
            field.span.end = token.span.end;
        }
    }
}

/// Neighbours of one label are one field when only what joins a list stands between them: «زرین؛ آویژه». A title goes on
/// behind a quotation mark.
fn joined(tokens: &Tokens, fields: Vec<Field>) -> Vec<Field> {
    let mut joined: Vec<Field> = Vec::with_capacity(fields.len());
    for field in fields {
        match joined.last_mut().filter(|last| last.label == field.label && goes_on(tokens, last, &field)) {
            Some(last) => {
                last.span.end = field.span.end;
                last.confidence = last.confidence.min(field.confidence);
            }
            None => joined.push(field),
        }
    }
    joined
}

fn goes_on(tokens: &Tokens, field: &Field, next: &Field) -> bool {
    let from = tokens.partition_point(|token| token.span.start < field.span.end);
    let between = &tokens[from..tokens.partition_point(|token| token.span.start < next.span.start)];
    match field.label {
        Label::Author | Label::Editor | Label::Translator | Label::Publisher | Label::Location => {
            between.iter().all(lists)
        }
        Label::Title => between.iter().all(quotes),
        // «۴۱/۶۸», "77.78", "13 and 14"
        Label::Issue => match between {
            [sign] => {
                matches!(sign.sign(), Some('/' | '.' | '،')) && !sign.spaced
                    || sign.means(|s| s == Sense::And)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether a token joins the parts of a list.
fn lists(token: &Token) -> bool {
    matches!(token.sign(), Some('،' | ',' | '؛' | ';' | '/' | '-' | '–' | '&'))
        || token.means(|s| s == Sense::And)
}

fn quotes(token: &Token) -> bool {
    matches!(token.sign(), Some('"' | '\'' | '‘' | '’' | '`' | '´' | '“' | '”' | '\u{2bf}' | '\u{2be}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Local;

    /// Fields in the order of their places, each written as it stands in the text.
    fn check(text: &str, fields: &[(Label, &str, f32)], expected: &[(Label, &str)]) {
        let mut at = 0;
        let fields = fields.iter().map(|&(label, value, confidence)| {
            let start = at + text[at..].find(value).unwrap();
            at = start + value.len();
            Field { label, span: Local::new(start, at), confidence }
        });
        let repaired = repair(&Tokens::new(text), fields.collect());
        let found: Vec<(Label, &str)> = repaired.iter().map(|f| (f.label, f.span.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn lists_are_one_field() {
        use Label::{Location, Publisher, Title};
        check(
            "تهران: زرین؛ آویژه، ۱۳۷۷",
            &[(Location, "تهران", 0.9), (Publisher, "زرین", 0.9), (Publisher, "آویژه", 0.8)],
            &[(Location, "تهران"), (Publisher, "زرین؛ آویژه")],
        );
        check(
            "Berlin and London: A, Oxford",
            &[(Location, "Berlin", 0.9), (Location, "London", 0.9), (Location, "Oxford", 0.9)],
            &[(Location, "Berlin and London"), (Location, "Oxford")],
        );
        check(
            "Imam dar ‘Ayniyat",
            &[(Title, "Imam dar", 0.5), (Title, "Ayniyat", 0.6)],
            &[(Title, "Imam dar ‘Ayniyat")],
        );
    }

    #[test]
    fn dates_keep_both_brackets() {
        let date =
            |text, value, expected| check(text, &[(Label::Date, value, 0.9)], &[(Label::Date, expected)]);
        date("Curzon (1892) 1966. Persia", "1892) 1966", "(1892) 1966");
        date("Hegel 1977 [1807]. Spirit", "1977 [1807", "1977 [1807]");
        date("Hegel (1977 [1807]). Spirit", "1977 [1807", "1977 [1807]");
        date("Walt (1987). Origins", "1987", "1987");
    }

    #[test]
    fn what_stands_before_date_and_title_is_the_author() {
        use Label::{Author, Date, Title};
        check(
            "Site of Yazd. (2017). Plan.",
            &[(Title, "Site of Yazd", 0.6), (Date, "2017", 0.9), (Title, "Plan", 0.9)],
            &[(Author, "Site of Yazd"), (Date, "2017"), (Title, "Plan")],
        );
        check(
            "Plan. (2017).",
            &[(Title, "Plan", 0.6), (Date, "2017", 0.9)],
            &[(Title, "Plan"), (Date, "2017")],
        );
    }

    #[test]
    fn the_first_title_is_the_title_unless_another_is_much_surer() {
        use Label::Title;
        check("کتاب. تهران. چاپ نخست", &[(Title, "کتاب", 0.6), (Title, "چاپ نخست", 0.7)], &[(Title, "کتاب")]);
        check(
            "کتاب. تهران. چاپ نخست",
            &[(Title, "کتاب", 0.4), (Title, "چاپ نخست", 0.9)],
            &[(Title, "چاپ نخست")],
        );
    }
}
