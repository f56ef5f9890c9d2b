//! The settings of each document: what the editor says, and above it the nearest `dabir.toml`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::config::{Config, Decisions, Problem};
use crate::files;
use crate::rules::unknown_names;

/// The name under which editors keep our settings.
pub(super) const SECTION: &str = "dabir";

/// The settings of a session.
#[derive(Default)]
pub(super) struct Settings {
    /// `initializationOptions`.
    initial: Value,
    /// What `workspace/configuration` or `workspace/didChangeConfiguration` said last.
    current: Value,
    editor: Config,
    /// The first folder of the workspace, from which on the editor's paths are.
    root: Option<PathBuf>,
    /// What is wrong and was told.
    told: BTreeSet<String>,
    /// What is wrong and was not told yet.
    news: BTreeSet<String>,
}

impl Settings {
    /// Takes the options that came with `initialize`, and the first folder of the workspace.
    pub(super) fn set_initial(&mut self, options: Value, root: Option<PathBuf>) {
        self.root = root;
        self.initial = section(options);
        self.merge();
    }

    /// Takes the editor's settings as they are now.
    pub(super) fn set_current(&mut self, settings: Value) {
        self.current = section(settings);
        self.merge();
    }

    /// The settings of a document that is stored at `path`.
    pub(super) fn of(&mut self, path: Option<&Path>) -> Arc<Config> {
        let mut config = self.editor.clone();
        self.add_people(&mut config, path);
        if let Some(folder) = self.root.clone().or_else(|| path.map(files::folder_of)) {
            resolve(&mut config, &folder);
        }
        let Some(file) = path.and_then(|path| files::nearest_settings(&files::folder_of(path))) else {
            return Arc::new(config);
        };
        let text = match files::read(&file) {
            Ok(text) => text,
            Err(error) => {
                self.tell(format!("{}: {error}", file.display()));
                return Arc::new(config);
            }
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut problems = config.apply_toml(text);
        let mut alone = Config::default();
        alone.apply_toml(text);
        problems.extend(unknown_names(&alone));
        resolve(&mut config, &files::folder_of(&file));
        for Problem { line, message } in problems {
            let line = line.map_or(String::new(), |line| format!(":{line}"));
            self.tell(format!("{}{line}: {message}", file.display()));
        }
        Arc::new(config)
    }

    /// The table in which decisions about the names of a document are kept, whether it is there or not: the nearest one, or
    /// else beside the settings, in the workspace's folder, or beside the document.
    pub(super) fn people(&self, path: Option<&Path>) -> Option<PathBuf> {
        let folder = path.map(files::folder_of);
        let near = folder.as_deref().and_then(files::nearest_people);
        let settings =
            || folder.as_deref().and_then(files::nearest_settings).map(|file| files::folder_of(&file));
        let beside = || settings().or_else(|| self.root.clone()).or_else(|| folder.clone());
        near.or_else(|| beside().map(|folder| folder.join(files::PEOPLE)))
    }

    fn add_people(&mut self, config: &mut Config, path: Option<&Path>) {
        let Some(file) = self.people(path).filter(|file| files::exists(file)) else { return };
        match files::read(&file) {
            Ok(text) => {
                let (people, problems) = Decisions::read(&text);
                config.people = people;
                for problem in problems {
                    let line = problem.line.map_or(String::new(), |line| format!(":{line}"));
                    self.tell(format!("{}{line}: {}", file.display(), problem.message));
                }
            }
            Err(error) => self.tell(format!("{}: {error}", file.display())),
        }
    }

    /// What has turned out to be wrong since the last time.
    pub(super) fn news(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.news)
    }

    fn merge(&mut self) {
        let mut config = Config::default();
        let mut problems = Vec::new();
        for value in [&self.initial, &self.current] {
            match table(value) {
                Ok(table) => problems.extend(config.apply_table(table)),
                Err(message) => problems.push(Problem { line: None, message }),
            }
        }
        problems.extend(unknown_names(&config));
        self.editor = config;
        for problem in problems {
            self.tell(format!("settings `{SECTION}`: {}", problem.message));
        }
    }

    fn tell(&mut self, message: String) {
        if self.told.insert(message.clone()) {
            self.news.insert(message);
        }
    }
}

/// Puts the paths of libraries in a folder; those that are whole already stay.
fn resolve(config: &mut Config, folder: &Path) {
    for name in config.libraries.iter_mut().chain(&mut config.user_libraries) {
        *name = files::resolve(folder, name).to_string_lossy().into_owned();
    }
}

/// Settings may come by themselves or under our name.
fn section(mut settings: Value) -> Value {
    match settings.get_mut(SECTION) {
        Some(ours) => ours.take(),
        None => settings,
    }
}

/// JSON as the table that settings are read from; what is `null` is not set. An empty table of Lua arrives as `[]`.
fn table(value: &Value) -> Result<toml::Table, String> {
    if value.is_null() || value.as_array().is_some_and(Vec::is_empty) {
        return Ok(toml::Table::new());
    }
    let mut value = value.clone();
    drop_nulls(&mut value);
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(drop_nulls);
        }
        Value::Array(list) => {
            list.retain(|value| !value.is_null());
            list.iter_mut().for_each(drop_nulls);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Isolates;
    use serde_json::json;

    #[test]
    fn current_settings_stand_above_initial_ones() {
        let mut settings = Settings::default();
        settings.set_initial(json!({"ignore": ["zwnj-lost"], "bidiIsolates": "never"}), None);
        settings.set_current(json!({"dabir": []}));
        assert!(settings.news().is_empty());
        settings.set_current(json!({"dabir": {"bidiIsolates": "always", "locale": null}}));
        let config = settings.of(None);
        assert_eq!(config.ignore, ["zwnj-lost"]);
        assert_eq!(config.bidi_isolates, Isolates::Always);
        assert!(settings.news().is_empty());
    }

    #[test]
    fn a_problem_is_told_once() {
        let mut settings = Settings::default();
        settings.set_initial(json!({"ignor": [], "select": ["digits-mixt"]}), None);
        let news: Vec<String> = settings.news().into_iter().collect();
        assert_eq!(news.len(), 2, "{news:?}");
        assert!(news[0].contains("did you mean `digits-mixed`?"), "{news:?}");
        settings.set_current(Value::Null);
        assert!(settings.news().is_empty());
        settings.set_current(json!([1]));
        assert_eq!(settings.news().len(), 1);
    }
}
