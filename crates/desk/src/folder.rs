//! The trait for folders: files by their paths, with `/` between the parts, wherever they are kept.
//!
//! A round is a folder. On disk it is a directory; in a page and in tests it stays in memory. Files are read and
//! written whole. A caller that replaces a file states what it was before, so that nobody's work is lost.

use super::{Error, FileContent};
use phuluc_grid::{MAX_BYTES, ReadError};
use std::io;

/// A folder with its files.
pub trait Folder: Sync {
    /// A path in it as people are shown it; the empty path is the folder itself.
    fn shown(&self, path: &str) -> String;

    /// The paths of all files at any depth below a folder in it, in the order of their parts; none if there
    /// is no such folder.
    ///
    /// # Errors
    /// If it cannot be looked into.
    fn list(&self, below: &str) -> Result<Vec<String>, Error>;

    /// Whether anything is at that path.
    fn exists(&self, path: &str) -> bool;

    /// All bytes of a file.
    ///
    /// # Errors
    /// Why there are none.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// The SHA-256 of a file, of whatever size.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn sha256(&self, path: &str) -> io::Result<String> {
        self.read(path).map(|bytes| phuluc_form::sha256(&bytes))
    }

    /// The bytes of what may be a workbook: all of one version, and no more than a workbook may have.
    fn workbook(&self, path: &str) -> FileContent {
        match self.read(path) {
            Ok(bytes) if bytes.len() > MAX_BYTES => FileContent::Unreadable(ReadError::TooLarge(bytes.len())),
            Ok(bytes) => FileContent::Bytes(bytes),
            Err(_) if !self.exists(path) => FileContent::Missing,
            Err(error) => FileContent::Unreadable(ReadError::NotOpened(error.to_string())),
        }
    }

    /// When a file was last changed, in seconds since 1970, if that is known.
    fn modified(&self, path: &str) -> Option<i64>;

    /// Puts a file in place, whole or not at all.
    ///
    /// # Errors
    /// If it cannot be written, or is not what `over` says.
    fn write(&self, path: &str, bytes: &[u8], over: Over<'_>) -> Result<(), Error>;

    /// Moves a file to a path where nothing is.
    ///
    /// # Errors
    /// If it cannot be moved.
    fn rename(&self, from: &str, to: &str) -> Result<(), Error>;

    /// Makes a folder for files to come, where folders have to be made.
    ///
    /// # Errors
    /// If it cannot be made.
    fn make_folder(&self, path: &str) -> Result<(), Error>;

    /// Keeps others from writing until the lock is dropped.
    ///
    /// # Errors
    /// If somebody else is writing.
    fn lock(&self) -> Result<Box<dyn Lock + '_>, Error>;

    /// What is at a path that leads out of this folder.
    fn beside(&self, path: &str) -> Beside;
}

/// What keeps others from writing into a folder, as long as it lives.
pub trait Lock {}

/// What a write expects to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over<'o> {
    /// Whatever there is.
    Anything,
    /// The bytes with this SHA-256; nothing at all if there is none.
    Only(Option<&'o str>),
}

/// What stands beside a folder.
pub enum Beside {
    /// Another folder.
    Folder(Box<dyn Folder>),
    /// A file, or nothing.
    File {
        /// Its path as people are shown it.
        path: String,
        /// What it holds.
        content: FileContent,
    },
}

/// A file as it was before its content was looked at.
#[derive(Debug)]
pub(super) struct Seen<'p> {
    path: &'p str,
    sha256: Option<String>,
}

impl<'p> Seen<'p> {
    /// Looks at a file; refuses one that Excel has open, as what Excel saves later would undo what we write.
    pub fn new(folder: &dyn Folder, path: &'p str) -> Result<Self, Error> {
        let (above, name) = path.rsplit_once('/').map_or(("", path), |(above, name)| (above, name));
        let slash = if above.is_empty() { "" } else { "/" };
        if folder.exists(&format!("{above}{slash}~${name}")) {
            return Err(Error::OpenInExcel(folder.shown(path)));
        }
        Ok(Self { path, sha256: folder.read(path).ok().map(|bytes| phuluc_form::sha256(&bytes)) })
    }

    /// Replaces the file, unless somebody has changed it since.
    pub fn replace(self, folder: &dyn Folder, bytes: &[u8]) -> Result<(), Error> {
        folder.write(self.path, bytes, Over::Only(self.sha256.as_deref()))
    }
}

/// Whether a file is one that people put there; programs and systems hide theirs.
pub fn is_put_by_people(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    !name.starts_with("~$") && !name.starts_with('.') && !matches!(name, "Thumbs.db" | "desktop.ini")
}

/// The endings of what may be a workbook; what it is, its content says.
const WORKBOOKS: [&str; 11] =
    ["xlsx", "xlsm", "xltx", "xltm", "xls", "xlt", "xlsb", "ods", "fods", "et", "ett"];

/// Whether a file may be a workbook, by its name; Excel's lock files (`~$…`) are not.
pub fn is_workbook(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending);
    let is_known =
        ending.is_some_and(|ending| WORKBOOKS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    is_known && !name.starts_with("~$")
}
