//! Reads risky workbooks in a second process, which may crash.
//!
//! Files of a few kilobytes can make the readers of `.xls`, `.xlsb` and `.ods` abort, loop or ask for all memory, and
//! a large `.xlsx` takes much memory in any case. Such files are read in a second process of this same program. It
//! gets the bytes on stdin and gives the sheets as JSON on stdout, or the reason why there are none. It limits itself
//! in the same way on every system: a thread ends it once it has taken more than [`MEMORY`], or after [`TIME`]. If
//! even that fails, the first process ends it a little later.
//!
//! A counting allocator would limit memory to the byte. But it would count in the first process, too, and would cost
//! a fifth of the time that thousands of reports take.

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

/// The hidden command by which the program calls itself.
pub(crate) const COMMAND: &str = "_doc-tep";
/// The largest inflated size of a workbook that is read in the first process. A larger one may take hundreds of times
/// as much memory as any report.
const LARGEST_HERE: usize = 20 * 1024 * 1024;
/// The most memory that the second process may take. The largest workbook allowed takes about half of it.
const MEMORY: usize = 1024 * 1024 * 1024;
/// The time between two looks at the memory. What can be taken in between is little beside [`MEMORY`].
const PAUSE: Duration = Duration::from_millis(5);
/// The time that the second process may take.
const TIME: Duration = Duration::from_secs(20);
/// The time that the first process waits in addition.
const GRACE: Duration = Duration::from_secs(5);
/// The most bytes that it may answer.
const MOST: u64 = 512 * 1024 * 1024;
/// The exit code of a process that panicked.
const PANICKED: i32 = 101;

thread_local! {
    /// The parts that workbooks of one round share, from those that this thread has read.
    static KNOWN: RefCell<ReaderCache> = RefCell::default();
}

/// Reads a workbook, in a second process if its format or its size makes that necessary.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    if bytes.len() > MAX_BYTES {
        return grid::read(bytes);
    }
    let bytes = &*grid::unlocked(bytes)?;
    // a file that is no workbook is refused at once
    let kind = FileKind::of(bytes)?;
    let size = grid::inflated_size(bytes);
    let _share = budget::share(size);
    if kind.is_sound() && size <= LARGEST_HERE {
        // no panic is known; if there is one, it must not cost the other files
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
    // it has ended already, or must end now
    let _ = child.kill();
    let status = child.wait().map_err(not_opened)?;
    let answer = answer.map_err(not_opened)?;
    match serde_json::from_slice(&answer) {
        Ok(read) if status.success() => read,
        _ if status.code() == Some(PANICKED) => Err(gave_up()),
        _ => Err(ReadError::Exhausting),
    }
}

/// The answer of the second process, empty if it takes too long. Whether it is complete is left to the parser.
fn answer(child: &mut Child, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let (sender, receiver) = mpsc::channel();
    let listener = thread::spawn(move || {
        let mut answer = Vec::new();
        let heard = stdout.take(MOST).read_to_end(&mut answer);
        // if it took too long, nobody listens any more
        let _ = sender.send(heard.map(|_| answer));
    });
    thread::scope(|scope| {
        // a process that ended early does not read everything
        scope.spawn(move || stdin.write_all(bytes).and_then(|()| stdin.flush()));
        let heard = receiver.recv_timeout(TIME + GRACE);
        if heard.is_err() {
            child.kill()?;
        }
        match heard {
            Ok(answer) => {
                // after its answer it ends on its own
                let _ = listener.join();
                child.wait()?;
                answer
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Ok(Vec::new()),
        }
    })
}

/// Runs the second process: reads a workbook from stdin under limits, and writes the result to stdout.
pub(crate) fn serve() -> ExitCode {
    // measure before anything is read, because the thread may start later than the reading
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

/// The memory that this process has taken, if the system tells it.
fn taken() -> Option<usize> {
    memory_stats().map(|stats| stats.virtual_mem)
}

/// Ends this process when it has taken too much memory or time, or when its memory cannot be told.
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
