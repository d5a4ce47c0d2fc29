//! A folder whose files are lent from elsewhere, and that notes what is changed in them.
//!
//! A page in a browser holds the files of a round in memory while it answers a request. Afterwards it makes the same
//! changes, in the same order, where the files are kept.

use super::folder::{Expected, Folder, FolderOrFile, Lock};
use super::{Error, FileContent, Memory};
use std::collections::HashSet;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A folder in memory that notes its changes.
#[derive(Debug, Default)]
pub struct Journal {
    held: Memory,
    noted: Mutex<Vec<Noted>>,
}

/// A change in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A folder was made, at this path.
    Folder(String),
    /// A file was written.
    Written {
        /// Its path.
        path: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// The file at this path was moved away.
    Gone(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Noted {
    Folder(String),
    Written(String),
    Gone(String),
}

impl Journal {
    /// A folder over files in memory.
    pub fn new(held: Memory) -> Self {
        Self { held, noted: Mutex::default() }
    }

    /// The files as they were lent. What is put there is not noted.
    pub const fn held(&self) -> &Memory {
        &self.held
    }

    /// The changes since the last call, each path once, in the order in which they came to be as they are.
    pub fn changes(&self) -> Vec<Change> {
        let noted = std::mem::take(&mut *self.noted());
        let mut seen = HashSet::new();
        let latest = noted.into_iter().rev().filter(|change| seen.insert(change.path().to_owned()));
        let mut changes: Vec<Change> = latest.filter_map(|change| self.change(change)).collect();
        changes.reverse();
        changes
    }

    fn change(&self, noted: Noted) -> Option<Change> {
        match noted {
            Noted::Folder(path) => Some(Change::Folder(path)),
            Noted::Written(path) => self.held.read(&path).ok().map(|bytes| Change::Written { path, bytes }),
            Noted::Gone(path) => Some(Change::Gone(path)),
        }
    }

    fn noted(&self) -> MutexGuard<'_, Vec<Noted>> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Noted {
    fn path(&self) -> &str {
        match self {
            Self::Folder(path) | Self::Written(path) | Self::Gone(path) => path,
        }
    }
}

impl Folder for Journal {
    fn shown(&self, path: &str) -> String {
        self.held.shown(path)
    }

    fn list(&self, below: &str) -> Result<Vec<String>, Error> {
        self.held.list(below)
    }

    fn exists(&self, path: &str) -> bool {
        self.held.exists(path)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.held.read(path)
    }

    fn workbook(&self, path: &str) -> FileContent {
        self.held.workbook(path)
    }

    fn modified(&self, path: &str) -> Option<i64> {
        self.held.modified(path)
    }

    fn write(&self, path: &str, bytes: &[u8], over: Expected<'_>) -> Result<(), Error> {
        self.held.write(path, bytes, over)?;
        self.noted().push(Noted::Written(path.to_owned()));
        Ok(())
    }

    fn write_together(&self, files: &[(&str, &[u8])]) -> Result<(), Error> {
        self.held.write_together(files)?;
        self.noted().extend(files.iter().map(|(path, _)| Noted::Written((*path).to_owned())));
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
        self.held.rename(from, to)?;
        // written first, so that a stop in between loses nothing
        self.noted().extend([Noted::Written(to.to_owned()), Noted::Gone(from.to_owned())]);
        Ok(())
    }

    fn make_folder(&self, path: &str) -> Result<(), Error> {
        self.noted().push(Noted::Folder(path.to_owned()));
        Ok(())
    }

    fn lock(&self) -> Result<Box<dyn Lock + '_>, Error> {
        self.held.lock()
    }

    fn beside(&self, path: &str) -> FolderOrFile {
        self.held.beside(path)
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Journal};
    use crate::{Expected, Folder, Memory};

    fn written(path: &str, bytes: &[u8]) -> Change {
        Change::Written { path: path.to_owned(), bytes: bytes.to_vec() }
    }

    #[test]
    fn what_is_changed_is_told_once_and_in_order() {
        let journal = Journal::new(Memory::default().folder("quy-4"));
        journal.held().put("a.xlsx", b"lent", None);
        assert_eq!(journal.changes(), []);
        journal.make_folder("nhan").unwrap();
        journal.write("so.xlsx", b"first", Expected::Anything).unwrap();
        journal.rename("a.xlsx", "nhan/a.xlsx").unwrap();
        journal.write_together(&[("b", b"b"), ("c", b"c")]).unwrap();
        journal.write("so.xlsx", b"last", Expected::Anything).unwrap();
        let expected = [
            Change::Folder("nhan".to_owned()),
            written("nhan/a.xlsx", b"lent"),
            Change::Gone("a.xlsx".to_owned()),
            written("b", b"b"),
            written("c", b"c"),
            written("so.xlsx", b"last"),
        ];
        assert_eq!(journal.changes(), expected);
        assert_eq!(journal.changes(), []);
    }

    #[test]
    fn what_was_refused_is_no_change() {
        let journal = Journal::default();
        journal.held().put("so.xlsx", b"theirs", None);
        assert!(journal.write("so.xlsx", b"ours", Expected::Only(None)).is_err());
        assert!(journal.rename("gone", "there").is_err());
        assert_eq!(journal.changes(), []);
    }
}
