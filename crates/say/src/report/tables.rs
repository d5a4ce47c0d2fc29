//! A round as tables for programs that answer questions over many rounds: every value, the units, and who took over
//! whom.
//!
//! It takes a consolidation and what is known of its closing, and gives tables whose columns are the same for every
//! round, in whatever format they are then written. Names and states are ids, days and moments ISO 8601.

mod units;
mod values;

use super::csv::harmless;
use chrono::NaiveDate;
use phuluc_form::Period;
use phuluc_round::{Consolidation, Manifest};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::io;

/// A round that is put into tables.
#[derive(Clone, Copy, Debug)]
pub struct ForTables<'c> {
    /// What it comes to.
    pub consolidation: &'c Consolidation,
    /// The record of its closing, if it is closed.
    pub closed: Option<&'c Manifest>,
}

/// A table.
pub struct Table<'c> {
    /// What its files are called, before the period.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// Its rows, each with a field for every column.
    pub rows: Box<dyn Iterator<Item = Vec<Field<'c>>> + 'c>,
}

/// A column by its name, and what stands in it.
pub type Column = (&'static str, ColumnKind);

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// A text.
    Text,
    /// A figure.
    Number,
    /// A count.
    Count,
    /// Whether something is so.
    Flag,
    /// A day.
    Day,
}

/// What stands in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field<'c> {
    /// Nothing.
    None,
    /// A text.
    Text(Cow<'c, str>),
    /// A figure.
    Number(Decimal),
    /// A count.
    Count(usize),
    /// Whether something is so.
    Flag(bool),
    /// A day.
    Day(NaiveDate),
}

impl<'c> Field<'c> {
    /// A text, or nothing where there is none.
    fn text(text: impl Into<Cow<'c, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::None } else { Self::Text(text) }
    }

    fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::None, Self::Day)
    }

    /// As CSV has it: figures with a dot, nothing as an empty field.
    fn csv(&self) -> Cow<'_, str> {
        match self {
            Self::None => "".into(),
            Self::Text(text) => harmless(text),
            Self::Number(number) => number.normalize().to_string().into(),
            Self::Count(count) => count.to_string().into(),
            Self::Flag(flag) => if *flag { "true" } else { "false" }.into(),
            Self::Day(day) => day.to_string().into(),
        }
    }
}

/// What says of which round a row is, in every table.
const ROUND: [Column; 4] = [
    ("period_from", ColumnKind::Day),
    ("period_to", ColumnKind::Day),
    ("closed_at", ColumnKind::Text),
    ("receiver", ColumnKind::Text),
];

/// All columns of a table: those of the round, and its own behind them.
const fn behind_round<const OWN: usize, const ALL: usize>(own: [Column; OWN]) -> [Column; ALL] {
    assert!(ALL == ROUND.len() + OWN);
    let mut all = [ROUND[0]; ALL];
    let mut index = 0;
    while index < ALL {
        all[index] = if index < ROUND.len() { ROUND[index] } else { own[index - ROUND.len()] };
        index += 1;
    }
    all
}

impl<'c> ForTables<'c> {
    /// The tables: values (`so-lieu`), units (`don-vi`) and takeovers (`ke-thua`).
    pub fn tables(self) -> [Table<'c>; 3] {
        [values::table(self), units::table(self), units::takeovers(self)]
    }

    /// What tells the files of this round and this closing from others: `2023-12-15_2024-03-14_chot-20240320T160000`.
    pub fn key(self) -> String {
        let period = match self.consolidation.round.period {
            Some(Period { from, to }) => format!("{from}_{to}"),
            None => "khong-ro-ky".to_owned(),
        };
        match self.closed {
            // a colon is no sign of a file's name on Windows
            Some(closed) => {
                let moment = closed.closed_at.chars().filter(char::is_ascii_alphanumeric);
                format!("{period}_chot-{}", moment.take("20240320T160000".len()).collect::<String>())
            }
            None => format!("{period}{OPEN}"),
        }
    }

    /// What tells the files that were written before the round was closed, if it is.
    pub fn key_before(self) -> Option<String> {
        self.closed.map(|_| Self { closed: None, ..self }.key())
    }

    fn fields(self) -> [Field<'c>; 4] {
        let Consolidation { round, .. } = self.consolidation;
        [
            Field::day(round.period.map(|period| period.from)),
            Field::day(round.period.map(|period| period.to)),
            self.closed.map_or(Field::None, |closed| Field::text(closed.closed_at.as_str())),
            round.receiver.as_deref().map_or(Field::None, Field::text),
        ]
    }
}

/// What the names of files end with whose round is not closed.
const OPEN: &str = "_chua-chot";

/// Writes a table as CSV for programs: UTF-8, commas, one header.
///
/// # Errors
/// If the output cannot be written.
pub fn write_csv(table: Table<'_>, out: impl io::Write) -> io::Result<()> {
    let mut csv = ::csv::Writer::from_writer(out);
    csv.write_record(table.columns.iter().map(|(name, _)| name))?;
    for row in table.rows {
        csv.write_record(row.iter().map(|field| field.csv().into_owned()))?;
    }
    csv.flush()
}
