//! The room round a sign: what stands before it and behind it, and what must stay as it is.

use crate::lang::{Sense, Sought};
use crate::rules::TextCx;
use crate::syntax::{Token, TokenKind};
use crate::text::{Local, Script, script_of};

/// A token in its text.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    cx: &'a TextCx<'a>,
    at: usize,
    token: &'a Token,
}

impl<'a> Spot<'a> {
    fn new(cx: &'a TextCx<'a>, at: usize) -> Option<Self> {
        Some(Spot { cx, at, token: cx.tokens.get(at)? })
    }

    /// All signs of a text, without those of addresses.
    pub(super) fn signs(cx: &'a TextCx<'a>) -> impl Iterator<Item = (Spot<'a>, char)> {
        let spots = (0..cx.tokens.len()).filter_map(move |at| Spot::new(cx, at));
        let free = spots.filter(move |spot| !cx.view.protected.iter().any(|p| p.overlaps(spot.span())));
        free.filter_map(|spot| Some((spot, spot.sign()?)))
    }

    /// The token before.
    pub(super) fn before(self) -> Option<Self> {
        Spot::new(self.cx, self.at.checked_sub(1)?)
    }

    /// The token behind.
    pub(super) fn behind(self) -> Option<Self> {
        Spot::new(self.cx, self.at + 1)
    }

    /// Its place.
    pub(super) fn span(self) -> Local {
        self.token.span
    }

    /// Its text.
    pub(super) fn text(self) -> &'a str {
        self.token.span.of(&self.cx.view.text)
    }

    /// The sign that it is.
    pub(super) fn sign(self) -> Option<char> {
        self.token.sign()
    }

    /// The place between the token before and this one.
    pub(super) fn room(self) -> Local {
        Local { start: self.before().map_or(0, |before| before.span().end), end: self.span().start }
    }

    /// Whether white space stands before it.
    pub(super) fn is_apart(self) -> bool {
        self.room().of(&self.cx.view.text).contains(char::is_whitespace)
    }

    /// Whether it begins a line.
    pub(super) fn begins_line(self) -> bool {
        self.room().of(&self.cx.view.text).contains(['\n', '\r'])
    }

    /// Whether it is a word, or code, mathematics or a citation that stands for one.
    pub(super) fn is_word(self) -> bool {
        matches!(self.token.kind, TokenKind::Word | TokenKind::Sign('\u{fffc}'))
    }

    /// Whether it is a number.
    pub(super) fn is_number(self) -> bool {
        self.token.kind == TokenKind::Number
    }

    /// Whether it is a number of four digits that can be a year.
    pub(super) fn is_year(self) -> bool {
        self.len() == 4 && self.cx.tokens.number(self.at).is_some_and(|n| (1000..2200).contains(&n))
    }

    /// Whether it is an address.
    pub(super) fn is_address(self) -> bool {
        matches!(self.token.kind, TokenKind::Identifier(_))
    }

    /// Its folded letters or digits; signs have none.
    pub(super) fn key(self) -> &'a str {
        self.cx.tokens.key(self.at)
    }

    /// Its number of letters or digits.
    pub(super) fn len(self) -> usize {
        self.key().chars().count()
    }

    /// Whether it is a word in this script.
    pub(super) fn is_in(self, script: Script) -> bool {
        self.token.kind == TokenKind::Word && self.text().chars().find_map(script_of) == Some(script)
    }

    /// Whether it can begin a sentence or a field: a word of Arabic script, or a Latin one with a capital and
    /// small letters.
    pub(super) fn opens(self) -> bool {
        let mut letters = self.text().chars();
        let capital =
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
        (self.is_in(Script::Arabic) && self.len() > 2) || (self.is_in(Script::Latin) && capital)
    }

    /// Whether it may have a meaning that `wanted` accepts.
    pub(super) fn means(self, wanted: impl Fn(Sense) -> bool) -> bool {
        self.token.means(wanted)
    }

    /// Whether it announces a number: `Vol`; of single letters only `p`, for the others are initials as well.
    pub(super) fn is_label(self) -> bool {
        use Sought::{Chapter, Issue, Pages, Volume};
        let page = |sense| matches!(sense, Sense::Cue(Pages, _));
        let number = |sense| matches!(sense, Sense::Cue(Volume | Issue | Chapter, _)) || page(sense);
        let inside = self.before().is_some_and(|before| before.sign() == Some('.') && !self.is_apart());
        let small = self.text().starts_with(char::is_lowercase) && !inside;
        if self.len() > 1 { self.means(number) } else { small && self.means(page) }
    }
}
