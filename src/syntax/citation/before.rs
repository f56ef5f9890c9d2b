//! The names before a bracket in running text, and how far they reach back.

use crate::lang::Sense;
use crate::markup::View;
use crate::syntax::Tokens;
use crate::syntax::token::{Token, TokenKind};
use crate::text::{Local, Script, Shares};

/// The most tokens before a bracket that can be its names.
const FARTHEST: usize = 24;

/// The most words of a name in running Persian text, which has no capitals to show where it begins.
const LONGEST_PERSIAN: usize = 4;

/// The names in Latin script before `open`: capitalised words with what joins them; whether they are surely names.
pub(super) fn latin_names(view: &View, tokens: &Tokens, open: usize) -> Option<(usize, usize, bool)> {
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
    // "van der Berg": particles in small letters open a name.
    while from < end && from > stop && opens_name(tokens, from - 1) {
        from -= 1;
    }
    let before = preceding(tokens, from, Sense::ReportingBefore);
    (from < end).then_some((from, end, sure || before.is_some()))
}

/// "World Health Organization (WHO) (2020)", «مرکز آمار ایران [مرکز آمار] (۱۳۹۵)»: where the bracket begins that stands
/// between a name and its year with the short form of the name.
pub(super) fn short_form(view: &View, tokens: &Tokens, open: usize) -> Option<usize> {
    let close = open.checked_sub(1)?;
    let opener = match tokens[close].sign()? {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    let start = (close.saturating_sub(LONGEST_PERSIAN)..close).rev().find(|&i| tokens[i].is_sign(opener))?;
    let inner = &tokens[start + 1..close];
    let text = Local { start: inner.first()?.span.start, end: inner.last()?.span.end }.of(&view.text);
    let words = inner.iter().all(|token| token.kind == TokenKind::Word);
    let capitals = text.chars().count() > 1 && text.chars().all(char::is_uppercase);
    // In round brackets Persian words are anything.
    let persian = opener == '[' && Shares::of(text).main() == Some(Script::Arabic);
    (start > 0 && words && (capitals || persian)).then_some(start)
}

/// "Central Bank of the Islamic Republic of Iran [CBI]": where the name before the bracket at `short` begins, when its
/// capitals begin with the short form.
pub(super) fn spelled_out(view: &View, tokens: &Tokens, short: usize) -> Option<usize> {
    let form = tokens.get(short + 1)?.span.of(&view.text);
    let mut capitals = String::new();
    for i in (short.saturating_sub(FARTHEST)..short).rev() {
        let word = tokens[i].span.of(&view.text);
        if word.starts_with(char::is_uppercase) {
            capitals.insert_str(0, &word[..word.chars().next().map_or(0, char::len_utf8)]);
            if capitals.starts_with(form) {
                return Some(i);
            }
            continue;
        }
        let joint = tokens[i].means(|s| matches!(s, Sense::And | Sense::FunctionWord | Sense::Particle));
        if !(joint || matches!(tokens[i].sign(), Some(',' | '&' | '-' | '’' | '\''))) {
            return None;
        }
    }
    None
}

/// Whether a particle of names stands at `i` that is no word of the sentence.
fn opens_name(tokens: &Tokens, i: usize) -> bool {
    tokens[i].means(|s| s == Sense::Particle) && !tokens[i].means(|s| s == Sense::FunctionWord)
}

/// The start of a phrase of "others" that ends right before `open`.
pub(super) fn others_before(tokens: &Tokens, open: usize) -> Option<usize> {
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

/// Whether a capitalised word that is no sentence opener stands before the joint at `i`; before a particle, a conjunction
/// may stand between: "van der Berg and de Jong".
fn is_name_before(view: &View, tokens: &Tokens, i: usize) -> bool {
    let particle = opens_name(tokens, i);
    let joins = |t: &Token| {
        matches!(t.sign(), Some(',' | '.')) || particle && (t.is_sign('&') || t.means(|s| s == Sense::And))
    };
    let mut at = i;
    while at > 0 && joins(&tokens[at - 1]) {
        at -= 1;
    }
    at.checked_sub(1).is_some_and(|k| {
        let particle = tokens[k].means(|s| s == Sense::Particle);
        let capital = tokens[k].span.of(&view.text).starts_with(char::is_uppercase);
        tokens[k].kind == TokenKind::Word && (particle || (capital && !is_sentence_word(tokens, k)))
    })
}

/// The start of a run with this meaning that ends right before token `at`.
pub(super) fn preceding(tokens: &Tokens, at: usize, sense: Sense) -> Option<usize> {
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
pub(super) fn arabic_names(tokens: &Tokens, open: usize) -> Option<(usize, usize, bool)> {
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

/// "To Eurasia, and Key (2008)", "Among Kurds, Brown and Smith (2012)": one comma may part the sentence, two are a list.
pub(super) fn only_comma(tokens: &Tokens, from: usize, end: usize) -> Option<usize> {
    let mut commas = (from..end).filter(|&i| tokens[i].is_sign(','));
    let first = commas.next().filter(|&comma| comma > from)?;
    commas.next().is_none().then_some(first)
}

/// Words between a name and its bracket: «کلوزنر نیز (۱۳۶۳)», «حسینی، در مقاله‌ای (۱۳۹۴)». Where they begin.
pub(super) fn behind_name(tokens: &Tokens, open: usize) -> usize {
    let mut at = open;
    while let Some(start) = preceding(tokens, at, Sense::ReportingAfter).filter(|&start| start > 0) {
        at = start;
    }
    // A comma that opens the text has no name before it.
    match at < open && at > 1 && tokens[at - 1].is_sign('،') {
        true => at - 1,
        false => at,
    }
}
