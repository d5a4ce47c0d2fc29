//! The program's workers: many files at once on threads, with progress on a terminal.
//!
//! Tasks may end in any order; `Tools::map` still gives the results in the order of the items.

use super::output;
use phuluc::desk::Workers;
use phuluc::say::{Lang, RoundMessage, words};
use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};
use std::{env, thread};

/// The environment variable for the number of threads, instead of the number of processors.
const THREADS: &str = "PHULUC_THREADS";
/// The time without any progress message. Most commands are done by then.
const PATIENCE: Duration = Duration::from_millis(700);
/// The time between two progress messages.
const INTERVAL: Duration = Duration::from_millis(100);

/// The language of progress messages; not set if none are shown.
static LANG: OnceLock<Lang> = OnceLock::new();

/// Shows progress from now on, if stderr is a terminal.
pub(crate) fn show_progress(lang: Lang) {
    if io::stderr().is_terminal() {
        // it is set only once, at the start
        let _ = LANG.set(lang);
    }
}

/// Runs tasks on as many threads as the machine has processors.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Threads;

impl Workers for Threads {
    fn run(&self, tasks: usize, task: &(dyn Fn(usize) + Sync)) {
        let (next, progress) = (AtomicUsize::new(0), Progress::new(tasks));
        let work_off = || {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= tasks {
                    return;
                }
                task(index);
                progress.step();
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads().min(tasks) {
                scope.spawn(work_off);
            }
            work_off();
        });
        progress.end();
    }
}

fn threads() -> usize {
    let said = env::var(THREADS).ok().and_then(|said| said.parse().ok());
    said.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get)
}

/// The progress of work on `of` files.
struct Progress {
    of: usize,
    done: AtomicUsize,
    begun: Instant,
    /// The time of the last message, if there was one.
    said: Mutex<Option<Instant>>,
}

impl Progress {
    fn new(of: usize) -> Self {
        Self { of, done: AtomicUsize::new(0), begun: Instant::now(), said: Mutex::new(None) }
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(lang) = LANG.get().filter(|_| self.begun.elapsed() >= PATIENCE) else { return };
        // if another thread holds the lock, it writes the message
        let Ok(mut said) = self.said.try_lock() else { return };
        if said.is_none_or(|said| said.elapsed() >= INTERVAL) {
            output::replace_line(&words::say(*lang, RoundMessage::Reading { done, of: self.of }));
            *said = Some(Instant::now());
        }
    }

    /// Clears the last message from the terminal.
    fn end(self) {
        if self.said.into_inner().is_ok_and(|said| said.is_some()) {
            output::replace_line("");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Threads;
    use phuluc::check::Checker;
    use phuluc::desk::Tools;
    use phuluc::form::Catalogue;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let checker = Checker::new(Catalogue::built_in().unwrap());
        let tools = Tools { workers: &Threads, ..Tools::plain(&checker) };
        let items: Vec<u64> = (0..500).collect();
        let slow_at_first = |item: &u64| {
            std::thread::sleep(std::time::Duration::from_micros(500 - item));
            item * 2
        };
        assert_eq!(tools.map(&items, slow_at_first), (0..1000).step_by(2).collect::<Vec<u64>>());
        assert_eq!(tools.map(&[], |item: &u64| *item), Vec::<u64>::new());
    }
}
