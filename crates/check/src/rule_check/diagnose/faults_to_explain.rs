//! The case to diagnose: the faults of a check, the rules that name each entry, and what a change would do.

use super::worked_out::{Follows, WorkedOut};
use crate::answer::Answer;
use crate::general_rules::blank_total::BlankTotal;
use crate::rule_check::check_input::{CheckInput, RuleAt};
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::{EntryChange, Truth};
use crate::submission::FilledForm;
use phuluc_form::{Kind, Statement};
use rust_decimal::Decimal;
use std::cell::{Cell, OnceCell};

/// In how many cells of one rule a mistake is searched. No form that people fill in by hand adds up more.
pub(super) const MOST_PLACES: usize = 200;

/// How many places are evaluated in all before the search ends. A file in which everything is broken must not take
/// all day.
const MOST_LOOKED_AT: usize = 500_000;

/// A fault: a broken rule, or a figure that its own cell does not admit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// The broken rule with this index.
    Rule(usize),
    /// The figure at this entry, which is negative or a code that is not in the list.
    Own(EntryRef),
    /// The number at this entry, which cannot be read as a figure there.
    Unread(EntryRef),
}

/// What changes would do.
struct Tried {
    /// The faults that they would mend, sorted.
    mended: Vec<Fault>,
    /// The number of broken rules whose gap would grow.
    widened: usize,
}

/// The check to diagnose.
pub(super) struct Case<'c> {
    pub input: CheckInput<'c>,
    pub all: &'c [(RuleAt<'c>, Truth)],
    follows: Follows,
    /// The places of all rules, listed when the first of them is looked at. In most files nothing is.
    places: OnceCell<Places>,
    looked_at: Cell<usize>,
}

/// The places that rules name.
struct Places {
    /// The rules that name each entry, sorted by entry.
    named_by: Vec<(EntryRef, usize)>,
    /// The number of places that each rule names.
    sizes: Vec<usize>,
    worked_out: WorkedOut,
}

/// The changes made so far, in memory only, and the faults that remain.
#[derive(Clone)]
pub(super) struct State {
    pub changes: Vec<EntryChange>,
    /// The faults that remain, sorted.
    pub faults: Vec<Fault>,
}

impl State {
    pub fn is_broken(&self, fault: Fault) -> bool {
        self.faults.binary_search(&fault).is_ok()
    }

    /// Whether an entry was changed already.
    pub fn has_changed(&self, entry: EntryRef) -> bool {
        self.changes.iter().any(|change| change.entry_ref == entry)
    }

    /// The state with further changes, and without the faults that they mend.
    pub fn after(&self, changes: impl IntoIterator<Item = EntryChange>, mended: &[Fault]) -> Self {
        let mut state = self.clone();
        state.changes.extend(changes);
        state.faults.retain(|fault| !mended.contains(fault));
        state
    }
}

impl<'c> Case<'c> {
    pub const fn new(input: CheckInput<'c>, all: &'c [(RuleAt<'c>, Truth)], follows: Follows) -> Self {
        Self { input, all, follows, places: OnceCell::new(), looked_at: Cell::new(0) }
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| {
            let mut named_by: Vec<(EntryRef, usize)> = Vec::new();
            let mut sizes = Vec::with_capacity(self.all.len());
            let worked_out = WorkedOut::of(self.input, self.all, self.follows);
            for (index, (rule_at, _)) in self.all.iter().enumerate() {
                let places = worked_out.statement(index).unwrap_or(&rule_at.statement).places();
                sizes.push(places.len());
                // a rule on trial may be wrong itself
                if !rule_at.rule.trial && !worked_out.is_given_by(index) {
                    named_by.extend(places.into_iter().map(|entry| (*entry, index)));
                }
            }
            named_by.sort_unstable();
            named_by.dedup();
            Places { named_by, sizes, worked_out }
        })
    }

    /// The figures that are worked out from others.
    pub fn worked_out(&self) -> &WorkedOut {
        &self.places().worked_out
    }

    /// The rules that name an entry, without those on trial.
    pub fn rules_on(&self, entry: EntryRef) -> impl Iterator<Item = usize> + '_ {
        let named_by = &self.places().named_by;
        let first = named_by.partition_point(|(other, _)| *other < entry);
        let rest = named_by[first..].iter();
        rest.take_while(move |(other, _)| *other == entry).map(|(_, rule)| *rule)
    }

    pub fn statement(&self, rule: usize) -> &Statement<EntryRef> {
        self.worked_out().statement(rule).unwrap_or(&self.all[rule].0.statement)
    }

    /// Whether so much was evaluated that the search ends.
    pub fn is_exhausted(&self) -> bool {
        self.looked_at.get() > MOST_LOOKED_AT
    }

    /// The input for judging a rule with some entries changed.
    pub fn judging<'t>(&'t self, rule: usize, changes: &'t [EntryChange]) -> CheckInput<'t> {
        self.looked_at.set(self.looked_at.get() + self.places().sizes[rule]);
        self.input.judging(self.all[rule].0.rule).changed(changes)
    }

    pub fn form(&self, entry: EntryRef) -> &'c FilledForm {
        self.input.form(entry)
    }

    pub fn kind(&self, entry: EntryRef) -> Option<&'c Kind> {
        self.form(entry).kind(entry.row, entry.column)
    }

    pub fn value(&self, entry: EntryRef) -> Option<Decimal> {
        self.input.entry(entry).value()
    }

    /// The entries that may be wrong if there is this fault, each once.
    pub fn suspects(&self, fault: Fault) -> Vec<EntryRef> {
        let mut suspects = match fault {
            Fault::Own(entry) | Fault::Unread(entry) => match self.worked_out().recipe(entry) {
                Some(recipe) => recipe.places().into_iter().copied().collect(),
                None => vec![entry],
            },
            Fault::Rule(rule) => {
                let places = self.statement(rule).places();
                let most = if places.len() > MOST_PLACES { 1 } else { places.len() };
                places.into_iter().take(most).copied().collect()
            }
        };
        suspects.retain(|entry| !entry.is_earlier && self.may_change(*entry));
        suspects.sort_unstable();
        suspects.dedup();
        suspects
    }

    /// Whether an entry may be given another figure.
    pub fn may_change(&self, entry: EntryRef) -> bool {
        self.worked_out().recipe(entry).is_none() && self.takes_figure(entry)
    }

    /// Whether an entry is one for a figure of the unit's own, typed or worked out.
    pub fn takes_figure(&self, entry: EntryRef) -> bool {
        !self.input.is_out_of_scope(entry)
            // a printed figure is right as long as it is what the form prints
            && !self.form(entry).is_as_printed(entry.row, entry.column)
            && self.input.entry(entry).at.is_some()
            && self.kind(entry).is_some_and(|kind| !matches!(kind, Kind::Text | Kind::Document))
    }

    /// Whether an entry admits a figure.
    pub fn fits(&self, entry: EntryRef, value: Decimal) -> bool {
        !value.is_sign_negative()
            && self.is_admitted(entry, value)
            && match self.kind(entry) {
                Some(Kind::Count | Kind::Money) => value.normalize().scale() == 0,
                Some(Kind::Quantity) => value.normalize().scale() <= 2,
                Some(Kind::Score) => value.normalize().scale() <= 4,
                Some(Kind::Percent) => value <= Decimal::ONE_HUNDRED || self.may_exceed_100(entry),
                Some(Kind::Choice(choices)) => choices.iter().any(|choice| choice.code == value),
                Some(Kind::Text | Kind::Document) | None => false,
            }
    }

    /// Whether a figure is the one that the form prints at an entry, or one of the steps that it admits there, if
    /// there are any.
    fn is_admitted(&self, entry: EntryRef, value: Decimal) -> bool {
        let filled = self.form(entry);
        let row = filled.rows[entry.row].fixed();
        let steps = filled.form.steps(row, entry.column);
        let printed = filled.form.fixed(row, entry.column);
        (steps.is_empty() || steps.iter().any(|step| step.code == value))
            && printed.is_none_or(|printed| {
                let may_be_less = row.is_some_and(|row| filled.form.may_be_reduced(row));
                value == printed || (may_be_less && value < printed)
            })
    }

    pub fn may_exceed_100(&self, entry: EntryRef) -> bool {
        let filled = self.form(entry);
        filled.form.may_exceed_100(filled.rows[entry.row].fixed(), entry.column)
    }

    /// The faults that more changes would mend; `None` if they break another rule or widen a gap.
    pub fn mended(&self, state: &State, more: &[EntryChange]) -> Option<Vec<Fault>> {
        let tried = self.try_out(state, more, |_| false)?;
        (tried.widened == 0).then_some(tried.mended)
    }

    /// The faults that one change would mend, if other slips may remain; `None` if it breaks another rule, or if it
    /// widens a gap though it does not mend several rules.
    ///
    /// Several rules do not agree on a figure by chance, and so the rule whose gap grows names another slip.
    pub fn mended_beside_others(&self, state: &State, change: EntryChange) -> Option<Vec<Fault>> {
        let tried = self.try_out(state, &[change], |_| false)?;
        (tried.widened == 0 || tried.mended.len() > tried.widened).then_some(tried.mended)
    }

    /// The faults that more changes would mend if a row is deleted, so that rules within it no longer count.
    pub fn mended_without_row(
        &self,
        state: &State,
        more: &[EntryChange],
        (form, row): (usize, usize),
    ) -> Option<Vec<Fault>> {
        let tried = self.try_out(state, more, |rule| {
            let mut places = self.statement(rule).places().into_iter().filter(|place| !place.is_earlier);
            places.all(|place| (place.form, place.row) == (form, row))
        })?;
        (tried.widened == 0).then_some(tried.mended)
    }

    /// The faults that more changes would mend if their row has the name of another one, so that it must not be
    /// compared with the period before.
    pub fn mended_under_another_name(&self, state: &State, more: &[EntryChange]) -> Option<Vec<Fault>> {
        let tried = self.try_out(state, more, |rule| {
            self.statement(rule).places().into_iter().any(|place| place.is_earlier)
        })?;
        (tried.widened == 0).then_some(tried.mended)
    }

    /// What more changes would do; `None` if they break another rule or do not fit.
    fn try_out(
        &self,
        state: &State,
        more: &[EntryChange],
        is_passed_over: impl Fn(usize) -> bool,
    ) -> Option<Tried> {
        if self.is_exhausted()
            || more
                .iter()
                .any(|change| !change.entry_ref.is_earlier && !self.fits(change.entry_ref, change.to))
        {
            return None;
        }
        let changes: Vec<EntryChange> = more.iter().chain(&state.changes).copied().collect();
        let mut tried = Tried { mended: Vec::new(), widened: 0 };
        for (nth, change) in more.iter().enumerate() {
            let earlier = &more[..nth];
            for rule in self.rules_on(change.entry_ref) {
                // rules on an entry of an earlier change were judged there
                if earlier.iter().any(|other| self.rules_on(other.entry_ref).any(|known| known == rule))
                    || is_passed_over(rule)
                {
                    continue;
                }
                let was_broken = state.is_broken(Fault::Rule(rule));
                let is_broken = self.judging(rule, &changes).truth(self.statement(rule)) == Truth::Broken;
                match (was_broken, is_broken) {
                    (false, true) => return None,
                    (true, true) => {
                        let is_wider = self.gap(rule, &changes) > self.gap(rule, &state.changes);
                        tried.widened += usize::from(is_wider);
                    }
                    (true, false) => tried.mended.push(Fault::Rule(rule)),
                    (false, false) if self.leaves_blank(rule, state, &changes) => return None,
                    (false, false) => {}
                }
            }
            let own = [Fault::Own(change.entry_ref), Fault::Unread(change.entry_ref)];
            tried.mended.extend(own.into_iter().filter(|fault| state.is_broken(*fault)));
            for (worked_out, is_admitted) in self.admitted_after(change.entry_ref, &changes) {
                match (state.is_broken(Fault::Own(worked_out)), is_admitted) {
                    (true, true) => tried.mended.push(Fault::Own(worked_out)),
                    (false, false) => return None,
                    (true, false) | (false, true) => {}
                }
            }
        }
        tried.mended.sort_unstable();
        tried.mended.dedup();
        Some(tried)
    }

    /// Whether changes make it wrong that the left side of a rule is blank: there was nothing to work out before.
    fn leaves_blank(&self, rule: usize, state: &State, changes: &[EntryChange]) -> bool {
        let Some((left, right)) = self.statement(rule).equation() else { return false };
        let is_blank = !left.is_earlier
            && *self.input.entry(*left).answer == Answer::Blank
            && changes.iter().all(|change| change.entry_ref != *left)
            && !self.all[rule].0.rule.solve
            && !self.form(*left).form.sparse
            && !self.input.is_out_of_scope(*left);
        let total = |changes: &[EntryChange]| BlankTotal::of(self.judging(rule, changes).value(right).range?);
        is_blank && total(changes).is_some() && total(&state.changes).is_none()
    }

    /// The distance between the sides of a comparison.
    pub fn gap(&self, rule: usize, changes: &[EntryChange]) -> Option<Decimal> {
        let input = self.judging(rule, changes);
        let (left, _, right) = self.statement(rule).comparison()?;
        let (left, right) = (input.value(left).range?, input.value(right).range?);
        let gaps = [(left, right), (right, left)].map(|(below, above)| above.lo()?.checked_sub(below.hi()?));
        gaps.into_iter().flatten().max().map(|gap| gap.max(Decimal::ZERO))
    }
}
