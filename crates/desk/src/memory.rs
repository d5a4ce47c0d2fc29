//! A folder in memory, for the page and for tests.
//!
//! It behaves like a folder on disk: files have times, a lock admits one writer, and a change by somebody else is
//! noticed.

use super::Error;
use super::folder::{Expected, Folder, FolderOrFile, Lock};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A folder among others in memory. Its clones are the same folder.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The path of this folder among the others; empty for the outermost.
    root: String,
    disk: Arc<Mutex<Disk>>,
}

#[derive(Debug, Default)]
struct Disk {
    files: BTreeMap<String, HeldFile>,
    locked: BTreeSet<String>,
}

#[derive(Clone, Debug)]
struct HeldFile {
    bytes: Arc<[u8]>,
    modified: Option<i64>,
}

impl Memory {
    /// The folder with this name in this one.
    #[must_use]
    pub fn folder(&self, name: &str) -> Self {
        Self { root: self.at(name), disk: Arc::clone(&self.disk) }
    }

    /// Puts a file there. `modified` is the time of its last change, if it is known.
    pub fn put(&self, path: &str, bytes: &[u8], modified: Option<i64>) {
        let file = HeldFile { bytes: bytes.into(), modified };
        self.disk().files.insert(self.at(path), file);
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        self.disk().files.remove(&self.at(path));
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        // a panic under this lock cannot leave the files half-changed
        self.disk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The path among all folders, without `.` and `..`, of a path in this folder.
    fn at(&self, path: &str) -> String {
        let mut parts: Vec<&str> = Vec::new();
        for part in self.root.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        parts.join("/")
    }

    /// The beginning that the paths of all files below a folder share.
    fn prefix(&self, folder: &str) -> String {
        let at = self.at(folder);
        if at.is_empty() { at } else { at + "/" }
    }

    fn is_folder(&self, path: &str) -> bool {
        let prefix = self.prefix(path);
        self.disk().files.keys().any(|path| path.starts_with(&prefix))
    }
}

impl Folder for Memory {
    fn shown(&self, path: &str) -> String {
        self.at(path)
    }

    fn list(&self, below: &str) -> Result<Vec<String>, Error> {
        let (own, prefix) = (self.prefix(""), self.prefix(below));
        let disk = self.disk();
        let paths = disk.files.keys().filter(|path| path.starts_with(&prefix));
        let mut paths: Vec<String> =
            paths.filter_map(|path| Some(path.strip_prefix(&own)?.to_owned())).collect();
        paths.sort_by(|a, b| a.split('/').cmp(b.split('/')));
        Ok(paths)
    }

    fn exists(&self, path: &str) -> bool {
        self.disk().files.contains_key(&self.at(path)) || self.is_folder(path)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let disk = self.disk();
        let file = disk.files.get(&self.at(path)).ok_or(io::ErrorKind::NotFound)?;
        Ok(file.bytes.to_vec())
    }

    fn modified(&self, path: &str) -> Option<i64> {
        self.disk().files.get(&self.at(path))?.modified
    }

    fn write(&self, path: &str, bytes: &[u8], over: Expected<'_>) -> Result<(), Error> {
        let at = self.at(path);
        let mut disk = self.disk();
        let there = disk.files.get(&at).map(|file| phuluc_form::sha256(&file.bytes));
        if let Expected::Only(before) = over
            && before != there.as_deref()
        {
            return Err(Error::ChangedMeanwhile(self.shown(path)));
        }
        disk.files.insert(at, HeldFile { bytes: bytes.into(), modified: None });
        Ok(())
    }

    fn write_together(&self, files: &[(&str, &[u8])]) -> Result<(), Error> {
        files.iter().try_for_each(|(path, bytes)| self.write(path, bytes, Expected::Anything))
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
        let mut disk = self.disk();
        let moved = disk.files.remove(&self.at(from)).map(|file| disk.files.insert(self.at(to), file));
        moved
            .map(drop)
            .ok_or_else(|| Error::Read { path: self.shown(from), source: io::ErrorKind::NotFound.into() })
    }

    fn make_folder(&self, _path: &str) -> Result<(), Error> {
        Ok(())
    }

    fn lock(&self) -> Result<Box<dyn Lock + '_>, Error> {
        if self.disk().locked.insert(self.root.clone()) {
            Ok(Box::new(MemoryLock(self.clone())))
        } else {
            Err(Error::Locked(self.shown("")))
        }
    }

    fn beside(&self, path: &str) -> FolderOrFile {
        if self.is_folder(path) {
            FolderOrFile::Folder(Box::new(self.folder(path)))
        } else {
            FolderOrFile::File { path: self.shown(path), content: self.workbook(path) }
        }
    }
}

struct MemoryLock(Memory);

impl Lock for MemoryLock {}

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.0.disk().locked.remove(&self.0.root);
    }
}

#[cfg(test)]
mod tests {
    use super::Memory;
    use crate::folder::{FileState, FolderOrFile};
    use crate::{Error, Expected, FileContent, Folder};

    #[test]
    fn files_are_found_by_their_paths() {
        let outer = Memory::default();
        let folder = outer.folder("quy-2");
        folder.put("nhan/b/c.xlsx", b"c", None);
        folder.put("nhan/b.xlsx", b"b", Some(7));
        outer.put("quy-1/round.toml", b"", None);
        assert_eq!(folder.list("nhan").unwrap(), ["nhan/b/c.xlsx", "nhan/b.xlsx"]);
        assert_eq!(folder.read("./nhan/../nhan/b.xlsx").unwrap(), b"b");
        assert_eq!((folder.modified("nhan/b.xlsx"), folder.modified("nhan/b/c.xlsx")), (Some(7), None));
        assert!(folder.exists("nhan") && !folder.exists("na"));
        assert!(matches!(folder.workbook("a.xlsx"), FileContent::Missing));
        let FolderOrFile::Folder(before) = folder.beside("../quy-1") else { panic!("it is there") };
        assert!(before.exists("round.toml"));
        assert!(matches!(
            folder.beside("../quy-3"),
            FolderOrFile::File { content: FileContent::Missing, .. }
        ));
    }

    #[test]
    fn what_somebody_else_wrote_meanwhile_is_not_written_over() {
        let folder = Memory::default();
        let seen = FileState::new(&folder, "so-theo-doi.xlsx").unwrap();
        folder.put("so-theo-doi.xlsx", b"theirs", None);
        assert!(matches!(seen.replace(&folder, b"ours"), Err(Error::ChangedMeanwhile(_))));
        assert_eq!(folder.read("so-theo-doi.xlsx").unwrap(), b"theirs");
        FileState::new(&folder, "so-theo-doi.xlsx").unwrap().replace(&folder, b"ours").unwrap();
        assert_eq!(folder.read("so-theo-doi.xlsx").unwrap(), b"ours");
        folder.put("~$so-theo-doi.xlsx", b"", None);
        assert!(matches!(FileState::new(&folder, "so-theo-doi.xlsx"), Err(Error::OpenInExcel(_))));
    }

    #[test]
    fn one_at_a_time_writes() {
        let folder = Memory::default();
        let lock = folder.lock().unwrap();
        assert!(matches!(folder.lock(), Err(Error::Locked(_))));
        assert!(folder.folder("other").lock().is_ok());
        drop(lock);
        assert!(folder.lock().is_ok());
        assert!(folder.write("a", b"", Expected::Only(Some("0"))).is_err());
    }
}
