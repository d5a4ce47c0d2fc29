//! The page setup of our workbooks: A4 with the margins and page numbers of Nghị định 30/2020/NĐ-CP, and letters of
//! at least 9 points.
//!
//! [`official`] pages are printed and signed. [`working`] pages are for staff, and print only if somebody asks for
//! it.

use rust_xlsxwriter::{Worksheet, XlsxError};

/// The millimetres of an inch, the unit of margins.
const INCH: f64 = 25.4;
/// The width between the margins in pixels, and the height in points, of an upright page and of one on its side.
const UPRIGHT_PAGE: [u32; 2] = [620, 726];
const PAGE_ON_ITS_SIDE: [u32; 2] = [950, 480];
/// The smallest print scale, in percent. Letters of 12 points are then 9 points high.
pub(super) const SMALLEST: u16 = 75;
/// The print scale in percent below which a page is turned to landscape.
const SMALLEST_UPRIGHT: u32 = 77;
/// How much of a page the last one has to fill if rows can be moved there, in percent.
const LAST_PAGE: u32 = 40;
/// The line above the table of a working sheet.
pub(super) const NOT_PRINTED: &str =
    "Trang để tra cứu, không in cùng báo cáo. Cần in thì chọn “Bỏ qua vùng in” (Ignore Print Area) khi in.";
/// The tab colour of working sheets.
const GREY: u32 = 0x00A6_A6A6;

/// A row of a sheet that is printed.
#[derive(Clone, Copy)]
pub(super) struct PrintedRow {
    /// Its number, from 0.
    pub row: u32,
    /// Its height, in points.
    pub high: u32,
    /// Whether the next row has to stand on the same page.
    pub leads: bool,
}

/// Sets up a sheet that is printed, given the widths of its columns.
pub(super) fn official(sheet: &mut Worksheet, widths: &[u32]) {
    upright(sheet);
    if !fits(UPRIGHT_PAGE, widths, SMALLEST_UPRIGHT) {
        sheet.set_landscape();
        if !fits(PAGE_ON_ITS_SIDE, widths, SMALLEST.into()) {
            sheet.set_print_scale(SMALLEST);
        }
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

/// Sets up a sheet that is printed, given the widths of its columns and its rows. `head` is the height of the rows
/// that every page repeats. A last page with only a few lines is avoided by a slightly smaller print if that does it,
/// else by pages that end earlier. Gives the rows with which the second page and those after it begin.
pub(super) fn official_of(
    sheet: &mut Worksheet,
    widths: &[u32],
    rows: &[PrintedRow],
    head: u32,
) -> Result<Vec<u32>, XlsxError> {
    official(sheet, widths);
    let is_upright = fits(UPRIGHT_PAGE, widths, SMALLEST_UPRIGHT);
    let [across, down] = if is_upright { UPRIGHT_PAGE } else { PAGE_ON_ITS_SIDE };
    let scale = (across * 100 / pixels(widths).max(1)).min(100);
    let pages_at = |scale: u32| pages(rows, head, down * 100 / scale.max(1));
    let starts = pages_at(scale);
    let begun: Vec<u32> = starts.iter().map(|start| rows[*start].row).collect();
    if scale < SMALLEST.into() {
        return Ok(begun);
    }
    let room = down * 100 / scale;
    let is_short = starts.last().is_some_and(|last| high(&rows[*last..]) < room / 2);
    if is_short && (SMALLEST.into()..scale).any(|scale| pages_at(scale).len() < starts.len()) {
        sheet.set_print_fit_to_pages(1, u16::try_from(starts.len()).unwrap_or(u16::MAX));
    } else if !starts.is_empty() {
        // Excel passes over page breaks where a sheet is fitted to pages
        sheet.set_print_scale(u16::try_from(scale).unwrap_or(SMALLEST));
        sheet.set_page_breaks(&begun)?;
    }
    Ok(begun)
}

/// The rows with which a new page begins at a print scale in percent, if each upright page is filled, and how much of
/// the last one is used, in pixels.
pub(super) fn filled(rows: &[PrintedRow], scale: u16) -> (Vec<u32>, u32) {
    let starts = filled_pages(rows, 0, UPRIGHT_PAGE[1] * 100 / u32::from(scale));
    let used = high(&rows[starts.last().copied().unwrap_or(0)..]);
    (starts.iter().map(|start| rows[*start].row).collect(), used * 4 / 3)
}

/// The rows with which the second page and those after it begin, if each page holds `room` points. The last page
/// gets more than a few lines.
fn pages(rows: &[PrintedRow], head: u32, room: u32) -> Vec<usize> {
    let mut starts = filled_pages(rows, head, room);
    if let Some(last) = starts.pop() {
        let before = starts.last().copied().unwrap_or(0);
        let mut start = last;
        while start > before + 1 && (head + high(&rows[start..])) * 100 < room * LAST_PAGE {
            start -= 1;
        }
        starts.push(before_headings(rows, before, start));
    }
    starts
}

/// The rows with which the second page and those after it begin, if each page is filled. A heading stays with what it
/// heads.
fn filled_pages(rows: &[PrintedRow], head: u32, room: u32) -> Vec<usize> {
    let mut starts = Vec::new();
    let (mut begin, mut used) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        if used + row.high > room && at > begin {
            begin = before_headings(rows, begin, at);
            starts.push(begin);
            used = head + high(&rows[begin..at]);
        }
        used += row.high;
    }
    starts
}

/// The first of the headings that stand right above a row, on a page that begins with another.
fn before_headings(rows: &[PrintedRow], begin: usize, at: usize) -> usize {
    let leading = rows[begin..at].iter().rev().take_while(|row| row.leads).count();
    // a page of nothing but headings ends where it is full
    if begin + leading < at { at - leading } else { at }
}

fn high(rows: &[PrintedRow]) -> u32 {
    rows.iter().map(|row| row.high).sum()
}

/// The width of columns in pixels. Excel draws a digit of the workbook's own font 7 pixels wide, LibreOffice 7⅓, and
/// both add 5.
fn pixels(widths: &[u32]) -> u32 {
    widths.iter().map(|width| width * 15 / 2 + 6).sum()
}

/// Whether columns fit on a page at a print scale in percent.
fn fits([across, _]: [u32; 2], widths: &[u32], scale: u32) -> bool {
    pixels(widths) * scale <= across * 100
}

/// Sets up a sheet that staff work with. `width` is the sum of its column widths, `columns` their number.
///
/// Its print area is an empty cell in a hidden column after the last one, so that spreadsheet programs find nothing
/// to print.
pub(super) fn working(sheet: &mut Worksheet, width: u32, columns: u16) -> Result<(), XlsxError> {
    official(sheet, &[width]);
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
    use super::{PrintedRow, pages};

    /// The rows with which pages of 100 points begin. Rows of headings are negative.
    #[track_caller]
    fn case(rows: &[i32], expected: &[usize]) {
        let rows: Vec<PrintedRow> = (0..)
            .zip(rows)
            .map(|(row, high)| PrintedRow { row, high: high.unsigned_abs(), leads: *high < 0 })
            .collect();
        assert_eq!(pages(&rows, 20, 100), expected);
    }

    #[test]
    fn rows_that_do_not_fit_go_on_the_next_page_below_the_repeated_ones() {
        case(&[50, 50], &[]);
        case(&[50, 50, 30], &[2]);
        case(&[60, 60, 60], &[1, 2]);
    }

    #[test]
    fn a_heading_goes_with_what_it_heads() {
        case(&[50, 30, -15, 30], &[2]);
        case(&[50, -15, -15, 30], &[1]);
        case(&[-50, -40, 30], &[2]);
    }

    #[test]
    fn the_last_page_gets_more_than_a_few_lines() {
        case(&[40, 30, 15, 4, 4, 4, 4], &[2]);
        case(&[90, 5, 5, 5, 5], &[1]);
    }
}
