//! Folders on disk: the [`Folder`] of the command line, and checks that results overwrite no inputs.

pub(crate) use super::file::shown;
use super::output::{self, Target};
use super::{Error, clock, file, leftovers, lock};
use phuluc::desk;
use phuluc::desk::{
    Expected, FileContent, Folder, FolderOrFile, HANDED_OUT, Lock, OpenRound, PACKS, RECEIVED, RETURNED,
};
use phuluc::round::{decisions, manifest, outside, register, round};
use phuluc::say::PassedOver;
use std::fs;
use std::io;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A folder on disk. Absolute paths, and paths that lead out of the folder, work as on the disk.
pub(crate) struct Disk(PathBuf);

impl Disk {
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// The folder of a round, given the folder itself or any path in it.
    pub fn of_round(path: &Path) -> Self {
        if path.join(round::FILE).is_file() {
            return Self(path.to_owned());
        }
        let holds_round = |folder: &&Path| folder.join(round::FILE).is_file();
        // prefer the path as it was given; if that does not lead up far enough, take the real path
        let above =
            path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty() || path.is_relative());
        let named = above.into_iter().find(holds_round).filter(|_| path.exists()).map(Path::to_owned);
        Self(
            named
                .or_else(|| path.canonicalize().ok()?.ancestors().find(holds_round).map(Path::to_owned))
                .unwrap_or_else(|| path.to_owned()),
        )
    }

    pub fn path(&self, path: &str) -> PathBuf {
        // joining an empty path would add a slash
        if path.is_empty() { self.0.clone() } else { self.0.join(path) }
    }

    /// Refuses an output workbook that would overwrite a file of the round: a mistyped `-o` must not cost a report.
    pub fn refuse_inputs(&self, file: &Path, open: &OpenRound<'_>) -> Result<(), Error> {
        if file.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
            return Err(Error::NotXlsx(file.to_owned()));
        }
        if self.is_within(file) {
            desk::refuse_closed(self)?;
        }
        let Ok(target) = file.canonicalize() else { return Ok(()) };
        let lists = [round::ROSTER, register::FILE, decisions::FILE];
        let is_input = open
            .known_files()
            .chain(lists)
            .filter_map(|input| self.path(input).canonicalize().ok())
            .any(|input| input == target);
        if is_input || self.has_received(&target) { Err(Error::OverInput(file.to_owned())) } else { Ok(()) }
    }

    /// Refuses an output file that is one of the round's own files or lies in one of its own folders. Once the round
    /// is closed, output may not lie in its folder at all.
    pub fn refuse_result(&self, file: &Path) -> Result<(), Error> {
        if !self.path(round::FILE).is_file() || !self.is_within(file) {
            return Ok(());
        }
        desk::refuse_closed(self)?;
        let lists =
            [round::FILE, round::ROSTER, register::FILE, decisions::FILE, outside::FILE, manifest::FILE];
        let is_own = |list: &str| {
            let own = [self.path(list), file.to_owned()].map(|path| path.canonicalize().ok());
            matches!(own, [Some(own), Some(file)] if own == file)
        };
        let folders = [RECEIVED, RETURNED, HANDED_OUT, PACKS];
        let is_in_own = |folder: &&str| {
            let own = self.path(folder);
            // a folder that does not exist yet is compared by its name
            let [named, named_own] = [file, &own].map(std::path::absolute);
            let is_named = matches!((named, named_own), (Ok(file), Ok(own)) if file.starts_with(&own));
            is_named || Self::new(&own).is_within(file)
        };
        if lists.into_iter().any(is_own) || folders.iter().any(is_in_own) {
            return Err(Error::OverInput(file.to_owned()));
        }
        Ok(())
    }

    /// Refuses a folder for marked workbooks that lies in the round, unless it is `tra-lai`. Once the round is
    /// closed, it must lie outside.
    pub fn refuse_return(&self, folder: Option<&Path>) -> Result<(), Error> {
        let Some(folder) = folder.filter(|folder| self.is_within(folder)) else {
            return match folder {
                Some(_) => Ok(()),
                None => Ok(desk::refuse_closed(self)?),
            };
        };
        let own = std::path::absolute(self.path(RETURNED));
        match (own, std::path::absolute(folder)) {
            (Ok(own), Ok(folder)) if folder.starts_with(&own) => Ok(desk::refuse_closed(self)?),
            _ => Err(Error::OwnFolder(folder.to_owned())),
        }
    }

    /// Whether a path, which need not exist, lies in this folder.
    fn is_within(&self, path: &Path) -> bool {
        let there = path.ancestors().find_map(|above| {
            let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
            above.canonicalize().ok()
        });
        matches!((self.0.canonicalize(), there), (Ok(round), Some(there)) if there.starts_with(&round))
    }

    /// Whether a file lies in the folder of received files.
    pub fn has_received(&self, path: &Path) -> bool {
        let received = self.path(RECEIVED).canonicalize();
        matches!((received, path.canonicalize()), (Ok(received), Ok(path)) if path.starts_with(&received))
    }
}

/// Refuses an output file that is one of the inputs, or one of a round's own files.
pub(crate) fn refuse_inputs(file: Option<&Path>, inputs: &[PathBuf]) -> Result<(), Error> {
    let Some(file) = file else { return Ok(()) };
    for input in inputs {
        Disk::of_round(input).refuse_result(file)?;
    }
    let Ok(target) = file.canonicalize() else { return Ok(()) };
    // a workbook among the reports of an input folder may be a report, or would be read as one next time
    let is_workbook = desk::is_workbook(&shown(&target));
    let is_input = |input: &PathBuf| {
        let input = input.canonicalize();
        input.is_ok_and(|input| target == input || (is_workbook && target.starts_with(&input)))
    };
    if inputs.iter().any(is_input) { Err(Error::OverInput(target)) } else { Ok(()) }
}

/// The folder or file at a path of the command line.
pub(crate) fn beside(path: &Path) -> FolderOrFile {
    if path.is_dir() {
        return FolderOrFile::Folder(Box::new(Disk::new(path)));
    }
    // if nothing is there, reading gives the system's own message
    let content = file::read(path).map_or_else(FileContent::Unreadable, FileContent::Bytes);
    FolderOrFile::File { path: path.display().to_string(), content }
}

/// A folder that somebody named, as a folder that is still to be made names it: “../quy-3” if both are in one folder.
pub(crate) fn seen_from(folder: &Path, path: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (folder, path) = (absolute(folder), absolute(path));
    let beside = folder.parent().and_then(|above| path.strip_prefix(above).ok());
    beside.map_or_else(|| shown(&path), |name| format!("../{}", shown(name)))
}

impl Folder for Disk {
    fn shown(&self, path: &str) -> String {
        shown(&self.path(path))
    }

    fn list(&self, below: &str) -> Result<Vec<String>, desk::Error> {
        let folder = self.path(below);
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let paths = walk(&folder)?.files;
        Ok(paths.iter().map(|path| shown(path.strip_prefix(&self.0).unwrap_or(path))).collect())
    }

    fn exists(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(path))
    }

    fn sha256(&self, path: &str) -> io::Result<String> {
        let path = self.path(path);
        // reading a pipe would never end
        if !fs::metadata(&path)?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        phuluc::form::sha256_of(&mut fs::File::open(path)?)
    }

    fn workbook(&self, path: &str) -> FileContent {
        content(&self.path(path))
    }

    fn modified(&self, path: &str) -> Option<i64> {
        modified(&self.path(path)).ok()
    }

    fn write(&self, path: &str, bytes: &[u8], over: Expected<'_>) -> Result<(), desk::Error> {
        let full = self.path(path);
        let target = Target::new(&full)?;
        if let Expected::Only(before) = over {
            let there = fs::read(&full).ok().map(|bytes| phuluc::form::sha256(&bytes));
            if there.as_deref() != before {
                return Err(desk::Error::ChangedMeanwhile(full.display().to_string()));
            }
        }
        target.write(bytes)
    }

    fn write_together(&self, files: &[(&str, &[u8])]) -> Result<(), desk::Error> {
        let paths: Vec<PathBuf> = files.iter().map(|(path, _)| self.path(path)).collect();
        let mut filled = Vec::new();
        for (path, (_, bytes)) in paths.iter().zip(files) {
            filled.push(Target::new(path)?.filled(|file| Ok(file.write_all(bytes)?))?.0);
        }
        output::place_together(filled)
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), desk::Error> {
        let target = self.path(to);
        let moved = target.parent().map_or(Ok(()), fs::create_dir_all);
        let moved = moved.and_then(|()| fs::rename(self.path(from), &target));
        moved.map_err(|source| output::not_written(&target, source))?;
        output::sync_folder(&target);
        output::sync_folder(&self.path(from));
        Ok(())
    }

    fn make_folder(&self, path: &str) -> Result<(), desk::Error> {
        let folder = self.path(path);
        fs::create_dir_all(&folder).map_err(|source| output::not_written(&folder, source))
    }

    fn lock(&self) -> Result<Box<dyn Lock + '_>, desk::Error> {
        let lock = lock::take(self.path(lock::FILE))?;
        leftovers::clear(&self.0);
        Ok(lock)
    }

    fn beside(&self, path: &str) -> FolderOrFile {
        if self.0.exists() {
            return beside(&self.path(path));
        }
        // the system looks for nothing by way of a folder that is still to be made
        let mut from = std::path::absolute(&self.0).unwrap_or_else(|_| self.0.clone());
        let mut rest = Path::new(path);
        while let Ok(below) = rest.strip_prefix("..") {
            from.pop();
            rest = below;
        }
        beside(&from.join(rest))
    }
}

/// The content of the file at a path.
pub(crate) fn content(path: &Path) -> FileContent {
    if !path.exists() {
        return FileContent::Missing;
    }
    file::read(path).map_or_else(FileContent::Unreadable, FileContent::Bytes)
}

/// The time of a file's last change, in seconds since 1970.
pub(crate) fn modified(path: &Path) -> io::Result<i64> {
    fs::metadata(path).and_then(|file| file.modified()).map(clock::seconds)
}

/// All that was found below a folder at any depth, in the order of paths.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Below {
    /// The files, and folders that cannot be looked into, so that reading them reports the error.
    pub files: Vec<PathBuf>,
    /// Links to a folder further up, which would be followed for ever.
    pub loops: Vec<PathBuf>,
}

impl Below {
    /// The files that may be workbooks by their names. Names the other files, with the reason why they are not read.
    pub fn into_workbooks(self) -> Vec<PathBuf> {
        let (read, others): (Vec<PathBuf>, Vec<PathBuf>) =
            self.files.into_iter().partition(|path| desk::is_workbook(&shown(path)) || path.is_dir());
        let others = others.iter().filter(|path| desk::is_put_by_people(&shown(path)));
        let others = others.map(|path| (PassedOver::of_name(&shown(path)), shown(path)));
        let loops = self.loops.iter().map(|path| (PassedOver::LeadsBack, shown(path)));
        output::print_passed_over(others.chain(loops));
        read
    }
}

/// Finds all files below a folder.
pub(crate) fn walk(folder: &Path) -> Result<Below, desk::Error> {
    let mut below = Below::default();
    look_into(folder, &mut below)
        .map_err(|source| desk::Error::Read { path: folder.display().to_string(), source })?;
    Ok(below)
}

fn look_into(folder: &Path, below: &mut Below) -> io::Result<()> {
    let entries: io::Result<Vec<PathBuf>> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    let mut paths = entries?;
    paths.sort();
    for path in paths {
        if !path.is_dir() {
            below.files.push(path);
        } else if leads_back(folder, &path) {
            below.loops.push(path);
        } else if look_into(&path, below).is_err() {
            below.files.push(path);
        }
    }
    Ok(())
}

/// Whether a link leads to the folder that it is in, or to one further up.
fn leads_back(folder: &Path, path: &Path) -> bool {
    path.is_symlink()
        && matches!((folder.canonicalize(), path.canonicalize()), (Ok(above), Ok(leads)) if above.starts_with(&leads))
}

#[cfg(test)]
mod tests {
    use super::Disk;
    use phuluc::desk;
    use phuluc::desk::{Expected, Folder};
    use std::fs;

    #[cfg(unix)]
    #[test]
    fn a_link_to_its_own_folder_leads_nowhere_and_a_pipe_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.xlsx"), "a").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("lap")).unwrap();
        let below = super::walk(folder.path()).unwrap();
        assert_eq!(below.files, [folder.path().join("a.xlsx")]);
        assert_eq!(below.loops, [folder.path().join("lap")]);
        let pipe = folder.path().join("b.xlsx");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|made| made.success()) {
            assert!(super::file::read(&pipe).is_err());
        }
    }

    #[test]
    fn what_somebody_else_saved_meanwhile_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::new(folder.path());
        fs::write(folder.path().join("so-theo-doi.xlsx"), "theirs").unwrap();
        let refused = |over| disk.write("so-theo-doi.xlsx", b"ours", over).unwrap_err();
        let ours = phuluc::form::sha256(b"ours");
        assert!(matches!(refused(Expected::Only(None)), desk::Error::ChangedMeanwhile(_)));
        assert!(matches!(refused(Expected::Only(Some(&ours))), desk::Error::ChangedMeanwhile(_)));
        assert_eq!(disk.read("so-theo-doi.xlsx").unwrap(), b"theirs");
        let theirs = phuluc::form::sha256(b"theirs");
        disk.write("so-theo-doi.xlsx", b"ours", Expected::Only(Some(&theirs))).unwrap();
        assert_eq!(disk.read("so-theo-doi.xlsx").unwrap(), b"ours");
    }
}
