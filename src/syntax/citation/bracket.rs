//! Citations in brackets: `(Walt, 1987, p. 23; Morrow, 1991)`, «(بوزان، 1389: 45)», `(ibid., 12)`.

use super::rest::{
    Rest, behind_date, further_year, is_cue, is_date, is_original, original, parts_scripts, skip_see,
};
use super::verdict::{Verdict, names_verdict};
use super::{Citation, CitationKind, Target, Work};
use crate::lang::{Lang, Sense};
use crate::markup::View;
use crate::syntax::date::year_at;
use crate::syntax::name::people;
use crate::syntax::token::TokenKind;
use crate::syntax::{Tokens, Year};
use crate::text::Local;

/// The most tokens that a citation has between its brackets.
const LONGEST: usize = 160;

/// Finds the citations in round and square brackets.
pub(super) fn find(view: &View, tokens: &Tokens) -> Vec<Citation> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let closer = match tokens[i].sign() {
            Some('(') => ')',
            Some('[') => ']',
            _ => {
                i += 1;
                continue;
            }
        };
        let Some(close) = closing(tokens, i, closer) else {
            found.extend(unclosed(view, tokens, i));
            i += 1;
            continue;
        };
        match cluster(view, tokens, i, close) {
            Some(citation) => {
                found.push(citation);
                i = close + 1;
            }
            None => i += 1,
        }
    }
    found
}

/// The bracket that closes the one at `open`, within the reach of a citation.
pub(super) fn closing(tokens: &Tokens, open: usize, closer: char) -> Option<usize> {
    let opener = tokens[open].sign()?;
    let mut depth = 0;
    for i in open + 1..tokens.len().min(open + LONGEST) {
        match tokens[i].sign() {
            Some(c) if c == opener => depth += 1,
            Some(c) if c == closer && depth == 0 => return Some(i),
            Some(c) if c == closer => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A citation whose closing bracket was forgotten: names, a comma and a year right behind the bracket.
fn unclosed(view: &View, tokens: &Tokens, open: usize) -> Option<Citation> {
    let from = skip_see(tokens, open + 1, tokens.len());
    let date = (from..tokens.len().min(from + 16)).find(|&i| is_date(tokens, i))?;
    let work = author_year(view, tokens, from, date).filter(|work| work.sure)?;
    let mut end = behind_date(tokens, date, tokens.len());
    while tokens
        .get(end)
        .is_some_and(|t| t.kind == TokenKind::Number || matches!(t.sign(), Some(':')) || is_cue(tokens, end))
    {
        end += 1;
    }
    let span = Local { start: tokens[open].span.start, end: tokens[end - 1].span.end };
    Some(Citation { kind: CitationKind::Bracket, span, works: vec![work] })
}

/// Reads what stands between two brackets as works; `None` when it is no citation.
fn cluster(view: &View, tokens: &Tokens, open: usize, close: usize) -> Option<Citation> {
    let mut works: Vec<Work> = Vec::new();
    let mut from = open + 1;
    let mut kind = CitationKind::Bracket;
    for i in open + 1..=close {
        if i == close || matches!(tokens[i].sign(), Some(';' | '؛')) {
            part(view, tokens, from, i, &mut works);
            from = i + 1;
        }
    }
    if works.iter().any(|w| matches!(w.target, Target::Ibid | Target::Idem | Target::OpCit))
        && works.len() == 1
    {
        kind = CitationKind::Back;
    }
    let span = Local { start: tokens[open].span.start, end: tokens[close].span.end };
    (!works.is_empty()).then_some(Citation { kind, span, works })
}

/// Reads one part of a cluster: names, a year, perhaps further years of the same names, a locator; a comma may join
/// a further work.
pub(super) fn part(view: &View, tokens: &Tokens, from: usize, end: usize, works: &mut Vec<Work>) {
    let mut at = skip_see(tokens, from, end);
    // Words between two works: where the second one's names begin cannot be told.
    let mut prose = false;
    // "Karimi, 1989; 1990a": a further year of the names before.
    if at < end
        && year_at(tokens, at).is_some()
        && let Some(last) = works.last().filter(|last| last.target == Target::AuthorYear).cloned()
        && Rest::of(tokens, behind_date(tokens, at, end), end).locator
    {
        let span =
            Local { start: tokens[at].span.start, end: tokens[behind_date(tokens, at, end) - 1].span.end };
        works.push(Work { span, year: year_at(tokens, at), year_span: span, ..last });
        return;
    }
    // The names of a year that opens a bracket stand before it.
    if at < end && year_at(tokens, at).is_some() {
        let stroke = behind_date(tokens, at, end);
        at = if parts_scripts(tokens, stroke, end) { stroke + 1 } else { at };
    }
    if let Some(work) = back(view, tokens, at, end) {
        works.push(work);
        return;
    }
    while at < end {
        let Some(first) = (at..end).find(|&i| is_date(tokens, i)) else { return };
        // "Curzon [1892] 1966"
        let reprinted = first + 2 < end && is_original(tokens, first) && is_date(tokens, first + 2);
        let date = if reprinted { first + 2 } else { first };
        let Some(mut work) = author_year(view, tokens, at, date) else { return };
        let mut behind = behind_date(tokens, date, end);
        work.span.end = tokens[behind - 1].span.end;
        work.year_span = Local { start: tokens[date].span.start, end: work.span.end };
        let rest = Rest::of(tokens, behind, end);
        work.sure &= rest.locator && !prose;
        work.bare &= rest.locator && !prose;
        if !rest.locator && works.is_empty() && !rest.secondary {
            return;
        }
        let template = work.clone();
        works.push(work);
        if let Some(original) = original(tokens, date).filter(|&original| original < end) {
            works.push(template.of_original(tokens[original].span, year_at(tokens, original)));
        }
        // «بوزان، 1389، 1391»: further years of the same names.
        while let Some(next) = further_year(tokens, behind, end) {
            behind = behind_date(tokens, next, end);
            let span = Local { start: tokens[next].span.start, end: tokens[behind - 1].span.end };
            works.push(Work { span, year: year_at(tokens, next), year_span: span, ..template.clone() });
        }
        match Rest::of(tokens, behind, end) {
            Rest { secondary: true, next, .. } => {
                // What is cited second-hand need not be in the list; its carrier must.
                works.iter_mut().for_each(|w| (w.sure, w.bare) = (false, false));
                at = next;
            }
            Rest { next, locator, .. } if next < end => {
                at = next;
                prose |= !locator;
            }
            _ => return,
        }
    }
}

/// A word that refers back: ibid., همان, همو, پیشین.
fn back(view: &View, tokens: &Tokens, from: usize, end: usize) -> Option<Work> {
    let first = tokens.get(from).filter(|_| from < end)?;
    let span = Local { start: first.span.start, end: tokens[end - 1].span.end };
    let target = |sense| match sense {
        Sense::Ibid => Some(Target::Ibid),
        Sense::Idem => Some(Target::Idem),
        Sense::OpCit => Some(Target::OpCit),
        _ => None,
    };
    if let Some(target) = first.find(target) {
        let year = (from..end).find_map(|i| year_at(tokens, i));
        return Some(Work { target, year, sure: true, ..Work::at(span) });
    }
    // «بوزان، پیشین، ص 12»: the author's work that was cited before.
    let at = (from..end).find(|&i| tokens[i].means(|s| s == Sense::OpCit))?;
    let names = Local { start: first.span.start, end: tokens[at.checked_sub(1)?].span.end };
    let authors = people(&view.text, names).people;
    (at - from <= 6 && !authors.is_empty()).then(|| Work {
        target: Target::OpCit,
        authors,
        names,
        sure: true,
        ..Work::at(span)
    })
}

/// The work whose names stand from `from` up to its date at `date`.
fn author_year(view: &View, tokens: &Tokens, from: usize, date: usize) -> Option<Work> {
    let named = before_month(tokens, from, date);
    let mut end = named;
    while end > from && matches!(tokens[end - 1].sign(), Some(',' | '،' | '.' | ':' | '(')) {
        end -= 1;
    }
    // "(Curzon [1892] 1966)"
    if end > from + 3 && end + 1 >= date && is_original(tokens, end - 2) {
        end -= 3;
        while end > from && matches!(tokens[end - 1].sign(), Some(',' | '،' | '.')) {
            end -= 1;
        }
    }
    // "(International Crisis Group [ICG], 2021)"
    if end > from + 3 && tokens[end - 1].is_sign(']') && tokens[end - 3].is_sign('[') {
        end -= 3;
    }
    if end <= from || end - from > 40 {
        return None;
    }
    let stop = usize::from(tokens.get(end).is_some_and(|t| t.is_sign('.')));
    let names = Local { start: tokens[from].span.start, end: tokens[end - 1 + stop].span.end };
    let verdict = names_verdict(view, tokens, from, end)?;
    let list = people(&view.text, names);
    let comma = (end..date).any(|i| matches!(tokens[i].sign(), Some(',' | '،')));
    let year: Option<Year> = year_at(tokens, date);
    let double = tokens.get(date + 1).is_some_and(|t| matches!(t.sign(), Some('/' | '-' | '–')));
    (!list.people.is_empty()).then(|| Work {
        span: Local { start: names.start, end: tokens[date].span.end },
        authors: list.people,
        names: Local { start: names.start, end: tokens[end - 1].span.end },
        others: list.others,
        year,
        year_span: tokens[date].span,
        target: Target::AuthorYear,
        lang: Lang::detect(names.of(&view.text)),
        // Interviews and letters have the day, too, and no entry.
        sure: verdict == Verdict::Names && comma && !double && named == date,
        bare: verdict == Verdict::Names && !comma && !double,
        spans: double,
    })
}

/// «ایسنا، ۱۵ مهر ۱۳۹۹», "The Times, 15 March 2019": where the day or the month before a year begins.
fn before_month(tokens: &Tokens, from: usize, date: usize) -> usize {
    let is_month = |i: usize| tokens[i].means(|s| matches!(s, Sense::Month(..)));
    let Some(month) = date.checked_sub(1).filter(|&i| i > from && is_month(i)) else { return date };
    let day =
        month.checked_sub(1).filter(|&i| i > from && tokens.number(i).is_some_and(|n| (1..=31).contains(&n)));
    let start = day.unwrap_or(month);
    // A name may be that of a month, too: only a comma shows that it is none.
    match matches!(tokens[start - 1].sign(), Some(',' | '،')) {
        true => start,
        false => date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Option<u32>, bool)]) {
        let view = View::plain(text);
        let found = find(&view, &Tokens::new(text));
        let works: Vec<_> = found
            .iter()
            .flat_map(|c| &c.works)
            .map(|w| (w.names.of(text), w.year.as_ref().map(|y| y.value), w.sure))
            .collect();
        assert_eq!(works, expected, "{text}");
    }

    #[test]
    fn works_in_brackets_are_read() {
        check("است (بوزان، 1389: 45).", &[("بوزان", Some(1389), true)]);
        check(
            "x (Walt, 1987, p. 23; Morrow, 1991).",
            &[("Walt", Some(1987), true), ("Morrow", Some(1991), true)],
        );
        check("(نک. احمدی و صابری، ۱۳۹۰الف، ص ۱۲)", &[("احمدی و صابری", Some(1390), true)]);
        check("(Smith et al., 2020)", &[("Smith et al", Some(2020), true)]);
        check("(احمدی و همکاران، ۱۳۹۸)", &[("احمدی و همکاران", Some(1398), true)]);
        check("(کمال‌زاده ۱۳۸۸)", &[("کمال‌زاده", Some(1388), false)]);
        check("(بوزان، 1389، 1391)", &[("بوزان", Some(1389), true), ("بوزان", Some(1391), true)]);
        check(
            "(Smith, 1950, as cited in Lee, 2020)",
            &[("Smith", Some(1950), false), ("Lee", Some(2020), true)],
        );
        check("(Walt, 1987, Lee, 2020)", &[("Walt", Some(1987), true), ("Lee", Some(2020), true)]);
        check("(نجفی، 1364، ج1، ص 85)", &[("نجفی", Some(1364), true)]);
        check("(احمدی، بی‌تا)", &[("احمدی", None, true)]);
        let letters =
            [("Karimi", Some(1989), true), ("Karimi", Some(1990), true), ("Karimi", Some(1990), true)];
        check("(Karimi, 1989, 1990a, 1990b)", &letters);
        check("(Karimi, 1989; 1990a; 1990b, p. 3)", &letters);
        check("(ایسنا، ۱۵ مهر ۱۳۹۹)", &[("ایسنا", Some(1399), false)]);
        check("(The Times, 15 March 2019, p. 4)", &[("The Times", Some(2019), false)]);
        check(
            "(International Crisis Group [ICG], 2021)",
            &[("International Crisis Group", Some(2021), true)],
        );
        check("(مولوی، ۱۳۶۳: د ۱، ب ۲۳۲۱)", &[("مولوی", Some(1363), true)]);
        check(
            "(Curzon [1892] 1966, 2:607; Walt 1987)",
            &[("Curzon", Some(1966), false), ("Curzon", Some(1892), false), ("Walt", Some(1987), false)],
        );
        check("(Mill, [1859] 1974)", &[("Mill", Some(1974), true), ("Mill", Some(1859), false)]);
        check(
            "(Kant, 1998a [1781], p. 3; Walt, 1987)",
            &[("Kant", Some(1998), true), ("Kant", Some(1781), false), ("Walt", Some(1987), true)],
        );
        check("بندورا (۱۹۹۷/Bandura, 1997)", &[("Bandura", Some(1997), true)]);
        check(
            "(بندورا، ۱۹۹۷/Bandura, 1997)",
            &[("بندورا", Some(1997), false), ("Bandura", Some(1997), true)],
        );
        check("(یاحقی، ۱۳۸۶: ذیل «سیمرغ»)", &[("یاحقی", Some(1386), true)]);
        check("(یاحقی، ۱۳۸۶، ذیل مدخل سیمرغ و عنقا)", &[("یاحقی", Some(1386), true)]);
        check("(یاحقی ۱۳۸۶ ذیل سیمرغ)", &[("یاحقی", Some(1386), false)]);
        check("(Yahaghi, 2007, s.v. Simorgh)", &[("Yahaghi", Some(2007), true)]);
        check(
            "(Yahaghi, 2007, s.v. “Simorgh Bird”, Walt, 1987)",
            &[("Yahaghi", Some(2007), true), ("Walt", Some(1987), true)],
        );
        check("(Lefebvre, 1974/1996)", &[("Lefebvre", Some(1974), false)]);
    }

    #[test]
    fn other_brackets_are_no_citations() {
        for text in [
            "(in 1987)",
            "(1979 revolution)",
            "(March 1987)",
            "(سال ۱۳۵۷)",
            "(see below)",
            "(12)",
            "(متولد ۱۳۲۰)",
            "(۱۳۹۷/شهریور ۱۴۰۰)",
            "(1997/Winter)",
            "Smith (1997/Reprint, 2005)",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn words_refer_back() {
        for (text, target) in [
            ("(همان، ص 12)", Target::Ibid),
            ("(Ibid., 12)", Target::Ibid),
            ("(بوزان، پیشین، ص 3)", Target::OpCit),
        ] {
            let found = find(&View::plain(text), &Tokens::new(text));
            assert_eq!(found[0].works[0].target, target, "{text}");
        }
    }
}
