//! How a wrong figure came to stand in a cell, judged by its digits, by the figures beside it and of the period
//! before, and by the rules on it.

use super::SMALL;
use super::faults_to_explain::Case;
use crate::answer::Figure;
use crate::diagnosis::Slip;
use crate::general_rules::percent_truncated;
use crate::rule_check::entry_ref::EntryRef;
use phuluc_form::{Compared, Expr, Interval, Kind};
use rust_decimal::Decimal;

impl Case<'_> {
    /// The likeliest slip that led to the figure at a cell, if `to` should stand there.
    pub fn slip(&self, entry: EntryRef, to: Decimal) -> Slip {
        let Some(from) = self.value(entry) else {
            // a text need not mention every figure, and some blanks mean 0
            let is_asked = !self.form(entry).form.sparse && !self.counts_as_nought(entry);
            return if is_asked { Slip::Blank } else { Slip::other(Decimal::ZERO, to) };
        };
        let is_percent = self.kind(entry) == Some(&Kind::Percent);
        let is_money = self.kind(entry) == Some(&Kind::Money);
        let mut slips = vec![match Slip::of_digits(from, to) {
            // a rate above 100 is rare, and so is a count without its thousands
            Slip::Tenfold(_) | Slip::OneDigit if is_percent && to > Decimal::ONE_HUNDRED && to > from => {
                Slip::other(from, to)
            }
            // no budget is below a million đồng
            Slip::Tenfold(_) if is_money && to < Decimal::from(1_000_000) => Slip::other(from, to),
            Slip::Tenfold(-3) if is_money => Slip::InThousands,
            Slip::Tenfold(-6) if is_money => Slip::InMillions,
            Slip::Tenfold(-6..=-2) if self.kind(entry) == Some(&Kind::Count) => Slip::other(from, to),
            // 0 % stands where nothing was worked out yet
            Slip::Other(_) if is_percent && from.is_zero() => Slip::Other(1),
            // and 0 where any other figure was not entered yet, though many figures are rightly 0
            Slip::Other(digits) if from.is_zero() => Slip::Other(digits.min(3)),
            typed => typed,
        }];
        if is_percent && self.is_of_other_base(entry, from) {
            slips.push(Slip::OtherBase);
        }
        let figure = self.input.entry(entry).answer.figure();
        let is_cut = |rule: usize| match self.statement(rule).equation() {
            Some((left, right)) if *left == entry && is_percent => {
                let computed = self.input.value(right).range;
                figure.zip(computed).and_then(|(figure, range)| percent_truncated::rounded(figure, range))
            }
            _ => None,
        };
        slips.extend(self.rules_on(entry).any(|rule| is_cut(rule) == Some(to)).then_some(Slip::Cut));
        // small figures are equal by chance
        if from >= SMALL {
            let beside = self.neighbours(entry).into_iter().any(|other| self.value(other) == Some(from));
            slips.extend(beside.then_some(Slip::Neighbour));
            slips.extend((self.value_before(entry) == Some(from)).then_some(Slip::Before));
        }
        let off = from - to;
        let is_part = |rule: usize| match self.statement(rule).equation() {
            Some((left, right)) if *left == entry => right.addends().is_some_and(|parts| {
                parts.len() > 1
                    && (off == to || parts.iter().any(|part| self.value(**part) == Some(off.abs())))
            }),
            _ => false,
        };
        if self.rules_on(entry).any(is_part) {
            slips.push(if off.is_sign_negative() { Slip::PartMissing } else { Slip::PartTooMany });
        }
        slips.into_iter().min_by_key(|slip| slip.cost()).unwrap_or(Slip::Blank)
    }

    /// The only part that the sum at an entry leaves out or counts twice, if `to` should stand there.
    pub fn part_off(&self, entry: EntryRef, to: Decimal) -> Option<EntryRef> {
        let off = (self.value(entry)? - to).abs();
        let parts = self.rules_on(entry).filter_map(|rule| match self.statement(rule).equation() {
            Some((left, right)) if *left == entry => right.addends(),
            _ => None,
        });
        let parts: Vec<EntryRef> = parts.filter(|parts| parts.len() > 1).flatten().copied().collect();
        let mut equal = parts.into_iter().filter(|part| self.value(*part) == Some(off));
        equal.next().filter(|_| equal.next().is_none())
    }

    /// Whether a rule takes a blank at an entry for 0.
    fn counts_as_nought(&self, entry: EntryRef) -> bool {
        fn has(expr: &Expr<EntryRef>, entry: EntryRef) -> bool {
            matches!(expr, Expr::Zero(place) if *place == entry)
                || expr.operands().any(|operand| has(operand, entry))
        }
        self.rules_on(entry).any(|rule| {
            self.statement(rule)
                .comparison()
                .is_some_and(|(left, _, right)| has(left, entry) || has(right, entry))
        })
    }

    /// Whether a percentage fits its part, but with another figure near its base.
    fn is_of_other_base(&self, entry: EntryRef, from: Decimal) -> bool {
        const NEAR: usize = 5;
        let written = Figure::rounded(from).interval();
        let is_of = |part: &Expr<EntryRef>, base: EntryRef| {
            let part = self.input.value(part).range;
            let rows = base.row.saturating_sub(NEAR)..self.form(base).rows.len().min(base.row + NEAR);
            let near = rows.filter(|row| *row != base.row).map(|row| EntryRef { row, ..base });
            let near = near.filter(|other| *other != entry).filter_map(|other| self.value(other));
            near.filter(|other| *other > Decimal::ONE).any(|other| {
                let share = part.and_then(|part| part.percent_of(Interval::point(other)));
                share.is_some_and(|share| share.exact().is_some() && !share.disjoint(written))
            })
        };
        self.rules_on(entry).any(|rule| match self.statement(rule).equation() {
            Some((left, Expr::Percent(part, base))) if *left == entry => match **base {
                Expr::Place(base) | Expr::Zero(base) => is_of(part, base),
                _ => false,
            },
            _ => false,
        })
    }

    /// The entries beside an entry, in its row and in its column.
    pub fn neighbours(&self, entry: EntryRef) -> Vec<EntryRef> {
        let filled = self.form(entry);
        let takes = |column: &usize| filled.present[*column] && filled.form.takes_answers(*column);
        let left = (0..entry.column).rev().find(takes);
        let right = (entry.column + 1..filled.form.columns.len()).find(takes);
        let columns = [left, right].into_iter().flatten().map(|column| EntryRef { column, ..entry });
        let rows = [entry.row.checked_sub(1), Some(entry.row + 1)].into_iter().flatten();
        let rows = rows.filter(|row| *row < filled.rows.len()).map(|row| EntryRef { row, ..entry });
        columns.chain(rows).collect()
    }

    /// The figure at the same place in the period before, if figures there are new in every period.
    fn value_before(&self, entry: EntryRef) -> Option<Decimal> {
        let filled = self.form(entry);
        let over_time = filled.form.over_time(filled.rows[entry.row].fixed(), entry.column);
        // the length of a list may rightly stay the same, and so may points
        if !matches!(over_time.compared, Some(Compared::Volume | Compared::Rate)) || over_time.never_falls {
            return None;
        }
        let before = self.input.submissions.earlier.before?.form(&filled.form.id)?;
        let row = before.row(&filled.rows[entry.row].id)?;
        before.rows[row].entries.get(entry.column).value()
    }
}
