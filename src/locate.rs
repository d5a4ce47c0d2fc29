//! Finding forms on a sheet: first their headers, then their rows.
//!
//! A header is found where every column that the form must have stands with its whole label path, in
//! whatever order and at whatever height (`locate::header`). The printed rows are then laid beside the lines
//! of the sheet as a whole (`locate::align`); where senders add lines below a printed row, what follows it
//! without a code of its own is its. A form of which too few rows are there is not that form. Whatever
//! stands among the rows and is none of the form's is noticed, not passed over; and where judgement was
//! needed there is a receipt. A sheet on which just the same is printed as on one before is not looked at
//! anew (`locate::frame`).

mod align;
mod frame;
pub(crate) mod header;
mod leftover;
mod likeness;
mod nearest;
pub(crate) mod numbers;
pub(crate) mod page;
mod part;
pub(crate) mod printed;

use crate::catalogue::Catalogue;
use crate::finding::{Finding, Notice};
use crate::form::{ColumnId, Form, FormId, RowId, Rows, TotalRow};
use crate::grid::{At, Cell, Content, Sheet};
use crate::normalise::match_key;
use crate::number;
use crate::period::Period;
use crate::receipt::{AlignedRows, Receipt};
use crate::sheet_layout::SheetLayout;
use crate::submission::Role;
use frame::Frame;
use header::{Header, Lacking, Wanted};
use page::{DEEPEST_HEADER, Page};
use printed::{Least, find_printed_rows};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

pub use align::Basis;
pub(crate) use frame::Frames;
pub use nearest::Nearest;
pub(crate) use part::{find_part, put_together};

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
    /// Its header.
    header: Header,
    /// The first sheet row below it, and below the numbers of its columns.
    body: u32,
    /// How its printed rows were found, as far as they were.
    alignment: Vec<(usize, u32, Basis, bool)>,
    /// How sure it is that it is this form, in percent.
    confidence: u8,
    /// The sheets on which its rows stand, if it is the first part of a form on several.
    joined: Vec<String>,
    /// Whether it is a later part of a form on several sheets.
    pub(crate) is_rest: bool,
}

/// A row of a form on a sheet.
#[derive(Clone, Debug)]
pub struct FoundRow {
    /// Its id.
    pub id: RowId,
    /// What it is.
    pub role: Role,
    /// Its label there.
    pub label: Arc<str>,
    /// Its sheet row, if it is there.
    pub at: Option<u32>,
    /// Which of the documents in its cell it is, where one cell holds several, each on its line.
    pub piece: usize,
}

/// What is on a sheet.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The forms, in the order in which they stand there, at most one version of each.
    pub forms: Vec<Arc<Found>>,
    /// The form that what is no form comes nearest to.
    pub nearest: Option<Nearest>,
    /// Forms of which only some rows are there, on a sheet without a form.
    pub parts: Vec<Nearest>,
    /// Cells that may hold figures, on a sheet with forms, and are in none of them.
    pub leftover: Vec<At>,
}

/// Finds the forms on a sheet.
pub fn find(sheet: &Sheet, catalogue: &Catalogue, period: Option<Period>) -> Seen {
    match catalogue.frames().find(sheet, catalogue.corners(), period) {
        Some(found) => Seen { forms: vec![found], nearest: None, parts: Vec::new(), leftover: Vec::new() },
        None => look_for(sheet, catalogue, period),
    }
}

fn look_for(sheet: &Sheet, catalogue: &Catalogue, period: Option<Period>) -> Seen {
    let page = Page::new(sheet);
    let wanted = Wanted::all(catalogue.forms().map(Arc::as_ref), catalogue.corners(), &page);
    let forms: Vec<(&Arc<Form>, &Wanted<'_>)> = catalogue.forms().zip(&wanted).collect();
    let found = find_all(&page, &forms, period, &mut None);
    let corner = wanted.iter().filter_map(|wanted| wanted.corners.first()).min();
    let corner = corner.copied();
    let leftover = leftover::cells(sheet, &found, corner);
    let found: Vec<Arc<Found>> = found.into_iter().map(Arc::new).collect();
    if !found.is_empty() && leftover.is_empty() {
        let deepest = wanted.iter().map(|wanted| wanted.depth).max().unwrap_or(0);
        if let [only] = found.as_slice()
            && let Some(frame) = Frame::of(&page, only, catalogue.corners(), period, deepest)
        {
            catalogue.frames().keep(frame);
        }
        return Seen { forms: found, nearest: None, parts: Vec::new(), leftover };
    }
    // what comes nearest to what was not read takes longer to say, and is seldom asked
    let mut nearest: Option<Nearest> = None;
    let mut parts: Vec<Nearest> = Vec::new();
    let mut note = |near: Nearest| {
        parts.extend((found.is_empty() && !near.rows.is_empty()).then(|| near.clone()));
        let is_nearer = near.found > 0 && Some(near.share()) > nearest.as_ref().map(Nearest::share);
        if is_nearer && !found.iter().any(|form| form.reaches(near.top)) {
            nearest = Some(near);
        }
    };
    find_all(&page, &forms, period, &mut Some(&mut note));
    Seen { forms: found, nearest, parts, leftover }
}

/// Told of what is nearly a form, if anybody wants to know.
type Note<'n> = Option<&'n mut dyn FnMut(Nearest)>;

fn find_all(
    page: &Page<'_>,
    forms: &[(&Arc<Form>, &Wanted<'_>)],
    period: Option<Period>,
    note: &mut Note<'_>,
) -> Vec<Found> {
    let mut best: Vec<Found> = Vec::new();
    // headers as they are printed come first; only where there is none is another one guessed at
    for exactly in [true, false] {
        let taken: BTreeSet<u32> = best.iter().map(|found| found.header.top).collect();
        // a form that stands there as it is printed is guessed at nowhere else
        let settled: BTreeSet<FormId> = best.iter().map(|found| found.form.id.clone()).collect();
        for (form, wanted) in forms.iter().filter(|(form, _)| !settled.contains(&form.id)) {
            if let Some(found) = find_form(page, form, wanted, exactly, &taken, note) {
                keep_version(&mut best, found, period);
            }
        }
    }
    let candidates = best.len();
    let found = without_rivals(best);
    if found.len() < candidates {
        page.lean_on_answers();
    }
    found
}

/// Of several versions of a form the one that fits best; if they fit equally, the one in force.
fn keep_version(best: &mut Vec<Found>, found: Found, period: Option<Period>) {
    let rank = |found: &Found| (found.printed_rows_found(), Reverse(found.header.drifted.len()));
    match best.iter_mut().find(|other| other.form.id == found.form.id) {
        None => best.push(found),
        Some(other) => {
            let is_in_force = period.is_none_or(|period| found.form.in_force(period.to));
            if rank(&found) > rank(other) || (rank(&found) == rank(other) && is_in_force) {
                *other = found;
            }
        }
    }
}

/// Forms that look alike claim the same lines: the one with the most of them has them all.
fn without_rivals(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|found| Reverse(found.printed_rows_found()));
    let mut kept: Vec<Found> = Vec::new();
    for found in found {
        let is_taken = |row: u32| kept.iter().any(|other| other.rows_at().any(|at| at == row));
        if !found.rows_at().any(is_taken) && !kept.iter().any(|other| other.header.top == found.header.top) {
            kept.push(found);
        }
    }
    kept.sort_by_key(|found| found.header.top);
    let tops: Vec<u32> = kept.iter().map(|found| found.header.top).collect();
    let taken: BTreeSet<u32> = kept.iter().flat_map(Found::rows_at).collect();
    for found in &mut kept {
        // what stands below the next header is that form's
        let last = found.rows_at().max().unwrap_or(found.header.below);
        let end = tops.iter().copied().find(|top| *top > last).unwrap_or(u32::MAX);
        found.strangers.retain(|row| *row < end && !taken.contains(row));
    }
    kept
}

/// A form at the header at which most of its rows stand. What is nearly it is kept in mind.
fn find_form(
    page: &Page<'_>,
    form: &Arc<Form>,
    wanted: &Wanted<'_>,
    exactly: bool,
    taken: &BTreeSet<u32>,
    note: &mut Note<'_>,
) -> Option<Found> {
    let mut best: Option<Found> = None;
    for &top in wanted.corners.range(..=DEEPEST_HEADER).filter(|top| !taken.contains(top)) {
        let header = match wanted.exact(page, top) {
            Some(header) if exactly => header,
            None if !exactly => match wanted.nearly(page, top) {
                Ok(header) => header,
                Err(Lacking { columns, found }) => {
                    if let Some(note) = note {
                        let columns =
                            columns.into_iter().map(|column| form.columns[column].say.clone()).collect();
                        let short = form.short.clone();
                        note(Nearest {
                            short,
                            top,
                            found,
                            of: form.columns.len(),
                            columns,
                            rows: Vec::new(),
                        });
                    }
                    continue;
                }
            },
            _ => continue,
        };
        let numbers = page.numbers(header.below, header.columns.iter().flatten().count());
        let body = header.below + u32::from(numbers);
        let found = match &form.rows {
            Rows::Fixed(rows) => {
                let least = if note.is_some() { Least::EnoughOrWhich } else { Least::Enough };
                find_printed_rows(page, form, wanted, rows, header, body, least)
            }
            Rows::Open { key, total } => {
                find_open_rows(page, form, wanted, key, total.as_ref(), header, body).ok_or_else(Vec::new)
            }
        };
        match found {
            Ok(mut found) => {
                found.strange_columns = strange_columns(page.sheet, &found, body);
                // of headers that are alike the lowest above all the rows; of open rows the first
                let is_printed = !form.fixed_rows().is_empty();
                let rank = found.printed_rows_found();
                let is_better = |best: &Found| rank >= best.printed_rows_found() + usize::from(!is_printed);
                if best.as_ref().is_none_or(is_better) {
                    best = Some(found);
                }
            }
            Err(rows) => {
                if let Some(note) = note {
                    let (short, of) = (form.short.clone(), form.fixed_rows().len());
                    note(Nearest { short, top, found: rows.len(), of, columns: Vec::new(), rows });
                }
            }
        }
    }
    best
}

/// The lines of a cell that hold something.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn find_open_rows(
    page: &Page<'_>,
    form: &Arc<Form>,
    wanted: &Wanted<'_>,
    key: &ColumnId,
    total: Option<&TotalRow>,
    header: Header,
    body: u32,
) -> Option<Found> {
    let sheet = page.sheet;
    page.lean_on_answers();
    let key_at = form.column(key).and_then(|column| header.columns[column])?;
    let end = next_header(page, wanted, body);
    let mut found = Found {
        form: Arc::clone(form),
        columns: header.columns.clone(),
        header,
        body,
        alignment: Vec::new(),
        confidence: 100,
        rows: Vec::new(),
        strangers: Vec::new(),
        twins: Vec::new(),
        strange_columns: Vec::new(),
        joined: Vec::new(),
        is_rest: false,
    };
    let mut has_total = false;
    for row in body..end {
        let label = sheet.text(At { row, column: key_at });
        let is_called =
            |(at, cell): (At, &Cell), total: &&TotalRow| !is_number(cell) && total.has_key(&sheet.key(at));
        let is_total = total.filter(|total| sheet.row(row).any(|cell| is_called(cell, total)));
        match is_total {
            Some(total) if !has_total => {
                has_total = true;
                let label = total.label.clone();
                let (id, at) = (total.id.clone(), Some(row));
                found.rows.push(FoundRow { id, role: Role::Total, label, at, piece: 0 });
            }
            // a second total, or figures without a name
            Some(_) => found.strangers.extend(found.holds_figure(sheet, row).then_some(row)),
            None if label.is_empty() => found.strangers.extend(found.holds_figure(sheet, row).then_some(row)),
            // a line without any answer is a banner, a signature or an empty line of the blank form
            None if !found.holds_any_answer(sheet, row) => {}
            None => {
                let id = open_id(&label, total);
                found.rows.push(FoundRow {
                    id,
                    role: Role::Open,
                    label: (*label).into(),
                    at: Some(row),
                    piece: 0,
                });
            }
        }
    }
    // the total stands last, wherever the sender put it
    found.rows.sort_by_key(|row| row.role == Role::Total);
    Some(found)
}

/// Numbers are no words for a total.
const fn is_number(cell: &Cell) -> bool {
    matches!(cell.content, Content::Number(_))
}

/// Where the lines of open rows end: at the corner of the next table, or after the last row.
fn next_header(page: &Page<'_>, wanted: &Wanted<'_>, body: u32) -> u32 {
    let end = page.sheet.last_row().unwrap_or(body).max(body) + 1;
    let next = wanted.corners.range(body + 1..).next().filter(|row| **row <= DEEPEST_HEADER);
    next.map_or(end, |row| *row)
}

/// The id of an open row: its folded name, which must not be the total row's id.
fn open_id(label: &str, total: Option<&TotalRow>) -> RowId {
    let id = match_key(label);
    let is_taken = total.is_some_and(|total| total.id.as_str() == id);
    RowId::from(if is_taken { format!("{id}-") } else { id }.as_str())
}

impl Found {
    fn printed_rows_found(&self) -> usize {
        let printed = |row: &&FoundRow| matches!(row.role, Role::Fixed(_)) && row.at.is_some();
        self.rows.iter().filter(printed).count()
    }

    /// The sheet rows of its rows.
    fn rows_at(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().filter_map(|row| row.at)
    }

    /// Whether a sheet row is between its header and its last row.
    fn reaches(&self, row: u32) -> bool {
        (self.header.top..=self.rows_at().max().unwrap_or(self.body)).contains(&row)
    }

    /// Whether a sheet row holds something in a column of the form.
    fn holds_any(&self, sheet: &Sheet, row: u32) -> bool {
        self.columns.iter().flatten().any(|&column| !sheet.is_empty(At { row, column }))
    }

    /// Whether a sheet row holds something in a column of answers.
    fn holds_any_answer(&self, sheet: &Sheet, row: u32) -> bool {
        self.answer_columns().any(|(_, column)| !sheet.is_empty(At { row, column }))
    }

    /// Whether a sheet row holds what may be a figure in a column of answers.
    fn holds_figure(&self, sheet: &Sheet, row: u32) -> bool {
        let mut cells = self.answer_columns().filter_map(|(_, column)| sheet.get(At { row, column }));
        cells.any(number::may_be_figure)
    }

    /// What a sheet row says in the columns of answers.
    fn answers(&self, sheet: &Sheet, row: u32) -> Vec<String> {
        self.answer_columns().map(|(_, column)| sheet.text(At { row, column }).into_owned()).collect()
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
            let texts: Vec<_> = sheet.row(row).map(|(_, cell)| cell.tidy()).collect();
            notices.push(finding(Notice::UnknownRow { row: row + 1, text: texts.join(" | ") }));
        }
        for &(index, row) in &self.twins {
            let row_id = self.form.fixed_rows()[index].id.clone();
            let first = self.rows.iter().find(|row| row.id == row_id).and_then(|row| row.at).unwrap_or(row);
            let readings = [first, row].map(|row| self.answers(sheet, row));
            let readings = Some(readings).filter(|[first, second]| first != second);
            let (first, second) = (first + 1, row + 1);
            notices.push(finding(Notice::RowTwice { row: row_id, first, second, readings }));
        }
        for found in self.rows.iter().filter(|row| row.at.is_none()) {
            let (row, label) = (found.id.clone(), found.label.to_string());
            notices.push(finding(Notice::RowMissing { row, label, coded: true }));
        }
        if let Some(total) = self.form.total_row()
            && !self.rows.iter().any(|row| row.role == Role::Total)
        {
            let (row, label) = (total.id.clone(), total.label.to_string());
            notices.push(finding(Notice::RowMissing { row, label, coded: false }));
        }
        notices.extend(self.receipts().into_iter().map(|receipt| finding(Notice::Receipt(receipt))));
        for at in &self.strange_columns {
            notices.push(finding(Notice::UnknownColumn { at: *at, text: sheet.text(*at).into_owned() }));
        }
        if let Some(period) = period
            && !self.form.in_force(period.to)
            && !self.is_rest
        {
            let version = self.form.version.clone();
            notices.push(finding(Notice::NotInForce { version, from: self.form.from, period }));
        }
        notices
    }

    /// Where judgement was needed to find columns and rows.
    fn receipts(&self) -> Vec<Receipt> {
        let mut receipts = Vec::new();
        if !self.joined.is_empty() {
            receipts.push(Receipt::Joined(self.joined.clone()));
        }
        if !self.header.drifted.is_empty() {
            let column = |(index, seen): &(usize, String)| {
                let at = self.columns[*index].map(|column| At { row: self.header.below - 1, column });
                at.map(|at| (at, self.form.columns[*index].say.clone(), seen.clone()))
            };
            receipts.push(Receipt::Columns(self.header.drifted.iter().filter_map(column).collect()));
        }
        // rows are counted as in the blank form
        let first = SheetLayout::new(&self.form, |_| false).body + 1;
        let mut pieces: Vec<AlignedRows> = Vec::new();
        for &(index, at, basis, moved) in &self.alignment {
            let (printed, at) = (first + u32::try_from(index).unwrap_or(u32::MAX - first), at + 1);
            match pieces.last_mut() {
                Some(last) if last.is_followed_by(printed, at, basis, moved) => last.extend(),
                _ => pieces.push(AlignedRows::new(printed, at, basis, moved)),
            }
        }
        let shift = pieces.first().map(AlignedRows::shift);
        // lines that the form asks for move what follows, and nobody wonders
        let moves = |piece: &AlignedRows| !self.form.added_lines && Some(piece.shift()) != shift;
        pieces.retain(|piece| piece.needed_judgement() || moves(piece));
        if !pieces.is_empty() {
            receipts.push(Receipt::Rows { rows: pieces, confidence: self.confidence });
        }
        receipts
    }
}

/// Cells between the table's first and last row in columns that the form does not have.
fn strange_columns(sheet: &Sheet, found: &Found, body: u32) -> Vec<At> {
    let top = found.header.top;
    let known: BTreeSet<u32> = found.columns.iter().flatten().copied().collect();
    let last = found.rows.iter().filter_map(|row| row.at).max().unwrap_or(body);
    let mut first_in_column: Vec<At> = Vec::new();
    for row in top..=last {
        for (at, cell) in sheet.row(row).filter(|(at, _)| !known.contains(&at.column)) {
            let is_new = !first_in_column.iter().any(|other| other.column == at.column);
            if is_new && !cell.is_empty() {
                first_in_column.push(at);
            }
        }
    }
    first_in_column
}
