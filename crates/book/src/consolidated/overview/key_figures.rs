//! The key figures on the overview: those of a form's charts and the percentages beside them, with their changes.

use super::lines_of_page::Page;
use crate::consolidated::by_unit::ByUnit;
use crate::consolidated::charts;
use crate::consolidated::comparison::{found, linked, why_unlike};
use crate::consolidated::explained::Explained;
use crate::consolidated::figure_text;
use crate::consolidated::shares;
use phuluc_form::{ColumnId, capital};
use phuluc_grid::CellValue;
use phuluc_round::{Against, Consolidation, Pair, Sides, Total, Unlike};
use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

/// A figure that leaders ask for.
struct KeyFigure<'c> {
    form: usize,
    row: usize,
    id: &'c ColumnId,
}

pub(super) fn draw(
    page: &mut Page<'_>,
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    explained: &Explained,
) -> Result<(), XlsxError> {
    let asked = asked(consolidation);
    let asked: Vec<&KeyFigure<'_>> = asked.iter().filter(|figure| has_total(by_unit, figure)).collect();
    if asked.is_empty() {
        return Ok(());
    }
    page.heading("Số liệu chính")?;
    let found = found(consolidation);
    if found.is_empty() {
        page.heads(&[
            ("Chỉ tiêu", 2),
            ("Kỳ này", 1),
            ("Số đơn vị (chưa có số liệu kỳ trước để so sánh)", 3),
        ])?;
    } else {
        page.heads(&[
            ("Chỉ tiêu", 1),
            ("Kỳ này", 1),
            ("Số đơn vị", 1),
            ("So với kỳ trước", 1),
            ("So với cùng kỳ năm trước", 2),
        ])?;
    }
    for figure in asked {
        let KeyFigure { form, row, id } = *figure;
        let total = &consolidation.forms[form];
        let Some(cell) = by_unit.total_of(form, row, id) else { continue };
        let base = match &cell.total {
            Total::Share { part, base, .. } => {
                format!("; {}/{}", figure_text::figure(*part, false), figure_text::figure(*base, false))
            }
            _ => String::new(),
        };
        let column = total.form.column(id);
        // a rate does not agree either if its part or its base does not
        let is_percent = matches!(cell.total, Total::Share { .. });
        let is_apart = explained.notes(form).iter().any(|note| {
            let place = (note.row, note.column);
            (note.row, Some(note.column)) == (row, column)
                || (is_percent && shares::is_of(total, row, id, place))
        });
        let apart = if is_apart { "; chưa khớp, xem dưới" } else { "" };
        let units = format!("{}/{} đơn vị{base}{apart}", cell.given, cell.of);
        let [before, last_year] = [Against::Before, Against::LastYear].map(|against| {
            let earlier = found.iter().find(|(other, _)| *other == against);
            let Some((_, earlier)) = earlier else {
                return CellValue::State("chưa có số liệu kỳ đó".to_owned());
            };
            let sides = Sides::new(consolidation, &earlier.consolidation, against);
            changed(&compared(&sides, figure, consolidation), is_percent)
        });
        let say = capital(&charts::said(&total.form, id));
        let what = CellValue::Text(format!("{}: {say}", total.form.short));
        let (now, units) = (linked(by_unit, form, row, id), CellValue::Text(units));
        if found.is_empty() {
            page.line(&[(what, 2), (now, 1), (units, 3)])?;
        } else {
            page.line(&[(what, 1), (now, 1), (units, 1), (before, 1), (last_year, 2)])?;
        }
    }
    Ok(())
}

/// The figures of charts, and the percentages that are worked out in the same rows, each once.
fn asked(consolidation: &Consolidation) -> Vec<KeyFigure<'_>> {
    let mut asked: Vec<KeyFigure<'_>> = Vec::new();
    for (form, total) in consolidation.forms.iter().enumerate() {
        for chart in &total.form.charts {
            let Some(row) = total.rows.iter().position(|line| line.id == chart.row) else { continue };
            let derived = total.form.derived.iter().map(|derived| &derived.id);
            let counts = chart.columns.iter().filter(|id| total.form.column(id).is_some());
            for id in counts.chain(derived) {
                if !asked.iter().any(|known| (known.form, known.row, known.id) == (form, row, id)) {
                    asked.push(KeyFigure { form, row, id });
                }
            }
        }
    }
    asked
}

fn has_total(by_unit: &ByUnit<'_>, figure: &KeyFigure<'_>) -> bool {
    by_unit.total_of(figure.form, figure.row, figure.id).is_some_and(|cell| cell.given > 0)
}

fn compared(
    sides: &Sides<'_>,
    figure: &KeyFigure<'_>,
    consolidation: &Consolidation,
) -> Result<Pair, Unlike> {
    let KeyFigure { form, row, id } = *figure;
    let column = consolidation.forms[form].form.column(id);
    let place = column.and_then(|column| sides.place(form, row, column));
    place.unwrap_or_else(|| sides.share(form, row, id))
}

/// `12.345, tăng 200 (1,65%)`, and of which units if not of all
fn changed(pair: &Result<Pair, Unlike>, is_percent: bool) -> CellValue {
    let pair = match pair {
        Ok(pair) => pair,
        Err(unlike) => return CellValue::State(format!("không so: {}", why_unlike(*unlike))),
    };
    let then = figure_text::figure(pair.then, is_percent);
    let by = pair.now - pair.then;
    let word = if by.is_sign_negative() { "giảm" } else { "tăng" };
    let mut text = if by.is_zero() {
        format!("{then}, không đổi")
    } else if is_percent {
        format!("{then}, {word} {} điểm %", figure_text::plain(by.abs()))
    } else {
        let rate = (by.abs() * Decimal::ONE_HUNDRED).checked_div(pair.then);
        let rate = rate.map_or_else(String::new, |rate| format!(" ({})", figure_text::figure(rate, true)));
        format!("{then}, {word} {}{rate}", figure_text::figure(by.abs(), false))
    };
    if !pair.all {
        let now = figure_text::figure(pair.now, is_percent);
        text.push_str(&format!("; tính {} đơn vị có số ở cả hai kỳ, kỳ này {now}", pair.units));
    }
    CellValue::Text(text)
}
