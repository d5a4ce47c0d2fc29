//! A figure of a sentence, of the units that it is said of.
//!
//! A part counts only the units that also gave the whole beside it, and a fraction those that gave both of its sides:
//! otherwise the part could exceed the whole. The units that are left aside are named behind the sentence.

use super::clauses::{Asked, Clause, OF_WHICH};
use crate::consolidated::by_unit::ByUnit;
use crate::consolidated::shares;
use phuluc_form::{ColumnId, RowId};
use phuluc_round::{ConsolidatedCell, FormTotal, Total, UnitAnswer, Wholes};
use rust_decimal::Decimal;

/// A figure of a sentence.
pub(super) struct Figure<'c> {
    pub row: usize,
    pub column: &'c ColumnId,
    pub cell: &'c ConsolidatedCell,
    pub percent: bool,
    /// The units that gave it and are left aside, each with its figure.
    pub left: Vec<(usize, Decimal)>,
    /// The place of the figure that these units lack.
    pub lacks: Option<(usize, &'c ColumnId)>,
}

impl<'c> Figure<'c> {
    /// Its amount without the units that are left aside; none if there is nothing to write.
    pub fn amount(&self) -> Option<Decimal> {
        let left: Decimal = self.left.iter().map(|(_, figure)| figure).sum();
        match &self.cell.total {
            Total::Sum(value)
            | Total::Max(value)
            | Total::Same { value, .. }
            | Total::Share { value: Some(value), .. } => Some(value - left),
            _ => None,
        }
    }

    /// Whether a sentence can say anything of it.
    pub fn is_known(&self) -> bool {
        self.amount().is_some() || self.is_share_of_nothing()
    }

    /// Whether it is a percentage of nothing: “không phát sinh”.
    pub fn is_share_of_nothing(&self) -> bool {
        matches!(self.cell.total, Total::Share { value: None, .. })
    }

    /// The units that are not in it.
    pub fn missing(&self) -> Vec<usize> {
        let gaps = self.cell.gaps.iter().map(|(unit, _)| *unit);
        let mut missing: Vec<usize> = gaps.chain(self.left.iter().map(|(unit, _)| *unit)).collect();
        missing.sort_unstable();
        missing
    }

    /// Whether it is said of the same units as another.
    pub fn is_of_units_of(&self, other: &Self) -> bool {
        self.cell.of == other.cell.of && self.missing() == other.missing()
    }

    /// Whether it is a percentage whose part and base are to be named: its base is none of the figures before it, or
    /// its part is another figure than what the sentence says of the same place.
    pub fn names_its_sides(&self, total: &FormTotal, before: &[Figure<'_>]) -> bool {
        let Total::Share { part, base, value: Some(_) } = self.cell.total else { return false };
        let is = |figure: &Figure<'_>, of: Decimal| {
            matches!(figure.cell.total, Total::Sum(_)) && figure.amount() == Some(of)
        };
        let place = shares::part_of(total, self.row, self.column);
        let has_other_part = before.iter().any(|figure| {
            place.is_some_and(|(row, column)| {
                figure.row == row && total.form.column(figure.column) == Some(column)
            }) && !is(figure, part)
        });
        has_other_part || !before.iter().any(|figure| is(figure, base))
    }

    /// Leaves units aside, as they lack the figure at another place.
    fn set_aside(&mut self, left: Vec<(usize, Decimal)>, lacked: (usize, &'c ColumnId)) {
        self.left = left;
        self.lacks = Some(lacked);
    }

    fn place(&self, total: &FormTotal) -> Option<(usize, usize)> {
        Some((self.row, total.form.column(self.column)?))
    }
}

/// The figures of a sentence, and which of them each slot of its clauses has.
pub(super) struct Figures<'c> {
    pub all: Vec<Figure<'c>>,
    pub slots: Vec<Vec<Option<usize>>>,
}

impl<'c> Figures<'c> {
    /// Those that clauses ask for and that have an amount.
    pub fn new(
        clauses: &[Clause<'c>],
        figure: impl Fn(&'c RowId, &'c ColumnId) -> Option<Figure<'c>>,
    ) -> Self {
        let mut all = Vec::new();
        let mut slots = Vec::new();
        for clause in clauses {
            let of_clause = clause.figures.iter().map(|slot| match slot.what {
                Asked::Total(row, column) => figure(row, column).map(|figure| {
                    all.push(figure);
                    all.len() - 1
                }),
                Asked::Rest(_) => None,
            });
            slots.push(of_clause.collect());
        }
        Self { all, slots }
    }

    /// The figure of a place.
    pub fn at(&self, total: &FormTotal, row: &RowId, column: &ColumnId) -> Option<&Figure<'c>> {
        self.all.iter().find(|figure| total.rows[figure.row].id == *row && figure.column == column)
    }

    /// The base of a clause's fraction that is 0/0, if the clause after it is nothing but the rate.
    pub fn nothing(&self, clauses: &[Clause<'c>], index: usize) -> Option<&Figure<'c>> {
        let [Some(part), Some(base)] = self.slots[index].as_slice() else { return None };
        let [Some(rate)] = self.slots.get(index + 1)?.as_slice() else { return None };
        let is_fraction = clauses[index].figures[0].then == "/";
        let are_noughts = [part, base].iter().all(|at| self.all[**at].amount() == Some(Decimal::ZERO));
        (is_fraction && are_noughts && self.all[*rate].is_share_of_nothing()).then(|| &self.all[*base])
    }

    /// Leaves those units aside that would make a part more than its whole.
    pub fn leave_aside(
        &mut self,
        by_unit: &ByUnit<'_>,
        form: usize,
        total: &FormTotal,
        wholes: &Wholes,
        clauses: &[Clause<'_>],
    ) {
        // the figure that “trong đó” divides
        let mut divided: Option<usize> = None;
        for (clause, slots) in clauses.iter().zip(&self.slots) {
            let first = slots.iter().find_map(|slot| *slot);
            if clause.head.contains(OF_WHICH) {
                divided = first.and_then(|first| first.checked_sub(1));
            }
            for (at, &slot) in slots.iter().enumerate() {
                let Some(slot) = slot else { continue };
                let before = at.checked_sub(1).filter(|before| clause.figures[*before].then == "/");
                if let Some(part) = before.and_then(|before| slots[before]) {
                    let left = lacking(by_unit, form, total, [&self.all[part], &self.all[slot]], &[]);
                    let other = lacking(by_unit, form, total, [&self.all[slot], &self.all[part]], &[]);
                    let [of_part, of_base] = [part, slot].map(|at| (self.all[at].row, self.all[at].column));
                    self.all[part].set_aside(left, of_base);
                    self.all[slot].set_aside(other, of_part);
                    continue;
                }
                let is_whole = |earlier: &usize| {
                    let places = [slot, *earlier].map(|at| self.all[at].place(total));
                    matches!(places, [Some(part), Some(whole)] if wholes.is_part(part, whole))
                };
                if let Some(whole) = (0..slot).find(is_whole).or(divided) {
                    // a part whose rate names its base may be of more units than a fraction before it
                    let has_rate = self.all.iter().any(|rate| {
                        shares::part_of(total, rate.row, rate.column) == self.all[slot].place(total)
                    });
                    let whole = &self.all[whole];
                    let aside = if has_rate { &[] } else { whole.left.as_slice() };
                    let left = lacking(by_unit, form, total, [&self.all[slot], whole], aside);
                    let place =
                        whole.lacks.filter(|_| !aside.is_empty()).unwrap_or((whole.row, whole.column));
                    self.all[slot].set_aside(left, place);
                }
            }
        }
    }
}

/// The units that are in the first of two sums and not in the second, or left aside there, each with its figure.
fn lacking(
    by_unit: &ByUnit<'_>,
    form: usize,
    total: &FormTotal,
    [part, whole]: [&Figure<'_>; 2],
    aside: &[(usize, Decimal)],
) -> Vec<(usize, Decimal)> {
    let is_sum = |figure: &Figure<'_>| matches!(figure.cell.total, Total::Sum(_));
    let (true, true, Some(own), Some(other)) =
        (is_sum(part), is_sum(whole), part.place(total), whole.place(total))
    else {
        return Vec::new();
    };
    let amount = |(row, column): (usize, usize), unit: usize| match by_unit.said((form, row, column), unit) {
        UnitAnswer::Figure(figure) => Some(figure),
        UnitAnswer::Nil | UnitAnswer::NoColumn => Some(Decimal::ZERO),
        _ => None,
    };
    let is_in_whole =
        |unit: usize| amount(other, unit).is_some() && !aside.iter().any(|(left, _)| *left == unit);
    let units = by_unit.counted_units().map(|(unit, _)| unit).filter(|unit| !is_in_whole(*unit));
    units.filter_map(|unit| Some((unit, amount(own, unit)?))).collect()
}
