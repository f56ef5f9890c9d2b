//! Ranges of pages that run backwards.

use crate::rules::{Check, EntryCx, Message, Safety, Sink, declare_rule};
use crate::syntax::{Label, TokenKind};
use crate::text::{Local, Script};

declare_rule! {
    /// The first page of a range is larger than the last one.
    ///
    /// ## Why
    /// In a line of Persian text `1-25` shows as `25-1`, and many authors type the range backwards to see it
    /// forwards. What counts is the order in which it is stored: databases and programs read that. In Latin
    /// script `1167–83` is a way to write 1167–1183 and no fault; so is «۴۲۶–۳۲» in Persian, where 426–432 is likelier
    /// than 32–426.
    ///
    /// ## Examples
    /// ```text bad fa
    /// نوری، علیرضا (۱۳۸۹). «سیاست خارجی روسیه»، فصلنامه روابط خارجی، دوره ۴، شماره ۲، صص ۲۸-۹.
    /// ```
    /// ```text bad en
    /// Walt, Stephen (1997). Why alliances endure or collapse. Survival, 39(1), pp. 179–156.
    /// ```
    /// ```text good fa
    /// نوری، علیرضا (۱۳۸۹). «سیاست خارجی روسیه»، فصلنامه روابط خارجی، دوره ۴، شماره ۲، صص ۹-۲۸.
    ///
    /// عزیزی، فریدون (۱۳۹۰). «دیابت در تهران»، مجله غدد درون‌ریز، دوره ۱۳، شماره ۵، صص ۴۲۶–۳۲.
    /// ```
    /// ```text good en
    /// Walt, Stephen (1997). Why alliances endure or collapse. Survival, 39(1), pp. 1167–83.
    /// ```
    ///
    /// ## Fix
    /// Swaps the two numbers, where the range would then be of fewer than 120 pages. Offered only: the range
    /// may also be shortened («209-26») or misprinted.
    pub(crate) PAGES_REVERSED {
        name: "pages-reversed",
        severity: Info,
        fix: Some(Safety::Offered),
        check: Check::Entry(check),
    }
}

/// A range of two whole numbers: their places and values.
struct Range {
    first: (Local, u32),
    last: (Local, u32),
}

fn check(cx: &EntryCx<'_>, sink: &mut Sink<'_>) {
    let text = cx.view.text.as_str();
    let latin = cx.reference.lang.is_some_and(|lang| lang.script() == Script::Latin);
    for field in cx.reference.fields.iter().filter(|f| f.label == Label::Pages && f.confidence >= 0.5) {
        for Range { first, last } in ranges(cx, field.span) {
            let shortened = last.0.of(text).chars().count() < first.0.of(text).chars().count();
            let may_be_short = shortened && (latin || is_likely_short(first.1, last.1));
            if first.1 <= last.1 || first.1 - last.1 >= 400 || may_be_short {
                continue;
            }
            let span = Local { start: first.0.start, end: last.0.end };
            let message =
                Message::new("the pages `{0}` run backwards", "صفحه‌های «{0}» از بزرگ به کوچک آمده‌اند");
            let report = sink.report(span, message.with(span.of(text)));
            if is_plausible(first.1, last.1) {
                let title = Message::new("Swap the two numbers", "جای دو عدد عوض شود");
                report.fix(
                    title,
                    [(first.0, last.0.of(text).to_owned()), (last.0, first.0.of(text).to_owned())],
                );
            }
        }
    }
}

/// The ranges in a field of pages; numbers with letters on them and chains of three are none.
fn ranges(cx: &EntryCx<'_>, field: Local) -> Vec<Range> {
    let tokens = cx.tokens;
    let number = |i: usize| {
        let token = tokens.get(i).filter(|t| field.covers(t.span))?;
        Some((token.span, tokens.number(i)?))
    };
    let dash = |i: usize| {
        tokens.get(i).is_some_and(|t| matches!(t.sign(), Some('-' | '–' | '—' | '‐' | '‑' | '−' | 'ـ')))
    };
    let word = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word && !t.spaced);
    let free = |i: usize| match i.checked_sub(1) {
        Some(before) => !dash(before) && (tokens[i].spaced || tokens[before].kind != TokenKind::Word),
        None => true,
    };
    let starts = (0..tokens.len()).filter(|&i| free(i));
    starts
        .filter_map(|i| {
            let first = number(i)?;
            let signs = (i + 1..).take_while(|&n| dash(n)).count();
            let last = number(i + 1 + signs).filter(|_| signs > 0)?;
            let next = i + 2 + signs;
            (!dash(next) && !word(next)).then_some(Range { first, last })
        })
        .collect()
}

/// The last page of a range whose last number is shortened: 138 in «۱۳۱–۸».
fn completed(first: u32, last: u32) -> u32 {
    let scale = 10u32.saturating_pow(last.checked_ilog10().unwrap_or(0) + 1);
    first - first % scale + last
}

/// «۱۳۱–۸», «۴۲۶–۳۲»: pages of three digits whose range is shorter when it is completed than when it is swapped.
fn is_likely_short(first: u32, last: u32) -> bool {
    let full = completed(first, last);
    first >= 100 && full > first && full - first < first - last
}

/// Whether the swapped range is short, and shorter than the one that a shortened last number would give.
fn is_plausible(first: u32, last: u32) -> bool {
    let full = completed(first, last);
    let pages = first - last;
    pages < 120 && (full <= first || pages <= full - first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapping_is_offered_where_it_is_likelier_than_a_shortened_range() {
        assert!(is_plausible(25, 1) && is_plausible(226, 209) && is_plausible(102, 95));
        assert!(!is_plausible(209, 26) && !is_plausible(350, 12));
    }
}
