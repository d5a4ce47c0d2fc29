//! Reading workbooks in a process that may be lost.
//!
//! The readers of `.xls`, `.xlsb` and `.ods` can be made to abort, to loop or to ask for all memory by
//! files of a few kilobytes, and a large `.xlsx` takes much memory in any case. They are read in a second
//! process of this same program, which gets the bytes on stdin and gives the sheets, or the reason why there
//! are none, as JSON on stdout. It limits itself, in the same way on every system: a thread ends it once it
//! has taken more than [`MEMORY`], or after [`TIME`]. Should even that fail, this side ends it a little later.
//!
//! An allocator that counts would end it to the byte, but it counts in the first process, too, and there
//! costs a fifth of the time that thousands of reports take.

use super::budget;
use super::file::not_opened;
use memory_stats::memory_stats;
use phuluc::grid;
use phuluc::grid::{FileKind, MAX_BYTES, ReadError, ReaderCache, Sheet};
use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// The command by which the program calls itself.
pub(crate) const COMMAND: &str = "_doc-tep";
/// The largest workbook, inflated, that is read in this process: a larger one may take hundreds of times as much as
/// any report does.
const LARGEST_HERE: usize = 20 * 1024 * 1024;
/// How much memory the second process may have. The largest workbook allowed takes about half of it.
const MEMORY: usize = 1024 * 1024 * 1024;
/// How often that is looked at: what it takes in between is little beside [`MEMORY`].
const PAUSE: Duration = Duration::from_millis(5);
/// How long it may take.
const TIME: Duration = Duration::from_secs(20);
/// How much longer it is waited for.
const GRACE: Duration = Duration::from_secs(5);
/// The most that it may answer, in bytes.
const MOST: u64 = 512 * 1024 * 1024;
/// The exit code of a process that panicked.
const PANICKED: i32 = 101;

thread_local! {
    /// What the workbooks read so far have in common with those of the same round.
    static KNOWN: RefCell<ReaderCache> = RefCell::default();
}

/// Reads a workbook, in a second process if its format asks for it.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    if bytes.len() > MAX_BYTES {
        return grid::read(bytes);
    }
    let bytes = &*grid::unlocked(bytes)?;
    // what is no workbook is named at once
    let kind = FileKind::of(bytes)?;
    let size = grid::inflated_size(bytes);
    let _share = budget::share(size);
    if kind.is_sound() && size <= LARGEST_HERE {
        // nothing is known to panic; if something does, it must not cost the other files
        let read =
            catch_unwind(AssertUnwindSafe(|| KNOWN.with_borrow_mut(|known| grid::read_with(bytes, known))));
        return read.unwrap_or_else(|_| Err(gave_up()));
    }
    in_second_process(bytes)
}

fn in_second_process(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let mut child = Command::new(std::env::current_exe().map_err(not_opened)?)
        .arg(COMMAND)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(not_opened)?;
    let answer = answer(&mut child, bytes);
    // it has ended already, or it must
    let _ = child.kill();
    let status = child.wait().map_err(not_opened)?;
    let answer = answer.map_err(not_opened)?;
    match serde_json::from_slice(&answer) {
        Ok(read) if status.success() => read,
        _ if status.code() == Some(PANICKED) => Err(gave_up()),
        _ => Err(ReadError::Exhausting),
    }
}

/// What the second process says in time. Whether it is whole, its parser finds out.
fn answer(child: &mut Child, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let (sender, receiver) = mpsc::channel();
    let listener = thread::spawn(move || {
        let mut answer = Vec::new();
        let heard = stdout.take(MOST).read_to_end(&mut answer);
        // nobody listens any more if it took too long
        let _ = sender.send(heard.map(|_| answer));
    });
    thread::scope(|scope| {
        // a process that ended early does not take all of it
        scope.spawn(move || stdin.write_all(bytes).and_then(|()| stdin.flush()));
        let heard = receiver.recv_timeout(TIME + GRACE);
        if heard.is_err() {
            child.kill()?;
        }
        match heard {
            Ok(answer) => {
                // it ends on its own once it was heard
                let _ = listener.join();
                child.wait()?;
                answer
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Ok(Vec::new()),
        }
    })
}

/// The second process: reads a workbook from stdin under limits, and says on stdout what is in it.
pub(crate) fn serve() -> ExitCode {
    // known before anything is read: the thread may begin later than the reading
    let before = taken();
    thread::spawn(move || watch(before));
    let mut bytes = Vec::new();
    if io::stdin().take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let read = grid::read(&bytes);
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    let said =
        serde_json::to_writer(&mut stdout, &read).map_err(io::Error::from).and_then(|()| stdout.flush());
    if said.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How much memory this process has, if anybody can say.
fn taken() -> Option<usize> {
    memory_stats().map(|stats| stats.virtual_mem)
}

/// Ends this process when it has taken too much, and also where nobody can say how much that is.
fn watch(before: Option<usize>) {
    let begun = Instant::now();
    while begun.elapsed() < TIME
        && let Some((now, before)) = taken().zip(before)
        && now.saturating_sub(before) <= MEMORY
    {
        thread::sleep(PAUSE);
    }
    std::process::abort();
}

fn gave_up() -> ReadError {
    ReadError::Damaged("the reader gave up".to_owned())
}
