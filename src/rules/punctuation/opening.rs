//! Opening brackets that stick to the word before them.

use super::spacing::Spot;
use crate::lang::{Sense, Sought, packs};
use crate::text::Script;

/// Whether an opening bracket sticks to a word that it is no part of.
pub(super) fn sticks(spot: Spot<'_>, before: Spot<'_>) -> bool {
    let joined = !spot.is_apart() && before.is_word() && before.len() > 1;
    let Some(first) = spot.behind().filter(|_| joined) else { return false };
    let mut behind = std::iter::successors(Some(first), |spot| spot.behind());
    let close = behind.find(|spot| spot.sign() == Some(')'));
    let goes_on = close.and_then(Spot::behind).is_some_and(|next| !next.is_apart() && next.is_word());
    let role = first.means(|s| matches!(s, Sense::Cue(Sought::Editor | Sought::Translator, _)));
    match before.is_in(Script::Arabic) {
        true => !goes_on && !is_ending(first) && (first.is_in(Script::Arabic) || first.is_year()),
        false => !goes_on && before.is_in(Script::Latin) && (first.is_year() || role),
    }
}

/// Whether a word is an ending, which in brackets may be read or left out: «کتاب(ها)».
fn is_ending(word: Spot<'_>) -> bool {
    let key = word.key();
    key == "\u{6cc}"
        || packs().iter().any(|pack| pack.prose.joined_suffixes.iter().any(|suffix| suffix == key))
}
