//! Measures what the check makes of planted slips: whether they are found, and whether they are placed rightly.

use super::brute::Rules;
use super::consistent::{Dice, Pair};
use super::plant::{At, Planted, Slip, plant, value};
use phuluc::check::{Checked, Location, Submission};
use phuluc::form::Kind;
use rust_decimal::Decimal;

/// The results for slips of one kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// The number planted.
    pub planted: usize,
    /// How many of the planted a rule can see: it is broken and names the cell, or the cell takes no such figure.
    pub seen: usize,
    /// How many of the seen are found by a rule that can see them.
    pub found: usize,
    /// How many of the found only one cell can explain.
    pub told_apart: usize,
    /// For how many of these the right cell comes first.
    pub cell: usize,
    /// For how many of these a value is named.
    pub valued: usize,
    /// For how many of these the value is right.
    pub value: usize,
    /// How many of the found several cells can explain.
    pub ambiguous: usize,
    /// For how many of these the right cell comes first and alone.
    pub ambiguous_cell: usize,
    /// For how many of these the right cell is among those named.
    pub ambiguous_named: usize,
    /// For how many of these the right cell is among those named as tied.
    pub ambiguous_tied: usize,
}

impl Tally {
    /// Adds the counts of another tally.
    pub fn add(&mut self, other: &Self) {
        self.planted += other.planted;
        self.seen += other.seen;
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

/// What a diagnosis or finding names: the cells with their values, the likeliest first, and how many are tied.
pub struct Said {
    pub cells: Vec<(At, Option<Decimal>)>,
    pub tied: usize,
}

/// The place of a report at a location.
pub fn at(report: &Submission, place: &Location) -> Option<At> {
    let form = report.forms.iter().position(|filled| filled.form.id == place.on_form.form)?;
    let filled = &report.forms[form];
    let column = filled.form.column(&place.on_form.column)?;
    let is_it = |row: &usize| filled.rows[*row].entries.get(column).at == place.on_sheet.at;
    let row = (0..filled.rows.len()).find(is_it)?;
    Some((form, row, column))
}

/// What is said about a report: its diagnoses, then the findings without one.
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

/// The number of findings in clean reports, all of which are false.
pub fn clean(pairs: &[Pair]) -> String {
    let found: usize = pairs.iter().map(|pair| pair.check(&pair.now).findings.len()).sum();
    format!("{} clean reports: {found} findings\n", pairs.len())
}

/// The results for single slips, as a table.
pub fn singles(pairs: &[Pair], most: u64, seed: u64) -> String {
    let tallies = tally_singles(pairs, most, seed, &mut |_, _| ());
    let mut text = String::from(
        "kind | planted | a rule sees it | found | one cell: | cell first | value named | right | several cells: | first | tied | named\n",
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
        "{name} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {}\n",
        tally.planted,
        tally.seen,
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

/// The tallies by kind. `missed` gets each slip that was not placed rightly.
pub fn tally_singles(
    pairs: &[Pair],
    most: u64,
    seed: u64,
    missed: &mut dyn FnMut(&Submission, &Slip),
) -> Vec<(Planted, Tally)> {
    let mut dice = Dice(seed);
    let rules: Vec<Rules<'_>> = pairs.iter().map(|pair| Rules::of(&pair.now, Some(&pair.before))).collect();
    let mut tallies: Vec<(Planted, Tally)> =
        Planted::ALL.iter().map(|kind| (*kind, Tally::default())).collect();
    let mut planted = 0;
    while planted < most {
        let which = usize::try_from(dice.between(0, pairs.len() as u64 - 1)).unwrap_or(0);
        let kind = usize::try_from(planted % 17).unwrap_or(0);
        let pair = &pairs[which];
        let mut report = pair.now.clone();
        let Some(slip) = plant(&mut report, &pair.before, Planted::ALL[kind], &mut dice) else { continue };
        planted += 1;
        let one = judge(pair, &report, &rules[which], &slip);
        let is_missed = one.seen > one.found
            || one.found > 0 && (one.cell + one.ambiguous_tied == 0 || one.valued > one.value);
        if is_missed {
            missed(&report, &slip);
        }
        tallies[kind].1.add(&one);
    }
    tallies
}

fn judge(pair: &Pair, report: &Submission, rules: &Rules<'_>, slip: &Slip) -> Tally {
    let checked = pair.check(report);
    let mut tally = Tally { planted: 1, ..Tally::default() };
    let broken = rules.broken_at(report, slip.at);
    let is_found = is_about(report, &checked, slip, &broken);
    tally.seen = usize::from(is_found || !broken.is_empty() || is_wrong_in_itself(report, slip.at));
    if !is_found {
        return tally;
    }
    tally.found = 1;
    let said = said(report, &checked);
    let Some(first) = said.first() else { return tally };
    let is_there = |cells: &[(At, Option<Decimal>)]| cells.iter().any(|(at, _)| *at == slip.at);
    let is_first = first.tied == 1 && first.cells.first().is_some_and(|(at, _)| *at == slip.at);
    // a finding of a general rule about one cell concerns only that cell
    let own =
        checked.findings.iter().any(|finding| !finding.rule.contains('/') && finding.related.is_empty());
    let explaining = rules.explaining(report);
    let is_one = explaining.iter().all(|at| *at == slip.at) && !rules.is_between_periods(report);
    if is_one || own {
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

/// Whether a cell holds a figure that its kind does not admit, whatever the others hold.
fn is_wrong_in_itself(report: &Submission, at: At) -> bool {
    let Some(value) = value(report, at) else { return false };
    match report.forms[at.0].kind(at.1, at.2) {
        Some(Kind::Choice(choices)) => choices.iter().all(|choice| choice.code != value),
        Some(Kind::Count | Kind::Money) => value.is_sign_negative() || value.scale() > 0,
        Some(Kind::Percent | Kind::Quantity | Kind::Score) => value.is_sign_negative(),
        Some(Kind::Text | Kind::Document) => false,
        None => true,
    }
}

/// Whether a finding is about the slip: one of a general rule at its cell, or one of a broken rule that names the
/// cell.
fn is_about(report: &Submission, checked: &Checked, slip: &Slip, broken: &[String]) -> bool {
    checked.findings.iter().any(|finding| {
        let mut places = finding.place().into_iter().chain(&finding.related);
        let can_see = !finding.rule.contains('/') || broken.contains(&finding.rule);
        can_see && places.any(|place| at(report, place) == Some(slip.at))
    })
}

/// The results for two slips at once. To count as right, both cells must come first in what is said first.
pub fn doubles(pairs: &[Pair], most: u64, seed: u64) -> String {
    let (planted, found, both, either) = tally_doubles(pairs, most, seed);
    format!(
        "doubles | planted {planted} | found {found} | both cells {} | at least one {}\n",
        percent(both, found),
        percent(either, found)
    )
}

/// The numbers of pairs: planted, found, with both cells right, with at least one right.
pub fn tally_doubles(pairs: &[Pair], most: u64, seed: u64) -> (usize, usize, usize, usize) {
    let mut dice = Dice(seed ^ 0xD0B1);
    let rules: Vec<Rules<'_>> = pairs.iter().map(|pair| Rules::of(&pair.now, Some(&pair.before))).collect();
    let (mut planted, mut found, mut both, mut either) = (0, 0, 0, 0);
    while planted < usize::try_from(most).unwrap_or(0) {
        let which = usize::try_from(dice.between(0, pairs.len() as u64 - 1)).unwrap_or(0);
        let (pair, rules) = (&pairs[which], &rules[which]);
        let mut report = pair.now.clone();
        let mut slips = Vec::new();
        for _ in 0..2 {
            let kind = *dice.one(&Planted::ALL).unwrap_or(&Planted::OneDigit);
            // each slip alone must be seen by a rule
            let mut alone = pair.now.clone();
            let state = dice.0;
            if plant(&mut alone, &pair.before, kind, &mut dice).is_none() || !is_seen(pair, &alone) {
                break;
            }
            dice.0 = state;
            slips.extend(plant(&mut report, &pair.before, kind, &mut dice));
        }
        let [one, two] = slips.as_slice() else { continue };
        if one.at == two.at {
            continue;
        }
        planted += 1;
        let checked = pair.check(&report);
        let is_found = |slip: &Slip| is_about(&report, &checked, slip, &rules.broken_at(&report, slip.at));
        found += usize::from(is_found(one) && is_found(two));
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

fn is_seen(pair: &Pair, report: &Submission) -> bool {
    !pair.check(report).findings.is_empty()
}
