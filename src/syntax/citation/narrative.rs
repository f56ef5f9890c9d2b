//! Narrative citations: `Walt (1987) argues`, «به باور بوزان (1389)».

use super::bracket::{closing, part};
use super::rest::is_date;
use super::{Citation, CitationKind, Target, Work};
use crate::lang::{Lang, Sense, Sought};
use crate::markup::View;
use crate::syntax::Tokens;
use crate::syntax::date::year_at;
use crate::syntax::name::people;
use crate::syntax::token::{Token, TokenKind};
use crate::text::{Local, Script, script_of};

/// The most tokens before a bracket that can be its names.
const FARTHEST: usize = 24;

/// The most words of a name in running Persian text, which has no capitals to show where it begins.
const LONGEST_PERSIAN: usize = 4;

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
        if open + 1 >= tokens.len() || !is_date(tokens, open + 1) {
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
        if carried {
            // What is cited second-hand need not be in the list; its carrier must.
            works.iter_mut().for_each(|work| work.sure = false);
            part(view, tokens, end + tokens[end].run(), close, &mut works);
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

/// "Davis (2006, p. 17; see Hourcade, 1996)", "Bayat (1997, cited in Roy, 2005)": where the part of a bracket ends that
/// belongs to the names before it.
fn own_end(tokens: &Tokens, open: usize, close: usize) -> usize {
    let ends = |i: &usize| {
        matches!(tokens[*i].sign(), Some(';' | '؛')) || tokens[*i].means(|s| s == Sense::Secondary)
    };
    (open + 1..close).find(ends).unwrap_or(close)
}

/// Whether one of the marks, which are sorted and apart, covers a span.
fn is_taken(marks: &[Local], span: Local) -> bool {
    let before = marks.partition_point(|mark| mark.start <= span.start);
    before.checked_sub(1).is_some_and(|last| marks[last].covers(span))
}

/// Whether a bracket holds years and locators alone.
fn is_date_only(tokens: &Tokens, from: usize, close: usize) -> bool {
    let words = (from..close)
        .filter(|&i| tokens[i].kind == TokenKind::Word)
        .filter(|&i| tokens.key(i).chars().count() > 3 || tokens[i].means(|s| s == Sense::FunctionWord))
        .filter(|&i| {
            !tokens[i].means(|s| matches!(s, Sense::Cue(..) | Sense::And | Sense::NoDate | Sense::InPress))
        })
        .count();
    words == 0 && close - from <= 24
}

/// Words between a name and its bracket: «کلوزنر نیز (۱۳۶۳)», «حسینی، در مقاله‌ای (۱۳۹۴)». Where they begin.
fn behind_name(tokens: &Tokens, open: usize) -> usize {
    let mut at = open;
    while let Some(start) = preceding(tokens, at, Sense::ReportingAfter).filter(|&start| start > 0) {
        at = start;
    }
    match at < open && tokens[at - 1].is_sign('،') {
        true => at - 1,
        false => at,
    }
}

/// The works of the names before the bracket `bracket..close`: one a year up to `inner`.
fn works(view: &View, tokens: &Tokens, bracket: usize, inner: usize, close: usize) -> Option<Vec<Work>> {
    let open = behind_name(tokens, bracket);
    // "Others" may be of another language than the names before it.
    let (others, tail) = match others_before(tokens, open) {
        Some(start) if start > 0 => (true, start),
        _ => (false, open),
    };
    let arabic = tokens[tail - 1].span.of(&view.text).chars().any(|c| script_of(c) == Some(Script::Arabic));
    let (from, end, sure) = match arabic {
        true => arabic_names(tokens, tail)?,
        false => latin_names(view, tokens, tail)?,
    };
    // In Persian, "X and others" names one person: what a conjunction joins before it is the sentence.
    let joined = (from..tail).rev().find(|&i| arabic && others && tokens[i].means(|s| s == Sense::And));
    let from = joined.map_or(from, |i| i + 1);
    let (end, sure) = if others { (open, true) } else { (end, sure) };
    let reported = tokens.get(close + 1).is_some_and(|t| t.means(|s| s == Sense::ReportingAfter))
        || is_page_behind(tokens, close + 1);
    let bounded = (!arabic || end - from == 1 || sure) && !is_parted(tokens, from, end);
    let sure = sure && bounded;
    let names = Local { start: tokens[from].span.start, end: tokens[end - 1].span.end };
    let list = people(&view.text, names);
    if list.people.is_empty() {
        return None;
    }
    let spans = is_span(tokens, bracket + 1, inner);
    let certain = (sure || (reported && bounded)) && !is_no_name(tokens, from) && !spans;
    let dates = (bracket + 1..inner).filter(|&i| is_date(tokens, i));
    // A number behind a colon or a page's cue is a page, even where it could be a year.
    let page = (bracket + 1..inner).find(|&i| {
        tokens[i].is_sign(':')
            || tokens[i].means(|s| matches!(s, Sense::Cue(Sought::Pages | Sought::Volume, _)))
    });
    let works: Vec<Work> = dates
        .filter(|&i| page.is_none_or(|page| i < page))
        .map(|i| Work {
            span: Local { start: tokens[i].span.start, end: tokens[i].span.end },
            authors: list.people.clone(),
            names,
            others: list.others,
            year: year_at(tokens, i),
            year_span: tokens[i].span,
            target: Target::AuthorYear,
            lang: Lang::detect(names.of(&view.text)),
            sure: certain,
            bare: false,
            spans,
        })
        .collect();
    (!works.is_empty()).then_some(works)
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

/// "To Eurasia, and Key (2008)": two names alone have no comma before "and".
fn is_parted(tokens: &Tokens, from: usize, end: usize) -> bool {
    let commas: Vec<usize> = (from..end).filter(|&i| tokens[i].is_sign(',')).collect();
    matches!(commas[..], [comma] if tokens.get(comma + 1).is_some_and(|t| t.means(|s| s == Sense::And)))
}

fn is_no_name(tokens: &Tokens, i: usize) -> bool {
    tokens[i].means(|s| matches!(s, Sense::NotName | Sense::Place(_) | Sense::Month(..) | Sense::Season(_)))
}

/// The names in Latin script before `open`: capitalised words with what joins them; whether they are surely names.
fn latin_names(view: &View, tokens: &Tokens, open: usize) -> Option<(usize, usize, bool)> {
    let mut end = open;
    let mut sure = false;
    // "Walt's (1987)".
    if end >= 3 && tokens.key(end - 1) == "s" && matches!(tokens[end - 2].sign(), Some('\'' | '’')) {
        end -= 2;
        sure = true;
    }
    let mut joined = false;
    let stop = open.saturating_sub(FARTHEST);
    let mut from = end;
    while from > stop {
        let i = from - 1;
        let token = &tokens[i];
        let join = |t: &Token| t.means(|s| matches!(s, Sense::And | Sense::Particle)) || t.is_sign('&');
        let capital = token.span.of(&view.text).starts_with(char::is_uppercase);
        // "For Paris, Blochet (1905)": without "and" a comma parts the sentence, but for initials.
        let parts = token.is_sign(',')
            && !joined
            && tokens.get(from).is_some_and(|t| t.span.of(&view.text).chars().count() > 1);
        if token.kind == TokenKind::Word && capital && !is_sentence_word(tokens, i) {
            from = i;
        } else if from < end
            && !parts
            && (join(token) || is_inner_sign(view, tokens, i))
            && i > stop
            && is_name_before(view, tokens, i)
        {
            let and = join(token) && !token.means(|s| s == Sense::Particle);
            sure |= and;
            joined |= and;
            from = i;
        } else {
            break;
        }
    }
    while from < end && (tokens[from].kind != TokenKind::Word || tokens[from].means(|s| s == Sense::And)) {
        from += 1;
    }
    let before = preceding(tokens, from, Sense::ReportingBefore);
    (from < end).then_some((from, end, sure || before.is_some()))
}

/// The start of a phrase of "others" that ends right before `open`.
fn others_before(tokens: &Tokens, open: usize) -> Option<usize> {
    let end = if tokens[open - 1].is_sign('.') { open - 1 } else { open };
    (end.saturating_sub(4)..end)
        .find(|&i| tokens[i].means(|s| s == Sense::Others) && i + tokens[i].run() == end)
}

/// A capitalised word that only opens a sentence: "In", "As", "The".
fn is_sentence_word(tokens: &Tokens, i: usize) -> bool {
    tokens[i].means(|s| matches!(s, Sense::FunctionWord | Sense::See))
}

fn is_inner_sign(view: &View, tokens: &Tokens, i: usize) -> bool {
    match tokens[i].sign() {
        Some(',' | '-' | '’' | '\'') => true,
        Some('.') => i > 0 && tokens[i - 1].span.of(&view.text).chars().count() == 1,
        _ => false,
    }
}

/// Whether a capitalised word that is no sentence opener stands before the joint at `i`.
fn is_name_before(view: &View, tokens: &Tokens, i: usize) -> bool {
    let mut at = i;
    while at > 0 && (tokens[at - 1].is_sign(',') || tokens[at - 1].is_sign('.')) {
        at -= 1;
    }
    at.checked_sub(1).is_some_and(|k| {
        let particle = tokens[k].means(|s| s == Sense::Particle);
        let capital = tokens[k].span.of(&view.text).starts_with(char::is_uppercase);
        tokens[k].kind == TokenKind::Word && (particle || (capital && !is_sentence_word(tokens, k)))
    })
}

/// The start of a run with this meaning that ends right before token `at`.
fn preceding(tokens: &Tokens, at: usize, sense: Sense) -> Option<usize> {
    (at.saturating_sub(6)..at).find(|&k| tokens[k].means(|s| s == sense) && k + tokens[k].run() == at)
}

/// «قاسم‌پور، ایل‌بیگی و حسن‌زاده»: the start of the names of one or two words that commas join to those at `from`.
fn names_before_commas(tokens: &Tokens, from: usize, stop: usize) -> usize {
    let name = |i: usize| {
        let token = &tokens[i];
        token.kind == TokenKind::Word
            && !token
                .means(|s| matches!(s, Sense::FunctionWord | Sense::ReportingAfter | Sense::ReportingBefore))
    };
    let mut start = from;
    while start > stop + 1 && tokens[start - 1].is_sign('،') && name(start - 2) {
        let one = start - 2;
        let two = one.checked_sub(1).filter(|&i| i >= stop && name(i)).unwrap_or(one);
        // «در مقابل، رهبری و …»: a phrase of the sentence, no name.
        let phrase = two.checked_sub(1).is_some_and(|i| tokens[i].means(|s| s == Sense::FunctionWord));
        if phrase {
            break;
        }
        start = two;
    }
    start
}

/// The names in Arabic script before `open`: the words since a phrase of reporting, which makes them sure, or else
/// the last few words since a sign or function word.
fn arabic_names(tokens: &Tokens, open: usize) -> Option<(usize, usize, bool)> {
    let mut from = open;
    let stop = open.saturating_sub(FARTHEST);
    let mut words = 0;
    while from > stop {
        let i = from - 1;
        let token = &tokens[i];
        if token.kind != TokenKind::Word {
            break;
        }
        if from < open && preceding(tokens, from, Sense::ReportingBefore).is_some() {
            return Some((from, open, true));
        }
        let joins = token.means(|s| matches!(s, Sense::And | Sense::Particle));
        let function = token.means(|s| matches!(s, Sense::FunctionWord | Sense::See | Sense::ReportingAfter));
        if (function && !joins) || words == LONGEST_PERSIAN {
            break;
        }
        words += usize::from(!joins);
        from = i;
    }
    while from < open && tokens[from].means(|s| s == Sense::And) {
        from += 1;
    }
    if (from..open).any(|i| tokens[i].means(|s| s == Sense::And)) {
        from = names_before_commas(tokens, from, stop);
    }
    let reported = preceding(tokens, from, Sense::ReportingBefore).is_some();
    (from < open).then_some((from, open, reported))
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
        check("به باور بوزان (1389) دولت‌ها", &[("بوزان", 1389, true)]);
        check("پژوهش قاسم‌پور، ایل‌بیگی و حسن‌زاده (1391) نشان", &[("قاسم‌پور، ایل‌بیگی و حسن‌زاده", 1391, true)]);
        check("در مقابل، رهبری و رضایی (۱۳۹۰) معتقدند", &[("رهبری و رضایی", 1390, false)]);
        check("نشان دادند و قاسم‌پور و همکاران (۱۳۹۱) سهم", &[("قاسم‌پور و همکاران", 1391, true)]);
        check("the war (1987) ended", &[]);
        check("to Eurasia, and Key (2008) says", &[("Eurasia, and Key", 2008, false)]);
        check("for Paris, Blochet (1905) says", &[("Blochet", 1905, true)]);
        check("Walt, Buzan, and Key (2008) say", &[("Walt, Buzan, and Key", 2008, true)]);
        check("Walt (1987, 1990) argues", &[("Walt", 1987, true), ("Walt", 1990, true)]);
        check("as Davis (2006, p. 17; see Hourcade, 1996)", &[("Davis", 2006, false)]);
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
