//! The tokens of LaTeX as far as blocks and marks need them, and which brackets belong together.
//!
//! Works on a text without knowing where it stands; knows no command but those whose argument is read verbatim.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lexeme {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// `$`
    Dollar,
    /// `~`
    Tie,
    /// `%` to the end of the line, its break left out.
    Comment,
    /// A backslash and letters; a backslash alone before a line break or at the end.
    Command,
    /// A backslash and one other character.
    Sign(char),
    /// `\verb|…|` as a whole.
    Verbatim,
    /// `\url{…}` and its like as a whole: where its braces stand.
    Raw {
        /// Where `{` stands.
        open: usize,
        /// Where `}` stands.
        close: usize,
    },
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub lexeme: Lexeme,
    /// Its first byte.
    pub start: usize,
    /// The first byte behind it.
    pub end: usize,
}

impl Token {
    /// The name of a command, without its backslash.
    pub(super) fn name(self, text: &str) -> &str {
        text.get(self.start + 1..self.end).unwrap_or("")
    }
}

/// Goes through the tokens of a text; what lies between them is plain.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    /// Where the next token is looked for.
    pub at: usize,
    /// The braces of the text with comments read as text: those of verbatim arguments.
    raw: Option<&'a Pairs>,
}

impl<'a> Lexer<'a> {
    /// The tokens of `text` from `at` on; arguments of `\url` and its like are no tokens of their own.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Lexer { text, at, raw: None }
    }

    /// The tokens of `text`; arguments of `\url` and its like end as the braces in `raw` do.
    pub(super) fn with(text: &'a str, raw: &'a Pairs) -> Self {
        Lexer { text, at: 0, raw: Some(raw) }
    }

    fn command(&self, start: usize) -> Token {
        let behind = self.text.get(start + 1..).unwrap_or("");
        let width: usize = behind.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let end = start + 1 + width;
        let command = Token { lexeme: Lexeme::Command, start, end };
        match behind.get(..width).unwrap_or("") {
            "" => match behind.chars().next() {
                Some(c) if c != '\n' && c != '\r' => {
                    Token { lexeme: Lexeme::Sign(c), start, end: end + c.len_utf8() }
                }
                _ => command,
            },
            "verb" | "lstinline" => self.verbatim(command),
            name if is_raw(name) => {
                let open = skip_space(self.text, end);
                match self.raw.and_then(|raw| raw.close(open)) {
                    Some(close) => Token { lexeme: Lexeme::Raw { open, close }, start, end: close + 1 },
                    None => command,
                }
            }
            _ => command,
        }
    }

    /// `\verb*|…|` and `\lstinline[…]|…|`; one without an end reaches to the end of its line.
    fn verbatim(&self, command: Token) -> Token {
        let star = usize::from(self.text.as_bytes().get(command.end) == Some(&b'*'));
        let mut end = Some(command.end + star);
        if self.text.as_bytes().get(command.end) == Some(&b'[') {
            end = self.on_line(command.end + 1, ']');
        }
        if let Some(at) = end {
            let sign = self.text.get(at..).and_then(|rest| rest.chars().next());
            let Some(sign) = sign.filter(|sign| !sign.is_whitespace()) else { return command };
            end = self.on_line(at + sign.len_utf8(), if sign == '{' { '}' } else { sign });
        }
        let end = end.unwrap_or_else(|| line_end(self.text, command.end));
        Token { lexeme: Lexeme::Verbatim, end, ..command }
    }

    /// The place behind the next `sign` on the line of `at`.
    fn on_line(&self, at: usize, sign: char) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let found = at + rest.find([sign, '\n', '\r'])?;
        self.text.get(found..).is_some_and(|rest| rest.starts_with(sign)).then(|| found + sign.len_utf8())
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = self.text.get(self.at..)?;
        let Some((offset, byte)) = rest.bytes().enumerate().find(|&(_, byte)| is_special(byte)) else {
            self.at = self.text.len();
            return None;
        };
        let start = self.at + offset;
        let single = |lexeme| Token { lexeme, start, end: start + 1 };
        let token = match byte {
            b'{' => single(Lexeme::Open),
            b'}' => single(Lexeme::Close),
            b'[' => single(Lexeme::OpenBracket),
            b']' => single(Lexeme::CloseBracket),
            b'$' => single(Lexeme::Dollar),
            b'~' => single(Lexeme::Tie),
            b'%' => Token { lexeme: Lexeme::Comment, start, end: line_end(self.text, start) },
            _ => self.command(start),
        };
        self.at = token.end;
        Some(token)
    }
}

/// Whether a token may start with `byte`.
pub(super) fn is_special(byte: u8) -> bool {
    matches!(byte, b'\\' | b'{' | b'}' | b'[' | b']' | b'$' | b'~' | b'%')
}

/// Whether the argument of a command is read verbatim.
fn is_raw(name: &str) -> bool {
    matches!(name, "url" | "path" | "nolinkurl" | "doi" | "href")
}

/// The brackets of a text that belong together: (opening, closing), sorted.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs(Vec<(u32, u32)>);

impl Pairs {
    /// The braces of `text` with comments read as text; none when nothing in it needs them.
    pub(super) fn raw(text: &str) -> Self {
        if !["\\url", "\\path", "\\nolinkurl", "\\doi", "\\href"].iter().any(|name| text.contains(name)) {
            return Pairs::default();
        }
        let mut found = Open::default();
        let mut bytes = text.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'\\' => _ = bytes.next(),
                b'{' => found.open(at, true),
                b'}' => found.close_brace(at),
                _ => {}
            }
        }
        found.pairs()
    }

    /// The braces and square brackets of `text`.
    pub(super) fn new(text: &str, raw: &Pairs) -> Self {
        let mut found = Open::default();
        for token in Lexer::with(text, raw) {
            match token.lexeme {
                Lexeme::Open => found.open(token.start, true),
                Lexeme::OpenBracket => found.open(token.start, false),
                Lexeme::Close => found.close_brace(token.start),
                Lexeme::CloseBracket => found.close_bracket(token.start),
                _ => {}
            }
        }
        found.pairs()
    }

    /// Where the bracket closes that opens at `open`.
    pub(super) fn close(&self, open: usize) -> Option<usize> {
        let key = u32::try_from(open).ok()?;
        let index = self.0.binary_search_by_key(&key, |&(open, _)| open).ok()?;
        self.0.get(index).map(|&(_, close)| close as usize)
    }
}

/// Brackets while they are being paired.
#[derive(Debug, Default)]
struct Open {
    /// (opening, closing); zero while it is open.
    pairs: Vec<(u32, u32)>,
    /// Which pairs are open, and whether they are braces.
    stack: Vec<(usize, bool)>,
    /// How many braces are open.
    braces: usize,
}

impl Open {
    fn open(&mut self, at: usize, brace: bool) {
        self.stack.push((self.pairs.len(), brace));
        self.pairs.push((u32::try_from(at).unwrap_or(u32::MAX), 0));
        self.braces += usize::from(brace);
    }

    fn close_brace(&mut self, at: usize) {
        if self.braces == 0 {
            return;
        }
        while let Some((index, brace)) = self.stack.pop() {
            if brace {
                self.braces -= 1;
                self.set(index, at);
                return;
            }
        }
    }

    fn close_bracket(&mut self, at: usize) {
        if let Some((index, _)) = self.stack.pop_if(|(_, brace)| !*brace) {
            self.set(index, at);
        }
    }

    fn set(&mut self, index: usize, at: usize) {
        if let Some(pair) = self.pairs.get_mut(index) {
            pair.1 = u32::try_from(at).unwrap_or(u32::MAX);
        }
    }

    fn pairs(mut self) -> Pairs {
        self.pairs.retain(|&(_, close)| close > 0);
        Pairs(self.pairs)
    }
}

/// The brace group that opens at `at`: where its braces stand.
pub(super) fn argument(text: &str, at: usize) -> Option<(usize, usize)> {
    group(text, at, b'{')
}

/// The square brackets that open at `at`: where they stand.
pub(super) fn optional(text: &str, at: usize) -> Option<(usize, usize)> {
    group(text, at, b'[')
}

/// Looks for the end of one group; a caller that needs many takes [`Pairs`].
fn group(text: &str, at: usize, sign: u8) -> Option<(usize, usize)> {
    if text.as_bytes().get(at) != Some(&sign) {
        return None;
    }
    let mut open = Open::default();
    for token in Lexer::new(text, at) {
        match token.lexeme {
            Lexeme::Open => open.open(token.start, true),
            Lexeme::OpenBracket => open.open(token.start, false),
            Lexeme::Close if open.braces == 0 => return None,
            Lexeme::Close => open.close_brace(token.start),
            Lexeme::CloseBracket => open.close_bracket(token.start),
            _ => continue,
        }
        if open.stack.is_empty() {
            return Some((at, token.start));
        }
    }
    None
}

/// The place behind the spaces at `at`.
pub(super) fn skip_space(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start_matches([' ', '\t']).len())
}

/// The place behind spaces, comments and line breaks at `at`.
pub(super) fn skip(text: &str, at: usize) -> usize {
    let mut at = at;
    loop {
        let rest = text.get(at..).unwrap_or("");
        at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        if text.as_bytes().get(at) != Some(&b'%') {
            return at;
        }
        at = line_end(text, at);
    }
}

/// The end of the line that holds `at`, before its break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len())
}

/// The first line of a text with its break.
pub(super) fn first_line(text: &str) -> &str {
    let end = line_end(text, 0);
    let width = match text.get(end..) {
        Some(rest) if rest.starts_with("\r\n") => 2,
        Some("") | None => 0,
        Some(_) => 1,
    };
    text.get(..end + width).unwrap_or(text)
}

/// The lines of a text, each with its break.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let line = first_line(rest);
        rest = rest.get(line.len()..).unwrap_or("");
        (!line.is_empty()).then_some(line)
    })
}
