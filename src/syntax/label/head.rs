//! The head of an entry: who, and mostly when.

use super::{Draft, TokenKind};
use crate::lang::{Sense, Side, Sought};
use crate::syntax::date::year_at;
use crate::syntax::reference::{Field, Label};
use crate::text::Script;

/// Where the head ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    /// The first token behind it.
    pub rest: usize,
    /// The author is the one of the entry before.
    pub repeats_author: bool,
}

/// The longest author list, in tokens, that a date in brackets may follow.
const LONGEST_LIST: usize = 160;

/// Reads author and date where they open the entry, and the date elsewhere where they do not.
pub(super) fn find(draft: &mut Draft<'_>) -> Head {
    let (repeat_end, repeats_author) = repeated(draft);
    if let Some((open, close)) = bracketed_date(draft) {
        let quoted = (0..open).any(|i| is_quote(draft, i));
        if !quoted && reads_like_names(draft, repeat_end, open) {
            authors(draft, repeat_end, open);
            date(draft, open + 1, close);
            return Head { rest: close + 1, repeats_author };
        }
    }
    // An entry that begins with its date has no author.
    if year_at(draft.tokens, repeat_end).is_some()
        && draft.tokens.get(repeat_end + 1).is_some_and(|t| matches!(t.sign(), Some('.' | ',' | '،')))
    {
        date(draft, repeat_end, repeat_end + 1);
        return Head { rest: repeat_end + 2, repeats_author };
    }
    if let Some(year) = bare_date(draft) {
        let (from, end) = draft.date_run(year);
        authors(draft, repeat_end, from);
        date(draft, from, end);
        return Head { rest: end, repeats_author };
    }
    let end = authors_by_form(draft, repeat_end);
    if end > repeat_end {
        authors(draft, repeat_end, end);
    }
    last_date(draft, end);
    Head { rest: end, repeats_author }
}

/// A dash, underscores or a word of repetition in the author's place.
fn repeated(draft: &mut Draft<'_>) -> (usize, bool) {
    let tokens = draft.tokens;
    let line = tokens
        .iter()
        .take_while(|t| matches!(t.sign(), Some('_' | '-' | '–' | '—' | 'ـ' | '―' | '.')))
        .count();
    if line >= 2 || tokens.first().is_some_and(|t| matches!(t.sign(), Some('—' | '―' | '–'))) {
        let line = line.max(1);
        draft.take(0, line);
        return (line, true);
    }
    match tokens.first() {
        Some(first) if first.means(|s| matches!(s, Sense::Repeat | Sense::Idem)) => {
            let end = first.run();
            draft.take(0, end);
            (end, true)
        }
        _ => (0, false),
    }
}

fn is_quote(draft: &Draft<'_>, i: usize) -> bool {
    matches!(draft.tokens[i].sign(), Some('«' | '“' | '"' | '‘' | '„'))
        || (draft.tokens[i].is_sign('\'') && draft.tokens[i].spaced)
}

/// The first pair of round or square brackets that holds a year or "no date": the tokens of the two brackets.
fn bracketed_date(draft: &Draft<'_>) -> Option<(usize, usize)> {
    let tokens = draft.tokens;
    let mut i = 0;
    while i < tokens.len().min(LONGEST_LIST) {
        if !matches!(tokens[i].sign(), Some('(' | '[')) {
            i += 1;
            continue;
        }
        let close = (i + 1..tokens.len()).find(|&j| matches!(tokens[j].sign(), Some(')' | ']')))?;
        let dated = (i + 1..close).any(|j| {
            year_at(tokens, j).is_some() || tokens[j].means(|s| matches!(s, Sense::NoDate | Sense::InPress))
        });
        if dated && close - i <= 14 {
            return Some((i, close));
        }
        i = close + 1;
    }
    None
}

/// Whether the tokens before a date in brackets read like a list of names rather than like a title.
fn reads_like_names(draft: &Draft<'_>, from: usize, end: usize) -> bool {
    let tokens = draft.tokens;
    let words = (from..end).filter(|&i| tokens[i].kind == TokenKind::Word).count();
    let numbers = (from..end).filter(|&i| tokens[i].kind == TokenKind::Number && !draft.taken[i]).count();
    let commas =
        (from..end).filter(|&i| matches!(tokens[i].sign(), Some(',' | '،' | ';' | '؛' | '&'))).count();
    let located = (from..end).any(|i| draft.taken[i]);
    let organisation = (from..end).any(|i| tokens[i].means(|s| s == Sense::Organisation));
    // Six words to a name is generous: names of four words with particles are rare.
    let limit = if organisation { 24 } else { 6 * (commas + 2) };
    !located && numbers == 0 && words <= limit
}

/// A year without brackets behind the names: «کمال‌زاده ۱۳۸۸.», "Walt, S. 1987.", «بوزان، بری، ۱۳۸۹، …».
fn bare_date(draft: &Draft<'_>) -> Option<usize> {
    let tokens = draft.tokens;
    let i = (1..tokens.len().min(60)).find(|&i| year_at(tokens, i).is_some() && !draft.taken[i])?;
    let mut before = i - 1;
    while before > 0 && tokens[before].means(|s| matches!(s, Sense::Month(..) | Sense::Season(_))) {
        before -= 1;
    }
    let mut after = i + 1;
    if year_at(tokens, i).is_some_and(|y| y.letter.is_some()) {
        after += 1;
    }
    let closed =
        tokens.get(after).is_some_and(|t| matches!(t.sign(), Some('.' | ',' | '،' | ':' | '؛' | ';')));
    let rest = tokens.len().saturating_sub(after);
    let quoted = (0..i).any(|j| is_quote(draft, j));
    let opened = (0..i).any(|j| tokens[j].is_sign('('));
    // More must follow than precedes: a year at the end belongs to the imprint.
    let names = crate::syntax::name::people(draft.seen(), draft.span(0, i));
    let few_segments = (0..i).filter(|&j| matches!(tokens[j].sign(), Some(':'))).count() == 0;
    (closed
        && rest >= 4
        && !quoted
        && !opened
        && few_segments
        && !names.people.is_empty()
        && head_is_names(draft, i))
    .then_some(i)
}

/// Whether everything before token `end` is names: each piece short, and a given name, initials, a conjunction or
/// an organisation among them.
fn head_is_names(draft: &Draft<'_>, end: usize) -> bool {
    let tokens = draft.tokens;
    let mut longest = 0;
    let mut run = 0;
    for i in 0..end {
        match tokens[i].kind {
            TokenKind::Word if tokens[i].means(|s| s == Sense::And) => run = 0,
            TokenKind::Word => {
                run += 1;
                longest = longest.max(run);
            }
            TokenKind::Sign(_) => run = 0,
            _ => return false,
        }
    }
    let organisation = (0..end).any(|i| tokens[i].means(|s| s == Sense::Organisation));
    let signs = (0..end).any(|i| matches!(tokens[i].sign(), Some(',' | '،' | '.' | '&')));
    longest <= if organisation { 10 } else { 3 } && (signs || end <= 4) && end <= 40
}

/// The end of the author list where no date closes it: a colon, a quotation mark, or the delimiter behind the given
/// names.
fn authors_by_form(draft: &Draft<'_>, from: usize) -> usize {
    let tokens = draft.tokens;
    let limit = tokens.len().min(from + 60);
    let opens_title = |i: usize| is_quote(draft, i) && i > from;
    if let Some(i) = (from..limit).find(|&i| opens_title(i) || is_emphasis_start(draft, i) && i > from)
        && reads_like_names(draft, from, i)
        && !(from..i.saturating_sub(3)).any(|k| tokens[k].is_sign('.') && !is_initial_stop(draft, k))
    {
        return i;
    }
    let delimiter = |i: usize| matches!(tokens[i].sign(), Some('،' | ',' | '.' | ':' | '؛' | ';'));
    let stops: Vec<usize> = (from..limit).filter(|&i| delimiter(i) && !is_initial_stop(draft, i)).collect();
    let Some(&first) = stops.first() else { return from };
    let organisation = (from..first).any(|i| tokens[i].means(|s| s == Sense::Organisation));
    let given = |a: usize, b: usize| {
        (a..b).any(|i| tokens[i].means(|s| s == Sense::Given))
            || (a..b).all(|i| is_initial(draft, i) || tokens[i].is_sign('.'))
    };
    if organisation || tokens[first].is_sign(':') {
        return if first - from <= 12 { first } else { from };
    }
    if first - from > 8 {
        return from;
    }
    if let Some(end) = list_until_stop(draft, from, limit) {
        return end;
    }
    if matches!(tokens[first].sign(), Some('،' | ','))
        && let Some(end) = initials_behind(draft, first)
    {
        return end;
    }
    // «خانوادگی، نام، عنوان» or "Family, Given. Title".
    if let Some(&second) = stops.get(1)
        && matches!(tokens[first].sign(), Some('،' | ','))
        && second - first <= 9
        && (given(first + 1, second)
            || ((tokens[second].is_sign('.') || is_role(draft, second + 1))
                && is_short_name(draft, first + 1, second)))
    {
        return further_names(draft, &stops, 1);
    }
    // «نام خانوادگی، عنوان».
    if given(from, first) && first - from <= 5 { first } else { from }
}

/// The end of the initials, perhaps behind given names, that follow the comma at `comma`: "Arjomand, S. A. The
/// Turban", "Lewis, Franklin D. Rumi".
fn initials_behind(draft: &Draft<'_>, comma: usize) -> Option<usize> {
    let mut at = comma + 1;
    // "Franklin D." and "John Scott R." begin with words.
    let word = |i: usize| is_short_name(draft, i, i + 1) && !is_initial_stop(draft, i + 1);
    while at < comma + 3 && at + 1 < draft.tokens.len() && word(at) {
        at += 1;
    }
    let words = at;
    while at + 1 < draft.tokens.len() && is_initial_stop(draft, at + 1) {
        at += 2;
        while draft.tokens.get(at).is_some_and(|t| t.is_sign('-')) {
            at += 1;
        }
    }
    (at > words).then_some(at)
}

/// The full stop that ends a list of at least two names in natural order: "Ashish Vaswani, Noam Shazeer, and Illia
/// Polosukhin. Attention".
fn list_until_stop(draft: &Draft<'_>, from: usize, limit: usize) -> Option<usize> {
    let tokens = draft.tokens;
    let stop = (from..limit).find(|&i| tokens[i].is_sign('.') && !is_initial_stop(draft, i))?;
    let joint = |i: usize| {
        matches!(tokens[i].sign(), Some(',' | '،' | '&' | ';' | '؛')) || tokens[i].means(|s| s == Sense::And)
    };
    let mut pieces = 0;
    let mut start = from;
    for i in from..=stop {
        if i == stop || joint(i) {
            if start < i {
                let name = is_short_name(draft, start, i) && i > start + 1;
                if !name {
                    return None;
                }
                pieces += 1;
            }
            start = i + 1;
        }
    }
    (pieces >= 2 && stop + 3 < tokens.len()).then_some(stop)
}

/// Whether the word at `i` says what part the person before it had: "eds.", "trans."
fn is_role(draft: &Draft<'_>, i: usize) -> bool {
    let role = |s| matches!(s, Sense::Cue(Sought::Editor | Sought::Translator, Side::After));
    draft.tokens.get(i).is_some_and(|t| t.means(role))
}

/// Whether a run of tokens is at most three words that can be given names: capitalised, or of a script without
/// capitals.
fn is_short_name(draft: &Draft<'_>, from: usize, end: usize) -> bool {
    let word = |i: usize| draft.tokens[i].kind == TokenKind::Word;
    let lower = |i: usize| draft.tokens[i].span.of(draft.seen()).starts_with(char::is_lowercase);
    let words = (from..end).filter(|&i| word(i)).count();
    (1..=3).contains(&words)
        && (from..end).all(|i| (word(i) && !lower(i)) || matches!(draft.tokens[i].sign(), Some('.' | '-')))
}

/// Goes on behind the name that ends at `stops[last]` while further names follow.
fn further_names(draft: &Draft<'_>, stops: &[usize], mut last: usize) -> usize {
    let tokens = draft.tokens;
    while let Some(&next) = stops.get(last + 1) {
        let (from, mark) = (stops[last] + 1, tokens[stops[last]].sign());
        let joined = matches!(mark, Some('؛' | ';'))
            || tokens.get(from).is_some_and(|t| t.means(|s| s == Sense::And) || t.is_sign('&'));
        let words = (from..next).filter(|&i| tokens[i].kind == TokenKind::Word).count();
        let named =
            (from..next).any(|i| tokens[i].means(|s| s == Sense::Given)) || joined || is_role(draft, from);
        if mark == Some('.') || words > 4 || !(joined || named && words <= 3) {
            break;
        }
        last += 1;
    }
    stops[last]
}

fn is_emphasis_start(draft: &Draft<'_>, i: usize) -> bool {
    draft.view.emphasis.iter().any(|e| e.start == draft.tokens[i].span.start)
}

fn is_initial(draft: &Draft<'_>, i: usize) -> bool {
    let token = &draft.tokens[i];
    token.kind == TokenKind::Word && draft.tokens.key(i).chars().count() <= 2
}

/// Whether the full stop at `i` stands behind an initial.
pub(super) fn is_initial_stop(draft: &Draft<'_>, i: usize) -> bool {
    if !draft.tokens[i].is_sign('.') || i == 0 {
        return false;
    }
    let key = draft.tokens.key(i - 1);
    let single = key.chars().count() == 1;
    let upper = draft.tokens[i - 1].span.of(draft.seen()).chars().all(char::is_uppercase);
    let arabic = key.chars().all(|c| crate::text::script_of(c) == Some(Script::Arabic));
    single && (upper || arabic) && draft.tokens[i - 1].kind == TokenKind::Word
}

/// The author list between two tokens, which becomes the editor where an editor's cue closes it.
fn authors(draft: &mut Draft<'_>, from: usize, end: usize) {
    let cue = (from..end).find(|&i| {
        draft.tokens[i].means(|s| matches!(s, Sense::Cue(Sought::Editor | Sought::Translator, Side::After)))
            && i > from
            && i + draft.tokens[i].run() + 4 > end
    });
    let label = match cue {
        Some(i) if draft.tokens[i].means(|s| matches!(s, Sense::Cue(Sought::Editor, Side::After))) => {
            Label::Editor
        }
        _ => Label::Author,
    };
    draft.add(label, from, cue.unwrap_or(end), 0.9);
    draft.take(from, end);
}

/// The date between two tokens.
fn date(draft: &mut Draft<'_>, from: usize, end: usize) {
    let (from, end) = draft.trim(from, end);
    let span = draft.span(from, end);
    draft.main_date = Some(span);
    draft.fields.push(Field { label: Label::Date, span, confidence: 0.95 });
    draft.take(from.saturating_sub(1), end + 1);
}

/// The date that stands elsewhere: in brackets, or the last year that no locator has.
fn last_date(draft: &mut Draft<'_>, from: usize) {
    let tokens = draft.tokens;
    let no_date = |i: &usize| tokens[*i].means(|s| matches!(s, Sense::NoDate | Sense::InPress));
    if let Some((open, close)) = bracketed_date(draft)
        && open >= from
        && !draft.taken[open + 1]
        && close + 1 >= tokens.len().saturating_sub(24)
    {
        return date(draft, open + 1, close);
    }
    let free = |i: &usize| !draft.taken[*i] && year_at(tokens, *i).is_some();
    let accessed =
        (from..tokens.len()).find(|&i| tokens[i].means(|s| matches!(s, Sense::Cue(Sought::Accessed, _))));
    let end = accessed.unwrap_or(tokens.len());
    if let Some(i) = (from..end).rev().find(free) {
        // A year amid the words of a title is no date: a sign stands before it or behind it.
        let (first, behind) = draft.date_run(i);
        let before = first.checked_sub(1).and_then(|b| tokens.get(b)).and_then(|t| t.sign());
        let after = tokens.get(behind);
        let delimited = |c: Option<char>| matches!(c, Some('،' | ',' | '.' | ';' | '؛' | ':' | '('));
        if delimited(before) && after.is_none_or(|t| t.sign().is_some() && !t.is_sign('»')) || after.is_none()
        {
            return date(draft, first, behind);
        }
    }
    if let Some(i) = (from..tokens.len()).find(no_date) {
        date(draft, i, i + tokens[i].run());
    }
}
