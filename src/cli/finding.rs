//! A finding with all that a report says of it, apart from its document.

use serde::Serialize;

use super::screen::Screen;
use crate::model::{Analysis, Diagnostic, Mend};
use crate::rules::{Locale, Message, Rule, Safety, Severity};
use crate::text::{Buffer, Column, TextRange, TextSize, strip_isolates};

/// A place: line and column from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// One finding in one file. Spans are characters from the start of the file.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where it starts, and the place behind its last character.
    pub places: [Place; 2],
    /// Its characters.
    pub span: [usize; 2],
    /// Its text.
    pub text: String,
    /// Author and year of its entry.
    pub entry: Option<String>,
    /// How to mend it.
    pub fix: Option<Fix>,
    /// Other places that it has to do with.
    pub related: Vec<Related>,
    /// What stands before and behind it on its line, as far as it may be shown.
    pub around: [String; 2],
}

/// How to mend a finding.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Fix {
    /// Whether it may be applied without asking.
    pub safety: Safety,
    /// What it does.
    pub title: String,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// One edit: characters of the file and what stands there afterwards.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Edit {
    /// The first character.
    pub start: usize,
    /// The one behind the last.
    pub end: usize,
    /// What stands there afterwards.
    pub text: String,
    /// Where it starts and ends.
    #[serde(skip)]
    pub places: [Place; 2],
}

/// Another place that a finding has to do with.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Related {
    /// What it is.
    pub message: String,
    /// The first character.
    pub start: usize,
    /// The one behind the last.
    pub end: usize,
    /// Where it starts and ends.
    #[serde(skip)]
    pub places: [Place; 2],
}

/// Makes findings of diagnostics: which language, and isolates or not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speaker {
    /// The language.
    pub locale: Locale,
    /// Isolates are left in.
    pub isolates: bool,
}

impl Speaker {
    /// What is wrong with a document.
    pub(super) fn findings(self, analysis: &Analysis, screen: Screen) -> Vec<Finding> {
        analysis.diagnostics().map(|found| self.finding(analysis.text(), &found, screen.width)).collect()
    }

    fn say(self, message: &Message) -> String {
        let said = message.render(self.locale);
        if self.isolates { said } else { strip_isolates(&said) }
    }

    fn finding(self, text: &Buffer, found: &Diagnostic<'_>, width: usize) -> Finding {
        let related = |&(range, message): &(TextRange, &Message)| {
            let [start, end] = characters(text, range);
            Related { message: self.say(message), start, end, places: places(text, range) }
        };
        Finding {
            rule: found.rule,
            severity: found.severity,
            message: self.say(found.message),
            places: places(text, found.range),
            span: characters(text, found.range),
            text: text.slice(found.range),
            entry: found.entry.filter(|entry| !entry.is_empty()).map(str::to_owned),
            fix: found.fix.as_ref().map(|fix| self.fix(text, fix)),
            related: found.related.iter().map(related).collect(),
            around: around(text, found.range, width),
        }
    }

    fn fix(self, text: &Buffer, fix: &Mend<'_>) -> Fix {
        let edit = |edit: &crate::text::Edit| {
            let [start, end] = characters(text, edit.range);
            Edit { start, end, text: edit.text.clone(), places: places(text, edit.range) }
        };
        Fix { safety: fix.safety, title: self.say(fix.title), edits: fix.edits.iter().map(edit).collect() }
    }
}

/// A range in characters.
pub(super) fn characters(text: &Buffer, range: TextRange) -> [usize; 2] {
    [text.characters_before(range.start), text.characters_before(range.end)]
}

/// Where a range starts and ends.
fn places(text: &Buffer, range: TextRange) -> [Place; 2] {
    [place(text, range.start), place(text, range.end)]
}

/// A place from 1.
pub(super) fn place(text: &Buffer, offset: TextSize) -> Place {
    let place = text.place(offset, Column::Utf32);
    Place { line: place.line + 1, column: place.column + 1 }
}

/// What stands on the line before and behind a range: never more than a line of the screen could show, for a
/// manuscript may be one line.
fn around(text: &Buffer, range: TextRange, width: usize) -> [String; 2] {
    let most = 4 * width + 4;
    let from = text.line_start(range.start).max(TextSize::new(range.start.bytes().saturating_sub(most)));
    let before = text.slice(TextRange::new(from, range.start));
    let behind = text.slice(TextRange::new(range.end, range.end + most));
    let line = behind.split(['\n', '\r']).next().unwrap_or("");
    [before, line.to_owned()]
}
