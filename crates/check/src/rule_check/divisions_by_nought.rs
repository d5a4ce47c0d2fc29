//! Rules that divide by 0, for which there is no result: the places that are rightly blank, and the cells of the divisors.

use super::check_input::{CheckInput, RuleAt};
use super::entry_ref::EntryRef;
use super::resolve::Noughts;
use phuluc_form::{Expr, FormId, Interval};

impl CheckInput<'_> {
    /// The place of a rule for which there is no figure, because it is the result of a division by 0, if it is blank.
    pub(super) fn result_of_nothing(&self, rule_at: &RuleAt<'_>) -> Option<(FormId, usize, usize)> {
        let left = self.left_without_result(rule_at)?;
        Some((self.form(left).form.id.clone(), left.row, left.column))
    }

    /// Whether a rule that is open because of `unknown` stays open only because it divides by 0.
    pub(super) fn divides_by_nought(&self, rule_at: &RuleAt<'_>, unknown: &[EntryRef]) -> bool {
        let left = || self.left_without_result(rule_at);
        unknown.is_empty() || left().is_some_and(|left| unknown.iter().all(|entry_ref| *entry_ref == left))
    }

    fn left_without_result(&self, rule_at: &RuleAt<'_>) -> Option<EntryRef> {
        let (left, right) = rule_at.statement.equation()?;
        let is_blank = !left.is_earlier && !self.entry(*left).answer.is_given();
        (is_blank && self.value(right).range.is_none()).then_some(*left)
    }

    /// Adds the cells of the divisors of a rule that are 0. A blank that counts as 0 has no figure to look at.
    pub(super) fn add_noughts(&self, noughts: &mut Noughts, rule_at: &RuleAt<'_>) {
        let divisors = rule_at.statement.divisors().into_iter();
        let divisors = divisors.filter(|divisor| self.value(divisor).range == Some(Interval::ZERO));
        for place in divisors.flat_map(Expr::places).filter(|place| !place.is_earlier) {
            let entry = self.entry(*place);
            if let Some(at) = entry.at.filter(|_| entry.answer.is_given()) {
                let other = (place.form != rule_at.form).then(|| self.form(*place).form.short.clone());
                noughts.entry(other).or_default().insert(at);
            }
        }
    }
}
