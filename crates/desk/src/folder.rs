//! The trait for folders: files by their paths, with `/` between the parts, wherever they are kept.
//!
//! A round is a folder. On disk it is a directory; in a page and in tests it stays in memory. Files are read and
//! written whole. A caller that replaces a file states what it was before, so that nobody's work is lost.

use super::{Error, FileContent};
use phuluc_grid::{MAX_BYTES, ReadError};
use std::io;

/// A folder with its files.
pub trait Folder: Sync {
    /// A path in the folder as people are shown it. The empty path is the folder itself.
    fn shown(&self, path: &str) -> String;

    /// The paths of all files below the folder `below`, at any depth, sorted part by part; none if there is no such
    /// folder.
    ///
    /// # Errors
    /// If the folder cannot be looked into.
    fn list(&self, below: &str) -> Result<Vec<String>, Error>;

    /// Whether there is a file or folder at the path.
    fn exists(&self, path: &str) -> bool;

    /// The content of a file.
    ///
    /// # Errors
    /// The system's error if it cannot be read.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// The SHA-256 of a file of any size.
    ///
    /// # Errors
    /// The system's error if it cannot be read.
    fn sha256(&self, path: &str) -> io::Result<String> {
        self.read(path).map(|bytes| phuluc_form::sha256(&bytes))
    }

    /// The content of a file that may be a workbook. All bytes are of one version, and there are no more than a
    /// workbook may have.
    fn workbook(&self, path: &str) -> FileContent {
        match self.read(path) {
            Ok(bytes) if bytes.len() > MAX_BYTES => FileContent::Unreadable(ReadError::TooLarge(bytes.len())),
            Ok(bytes) => FileContent::Bytes(bytes),
            Err(_) if !self.exists(path) => FileContent::Missing,
            Err(error) => FileContent::Unreadable(ReadError::NotOpened(error.to_string())),
        }
    }

    /// The time of a file's last change, in seconds since 1970, if it is known.
    fn modified(&self, path: &str) -> Option<i64>;

    /// Puts a file in place, whole or not at all.
    ///
    /// # Errors
    /// If it cannot be written, or the file that is there is not what `over` expects.
    fn write(&self, path: &str, bytes: &[u8], over: Expected<'_>) -> Result<(), Error>;

    /// Puts several files in place, over whatever there is: all of them, or none if one cannot be written.
    ///
    /// # Errors
    /// If one cannot be written.
    fn write_together(&self, files: &[(&str, &[u8])]) -> Result<(), Error>;

    /// Moves a file to a path where nothing is.
    ///
    /// # Errors
    /// If it cannot be moved.
    fn rename(&self, from: &str, to: &str) -> Result<(), Error>;

    /// Makes a folder for files to come, if the folder needs that.
    ///
    /// # Errors
    /// If it cannot be made.
    fn make_folder(&self, path: &str) -> Result<(), Error>;

    /// Keeps others from writing until the lock is dropped.
    ///
    /// # Errors
    /// If somebody else is writing.
    fn lock(&self) -> Result<Box<dyn Lock + '_>, Error>;

    /// The folder or file at a path that leads out of this folder.
    fn beside(&self, path: &str) -> FolderOrFile;
}

/// A lock, which keeps others from writing into a folder as long as it lives.
pub trait Lock {}

/// What a write expects to find at its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected<'o> {
    /// Anything or nothing.
    Anything,
    /// A file with this SHA-256, or no file at all for `None`.
    Only(Option<&'o str>),
}

/// A folder or file beside a folder.
pub enum FolderOrFile {
    /// Another folder.
    Folder(Box<dyn Folder>),
    /// A file, which may be missing.
    File {
        /// The path as people are shown it.
        path: String,
        /// The content of the file.
        content: FileContent,
    },
}

/// The state of a file before it is read, so that nobody's change is overwritten later.
#[derive(Debug)]
pub(super) struct FileState<'p> {
    path: &'p str,
    sha256: Option<String>,
}

impl<'p> FileState<'p> {
    /// Remembers the state of a file. Refuses a file that Excel has open, because saving in Excel later would undo
    /// what we write.
    pub fn new(folder: &dyn Folder, path: &'p str) -> Result<Self, Error> {
        let (above, name) = path.rsplit_once('/').map_or(("", path), |(above, name)| (above, name));
        let slash = if above.is_empty() { "" } else { "/" };
        if folder.exists(&format!("{above}{slash}~${name}")) {
            return Err(Error::OpenInExcel(folder.shown(path)));
        }
        Ok(Self { path, sha256: folder.read(path).ok().map(|bytes| phuluc_form::sha256(&bytes)) })
    }

    /// Refuses to go on if staff added sheets to the list that the file holds, because writing it would lose them.
    pub fn refuse_own_sheets(&self, folder: &dyn Folder, sheets: &[String]) -> Result<(), Error> {
        match sheets {
            [] => Ok(()),
            sheets => Err(Error::OwnSheets { path: folder.shown(self.path), sheets: sheets.to_vec() }),
        }
    }

    /// Replaces the file, unless somebody has changed it since.
    pub fn replace(self, folder: &dyn Folder, bytes: &[u8]) -> Result<(), Error> {
        folder.write(self.path, bytes, Expected::Only(self.sha256.as_deref()))
    }
}

/// Whether people put this file there, by its name. Programs and systems hide theirs.
pub fn is_put_by_people(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    !name.starts_with("~$") && !name.starts_with('.') && !matches!(name, "Thumbs.db" | "desktop.ini")
}

/// The endings of files that may be workbooks. The content decides what a file is.
const WORKBOOKS: [&str; 11] =
    ["xlsx", "xlsm", "xltx", "xltm", "xls", "xlt", "xlsb", "ods", "fods", "et", "ett"];

/// Whether a file may be a workbook, by its name. Excel's lock files (`~$…`) are none.
pub fn is_workbook(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending);
    let is_known =
        ending.is_some_and(|ending| WORKBOOKS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    is_known && !name.starts_with("~$")
}
