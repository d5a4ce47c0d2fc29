//! The best and the last units by the percentages that forms chart, with the figures behind them.

use super::page::Page;
use crate::consolidated::by_unit::ByUnit;
use crate::consolidated::charts::UnitCharts;
use crate::consolidated::sentences;
use phuluc_form::{ColumnId, capital};
use phuluc_grid::CellValue;
use phuluc_round::Consolidation;
use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

/// How many units stand at each end.
const SHOWN: usize = 5;

/// A unit's rate with its part and base.
struct Rated<'c> {
    unit: &'c str,
    rate: Decimal,
    part: Decimal,
    base: Decimal,
}

pub(super) fn draw(
    page: &mut Page<'_>,
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    charts: &UnitCharts,
) -> Result<(), XlsxError> {
    for (form, total) in consolidation.forms.iter().enumerate() {
        for asked in &total.form.charts {
            let Some(row) = total.rows.iter().position(|line| line.id == asked.row) else { continue };
            for derived in total.form.derived.iter().filter(|derived| asked.columns.contains(&derived.id)) {
                let rated = rated(by_unit, form, row, &derived.id);
                draw_rate(page, &format!("{}: {}", total.form.short, derived.say), &rated)?;
            }
        }
    }
    for equal in &charts.equal {
        page.line(&[(CellValue::Text(equal.clone()), 6)])?;
    }
    Ok(())
}

/// The units that have a rate, the highest first.
fn rated<'c>(by_unit: &ByUnit<'c>, form: usize, row: usize, id: &ColumnId) -> Vec<Rated<'c>> {
    let Some(line) = by_unit.line_of(form, row, id) else { return Vec::new() };
    let rate = |(unit, name)| {
        let figure = |line| by_unit.figure_at(line, unit);
        let [part, base, rate] = [figure(line - 2)?, figure(line - 1)?, figure(line)?];
        Some(Rated { unit: name, rate, part, base })
    };
    let mut rated: Vec<Rated<'_>> = by_unit.counted_units().filter_map(rate).collect();
    rated.sort_by_key(|unit| std::cmp::Reverse(unit.rate));
    rated
}

fn draw_rate(page: &mut Page<'_>, say: &str, rated: &[Rated<'_>]) -> Result<(), XlsxError> {
    let differs = rated.first().map(|first| first.rate) != rated.last().map(|last| last.rate);
    if rated.len() < 2 || !differs {
        return Ok(());
    }
    // nobody stands at both ends
    let last = rated.last().map(|end| end.rate);
    let best: Vec<&Rated<'_>> = rated.iter().filter(|unit| Some(unit.rate) != last).take(SHOWN).collect();
    let last: Vec<&Rated<'_>> = rated
        .iter()
        .rev()
        .filter(|unit| Some(unit.rate) != best.first().map(|best| best.rate))
        .take(SHOWN)
        .collect();
    let shown = best.len().min(last.len()).min(rated.len() / 2);
    page.heading(&capital(say))?;
    let (high, low) = (format!("{shown} đơn vị cao nhất"), format!("{shown} đơn vị thấp nhất"));
    page.heads(&[
        (&high, 1),
        ("Tỷ lệ (%)", 1),
        ("Tử số/mẫu số", 1),
        (&low, 1),
        ("Tỷ lệ (%)", 1),
        ("Tử số/mẫu số", 1),
    ])?;
    for (best, last) in best.into_iter().zip(last).take(shown) {
        let cells = [best, last].into_iter().flat_map(|rated| {
            let base =
                format!("{}/{}", sentences::figure(rated.part, false), sentences::figure(rated.base, false));
            [
                (CellValue::Text(rated.unit.to_owned()), 1),
                (CellValue::Percent(rated.rate), 1),
                (CellValue::Text(base), 1),
            ]
        });
        page.line(&cells.collect::<Vec<_>>())?;
    }
    Ok(())
}
