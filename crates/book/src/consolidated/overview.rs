//! The sheet “Tổng quan”: the round on one screen.
//!
//! It shows the units that have not reported, the key figures and their changes, the best and the last units, the
//! errors with their influence, the open decisions, and charts that compare the units.

mod best_and_last;
mod errors_and_decisions;
mod key_figures;
mod lines_of_page;
mod who_reported;

use super::by_unit::ByUnit;
use super::charts::{ChartPlace, UnitCharts};
use super::explained::Explained;
use super::shared_by_sheets::draw_title;
use super::two_books;
use crate::paper::{self, PrintedRow};
use crate::style::Styles;
pub(super) use lines_of_page::named;
use lines_of_page::{LAST, Page, WIDTHS};
use phuluc_grid::CellValue;
use phuluc_round::{Consolidation, influence};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The sheet's name.
pub(super) const OVERVIEW: &str = "Tổng quan";
/// The height of the lines above the first part, in points.
const TITLES: u32 = 80;
/// Where charts stand: each in half of the columns.
const CHARTS: ChartPlace = ChartPlace { columns: [0, 3], width: 384, page: 1280 };

pub(super) fn draw(
    sheet: &mut Worksheet,
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    explained: &Explained,
    charts: &UnitCharts,
    styles: &Styles,
) -> Result<(), XlsxError> {
    super::shared_by_sheets::set_widths(sheet, &WIDTHS)?;
    let top = draw_title(sheet, "Tổng quan", consolidation, styles)?;
    let titles = PrintedRow { row: 0, high: TITLES, leads: true };
    let mut page = Page { sheet, at: top, rows: vec![titles], styles };
    if by_unit.is_brief() {
        page.line(&[(CellValue::Text(two_books::ABOUT.to_owned()), 6)])?;
    }
    let influence = influence::of(consolidation);
    who_reported::draw(&mut page, consolidation, &influence)?;
    key_figures::draw(&mut page, consolidation, by_unit, explained)?;
    best_and_last::draw(&mut page, consolidation, charts)?;
    errors_and_decisions::draw_wrong(&mut page, consolidation, explained, by_unit)?;
    errors_and_decisions::draw_first(&mut page, &influence)?;
    errors_and_decisions::draw(&mut page, consolidation, by_unit, &influence)?;
    let Page { sheet, at, rows, .. } = page;
    paper::upright(sheet);
    // Excel passes over page breaks where a sheet is fitted to pages
    sheet.set_print_scale(paper::SMALLEST);
    let (mut breaks, used) = paper::filled(&rows, paper::SMALLEST);
    let (end, of_charts) = charts.draw(sheet, at + 1, used, CHARTS)?;
    breaks.extend(of_charts);
    sheet.set_page_breaks(&breaks)?;
    sheet.set_print_area(0, 0, end, LAST)?;
    Ok(())
}
