//! The page setup of our workbooks: A4 with the margins and page numbers of Nghị định 30/2020/NĐ-CP, and letters of
//! at least 9 points.
//!
//! [`official`] pages are printed and signed. [`working`] pages are for staff, and print only if somebody asks for
//! it.
//! asks for it.

use rust_xlsxwriter::{Worksheet, XlsxError};

/// Millimetres of an inch, in which margins are written.
const INCH: f64 = 25.4;
/// How many characters of a column's width stand on an upright page, letters as large as they are written.
const UPRIGHT: u32 = 88;
/// And on a page on its side.
const ON_ITS_SIDE: u32 = 136;
/// How high a page is between its margins, in points, upright and on its side.
const HIGH: u32 = 726;
const HIGH_ON_ITS_SIDE: u32 = 480;
/// From how many pages on a short last one is left as it is.
const MOST_PAGES: u32 = 100;
/// How far pages are made smaller, in percent: letters of 12 points are then 9 points high.
const SMALLEST: u16 = 75;
/// How far an upright page is made smaller before it is laid on its side.
const SMALLEST_UPRIGHT: u32 = 85;
/// What stands above the table of a sheet that staff work with.
pub(super) const NOT_PRINTED: &str =
    "Trang để tra cứu, không in cùng báo cáo. Cần in thì chọn “Bỏ qua vùng in” (Ignore Print Area) khi in.";
/// How sheets are marked that staff work with.
const GREY: u32 = 0x00A6_A6A6;

/// A sheet that is printed, its columns as wide together as that.
pub(super) fn official(sheet: &mut Worksheet, width: u32) {
    upright(sheet);
    if !fits(UPRIGHT, width, SMALLEST_UPRIGHT) {
        sheet.set_landscape();
    }
    if !fits(ON_ITS_SIDE, width, SMALLEST.into()) {
        sheet.set_print_scale(SMALLEST);
    }
}

/// The same upright in any case.
#[expect(clippy::float_arithmetic, reason = "margins are measured in millimetres")]
pub(super) fn upright(sheet: &mut Worksheet) {
    let [left, right, edge, number] = [30.0, 15.0, 20.0, 10.0].map(|millimetres| millimetres / INCH);
    sheet.set_paper_size(9).set_margins(left, right, edge, edge, number, number);
    // the first page has none: see `same_bytes`
    sheet.set_header("&C&\"Times New Roman\"&13&P").set_print_first_page_number(1);
    sheet.set_print_fit_to_pages(1, 0);
}

/// The same where the rows are as high together as that, in points, and the repeated ones among them as `head`: a
/// last page that would hold a few lines is spared if a slightly smaller print does it.
pub(super) fn official_of(sheet: &mut Worksheet, width: u32, height: u32, head: u32) {
    official(sheet, width);
    let (across, down) = if fits(UPRIGHT, width, SMALLEST_UPRIGHT) {
        (UPRIGHT, HIGH)
    } else {
        (ON_ITS_SIDE, HIGH_ON_ITS_SIDE)
    };
    let scale = (across * 100 / width.max(1)).min(100);
    let room = |pages: u32, scale: u32| (pages * down * 100 / scale).saturating_sub((pages - 1) * head);
    let pages = (1..MOST_PAGES).find(|pages| room(*pages, scale) >= height).unwrap_or(1);
    let is_short = pages > 1 && height - room(pages - 1, scale) < down * 100 / scale / 3;
    if is_short && (SMALLEST.into()..scale).any(|scale| room(pages - 1, scale) >= height) {
        sheet.set_print_fit_to_pages(1, u16::try_from(pages - 1).unwrap_or(0));
    }
}

/// Whether so many characters stand on a page, made smaller to that percentage.
const fn fits(room: u32, width: u32, scale: u32) -> bool {
    width * scale <= room * 100
}

/// A sheet that staff work with, with so many columns.
///
/// Its print area is an empty cell in a hidden column behind the last one: spreadsheet programs find nothing
/// there to print.
pub(super) fn working(sheet: &mut Worksheet, width: u32, columns: u16) -> Result<(), XlsxError> {
    official(sheet, width);
    leave_out(sheet, columns)
}

/// Leaves a sheet out of what is printed: nothing but this column of it is, which is empty.
pub(super) fn leave_out(sheet: &mut Worksheet, column: u16) -> Result<(), XlsxError> {
    sheet.set_tab_color(GREY);
    sheet.set_column_hidden(column)?;
    sheet.set_print_area(0, column, 0, column)?;
    Ok(())
}
