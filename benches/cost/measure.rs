//! What a process costs: CPU time, time on the clock, peak memory.

use super::Outcome;
use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// How often each measurement is repeated.
pub(super) const RUNS: usize = 3;
const MIB: u64 = 1024 * 1024;

/// What a process cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    /// User and system time of all threads.
    pub cpu: Duration,
    /// Time on the clock.
    pub wall: Duration,
    /// The most memory, in MiB.
    pub peak: u64,
}

impl Cost {
    /// The CPU time as a multiple of another's.
    #[expect(clippy::float_arithmetic, reason = "a ratio of times")]
    pub fn over(&self, other: &Self) -> f64 {
        self.cpu.as_secs_f64() / other.cpu.as_secs_f64()
    }
}

/// Runs a process several times; the one that took the least time, since what is more is the machine's other work.
pub(super) fn best(runs: usize, command: impl Fn() -> Command) -> Outcome<Cost> {
    let costs = (0..runs).map(|_| once(command())).collect::<Outcome<Vec<_>>>()?;
    let cpu = costs.iter().map(|cost| cost.cpu).min();
    let wall = costs.iter().map(|cost| cost.wall).min();
    let peak = costs.iter().map(|cost| cost.peak).max();
    let none = || io::Error::other("nothing was run");
    Ok(Cost { cpu: cpu.ok_or_else(none)?, wall: wall.ok_or_else(none)?, peak: peak.ok_or_else(none)? })
}

/// Runs a process to its end. Findings are a result like any other.
pub(super) fn once(mut command: Command) -> Outcome<Cost> {
    let begun = Instant::now();
    let ended = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?.wait4()?;
    let wall = begun.elapsed();
    if !matches!(ended.status.code(), Some(0 | 1)) {
        return Err(io::Error::other(format!("{command:?} ended with {}", ended.status)).into());
    }
    Ok(Cost { cpu: ended.rusage.utime + ended.rusage.stime, wall, peak: ended.rusage.maxrss / MIB })
}
