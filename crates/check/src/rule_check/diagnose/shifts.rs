//! A block of figures that stands one line too low or too high, in one column or several.
//!
//! Somebody who begins a line too low leaves one line blank, and every figure of the block stands where the next one
//! should. The last figure is lost. Putting such a block back mends many rules at once, each of them exactly.

use super::case::{Case, Fault, State};
use super::rows::MistakeInSeveralCells;
use super::{CellChange, PossibleMistake};
use crate::answer::Answer;
use crate::diagnosis::{Mistake, Slip};
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::{EntryChange, Truth};
use crate::submission::Role;
use phuluc_form::Interval;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many rules must come to hold exactly; fewer may do so by chance.
const FEWEST: usize = 2;
/// How many lines away from a fault a block may begin, since equal figures break no rule.
const AROUND: usize = 8;
/// The largest number of lines of a block.
const MOST_LINES: usize = 60;

/// The line at which a block should have begun.
struct Start {
    form: usize,
    row: usize,
    columns: Range<usize>,
    /// The direction to the next line of the block.
    step: isize,
}

/// A block with every figure put back at its line.
#[derive(Clone)]
struct Block {
    changes: Vec<EntryChange>,
    /// The entries of which nothing is known: those that become blank, and the last line.
    unknown_entries: Vec<EntryRef>,
    last: Vec<EntryRef>,
    mended: Vec<Fault>,
}

impl Case<'_> {
    /// The blocks that mend several rules if they are put back.
    pub fn shifts(&self, state: &State) -> Vec<MistakeInSeveralCells> {
        let mut suspects: Vec<EntryRef> =
            state.faults.iter().flat_map(|fault| self.suspects(*fault)).collect();
        suspects.sort_unstable();
        suspects.dedup();
        let mut rows: Vec<(usize, usize)> = suspects.iter().map(|entry| (entry.form, entry.row)).collect();
        rows.dedup();
        let mut groups = Vec::new();
        for of_form in rows.chunk_by(|(form, _), (other, _)| form == other) {
            let [(form, first), .., (_, last)] = of_form else { continue };
            for start in self.starts(*form, *first..*last + 1, &suspects) {
                groups.extend(self.shift(state, &start));
            }
        }
        groups
    }

    /// The lines near the faults that were left out or filled with 0, or whose figures stand twice.
    fn starts(&self, form: usize, broken: Range<usize>, suspects: &[EntryRef]) -> Vec<Start> {
        let filled = &self.input.submissions.current.forms[form];
        let columns: Vec<usize> = (0..filled.form.columns.len())
            .filter(|&column| filled.present[column] && filled.form.takes_answers(column))
            .collect();
        let mut starts = Vec::new();
        for row in broken.start.saturating_sub(AROUND)..filled.rows.len().min(broken.end + AROUND) {
            for step in [1, -1] {
                let Some(next) = row.checked_add_signed(step).filter(|next| *next < filled.rows.len()) else {
                    continue;
                };
                let at = |row: usize, column: usize| EntryRef { is_earlier: false, form, row, column };
                let is_left_out = |column: &&usize| {
                    let (own, beside) = (at(row, **column), at(next, **column));
                    self.may_change(own)
                        && *self.input.entry(own).answer == Answer::Blank
                        && self.value(beside).is_some()
                };
                let left_out: Vec<usize> = columns.iter().filter(is_left_out).copied().collect();
                let runs = left_out.chunk_by(|one, other| one + 1 == *other);
                let runs = runs.filter_map(|run| Some(*run.first()?..*run.last()? + 1));
                let twice = columns.iter().filter(|column| {
                    let own = self.value(at(row, **column)).filter(|value| *value >= Decimal::TEN);
                    own.is_some() && own == self.value(at(next, **column))
                });
                let nought = columns.iter().filter(|column| {
                    let own = at(row, **column);
                    filled.rows[row].role == Role::Open
                        && suspects.binary_search(&own).is_ok()
                        && self.value(own).is_some_and(|value| value.is_zero())
                        && self.value(at(next, **column)).is_some_and(|value| !value.is_zero())
                });
                let columns = runs.chain(twice.chain(nought).map(|column| *column..*column + 1));
                starts.extend(columns.map(|columns| Start { form, row, columns, step }));
            }
        }
        starts
    }

    /// The block that begins at `start` and mends most. Of blocks that mend equally much it is the shortest.
    fn shift(&self, state: &State, start: &Start) -> Option<MistakeInSeveralCells> {
        let lines = self.input.submissions.current.forms[start.form].rows.len();
        let mut block =
            Block { changes: Vec::new(), unknown_entries: Vec::new(), last: Vec::new(), mended: Vec::new() };
        let mut broken: BTreeMap<usize, Truth> = BTreeMap::new();
        let mut best: Option<Block> = None;
        let mut row = start.row;
        for _ in 0..MOST_LINES {
            let Some(next) = row.checked_add_signed(start.step).filter(|next| *next < lines) else { break };
            if self.is_exhausted() || self.put_back(&mut block, start, row, next).is_none() {
                break;
            }
            self.judge_again(&mut broken, &block, start, row);
            let is_new = |(rule, truth): &(&usize, &Truth)| {
                **truth == Truth::Broken && !state.is_broken(Fault::Rule(**rule))
            };
            let new: Vec<usize> = broken.iter().filter(is_new).map(|(rule, _)| *rule).collect();
            // a line further on may mend this rule again
            let is_open = |rule: &usize| {
                self.statement(*rule).places().iter().any(|place| {
                    let beyond = if start.step > 0 { place.row > next } else { place.row < next };
                    (place.is_earlier, place.form) == (false, start.form) && beyond
                })
            };
            if !new.iter().all(is_open) {
                break;
            }
            if new.is_empty() {
                block.mended = block.mended_by(state, &broken);
                let is_gained = |(rule, truth): &(&usize, &Truth)| {
                    **truth == Truth::Holds && self.all[**rule].1 != Truth::Holds
                };
                let gained = broken.iter().filter(is_gained).count();
                let most = best.as_ref().map_or(0, |best| best.mended.len());
                if gained >= FEWEST && block.changes.len() >= FEWEST && block.mended.len() > most {
                    best = Some(block.clone());
                }
            }
            row = next;
        }
        best.map(|block| block.into_group(start))
    }

    /// Moves the figures of the next line back to this one; `None` if they do not fit there.
    fn put_back(&self, block: &mut Block, start: &Start, row: usize, next: usize) -> Option<()> {
        block.last.clear();
        for column in start.columns.clone() {
            let [to, from] =
                [row, next].map(|row| EntryRef { is_earlier: false, form: start.form, row, column });
            match (self.value(from), self.input.entry(from).answer) {
                (Some(figure), _) if self.may_change(to) && self.fits(to, figure) => {
                    block.changes.push(EntryChange { entry_ref: to, to: figure });
                }
                (None, Answer::Blank) => block.unknown_entries.push(to),
                _ => return None,
            }
            block.unknown_entries.push(from);
            block.last.push(from);
        }
        Some(())
    }

    /// Judges the rules on a line and the next one.
    fn judge_again(&self, broken: &mut BTreeMap<usize, Truth>, block: &Block, start: &Start, row: usize) {
        let own =
            start.columns.clone().map(|column| EntryRef { is_earlier: false, form: start.form, row, column });
        for entry in own.chain(block.last.iter().copied()) {
            for rule in self.rules_on(entry) {
                let input = self.judging(rule, &block.changes).with_unknown(&block.unknown_entries);
                broken.insert(rule, input.truth(self.statement(rule)));
            }
        }
    }
}

impl Block {
    /// The faults that are no longer broken.
    fn mended_by(&self, state: &State, broken: &BTreeMap<usize, Truth>) -> Vec<Fault> {
        let is_mended = |fault: &&Fault| match fault {
            Fault::Rule(rule) => broken.get(rule).is_some_and(|truth| *truth != Truth::Broken),
            Fault::Own(entry) | Fault::Unread(entry) => {
                self.unknown_entries.contains(entry)
                    || self.changes.iter().any(|change| change.entry_ref == *entry)
            }
        };
        state.faults.iter().filter(is_mended).copied().collect()
    }

    /// The block as a mistake.
    fn into_group(self, start: &Start) -> MistakeInSeveralCells {
        let steps = self.changes.iter().map(|change| CellChange {
            entry: change.entry_ref,
            to: Some(change.to),
            range: Interval::point(change.to),
            slip: Slip::Neighbour,
        });
        let mistake = if start.step > 0 { Mistake::TooLow } else { Mistake::TooHigh };
        let mut reason = PossibleMistake::new(mistake, steps.collect());
        reason.like = start.row.checked_add_signed(start.step).map(|row| EntryRef {
            is_earlier: false,
            form: start.form,
            row,
            column: start.columns.start,
        });
        reason.also = self.last;
        MistakeInSeveralCells { reason, mended: self.mended, cost: 0 }
    }
}
