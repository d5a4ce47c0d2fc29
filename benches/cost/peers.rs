//! The same job done with other libraries: read, check the same sums, consolidate.

use super::measure::{self, RUNS};
use super::rounds::{self, Kind};
use super::tables::{Setting, output};
use super::{Outcome, office};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// How many workbooks the round has that others consolidate, too: it takes them long.
const FILES: usize = 100;
/// The libraries, and how many times their CPU time is to be that of phuluc.
const LIBRARIES: [(&str, &str); 2] = [("pandas", "60"), ("calamine", "4")];

/// How many times the CPU time of phuluc others take, and whether they find what was planted.
#[expect(clippy::print_stdout, reason = "a benchmark prints tables")]
pub(super) fn measure(setting: &Setting) -> Outcome<()> {
    let round = rounds::round(Kind::AsTheyCome, FILES)?;
    println!("\nThe same job by a script, {FILES} files: read, check the same sums, consolidate");
    let planted = listed(&fs::read_to_string(round.folder.join("loi-da-cai.csv"))?);
    let consolidated = output("consolidated.xlsx");
    let own = measure::best(RUNS, || setting.program.consolidate(&round.folder, &consolidated, 1))?;
    let found = found_by_phuluc(setting.program.check(&round.workbooks))?;
    println!(
        "phuluc    {:6.2} s          finds {} of {} planted mistakes",
        own.cpu.as_secs_f64(),
        planted.intersection(&found).count(),
        planted.len()
    );
    let Some(python) = office::python() else {
        println!(
            "not compared: Python, or the libraries of benches/peers/requirements.txt, are not installed"
        );
        return Ok(());
    };
    for (library, target) in LIBRARIES {
        let workbook = output(&format!("consolidated-by-{library}.xlsx"));
        let cost = measure::once(office::peer(&python, library, &round.folder, &workbook))?;
        let found = listed(&fs::read_to_string(workbook.with_extension("csv"))?);
        println!(
            "{library:8}  {:6.2} s  {:5.1}×  finds {} of {} planted mistakes, and {} more (target {target}×)",
            cost.cpu.as_secs_f64(),
            cost.over(&own),
            planted.intersection(&found).count(),
            planted.len(),
            found.difference(&planted).count(),
        );
    }
    Ok(())
}

/// The mistakes of a list, each as file and rule.
fn listed(list: &str) -> BTreeSet<String> {
    let mistakes = list.lines().skip(1).map(|line| line.split(';').take(2).collect::<Vec<_>>().join(";"));
    mistakes.collect()
}

/// What phuluc finds, written in the same way: the first column of its list is the path, the fifth the rule.
fn found_by_phuluc(mut check: Command) -> Outcome<BTreeSet<String>> {
    let printed = String::from_utf8(check.args(["--format", "csv"]).output()?.stdout)?;
    let mistakes = printed.lines().skip(1).filter_map(|line| {
        let mut fields = line.split(';');
        let file = Path::new(fields.next()?).file_name()?.to_str()?;
        Some(format!("nhan/{file};{}", fields.nth(3)?))
    });
    Ok(mistakes.collect())
}
