//! Label paths: the labels above each column of a sheet, from the top of a header to its bottom.

use super::keyed_sheet::KeyedSheet;
use phuluc_grid::{At, Sheet};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The number of rows below a header in which a column without a label of its own must hold something.
const NEAR_BELOW: u32 = 200;

/// The label path of every column of the sheet that has one. If columns share a label that is merged too far, only
/// the used ones count.
pub(super) fn paths<'s>(
    keyed: &KeyedSheet<'s>,
    top: u32,
    depth: u32,
    inherited: bool,
) -> Vec<(u32, Vec<&'s str>)> {
    let mut used = labelled(keyed, top, depth);
    used.extend(under_wide_labels(keyed, top, depth));
    let cells = label_cells_of(keyed, &used, top, depth, inherited).into_iter();
    let paths: Vec<(u32, Vec<&str>)> =
        cells.map(|(column, path)| (column, path.into_iter().map(|at| keyed.key(at)).collect())).collect();
    let mut alike: BTreeMap<&[&str], Vec<u32>> = BTreeMap::new();
    for (column, path) in &paths {
        alike.entry(path).or_default().push(*column);
    }
    let meant = alike.into_values().flat_map(|columns| match columns.as_slice() {
        [only] => vec![*only],
        several => used_among(keyed, several, top + depth),
    });
    let meant: BTreeSet<u32> = meant.collect();
    paths.into_iter().filter(|(column, _)| meant.contains(column)).collect()
}

/// The columns that are used among those that share a label; the first if none is. What stands below the table, such as
/// the date above a signature, counts only if nothing in the table does.
fn used_among(keyed: &KeyedSheet<'_>, columns: &[u32], below: u32) -> Vec<u32> {
    let end = keyed.sheet.last_row().unwrap_or(below) + 1;
    let used = |end: u32| -> Vec<u32> {
        columns.iter().copied().filter(|column| keyed.is_used(*column, below..end)).collect()
    };
    let on_sheet = used(end);
    let in_table = if on_sheet.len() > 1 { used(end_of_table(keyed, below)) } else { Vec::new() };
    match (on_sheet.as_slice(), in_table.as_slice()) {
        ([], _) => columns[..1].to_vec(),
        (_, []) => on_sheet,
        _ => in_table,
    }
}

/// The row in which a table surely has ended: that of the signatures, or a blank one with a single text or signatures
/// below it.
fn end_of_table(keyed: &KeyedSheet<'_>, below: u32) -> u32 {
    let end = keyed.sheet.last_row().unwrap_or(below) + 1;
    let written = |row: u32| keyed.sheet.row(row).filter(|(_, cell)| !cell.is_empty()).count();
    let foot = keyed.feet().range(below..).next().copied().unwrap_or(end);
    let first = (below..foot).find(|row| written(*row) > 0).unwrap_or(below);
    let blank = (first..foot).find(|row| written(*row) == 0);
    let is_alone = |blank: u32| {
        let next = (blank..foot).find(|row| written(*row) > 0);
        next.is_none_or(|next| written(next) == 1)
    };
    blank.filter(|blank| is_alone(*blank)).unwrap_or(foot)
}

/// The cells that label each column of the sheet, the top first. A label that spans several rows is given once.
pub fn label_cells(keyed: &KeyedSheet<'_>, top: u32, depth: u32, inherited: bool) -> Vec<(u32, Vec<At>)> {
    label_cells_of(keyed, &labelled(keyed, top, depth), top, depth, inherited)
}

/// The columns that have a cell of their own in the rows of a header.
fn labelled(keyed: &KeyedSheet<'_>, top: u32, depth: u32) -> BTreeSet<u32> {
    (top..top + depth).flat_map(|row| keyed.sheet.row(row).map(|(at, _)| at.column)).collect()
}

/// The used columns under a label that is merged across several.
fn under_wide_labels(keyed: &KeyedSheet<'_>, top: u32, depth: u32) -> BTreeSet<u32> {
    let below = top + depth;
    let wide = keyed.sheet.merges().iter().filter(|(from, to)| {
        (top..below).contains(&from.row) && from.column < to.column && !keyed.key(*from).is_empty()
    });
    let wide: Vec<_> = wide.collect();
    if wide.is_empty() {
        return BTreeSet::new();
    }
    let (first, last) = (At { row: below, column: 0 }, At { row: below + NEAR_BELOW, column: 0 });
    let cells = keyed.sheet.between(first, last).filter(|(_, cell)| !cell.is_empty());
    let columns = cells.map(|(at, _)| at.column);
    columns
        .filter(|column| wide.iter().any(|(from, to)| (from.column..=to.column).contains(column)))
        .collect()
}

fn label_cells_of(
    keyed: &KeyedSheet<'_>,
    used: &BTreeSet<u32>,
    top: u32,
    depth: u32,
    inherited: bool,
) -> Vec<(u32, Vec<At>)> {
    let mut paths: Vec<(u32, Vec<At>)> = Vec::new();
    for &column in used {
        let mut path: Vec<At> = Vec::new();
        for row in top..top + depth {
            let mut at = keyed.sheet.covering(At { row, column });
            // the label of an unmerged group stands above its first column only
            if keyed.key(at).is_empty() && inherited && path.is_empty() && row + 1 < top + depth {
                at = group_to_the_left(keyed, used, At { row, column }).unwrap_or(at);
            }
            let label = keyed.key(at);
            if !label.is_empty() && path.last().is_none_or(|last| keyed.key(*last) != label) {
                path.push(at);
            }
        }
        if !path.is_empty() {
            paths.push((column, path));
        }
    }
    paths
}

/// The group of a column in an unmerged header: the next label to the left that has labels below it.
fn group_to_the_left(keyed: &KeyedSheet<'_>, used: &BTreeSet<u32>, at: At) -> Option<At> {
    let left =
        used.range(..at.column).rev().map(|column| keyed.sheet.covering(At { row: at.row, column: *column }));
    let label = left.into_iter().find(|left| !keyed.key(*left).is_empty())?;
    let mut below = [label.column, at.column].into_iter().map(|column| At { row: at.row + 1, column });
    below.all(|at| !keyed.covering_key(at).is_empty()).then_some(label)
}

/// The labels above a column, as people see them.
pub(super) fn seen(sheet: &Sheet, top: u32, depth: u32, column: u32) -> String {
    let mut labels: Vec<Cow<'_, str>> = Vec::new();
    for row in top..top + depth {
        let label = sheet.covering_text(At { row, column });
        if !label.is_empty() && labels.last() != Some(&label) {
            labels.push(label);
        }
    }
    labels.join(" / ")
}
