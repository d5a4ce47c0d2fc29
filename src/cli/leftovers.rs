//! Temporary files that an interrupted run has left in a round's folder.

use super::lock;
use super::output::{self, TEMPORARY, TEMPORARY_END};
use phuluc::desk::{CONSOLIDATED, HANDED_OUT, RECEIVED, RETURNED};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The age from which such a file is deleted if nobody can tell whether its process has ended. A younger one may still
/// be written by somebody.
const OLD: Duration = Duration::from_secs(3600);

/// Deletes such files from the folder of a round.
pub(crate) fn clear(round: &Path) {
    let own = [RECEIVED, RETURNED, CONSOLIDATED, HANDED_OUT].map(|folder| round.join(folder));
    for folder in own.iter().map(|folder| &**folder).chain([round]) {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let is_ours = name.starts_with(TEMPORARY) && name.ends_with(TEMPORARY_END);
            let is_old = || {
                let changed = entry.metadata().and_then(|found| found.modified());
                changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age >= OLD))
            };
            if is_ours && (is_of_ended_process(name) || is_old()) {
                // a file that cannot be deleted must not stop the work
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Whether the name of a temporary file says that a process of this machine wrote it that has ended.
fn is_of_ended_process(name: &str) -> bool {
    let process = name.rsplit('-').nth(1).and_then(|process| process.parse().ok());
    process.is_some_and(|process| name.starts_with(&output::temporary(process)) && lock::has_ended(process))
}

#[cfg(test)]
mod tests {
    use super::{OLD, clear};
    use crate::cli::output::temporary;
    use std::fs::{self, File};
    use std::process;
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
        // no process has this number
        let ended = u32::MAX;
        made(&format!("nhan/{}f.tmp", temporary(ended)), young);
        let running = format!("{}g.tmp", temporary(process::id()));
        made(&format!("nhan/{running}"), young);
        clear(folder.path());
        let mut left: Vec<_> =
            fs::read_dir(folder.path().join("nhan")).unwrap().map(|it| it.unwrap().file_name()).collect();
        left.sort();
        let mut expected = vec![".phuluc-c.tmp", ".phuluc-e.xlsx", "phuluc-d.tmp", running.as_str()];
        if !std::path::Path::new("/proc/self").exists() {
            // nobody can tell there that the process has ended
            return;
        }
        expected.sort_unstable();
        assert_eq!(left, expected);
        assert!(!folder.path().join(".phuluc-a.tmp").exists());
    }
}
