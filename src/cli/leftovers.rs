//! Temporary files that an interrupted run has left in a round's folder.

use super::output::{TEMPORARY, TEMPORARY_END};
use phuluc::desk::{CONSOLIDATED, HANDED_OUT, RECEIVED, RETURNED};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The age from which such a file is deleted. A younger one may still be written by somebody.
const OLD: Duration = Duration::from_secs(3600);

/// Deletes such files from the folder of a round.
pub(crate) fn clear(round: &Path) {
    let own = [RECEIVED, RETURNED, CONSOLIDATED, HANDED_OUT].map(|folder| round.join(folder));
    for folder in own.iter().map(|folder| &**folder).chain([round]) {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let is_ours = name
                .to_str()
                .is_some_and(|name| name.starts_with(TEMPORARY) && name.ends_with(TEMPORARY_END));
            let is_old = || {
                let changed = entry.metadata().and_then(|found| found.modified());
                changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age >= OLD))
            };
            if is_ours && is_old() {
                // a file that cannot be deleted must not stop the work
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OLD, clear};
    use std::fs::{self, File};
    use std::time::SystemTime;

    #[test]
    fn only_what_an_earlier_run_left_goes() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("nhan")).unwrap();
        let made = |name: &str, age| {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - age).unwrap();
        };
        let young = OLD / 2;
        for (name, age) in [
            (".phuluc-a.tmp", OLD * 2),
            ("nhan/.phuluc-b.tmp", OLD * 2),
            ("nhan/.phuluc-c.tmp", young),
            ("nhan/phuluc-d.tmp", OLD * 2),
            ("nhan/.phuluc-e.xlsx", OLD * 2),
        ] {
            made(name, age);
        }
        clear(folder.path());
        let mut left: Vec<_> =
            fs::read_dir(folder.path().join("nhan")).unwrap().map(|it| it.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [".phuluc-c.tmp", ".phuluc-e.xlsx", "phuluc-d.tmp"]);
        assert!(!folder.path().join(".phuluc-a.tmp").exists());
    }
}
