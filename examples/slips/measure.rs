//! What becomes of planted slips: found or not, placed rightly or not.

use super::brute::Rules;
use super::consistent::Dice;
use super::plant::{At, Planted, Slip, plant};
use phuluc::check::{Checked, Location, Submission, check};
use phuluc::form::Severity;
use rust_decimal::Decimal;

/// Slips of one kind, counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Planted.
    pub planted: usize,
    /// Found, by whatever rule.
    pub found: usize,
    /// Found, and only one cell can explain it.
    pub told_apart: usize,
    /// Of these, the right cell first.
    pub cell: usize,
    /// Of these, with one value named.
    pub valued: usize,
    /// Of these, the right one.
    pub value: usize,
    /// Found, and several cells can explain it.
    pub ambiguous: usize,
    /// Of these, the right cell first and alone.
    pub ambiguous_cell: usize,
    /// Of these, the right cell among those named.
    pub ambiguous_named: usize,
    /// Of these, said to be tied with it among the tied.
    pub ambiguous_tied: usize,
}

impl Tally {
    /// Adds up.
    pub fn add(&mut self, other: &Self) {
        self.planted += other.planted;
        self.found += other.found;
        self.told_apart += other.told_apart;
        self.cell += other.cell;
        self.valued += other.valued;
        self.value += other.value;
        self.ambiguous += other.ambiguous;
        self.ambiguous_cell += other.ambiguous_cell;
        self.ambiguous_named += other.ambiguous_named;
        self.ambiguous_tied += other.ambiguous_tied;
    }
}

/// What was said first: the cells, the likeliest first, with values; and how many of them are tied.
pub struct Said {
    pub cells: Vec<(At, Option<Decimal>)>,
    pub tied: usize,
}

fn at(report: &Submission, place: &Location) -> Option<At> {
    let form = report.forms.iter().position(|filled| filled.form.id == place.on_form.form)?;
    let filled = &report.forms[form];
    let column = filled.form.column(&place.on_form.column)?;
    let is_it = |row: &usize| filled.rows[*row].entries.get(column).at == place.on_sheet.at;
    let row = (0..filled.rows.len()).find(is_it)?;
    Some((form, row, column))
}

/// What is said, story by story.
pub fn said(report: &Submission, checked: &Checked) -> Vec<Said> {
    let mut said = Vec::new();
    for diagnosis in &checked.diagnoses {
        let mut cells = Vec::new();
        for explanation in &diagnosis.explanations {
            for change in &explanation.changes {
                cells.extend(at(report, &change.place).map(|at| (at, change.to)));
            }
        }
        said.push(Said { cells, tied: diagnosis.tied });
    }
    for finding in checked.findings.iter().filter(|finding| finding.diagnosis.is_none()) {
        let cells = finding.place().and_then(|place| at(report, place)).map(|at| (at, None));
        said.push(Said { cells: cells.into_iter().collect(), tied: 1 });
    }
    said
}

/// False findings on clean reports.
pub fn clean(reports: &[Submission]) -> String {
    let found: usize = reports.iter().map(|report| check::check(report, None).findings.len()).sum();
    format!("{} clean reports: {found} findings\n", reports.len())
}

/// What becomes of single slips.
pub fn singles(reports: &[Submission], most: u64, seed: u64) -> String {
    let tallies = tally_singles(reports, most, seed, &mut |_, _| ());
    let mut text = String::from(
        "kind | planted | found | one cell: | cell first | value named | right | several cells: | first | tied | named\n",
    );
    let mut all = Tally::default();
    for (kind, tally) in &tallies {
        text += &row(&format!("{kind:?}"), tally);
        all.add(tally);
    }
    text += &row("all", &all);
    text +=
        &format!("all singles, right cell first: {}\n", percent(all.cell + all.ambiguous_cell, all.found));
    text
}

fn row(name: &str, tally: &Tally) -> String {
    format!(
        "{name} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {}\n",
        tally.planted,
        tally.found,
        tally.told_apart,
        percent(tally.cell, tally.told_apart),
        percent(tally.valued, tally.cell),
        percent(tally.value, tally.valued),
        tally.ambiguous,
        percent(tally.ambiguous_cell, tally.ambiguous),
        percent(tally.ambiguous_tied, tally.ambiguous),
        percent(tally.ambiguous_named, tally.ambiguous),
    )
}

fn percent(part: usize, base: usize) -> String {
    if base == 0 {
        return "–".to_owned();
    }
    let share = Decimal::from(part * 100) / Decimal::from(base);
    format!("{}", phuluc::form::round(share, 1))
}

/// The tallies by kind; `missed` is shown what was not placed rightly.
pub fn tally_singles(
    reports: &[Submission],
    most: u64,
    seed: u64,
    missed: &mut dyn FnMut(&Submission, &Slip),
) -> Vec<(Planted, Tally)> {
    let mut dice = Dice(seed);
    let rules: Vec<Rules> = reports.iter().map(Rules::of).collect();
    let mut tallies: Vec<(Planted, Tally)> =
        Planted::ALL.iter().map(|kind| (*kind, Tally::default())).collect();
    let mut planted = 0;
    while planted < most {
        let which = usize::try_from(dice.between(0, reports.len() as u64 - 1)).unwrap_or(0);
        let kind = usize::try_from(planted % 17).unwrap_or(0);
        let mut report = reports[which].clone();
        let last = &reports[(which + 1) % reports.len()];
        let Some(slip) = plant(&mut report, last, Planted::ALL[kind], &mut dice) else { continue };
        planted += 1;
        let one = judge(&report, &rules[which], &slip);
        if one.found > 0 && (one.cell + one.ambiguous_tied == 0 || one.valued > one.value) {
            missed(&report, &slip);
        }
        tallies[kind].1.add(&one);
    }
    tallies
}

fn judge(report: &Submission, rules: &Rules, slip: &Slip) -> Tally {
    let checked = check::check(report, None);
    let mut tally = Tally { planted: 1, ..Tally::default() };
    if !is_about(report, &checked, slip) {
        return tally;
    }
    tally.found = 1;
    let said = said(report, &checked);
    let Some(first) = said.first() else { return tally };
    let is_there = |cells: &[(At, Option<Decimal>)]| cells.iter().any(|(at, _)| *at == slip.at);
    let is_first = first.tied == 1 && first.cells.first().is_some_and(|(at, _)| *at == slip.at);
    // what a general rule says of a cell is about that cell alone
    let own =
        checked.findings.iter().any(|finding| !finding.rule.contains('/') && finding.related.is_empty());
    let explaining = rules.explaining(report);
    if explaining.iter().all(|at| *at == slip.at) || own {
        tally.told_apart = 1;
        tally.cell = usize::from(is_first);
        let value = first.cells.first().and_then(|(_, to)| *to);
        tally.valued = usize::from(is_first && value.is_some());
        let is_right = value.is_some() && value == slip.right.map(|right| right.normalize());
        tally.value = usize::from(is_first && is_right);
    } else {
        tally.ambiguous = 1;
        tally.ambiguous_cell = usize::from(is_first);
        tally.ambiguous_named = usize::from(is_there(&first.cells));
        let tied = &first.cells[..first.tied.min(first.cells.len())];
        tally.ambiguous_tied = usize::from(is_there(tied));
    }
    tally
}

/// Whether a finding is about the slip: at its cell, or at one of the places that take part, or explained by it.
fn is_about(report: &Submission, checked: &Checked, slip: &Slip) -> bool {
    let named = checked.diagnoses.iter().flat_map(|diagnosis| &diagnosis.explanations);
    let changed = named.flat_map(|explanation| &explanation.changes).map(|change| &change.place);
    let of_findings =
        checked.findings.iter().flat_map(|finding| finding.place().into_iter().chain(&finding.related));
    of_findings.chain(changed).any(|place| at(report, place) == Some(slip.at))
}

/// What becomes of two slips at once: both cells must be the first of what is said first.
pub fn doubles(reports: &[Submission], most: u64, seed: u64) -> String {
    let (planted, found, both, either) = tally_doubles(reports, most, seed);
    format!(
        "doubles | planted {planted} | found {found} | both cells {} | at least one {}\n",
        percent(both, found),
        percent(either, found)
    )
}

/// Planted, found, both cells right, at least one right.
pub fn tally_doubles(reports: &[Submission], most: u64, seed: u64) -> (usize, usize, usize, usize) {
    let mut dice = Dice(seed ^ 0xD0B1);
    let (mut planted, mut found, mut both, mut either) = (0, 0, 0, 0);
    while planted < usize::try_from(most).unwrap_or(0) {
        let which = usize::try_from(dice.between(0, reports.len() as u64 - 1)).unwrap_or(0);
        let mut report = reports[which].clone();
        let last = &reports[(which + 1) % reports.len()];
        let mut slips = Vec::new();
        for _ in 0..2 {
            let kind = *dice.one(&Planted::ALL).unwrap_or(&Planted::OneDigit);
            // each by itself must be seen by a rule
            let mut alone = reports[which].clone();
            let state = dice.0;
            if plant(&mut alone, last, kind, &mut dice).is_none() || !is_seen(&alone) {
                break;
            }
            dice.0 = state;
            slips.extend(plant(&mut report, last, kind, &mut dice));
        }
        let [one, two] = slips.as_slice() else { continue };
        if one.at == two.at {
            continue;
        }
        planted += 1;
        let checked = check::check(&report, None);
        found += usize::from(is_about(&report, &checked, one) && is_about(&report, &checked, two));
        let said = said(&report, &checked);
        let first = |slip: &Slip| {
            said.iter()
                .take(2)
                .any(|said| said.tied == 1 && said.cells.first().is_some_and(|(at, _)| *at == slip.at))
        };
        let right = [one, two].into_iter().filter(|slip| first(slip)).count();
        both += usize::from(right == 2);
        either += usize::from(right > 0);
    }
    (planted, found, both, either)
}

fn is_seen(report: &Submission) -> bool {
    check::check(report, None).findings.iter().any(|finding| finding.severity >= Severity::Note)
}
