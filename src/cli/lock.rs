//! The file that says that the program is at work in a folder.
//!
//! It can be made only once, which holds on shared drives, too. Who finds it waits for it a while; one whose process
//! is gone, as after Ctrl-C, is taken over, and that is said.

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

/// Its name.
pub(crate) const FILE: &str = "phuluc.khoa";
/// How long it is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How old a lock is that says nothing, if nobody will ever write into it.
const OLD: Duration = Duration::from_secs(60);
/// How often it is looked for meanwhile.
const PAUSE: Duration = Duration::from_millis(100);
/// The exit code of a program that was ended by Ctrl-C.
const INTERRUPTED: i32 = 130;

/// The locks that this process has.
static HELD: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static WATCH: Once = Once::new();

/// A lock, as long as it lives.
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
        // a lock that stays behind is taken over the next time
        let _ = fs::remove_file(&self.0);
    }
}

/// Has Ctrl-C end the program only once its locks are gone. Gives way when that is certain, or cannot be had: then a
/// lock stays behind and is taken over.
fn watch() {
    WATCH.call_once(|| {
        let (ready, is_ready) = mpsc::channel();
        thread::spawn(move || leave_none_behind(&ready));
        let _ = is_ready.recv_timeout(PATIENCE);
    });
}

/// Waits for Ctrl-C, and ends the program once its locks are gone; says when it has begun to wait.
fn leave_none_behind(ready: &Sender<()>) {
    let Ok(runtime) = runtime::Builder::new_current_thread().enable_io().build() else { return };
    let pressed = async {
        let mut pressed = pin!(signal::ctrl_c());
        poll_fn(|context| {
            let polled = pressed.as_mut().poll(context);
            // whoever asked may have begun its work long ago
            let _ = ready.send(());
            polled
        })
        .await
    };
    if runtime.block_on(pressed).is_err() {
        return;
    }
    // held to the end, so that nobody takes another one
    let held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    for path in held.iter() {
        let _ = fs::remove_file(path);
    }
    output::delete_unfinished();
    process::exit(INTERRUPTED);
}

/// Makes the lock in a folder, once nobody else has it.
///
/// # Errors
/// If somebody has it all the while, or it cannot be made.
pub(crate) fn take(path: PathBuf) -> Result<Box<dyn Lock>, desk::Error> {
    watch();
    let since = Instant::now();
    loop {
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                // whose it is tells who finds it later whether it still holds
                let _ = write!(file, "{}", owner(process::id()));
                return Ok(Box::new(LockFile::new(path)));
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(source) => return Err(output::not_written(&path, source)),
        }
        if let Some(said) = left_behind(&path) {
            take_away(&path, &said);
        } else if since.elapsed() >= PATIENCE {
            return Err(desk::Error::Locked(path.display().to_string()));
        } else {
            thread::sleep(PAUSE);
        }
    }
}

/// A process on this machine, as a lock names it: numbers of processes are given again, so that its beginning is
/// named, too.
fn owner(process: u32) -> String {
    format!("{process} {} {}", machine(), began(process).unwrap_or_default())
}

/// When a process began, as the system counts; none if it is gone, or the system does not show its processes as files.
fn began(process: u32) -> Option<String> {
    let said = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // its name, in brackets, may have spaces
    let (_, rest) = said.rsplit_once(')')?;
    rest.split_whitespace().nth(19).map(str::to_owned)
}

/// The name of this machine; a process number says nothing on another one.
fn machine() -> String {
    let named = ["COMPUTERNAME", "HOSTNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    let named = named.or_else(|| fs::read_to_string("/proc/sys/kernel/hostname").ok());
    named.unwrap_or_default().trim().to_owned()
}

/// What a lock says whose process was one on this machine and is gone; nothing where the process was ended before it
/// could say who it is.
fn left_behind(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    if text.is_empty() {
        let age = fs::metadata(path).ok()?.modified().ok()?.elapsed().ok()?;
        return (age >= OLD).then_some(text);
    }
    let mut words = text.split_whitespace();
    let process: u32 = words.next()?.parse().ok()?;
    let is_of_here = words.next().unwrap_or_default() == machine();
    let is_gone = match (began(process), words.next()) {
        // elsewhere nobody can say whether a process has ended
        (None, _) => Path::new("/proc/self").exists(),
        (Some(now), then) => then.is_some_and(|then| then != now),
    };
    (is_of_here && is_gone).then_some(text)
}

/// Takes a lock away that still says what it said, and tells of it.
fn take_away(path: &Path, owner: &str) {
    let aside = path.with_extension(format!("khoa-{}", process::id()));
    // of two who find it only one moves it
    if fs::rename(path, &aside).is_err() {
        return;
    }
    if fs::read_to_string(&aside).is_ok_and(|text| text == owner) {
        output::say_taken_over(path);
        // what stays of it locks nothing
        let _ = fs::remove_file(&aside);
    } else {
        // somebody else was quicker, and this is the new one
        let _ = fs::rename(&aside, path);
    }
}
