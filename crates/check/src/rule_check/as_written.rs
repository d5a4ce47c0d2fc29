//! What an expression comes to with every figure as it is written, as people would work it out from the sheet.
//!
//! It takes an expression of a rule and gives one number, where evaluating the rule gives an interval.

use super::check_input::CheckInput;
use super::entry_ref::EntryRef;
use super::evaluate::Truth;
use crate::answer::Answer;
use phuluc_form::{Expr, Interval};
use rust_decimal::Decimal;

impl CheckInput<'_> {
    /// The value of an expression, from the figures as they are written; `None` if one is missing.
    pub fn written(&self, expr: &Expr<EntryRef>) -> Option<Decimal> {
        match expr {
            Expr::Number(number) => Some(*number),
            Expr::Place(entry_ref) | Expr::Zero(entry_ref) => match self.entry(*entry_ref).answer {
                Answer::Number(figure) => Some(figure.value),
                _ => {
                    let value = self.value(expr);
                    value.range.filter(|_| value.unknown.is_empty())?.exact()
                }
            },
            Expr::Add(a, b) => self.both_written(a, b).and_then(|(a, b)| a.checked_add(b)),
            Expr::Sub(a, b) => self.both_written(a, b).and_then(|(a, b)| a.checked_sub(b)),
            Expr::Mul(a, b) => self.both_written(a, b).and_then(|(a, b)| a.checked_mul(b)),
            Expr::Div(a, b) => self.both_written(a, b).and_then(|(a, b)| a.checked_div(b)),
            Expr::Min(a, b) => self.both_written(a, b).map(|(a, b)| a.min(b)),
            Expr::Max(a, b) => self.both_written(a, b).map(|(a, b)| a.max(b)),
            Expr::Round(a, decimals) => Interval::point(self.written(a)?).rounded(*decimals).exact(),
            Expr::Abs(a) => Some(self.written(a)?.abs()),
            Expr::If(branches) => {
                let fails = self.all(&branches.when) == Truth::Broken;
                let holds = self.all(&branches.unless) == Truth::Broken;
                match (holds, fails) {
                    (true, false) => self.written(&branches.then),
                    (false, true) => self.written(&branches.other),
                    _ => None,
                }
            }
            Expr::Percent(a, b) | Expr::Base(a, b) => {
                self.both_written(a, b).and_then(|(a, b)| a.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(b))
            }
            Expr::Sum(_) => None,
        }
    }

    fn both_written(&self, a: &Expr<EntryRef>, b: &Expr<EntryRef>) -> Option<(Decimal, Decimal)> {
        Some((self.written(a)?, self.written(b)?))
    }
}
