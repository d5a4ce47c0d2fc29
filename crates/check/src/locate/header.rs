//! Finding a form's header on a sheet: which sheet column is which of its columns.
//!
//! A header that stands as it is printed, with its merged cells, is found at any height and in any
//! order of columns. One that drifted is found too, if every column still has one label path that is
//! like its own and none that is nearly so: merged otherwise, a row higher or lower, worded a little
//! otherwise.

use super::corners::Corners;
use super::keyed_sheet::KeyedSheet;
use super::likeness::{SURE, alike};
use phuluc_form::{Form, Holds, Rows, bare_code};
use phuluc_grid::{At, Sheet};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// How much less alike the next best path must be.
const MARGIN: i32 = 60;
/// What the column of codes is called, folded.
pub const CODES: [&str; 5] = ["stt", "tt", "so tt", "so thu tu", "ma so"];

/// A header on a sheet.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// The sheet column of each of the form's columns.
    pub columns: Vec<Option<u32>>,
    /// The first row of the header.
    pub top: u32,
    /// The first row below it.
    pub below: u32,
    /// Columns that were found though they are not labelled as printed, by index, with what stands there.
    pub drifted: Vec<(usize, String)>,
}

/// What a header lacks that is nearly a form's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MissingColumns {
    /// The columns that were not found, by index.
    pub columns: Vec<usize>,
    /// How many were.
    pub found: usize,
}

/// What a form's header is looked for by.
pub(super) struct WantedHeader<'f> {
    pub form: &'f Arc<Form>,
    pub depth: u32,
    /// The rows of the sheet in which it may begin: those with a corner of it.
    pub corners: Rc<BTreeSet<u32>>,
}

impl<'f> WantedHeader<'f> {
    /// The forms' headers as they are looked for on one sheet; the corners are those of the same forms.
    pub fn all(
        forms: impl Iterator<Item = &'f Arc<Form>>,
        corners: &Corners,
        keyed: &KeyedSheet<'_>,
    ) -> Vec<Self> {
        let rows = corners.rows(keyed);
        let mut by_labels: Vec<(u64, Rc<BTreeSet<u32>>)> = Vec::new();
        let wanted = forms.zip(corners.of_forms()).map(|(form, own)| {
            let same = by_labels.iter().find(|(other, _)| other == own).map(|(_, rows)| Rc::clone(rows));
            let corners = same.unwrap_or_else(|| {
                let own_rows = rows.iter().filter(|(_, labels)| labels & own != 0).map(|(row, _)| *row);
                let own_rows = Rc::new(own_rows.collect());
                by_labels.push((*own, Rc::clone(&own_rows)));
                own_rows
            });
            Self { form, depth: u32::try_from(form.header_rows()).unwrap_or(1), corners }
        });
        wanted.collect()
    }

    /// The header that begins in a row, as it is printed.
    pub fn exact(&self, keyed: &KeyedSheet<'_>, top: u32) -> Option<Header> {
        let paths = keyed.paths(top, self.depth);
        let mut columns = Vec::with_capacity(self.form.columns.len());
        for column in &self.form.columns {
            let mut found =
                paths.iter().filter(|(_, path)| *path == column.head_keys).map(|(column, _)| *column);
            let first = found.next();
            // of two alike nobody knows which is meant
            if found.next().is_some() || (first.is_none() && !column.optional) {
                return None;
            }
            columns.push(first);
        }
        Some(Header { columns, top, below: top + self.depth, drifted: Vec::new() })
    }

    /// The header around a row, though it is not quite as printed.
    pub fn nearly(&self, keyed: &KeyedSheet<'_>, top: u32) -> Result<Header, MissingColumns> {
        let mut best: Result<Header, MissingColumns> = Err(MissingColumns { columns: Vec::new(), found: 0 });
        // the corner may stand at the foot of a header that is not merged
        for top in (top.saturating_sub(self.depth - 1)..=top).rev() {
            for depth in 1..=self.depth + 1 {
                match (self.drifted(keyed, top, depth), &best) {
                    (Ok(header), Err(_)) => best = Ok(header),
                    (Ok(header), Ok(other)) if header.drifted.len() < other.drifted.len() => {
                        best = Ok(header);
                    }
                    (Err(lacking), Err(other)) if lacking.found > other.found => best = Err(lacking),
                    _ => {}
                }
            }
        }
        best
    }

    fn drifted(&self, keyed: &KeyedSheet<'_>, top: u32, depth: u32) -> Result<Header, MissingColumns> {
        let form = self.form;
        let paths = paths(keyed, top, depth, true);
        let mut header =
            Header { columns: vec![None; form.columns.len()], top, below: top + depth, drifted: Vec::new() };
        for (index, column) in form.columns.iter().enumerate() {
            let mut scores: Vec<(i32, u32)> =
                paths.iter().map(|(at, path)| (self.likeness(index, path), *at)).collect();
            scores.sort_unstable_by(|a, b| b.cmp(a));
            let found = match scores.as_slice() {
                [(best, at), rest @ ..] if *best >= SURE => {
                    let is_clear = rest.first().is_none_or(|(next, _)| next + MARGIN <= *best);
                    // an optional column is not worth a guess
                    (is_clear && (!column.optional || *best == 1000)).then_some(*at)
                }
                _ => None,
            };
            if let Some(at) = found {
                header.columns[index] = Some(at);
                let path = paths.iter().find(|(column, _)| *column == at).map(|(_, path)| path.clone());
                if path.is_none_or(|path| path != column.head_keys) {
                    header.drifted.push((index, seen(keyed.sheet, top, depth, at)));
                }
            }
        }
        let found: Vec<u32> = header.columns.iter().flatten().copied().collect();
        let distinct: BTreeSet<u32> = found.iter().copied().collect();
        let columns: Vec<usize> = (0..form.columns.len())
            .filter(|&index| header.columns[index].is_none() && self.needs(index))
            .collect();
        // one label for two columns, or a header that would be nothing but its label
        if columns.is_empty() && distinct.len() == found.len() && found.len() >= 2 {
            Ok(header)
        } else {
            Err(MissingColumns { columns, found: distinct.len() })
        }
    }

    /// How alike a column of the form is to a label path on the sheet, of 1000.
    fn likeness(&self, index: usize, path: &[&str]) -> i32 {
        let columns = &self.form.columns;
        let own = &columns[index].head_keys;
        if columns[index].holds == Holds::Code && path.last().is_some_and(|leaf| CODES.contains(leaf)) {
            return 1000;
        }
        // the label of a group stands above its first column only, or nowhere
        let is_bare_leaf = path.last().copied() == own.last().map(String::as_str)
            && path.len() < own.len()
            && columns.iter().filter(|column| column.head_keys.last() == own.last()).count() == 1;
        alike(&own.join(" "), &path.join(" ")).max(if is_bare_leaf { 850 } else { 0 })
    }

    /// Whether the form is not there without a column of it.
    fn needs(&self, index: usize) -> bool {
        match self.form.columns[index].holds {
            // rows are known by their labels, too, and remarks and units of measure are no answers
            Holds::Code | Holds::Note | Holds::Measure => !matches!(self.form.rows, Rows::Fixed(_)),
            Holds::Label | Holds::Value(_) | Holds::ByRow => !self.form.columns[index].optional,
        }
    }
}

/// The label path of every column of the sheet that has one. Of columns that share one, as under a label that
/// is merged too far, only those count that are used.
pub(super) fn paths<'s>(
    keyed: &KeyedSheet<'s>,
    top: u32,
    depth: u32,
    inherited: bool,
) -> Vec<(u32, Vec<&'s str>)> {
    let cells = label_cells(keyed, top, depth, inherited).into_iter();
    let paths: Vec<(u32, Vec<&str>)> =
        cells.map(|(column, path)| (column, path.into_iter().map(|at| keyed.key(at)).collect())).collect();
    let below = top + depth;
    let meant = paths.iter().filter(|(column, path)| {
        let mut alike = paths.iter().filter(|(_, other)| other == path).map(|(column, _)| *column);
        let first = alike.next();
        let Some(second) = alike.next() else { return true };
        keyed.is_used(*column, below)
            || (first == Some(*column)
                && !std::iter::once(second).chain(alike).any(|other| keyed.is_used(other, below)))
    });
    meant.cloned().collect()
}

/// The cells that label each column of the sheet, the top first; a label that goes on is named once.
pub fn label_cells(keyed: &KeyedSheet<'_>, top: u32, depth: u32, inherited: bool) -> Vec<(u32, Vec<At>)> {
    let used: BTreeSet<u32> =
        (top..top + depth).flat_map(|row| keyed.sheet.row(row).map(|(at, _)| at.column)).collect();
    let mut paths: Vec<(u32, Vec<At>)> = Vec::new();
    for &column in &used {
        let mut path: Vec<At> = Vec::new();
        for row in top..top + depth {
            let mut at = keyed.sheet.covering(At { row, column });
            // a group that is not merged stands above its first column alone
            if keyed.key(at).is_empty() && inherited && path.is_empty() && row + 1 < top + depth {
                at = group_to_the_left(keyed, &used, At { row, column }).unwrap_or(at);
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

/// The group that a column of an unmerged header belongs to: the next label to the left, if it has
/// labels below it.
fn group_to_the_left(keyed: &KeyedSheet<'_>, used: &BTreeSet<u32>, at: At) -> Option<At> {
    let left =
        used.range(..at.column).rev().map(|column| keyed.sheet.covering(At { row: at.row, column: *column }));
    let label = left.into_iter().find(|left| !keyed.key(*left).is_empty())?;
    let mut below = [label.column, at.column].into_iter().map(|column| At { row: at.row + 1, column });
    below.all(|at| !keyed.covering_key(at).is_empty()).then_some(label)
}

/// What stands above a column.
fn seen(sheet: &Sheet, top: u32, depth: u32, column: u32) -> String {
    let mut labels: Vec<Cow<'_, str>> = Vec::new();
    for row in top..top + depth {
        let label = sheet.covering_text(At { row, column });
        if !label.is_empty() && labels.last() != Some(&label) {
            labels.push(label);
        }
    }
    labels.join(" / ")
}

/// The sheet column in which most of a form's codes stand, where its header does not say which it is.
pub(super) fn codes_without_label(sheet: &Sheet, form: &Form, below: u32, label_at: u32) -> Option<u32> {
    let codes: BTreeSet<String> =
        form.fixed_rows().iter().filter_map(|row| row.code.as_deref().map(bare_code)).collect();
    let counted = (0..label_at).map(|column| {
        let cells = (below..=sheet.last_row().unwrap_or(below)).map(|row| At { row, column });
        (cells.filter(|at| codes.contains(&bare_code(&sheet.text(*at)))).count(), column)
    });
    let (count, column) = counted.max()?;
    (count * 2 >= codes.len() && count > 0).then_some(column)
}
