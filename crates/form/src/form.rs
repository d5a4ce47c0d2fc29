//! A form (biểu mẫu, phụ lục): one reporting table with its rows, columns and edit rules, valid by construction.
//!
//! The types here answer what a form asks at a place: which kind of answer, in which measure, how it is consolidated.
//! [`definition`] makes a form from TOML, or reports all mistakes in it at once. [`crate::catalogue`] holds all forms
//! and chooses the version in force.

mod bands;
mod column;
pub mod definition;
pub mod definition_problems;
mod heading;
pub(crate) mod id;
mod row;
pub(crate) mod toml_table;

use crate::calendar::Clocks;
use crate::rule::{ColumnRef, Each, Expr, Place, RowRef, Rule};
use crate::unit::Level;
use chrono::NaiveDate;
use foldhash::fast::RandomState;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;

pub use bands::Bands;
pub use column::{Choice, Column, Compared, Consolidate, Holds, InBlank, Kind, OverTime};
pub use id::{ColumnId, FormId, RowId, RuleId};
pub use row::{Name, NotedDash, Row, Rows, TotalRow};

/// One version of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its id, the same in all versions.
    pub id: FormId,
    /// The version, unique within the id.
    pub version: String,
    /// The official code printed on it (ký hiệu biểu).
    pub code: Option<String>,
    /// The full title.
    pub title: String,
    /// The short name that people use.
    pub short: String,
    /// The name of its sheet in our layout.
    pub sheet: String,
    /// Whether a row of column numbers (1) (2) … stands under its header.
    pub column_numbers: bool,
    /// The unit of measure of all its figures (đơn vị tính), if they share one.
    pub measure: Option<String>,
    /// The legal basis.
    pub basis: String,
    /// The first day that the version is in force.
    pub from: NaiveDate,
    /// The last day that the version is in force, if another version follows.
    pub to: Option<NaiveDate>,
    /// The forms that replace it once it is no longer in force.
    pub replaced_by: Vec<FormId>,
    /// The levels of the units that send it, the usual one first.
    pub sent_by: Vec<Level>,
    /// The receiving units, in words.
    pub sent_to: Vec<String>,
    /// The periods that it is reported for, in words.
    pub every: Vec<String>,
    /// The clocks that set its cut-off and due time.
    pub clocks: Clocks,
    /// Its columns, in sheet order.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Rows,
    /// The index of each printed row by its id.
    places: HashMap<RowId, usize, RandomState>,
    /// The indices of the printed rows directly under each printed row.
    under: Vec<Vec<usize>>,
    /// Whether senders add lines of their own below a printed row, such as reasons for lost points or documents as
    /// evidence for a criterion.
    pub added_lines: bool,
    /// Whether it quotes only what a text happens to mention, so that a blank row is no item non-response.
    pub sparse: bool,
    /// The bands (xếp loại) that its total score falls into, if it is a score sheet.
    pub bands: Option<Bands>,
    /// Percentages that have no column and are worked out for every row.
    pub derived: Vec<Derived>,
    /// The edit rules.
    pub rules: Vec<Rule>,
    /// The sentences that a report on the form prints, with totals in their places.
    pub sentences: Vec<Vec<Piece>>,
    /// The charts that compare units.
    pub charts: Vec<Chart>,
    /// The first 16 hexadecimal digits of the definition's SHA-256.
    pub fingerprint: String,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// The total at a row, in a column or for a derived percentage.
    Total(RowId, ColumnId),
    /// What is left of the first total without the others.
    Rest(Vec<(RowId, ColumnId)>),
}

/// A chart of figures by unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// The row whose figures are drawn.
    pub row: RowId,
    /// The columns and derived percentages that are drawn.
    pub columns: Vec<ColumnId>,
}

/// A figure worked out for every row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Its id.
    pub id: ColumnId,
    /// Its name in sentences.
    pub say: String,
    /// The number of decimals that it is rounded to.
    pub decimals: u32,
    /// The expression that it is worked out by.
    pub is: Expr<Place>,
}

impl Form {
    /// The level of its usual sender, taken if nothing else says who sent it.
    pub fn usual_sender(&self) -> Level {
        self.sent_by.first().copied().unwrap_or(Level::Commune)
    }

    /// The column with this id, by index.
    pub fn column(&self, id: &ColumnId) -> Option<usize> {
        self.columns.iter().position(|column| column.id == *id)
    }

    /// The first column that holds this, by index.
    pub fn column_holding(&self, holds: &Holds) -> Option<usize> {
        self.columns.iter().position(|column| column.holds == *holds)
    }

    /// The column meant by a rule that names only a row: the one whose kind of answer depends on the row.
    ///
    /// In a form with several of them it is the first; rules name theirs there, see [`Form::value_columns`].
    pub fn value_column(&self) -> Option<usize> {
        self.column_holding(&Holds::ByRow)
    }

    /// The ids of all columns whose kind of answer depends on the row.
    pub fn value_columns(&self) -> impl Iterator<Item = &ColumnId> {
        self.columns.iter().filter(|column| column.holds == Holds::ByRow).map(|column| &column.id)
    }

    /// The printed rows; none if the rows are open.
    pub fn fixed_rows(&self) -> &[Row] {
        match &self.rows {
            Rows::Fixed(rows) => rows,
            Rows::Open { .. } => &[],
        }
    }

    /// The printed row with this id, by index.
    pub fn fixed_row(&self, id: &RowId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The printed rows right under a printed row, by index.
    pub fn rows_under(&self, parent: usize) -> &[usize] {
        &self.under[parent]
    }

    /// The id and label of a row, shared with the form if the row is printed and labelled as printed.
    pub fn name(&self, printed: Option<usize>, id: &RowId, label: &Arc<str>) -> Arc<Name> {
        let printed = printed.map(|index| &self.fixed_rows()[index]);
        match printed.filter(|row| row.id == *id && row.label == *label) {
            Some(row) => Arc::clone(&row.name),
            None => Arc::new(Name { id: id.clone(), label: Arc::clone(label) }),
        }
    }

    /// The row of totals.
    pub const fn total_row(&self) -> Option<&TotalRow> {
        match &self.rows {
            Rows::Open { total, .. } => total.as_ref(),
            Rows::Fixed(_) => None,
        }
    }

    /// The column that holds documents, if there is one.
    pub fn document_column(&self) -> Option<usize> {
        self.column_holding(&Holds::Value(Kind::Document))
    }

    /// The kind of the answers in a column, at a printed row or at any other row.
    ///
    /// `None` for headings and for columns that hold no answers.
    pub fn kind(&self, row: Option<usize>, column: usize) -> Option<&Kind> {
        let row = row.map(|row| &self.fixed_rows()[row]);
        match &self.columns[column].holds {
            _ if row.is_some_and(|row| row.heading && !self.takes_in_heading(row, column)) => None,
            Holds::Value(kind) => Some(kind),
            Holds::ByRow => row.map(|row| &row.kind),
            Holds::Code | Holds::Label | Holds::Measure | Holds::Note => None,
        }
    }

    /// Whether a percentage above 100 may stand at a place.
    pub fn may_exceed_100(&self, row: Option<usize>, column: usize) -> bool {
        let row = row.map(|row| &self.fixed_rows()[row]);
        self.columns[column].may_exceed_100 || row.is_some_and(|row| row.may_exceed_100)
    }

    /// The unit of measure of the answers at a place; empty if the form does not say.
    pub fn measure(&self, row: Option<usize>, column: usize) -> &str {
        // a row of codes prints the list of codes in place of a unit of measure
        let is_code = matches!(self.kind(row, column), Some(Kind::Choice(_)));
        let own = row.and_then(|row| self.fixed_rows()[row].measured_in.as_deref()).filter(|_| !is_code);
        own.or(self.measure.as_deref()).unwrap_or_default()
    }

    /// Whether the blank form has a formula at a place, by a rule of this form.
    pub fn is_worked_out(&self, row: &RowId, index: Option<usize>, column: usize) -> bool {
        let wanted = match index {
            Some(index) if self.columns[column].holds == Holds::ByRow => self.fixed_rows()[index].in_blank,
            _ => self.columns[column].in_blank,
        };
        wanted == InBlank::Formula && self.recipe(row, &self.columns[column].id).is_some()
    }

    /// Whether it is a score sheet, where “đạt” would be misread as points.
    pub fn is_score_sheet(&self) -> bool {
        self.columns.iter().any(|column| column.holds == Holds::Value(Kind::Score))
    }

    /// Whether a column holds answers (and not codes, labels, measures or remarks).
    pub fn takes_answers(&self, column: usize) -> bool {
        matches!(self.columns[column].holds, Holds::Value(_) | Holds::ByRow)
    }

    /// Whether a column may hold figures.
    pub fn takes_figures(&self, column: usize) -> bool {
        match &self.columns[column].holds {
            Holds::Value(kind) => kind.is_figure(),
            Holds::ByRow => true,
            Holds::Code | Holds::Label | Holds::Measure | Holds::Note => false,
        }
    }

    /// Whether a rule is repeated for columns, and for this one among them.
    pub fn is_repeated_in(&self, rule: &Rule, column: usize) -> bool {
        let id = &self.columns[column].id;
        let runs_over_columns = rule.each == Each::Column;
        if runs_over_columns && rule.leaves_out(id.as_str()) {
            return false;
        }
        rule.columns.contains(id)
            || (rule.columns.is_empty() && runs_over_columns && self.takes_figures(column))
    }

    /// How consolidation combines the figures at a place.
    pub fn consolidate(&self, row: Option<usize>, column: usize) -> Consolidate {
        let row = row.map(|row| &self.fixed_rows()[row]);
        if let Some((_, own)) = row.and_then(|row| row.consolidate_in.iter().find(|(of, _)| *of == column)) {
            return *own;
        }
        match (&self.columns[column].holds, row) {
            (Holds::ByRow, Some(row)) => row.consolidate,
            _ => self.columns[column].consolidate,
        }
    }

    /// How the figures at a place compare with those of other periods and other units.
    pub fn over_time(&self, row: Option<usize>, column: usize) -> OverTime {
        let by_column = self.columns[column].over_time;
        match (&self.columns[column].holds, row) {
            (Holds::ByRow, Some(row)) => {
                let row = &self.fixed_rows()[row];
                // a column that runs on makes all its rows run on
                let is_sum = matches!(row.kind, Kind::Count | Kind::Money | Kind::Quantity);
                let never_falls =
                    row.over_time.never_falls || (by_column.cumulative && is_sum && !row.may_fall);
                let cumulative = row.over_time.cumulative || by_column.cumulative;
                OverTime { cumulative, never_falls, ..row.over_time }
            }
            _ => by_column,
        }
    }

    /// Whether a complete form has an answer at a place: a figure that is neither printed nor left to others.
    pub fn is_asked(&self, row: Option<usize>, column: usize) -> bool {
        let printed = row.map(|row| &self.fixed_rows()[row]);
        let by_column = self.columns[column].asked.as_ref();
        self.fixed(row, column).is_none()
            && printed.is_none_or(|row| row.asked.is_none() || row.asks_for(column))
            && by_column.is_none_or(|rows| printed.is_some_and(|row| rows.contains(&row.id)))
    }

    /// The figure that the form prints at a place.
    pub fn fixed(&self, row: Option<usize>, column: usize) -> Option<Decimal> {
        let fixed = row.map(|row| self.fixed_rows()[row].fixed.as_slice()).unwrap_or_default();
        fixed.iter().find(|(of, _)| *of == column).map(|(_, figure)| *figure)
    }

    /// Whether a sender may lower the printed figure of a row because criteria do not apply: the row's own, or one
    /// below it.
    pub fn may_be_reduced(&self, row: usize) -> bool {
        self.fixed_rows()[row].may_not_apply()
            || self.rows_under(row).iter().any(|row| self.may_be_reduced(*row))
    }

    /// The only points that may be given at a place, with what each is given for; empty if any points may be given.
    pub fn steps(&self, row: Option<usize>, column: usize) -> &[Choice] {
        let steps = row.map(|row| self.fixed_rows()[row].steps.as_slice()).unwrap_or_default();
        if self.fixed(row, column).is_none() && self.takes_points(row, column) { steps } else { &[] }
    }

    /// Whether points are given at a place. The printed maximum takes none.
    fn takes_points(&self, row: Option<usize>, column: usize) -> bool {
        let is_points = self.kind(row, column) == Some(&Kind::Score);
        is_points && self.bands.as_ref().is_none_or(|bands| bands.score.contains(&self.columns[column].id))
    }

    /// The number of decimals that figures at a place are rounded to, if the form says so.
    pub fn decimals(&self, row: Option<usize>, column: usize) -> Option<u32> {
        let own = row.and_then(|row| self.fixed_rows()[row].decimals);
        own.or(self.columns[column].decimals)
    }

    /// The rule that says what stands at a place: `[row] = sum` for a printed row, `column = sum` at each row.
    pub fn recipe(&self, row: &RowId, column: &ColumnId) -> Option<&Rule> {
        self.rules.iter().find(|rule| {
            let left = rule.that.equation().map(|(left, _)| left).filter(|left| left.form.is_none());
            left.is_some_and(|left| {
                let is_column = match &left.column {
                    ColumnRef::Id(id) => id == column,
                    ColumnRef::Each => self.column(column).is_some_and(|at| self.is_repeated_in(rule, at)),
                    ColumnRef::First(_) => false,
                };
                is_column
                    && rule.that.when.is_empty()
                    && !rule.solve
                    && match &left.row {
                        RowRef::Id(id) => id == row,
                        RowRef::Each => self.runs_at(rule, row),
                    }
            })
        })
    }

    /// Whether a rule that runs over rows applies at this row.
    pub(crate) fn runs_at(&self, rule: &Rule, row: &RowId) -> bool {
        let is_parent = self.fixed_row(row).is_some_and(|row| !self.rows_under(row).is_empty());
        let is_meant = match rule.each {
            Each::Row => true,
            Each::Parent => is_parent,
            Each::Leaf => !is_parent,
            Each::Once | Each::Column => false,
        };
        is_meant && rule.concerns(Some(row))
    }

    /// The number of rows of its header.
    pub fn header_rows(&self) -> usize {
        self.columns.iter().map(|column| column.head.len()).max().unwrap_or(1)
    }

    /// Whether the version is in force on the day.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// The decree or circular that it comes from, by kind and number: “Thông tư 01/2020/TT-VPCP”.
    pub fn paper(&self) -> &str {
        let basis = self.basis.strip_prefix("Theo ").unwrap_or(&self.basis);
        let end = [" ngày ", " (", ", "].iter().filter_map(|stop| basis.find(stop)).min();
        &basis[..end.unwrap_or(basis.len())]
    }

    /// The basis as it is printed on the form: without the remark in brackets behind it, which is about the definition.
    pub fn printed_basis(&self) -> &str {
        let remark = self.basis.strip_suffix(')').and_then(|basis| basis.rfind(" ("));
        remark.map_or(self.basis.as_str(), |at| &self.basis[..at])
    }

    /// The name that people know it by, with its official code.
    pub fn known_as(&self) -> String {
        match &self.code {
            Some(code) => format!("{} ({code})", self.short),
            None => self.short.clone(),
        }
    }
}
