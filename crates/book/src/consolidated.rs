//! Writes the consolidated workbook: totals in each form's own layout, the figures of every unit, the findings, and
//! the sources. Of many units there is a second one without the units' figures ([`brief`]).

mod agreement;
pub mod brief;
mod by_unit;
mod charts;
mod codes;
mod comparison;
mod data;
mod documents_and_reasons;
mod explained;
mod figure_text;
mod findings;
mod left_out;
mod overview;
mod read_back;
mod scores;
mod sendings_and_decisions;
mod sentences;
mod shared_by_sheets;
mod shares;
mod sources;
mod totals;
mod two_books;

use super::style::Styles;
use super::{WriteError, add_identity, lines, new_book, same_bytes};
use by_unit::ByUnit;
use charts::{UnitChart, UnitCharts};
pub use data::LongTable;
use explained::Explained;
use phuluc_grid::{Identity, identity};
use phuluc_round::Consolidation;
pub use phuluc_say::{BY_UNIT, DATA, FINDINGS, MIXED_PERIODS, SOURCES};
pub use read_back::read_back;
pub use shared_by_sheets::{shown, stated};
use sources::Places;
use std::io::{Cursor, Seek, Write};

/// What follows a form's sheet name on the sheet of the lines that units added to it.
const BY_LINE: &str = " - lý do";
/// And on the sheet of the units' points by criterion.
const BY_CRITERION: &str = " - tiêu chí";

/// How many values one sheet holds below title and header, with room for a few more by hand.
pub const MOST_VALUES: usize = 1_048_000;

/// Writes a consolidation.
///
/// # Errors
/// If Excel does not allow it.
pub fn write(consolidation: &Consolidation) -> Result<Vec<u8>, WriteError> {
    let mut bytes = Cursor::new(Vec::new());
    write_within(consolidation, MOST_VALUES, &mut bytes)?;
    Ok(bytes.into_inner())
}

/// The same into a file, with sheets of at most so many values; gives the forms with more than a sheet holds,
/// whose values stand beside the workbook.
///
/// # Errors
/// If Excel does not allow it, or the file cannot be written.
pub fn write_within(
    consolidation: &Consolidation,
    most: usize,
    out: impl Write + Seek,
) -> Result<Vec<LongTable<'_>>, WriteError> {
    let mut book = new_book()?;
    let styles = Styles::new();
    let names = sheet_names(consolidation);
    let by_unit = ByUnit::new(consolidation);
    let sheet = book.add_worksheet();
    sheet.set_name(overview::OVERVIEW)?;
    let explained = Explained::new(consolidation, &by_unit);
    let charts = UnitCharts::new(consolidation, &by_unit);
    overview::draw(sheet, consolidation, &by_unit, &explained, &charts, &styles)?;
    let mut wide = Vec::new();
    for (index, (total, name)) in consolidation.forms.iter().zip(&names).enumerate() {
        let place = book.worksheets().len() + 1;
        let sheet = book.add_worksheet();
        sheet.set_name(name.as_str())?;
        // neither documents nor scores add up: they are gathered, and set side by side
        if total.form.document_column().is_some() {
            wide.push(documents_and_reasons::draw(sheet, place, consolidation, total, &styles)?);
        } else if total.form.bands.is_some() {
            scores::draw(sheet, consolidation, total, &styles)?;
            let sheet = book.add_worksheet();
            sheet.set_name(beside(name, BY_LINE))?;
            wide.push(documents_and_reasons::draw(sheet, place + 1, consolidation, total, &styles)?);
            let sheet = book.add_worksheet();
            sheet.set_name(beside(name, BY_CRITERION))?;
            wide.push(scores::draw_points(sheet, place + 2, consolidation, total, &styles)?);
        } else {
            totals::draw(sheet, consolidation, index, &by_unit, &explained, &styles)?;
        }
    }
    explained.draw(&mut book, consolidation, &names, &styles)?;
    let sentences = sentences::sentences(consolidation, &by_unit, &explained);
    sentences::draw(&mut book, consolidation, &sentences, &styles)?;
    comparison::draw(&mut book, consolidation, &by_unit, &styles)?;
    charts.draw_figures(&mut book, consolidation, &styles)?;
    wide.push(by_unit.draw(&mut book, &names, &styles)?);
    let counts = data::counts(consolidation);
    let (mut long, beside) = data::draw(&mut book, consolidation, &counts, most, &styles)?;
    let one_table = long.len() == 1 && beside.is_empty();
    let places = Places { by_unit: &by_unit, counts: &counts, one_table, complete: None };
    findings::draw(&mut book, consolidation, &styles)?;
    sendings_and_decisions::draw_sendings(&mut book, consolidation, &styles)?;
    sendings_and_decisions::draw_decisions(&mut book, consolidation, &styles)?;
    sources::draw(&mut book, consolidation, &places, &styles)?;
    let identity = Identity {
        unit: consolidation.round.receiver.clone(),
        period: consolidation.round.period,
        consolidated: true,
        ..Identity::default()
    };
    add_identity(&mut book, &identity)?;
    long.push(codes::draw(&mut book, consolidation, &styles)?);
    // lines and columns of figures repeat themselves: more effort would hardly make them smaller
    book.set_zip_compression_level(3);
    let drawn = same_bytes::saved(&mut book)?;
    // what was drawn of thousands of units is not needed once more while their lines are written
    drop(book);
    lines::put(&drawn, &wide, long, out)?;
    Ok(beside)
}

/// The charts of the overview as pictures, each as SVG and as PNG: their names and bytes.
pub fn charts(consolidation: &Consolidation) -> Vec<(String, Vec<u8>)> {
    let mut pictures = Vec::new();
    for (number, chart) in (1..).zip(&unit_charts(consolidation)) {
        let picture = charts::picture::draw(chart);
        pictures.push((format!("bieu-do-{number}.svg"), charts::svg::written(&picture).into_bytes()));
        let png = charts::png::painted(&picture);
        pictures.extend(png.map(|png| (format!("bieu-do-{number}.png"), png)));
    }
    pictures
}

/// The charts of the overview for a screen: their titles, and the pictures as SVG.
pub fn charts_for_screen(consolidation: &Consolidation) -> Vec<(String, String)> {
    let charts = unit_charts(consolidation);
    let drawn =
        |chart: &UnitChart| (chart.short_title(), charts::svg::written(&charts::picture::draw(chart)));
    charts.iter().map(drawn).collect()
}

fn unit_charts(consolidation: &Consolidation) -> Vec<UnitChart> {
    UnitCharts::new(consolidation, &ByUnit::new(consolidation)).charts
}

/// The name of a sheet that goes with a form's; it holds 31 characters.
fn beside(name: &str, what: &str) -> String {
    let name: String = name.chars().take(31 - what.chars().count()).collect();
    format!("{name}{what}")
}

/// Whether a sheet holds figures that are worked out from the units' own: totals, shares, and these side by side.
fn is_reckoned(sheet: &str) -> bool {
    let listed = [overview::OVERVIEW, sentences::SENTENCES, comparison::COMPARISON, FINDINGS, SOURCES];
    let kept =
        [sendings_and_decisions::SENDINGS, sendings_and_decisions::DECISIONS, identity::SHEET, codes::SHEET];
    !listed.contains(&sheet) && !kept.contains(&sheet) && !sheet.starts_with(DATA)
}

/// Each form's own sheet name; with its version where a round has several.
fn sheet_names(consolidation: &Consolidation) -> Vec<String> {
    let forms = &consolidation.forms;
    forms
        .iter()
        .map(|total| {
            let sheet = &total.form.sheet;
            let versions = forms.iter().filter(|other| other.form.id == total.form.id).count();
            if versions > 1 { format!("{sheet} ({})", total.form.version) } else { sheet.clone() }
        })
        .collect()
}
