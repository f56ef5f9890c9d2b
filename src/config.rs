//! The settings: plain values with defaults, one schema for `dabir.toml` and for an editor's settings.
//!
//! Unknown keys and wrong values are reported with their line and leave the other settings alone. Whether a rule of
//! a given name exists is not known here.

mod decisions;
mod setting;

use std::collections::BTreeMap;

use serde::Deserialize;
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
        let entries: BTreeMap<Spanned<String>, Spanned<Value>> = match toml::from_str(text) {
            Ok(entries) => entries,
            Err(error) => {
                let line = error.span().map(|span| line_of(text, span.start));
                return vec![Problem { line, message: error.message().to_owned() }];
            }
        };
        let mut problems = Vec::new();
        for (key, value) in entries {
            let line = Some(line_of(text, key.span().start));
            if let Err(message) = self.set(key.get_ref(), value.into_inner()) {
                problems.push(Problem { line, message });
            }
        }
        problems
    }

    /// Sets what an editor's settings say; keys may be in camelCase.
    pub fn apply_table(&mut self, table: Table) -> Vec<Problem> {
        let mut problems = Vec::new();
        // What a client needs to start the server may stand in the same section.
        for (key, value) in table.into_iter().filter(|(key, _)| !matches!(key.as_str(), "server" | "trace")) {
            if let Err(message) = self.set(&kebab(&key), value) {
                problems.push(Problem { line: None, message });
            }
        }
        problems
    }

    /// Every rule name that the settings mention.
    pub fn rule_names(&self) -> impl Iterator<Item = &str> {
        let lists = self.select.iter().chain(&self.ignore);
        lists.chain(self.severity.keys()).map(String::as_str)
    }

    fn set(&mut self, key: &str, value: Value) -> Result<(), String> {
        fn to<T: for<'de> Deserialize<'de>>(key: &str, value: Value) -> Result<T, String> {
            value.try_into().map_err(|e: toml::de::Error| format!("`{key}`: {}", e.message().trim()))
        }
        match key {
            "select" => self.select = to(key, value)?,
            "ignore" => self.ignore = to(key, value)?,
            "severity" => self.severity = to(key, value)?,
            "include" => self.include = to(key, value)?,
            "libraries" => self.libraries = to(key, value)?,
            "user-libraries" => self.user_libraries = to(key, value)?,
            "index-workspace" => self.index_workspace = to(key, value)?,
            "prose-completion" => self.prose_completion = to(key, value)?,
            "completion-triggers" => self.completion_triggers = to(key, value)?,
            "locale" => self.locale = to(key, value)?,
            "bidi-isolates" => self.bidi_isolates = to(key, value)?,
            _ => {
                let known = nearest(key, SETTINGS.map(|setting| setting.key))
                    .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                return Err(format!("unknown setting `{key}`{known}"));
            }
        }
        Ok(())
    }
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
    }
}
