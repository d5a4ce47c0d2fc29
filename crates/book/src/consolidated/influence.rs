//! The findings ranked by influence, on a working sheet: the places whose correction moves the totals most.
//!
//! It takes the sheet and the first line, and gives the line after the last one.

use crate::style;
use crate::style::Styles;
use phuluc_round::{Consolidation, influence};
use phuluc_say::{Lang, report};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Draws the lines over so many columns, whose widths together are given in characters.
pub(super) fn draw(
    sheet: &mut Worksheet,
    at: u32,
    (last, width): (u16, u32),
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let mut line = at + 1;
    for (index, text) in report::influence::lines(&influence::of(consolidation), Lang::Vi).iter().enumerate()
    {
        let format = if index == 0 { &styles.header } else { &styles.label };
        sheet.merge_range(line, 0, line, last, text.trim(), format)?;
        sheet.set_row_height(line, style::height([(text.as_str(), width)]))?;
        line += 1;
    }
    Ok(if line == at + 1 { at } else { line })
}
