//! Numbers with digits of two sets.

use crate::lang::Lang;
use crate::rules::{Check, Message, Safety, Sink, TextCx, declare_rule};
use crate::syntax::TokenKind;
use crate::text::{DigitSet, digit_set, digit_value};

declare_rule! {
    /// A number mixes digits of two sets.
    ///
    /// ## Why
    /// `۱۳8۹` looks right in print and is no number to a search, to sorting or to a database. Two numbers of
    /// one entry may well use two sets; addresses and identifiers are never looked at.
    ///
    /// ## Examples
    /// ```text bad fa
    /// بوزان، بری (۱۳8۹). مردم، دولت‌ها و هراس. تهران: نشر نی.
    /// ```
    /// ```text bad en
    /// Walt, Stephen (19۸7). The origins of alliances. Ithaca: Cornell University Press.
    /// ```
    /// ```text good fa
    /// بوزان، بری (1389). مردم، دولت‌ها و هراس. تهران: نشر نی، چاپ ۲.
    /// ```
    /// ```text good en
    /// Walt, Stephen (1987). The origins of alliances. Ithaca: Cornell University Press.
    /// ```
    ///
    /// ## Fix
    /// Writes the whole number in the set of most of its digits, or of the entry's language where two sets
    /// are level. Safe: the value stays.
    pub(crate) DIGITS_MIXED {
        name: "digits-mixed",
        severity: Warning,
        fix: Some(Safety::Safe),
        check: Check::Text(check),
    }
}

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    let numbers = cx.tokens.iter().filter(|token| token.kind == TokenKind::Number);
    for token in numbers.filter(|token| !cx.view.protected.iter().any(|p| p.overlaps(token.span))) {
        let number = token.span.of(&cx.view.text);
        let Some(set) = right_set(number, cx.lang) else { continue };
        let right: String =
            number.chars().map(|c| digit_value(c).map_or(c, |value| set.digit(value))).collect();
        let message = Message::new(
            "the number `{0}` mixes digits of two sets",
            "عدد «{0}» آمیخته‌ای از دو گونه رقم است",
        );
        let title = Message::new("Write `{0}`", "«{0}» نوشته شود").with(right.as_str());
        sink.report(token.span, message.with(number)).fix(title, [(token.span, right)]);
    }
}

/// The set in which a number of two sets should be written; `None` for a number of one set.
fn right_set(number: &str, lang: Option<Lang>) -> Option<DigitSet> {
    let first = number.chars().find_map(digit_set)?;
    if number.chars().filter_map(digit_set).all(|set| set == first) {
        return None;
    }
    let count = |set: DigitSet| number.chars().filter(|&c| digit_set(c) == Some(set)).count();
    let sets = [DigitSet::Ascii, DigitSet::Persian, DigitSet::Arabic];
    let most = sets.map(count).into_iter().max()?;
    let mut leading = sets.into_iter().filter(|&set| count(set) == most);
    match (leading.next(), leading.next()) {
        (Some(only), None) => Some(only),
        _ => Some(lang.and_then(|lang| lang.pack().digits.chars().find_map(digit_set)).unwrap_or(first)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_decides_and_then_the_language() {
        let fa = Lang::from_id("fa");
        assert_eq!(right_set("۱۳8۹", None), Some(DigitSet::Persian));
        assert_eq!(right_set("13۸۹", fa), Some(DigitSet::Persian));
        assert_eq!(right_set("13۸۹", Lang::from_id("en")), Some(DigitSet::Ascii));
        assert_eq!(right_set("1389", fa), None);
    }
}
