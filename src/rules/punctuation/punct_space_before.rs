//! Space before a sign, or none before an opening bracket.

use super::opening::sticks;
use super::spacing::Spot;
use crate::rules::{Check, Message, Safety, Sink, TextCx, declare_rule};
use crate::text::{Local, Script};

declare_rule! {
    /// A space stands before a comma, full stop, colon, semicolon or closing mark, or none before an opening
    /// bracket.
    ///
    /// ## Why
    /// A sign belongs to the word before it: with a space between them it can begin the next line. In French
    /// entries and in those of library catalogues all colons and semicolons stand apart, which is right and
    /// stays.
    ///
    /// ## Examples
    /// ```text bad fa
    /// جعفری، علی‌اکبر (۱۳۹۲). روابط ایران و روسیه : همگرایی یا واگرایی. تهران: نشر نی.
    /// ```
    /// ```text bad fa
    /// نوری، علیرضا (۱۳۸۹). سیاست خارجی روسیه در دوره پوتین. تهران: دانشگاه امام حسین(ع).
    /// ```
    /// ```text bad en
    /// Walt, Stephen (1987). The origins of alliances. Ithaca: Cornell University Press .
    /// ```
    /// ```text good fa
    /// قصدی، رضا (۱۳۹۵). «روابط ایران و روسیه: همگرایی یا واگرایی؟»، مطالعات اوراسیای مرکزی، ۱۹(۳)، ۳۰۵-۳۱۰.
    /// ```
    /// ```text good en
    /// Morrow, James D. (1991). The number(s) of alliances. Political Science Review, 35(4), 904–933.
    ///
    /// Walt, Stephen (1997). The end . . . and after. Survival, 39( 1 ), 156–179.
    /// ```
    ///
    /// ## Fix
    /// Removes the space, or puts one before the bracket. Safe: only space changes.
    pub(crate) PUNCT_SPACE_BEFORE {
        name: "punct-space-before",
        severity: Hint,
        fix: Some(Safety::Safe),
        check: Check::Text(check),
    }
}

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    for (spot, sign) in Spot::signs(cx) {
        let Some(before) = spot.before() else { continue };
        let apart = spot.is_apart() && !spot.begins_line();
        match sign {
            '(' if sticks(spot, before) => report_lack(cx, spot, before, sink),
            ',' | '،' | ';' | '؛' | ':' | '.' | '?' | '؟' | '!' | ')' | ']' | '»'
                if apart && !may_stand_apart(cx, spot, before) =>
            {
                report_room(cx, spot, before, sink);
            }
            _ => {}
        }
    }
}

/// Whether the space before a sign is no fault, or is another rule's.
fn may_stand_apart(cx: &TextCx<'_>, spot: Spot<'_>, before: Spot<'_>) -> bool {
    let latin = cx.lang.is_some_and(|lang| lang.script() == Script::Latin);
    let joined = spot.behind().filter(|behind| !behind.is_apart());
    let excused = match spot.sign() {
        Some(sign @ (')' | ']' | '»')) => (sign == '»' && latin) || !opens_tightly(spot, sign),
        // ". . ."
        Some('.') if spot.behind().is_some_and(|behind| behind.sign() == Some('.')) => true,
        // ".5", ".com", ".NET", and "…" written with dots.
        Some('.') => joined.is_some_and(|next| {
            next.is_number() || next.sign() == Some('.') || (next.is_in(Script::Latin) && !next.opens())
        }),
        Some(':' | ';')
            if joined.is_some_and(|next| matches!(next.sign(), Some(')' | '(' | '-' | ':' | '/'))) =>
        {
            true
        }
        Some(sign @ (':' | ';' | '?' | '!')) => latin && cx.reference.is_some() && is_habit(cx, sign),
        _ => false,
    };
    excused || matches!(before.sign(), Some('.' | ',' | '،' | ';' | '؛' | ':' | '(' | '[' | '«' | '…' | 'ـ'))
}

/// The most tokens between a bracket and the one that closes it.
const FARTHEST: usize = 400;

/// Whether the bracket that a sign closes is there, without a space behind it. Mirrored brackets have another fault, and a
/// space on both sides is a habit.
fn opens_tightly(spot: Spot<'_>, closer: char) -> bool {
    let opener = match closer {
        ')' => '(',
        ']' => '[',
        _ => '«',
    };
    let mut depth = 0usize;
    let mut behind = spot;
    for _ in 0..FARTHEST {
        let Some(at) = behind.before() else { break };
        match at.sign() {
            Some(sign) if sign == closer => depth += 1,
            Some(sign) if sign == opener && depth == 0 => return !behind.is_apart(),
            Some(sign) if sign == opener => depth -= 1,
            _ => {}
        }
        behind = at;
    }
    false
}

/// Whether every such sign of the text that ends a phrase stands apart, as in French.
fn is_habit(cx: &TextCx<'_>, sign: char) -> bool {
    let ends =
        |spot: Spot<'_>| spot.before().is_some_and(Spot::is_word) && spot.behind().is_none_or(Spot::is_apart);
    Spot::signs(cx).filter(|&(spot, other)| other == sign && ends(spot)).all(|(spot, _)| spot.is_apart())
}

fn report_room(cx: &TextCx<'_>, spot: Spot<'_>, before: Spot<'_>, sink: &mut Sink<'_>) {
    let room = spot.room();
    let shown = Local { start: before.span().start, end: spot.span().end };
    let message =
        Message::new("a space stands before `{0}` in `{1}`", "در «{1}» پیش از «{0}» فاصله آمده است");
    let message = message.with(spot.text()).with(shown.of(&cx.view.text));
    let spaces = room.of(&cx.view.text).char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| {
        let start = room.start as usize + at;
        (Local::new(start, start + c.len_utf8()), String::new())
    });
    let title = Message::new("Remove the space", "فاصله برداشته شود");
    sink.report(Local { start: room.start, end: spot.span().end }, message).fix(title, spaces);
}

fn report_lack(cx: &TextCx<'_>, spot: Spot<'_>, before: Spot<'_>, sink: &mut Sink<'_>) {
    let shown = Local { start: before.span().start, end: spot.span().end };
    let message =
        Message::new("no space stands before the bracket in `{0}`", "در «{0}» پیش از پرانتز فاصله نیست");
    let place = Local { end: spot.span().start, ..spot.span() };
    // In front of emphasis a space would have to stand before the markup.
    let room = !cx.view.emphasis.iter().any(|e| e.start == place.start);
    let title = Message::new("Add the space", "فاصله افزوده شود");
    sink.report(shown, message.with(shown.of(&cx.view.text)))
        .fix(title, room.then_some((place, " ".to_owned())));
}
