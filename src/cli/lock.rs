//! The lock file, which says that the program is writing into a folder.
//!
//! It can be created only once, on shared drives, too. A program that finds it waits for a while. A lock whose
//! process is gone, as after a crash, is taken over, and this is said.

use super::output;
use phuluc::desk;
use phuluc::desk::Lock;
use std::fs::{self, OpenOptions};
use std::future::{Future as _, poll_fn};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process;
use std::sync::mpsc::{self, Sender};
use std::sync::{Mutex, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use tokio::{runtime, signal};

/// The name of the lock file.
pub(crate) const FILE: &str = "phuluc.khoa";
/// The time to wait for somebody else's lock.
const PATIENCE: Duration = Duration::from_secs(10);
/// The age from which an empty lock counts as abandoned.
const OLD: Duration = Duration::from_secs(60);
/// The beginning of a lock that the page in a browser has written, and the age from which it counts as abandoned: the
/// page may have been closed while it wrote.
const OF_PAGE: &str = "phuluc.html";
const OLD_OF_PAGE: Duration = Duration::from_secs(10 * 60);
/// The pause between two attempts.
const PAUSE: Duration = Duration::from_millis(100);
/// The exit code of a program that was ended by Ctrl-C.
const INTERRUPTED: i32 = 130;

/// The lock files that this process has created.
static HELD: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static WATCH: Once = Once::new();

/// A lock file, deleted when this is dropped.
struct LockFile(PathBuf);

impl Lock for LockFile {}

impl LockFile {
    fn new(path: PathBuf) -> Self {
        HELD.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
        Self(path)
    }
}

impl Drop for LockFile {
    fn drop(&mut self) {
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|path| *path != self.0);
        // a lock file that stays is taken over the next time
        let _ = fs::remove_file(&self.0);
    }
}

/// Makes Ctrl-C delete the locks before it ends the program. Returns as soon as that works. If it cannot work, a lock
/// may stay behind and is taken over later.
fn watch() {
    WATCH.call_once(|| {
        let (ready, is_ready) = mpsc::channel();
        thread::spawn(move || leave_none_behind(&ready));
        let _ = is_ready.recv_timeout(PATIENCE);
    });
}

/// Waits for Ctrl-C, deletes the locks and ends the program. Sends to `ready` once it is waiting.
fn leave_none_behind(ready: &Sender<()>) {
    let Ok(runtime) = runtime::Builder::new_current_thread().enable_io().build() else { return };
    let pressed = async {
        let mut pressed = pin!(signal::ctrl_c());
        poll_fn(|context| {
            let polled = pressed.as_mut().poll(context);
            // the receiver may have stopped waiting long ago
            let _ = ready.send(());
            polled
        })
        .await
    };
    if runtime.block_on(pressed).is_err() {
        return;
    }
    // hold the list until the end, so that no new lock is created
    let held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    for path in held.iter() {
        let _ = fs::remove_file(path);
    }
    output::delete_unfinished();
    process::exit(INTERRUPTED);
}

/// Creates the lock file once nobody else has it.
///
/// # Errors
/// If somebody else has it for too long, or it cannot be created.
pub(crate) fn take(path: PathBuf) -> Result<Box<dyn Lock>, desk::Error> {
    watch();
    let since = Instant::now();
    loop {
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                // the owner's name lets others see later whether the lock still holds
                let _ = write!(file, "{}", owner_text(process::id()));
                return Ok(Box::new(LockFile::new(path)));
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(source) => return Err(output::not_written(&path, source)),
        }
        if let Some(said) = abandoned_text(&path) {
            take_away(&path, &said);
        } else if since.elapsed() >= PATIENCE {
            return Err(desk::Error::Locked(path.display().to_string()));
        } else {
            thread::sleep(PAUSE);
        }
    }
}

/// This machine's name and a process on it, as they are written into a lock. The time when the process began is in
/// it, too, because process numbers are used again.
fn owner_text(process: u32) -> String {
    format!("{process} {} {}", machine(), began(process).unwrap_or_default())
}

/// The time when a process began, as the system counts it. `None` if the process is gone, or the system has no
/// `/proc`.
fn began(process: u32) -> Option<String> {
    let said = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // the process's name is in brackets and may have spaces
    let (_, rest) = said.rsplit_once(')')?;
    rest.split_whitespace().nth(19).map(str::to_owned)
}

/// Whether a process on this machine has ended. Without `/proc` nobody can tell, and it counts as running.
pub(crate) fn has_ended(process: u32) -> bool {
    Path::new("/proc/self").exists() && !Path::new(&format!("/proc/{process}")).exists()
}

/// The name of this machine. A process number means nothing on another one.
pub(crate) fn machine() -> String {
    let named = ["COMPUTERNAME", "HOSTNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    let named = named.or_else(|| fs::read_to_string("/proc/sys/kernel/hostname").ok());
    named.unwrap_or_default().trim().to_owned()
}

/// The text of an abandoned lock: its process on this machine is gone, or it is old and empty, so that its process
/// ended before it could write, or old and of a page.
fn abandoned_text(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let is_of_page = text.starts_with(OF_PAGE);
    if text.is_empty() || is_of_page {
        let age = fs::metadata(path).ok()?.modified().ok()?.elapsed().ok()?;
        return (age >= if is_of_page { OLD_OF_PAGE } else { OLD }).then_some(text);
    }
    let mut words = text.split_whitespace();
    let process: u32 = words.next()?.parse().ok()?;
    let is_of_here = words.next().unwrap_or_default() == machine();
    let is_gone = match (began(process), words.next()) {
        (None, _) => has_ended(process),
        (Some(now), then) => then.is_some_and(|then| then != now),
    };
    (is_of_here && is_gone).then_some(text)
}

/// Removes an abandoned lock, if its text is still the same, and says so.
fn take_away(path: &Path, owner: &str) {
    let aside = path.with_extension(format!("khoa-{}", process::id()));
    // of two programs that find it, only one can rename it
    if fs::rename(path, &aside).is_err() {
        return;
    }
    if fs::read_to_string(&aside).is_ok_and(|text| text == owner) {
        output::print_taken_over(path);
        // the renamed file locks nothing
        let _ = fs::remove_file(&aside);
    } else {
        // somebody else was quicker, and this is already the new lock
        let _ = fs::rename(&aside, path);
    }
}
