//! Finds the row of totals among the lines of a table with open rows.
//!
//! It takes the lines of the table and those among them that are of another time. A line is the total by its printed
//! label, by another label that says so (“Tổng cộng toàn xã”, “Cộng chung”), or because it is the sum of all rows.

use super::open_line_kinds::OpenLine;
use super::open_times::OtherTimes;
use super::open_words::{names_all, says_check, says_sum, says_whole};
use phuluc_form::{TotalRow, match_key};

/// The fewest figures that a line must share with the sums of the rows to be the total whatever its label.
const ENOUGH_FIGURES: usize = 2;

/// The lines that may be the row of totals.
#[derive(Debug, Default)]
pub(super) struct Totals {
    pub one: Option<u32>,
    /// Several candidates, or repetitions of the one that was taken.
    pub rivals: Vec<u32>,
    /// The line that may be the total but is not read, because its label says something else.
    pub doubtful: Option<u32>,
}

impl Totals {
    pub fn of(lines: &[OpenLine], apart: &mut OtherTimes, total: Option<&TotalRow>) -> Self {
        let Some(total) = total else { return Self::default() };
        let own: Vec<&OpenLine> = lines.iter().filter(|line| !apart.has(line.row)).collect();
        let named: Vec<&OpenLine> = own.iter().copied().filter(|line| line.may_be_total()).collect();
        let with_figures: Vec<&OpenLine> = named.iter().copied().filter(|line| line.has_figure).collect();
        if with_figures.is_empty()
            && let Some(below) = below_other_times(lines, apart)
        {
            apart.take_back(below.row);
            return Self { one: Some(below.row), ..Self::default() };
        }
        let called = if with_figures.is_empty() { named } else { with_figures };
        if called.is_empty() {
            return Self::without_name(&own, lines);
        }
        // if both “Tổng cộng” and “Cộng” occur, “Tổng cộng” is the total and “Cộng” the sum of some lines
        let label = match_key(&total.label);
        let strong: Vec<&OpenLine> =
            called.iter().copied().filter(|line| match_key(&line.label).starts_with(&label)).collect();
        let is_strong = !strong.is_empty();
        let may_be = if is_strong { strong } else { called };
        let left: Vec<&OpenLine> =
            may_be.iter().copied().filter(|line| !is_sum_of_some(&own, line)).collect();
        match (left.as_slice(), may_be.as_slice()) {
            ([one], _) => Self { one: Some(one.row), ..Self::default() },
            // a total that is repeated with the same figures counts once
            ([one, others @ ..], _) if others.iter().all(|other| other.figures == one.figures) => {
                let rivals = others.iter().map(|other| other.row).collect();
                Self { one: Some(one.row), rivals, doubtful: None }
            }
            // what is called the total is the total, also with a row below it
            ([], [one]) if is_strong || is_last(&own, one) => Self { one: Some(one.row), ..Self::default() },
            ([], several) => Self { doubtful: several.last().map(|line| line.row), ..Self::default() },
            (several, _) => Self { rivals: several.iter().map(|line| line.row).collect(), ..Self::default() },
        }
    }

    /// The line that names the whole unit if it is the sum of all rows, or the last line if it is the sum of those above
    /// it, although neither is called the total.
    fn without_name(own: &[&OpenLine], lines: &[OpenLine]) -> Self {
        let rows: Vec<&OpenLine> = own.iter().copied().filter(|line| is_row(line)).collect();
        if let Some(whole) = rows.iter().find(|line| names_all(&line.label)) {
            let others: Vec<&OpenLine> = rows.iter().copied().filter(|line| line.row != whole.row).collect();
            if whole.is_sum_of(&others) {
                return Self { one: Some(whole.row), ..Self::default() };
            }
            if !others.is_empty() {
                return Self { doubtful: Some(whole.row), ..Self::default() };
            }
        }
        let last = rows.split_last().filter(|(last, _)| !last.is_numbered());
        if let Some((last, above)) = last {
            let says_whole = says_whole(&last.label);
            let is_sum = last.is_sum_of(above) && last.counted() >= ENOUGH_FIGURES;
            // a label that names a sum of other things is not the total, whatever its figures
            let may_be = says_whole || (above.len() >= 2 && !says_sum(&last.label));
            if is_sum && may_be {
                return Self { one: Some(last.row), ..Self::default() };
            }
            if says_whole && !above.is_empty() && !match_key(&last.label).starts_with("tong hop") {
                return Self { doubtful: Some(last.row), ..Self::default() };
            }
        }
        let says_other = |line: &&OpenLine| line.has_figure && !line.is_numbered() && says_sum(&line.label);
        Self { doubtful: lines.iter().rev().find(says_other).map(|line| line.row), ..Self::default() }
    }
}

/// A line that is called the total and stands below the rows of another time, but is not the sum of those rows alone.
fn below_other_times<'l>(lines: &'l [OpenLine], apart: &OtherTimes) -> Option<&'l OpenLine> {
    let last = lines.iter().rev().find(|line| line.may_be_total() && line.has_figure)?;
    let banner = apart.under.get(&last.row)?;
    let others = lines.iter().filter(|line| apart.under.get(&line.row) == Some(banner) && is_row(line));
    let others: Vec<&OpenLine> = others.collect();
    (!last.is_sum_of(&others)).then_some(last)
}

/// Whether a line has figures and is neither a total nor of another kind by its label.
fn is_row(line: &OpenLine) -> bool {
    line.has_figure
        && !line.may_be_total()
        && !line.label.is_empty()
        && (line.is_numbered() || (!line.is_of_other_time() && !says_check(&line.label)))
}

/// Whether no row stands below a line.
fn is_last(lines: &[&OpenLine], line: &OpenLine) -> bool {
    !lines.iter().any(|other| other.row > line.row && other.has_figure)
}

/// Whether a line is the sum of the rows directly above it, but not of all rows.
fn is_sum_of_some(lines: &[&OpenLine], line: &OpenLine) -> bool {
    let rows: Vec<&OpenLine> = lines.iter().copied().filter(|other| is_row(other)).collect();
    let above: Vec<&OpenLine> = rows.iter().copied().filter(|other| other.row < line.row).collect();
    line.sum_of_first(above.iter().rev(), 1).is_some_and(|count| count < rows.len())
}
