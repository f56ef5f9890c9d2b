//! Names of organisations.

use super::order::{is_given, is_initials};
use super::parts::Part;
use crate::lang::{Marks, Sense};
use crate::syntax::Tokens;
use crate::text::{Script, Shares};

/// Whether a name is an organisation's: one of its words says so.
pub fn is_organisation(name: &str) -> bool {
    let tokens = Tokens::new(name);
    tokens.iter().any(|t| t.means(|s| s == Sense::Organisation))
}

/// Whether pieces are one organisation whose name has commas and conjunctions: «وزارت بهداشت، درمان و آموزش پزشکی»,
/// "Food and Agriculture Organization". A piece says so, and none of the others could be a person or another
/// organisation; or the short form in brackets has the initials of the pieces.
pub(super) fn is_one_organisation(value: &str, parts: &[Part]) -> bool {
    let Some((first, rest)) = parts.split_first().filter(|(_, rest)| !rest.is_empty()) else { return false };
    let name = |part: &Part| part.span.of(value);
    let alone = |part: &Part| {
        let name = name(part);
        is_initials(name) || is_given(name) || (is_organisation(name) && !names_many(name))
    };
    if has_its_initials(value) {
        return true;
    }
    if is_organisation(name(first)) {
        return !rest.iter().any(alone);
    }
    // One word before the conjunction that is nobody's name.
    let words = Tokens::new(name(first));
    let nobody =
        || words.iter().all(|t| !t.marks().contains(Marks::SURNAME) && !t.marks().contains(Marks::GIVEN));
    let latin = || Shares::of(name(first)).main() == Some(Script::Latin);
    matches!(rest, [last] if !last.after_comma && is_organisation(name(last)))
        && words.len() == 1
        && latin()
        && nobody()
}

/// Whether what says that a name is an organisation's stands in the plural: "Research Libraries" are no author.
fn names_many(name: &str) -> bool {
    let singular = |word: &str| match word.strip_suffix("ies") {
        Some(stem) => Some(format!("{stem}y")),
        None => word.strip_suffix('s').map(str::to_owned),
    };
    let words: Vec<&str> = name.split_whitespace().filter(|word| is_organisation(word)).collect();
    let many = |word: &&str| singular(word).is_some_and(|one| is_organisation(&one));
    !words.is_empty() && words.iter().all(many)
}

/// Whether a name ends in a bracket with the initials of its capitalised words, or of the first of them: "Food and
/// Agriculture Organization of the United Nations (FAO)".
fn has_its_initials(name: &str) -> bool {
    let inner = name.trim_end().strip_suffix([')', ']']).and_then(|name| name.rsplit_once(['(', '[']));
    let Some((before, short)) = inner else { return false };
    let capitals =
        before.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase());
    let short_form = short.chars().count() > 2 && short.chars().all(char::is_uppercase);
    short_form && capitals.collect::<String>().starts_with(short)
}
