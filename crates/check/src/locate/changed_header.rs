//! Forms that a sheet holds although their headers lack columns. They are recognised by their rows, or by most of
//! their columns.
//!
//! It takes a sheet and the forms found on it. For each further form it gives the missing columns and what stands in
//! their place. If only the label of the label column was changed, the rows identify the column and the form is read
//! after all.

use super::form_header::{MissingColumns, WantedHeader};
use super::found_form::{FoundForm, Heading};
use super::keyed_sheet::{DEEPEST_HEADER, KeyedSheet};
use super::printed_rows::{Least, are_enough};
use super::rows_below;
use super::table_heading;
use phuluc_form::{Form, FormId, Period, Row};
use phuluc_grid::At;
use std::collections::{BTreeMap, BTreeSet};

/// The share of its columns by which a form with open rows is recognised.
const ENOUGH_COLUMNS: (usize, usize) = (2, 3);
/// The fewest columns by which a form is recognised.
const FEWEST_COLUMNS: usize = 5;
/// The number of letters from which on a text is no number of a row or a column.
const WORD: usize = 3;
/// The length of the shortest label that tells a form from others.
const SHORTEST_LABEL: usize = 6;

/// A form with an incomplete header.
#[derive(Clone, Debug)]
pub struct ChangedHeader {
    /// The form.
    pub form: FormId,
    /// The short name of the form.
    pub short: String,
    /// The number of its printed rows that are present, and of all; none if its rows are open.
    pub rows: Option<(usize, usize)>,
    /// The columns that are missing.
    pub columns: Vec<MissingColumn>,
    /// The cell where its table begins.
    pub at: At,
    /// The first row below its header.
    pub(crate) below: u32,
    /// The line above it.
    pub(crate) heading: Heading,
}

impl ChangedHeader {
    /// Whether somebody filled in its open rows: words beside something else, as printed numbers of rows and columns are
    /// not.
    pub(super) fn is_filled(&self, keyed: &KeyedSheet<'_>) -> bool {
        let written = |row: u32| keyed.sheet.row(row).filter(|(_, cell)| !cell.is_empty()).count();
        let has_words = |row: u32| {
            let mut texts = keyed.sheet.row(row).map(|(at, _)| keyed.key(at));
            texts.any(|key| key.chars().filter(|c| c.is_alphabetic()).count() >= WORD)
        };
        let mut rows = (self.below..).take_while(|row| written(*row) > 0);
        self.rows.is_none()
            && rows.any(|row| written(row) > 1 && has_words(row) && !keyed.feet().contains(&row))
    }
}

/// A column that was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingColumn {
    /// Its label as printed.
    pub expected: String,
    /// The labels in its place, or the columns that have its label.
    pub instead: Vec<(At, String)>,
    /// Whether several columns have its label, so that nobody knows which one is meant.
    pub is_twice: bool,
}

/// Finds forms whose headers were not found, and forms that stand once more beside those that were. Each is read
/// after all, or comes with its missing columns.
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
    // among forms that share rows, the one with the most rows counts
    by_rows.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let with_rows = |changed: &Result<FoundForm, Box<ChangedHeader>>| match changed {
        Ok(_) => true,
        Err(changed) => changed.rows.is_some(),
    };
    let mut has_rows = false;
    by_rows.retain(|(_, changed)| !with_rows(changed) || !std::mem::replace(&mut has_rows, true));
    by_rows.into_iter().map(|(_, changed)| changed).collect()
}

/// Keeps the version of each form that lacks the fewest columns.
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

/// A form whose rows are present: the form itself if only the label of its label column was changed, else its missing
/// columns.
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
    // the header stands directly above its first row
    let top = first.saturating_sub(wanted.depth);
    let heading = table_heading::above_table(keyed, top, period);
    let at = At { row: top, column: there.column };
    Err(Box::new(changed(wanted, Some(rows), lacking, (at, heading))))
}

/// A form with open rows that has most of its columns, outside the tables that were found.
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
    is_enough.then(|| changed(wanted, None, best, (at, table_heading::above_table(keyed, top, period))))
}

/// The label to quote for a column: the last one of its path, if no other column shares it.
fn expected(form: &Form, column: usize) -> String {
    let head = &form.columns[column].head;
    let is_alone = form.columns.iter().filter(|other| other.head.last() == head.last()).count() == 1;
    match head.last().filter(|_| is_alone) {
        Some(last) => last.clone(),
        None => head.join(" / "),
    }
}

fn changed(
    wanted: &WantedHeader<'_>,
    rows: Option<(usize, usize)>,
    lacking: MissingColumns,
    (at, heading): (At, Heading),
) -> ChangedHeader {
    let columns = lacking.columns.iter().zip(lacking.instead).map(|(column, instead)| MissingColumn {
        expected: expected(wanted.form, *column),
        instead,
        is_twice: lacking.twice.contains(column),
    });
    let columns = columns.collect();
    let (form, short) = (wanted.form.id.clone(), wanted.form.short.clone());
    ChangedHeader { form, short, rows, columns, at, below: at.row + wanted.depth, heading }
}
