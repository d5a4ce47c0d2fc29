//! The agreement of consolidated totals: a total with its parts, and a percentage with the totals beside it.
//!
//! It takes a consolidated form. It gives each total that differs from its parts by the form's own rules, with the
//! units behind the difference. It also gives each percentage that was worked out from fewer units than the totals
//! beside it. Totals are sums of the units' figures, so a difference is the sum of the units' own differences.
//! [`Ranked`] looks at one unit's figures in the same way, before units are ranked by them.

mod corrected;
mod part_of;
mod ranked;

use crate::consolidate::{AnswersByUnit, ConsolidatedCell, FormTotal, Gap, Member, Total, UnitAnswer};
pub(crate) use corrected::Corrected;
pub use part_of::Wholes;
use phuluc_check::Role;
use phuluc_form::{Cmp, ColumnRef, Each, Expr, Place, RowRef, Rule, Set, WhichReport};
pub use ranked::{Footing, Ranked, RankedRate};
use rust_decimal::Decimal;

/// A total or percentage that disagrees with the totals that it follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The index of the row among the rows of the total.
    pub row: usize,
    /// The index of the column in the form.
    pub column: usize,
    /// The kind of disagreement.
    pub what: Apartness,
}

/// The kind of a disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Apartness {
    /// The total differs from its parts.
    Parts {
        /// The kind of its parts.
        over: Over,
        /// The total.
        stated: Decimal,
        /// The sum of its parts.
        worked_out: Decimal,
        /// The places of the parts, by row and column, each with its factor in the sum.
        parts: Vec<(usize, usize, Decimal)>,
        /// Whether the parts come to the total, or to no more than it.
        exactly: bool,
        /// The units behind the difference.
        units: Vec<UnitDifference>,
    },
    /// The part and the base of a percentage differ from the totals beside it.
    Share {
        /// The part over the units that gave both, and its total.
        part: [Decimal; 2],
        /// The base over the units that gave both, and its total.
        base: [Decimal; 2],
        /// The units that gave only one of the two.
        units: Vec<usize>,
    },
}

impl Disagreement {
    /// Whether another disagreement has the same figures, even if it blames other units.
    fn says_the_same(&self, other: &Self) -> bool {
        let same_place = (self.row, self.column) == (other.row, other.column);
        same_place
            && match (&self.what, &other.what) {
                (
                    Apartness::Parts { over, stated, worked_out, .. },
                    Apartness::Parts {
                        over: other_over,
                        stated: other_stated,
                        worked_out: other_worked_out,
                        ..
                    },
                ) => (over, stated, worked_out) == (other_over, other_stated, other_worked_out),
                (what, other) => what == other,
            }
    }
}

/// The kind of a total's parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// A set of rows in the same column.
    Rows,
    /// Places that the rule names.
    Places,
}

/// The share of one unit in a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDifference {
    /// The unit, by its index in the round.
    pub unit: usize,
    /// The unit's own total minus the sum of its own parts.
    pub by: Decimal,
    /// A place where nothing of the unit counts, by row and column, with the reason.
    pub lacks: Option<(usize, usize, Gap)>,
}

/// A place among the totals, by row and column, and its factor in the sum.
type Term = (usize, usize, Decimal);

/// The disagreements of a form's totals, in the order of its rows.
pub fn disagreements(total: &FormTotal, members: &[Member]) -> Vec<Disagreement> {
    let form = FormTerms::new(total, members);
    let mut found = Vec::new();
    for rule in &total.form.rules {
        for (row, column) in form.instances(rule) {
            found.extend(form.parts(rule, row, column));
        }
    }
    for row in 0..total.rows.len() {
        for column in 0..total.form.columns.len() {
            found.extend(form.share(row, column));
        }
    }
    found.sort_by_key(|one| (one.row, one.column));
    // two rules may find the same disagreement
    found.dedup_by(|one, before| one.says_the_same(before));
    found
}

/// A place and the places that it is made of, as a rule says.
struct MadeOf {
    whole: (usize, usize),
    parts: Vec<Term>,
    over: Over,
    /// Whether the parts come to the whole, or to no more than it.
    exactly: bool,
}

impl MadeOf {
    /// Whether the whole may not be by so much more than its parts.
    fn is_broken(&self, by: Decimal) -> bool {
        if self.exactly { !by.is_zero() } else { by < Decimal::ZERO }
    }
}

/// A consolidated form, as its rules are applied to the totals.
struct FormTerms<'t> {
    total: &'t FormTotal,
    table: AnswersByUnit<'t>,
    members: &'t [Member],
}

impl<'t> FormTerms<'t> {
    fn new(total: &'t FormTotal, members: &'t [Member]) -> Self {
        Self { total, table: total.table(members), members }
    }

    /// The rows and columns that a rule runs over.
    fn instances(&self, rule: &Rule) -> Vec<(Option<usize>, Option<usize>)> {
        let FormTotal { form, rows, .. } = self.total;
        let value = form.value_column();
        let concerned = |row: &usize| rule.concerns(Some(&rows[*row].id));
        let columns = || -> Vec<Option<usize>> {
            if rule.columns.is_empty() {
                return vec![value];
            }
            rule.columns.iter().map(|id| form.column(id)).collect()
        };
        match rule.each {
            Each::Once => vec![(None, value)],
            Each::Row => (0..rows.len()).filter(concerned).map(|row| (Some(row), value)).collect(),
            Each::Parent => {
                let parents = (0..rows.len()).filter(concerned).filter(|row| !self.under(*row).is_empty());
                parents.flat_map(|row| columns().into_iter().map(move |column| (Some(row), column))).collect()
            }
            Each::Leaf => {
                let leaves = (0..rows.len()).filter(concerned).filter(|row| self.under(*row).is_empty());
                leaves.flat_map(|row| columns().into_iter().map(move |column| (Some(row), column))).collect()
            }
            Each::Column => {
                let all = (0..form.columns.len()).filter(|&column| form.takes_answers(column));
                all.filter(|&column| form.is_repeated_in(rule, column))
                    .map(|column| (None, Some(column)))
                    .collect()
            }
        }
    }

    /// The rows directly under a row.
    fn under(&self, row: usize) -> Vec<usize> {
        let Role::Fixed(printed) = self.total.rows[row].role else { return Vec::new() };
        self.total.form.rows_under(printed).to_vec()
    }

    /// What a rule says a place is made of, at a row or column.
    fn made_of(&self, rule: &Rule, row: Option<usize>, column: Option<usize>) -> Option<MadeOf> {
        let (left, cmp, right) = rule.that.comparison()?;
        let (left, right, exactly) = match (left, cmp, right) {
            (Expr::Place(whole), Cmp::Eq, parts) => (whole, parts, true),
            (Expr::Place(whole), Cmp::Ge, parts) | (parts, Cmp::Le, Expr::Place(whole)) => {
                (whole, parts, false)
            }
            _ => return None,
        };
        let whole = self.place(left, row, column)??;
        let mut parts = Vec::new();
        self.terms(right, (row, column), Decimal::ONE, &mut parts)?;
        let over = if matches!(right, Expr::Sum(_)) { Over::Rows } else { Over::Places };
        Some(MadeOf { whole, parts, over, exactly })
    }

    /// The disagreement of a total with its parts, if there is one.
    fn parts(&self, rule: &Rule, row: Option<usize>, column: Option<usize>) -> Option<Disagreement> {
        // one figure that is at most another is no part among parts
        let made_of =
            self.made_of(rule, row, column).filter(|made_of| made_of.exactly || made_of.parts.len() > 1)?;
        let (at, of) = made_of.whole;
        let Total::Sum(stated) = self.sum(at, of)?.total else { return None };
        let mut worked_out = Decimal::ZERO;
        let mut is_any_given = false;
        for (row, column, times) in &made_of.parts {
            let cell = self.sum(*row, *column)?;
            is_any_given |= cell.given > 0;
            if let Total::Sum(sum) = cell.total {
                worked_out = worked_out.checked_add(sum.checked_mul(*times)?)?;
            }
        }
        if !is_any_given || !made_of.is_broken(stated - worked_out) {
            return None;
        }
        let owing = self.total.owing.iter();
        let units = owing.filter_map(|&unit| self.difference(unit, &made_of));
        let units = units.filter(|unit| made_of.is_broken(unit.by)).collect();
        let worked_out = worked_out.normalize();
        let MadeOf { parts, over, exactly, .. } = made_of;
        let what = Apartness::Parts { over, stated, worked_out, parts, exactly, units };
        Some(Disagreement { row: at, column: of, what })
    }

    /// The difference between a unit's own total and its own parts, if the unit counts.
    fn difference(&self, unit: usize, made_of: &MadeOf) -> Option<UnitDifference> {
        self.members.get(unit).filter(|member| member.included)?;
        let mut lacks = None;
        let mut by = Decimal::ZERO;
        let whole = (made_of.whole.0, made_of.whole.1, Decimal::NEGATIVE_ONE);
        for (row, column, times) in std::iter::once(&whole).chain(&made_of.parts) {
            match self.table.said(unit, &self.total.rows[*row], *column) {
                UnitAnswer::Figure(figure) => by = by.checked_sub(figure.checked_mul(*times)?)?,
                UnitAnswer::Nothing(gap) => lacks = lacks.or(Some((*row, *column, gap))),
                UnitAnswer::Nil
                | UnitAnswer::NoColumn
                | UnitAnswer::Text(_)
                | UnitAnswer::OutOfScope
                | UnitAnswer::NoRow
                | UnitAnswer::NotAsked => {}
            }
        }
        let says_nothing = |(row, column, _): &Term| {
            self.table.said(unit, &self.total.rows[*row], *column) == UnitAnswer::NoRow
        };
        if !made_of.parts.is_empty() && made_of.parts.iter().all(says_nothing) {
            lacks = Some((made_of.whole.0, made_of.whole.1, Gap::OnlyTotal));
        }
        Some(UnitDifference { unit, by: by.normalize(), lacks })
    }

    /// The disagreement of a percentage with the totals beside it, if there is one.
    fn share(&self, row: usize, column: usize) -> Option<Disagreement> {
        let line = &self.total.rows[row];
        let cell = line.cells[column].as_ref()?;
        let Total::Share { part, base, .. } = cell.total else { return None };
        let rule = self.total.form.recipe(&line.id, &self.total.form.columns[column].id)?;
        let (_, Expr::Percent(parts, bases)) = rule.that.equation()? else { return None };
        let mut places: Vec<Term> = Vec::new();
        let [part, base] = [(parts, part), (bases, base)].map(|(expr, own)| {
            let mut terms = Vec::new();
            self.terms(expr, (Some(row), Some(column)), Decimal::ONE, &mut terms)?;
            places.extend(&terms);
            let mut sum = Decimal::ZERO;
            for (row, column, times) in terms {
                if let Total::Sum(figure) = self.sum(row, column)?.total {
                    sum = sum.checked_add(figure.checked_mul(times)?)?;
                }
            }
            Some([own.normalize(), sum.normalize()])
        });
        let (part, base) = part.zip(base)?;
        if part[0] == part[1] && base[0] == base[1] {
            return None;
        }
        let gave_one = |unit: &usize| {
            let said = |(row, column, _): &Term| self.table.said(*unit, &self.total.rows[*row], *column);
            places.iter().any(|place| matches!(said(place), UnitAnswer::Figure(_)))
        };
        let units = cell.gaps.iter().map(|(unit, _)| *unit).filter(gave_one).collect();
        Some(Disagreement { row, column, what: Apartness::Share { part, base, units } })
    }

    /// Collects the places that a sum adds up; `None` if it is no plain sum.
    fn terms(
        &self,
        expr: &Expr<Place>,
        at: (Option<usize>, Option<usize>),
        times: Decimal,
        terms: &mut Vec<Term>,
    ) -> Option<()> {
        match expr {
            Expr::Place(place) | Expr::Zero(place) => {
                if let Some((row, column)) = self.place(place, at.0, at.1)? {
                    terms.push((row, column, times));
                }
            }
            Expr::Add(a, b) => {
                self.terms(a, at, times, terms)?;
                self.terms(b, at, times, terms)?;
            }
            Expr::Sub(a, b) => {
                self.terms(a, at, times, terms)?;
                self.terms(b, at, -times, terms)?;
            }
            // totals do not tell which rows a condition or a group selects
            Expr::Sum(sum) if !sum.when.is_empty() || sum.group.is_some() => return None,
            Expr::Sum(sum) if sum.set == Set::Open => {
                let open = (0..self.total.rows.len()).filter(|&row| self.total.rows[row].role == Role::Open);
                let column = at.1?;
                terms.extend(open.map(|row| (row, column, times)));
            }
            Expr::Sum(sum) if sum.set == Set::Children => {
                let (row, column) = (at.0?, at.1?);
                terms.extend(self.under(row).into_iter().map(|row| (row, column, times)));
            }
            Expr::Number(_)
            | Expr::Mul(..)
            | Expr::Div(..)
            | Expr::Percent(..)
            | Expr::Base(..)
            | Expr::Min(..)
            | Expr::Max(..)
            | Expr::Round(..)
            | Expr::Abs(_)
            | Expr::If(_)
            | Expr::Sum(_) => return None,
        }
        Some(())
    }

    /// The position of a place among the totals: the inner `None` if no unit has the column, the outer one if the
    /// place is in another form or report.
    #[expect(clippy::option_option, reason = "a place that no form has differs from one that cannot be told")]
    fn place(
        &self,
        place: &Place,
        row: Option<usize>,
        column: Option<usize>,
    ) -> Option<Option<(usize, usize)>> {
        if place.form.is_some() || place.which != WhichReport::Now {
            return None;
        }
        let row = match &place.row {
            RowRef::Each => row?,
            RowRef::Id(id) => self.total.rows.iter().position(|line| line.id == *id)?,
        };
        let column = match &place.column {
            ColumnRef::Each => column?,
            ColumnRef::Id(id) => self.total.form.column(id)?,
            ColumnRef::First(_) => return None,
        };
        Some(self.total.present[column].then_some((row, column)))
    }

    /// The total at a place, if it is a sum or would be one with more answers.
    fn sum(&self, row: usize, column: usize) -> Option<&ConsolidatedCell> {
        let cell = self.total.rows[row].cells[column].as_ref()?;
        matches!(cell.total, Total::Sum(_) | Total::Nothing | Total::OutOfScope).then_some(cell)
    }
}
