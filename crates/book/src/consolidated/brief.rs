//! The brief workbook of a round of many units: what everybody carries. Everything else stands in the complete one.
//!
//! A workbook with every unit's figures grows with the units, and of thousands hardly anybody can open it. The brief
//! one has the totals in each form's layout, who is in them and who is not, the ranking, comparisons, sentences and
//! charts. Its totals are formulas over groups of units. Which complete workbook it goes with, it says by its SHA-256.

use super::by_unit::ByUnit;
use super::charts::UnitCharts;
use super::explained::Explained;
use super::sources::Places;
pub use super::two_books::{COMPLETE, MOST_UNITS, complete_path, is_wanted};
use super::{
    codes, comparison, data, documents_and_reasons, overview, scores, sentences, sheet_names, sources, totals,
};
use crate::style::Styles;
use crate::{WriteError, add_identity, new_book, same_bytes};
use phuluc_grid::Identity;
use phuluc_round::Consolidation;

/// Writes the brief workbook, to go with the complete one of that SHA-256.
///
/// # Errors
/// If Excel does not allow it.
pub fn write(consolidation: &Consolidation, complete: &str) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book()?;
    let styles = Styles::new();
    let names = sheet_names(consolidation);
    let by_group = ByUnit::of_groups(consolidation);
    let explained = Explained::new(consolidation, &by_group);
    let charts = UnitCharts::new(consolidation, &by_group);
    let sheet = book.add_worksheet();
    sheet.set_name(overview::OVERVIEW)?;
    overview::draw(sheet, consolidation, &by_group, &explained, &charts, &styles)?;
    for (index, (total, name)) in consolidation.forms.iter().zip(&names).enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(name.as_str())?;
        if total.form.document_column().is_some() {
            documents_and_reasons::draw_counts(sheet, consolidation, total, &by_group, &styles)?;
        } else if total.form.bands.is_some() {
            scores::draw(sheet, consolidation, total, &styles)?;
        } else {
            totals::draw(sheet, consolidation, index, &by_group, &explained, &styles)?;
        }
    }
    explained.draw(&mut book, consolidation, &names, &styles)?;
    let sentences = sentences::sentences(consolidation, &by_group, &explained);
    sentences::draw(&mut book, consolidation, &sentences, &styles)?;
    comparison::draw(&mut book, consolidation, &by_group, &styles)?;
    charts.draw_figures(&mut book, consolidation, &styles)?;
    by_group.draw_groups(&mut book, &names, &styles)?;
    let counts = data::counts(consolidation);
    let places = Places { by_unit: &by_group, counts: &counts, one_table: false, complete: Some(complete) };
    sources::draw(&mut book, consolidation, &places, &styles)?;
    let identity = Identity {
        unit: consolidation.round.receiver.clone(),
        period: consolidation.round.period,
        consolidated: true,
        ..Identity::default()
    };
    add_identity(&mut book, &identity)?;
    codes::draw_brief(&mut book, complete)?;
    same_bytes::saved(&mut book)
}
