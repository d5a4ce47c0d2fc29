//! Percentages by unit: their parts and bases as formulas over the unit's own figures.

use super::by_unit::{NONE, OUT_OF_SCOPE};
use crate::consolidate::{Gap, TotalRow};
use crate::form::{ColumnId, Form};
use crate::rule::{ColumnRef, Expr, Place, RowRef};
use crate::words::{self, Lang, TotalMessage};

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
    row: &TotalRow,
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

/// The part and the base of a percentage, as the form defines it.
fn recipe<'f>(form: &'f Form, row: &TotalRow, id: &ColumnId) -> Option<(&'f Expr<Place>, &'f Expr<Place>)> {
    let derived = form.derived.iter().find(|derived| derived.id == *id).map(|derived| &derived.is);
    let is_left = |place: &Place| {
        let at_row = match &place.row {
            RowRef::Each => true,
            RowRef::Id(id) => row.id == *id,
        };
        at_row && place.column == ColumnRef::Id(id.clone())
    };
    let mut rules = form.rules.iter().filter(|rule| rule.derive);
    let ruled =
        rules.find_map(|rule| rule.that.equation().filter(|(left, _)| is_left(left)).map(|(_, right)| right));
    match derived.or(ruled)? {
        Expr::Percent(part, base) => Some((part, base)),
        _ => None,
    }
}

/// A sum as a formula; texts in its cells count as nought.
fn written(expr: &Expr<Place>, cell: &impl Fn(&Place) -> Option<Operand>) -> Option<String> {
    let pair = |a, b, sign| Some(format!("({}{sign}{})", written(a, cell)?, written(b, cell)?));
    match expr {
        Expr::Number(number) => Some(number.to_string()),
        Expr::Place(place) | Expr::Zero(place) => Some(match cell(place)? {
            Operand::Cell(cell) => format!("N({cell})"),
            Operand::Nought => "0".to_owned(),
        }),
        Expr::Add(a, b) => pair(a, b, '+'),
        Expr::Sub(a, b) => pair(a, b, '-'),
        Expr::Mul(a, b) => pair(a, b, '*'),
        Expr::Percent(..) | Expr::Base(..) | Expr::Sum(_) => None,
    }
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
        Expr::Percent(..) | Expr::Base(..) | Expr::Sum(_) => None,
    }
}
