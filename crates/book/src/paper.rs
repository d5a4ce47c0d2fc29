//! The page setup of our workbooks: A4 with the margins and page numbers of Nghị định 30/2020/NĐ-CP, and letters of
//! at least 9 points.
//!
//! [`official`] pages are printed and signed. [`working`] pages are for staff, and print only if somebody asks for
//! it.

use rust_xlsxwriter::{Worksheet, XlsxError};

/// The millimetres of an inch, the unit of margins.
const INCH: f64 = 25.4;
/// The characters of column width that fit on an upright page at full size.
const UPRIGHT: u32 = 88;
/// The characters of column width that fit on a page in landscape at full size.
const ON_ITS_SIDE: u32 = 136;
/// The width of an upright page between its margins in pixels, 7 for each character of column width, and its height
/// in points.
const UPRIGHT_PAGE: [u32; 2] = [620, 726];
const PAGE_ON_ITS_SIDE: [u32; 2] = [950, 480];
/// The smallest print scale, in percent. Letters of 12 points are then 9 points high.
pub(super) const SMALLEST: u16 = 75;
/// The print scale in percent below which a page is turned to landscape.
const SMALLEST_UPRIGHT: u32 = 85;
/// The line above the table of a working sheet.
pub(super) const NOT_PRINTED: &str =
    "Trang để tra cứu, không in cùng báo cáo. Cần in thì chọn “Bỏ qua vùng in” (Ignore Print Area) khi in.";
/// The tab colour of working sheets.
const GREY: u32 = 0x00A6_A6A6;

/// Sets up a sheet that is printed. `width` is the sum of its column widths.
pub(super) fn official(sheet: &mut Worksheet, width: u32) {
    upright(sheet);
    if !fits(UPRIGHT, width, SMALLEST_UPRIGHT) {
        sheet.set_landscape();
    }
    if !fits(ON_ITS_SIDE, width, SMALLEST.into()) {
        sheet.set_print_scale(SMALLEST);
    }
}

/// Sets up a sheet that is printed upright, whatever its width.
#[expect(clippy::float_arithmetic, reason = "margins are measured in millimetres")]
pub(super) fn upright(sheet: &mut Worksheet) {
    let [left, right, edge, number] = [30.0, 15.0, 20.0, 10.0].map(|millimetres| millimetres / INCH);
    sheet.set_paper_size(9).set_margins(left, right, edge, edge, number, number);
    // the first page has no number: see `same_bytes`
    sheet.set_header("&C&\"Times New Roman\"&13&P").set_print_first_page_number(1);
    sheet.set_print_fit_to_pages(1, 0);
}

/// Sets up a sheet that is printed, given the widths of its columns and the heights of its rows in points. `head` is
/// the height of the rows that every page repeats. A last page with only a few lines is avoided if a slightly smaller
/// print does so.
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

/// The number of pages that rows need if each holds `room` points, and the height used on the last one.
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

/// Whether `width` characters fit on a page at a print scale in percent.
const fn fits(room: u32, width: u32, scale: u32) -> bool {
    width * scale <= room * 100
}

/// Sets up a sheet that staff work with. `columns` is the number of its columns.
///
/// Its print area is an empty cell in a hidden column after the last one, so that spreadsheet programs find nothing
/// to print.
pub(super) fn working(sheet: &mut Worksheet, width: u32, columns: u16) -> Result<(), XlsxError> {
    official(sheet, width);
    leave_out(sheet, columns)
}

/// Leaves a sheet out of printing: the print area is a cell of `column`, which is empty and hidden.
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
