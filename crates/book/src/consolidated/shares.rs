//! Percentages by unit: their parts and bases as formulas over the unit's own figures.

use super::shared_by_sheets::{NONE, OUT_OF_SCOPE};
use phuluc_form::{ColumnId, ColumnRef, Expr, Form, Place, RowRef};
use phuluc_round::{ConsolidatedRow, FormTotal, Gap};
use phuluc_say::{Lang, TotalMessage, words};

/// A term of a recipe.
pub(super) enum Operand {
    /// A cell of the unit's.
    Cell(String),
    /// A column that nobody has.
    Nought,
}

/// The part of a percentage, or its base, as a formula over a unit's own figures; `cell` knows where they are.
pub(super) fn formula(
    form: &Form,
    row: &ConsolidatedRow,
    id: &ColumnId,
    part: bool,
    cell: &impl Fn(&Place) -> Option<Operand>,
) -> Option<String> {
    let (parts, bases) = recipe(form, row, id)?;
    let sum = written(if part { parts } else { bases }, cell)?;
    let mut known: Vec<String> = Vec::new();
    for side in [parts, bases] {
        needed(side, cell, &mut known)?;
    }
    known.sort_unstable();
    known.dedup();
    match known.as_slice() {
        [] => Some(format!("={sum}")),
        known => Some(format!("=IF(AND({}),{sum},\"\")", known.join(","))),
    }
}

/// Whether a percentage is worked out from a place, by row and column.
pub(super) fn is_of(total: &FormTotal, row: usize, id: &ColumnId, place: (usize, usize)) -> bool {
    let line = &total.rows[row];
    let sides = recipe(&total.form, line, id);
    let mut places = sides.into_iter().flat_map(|(part, base)| [part.places(), base.places()].concat());
    places.any(|named| is_at(total, line, named, place))
}

/// The place of a percentage's part, by row and column, if it is a single one.
pub(super) fn part_of(total: &FormTotal, row: usize, id: &ColumnId) -> Option<(usize, usize)> {
    let line = &total.rows[row];
    let (Expr::Place(part) | Expr::Zero(part), _) = recipe(&total.form, line, id)? else { return None };
    let row = total.rows.iter().position(|other| match &part.row {
        RowRef::Each => other.id == line.id,
        RowRef::Id(id) => other.id == *id,
    })?;
    match &part.column {
        ColumnRef::Id(column) if part.form.is_none() => Some((row, total.form.column(column)?)),
        _ => None,
    }
}

/// Whether a place in the recipe of a row is that of a row and column.
fn is_at(total: &FormTotal, line: &ConsolidatedRow, named: &Place, (row, column): (usize, usize)) -> bool {
    let is_row = match &named.row {
        RowRef::Each => total.rows[row].id == line.id,
        RowRef::Id(id) => total.rows[row].id == *id,
    };
    named.form.is_none() && is_row && named.column == ColumnRef::Id(total.form.columns[column].id.clone())
}

/// The part and the base of a percentage, as the form defines it.
fn recipe<'f>(
    form: &'f Form,
    row: &ConsolidatedRow,
    id: &ColumnId,
) -> Option<(&'f Expr<Place>, &'f Expr<Place>)> {
    let derived = form.derived.iter().find(|derived| derived.id == *id).map(|derived| &derived.is);
    let mut equations = form.rules.iter().filter(|rule| rule.derive).filter_map(|rule| rule.that.equation());
    let ruled = equations.find(|(left, _)| {
        let is_at_row = match &left.row {
            RowRef::Each => true,
            RowRef::Id(id) => row.id == *id,
        };
        is_at_row && left.column == ColumnRef::Id(id.clone())
    });
    match derived.or(ruled.map(|(_, right)| right))? {
        Expr::Percent(part, base) => Some((part, base)),
        _ => None,
    }
}

/// A sum as a formula; texts in its cells count as nought.
fn written(expr: &Expr<Place>, cell: &impl Fn(&Place) -> Option<Operand>) -> Option<String> {
    let (a, b, sign) = match expr {
        Expr::Number(number) => return Some(number.to_string()),
        Expr::Place(place) | Expr::Zero(place) => {
            return Some(match cell(place)? {
                Operand::Cell(cell) => format!("N({cell})"),
                Operand::Nought => "0".to_owned(),
            });
        }
        Expr::Add(a, b) => (a, b, '+'),
        Expr::Sub(a, b) => (a, b, '-'),
        Expr::Mul(a, b) => (a, b, '*'),
        _ => return None,
    };
    Some(format!("({}{sign}{})", written(a, cell)?, written(b, cell)?))
}

/// What must be known of a unit before its part and base count: a figure, or that there is none.
fn needed(
    expr: &Expr<Place>,
    cell: &impl Fn(&Place) -> Option<Operand>,
    known: &mut Vec<String>,
) -> Option<()> {
    match expr {
        Expr::Place(place) => {
            if let Operand::Cell(cell) = cell(place)? {
                let none = NONE.map(|none| format!(",{cell}=\"{none}\"")).join("");
                known.push(format!("OR(ISNUMBER({cell}){none},{cell}=\"{OUT_OF_SCOPE}\")"));
            }
            Some(())
        }
        // a blank counts as nought here, what cannot be read does not
        Expr::Zero(place) => {
            if let Operand::Cell(cell) = cell(place)? {
                let not_read = words::say(Lang::Vi, TotalMessage::Gap(Gap::NotRead));
                known.push(format!("{cell}<>\"{not_read}\""));
            }
            Some(())
        }
        Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) => {
            needed(a, cell, known)?;
            needed(b, cell, known)
        }
        Expr::Number(_) => Some(()),
        _ => None,
    }
}
