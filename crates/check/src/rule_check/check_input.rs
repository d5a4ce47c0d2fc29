//! The input of a check: the submissions, the rules prepared for their forms, and what blanks must hold.

use super::entry_ref::{EntryRef, Implied};
use super::evaluate::EntryChange;
use super::prepared_rules::PreparedForms;
use super::resolve::{RuleResolver, Skipped, Unresolved};
use super::submissions::{SentBefore, Submissions};
use crate::finding::Location;
use crate::submission::{Entry, FilledForm, Submission};
use phuluc_form::{Expr, Interval, Level, Place, Rule, Statement};
use std::borrow::Cow;

/// The input of a check, through which rules are resolved and evaluated.
#[derive(Clone, Copy, Debug)]
pub struct CheckInput<'s> {
    /// The submission that is checked, and the earlier ones.
    pub submissions: Submissions<'s>,
    prepared: &'s PreparedForms,
    /// The ranges of blanks for which the figures beside them leave no other choice.
    implied: Option<&'s Implied>,
    /// The figures that entries would have if they were changed. Of several for one entry the first counts.
    pub(super) changes: &'s [EntryChange],
    /// The entries that count as unknown, whatever they hold.
    pub(super) unknown_entries: &'s [EntryRef],
    /// Whether figures count as they are written, without what they may be rounded from.
    pub(super) is_as_written: bool,
}

/// A rule, resolved at one row or column.
#[derive(Clone, Debug)]
pub struct RuleAt<'s> {
    /// The rule.
    pub rule: &'s Rule,
    /// The index of the form that it belongs to.
    pub form: usize,
    /// The row, if the rule is repeated for rows.
    pub row: Option<usize>,
    /// The column, if the rule is repeated for columns.
    pub column: Option<usize>,
    /// The demand of the rule there, with its entries.
    pub statement: Cow<'s, Statement<EntryRef>>,
}

impl<'s> CheckInput<'s> {
    /// The input for a submission, with its prepared rules and the submission on the period before.
    pub const fn new(
        current: &'s Submission,
        previous: Option<&'s Submission>,
        prepared: &'s PreparedForms,
    ) -> Self {
        let earlier = SentBefore { before: previous, last_year: None, of_year: None };
        let submissions = Submissions { current, earlier, choice_in_blank: None };
        Self {
            submissions,
            prepared,
            implied: None,
            changes: &[],
            unknown_entries: &[],
            is_as_written: false,
        }
    }

    /// The input for a workbook that is not filled in yet. Of columns joined by `|`, the one with the index `choice`
    /// is meant.
    pub const fn unfilled(
        current: &'s Submission,
        previous: Option<&'s Submission>,
        prepared: &'s PreparedForms,
        choice: usize,
    ) -> Self {
        let mut input = Self::new(current, previous, prepared);
        input.submissions.choice_in_blank = Some(choice);
        input
    }

    /// The input with more of the unit's earlier submissions.
    #[must_use]
    pub const fn beside(self, earlier: SentBefore<'s>) -> Self {
        let submissions = Submissions { earlier, ..self.submissions };
        Self { submissions, ..self }
    }

    /// The input with the ranges that blanks must lie in.
    #[must_use]
    pub const fn with_implied(self, implied: &'s Implied) -> Self {
        Self { implied: Some(implied), ..self }
    }

    /// The input for judging `rule`: a rule that solves for blanks must not be judged by its own solution.
    #[must_use]
    pub fn judging(self, rule: &Rule) -> Self {
        Self { implied: self.implied.filter(|_| !rule.solve), ..self }
    }

    /// The input with some entries changed.
    #[must_use]
    pub(super) const fn changed(self, changes: &'s [EntryChange]) -> Self {
        Self { changes, ..self }
    }

    /// The input with some entries unknown, unless they are changed.
    #[must_use]
    pub(super) const fn with_unknown(self, unknown_entries: &'s [EntryRef]) -> Self {
        Self { unknown_entries, ..self }
    }

    /// The input with every figure as it is written, without what it may be rounded from.
    #[must_use]
    pub(super) const fn as_written(self) -> Self {
        Self { is_as_written: true, ..self }
    }

    /// The range that a blank must lie in, if there is one.
    pub fn implied(&self, entry_ref: EntryRef) -> Option<Interval> {
        self.implied.and_then(|implied| implied.get(&entry_ref)).copied()
    }

    /// The form of an entry.
    pub fn form(&self, entry_ref: EntryRef) -> &'s FilledForm {
        self.submissions.form(entry_ref)
    }

    /// An entry with its content.
    pub fn entry(&self, entry_ref: EntryRef) -> Entry<'s> {
        self.submissions.entry(entry_ref)
    }

    /// Whether the form does not ask the unit for an entry.
    pub fn is_out_of_scope(&self, entry_ref: EntryRef) -> bool {
        self.submissions.is_out_of_scope(entry_ref)
    }

    /// The level of the unit.
    pub const fn level(&self) -> Option<Level> {
        self.submissions.level()
    }

    /// The location of an entry, as a rule of the form with the index `home` mentions it.
    pub(crate) fn location(&self, entry_ref: EntryRef, home: usize) -> Location {
        let form = self.form(entry_ref);
        let mut location =
            Location::of(form, entry_ref.row, entry_ref.column, self.level(), entry_ref.is_earlier);
        location.labels.which = self.submissions.which(entry_ref);
        location.labels.foreign = form.form.id != self.submissions.current.forms[home].form.id;
        location.shown.implied = self.implied(entry_ref).and_then(Interval::exact);
        location
    }

    /// A rule of a form, both by index, at every row or column where it applies; or the reason why it is skipped
    /// there.
    pub fn rule_everywhere(&self, form: usize, rule: usize) -> Vec<Result<RuleAt<'s>, Skipped>> {
        let filled = &self.submissions.current.forms[form];
        let prepared = self.prepared.form(form);
        let index = rule;
        let rule = &filled.form.rules[index];
        let (columns, empty): (Vec<_>, Vec<_>) = prepared
            .shape
            .columns(rule)
            .into_iter()
            .partition(|column| rule.columns.is_empty() || self.may_hold_any(filled, *column));
        let mut rules_at: Vec<Result<RuleAt<'s>, Skipped>> = Vec::new();
        for prepared_rule in prepared.rule(index).iter().filter(|at| columns.contains(&at.column)) {
            let (row, column) = (prepared_rule.row, prepared_rule.column);
            let statement = match &prepared_rule.statement {
                Ok(statement) => Ok(Cow::Borrowed(statement)),
                Err(Unresolved::Skipped(why)) => Err(why.clone()),
                Err(Unresolved::NotByShape) => {
                    by_submission(self.resolver(form, row, column).statement(rule)).map(Cow::Owned)
                }
            };
            rules_at.push(statement.map(|statement| RuleAt { rule, form, row, column, statement }));
        }
        let said = empty.into_iter().flatten().map(|column| filled.form.columns[column].say.clone());
        rules_at.extend(said.map(|say| Err(Skipped::EmptyColumn(say))));
        rules_at
    }

    /// The expression of a derived figure at a row.
    ///
    /// # Errors
    /// The reason why it cannot be worked out there.
    pub fn recipe(&self, form: usize, row: usize, is: &Expr<Place>) -> Result<Expr<EntryRef>, Skipped> {
        let column = self.submissions.current.forms[form].form.value_column();
        by_submission(self.resolver(form, Some(row), column).expr(is))
    }

    /// The expression of a derived figure that has a column.
    ///
    /// # Errors
    /// The reason why it cannot be worked out there.
    pub fn recipe_in(
        &self,
        (form, row, column): (usize, usize, usize),
        is: &Expr<Place>,
    ) -> Result<Expr<EntryRef>, Skipped> {
        by_submission(self.resolver(form, Some(row), Some(column)).expr(is))
    }

    /// Whether a column has any answer, or may get one in a workbook that is not filled in yet.
    fn may_hold_any(&self, filled: &FilledForm, column: Option<usize>) -> bool {
        let Some(column) = column else { return false };
        (self.submissions.choice_in_blank.is_some() && filled.present[column])
            || filled.rows.iter().any(|row| row.entries.get(column).answer.is_given())
    }

    fn resolver(&self, form: usize, row: Option<usize>, column: Option<usize>) -> RuleResolver<'s> {
        let shape = &self.prepared.form(form).shape;
        RuleResolver { shape, form, row, column, submissions: Some(self.submissions) }
    }
}

/// The result of resolving with submissions, where the shape alone need not tell.
fn by_submission<T>(set: Result<T, Unresolved>) -> Result<T, Skipped> {
    set.map_err(|why| match why {
        Unresolved::Skipped(why) => why,
        Unresolved::NotByShape => Skipped::NoRow,
    })
}
