//! Derived figures (số tính được): what follows from the figures of a submission.
//!
//! Only what is certain is derived: if a part is blank or unreadable, nothing is.

use crate::check::{Implied, Spot, World};
use crate::form::{ColumnId, Kind};
use crate::number;
use crate::rule::Expr;
use crate::submission::Submission;
use rust_decimal::Decimal;

/// A figure worked out for one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedFigure {
    /// The form, by its index in the submission.
    pub form: usize,
    /// The row, by its index in the form.
    pub row: usize,
    /// The column, or the id of the figure that the form has no column for.
    pub column: ColumnId,
    /// Its worth.
    pub worth: Worth,
    /// To how many decimals it is shown.
    pub decimals: u32,
}

/// What a derived figure is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// `part × 100 / base`, kept apart so that units can be added up before dividing.
    Share {
        /// The part.
        part: Decimal,
        /// The base; 0 if there is nothing to take a share of.
        base: Decimal,
    },
    /// A sum.
    Value(Decimal),
}

impl Worth {
    /// The value, rounded as it is shown; `None` for a share of nothing.
    pub fn value(self, decimals: u32) -> Option<Decimal> {
        match self {
            Self::Value(value) => Some(value.normalize()),
            Self::Share { part, base } => {
                let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)?;
                Some(number::round(share, decimals).normalize())
            }
        }
    }
}

/// All figures that can be derived from a submission.
///
/// They are the figures that a form derives for every row, and the left sides of its rules with
/// `derive = true`.
pub fn derive(submission: &Submission) -> Vec<DerivedFigure> {
    let unsolved = World::new(submission, None);
    let implied = unsolved.solved();
    let world = unsolved.knowing(&implied);
    let mut figures = solved(submission, &implied);
    for (index, filled) in submission.forms.iter().enumerate() {
        for derived in &filled.form.derived {
            for row in 0..filled.rows.len() {
                let recipe = world.recipe(index, row, &derived.is).ok();
                if let Some(worth) = recipe.and_then(|recipe| worth(world, &recipe)) {
                    let (column, decimals) = (derived.id.clone(), derived.decimals);
                    figures.push(DerivedFigure { form: index, row, column, worth, decimals });
                }
            }
        }
        for rule in filled.form.rules.iter().filter(|rule| rule.derive) {
            for instance in world.instances(index, rule).into_iter().flatten() {
                let Some((left, right)) = instance.sentence.equation() else { continue };
                let percent = matches!(filled.kind(left.row, left.column), Some(Kind::Percent));
                if let Some(worth) = worth(world, right).filter(|_| !world.is_out_of_scope(*left)) {
                    figures.push(DerivedFigure {
                        form: index,
                        row: left.row,
                        column: filled.form.columns[left.column].id.clone(),
                        worth,
                        decimals: if percent { 2 } else { 0 },
                    });
                }
            }
        }
    }
    figures
}

/// What follows for blanks from the figures beside them, by place.
fn solved(submission: &Submission, implied: &Implied) -> Vec<DerivedFigure> {
    let mut spots: Vec<(&Spot, Decimal)> =
        implied.iter().filter_map(|(spot, range)| Some((spot, range.exact()?))).collect();
    spots.sort_by_key(|(spot, _)| (spot.form, spot.row, spot.column));
    let figure = |(spot, value): (&Spot, Decimal)| DerivedFigure {
        form: spot.form,
        row: spot.row,
        column: submission.forms[spot.form].form.columns[spot.column].id.clone(),
        worth: Worth::Value(value),
        decimals: 0,
    };
    spots.into_iter().map(figure).collect()
}

fn worth(world: World<'_>, expr: &Expr<Spot>) -> Option<Worth> {
    match expr {
        Expr::Percent(part, base) => {
            Some(Worth::Share { part: world.written(part)?, base: world.written(base)? })
        }
        sum => world.written(sum).map(Worth::Value),
    }
}
