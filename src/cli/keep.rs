//! Writing into the folder of a round that others may use at the same time: a lock, and a second
//! look at what is about to be replaced.

use super::Error;
use super::output::Target;
use phuluc::manifest;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The file that says that the program is at work in a folder.
const LOCK: &str = "phuluc.khoa";

/// The lock of a round's folder, given back when it is dropped.
///
/// It is a file that can be made only once, which holds on shared drives, too.
pub(crate) struct Lock(PathBuf);

impl Lock {
    /// Takes the lock of a round that is not closed.
    pub fn take(folder: &Path) -> Result<Self, Error> {
        let closed = folder.join(manifest::FILE);
        if closed.exists() {
            return Err(Error::Closed(closed));
        }
        let path = folder.join(LOCK);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                // whose it is helps people; the lock holds without it
                let _ = write!(file, "{}", std::process::id());
                Ok(Self(path))
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(Error::Locked(path)),
            Err(source) => Err(Error::Write { path, source }),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // a lock that stays behind is named with what to do the next time
        let _ = fs::remove_file(&self.0);
    }
}

/// A file that people keep as well, as it was before it was read.
pub(crate) struct Kept {
    path: PathBuf,
    sha256: Option<String>,
}

impl Kept {
    /// Remembers the file; refuses one that Excel has open, as what Excel saves later would undo us.
    pub fn of(path: PathBuf) -> Result<Self, Error> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.with_file_name(format!("~${name}")).exists() {
            return Err(Error::OpenInExcel(path));
        }
        Ok(Self { sha256: hash(&path), path })
    }

    /// Replaces the file, unless somebody has changed it since.
    pub fn write(self, bytes: &[u8]) -> Result<(), Error> {
        let target = Target::new(&self.path)?;
        if hash(&self.path) != self.sha256 {
            return Err(Error::ChangedMeanwhile(self.path));
        }
        target.write(bytes)
    }
}

fn hash(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| phuluc::sha256(&bytes))
}

#[cfg(test)]
mod tests {
    use super::{Error, Kept};
    use std::fs;

    #[test]
    fn what_somebody_else_saved_meanwhile_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so-theo-doi.xlsx");
        let kept = Kept::of(path.clone()).unwrap();
        fs::write(&path, "theirs").unwrap();
        assert!(matches!(kept.write(b"ours"), Err(Error::ChangedMeanwhile(_))));
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        Kept::of(path.clone()).unwrap().write(b"ours").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"ours");
    }
}
