//! Derived figures (số tính được): figures that follow from those of a submission.
//!
//! Only certain figures are derived. If a part is blank or unreadable, there is no derived figure.

use crate::rule_check::{CheckInput, EntryRef, Implied, PreparedRules};
use crate::submission::Submission;
use phuluc_form::{ColumnId, Expr, Kind, number};
use rust_decimal::Decimal;

/// A figure worked out for one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedFigure {
    /// The index of the form in the submission.
    pub form: usize,
    /// The index of the row in the form.
    pub row: usize,
    /// The id of the column, or of the derived figure if it has no column.
    pub column: ColumnId,
    /// What it comes to.
    pub worth: DerivedValue,
    /// The number of decimals that it is shown with.
    pub decimals: u32,
}

/// What a derived figure comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerivedValue {
    /// A percentage, `part × 100 / base`. Both are kept so that units can be added up before dividing.
    Share {
        /// The numerator.
        part: Decimal,
        /// The denominator; 0 if there is nothing to take a share of.
        base: Decimal,
    },
    /// Any other figure.
    Value(Decimal),
}

impl DerivedValue {
    /// The figure, rounded as it is shown; `None` for a share of 0.
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
/// These are the figures that a form derives for every row, the left sides of its rules with `derive = true`, and the
/// blanks that its rules solve for.
pub fn derive(submission: &Submission) -> Vec<DerivedFigure> {
    derive_prepared(submission, &PreparedRules::default())
}

/// Derives with rules that may be prepared already for other submissions. That changes only the time it takes.
pub fn derive_prepared(submission: &Submission, rules: &PreparedRules) -> Vec<DerivedFigure> {
    let prepared = rules.of(submission);
    let unsolved = CheckInput::new(submission, None, &prepared);
    let implied = unsolved.solved();
    let input = unsolved.with_implied(&implied);
    let mut figures = solved(submission, &implied);
    for (index, filled) in submission.forms.iter().enumerate() {
        for derived in &filled.form.derived {
            for row in 0..filled.rows.len() {
                let recipe = input.recipe(index, row, &derived.is).ok();
                if let Some(worth) = recipe.and_then(|recipe| worth(input, &recipe)) {
                    let (column, decimals) = (derived.id.clone(), derived.decimals);
                    figures.push(DerivedFigure { form: index, row, column, worth, decimals });
                }
            }
        }
        let rules = filled.form.rules.iter().enumerate();
        for (rule, _) in rules.filter(|(_, rule)| rule.derive) {
            for rule_at in input.rule_everywhere(index, rule).into_iter().flatten() {
                let Some((left, right)) = rule_at.statement.equation() else { continue };
                let percent = matches!(filled.kind(left.row, left.column), Some(Kind::Percent));
                if let Some(worth) = worth(input, right).filter(|_| !input.is_out_of_scope(*left)) {
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

/// The blanks for which the rules leave one figure, by place.
fn solved(submission: &Submission, implied: &Implied) -> Vec<DerivedFigure> {
    let mut entry_refs: Vec<(&EntryRef, Decimal)> =
        implied.iter().filter_map(|(entry_ref, range)| Some((entry_ref, range.exact()?))).collect();
    entry_refs.sort_by_key(|(entry_ref, _)| (entry_ref.form, entry_ref.row, entry_ref.column));
    let figures = entry_refs.into_iter().map(|(entry_ref, value)| DerivedFigure {
        form: entry_ref.form,
        row: entry_ref.row,
        column: submission.forms[entry_ref.form].form.columns[entry_ref.column].id.clone(),
        worth: DerivedValue::Value(value),
        decimals: 0,
    });
    figures.collect()
}

fn worth(input: CheckInput<'_>, expr: &Expr<EntryRef>) -> Option<DerivedValue> {
    match expr {
        Expr::Percent(part, base) => {
            Some(DerivedValue::Share { part: input.written(part)?, base: input.written(base)? })
        }
        sum => input.written(sum).map(DerivedValue::Value),
    }
}
