//! One mistake in several cells that no rule ties together: a row that does not fit its total, a block a line off,
//! two neighbours exchanged, a row in another unit of measure.

use super::faults_to_explain::{Case, Fault, State};
use super::{CellChange, PossibleMistake, RankedMistakes, components};
use crate::diagnosis::Mistake;
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::EntryChange;
use phuluc_form::{Interval, Kind};
use rust_decimal::Decimal;

/// A mistake, the faults that it explains, and its cost. A smaller cost is likelier.
pub(super) struct MistakeInSeveralCells {
    pub reason: PossibleMistake,
    pub mended: Vec<Fault>,
    pub cost: u32,
}

impl Case<'_> {
    /// Mistakes that each explain at once what would otherwise take several slips. The one that explains most comes
    /// first.
    pub fn groups(&self, state: &State) -> Vec<RankedMistakes> {
        let mut groups = Vec::new();
        for total in self.totals(state) {
            groups.extend(self.rows_too_many(state, &total));
            groups.extend(self.row_missing(&total));
            groups.extend(self.rows_wrong(state, &total));
        }
        groups.extend(self.shifts(state));
        let exchanged = self.exchanged(state, &state.faults).into_iter();
        groups.extend(exchanged.map(|group| MistakeInSeveralCells { cost: 1, ..group }));
        groups.extend(self.other_measures(state));
        let apart = components(self, &state.faults);
        groups.retain(|group| match group.reason.mistake {
            // several columns do not agree on one row by chance
            Mistake::RowTooMany | Mistake::RowMissing => true,
            Mistake::RowWrong => self.says_more(state, &apart, group) && !self.is_typed(state, &apart, group),
            _ => self.says_more(state, &apart, group),
        });
        groups.sort_by_key(|group| (usize::MAX - group.mended.len(), group.cost));
        let mut explained: Vec<(u32, RankedMistakes)> = Vec::new();
        for MistakeInSeveralCells { reason, mended, cost } in groups {
            match explained.iter_mut().find(|(_, other)| other.mended == mended) {
                // exchanged neighbours or a missing line are a wrong row, too, but say more
                Some((best, _)) if reason.is_row_wrong() && cost > *best => {}
                // a line that the total leaves out is told as such already
                Some((_, other)) if other.leaves_out(&reason) => {}
                Some((best, other)) => {
                    other.tied += usize::from(cost == *best);
                    other.reasons.push(reason);
                }
                None => {
                    explained.push((
                        cost,
                        RankedMistakes {
                            reasons: vec![reason],
                            tied: 1,
                            mended,
                            needs: Vec::new(),
                            is_all: true,
                        },
                    ));
                }
            }
        }
        explained.into_iter().map(|(_, explained)| explained).collect()
    }

    /// Whether a mistake explains faults that share no cell, or faults that no single cell explains.
    fn says_more(&self, state: &State, apart: &[Vec<Fault>], group: &MistakeInSeveralCells) -> bool {
        match apart
            .iter()
            .filter(|faults| faults.iter().all(|fault| group.mended.contains(fault)))
            .collect::<Vec<_>>()
            .as_slice()
        {
            [] => false,
            [only] => {
                let singles = self.singles(state, only);
                singles.first().is_none_or(|single| single.mended.len() < only.len())
            }
            _ => true,
        }
    }

    /// Whether a slip of typing in one cell for each group of faults explains all that a mistake does, and so is
    /// likelier.
    fn is_typed(&self, state: &State, apart: &[Vec<Fault>], group: &MistakeInSeveralCells) -> bool {
        let mut mended =
            apart.iter().filter(|faults| faults.iter().all(|fault| group.mended.contains(fault)));
        mended.all(|faults| {
            let singles = self.singles(state, faults);
            singles
                .first()
                .is_some_and(|single| single.mended.len() == faults.len() && single.slip.cost() <= 1)
        })
    }

    /// Rows in thousands or millions instead of đồng, or the other way round.
    fn other_measures(&self, state: &State) -> Vec<MistakeInSeveralCells> {
        let mut rows: Vec<(usize, usize)> = Vec::new();
        let entries = state.faults.iter().flat_map(|fault| self.suspects(*fault));
        rows.extend(entries.map(|entry| (entry.form, entry.row)));
        rows.sort_unstable();
        rows.dedup();
        let mut groups = Vec::new();
        for (form, row) in rows {
            let columns = self.input.submissions.current.forms[form].form.columns.len();
            let entries = (0..columns).map(|column| EntryRef { is_earlier: false, form, row, column });
            let figures: Vec<(EntryRef, Decimal)> = entries
                .filter(|entry| self.may_change(*entry) && self.kind(*entry) == Some(&Kind::Money))
                .filter_map(|entry| Some((entry, self.value(entry).filter(|value| !value.is_zero())?)))
                .collect();
            if figures.len() < 2 {
                continue;
            }
            for power in [1_000, 1_000_000].map(Decimal::from) {
                for to in [Decimal::checked_mul, Decimal::checked_div] {
                    let changes = figures.iter().filter_map(|(entry_ref, value)| {
                        Some(EntryChange { entry_ref: *entry_ref, to: to(*value, power)? })
                    });
                    let changes: Vec<EntryChange> = changes.collect();
                    let mended = self.mended(state, &changes).filter(|mended| mended.len() > 1);
                    groups.extend(mended.map(|mended| {
                        let steps = changes.iter().map(|change| self.step(change.entry_ref, change.to));
                        let reason = PossibleMistake::new(Mistake::OtherMeasure, steps.collect());
                        MistakeInSeveralCells { reason, mended, cost: 1 }
                    }));
                }
            }
        }
        groups
    }

    pub(super) fn step(&self, entry: EntryRef, to: Decimal) -> CellChange {
        CellChange { entry, to: Some(to), range: Interval::point(to), slip: self.slip(entry, to) }
    }
}
