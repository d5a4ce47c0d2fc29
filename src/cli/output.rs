//! The one place where anything is printed or written.

use super::Error;
use super::file::shown;
use phuluc::book::WriteError;
use phuluc::desk;
use phuluc::desk::OpenRound;
use phuluc::form::visible;
use phuluc::round::RoundError;
use phuluc::say::{Label, Lang, PassedOver, RoundMessage, words};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, OnceLock, PoisonError};
use tempfile::NamedTempFile;

/// The exit code of something that could not be read or done.
pub(crate) const NOT_DONE: u8 = 2;

/// How the names of files begin and end that are being written.
pub(crate) const TEMPORARY: &str = ".phuluc-";
pub(crate) const TEMPORARY_END: &str = ".tmp";

/// The language of what is said where nobody passes it on.
static LANG: OnceLock<Lang> = OnceLock::new();

/// Says what is said without being asked in this language from now on.
pub(crate) fn speak(lang: Lang) {
    // said once, at the start
    let _ = LANG.set(lang);
}

/// Says that a lock whose process is gone was taken over.
pub(crate) fn say_taken_over(lock: &Path) {
    let lang = LANG.get().copied().unwrap_or(Lang::Vi);
    say(&words::say(lang, RoundMessage::LockTakenOver(&lock.display().to_string())));
}

/// Says what stands in a folder and is not read, a line for each reason.
pub(crate) fn say_passed_over(paths: impl Iterator<Item = (PassedOver, String)>) {
    let mut by_reason: BTreeMap<PassedOver, Vec<String>> = BTreeMap::new();
    for (why, path) in paths {
        by_reason.entry(why).or_default().push(path);
    }
    for (why, paths) in by_reason {
        let message = RoundMessage::PassedOver { paths: &paths.join(", "), why };
        say(&words::say(LANG.get().copied().unwrap_or(Lang::Vi), message));
    }
}

/// Prints data to stdout, what would control a terminal shown instead.
pub(crate) fn data(text: &str) -> Result<(), Error> {
    styled(&visible(text))
}

/// Prints to stdout what was styled for a terminal; a reader that stops listening is no error.
pub(crate) fn styled(text: &str) -> Result<(), Error> {
    let mut stdout = anstream::stdout();
    // what is left to the end of the program would be lost without a word if the disk is full
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Error::Output),
    }
}

/// Prints data to stdout, or writes it into a file if one is named. What is styled loses that in a file.
pub(crate) fn result(text: &str, file: Option<&Path>, lang: Lang) -> Result<(), Error> {
    let Some(file) = file else { return styled(text) };
    Target::new(file)?.write(anstream::adapter::strip_str(text).to_string().as_bytes())?;
    say(&words::say(lang, RoundMessage::Written(&shown(file))));
    Ok(())
}

/// Prints data to stdout, or writes it into a file if one is named, what would control a terminal shown instead.
pub(crate) fn data_to(text: &str, file: Option<&Path>, lang: Lang) -> Result<(), Error> {
    result(&visible(text), file, lang)
}

/// Says something on stderr.
pub(crate) fn say(text: &str) {
    // nobody is left to be told that telling failed
    let _ = writeln!(anstream::stderr(), "{}", visible(text));
}

/// Puts a line on the terminal over the one that was shown before.
pub(crate) fn show(line: &str) {
    const CLEAR: &str = "\r\x1B[K";
    let mut stderr = anstream::stderr();
    let _ = write!(stderr, "{CLEAR}{}", visible(line)).and_then(|()| stderr.flush());
}

/// Prints an error, and gives the exit code for it.
pub(crate) fn fail(error: &Error, lang: Lang) -> ExitCode {
    match error {
        Error::Definitions(problems) => {
            for problems in problems {
                say(&words::definition_problems(lang, problems));
            }
        }
        Error::Desk(desk::Error::Round { errors, .. }) => {
            for error in errors {
                match error {
                    RoundError::Definition(problems) => {
                        say(&words::mistakes_as(Label::Mistake, lang, problems));
                    }
                    RoundError::Roster(problems) => say(&words::list_problems(lang, problems).join("\n")),
                }
            }
        }
        Error::Desk(desk::Error::List(problems)) => say(&words::list_problems(lang, problems).join("\n")),
        Error::Desk(desk::Error::Undecided(lines)) => {
            for line in lines {
                say(&format!("  - {line}"));
            }
        }
        _ => {}
    }
    let name = words::say(lang, Label::NotDone);
    let said = error.said(lang);
    let stop = if said.ends_with(['?', '.']) { "" } else { "." };
    say(&format!("{name}: {said}{stop}"));
    ExitCode::from(NOT_DONE)
}

/// Says which workbooks among what was received are in no list.
pub(crate) fn say_unlisted(open: &OpenRound<'_>, lang: Lang) -> Result<(), Error> {
    for notice in words::list_notices(lang, &open.round.notices) {
        say(&notice);
    }
    for path in open.unlisted()? {
        say(&words::say(lang, RoundMessage::NotInRegister(&open.folder.shown(&path))));
    }
    for (path, why) in open.unreadable()? {
        let (path, why) = (&open.folder.shown(&path), &words::message(lang, &why));
        say(&words::say(lang, RoundMessage::CannotBeTakenIn { path, why }));
    }
    Ok(())
}

/// The files that are being written.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that is being written, as long as it lives.
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

/// Deletes the files that are being written, as the program is ended.
pub(crate) fn delete_unfinished() {
    for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        // what stays goes with a later run
        let _ = std::fs::remove_file(path);
    }
}

/// A file that is written until that fails once. From then on it takes everything: the library that writes archives
/// tries to end one that failed, and would complain on the screen in its own words.
pub(crate) struct FirstFailure<'f> {
    file: BufWriter<&'f mut File>,
    error: Option<io::Error>,
}

impl FirstFailure<'_> {
    /// The outcome, or what stands for it once something has failed.
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

/// A file that appears whole or not at all: written beside its target, then renamed.
pub(crate) struct Target<'p> {
    path: &'p Path,
    file: NamedTempFile,
    unfinished: Unfinished,
}

impl<'p> Target<'p> {
    /// Makes sure, before the long work, that the file can be written.
    pub fn new(path: &'p Path) -> Result<Self, desk::Error> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let made = std::fs::create_dir_all(folder).and_then(|()| {
            tempfile::Builder::new().prefix(TEMPORARY).suffix(TEMPORARY_END).tempfile_in(folder)
        });
        let file = made.map_err(|source| not_written(path, source))?;
        let unfinished = Unfinished::new(file.path());
        Ok(Self { path, file, unfinished })
    }

    /// Puts the bytes in place.
    pub fn write(self, bytes: &[u8]) -> Result<(), desk::Error> {
        self.write_with(|file| Ok(file.write_all(bytes)?))
    }

    /// Puts in place what is written bit by bit.
    pub fn write_with<R>(
        mut self,
        write: impl FnOnce(&mut FirstFailure<'_>) -> Result<R, WriteError>,
    ) -> Result<R, desk::Error> {
        let mut file = FirstFailure { file: BufWriter::new(self.file.as_file_mut()), error: None };
        let written = write(&mut file).and_then(|written| Ok((file.flush()?, written).1));
        // what failed first is told; all that comes of it is not
        let written = match file.error.take() {
            Some(error) => Err(WriteError::Io(error)),
            None => written,
        };
        let written = written.map_err(|error| match error {
            WriteError::Io(source) => not_written(self.path, source),
            WriteError::Xlsx(_) => desk::Error::from(error),
        })?;
        drop(file);
        self.put_in_place().map(|()| written)
    }

    fn put_in_place(self) -> Result<(), desk::Error> {
        // it counts as unfinished until it is in place
        let Self { path, file, unfinished: _unfinished } = self;
        let kept = file.as_file().sync_all().and_then(|()| open_to_others(file.as_file()));
        let placed = kept.and_then(|()| file.persist(path).map_err(|error| error.error));
        placed.map(|_| sync_folder(path)).map_err(|source| not_written(path, source))
    }
}

/// Has the disk keep the name under which a file was put in place. Where a folder cannot be opened as a file, the
/// system does so itself.
pub(crate) fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // the file is there and whole; only a power cut could take its name away
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// That a file or a folder cannot be written.
pub(crate) fn not_written(path: &Path, source: io::Error) -> desk::Error {
    desk::Error::Write { path: path.display().to_string(), source }
}

/// A temporary file is its owner's alone; a result is as readable as any other file.
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
