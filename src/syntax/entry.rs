//! Where one entry ends and the next begins inside a block of a reference list.

use super::Tokens;
use super::name::is_initials;
use super::token::Token;
use crate::lang::{Lexicon, Sense};
use crate::markup::{Block, Kind, Mark, MarkKind};
use crate::text::{Local, digit_value, is_bidi_control};

/// One entry of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its text in the block, without number, bullet and surrounding white space.
    pub span: Local,
    /// The number written before it.
    pub number: Option<u32>,
    /// The key that it can be cited by.
    pub key: Option<String>,
    /// Whether its two ends are certain.
    pub sure: bool,
}

/// Cuts a block of a reference list into entries. Every block with a letter or digit gives at least one.
pub fn split(source: &str, block: &Block) -> Vec<Piece> {
    let inner = without_layout(source, block);
    let content = inner.of(source);
    let base = inner.start as usize;
    let (key, number) = match &block.kind {
        Kind::Keyed { key } => (Some(key.of(source).trim().to_owned()), None),
        Kind::Item { number } => (None, *number),
        _ => (None, None),
    };
    let single = matches!(block.kind, Kind::Keyed { .. } | Kind::Item { .. } | Kind::Note);
    let lines: Vec<(usize, &str)> = lines(content).filter(|(_, line)| has_substance(line)).collect();
    if single || lines.len() < 2 {
        return piece(content, base, number, key, true).into_iter().collect();
    }
    let (starts, sure) = entry_starts(&lines);
    let mut pieces = Vec::new();
    for (n, &start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(content.len());
        pieces.extend(piece(&content[start..end], base + start, None, None, sure));
    }
    pieces
}

/// The content of a block without the layout commands at its two ends: `\noindent`, `\par`.
fn without_layout(source: &str, block: &Block) -> Local {
    let mut inner = block.content;
    let layout = |mark: &&Mark| {
        let text = mark.span.of(source);
        let alone = source[mark.span.end as usize..].starts_with(['\n', '\r']);
        match mark.kind {
            MarkKind::Syntax => {
                let group = source[mark.span.end as usize..].starts_with('{');
                text.starts_with('\\') && !text.contains(['{', '}']) && !group
            }
            // `\setlength{\parindent}{0pt}` on a line of its own.
            MarkKind::Opaque => text.starts_with('\\') && alone,
            _ => false,
        }
    };
    for mark in block.marks.iter().filter(layout) {
        let before = Local { start: inner.start, end: mark.span.start.max(inner.start) };
        if !before.of(source).trim().is_empty() {
            break;
        }
        inner.start = mark.span.end.max(inner.start);
    }
    for mark in block.marks.iter().rev().filter(layout) {
        let behind = Local { start: mark.span.end.min(inner.end), end: inner.end };
        if !behind.of(source).trim().is_empty() || mark.span.start < inner.start {
            break;
        }
        inner.end = mark.span.start;
    }
    inner
}

/// The lines of a text with their offsets, without their breaks.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(['\n', '\r']).map(move |line| (line.as_ptr() as usize - text.as_ptr() as usize, line))
}

fn has_substance(line: &str) -> bool {
    line.chars().any(char::is_alphanumeric)
}

fn piece(text: &str, base: usize, number: Option<u32>, key: Option<String>, sure: bool) -> Option<Piece> {
    let trimmed = trim(text);
    let start = trimmed.as_ptr() as usize - text.as_ptr() as usize;
    let (label, rest) = match number {
        Some(_) => (number, trimmed),
        None => leading_number(trimmed),
    };
    let start = start + (trimmed.len() - rest.len());
    has_substance(rest).then(|| Piece {
        span: Local::new(base + start, base + start + rest.len()),
        number: label,
        key,
        sure,
    })
}

/// White space and directional marks at both ends are no part of an entry.
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || c == '\u{feff}' || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
    })
}

/// The number that opens an entry — `12.`, `[۱۲]`, `(3)`, `12-` — and the text behind it.
pub(super) fn leading_number(text: &str) -> (Option<u32>, &str) {
    let plain = text.trim_start_matches(is_bidi_control);
    let opened = plain.trim_start_matches(['[', '(']);
    let digits: String =
        opened.chars().map_while(digit_value).filter_map(|d| char::from_digit(d, 10)).collect();
    if digits.is_empty() || digits.len() > 3 {
        return (None, text);
    }
    let width: usize = opened.chars().take(digits.len()).map(char::len_utf8).sum();
    let rest = &opened[width..];
    let bracketed = opened.len() < plain.len();
    let closed = match bracketed {
        true => rest.strip_prefix([']', ')']),
        false => rest.strip_prefix(['.', ')', '-', '–', 'ـ']),
    };
    let behind = closed.filter(|rest| bracketed || rest.starts_with(char::is_whitespace));
    match behind {
        Some(rest) => (digits.parse().ok(), trim(rest)),
        None => (None, text),
    }
}

/// The offsets at which entries start among the lines of one paragraph, and whether that is certain.
///
/// Three layouts are told apart by the paragraph as a whole: numbered lines, hanging indents, and lines that are
/// entries each. Where none shows, the paragraph is one entry; where lines look both ways, the doubt is kept.
fn entry_starts(lines: &[(usize, &str)]) -> (Vec<usize>, bool) {
    // Lines that are broken on purpose are entries each: two spaces in Markdown, two backslashes in LaTeX.
    let broken = |line: &str| line.ends_with("  ") || line.trim_end().ends_with("\\\\");
    if lines[..lines.len() - 1].iter().all(|(_, line)| broken(line)) {
        return (lines.iter().map(|&(at, _)| at).collect(), true);
    }
    let numbered: Vec<usize> =
        lines.iter().filter(|(_, line)| leading_number(trim(line)).0.is_some()).map(|&(at, _)| at).collect();
    if numbered.len() >= 2 || (numbered.len() == 1 && numbered[0] == lines[0].0) {
        return (numbered, true);
    }
    let indented = |line: &str| line.starts_with([' ', '\t', '\u{a0}']);
    let hanging: Vec<usize> = lines.iter().filter(|(_, line)| !indented(line)).map(|&(at, _)| at).collect();
    if hanging.len() < lines.len() && !hanging.is_empty() && hanging[0] == lines[0].0 {
        return (hanging, true);
    }
    // Where most lines begin with names, each line is an entry.
    let named = |line: &str| {
        begins_with_name(line)
            || crate::markup::opens_reference(line)
            || crate::markup::begins_with_dash(line)
    };
    let names = lines.iter().filter(|(_, line)| named(trim(line))).count();
    let each = names >= 2 && names * 2 >= lines.len();
    let opens: Vec<usize> = (0..lines.len()).filter(|&i| i == 0 || opens_entry(lines, i, each)).collect();
    let opens = if each { opens } else { dated_each(lines, opens) };
    let starts: Vec<usize> = opens.iter().map(|&i| lines[i].0).collect();
    // Wrapped lines are of about one length; entries a line each are of many.
    let wrapped = lines[..lines.len() - 1]
        .iter()
        .filter(|(_, line)| (55..=110).contains(&line.chars().count()))
        .count();
    let sure = starts.len() == lines.len() || wrapped + starts.len() >= lines.len();
    (starts, sure)
}

/// Whether a line begins with a name in inverted order, and not with a word that announces something else: «رسالهٔ
/// دکتری جامعه‌شناسی، دانشگاه تهران».
fn begins_with_name(line: &str) -> bool {
    let line = behind_particles(line).unwrap_or(line);
    let head = line.split(['،', ',']).next().unwrap_or("");
    let announces = |s: Sense| {
        matches!(
            s,
            Sense::Organisation | Sense::Genre(_) | Sense::Cue(..) | Sense::Season(_) | Sense::Month(..)
        )
    };
    crate::markup::begins_inverted(line)
        && !Tokens::new(head).first().is_some_and(|token| token.means(announces))
}

/// A line without the particles in small letters before its first name, "de Beauvoir, S.", "al-Ghazali, A.", where
/// initials or a given name follow the comma; a place may begin so as well, "de Janeiro, Brazil".
fn behind_particles(line: &str) -> Option<&str> {
    let tokens = Tokens::new(line);
    let is_small = |token: &Token| token.span.of(line).starts_with(char::is_lowercase);
    let mut at = 0;
    while tokens.get(at).is_some_and(|token| is_small(token) && token.means(|s| s == Sense::Particle)) {
        at += tokens[at].run();
        at += usize::from(tokens.get(at).is_some_and(|token| token.is_sign('-')));
    }
    let name = tokens.get(at).filter(|token| at > 0 && !is_small(token))?;
    let name = &line[name.span.start as usize..];
    let given = name.split([',']).nth(1)?.split(['.', '(']).next()?.trim();
    let known = Lexicon::get().means(given.split(' ').next()?, |s| s == Sense::Given);
    (known || is_initials(given)).then_some(name)
}

/// The openings between which each run of lines has a year: where one has none, lines are one entry's.
fn dated_each(lines: &[(usize, &str)], opens: Vec<usize>) -> Vec<usize> {
    let dated = |from: usize, to: usize| lines[from..to].iter().any(|(_, line)| is_dated(line));
    let mut kept: Vec<usize> = Vec::with_capacity(opens.len());
    for (n, &at) in opens.iter().enumerate() {
        let end = opens.get(n + 1).copied().unwrap_or(lines.len());
        if kept.last().is_none_or(|&last| dated(last, at) && dated(at, end)) {
            kept.push(at);
        }
    }
    kept
}

/// Whether a line has a year, or says that there is none; the digits of addresses are no years.
fn is_dated(line: &str) -> bool {
    let undated = || Tokens::new(line).iter().any(|token| token.means(|s| s == Sense::NoDate));
    has_year(line.split("http").next().unwrap_or(line)) || undated()
}

/// Whether a line begins with a name in inverted order whose given name is known, behind one that asks for no more.
fn surely_opens(before: &str, line: &str) -> bool {
    let joins = before.ends_with(['،', ',', '&', '؛', ';', '-', '–', ':', '«', '('])
        || Tokens::new(before).last().is_some_and(|token| token.means(|s| s == Sense::And));
    let given = line.split(['،', ',']).nth(1).map(str::trim_start).unwrap_or("");
    let given = given.split([' ', '.', '(']).next().unwrap_or("");
    !joins && begins_with_name(line) && Lexicon::get().means(given, |s| s == Sense::Given)
}

/// Whether a line has its year among its first words, as an entry has that begins with an organisation: "FAO. 2018."
fn dated_head(line: &str) -> bool {
    let end = line.match_indices(' ').nth(HEAD_WORDS - 1).map_or(line.len(), |(at, _)| at);
    let first = line.split(' ').next().unwrap_or("");
    first.chars().filter(|c| c.is_alphabetic()).count() > 1 && has_year(&line[..end])
}

/// How many words the head of an entry has, with its year.
const HEAD_WORDS: usize = 4;

/// Whether line `i` opens an entry: it begins with a capital or a letter without case, the line before it is closed,
/// and it has a year of its own or begins with an inverted name. `each` says that most lines of the paragraph do.
fn opens_entry(lines: &[(usize, &str)], i: usize, each: bool) -> bool {
    let line = trim(lines[i].1);
    let before = trim(lines[i - 1].1);
    let name = behind_particles(line).unwrap_or(line);
    let capital =
        name.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
    let closed = before.ends_with(['.', '»', '”', ')', '/', ']', '؟', '?']) || before.chars().count() < 40;
    let inverted = begins_with_name(line);
    let dated = is_dated(line);
    // A line as long as editors wrap at may go on: then only a name shows that another entry begins.
    let full = !each && (50..=110).contains(&before.chars().count());
    // Two lines with a year each are two entries: one that is wrapped has its year in one place.
    let both = dated && is_dated(before);
    let opened = if full {
        inverted || both || crate::markup::opens_reference(line) || dated_head(line)
    } else {
        inverted || dated
    };
    if crate::markup::begins_with_dash(line) || (capital && surely_opens(before, line)) {
        return true;
    }
    // A cue without its address ends some entries: "Available at:".
    capital && ((closed && opened) || (before.ends_with(':') && inverted && dated))
}

/// Whether a text has a number of four digits that can be a year.
pub(super) fn has_year(text: &str) -> bool {
    let mut run = 0u32;
    let mut value = 0u32;
    for c in text.chars().chain([' ']) {
        match digit_value(c) {
            Some(d) => {
                run += 1;
                value = value.saturating_mul(10).saturating_add(d);
            }
            None => {
                if run == 4 && super::date::is_year(value) {
                    return true;
                }
                (run, value) = (0, 0);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Option<u32>)]) {
        let block = Block {
            kind: Kind::Paragraph,
            content: Local::new(0, text.len()),
            marks: Vec::new(),
            keys: Vec::new(),
        };
        let pieces = split(text, &block);
        let found: Vec<_> = pieces.iter().map(|p| (p.span.of(text), p.number)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn paragraphs_are_cut_by_their_layout() {
        check(
            "[۱] الف، ب (۱۳۸۹).\n[۲] پ، ت (۱۳۹۰).",
            &[("الف، ب (۱۳۸۹).", Some(1)), ("پ، ت (۱۳۹۰).", Some(2))],
        );
        check(
            "Walt, S. (1987). The\n  origins.\nWaltz, K. (1979). X.",
            &[("Walt, S. (1987). The\n  origins.", None), ("Waltz, K. (1979). X.", None)],
        );
        check(
            "Walt, S. (1987). The origins of alliances and what came of\nthem later. Ithaca.",
            &[("Walt, S. (1987). The origins of alliances and what came of\nthem later. Ithaca.", None)],
        );
        check(
            "الف، ب (۱۳۸۹). کتاب. تهران: نی.\nپ، ت (۱۳۹۰). کتاب. تهران: نی.",
            &[("الف، ب (۱۳۸۹). کتاب. تهران: نی.", None), ("پ، ت (۱۳۹۰). کتاب. تهران: نی.", None)],
        );
        check("یک، ب. کتاب.  \nدو، پ. کتاب.", &[("یک، ب. کتاب.", None), ("دو، پ. کتاب.", None)]);
        check(
            "مشفق، محمود. ۱۳۸۹. «مهاجرت».\nرسالهٔ دکتری جمعیت‌شناسی، دانشگاه تهران.",
            &[("مشفق، محمود. ۱۳۸۹. «مهاجرت».\nرسالهٔ دکتری جمعیت‌شناسی، دانشگاه تهران.", None)],
        );
        check(
            "مقصودی، مجتبی (۱۳۸۰)، تحولات قومی، مؤسسه مطالعات ملی\nیوسفی، علی. «هویت». ۱۳۸۰.",
            &[
                ("مقصودی، مجتبی (۱۳۸۰)، تحولات قومی، مؤسسه مطالعات ملی", None),
                ("یوسفی، علی. «هویت». ۱۳۸۰.", None),
            ],
        );
        check(
            "English, M. 1990. Deficit irrigation. I: Analytical framework. Journal\nof Irrigation and Drainage Engineering, 116(3): 399-412.\nFAO. 2018. The State of Food and Agriculture: Migration.",
            &[
                (
                    "English, M. 1990. Deficit irrigation. I: Analytical framework. Journal\nof Irrigation and Drainage Engineering, 116(3): 399-412.",
                    None,
                ),
                ("FAO. 2018. The State of Food and Agriculture: Migration.", None),
            ],
        );
        check(
            "Adler, P. The market. Sage, 2001.\nde Beauvoir, S. The Second Sex. Vintage, 1989.\nal-Ghazali, A. H. Revival. Dar, 1998.",
            &[
                ("Adler, P. The market. Sage, 2001.", None),
                ("de Beauvoir, S. The Second Sex. Vintage, 1989.", None),
                ("al-Ghazali, A. H. Revival. Dar, 1998.", None),
            ],
        );
        check(
            "Adler, P. The market. Proceedings of the meeting in Rio\nde Janeiro, Brazil. 2001.",
            &[("Adler, P. The market. Proceedings of the meeting in Rio\nde Janeiro, Brazil. 2001.", None)],
        );
        check("  12. Walt (1987).  ", &[("Walt (1987).", Some(12))]);
    }
}
