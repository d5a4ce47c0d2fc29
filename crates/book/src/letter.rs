//! What letters and lists have that an office sends: its name beside the national heading, and at the end the
//! receivers and the signature.

use super::form_sheet::across;
use super::style::Styles;
use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

/// How many rows the heading takes.
pub(super) const HEADING: u32 = 3;
/// How many rows the end takes, with room to sign.
pub(super) const END: u32 = 5;

/// Draws the heading: the office and the number in the columns before `middle`, the rest in those from there on.
pub(super) fn draw_heading(
    sheet: &mut Worksheet,
    [office, number]: [&str; 2],
    [middle, last]: [u16; 2],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let bold = styles.left.clone().set_bold();
    across(sheet, 0, [0, middle - 1], &office.to_uppercase(), &bold)?;
    across(sheet, 0, [middle, last], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", &bold)?;
    across(sheet, 1, [0, middle - 1], number, &styles.left)?;
    across(sheet, 1, [middle, last], "Độc lập - Tự do - Hạnh phúc", &bold)?;
    across(sheet, 2, [middle, last], "…………, ngày …… tháng …… năm ………", &styles.period)
}

/// Draws the end from a row on: the receivers at the left, and who made it in the columns from `middle` on.
pub(super) fn draw_end(
    sheet: &mut Worksheet,
    at: u32,
    (made_by, receivers): (&str, &[&str]),
    [middle, last]: [u16; 2],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let signed = styles.title.clone().set_font_size(13);
    across(sheet, at, [middle, last], made_by, &signed)?;
    let line = styles.text.clone().set_align(FormatAlign::Left);
    sheet.write_string_with_format(at, 0, "Nơi nhận:", &line.clone().set_bold().set_italic())?;
    for (row, receiver) in (at + 1..).zip(receivers) {
        sheet.write_string_with_format(row, 0, *receiver, &line)?;
    }
    Ok(())
}
