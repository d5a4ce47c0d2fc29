//! A list that is read from a sheet. Its columns are found by their headings, wherever they stand and in any order.
//!
//! Cells are read one by one, and every mistake is noted with its cell instead of ending the reading. Columns that
//! staff added are kept and can be written again.

use super::{Column, Flaw, Head, ListNotice, ListNotices, ListProblem, ListProblems};
use crate::{At, Cell, Content, Sheet, day_number};
use chrono::{FixedOffset, NaiveDate, NaiveTime};
use phuluc_form::{Moment, as_percent, match_key, moment, number};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cell::RefCell;
use std::marker::PhantomData;

/// The last row in which headings may stand.
const DEEPEST_HEADING: u32 = 30;

/// A list found on a sheet.
#[derive(Debug)]
pub struct ListOnSheet<'s, C> {
    sheet: &'s Sheet,
    /// For each column of the list, its column on the sheet.
    columns: Vec<Option<u32>>,
    extra: Vec<(u32, String)>,
    first: u32,
    problems: RefCell<Vec<ListProblem>>,
    notices: RefCell<Vec<ListNotice>>,
    /// The cells of codes that Excel stored as numbers.
    numbers: RefCell<Vec<At>>,
    of: PhantomData<C>,
}

/// A line of a list.
#[derive(Debug)]
pub struct ListLine<'l, C> {
    list: &'l ListOnSheet<'l, C>,
    row: u32,
}

impl<'s, C: Column> ListOnSheet<'s, C> {
    /// Finds the list.
    ///
    /// # Errors
    /// If no sheet has all columns that are required.
    pub fn find(file: &str, sheets: &'s [Sheet]) -> Result<Self, ListProblems> {
        Self::find_headed(file, sheets, C::head)
    }

    /// Finds the list by other headings than its usual ones.
    ///
    /// # Errors
    /// If no sheet has all columns that are required.
    pub fn find_headed(
        file: &str,
        sheets: &'s [Sheet],
        head: impl Fn(C) -> Head,
    ) -> Result<Self, ListProblems> {
        let heads: Vec<Head> = C::ALL.iter().map(|column| head(*column)).collect();
        for sheet in sheets.iter().filter(|sheet| sheet.visible) {
            for row in 0..=sheet.last_row().unwrap_or(0).min(DEEPEST_HEADING) {
                if let Some(list) = Self::headed_by(sheet, row, &heads) {
                    return Ok(list);
                }
            }
        }
        let wanted = heads.iter().filter(|head| head.required).map(|head| head.label).collect();
        let problem = ListProblem { at: None, flaw: Flaw::NoHeadings(wanted) };
        let sheet = sheets.first().map(|sheet| sheet.name.clone()).unwrap_or_default();
        Err(ListProblems { file: file.to_owned(), sheet, list: vec![problem] })
    }

    /// The list whose headings stand in this row, if the row has them.
    fn headed_by(sheet: &'s Sheet, row: u32, heads: &[Head]) -> Option<Self> {
        let labels: Vec<(u32, String)> =
            sheet.row(row).map(|(at, cell)| (at.column, cell.tidy().into_owned())).collect();
        let columns: Vec<Option<u32>> = heads
            .iter()
            .map(|head| {
                let found = labels.iter().find(|(_, label)| match_key(label) == match_key(head.label));
                found.map(|(column, _)| *column)
            })
            .collect();
        if heads.iter().zip(&columns).any(|(head, column)| head.required && column.is_none()) {
            return None;
        }
        let extra = labels.into_iter().filter(|(column, _)| !columns.contains(&Some(*column))).collect();
        Some(Self {
            sheet,
            columns,
            extra,
            first: row + 1,
            problems: RefCell::default(),
            notices: RefCell::default(),
            numbers: RefCell::default(),
            of: PhantomData,
        })
    }

    /// The lines that are not empty in the list's own columns.
    pub fn lines(&self) -> impl Iterator<Item = ListLine<'_, C>> {
        self.rows().filter(|line| C::ALL.iter().any(|column| line.has(*column)))
    }

    /// All lines below the headings with anything in any column.
    pub fn rows(&self) -> impl Iterator<Item = ListLine<'_, C>> {
        let last = self.sheet.last_row().map_or(self.first, |last| last + 1);
        (self.first..last)
            .map(|row| ListLine { list: self, row })
            .filter(|line| line.texts().next().is_some())
    }

    /// The name of its sheet.
    pub fn sheet_name(&self) -> &str {
        &self.sheet.name
    }

    /// The names of the other sheets on which something stands, which are not written again with the list. `own` is
    /// the name of a hidden sheet that is.
    pub fn other_sheets(&self, sheets: &[Sheet], own: Option<&str>) -> Vec<String> {
        let is_own = |sheet: &Sheet| sheet.name == self.sheet_name() || own == Some(sheet.name.as_str());
        let others = sheets.iter().filter(|sheet| !is_own(sheet) && sheet.last_row().is_some());
        others.map(|sheet| sheet.name.clone()).collect()
    }

    /// The column of the sheet in which a column of the list stands.
    pub fn column(&self, column: C) -> Option<u32> {
        self.columns[column.index()]
    }

    /// The column of the sheet that has this heading, given by its match key.
    pub fn column_headed(&self, key: &str) -> Option<u32> {
        let own = self.columns.iter().flatten().copied();
        let extra = self.extra.iter().map(|(column, _)| *column);
        own.chain(extra).find(|column| match_key(&self.heading(*column)) == key)
    }

    fn heading(&self, column: u32) -> String {
        self.sheet.text(At { row: self.first - 1, column }).into_owned()
    }

    /// Notes as a problem every heading that stands twice, if something stands below the second one. Besides the
    /// list's own headings these are others, given by match keys.
    pub fn note_repeated_headings(&self, others: &[&str]) {
        let mut seen: Vec<(String, u32)> = self
            .columns
            .iter()
            .flatten()
            .map(|column| (match_key(&self.heading(*column)), *column))
            .collect();
        for (column, label) in &self.extra {
            let key = match_key(label);
            match seen.iter().find(|(other, _)| *other == key) {
                Some((_, first)) => {
                    let is_filled = self
                        .rows()
                        .any(|line| !self.sheet.text(At { row: line.row, column: *column }).is_empty());
                    if is_filled {
                        let [at, first] = [*column, *first].map(|column| At { row: self.first - 1, column });
                        self.note(Some(at), Flaw::RepeatedHeading { text: label.clone(), first });
                    }
                }
                None if others.contains(&key.as_str()) => seen.push((key, *column)),
                None => {}
            }
        }
    }

    /// The headings of columns that staff added.
    pub fn extra_labels(&self) -> Vec<String> {
        self.extra.iter().map(|(_, label)| label.clone()).collect()
    }

    /// Notes a problem.
    pub fn note(&self, at: Option<At>, flaw: Flaw) {
        self.problems.borrow_mut().push(ListProblem { at, flaw });
    }

    /// Adds a notice about a list that can be used.
    pub fn remark(&self, notice: ListNotice) {
        self.notices.borrow_mut().push(notice);
    }

    /// The notices about a list that can be used.
    ///
    /// # Errors
    /// All problems of the list, if it has any.
    pub fn finished(self, file: &str) -> Result<ListNotices, ListProblems> {
        let numbers = self.numbers.borrow().clone();
        if let Some(first) = numbers.iter().min() {
            self.remark(ListNotice::CodesAreNumbers { count: numbers.len(), first: *first });
        }
        let notices = self.notices.take();
        let sheet = self.sheet.name.clone();
        match self.problems(file) {
            Some(problems) => Err(problems),
            None => Ok(ListNotices { file: file.to_owned(), sheet, list: notices }),
        }
    }

    /// All problems of the list, if it has any.
    pub fn problems(self, file: &str) -> Option<ListProblems> {
        let mut list = self.problems.into_inner();
        list.sort_by_key(|problem| problem.at);
        let sheet = self.sheet.name.clone();
        (!list.is_empty()).then(|| ListProblems { file: file.to_owned(), sheet, list })
    }
}

impl<'l, C: Column> ListLine<'l, C> {
    /// The line's row on the sheet, from 1.
    pub const fn number(&self) -> u32 {
        self.row + 1
    }

    /// The cell of a column.
    pub fn at(&self, column: C) -> Option<At> {
        self.list.columns[column.index()].map(|column| At { row: self.row, column })
    }

    fn cell(&self, column: C) -> Option<&'l Cell> {
        self.at(column).and_then(|at| self.list.sheet.get(at))
    }

    fn has(&self, column: C) -> bool {
        !self.text(column).is_empty()
    }

    /// Notes a problem in a column.
    pub fn note(&self, column: C, flaw: Flaw) {
        self.list.note(self.at(column), flaw);
    }

    /// The text of a cell, tidied; empty if there is none.
    pub fn text(&self, column: C) -> String {
        self.at(column).map(|at| self.list.sheet.text(at).into_owned()).unwrap_or_default()
    }

    /// The text of a cell, if there is any.
    pub fn some(&self, column: C) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The text of a cell; a missing text is noted as a problem.
    pub fn required(&self, column: C) -> Option<String> {
        let text = self.some(column);
        if text.is_none() {
            self.note(column, Flaw::Missing(column.head().label));
        }
        text
    }

    /// A code. A code that Excel stored as a number is taken as the text that people see, with a notice.
    pub fn code(&self, column: C) -> Option<String> {
        let code = self.some(column)?;
        let cell = self.cell(column)?;
        match &cell.content {
            Content::Date(_) => self.note(column, Flaw::CodeIsDate),
            Content::Number(_) => {
                self.list.numbers.borrow_mut().extend(self.at(column));
                // a format of zeros shows leading zeros
                let zeros = cell.format.code();
                if !zeros.is_empty() && zeros.bytes().all(|sign| sign == b'0') {
                    return Some(format!("{code:0>width$}", width = zeros.len()));
                }
            }
            _ => {}
        }
        Some(code)
    }

    /// All texts of the line, from left to right.
    pub fn texts(&self) -> impl Iterator<Item = String> {
        let cells = self.list.sheet.row(self.row);
        cells.map(|(_, cell)| cell.tidy().into_owned()).filter(|text| !text.is_empty())
    }

    /// The value in the column that staff added under one of these headings, given by match keys.
    pub fn under(&self, headings: &[&str]) -> Option<String> {
        let mut extra = self.list.extra.iter();
        let (column, _) = extra.find(|(_, label)| headings.contains(&match_key(label).as_str()))?;
        let text = self.list.sheet.text(At { row: self.row, column: *column });
        Some(text.into_owned()).filter(|text| !text.is_empty())
    }

    /// The texts of a cell, separated by `;`.
    pub fn list(&self, column: C) -> Vec<String> {
        let text = self.text(column);
        let parts = text.split([';', '\n']).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// A day: a date of Excel, or text such as 15/12/2026.
    pub fn day(&self, column: C) -> Option<NaiveDate> {
        let text = self.some(column)?;
        let day = match self.cell(column).map(|cell| &cell.content) {
            Some(Content::Date(number) | Content::Number(number)) => day_of(*number),
            _ => moment::find_day(&text),
        };
        if day.is_none() {
            self.note(column, Flaw::NotADay(text));
        }
        day
    }

    /// A moment: a date of Excel, or text such as 15/12/2026 16:30.
    pub fn moment(&self, column: C, zone: FixedOffset) -> Option<Moment> {
        let text = self.some(column)?;
        let moment = match self.cell(column).map(|cell| &cell.content) {
            Some(Content::Date(number) | Content::Number(number)) => moment_of(*number, zone),
            _ => Moment::find(&text, zone),
        };
        if moment.is_none() {
            self.note(column, Flaw::NotAMoment(text));
        }
        moment
    }

    /// A figure, as a number or as text in Vietnamese writing.
    pub fn figure(&self, column: C) -> Option<Decimal> {
        let text = self.some(column)?;
        let cell = self.cell(column);
        let figure = match cell.map(|cell| &cell.content) {
            // 83,19% is kept as 0,8319
            Some(Content::Number(number)) if cell.is_some_and(Cell::is_percent) => as_percent(*number).ok(),
            Some(Content::Number(number)) => Some(*number),
            _ => number::typed(&text),
        };
        if figure.is_none() {
            self.note(column, Flaw::NotANumber(text));
        }
        figure
    }

    /// The values in the columns that staff added.
    pub fn extra(&self) -> Vec<String> {
        let cells = self.list.extra.iter().map(|(column, _)| At { row: self.row, column: *column });
        cells.map(|at| self.list.sheet.text(at).into_owned()).collect()
    }
}

/// The date of a day number that Excel admits: up to the last day of the year 9999.
fn day_of(number: Decimal) -> Option<NaiveDate> {
    let admitted = Decimal::ONE..Decimal::from(2_958_466);
    day_number::date(number).filter(|_| admitted.contains(&number))
}

/// The moment of a day number with a fraction of a day; the end of the day if there is no fraction.
fn moment_of(number: Decimal, zone: FixedOffset) -> Option<Moment> {
    let day = day_of(number)?;
    let seconds = (number.fract() * Decimal::from(86_400)).round().to_u32()?;
    if seconds == 0 {
        return Moment::end_of(day, zone);
    }
    Moment::local(day, NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?, zone)
}

#[cfg(test)]
mod tests;
