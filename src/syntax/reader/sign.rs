//! Signs as the reader tells them apart: the same in both scripts.

/// A sign, brackets and quotation marks told apart by the side they stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names say it")]
pub(super) enum Sign {
    None,
    Comma,
    Stop,
    Colon,
    Semicolon,
    Open,
    Close,
    OpenSquare,
    CloseSquare,
    OpenQuote,
    CloseQuote,
    Apostrophe,
    Dash,
    Slash,
    Question,
    Exclamation,
    Ampersand,
    Star,
    Hash,
    Stroke,
    Brace,
    Opaque,
    Other,
}

impl Sign {
    /// The sign that a character is.
    pub(super) fn of(c: char) -> Sign {
        match c {
            ',' | '،' | '，' | '、' => Sign::Comma,
            '.' | '。' | '۔' | '…' => Sign::Stop,
            ':' | '：' => Sign::Colon,
            ';' | '؛' | '；' => Sign::Semicolon,
            '(' | '﴾' => Sign::Open,
            ')' | '﴿' => Sign::Close,
            '[' => Sign::OpenSquare,
            ']' => Sign::CloseSquare,
            '«' | '“' | '„' | '‹' | '‟' => Sign::OpenQuote,
            '»' | '”' | '›' => Sign::CloseQuote,
            '"' | '\'' | '’' | '‘' | '`' | '´' | '\u{2bf}' | '\u{2be}' => Sign::Apostrophe,
            '-' | '–' | '—' | '‐' | '‑' | '−' | 'ـ' | '―' => Sign::Dash,
            '/' => Sign::Slash,
            '?' | '؟' => Sign::Question,
            '!' => Sign::Exclamation,
            '&' => Sign::Ampersand,
            '*' | '_' | '•' | '·' => Sign::Star,
            '#' | '№' | '°' | 'º' => Sign::Hash,
            '|' | '\\' | '=' | '+' | '<' | '>' | '~' => Sign::Stroke,
            '{' | '}' => Sign::Brace,
            '\u{fffc}' => Sign::Opaque,
            _ => Sign::Other,
        }
    }

    /// Whether a segment ends behind this sign.
    pub(super) fn delimits(self) -> bool {
        self.bounds() || matches!(self, Sign::Comma | Sign::Colon)
    }

    /// Whether a sentence, a bracket or a quotation begins or ends here.
    pub(super) fn bounds(self) -> bool {
        matches!(
            self,
            Sign::Stop
                | Sign::Semicolon
                | Sign::Open
                | Sign::Close
                | Sign::OpenSquare
                | Sign::CloseSquare
                | Sign::OpenQuote
                | Sign::CloseQuote
                | Sign::Exclamation
                | Sign::Question
        )
    }
}
