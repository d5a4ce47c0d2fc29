//! The rules on a workbook to hand out: where each applies, under which conditions, and with which result.
//!
//! The check itself sets the rules down on the sheets, so that a formula is about the same places as the check. The
//! check knows from the file whether an open row is used or a column filled; a formula needs a [`AppliesIf`] for that.

use super::Blank;
use phuluc_check::{CheckInput, EntryRef, Estimate, FilledForm, Role, RuleAt, Skipped, Truth, ZeroOfNone};
use phuluc_form::{
    ColumnId, ColumnRef, Expr, Interval, Place, RowId, Rule, Set as RowSet, Severity, Statement, number,
};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The result of a rule, as the sheet “Kiểm tra” shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleResult {
    /// Đạt.
    Holds,
    /// Chưa nhập.
    NotFilled,
    /// Lỗi.
    Error,
    /// Cần xem lại.
    Warning,
    /// Lưu ý.
    Note,
}

impl RuleResult {
    /// The number that stands for the result in formulas.
    pub const fn number(self) -> u8 {
        match self {
            Self::Holds => 0,
            Self::NotFilled => 1,
            Self::Error => 2,
            Self::Warning => 3,
            Self::Note => 4,
        }
    }

    /// The result of a broken rule with this severity.
    pub const fn broken(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Note => Self::Note,
        }
    }
}

/// The conditions under which a rule applies at a place. Empty lists ask for nothing.
#[derive(Clone, Debug, Default)]
pub struct AppliesIf {
    /// At least one of these rows, by form and row, must be used.
    pub used: Vec<(usize, usize)>,
    /// This column, by form and column, must have an answer in some row.
    pub filled: Option<(usize, usize)>,
    /// Entries that must be given (`true`) or must not be (`false`).
    pub given: Vec<(EntryRef, bool)>,
    /// At least one of these entries must be answered. They are entries that nobody has to answer: printed ones, or
    /// ones that others fill in.
    pub answered: Vec<EntryRef>,
}

/// A rule with all places where it applies in the workbook.
#[derive(Clone, Debug)]
pub struct PlacedRule<'b> {
    /// The rule.
    pub rule: &'b Rule,
    /// The form that it belongs to, by index.
    pub form: usize,
    /// The rule set down at each row or column, with its conditions. It is empty if the rule needs what is not in
    /// this workbook.
    pub at: Vec<(RuleAt<'b>, AppliesIf)>,
    /// The reason why the rule is checked only when the report is received, if it is.
    pub waits: Option<Skipped>,
}

/// An equation `whole = sum of parts` in which the one blank entry follows from the others, if the guard holds.
#[derive(Clone, Debug)]
pub struct SolvableEquation {
    /// The entry that is the sum.
    pub whole: EntryRef,
    /// The entries that are added up.
    pub parts: Vec<EntryRef>,
    /// The conditions under which the equation may be solved.
    pub guard: AppliesIf,
}

/// The result of a rule at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The id of the rule.
    pub rule: String,
    /// Its first place: form, row and column, by index.
    pub place: (usize, usize, usize),
    /// The row that the rule is applied to, if it runs over rows.
    pub row: Option<RowId>,
    /// The column that the rule is applied to, if it is repeated for columns.
    pub column: Option<ColumnId>,
    /// Its result; `None` where it does not apply.
    pub state: Option<RuleResult>,
    /// The value of the left side, if it is a single figure.
    pub reported: Option<Decimal>,
    /// The value of the right side, if it is a single figure.
    pub expected: Option<Decimal>,
    /// What the rule says before severities and exceptions: 0 if it holds, 1 if blanks leave it open, 2 if it is
    /// broken; `None` where it does not apply.
    pub truth: Option<usize>,
}

/// The interval of values that a place may have.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The lower end.
    pub lo: Decimal,
    /// The upper end.
    pub hi: Decimal,
    /// Whether a value that it depends on is unknown.
    pub unknown: bool,
}

impl Bounds {
    fn of(estimate: &Estimate) -> Self {
        let (lo, hi) = estimate.range.map_or((None, None), |range| (range.lo(), range.hi()));
        let unknown = !estimate.unknown.is_empty();
        Self { lo: lo.unwrap_or_default(), hi: hi.unwrap_or(ENDLESS), unknown }
    }
}

/// The upper end that formulas write for an interval without one.
const ENDLESS: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);

impl Blank {
    /// All rules, set down on the sheets.
    pub fn rules(&self) -> Vec<PlacedRule<'_>> {
        let mut sets = Vec::new();
        for (form, filled) in self.submission.forms.iter().enumerate() {
            let rules = filled.form.rules.iter().enumerate();
            sets.extend(rules.map(|(index, rule)| self.set_down(form, index, rule)));
        }
        sets
    }

    /// A rule with all places where it applies.
    fn set_down<'b>(&'b self, form: usize, index: usize, rule: &'b Rule) -> PlacedRule<'b> {
        let choices = alternatives(rule);
        let mut set = PlacedRule { rule, form, at: Vec::new(), waits: None };
        for choice in 0..choices.len().max(1) {
            for rule_at in self.input_for_alternative(choice).rule_everywhere(form, index) {
                match rule_at {
                    Ok(rule_at) => {
                        let is_line = rule_at
                            .row
                            .is_some_and(|row| matches!(self.filled(form).rows[row].role, Role::Added(_)));
                        if let Some(guard) = self.guard(&rule_at, choice).filter(|_| !is_line) {
                            set.at.push((rule_at, guard));
                        }
                    }
                    Err(Skipped::NoRow | Skipped::EmptyColumn(_)) => {}
                    Err(waits) => set.waits = Some(waits),
                }
            }
        }
        // put the alternatives of one place next to each other
        set.at.sort_by_key(|(rule_at, _)| (rule_at.row, rule_at.column));
        set
    }

    /// The conditions under which a rule applies at this place; `None` if it never applies.
    fn guard(&self, rule_at: &RuleAt<'_>, choice: usize) -> Option<AppliesIf> {
        let filled = self.filled(rule_at.form);
        let mut guard = AppliesIf::default();
        let sets = rule_at.rule.that.sets();
        if let Some(row) = rule_at.row.filter(|&row| filled.rows[row].role == Role::Open) {
            guard.used = vec![(rule_at.form, row)];
        } else if sets.contains(&RowSet::Open) {
            guard.used = rows_of(filled, rule_at.form, Some(Role::Open));
        } else if let (true, Some(row)) = (sets.contains(&RowSet::Lines), rule_at.row) {
            guard.used = rows_of(filled, rule_at.form, filled.rows[row].fixed().map(Role::Added));
        }
        if !rule_at.rule.columns.is_empty() {
            guard.filled = rule_at.column.map(|column| (rule_at.form, column));
        }
        if !self.asks_for_any(&rule_at.statement) {
            guard.answered = rule_at.statement.places().into_iter().copied().collect();
        }
        let columns = alternatives(rule_at.rule);
        if columns.len() > 1 {
            let place = rule_at.rule.that.places().into_iter().find(|place| first_of(place).is_some())?;
            let last = choice + 1 == columns.len();
            for earlier in 0..=choice {
                let row = rule_at.row.unwrap_or_default();
                let found = self.input_for_alternative(earlier).recipe(
                    rule_at.form,
                    row,
                    &Expr::Place(place.clone()),
                );
                match found {
                    Ok(Expr::Place(entry_ref)) if earlier < choice => guard.given.push((entry_ref, false)),
                    Ok(Expr::Place(entry_ref)) if !last => guard.given.push((entry_ref, true)),
                    // a column that the sheet does not have is never filled
                    Ok(_) | Err(Skipped::EmptyColumn(_)) if earlier == choice && !last => return None,
                    Ok(_) | Err(Skipped::EmptyColumn(_)) => {}
                    Err(_) => return None,
                }
            }
        }
        Some(guard)
    }

    /// The equations of rules that may be solved for a blank entry.
    pub fn solvable_equations(&self) -> Vec<SolvableEquation> {
        let sets = self.rules().into_iter().filter(|set| set.rule.solve);
        let rules_at = sets.flat_map(|set| set.at);
        let solved = rules_at.filter_map(|(rule_at, guard)| {
            let (whole, sum) = rule_at.statement.equation()?;
            let parts = sum.addends()?.into_iter().copied().collect();
            Some(SolvableEquation {
                whole: *whole,
                parts,
                guard: AppliesIf { given: guard.given, ..AppliesIf::default() },
            })
        });
        solved.collect()
    }

    /// The result of every rule at every place, in the order of the rules.
    pub fn judged(&self) -> Vec<Outcome> {
        let read = self.as_read();
        let unsolved = CheckInput::new(&read, None, &self.prepared);
        let implied = unsolved.solved();
        let input = unsolved.with_implied(&implied);
        let sets = self.rules();
        let all = sets.iter().flat_map(|set| &set.at);
        all.map(|(rule_at, guard)| self.judge(&input, rule_at, guard)).collect()
    }

    /// The interval of each place: first from the entries as they stand, then with blanks solved from the figures
    /// beside them.
    pub fn ends(&self, entry_refs: impl Iterator<Item = EntryRef>) -> HashMap<EntryRef, [Bounds; 2]> {
        let read = self.as_read();
        let unsolved = CheckInput::new(&read, None, &self.prepared);
        let implied = unsolved.solved();
        let solved = unsolved.with_implied(&implied);
        let ends = entry_refs.map(|entry_ref| {
            let ends = [&unsolved, &solved].map(|input| Bounds::of(&input.value(&Expr::Place(entry_ref))));
            (entry_ref, ends)
        });
        ends.collect()
    }

    /// The intervals of sums. If `as_they_stand`, from the entries as they are; otherwise with blanks solved from the
    /// figures beside them.
    pub fn ends_of(&self, sums: &[&Expr<EntryRef>], as_they_stand: bool) -> Vec<Bounds> {
        let read = self.as_read();
        let unsolved = CheckInput::new(&read, None, &self.prepared);
        let implied = unsolved.solved();
        let input = if as_they_stand { unsolved } else { unsolved.with_implied(&implied) };
        sums.iter().map(|sum| Bounds::of(&input.value(sum))).collect()
    }

    /// The outcome of a rule at one place.
    fn judge(&self, input: &CheckInput<'_>, rule_at: &RuleAt<'_>, guard: &AppliesIf) -> Outcome {
        let filled = self.filled(rule_at.form);
        let input = input.judging(rule_at.rule);
        let first = *rule_at.statement.subject().expect("a rule names a place");
        let (mut reported, mut expected) = (None, None);
        if let Some((left, _, right)) = rule_at.statement.comparison() {
            [reported, expected] =
                [left, right].map(|side| input.value(side).range.and_then(Interval::exact));
            if let Expr::Place(entry_ref) = left {
                reported = self.entry(*entry_ref).value();
            }
        }
        Outcome {
            rule: rule_at.rule.id.to_string(),
            place: (first.form, first.row, first.column),
            row: rule_at.row.map(|row| filled.rows[row].id.clone()),
            column: rule_at.column.map(|column| filled.form.columns[column].id.clone()),
            state: self.holds(guard).then(|| self.state(&input, rule_at)).flatten(),
            truth: self.holds(guard).then(|| match input.truth(&rule_at.statement) {
                Truth::Holds => 0,
                Truth::Open(_) => 1,
                Truth::Broken => 2,
            }),
            reported,
            expected,
        }
    }

    /// Whether the conditions of a guard are met.
    pub(crate) fn holds(&self, guard: &AppliesIf) -> bool {
        let is_used = guard.used.is_empty() || guard.used.iter().any(|&(form, row)| self.is_used(form, row));
        let is_filled = guard.filled.is_none_or(|(form, column)| {
            self.filled(form).rows.iter().any(|row| row.entries.get(column).answer.is_given())
        });
        let is_answered = guard.answered.is_empty() || guard.answered.iter().any(|at| self.is_answered(*at));
        let mut given = guard.given.iter();
        is_used
            && is_answered
            && is_filled
            && given.all(|(entry_ref, wanted)| self.entry(*entry_ref).answer.is_given() == *wanted)
    }

    /// Whether any place of a sentence is answered.
    fn has_answer(&self, statement: &Statement<EntryRef>) -> bool {
        statement.places().into_iter().any(|entry_ref| self.is_answered(*entry_ref))
    }

    /// Whether the clerk gave an answer at a place. A figure that the form prints there is no answer.
    fn is_answered(&self, entry_ref: EntryRef) -> bool {
        let filled = self.filled(entry_ref.form);
        self.entry(entry_ref).answer.is_given() && !filled.is_as_printed(entry_ref.row, entry_ref.column)
    }

    /// The result of a rule at a place where its guard is met; `None` if it demands nothing there.
    fn state(&self, input: &CheckInput<'_>, rule_at: &RuleAt<'_>) -> Option<RuleResult> {
        let statement = &rule_at.statement;
        if !self.has_answer(statement) {
            return Some(RuleResult::NotFilled);
        }
        let is_condition_unmet = statement.when.iter().any(|atom| input.atom(atom) == Truth::Broken);
        if is_condition_unmet {
            let condition = Statement { when: Vec::new(), then: statement.when.clone() };
            return if self.has_answer(&condition) {
                Some(RuleResult::Holds)
            } else {
                self.asks_for_any(&condition).then_some(RuleResult::NotFilled)
            };
        }
        match input.truth(statement) {
            Truth::Holds => Some(RuleResult::Holds),
            // with every figure known, only a division by 0 leaves a rule open
            Truth::Open(_) if statement.may_be_undefined() && self.knows_all(input, statement) => None,
            Truth::Open(_) => Some(RuleResult::NotFilled),
            Truth::Broken => Some(self.broken(input, rule_at)),
        }
    }

    /// Whether all figures and words in a sentence are known. A blank for the result of a division by 0 is.
    fn knows_all(&self, input: &CheckInput<'_>, statement: &Statement<EntryRef>) -> bool {
        let without_result = statement.equation().filter(|(left, right)| {
            !self.entry(**left).answer.is_given() && input.value(right).range.is_none()
        });
        let without_result = without_result.map(|(left, _)| left);
        let mut figures = statement.places().into_iter().filter(|place| Some(*place) != without_result);
        let mut words = statement.read().into_iter();
        figures.all(|entry_ref| input.value(&Expr::Place(*entry_ref)).unknown.is_empty())
            && words.all(|at| self.filled(at.form).words(at.row, at.column).is_some())
    }

    /// The result of a broken rule. A percentage of nothing, and a percentage that was cut instead of rounded, are
    /// less severe than the rule.
    fn broken(&self, input: &CheckInput<'_>, rule_at: &RuleAt<'_>) -> RuleResult {
        let severity = rule_at.rule.severity;
        let Some((left, right)) = rule_at.statement.equation() else { return RuleResult::broken(severity) };
        let Some(figure) = self.entry(*left).answer.figure() else { return RuleResult::broken(severity) };
        match input.value(right).range {
            None if ZeroOfNone::is_meant_by(figure.value) => RuleResult::Note,
            None => RuleResult::broken(severity.min(Severity::Warning)),
            Some(range) => {
                let is_percent = self.filled(left.form).is_percent(left.row, left.column);
                let half = figure.half();
                let decimals = half.scale().checked_sub(1).filter(|_| !half.is_zero());
                let cut = range.exact().zip(decimals).map(|(exact, decimals)| number::cut(exact, decimals));
                if is_percent && cut == Some(figure.value) {
                    RuleResult::Note
                } else {
                    RuleResult::broken(severity)
                }
            }
        }
    }
}

/// The rows of a form with this role, each with the index of the form.
fn rows_of(filled: &FilledForm, form: usize, role: Option<Role>) -> Vec<(usize, usize)> {
    let rows = filled.rows.iter().enumerate().filter(|(_, row)| Some(row.role) == role);
    rows.map(|(row, _)| (form, row)).collect()
}

/// The columns joined by `|` in a rule; the first of them that is given counts.
fn alternatives(rule: &Rule) -> &[ColumnId] {
    rule.that.places().into_iter().find_map(first_of).unwrap_or_default()
}

fn first_of(place: &Place) -> Option<&[ColumnId]> {
    let ColumnRef::First(columns) = &place.column else { return None };
    Some(columns)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_endless_end_is_that_of_formulas() {
        assert_eq!(super::ENDLESS, rust_decimal::Decimal::from(1_000_000_000_000_000_i64));
    }
}
