//! The layout of a form on a sheet of our own workbooks: the header of the table and its first row.
//!
//! Seven rows of heading stand above the table. The header takes as many rows as the longest label path. The column
//! numbers (1) (2) … follow if the form has them, and then the rows.

use crate::At;
use phuluc_form::Form;

/// The number of rows above the table: code and unit, basis and receiver, title, period, measure.
pub const HEADING_ROWS: u32 = 7;

/// The layout of a form on a sheet.
#[derive(Clone, Debug)]
pub struct SheetLayout {
    /// The form's columns from left to right, by index, without optional columns that are left out.
    pub columns: Vec<usize>,
    /// The labels of the header, each with the first and last cell of its range.
    pub header: Vec<(At, At, String)>,
    /// The row of column numbers, if the form has one.
    pub numbers: Option<u32>,
    /// The first row of the table's body.
    pub body: u32,
}

impl SheetLayout {
    /// The layout of a form with the columns that are wanted.
    pub fn new(form: &Form, is_wanted: impl Fn(usize) -> bool) -> Self {
        let columns: Vec<usize> =
            (0..form.columns.len()).filter(|&i| !form.columns[i].optional || is_wanted(i)).collect();
        let depth = size(form.header_rows());
        let paths: Vec<&[String]> = columns.iter().map(|&i| form.columns[i].head.as_slice()).collect();
        let below_header = HEADING_ROWS + depth;
        Self {
            header: header(&paths, depth),
            numbers: form.column_numbers.then_some(below_header),
            body: below_header + u32::from(form.column_numbers),
            columns,
        }
    }
}

/// The labels of a header with their ranges, for the label paths of its columns.
///
/// Neighbours whose paths agree down to a level share one cell there. The last label of a path also covers the header
/// rows below it.
fn header(paths: &[&[String]], depth: u32) -> Vec<(At, At, String)> {
    let mut cells = Vec::new();
    for level in 0..depth as usize {
        let mut left = 0;
        while left < paths.len() {
            let Some(label) = paths[left].get(level) else {
                left += 1;
                continue;
            };
            let path = Some(&paths[left][..=level]);
            let width = paths[left..].iter().take_while(|other| other.get(..=level) == path).count();
            let is_last = paths[left].len() == level + 1;
            let top = HEADING_ROWS + size(level);
            let bottom = if is_last { HEADING_ROWS + depth - 1 } else { top };
            let from = At { row: top, column: size(left) };
            cells.push((from, At { row: bottom, column: size(left + width - 1) }, label.clone()));
            left += width;
        }
    }
    cells
}

fn size(n: usize) -> u32 {
    u32::try_from(n).expect("a form has fewer columns and rows than a sheet")
}
