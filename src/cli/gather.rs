//! Which files `dabir check` looks at, and with which settings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::settings::Finder;
use crate::config::Config;
use crate::files;

/// A file to look at.
#[derive(Debug)]
pub(super) struct Job {
    /// Its name in reports.
    pub name: String,
    /// Where it is; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Its settings.
    pub config: Arc<Config>,
}

/// What there is to do.
#[derive(Debug)]
pub(super) struct Gathered {
    /// The files, sorted by name.
    pub jobs: Vec<Job>,
    /// Paths that lead nowhere, folders that cannot be looked at.
    pub problems: Vec<String>,
}

/// Standard input, which belongs to the file of this name.
///
/// # Errors
/// What to say when other paths are named too.
pub(super) fn stdin(paths: &[PathBuf], file: Option<&Path>, finder: &mut Finder) -> Result<Gathered, String> {
    if paths.len() > 1 {
        return Err("`-` for standard input stands alone, without other paths".to_owned());
    }
    let config = finder.of_folder(&files::folder_of(file.unwrap_or(Path::new("")))).config;
    let name = file.map_or("<stdin>".to_owned(), shown);
    Ok(Gathered { jobs: vec![Job { name, path: None, config }], problems: Vec::new() })
}

/// The files that the paths name or hold; those of the current folder when none is named.
pub(super) fn files(paths: &[PathBuf], finder: &mut Finder) -> Gathered {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let mut found: Vec<PathBuf> = Vec::new();
    let mut problems = Vec::new();
    let mut folders = Folders::default();
    for path in paths {
        if files::is_folder(path) {
            let (inside, lost) = files::walk(path, |file| is_wanted(file, &mut folders, finder));
            found.extend(inside);
            problems.extend(lost);
        } else if files::exists(path) {
            found.push(path.clone());
        } else {
            problems.push(format!("{}: no such file or folder", shown(path)));
        }
    }
    // A file that is named twice, in whatever way, is looked at once.
    let mut seen = BTreeSet::new();
    found.retain(|file| seen.insert(folders.whole(file)));
    let job = |path: PathBuf| {
        let config = finder.of_folder(&folders.of(&path)).config;
        Job { name: shown(&path), path: Some(path), config }
    };
    let mut jobs: Vec<Job> = found.into_iter().map(job).collect();
    jobs.sort_by(|a, b| a.name.cmp(&b.name));
    Gathered { jobs, problems }
}

/// Whether a file in a folder is looked at: by its ending, or because the settings say so.
fn is_wanted(file: &Path, folders: &mut Folders, finder: &mut Finder) -> bool {
    files::is_manuscript(file) || {
        let folder = folders.of(file);
        finder.of_folder(&folder).include(&folders.whole(file))
    }
}

/// The folders of files, from the root on, each looked up once.
#[derive(Debug, Default)]
struct Folders(BTreeMap<PathBuf, PathBuf>);

impl Folders {
    fn of(&mut self, file: &Path) -> PathBuf {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        self.0.entry(folder).or_insert_with(|| files::folder_of(file)).clone()
    }

    /// The file itself from the root on.
    fn whole(&mut self, file: &Path) -> PathBuf {
        self.of(file).join(file.file_name().unwrap_or_default())
    }
}

/// A path as it is shown: without `./` before it.
fn shown(path: &Path) -> String {
    let plain: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    plain.to_string_lossy().into_owned()
}
