//! Measures how long the check of a report with all its forms takes: without slips, with one, with two.

use super::consistent::{Dice, Pair};
use super::plant::{Planted, plant};
use phuluc::check::{Checker, Submission};
use phuluc::form::Catalogue;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// The results as a table: the median time and the longest ones, of this number of reports each.
pub fn table(pairs: &[Pair], reports: usize, seed: u64) -> String {
    let mut text = String::from("time of a check | usual | of a hundred the longest but one | longest\n");
    let Ok(catalogue) = Catalogue::built_in() else { return text };
    let checker = Checker::new(catalogue);
    let mut dice = Dice(seed ^ 0x71ED);
    for slips in 0..3 {
        let mut times: Vec<Duration> = Vec::new();
        while times.len() < reports {
            let Some(pair) = dice.one(pairs) else { return text };
            let mut report = pair.now.clone();
            for _ in 0..slips {
                let kind = *dice.one(&Planted::ALL).unwrap_or(&Planted::OneDigit);
                let _ = plant(&mut report, &pair.before, kind, &mut dice);
            }
            times.push(timed(&checker, &report, &pair.before));
        }
        times.sort_unstable();
        let [usual, long, longest] = [reports / 2, reports * 99 / 100, reports - 1].map(|at| times[at]);
        let _ = writeln!(text, "{slips} slips | {usual:?} | {long:?} | {longest:?}");
    }
    text
}

/// The shortest of five runs, so that other work of the computer does not count.
fn timed(checker: &Checker, report: &Submission, before: &Submission) -> Duration {
    let run = |_| {
        let begun = Instant::now();
        std::hint::black_box(checker.check(report, Some(before)));
        begun.elapsed()
    };
    (0..5).map(run).min().unwrap_or_default()
}
