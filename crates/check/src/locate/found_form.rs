//! A form that was found on a sheet: its columns, its rows, and the cells among them that are not the form's.
//!
//! It also gives the notices about the form and its place on the sheet.

use super::candidate_pairs::Basis;
use super::form_header::Header;
use super::named_times::Time;
use super::set_aside::SetAside;
use super::total_notes::TotalNotes;
use crate::answer;
use crate::finding::Finding;
use crate::general_rules::columns_aligned::ColumnsAligned;
use crate::general_rules::form_joined::FormJoined;
use crate::general_rules::form_repeated::Claimant;
use crate::general_rules::label_contradicts::LabelContradicts;
use crate::general_rules::label_reworded::{LabelReworded, QuotedLabel};
use crate::general_rules::not_in_force::NotInForce;
use crate::general_rules::other_period_left_out::OtherPeriodLeftOut;
use crate::general_rules::row_missing::RowMissing;
use crate::general_rules::row_repeated::RowRepeated;
use crate::general_rules::rows_aligned::{AlignedRows, RowsAligned};
use crate::general_rules::unknown_column::UnknownColumn;
use crate::general_rules::unknown_row::UnknownRow;
use crate::submission::Role;
use crate::submission::RowLeftBlank;
use phuluc_form::{Catalogue, Form, Holds, Period, RowId, Severity};
use phuluc_grid::{At, Sheet, SheetLayout};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A form found on a sheet.
#[derive(Clone, Debug)]
pub struct FoundForm {
    /// The form.
    pub form: Arc<Form>,
    /// The sheet column of each of the form's columns.
    pub columns: Vec<Option<u32>>,
    /// Its rows: all printed ones in the form's order, or the open rows and the total in the order of the sheet.
    pub rows: Vec<FoundRow>,
    /// Rows of the sheet that are not the form's but hold something in its columns.
    pub(super) unknown_rows: Vec<u32>,
    /// Printed rows that stand a second time, by row index and sheet row.
    pub(super) repeated_rows: Vec<(usize, u32)>,
    /// Rows whose labels are worded differently, by row index and cell of the label.
    pub(super) reworded: Vec<(usize, At)>,
    /// Printed rows that were not found because of their labels, by row index and cell of the label.
    pub(super) refused: Vec<(usize, At)>,
    /// Columns inside the table that are not the form's but hold something.
    pub(super) unknown_columns: Vec<At>,
    /// Lines of the table that are no rows and hold no data of their own: repeated column numbers, sums of other
    /// lines, parts of them.
    pub(super) passed_over: Vec<u32>,
    /// The lines among them that hold figures.
    pub(super) set_aside: Vec<SetAside>,
    /// The lines above the total of an open table that have a name but no answer.
    pub(crate) left_blank: Vec<RowLeftBlank>,
    /// Lines that may be the row of totals, beside the one that was taken, if any.
    pub(super) rival_totals: Vec<u32>,
    /// Further lines about the total that are told.
    pub(super) total_notes: TotalNotes,
    /// The line above the table that names it, and the time in that line.
    pub(crate) heading: Heading,
    /// Its header.
    pub(crate) header: Header,
    /// The first sheet row below the header and the column numbers.
    pub(super) body: u32,
    /// The printed rows that were found: index, sheet row, evidence, and whether it was out of order.
    pub(super) alignment: Vec<(usize, u32, Basis, bool)>,
    /// The confidence that it is this form, in percent.
    pub(super) confidence: u8,
    /// The sheets that hold its rows, if it is the first section of a form on several sheets.
    pub(super) joined: Vec<String>,
    /// Whether it is a later section of a form that begins on another sheet.
    pub(crate) is_continued: bool,
}

/// The heading of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heading {
    /// The line that tells the table from others.
    pub text: String,
    /// The time that it names.
    pub time: Option<Time>,
    /// Whether the line names the time in words, and not only by a year.
    pub in_words: bool,
}

/// A row of a form on a sheet.
#[derive(Clone, Debug)]
pub struct FoundRow {
    /// Its id.
    pub id: RowId,
    /// Its role in the form.
    pub role: Role,
    /// Its label on the sheet.
    pub label: Arc<str>,
    /// Its sheet row, if it is there.
    pub at: Option<u32>,
    /// The index of its document in the cell, if the cell holds several documents, one on each line.
    pub piece: usize,
    /// The heading of the group that it stands under, if the sender made groups.
    pub group: Option<Arc<str>>,
}

impl FoundForm {
    /// The first row of its header, and the first row below it.
    pub(crate) const fn header_rows(&self) -> (u32, u32) {
        (self.header.top, self.body)
    }

    /// A form with its header and no rows yet.
    pub(super) fn below(form: &Arc<Form>, header: Header, body: u32, heading: Heading) -> Self {
        Self {
            form: Arc::clone(form),
            columns: header.columns.clone(),
            rows: Vec::new(),
            unknown_rows: Vec::new(),
            repeated_rows: Vec::new(),
            reworded: Vec::new(),
            refused: Vec::new(),
            unknown_columns: Vec::new(),
            passed_over: Vec::new(),
            set_aside: Vec::new(),
            left_blank: Vec::new(),
            rival_totals: Vec::new(),
            total_notes: TotalNotes::default(),
            heading,
            header,
            body,
            alignment: Vec::new(),
            confidence: 100,
            joined: Vec::new(),
            is_continued: false,
        }
    }

    pub(super) fn printed_rows_found(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.role, Role::Fixed(_)) && row.at.is_some()).count()
    }

    /// The sheet rows that are its rows, or that notices report as none of them.
    pub(super) fn accounted_rows(&self) -> impl Iterator<Item = u32> + '_ {
        let repeated = self.repeated_rows.iter().map(|(_, row)| *row);
        let refused = self.refused.iter().map(|(_, at)| at.row);
        let others = self.unknown_rows.iter().chain(&self.passed_over).copied();
        self.rows_at().chain(repeated).chain(refused).chain(others)
    }

    /// The sheet rows of its rows.
    pub(crate) fn rows_at(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().filter_map(|row| row.at)
    }

    /// Whether it shares a place with another form.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.header.top == other.header.top
            || self.rows_at().any(|row| other.rows_at().any(|other| other == row))
    }

    /// Whether a sheet row is between its header and its last row.
    pub(super) fn reaches(&self, row: u32) -> bool {
        (self.header.top..=self.rows_at().max().unwrap_or(self.body)).contains(&row)
    }

    /// The sheet row of a printed row that is not read because of its label.
    pub(crate) fn refused_at(&self, role: Role) -> Option<u32> {
        let refused = self.refused.iter().find(|(index, _)| role == Role::Fixed(*index));
        refused.map(|(_, at)| at.row)
    }

    /// Whether a sheet row holds something in a column of the form.
    pub(super) fn holds_any(&self, sheet: &Sheet, row: u32) -> bool {
        self.columns.iter().flatten().any(|&column| !sheet.is_empty(At { row, column }))
    }

    /// Whether a sheet row holds what may be a figure in a column of answers.
    pub(super) fn holds_figure(&self, sheet: &Sheet, row: u32) -> bool {
        let mut cells = self.answer_columns().filter_map(|(_, column)| sheet.get(At { row, column }));
        cells.any(answer::may_be_figure)
    }

    /// Whether any of its rows holds anything in a column of answers.
    pub(super) fn is_filled(&self, sheet: &Sheet) -> bool {
        self.rows_at().any(|row| self.answer_columns().any(|(_, column)| !sheet.is_empty(At { row, column })))
    }

    /// The texts of a sheet row in the columns of answers.
    pub(crate) fn answers(&self, sheet: &Sheet, row: u32) -> Vec<String> {
        self.answer_columns().map(|(_, column)| sheet.text(At { row, column }).into_owned()).collect()
    }

    /// The sheet column of the rows' labels.
    pub(crate) fn label_column(&self) -> u32 {
        self.form.column_holding(&Holds::Label).and_then(|column| self.columns[column]).unwrap_or_default()
    }

    pub(crate) fn answer_columns(&self) -> impl Iterator<Item = (usize, u32)> {
        let columns = self.columns.iter().enumerate();
        let answers = columns.filter(|(column, _)| self.form.takes_answers(*column));
        answers.filter_map(|(column, at)| at.map(|at| (column, at)))
    }

    /// The notices about the form on its sheet.
    pub fn notices(&self, sheet: &Sheet, period: Option<Period>, catalogue: &Catalogue) -> Vec<Finding> {
        let (form, name) = (self.form.as_ref(), sheet.name.as_str());
        let mut notices = Vec::new();
        for &row in &self.unknown_rows {
            let texts: Vec<_> = sheet.row(row).map(|(_, cell)| cell.tidy()).collect();
            let unknown = UnknownRow { row: row + 1, text: texts.join(" | ") };
            notices.push(Finding::in_row(form, name, None, Some(At { row, column: 0 }), unknown));
        }
        for &(index, row) in &self.repeated_rows {
            let id = &form.fixed_rows()[index].id;
            let first = self.rows.iter().find(|row| row.id == *id).and_then(|row| row.at).unwrap_or(row);
            let readings = [first, row].map(|row| self.answers(sheet, row));
            let repeated = RowRepeated::new([first + 1, row + 1], readings);
            notices.push(Finding::in_row(form, name, Some(id), Some(At { row, column: 0 }), repeated));
        }
        let quoted = |(index, at): &(usize, At)| QuotedLabel {
            row: form.fixed_rows()[*index].id.clone(),
            at: *at,
            printed: form.fixed_rows()[*index].label.to_string(),
            found: sheet.label(*at).into_owned(),
        };
        for refused in &self.refused {
            let (row, at) = (&form.fixed_rows()[refused.0].id, refused.1);
            let contradicts = LabelContradicts(quoted(refused));
            notices.push(Finding::in_row(form, name, Some(row), Some(at), contradicts));
        }
        if let Some((_, first)) = self.reworded.first() {
            let reworded = LabelReworded(self.reworded.iter().map(quoted).collect());
            notices.push(Finding::in_row(form, name, None, Some(*first), reworded));
        }
        let is_refused =
            |row: &FoundRow| self.refused.iter().any(|(index, _)| row.role == Role::Fixed(*index));
        for found in self.rows.iter().filter(|row| row.at.is_none() && !is_refused(row)) {
            let missing = RowMissing {
                row: found.id.clone(),
                label: found.label.to_string(),
                coded: true,
                instead: None,
            };
            notices.push(Finding::in_row(form, name, Some(&found.id), None, missing));
        }
        notices.extend(self.of_set_aside(sheet));
        notices.extend(self.of_total(sheet));
        notices.extend(self.judgements(&sheet.name));
        let columns = self.header.of_other_times.iter().map(|(at, heading)| (*at, heading));
        let lines = self.set_aside.iter().filter(|line| line.is_told_as_of_other_time());
        let lines = lines.map(|line| (At { row: line.row, column: self.label_column() }, &line.label));
        let left_out: Vec<Claimant> = columns
            .chain(lines)
            .map(|(at, heading)| Claimant { sheet: name.to_owned(), at, heading: heading.clone() })
            .collect();
        if !left_out.is_empty() {
            notices.push(Finding::about_form(form, name, OtherPeriodLeftOut { left_out }));
        }
        for at in &self.unknown_columns {
            let unknown = UnknownColumn { at: *at, text: sheet.text(*at).into_owned() };
            notices.push(Finding::in_row(form, name, None, Some(*at), unknown));
        }
        if let Some(period) = period
            && !form.in_force(period.to)
            && !self.is_continued
        {
            let not_in_force = NotInForce::new(form, period, &catalogue.in_place_of(form, period.to));
            notices.push(Finding::about_form(form, name, not_in_force));
        }
        notices
    }

    /// The notices about rows and columns that needed judgement to be found.
    fn judgements(&self, sheet: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        if !self.joined.is_empty() {
            findings.push(Finding::about_form(&self.form, sheet, FormJoined { sheets: self.joined.clone() }));
        }
        if !self.header.drifted.is_empty() {
            let columns = self.header.drifted.iter().filter_map(|drifted| {
                let at = At { row: self.header.below - 1, column: self.columns[drifted.column]? };
                Some((at, self.form.columns[drifted.column].say.clone(), drifted.seen.clone()))
            });
            let columns = columns.collect();
            let mut aligned = Finding::about_form(&self.form, sheet, ColumnsAligned { columns });
            if self.header.drifted.iter().any(|drifted| drifted.is_reworded) {
                aligned.severity = Severity::Warning;
            }
            findings.push(aligned);
        }
        // row numbers in messages are those of the blank form
        let first = SheetLayout::new(&self.form, |_| false).body + 1;
        let mut pieces: Vec<AlignedRows> = Vec::new();
        for &(index, at, basis, moved) in &self.alignment {
            // reworded labels have a rule of their own
            let basis = if basis == Basis::Reworded { Basis::CodeAndLabel } else { basis };
            let (printed, at) = (first + u32::try_from(index).unwrap_or(u32::MAX - first), at + 1);
            match pieces.last_mut() {
                Some(last) if last.is_followed_by(printed, at, basis, moved) => last.extend(),
                _ => pieces.push(AlignedRows::new(printed, at, basis, moved)),
            }
        }
        let shift = pieces.first().map(AlignedRows::shift);
        // added lines move the rows below them, which is expected in a form that asks for such lines
        let is_move_told = !self.form.added_lines;
        pieces.retain(|piece| piece.needed_judgement() || (is_move_told && Some(piece.shift()) != shift));
        if !pieces.is_empty() {
            let aligned = RowsAligned { rows: pieces, confidence: self.confidence };
            findings.push(Finding::about_form(&self.form, sheet, aligned));
        }
        findings
    }
}

/// Cells with content between the table's first and last row, in columns that the form does not have.
pub(super) fn unknown_columns(sheet: &Sheet, found: &FoundForm) -> Vec<At> {
    let top = found.header.top;
    let of_other_times = found.header.of_other_times.iter().map(|(at, _)| at.column);
    let known: BTreeSet<u32> = found.columns.iter().flatten().copied().chain(of_other_times).collect();
    let last = found.rows.iter().filter_map(|row| row.at).max().unwrap_or(found.body);
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
