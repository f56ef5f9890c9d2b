//! Files: the only place that touches the disk.
//!
//! Reads documents as UTF-8, finds `dabir.toml`, walks folders and writes mended files. Knows nothing of what the
//! text means; the shells call it, the core never does.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};

use crate::model::LONGEST_DOCUMENT;

/// The name of the settings file.
pub const SETTINGS: &str = "dabir.toml";

/// The name of the table in which decisions about people are kept.
pub const PEOPLE: &str = "people.tsv";

/// Why a document could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// The system says no.
    Io(io::Error),
    /// It is a pipe or a device, which may have no end.
    NotAFile,
    /// It is not UTF-8.
    NotUtf8 {
        /// The bytes before the first one that is wrong.
        offset: usize,
        /// That byte.
        byte: u8,
    },
    /// It is longer than [`LONGEST_DOCUMENT`].
    TooLong,
    /// It is a library larger than [`LARGEST_LIBRARY`].
    TooLarge {
        /// Its bytes.
        size: u64,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Io(error) => write!(f, "{error}"),
            ReadError::NotAFile => write!(f, "a pipe or a device, and only files are read"),
            ReadError::NotUtf8 { offset, byte } => {
                write!(
                    f,
                    "not UTF-8: the byte 0x{byte:02X} at offset {offset} cannot stand there; save it as UTF-8"
                )
            }
            ReadError::TooLong => write!(f, "too long: a document may have up to 4 GiB"),
            ReadError::TooLarge { size } => write!(
                f,
                "too large: {} MiB, and a library may have up to {} MiB; split it, or name a smaller one",
                size >> 20,
                LARGEST_LIBRARY >> 20
            ),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        ReadError::Io(error)
    }
}

/// The text of a document, byte for byte: BOM, CR and NUL stay. It may be a pipe, as the shell's `<(…)` makes one, so
/// this may wait; [`read_file`] does not.
///
/// # Errors
/// When the file cannot be read, is not UTF-8, or is longer than [`LONGEST_DOCUMENT`].
pub fn read(path: &Path) -> Result<String, ReadError> {
    let file = File::open(path)?;
    let facts = file.metadata()?;
    if facts.is_dir() {
        return Err(ReadError::Io(io::Error::new(io::ErrorKind::IsADirectory, "a folder, not a document")));
    }
    if facts.len() > LONGEST_DOCUMENT as u64 {
        return Err(ReadError::TooLong);
    }
    read_from(file)
}

/// The text of a regular file: what nobody named by hand may be a pipe that is waited for, or a device without an end.
///
/// # Errors
/// As [`read`], and when it is no regular file.
pub fn read_file(path: &Path) -> Result<String, ReadError> {
    // Opening a pipe waits for whoever writes it, so it is asked for first.
    let facts = fs::metadata(path)?;
    if facts.is_file() || facts.is_dir() { read(path) } else { Err(ReadError::NotAFile) }
}

/// The most bytes of a companion library.
pub const LARGEST_LIBRARY: u64 = 64 << 20;

/// The text of a companion library.
///
/// # Errors
/// As [`read_file`], and when the file is larger than [`LARGEST_LIBRARY`].
pub fn read_library(path: &Path) -> Result<String, ReadError> {
    let facts = fs::metadata(path)?;
    if !facts.is_file() {
        return read_file(path);
    }
    // Some files say that they are empty, and are not; others grow while they are read.
    let text = match facts.len() > LARGEST_LIBRARY {
        true => return Err(ReadError::TooLarge { size: facts.len() }),
        false => read_from(File::open(path)?.take(LARGEST_LIBRARY + 1))?,
    };
    match text.len() as u64 {
        size if size > LARGEST_LIBRARY => Err(ReadError::TooLarge { size }),
        _ => Ok(text),
    }
}

/// A path that a text gives, `~` being the home folder and all else in `folder`.
pub fn resolve(folder: &Path, name: &str) -> PathBuf {
    let home = name.strip_prefix('~').and_then(|rest| rest.strip_prefix(['/', '\\']));
    match home.and_then(|rest| Some(std::env::home_dir()?.join(rest))) {
        Some(path) => path,
        None => without_dots(&folder.join(name)),
    }
}

/// The text of a stream, byte for byte.
///
/// # Errors
/// As [`read`].
pub fn read_from(stream: impl Read) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    stream.take(LONGEST_DOCUMENT as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LONGEST_DOCUMENT {
        return Err(ReadError::TooLong);
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        ReadError::NotUtf8 { offset, byte: error.as_bytes().get(offset).copied().unwrap_or(0) }
    })
}

/// Replaces a file's text at once or not at all: a new file in the same folder takes the old one's name and
/// permissions. A link stays, and what it leads to is written.
///
/// # Errors
/// When the file may not be written or the system says no; then the file is as it was.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    let target = fs::canonicalize(path)?;
    let permissions = fs::metadata(&target)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "read-only"));
    }
    let (mut file, beside) = create_beside(&target)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.set_permissions(permissions))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Makes a new, empty file in the folder of `target`.
fn create_beside(target: &Path) -> io::Result<(File, PathBuf)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    // A name may have 255 bytes at most, so a long one is not repeated.
    let stem: String = name.chars().take(40).collect();
    for attempt in 0..100 {
        let beside = target.with_file_name(format!(".{stem}.dabir-{}-{attempt}", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((file, beside)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "no free name for a new file beside it"))
}

/// Whether there is anything at a path.
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether a path leads to a file.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether a path leads to a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The folder in which a file stands, without links and dots; also where it does not exist.
pub fn folder_of(file: &Path) -> PathBuf {
    let folder = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    absolute(folder)
}

/// A path from the root, without links and dots; where it leads nowhere, as far as it leads.
pub fn absolute(path: &Path) -> PathBuf {
    if let Ok(path) = fs::canonicalize(path) {
        return path;
    }
    let plain = without_dots(&std::path::absolute(path).unwrap_or(path.to_owned()));
    let there = plain.ancestors().skip(1).find_map(|above| Some((above, fs::canonicalize(above).ok()?)));
    match there.and_then(|(above, real)| Some(real.join(plain.strip_prefix(above).ok()?))) {
        Some(path) => path,
        None => plain,
    }
}

/// `a/./b/../c` -> `a/c`, for paths that lead nowhere.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// The settings file of the nearest ancestor of a folder, the folder itself included.
pub fn nearest_settings(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|ancestor| ancestor.join(SETTINGS)).find(|path| path.is_file())
}

/// The table of people of a folder, or of the nearest one above it up to that of the settings.
pub fn nearest_people(folder: &Path) -> Option<PathBuf> {
    let top = nearest_settings(folder).map_or_else(|| folder.to_owned(), |file| folder_of(&file));
    nearest_people_below(folder, &top)
}

/// The same, but looked for up to the folder `top`.
pub fn nearest_people_below(folder: &Path, top: &Path) -> Option<PathBuf> {
    let inside = folder.ancestors().take_while(|ancestor| ancestor.starts_with(top));
    inside.map(|ancestor| ancestor.join(PEOPLE)).find(|path| path.is_file())
}

/// Whether a file is found in a folder without being named: by its ending.
pub fn is_manuscript(path: &Path) -> bool {
    const ENDINGS: [&str; 8] = ["md", "markdown", "qmd", "rmd", "tex", "typ", "org", "rst"];
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("");
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// The files below a folder that `wanted` accepts. What could not be looked at stands beside them.
pub fn walk(folder: &Path, mut wanted: impl FnMut(&Path) -> bool) -> (Vec<PathBuf>, Vec<String>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for item in Walk::new(folder) {
        match item {
            Ok(path) if wanted(&path) => found.push(path),
            Ok(_) => {}
            Err(problem) => problems.push(problem),
        }
    }
    (found, problems)
}

/// The files below a folder one after the other, and what could not be looked at; hidden ones and those that a
/// `.gitignore` names are left out, in a git repository or not.
pub struct Walk(ignore::Walk);

impl Walk {
    /// All files below a folder.
    pub fn new(folder: &Path) -> Walk {
        Walk(ignore::WalkBuilder::new(folder).require_git(false).build())
    }

    /// Of the files below a folder those that are at some places, or below one of these.
    pub fn to(folder: &Path, places: BTreeSet<PathBuf>) -> Walk {
        let leads = move |at: &Path| {
            let next = places.range::<Path, _>((Bound::Included(at), Bound::Unbounded)).next();
            next.is_some_and(|place| place.starts_with(at))
                || at.ancestors().any(|above| places.contains(above))
        };
        let mut walk = ignore::WalkBuilder::new(folder);
        Walk(walk.require_git(false).filter_entry(move |item| leads(item.path())).build())
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, String>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.0.next()? {
                Ok(item) if item.file_type().is_some_and(|kind| kind.is_file()) => {
                    return Some(Ok(item.into_path()));
                }
                Ok(_) => {}
                Err(error) => return Some(Err(error.to_string())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_to_places_keeps_the_rules_of_the_whole_walk() {
        let folder = tempfile::tempdir().unwrap();
        let root = absolute(folder.path());
        for name in ["a/b/one.md", "a/two.md", "skip/three.md", ".hidden/four.md", "c/five.md"] {
            fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            fs::write(root.join(name), "").unwrap();
        }
        fs::write(root.join(".gitignore"), "skip/\n").unwrap();
        let to = |names: &[&str]| {
            let places = names.iter().map(|name| root.join(name)).collect();
            let mut found: Vec<PathBuf> = Walk::to(&root, places).filter_map(Result::ok).collect();
            found.sort();
            found.iter().map(|path| path.strip_prefix(&root).unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(to(&["a/two.md", "skip/three.md", ".hidden/four.md", "gone.md"]), [Path::new("a/two.md")]);
        assert_eq!(to(&["a", "skip"]), [Path::new("a/b/one.md"), Path::new("a/two.md")]);
        assert!(to(&[]).is_empty());
    }

    #[test]
    fn a_path_that_leads_nowhere_is_without_links_as_far_as_it_leads() {
        let folder = tempfile::tempdir().unwrap();
        let root = absolute(folder.path());
        assert_eq!(absolute(&root.join("none/../no/file")), root.join("no/file"));
        #[cfg(unix)]
        {
            fs::create_dir(root.join("real")).unwrap();
            std::os::unix::fs::symlink(root.join("real"), root.join("link")).unwrap();
            assert_eq!(absolute(&root.join("link/no/file")), root.join("real/no/file"));
        }
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_not_read() {
        for path in ["/dev/zero", "/dev/null"] {
            assert!(matches!(read_library(Path::new(path)), Err(ReadError::NotAFile)));
            assert!(matches!(read_file(Path::new(path)), Err(ReadError::NotAFile)));
        }
    }
}
