//! Everyday habits of offices, none of which is a mistake. Each changes a workbook as some office would.
//!
//! It takes the sheets of a consistent report and gives the same report with habits.

mod in_any_workbook;
mod in_own_workbooks;

use crate::support::builder::CHECKER;
use crate::support::chance::Chance;
use phuluc::check::Answer;
use phuluc::form::{Form, Kind, match_key};
use phuluc::grid::{At, Cell, Content, Sheet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A sheet that somebody in a commune edits.
pub(crate) struct Desk {
    pub name: String,
    visible: bool,
    cells: BTreeMap<At, Cell>,
    merges: Vec<(At, At)>,
    /// The places of its form: the cell, the kind of answer, and the answer.
    places: Vec<(At, Option<Kind>, Answer)>,
    form: Option<Arc<Form>>,
    /// The first row of the table header.
    header: u32,
    /// The columns of codes and labels.
    columns: [u32; 2],
    /// The first and the last row below the header.
    body: [u32; 2],
}

/// A habit. It says whether the sheet had a place for it.
pub(crate) type Habit = fn(&mut Desk, &mut Chance) -> bool;

/// Habits of anybody, also in a workbook that was handed out.
pub(crate) const IN_ANY_WORKBOOK: [(&str, Habit); 11] = [
    ("dashes for noughts", in_any_workbook::dashes),
    ("formulas typed over", in_any_workbook::typed_over),
    ("“không có” in the remarks", in_any_workbook::nil_remarks),
    ("remarks", in_any_workbook::remarks),
    ("figures as text", in_any_workbook::as_text),
    ("spaces around figures", in_any_workbook::spaces),
    ("dots between thousands", in_any_workbook::dots),
    ("percentages with their sign", in_any_workbook::with_sign),
    ("percentages in a format", in_any_workbook::percent_format),
    ("accounting formats", in_any_workbook::accounting),
    ("a signature below", in_any_workbook::signature),
];

/// Habits of those who type the form themselves, or copy it into a workbook of their own.
pub(crate) const IN_OWN_WORKBOOKS: [(&str, Habit); 19] = [
    ("dashes in heading rows", in_own_workbooks::dashes_in_headings),
    ("columns' labels in words of 2026", in_own_workbooks::head_wordings),
    ("the total in capitals", in_own_workbooks::loud_total),
    ("another name of the sheet", in_own_workbooks::renamed),
    ("a letterhead above", in_own_workbooks::letterhead),
    ("lines left out above", in_own_workbooks::heading_lower),
    ("an empty column at the left", in_own_workbooks::to_the_right),
    ("capital letters", in_own_workbooks::capitals),
    ("spaces around labels", in_own_workbooks::label_spaces),
    ("spaces that do not break", in_own_workbooks::hard_spaces),
    ("letters in two parts", in_own_workbooks::decomposed),
    ("tones and dashes otherwise", in_own_workbooks::tones),
    ("words for short", in_own_workbooks::short_words),
    ("codes as numbers", in_own_workbooks::number_codes),
    ("codes without their last dot", in_own_workbooks::bare_codes),
    ("two rows exchanged", in_own_workbooks::rows_exchanged),
    ("a line of their own", in_own_workbooks::own_line),
    ("the period in other days", in_own_workbooks::period_otherwise),
    ("cells that are not merged", in_own_workbooks::unmerged),
];

impl Desk {
    /// The sheets of a report. A sheet with a form gets the places of that form.
    pub fn all(sheets: &[Sheet]) -> Vec<Self> {
        let read = CHECKER.read(sheets);
        let desks = sheets.iter().map(|sheet| {
            let form = read.forms.iter().find(|filled| filled.stands_on(&sheet.name));
            let rows = form.iter().flat_map(|filled| (0..filled.rows.len()).map(move |row| (filled, row)));
            let places = rows.flat_map(|(filled, row)| {
                let columns =
                    (0..filled.form.columns.len()).filter(|column| filled.form.takes_answers(*column));
                columns.filter_map(move |column| {
                    let entry = filled.rows[row].entries.get(column);
                    Some((entry.at?, filled.kind(row, column).cloned(), entry.answer.clone()))
                })
            });
            let places: Vec<_> = places.collect();
            let is_code = |(_, cell): &(At, &Cell)| matches!(&*match_key(&cell.tidy()), "stt" | "tt");
            let corner = sheet.cells().find(is_code).map_or(At { row: 0, column: 0 }, |(at, _)| at);
            let rows = places.iter().map(|(at, ..)| at.row);
            Self {
                name: sheet.name.clone(),
                visible: sheet.visible,
                cells: sheet.cells().map(|(at, cell)| (at, cell.clone())).collect(),
                merges: sheet.merges().to_vec(),
                header: corner.row,
                columns: [corner.column, corner.column + 1],
                form: form.map(|filled| Arc::clone(&filled.form)),
                body: [rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0)],
                places,
            }
        });
        desks.collect()
    }

    pub fn has_form(&self) -> bool {
        !self.places.is_empty()
    }

    pub const fn is_visible(&self) -> bool {
        self.visible
    }

    /// Replaces formulas by their figures, as copying values does.
    pub fn without_formulas(&mut self) {
        for cell in self.cells.values_mut() {
            cell.formula = None;
        }
    }

    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(&self.name, self.cells.clone()).merged(self.merges.clone());
        sheet.visible = self.visible;
        sheet
    }

    fn moved(&mut self, to: impl Fn(At) -> At) {
        self.cells = std::mem::take(&mut self.cells).into_iter().map(|(at, cell)| (to(at), cell)).collect();
        self.merges =
            std::mem::take(&mut self.merges).into_iter().map(|(from, last)| (to(from), to(last))).collect();
        for (at, ..) in &mut self.places {
            *at = to(*at);
        }
        let [first, last] = self.body.map(|row| to(At { row, column: 0 }).row);
        self.body = [first, last];
        self.header = to(At { row: self.header, column: 0 }).row;
        self.columns = self.columns.map(|column| to(At { row: 0, column }).column);
    }

    /// Rewrites answers where `written` gives a cell, in most places. Says whether there was any.
    fn write(
        &mut self,
        chance: &mut Chance,
        written: impl Fn(&Option<Kind>, &Answer, &mut Chance) -> Option<Cell>,
    ) -> bool {
        let mut is_done = false;
        for (at, kind, answer) in &self.places {
            let has_formula = self.cells.get(at).is_some_and(|cell| cell.formula.is_some());
            if has_formula || !chance.is_in(70) {
                continue;
            }
            if let Some(cell) = written(kind, answer, chance) {
                self.cells.insert(*at, cell);
                is_done = true;
            }
        }
        is_done
    }

    /// Changes texts of the table or above it, in most places. Says whether there was any.
    fn reword(
        &mut self,
        chance: &mut Chance,
        is_it: impl Fn(&At, &Self) -> bool,
        change: impl Fn(&str) -> String,
    ) -> bool {
        let texts: Vec<At> = self.cells.keys().copied().filter(|at| is_it(at, self)).collect();
        let mut is_done = false;
        for at in texts {
            let cell = &self.cells[&at];
            let Content::Text(said) = &cell.content else { continue };
            let changed = change(said);
            if changed != **said && cell.formula.is_none() && chance.is_in(80) {
                self.cells.insert(at, Cell { content: Content::Text(changed.into()), ..cell.clone() });
                is_done = true;
            }
        }
        is_done
    }

    fn is_label(&self, at: At) -> bool {
        at.column == self.columns[1] && (self.body[0]..=self.body[1]).contains(&at.row)
    }

    fn is_code(&self, at: At) -> bool {
        at.column == self.columns[0] && (self.body[0]..=self.body[1]).contains(&at.row)
    }

    /// The column of remarks, if the form has one.
    fn remarks(&self) -> Option<u32> {
        self.cells
            .iter()
            .find(|(_, cell)| match_key(&cell.tidy()).ends_with("ghi chu"))
            .map(|(at, _)| at.column)
    }
}
