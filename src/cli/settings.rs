//! The settings of each file: defaults, the nearest `dabir.toml`, and the flags on top.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::config::{Config, Decisions, Level, LocaleSetting, Problem};
use crate::files;
use crate::rules::{Locale, Rule, unknown_in, unknown_rule};

/// The flags that change settings.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Flags {
    /// Read the settings from this file and look for no dabir.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Run these rules only: names, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these rules out: names, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
}

/// The settings of the files of one folder.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// The settings themselves.
    pub config: Arc<Config>,
    /// The patterns of `include`, which are relative to the settings file.
    include: Arc<Gitignore>,
}

impl Settings {
    /// Whether a file that is no manuscript by its ending is looked at in a folder. `path` is absolute.
    pub(super) fn include(&self, path: &Path) -> bool {
        path.starts_with(self.include.path()) && self.include.matched(path, false).is_ignore()
    }
}

/// Finds and remembers the settings of folders.
#[derive(Debug)]
pub(super) struct Finder {
    flags: Flags,
    /// The one settings file for all, if `--config` names it.
    fixed: Option<Settings>,
    folders: BTreeMap<PathBuf, Settings>,
    files: BTreeMap<Option<PathBuf>, Settings>,
    /// What was read of the tables of people.
    tables: BTreeMap<PathBuf, Decisions>,
    /// What is wrong in the settings files that were read: lines for standard error.
    pub warnings: Vec<String>,
    /// What could not be read.
    pub errors: Vec<String>,
}

impl Finder {
    /// A finder for these flags.
    ///
    /// # Errors
    /// What to say when a flag names a rule that does not exist or a file that cannot be read.
    pub(super) fn new(flags: &Flags) -> Result<Self, String> {
        let mut flags = flags.clone();
        for names in [&mut flags.select, &mut flags.ignore] {
            names.iter_mut().for_each(|name| *name = name.trim().to_owned());
            names.retain(|name| !name.is_empty());
        }
        if let Some(name) = flags.select.iter().chain(&flags.ignore).find(|name| Rule::named(name).is_none())
        {
            return Err(unknown_rule(name));
        }
        let path = flags.config.clone();
        let mut finder = Finder {
            flags,
            fixed: None,
            folders: BTreeMap::new(),
            files: BTreeMap::new(),
            tables: BTreeMap::new(),
            warnings: Vec::new(),
            errors: Vec::new(),
        };
        if let Some(path) = path {
            let settings = finder.load(Some(&path));
            if let Some(error) = finder.errors.pop() {
                return Err(error);
            }
            let beside = files::folder_of(&path).join(files::PEOPLE);
            let people = if files::exists(&beside) { finder.people(&beside) } else { Decisions::default() };
            finder.fixed = Some(Settings {
                config: Arc::new(Config { people, ..(*settings.config).clone() }),
                ..settings
            });
        }
        Ok(finder)
    }

    /// The settings of the files in a folder, given as an absolute path.
    pub(super) fn of_folder(&mut self, folder: &Path) -> Settings {
        if let Some(settings) = self.fixed.as_ref().or_else(|| self.folders.get(folder)) {
            return settings.clone();
        }
        let file = files::nearest_settings(folder);
        let mut settings = match self.files.get(&file) {
            Some(settings) => settings.clone(),
            None => self.load(file.as_deref()),
        };
        self.files.insert(file, settings.clone());
        if let Some(people) = files::nearest_people(folder) {
            let people = self.people(&people);
            settings.config = Arc::new(Config { people, ..(*settings.config).clone() });
        }
        self.folders.insert(folder.to_owned(), settings.clone());
        settings
    }

    /// Reads what the author has decided about names.
    fn people(&mut self, path: &Path) -> Decisions {
        if let Some(people) = self.tables.get(path) {
            return people.clone();
        }
        let shown = shown(path);
        let (people, problems) = match files::read(path) {
            Ok(text) => Decisions::read(&text),
            Err(error) => {
                self.errors.push(format!("{shown}: {error}"));
                Default::default()
            }
        };
        self.warnings.extend(problems.iter().map(|problem| told(&shown, problem)));
        self.tables.insert(path.to_owned(), people.clone());
        people
    }

    /// Reads a settings file and puts the flags on top.
    fn load(&mut self, path: Option<&Path>) -> Settings {
        let mut config = Config::default();
        let mut root = PathBuf::new();
        if let Some(path) = path {
            let shown = shown(path);
            root = files::folder_of(path);
            match files::read(path) {
                Ok(text) => self.warnings.extend(apply(&mut config, &text, &shown)),
                Err(error) => self.errors.push(format!("{shown}: {error}")),
            }
        }
        let include = self.patterns(&config, &root, path);
        self.put_flags(&mut config);
        Settings { config: Arc::new(config), include: Arc::new(include) }
    }

    fn patterns(&mut self, config: &Config, root: &Path, path: Option<&Path>) -> Gitignore {
        let mut builder = GitignoreBuilder::new(root);
        for glob in &config.include {
            if let Err(error) = builder.add_line(None, glob) {
                let shown = path.map(shown).unwrap_or_default();
                self.warnings.push(format!("{shown}: `include`: {error}"));
            }
        }
        builder.build().unwrap_or_else(|_| Gitignore::empty())
    }

    /// A rule that a flag names is on or off whatever the file says of it.
    fn put_flags(&self, config: &mut Config) {
        let Flags { select, ignore, .. } = &self.flags;
        if !select.is_empty() {
            config.select = select.clone();
            config.ignore.retain(|name| !select.contains(name));
            config.severity.retain(|name, level| *level != Level::Off || !select.contains(name));
        }
        config.ignore.extend(ignore.iter().cloned());
    }
}

/// Sets what a settings file says; what is wrong in it comes back, a line each.
fn apply(config: &mut Config, text: &str, shown: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut problems = config.apply_toml(text);
    problems.extend(unknown_in(text));
    problems.sort_by_key(|problem| problem.line);
    problems.iter().map(|problem| told(shown, problem)).collect()
}

/// A problem with its place in a file.
fn told(shown: &str, problem: &Problem) -> String {
    match problem.line {
        Some(line) => format!("{shown}:{line}: {}", problem.message),
        None => format!("{shown}: {}", problem.message),
    }
}

/// A settings file as it is shown: from the current folder where it stands below it.
fn shown(path: &Path) -> String {
    let here = files::absolute(Path::new("."));
    let below = path.strip_prefix(&here).unwrap_or(path);
    below.to_string_lossy().into_owned()
}

/// The language in which a report for people speaks: as set, or else as the terminal says.
pub(super) fn locale_for_people(config: &Config) -> Locale {
    let named = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    match config.locale {
        LocaleSetting::En => Locale::En,
        LocaleSetting::Fa => Locale::Fa,
        LocaleSetting::Auto => {
            let tag = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(named);
            tag.map_or(Locale::En, |tag| Locale::from_tag(&tag))
        }
    }
}

/// The language in which a report for programs speaks: as set, or else English.
pub(super) fn locale_for_programs(config: &Config) -> Locale {
    match config.locale {
        LocaleSetting::Fa => Locale::Fa,
        LocaleSetting::En | LocaleSetting::Auto => Locale::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_name_their_lines() {
        let mut config = Config::default();
        let text = "# zwnj-lots is no rule\nlibraries = [\"zwnj-lots\"]\nignore = [\n  \"zwnj-lots\",\n]\nignor = []\n";
        assert_eq!(
            apply(&mut config, text, "dabir.toml"),
            [
                "dabir.toml:4: unknown rule `zwnj-lots`; did you mean `zwnj-lost`?",
                "dabir.toml:6: unknown setting `ignor`; did you mean `ignore`?",
            ]
        );
    }

    #[test]
    fn flags_beat_the_file() {
        let flags = Flags {
            select: vec!["zwnj-lost".to_owned(), "doi-invalid".to_owned()],
            ignore: vec!["doi-invalid".to_owned()],
            ..Flags::default()
        };
        let finder = Finder::new(&flags).unwrap();
        let mut config = Config::default();
        config.apply_toml(
            "select = [\"url-missing\"]\nignore = [\"zwnj-lost\"]\n[severity]\nzwnj-lost = \"off\"\n",
        );
        finder.put_flags(&mut config);
        let on: Vec<&str> = crate::rules::ALL
            .iter()
            .filter(|rule| crate::rules::severity(rule, &config).is_some())
            .map(|rule| rule.name)
            .collect();
        assert_eq!(on, ["zwnj-lost"]);
    }
}
