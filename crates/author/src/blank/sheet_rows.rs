//! The positions of a form's rows on its sheet, with space for rows that senders add: open rows, and lines below
//! printed rows.

use phuluc_check::Role;
use phuluc_form::{ColumnRef, Form, Kind, Rows, Set};

/// The number of open rows that a blank draws, and the number that its formulas reach if rows are inserted.
const OPEN: (u32, u32) = (15, 40);
/// The number of lines that a blank draws below a printed row, and the number that its formulas reach.
const LINES: (u32, u32) = (1, 3);

/// The position of a row on its sheet, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowPosition {
    /// The row stands on this sheet row.
    At(u32),
    /// The row is one of several between two rows that stay where they are, so that rows inserted between them are
    /// counted. It is drawn if there is space.
    Between {
        /// The sheet row above the first of them.
        above: u32,
        /// The sheet row below the last of them.
        below: u32,
        /// Its number among them, from 0.
        nth: u32,
    },
}

impl RowPosition {
    /// The sheet row, if the blank draws the row.
    pub fn drawn(self) -> Option<u32> {
        match self {
            Self::At(row) => Some(row),
            Self::Between { above, below, nth } => Some(above + 1 + nth).filter(|row| *row < below),
        }
    }
}

/// A row with its position.
pub(super) struct PlacedRow {
    pub role: Role,
    pub position: RowPosition,
}

/// All rows of a form with their positions.
pub(super) struct SheetRows {
    pub rows: Vec<PlacedRow>,
    /// The first sheet row below the rows.
    pub end: u32,
}

/// The positions of all rows of a form whose first row is on the sheet row `body`.
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
                // lines such as reasons belong to rows that get points: those without coded rows under them
                let is_parent = printed.iter().any(|row| row.parent == Some(index) && row.is_coded());
                next = if form.added_lines && !is_parent && !printed[index].heading {
                    add_between(&mut rows, Role::Added(index), next, LINES)
                } else {
                    next + 1
                };
            }
        }
    }
    SheetRows { rows, end: next }
}

/// Adds rows that a sender can fill below the sheet row `above`: `drawn` of them are drawn, formulas reach `most`.
/// Gives the sheet row below them.
fn add_between(rows: &mut Vec<PlacedRow>, role: Role, above: u32, (drawn, most): (u32, u32)) -> u32 {
    let below = above + 1 + drawn;
    rows.extend(
        (0..most).map(|nth| PlacedRow { role, position: RowPosition::Between { above, below, nth } }),
    );
    below
}

/// Whether added lines take answers in a column: it holds text, or a rule sums over its lines.
pub(super) fn is_of_lines(form: &Form, column: usize) -> bool {
    let is_text = form.kind(None, column).is_some_and(|kind| matches!(kind, Kind::Text | Kind::Document));
    let id = &form.columns[column].id;
    let is_summed = form.rules.iter().any(|rule| {
        rule.that.sets().contains(&Set::Lines)
            && rule.that.places().iter().any(|place| place.column == ColumnRef::Id(id.clone()))
    });
    is_text || is_summed
}
