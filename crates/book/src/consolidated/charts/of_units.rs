//! The figures of a chart: the units sorted by them, and who is not among the units.

use super::{BY_ITEMS, CONTESTED, MOST_UNITS, UnitBar, UnitChart};
use crate::consolidated::by_unit::ByUnit;
use crate::consolidated::figure_text;
use crate::consolidated::left_out::left_out;
use phuluc_form::{Chart as Asked, ColumnId, Form, capital};
use phuluc_round::{Consolidation, Footing, FormTotal, Ranked};
use rust_decimal::Decimal;

/// A unit's figure as it is drawn.
struct Drawn {
    figure: Decimal,
    /// What a rate is a rate of; of equal rates that with the greater base comes first.
    base: Decimal,
    footing: Footing,
}

/// The chart that a form asks for, whose title stands in a row of the sheet of figures.
pub(super) fn chart(
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    index: usize,
    asked: &Asked,
    at: u32,
) -> UnitChart {
    let total = &consolidation.forms[index];
    let lines = by_unit.charted(index, asked);
    let row = total.rows.iter().position(|line| line.id == asked.row).unwrap_or_default();
    let ranked = Ranked::new(total, &consolidation.members);
    let mut bars: Vec<(Vec<Decimal>, UnitBar)> = Vec::new();
    let (mut doubtful, mut shown): (Vec<String>, Vec<usize>) = (Vec::new(), Vec::new());
    for (unit, name) in by_unit.counted_units() {
        let drawn: Option<Vec<Drawn>> =
            lines.iter().map(|(id, _)| drawn(total, &ranked, (unit, row), id)).collect();
        let Some(drawn) = drawn.filter(|drawn| !drawn.is_empty()) else { continue };
        shown.push(unit);
        match drawn.iter().map(|drawn| drawn.footing).max() {
            Some(Footing::Doubtful) => doubtful.push(name.to_owned()),
            footing => {
                let columns = lines.iter().filter_map(|(id, _)| total.form.column(id));
                let is_contested = columns.into_iter().any(|column| ranked.is_contested(unit, row, column));
                let mark = match footing {
                    Some(Footing::Items) => BY_ITEMS,
                    _ if is_contested => CONTESTED,
                    _ => "",
                };
                let figures = drawn.iter().map(|drawn| drawn.figure).collect();
                let keys = drawn.iter().map(|drawn| drawn.figure).chain(drawn.iter().map(|drawn| drawn.base));
                bars.push((keys.collect(), UnitBar { unit: format!("{name}{mark}"), figures }));
            }
        }
    }
    bars.sort_by(|(a, _), (b, _)| b.cmp(a));
    let mut bars: Vec<UnitBar> = bars.into_iter().map(|(_, bar)| bar).collect();
    let units = bars.len();
    let is_percent = lines.iter().all(|(id, _)| is_percent(&total.form, id));
    let equal = equal(&bars, is_percent);
    if units > MOST_UNITS {
        bars.drain(MOST_UNITS / 2..units - MOST_UNITS / 2);
    }
    let series = lines.iter().map(|(id, _)| capital(&said(&total.form, id))).collect();
    let title = format!("{}: {}", total.form.short, asked.title);
    let ids: Vec<&ColumnId> = lines.iter().map(|(id, _)| *id).collect();
    let left_out = if total.rows.is_empty() {
        Vec::new()
    } else {
        left_out(consolidation, total, row, &ids, |unit| shown.binary_search(&unit).is_ok())
    };
    UnitChart { title, series, bars, units, equal, doubtful, left_out, is_percent, at }
}

/// A unit's figure or rate at a row, as units are ranked by it.
fn drawn(
    total: &FormTotal,
    ranked: &Ranked<'_>,
    (unit, row): (usize, usize),
    id: &ColumnId,
) -> Option<Drawn> {
    if let Some(rate) = ranked.rate(unit, row, id) {
        return Some(Drawn { figure: rate.percent()?, base: rate.base, footing: rate.footing });
    }
    let (figure, footing) = ranked.figure(unit, row, total.form.column(id)?)?;
    Some(Drawn { figure, base: Decimal::ZERO, footing })
}

/// What is said of units that are not drawn although others with the same figures are.
fn equal(bars: &[UnitBar], is_percent: bool) -> Option<String> {
    let half = MOST_UNITS / 2;
    if bars.len() <= MOST_UNITS {
        return None;
    }
    let last = bars.len() - half;
    let ends = [(half - 1, half), (last, last - 1)]
        .into_iter()
        .filter(|(drawn, next)| bars[*drawn].figures == bars[*next].figures);
    let said = ends.map(|(drawn, _)| {
        let figures = &bars[drawn].figures;
        let units = bars.iter().filter(|bar| bar.figures == *figures).count();
        let figures: Vec<String> =
            figures.iter().map(|figure| figure_text::figure(*figure, is_percent)).collect();
        format!("{units} đơn vị cùng {}", figures.join(" và "))
    });
    let mut said: Vec<String> = said.collect();
    said.dedup();
    (!said.is_empty()).then(|| said.join("; "))
}

/// What a column, or a derived figure, is called.
pub(in crate::consolidated) fn said(form: &Form, id: &ColumnId) -> String {
    let derived = form.derived.iter().find(|derived| derived.id == *id).map(|derived| derived.say.clone());
    derived.or_else(|| Some(form.columns[form.column(id)?].say.clone())).unwrap_or_default()
}

fn is_percent(form: &Form, id: &ColumnId) -> bool {
    form.derived.iter().any(|derived| derived.id == *id)
}
