//! Imputation from edit rules: the figures that blanks must hold, since a rule and the figures beside them leave no
//! other choice.

use super::check_input::{CheckInput, RuleAt};
use super::entry_ref::{EntryRef, Implied};
use super::evaluate::Estimate;
use phuluc_form::{Expr, Interval};

impl CheckInput<'_> {
    /// The ranges of blanks by the rules that solve for them. Of score, deduction and maximum, two figures give the
    /// third, and one still bounds the others.
    pub fn solved(&self) -> Implied {
        let mut implied = Implied::default();
        for (index, filled) in self.submissions.current.forms.iter().enumerate() {
            let rules = filled.form.rules.iter().enumerate();
            for (rule, _) in rules.filter(|(_, rule)| rule.solve && !rule.trial) {
                for rule_at in self.rule_everywhere(index, rule).into_iter().flatten() {
                    self.solve_blanks(&rule_at, &mut implied);
                }
            }
        }
        implied
    }

    fn solve_blanks(&self, rule_at: &RuleAt<'_>, implied: &mut Implied) {
        let Some((left, right)) = rule_at.statement.equation() else { return };
        let Some(addends) = right.addends() else { return };
        let whole = self.value_at(*left);
        for (index, addend) in addends.iter().enumerate() {
            if !self.value_at(**addend).unknown.is_empty()
                && let (Some(whole), Some(others)) = (whole.range, self.sum(&addends, Some(index)))
                && let Some(rest) = whole.minus(others).at_least_zero()
            {
                implied.insert(**addend, rest);
            }
        }
        if !whole.unknown.is_empty()
            && let Some(sum) = self.sum(&addends, None)
        {
            implied.insert(*left, sum);
        }
    }

    fn value_at(&self, entry_ref: EntryRef) -> Estimate {
        self.value(&Expr::Place(entry_ref))
    }

    /// The sum of entries, without the one at the index `without`.
    fn sum(&self, addends: &[&EntryRef], without: Option<usize>) -> Option<Interval> {
        let mut terms = addends.iter().enumerate().filter(|(index, _)| Some(*index) != without);
        terms.try_fold(Interval::ZERO, |sum, (_, addend)| Some(sum.plus(self.value_at(**addend).range?)))
    }
}
