//! The parts of a sheet that people do not see: hidden rows and columns, and rows that a filter hides.

use super::cell_address::At;
use serde::{Deserialize, Serialize};

/// The hidden rows and columns of a sheet, as ranges from first to last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// Rows that are hidden, by hand or by a filter.
    pub rows: Vec<(u32, u32)>,
    /// Columns that are hidden, or 0 wide.
    pub columns: Vec<(u32, u32)>,
    /// The ranges with an active filter, by first and last cell. A filter without a condition does not count.
    pub filters: Vec<(At, At)>,
}

impl Hidden {
    /// Whether anything is hidden.
    pub const fn is_any(&self) -> bool {
        !self.rows.is_empty() || !self.columns.is_empty()
    }

    /// Whether a row is hidden, by hand or by a filter.
    pub fn has_row(&self, row: u32) -> bool {
        has(&self.rows, row)
    }

    /// Whether a column is hidden.
    pub fn has_column(&self, column: u32) -> bool {
        has(&self.columns, column)
    }

    /// Whether a filter hides a row.
    pub fn has_filtered(&self, row: u32) -> bool {
        self.has_row(row) && self.filters.iter().any(|(from, to)| (from.row..=to.row).contains(&row))
    }

    /// Notes a hidden row. Rows must be noted in their order.
    pub(super) fn add_row(&mut self, row: u32) {
        add(&mut self.rows, row, row);
    }

    /// Notes consecutive hidden rows.
    pub(super) fn add_rows(&mut self, first: u32, last: u32) {
        add(&mut self.rows, first, last);
    }

    /// Notes hidden columns.
    pub(super) fn add_columns(&mut self, first: u32, last: u32) {
        add(&mut self.columns, first, last);
    }
}

fn has(ranges: &[(u32, u32)], place: u32) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&place))
}

fn add(ranges: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match ranges.last_mut() {
        Some((_, end)) if end.checked_add(1) == Some(first) => *end = last,
        _ => ranges.push((first, last)),
    }
}

#[cfg(test)]
mod tests {
    use super::{At, Hidden};

    #[test]
    fn a_filter_hides_only_what_is_hidden() {
        let mut hidden = Hidden::default();
        for row in [3, 4, 9] {
            hidden.add_row(row);
        }
        hidden.add_columns(2, 5);
        assert_eq!(
            (hidden.rows.as_slice(), hidden.columns.as_slice()),
            (&[(3, 4), (9, 9)][..], &[(2, 5)][..])
        );
        hidden.filters.push((At { row: 2, column: 0 }, At { row: 6, column: 3 }));
        let states = [2, 3, 5, 9].map(|row| (hidden.has_row(row), hidden.has_filtered(row)));
        assert_eq!(states, [(false, false), (true, true), (false, false), (true, false)]);
        assert!(hidden.has_column(5) && !hidden.has_column(6));
    }
}
