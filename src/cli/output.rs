//! The one place where the program prints or writes anything.

use super::file::shown;
use super::{Error, lock};
use phuluc::book::WriteError;
use phuluc::desk;
use phuluc::desk::OpenRound;
use phuluc::form::{sha256, visible};
use phuluc::round::RoundError;
use phuluc::say::{Label, Lang, PassedOver, RoundMessage, words};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};
use tempfile::NamedTempFile;

/// The exit code if something could not be read or done.
pub(crate) const NOT_DONE: u8 = 2;

/// The beginning and the end of the names of files that are being written.
pub(crate) const TEMPORARY: &str = ".phuluc-";
pub(crate) const TEMPORARY_END: &str = ".tmp";

/// The language of messages for functions that are not given one.
static LANG: OnceLock<Lang> = OnceLock::new();

/// Sets the language of messages for functions that are not given one.
pub(crate) fn set_language(lang: Lang) {
    // it is set only once, at the start
    let _ = LANG.set(lang);
}

/// Says that an abandoned lock was taken over.
pub(crate) fn print_taken_over(lock: &Path) {
    let lang = LANG.get().copied().unwrap_or(Lang::Vi);
    print_message(&words::say(lang, RoundMessage::LockTakenOver(&lock.display().to_string())));
}

/// Says which files in a folder are not read, a line for each reason.
pub(crate) fn print_passed_over(paths: impl Iterator<Item = (PassedOver, String)>) {
    let mut by_reason: BTreeMap<PassedOver, Vec<String>> = BTreeMap::new();
    for (why, path) in paths {
        by_reason.entry(why).or_default().push(path);
    }
    for (why, paths) in by_reason {
        let message = RoundMessage::PassedOver { paths: &paths.join(", "), why };
        print_message(&words::say(LANG.get().copied().unwrap_or(Lang::Vi), message));
    }
}

/// Prints text to stdout. Control characters are made visible.
pub(crate) fn print_text(text: &str) -> Result<(), Error> {
    print_styled(&visible(text))
}

/// Prints styled text to stdout. A reader that stops reading is no error.
pub(crate) fn print_styled(text: &str) -> Result<(), Error> {
    let mut stdout = anstream::stdout();
    // flush now: an error at the end of the program, such as a full disk, would be lost
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Error::Output),
    }
}

/// Prints styled text to stdout, or writes it without styles into a file if one is named.
pub(crate) fn print_styled_or_write(text: &str, file: Option<&Path>, lang: Lang) -> Result<(), Error> {
    let Some(file) = file else { return print_styled(text) };
    Target::new(file)?.write(anstream::adapter::strip_str(text).to_string().as_bytes())?;
    print_message(&words::say(lang, RoundMessage::Written(&shown(file))));
    Ok(())
}

/// Prints text to stdout, or writes it into a file if one is named. Control characters are made visible.
pub(crate) fn print_or_write(text: &str, file: Option<&Path>, lang: Lang) -> Result<(), Error> {
    print_styled_or_write(&visible(text), file, lang)
}

/// Prints a message on stderr.
pub(crate) fn print_message(text: &str) {
    // if stderr cannot be written, there is nobody to tell
    let _ = writeln!(anstream::stderr(), "{}", visible(text));
}

/// Replaces the current line on the terminal.
pub(crate) fn replace_line(line: &str) {
    const CLEAR: &str = "\r\x1B[K";
    let mut stderr = anstream::stderr();
    let _ = write!(stderr, "{CLEAR}{}", visible(line)).and_then(|()| stderr.flush());
}

/// Prints an error, and gives its exit code.
pub(crate) fn print_error(error: &Error, lang: Lang) -> ExitCode {
    match error {
        Error::Definitions(problems) => {
            for problems in problems {
                print_message(&words::definition_problems(lang, problems));
            }
        }
        Error::Desk(desk::Error::Round { errors, .. }) => {
            for error in errors {
                match error {
                    RoundError::Definition(problems) => {
                        print_message(&words::mistakes_as(Label::Mistake, lang, problems));
                    }
                    RoundError::Roster(problems) => {
                        print_message(&words::list_problems(lang, problems).join("\n"));
                    }
                }
            }
        }
        Error::Desk(desk::Error::List(problems)) => {
            print_message(&words::list_problems(lang, problems).join("\n"));
        }
        Error::Desk(desk::Error::Undecided(lines)) => {
            for line in lines {
                print_message(&format!("  - {line}"));
            }
        }
        _ => {}
    }
    let name = words::say(lang, Label::NotDone);
    let said = error.said(lang);
    let stop = if said.ends_with(['?', '.']) { "" } else { "." };
    print_message(&format!("{name}: {said}{stop}"));
    ExitCode::from(NOT_DONE)
}

/// Says the notices on the round's lists, and which workbooks among the received files are not in the register or
/// cannot be taken in.
pub(crate) fn print_unlisted(open: &OpenRound<'_>, lang: Lang) -> Result<(), Error> {
    for notices in [&open.round.notices, &open.register.notices] {
        for notice in words::list_notices(lang, notices) {
            print_message(&notice);
        }
    }
    for path in open.unlisted()? {
        print_message(&words::say(lang, RoundMessage::NotInRegister(&open.folder.shown(&path))));
    }
    for (path, original) in open.copies()? {
        let (path, original) = (&open.folder.shown(&path), &open.folder.shown(original));
        print_message(&words::say(lang, RoundMessage::Copy { path, original }));
    }
    for (path, why) in open.unreadable()? {
        let (path, why) = (&open.folder.shown(&path), &words::message(lang, &why));
        print_message(&words::say(lang, RoundMessage::CannotBeTakenIn { path, why }));
    }
    Ok(())
}

/// The temporary files that are being written.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A temporary file that is being written; it leaves the list when this is dropped.
struct Unfinished(PathBuf);

impl Unfinished {
    fn new(path: &Path) -> Self {
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| *path != self.0);
    }
}

/// Deletes the temporary files when the program is interrupted.
pub(crate) fn delete_unfinished() {
    for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        // a file that stays is deleted by a later run
        let _ = std::fs::remove_file(path);
    }
}

/// A file that remembers its first error and then only pretends to write. The library that writes archives tries to
/// finish an archive after an error, and would print a complaint of its own.
pub(crate) struct FirstFailure<'f> {
    file: BufWriter<&'f mut File>,
    error: Option<io::Error>,
}

impl FirstFailure<'_> {
    /// The result of an operation; or `instead` after an error, which is remembered if it is the first.
    fn noted<T>(&mut self, outcome: io::Result<T>, instead: T) -> T {
        outcome.unwrap_or_else(|error| {
            self.error.get_or_insert(error);
            instead
        })
    }
}

impl Write for FirstFailure<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.error.is_some() {
            return Ok(bytes.len());
        }
        let outcome = self.file.write(bytes);
        Ok(self.noted(outcome, bytes.len()))
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.error.is_none() {
            let outcome = self.file.flush();
            self.noted(outcome, ());
        }
        Ok(())
    }
}

impl Seek for FirstFailure<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if self.error.is_some() {
            return Ok(0);
        }
        let outcome = self.file.seek(to);
        Ok(self.noted(outcome, 0))
    }
}

/// The beginning of the names of temporary files of a process on this machine. The name of the machine is hashed,
/// because it may have signs that file names cannot have.
pub(crate) fn temporary(process: u32) -> String {
    static MACHINE: LazyLock<String> = LazyLock::new(|| sha256(lock::machine().as_bytes()));
    format!("{TEMPORARY}{}-{process}-", &MACHINE[..8])
}

/// A file that appears whole or not at all: it is written beside its place, then renamed.
pub(crate) struct Target<'p> {
    path: &'p Path,
    file: NamedTempFile,
    unfinished: Unfinished,
}

impl<'p> Target<'p> {
    /// Creates the temporary file. Doing so before the long work shows whether the file can be written.
    pub fn new(path: &'p Path) -> Result<Self, desk::Error> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let made = std::fs::create_dir_all(folder).and_then(|()| {
            tempfile::Builder::new()
                .prefix(&temporary(process::id()))
                .suffix(TEMPORARY_END)
                .tempfile_in(folder)
        });
        let file = made.map_err(|source| not_written(path, source))?;
        let unfinished = Unfinished::new(file.path());
        Ok(Self { path, file, unfinished })
    }

    /// Writes the bytes and puts the file in place.
    pub fn write(self, bytes: &[u8]) -> Result<(), desk::Error> {
        self.write_with(|file| Ok(file.write_all(bytes)?))
    }

    /// Has `write` write the content piece by piece, and puts the file in place.
    pub fn write_with<R>(
        self,
        write: impl FnOnce(&mut FirstFailure<'_>) -> Result<R, WriteError>,
    ) -> Result<R, desk::Error> {
        let (filled, written) = self.filled(write)?;
        filled.0.put_in_place().map(|()| written)
    }

    /// Writes bit by bit what is still to be put in place.
    pub fn filled<R>(
        mut self,
        write: impl FnOnce(&mut FirstFailure<'_>) -> Result<R, WriteError>,
    ) -> Result<(Filled<'p>, R), desk::Error> {
        let mut file = FirstFailure { file: BufWriter::new(self.file.as_file_mut()), error: None };
        let written = write(&mut file).and_then(|written| Ok((file.flush()?, written).1));
        // report the first error, not those that follow from it
        let written = match file.error.take() {
            Some(error) => Err(WriteError::Io(error)),
            None => written,
        };
        let written = written.map_err(|error| match error {
            WriteError::Io(source) => not_written(self.path, source),
            WriteError::Xlsx(_) => desk::Error::from(error),
        })?;
        drop(file);
        let kept = self.file.as_file().sync_all().and_then(|()| open_to_others(self.file.as_file()));
        kept.map_err(|source| not_written(self.path, source))?;
        Ok((Filled(self), written))
    }

    fn put_in_place(self) -> Result<(), desk::Error> {
        // it counts as unfinished until it is in place
        let Self { path, file, unfinished: _unfinished } = self;
        let placed = file.persist(path).map_err(|error| error.error);
        placed.map(|_| sync_folder(path)).map_err(|source| not_written(path, source))
    }
}

/// A file that is written and not yet in place.
pub(crate) struct Filled<'p>(Target<'p>);

impl Filled<'_> {
    /// The SHA-256 of what was written.
    pub fn sha256(&self) -> Result<String, desk::Error> {
        let read = File::open(self.0.file.path()).and_then(|mut file| phuluc::form::sha256_of(&mut file));
        read.map_err(|source| not_written(self.0.path, source))
    }
}

/// Puts files in place that belong together: all of them, or none if one cannot be put there, as when it is open in
/// Excel.
pub(crate) fn place_together(files: Vec<Filled<'_>>) -> Result<(), desk::Error> {
    let mut placed: Vec<(PathBuf, Option<SetAside>)> = Vec::new();
    for Filled(target) in files {
        let path = target.path.to_owned();
        let outcome = SetAside::of(&path).and_then(|before| target.put_in_place().map(|()| before));
        match outcome {
            Ok(before) => placed.push((path, before)),
            Err(error) => {
                // the reason is told; what cannot be undone either is the same disk's fault
                for (path, before) in placed {
                    let _ = match before {
                        Some(SetAside(before)) => before.persist(&path).map_err(|error| error.error),
                        None => std::fs::remove_file(&path),
                    };
                }
                return Err(error);
            }
        }
    }
    Ok(())
}

/// What was at a path, under another name, until it is known that it is not needed any more.
struct SetAside(tempfile::TempPath);

impl SetAside {
    /// Sets aside what is at a path; the file there stays until another takes its place.
    fn of(path: &Path) -> Result<Option<Self>, desk::Error> {
        if !path.exists() {
            return Ok(None);
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let aside = tempfile::Builder::new()
            .prefix(&temporary(process::id()))
            .suffix(TEMPORARY_END)
            // a second name for the same file, or a copy where the disk has no such names
            .make_in(folder, |aside| {
                std::fs::hard_link(path, aside).or_else(|_| std::fs::copy(path, aside).map(drop))
            });
        match aside {
            Ok(aside) => Ok(Some(Self(aside.into_temp_path()))),
            Err(source) => Err(not_written(path, source)),
        }
    }
}

/// Makes the new name of a file durable on the disk. Windows cannot open a folder as a file, and does this itself.
pub(crate) fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // the file itself is whole; only a power cut could lose its name
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// The error for a file or a folder that cannot be written.
pub(crate) fn not_written(path: &Path, source: io::Error) -> desk::Error {
    desk::Error::Write { path: path.display().to_string(), source }
}

/// Makes a file readable for everybody, as results are. A temporary file is readable only for its owner.
#[cfg(unix)]
fn open_to_others(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_others(_file: &std::fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    #[cfg(target_os = "linux")]
    #[test]
    fn what_fails_first_is_kept_and_the_rest_passes_over() {
        use super::FirstFailure;
        use std::fs::OpenOptions;
        use std::io::{BufWriter, ErrorKind, Seek as _, SeekFrom, Write as _};
        let mut full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut file = FirstFailure { file: BufWriter::new(&mut full), error: None };
        for _ in 0..3 {
            file.write_all(&vec![0; 100_000]).unwrap();
            file.seek(SeekFrom::Start(0)).unwrap();
            file.flush().unwrap();
        }
        assert_eq!(file.error.map(|error| error.kind()), Some(ErrorKind::StorageFull));
    }
}
