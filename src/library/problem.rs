//! What is wrong in a library, with its place and in words.
//!
//! Knows nothing of rules or of how a finding is shown.

use super::place;
use crate::text::{TextRange, isolate};

/// Something wrong in a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of the file.
    pub range: TextRange,
    /// What.
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// An entry or record has no end.
    Unclosed,
    /// A sign is missing.
    MissingSign(char),
    /// A sign stands where none can.
    UnexpectedSign(char),
    /// The name of a field is missing.
    MissingName,
    /// The value of this field cannot be read as TeX and is taken as plain text.
    UnreadField(String),
    /// An `@string` that is not defined before.
    UnknownString(String),
    /// The key belongs to an earlier entry.
    DoubledKey(String),
    /// A line that version control left behind: `<<<<<<<`, `=======`, `>>>>>>>`.
    ConflictMarker,
    /// An item of a list of works is no object.
    NotAnItem,
    /// The text is none of its format; what its parser says, in English.
    Malformed(String),
}

impl Problem {
    /// A problem of the entry at `entry`, told at its first line.
    pub(super) fn at_head(text: &str, entry: TextRange, kind: ProblemKind) -> Problem {
        Problem { range: place::head(text, entry), kind }
    }
}

impl ProblemKind {
    /// The stable name for programs.
    pub fn name(&self) -> &'static str {
        match self {
            ProblemKind::Unclosed => "library-unclosed",
            ProblemKind::MissingSign(_) => "library-missing-sign",
            ProblemKind::UnexpectedSign(_) => "library-unexpected-sign",
            ProblemKind::MissingName => "library-missing-name",
            ProblemKind::UnreadField(_) => "library-unread-field",
            ProblemKind::UnknownString(_) => "library-unknown-string",
            ProblemKind::DoubledKey(_) => "library-doubled-key",
            ProblemKind::ConflictMarker => "library-conflict-marker",
            ProblemKind::NotAnItem => "library-not-an-item",
            ProblemKind::Malformed(_) => "library-malformed",
        }
    }

    /// The problem in English.
    pub fn message_en(&self) -> String {
        match self {
            ProblemKind::Unclosed => "this entry has no end".to_owned(),
            ProblemKind::MissingSign(sign) => format!("`{}` is missing here", quoted(sign)),
            ProblemKind::UnexpectedSign(sign) => format!("`{}` cannot stand here", quoted(sign)),
            ProblemKind::MissingName => "the name of a field is missing here".to_owned(),
            ProblemKind::UnreadField(name) => format!("the value of `{}` is not valid TeX", quoted(name)),
            ProblemKind::UnknownString(name) => format!("no `@string` defines `{}`", quoted(name)),
            ProblemKind::DoubledKey(key) => format!("the key `{}` is in use already", quoted(key)),
            ProblemKind::ConflictMarker => "a merge left this line behind".to_owned(),
            ProblemKind::NotAnItem => "this item is no object".to_owned(),
            ProblemKind::Malformed(detail) => format!("this cannot be read: {}", quoted(detail)),
        }
    }

    /// The problem in Persian; as a whole and with its quotations between isolates.
    pub fn message_fa(&self) -> String {
        let message = match self {
            ProblemKind::Unclosed => "این مدخل پایان ندارد".to_owned(),
            ProblemKind::MissingSign(sign) => format!("اینجا «{}» جا افتاده است", quoted(sign)),
            ProblemKind::UnexpectedSign(sign) => format!("جای «{}» اینجا نیست", quoted(sign)),
            ProblemKind::MissingName => "اینجا نام فیلد جا افتاده است".to_owned(),
            ProblemKind::UnreadField(name) => format!("مقدار «{}» نوشتهٔ درستی در TeX نیست", quoted(name)),
            ProblemKind::UnknownString(name) => {
                format!("«{}» با {} تعریف نشده است", quoted(name), isolate("@string"))
            }
            ProblemKind::DoubledKey(key) => format!("کلید «{}» پیش‌تر به کار رفته است", quoted(key)),
            ProblemKind::ConflictMarker => "این سطر از ادغام دو نسخه مانده است".to_owned(),
            ProblemKind::NotAnItem => "این عضو فهرست شیء نیست".to_owned(),
            ProblemKind::Malformed(detail) => format!("این بخش خوانده نشد: {}", quoted(detail)),
        };
        format!("\u{2067}{message}\u{2069}")
    }
}

fn quoted(argument: impl ToString) -> String {
    isolate(&argument.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::strip_isolates;

    #[test]
    fn problems_are_told_in_two_languages() {
        for (kind, en, fa) in [
            (ProblemKind::MissingSign(','), "`,` is missing here", "اینجا «,» جا افتاده است"),
            (
                ProblemKind::DoubledKey("نصر۱۳۵۰".into()),
                "the key `نصر۱۳۵۰` is in use already",
                "کلید «نصر۱۳۵۰» پیش‌تر به کار رفته است",
            ),
            (
                ProblemKind::UnknownString("cup".into()),
                "no `@string` defines `cup`",
                "«cup» با @string تعریف نشده است",
            ),
        ] {
            assert_eq!(strip_isolates(&kind.message_en()), en);
            assert_eq!(strip_isolates(&kind.message_fa()), fa);
        }
    }
}
