//! The tables: what is measured, beside what, and the target.

use super::measure::{self, Cost, RUNS};
use super::program::Program;
use super::rounds::{self, KEPT, Kind, Made};
use super::{Outcome, alone, office};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The sizes of the rounds by which it is seen how costs grow.
const SIZES: [usize; 4] = [100, 300, 1_000, 3_321];
/// Up to how many workbooks a round has that is measured in one size only.
const ONE_SIZE: usize = 1_000;
/// How often what takes milliseconds is repeated.
const MANY: usize = 30;

/// What all tables are about.
#[derive(Debug)]
pub(super) struct Setting {
    /// The program.
    pub program: Program,
    /// The number of workbooks of the largest round.
    files: usize,
}

impl Setting {
    /// With the program built.
    pub fn new(files: usize) -> Outcome<Self> {
        Ok(Self { program: Program::build()?, files })
    }

    /// A round of one size, where there is one table for it.
    pub fn round(&self, kind: Kind) -> Outcome<Made> {
        rounds::round(kind, self.files.min(ONE_SIZE))
    }

    fn sizes(&self) -> Vec<usize> {
        let below = SIZES.into_iter().filter(|size| *size < self.files);
        below.chain([self.files]).collect()
    }
}

/// Where a workbook goes that is looked at by nobody.
pub(super) fn output(name: &str) -> PathBuf {
    Path::new(KEPT).join(name)
}

/// This program as one that reads a folder.
pub(super) fn own(command: &str, folder: &Path) -> Outcome<Command> {
    let mut own = Command::new(env::current_exe()?);
    own.arg(command).arg(folder);
    Ok(own)
}

#[expect(clippy::float_arithmetic, reason = "times are shown in milliseconds")]
pub(super) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The costs of a round, as ratios to calamine reading its workbooks, and how they grow.
#[expect(clippy::print_stdout, reason = "a benchmark prints tables")]
fn ratios(setting: &Setting, kind: Kind, sizes: &[usize]) -> Outcome<Vec<(usize, Cost)>> {
    println!("files  calamine s  reading  +checking  consolidation  board  peak MiB");
    let mut consolidations = Vec::new();
    for &files in sizes {
        let round = rounds::round(kind, files)?;
        let calamine = of(&own(alone::CALAMINE, &round.workbooks)?)?;
        let grid = of(&own(alone::GRID, &round.workbooks)?)?;
        let check = of(&setting.program.check(&round.workbooks))?;
        let output = output("consolidated.xlsx");
        let consolidation = measure::best(RUNS, || setting.program.consolidate(&round.folder, &output, 1))?;
        let board = of(&setting.program.board(&round.folder))?;
        println!(
            "{files:5}  {:10.2}  {:7.2}  {:9.2}  {:13.2}  {:5.2}  {:8}",
            calamine.cpu.as_secs_f64(),
            grid.over(&calamine),
            check.over(&calamine),
            consolidation.over(&calamine),
            board.over(&calamine),
            consolidation.peak
        );
        consolidations.push((files, consolidation));
    }
    Ok(consolidations)
}

/// A command's cost, the best of several runs.
fn of(command: &Command) -> Outcome<Cost> {
    measure::best(RUNS, || {
        let mut again = Command::new(command.get_program());
        again.args(command.get_args());
        again.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        again
    })
}

/// The rounds as they come.
#[expect(clippy::print_stdout, reason = "a benchmark prints tables")]
pub(super) fn rounds(setting: &Setting) -> Outcome<()> {
    println!("\nA round as it comes; CPU times as ratios to calamine reading all cells.");
    println!(
        "Saved again by LibreOffice: {}.",
        if office::libre_office().is_some() { "a third" } else { "none, it is not installed" }
    );
    println!(
        "Saved again by openpyxl: {}.",
        if office::python().is_some() { "a third" } else { "none, Python is not installed" }
    );
    let consolidations = ratios(setting, Kind::AsTheyCome, &setting.sizes())?;
    for pair in consolidations.windows(2) {
        let ((few, less), (many, more)) = (pair[0], pair[1]);
        println!("consolidating {many} against {few}: {:.2} times", more.over(&less));
    }
    println!("targets: reading 0.35, +checking 0.50, consolidation 0.80; 3321 against 1000: 3.4 times;");
    println!("         peak 96 MiB at 1000, 200 MiB at 3321");
    Ok(())
}

/// The round in which no two sheets are alike.
#[expect(clippy::print_stdout, reason = "a benchmark prints tables")]
pub(super) fn differing(setting: &Setting) -> Outcome<()> {
    println!("\nA round in which every sheet differs from every other");
    ratios(setting, Kind::Differing, &[setting.files.min(ONE_SIZE)])?;
    println!("target: consolidation 1.0");
    Ok(())
}

/// What threads save.
#[expect(clippy::print_stdout, clippy::float_arithmetic, reason = "a benchmark prints tables")]
pub(super) fn threads(setting: &Setting) -> Outcome<()> {
    let round = setting.round(Kind::AsTheyCome)?;
    println!(
        "\nConsolidating {} files with threads (this machine has {})",
        round.files,
        std::thread::available_parallelism()?
    );
    println!("threads  time s  of one   CPU s  peak MiB");
    let mut alone = None;
    for threads in [1, 2, 4] {
        let output = output("consolidated.xlsx");
        let cost = measure::best(RUNS, || setting.program.consolidate(&round.folder, &output, threads))?;
        let wall = cost.wall.as_secs_f64();
        let alone = *alone.get_or_insert(wall);
        println!(
            "{threads:7}  {wall:6.2}  {:6.2}  {:6.2}  {:8}",
            wall / alone,
            cost.cpu.as_secs_f64(),
            cost.peak
        );
    }
    println!("target: two threads 0.6 of the time of one");
    Ok(())
}

/// One file from start to answer.
#[expect(clippy::print_stdout, reason = "a benchmark prints tables")]
pub(super) fn one_file(setting: &Setting) -> Outcome<()> {
    let round = setting.round(Kind::AsTheyCome)?;
    let digits = (round.files + (round.files - 1) / 22).to_string().len().max(2);
    let file = round.workbooks.join(format!("xa-vi-du-{:0digits$}.xlsx", 1));
    println!("\nFrom start to answer, ms");
    println!("                     CPU   time");
    let file = measure::best(MANY, || setting.program.check(&file))?;
    println!("a file of 8 forms  {:5.1}  {:5.1}  (target 12)", ms(file.cpu), ms(file.wall));
    let help = measure::best(MANY, || {
        let mut help = setting.program.with(1);
        help.arg("--help");
        help
    })?;
    println!("--help             {:5.1}  {:5.1}  (target 3)", ms(help.cpu), ms(help.wall));
    Ok(())
}

/// How long LibreOffice takes to open what was consolidated.
#[expect(clippy::print_stdout, reason = "a benchmark prints tables")]
pub(super) fn opening(setting: &Setting) -> Outcome<()> {
    println!("\nOpening in LibreOffice, s, with its start and writing one sheet as CSV");
    let Some(office) = office::libre_office() else {
        println!("not measured: it is not installed");
        return Ok(());
    };
    let (csv, smallest) = (output("csv"), setting.round(Kind::AsTheyCome)?);
    let roster = smallest.folder.join("don-vi.xlsx");
    for files in setting.sizes() {
        let round = rounds::round(Kind::AsTheyCome, files)?;
        let consolidated = output(&format!("consolidated-{files}.xlsx"));
        measure::once(setting.program.consolidate(&round.folder, &consolidated, 1))?;
        let opened = measure::once(quiet(office::convert(office, "csv", &csv)?, &consolidated))?;
        let size = std::fs::metadata(&consolidated)?.len();
        println!("{files:5} files, {:6} KiB: {:6.1}", size / 1024, opened.wall.as_secs_f64());
    }
    let start = measure::once(quiet(office::convert(office, "csv", &csv)?, &roster))?;
    println!("a list of units:           {:6.1}", start.wall.as_secs_f64());
    Ok(())
}

fn quiet(mut command: Command, file: &Path) -> Command {
    command.arg(file).stderr(std::process::Stdio::null());
    command
}
