//! Forms that are on a sheet by their rows, or by most of their columns, while their headers lack columns.
//!
//! Takes what was not read of a sheet; gives for each such form the columns that are missing, and what stands where
//! they should be. Where only the label of the column of labels is another one, its rows tell which it is.

use super::found::{FoundForm, Heading};
use super::header::{MissingColumns, WantedHeader};
use super::heading;
use super::keyed_sheet::{DEEPEST_HEADER, KeyedSheet};
use super::printed::{Least, are_enough};
use super::rows_below;
use phuluc_form::{Form, FormId, Period, Row};
use phuluc_grid::At;
use std::collections::{BTreeMap, BTreeSet};

/// The share of the columns that a form of open rows is known by.
const ENOUGH_COLUMNS: (usize, usize) = (2, 3);
/// The fewest columns that a form is known by.
const FEWEST_COLUMNS: usize = 5;
/// The shortest label that tells a form from others.
const SHORTEST_LABEL: usize = 6;

/// A form whose header is not there whole.
#[derive(Clone, Debug)]
pub struct ChangedHeader {
    /// The form.
    pub form: FormId,
    /// What people call the form.
    pub short: String,
    /// How many of its printed rows are there, of how many; none if its rows are the senders'.
    pub rows: Option<(usize, usize)>,
    /// The columns that are missing.
    pub columns: Vec<MissingColumn>,
    /// Where its table begins.
    pub at: At,
    /// What stands above it.
    pub(crate) heading: Heading,
}

/// A column that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingColumn {
    /// Its label as printed.
    pub expected: String,
    /// What stands where it should be, or the columns that have its label.
    pub instead: Vec<(At, String)>,
    /// Whether several columns have its label, and nobody knows which of them is meant.
    pub is_twice: bool,
}

/// The forms that are on a sheet though nobody found their headers, or once more beside those that were found:
/// read after all, or with what is missing.
pub(super) fn find(
    keyed: &KeyedSheet<'_>,
    wanted: &[WantedHeader<'_>],
    found: &[FoundForm],
    period: Option<Period>,
) -> Vec<Result<FoundForm, Box<ChangedHeader>>> {
    let taken: BTreeSet<u32> = found.iter().flat_map(FoundForm::accounted_rows).collect();
    let mut by_rows: Vec<(usize, Result<FoundForm, Box<ChangedHeader>>)> = Vec::new();
    for wanted in wanted {
        let rows = wanted.form.fixed_rows();
        if rows.is_empty() {
            let changed = by_columns(keyed, wanted, found, period);
            by_rows.extend(changed.map(|changed| (changed.columns.len(), Err(Box::new(changed)))));
        } else if let Some(there) = RowsThere::of(keyed, rows, &taken)
            && are_enough(there.count, rows.len())
        {
            by_rows.push((there.count, below_changed(keyed, wanted, &there, period)));
        }
    }
    // of forms that share rows the one with the most of them is there
    by_rows.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let with_rows = |changed: &Result<FoundForm, Box<ChangedHeader>>| match changed {
        Ok(_) => true,
        Err(changed) => changed.rows.is_some(),
    };
    let mut has_rows = false;
    by_rows.retain(|(_, changed)| !with_rows(changed) || !std::mem::replace(&mut has_rows, true));
    by_rows.into_iter().map(|(_, changed)| changed).collect()
}

/// Of several versions of one form the one that lacks the fewest columns.
pub(super) fn nearest_versions(mut changed: Vec<ChangedHeader>) -> Vec<ChangedHeader> {
    changed.sort_by(|a, b| (&a.short, a.columns.len()).cmp(&(&b.short, b.columns.len())));
    changed.dedup_by(|next, first| next.short == first.short);
    changed
}

/// The printed rows of a form that stand in one column of a sheet.
struct RowsThere {
    column: u32,
    count: usize,
    lines: BTreeSet<u32>,
}

impl RowsThere {
    fn of(keyed: &KeyedSheet<'_>, rows: &[Row], taken: &BTreeSet<u32>) -> Option<Self> {
        let labels: BTreeSet<&str> =
            rows.iter().map(|row| row.key.as_str()).filter(|key| key.len() >= SHORTEST_LABEL).collect();
        let mut by_column: BTreeMap<u32, (BTreeSet<&str>, BTreeSet<u32>)> = BTreeMap::new();
        for (at, text) in keyed.texts().filter(|(at, _)| !taken.contains(&at.row)) {
            if let Some(label) = labels.get(&**text.key()) {
                let (there, lines) = by_column.entry(at.column).or_default();
                there.insert(label);
                lines.insert(at.row);
            }
        }
        let (column, (there, lines)) = by_column.into_iter().max_by_key(|(_, (there, _))| there.len())?;
        let count = rows.iter().filter(|row| there.contains(row.key.as_str())).count();
        Some(Self { column, count, lines })
    }
}

/// A form whose rows are there: below a header of which only the label of the labels is another one, or not.
fn below_changed(
    keyed: &KeyedSheet<'_>,
    wanted: &WantedHeader<'_>,
    there: &RowsThere,
    period: Option<Period>,
) -> Result<FoundForm, Box<ChangedHeader>> {
    let first = there.lines.first().copied().unwrap_or_default();
    let tops = (first.saturating_sub(wanted.depth + 3)..first).rev();
    let lacking = match wanted.best_around(keyed, tops, first, Some(there.column)) {
        Ok(header) => match rows_below(keyed, wanted, header, u32::MAX, Least::Enough) {
            Ok(found) => return Ok(found),
            Err(_) => MissingColumns::default(),
        },
        Err(lacking) => lacking,
    };
    let rows = (there.count, wanted.form.fixed_rows().len());
    // the header stands between its heading and its first row
    let top = first.saturating_sub(wanted.depth);
    let heading = heading::above_table(keyed, top, period);
    let at = At { row: top, column: there.column };
    Err(Box::new(changed(wanted.form, Some(rows), lacking, (at, heading))))
}

/// A form of open rows that has most of its columns, outside the tables that were found.
fn by_columns(
    keyed: &KeyedSheet<'_>,
    wanted: &WantedHeader<'_>,
    found: &[FoundForm],
    period: Option<Period>,
) -> Option<ChangedHeader> {
    let needed = wanted.form.columns.iter().filter(|column| !column.optional).count();
    let tops = wanted.corners.range(..=DEEPEST_HEADER).copied();
    let tops = tops.filter(|top| !found.iter().any(|found| found.reaches(*top)));
    let near = tops.filter_map(|top| Some((top, wanted.nearly(keyed, top).err()?)));
    let (top, best) = near.max_by_key(|(_, lacking)| lacking.found)?;
    let is_enough =
        best.found >= FEWEST_COLUMNS && best.found * ENOUGH_COLUMNS.1 >= needed * ENOUGH_COLUMNS.0;
    let at = At { row: top, column: 0 };
    is_enough.then(|| changed(wanted.form, None, best, (at, heading::above_table(keyed, top, period))))
}

/// The label of a column: the last one, if no other column has it.
fn expected(form: &Form, column: usize) -> String {
    let head = &form.columns[column].head;
    let is_alone = form.columns.iter().filter(|other| other.head.last() == head.last()).count() == 1;
    match head.last().filter(|_| is_alone) {
        Some(last) => last.clone(),
        None => head.join(" / "),
    }
}

fn changed(
    form: &Form,
    rows: Option<(usize, usize)>,
    lacking: MissingColumns,
    (at, heading): (At, Heading),
) -> ChangedHeader {
    let columns = lacking.columns.iter().zip(lacking.instead).map(|(column, instead)| MissingColumn {
        expected: expected(form, *column),
        instead,
        is_twice: lacking.twice.contains(column),
    });
    let columns = columns.collect();
    ChangedHeader { form: form.id.clone(), short: form.short.clone(), rows, columns, at, heading }
}
