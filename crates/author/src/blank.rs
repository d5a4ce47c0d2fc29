//! The workbook to hand out, as data: the forms of a unit and a period, laid out on sheets, with the figures that are
//! known already.
//!
//! It takes an [`Order`] and gives a [`Blank`]: every place with its position on the sheets and its content, and the
//! result of every rule. The crate `book` writes all of this, and the formulas that it writes must come to the same
//! results. A form with open rows has space for some of them, and its checks reach further down, so that rows can be
//! inserted.

mod carry_over;
mod computed;
mod rules;
mod sheet_rows;

use phuluc_check::{
    Answer, CheckInput, Entries, Entry, EntryRef, Field, FilledForm, FilledRow, PreparedForms, Role,
    Submission, WrittenEntry, answer,
};
use phuluc_form::{Catalogue, Form, FormId, Holds, InBlank, Kind, Level, Name, Period, Rows};
use phuluc_grid::{Cell, Content, SheetLayout};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::Arc;

pub use carry_over::CarryError;
pub use rules::{AppliesIf, Bounds, Outcome, PlacedRule, RuleResult, SolvableEquation};
pub use sheet_rows::RowPosition;

/// The order for a workbook: the forms, and for whom and when they are.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The forms, in the order of the sheets.
    pub forms: Vec<Arc<Form>>,
    /// The unit that will report, if it is known.
    pub unit: Option<String>,
    /// The unit's level, if its name does not tell it.
    pub level: Option<Level>,
    /// The receiving unit.
    pub receiver: Option<String>,
    /// The period, if it is known.
    pub period: Option<Period>,
    /// The periods to choose from while the period is unknown, in words with their days.
    pub periods: Vec<String>,
    /// What forms are called, also those that are not wanted, because rules name them.
    pub names: Vec<(FormId, String)>,
}

impl Order {
    /// What the forms of a catalogue are called.
    pub fn names(catalogue: &Catalogue) -> Vec<(FormId, String)> {
        let mut names: Vec<(FormId, String)> = Vec::new();
        for form in catalogue.forms() {
            match names.iter_mut().find(|(id, _)| *id == form.id) {
                // the newest version comes last
                Some((_, name)) => name.clone_from(&form.short),
                None => names.push((form.id.clone(), form.short.clone())),
            }
        }
        names
    }

    /// What a form is called.
    pub fn name_of<'o>(&'o self, id: &'o FormId) -> &'o str {
        self.names.iter().find(|(known, _)| known == id).map_or(id.as_str(), |(_, name)| name)
    }
}

/// The reason why a workbook cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlankError {
    /// The order has no form.
    #[error("no form is wanted")]
    NoForm,
    /// The order has a form twice, or two forms with the same sheet name.
    #[error("two forms would stand on the sheet {0:?}")]
    SheetTwice(String),
}

/// A workbook to hand out: forms laid out on sheets, with what is filled in already.
#[derive(Clone, Debug)]
pub struct Blank {
    /// The order that it was made from.
    pub order: Order,
    /// The forms with all entries that are filled in so far.
    pub submission: Submission,
    prepared: PreparedForms,
    plans: Vec<Plan>,
    /// The places that were carried over, by form, row and column.
    carried: BTreeSet<(usize, usize, usize)>,
}

/// The layout of a form on its sheet.
#[derive(Clone, Debug)]
pub struct Plan {
    pub layout: SheetLayout,
    /// The position of each row.
    pub positions: Vec<RowPosition>,
    /// The first sheet row below the table.
    pub end: u32,
}

/// A place where the clerk has to type a figure.
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
    /// Whether it is an open row, which counts only once it has a name.
    pub open: bool,
}

impl Blank {
    /// Lays out the forms of an order.
    ///
    /// # Errors
    /// If the order has no form, or two of its forms share a sheet.
    pub fn new(order: Order) -> Result<Self, BlankError> {
        if order.forms.is_empty() {
            return Err(BlankError::NoForm);
        }
        let level = order.level.or_else(|| order.unit.as_deref().and_then(Level::of_unit));
        let mut submission = Submission {
            unit: order.unit.clone(),
            level,
            period: order.period,
            unit_claim: None,
            period_claim: None,
            forms: Vec::new(),
            notices: Vec::new(),
            adjusted: Vec::new(),
        };
        let mut plans: Vec<Plan> = Vec::new();
        for form in &order.forms {
            if submission.forms.iter().any(|other| other.sheet == form.sheet || other.form.id == form.id) {
                return Err(BlankError::SheetTwice(form.sheet.clone()));
            }
            let present: Vec<bool> =
                form.columns.iter().map(|column| column.in_blank != InBlank::None).collect();
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
            submission.forms.push(FilledForm { form, sheet, present, rows, left_blank: Vec::new() });
        }
        submission.forms.iter_mut().for_each(print_figures);
        let prepared = PreparedForms::new(&submission);
        let mut blank = Self { order, submission, prepared, plans, carried: BTreeSet::new() };
        blank.compute();
        Ok(blank)
    }

    /// Carries figures over from the unit's report of the period before, and marks them as carried over. Gives the
    /// number of figures, which may be 0.
    ///
    /// # Errors
    /// If `previous` is another unit's report, or is not of the period before.
    pub fn carry(&mut self, previous: &Submission) -> Result<usize, CarryError> {
        let count = carry_over::carry_over(self, previous)?;
        self.compute();
        Ok(count)
    }

    /// Carries figures over for a unit that several units merged into. `units` has the files of each of them. Gives
    /// the number of places that were filled.
    pub fn carry_together(&mut self, units: &[Vec<&Submission>]) -> usize {
        let count = carry_over::together(self, units);
        self.compute();
        count
    }

    /// The forms, in the order of the sheets.
    pub fn forms(&self) -> impl Iterator<Item = &Arc<Form>> {
        self.order.forms.iter()
    }

    /// The index of the form with this id.
    pub fn form(&self, id: &FormId) -> Option<usize> {
        self.submission.forms.iter().position(|filled| filled.form.id == *id)
    }

    /// All places where the clerk has to type figures, row by row.
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
                        && self.in_blank(form, row, column) == Some(InBlank::Input)
                    {
                        let open = filled_row.role == Role::Open;
                        inputs.push(Input { form, row, column, kind: kind.clone(), open });
                    }
                }
            }
        }
        inputs
    }

    /// Puts contents into places as typing them would. An open row without a name gets one.
    pub fn fill(&mut self, answers: impl IntoIterator<Item = ((usize, usize, usize), Content)>) {
        for ((form, row, column), content) in answers {
            let filled = &mut self.submission.forms[form];
            let cell = Cell::plain(content);
            let kind = filled.kind(row, column).cloned();
            let own = PrescribedFigure::of(filled, row, column);
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

    /// How the unit answers at a place: by typing, by a formula of the sheet, or not at all (`InBlank::None`).
    ///
    /// `None` where the form takes no answer.
    pub fn in_blank(&self, form: usize, row: usize, column: usize) -> Option<InBlank> {
        let filled = &self.submission.forms[form];
        filled.kind(row, column).filter(|_| filled.present[column])?;
        if filled.is_out_of_scope(row, self.submission.level) {
            return Some(InBlank::None);
        }
        if matches!(filled.rows[row].role, Role::Added(_)) && !sheet_rows::is_of_lines(&filled.form, column) {
            return Some(InBlank::None);
        }
        // a figure that the form prints for everyone is not typed
        if filled.as_printed(row, column).is_some() && !filled.may_be_reduced(row) {
            return Some(InBlank::None);
        }
        let wanted = match filled.rows[row].fixed() {
            Some(index) if filled.form.columns[column].holds == Holds::ByRow => {
                filled.form.fixed_rows()[index].in_blank
            }
            _ => filled.form.columns[column].in_blank,
        };
        let is_formula = wanted == InBlank::Formula && self.formula(form, row, column).is_some();
        Some(if is_formula { InBlank::Formula } else { InBlank::Input })
    }

    /// Whether the figure at a place was carried over.
    pub fn is_carried(&self, form: usize, row: usize, column: usize) -> bool {
        self.carried.contains(&(form, row, column))
    }

    /// The layout of a form on its sheet.
    pub fn plan(&self, form: usize) -> &Plan {
        &self.plans[form]
    }

    /// The sheet column of a form's column, if the sheet has it.
    pub fn sheet_column(&self, form: usize, column: usize) -> Option<u32> {
        let at = self.plans[form].layout.columns.iter().position(|&other| other == column)?;
        u32::try_from(at).ok()
    }

    /// The form at an index, with its entries.
    pub fn filled(&self, form: usize) -> &FilledForm {
        &self.submission.forms[form]
    }

    /// The entry at a place.
    pub fn entry(&self, entry_ref: EntryRef) -> Entry<'_> {
        self.filled(entry_ref.form).rows[entry_ref.row].entries.get(entry_ref.column)
    }

    /// Whether a row counts. Printed rows and the total always do; an open row needs a name and an answer, an added
    /// line needs one of them.
    pub fn is_used(&self, form: usize, row: usize) -> bool {
        let filled = self.filled(form);
        let row = &filled.rows[row];
        let is_given = row.entries.iter().any(|entry| entry.answer.is_given());
        match row.role {
            Role::Fixed(_) | Role::Total => true,
            Role::Open => is_given && !row.label.is_empty(),
            Role::Added(_) => is_given || !row.label.is_empty(),
        }
    }

    /// The submission as reading the written workbook would give it: rows that do not count have no figures, which is
    /// certain rather than unknown.
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

    /// The input on which rules are set down, before anything is filled in. Of columns joined by `|`, it takes the
    /// one at index `choice`.
    fn input_for_alternative(&self, choice: usize) -> CheckInput<'_> {
        CheckInput::unfilled(&self.submission, None, &self.prepared, choice)
    }

    /// Puts a figure into an entry, or empties it.
    fn put(&mut self, entry_ref: EntryRef, value: Option<Decimal>) {
        let filled = &mut self.submission.forms[entry_ref.form];
        let kind = filled.kind(entry_ref.row, entry_ref.column).cloned();
        let own = PrescribedFigure::of(filled, entry_ref.row, entry_ref.column);
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

/// What the form prescribes for the figure at a place: its decimals and the printed figure.
#[derive(Clone, Copy)]
struct PrescribedFigure {
    decimals: Option<u32>,
    printed: Option<Decimal>,
}

impl PrescribedFigure {
    fn of(filled: &FilledForm, row: usize, column: usize) -> Self {
        let decimals = filled.form.decimals(filled.rows[row].fixed(), column);
        Self { decimals, printed: filled.fixed(row, column) }
    }
}

/// Reads the cell of a handed-out workbook. Its cells ask for percentages without `%`.
fn read_handed_out(cell: &Cell, kind: &Kind, own: PrescribedFigure) -> Answer {
    let field = Field { kind, measure: "", decimals: own.decimals, bare_percent: true };
    answer::exactly_as_printed(answer::read(cell, field), own.printed)
}
/// Puts the figures that a form prints into their entries.
fn print_figures(filled: &mut FilledForm) {
    for row in 0..filled.rows.len() {
        for column in 0..filled.form.columns.len() {
            let printed = filled.fixed(row, column).filter(|_| filled.present[column]);
            let (Some(printed), Some(kind)) = (printed, filled.kind(row, column).cloned()) else { continue };
            let cell = Cell::plain(Content::Number(printed.normalize()));
            let own = PrescribedFigure::of(filled, row, column);
            let written = WrittenEntry::of_cell(read_handed_out(&cell, &kind, own), Some(&cell), None);
            Arc::make_mut(&mut filled.rows)[row].entries.put(column, written);
        }
    }
}

/// A row with its printed name and without entries.
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
