//! Consistent reports with everyday habits of offices: no errors, and few notes.
//!
//! The reports are those of the rounds in the repository, without planted mistakes.

use crate::support::builder::CHECKER;
use crate::support::chance::Chance;
use crate::support::office_habits::{Desk, Habit, IN_ANY_WORKBOOK, IN_OWN_WORKBOOKS};
use crate::support::styled_sheets;
use phuluc::check::Finding;
use phuluc::form::Severity;
use phuluc::grid;
use phuluc::grid::{Identity, Sheet};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

pub(crate) const ROUNDS: [&str; 2] = ["sample-district", "quy-1-2026"];
const REPORTS: usize = 200;

/// The reports of the rounds that have no finding.
fn consistent() -> Vec<Vec<Sheet>> {
    let reports: Vec<Vec<Sheet>> = ROUNDS.into_iter().flat_map(consistent_of).collect();
    assert!(reports.len() > 10, "reports without a finding: {}", reports.len());
    reports
}

/// The reports of one round that have no finding.
pub(crate) fn consistent_of(round: &str) -> Vec<Vec<Sheet>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks").join(round).join("nhan");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let files = files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "xlsx"));
    let reports = files.map(|file| grid::read(&fs::read(file).unwrap()).unwrap());
    reports.filter(|sheets| CHECKER.check(&CHECKER.read(sheets), None).findings.is_empty()).collect()
}

/// A report with some habits of a commune, and the names of these habits.
fn sent(report: &[Sheet], chance: &mut Chance) -> (Vec<u8>, Vec<&'static str>) {
    let is_by_hand = chance.is_in(60);
    let kept = report.iter().filter(|sheet| !is_by_hand || (sheet.visible && !Identity::is_on(sheet)));
    let mut desks = Desk::all(&kept.cloned().collect::<Vec<_>>());
    if is_by_hand {
        // communes often send forms one by one
        desks.retain(Desk::has_form);
        while desks.len() > 3 {
            desks.swap_remove(chance.below(desks.len()));
        }
        desks.iter_mut().for_each(Desk::without_formulas);
    }
    let mut habits: Vec<(&str, Habit)> = IN_ANY_WORKBOOK.to_vec();
    if is_by_hand {
        habits.extend(IN_OWN_WORKBOOKS);
    }
    let mut had = Vec::new();
    for _ in 0..=chance.below(4) {
        let (name, habit) = *chance.pick(&habits);
        let mut is_done = false;
        for desk in desks.iter_mut().filter(|desk| desk.has_form() && desk.is_visible()) {
            // a habit shows on most sheets, and is listed once
            is_done |= !had.contains(&name) && chance.is_in(70) && habit(desk, chance);
        }
        had.extend(is_done.then_some(name));
    }
    (styled_sheets::workbook(&desks.iter().map(Desk::sheet).collect::<Vec<_>>()), had)
}

fn words(finding: &Finding) -> String {
    format!("{:?} {}", finding.severity, finding.rule)
}

#[test]
fn everyday_reports_have_no_errors_and_few_words() {
    let (reports, mut chance) = (consistent(), Chance::new(2026));
    let (mut counts, mut said): ([usize; 3], BTreeMap<String, Vec<String>>) = ([0; 3], BTreeMap::new());
    for index in 0..REPORTS {
        let (bytes, habits) = sent(&reports[index % reports.len()], &mut chance);
        let found = CHECKER.check(&CHECKER.read(&grid::read(&bytes).unwrap()), None);
        for (count, severity) in counts.iter_mut().zip([Severity::Error, Severity::Warning, Severity::Note]) {
            *count += found.count(severity);
        }
        for finding in &found.findings {
            said.entry(words(finding)).or_default().push(format!("{index}: {}", habits.join(", ")));
        }
    }
    let [errors, warnings, notes] = counts;
    let few = REPORTS / 2;
    assert!(errors == 0 && warnings <= few && notes <= few, "{counts:?}: {said:#?}");
    // the figures are printed for `--nocapture`, so that the pages that quote them can be compared
    let told = format!("{REPORTS} everyday reports: {errors} errors, {warnings} warnings, {notes} notes\n");
    std::io::stderr().write_all(told.as_bytes()).expect("stderr");
}
