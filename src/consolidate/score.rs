//! The total scores of the units on one score sheet, side by side.

use super::Member;
use crate::form::Form;
use crate::submission::FilledForm;
use rust_decimal::Decimal;

/// What a unit scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The unit, by its index in the round.
    pub unit: usize,
    /// Its score: the last appraisal given, else its own.
    pub score: Decimal,
    /// The column that the score stands in, by index.
    pub column: usize,
    /// The applicable maximum.
    pub maximum: Decimal,
    /// The band that it falls into.
    pub band: String,
}

/// The scores of the units that are in the totals; none for a form without bands.
pub(super) fn scores(form: &Form, members: &[Member], owing: &[usize]) -> Vec<Score> {
    let score = |&unit: &usize| {
        let member = members.get(unit).filter(|member| member.included)?;
        let (_, filled) = member.form(&form.id)?;
        let (score, column, maximum) = total(filled)?;
        let band = form.bands.as_ref()?.of(score, maximum)?.to_owned();
        Some(Score { unit, score, column, maximum, band })
    };
    owing.iter().filter_map(score).collect()
}

/// The score, its column, and the maximum in the row that bands are about.
fn total(filled: &FilledForm) -> Option<(Decimal, usize, Decimal)> {
    let bands = filled.form.bands.as_ref()?;
    let entries = &filled.rows[filled.row(&bands.row)?].entries;
    let maximum = entries[filled.form.column(&bands.maximum)?].value()?;
    let mut columns = bands.score.iter().filter_map(|id| filled.form.column(id));
    columns.find_map(|column| Some((entries[column].value()?, column, maximum)))
}
