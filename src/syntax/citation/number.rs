//! Numeric citations: `[12]`, `[۳، ۵–۷]`.

use super::{Citation, CitationKind, Target, Work};
use crate::markup::View;
use crate::text::{Local, digit_value};

/// The longest span that a range of numbers is read as: `[3–40]` yes, `[1900–2000]` no.
const LONGEST_RANGE: u32 = 60;

/// Finds them; whether a number has an entry is not asked here.
pub(super) fn find(view: &View, found: &mut Vec<Citation>) {
    let text = &view.text;
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'[', &text.as_bytes()[at..]).map(|n| at + n) {
        at = open + 1;
        let Some(close) = text[at..].find([']', '[']).map(|n| at + n) else { return };
        if !text[close..].starts_with(']') || text[close + 1..].starts_with(['(', ':']) {
            continue;
        }
        if let Some(works) = numbers(&text[at..close], at) {
            found.push(Citation { kind: CitationKind::Number, span: Local::new(open, close + 1), works });
        }
        at = close + 1;
    }
}

fn numbers(text: &str, base: usize) -> Option<Vec<Work>> {
    let mut works = Vec::new();
    for part in text.split([',', '،', ';', '؛']) {
        let start = base + (part.as_ptr() as usize - text.as_ptr() as usize);
        let span = Local::new(start, start + part.len());
        let ends: Vec<&str> = part.split(['-', '–', '—', '‐', '‑']).map(str::trim).collect();
        match ends[..] {
            [one] => works.push(work(number(one)?, span)),
            [first, last] => {
                let (first, last) = (number(first)?, number(last)?);
                if first >= last || last - first > LONGEST_RANGE {
                    return None;
                }
                works.extend((first..=last).map(|n| work(n, span)));
            }
            _ => return None,
        }
    }
    Some(works)
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
