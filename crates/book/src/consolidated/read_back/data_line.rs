//! A line of the sheet “Dữ liệu”, read back one level up.

use crate::consolidated::data::DataColumn;
use phuluc_grid::ListLine;
use rust_decimal::Decimal;

/// One value of one unit.
pub(super) struct Datum {
    pub form: String,
    pub row: String,
    pub label: String,
    pub column: String,
    pub state: String,
    pub value: Option<Decimal>,
    pub raw: String,
    pub file: String,
    pub sheet: String,
    pub cell: String,
    /// The unit's number in the sources.
    pub unit: usize,
    /// The line's own, from 1.
    pub number: usize,
}

impl Datum {
    pub fn read(line: &ListLine<'_, DataColumn>) -> Option<Self> {
        Some(Self {
            form: line.text(DataColumn::Form),
            row: line.text(DataColumn::Row),
            label: line.text(DataColumn::Label),
            column: line.text(DataColumn::Column),
            state: line.text(DataColumn::State),
            value: line.figure(DataColumn::Figure),
            raw: line.text(DataColumn::Shown),
            file: line.text(DataColumn::File),
            sheet: line.text(DataColumn::Sheet),
            cell: line.text(DataColumn::Cell),
            unit: line.text(DataColumn::UnitNumber).parse().ok()?,
            number: line.text(DataColumn::Number).parse().ok()?,
        })
    }
}
