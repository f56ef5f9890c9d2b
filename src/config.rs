//! The settings: plain values with defaults, one schema for `dabir.toml` and for an editor's settings.
//!
//! Unknown keys and wrong values are reported with their line and leave the other settings alone. Whether a rule of
//! a given name exists is not known here.

mod decisions;
mod setting;

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::de::{DeString, DeTable, DeValue};
use toml::{Spanned, Table, Value};

pub use decisions::Decisions;
pub use setting::{LEVELS, SETTINGS, Setting, SettingKind};

/// How a rule is reported, in the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not at all.
    Off,
    /// As a hint.
    Hint,
    /// As information.
    Info,
    /// As a warning.
    Warning,
    /// As an error.
    Error,
}

/// The language in which Dabir speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LocaleSetting {
    /// The client's or the terminal's.
    #[default]
    Auto,
    /// English.
    En,
    /// Persian.
    Fa,
}

/// Whether shown text carries bidi isolates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Isolates {
    /// For clients that are known to render them.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The only rules that run; empty for all.
    pub select: Vec<String>,
    /// Rules that do not run.
    pub ignore: Vec<String>,
    /// Rules with another severity than their own.
    pub severity: BTreeMap<String, Level>,
    /// Further files that `dabir check` finds in folders, as glob patterns: `notes/*.txt`.
    pub include: Vec<String>,
    /// Companion libraries, from the folder of the settings on: `refs.bib`.
    pub libraries: Vec<String>,
    /// Libraries that every document knows; `~` is the home folder.
    pub user_libraries: Vec<String>,
    /// Other manuscripts of the workspace are read for their references.
    pub index_workspace: bool,
    /// Completion proposes names in running text.
    pub prose_completion: bool,
    /// Signs behind which it proposes them in any case.
    pub completion_triggers: Vec<String>,
    /// The language of messages.
    pub locale: LocaleSetting,
    /// Bidi isolates in what an editor shows.
    pub bidi_isolates: Isolates,
    /// What the author has decided about names; of a file of its own.
    pub people: Decisions,
}

/// Something wrong in the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line from 1; `None` where the settings have no lines.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            select: Vec::new(),
            ignore: Vec::new(),
            severity: BTreeMap::new(),
            include: Vec::new(),
            libraries: Vec::new(),
            user_libraries: Vec::new(),
            index_workspace: true,
            prose_completion: true,
            completion_triggers: vec!["@".to_owned()],
            locale: LocaleSetting::default(),
            bidi_isolates: Isolates::default(),
            people: Decisions::default(),
        }
    }
}

impl Config {
    /// Sets what the text of a `dabir.toml` says; the rest stays.
    pub fn apply_toml(&mut self, text: &str) -> Vec<Problem> {
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let line = error.span().map(|span| line_of(text, span.start));
                return vec![Problem { line, message: error.message().to_owned() }];
            }
        };
        let values: Table = match toml::from_str(text) {
            Ok(values) => values,
            Err(error) => {
                let line = error.span().map(|span| line_of(text, span.start));
                return vec![Problem { line, message: error.message().to_owned() }];
            }
        };
        let mut problems = Vec::new();
        for (key, value) in values {
            let place = table.iter().find(|(name, _)| name.get_ref().as_ref() == key);
            problems.extend(self.set(&key, value).into_iter().map(|Wrong { item, message }| {
                let line = place.map(|(name, value)| line_of(text, start_of(name, value, item.as_ref())));
                Problem { line, message }
            }));
        }
        problems.sort_by_key(|problem| problem.line);
        problems
    }

    /// Sets what an editor's settings say; keys may be in camelCase.
    pub fn apply_table(&mut self, table: Table) -> Vec<Problem> {
        // What a client needs to start the server may stand in the same section.
        let ours = table.into_iter().filter(|(key, _)| !matches!(key.as_str(), "server" | "trace"));
        let wrong = ours.flat_map(|(key, value)| self.set(&kebab(&key), value));
        wrong.map(|Wrong { message, .. }| Problem { line: None, message }).collect()
    }

    /// Every rule name that the settings mention.
    pub fn rule_names(&self) -> impl Iterator<Item = &str> {
        let lists = self.select.iter().chain(&self.ignore);
        lists.chain(self.severity.keys()).map(String::as_str)
    }

    /// Every rule name that the text of a `dabir.toml` mentions, with its line from 1; none where it cannot be read.
    pub fn rule_lines(text: &str) -> Vec<(String, usize)> {
        let Ok(table) = DeTable::parse(text) else { return Vec::new() };
        let mut found = Vec::new();
        for (key, value) in table.get_ref() {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("select" | "ignore", DeValue::Array(items)) => {
                    found.extend(items.iter().filter_map(|item| {
                        item.get_ref()
                            .as_str()
                            .map(|name| (name.to_owned(), line_of(text, item.span().start)))
                    }))
                }
                ("severity", DeValue::Table(levels)) => found.extend(
                    levels.keys().map(|name| (name.get_ref().to_string(), line_of(text, name.span().start))),
                ),
                _ => {}
            }
        }
        found
    }

    /// Sets a value, or what is right in it.
    fn set(&mut self, key: &str, value: Value) -> Vec<Wrong> {
        match key {
            "select" => texts(key, value, &mut self.select),
            "ignore" => texts(key, value, &mut self.ignore),
            "severity" => levels(key, value, &mut self.severity),
            "include" => texts(key, value, &mut self.include),
            "libraries" => texts(key, value, &mut self.libraries),
            "user-libraries" => texts(key, value, &mut self.user_libraries),
            "index-workspace" => whole(key, value, &mut self.index_workspace),
            "prose-completion" => whole(key, value, &mut self.prose_completion),
            "completion-triggers" => texts(key, value, &mut self.completion_triggers),
            "locale" => whole(key, value, &mut self.locale),
            "bidi-isolates" => whole(key, value, &mut self.bidi_isolates),
            _ => {
                let known = nearest(key, SETTINGS.map(|setting| setting.key))
                    .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                vec![Wrong { item: None, message: format!("unknown setting `{key}`{known}") }]
            }
        }
    }
}

/// What is wrong with a value.
struct Wrong {
    /// The item of it that is meant; `None` for the whole.
    item: Option<Item>,
    message: String,
}

/// A part of a value.
enum Item {
    /// In a list, from 0.
    At(usize),
    /// In a table.
    Named(String),
}

/// A value as a type, or what is wrong with it.
fn read<T: for<'de> Deserialize<'de>>(key: &str, value: Value) -> Result<T, String> {
    value.try_into().map_err(|error: toml::de::Error| format!("`{key}`: {}", error.message().trim()))
}

/// Sets what is right as a whole or not at all.
fn whole<T: for<'de> Deserialize<'de>>(key: &str, value: Value, place: &mut T) -> Vec<Wrong> {
    match read(key, value) {
        Ok(value) => *place = value,
        Err(message) => return vec![Wrong { item: None, message }],
    }
    Vec::new()
}

/// Sets a list of texts; an item that is none is left out.
fn texts(key: &str, value: Value, place: &mut Vec<String>) -> Vec<Wrong> {
    let Value::Array(items) = value else { return whole(key, value, place) };
    let (mut wrong, mut right) = (Vec::new(), Vec::new());
    for (at, item) in items.into_iter().enumerate() {
        match read(key, item) {
            Ok(text) => right.push(text),
            Err(message) => wrong.push(Wrong { item: Some(Item::At(at)), message }),
        }
    }
    // What is nothing but wrong says nothing.
    if !right.is_empty() || wrong.is_empty() {
        *place = right;
    }
    wrong
}

/// Sets the levels of rules; one that is none is left out.
fn levels(key: &str, value: Value, place: &mut BTreeMap<String, Level>) -> Vec<Wrong> {
    let items = match value {
        Value::Table(items) => items,
        // An empty table of Lua arrives as an empty list.
        Value::Array(items) if items.is_empty() => Table::new(),
        other => return whole(key, other, place),
    };
    let (mut wrong, mut right) = (Vec::new(), BTreeMap::new());
    for (name, level) in items {
        match read(&format!("{key}.{name}"), level) {
            Ok(level) => drop(right.insert(name, level)),
            Err(message) => wrong.push(Wrong { item: Some(Item::Named(name)), message }),
        }
    }
    if !right.is_empty() || wrong.is_empty() {
        *place = right;
    }
    wrong
}

/// Where a setting, or an item of its value, begins.
fn start_of(name: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>, item: Option<&Item>) -> usize {
    let part = match (item, value.get_ref()) {
        (Some(Item::At(at)), DeValue::Array(items)) => items.get(*at).map(Spanned::span),
        (Some(Item::Named(wanted)), DeValue::Table(items)) => {
            items.iter().find(|(name, _)| name.get_ref().as_ref() == wanted).map(|(name, _)| name.span())
        }
        _ => None,
    };
    part.unwrap_or_else(|| name.span()).start
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&b| b == b'\n').count() + 1
}

/// `bidiIsolates` -> `bidi-isolates`.
fn kebab(key: &str) -> String {
    let mut out = String::with_capacity(key.len() + 4);
    for c in key.chars() {
        if c.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// The name nearest to a misspelt one: at most a third of its letters differ.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (word.chars().count() / 3).max(1);
    let ranked = names.into_iter().map(|name| (distance(word, name), name));
    ranked.filter(|&(d, _)| d <= limit).min_by_key(|&(d, _)| d).map(|(_, name)| name)
}

/// Levenshtein's distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, &y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_sets_what_it_names_and_reports_the_rest() {
        let mut config = Config::default();
        let problems =
            config.apply_toml("ignore = [\"zwnj-lost\"]\n\n[severity]\ndigits-mixed = \"error\"\n");
        assert_eq!(problems, []);
        assert_eq!(config.ignore, ["zwnj-lost"]);
        assert_eq!(config.severity["digits-mixed"], Level::Error);

        let problems = config.apply_toml("locale = \"fa\"\nignor = []\n");
        assert_eq!(config.locale, LocaleSetting::Fa);
        assert_eq!(problems[0].line, Some(2));
        assert_eq!(problems[0].message, "unknown setting `ignor`; did you mean `ignore`?");

        let text = "[severity]\ndigits-mixed = \"off\"\npages-reversed = \"eror\"\nurl-missing = \"error\"\n";
        let problems = config.apply_toml(text);
        assert_eq!((problems.len(), problems[0].line), (1, Some(3)), "{problems:?}");
        assert!(
            problems[0].message.starts_with("`severity.pages-reversed`: unknown variant"),
            "{problems:?}"
        );
        assert_eq!(config.severity.len(), 2);
        let problems = config.apply_toml("ignore = [\n  \"zwnj-lost\",\n  5,\n]\n");
        assert_eq!((problems.len(), problems[0].line), (1, Some(3)), "{problems:?}");
        assert_eq!(config.ignore, ["zwnj-lost"]);
        let problems = config.apply_toml("ignore = [5]\n\nindex-workspace = 99999999999999999999\n");
        assert_eq!((problems.len(), problems[0].line), (1, Some(3)), "{problems:?}");
        assert_eq!(config.apply_toml("ignore = [5]").len(), 1);
        assert_eq!(config.ignore, ["zwnj-lost"]);

        let problems = config.apply_toml("select = 3\nlocale = \"en\"");
        assert_eq!((problems.len(), problems[0].line), (1, Some(1)));
        assert_eq!(config.locale, LocaleSetting::En);
        assert_eq!(config.apply_toml("= broken")[0].line, Some(1));
    }

    #[test]
    fn editors_write_camel_case() {
        let mut config = Config::default();
        let table: Table = toml::from_str("bidiIsolates = \"never\"").unwrap();
        assert_eq!(config.apply_table(table), []);
        assert_eq!(config.bidi_isolates, Isolates::Never);
        let table: Table =
            toml::from_str("trace = { server = \"off\" }\nserver = { path = \"dabir\" }").unwrap();
        assert_eq!(config.apply_table(table), []);
        let table: Table = toml::from_str("severity = []\nignore = []").unwrap();
        assert_eq!(config.apply_table(table), []);
    }
}
