//! Where our own layout puts a form on its sheet: heading block, header rows, first line.
//!
//! Seven rows of heading stand above the table; the header takes as many rows as the longest label
//! path; below it, if the form has them, the column numbers (1) (2) …; then the rows.

use crate::form::Form;
use crate::grid::At;

/// Rows above the table's header: code and unit, basis and receiver, title, period, measure.
pub const HEADING_ROWS: u32 = 7;

/// The places of a form on a sheet.
#[derive(Clone, Debug)]
pub struct SheetLayout {
    /// The form's columns from left to right, by index; absent optional columns are left out.
    pub columns: Vec<usize>,
    /// The header's labels with the range that each covers.
    pub header: Vec<(At, At, String)>,
    /// The row of column numbers, if the form has one.
    pub numbers: Option<u32>,
    /// The first row of the table's body.
    pub body: u32,
}

impl SheetLayout {
    /// The layout of a form, with those optional columns that are wanted.
    pub fn new(form: &Form, wanted: impl Fn(usize) -> bool) -> Self {
        let columns: Vec<usize> =
            (0..form.columns.len()).filter(|&i| !form.columns[i].optional || wanted(i)).collect();
        let depth = size(form.header_rows());
        let paths: Vec<&[String]> = columns.iter().map(|&i| form.columns[i].head.as_slice()).collect();
        let after = HEADING_ROWS + depth;
        Self {
            header: header(&paths, depth),
            numbers: form.column_numbers.then_some(after),
            body: after + u32::from(form.column_numbers),
            columns,
        }
    }
}

/// Neighbours with the same path down to a level share one cell there; a path that ends early
/// covers the rows below.
fn header(paths: &[&[String]], depth: u32) -> Vec<(At, At, String)> {
    let mut cells = Vec::new();
    for level in 0..depth as usize {
        let mut left = 0;
        while left < paths.len() {
            let Some(label) = paths[left].get(level) else {
                left += 1;
                continue;
            };
            let same = |path: &&&[String]| path.get(..=level) == Some(&paths[left][..=level]);
            let width = paths[left..].iter().take_while(same).count();
            let leaf = paths[left].len() == level + 1;
            let top = HEADING_ROWS + size(level);
            let bottom = if leaf { HEADING_ROWS + depth - 1 } else { top };
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
