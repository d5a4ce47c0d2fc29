//! What consolidating a round costs, against calamine merely reading the same files.
//!
//! ```text
//! cargo bench [-- N]
//! ```
//!
//! Makes rounds of N / 4, N / 2 and N sample workbooks (N is 1,000, if not given) in a temporary folder
//! and prints CPU times (user and system, all threads, the best of three runs), their ratio, how they
//! grow with the number of files, and the peak memory. Every measurement is of a process of its own.

use calamine::Reader;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};
use wait4::{ResUse, Wait4};

#[path = "../examples/sample_round/sample.rs"]
#[expect(dead_code, reason = "it is shared with a test, which looks at what was planted")]
mod sample;

/// The command by which this program calls itself to read only.
const READ: &str = "read";
/// How often each measurement is repeated.
const RUNS: usize = 3;
const MIB: u64 = 1024 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.as_slice() {
        [command, folder] if command == READ => read(Path::new(folder)),
        [] => compare(1000),
        [files, ..] => compare(files.parse()?),
    }
}

/// All cells of all workbooks of a folder, as calamine's documentation reads them.
fn read(folder: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(entry?.path())?;
        for name in book.sheet_names() {
            std::hint::black_box(book.worksheet_range(&name)?);
        }
    }
    Ok(())
}

#[expect(clippy::print_stdout, clippy::float_arithmetic, reason = "a benchmark prints ratios")]
fn compare(files: usize) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let mut times = Vec::new();
    println!("files  consolidate  calamine alone  ratio  peak memory");
    for files in [files / 4, files / 2, files] {
        let round = folder.path().join(files.to_string());
        let received = put_round(files, &round)?;
        let consolidation = best(&|| consolidate(&round))?;
        let reading = best(&|| Ok(Command::new(env::current_exe()?).arg(READ).arg(&received).spawn()?))?;
        let (spent, alone) = (cpu(&consolidation), cpu(&reading));
        println!(
            "{files:5}  {:9.2} s  {:12.2} s  {:5.2}  {:7} MiB",
            spent.as_secs_f64(),
            alone.as_secs_f64(),
            spent.as_secs_f64() / alone.as_secs_f64(),
            consolidation.rusage.maxrss / MIB
        );
        times.push(spent.as_secs_f64() / f64::from(u32::try_from(files)?));
    }
    let growth: Vec<String> = times.iter().map(|time| format!("{:.2}", time / times[0])).collect();
    println!("CPU time a file, relative to the smallest round: {}", growth.join(", "));
    println!("targets: ratio at most 1.5, peak memory at most 128 MiB, time a file constant");
    Ok(())
}

/// A round of so many workbooks; gives the folder that they are in.
fn put_round(files: usize, round: &Path) -> Result<PathBuf, Box<dyn Error>> {
    // one of twenty-three communes sends nothing
    sample::sample(files + files / 22, 1)?.put(round)?;
    Ok(round.join("nhan"))
}

fn consolidate(round: &Path) -> Result<std::process::Child, Box<dyn Error>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phuluc"));
    command.arg("consolidate").arg(round).arg("-o").arg(round.join("tong-hop.xlsx"));
    Ok(command.stdout(Stdio::null()).spawn()?)
}

type Spawn<'s> = dyn Fn() -> Result<std::process::Child, Box<dyn Error>> + 's;

/// The run of several that took the least time: what is more is the machine's other work.
fn best(spawn: &Spawn<'_>) -> Result<ResUse, Box<dyn Error>> {
    let mut runs = Vec::new();
    for _ in 0..RUNS {
        let run = spawn()?.wait4()?;
        if !run.status.success() {
            return Err(format!("a measured process ended with {}", run.status).into());
        }
        runs.push(run);
    }
    runs.into_iter().min_by_key(cpu).ok_or_else(|| "no run".into())
}

fn cpu(run: &ResUse) -> Duration {
    run.rusage.utime + run.rusage.stime
}
