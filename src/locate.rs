//! Finding a form on a sheet: first its header, then its rows.
//!
//! A header is found where every column that the form must have stands with its whole label path,
//! in whatever order and at whatever height. A printed row is found by its code and its label
//! together; where senders add lines below a printed row, what follows it without a code of its own
//! is its. Whatever stands among the rows and is none of the form's is noticed, not passed over.

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
    /// Which of the documents in its cell it is, where one cell holds several, each on its line.
    pub piece: usize,
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
        match best_row(rows, &places, &code, &label) {
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
    let mut added: Vec<(usize, u32)> = Vec::new();
    if form.added_lines {
        let codeless = |row: u32| code_at.is_none_or(|column| sheet.text(At { row, column }).is_empty());
        // below the last printed row only what follows without a gap is still the table
        let below = last + 1..=sheet.last_row()? + 1;
        let end = below.into_iter().find(|&row| !located.holds_any(sheet, row)).unwrap_or(last);
        strangers.retain(|&row| {
            let above = (0..rows.len()).filter(|&index| places[index].is_some_and(|at| at < row));
            let is_line = row < end && codeless(row) && located.holds_any(sheet, row);
            let parent = above.max_by_key(|&index| places[index]).filter(|_| is_line);
            added.extend(parent.map(|parent| (parent, row)));
            parent.is_none()
        });
    }
    strangers
        .retain(|row| located.holds_answer(sheet, *row) || (*row < last && located.holds_any(sheet, *row)));
    located.strangers = strangers;
    located.rows = printed_and_added(sheet, &located, rows, &places, &added, label_at);
    Some(located)
}

/// The printed row that a line of the sheet is: of those with its code, the one with the likest label.
fn best_row(rows: &[Row], places: &[Option<u32>], code: &str, label: &str) -> Option<usize> {
    let label = fold(label);
    let mut best: Option<(usize, f64)> = None;
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| has_code(row, code)) {
        let alike = match fold(&row.label) {
            same if same == label => 1.0,
            other => strsim::normalized_levenshtein(&other, &label),
        };
        // of rows that are called the same, the next that is still wanted
        let is_better = best.is_none_or(|(other, most)| {
            alike > most || (alike >= most && places[other].is_some() && places[index].is_none())
        });
        if alike >= ALIKE && is_better {
            best = Some((index, alike));
        }
    }
    best.map(|(index, _)| index)
}

/// Whether a row is known by this code: as it is printed, or its bare number.
fn has_code(row: &Row, code: &str) -> bool {
    let bare = code.trim_end_matches('.');
    match &row.code {
        Some(printed) => bare == printed.trim_end_matches('.') || bare == row.id.as_str(),
        None => code.is_empty(),
    }
}

/// The printed rows in the form's order, each followed by the lines below it.
fn printed_and_added(
    sheet: &Sheet,
    located: &Found,
    rows: &[Row],
    places: &[Option<u32>],
    added: &[(usize, u32)],
    label_at: u32,
) -> Vec<FoundRow> {
    let documents = located.form.document_column().and_then(|column| located.columns[column]);
    let count =
        |row: u32| documents.map_or(1, |column| pieces(&sheet.text(At { row, column })).count().max(1));
    let mut found = Vec::new();
    for (index, (row, &at)) in rows.iter().zip(places).enumerate() {
        let label = row.label.clone();
        found.push(FoundRow { id: row.id.clone(), role: Role::Fixed(index), label, at, piece: 0 });
        let own = at.into_iter().flat_map(|at| (1..count(at)).map(move |piece| (at, piece)));
        let below = added.iter().filter(|(parent, _)| *parent == index).map(|(_, row)| *row);
        let below = below.flat_map(|at| (0..count(at)).map(move |piece| (at, piece)));
        let ids = (0..).map(|n| RowId::from(format!("{}/{}", row.id, letters(n)).as_str()));
        let ids = ids.filter(|id| !rows.iter().any(|row| row.id == *id));
        for ((at, piece), id) in own.chain(below).zip(ids) {
            let label = sheet.text(At { row: at, column: label_at });
            let label = if piece == 0 { label } else { String::new() };
            found.push(FoundRow { id, role: Role::Line(index), label, at: Some(at), piece });
        }
    }
    found
}

/// a, b, … z, aa, ab, …
fn letters(n: usize) -> String {
    let last = char::from(b'a' + u8::try_from(n % 26).unwrap_or_default());
    if n < 26 { last.to_string() } else { format!("{}{last}", letters(n / 26 - 1)) }
}

/// The lines of a cell that hold something.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
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
                let (id, at) = (total.id.clone(), Some(row));
                found.rows.push(FoundRow { id, role: Role::Total, label, at, piece: 0 });
            }
            // a second total, or figures without a name
            Some(_) => found.strangers.extend(found.holds_answer(sheet, row).then_some(row)),
            None if label.is_empty() => found.strangers.extend(found.holds_answer(sheet, row).then_some(row)),
            // a line without any answer is a banner, a signature or an empty line of the blank form
            None if !found.holds_any_answer(sheet, row) => {}
            None => {
                let id = open_id(&label, total);
                found.rows.push(FoundRow { id, role: Role::Open, label, at: Some(row), piece: 0 });
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
            let first =
                self.rows.iter().find(|row| row.id == row_id).and_then(|row| row.at).unwrap_or(row) + 1;
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
