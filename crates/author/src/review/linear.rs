//! Whether claims about figures can all be true, told by a linear solver.
//!
//! It takes comparisons of sums. A quotient of two figures is no sum and cannot be a claim.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem};
use phuluc_check::EntryRef;
use phuluc_form::{Cmp, Expr};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// The least difference that counts as “greater”; figures in reports have fewer decimals.
const STEP: f64 = 1e-4;

/// A sum `Σ factor × place + constant`, compared with 0.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    sum: Sum,
    cmp: Cmp,
}

#[derive(Clone, Debug, Default)]
struct Sum {
    factors: BTreeMap<EntryRef, Decimal>,
    constant: Decimal,
}

/// The least and the greatest value of a figure.
pub(super) type Range = (f64, f64);

impl Claim {
    /// The claim that a comparison makes, if both sides are sums.
    pub fn of(left: &Expr<EntryRef>, cmp: Cmp, right: &Expr<EntryRef>) -> Option<Self> {
        Some(Self { sum: Sum::of(left)?.plus(&Sum::of(right)?, Decimal::NEGATIVE_ONE), cmp })
    }

    /// The claims of which one is true where this claim is false.
    pub fn opposites(&self) -> Vec<Self> {
        let opposite: &[Cmp] = match self.cmp {
            Cmp::Eq => &[Cmp::Lt, Cmp::Gt],
            Cmp::Ne => &[Cmp::Eq],
            Cmp::Le => &[Cmp::Gt],
            Cmp::Ge => &[Cmp::Lt],
            Cmp::Lt => &[Cmp::Ge],
            Cmp::Gt => &[Cmp::Le],
        };
        opposite.iter().map(|cmp| Self { cmp: *cmp, ..self.clone() }).collect()
    }
}

impl Sum {
    fn of(expr: &Expr<EntryRef>) -> Option<Self> {
        Some(match expr {
            Expr::Number(number) => Self { constant: *number, ..Self::default() },
            Expr::Place(spot) | Expr::Zero(spot) => {
                Self { factors: BTreeMap::from([(*spot, Decimal::ONE)]), ..Self::default() }
            }
            Expr::Add(a, b) => Self::of(a)?.plus(&Self::of(b)?, Decimal::ONE),
            Expr::Sub(a, b) => Self::of(a)?.plus(&Self::of(b)?, Decimal::NEGATIVE_ONE),
            Expr::Mul(a, b) => match (Self::of(a)?, Self::of(b)?) {
                (a, b) if b.factors.is_empty() => Self::default().plus(&a, b.constant),
                (a, b) if a.factors.is_empty() => Self::default().plus(&b, a.constant),
                _ => return None,
            },
            Expr::Div(..)
            | Expr::Min(..)
            | Expr::Max(..)
            | Expr::Round(..)
            | Expr::Abs(_)
            | Expr::If(_)
            | Expr::Percent(..)
            | Expr::Base(..)
            | Expr::Sum(_) => return None,
        })
    }

    fn plus(mut self, other: &Self, times: Decimal) -> Self {
        for (spot, factor) in &other.factors {
            *self.factors.entry(*spot).or_default() += factor * times;
        }
        self.constant += other.constant * times;
        self.factors.retain(|_, factor| !factor.is_zero());
        self
    }
}

/// Whether no figures within their ranges make all claims true; `false` if the solver cannot tell.
pub(super) fn is_impossible<'c>(
    claims: impl IntoIterator<Item = &'c Claim>,
    range: impl Fn(EntryRef) -> Range,
) -> bool {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut variables = BTreeMap::new();
    for claim in claims {
        let mut terms = Vec::new();
        for (spot, factor) in &claim.sum.factors {
            let variable = *variables.entry(*spot).or_insert_with(|| problem.add_var(0.0, range(*spot)));
            terms.push((variable, factor.to_f64().unwrap_or_default()));
        }
        let nought = (-claim.sum.constant).to_f64().unwrap_or_default();
        let (op, side) = match claim.cmp {
            Cmp::Eq => (ComparisonOp::Eq, nought),
            Cmp::Le => (ComparisonOp::Le, nought),
            Cmp::Ge => (ComparisonOp::Ge, nought),
            Cmp::Lt => (ComparisonOp::Le, less(nought)),
            Cmp::Gt => (ComparisonOp::Ge, more(nought)),
            // two figures can nearly always differ
            Cmp::Ne => continue,
        };
        if terms.is_empty() && !holds(op, side) {
            return true;
        }
        if !terms.is_empty() {
            problem.add_constraint(terms, op, side);
        }
    }
    matches!(problem.solve(), Err(Error::Infeasible))
}

/// The greatest value that counts as less than `value`.
#[expect(clippy::float_arithmetic, reason = "the solver's own figures")]
fn less(value: f64) -> f64 {
    value - STEP
}

/// The least value that counts as greater than `value`.
#[expect(clippy::float_arithmetic, reason = "the solver's own figures")]
fn more(value: f64) -> f64 {
    value + STEP
}

/// Whether 0 compares to `side` as `op` says.
fn holds(op: ComparisonOp, side: f64) -> bool {
    match op {
        ComparisonOp::Eq => side.abs() < STEP,
        ComparisonOp::Le => side >= 0.0,
        ComparisonOp::Ge => side <= 0.0,
    }
}
