//! Narrative citations: `Walt (1987) argues`, «به باور بوزان (1389)».

use super::before::{
    arabic_names, behind_name, latin_names, only_comma, others_before, short_form, spelled_out,
};
use super::bracket::{closing, part};
use super::rest::{is_date, is_original, parts_scripts};
use super::{Citation, CitationKind, Work};
use crate::lang::{Lang, Sense, Sought};
use crate::markup::View;
use crate::syntax::Tokens;
use crate::syntax::date::year_at;
use crate::syntax::name::people;
use crate::syntax::token::TokenKind;
use crate::text::{Local, Script, script_of};

/// Adds the narrative citations to what was found in brackets.
pub(super) fn find(view: &View, tokens: &Tokens, found: &mut Vec<Citation>) {
    let taken: Vec<Local> = found.iter().map(|c| c.span).collect();
    for open in 1..tokens.len() {
        if !matches!(tokens[open].sign(), Some('(' | '[')) {
            continue;
        }
        let start = tokens[open].span.start;
        // A bracket that names further works was read for these.
        let further = taken.binary_search_by_key(&start, |span| span.start).ok();
        let further = further.filter(|&at| found[at].kind == CitationKind::Bracket);
        if further.is_none() && is_taken(&taken, tokens[open].span) {
            continue;
        }
        let closer = if tokens[open].is_sign('(') { ')' } else { ']' };
        // "Curzon ([1892] 1966)"
        let first = if is_original(tokens, open + 2) { open + 4 } else { open + 1 };
        if first >= tokens.len() || !is_date(tokens, first) {
            continue;
        }
        let Some(close) = closing(tokens, open, closer) else { continue };
        // What follows the years of these names are further works.
        let end = own_end(tokens, open, close);
        if !is_date_only(tokens, open + 1, end) {
            continue;
        }
        let carried = tokens[end].means(|s| s == Sense::Secondary);
        if further.is_some() && (end == close || carried) {
            continue;
        }
        let Some(mut works) = works(view, tokens, open, end, close) else { continue };
        if carried || parts_scripts(tokens, end, close) {
            // What is cited second-hand, or again in the other script, need not be in the list; what follows must.
            works.iter_mut().for_each(|work| work.sure = false);
        }
        if carried {
            part(view, tokens, end + tokens[end].run(), close, &mut works);
        }
        if further.is_none() && !carried {
            // «پورنامداریان (۱۳۸۰: ۱۴۵؛ ۱۳۸۳: ۶۷)»: further years of the same names.
            let ends =
                (end + 1..=close).filter(|&i| i == close || matches!(tokens[i].sign(), Some(';' | '؛')));
            let mut from = end + 1;
            for end in ends {
                part(view, tokens, from, end, &mut works);
                from = end + 1;
            }
        }
        let span = Local { start: works[0].names.start, end: tokens[close].span.end };
        if let Some(further) = further {
            works.append(&mut found[further].works);
        }
        found.push(Citation { kind: CitationKind::Narrative, span, works });
    }
    // Those whose works went to the names before them.
    found.retain(|citation| !citation.works.is_empty());
    found.sort_by_key(|c| c.span);
}

/// "Davis (2006, p. 17; see Hourcade, 1996)", "Bayat (1997, cited in Roy, 2005)", «بندورا (۱۹۹۷/Bandura, 1997)»: where the
/// part of a bracket ends that belongs to the names before it.
fn own_end(tokens: &Tokens, open: usize, close: usize) -> usize {
    let ends = |i: &usize| {
        matches!(tokens[*i].sign(), Some(';' | '؛'))
            || tokens[*i].means(|s| s == Sense::Secondary)
            || parts_scripts(tokens, *i, close)
    };
    (open + 1..close).find(ends).unwrap_or(close)
}

/// Whether one of the marks, which are sorted and apart, covers a span.
fn is_taken(marks: &[Local], span: Local) -> bool {
    let before = marks.partition_point(|mark| mark.start <= span.start);
    before.checked_sub(1).is_some_and(|last| marks[last].covers(span))
}

/// Whether a bracket holds years and locators alone. What follows a colon or a word for the article of a dictionary is a
/// locator: «(۱۳۷۰: قصیدهٔ ۶۴، بیت ۱۲)», «(۱۳۸۶، ذیل سیمرغ)».
fn is_date_only(tokens: &Tokens, from: usize, close: usize) -> bool {
    let locates = |i: &usize| tokens[*i].is_sign(':') || tokens[*i].means(|s| s == Sense::Headword);
    let close = (from..close).find(locates).unwrap_or(close);
    // "1990a" has no article.
    let is_letter = |i: usize| i > from && year_at(tokens, i - 1).is_some_and(|year| year.letter.is_some());
    let words = (from..close)
        .filter(|&i| tokens[i].kind == TokenKind::Word && !is_letter(i))
        .filter(|&i| tokens.key(i).chars().count() > 3 || tokens[i].means(|s| s == Sense::FunctionWord))
        .filter(|&i| {
            !tokens[i].means(|s| matches!(s, Sense::Cue(..) | Sense::And | Sense::NoDate | Sense::InPress))
        })
        .count();
    words == 0 && close - from <= 24
}

/// The works of the names before the bracket `bracket..close`: one a year up to `inner`.
fn works(view: &View, tokens: &Tokens, bracket: usize, inner: usize, close: usize) -> Option<Vec<Work>> {
    let behind = behind_name(tokens, bracket);
    let short = short_form(view, tokens, behind);
    let open = short.unwrap_or(behind);
    // "Others" may be of another language than the names before it.
    let (others, tail) = match others_before(tokens, open) {
        Some(start) if start > 0 => (true, start),
        _ => (false, open),
    };
    let arabic = tokens[tail - 1].span.of(&view.text).chars().any(|c| script_of(c) == Some(Script::Arabic));
    let organisation = short.and_then(|short| spelled_out(view, tokens, short));
    let (from, end, sure) = match organisation {
        Some(from) => (from, tail, false),
        None if arabic => arabic_names(tokens, tail)?,
        None => latin_names(view, tokens, tail)?,
    };
    // In Persian, "X and others" names one person: what a conjunction joins before it is the sentence.
    let joined = (from..tail).rev().find(|&i| arabic && others && tokens[i].means(|s| s == Sense::And));
    let from = joined.map_or(from, |i| i + 1);
    let (end, sure) = if others { (open, true) } else { (end, sure) };
    let reported = tokens.get(close + 1).is_some_and(|t| t.means(|s| s == Sense::ReportingAfter))
        || is_page_behind(tokens, close + 1);
    let comma = only_comma(tokens, from, end).filter(|_| organisation.is_none());
    // Treaties and plans have short forms, too, and a word in brackets may be added to a quotation.
    let bounded = (!arabic || end - from == 1 || sure) && comma.is_none() && short.is_none();
    let sure = sure && bounded;
    let names = Local { start: tokens[from].span.start, end: tokens[end - 1].span.end };
    let mut list = people(&view.text, names);
    if let Some(comma) = comma.filter(|&comma| comma + 1 < end) {
        // Neither side is the given name of the other.
        let side = |from: usize, end: usize| {
            people(&view.text, Local { start: tokens[from].span.start, end: tokens[end - 1].span.end }).people
        };
        list.people = [side(from, comma), side(comma + 1, end)].concat();
    }
    if list.people.is_empty() {
        return None;
    }
    let spans = is_span(tokens, bracket + 1, inner);
    let certain = (sure || (reported && bounded)) && !is_no_name(tokens, from) && !spans;
    let work = |i: usize| {
        // The year of the first edition need not be the one of the list.
        let original = i > bracket + 1 && is_original(tokens, i);
        Work {
            authors: list.people.clone(),
            names,
            others: list.others,
            year: year_at(tokens, i),
            lang: Lang::detect(names.of(&view.text)),
            sure: certain && !original,
            spans: spans || original,
            ..Work::at(with_letter(tokens, i))
        }
    };
    let works: Vec<Work> = dates(tokens, bracket, inner).map(work).collect();
    (!works.is_empty()).then_some(works)
}

/// The dates between a bracket and the end of what belongs to it. A number behind a colon or a page's cue is a page, even
/// where it could be a year.
fn dates(tokens: &Tokens, bracket: usize, inner: usize) -> impl Iterator<Item = usize> {
    let is_page = |&i: &usize| {
        tokens[i].is_sign(':')
            || tokens[i].means(|s| matches!(s, Sense::Cue(Sought::Pages | Sought::Volume, _)))
    };
    let page = (bracket + 1..inner).find(is_page).unwrap_or(inner);
    (bracket + 1..page).filter(|&i| is_date(tokens, i))
}

/// Where the date at `i` stands, with the letter of its year.
fn with_letter(tokens: &Tokens, i: usize) -> Local {
    let letter = year_at(tokens, i).and_then(|year| year.letter);
    let last = letter.and_then(|letter| (i + 1..i + 3).find(|&k| tokens.key(k) == letter)).unwrap_or(i);
    Local { start: tokens[i].span.start, end: tokens[last].span.end }
}

/// Whether the year at `first` is one end of two: "Ritter (1892–1971)", «خویی (۱۲۷۸ش/۱۸۹۹م–۱۳۷۱ش)», "Lefebvre (1974/1996)".
fn is_span(tokens: &Tokens, first: usize, end: usize) -> bool {
    let joins = |i: &usize| matches!(tokens[*i].sign(), Some('-' | '–' | '—' | '‐' | '‑' | '/'));
    let joint = (first + 1..end.min(first + 4)).find(joins);
    year_at(tokens, first).is_some()
        && joint.is_some_and(|i| (i + 1..end.min(i + 3)).any(|k| year_at(tokens, k).is_some()))
}

/// «آدمیت (۱۳۴۵)، ص ۸۸»: a page behind the bracket.
fn is_page_behind(tokens: &Tokens, at: usize) -> bool {
    let sign = tokens.get(at).is_some_and(|t| matches!(t.sign(), Some(',' | '،' | ':')));
    let cue = tokens
        .get(at + 1)
        .is_some_and(|t| t.means(|s| matches!(s, Sense::Cue(Sought::Pages | Sought::Volume, _))));
    sign && cue && (at + 2..at + 4).any(|i| tokens.number(i).is_some())
}

fn is_no_name(tokens: &Tokens, i: usize) -> bool {
    tokens[i].means(|s| matches!(s, Sense::NotName | Sense::Place(_) | Sense::Month(..) | Sense::Season(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, u32, bool)]) {
        let view = View::plain(text);
        let mut found = Vec::new();
        find(&view, &Tokens::new(text), &mut found);
        let works: Vec<_> = found
            .iter()
            .flat_map(|c| &c.works)
            .filter_map(|w| Some((w.names.of(text), w.year.as_ref()?.value, w.sure)))
            .collect();
        assert_eq!(works, expected, "{text}");
    }

    #[test]
    fn names_before_a_year_are_read() {
        check("As Walt (1987) argues, states", &[("Walt", 1987, true)]);
        check("In Walt (1987), states", &[("Walt", 1987, false)]);
        check("Buzan and Wæver (2003) say", &[("Buzan and Wæver", 2003, true)]);
        check("Smith et al. (2020) found", &[("Smith et al.", 2020, true)]);
        check("Walt’s (1987) theory", &[("Walt", 1987, true)]);
        check(
            "پورنامداریان (۱۳۸۰: ۱۴۵؛ ۱۳۸۳: ۶۷)",
            &[("پورنامداریان", 1380, false), ("پورنامداریان", 1383, false)],
        );
        check("یاحقی (۱۳۸۶، ذیل سیمرغ)", &[("یاحقی", 1386, false)]);
        check("World Health Organization (WHO) (2020) says", &[("World Health Organization", 2020, false)]);
        check(
            "the Central Bank of the Islamic Republic of Iran [CBI] (2019)",
            &[("Central Bank of the Islamic Republic of Iran", 2019, false)],
        );
        check(
            "by Ministry of Health, Treatment and Education [MHTE] (2019)",
            &[("Ministry of Health, Treatment and Education", 2019, false)],
        );
        check("مرکز آمار ایران [مرکز آمار] (۱۳۹۵)", &[("مرکز آمار ایران", 1395, false)]);
        check("دولت [ایران] (۱۳۹۵) گزارش داد", &[("دولت", 1395, false)]);
        check("سازمان بهداشت جهانی (WHO) (۱۳۹۶)", &[("سازمان بهداشت جهانی", 1396, false)]);
        check("the war (of Iran) (1987) and Walt (it) (1987)", &[]);
        check("Curzon ([1892] 1966, 2:607) argues", &[("Curzon", 1892, false), ("Curzon", 1966, true)]);
        check("Kant (1998 [1781]) argues", &[("Kant", 1998, true), ("Kant", 1781, false)]);
        check("Kant [1781] argues", &[("Kant", 1781, true)]);
        check("As van der Berg and de Jong (2016) have", &[("van der Berg and de Jong", 2016, true)]);
        check("Smith, van Dijk, & de la Cruz (2016) show", &[("Smith, van Dijk, & de la Cruz", 2016, true)]);
        check("in Tabriz and at Oxford (2016)", &[("Oxford", 2016, false)]);
        check(
            "according to van Dijk (2016) and de Jong (2016)",
            &[("van Dijk", 2016, true), ("de Jong", 2016, false)],
        );
        check("به باور بندورا (۱۹۹۷/Bandura, 1997)", &[("بندورا", 1997, false), ("Bandura", 1997, true)]);
        check("گفتهٔ ناصرخسرو (۱۳۷۰: قصیدهٔ ۶۴، بیت ۱۲)", &[("ناصرخسرو", 1370, false)]);
        check("Among Kurds, Brown and Smith (2012) say", &[("Kurds, Brown and Smith", 2012, false)]);
        check("به باور بوزان (1389) دولت‌ها", &[("بوزان", 1389, true)]);
        check("پژوهش قاسم‌پور، ایل‌بیگی و حسن‌زاده (1391) نشان", &[("قاسم‌پور، ایل‌بیگی و حسن‌زاده", 1391, true)]);
        check("در مقابل، رهبری و رضایی (۱۳۹۰) معتقدند", &[("رهبری و رضایی", 1390, false)]);
        check("نشان دادند و قاسم‌پور و همکاران (۱۳۹۱) سهم", &[("قاسم‌پور و همکاران", 1391, true)]);
        check("the war (1987) ended", &[]);
        check("to Eurasia, and Key (2008) says", &[("Eurasia, and Key", 2008, false)]);
        check("for Paris, Blochet (1905) says", &[("Blochet", 1905, true)]);
        check("Walt, Buzan, and Key (2008) say", &[("Walt, Buzan, and Key", 2008, true)]);
        check("Walt (1987, 1990a) argues", &[("Walt", 1987, true), ("Walt", 1990, true)]);
        check("Walt (1987, 1990) argues", &[("Walt", 1987, true), ("Walt", 1990, true)]);
        check(
            "as Davis (2006, p. 17; see Hourcade, 1996)",
            &[("Davis", 2006, false), ("Hourcade", 1996, true)],
        );
        check("کلوزنر نیز (۱۳۶۳: ۴۱) نوشت", &[("کلوزنر", 1363, true)]);
        check("حسینی، در مقاله‌ای (۱۳۹۴)، گفت", &[("حسینی", 1394, false)]);
        check("Bayat (1997, cited in Roy, 2005) holds", &[("Bayat", 1997, false), ("Roy", 2005, true)]);
    }

    #[test]
    fn dates_of_events_are_not_sure() {
        for text in [
            "Ritter (1892–1971) argues",
            "به باور خویی (۱۲۷۸–۱۳۷۱ش) چنین است",
            "Scopus and Magiran (2000–2021) were",
            "the Treaty of Berlin (1878) was",
            "در انقلاب مشروطه (۱۲۸۵) مردم",
            "World Cup (1998) in",
        ] {
            let view = View::plain(text);
            let mut found = Vec::new();
            find(&view, &Tokens::new(text), &mut found);
            assert!(found.iter().flat_map(|c| &c.works).all(|w| !w.sure), "{text}");
        }
    }
}
