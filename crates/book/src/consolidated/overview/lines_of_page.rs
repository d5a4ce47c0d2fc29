//! Draws the overview from top to bottom: headings, lines and table heads.

use crate::consolidated::left_out::first_of;
use crate::measure::Letters;
use crate::paper::PrintedRow;
use crate::style::Styles;
use crate::{put, style};
use phuluc_grid::CellValue;
use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

/// The widths of its columns, in characters.
pub(super) const WIDTHS: [u32; 6] = [26, 11, 17, 26, 11, 17];
/// The last of them.
pub(super) const LAST: u16 = 5;
/// The height of an empty row, in points.
const ONE_ROW: u32 = 15;

/// The overview as far as it is drawn.
pub(super) struct Page<'p> {
    pub sheet: &'p mut Worksheet,
    /// The next free row.
    pub at: u32,
    /// The rows that are drawn.
    pub rows: Vec<PrintedRow>,
    pub styles: &'p Styles,
}

impl Page<'_> {
    /// The heading of a part, with an empty row above it.
    pub fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        if self.at > 4 {
            self.drawn(ONE_ROW, true)?;
        }
        let format = self.styles.header.clone().set_align(FormatAlign::Left);
        self.sheet.merge_range(self.at, 0, self.at, LAST, text, &format)?;
        let width = WIDTHS.iter().sum();
        self.drawn(style::height_of([(text, width)], Letters::Bold).max(20), true)
    }

    /// Ends a row.
    fn drawn(&mut self, high: u32, leads: bool) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.at, high)?;
        self.rows.push(PrintedRow { row: self.at, high, leads });
        self.at += 1;
        Ok(())
    }

    /// A line of cells, each over so many columns.
    pub fn line(&mut self, cells: &[(CellValue, u16)]) -> Result<(), XlsxError> {
        let mut left = 0;
        let mut high = style::height([]);
        for (value, over) in cells {
            let right = left + over - 1;
            let format = match value {
                CellValue::Number(_) | CellValue::Percent(_) => &self.styles.value,
                CellValue::Formula(_, result) if !matches!(**result, CellValue::Text(_)) => {
                    &self.styles.value
                }
                _ => &self.styles.label,
            };
            if *over > 1 {
                self.sheet.merge_range(self.at, left, self.at, right, "", format)?;
            }
            put(self.sheet, self.at, left, value, format)?;
            let width = WIDTHS[usize::from(left)..=usize::from(right)].iter().sum();
            high = high.max(style::height([(value.text(), width)]));
            left = right + 1;
        }
        self.drawn(high, false)
    }

    /// The heads of a table, each over so many columns.
    pub fn heads(&mut self, heads: &[(&str, u16)]) -> Result<(), XlsxError> {
        let mut left = 0;
        let mut high = style::height([]);
        for (label, over) in heads {
            let right = left + over - 1;
            if *over > 1 {
                self.sheet.merge_range(self.at, left, self.at, right, label, &self.styles.header)?;
            } else {
                self.sheet.write_string_with_format(self.at, left, *label, &self.styles.header)?;
            }
            let width = WIDTHS[usize::from(left)..=usize::from(right)].iter().sum();
            high = high.max(style::height_of([(*label, width)], Letters::Bold));
            left = right + 1;
        }
        self.drawn(high, true)
    }
}

/// The first of some names, and how many more there are.
pub(in crate::consolidated) fn named<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    listed(names, ", ")
}

/// The first of what is said of some units, and how many more there are.
pub(super) fn listed<'n>(said: impl IntoIterator<Item = &'n str>, between: &str) -> String {
    first_of(said, between, NAMED)
}

/// How many units are named in one line.
pub(super) const NAMED: usize = 12;
