//! The settings of each document: what the editor says, and above it the nearest `dabir.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::config::{Config, Decisions, Problem};
use crate::files;
use crate::rules::{unknown_in, unknown_names};

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
    /// The folders of the workspace; from the first one on the editor's paths are.
    roots: Vec<PathBuf>,
    /// The settings of folders, as they were read last.
    folders: BTreeMap<PathBuf, Arc<Config>>,
    /// What is wrong and was told.
    told: BTreeSet<String>,
    /// What is wrong and was not told yet.
    news: BTreeSet<String>,
}

impl Settings {
    /// Takes the options that came with `initialize`, and the folders of the workspace.
    pub(super) fn set_initial(&mut self, options: Value, roots: Vec<PathBuf>) {
        self.roots = roots;
        self.initial = section(options);
        self.merge();
    }

    /// Takes the editor's settings as they are now.
    pub(super) fn set_current(&mut self, settings: Value) {
        self.current = section(settings);
        self.merge();
    }

    /// The settings of the documents in a folder without links, and the table in which decisions about the names in them
    /// are kept, whether it is there or not.
    pub(super) fn of(&mut self, folder: Option<&Path>) -> (Arc<Config>, Option<PathBuf>) {
        let file = folder.and_then(files::nearest_settings);
        let people = self.people(folder, file.as_deref());
        let mut config = self.editor.clone();
        self.add_people(&mut config, people.as_deref());
        if let Some(folder) = self.roots.first().map(|root| &**root).or(folder) {
            resolve(&mut config, folder);
        }
        self.add_file(&mut config, file.as_deref());
        let config = Arc::new(config);
        if let Some(folder) = folder {
            self.folders.insert(folder.to_owned(), config.clone());
        }
        (config, people)
    }

    /// The settings of a folder as they were read last.
    pub(super) fn last_of(&mut self, folder: Option<&Path>) -> Arc<Config> {
        let known = folder.and_then(|folder| self.folders.get(folder)).cloned();
        known.unwrap_or_else(|| self.of(folder).0)
    }

    /// Forgets what was read.
    pub(super) fn forget(&mut self) {
        self.folders.clear();
    }

    /// Puts a settings file above what the editor says.
    fn add_file(&mut self, config: &mut Config, file: Option<&Path>) {
        let Some(file) = file else { return };
        let text = match files::read_file(file) {
            Ok(text) => text,
            Err(error) => return self.tell(format!("{}: {error}", file.display())),
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut problems = config.apply_toml(text);
        problems.extend(unknown_in(text));
        resolve(config, &files::folder_of(file));
        for Problem { line, message } in problems {
            let line = line.map_or(String::new(), |line| format!(":{line}"));
            self.tell(format!("{}{line}: {message}", file.display()));
        }
    }

    /// The table of people of a folder whose nearest settings file is `settings`: the nearest one up to that file's folder
    /// or the workspace's, the higher of the two, since what stands above both is of other works. Where there is none, it
    /// belongs beside the settings, in the workspace's folder, or beside the document.
    fn people(&self, folder: Option<&Path>, settings: Option<&Path>) -> Option<PathBuf> {
        let Some(folder) = folder else { return self.roots.first().map(|root| root.join(files::PEOPLE)) };
        let settings = settings.and_then(Path::parent);
        let root = self.roots.iter().map(|root| &**root).find(|root| folder.starts_with(root));
        let top = settings.into_iter().chain(root).min_by_key(|top| top.as_os_str().len());
        let near = files::nearest_people_below(folder, top.unwrap_or(folder));
        near.map(|file| files::absolute(&file))
            .or_else(|| Some(settings.or(root).unwrap_or(folder).join(files::PEOPLE)))
    }

    fn add_people(&mut self, config: &mut Config, file: Option<&Path>) {
        let Some(file) = file.filter(|file| files::exists(file)) else { return };
        let (people, problems) = match files::read_file(file) {
            Ok(text) => Decisions::read(&text),
            Err(error) => return self.tell(format!("{}: {error}", file.display())),
        };
        config.people = people;
        // A file that is no such table may have thousands of lines that are wrong.
        let Some(first) = problems.first() else { return };
        let line = first.line.map_or(String::new(), |line| format!(":{line}"));
        let more = match problems.len() - 1 {
            0 => String::new(),
            more => format!("; so for {more} more of its lines"),
        };
        self.tell(format!("{}{line}: {}{more}", file.display(), first.message));
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
        problems.extend(unknown_names(config.rule_names().map(|name| (name, None))));
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
        settings.set_initial(json!({"ignore": ["zwnj-lost"], "bidiIsolates": "never"}), Vec::new());
        settings.set_current(json!({"dabir": []}));
        assert!(settings.news().is_empty());
        settings.set_current(json!({"dabir": {"bidiIsolates": "always", "locale": null}}));
        let (config, _) = settings.of(None);
        assert_eq!(config.ignore, ["zwnj-lost"]);
        assert_eq!(config.bidi_isolates, Isolates::Always);
        assert!(settings.news().is_empty());
    }

    #[test]
    fn a_problem_is_told_once() {
        let mut settings = Settings::default();
        settings.set_initial(json!({"ignor": [], "select": ["digits-mixt"]}), Vec::new());
        let news: Vec<String> = settings.news().into_iter().collect();
        assert_eq!(news.len(), 2, "{news:?}");
        assert!(news[0].contains("did you mean `digits-mixed`?"), "{news:?}");
        settings.set_current(Value::Null);
        assert!(settings.news().is_empty());
        settings.set_current(json!([1]));
        assert_eq!(settings.news().len(), 1);
    }

    #[test]
    fn a_table_of_people_is_looked_for_in_the_workspace_and_told_of_once() {
        use std::fs;
        let folder = tempfile::tempdir().unwrap();
        let top = files::absolute(folder.path());
        let (root, inner) = (top.join("paper"), top.join("paper/part"));
        fs::create_dir_all(&inner).unwrap();
        fs::write(top.join(files::PEOPLE), "of another work\n".repeat(2_000)).unwrap();
        let mut settings = Settings::default();
        settings.set_initial(Value::Null, vec![root.clone()]);
        assert_eq!(settings.of(Some(&inner)).1, Some(root.join(files::PEOPLE)));
        assert!(settings.news().is_empty());

        // Beside the settings it counts, wherever the workspace begins.
        fs::write(top.join(files::SETTINGS), "").unwrap();
        assert_eq!(settings.of(Some(&inner)).1, Some(top.join(files::PEOPLE)));
        let news: Vec<String> = settings.news().into_iter().collect();
        assert_eq!(news.len(), 1, "{news:?}");
        assert!(
            news[0].contains("people.tsv:1: a line is") && news[0].ends_with("1999 more of its lines"),
            "{news:?}"
        );

        fs::write(root.join(files::PEOPLE), "").unwrap();
        assert_eq!(settings.of(Some(&inner)).1, Some(root.join(files::PEOPLE)));
    }
}
