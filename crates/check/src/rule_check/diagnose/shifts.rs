//! A block of figures that stands one line too low or too high, in one column or several, or one column too far right
//! or left, in one row or several.
//!
//! Somebody who begins a line too low leaves one line blank, and every figure of the block stands where the next one
//! should. The last figure is lost. Putting such a block back mends many rules at once, each of them exactly.

use super::faults_to_explain::{Case, Fault, State};
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

/// Where a block should have begun.
struct Start {
    form: usize,
    rows: Range<usize>,
    columns: Range<usize>,
    /// The direction in which the block was moved.
    moved: Moved,
}

/// A direction in which a block was moved. Its lines are rows, or columns if it was moved sideways.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moved {
    Down,
    Up,
    Right,
    Left,
}

impl Moved {
    /// Whether `place` is further in this direction than `line`, in the same form; if sideways, in the same row.
    fn is_further(self, place: &EntryRef, line: &[EntryRef]) -> bool {
        let Some(first) =
            line.first().filter(|first| (first.is_earlier, first.form) == (place.is_earlier, place.form))
        else {
            return false;
        };
        let is_in_row = || line.iter().any(|entry| entry.row == place.row);
        match self {
            Self::Down => place.row > first.row,
            Self::Up => place.row < first.row,
            Self::Right => place.column > first.column && is_in_row(),
            Self::Left => place.column < first.column && is_in_row(),
        }
    }
}

impl Start {
    /// The entries of the line that is `nth` from the start, of the columns that take answers.
    fn line(&self, nth: usize, columns: &[usize]) -> Vec<EntryRef> {
        let at = |row: usize, column: usize| EntryRef { is_earlier: false, form: self.form, row, column };
        let of_row = |row: Option<usize>| match row {
            Some(row) => self.columns.clone().map(|column| at(row, column)).collect(),
            None => Vec::new(),
        };
        let of_column = |index: Option<usize>| match index.and_then(|index| columns.get(index)) {
            Some(column) => self.rows.clone().map(|row| at(row, *column)).collect(),
            None => Vec::new(),
        };
        let own = columns.iter().position(|column| *column == self.columns.start).unwrap_or(columns.len());
        match self.moved {
            Moved::Down => of_row(self.rows.start.checked_add(nth)),
            Moved::Up => of_row(self.rows.start.checked_sub(nth)),
            Moved::Right => of_column(own.checked_add(nth)),
            Moved::Left => of_column(own.checked_sub(nth)),
        }
    }
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
            let form = of_form[0].0;
            let columns = self.columns_of(form);
            let mut starts = Vec::new();
            if let [(_, first), .., (_, last)] = of_form {
                starts.extend(self.starts(form, *first..*last + 1, &suspects, &columns));
            }
            starts.extend(self.starts_beside(of_form, &columns));
            groups.extend(starts.iter().filter_map(|start| self.shift(state, start, &columns)));
        }
        groups
    }

    /// The columns of a form that take answers.
    fn columns_of(&self, form: usize) -> Vec<usize> {
        let filled = &self.input.submissions.current.forms[form];
        let columns = 0..filled.form.columns.len();
        columns.filter(|&column| filled.present[column] && filled.form.takes_answers(column)).collect()
    }

    /// Whether an entry was left blank though the one beside it holds a number.
    fn is_left_out(&self, own: EntryRef, beside: EntryRef) -> bool {
        self.may_change(own)
            && *self.input.entry(own).answer == Answer::Blank
            && self.stored(beside).is_some()
    }

    /// Whether an entry holds the same figure as the one beside it. Small figures are equal by chance.
    fn is_twice(&self, own: EntryRef, beside: EntryRef) -> bool {
        let value = self.value(own).filter(|value| *value >= Decimal::TEN);
        value.is_some() && value == self.value(beside)
    }

    /// The lines near the faults that were left out or filled with 0, or whose figures stand twice.
    fn starts(
        &self,
        form: usize,
        broken: Range<usize>,
        suspects: &[EntryRef],
        columns: &[usize],
    ) -> Vec<Start> {
        let filled = &self.input.submissions.current.forms[form];
        let mut starts = Vec::new();
        for row in broken.start.saturating_sub(AROUND)..filled.rows.len().min(broken.end + AROUND) {
            for (moved, next) in [(Moved::Down, row.checked_add(1)), (Moved::Up, row.checked_sub(1))] {
                let Some(next) = next.filter(|next| *next < filled.rows.len()) else { continue };
                let at = |row: usize, column: usize| EntryRef { is_earlier: false, form, row, column };
                let left_out: Vec<usize> = columns
                    .iter()
                    .filter(|column| self.is_left_out(at(row, **column), at(next, **column)))
                    .copied()
                    .collect();
                let runs = left_out.chunk_by(|one, other| one + 1 == *other);
                let runs = runs.filter_map(|run| Some(*run.first()?..*run.last()? + 1));
                let twice =
                    columns.iter().filter(|column| self.is_twice(at(row, **column), at(next, **column)));
                let nought = columns.iter().filter(|column| {
                    let own = at(row, **column);
                    filled.rows[row].role == Role::Open
                        && suspects.binary_search(&own).is_ok()
                        && self.value(own).is_some_and(|value| value.is_zero())
                        && self.value(at(next, **column)).is_some_and(|value| !value.is_zero())
                });
                let columns = runs.chain(twice.chain(nought).map(|column| *column..*column + 1));
                starts.extend(columns.map(|columns| Start { form, rows: row..row + 1, columns, moved }));
            }
        }
        starts
    }

    /// The columns at which rows with faults were left out, or have a figure twice.
    fn starts_beside(&self, broken: &[(usize, usize)], columns: &[usize]) -> Vec<Start> {
        let mut starts = Vec::new();
        for pair in columns.windows(2) {
            let [left, right] = pair else { continue };
            for (moved, own, beside) in [(Moved::Right, *left, *right), (Moved::Left, *right, *left)] {
                let is_start = |(form, row): &&(usize, usize)| {
                    let at = |column| EntryRef { is_earlier: false, form: *form, row: *row, column };
                    self.is_left_out(at(own), at(beside)) || self.is_twice(at(own), at(beside))
                };
                let rows: Vec<(usize, usize)> = broken.iter().filter(is_start).copied().collect();
                let runs = rows.chunk_by(|(_, one), (_, other)| one + 1 == *other);
                starts.extend(runs.filter_map(|run| {
                    let ((form, first), (_, last)) = (*run.first()?, *run.last()?);
                    Some(Start { form, rows: first..last + 1, columns: own..own + 1, moved })
                }));
            }
        }
        starts
    }

    /// The block that begins at `start` and mends most. Of blocks that mend equally much it is the shortest.
    fn shift(&self, state: &State, start: &Start, columns: &[usize]) -> Option<MistakeInSeveralCells> {
        let lines = self.input.submissions.current.forms[start.form].rows.len();
        let mut block =
            Block { changes: Vec::new(), unknown_entries: Vec::new(), last: Vec::new(), mended: Vec::new() };
        let mut broken: BTreeMap<usize, Truth> = BTreeMap::new();
        let mut best: Option<Block> = None;
        let mut line = start.line(0, columns);
        for nth in 1..=MOST_LINES {
            let next = start.line(nth, columns);
            if next.first().is_none_or(|first| first.row >= lines)
                || self.is_exhausted()
                || self.put_back(&mut block, &line, &next).is_none()
            {
                break;
            }
            self.judge_again(&mut broken, &block, &line);
            let new = broken
                .iter()
                .filter(|(rule, truth)| **truth == Truth::Broken && !state.is_broken(Fault::Rule(**rule)));
            let new: Vec<usize> = new.map(|(rule, _)| *rule).collect();
            // a line further on may mend this rule again
            let is_open = |rule: &usize| {
                self.statement(*rule).places().iter().any(|place| start.moved.is_further(place, &next))
            };
            if !new.iter().all(is_open) {
                break;
            }
            if new.is_empty() {
                block.mended = block.mended_by(state, &broken);
                let gained = broken
                    .iter()
                    .filter(|(rule, truth)| **truth == Truth::Holds && self.all[**rule].1 != Truth::Holds);
                let gained = gained.count();
                let most = best.as_ref().map_or(0, |best| best.mended.len());
                if gained >= FEWEST && block.changes.len() >= FEWEST && block.mended.len() > most {
                    best = Some(block.clone());
                }
            }
            line = next;
        }
        best.map(|block| block.into_group(start, start.line(1, columns).first().copied()))
    }

    /// Moves the figures of the next line back to this one; `None` if they do not fit there.
    fn put_back(&self, block: &mut Block, line: &[EntryRef], next: &[EntryRef]) -> Option<()> {
        block.last.clear();
        for (&to, &from) in line.iter().zip(next) {
            // a percentage among counts cannot be read where it stands
            match (self.stored(from), self.input.entry(from).answer) {
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
    fn judge_again(&self, broken: &mut BTreeMap<usize, Truth>, block: &Block, line: &[EntryRef]) {
        for entry in line.iter().chain(&block.last) {
            for rule in self.rules_on(*entry) {
                let input = self.judging(rule, &block.changes).with_unknown(&block.unknown_entries);
                broken.insert(rule, input.truth(self.statement(rule)));
            }
        }
    }
}

impl Block {
    /// The faults that are no longer broken.
    fn mended_by(&self, state: &State, broken: &BTreeMap<usize, Truth>) -> Vec<Fault> {
        let mended = state.faults.iter().filter(|fault| match fault {
            Fault::Rule(rule) => broken.get(rule).is_some_and(|truth| *truth != Truth::Broken),
            Fault::Own(entry) | Fault::Unread(entry) => {
                self.unknown_entries.contains(entry)
                    || self.changes.iter().any(|change| change.entry_ref == *entry)
            }
        });
        mended.copied().collect()
    }

    /// The block as a mistake. `first` is the first of its entries.
    fn into_group(self, start: &Start, first: Option<EntryRef>) -> MistakeInSeveralCells {
        let steps = self.changes.iter().map(|change| CellChange {
            entry: change.entry_ref,
            to: Some(change.to),
            range: Interval::point(change.to),
            slip: Slip::Neighbour,
        });
        let mistake = match start.moved {
            Moved::Down => Mistake::TooLow,
            Moved::Up => Mistake::TooHigh,
            Moved::Right => Mistake::TooFarRight,
            Moved::Left => Mistake::TooFarLeft,
        };
        let mut reason = PossibleMistake::new(mistake, steps.collect());
        reason.like = first;
        reason.also = self.last;
        MistakeInSeveralCells { reason, mended: self.mended, cost: 0 }
    }
}
