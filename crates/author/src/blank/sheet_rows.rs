//! Where the rows of a form stand on its sheet, with space for what senders add: open rows, and lines
//! below printed rows.

use phuluc_check::Role;
use phuluc_form::{ColumnRef, Form, Kind, Rows, Set};

/// How many open rows a blank has, and how many its formulas reach if rows are inserted.
const OPEN: (u32, u32) = (15, 40);
/// How many lines stand below a printed row, and how many the formulas reach.
const LINES: (u32, u32) = (1, 3);

/// Where a row stands on its sheet, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowPosition {
    /// On this row.
    At(u32),
    /// The `nth` row (from 0) between two rows that stay where they are, so that rows inserted
    /// between them are counted. It is drawn if it fits.
    Between {
        /// The row above them all.
        above: u32,
        /// The row below them all.
        below: u32,
        /// Which of them.
        nth: u32,
    },
}

impl RowPosition {
    /// The sheet row, if the blank has it.
    pub fn drawn(self) -> Option<u32> {
        match self {
            Self::At(row) => Some(row),
            Self::Between { above, below, nth } => Some(above + 1 + nth).filter(|row| *row < below),
        }
    }
}

/// A row and where it stands.
pub(super) struct PlacedRow {
    pub role: Role,
    pub position: RowPosition,
}

/// The rows of a form on its sheet.
pub(super) struct SheetRows {
    pub rows: Vec<PlacedRow>,
    /// The first sheet row below them.
    pub end: u32,
}

/// All rows of a form from its body on.
pub(super) fn of(form: &Form, body: u32) -> SheetRows {
    let mut rows = Vec::new();
    let mut next = body;
    match &form.rows {
        Rows::Open { total, .. } => {
            next = add_between(&mut rows, Role::Open, body - 1, OPEN);
            if total.is_some() {
                rows.push(PlacedRow { role: Role::Total, position: RowPosition::At(next) });
                next += 1;
            }
        }
        Rows::Fixed(printed) => {
            for index in 0..printed.len() {
                rows.push(PlacedRow { role: Role::Fixed(index), position: RowPosition::At(next) });
                // reasons stand where points are given: at rows that have no rows under them
                let is_parent = printed.iter().any(|row| row.parent == Some(index) && row.is_coded());
                next = if form.added_lines && !is_parent && !printed[index].heading {
                    add_between(&mut rows, Role::Line(index), next, LINES)
                } else {
                    next + 1
                };
            }
        }
    }
    SheetRows { rows, end: next }
}

/// Adds rows that a sender can fill below the row `above`; gives the row below them.
fn add_between(rows: &mut Vec<PlacedRow>, role: Role, above: u32, (drawn, most): (u32, u32)) -> u32 {
    let below = above + 1 + drawn;
    rows.extend(
        (0..most).map(|nth| PlacedRow { role, position: RowPosition::Between { above, below, nth } }),
    );
    below
}

/// Whether lines below printed rows take answers in a column: rules sum over it, or it takes text.
pub(super) fn is_of_lines(form: &Form, column: usize) -> bool {
    let is_text = form.kind(None, column).is_some_and(|kind| matches!(kind, Kind::Text | Kind::Document));
    let id = &form.columns[column].id;
    let is_summed = form.rules.iter().any(|rule| {
        rule.that.sets().contains(&Set::Lines)
            && rule.that.places().iter().any(|place| place.column == ColumnRef::Id(id.clone()))
    });
    is_text || is_summed
}
