//! The marks of one block's content: commands, emphasis, mathematics, comments, addresses, citations by key.
//!
//! Reads each byte once: which brackets belong together is known beforehand, and nothing is looked for twice.

use super::super::{Block, KeyCitation, Mark, MarkKind};
use super::closer::{Closer, environment};
use super::commands::{Meaning, has_no_arguments, meaning};
use super::lexer::{Lexeme, Lexer, Pairs, Token, is_special, skip, skip_space};
use crate::text::Local;

/// How far the body of a definition is looked for behind `\def`, in bytes: a name and nine parameters.
const LONGEST_DEFINED: usize = 120;

/// Marks what is not plain words in the content of `block`, and leaves out comments at its two ends.
pub(super) fn parse(source: &str, block: &mut Block) {
    let text = block.content.of(source);
    if !text.bytes().any(is_special) {
        return;
    }
    let raw = Pairs::raw(text);
    let pairs = Pairs::new(text, &raw);
    let inline = Inline {
        text,
        base: block.content.start as usize,
        pairs: &pairs,
        lexer: Lexer::with(text, &raw),
        groups: Vec::new(),
        no_dollar_before: 0,
        no_bracket_before: 0,
        marks: std::mem::take(&mut block.marks),
        keys: Vec::new(),
    };
    (block.marks, block.keys) = inline.read();
    without_comments(source, block);
}

/// Marks the comments of a block of nothing else.
pub(super) fn comments(source: &str, block: &mut Block) {
    let text = block.content.of(source);
    let comments = Lexer::new(text, 0).filter(|token| token.lexeme == Lexeme::Comment);
    let base = block.content.start as usize;
    block.marks.extend(comments.map(|token| Mark {
        kind: MarkKind::Comment,
        span: Local::new(base + token.start, base + token.end),
    }));
}

/// Leaves out comments at the two ends of the content.
fn without_comments(source: &str, block: &mut Block) {
    let content = &mut block.content;
    for mark in block.marks.iter().rev() {
        if mark.kind != MarkKind::Comment || mark.span.end < content.end || mark.span.start < content.start {
            break;
        }
        let before = Local { start: content.start, end: mark.span.start }.of(source);
        content.end = content.start + before.trim_end().len() as u32;
    }
    for mark in &block.marks {
        if mark.span.start < content.start {
            continue;
        }
        if mark.kind != MarkKind::Comment || mark.span.start != content.start || content.is_empty() {
            break;
        }
        let behind = Local { start: mark.span.end, end: content.end }.of(source);
        content.start = content.end - behind.trim_start().len() as u32;
    }
}

/// The marks and citations of one content while they are being found.
#[derive(Debug)]
struct Inline<'a> {
    text: &'a str,
    /// Where the text starts in its block.
    base: usize,
    pairs: &'a Pairs,
    lexer: Lexer<'a>,
    /// Where the groups that are open close, the innermost last.
    groups: Vec<usize>,
    /// Before this place no `$` closes a formula any more.
    no_dollar_before: usize,
    /// Before this place there is no `\)` any more.
    no_bracket_before: usize,
    marks: Vec<Mark>,
    keys: Vec<KeyCitation>,
}

impl Inline<'_> {
    fn read(mut self) -> (Vec<Mark>, Vec<KeyCitation>) {
        while let Some(token) = self.lexer.next() {
            self.token(token);
        }
        (self.marks, self.keys)
    }

    /// Where the innermost group closes: nothing that is marked may cross it.
    fn limit(&self) -> usize {
        self.groups.last().copied().unwrap_or(self.text.len())
    }

    /// Marks a range and goes on behind it.
    fn take(&mut self, kind: MarkKind, start: usize, end: usize) {
        let end = end.min(self.limit());
        self.mark(kind, start, end);
        self.lexer.at = end.max(start);
    }

    fn mark(&mut self, kind: MarkKind, start: usize, end: usize) {
        if start < end {
            self.marks.push(Mark { kind, span: Local::new(self.base + start, self.base + end) });
        }
    }

    fn token(&mut self, token: Token) {
        let Token { start, end, .. } = token;
        match token.lexeme {
            Lexeme::Open => {
                self.take(MarkKind::Syntax, start, end);
                self.groups.extend(self.pairs.close(start));
            }
            Lexeme::Close => {
                self.groups.pop_if(|close| *close == start);
                self.take(MarkKind::Syntax, start, end);
            }
            Lexeme::OpenBracket | Lexeme::CloseBracket => {}
            Lexeme::Tie => self.take(MarkKind::Space, start, end),
            Lexeme::Comment => self.take(MarkKind::Comment, start, end),
            Lexeme::Verbatim => self.take(MarkKind::Opaque, start, end),
            Lexeme::Raw { open, close } => self.address(token, open, close),
            Lexeme::Sign(sign) => self.sign(token, sign),
            Lexeme::Dollar => match Closer::opened_by(self.text, token) {
                Some(_) => self.environment(token),
                None => self.math(token, Closer::Dollar),
            },
            Lexeme::Command => self.command(token),
        }
    }

    /// A mathematical formula, if it is closed.
    fn math(&mut self, token: Token, mut closer: Closer) {
        let inside = self.text.get(..self.limit()).unwrap_or("");
        let given_up =
            if closer == Closer::Dollar { &mut self.no_dollar_before } else { &mut self.no_bracket_before };
        let end = if token.start < *given_up { None } else { closer.feed(inside, token.end) };
        if end.is_none() {
            *given_up = inside.len().max(*given_up);
        }
        match end {
            Some(end) => self.take(MarkKind::Opaque, token.start, end),
            None => self.take(MarkKind::Syntax, token.start, token.end),
        }
    }

    /// A display, an environment that is no prose, or a hidden part, up to the end of the group if it is not closed.
    fn environment(&mut self, token: Token) {
        let inside = self.text.get(..self.limit()).unwrap_or("");
        let Some((mut closer, behind)) = Closer::opened_by(self.text, token) else { return };
        let end = closer.feed(inside, behind).unwrap_or(inside.len());
        self.take(MarkKind::Opaque, token.start, end);
    }

    /// A backslash and a sign.
    fn sign(&mut self, token: Token, sign: char) {
        let Token { start, end, .. } = token;
        match sign {
            '[' => self.environment(token),
            '(' => self.math(token, Closer::Sign(')')),
            ' ' | '\t' | ',' | ';' | ':' | '>' => self.take(MarkKind::Space, start, end),
            '\\' => {
                let star = end + usize::from(self.text.as_bytes().get(end) == Some(&b'*'));
                let end =
                    self.pairs.close(star).filter(|_| self.byte(star) == Some(b'[')).map_or(star, |c| c + 1);
                self.take(MarkKind::Space, start, end);
            }
            '&' | '%' | '_' | '#' | '$' | '{' | '}' => {
                self.take(MarkKind::Syntax, start, start + 1);
                self.lexer.at = end.min(self.limit());
            }
            _ if sign.is_ascii() => self.take(MarkKind::Syntax, start, end),
            _ => self.take(MarkKind::Syntax, start, start + 1),
        }
    }

    fn command(&mut self, token: Token) {
        let Token { start, end, .. } = token;
        let name = token.name(self.text);
        match meaning(name) {
            _ if Closer::opened_by(self.text, token).is_some() => self.environment(token),
            Meaning::Emphasis => match self.argument(end) {
                Some((open, close)) => {
                    self.take(MarkKind::Syntax, start, open + 1);
                    self.mark(MarkKind::Emphasis, open + 1, close);
                    self.groups.push(close);
                }
                None => self.take(MarkKind::Syntax, start, end),
            },
            Meaning::Declaration { emphasis } => {
                self.take(MarkKind::Syntax, start, self.behind_space(end));
                if emphasis && !self.groups.is_empty() {
                    self.mark(MarkKind::Emphasis, self.lexer.at, self.limit());
                }
            }
            Meaning::Space => self.take(MarkKind::Space, start, end),
            Meaning::Opaque(pattern) => match self.arguments(end, pattern) {
                Some(end) => self.take(MarkKind::Opaque, start, end),
                None => self.take(MarkKind::Syntax, start, end),
            },
            Meaning::Hidden(pattern) => {
                let end = self.arguments(end, pattern).unwrap_or(end);
                self.take(MarkKind::Syntax, start, end);
            }
            Meaning::Letter => {
                self.take(MarkKind::Syntax, start, start + 1);
                self.take(MarkKind::Syntax, end, self.behind_space(end));
            }
            Meaning::Accent => self.take(MarkKind::Syntax, start, self.behind_space(end)),
            Meaning::Citation { plural } => self.citation(token, plural),
            Meaning::Length => self.take(MarkKind::Syntax, start, self.behind_length(end)),
            Meaning::Begin => self.begin(token),
        }
    }

    /// The place behind a length at `at`: `=-1.5em`, ` 2pt`, `=\parindent`.
    fn behind_length(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let value = rest.trim_start_matches([' ', '=', '-']);
        let number = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let unit = match number.strip_prefix('\\') {
            Some(command) => command.trim_start_matches(|c: char| c.is_ascii_alphabetic()),
            None if number.len() == value.len() => return at,
            None => {
                let units = ["em", "ex", "pt", "cm", "mm", "in", "pc", "sp"];
                let behind = number.trim_start_matches(' ');
                units.iter().find_map(|unit| behind.strip_prefix(unit)).unwrap_or(number)
            }
        };
        self.behind_space(at + rest.len() - unit.len())
    }

    /// `\begin{X}[…]{…}` of an environment of prose.
    fn begin(&mut self, token: Token) {
        let (name, mut end) = environment(self.text, token.end).unwrap_or(("", token.end));
        let braces = !has_no_arguments(name);
        while !name.is_empty() && (self.byte(end) == Some(b'[') || (braces && self.byte(end) == Some(b'{'))) {
            let Some(close) = self.pairs.close(end) else { break };
            end = close + 1;
        }
        self.take(MarkKind::Syntax, token.start, end);
    }

    /// `\url{X}` and its like, and `\href{U}{T}`.
    fn address(&mut self, token: Token, open: usize, close: usize) {
        let Token { start, end, .. } = token;
        if end > self.limit() {
            return self.take(MarkKind::Syntax, start, open.min(self.limit()));
        }
        if self.text.get(start + 1..open).is_some_and(|name| name.trim_end() == "href") {
            return match self.argument(end) {
                Some((open, close)) => {
                    self.take(MarkKind::Syntax, start, open + 1);
                    self.groups.push(close);
                }
                None => self.take(MarkKind::Syntax, start, end),
            };
        }
        self.take(MarkKind::Syntax, start, open + 1);
        self.take(MarkKind::Address, open + 1, close);
        self.take(MarkKind::Syntax, close, end);
    }

    /// `\cite[see][12]{a,b}`
    fn citation(&mut self, token: Token, plural: bool) {
        let start = token.start;
        let mut at = token.end + usize::from(self.byte(token.end) == Some(b'*'));
        let mut keys = Vec::new();
        let mut found = false;
        while !found || (plural && matches!(self.byte(at), Some(b'[' | b'{'))) {
            let mut behind = at;
            for _ in 0..2 {
                behind = self.optional(behind).map_or(behind, |(_, close)| close + 1);
            }
            let Some((open, close)) = self.argument(behind) else { break };
            self.keys_in(open + 1, close, &mut keys);
            (at, found) = (close + 1, true);
        }
        if !found {
            return self.take(MarkKind::Syntax, start, token.end);
        }
        let all = keys.iter().any(|key| self.key(*key) == "*");
        keys.retain(|key| self.key(*key) != "*");
        if all && keys.is_empty() {
            return self.take(MarkKind::Opaque, start, at);
        }
        self.take(MarkKind::KeyCitation, start, at);
        self.keys.push(KeyCitation { span: Local::new(self.base + start, self.base + at), keys });
    }

    /// The text of a key, which is given in the block's own bytes.
    fn key(&self, key: Local) -> &str {
        let base = self.base as u32;
        Local { start: key.start.saturating_sub(base), end: key.end.saturating_sub(base) }.of(self.text)
    }

    /// The keys between two places, with commas between them.
    fn keys_in(&self, start: usize, end: usize, keys: &mut Vec<Local>) {
        let mut at = start;
        while at < end {
            let from = skip(self.text, at).min(end);
            let rest = self.text.get(from..end).unwrap_or("");
            let width = memchr::memchr2(b',', b'%', rest.as_bytes()).unwrap_or(rest.len());
            let key = rest.get(..width).unwrap_or("").trim_end();
            if !key.is_empty() {
                keys.push(Local::new(self.base + from, self.base + from + key.len()));
            }
            at = from + width + usize::from(rest.as_bytes().get(width) == Some(&b','));
        }
    }

    /// The place behind the arguments that `pattern` lists, as far as they are there; `None` when one in braces is
    /// missing at its place.
    fn arguments(&self, at: usize, pattern: &str) -> Option<usize> {
        let mut at = at;
        let mut given = 0;
        for sign in pattern.bytes() {
            let found = match sign {
                b's' => Some(at + usize::from(self.byte(at) == Some(b'*'))),
                b'o' => Some(self.optional(at).map_or(at, |(_, close)| close + 1)),
                b'd' => self.definition(at),
                b'c' => self.argument(at).map(|(_, close)| close + 1).or_else(|| self.control(at)),
                _ => self.argument(at).map(|(_, close)| close + 1),
            };
            match found {
                Some(end) => at = end,
                None if given > 0 => return Some(at),
                None => return None,
            }
            given += usize::from(!matches!(sign, b's' | b'o'));
        }
        Some(at)
    }

    /// The place behind a command that stands as an argument.
    fn control(&self, at: usize) -> Option<usize> {
        let at = skip_space(self.text, at);
        let token = Lexer::new(self.text, at).next().filter(|token| token.start == at)?;
        matches!(token.lexeme, Lexeme::Command | Lexeme::Sign(_)).then_some(token.end)
    }

    /// The place behind the body of a definition: `\name#1#2{…}`.
    fn definition(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes().get(at..)?;
        let open = bytes.iter().take(LONGEST_DEFINED).position(|&byte| byte == b'{')?;
        self.pairs.close(at + open).filter(|&close| close < self.limit()).map(|close| close + 1)
    }

    /// The braces that open at `at`, spaces left out.
    fn argument(&self, at: usize) -> Option<(usize, usize)> {
        self.group(at, b'{')
    }

    /// The square brackets that open at `at`, spaces left out.
    fn optional(&self, at: usize) -> Option<(usize, usize)> {
        self.group(at, b'[')
    }

    fn group(&self, at: usize, sign: u8) -> Option<(usize, usize)> {
        let open = skip(self.text, at);
        if self.byte(open) != Some(sign) {
            return None;
        }
        self.pairs.close(open).map(|close| (open, close)).filter(|&(_, close)| close < self.limit())
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The place behind one space at `at`.
    fn behind_space(&self, at: usize) -> usize {
        at + usize::from(self.byte(at) == Some(b' '))
    }
}
