//! What the general rules find, each with what its sentence needs.

use super::Location;
use crate::answer::Unreadable;
use crate::form::RowId;
use crate::grid::{At, ReadError};
use crate::interval::Interval;
use crate::locate::Nearest;
use crate::oddity::Oddity;
use crate::period::Period;
use crate::receipt::Receipt;
use crate::rule::Expr;
use crate::unit::Level;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::sync::Arc;

/// What the general rules find.
#[derive(Clone, Debug)]
pub enum Notice {
    /// The file could not be read.
    Unreadable(Arc<ReadError>),
    /// No form known is in the file.
    NoForm {
        /// The names of its sheets.
        sheets: Vec<String>,
        /// The form that one of them comes nearest to.
        nearest: Option<Nearest>,
    },
    /// A sheet on which no form was found.
    SheetNotRead {
        /// The form that it comes nearest to.
        nearest: Option<Nearest>,
    },
    /// The file does not say who sends it.
    NoUnit,
    /// The file does not say for which period.
    NoPeriod,
    /// A sheet names another unit.
    OtherUnit {
        /// The unit named here.
        here: String,
        /// The unit named elsewhere.
        there: String,
    },
    /// A sheet names another period.
    OtherPeriod {
        /// The period named here.
        here: Period,
        /// The period named elsewhere.
        there: Period,
    },
    /// The period is not the round's.
    NotTheRoundsPeriod {
        /// The submission's.
        here: Period,
        /// The round's.
        round: Period,
    },
    /// The unit owes a form that is not in its file.
    FormMissing {
        /// What people call it.
        short: String,
    },
    /// The form stands on two sheets.
    FormTwice {
        /// The sheet that was read.
        first: String,
    },
    /// The form came in two files.
    FormInTwoFiles {
        /// The file that counts.
        first: String,
    },
    /// The form stands on a hidden sheet.
    HiddenSheet,
    /// No figure was filled in.
    FormBlank,
    /// What was done so that the form could be read.
    Receipt(Receipt),
    /// The workbook is one that phuluc consolidated.
    OwnOutput,
    /// There is no such file.
    NoFile,
    /// The workbook was made for another unit than its headings name.
    MadeForOtherUnit(String),
    /// The workbook was made for another period than its headings name.
    MadeForOtherPeriod(Period),
    /// The round lists the file under another unit.
    ListedUnder {
        /// The unit that the file names.
        here: String,
        /// The unit in the round.
        listed: String,
    },
    /// Something strange about the file as it came.
    Oddity(Oddity),
    /// The form's version was not in force.
    NotInForce {
        /// The version.
        version: String,
        /// Its first day.
        from: NaiveDate,
        /// The report's period.
        period: Period,
    },
    /// A printed row is not on the sheet.
    RowMissing {
        /// The row.
        row: RowId,
        /// Its label.
        label: String,
        /// Whether people know it by its code.
        coded: bool,
    },
    /// A row stands twice.
    RowTwice {
        /// The row.
        row: RowId,
        /// The sheet row that stands first, from 1.
        first: u32,
        /// The other sheet row, from 1.
        second: u32,
        /// What both say in the columns of answers, where that differs.
        readings: Option<[Vec<String>; 2]>,
    },
    /// A row that is none of the form's holds something.
    UnknownRow {
        /// The sheet row, from 1.
        row: u32,
        /// What stands in it.
        text: String,
    },
    /// A column that is none of the form's holds something.
    UnknownColumn {
        /// Its first cell inside the table.
        at: At,
        /// What stands there.
        text: String,
    },
    /// Other rows of a form than on the sheet before.
    FormSplit {
        /// What people call the form.
        short: String,
        /// The sheet where its other rows stand.
        first: String,
    },
    /// Figures on a form's sheet that are in no row and column of a form.
    Leftover {
        /// Where they stand.
        cells: Vec<At>,
        /// The form that may be there.
        nearest: Option<Nearest>,
    },
    /// What stands there is not a figure, or not one for certain.
    NotRead(Unreadable),
    /// A figure typed where the workbook that was handed out had a formula.
    TypedOver,
    /// A figure below 0.
    Negative,
    /// A code that the list does not have.
    CodeNotAllowed {
        /// The codes and what they stand for.
        allowed: Vec<(Decimal, String)>,
    },
    /// A heading row holds a value.
    ValueInHeading,
    /// A row that is not the unit's holds a figure.
    ValueOutOfScope(Level),
    /// The unit of measure was changed.
    MeasureChanged {
        /// As the form prints it.
        printed: String,
        /// As it stands.
        found: String,
    },
    /// A total or percentage left blank though its parts are given.
    BlankTotal {
        /// What it comes to.
        computed: Interval,
    },
    /// A percentage that was cut, not rounded.
    PercentCut {
        /// The places of the part and the base.
        ratio: Box<Expr<Location>>,
        /// The rounded percentage.
        rounded: Decimal,
    },
    /// 0 reported as a share of nothing.
    ZeroOfNone,
    /// A document without its number.
    DocumentWithoutNumber,
    /// A document without its date.
    DocumentWithoutDate,
    /// A number and sign that no slash joins.
    DocumentMalformed {
        /// As it should be written.
        reference: String,
    },
    /// A sign that belongs to another type of document.
    DocumentSign {
        /// The type.
        kind: &'static str,
        /// The sign that it carries.
        own: &'static str,
        /// The sign found.
        found: String,
    },
    /// A number and a date that disagree with the rest of the series.
    DocumentOrder {
        /// The document.
        document: DatedDocument,
        /// Those of the series that it disagrees with.
        others: Vec<DatedDocument>,
    },
}

/// A document by its number and sign, and its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedDocument {
    /// Number and sign: `64/TB-UBND`.
    pub reference: String,
    /// The date.
    pub date: NaiveDate,
}
