//! What is said behind a sentence: the units that its figures are of, and what does not add up in it.

use super::clauses::{Asked, Clause};
use super::figure::{Figure, Figures};
use super::said;
use crate::consolidated::agreement::{self, AgreementNote};
use crate::consolidated::by_unit::ByUnit;
use crate::consolidated::left_out::first_of;
use phuluc_form::{capital, vietnamese};
use phuluc_round::{Apartness, Consolidation, FormTotal, Total, UnitAnswer, UnitDifference};
use rust_decimal::Decimal;

/// How many missing units a sentence names.
const NAMED: usize = 3;

/// `9/10 đơn vị`, and `chưa có Xã Ví dụ 10` where few enough are missing to be named.
pub(super) fn units(consolidation: &Consolidation, figure: &Figure<'_>) -> (String, Option<String>) {
    let missing = figure.missing();
    let (given, of) = (figure.cell.given.saturating_sub(figure.left.len()), figure.cell.of);
    let names: Vec<&str> =
        missing.iter().map(|unit| consolidation.members[*unit].unit.name.as_str()).collect();
    match missing.len() {
        0 => (format!("{of} đơn vị"), None),
        1..=NAMED => (format!("{given}/{of} đơn vị"), Some(format!("chưa có {}", names.join(", ")))),
        _ => (format!("{given}/{of} đơn vị"), None),
    }
}

/// `Chưa kể trực tuyến 1.464, từ kỳ trước 4 của Xã Ví dụ 02 (chưa có tổng số tiếp nhận).`
pub(super) fn left_aside(consolidation: &Consolidation, total: &FormTotal, figures: &[Figure<'_>]) -> String {
    let mut kinds: Vec<(String, Vec<String>)> = Vec::new();
    for figure in figures {
        let some = figure.left.iter().filter(|(_, amount)| !amount.is_zero());
        let names: Vec<&str> =
            some.clone().map(|(unit, _)| consolidation.members[*unit].unit.name.as_str()).collect();
        let (false, Some((row, column))) = (names.is_empty(), figure.lacks) else { continue };
        let amount: Decimal = some.map(|(_, amount)| amount).sum();
        let name = agreement::in_a_list(said(&total.form, figure.row, figure.column));
        let what = format!("{name} {}", vietnamese(amount));
        let whose = format!("{} (chưa có {})", first_of(names, ", ", NAMED), said(&total.form, row, column));
        match kinds.iter_mut().find(|(other, _)| *other == whose) {
            Some((_, all)) => all.push(what),
            None => kinds.push((whose, vec![what])),
        }
    }
    let texts = kinds.into_iter().map(|(whose, what)| format!("{} của {whose}", what.join(", ")));
    let texts: Vec<String> = texts.collect();
    if texts.is_empty() { String::new() } else { format!(" Chưa kể {}.", texts.join("; ")) }
}

/// The figures that are of other units than the first.
pub(super) fn other_units(
    consolidation: &Consolidation,
    total: &FormTotal,
    figures: &[Figure<'_>],
) -> String {
    let Some(first) = figures.first() else { return String::new() };
    let mut others: Vec<(&Figure<'_>, Vec<String>)> = Vec::new();
    // the reasons may differ, the units must not
    for figure in figures.iter().filter(|figure| !figure.is_of_units_of(first)) {
        let said = said(&total.form, figure.row, figure.column);
        match others.iter_mut().find(|(known, _)| known.is_of_units_of(figure)) {
            Some((_, names)) => names.push(said),
            None => others.push((figure, vec![said])),
        }
    }
    let others: Vec<String> = others
        .into_iter()
        .map(|(figure, names)| {
            let (count, missing) = units(consolidation, figure);
            let missing = missing.map_or_else(String::new, |missing| format!(", {missing}"));
            format!("{}: {count}{missing}", names.join(", "))
        })
        .collect();
    if others.is_empty() { String::new() } else { format!(" Riêng {}.", others.join("; ")) }
}

/// What a sentence would tell if any unit had given it; what concerns no unit is not missing.
pub(super) fn without_figures(
    by_unit: &ByUnit<'_>,
    form: usize,
    total: &FormTotal,
    clauses: &[Clause<'_>],
    figures: &Figures<'_>,
) -> String {
    let slots = clauses.iter().flat_map(|clause| &clause.figures).zip(figures.slots.iter().flatten());
    let unknown = slots.filter(|(_, figure)| figure.is_none()).filter_map(|(slot, _)| match slot.what {
        Asked::Total(row, column) => {
            let at = total.rows.iter().position(|line| line.id == *row)?;
            let cell = by_unit.total_of(form, at, column)?;
            matches!(cell.total, Total::Nothing).then(|| said(&total.form, at, column))
        }
        Asked::Rest(_) => None,
    });
    let unknown: Vec<String> = unknown.collect();
    if unknown.is_empty() {
        String::new()
    } else {
        format!(" Chưa có số liệu: {}.", unknown.join("; "))
    }
}

/// What does not add up among the figures of a sentence, over the units that these are of.
pub(super) fn apart(
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    form: usize,
    figures: &[Figure<'_>],
    notes: &[AgreementNote],
) -> String {
    let total = &consolidation.forms[form];
    let at = |row: usize, column: usize| {
        figures.iter().find(|figure| (figure.row, total.form.column(figure.column)) == (row, Some(column)))
    };
    let mut text = String::new();
    for found in notes.iter().flat_map(|note| &note.found) {
        let Apartness::Parts { parts, exactly, units, over, .. } = &found.what else { continue };
        let Some(whole) = at(found.row, found.column) else { continue };
        if !parts.iter().any(|(row, column, _)| at(*row, *column).is_some()) {
            continue;
        }
        let missing = whole.missing();
        let is_in = |unit: &usize| !missing.contains(unit);
        let mut by = Decimal::ZERO;
        for unit in by_unit.counted_units().map(|(unit, _)| unit).filter(is_in) {
            let figure = |row: usize, column: usize| match by_unit.said((form, row, column), unit) {
                UnitAnswer::Figure(figure) => figure,
                _ => Decimal::ZERO,
            };
            let parts = parts.iter().map(|(row, column, times)| figure(*row, *column) * times);
            by += figure(found.row, found.column) - parts.sum::<Decimal>();
        }
        if by.is_zero() || (!exactly && by > Decimal::ZERO) {
            continue;
        }
        let units: Vec<&UnitDifference> = units.iter().filter(|unit| is_in(&unit.unit)).collect();
        let what = capital(&said(&total.form, whole.row, whole.column));
        let parts = agreement::parts_named(total, *over, parts);
        let whose = whose(consolidation, by, units);
        text.push_str(&format!(" {what} {} so với {parts}{whose}.", more_or_less(by)));
    }
    text
}

/// `, do số liệu của Xã Ví dụ 01 nhiều hơn 53, Xã Ví dụ 02 ít hơn 50`
fn whose(consolidation: &Consolidation, by: Decimal, mut units: Vec<&UnitDifference>) -> String {
    units.sort_by_key(|unit| std::cmp::Reverse(unit.by.abs()));
    let all_alike = units.iter().all(|unit| unit.by.is_sign_negative() == by.is_sign_negative());
    let names = units.iter().map(|unit| {
        let name = &consolidation.members[unit.unit].unit.name;
        let amount = if all_alike { vietnamese(unit.by.abs()) } else { more_or_less(unit.by) };
        let lacks = if unit.lacks.is_some() { " (chưa có đủ số liệu)" } else { "" };
        if units.len() == 1 { format!("{name}{lacks}") } else { format!("{name} {amount}{lacks}") }
    });
    let names: Vec<String> = names.collect();
    let names = first_of(names.iter().map(String::as_str), ", ", NAMED);
    if names.is_empty() { names } else { format!(", do số liệu của {names}") }
}

/// `nhiều hơn 53`
fn more_or_less(by: Decimal) -> String {
    let word = if by.is_sign_negative() { "ít hơn" } else { "nhiều hơn" };
    format!("{word} {}", vietnamese(by.abs()))
}
