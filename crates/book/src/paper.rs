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
/// How wide a page is between its margins in pixels, of which a character of a column's width has seven, and how high
/// in points.
const UPRIGHT_PAGE: [u32; 2] = [620, 726];
const PAGE_ON_ITS_SIDE: [u32; 2] = [950, 480];
/// How far pages are made smaller, in percent: letters of 12 points are then 9 points high.
pub(super) const SMALLEST: u16 = 75;
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

/// The same of columns so wide and rows so high, in points, of which the ones that pages repeat are as high as `head`: a
/// last page that would hold a few lines is spared if a slightly smaller print does it.
pub(super) fn official_of(sheet: &mut Worksheet, widths: &[u32], rows: &[u32], head: u32) {
    let width = widths.iter().sum();
    official(sheet, width);
    let is_upright = fits(UPRIGHT, width, SMALLEST_UPRIGHT);
    let [across, down] = if is_upright { UPRIGHT_PAGE } else { PAGE_ON_ITS_SIDE };
    let pixels: u32 = widths.iter().map(|width| width * 7 + 5).sum();
    let scale = (across * 100 / pixels.max(1)).min(100);
    let at_scale = |scale: u32| pages(rows, head, down * 100 / scale.max(1));
    let (count, last) = at_scale(scale);
    let is_short = count > 1 && last < down * 100 / scale.max(1) / 2;
    if is_short && (SMALLEST.into()..scale).any(|scale| at_scale(scale).0 < count) {
        sheet.set_print_fit_to_pages(1, u16::try_from(count - 1).unwrap_or(0));
    }
}

/// How many pages rows take of which each holds so much, and how much of the last one they fill.
fn pages(rows: &[u32], head: u32, room: u32) -> (u32, u32) {
    let (mut count, mut used) = (1, 0);
    for row in rows {
        if used + row > room && used > 0 {
            count += 1;
            used = head;
        }
        used += row;
    }
    (count, used)
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

#[cfg(test)]
mod tests {
    use super::pages;

    #[test]
    fn rows_that_do_not_fit_go_on_the_next_page_below_the_repeated_ones() {
        assert_eq!(pages(&[50, 50], 20, 100), (1, 100));
        assert_eq!(pages(&[50, 50, 30], 20, 100), (2, 50));
        assert_eq!(pages(&[60, 60, 60], 20, 100), (3, 80));
    }
}
