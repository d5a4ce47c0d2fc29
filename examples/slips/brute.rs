//! Finds the cells that could explain all broken rules, by trying one figure after the other.
//!
//! It shares nothing with the diagnosis except the evaluation of rules.

use super::consistent::put;
use super::plant::{At, value};
use phuluc::check::{CheckInput, EntryRef, PreparedForms, Submission, Truth};
use phuluc::form::{Kind, Rule, Statement};
use rust_decimal::Decimal;

/// The rules of a report, applied to its entries and to the report on the period before.
pub struct Rules<'p> {
    all: Vec<(Rule, Statement<EntryRef>)>,
    previous: Option<&'p Submission>,
}

impl<'p> Rules<'p> {
    /// The rules of a report, at every place where they apply.
    pub fn of(report: &Submission, previous: Option<&'p Submission>) -> Self {
        let prepared = PreparedForms::new(report);
        let input = CheckInput::new(report, previous, &prepared);
        let mut all = Vec::new();
        for (form, filled) in report.forms.iter().enumerate() {
            for (index, rule) in filled.form.rules.iter().enumerate() {
                for at in input.rule_everywhere(form, index).into_iter().flatten() {
                    all.push((rule.clone(), at.statement.into_owned()));
                }
            }
        }
        Self { all, previous }
    }

    /// Whether any rule names a cell.
    pub fn name(&self, at: At) -> bool {
        (0..self.all.len()).any(|index| self.names(index, at))
    }

    /// Whether the rule of this index names a cell.
    fn names(&self, index: usize, (form, row, column): At) -> bool {
        let entry = EntryRef { is_earlier: false, form, row, column };
        self.all[index].1.names(&entry)
    }

    /// The ids of the broken rules that name a cell.
    pub fn broken_at(&self, report: &Submission, at: At) -> Vec<String> {
        let broken = self.broken(report).into_iter().filter(|index| self.names(*index, at));
        broken.map(|index| self.all[index].0.id.to_string()).collect()
    }

    /// Whether every broken rule compares this period with the one before, so that either report may be wrong.
    pub fn is_between_periods(&self, report: &Submission) -> bool {
        let broken = self.broken(report);
        let names_earlier = |index: &usize| self.all[*index].1.places().iter().any(|place| place.is_earlier);
        !broken.is_empty() && broken.iter().all(names_earlier)
    }

    fn is_broken(&self, report: &Submission, prepared: &PreparedForms, index: usize) -> bool {
        let (rule, statement) = &self.all[index];
        let unsolved = CheckInput::new(report, self.previous, prepared);
        unsolved.judging(rule).truth(statement) == Truth::Broken
    }

    /// The indices of the broken rules.
    pub fn broken(&self, report: &Submission) -> Vec<usize> {
        let prepared = PreparedForms::new(report);
        (0..self.all.len()).filter(|index| self.is_broken(report, &prepared, *index)).collect()
    }

    /// The cells that alone could mend every broken rule, with some other figure, without breaking another rule.
    pub fn explaining(&self, report: &Submission) -> Vec<At> {
        let prepared = PreparedForms::new(report);
        let broken = self.broken(report);
        let mut cells: Vec<EntryRef> = Vec::new();
        for index in &broken {
            cells.extend(self.all[*index].1.places().into_iter().filter(|entry| !entry.is_earlier));
        }
        cells.sort_unstable();
        cells.dedup();
        let mut changed = report.clone();
        let mut explaining = Vec::new();
        for cell in cells {
            let at = (cell.form, cell.row, cell.column);
            if !broken.iter().all(|index| self.all[*index].1.names(&cell)) {
                continue;
            }
            let on_it: Vec<usize> =
                (0..self.all.len()).filter(|index| self.all[*index].1.names(&cell)).collect();
            let before = report.forms[cell.form].rows[cell.row].entries.get(cell.column);
            if before.at.is_none() || report.forms[cell.form].is_out_of_scope(cell.row, report.level) {
                continue;
            }
            let kind = report.forms[cell.form].kind(cell.row, cell.column);
            let explains = figures(kind, value(report, at), report).into_iter().any(|figure| {
                put(&mut changed, at.0, at.1, at.2, figure);
                on_it.iter().all(|index| !self.is_broken(&changed, &prepared, *index))
            });
            changed = report.clone();
            if explains {
                explaining.push(at);
            }
        }
        explaining
    }
}

/// The figures to try in a cell of this kind.
fn figures(kind: Option<&Kind>, now: Option<Decimal>, report: &Submission) -> Vec<Decimal> {
    let steps = |most: i64, scale: u32| (0..=most).map(move |n| Decimal::new(n, scale).normalize());
    match kind {
        Some(Kind::Choice(choices)) => choices.iter().map(|choice| choice.code).collect(),
        Some(Kind::Percent) => steps(13_000, 2).collect(),
        Some(Kind::Quantity | Kind::Score) => {
            steps(3_000, 2).filter(|score| score.scale() < 2 || score.to_string().ends_with('5')).collect()
        }
        Some(Kind::Count) => steps(4_000, 0).collect(),
        Some(Kind::Money) => {
            // other amounts, and what they come to with the rates of the report
            let mut figures: Vec<Decimal> = Vec::new();
            let all: Vec<Decimal> =
                super::plant::filled(report).into_iter().filter_map(|at| value(report, at)).collect();
            let amounts: Vec<Decimal> =
                all.iter().filter(|figure| **figure > Decimal::from(100_000)).copied().collect();
            let rates: Vec<Decimal> = all.iter().filter(|figure| figure.scale() > 0).copied().collect();
            for amount in &amounts {
                figures.push(*amount);
                for rate in &rates {
                    figures.extend(
                        amount.checked_mul(*rate).map(|figure| (figure / Decimal::ONE_HUNDRED).round()),
                    );
                    figures.extend(
                        (*amount * Decimal::ONE_HUNDRED).checked_div(*rate).map(|figure| figure.round()),
                    );
                }
            }
            let power = [1, 10, 100, 1000, 1_000_000].map(Decimal::from);
            let now = now.unwrap_or_default();
            figures.extend(power.iter().flat_map(|power| [now * *power, now / *power]));
            figures
        }
        Some(Kind::Text | Kind::Document) | None => Vec::new(),
    }
}
