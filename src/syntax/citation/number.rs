//! Numeric citations: `[12]`, `[۳، ۵–۷]`.

use super::{Citation, CitationKind, Target, Work};
use crate::lang::{Sense, Sought};
use crate::markup::View;
use crate::syntax::Tokens;
use crate::syntax::token::TokenKind;
use crate::text::{Local, digit_value};

/// The longest span that a range of numbers is read as: `[3–40]` yes, `[1900–2000]` no.
const LONGEST_RANGE: u32 = 60;

/// Finds them; whether a number has an entry is not asked here.
pub(super) fn find(view: &View, found: &mut Vec<Citation>) {
    let text = &view.text;
    let mut at = 0;
    let mut before: Option<(u32, usize)> = None;
    while let Some(open) = memchr::memchr(b'[', &text.as_bytes()[at..]).map(|n| at + n) {
        at = open + 1;
        let Some(close) = text[at..].find([']', '[']).map(|n| at + n) else { return };
        if !text[close..].starts_with(']') || text[close + 1..].starts_with(['(', ':']) {
            continue;
        }
        if let Some(mut works) = numbers(&text[at..close], at) {
            let alone = single(&works);
            works.extend(between(text, before, alone, open));
            before = alone.map(|number| (number, close + 1));
            found.push(Citation { kind: CitationKind::Number, span: Local::new(open, close + 1), works });
        }
        at = close + 1;
    }
}

/// The number of a bracket with one.
fn single(works: &[Work]) -> Option<u32> {
    match works {
        [Work { target: Target::Number(number), .. }] => Some(*number),
        _ => None,
    }
}

/// "[1]–[3]": the works between two brackets with one number each that a dash joins; `before` is the first number, with its
/// end.
fn between(text: &str, before: Option<(u32, usize)>, number: Option<u32>, open: usize) -> Vec<Work> {
    let (Some((first, end)), Some(last)) = (before, number) else { return Vec::new() };
    let dash = matches!(text[end..open].trim(), "-" | "–" | "—" | "‐" | "‑");
    let fits = dash && first < last && last - first <= LONGEST_RANGE;
    let span = Local::new(end, open);
    (first + 1..last).filter(|_| fits).map(|n| work(n, span)).collect()
}

fn numbers(text: &str, base: usize) -> Option<Vec<Work>> {
    let mut works = Vec::new();
    let text = &text[..locator(text).unwrap_or(text.len())];
    let joined = |c: char| matches!(c, ',' | '،' | ';' | '؛');
    for part in text.split(joined).flat_map(|part| part.split(" و ")).flat_map(|part| part.split(" and ")) {
        let place = |part: &str| {
            let start = base + (part.as_ptr() as usize - text.as_ptr() as usize);
            Local::new(start, start + part.len())
        };
        let ends: Vec<&str> = part.split(['-', '–', '—', '‐', '‑']).map(str::trim).collect();
        match ends[..] {
            [one] => works.push(work(number(one)?, place(one))),
            [from, to] => {
                let (first, last) = (number(from)?, number(to)?);
                if first >= last || last - first > LONGEST_RANGE {
                    return None;
                }
                works.push(work(first, place(from)));
                works.extend((first + 1..last).map(|n| work(n, place(part.trim()))));
                works.push(work(last, place(to)));
            }
            _ => return None,
        }
    }
    Some(works)
}

/// Where the place in a work begins: «۱، ص ۱۲», "16, p. 45", «۱: ۱۲».
fn locator(text: &str) -> Option<usize> {
    if let Some(colon) = text.find(':') {
        return number(&text[..colon]).map(|_| colon);
    }
    let cue = |at: usize| {
        let tokens = Tokens::new(&text[at..]);
        let pages = |s| matches!(s, Sense::Cue(Sought::Pages | Sought::Volume | Sought::Chapter, _));
        tokens.first().is_some_and(|first| first.means(pages))
            && tokens.iter().any(|t| t.kind == TokenKind::Number)
    };
    let commas = text.match_indices([',', '،']);
    commas.map(|(at, comma)| (at, at + comma.len())).find(|&(_, behind)| cue(behind)).map(|(at, _)| at)
}

fn work(number: u32, span: Local) -> Work {
    Work { target: Target::Number(number), sure: true, ..Work::at(span) }
}

fn number(text: &str) -> Option<u32> {
    let digits: Option<Vec<u32>> = text.trim().chars().map(digit_value).collect();
    let digits = digits.filter(|d| (1..=3).contains(&d.len()))?;
    Some(digits.into_iter().fold(0, |n, d| n * 10 + d)).filter(|&n| n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ranges_are_read() {
        for (text, expected) in [
            ("چنان‌که [۱۲] آمده", vec![12]),
            ("see [3, 5–7]", vec![3, 5, 6, 7]),
            ("«۱، ص ۱۲» [۱، ص ۱۲]", vec![1]),
            ("[16, pp. 45-47]", vec![16]),
            ("[۲، ۵، ج ۲، ص ۹۸–۱۰۲]", vec![2, 5]),
            ("[۳: ۱۲]", vec![3]),
            ("[۲ و ۳]", vec![2, 3]),
            ("[10:30]", vec![10]),
            ("[1]–[4] and [6], [7]", vec![1, 4, 2, 3, 6, 7]),
            ("[p. 45]", vec![]),
            ("[1987]", vec![]),
            ("[a]", vec![]),
            ("[1](x)", vec![]),
            ("[0]", vec![]),
        ] {
            let mut found = Vec::new();
            find(&View::plain(text), &mut found);
            let numbers: Vec<u32> = found
                .iter()
                .flat_map(|c| &c.works)
                .filter_map(|w| if let Target::Number(n) = w.target { Some(n) } else { None })
                .collect();
            assert_eq!(numbers, expected, "{text}");
        }
    }
}
