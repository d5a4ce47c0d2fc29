//! A form (biểu mẫu, phụ lục): one reporting table with its edit rules, valid by construction.
//!
//! [`definition`] makes a form from TOML, or reports everything that is wrong with it at once.
//! [`crate::catalogue`] has all forms, and chooses the version in force.

mod bands;
mod column;
pub mod definition;
pub(crate) mod id;
pub mod problem;
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
pub use column::{Asked, Choice, Column, Compared, Consolidate, Holds, Kind, OverTime};
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
    /// What people call it.
    pub short: String,
    /// The name of its sheet in our layout.
    pub sheet: String,
    /// Whether a row of column numbers (1) (2) … stands under its header.
    pub column_numbers: bool,
    /// What all its figures count, if that is one thing (đơn vị tính).
    pub measure: Option<String>,
    /// The legal basis.
    pub basis: String,
    /// The first day that the version is in force.
    pub from: NaiveDate,
    /// The last day, if another version follows.
    pub to: Option<NaiveDate>,
    /// The forms that are used in its place once it is no longer in force.
    pub replaced_by: Vec<FormId>,
    /// The levels of the units that send it, the usual one first.
    pub sent_by: Vec<Level>,
    /// To whom it is sent, in words.
    pub sent_to: Vec<String>,
    /// How often, in words.
    pub every: Vec<String>,
    /// By which clocks.
    pub clocks: Clocks,
    /// Its columns, in sheet order.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Rows,
    /// Where its printed rows stand among them.
    places: HashMap<RowId, usize, RandomState>,
    /// The printed rows right under each printed row, by index.
    under: Vec<Vec<usize>>,
    /// Whether senders add lines of their own below a printed row: the reasons for lost points, the
    /// documents that bear a criterion out.
    pub added_lines: bool,
    /// Whether it quotes what a text happens to say, so that a row left blank is no omission.
    pub sparse: bool,
    /// The bands (xếp loại) that its total score falls into, if it is a score sheet.
    pub bands: Option<Bands>,
    /// Percentages that it has no column for, worked out for every row.
    pub derived: Vec<Derived>,
    /// What must hold in it.
    pub rules: Vec<Rule>,
    /// Sentences as a report on the form prints them, its totals in their places.
    pub sentences: Vec<Vec<Piece>>,
    /// Its figures that are drawn by unit.
    pub charts: Vec<Chart>,
    /// The first 16 hexadecimal digits of the definition's SHA-256.
    pub fingerprint: String,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// The total at a row, in a column or of a derived percentage.
    Total(RowId, ColumnId),
}

/// Figures drawn by unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// The row.
    pub row: RowId,
    /// Columns and derived percentages.
    pub columns: Vec<ColumnId>,
}

/// A figure worked out for every row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Its id.
    pub id: ColumnId,
    /// Its name in sentences.
    pub say: String,
    /// To how many decimals it is rounded.
    pub decimals: u32,
    /// The recipe.
    pub is: Expr<Place>,
}

impl Form {
    /// The level of a unit that sends it, if nothing else tells.
    pub fn usual_sender(&self) -> Level {
        self.sent_by.first().copied().unwrap_or(Level::Commune)
    }

    /// The column with this id.
    pub fn column(&self, id: &ColumnId) -> Option<usize> {
        self.columns.iter().position(|column| column.id == *id)
    }

    /// The first column that holds this.
    pub fn column_holding(&self, holds: &Holds) -> Option<usize> {
        self.columns.iter().position(|column| column.holds == *holds)
    }

    /// The column meant by a row alone: the one whose kind the rows give.
    pub fn value_column(&self) -> Option<usize> {
        self.column_holding(&Holds::ByRow)
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

    /// What a row is called: a printed one that is called as printed has its name from the form.
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

    /// Whether one of its columns holds documents.
    pub fn document_column(&self) -> Option<usize> {
        self.column_holding(&Holds::Value(Kind::Document))
    }

    /// The kind of the answers in a column, at a printed row or at any other row.
    ///
    /// `None` for headings and for columns that hold no answers.
    pub fn kind(&self, row: Option<usize>, column: usize) -> Option<&Kind> {
        let row = row.map(|row| &self.fixed_rows()[row]);
        match &self.columns[column].holds {
            _ if row.is_some_and(|row| row.heading && !row.asks_for(column)) => None,
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

    /// In what the answers at a place are measured; empty if the form does not say.
    pub fn measure(&self, row: Option<usize>, column: usize) -> &str {
        // of codes, the list of them stands there
        let is_code = matches!(self.kind(row, column), Some(Kind::Choice(_)));
        let own = row.and_then(|row| self.fixed_rows()[row].measured_in.as_deref()).filter(|_| !is_code);
        own.or(self.measure.as_deref()).unwrap_or_default()
    }

    /// Whether the workbook to hand out works a place out, from places of this form, by a rule of it.
    pub fn is_worked_out(&self, row: &RowId, index: Option<usize>, column: usize) -> bool {
        let wanted = match index {
            Some(index) if self.columns[column].holds == Holds::ByRow => self.fixed_rows()[index].blank,
            _ => self.columns[column].blank,
        };
        wanted == Asked::Formula && self.recipe(row, &self.columns[column].id).is_some()
    }

    /// Whether it is about points, where “đạt” would be misread.
    pub fn is_score_sheet(&self) -> bool {
        self.columns.iter().any(|column| column.holds == Holds::Value(Kind::Score))
    }

    /// Whether a column holds answers (and not codes, labels, measures or remarks).
    pub fn takes_answers(&self, column: usize) -> bool {
        matches!(self.columns[column].holds, Holds::Value(_) | Holds::ByRow)
    }

    /// How the figures at a place are made one.
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

    /// What the figures at a place are to those of other periods and other units.
    pub fn over_time(&self, row: Option<usize>, column: usize) -> OverTime {
        match (&self.columns[column].holds, row) {
            (Holds::ByRow, Some(row)) => self.fixed_rows()[row].over_time,
            _ => self.columns[column].over_time,
        }
    }

    /// Whether a complete form has something at a place: a figure that is not printed, and not for others to give.
    pub fn is_asked(&self, row: Option<usize>, column: usize) -> bool {
        let printed = row.map(|row| &self.fixed_rows()[row]);
        let by_column = self.columns[column].asked.as_ref();
        self.fixed(row, column).is_none()
            && printed.is_none_or(|row| row.asked.is_none() || row.asks_for(column))
            && by_column.is_none_or(|rows| printed.is_some_and(|row| rows.contains(&row.id)))
    }

    /// The figure that the form itself prints at a place.
    pub fn fixed(&self, row: Option<usize>, column: usize) -> Option<Decimal> {
        let fixed = row.map(|row| self.fixed_rows()[row].fixed.as_slice()).unwrap_or_default();
        fixed.iter().find(|(of, _)| *of == column).map(|(_, figure)| *figure)
    }

    /// Whether a printed figure may be another where criteria do not apply: 0, or less by those below it.
    pub fn may_be_reduced(&self, row: usize) -> bool {
        self.fixed_rows()[row].may_not_apply()
            || self.rows_under(row).iter().any(|row| self.may_be_reduced(*row))
    }

    /// The only points that may be given at a place, and what for; empty if any may.
    pub fn steps(&self, row: Option<usize>, column: usize) -> &[Choice] {
        let steps = row.map(|row| self.fixed_rows()[row].steps.as_slice()).unwrap_or_default();
        if self.fixed(row, column).is_none() && self.takes_points(row, column) { steps } else { &[] }
    }

    /// Whether points are given at a place, and not the most that there are.
    fn takes_points(&self, row: Option<usize>, column: usize) -> bool {
        let is_points = self.kind(row, column) == Some(&Kind::Score);
        is_points && self.bands.as_ref().is_none_or(|bands| bands.score.contains(&self.columns[column].id))
    }

    /// To how many decimals figures are rounded at a place, if the form says so.
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
                    ColumnRef::Each => rule.columns.contains(column),
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

    /// Whether a rule that runs over rows is at this one.
    fn runs_at(&self, rule: &Rule, row: &RowId) -> bool {
        let is_parent = self.fixed_row(row).is_some_and(|row| !self.rows_under(row).is_empty());
        let is_meant = match rule.each {
            Each::Row => true,
            Each::Parent => is_parent,
            Each::Leaf => !is_parent,
            Each::Once | Each::Column => false,
        };
        is_meant && rule.concerns(Some(row))
    }

    /// How many rows its header takes.
    pub fn header_rows(&self) -> usize {
        self.columns.iter().map(|column| column.head.len()).max().unwrap_or(1)
    }

    /// Whether the version is in force on the day.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// The paper that it comes from, by kind and number: “Thông tư 01/2020/TT-VPCP”.
    pub fn paper(&self) -> &str {
        let basis = self.basis.strip_prefix("Theo ").unwrap_or(&self.basis);
        let end = [" ngày ", " (", ", "].iter().filter_map(|stop| basis.find(stop)).min();
        &basis[..end.unwrap_or(basis.len())]
    }

    /// The name that people know it by, with its official code.
    pub fn known_as(&self) -> String {
        match &self.code {
            Some(code) => format!("{} ({code})", self.short),
            None => self.short.clone(),
        }
    }
}
