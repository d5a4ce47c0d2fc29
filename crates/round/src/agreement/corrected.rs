//! A unit's percentages after corrections of its form.
//!
//! It takes a consolidated form, a unit, and the figures that places of the unit's form should hold. It gives the part
//! and base of a percentage that the unit has then; none if something of it is still missing.

use super::{FormTerms, Term};
use crate::consolidate::{ConsolidatedRow, FormTotal, Gap, Member, UnitAnswer, percentage};
use phuluc_check::Location;
use phuluc_form::{ColumnId, Expr, Place};
use rust_decimal::Decimal;

/// A unit's form with corrections.
pub(crate) struct Corrected<'t> {
    form: FormTerms<'t>,
    unit: usize,
    changes: &'t [(&'t Location, Decimal)],
}

impl<'t> Corrected<'t> {
    /// The form of a unit of a round.
    pub fn new(
        total: &'t FormTotal,
        members: &'t [Member],
        unit: usize,
        changes: &'t [(&'t Location, Decimal)],
    ) -> Self {
        Self { form: FormTerms::new(total, members), unit, changes }
    }

    /// The part and base of a percentage that the unit gave.
    pub fn share_before(&self, row: &ConsolidatedRow, id: &ColumnId) -> Option<(Decimal, Decimal)> {
        self.form.table.share_of(self.unit, row, id)
    }

    /// The part and base after the corrections, if any of them is among their places.
    pub fn share(&self, row: usize, id: &ColumnId) -> Option<(Decimal, Decimal)> {
        let total = self.form.total;
        let (part, base) = percentage(&total.form, &total.rows[row].id, id)?;
        let at = (Some(row), total.form.column(id));
        let mut is_touched = false;
        let part = self.side(part, at, &mut is_touched)?;
        let base = self.side(base, at, &mut is_touched)?;
        is_touched.then_some((part, base))
    }

    fn side(
        &self,
        expr: &Expr<Place>,
        at: (Option<usize>, Option<usize>),
        is_touched: &mut bool,
    ) -> Option<Decimal> {
        let mut terms: Vec<Term> = Vec::new();
        self.form.terms(expr, at, Decimal::ONE, &mut terms)?;
        let known = expr.known_places().into_iter();
        let known: Vec<(usize, usize)> =
            known.filter_map(|place| self.form.place(place, at.0, at.1).flatten()).collect();
        terms.into_iter().try_fold(Decimal::ZERO, |sum, (row, column, times)| {
            let said = self.form.table.said(self.unit, &self.form.total.rows[row], column);
            let change = self.change(row, column);
            *is_touched |= change.is_some();
            let figure = match (said, change) {
                // the unit may have written the row twice
                (UnitAnswer::Figure(figure), Some((place, to))) => {
                    figure.checked_add(*to)?.checked_sub(place.figure().unwrap_or_default())?
                }
                (_, Some((_, to))) => *to,
                (UnitAnswer::Figure(figure), None) => figure,
                (UnitAnswer::Nothing(Gap::Blank), None) if !known.contains(&(row, column)) => Decimal::ZERO,
                (UnitAnswer::Nothing(_) | UnitAnswer::Text(_) | UnitAnswer::NotAsked, None) => return None,
                (
                    UnitAnswer::Nil | UnitAnswer::NoColumn | UnitAnswer::OutOfScope | UnitAnswer::NoRow,
                    None,
                ) => Decimal::ZERO,
            };
            sum.checked_add(figure.checked_mul(times)?)
        })
    }

    /// The correction of a place.
    fn change(&self, row: usize, column: usize) -> Option<&(&'t Location, Decimal)> {
        let (row, column) = (&self.form.total.rows[row].id, &self.form.total.form.columns[column].id);
        let mut changes = self.changes.iter();
        changes.find(|(place, _)| place.on_form.row == *row && place.on_form.column == *column)
    }
}
