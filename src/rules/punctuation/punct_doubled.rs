//! Signs that stand twice.

use super::spacing::Spot;
use crate::lang::{PlaceKind, Sense, is_abbreviation};
use crate::rules::{Check, Message, Safety, Sink, TextCx, declare_rule};
use crate::text::{Local, Script};

declare_rule! {
    /// Two signs stand where one belongs: `,,`, `..`, «،.».
    ///
    /// ## Why
    /// Doubled signs are left behind when a field was deleted between them, or when two programs each wrote
    /// one. The full stop of an abbreviation before a comma (`ed.,`, «ر.،»), a question mark that ends a
    /// title (`?,`, «؟،») and points of omission are no fault.
    ///
    /// ## Examples
    /// ```text bad fa
    /// بوزان، بری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: نشر نی،.
    /// ```
    /// ```text bad en
    /// Walt, Stephen (1987). The origins of alliances.. Ithaca: Cornell University Press.
    /// ```
    /// ```text good fa
    /// قصدی، ر.، و حاتمی، ح. (۱۳۹۵). «همگرایی یا واگرایی؟»، مطالعات تاریخی، ۱۹(۳)، ۳۰۵-۳۱۰.
    /// ```
    /// ```text good en
    /// Smith, J. A., & Poe, C. (1991). Who governs? Political Science Review, 35(4), 904–933.
    /// ```
    ///
    /// ## Fix
    /// The stronger sign stays: the full stop before the semicolon, the semicolon before the comma. Safe: no
    /// word changes.
    pub(crate) PUNCT_DOUBLED {
        name: "punct-doubled",
        severity: Info,
        fix: Some(Safety::Safe),
        check: Check::Text(check),
    }
}

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    let mut end = 0;
    for (first, sign) in Spot::signs(cx) {
        if first.span().start < end || !is_single(sign) {
            continue;
        }
        let run = run(cx, first);
        let last = run.last().copied().unwrap_or(first);
        end = last.span().end;
        if run.len() < 2 || is_right(first, last, &run) {
            continue;
        }
        let span = Local { start: first.span().start, end };
        let Some(kept) = strongest(cx, &run) else { continue };
        let message = Message::new("`{0}` stands where `{1}` is enough", "«{0}» به جای «{1}» آمده است");
        let title = Message::new("Keep `{0}`", "تنها «{0}» بماند").with(kept.to_string());
        sink.report(span, message.with(span.of(&cx.view.text)).with(kept.to_string()))
            .fix(title, [(span, kept.to_string())]);
    }
}

fn is_single(sign: char) -> bool {
    matches!(sign, ',' | '،' | ';' | '؛' | '.')
}

/// The signs that stand together from `first` on; a space before a comma does not part them, a line break or an
/// invisible control does.
fn run<'a>(cx: &TextCx<'_>, first: Spot<'a>) -> Vec<Spot<'a>> {
    let mut run = vec![first];
    let mut last = first;
    while let Some(next) = last.behind() {
        let stop = next.sign() == Some('.') && last.sign() == Some('.');
        let hidden = !next.room().of(&cx.view.text).chars().all(|c| c == ' ');
        if !next.sign().is_some_and(is_single) || hidden || (stop && next.is_apart()) {
            break;
        }
        run.push(next);
        last = next;
    }
    run
}

/// Whether the signs are right as they are: an omission, a range, or an abbreviation and what follows it.
fn is_right(first: Spot<'_>, last: Spot<'_>, run: &[Spot<'_>]) -> bool {
    let stops = run.iter().filter(|spot| spot.sign() == Some('.')).count();
    let Some(before) = first.before() else { return true };
    let range = before.is_number() && last.behind().is_some_and(|next| next.is_number() && !next.is_apart());
    let path = last.behind().is_some_and(|next| next.sign() == Some('/'));
    let entity = first.sign() == Some(';') && before.before().is_some_and(|b| b.sign() == Some('&'));
    let abbreviated = first.sign() == Some('.') && stops == 1 && run.len() == 2 && ends_in_stop(before);
    stops > 2 || range || path || entity || abbreviated
}

/// Whether the full stop behind a word can be its own. A Latin word that is cut short ends in a consonant.
fn ends_in_stop(word: Spot<'_>) -> bool {
    let whole = |s: Sense| matches!(s, Sense::Place(PlaceKind::City) | Sense::Given);
    if word.is_in(Script::Latin) && !is_abbreviation(word.text()) {
        let vowel = word.text().ends_with(['a', 'e', 'i', 'o', 'y']);
        return word.len() < 5 || !(vowel || word.means(whole));
    }
    match word.is_in(Script::Arabic) {
        true => word.len() < 4,
        false => word.is_word() || (word.is_number() && word.len() < 3),
    }
}

/// The sign that stays: the strongest, and of two commas the one of the language.
fn strongest(cx: &TextCx<'_>, run: &[Spot<'_>]) -> Option<char> {
    let strength = |sign: char| match sign {
        '.' => 3,
        ';' | '؛' => 2,
        _ => 1,
    };
    let own = |sign: char| cx.lang.is_some_and(|lang| lang.pack().punctuation.comma.contains(sign));
    let signs = run.iter().filter_map(|spot| spot.sign());
    signs.reduce(|a, b| if (strength(b), own(b)) > (strength(a), own(a)) { b } else { a })
}
