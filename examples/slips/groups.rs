//! Slips of several cells at once: neighbours exchanged, blocks a line too low or too high, lines dropped or doubled.

use super::brute::Rules;
use super::consistent::{Dice, Pair, put};
use super::plant::{At, value};
use phuluc::check::{Answer, Diagnosis, Mistake, Role, Submission};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A kind of slip in several cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Exchanged,
    OneColumnLow,
    OneColumnHigh,
    ColumnsLow,
    ColumnsHigh,
    LineDropped,
    LineTwice,
    ColumnLowFromZero,
    LineTimesThousand,
    LineOverwritten,
    TotalTwice,
    TotalWithoutLine,
}

impl Group {
    pub const ALL: [Self; 12] = [
        Self::Exchanged,
        Self::OneColumnLow,
        Self::OneColumnHigh,
        Self::ColumnsLow,
        Self::ColumnsHigh,
        Self::LineDropped,
        Self::LineTwice,
        Self::ColumnLowFromZero,
        Self::LineTimesThousand,
        Self::LineOverwritten,
        Self::TotalTwice,
        Self::TotalWithoutLine,
    ];
}

/// The results for slips of one kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    /// The number planted.
    pub planted: usize,
    /// How many of the planted raise a finding.
    pub found: usize,
    /// How many of the planted break a rule and cannot be explained by a single cell.
    pub of_several: usize,
    /// How many of these the first diagnosis names as what they are, with the right cells.
    pub right: usize,
    /// How many of these the first diagnosis takes for another mistake in several cells.
    pub other: usize,
}

/// Plants `each` slips of every kind, and counts the results.
pub fn counts(pairs: &[Pair], each: usize, seed: u64) -> Vec<(Group, Counted)> {
    let mut dice = Dice(seed ^ 0x6209);
    let count = |kind: &Group| {
        let mut counted = Counted::default();
        // a kind that fits nowhere is given up after many attempts
        for _ in 0..each * 200 {
            let Some(pair) = dice.one(pairs).filter(|_| counted.planted < each) else { break };
            let mut report = pair.now.clone();
            let Some(cells) = plant(&mut report, *kind, &mut dice) else { continue };
            let checked = pair.check(&report);
            counted.planted += 1;
            counted.found += usize::from(!checked.findings.is_empty());
            // a slip that no rule sees, or that one cell explains, is not counted further
            let rules = Rules::of(&report, Some(&pair.before));
            if rules.broken(&report).is_empty() || !rules.explaining(&report).is_empty() {
                continue;
            }
            counted.of_several += 1;
            let first = checked.diagnoses.first();
            let is_it = first.is_some_and(|first| is_right(&report, first, *kind, &cells));
            let is_of_many = first.is_some_and(|first| first.explanations[0].mistake != Mistake::Cell);
            counted.right += usize::from(is_it);
            counted.other += usize::from(!is_it && is_of_many);
        }
        (*kind, counted)
    };
    Group::ALL.iter().map(count).collect()
}

/// The results as a table.
pub fn table(pairs: &[Pair], each: usize, seed: u64) -> String {
    let mut text = String::from(
        "several cells at once | planted | found | no single cell explains it | told first as what it is | as another of several cells\n",
    );
    for (kind, Counted { planted, found, of_several, right, other }) in counts(pairs, each, seed) {
        text += &format!("{kind:?} | {planted} | {found} | {of_several} | {right} | {other}\n");
    }
    text
}

/// Plants a slip. Gives the cells that are wrong because of it.
fn plant(report: &mut Submission, kind: Group, dice: &mut Dice) -> Option<Vec<At>> {
    let form = usize::try_from(dice.between(0, report.forms.len() as u64 - 1)).ok()?;
    let filled = &report.forms[form];
    let columns: Vec<usize> =
        (0..filled.form.columns.len()).filter(|&column| filled.form.takes_answers(column)).collect();
    let rows = filled.rows.len();
    let row = usize::try_from(dice.between(0, rows as u64 - 1)).ok()?;
    let first = usize::try_from(dice.between(0, columns.len() as u64 - 1)).ok()?;
    match kind {
        Group::Exchanged => {
            let column = columns[first];
            let other =
                if dice.between(0, 1) == 0 { (form, row + 1, column) } else { (form, row, column + 1) };
            if other.1 >= rows || other.2 >= filled.form.columns.len() {
                return None;
            }
            let (one, two) = (value(report, (form, row, column))?, value(report, other)?);
            let is_typed = |at: At| filled.kind(at.1, at.2).is_some();
            if one == two || !is_typed(other) || !is_typed((form, row, column)) {
                return None;
            }
            put(report, form, row, column, two);
            put(report, other.0, other.1, other.2, one);
            Some(vec![(form, row, column), other])
        }
        Group::OneColumnLow | Group::OneColumnHigh => {
            shift(report, form, &columns[first..=first], row, kind == Group::OneColumnLow, dice)
        }
        Group::ColumnsLow | Group::ColumnsHigh => {
            let last = usize::try_from(dice.between(first as u64, columns.len() as u64 - 1)).ok()?;
            let columns = columns.get(first..=last).filter(|columns| columns.len() > 1)?;
            shift(report, form, columns, row, kind == Group::ColumnsLow, dice)
        }
        Group::LineDropped | Group::LineTwice => {
            if filled.rows[row].role != Role::Open {
                return None;
            }
            let filled_in = columns
                .iter()
                .filter(|column| value(report, (form, row, **column)).is_some_and(|value| !value.is_zero()));
            if filled_in.count() < 2 {
                return None;
            }
            let rows = Arc::make_mut(&mut report.forms[form].rows);
            if kind == Group::LineDropped {
                rows.remove(row);
                return Some(Vec::new());
            }
            let again = rows[row].clone();
            rows.insert(row + 1, again);
            let both = [row, row + 1].into_iter();
            Some(both.flat_map(|row| columns.iter().map(move |column| (form, row, *column))).collect())
        }
        Group::ColumnLowFromZero
        | Group::LineTimesThousand
        | Group::LineOverwritten
        | Group::TotalTwice
        | Group::TotalWithoutLine => plant_in_table(report, kind, form, (row, columns[first])),
    }
}

/// Plants a slip in a table with rows that the sender added, and a total.
fn plant_in_table(
    report: &mut Submission,
    kind: Group,
    form: usize,
    (row, column): (usize, usize),
) -> Option<Vec<At>> {
    let filled = &report.forms[form];
    let lines: Vec<usize> =
        (0..filled.rows.len()).filter(|row| filled.rows[*row].role == Role::Open).collect();
    let total = filled.rows.iter().position(|row| row.role == Role::Total)?;
    let columns: Vec<usize> =
        (0..filled.form.columns.len()).filter(|&column| filled.form.takes_answers(column)).collect();
    let of_row = |row: usize| -> Vec<(At, Decimal)> {
        let cells = columns.iter().map(|column| (form, row, *column));
        cells.filter_map(|at| Some((at, value(report, at)?))).collect()
    };
    if !lines.contains(&row) || lines.len() < 3 {
        return None;
    }
    let own = of_row(row);
    let changed: Vec<(At, Decimal)> = match kind {
        Group::ColumnLowFromZero => {
            let figures: Vec<Decimal> =
                lines.iter().map(|line| value(report, (form, *line, column))).collect::<Option<_>>()?;
            let moved = std::iter::once(Decimal::ZERO).chain(figures);
            lines.iter().map(|line| (form, *line, column)).zip(moved).collect()
        }
        Group::LineTimesThousand => {
            own.iter().map(|(at, figure)| (*at, *figure * Decimal::ONE_THOUSAND)).collect()
        }
        Group::TotalTwice => of_row(total).iter().map(|(at, figure)| (*at, *figure * Decimal::TWO)).collect(),
        Group::TotalWithoutLine => {
            let without = of_row(total).into_iter().filter_map(|(at, figure)| {
                let (_, of_line) = own.iter().find(|(own, _)| own.2 == at.2)?;
                Some((at, figure - *of_line))
            });
            without.collect()
        }
        _ => {
            let last = *lines.last().filter(|last| **last != row)?;
            let rows = Arc::make_mut(&mut report.forms[form].rows);
            rows[last] = rows[row].clone();
            // both rows now have the same cells
            let both = [row, last].into_iter();
            return Some(
                both.flat_map(|row| columns.iter().map(move |column| (form, row, *column))).collect(),
            );
        }
    };
    for (at, figure) in &changed {
        put(report, at.0, at.1, at.2, *figure);
    }
    // a total without a line is told by that line, too
    let cells = changed.into_iter().chain(own.into_iter().filter(|_| kind == Group::TotalWithoutLine));
    Some(cells.map(|(at, _)| at).collect())
}

/// Shifts a block of three to eight lines by one: the first line becomes blank, the last figures are lost.
fn shift(
    report: &mut Submission,
    form: usize,
    columns: &[usize],
    row: usize,
    is_low: bool,
    dice: &mut Dice,
) -> Option<Vec<At>> {
    let lines = usize::try_from(dice.between(3, 8)).ok()?;
    let rows = row..row + lines;
    if rows.end >= report.forms[form].rows.len() {
        return None;
    }
    // a block must not cross headings or texts
    let is_figure = |row: usize| {
        columns.iter().all(|column| {
            let at = (form, row, *column);
            report.forms[form].kind(row, *column).is_some() && value(report, at).is_some()
        })
    };
    if !rows.clone().all(is_figure) {
        return None;
    }
    let order: Vec<usize> = if is_low { rows.rev().collect() } else { rows.collect() };
    let mut cells = Vec::new();
    for column in columns {
        for (to, from) in order.iter().zip(&order[1..]) {
            let figure = value(report, (form, *from, *column))?;
            put(report, form, *to, *column, figure);
            cells.push((form, *to, *column));
        }
        let blank = *order.last()?;
        Arc::make_mut(&mut report.forms[form].rows)[blank].entries.answer(*column, Answer::Blank);
        cells.push((form, blank, *column));
    }
    Some(cells)
}

/// Whether a diagnosis names the slip as what it is, and changes no other cells.
fn is_right(report: &Submission, diagnosis: &Diagnosis, kind: Group, cells: &[At]) -> bool {
    let Some(likeliest) = diagnosis.likeliest() else { return false };
    let is_kind = match kind {
        Group::Exchanged => likeliest.mistake == Mistake::Swapped,
        Group::OneColumnLow | Group::ColumnsLow | Group::ColumnLowFromZero => {
            likeliest.mistake == Mistake::TooLow
        }
        Group::OneColumnHigh | Group::ColumnsHigh => likeliest.mistake == Mistake::TooHigh,
        Group::LineDropped => likeliest.mistake == Mistake::RowMissing,
        Group::LineTwice => likeliest.mistake == Mistake::RowTooMany,
        Group::LineTimesThousand => likeliest.mistake == Mistake::RowTenfold,
        Group::LineOverwritten => likeliest.mistake == Mistake::RowOverwritten,
        Group::TotalTwice => likeliest.mistake == Mistake::TotalTwice,
        Group::TotalWithoutLine => {
            matches!(likeliest.mistake, Mistake::TotalWithoutRow | Mistake::RowTooMany)
        }
    };
    let is_there = |change: &phuluc::check::Change| {
        super::measure::at(report, &change.place).is_some_and(|at| cells.contains(&at))
    };
    is_kind && (kind == Group::LineDropped || likeliest.changes.iter().all(is_there))
}
