//! The Persian words of a text: what its Arabic titles, names and quotations hold is left out.

use crate::lang::Lang;
use crate::markup::View;
use crate::syntax::{Reference, Token, TokenKind, Tokens};
use crate::text::{Local, Script};

/// The words of a Persian text that `wanted` picks and that are surely no Arabic; none when the text is not
/// Persian.
///
/// Where a part of the text is Arabic, words with the Arabic article are left out everywhere: Arabic authors
/// and publishers stand beside Arabic titles.
pub(super) fn words<'a>(
    view: &'a View,
    tokens: &Tokens,
    lang: Option<Lang>,
    reference: Option<&Reference>,
    wanted: impl Fn(&str) -> bool,
) -> Vec<(Local, &'a str)> {
    let Some(persian) = lang.filter(|lang| lang.id() == PERSIAN) else { return Vec::new() };
    let all = tokens.iter().filter(|token| token.kind == TokenKind::Word);
    let words = all.map(|token| (token.span, token.span.of(&view.text)));
    let mut words: Vec<(Local, &str)> =
        words.filter(|(_, word)| wanted(word) && !is_arabic_spelling(word)).collect();
    if words.is_empty() {
        return words;
    }
    let parts = parts(view, tokens, reference);
    let arabic: Vec<Local> = parts.into_iter().filter(|part| is_arabic(part.of(&view.text))).collect();
    let own_letters = persian.pack().prose.letters.as_str();
    words.retain(|(span, word)| {
        let hidden = arabic.iter().chain(&view.protected).any(|part| part.overlaps(*span));
        let article = has_article(word) && !word.chars().any(|c| own_letters.contains(c));
        !hidden && (arabic.is_empty() || !article)
    });
    words
}

const PERSIAN: &str = "fa";

/// The Arabic article, U+0627 U+0644.
const ARTICLE: &str = "\u{627}\u{644}";

/// Fields, quotations and emphasised parts: each is in one language.
fn parts(view: &View, tokens: &Tokens, reference: Option<&Reference>) -> Vec<Local> {
    let fields = reference.map_or(&[][..], |reference| &reference.fields);
    let parts = fields.iter().map(|field| field.span).chain(view.emphasis.iter().copied());
    parts.chain(quotations(tokens)).collect()
}

/// Whether a part of a Persian text is Arabic: by its function words and letters, or by two words that are
/// spelt as Persian ones are not.
fn is_arabic(part: &str) -> bool {
    let words = || part.split(|c: char| !c.is_alphabetic());
    let signs =
        words().filter(|word| has_article(word)).count() + words().filter(|w| is_arabic_spelling(w)).count();
    // The letters that are typed by mistake must not vote.
    let letters: String = part.chars().map(|c| letter(c).unwrap_or(c)).collect();
    let detected = Lang::detect_in(&letters, Script::Arabic).is_some_and(|lang| lang.id() != PERSIAN);
    signs > 1 || (detected && words().filter(|word| !word.is_empty()).count() > 1)
}

/// The Persian letter for an Arabic one that looks like it.
pub(super) fn letter(c: char) -> Option<char> {
    match c {
        // U+064A and U+0649 become U+06CC; U+0643 becomes U+06A9.
        'ي' | 'ى' => Some('ی'),
        'ك' => Some('ک'),
        _ => None,
    }
}

/// Whether a word begins with the article, alone or behind a waw.
fn has_article(word: &str) -> bool {
    let bare = word.strip_prefix('\u{648}').filter(|rest| rest.chars().count() > 4).unwrap_or(word);
    bare.starts_with(ARTICLE) && bare.chars().count() > 3
}

/// Whether a word has a letter that only Arabic spelling uses: teh marbuta, alef with hamza below.
fn is_arabic_spelling(word: &str) -> bool {
    word.contains(['\u{629}', '\u{625}'])
}

/// What stands between two quotation marks.
fn quotations(tokens: &Tokens) -> Vec<Local> {
    let mut open: Option<Token> = None;
    let mut found = Vec::new();
    for token in tokens.iter() {
        match (token.sign(), open) {
            (Some('»' | '”' | '"'), Some(first)) => {
                found.push(Local { start: first.span.end, end: token.span.start });
                open = None;
            }
            (Some('«' | '“' | '"'), None) => open = Some(*token),
            _ => {}
        }
    }
    found
}
