//! The unit of money of a form's amounts, where the sheet states another one than the form.
//!
//! The statement may stand in the row's unit cell, its label, its remark, the lines above the table, the column label
//! or the number format. They are searched in this order.

use crate::answer::{Answer, WhyUnreadable};
use crate::locate::FoundForm;
use phuluc_form::{Form, Holds, Kind, money};
use phuluc_grid::{At, Cell, Content, NumberFormat, Sheet};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The number of rows above the header in which a line may state a unit.
const ABOVE: u32 = 6;
/// An amount in đồng above what any reporting unit has.
const TOO_MUCH: Decimal = Decimal::from_parts(276_447_232, 23_283, 0, false, 0);

/// The place where a unit of money is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidIn {
    /// The row's cell for the unit.
    UnitCell,
    /// The row's label.
    Label,
    /// The row's remark.
    Note,
    /// A line above the table.
    AboveTable,
    /// The column label.
    Head,
    /// The number format of the cell.
    Format,
}

/// A stated unit of money that differs from the form's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidUnit {
    /// The number of zeros of the stated unit.
    pub zeros: u32,
    /// The number of zeros of the form's unit.
    pub own: u32,
    /// The place where it is stated.
    pub said_in: SaidIn,
}

/// An amount that was converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The unit that it was written in.
    pub unit: SaidUnit,
    /// The row, by index.
    pub row: usize,
    /// The column, by index.
    pub column: usize,
    /// Its cell.
    pub at: At,
    /// The figure as written.
    pub written: Decimal,
}

/// The units of money that a sheet states for a form.
pub(super) struct Measures<'s> {
    sheet: &'s Sheet,
    form: &'s Form,
    above: Option<u32>,
    heads: Vec<Option<u32>>,
}

impl<'s> Measures<'s> {
    /// Reads the lines above the table and its header; `None` if the form asks for no amounts.
    pub fn read(found: &'s FoundForm, sheet: &'s Sheet) -> Option<Self> {
        let form = &*found.form;
        let rows = std::iter::once(None).chain((0..form.fixed_rows().len()).map(Some));
        let asks = |row: Option<usize>| {
            (0..form.columns.len()).any(|column| form.kind(row, column) == Some(&Kind::Money))
        };
        if !rows.into_iter().any(asks) {
            return None;
        }
        let (top, below) = found.header_rows();
        let stated = |from: At, to: At| {
            let mut cells =
                sheet.between(from, to).filter(move |(at, _)| (from.column..=to.column).contains(&at.column));
            cells.find_map(|(_, cell)| money::stated(&cell.label()))
        };
        let last = At { row: top.saturating_sub(1), column: u32::MAX };
        let above = (top > 0).then(|| stated(At { row: top.saturating_sub(ABOVE), column: 0 }, last));
        let heads = found.columns.iter().map(|column| {
            let column = (*column)?;
            stated(At { row: top, column }, At { row: below.saturating_sub(1), column })
        });
        Some(Self { sheet, form, above: above.flatten(), heads: heads.collect() })
    }

    /// The stated unit of the amount at a place, if it differs from the form's.
    pub fn of(&self, found: &FoundForm, row: usize, column: usize, cell: &Cell) -> Option<SaidUnit> {
        let found_row = &found.rows[row];
        let fixed = found_row.role.fixed();
        let own = money::zeros(self.form.measure(fixed, column)).unwrap_or(0);
        let beside = |holds: &Holds| {
            let column = self.form.column_holding(holds)?;
            let at = At { row: found_row.at?, column: found.columns[column]? };
            Some(self.sheet.get(at)?.label().into_owned())
        };
        let printed = fixed.map_or("", |index| &*self.form.fixed_rows()[index].label);
        let label = beside(&Holds::Label).filter(|label| label != printed);
        let said = [
            (
                SaidIn::UnitCell,
                beside(&Holds::Measure).and_then(|text| money::zeros(&text).or_else(|| money::stated(&text))),
            ),
            (SaidIn::Label, label.and_then(|text| money::stated(&text))),
            (
                SaidIn::Note,
                beside(&Holds::Note)
                    .filter(|text| names_no_figure(text))
                    .and_then(|text| money::stated(&text)),
            ),
            (SaidIn::AboveTable, self.above),
            (SaidIn::Head, self.heads[column].filter(|_| !self.is_printed_head(column))),
            (SaidIn::Format, of_format(cell)),
        ];
        let mut said = said
            .into_iter()
            .filter_map(|(said_in, zeros)| Some((said_in, zeros.filter(|zeros| *zeros != own)?)));
        said.next().map(|(said_in, zeros)| SaidUnit { zeros, own, said_in })
    }

    /// Whether the form itself prints a unit in the label of a column.
    fn is_printed_head(&self, column: usize) -> bool {
        self.form.columns[column].head.iter().any(|head| money::stated(head).is_some())
    }
}

/// Whether a remark holds no figure. One that mentions amounts states no unit, but the 1.000 of “1.000 đồng” belongs
/// to a unit.
fn names_no_figure(remark: &str) -> bool {
    let without_unit = ["1.000.000", "1.000", "1000"]
        .iter()
        .fold(remark.to_owned(), |rest, unit| rest.replacen(unit, "", 1));
    !without_unit.contains(|c: char| c.is_ascii_digit())
}

/// The unit that a number format shows after a number that is stored as it is shown.
fn of_format(cell: &Cell) -> Option<u32> {
    let Content::Number(value) = cell.content else { return None };
    if cell.format.thousands(value) > 0 {
        return None;
    }
    cell.format.words(value).iter().find_map(|words| money::zeros(words))
}

/// The cell without a number format that shows its amount in a larger unit: 2.827 “triệu” for 2827000000.
pub(super) fn in_larger_unit(cell: &Cell) -> Cow<'_, Cell> {
    let Content::Number(value) = cell.content else { return Cow::Borrowed(cell) };
    let thousands = cell.format.thousands(value);
    let says_so = || cell.format.words(value).iter().any(|words| money::zeros(words) == Some(thousands * 3));
    if thousands == 0 || !says_so() {
        return Cow::Borrowed(cell);
    }
    Cow::Owned(Cell { format: NumberFormat::GENERAL, ..cell.clone() })
}

/// Whether one of the converted amounts is impossibly large, so that the stated unit is doubtful.
pub(super) fn are_too_much(conversions: &[Conversion], said_in: SaidIn) -> bool {
    let mut own = conversions.iter().filter(|conversion| conversion.unit.said_in == said_in);
    own.any(|conversion| {
        let in_dong = 10_u64.checked_pow(conversion.unit.zeros).map(Decimal::from);
        in_dong
            .and_then(|dong| conversion.written.checked_mul(dong))
            .is_none_or(|amount| amount.abs() >= TOO_MUCH)
    })
}

/// An answer converted from the stated unit of money to the form's.
pub(super) fn converted(answer: Answer, unit: SaidUnit) -> Answer {
    match answer {
        Answer::Number(figure) => {
            figure.in_unit(unit.zeros, unit.own).map_or_else(|| doubtful(vec![figure.value]), Answer::Number)
        }
        Answer::Unreadable(mut unreadable) => {
            // in 8,4567 triệu the comma can only be a decimal one
            if let ([only], WhyUnreadable::Ambiguous) = (unreadable.readings.as_slice(), unreadable.why)
                && unreadable.stored == Some(*only)
            {
                return converted(Answer::Number(crate::answer::Figure::exact(*only)), unit);
            }
            let readings = unreadable.readings.into_iter().filter_map(|value| {
                crate::answer::Figure::exact(value).in_unit(unit.zeros, unit.own).map(|figure| figure.value)
            });
            unreadable.readings = readings.collect();
            Answer::Unreadable(unreadable)
        }
        answer @ (Answer::Nil | Answer::Blank | Answer::Text(_)) => answer,
    }
}

/// An amount whose unit is doubtful, with its readings.
pub(super) fn doubtful(readings: Vec<Decimal>) -> Answer {
    let unreadable = crate::answer::Unreadable { why: WhyUnreadable::Measure, readings, stored: None };
    Answer::Unreadable(Box::new(unreadable))
}
