//! Writes every workbook: consolidated ones, blanks to hand out, return sheets (phiếu), lists. It also reads a
//! consolidated one back. This is the only crate that knows `rust_xlsxwriter`.
//!
//! It takes forms with answers, or a consolidation, and gives the bytes of a workbook: the same bytes for the same
//! values. Values pass through `f64` here and only here, so a figure of more than 15 digits is not exact in Excel, as
//! in Excel itself.

pub use consolidated::LongTable;
pub use returned::{About, Returned, ReturnedFile};
pub mod blank;
pub mod consolidated;
mod form_sheet;
mod letter;
mod lines;
pub mod list_sheet;
mod measure;
mod paper;
mod parts;
pub mod returned;
mod same_bytes;
mod style;
mod xml;

use phuluc_form::{Form, Period};
use phuluc_grid::{CellValue, Identity, identity};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatUnderline, Formula, Note, Url, Workbook, Worksheet, XlsxError,
};
use std::borrow::Cow;
use std::collections::BTreeSet;
use style::Styles;

/// The reason why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Excel does not allow what is to be written.
    #[error("the workbook cannot be written: {0}")]
    Xlsx(#[from] XlsxError),
    /// The parts of the workbook cannot be read or packed.
    #[error("the workbook cannot be put together: {0}")]
    Io(#[from] std::io::Error),
}

/// A form to draw, with the values of its cells.
#[derive(Clone, Debug)]
pub struct FormSheet<'f> {
    /// The form.
    pub form: &'f Form,
    /// For each column of the form, whether it is drawn.
    pub present: Vec<bool>,
    /// The lines above the table.
    pub heading: Heading,
    /// The rows of the table.
    pub rows: Vec<SheetRow>,
    /// Columns to the right of the form's own: their labels, and a value for each row.
    pub beside: Vec<(String, Vec<CellValue>)>,
    /// Lines below the table.
    pub below: Vec<Vec<CellValue>>,
    /// The indices of rows that are folded away because nobody filled them.
    pub folded: BTreeSet<usize>,
    /// Notes below the table, to which marks in it refer.
    pub notes: Vec<String>,
}

/// The lines above a table.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// Two lines at the right: the reporting and the receiving unit, or who consolidated what.
    pub right: [String; 2],
    /// The period.
    pub period: Option<Period>,
    /// A line that must not be overlooked.
    pub mark: Option<String>,
    /// The unit whose report the form is attached to, if the heading names it: “của …”.
    pub attached: Option<String>,
}

impl Heading {
    /// The heading of a unit's report.
    pub fn report(unit: &str, receiver: Option<&str>, period: Option<Period>) -> Self {
        let receiver = receiver.unwrap_or_default();
        let right = [format!("Đơn vị báo cáo: {unit}"), format!("Đơn vị nhận báo cáo: {receiver}")];
        Self { right, period, mark: None, attached: None }
    }
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct SheetRow {
    /// The value in each of the form's columns.
    pub cells: Vec<CellValue>,
    /// The look of the row.
    pub look: Look,
}

/// The look of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A plain row.
    Plain,
    /// A heading.
    Heading,
    /// A row of totals.
    Total,
}

/// Writes the workbook of one unit: a sheet for each form, and the identity sheet.
///
/// # Errors
/// If Excel does not allow it, such as two forms with the same sheet name.
pub fn submission(sheets: &[FormSheet<'_>], identity: &Identity) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book()?;
    let styles = Styles::new();
    for sheet in sheets {
        let worksheet = book.add_worksheet();
        worksheet.set_name(sheet.form.sheet.as_str())?;
        let drawn = form_sheet::draw(worksheet, sheet, &styles)?;
        form_sheet::set_page(worksheet, sheet, &drawn, drawn.end)?;
    }
    add_identity(&mut book, identity)?;
    same_bytes::saved(&mut book)
}

fn add_identity(book: &mut Workbook, identity: &Identity) -> Result<(), XlsxError> {
    let worksheet = book.add_worksheet();
    worksheet.set_name(identity::SHEET)?;
    for (row, values) in (0..).zip(identity.rows()) {
        for (column, value) in (0..).zip(values) {
            worksheet.write_string(row, column, value)?;
        }
    }
    worksheet.set_very_hidden(true);
    Ok(())
}

/// An empty workbook. Its creation time is fixed, so that the same values give the same bytes.
fn new_book() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    style::set_own_font(&mut book, Format::new())?;
    let created = ExcelDateTime::from_ymd(2024, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created).set_author("phuluc"));
    Ok(book)
}

/// Writes a value into a cell with the number format that suits it: counts with thousands separators, percentages
/// with two decimals.
fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    put: &CellValue,
    format: &Format,
) -> Result<(), XlsxError> {
    let shown = match put {
        CellValue::Formula(_, result) => result.as_ref(),
        value => value,
    };
    let format = match (put, shown) {
        (_, CellValue::Number(value)) if value.scale() == 0 => format.clone().set_num_format("#,##0"),
        (_, CellValue::Percent(_)) => format.clone().set_num_format("0.00"),
        (CellValue::State(_), _) => format.clone().set_italic().set_font_color("#595959"),
        (CellValue::Link(..), _) => {
            format.clone().set_underline(FormatUnderline::Single).set_font_color("#0563C1")
        }
        _ => format.clone(),
    };
    write(sheet, row, column, put, &format)
}

/// Writes a value into a cell with the given format.
fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &CellValue,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        CellValue::Empty => sheet.write_blank(row, column, format)?,
        CellValue::Text(text) | CellValue::State(text) => {
            sheet.write_string_with_format(row, column, fitting(text), format)?
        }
        CellValue::Link(text, to) => {
            let url = Url::new(format!("internal:{to}")).set_text(fitting(text).as_ref());
            sheet.write_url_with_format(row, column, url, format)?
        }
        CellValue::Number(value) | CellValue::Percent(value) => {
            sheet.write_number_with_format(row, column, float(*value), format)?
        }
        CellValue::Formula(text, result) => {
            let formula = Formula::new(text).set_result(result.result());
            sheet.write_formula_with_format(row, column, formula, format)?
        }
    };
    Ok(())
}

/// The longest text that a cell of Excel holds, in units of UTF-16.
const LONGEST_TEXT: usize = 32_767;
/// The longest text of a note, beside which the writer keeps room for its author.
const LONGEST_NOTE: usize = LONGEST_TEXT - 54;

/// A text that fits into a cell of Excel: a longer one is cut and says so.
fn fitting(text: &str) -> Cow<'_, str> {
    cut(text, LONGEST_TEXT)
}

/// A note with a text that fits into it.
fn note(text: &str) -> Note {
    Note::new(cut(text, LONGEST_NOTE)).add_author_prefix(false)
}

/// The text with at most so many units of UTF-16.
fn cut(text: &str, most: usize) -> Cow<'_, str> {
    const CUT: &str = " … (dài hơn một ô Excel chứa được)";
    if text.len() <= most || text.encode_utf16().count() <= most {
        return Cow::Borrowed(text);
    }
    let mut room = most - CUT.encode_utf16().count();
    let kept = text.chars().take_while(|c| {
        let fits = room >= c.len_utf16();
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    Cow::Owned(kept.chain(CUT.chars()).collect())
}

/// The nearest double to a decimal. A figure of up to 15 digits is the same decimal again.
fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn a_text_that_no_cell_holds_is_cut_and_says_so() {
        assert_eq!(fitting("Xã Ví dụ 01"), "Xã Ví dụ 01");
        let long = fitting(&"Xã ".repeat(20_000)).into_owned();
        assert_eq!(long.chars().count(), 32_767);
        assert!(long.ends_with("(dài hơn một ô Excel chứa được)"));
        // signs beyond the first plane take two units
        let long = fitting(&"😀".repeat(20_000)).into_owned();
        assert!((32_766..=32_767).contains(&long.encode_utf16().count()));
        assert_eq!(fitting(&"😀".repeat(16_383)).chars().count(), 16_383);
    }
}
