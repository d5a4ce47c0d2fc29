//! Headings among the printed rows, and the columns in which they hold figures all the same.

use super::{Form, Row};

impl Form {
    /// Whether a heading takes an answer in a column: the heading asks for it or prints a figure there, or the column
    /// names the heading.
    pub(super) fn takes_in_heading(&self, row: &Row, column: usize) -> bool {
        row.asks_for(column)
            || row.fixed.iter().any(|(of, _)| *of == column)
            || self.columns[column].asked.as_ref().is_some_and(|rows| rows.contains(&row.id))
    }

    /// Whether a printed row takes no answer in any column.
    pub fn takes_nothing(&self, row: usize) -> bool {
        let printed = &self.fixed_rows()[row];
        let mut columns = 0..self.columns.len();
        printed.heading && !columns.any(|column| self.takes_in_heading(printed, column))
    }
}
