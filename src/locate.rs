//! Finding a form on a sheet: first its header, then its rows.
//!
//! A header is found where every column that the form must have stands with its whole label path,
//! in whatever order and at whatever height. A printed row is found by its code and its label
//! together. Whatever stands among the rows and is none of the form's is noticed, not passed over.

use crate::catalogue::Catalogue;
use crate::finding::{Finding, Notice};
use crate::fold::fold;
use crate::form::{ColumnId, Form, Holds, Row, RowId, Rows, TotalRow};
use crate::grid::{At, Sheet};
use crate::number;
use crate::period::Period;
use crate::submission::Role;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How far down a sheet a table may begin.
const DEEPEST_HEADER: u32 = 200;
/// The share of a form's printed rows that must be there for the sheet to be that form.
const ENOUGH_ROWS: (usize, usize) = (3, 5);
/// How alike two folded labels must be to be one label with a slip.
const ALIKE: f64 = 0.75;

/// A form on a sheet.
#[derive(Clone, Debug)]
pub struct Found {
    /// The form.
    pub form: Arc<Form>,
    /// The sheet column of each of the form's columns.
    pub columns: Vec<Option<u32>>,
    /// Its rows: all printed ones in the form's order, or the open ones and the total as they stand.
    pub rows: Vec<FoundRow>,
    /// Rows of the sheet that are none of the form's but hold something in its columns.
    strangers: Vec<u32>,
    /// Printed rows that stand a second time, by row index and sheet row.
    twins: Vec<(usize, u32)>,
    /// Columns inside the table that are none of the form's but hold something.
    strange_columns: Vec<At>,
}

/// A row of a form on a sheet.
#[derive(Clone, Debug)]
pub struct FoundRow {
    /// Its id.
    pub id: RowId,
    /// What it is.
    pub role: Role,
    /// Its label there.
    pub label: String,
    /// Its sheet row, if it is there.
    pub at: Option<u32>,
}

/// The forms on a sheet: at most one version of each, the one that fits best.
pub fn find(sheet: &Sheet, catalogue: &Catalogue, period: Option<Period>) -> Vec<Found> {
    let mut best: Vec<Found> = Vec::new();
    for form in catalogue.forms() {
        let Some(found) = find_form(sheet, form) else { continue };
        match best.iter_mut().find(|other| other.form.id == form.id) {
            // versions with the same columns are told apart by the period alone
            Some(other) if period.is_none_or(|period| form.in_force(period.to)) => *other = found,
            Some(_) => {}
            None => best.push(found),
        }
    }
    let most = best.iter().map(Found::printed_rows_found).max().unwrap_or(0);
    best.retain(|found| found.printed_rows_found() == most);
    best
}

fn find_form(sheet: &Sheet, form: &Arc<Form>) -> Option<Found> {
    let corner = fold(form.columns.first()?.head.first()?);
    let rows: BTreeSet<u32> = sheet
        .cells()
        .take_while(|(at, _)| at.row <= DEEPEST_HEADER)
        .filter(|(at, _)| fold(&sheet.text(*at)) == corner)
        .map(|(at, _)| at.row)
        .collect();
    rows.into_iter().find_map(|top| {
        let columns = find_columns(sheet, form, top)?;
        let below = top + u32::try_from(form.header_rows()).ok()?;
        let body = if is_number_row(sheet, below, &columns) { below + 1 } else { below };
        let mut found = match &form.rows {
            Rows::Fixed(rows) => find_printed_rows(sheet, form, rows, columns, body)?,
            Rows::Open { key, total } => find_open_rows(sheet, form, key, total.as_ref(), columns, body)?,
        };
        found.strange_columns = strange_columns(sheet, &found, top, body);
        Some(found)
    })
}

/// The sheet column of every form column, if all that must be there are.
fn find_columns(sheet: &Sheet, form: &Form, top: u32) -> Option<Vec<Option<u32>>> {
    let depth = u32::try_from(form.header_rows()).ok()?;
    let used: BTreeSet<u32> =
        (top..top + depth).flat_map(|row| sheet.row(row).map(|(at, _)| at.column)).collect();
    let path = |column: u32| {
        let mut path: Vec<String> = Vec::new();
        for row in top..top + depth {
            let label = fold(&sheet.covering_text(At { row, column }));
            if !label.is_empty() && path.last() != Some(&label) {
                path.push(label);
            }
        }
        path
    };
    let paths: Vec<(u32, Vec<String>)> = used.into_iter().map(|column| (column, path(column))).collect();
    let mut columns = Vec::with_capacity(form.columns.len());
    for column in &form.columns {
        let wanted: Vec<String> = column.head.iter().map(|label| fold(label)).collect();
        let found = paths.iter().find(|(_, path)| *path == wanted).map(|(column, _)| *column);
        if found.is_none() && !column.optional {
            return None;
        }
        columns.push(found);
    }
    Some(columns)
}

/// The row “(1) (2) (3) …” under a header.
fn is_number_row(sheet: &Sheet, row: u32, columns: &[Option<u32>]) -> bool {
    let mut any = false;
    let numbered = sheet.row(row).all(|(at, _)| {
        let text = sheet.text(at);
        let number = text.trim_matches(['(', ')']).parse::<usize>();
        any = true;
        number.is_ok_and(|number| (1..=columns.len()).contains(&number))
    });
    any && numbered && sheet.row(row).count() == columns.iter().flatten().count()
}

fn find_printed_rows(
    sheet: &Sheet,
    form: &Arc<Form>,
    rows: &[Row],
    columns: Vec<Option<u32>>,
    body: u32,
) -> Option<Found> {
    let holding = |holds| form.column_holding(holds).and_then(|column: usize| columns[column]);
    let (code_at, label_at) = (holding(&Holds::Code), holding(&Holds::Label)?);
    let mut places: Vec<Option<u32>> = vec![None; rows.len()];
    let (mut strangers, mut twins) = (Vec::new(), Vec::new());
    for row in body..=sheet.last_row()? {
        let code = code_at.map(|column| sheet.text(At { row, column })).unwrap_or_default();
        let label = sheet.text(At { row, column: label_at });
        let matched = rows.iter().position(|wanted| is_row(wanted, &code, &label));
        match matched {
            Some(index) if places[index].is_none() => places[index] = Some(row),
            Some(index) => twins.push((index, row)),
            None => strangers.push(row),
        }
    }
    let (last, found) = (places.iter().flatten().max().copied()?, places.iter().flatten().count());
    if found * ENOUGH_ROWS.1 < rows.len() * ENOUGH_ROWS.0 {
        return None;
    }
    let mut located = Found {
        form: Arc::clone(form),
        columns,
        rows: Vec::new(),
        strangers: Vec::new(),
        twins,
        strange_columns: Vec::new(),
    };
    strangers
        .retain(|row| located.holds_answer(sheet, *row) || (*row < last && located.holds_any(sheet, *row)));
    located.strangers = strangers;
    located.rows = rows
        .iter()
        .zip(places)
        .enumerate()
        .map(|(index, (row, at))| FoundRow {
            id: row.id.clone(),
            role: Role::Fixed(index),
            label: row.label.clone(),
            at,
        })
        .collect();
    Some(located)
}

fn is_row(wanted: &Row, code: &str, label: &str) -> bool {
    let same_code = match &wanted.code {
        Some(wanted) => code.trim_end_matches('.') == wanted.trim_end_matches('.'),
        None => code.is_empty(),
    };
    let (a, b) = (fold(&wanted.label), fold(label));
    same_code && (a == b || strsim::normalized_levenshtein(&a, &b) >= ALIKE)
}

fn find_open_rows(
    sheet: &Sheet,
    form: &Arc<Form>,
    key: &ColumnId,
    total: Option<&TotalRow>,
    columns: Vec<Option<u32>>,
    body: u32,
) -> Option<Found> {
    let key_at = form.column(key).and_then(|column| columns[column])?;
    let mut found = Found {
        form: Arc::clone(form),
        columns,
        rows: Vec::new(),
        strangers: Vec::new(),
        twins: Vec::new(),
        strange_columns: Vec::new(),
    };
    let mut has_total = false;
    for row in body..=sheet.last_row().unwrap_or(body).max(body) {
        let label = sheet.text(At { row, column: key_at });
        let is_total = total.filter(|total| sheet.row(row).any(|(at, _)| total.is_called(&sheet.text(at))));
        match is_total {
            Some(total) if !has_total => {
                has_total = true;
                let label = total.label.clone();
                found.rows.push(FoundRow { id: total.id.clone(), role: Role::Total, label, at: Some(row) });
            }
            // a second total, or figures without a name
            Some(_) => found.strangers.extend(found.holds_answer(sheet, row).then_some(row)),
            None if label.is_empty() => found.strangers.extend(found.holds_answer(sheet, row).then_some(row)),
            // a line without any answer is a banner, a signature or an empty line of the blank form
            None if !found.holds_any_answer(sheet, row) => {}
            None => {
                let id = open_id(&label, total);
                found.rows.push(FoundRow { id, role: Role::Open, label, at: Some(row) });
            }
        }
    }
    // the total stands last, wherever the sender put it
    found.rows.sort_by_key(|row| row.role == Role::Total);
    Some(found)
}

/// The id of an open row: its folded name, which must not be the total row's id.
fn open_id(label: &str, total: Option<&TotalRow>) -> RowId {
    let id = fold(label);
    let is_taken = total.is_some_and(|total| total.id.as_str() == id);
    RowId::from(if is_taken { format!("{id}-") } else { id }.as_str())
}

impl Found {
    fn printed_rows_found(&self) -> usize {
        let printed = |row: &&FoundRow| matches!(row.role, Role::Fixed(_)) && row.at.is_some();
        self.rows.iter().filter(printed).count()
    }

    /// Whether a sheet row holds something in a column of the form.
    fn holds_any(&self, sheet: &Sheet, row: u32) -> bool {
        self.columns.iter().flatten().any(|&column| !sheet.text(At { row, column }).is_empty())
    }

    /// Whether a sheet row holds something in a column of answers.
    fn holds_any_answer(&self, sheet: &Sheet, row: u32) -> bool {
        self.answer_columns().any(|(_, column)| !sheet.text(At { row, column }).is_empty())
    }

    /// Whether a sheet row holds a figure in a column of answers.
    fn holds_answer(&self, sheet: &Sheet, row: u32) -> bool {
        self.answer_columns().any(|(_, column)| {
            let cell = sheet.get(At { row, column });
            cell.is_some_and(|cell| {
                number::read(cell, &crate::form::Kind::Score).figure().is_some()
                    || number::read(cell, &crate::form::Kind::Count).figure().is_some()
            })
        })
    }

    fn answer_columns(&self) -> impl Iterator<Item = (usize, u32)> {
        let columns = self.columns.iter().enumerate();
        let answers = columns.filter(|(column, _)| self.form.takes_answers(*column));
        answers.filter_map(|(column, at)| at.map(|at| (column, at)))
    }

    /// What is amiss with the form on its sheet.
    pub fn notices(&self, sheet: &Sheet, period: Option<Period>) -> Vec<Finding> {
        let finding = |notice| Finding::of_sheet(&self.form, sheet, notice);
        let mut notices = Vec::new();
        for &row in &self.strangers {
            let texts: Vec<String> = sheet.row(row).map(|(at, _)| sheet.text(at)).collect();
            notices.push(finding(Notice::UnknownRow { row: row + 1, text: texts.join(" | ") }));
        }
        for &(index, row) in &self.twins {
            let row_id = self.form.fixed_rows()[index].id.clone();
            let first = self.rows[index].at.unwrap_or(row) + 1;
            notices.push(finding(Notice::RowTwice { row: row_id, first, second: row + 1 }));
        }
        for found in self.rows.iter().filter(|row| row.at.is_none()) {
            let (row, label) = (found.id.clone(), found.label.clone());
            notices.push(finding(Notice::RowMissing { row, label, coded: true }));
        }
        if let Some(total) = self.form.total_row()
            && !self.rows.iter().any(|row| row.role == Role::Total)
        {
            let (row, label) = (total.id.clone(), total.label.clone());
            notices.push(finding(Notice::RowMissing { row, label, coded: false }));
        }
        for at in &self.strange_columns {
            notices.push(finding(Notice::UnknownColumn { at: *at, text: sheet.text(*at) }));
        }
        if let Some(period) = period
            && !self.form.in_force(period.to)
        {
            let version = self.form.version.clone();
            notices.push(finding(Notice::NotInForce { version, from: self.form.from, period }));
        }
        notices
    }
}

/// Cells between the table's first and last row in columns that the form does not have.
fn strange_columns(sheet: &Sheet, found: &Found, top: u32, body: u32) -> Vec<At> {
    let known: BTreeSet<u32> = found.columns.iter().flatten().copied().collect();
    let last = found.rows.iter().filter_map(|row| row.at).max().unwrap_or(body);
    let mut first_in_column: Vec<At> = Vec::new();
    for row in top..=last {
        for (at, _) in sheet.row(row) {
            let is_new = !first_in_column.iter().any(|other| other.column == at.column);
            if !known.contains(&at.column) && is_new && !sheet.text(at).is_empty() {
                first_in_column.push(at);
            }
        }
    }
    first_in_column
}
