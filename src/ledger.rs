//! A list that people keep in Excel (units, register, decisions), read by its column headings.
//!
//! Takes the sheets of a workbook and the headings wanted; gives lines whose cells are read one by
//! one, every mistake noted with its cell instead of ending the reading. Columns that staff added
//! for themselves are kept and can be written again.

use crate::grid::{At, Cell, Content, Sheet};
use crate::moment::{self, Moment};
use crate::normalise::match_key;
use chrono::{Days, FixedOffset, NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cell::RefCell;

/// How far down the headings may stand.
const DEEPEST_HEADING: u32 = 30;

/// A column of a list.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// Its heading.
    pub label: &'static str,
    /// Its width in characters, when it is written.
    pub width: u32,
    /// Whether a list without it is no such list.
    pub required: bool,
}

/// What is wrong with a list: the file, and everything wrong in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerProblems {
    /// The file, as its reader will find it.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// What is wrong, in the order of the sheet.
    pub list: Vec<LedgerProblem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerProblem {
    /// The cell, unless it is about the whole list.
    pub at: Option<At>,
    /// What.
    pub flaw: Flaw,
}

/// The flaws that a list can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// No sheet has these headings.
    NoHeadings(Vec<&'static str>),
    /// Nothing is in the list.
    NoLines,
    /// Nothing stands where something must.
    Missing(&'static str),
    /// A code that Excel took for a number, which loses zeros at its front.
    CodeIsNumber,
    /// What names one line names another, too.
    Duplicate {
        /// The text.
        text: String,
        /// The cell where it stands first.
        first: At,
    },
    /// No unit of that name or code.
    UnknownUnit {
        /// The text.
        text: String,
        /// The one that may be meant.
        near: Option<String>,
    },
    /// A unit under itself.
    Cycle,
    /// A word that is not one of those admitted.
    UnknownWord {
        /// The text.
        text: String,
        /// The words admitted.
        allowed: Vec<String>,
    },
    /// Not a day.
    NotADay(String),
    /// Not a moment.
    NotAMoment(String),
    /// The last day is before the first.
    DateOrder,
    /// A form that is not known.
    UnknownForm {
        /// The text.
        text: String,
        /// The one that may be meant.
        near: Option<String>,
    },
    /// Not a figure.
    NotANumber(String),
    /// Not a cell's name.
    NotACell(String),
}

/// A list found on a sheet.
#[derive(Debug)]
pub struct Ledger<'s> {
    sheet: &'s Sheet,
    columns: Vec<Option<u32>>,
    extra: Vec<(u32, String)>,
    first: u32,
    problems: RefCell<Vec<LedgerProblem>>,
}

/// A line of a list.
#[derive(Clone, Copy, Debug)]
pub struct Line<'l> {
    ledger: &'l Ledger<'l>,
    row: u32,
}

impl<'s> Ledger<'s> {
    /// Finds the list with these headings.
    ///
    /// # Errors
    /// If no sheet has all those that are required.
    pub fn find(file: &str, sheets: &'s [Sheet], heads: &[Head]) -> Result<Self, LedgerProblems> {
        for sheet in sheets.iter().filter(|sheet| sheet.visible) {
            for row in 0..=sheet.last_row().unwrap_or(0).min(DEEPEST_HEADING) {
                let labels: Vec<(u32, String)> =
                    sheet.row(row).map(|(at, cell)| (at.column, cell.tidy().into_owned())).collect();
                let place = |head: &Head| {
                    labels
                        .iter()
                        .find(|(_, label)| match_key(label) == match_key(head.label))
                        .map(|(column, _)| *column)
                };
                let columns: Vec<Option<u32>> = heads.iter().map(place).collect();
                if heads.iter().zip(&columns).all(|(head, column)| !head.required || column.is_some()) {
                    let known = |column: &u32| columns.contains(&Some(*column));
                    let extra = labels.iter().filter(|(column, _)| !known(column)).cloned().collect();
                    return Ok(Self { sheet, columns, extra, first: row + 1, problems: RefCell::default() });
                }
            }
        }
        let wanted = heads.iter().filter(|head| head.required).map(|head| head.label).collect();
        let problem = LedgerProblem { at: None, flaw: Flaw::NoHeadings(wanted) };
        let sheet = sheets.first().map(|sheet| sheet.name.clone()).unwrap_or_default();
        Err(LedgerProblems { file: file.to_owned(), sheet, list: vec![problem] })
    }

    /// The lines that are not empty in the columns known.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let last = self.sheet.last_row().map_or(self.first, |last| last + 1);
        let line = |row| Line { ledger: self, row };
        (self.first..last).map(line).filter(|line| (0..self.columns.len()).any(|column| line.has(column)))
    }

    /// The headings of columns that staff added.
    pub fn extra_labels(&self) -> Vec<String> {
        self.extra.iter().map(|(_, label)| label.clone()).collect()
    }

    /// Notes a problem.
    pub fn note(&self, at: Option<At>, flaw: Flaw) {
        self.problems.borrow_mut().push(LedgerProblem { at, flaw });
    }

    /// All that is wrong, if anything is.
    pub fn problems(self, file: &str) -> Option<LedgerProblems> {
        let mut list = self.problems.into_inner();
        list.sort_by_key(|problem| problem.at);
        let sheet = self.sheet.name.clone();
        (!list.is_empty()).then(|| LedgerProblems { file: file.to_owned(), sheet, list })
    }
}

impl<'l> Line<'l> {
    /// The line's row on the sheet, from 1.
    pub const fn number(&self) -> u32 {
        self.row + 1
    }

    /// The cell of a column.
    pub fn at(&self, column: usize) -> Option<At> {
        self.ledger.columns[column].map(|column| At { row: self.row, column })
    }

    fn cell(&self, column: usize) -> Option<&'l Cell> {
        self.at(column).and_then(|at| self.ledger.sheet.get(at))
    }

    fn has(&self, column: usize) -> bool {
        !self.text(column).is_empty()
    }

    /// Notes a problem in a column.
    pub fn note(&self, column: usize, flaw: Flaw) {
        self.ledger.note(self.at(column), flaw);
    }

    /// The text there, tidied; empty if there is none.
    pub fn text(&self, column: usize) -> String {
        self.at(column).map(|at| self.ledger.sheet.text(at).into_owned()).unwrap_or_default()
    }

    /// The text there, if there is any.
    pub fn some(&self, column: usize) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The text there; the problem is noted if there is none.
    pub fn required(&self, column: usize, label: &'static str) -> Option<String> {
        let text = self.some(column);
        if text.is_none() {
            self.note(column, Flaw::Missing(label));
        }
        text
    }

    /// A code, which must be text.
    pub fn code(&self, column: usize) -> Option<String> {
        if self.cell(column).is_some_and(|cell| matches!(cell.content, Content::Number(_) | Content::Date(_)))
        {
            self.note(column, Flaw::CodeIsNumber);
        }
        self.some(column)
    }

    /// The texts there, separated by `;`.
    pub fn list(&self, column: usize) -> Vec<String> {
        let text = self.text(column);
        let parts = text.split([';', '\n']).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// A day: a date of Excel, or text such as 15/12/2026.
    pub fn day(&self, column: usize) -> Option<NaiveDate> {
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
    pub fn moment(&self, column: usize, zone: FixedOffset) -> Option<Moment> {
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
    pub fn figure(&self, column: usize) -> Option<Decimal> {
        let text = self.some(column)?;
        let figure = match self.cell(column).map(|cell| &cell.content) {
            Some(Content::Number(number)) => Some(*number),
            _ => text.replace('.', "").replace(',', ".").parse().ok(),
        };
        if figure.is_none() {
            self.note(column, Flaw::NotANumber(text));
        }
        figure
    }

    /// What stands in the columns that staff added.
    pub fn extra(&self) -> Vec<String> {
        let text = |(column, _): &(u32, String)| {
            self.ledger.sheet.text(At { row: self.row, column: *column }).into_owned()
        };
        self.ledger.extra.iter().map(text).collect()
    }
}

/// The date of Excel's day number, which counts from 1900 and takes that year for a leap year.
fn day_of(number: Decimal) -> Option<NaiveDate> {
    let days = number.trunc().to_u64().filter(|days| (1..2_958_466).contains(days))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

/// A day number with its fraction of a day; without one, the end of the day.
fn moment_of(number: Decimal, zone: FixedOffset) -> Option<Moment> {
    let day = day_of(number)?;
    let seconds = (number.fract() * Decimal::from(86_400)).round().to_u32()?;
    if seconds == 0 {
        return Moment::end_of(day, zone);
    }
    Moment::local(day, NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?, zone)
}

#[cfg(test)]
mod tests {
    use super::{Flaw, Head, Ledger};
    use crate::grid::{At, Cell, Content, Sheet};
    use crate::moment::viet_nam;

    const HEADS: &[Head] = &[
        Head { label: "Mã đơn vị", width: 10, required: false },
        Head { label: "Tên đơn vị", width: 10, required: true },
        Head { label: "Gia hạn đến", width: 10, required: false },
    ];

    fn text(row: u32, column: u32, text: &str) -> (At, Cell) {
        (At { row, column }, Cell::plain(Content::Text(text.into())))
    }

    #[test]
    fn a_list_is_read_by_its_headings_in_any_order() {
        let number = |row, column, value: &str| {
            (At { row, column }, Cell::plain(Content::Number(value.parse().unwrap())))
        };
        let cells = [
            text(0, 0, "Danh sách"),
            text(2, 0, "TÊN ĐƠN VỊ"),
            text(2, 1, "Điện thoại"),
            text(2, 2, "Mã đơn vị"),
            text(2, 3, "Gia hạn đến"),
            text(3, 0, "Xã Ví dụ 01"),
            text(3, 1, "số máy"),
            number(3, 2, "123"),
            number(3, 3, "46371.6875"),
            text(5, 0, "Xã Ví dụ 02"),
            text(5, 3, "mai"),
        ];
        let sheets = [Sheet::new("Đơn vị", cells)];
        let ledger = Ledger::find("a.xlsx", &sheets, HEADS).unwrap();
        let lines: Vec<_> = ledger.lines().collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].code(0).as_deref(), Some("123"));
        assert_eq!(lines[0].moment(2, viet_nam()).unwrap().to_string(), "16 giờ 30 ngày 15/12/2026");
        assert_eq!(lines[0].extra(), ["số máy"]);
        assert_eq!(lines[1].moment(2, viet_nam()), None);
        let problems = ledger.problems("a.xlsx").unwrap();
        let found: Vec<(String, Flaw)> = problems
            .list
            .into_iter()
            .map(|problem| (problem.at.unwrap().to_string(), problem.flaw))
            .collect();
        let expected =
            [("C4".to_owned(), Flaw::CodeIsNumber), ("D6".to_owned(), Flaw::NotAMoment("mai".to_owned()))];
        assert_eq!(found, expected);
    }
}
