//! A workbook to hand out: which forms, for whom and when, and what is known already.
//!
//! Takes forms and what is known; gives every place with its position on the sheets, what stands in
//! it, and how every rule comes out: all that the crate `book` writes, and what the formulas it
//! writes must come to. Forms with open rows have room for some, and their checks reach further, so
//! that rows can be inserted.

mod carry_over;
mod computed;
mod rules;
mod sheet_rows;

use phuluc_check::{
    Answer, CheckInput, Entries, Entry, EntryRef, Field, FilledForm, FilledRow, PreparedForms, Role,
    Submission, WrittenEntry, answer,
};
use phuluc_form::{Asked, Form, FormId, Holds, Kind, Level, Name, Period, Rows};
use phuluc_grid::{Cell, Content, SheetLayout};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::Arc;

pub use carry_over::CarryError;
pub use rules::{Ends, Guard, Outcome, PlacedRule, Solved, State};
pub use sheet_rows::RowPosition;

/// What is wanted.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The forms, in the order of the sheets.
    pub forms: Vec<Arc<Form>>,
    /// The unit that will report, if it is known.
    pub unit: Option<String>,
    /// Its level, if its name does not say it.
    pub level: Option<Level>,
    /// To whom it reports.
    pub receiver: Option<String>,
    /// The period, if it is known.
    pub period: Option<Period>,
    /// The periods to choose from while it is not, in words with their days.
    pub periods: Vec<String>,
}

/// Why a workbook cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlankError {
    /// Nothing was asked for.
    #[error("no form is wanted")]
    NoForm,
    /// A form twice, or two forms that share a sheet's name.
    #[error("two forms would stand on the sheet {0:?}")]
    SheetTwice(String),
}

/// A workbook to hand out.
#[derive(Clone, Debug)]
pub struct Blank {
    /// What was ordered.
    pub order: Order,
    /// The forms as they are handed out, with what is known already.
    pub submission: Submission,
    prepared: PreparedForms,
    plans: Vec<Plan>,
    carried: BTreeSet<(usize, usize, usize)>,
}

/// Where a form stands on its sheet.
#[derive(Clone, Debug)]
pub struct Plan {
    pub layout: SheetLayout,
    /// Where each row stands.
    pub positions: Vec<RowPosition>,
    /// The first sheet row below the table.
    pub end: u32,
}

/// A place that the clerk is asked to fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The form, by index.
    pub form: usize,
    /// The row, by index.
    pub row: usize,
    /// The column, by index.
    pub column: usize,
    /// The kind of the answer.
    pub kind: Kind,
    /// Whether the row is there only once it has a name.
    pub open: bool,
}

impl Blank {
    /// Lays out the forms wanted.
    ///
    /// # Errors
    /// If none is wanted, or two share a sheet.
    pub fn new(order: Order) -> Result<Self, BlankError> {
        if order.forms.is_empty() {
            return Err(BlankError::NoForm);
        }
        let level = order.level.or_else(|| order.unit.as_deref().and_then(Level::of_unit));
        let mut submission = Submission {
            unit: order.unit.clone(),
            level,
            period: order.period,
            forms: Vec::new(),
            notices: Vec::new(),
            adjusted: Vec::new(),
        };
        let mut plans: Vec<Plan> = Vec::new();
        for form in &order.forms {
            if submission.forms.iter().any(|other| other.sheet == form.sheet || other.form.id == form.id) {
                return Err(BlankError::SheetTwice(form.sheet.clone()));
            }
            let present: Vec<bool> = form.columns.iter().map(|column| column.blank != Asked::None).collect();
            let layout = SheetLayout::new(form, |column| present[column]);
            let on_sheet = sheet_rows::of(form, layout.body);
            let rows = on_sheet.rows.iter().map(|row| blank_row(form, row.role)).collect();
            let rows = Arc::new(rows);
            plans.push(Plan {
                layout,
                positions: on_sheet.rows.into_iter().map(|row| row.position).collect(),
                end: on_sheet.end,
            });
            let (form, sheet) = (Arc::clone(form), form.sheet.clone());
            submission.forms.push(FilledForm { form, sheet, present, rows });
        }
        submission.forms.iter_mut().for_each(print_figures);
        let prepared = PreparedForms::new(&submission);
        let mut blank = Self { order, submission, prepared, plans, carried: BTreeSet::new() };
        blank.compute();
        Ok(blank)
    }

    /// Fills in what the report of the period before tells, marked as carried over; gives how many
    /// figures that are.
    ///
    /// # Errors
    /// If it is another unit's, not of the period before, or has none of the figures.
    pub fn carry(&mut self, previous: &Submission) -> Result<usize, CarryError> {
        let count = carry_over::carry_over(self, previous)?;
        self.compute();
        Ok(count)
    }

    /// Carries over from the reports of several units that are one now, each with its files; gives how many figures.
    pub fn carry_together(&mut self, units: &[Vec<&Submission>]) -> usize {
        let count = carry_over::together(self, units);
        self.compute();
        count
    }

    /// The forms, in the order of the sheets.
    pub fn forms(&self) -> impl Iterator<Item = &Arc<Form>> {
        self.order.forms.iter()
    }

    /// The form of that id, by index.
    pub fn form(&self, id: &FormId) -> Option<usize> {
        self.submission.forms.iter().position(|filled| filled.form.id == *id)
    }

    /// The places that the clerk is asked to fill with figures, row by row.
    pub fn inputs(&self) -> Vec<Input> {
        let mut inputs = Vec::new();
        for (form, filled) in self.submission.forms.iter().enumerate() {
            for (row, filled_row) in filled.rows.iter().enumerate() {
                if self.plans[form].positions[row].drawn().is_none() {
                    continue;
                }
                for column in 0..filled.form.columns.len() {
                    if let Some(kind) = filled.kind(row, column)
                        && kind.is_figure()
                        && self.asks(form, row, column) == Some(Asked::Input)
                    {
                        let open = filled_row.role == Role::Open;
                        inputs.push(Input { form, row, column, kind: kind.clone(), open });
                    }
                }
            }
        }
        inputs
    }

    /// Puts answers into places, as typing them would; an open row has a name from then on.
    pub fn fill(&mut self, answers: impl IntoIterator<Item = ((usize, usize, usize), Content)>) {
        for ((form, row, column), content) in answers {
            let filled = &mut self.submission.forms[form];
            let cell = Cell::plain(content);
            let kind = filled.kind(row, column).cloned();
            let own = Own::of(filled, row, column);
            let filled = &mut Arc::make_mut(&mut filled.rows)[row];
            let answer = match &kind {
                Some(kind) => read_handed_out(&cell, kind, own),
                None => filled.entries.get(column).answer.clone(),
            };
            filled.entries.put(column, WrittenEntry::of_cell(answer, Some(&cell), None));
            if filled.role == Role::Open && filled.label.is_empty() {
                filled.rename(&format!("Lĩnh vực {}", row + 1));
            }
        }
        self.compute();
    }

    /// What a place is to the clerk: to be typed, worked out, or not asked of the unit.
    ///
    /// `None` where the form takes no answer.
    pub fn asks(&self, form: usize, row: usize, column: usize) -> Option<Asked> {
        let filled = &self.submission.forms[form];
        filled.kind(row, column).filter(|_| filled.present[column])?;
        if filled.is_out_of_scope(row, self.submission.level) {
            return Some(Asked::None);
        }
        if matches!(filled.rows[row].role, Role::Line(_)) && !sheet_rows::is_of_lines(&filled.form, column) {
            return Some(Asked::None);
        }
        // what is printed and the same for everyone is not to be typed
        if filled.as_printed(row, column).is_some() && !filled.may_be_reduced(row) {
            return Some(Asked::None);
        }
        let wanted = match filled.rows[row].fixed() {
            Some(index) if filled.form.columns[column].holds == Holds::ByRow => {
                filled.form.fixed_rows()[index].blank
            }
            _ => filled.form.columns[column].blank,
        };
        let is_formula = wanted == Asked::Formula && self.formula(form, row, column).is_some();
        Some(if is_formula { Asked::Formula } else { Asked::Input })
    }

    /// Whether the figure there was carried over.
    pub fn is_carried(&self, form: usize, row: usize, column: usize) -> bool {
        self.carried.contains(&(form, row, column))
    }

    /// Where a form stands on its sheet.
    pub fn plan(&self, form: usize) -> &Plan {
        &self.plans[form]
    }

    /// The sheet column of a column of the form, if the sheet has it.
    pub fn sheet_column(&self, form: usize, column: usize) -> Option<u32> {
        let at = self.plans[form].layout.columns.iter().position(|&other| other == column)?;
        u32::try_from(at).ok()
    }

    /// The form with what stands in it, by index.
    pub fn filled(&self, form: usize) -> &FilledForm {
        &self.submission.forms[form]
    }

    /// An entry with what stands there.
    pub fn entry(&self, entry_ref: EntryRef) -> Entry<'_> {
        self.filled(entry_ref.form).rows[entry_ref.row].entries.get(entry_ref.column)
    }

    /// Whether a row that the sender adds is there: it has a name, if it needs one, and an answer.
    pub fn is_used(&self, form: usize, row: usize) -> bool {
        let filled = self.filled(form);
        let row = &filled.rows[row];
        let is_given = row.entries.iter().any(|entry| entry.answer.is_given());
        match row.role {
            Role::Fixed(_) | Role::Total => true,
            Role::Open => is_given && !row.label.is_empty(),
            Role::Line(_) => is_given || !row.label.is_empty(),
        }
    }

    /// The submission as a reader would see it: what is not used says nothing, and that for certain.
    fn as_read(&self) -> Submission {
        let mut submission = self.submission.clone();
        for (form, filled) in submission.forms.iter_mut().enumerate() {
            for row in 0..filled.rows.len() {
                if !self.is_used(form, row) {
                    let entries = &mut Arc::make_mut(&mut filled.rows)[row].entries;
                    (0..filled.form.columns.len()).for_each(|column| entries.answer(column, Answer::Nil));
                }
            }
        }
        submission
    }

    /// What rules are set down on: the forms, of columns joined by `|` the one at the index.
    fn unfilled(&self, choice: usize) -> CheckInput<'_> {
        CheckInput::unfilled(&self.submission, None, &self.prepared, choice)
    }

    fn put(&mut self, entry_ref: EntryRef, value: Option<Decimal>) {
        let filled = &mut self.submission.forms[entry_ref.form];
        let kind = filled.kind(entry_ref.row, entry_ref.column).cloned();
        let own = Own::of(filled, entry_ref.row, entry_ref.column);
        let written = match (kind, value) {
            (Some(kind), Some(value)) => {
                let cell = Cell::plain(Content::Number(value));
                let answer = read_handed_out(&cell, &kind, own);
                WrittenEntry::of_cell(answer, Some(&cell), None)
            }
            _ => WrittenEntry::absent(),
        };
        Arc::make_mut(&mut filled.rows)[entry_ref.row].entries.put(entry_ref.column, written);
    }
}

/// What the form itself says of the figures at a place.
#[derive(Clone, Copy)]
struct Own {
    decimals: Option<u32>,
    printed: Option<Decimal>,
}

impl Own {
    fn of(filled: &FilledForm, row: usize, column: usize) -> Self {
        let decimals = filled.form.decimals(filled.rows[row].fixed(), column);
        Self { decimals, printed: filled.fixed(row, column) }
    }
}

/// What a cell of a workbook to hand out says: such cells ask to type percentages without `%`.
fn read_handed_out(cell: &Cell, kind: &Kind, own: Own) -> Answer {
    let field = Field { kind, measure: "", decimals: own.decimals, bare_percent: true };
    answer::exactly_as_printed(answer::read(cell, field), own.printed)
}
/// Puts the figures that a form prints into their places.
fn print_figures(filled: &mut FilledForm) {
    for row in 0..filled.rows.len() {
        for column in 0..filled.form.columns.len() {
            let printed = filled.fixed(row, column).filter(|_| filled.present[column]);
            let (Some(printed), Some(kind)) = (printed, filled.kind(row, column).cloned()) else { continue };
            let cell = Cell::plain(Content::Number(printed.normalize()));
            let own = Own::of(filled, row, column);
            let written = WrittenEntry::of_cell(read_handed_out(&cell, &kind, own), Some(&cell), None);
            Arc::make_mut(&mut filled.rows)[row].entries.put(column, written);
        }
    }
}

fn blank_row(form: &Form, role: Role) -> FilledRow {
    let name = match (role, &form.rows) {
        (Role::Fixed(index), Rows::Fixed(rows)) => Arc::clone(&rows[index].name),
        (Role::Total, Rows::Open { total: Some(total), .. }) => {
            Arc::new(Name { id: total.id.clone(), label: total.label.clone() })
        }
        _ => Arc::new(Name { id: "".into(), label: "".into() }),
    };
    FilledRow::new(name, role, Entries::absent(form.columns.len()))
}
