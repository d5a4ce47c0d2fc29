//! Blanks and unreadable cells whose figure follows from the figures beside them.

use super::faults_to_explain::{Case, Fault};
use super::{CellChange, PossibleMistake, RankedMistakes};
use crate::answer::Answer;
use crate::diagnosis::{Mistake, Slip};
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::{EntryChange, Truth};
use phuluc_form::{Interval, Kind};
use rust_decimal::Decimal;

/// A figure that follows, and how many rules say so.
pub(in crate::rule_check::diagnose) struct Following {
    pub entry: EntryRef,
    pub explained: RankedMistakes,
    pub rules: usize,
}

impl Case<'_> {
    /// The figures that the rules leave as the only choice at open places once these changes are made.
    pub fn following(&self, settled: &[EntryChange]) -> Vec<Following> {
        let mut entries: Vec<EntryRef> = Vec::new();
        for (_, truth) in self.all {
            if let Truth::Open(unknown) = truth {
                entries.extend(unknown);
            }
        }
        entries.sort_unstable();
        entries.dedup();
        // a text need not mention every figure, but what it mentions must be legible
        let is_asked = |entry: &EntryRef| {
            !self.form(*entry).form.sparse || matches!(self.input.entry(*entry).answer, Answer::Unreadable(_))
        };
        entries.retain(|entry| {
            let is_settled = settled.iter().any(|change| change.entry_ref == *entry);
            !is_settled && !entry.is_earlier && is_asked(entry)
        });
        let (there, deleted): (Vec<EntryRef>, Vec<EntryRef>) =
            entries.into_iter().partition(|entry| self.input.entry(*entry).at.is_some());
        let there = there.into_iter().filter(|entry| self.may_change(*entry));
        let mut following: Vec<Following> = there.filter_map(|entry| self.follows(entry, settled)).collect();
        // the figures of a deleted row are told together
        for of_row in deleted.chunk_by(|a, b| (a.form, a.row) == (b.form, b.row)) {
            let of_row = of_row.iter().filter(|entry| !self.input.is_out_of_scope(**entry));
            let mut columns = of_row.filter_map(|entry| self.follows(*entry, settled));
            let Some(mut first) = columns.next() else { continue };
            let Some(reason) = first.explained.reasons.first_mut() else { continue };
            reason.mistake = Mistake::RowDeleted;
            for other in columns {
                first.rules += other.rules;
                reason.steps.extend(other.explained.reasons.into_iter().flat_map(|reason| reason.steps));
            }
            following.push(first);
        }
        following
    }

    fn follows(&self, entry: EntryRef, settled: &[EntryChange]) -> Option<Following> {
        let mut range = Interval::UNKNOWN;
        let mut rules = 0;
        for rule in self.rules_on(entry) {
            let allowed = self.judging(rule, settled).allowed(self.statement(rule), entry);
            rules += usize::from(allowed.exact().is_some() || allowed.hi().zip(allowed.lo()).is_some());
            range = range.meet(allowed);
        }
        if range.is_empty() || rules == 0 {
            return None;
        }
        let percent = *self.kind(entry)? == Kind::Percent;
        let whole = match self.kind(entry)? {
            Kind::Count | Kind::Money => {
                let ends = range.lo().zip(range.hi()).map(|(lo, hi)| (lo.ceil(), hi.floor()));
                ends.filter(|(lo, hi)| lo == hi).map(|(only, _)| only.normalize())
            }
            _ => None,
        };
        let exact = range.exact().filter(|_| !percent).or(whole);
        let readings: &[Decimal] = match self.input.entry(entry).answer {
            Answer::Unreadable(unreadable) => &unreadable.readings,
            Answer::Number(_) | Answer::Nil | Answer::Blank | Answer::Text(_) => &[],
        };
        let mut possible = readings.iter().filter(|reading| range.holds(**reading));
        let read = possible.next().filter(|_| possible.next().is_none());
        let share =
            range.exact().filter(|_| percent).map(|share| phuluc_form::number::round(share, 2).normalize());
        // a figure that its cell does not admit follows from others that are wrong
        let to = exact.or(share).or(read.copied()).filter(|to| self.fits(entry, *to))?;
        let slip = if readings.contains(&to) { Slip::Reading } else { Slip::Blank };
        let steps = vec![CellChange { entry, to: Some(to), range: Interval::point(to), slip }];
        let reasons = vec![PossibleMistake::new(Mistake::Follows, steps)];
        let mended: Vec<Fault> = Vec::new();
        Some(Following {
            entry,
            explained: RankedMistakes { reasons, tied: 1, mended, needs: Vec::new(), is_all: true },
            rules,
        })
    }
}
