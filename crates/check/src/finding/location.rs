//! A place, in the two ways in which one is named, with what stands there.
//!
//! Takes an entry of a filled form. Gives the place on the form (symbolic: form, row, column), the place on
//! the sheet (concrete: sheet and cell), what sentences call it, and what was read there.

use crate::answer::Answer;
use crate::submission::{FilledForm, Role};
use phuluc_form::{ColumnId, FormId, Holds, Kind, Level, Row, RowId, WhichReport, match_key};
use phuluc_grid::At;
use rust_decimal::Decimal;
use serde::Serialize;

/// A place with what stands there.
///
/// In JSON it is flat: `form`, `row`, `column`, `sheet`, `cell`.
#[derive(Clone, Debug, Serialize)]
pub struct Location {
    /// Where it is on the form.
    #[serde(flatten)]
    pub on_form: FormPlace,
    /// Where it is on the sheet.
    #[serde(flatten)]
    pub on_sheet: CellPlace,
    /// What sentences call it.
    #[serde(skip)]
    pub labels: Labels,
    /// What stands there.
    #[serde(skip)]
    pub shown: Shown,
}

/// A place by form, row and column, wherever a sender's sheet has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormPlace {
    /// The form.
    pub form: FormId,
    /// The row.
    pub row: RowId,
    /// The column.
    pub column: ColumnId,
    /// Whether it belongs to the report of the period before.
    #[serde(skip)]
    pub previous: bool,
}

/// A place by sheet and cell, whatever the form asks for there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellPlace {
    /// The sheet.
    pub sheet: String,
    /// The cell, unless the sheet has none for the place.
    #[serde(rename = "cell")]
    pub at: Option<At>,
    /// Whether the form stands on several sheets, so that the cell alone does not say where.
    #[serde(skip)]
    pub is_split: bool,
}

/// A cell that is there for certain, as decisions name one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub at: At,
}

/// What sentences call a place.
#[derive(Clone, Debug)]
pub struct Labels {
    /// What people call the form.
    pub form: String,
    /// The row's label, without remarks; empty for a line that has none.
    pub row: String,
    /// Whether the row is known by a printed code.
    pub coded: bool,
    /// The row that it stands under, if it has no code of its own.
    pub under: Option<RowId>,
    /// The column's name in sentences.
    pub column: String,
    /// Whether the column alone says which of the row's figures is meant, or the row suffices.
    pub by_row: bool,
    /// Of which report the place is.
    pub which: WhichReport,
    /// Whether the place is of another form than the rule that speaks of it.
    pub foreign: bool,
}

/// What stands at a place.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The answer.
    pub answer: Answer,
    /// What the cell shows.
    pub raw: String,
    /// The label of the code, if the answer is one.
    pub choice: Option<String>,
    /// What a blank must hold, as the figures beside it leave no other choice.
    pub implied: Option<Decimal>,
    /// Whether the answer is a percentage.
    pub percent: bool,
    /// Whether it is not asked of the unit.
    pub out_of_scope: bool,
}

impl Location {
    /// The place of an entry.
    pub fn of(filled: &FilledForm, row: usize, column: usize, level: Option<Level>, previous: bool) -> Self {
        let form = &filled.form;
        let filled_row = &filled.rows[row];
        let entry = &filled_row.entries.get(column);
        let printed = form.fixed_rows();
        let fixed = filled_row.fixed().map(|index| &printed[index]);
        let above = match filled_row.role {
            Role::Line(index) => Some(index),
            _ => fixed.filter(|row| !row.is_coded()).and_then(|row| row.parent),
        };
        let kind = filled.kind(row, column);
        let choice = match (kind, entry.value()) {
            (Some(Kind::Choice(choices)), Some(value)) => {
                choices.iter().find(|choice| choice.code == value).map(|choice| choice.label.clone())
            }
            _ => None,
        };
        Self {
            on_form: FormPlace {
                form: form.id.clone(),
                row: filled_row.id.clone(),
                column: form.columns[column].id.clone(),
                previous,
            },
            on_sheet: CellPlace {
                sheet: filled.sheet_of(row).to_owned(),
                at: entry.at,
                is_split: filled.is_split(),
            },
            labels: Labels {
                form: form.short.clone(),
                row: fixed.map_or(&*filled_row.label, Row::say).to_owned(),
                coded: fixed.is_some_and(Row::is_coded),
                under: above.map(|index| printed[index].id.clone()),
                column: form.columns[column].say.clone(),
                by_row: form.columns[column].holds == Holds::ByRow,
                which: if previous { WhichReport::Before } else { WhichReport::Now },
                foreign: false,
            },
            shown: Shown {
                answer: entry.answer.clone(),
                raw: entry.raw().into_owned(),
                choice,
                implied: None,
                percent: matches!(kind, Some(Kind::Percent)),
                out_of_scope: filled.is_out_of_scope(row, level),
            },
        }
    }

    /// The same place, left blank.
    #[must_use]
    pub fn blank(self) -> Self {
        let shown = Shown { answer: Answer::Blank, raw: String::new(), ..self.shown };
        Self { shown, ..self }
    }

    /// The figure that stands there, if one does.
    pub fn figure(&self) -> Option<Decimal> {
        self.shown.answer.figure().map(|figure| figure.value)
    }
}

impl CellPlace {
    /// The sheet, if it must be named with the cell.
    pub(crate) fn sheet_to_name(&self) -> Option<&str> {
        self.is_split.then_some(self.sheet.as_str())
    }
}

impl SheetCell {
    /// Whether its sheet has this name, however it is spaced and spelled in capitals.
    pub fn is_on(&self, sheet: &str) -> bool {
        match_key(sheet) == match_key(&self.sheet)
    }
}
