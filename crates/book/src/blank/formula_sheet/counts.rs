//! What the rules find in a form as it was filled: how often, and where first.

use super::{BLANK, FormulaSheet, WRONG};
use crate::blank::formula::fixed;
use phuluc_author::RuleResult;
use phuluc_check::EntryRef;
use phuluc_grid::At;

/// The counts of a form: rules by their results, and entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub open: usize,
    pub notes: usize,
    pub blanks: usize,
    pub flaws: usize,
    /// Whether anything is given at all.
    pub given: bool,
    /// What the heading lacks: 1 for the period, 2 for the unit, 3 for both.
    pub heading: usize,
}

impl FormulaSheet<'_> {
    /// The counts of a form.
    pub fn counts(&self, form: usize) -> Counts {
        let rules = self.rules.iter().filter(|rule| rule.form == form && rule.at.is_some());
        let [errors, warnings, open, notes] =
            [RuleResult::Error, RuleResult::Warning, RuleResult::NotFilled, RuleResult::Note]
                .map(|state| rules.clone().filter(|rule| rule.state == Some(state)).count());
        Counts {
            errors,
            warnings,
            open,
            notes,
            given: !self.blank.filled(form).is_blank(),
            blanks: self.blanks(form),
            flaws: self.flaws.iter().filter(|spot| spot.form == form).count(),
            heading: usize::from(self.blank.order.period.is_none())
                + 2 * usize::from(self.blank.order.unit.is_none()),
        }
    }

    /// The first wrong cell of a form: a formula for its address, which is valid if there is one, and the present
    /// address.
    pub fn first_flaw(&self, form: usize) -> (String, Option<At>) {
        let [from, to] = self.forms[form].block;
        let flaws = self.flaws.iter().copied().filter(|spot| spot.form == form);
        (Self::first_of((10, WRONG), [from, to], 1), self.first_at(flaws))
    }

    /// The first blank cell that is asked for: a formula for its address, and the present address.
    pub fn first_blank(&self, form: usize) -> (String, Option<At>) {
        let asked = self.places.keys().copied().filter(|spot| spot.form == form && self.is_asked(*spot));
        let blank = asked.filter(|spot| self.is_printed(*spot) && !self.blank.entry(*spot).answer.is_given());
        (Self::first_of((2, BLANK), self.forms[form].asked, 0), self.first_at(blank))
    }

    /// A formula for the value in column `gives` of the first line that has `value` in column `has`.
    fn first_of((has, gives): (u16, u16), [from, to]: [u32; 2], value: u8) -> String {
        let [has, gives] =
            [has, gives].map(|column| format!("{}:{}", Self::cell(column, from), fixed(to, column.into())));
        format!("INDEX({gives},MATCH({value},{has},0))")
    }

    /// The cell of the place with the first line.
    fn first_at(&self, spots: impl Iterator<Item = EntryRef>) -> Option<At> {
        let first = spots.min_by_key(|spot| self.places.get(spot))?;
        self.reference_to_correct(first)?.at
    }
}
