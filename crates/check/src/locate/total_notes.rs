//! What there is to say about the row of totals: it is missing, stands several times, under another label, or above
//! further rows.

use super::found_form::FoundForm;
use super::open_line_kinds::OpenLine;
use super::sorted_lines::SortedLines;
use crate::finding::Finding;
use crate::general_rules::row_after_total::RowAfterTotal;
use crate::general_rules::row_missing::RowMissing;
use crate::general_rules::total_repeated::TotalRepeated;
use crate::general_rules::total_reworded::TotalReworded;
use crate::submission::Role;
use phuluc_grid::{At, Sheet};

/// Lines about the total that are told, by row and label.
#[derive(Clone, Debug, Default)]
pub(super) struct TotalNotes {
    /// The total, if it has another label than the printed ones.
    reworded: Option<(u32, String)>,
    /// A line that may be the total but was not read as such.
    doubtful: Option<(u32, String)>,
    /// Rows below the total that it does not count.
    after: Vec<(u32, String)>,
}

impl TotalNotes {
    pub fn of(lines: &[OpenLine], sorted: &SortedLines<'_>) -> Self {
        let line_in = |row: Option<u32>| lines.iter().find(|line| Some(line.row) == row);
        let total = line_in(sorted.totals.one);
        let all: Vec<&OpenLine> = sorted.rows.iter().map(|(line, _)| *line).collect();
        let is_left_out = total.is_some_and(|total| {
            all.first().is_some_and(|first| first.row < total.row) && !total.is_sum_of(&all)
        });
        let after = sorted.late.iter().filter(|_| is_left_out);
        Self {
            reworded: total.filter(|line| !line.is_total).map(row_and_label),
            doubtful: line_in(sorted.totals.doubtful).map(row_and_label),
            after: after.map(|line| row_and_label(line)).collect(),
        }
    }
}

fn row_and_label(line: &OpenLine) -> (u32, String) {
    (line.row, line.label.clone())
}

/// Where a finding about a whole row stands.
fn first_cell(row: u32) -> At {
    At { row, column: 0 }
}

impl FoundForm {
    /// The findings about the row of totals.
    pub(super) fn of_total(&self, sheet: &Sheet) -> Vec<Finding> {
        let (form, name) = (self.form.as_ref(), sheet.name.as_str());
        let Some(total) = form.total_row() else { return Vec::new() };
        let taken = self.rows.iter().find(|row| row.role == Role::Total).and_then(|row| row.at);
        let mut findings = Vec::new();
        if let Some(&rival) = self.rival_totals.first() {
            let rows: Vec<u32> = taken.into_iter().chain(self.rival_totals.iter().copied()).collect();
            let lines = rows.iter().map(|row| (row + 1, self.answers(sheet, *row)));
            let repeated = TotalRepeated { lines: lines.collect(), is_read: taken.is_some() };
            findings.push(Finding::in_row(form, name, Some(&total.id), Some(first_cell(rival)), repeated));
        } else if taken.is_none() {
            let instead = self.total_notes.doubtful.as_ref().map(|(row, label)| (row + 1, label.clone()));
            let missing =
                RowMissing { row: total.id.clone(), label: total.label.to_string(), coded: false, instead };
            let place = self.total_notes.doubtful.as_ref().map(|(row, _)| first_cell(*row));
            findings.push(Finding::in_row(form, name, Some(&total.id), place, missing));
        }
        if let Some((row, label)) = &self.total_notes.reworded {
            let columns: Vec<u32> = self.answer_columns().map(|(_, column)| column).collect();
            let ends = columns.iter().min().zip(columns.iter().max());
            let cells =
                ends.map(|(first, last)| [first, last].map(|column| At { row: *row, column: *column }));
            let reworded = TotalReworded { row: row + 1, label: label.clone(), cells };
            findings.push(Finding::in_row(form, name, Some(&total.id), Some(first_cell(*row)), reworded));
        }
        if let Some((first, _)) = self.total_notes.after.first() {
            let lines = self.total_notes.after.iter().map(|(row, label)| (row + 1, label.clone()));
            let after = RowAfterTotal { lines: lines.collect() };
            findings.push(Finding::in_row(form, name, None, Some(first_cell(*first)), after));
        }
        findings
    }
}
