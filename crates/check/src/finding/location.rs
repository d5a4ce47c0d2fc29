//! Locations: a place on the form and on the sheet, its names, and what stands there.
//!
//! It takes an entry of a filled form. It gives the place on the form (symbolic: form, row, column), the place on the
//! sheet (concrete: sheet and cell), the names for sentences, and the answer that was read.

use crate::answer::Answer;
use crate::submission::{FilledForm, Role};
use phuluc_form::{ColumnId, FormId, Holds, Kind, Level, Row, RowId, WhichReport, match_key};
use phuluc_grid::At;
use rust_decimal::Decimal;
use serde::Serialize;

/// A place, with its names and what stands there.
///
/// In JSON it is flat: `form`, `row`, `column`, `sheet`, `cell`.
#[derive(Clone, Debug, Serialize)]
pub struct Location {
    /// The place on the form.
    #[serde(flatten)]
    pub on_form: FormPlace,
    /// The place on the sheet.
    #[serde(flatten)]
    pub on_sheet: CellPlace,
    /// The names for sentences.
    #[serde(skip)]
    pub labels: Labels,
    /// The answer that was read there, and how sentences show it.
    #[serde(skip)]
    pub shown: ShownAnswer,
}

/// A place by form, row and column, wherever a sender's sheet has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormPlace {
    /// The id of the form.
    pub form: FormId,
    /// The id of the row.
    pub row: RowId,
    /// The id of the column.
    pub column: ColumnId,
    /// Whether the place is in the report on the period before.
    #[serde(skip)]
    pub previous: bool,
}

/// A place by sheet and cell, whatever the form asks for there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellPlace {
    /// The name of the sheet.
    pub sheet: String,
    /// The cell; `None` if the sheet has no cell for the place.
    #[serde(rename = "cell")]
    pub at: Option<At>,
    /// Whether the form stands on several sheets, so that sentences must name the sheet.
    #[serde(skip)]
    pub is_split: bool,
}

/// A cell that a decision names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// The name of the sheet.
    pub sheet: String,
    /// The cell.
    pub at: At,
}

/// The names of a place in sentences.
#[derive(Clone, Debug)]
pub struct Labels {
    /// The short name of the form.
    pub form: String,
    /// The label of the row, without remarks; empty if the line has none.
    pub row: String,
    /// Whether the row has a printed code.
    pub coded: bool,
    /// The row above, for a row without a code and for a line that the sender added.
    pub under: Option<RowId>,
    /// The name of the column.
    pub column: String,
    /// Whether the row's label alone names the figure, because the row sets what its column holds, and the form has no
    /// other such column.
    pub by_row: bool,
    /// Which of the unit's reports the place is in.
    pub which: WhichReport,
    /// Whether the place is in another form than the rule that mentions it.
    pub foreign: bool,
}

/// What was read at a place.
#[derive(Clone, Debug)]
pub struct ShownAnswer {
    /// The answer.
    pub answer: Answer,
    /// The text that the cell shows.
    pub raw: String,
    /// The label of the choice, if the answer is the code of one.
    pub choice: Option<String>,
    /// The figure that a blank must stand for, if the figures beside it leave only one.
    pub implied: Option<Decimal>,
    /// Whether the answer is a percentage.
    pub percent: bool,
    /// Whether the form does not ask the unit for it.
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
            Role::Added(index) => Some(index),
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
                by_row: form.columns[column].holds == Holds::ByRow && form.value_columns().nth(1).is_none(),
                which: if previous { WhichReport::Before } else { WhichReport::Now },
                foreign: false,
            },
            shown: ShownAnswer {
                answer: entry.answer.clone(),
                raw: entry.raw().into_owned(),
                choice,
                implied: None,
                percent: matches!(kind, Some(Kind::Percent)),
                out_of_scope: filled.is_out_of_scope(row, level),
            },
        }
    }

    /// The same place with a blank answer.
    #[must_use]
    pub fn blank(self) -> Self {
        let shown = ShownAnswer { answer: Answer::Blank, raw: String::new(), ..self.shown };
        Self { shown, ..self }
    }

    /// The figure at the place, if the answer is one.
    pub fn figure(&self) -> Option<Decimal> {
        self.shown.answer.figure().map(|figure| figure.value)
    }
}

impl CellPlace {
    /// The name of the sheet, if sentences must name it beside the cell.
    pub(crate) fn sheet_to_name(&self) -> Option<&str> {
        self.is_split.then_some(self.sheet.as_str())
    }
}

impl SheetCell {
    /// Whether `sheet` is the name of its sheet. Spaces, capitals and accents do not matter.
    pub fn is_on(&self, sheet: &str) -> bool {
        match_key(sheet) == match_key(&self.sheet)
    }
}
