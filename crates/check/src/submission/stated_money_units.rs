//! The unit of money of a form's amounts, where the sheet states another one than the form.
//!
//! The statement may stand in the row's unit cell, its label, its remark, the number format, in a row above that the
//! row belongs to, in the lines above or below the table, or in the column label. What is said of a row counts before
//! what is said of the table. Where two places contradict each other, the amount has two readings.

use super::possible_amount::PossibleAmounts;
use crate::answer::{Answer, WhyUnreadable};
use crate::locate::FoundForm;
use phuluc_form::{Form, Holds, Kind, match_key, money};
use phuluc_grid::{At, Cell, Content, NumberFormat, Sheet};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The number of rows above the header in which a line may state a unit.
const ABOVE: u32 = 6;
/// The number of rows below the table in which a line may state a unit.
const BELOW: u32 = 10;
/// The number of rows above a “như trên” in which the unit that it repeats may stand.
const DITTO: u32 = 50;

/// The place where a unit of money is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidIn {
    /// The row's cell for the unit.
    UnitCell,
    /// The row's label.
    Label,
    /// The row's remark.
    Note,
    /// The number format of the cell.
    Format,
    /// The cell of the amount, as text.
    Cell,
    /// The unit cell or the label of a row above, which the row belongs to.
    RowAbove,
    /// A line above the table.
    AboveTable,
    /// A line below the table.
    BelowTable,
    /// The column label.
    Head,
    /// The name of the sheet.
    SheetName,
}

impl SaidIn {
    /// Whether it speaks of its own row only.
    const fn is_of_row(self) -> bool {
        match self {
            Self::UnitCell | Self::Label | Self::Note | Self::Format | Self::Cell => true,
            Self::RowAbove | Self::AboveTable | Self::BelowTable | Self::Head | Self::SheetName => false,
        }
    }
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

/// The unit of an amount as its sheet states it, and the unit that another place states instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StatedUnit {
    /// The stated unit.
    pub unit: SaidUnit,
    /// The number of zeros of the other unit, if two places contradict each other.
    pub against: Option<u32>,
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
    below: Option<u32>,
    heads: Vec<Option<u32>>,
    is_ours: bool,
}

impl<'s> Measures<'s> {
    /// Reads the lines around the table and its header; `None` if the form asks for no amounts. `is_ours` says that the
    /// workbook is one of our blanks.
    pub fn read(found: &'s FoundForm, sheet: &'s Sheet, is_ours: bool) -> Option<Self> {
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
        let end = found.rows.iter().filter_map(|row| row.at).max();
        let under = end.and_then(|end| {
            let [from, to] = [(end + 1, 0), (end + BELOW, u32::MAX)].map(|(row, column)| At { row, column });
            // a line between two tables speaks of the second one
            let is_between =
                sheet.between(from, to).any(|(at, _)| matches!(&*sheet.key(at), "stt" | "tt" | "so tt"));
            if is_between { None } else { stated(from, to) }
        });
        Some(Self { sheet, form, above: above.flatten(), below: under, heads: heads.collect(), is_ours })
    }

    /// The stated unit of the amount at a place, if it differs from the form's.
    pub fn of(&self, found: &FoundForm, row: usize, column: usize, cell: &Cell) -> Option<StatedUnit> {
        let fixed = found.rows[row].role.fixed();
        let own = money::zeros(self.form.measure(fixed, column)).unwrap_or(0);
        // what a format makes of a larger number is shown with its unit, whatever stands around
        if let Content::Number(value) = cell.content
            && cell.format.thousands(value) > 0
            && let Some(zeros) = of_format(cell)
        {
            let unit = SaidUnit { zeros, own, said_in: SaidIn::Format };
            return (zeros != own).then_some(StatedUnit { unit, against: None });
        }
        // above a row that prints a unit of its own, the form prints that of its other rows
        let unit_cell = self.unit_cell(found, row);
        let of_form = self.form.measure.as_deref().and_then(money::zeros).filter(|zeros| *zeros != own);
        let is_of_other_rows = self.above == of_form && (self.is_ours || unit_cell == Some(own));
        let of_note = || {
            let note = self.beside(found, row, &Holds::Note).filter(|text| names_no_figure(text))?;
            money::stated(&note)
        };
        let said = [
            (SaidIn::UnitCell, unit_cell),
            (SaidIn::Label, self.label(found, row)),
            (SaidIn::Note, of_note()),
            (SaidIn::Format, of_format(cell)),
            (SaidIn::RowAbove, self.row_above(found, fixed)),
            (SaidIn::AboveTable, self.above.filter(|_| !is_of_other_rows)),
            (SaidIn::BelowTable, self.below),
            (SaidIn::Head, self.heads[column].filter(|_| !self.is_printed_head(column))),
            (SaidIn::SheetName, money::stated(&self.sheet.name)),
        ];
        let said = said.into_iter().filter_map(|(said_in, zeros)| Some((said_in, zeros?)));
        let (said_in, zeros) = said.clone().find(|(_, zeros)| *zeros != own)?;
        let mut others = said.filter(|(other, _)| contradicts(*other, said_in));
        let against = others.find(|(other, other_zeros)| {
            // the unit that the form prints beside a row stays there when a sender states another one
            let is_printed = *other == SaidIn::UnitCell && *other_zeros == own && said_in.is_of_row();
            *other_zeros != zeros && !is_printed
        });
        let unit = SaidUnit { zeros, own, said_in };
        Some(StatedUnit { unit, against: against.map(|(_, zeros)| zeros) })
    }

    /// What stands in a column of a row, in the cell that people see there.
    fn beside(&self, found: &FoundForm, row: usize, holds: &Holds) -> Option<Cow<'s, str>> {
        let column = self.form.column_holding(holds)?;
        let at = At { row: found.rows[row].at?, column: found.columns[column]? };
        let sheet: &'s Sheet = self.sheet;
        let at = if *holds == Holds::Label { at } else { sheet.covering(at) };
        Some(sheet.get(at)?.label())
    }

    /// The unit in a row's unit cell, which may repeat the one above it.
    fn unit_cell(&self, found: &FoundForm, row: usize) -> Option<u32> {
        let text = self.beside(found, row, &Holds::Measure)?;
        if !is_ditto(&text) {
            return money::zeros(&text).or_else(|| money::stated(&text));
        }
        let column = found.columns[self.form.column_holding(&Holds::Measure)?]?;
        let row = found.rows[row].at?;
        let mut above = (row.saturating_sub(DITTO)..row).rev().map(|row| At { row, column });
        let text = above.find_map(|at| {
            let text = self.sheet.covering_label(at);
            (!text.is_empty() && !is_ditto(&text)).then_some(text)
        })?;
        money::zeros(&text).or_else(|| money::stated(&text))
    }

    /// The unit in a row's label, if that is not the printed one.
    fn label(&self, found: &FoundForm, row: usize) -> Option<u32> {
        let printed = found.rows[row].role.fixed().map_or("", |index| &*self.form.fixed_rows()[index].label);
        let label = self.beside(found, row, &Holds::Label).filter(|label| label != printed)?;
        money::stated(&label)
    }

    /// The unit that a row above states for the printed rows under it, where the form does not print it.
    fn row_above(&self, found: &FoundForm, fixed: Option<usize>) -> Option<u32> {
        let rows = self.form.fixed_rows();
        let above = std::iter::successors(rows.get(fixed?)?.parent, |index| rows[*index].parent);
        above.into_iter().find_map(|index| {
            let row = found.rows.iter().position(|row| row.role.fixed() == Some(index))?;
            let printed = rows[index].measured_in.as_deref().unwrap_or_default();
            let changed = self.beside(found, row, &Holds::Measure).filter(|text| text != printed);
            let unit = changed.and_then(|text| money::zeros(&text).or_else(|| money::stated(&text)));
            let note = || {
                let note = self.beside(found, row, &Holds::Note)?;
                money::stated(&note).filter(|_| names_no_figure(&without_codes(&note, self.form)))
            };
            unit.or_else(|| self.label(found, row)).or_else(note)
        })
    }

    /// Whether the form itself prints a unit in the label of a column.
    fn is_printed_head(&self, column: usize) -> bool {
        self.form.columns[column].head.iter().any(|head| money::stated(head).is_some())
    }
}

/// Whether the unit that one place states speaks against the unit that another states. A sender's words in the row
/// count before what stands around the table.
const fn contradicts(other: SaidIn, said_in: SaidIn) -> bool {
    matches!(said_in, SaidIn::UnitCell) || !said_in.is_of_row() || other.is_of_row()
}

/// Whether a text repeats what stands above it: “nt”, “như trên”, “″”.
pub(crate) fn is_ditto(text: &str) -> bool {
    const SIGNS: [&str; 6] = ["\"", "''", "\u{2033}", "\u{201d}", "\u{3003}", "//"];
    let is_around = |c: char| c.is_whitespace() || matches!(c, '-' | '.' | '(' | ')');
    let bare = text.trim_matches(is_around);
    SIGNS.contains(&bare) || matches!(&*match_key(bare), "nt" | "n.t" | "nhu tren")
}

/// A remark without the codes of rows that it names: “Số liệu 1.1, 1.2 tính bằng tỷ đồng”.
fn without_codes(remark: &str, form: &Form) -> String {
    let is_code = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        form.fixed_rows().iter().any(|row| row.id.as_str().trim_end_matches('.') == word)
    };
    remark.split_whitespace().filter(|word| !is_code(word)).collect::<Vec<_>>().join(" ")
}

/// Whether a remark holds no figure. One that mentions amounts states no unit, but the 1.000 of “1.000 đồng” belongs
/// to a unit.
fn names_no_figure(remark: &str) -> bool {
    let without_unit = ["1.000.000", "1.000", "1000"]
        .iter()
        .fold(remark.to_owned(), |rest, unit| rest.replacen(unit, "", 1));
    !without_unit.contains(|c: char| c.is_ascii_digit())
}

/// The unit of the number that a cell holds, by the words of its number format: đồng for 2.827 “triệu” that the
/// format makes of 2827000000.
fn of_format(cell: &Cell) -> Option<u32> {
    let Content::Number(value) = cell.content else { return None };
    let shown = cell.format.words(value).iter().find_map(|words| money::zeros(words))?;
    shown.checked_sub(cell.format.thousands(value) * 3)
}

/// The cell without a number format that shows its amount in a larger unit and says so: 2.827 “triệu” for 2827000000.
pub(super) fn in_larger_unit(cell: &Cell) -> Cow<'_, Cell> {
    let Content::Number(value) = cell.content else { return Cow::Borrowed(cell) };
    if cell.format.thousands(value) == 0 || of_format(cell).is_none() {
        return Cow::Borrowed(cell);
    }
    Cow::Owned(Cell { format: NumberFormat::GENERAL, ..cell.clone() })
}

/// The amount in a cell that names another unit itself, as “24,8 tỷ” does: the unit, and the figure in it.
pub(super) fn of_text(cell: &Cell, value: Decimal, own: u32) -> Option<(SaidUnit, Decimal)> {
    let Content::Text(text) = &cell.content else { return None };
    let zeros = crate::answer::own_unit(text).filter(|zeros| *zeros != own)?;
    let written = crate::answer::Figure::exact(value).in_unit(own, zeros)?.value;
    Some((SaidUnit { zeros, own, said_in: SaidIn::Cell }, written))
}

/// Whether one of the converted amounts is impossibly large, so that the stated unit is doubtful.
pub(super) fn are_too_much(conversions: &[Conversion], said_in: SaidIn, possible: PossibleAmounts) -> bool {
    let mut own = conversions.iter().filter(|conversion| conversion.unit.said_in == said_in);
    own.any(|conversion| possible.is_too_much(conversion.written, conversion.unit.zeros))
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
