//! Recalculation of senders' formulas.
//!
//! It takes the sheets of a workbook. It gives the value of a formula, worked out from the cells that it refers to.
//! It knows the formulas that clerks write: sums, differences, products, shares and rounding. It gives no value for
//! any other formula; then the result stored in the file counts.

use crate::{At, Content, Formula, Sheet, formula};
use phuluc_form::number;
use rust_decimal::Decimal;
use std::cell::Cell;

/// The deepest nesting of parentheses, and of formulas without a stored result.
const DEEPEST: u32 = 40;
/// The most cells and parts of formulas that are evaluated for one workbook. A hostile one could take for ever.
const MOST_STEPS: u32 = 5_000_000;

/// A workbook whose formulas can be recalculated.
#[derive(Debug)]
pub struct Recalculator<'s> {
    sheets: &'s [Sheet],
    steps_left: Cell<u32>,
    /// The last division of nothing by nothing, if there was one.
    nothing: Cell<Option<NothingOf>>,
}

/// A division of nothing by nothing, which is no error of the sender's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NothingOf {
    /// 0 divided by 0, both as written.
    Zero,
    /// Blank cells divided by blank cells.
    Blank,
}

/// The value of a part of a formula.
enum Value {
    Number(Decimal),
    Cells { sheet: usize, from: At, to: At },
}

/// The evaluation of a formula, from left to right.
struct Evaluation<'r, 's> {
    recalculator: &'r Recalculator<'s>,
    sheet: usize,
    /// Whether it is inside the arguments of SUBTOTAL, which skips other subtotals.
    in_subtotal: bool,
    rest: &'r str,
    moved: (i64, i64),
    depth: u32,
}

impl<'s> Recalculator<'s> {
    /// Prepares the formulas of a workbook.
    pub fn new(sheets: &'s [Sheet]) -> Self {
        Self { sheets, steps_left: Cell::new(MOST_STEPS), nothing: Cell::new(None) }
    }

    /// The value of the formula in a cell; `None` if the cell has no formula or it cannot be recalculated.
    pub fn value(&self, sheet: &Sheet, at: At) -> Option<Decimal> {
        let index = self.sheets.iter().position(|other| std::ptr::eq(other, sheet))?;
        self.formula(index, sheet.get(at)?.formula.as_ref()?, 0)
    }

    /// Whether the formula in a cell divides 0 by 0, or blanks by blanks.
    pub fn nothing_of_nothing(&self, sheet: &Sheet, at: At) -> Option<NothingOf> {
        self.nothing.set(None);
        self.value(sheet, at).is_none().then(|| self.nothing.take())?
    }

    fn formula(&self, sheet: usize, formula: &Formula, depth: u32) -> Option<Decimal> {
        let mut evaluation = Evaluation {
            recalculator: self,
            sheet,
            in_subtotal: false,
            rest: formula.text(),
            moved: formula.moved(),
            depth,
        };
        let value = evaluation.sum()?;
        evaluation.rest.is_empty().then(|| value.normalize())
    }

    /// Counts a step; `None` after too many.
    fn count_step(&self) -> Option<()> {
        self.steps_left.set(self.steps_left.get().checked_sub(1)?);
        Some(())
    }

    /// Whether SUBTOTAL may skip cells of a range: other subtotals, and rows that are hidden or were hidden when
    /// Excel calculated.
    fn is_left_out_in_part(&self, sheet: usize, from: At, to: At) -> bool {
        let hidden = self.sheets[sheet].hidden();
        if hidden.rows.iter().any(|(first, last)| *first <= to.row && from.row <= *last) {
            return true;
        }
        let cells = self.sheets[sheet].between(from, to);
        let mut formulas = cells
            .filter(|(at, _)| (from.column..=to.column).contains(&at.column))
            .filter_map(|(_, cell)| cell.formula.as_ref());
        formulas.any(|formula| formula.text().contains("SUBTOTAL"))
    }

    /// The numbers in a range. Texts are skipped, as Excel does.
    fn numbers(&self, sheet: usize, from: At, to: At, depth: u32) -> Option<Vec<Decimal>> {
        let mut numbers = Vec::new();
        for (at, cell) in self.sheets[sheet].between(from, to) {
            self.count_step()?;
            if !(from.column..=to.column).contains(&at.column) {
                continue;
            }
            match &cell.content {
                Content::Number(number) | Content::Date(number) => numbers.push(*number),
                Content::Text(_) => {}
                Content::NotCalculated if depth < DEEPEST => {
                    numbers.push(self.formula(sheet, cell.formula.as_ref()?, depth + 1)?);
                }
                Content::NotCalculated | Content::Error(_) | Content::Other(_) => return None,
            }
        }
        Some(numbers)
    }
}

impl<'r> Evaluation<'r, '_> {
    /// Consumes a sign if it comes next.
    fn take(&mut self, sign: char) -> bool {
        self.rest = self.rest.trim_start();
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest).trim_start();
        rest.is_some()
    }

    fn sum(&mut self) -> Option<Decimal> {
        self.depth += 1;
        let mut sum = (self.depth < DEEPEST).then(|| self.product())??;
        loop {
            if self.take('+') {
                sum = sum.checked_add(self.product()?)?;
            } else if self.take('-') {
                sum = sum.checked_sub(self.product()?)?;
            } else {
                self.depth -= 1;
                return Some(sum);
            }
        }
    }

    fn product(&mut self) -> Option<Decimal> {
        let mut product = self.signed()?;
        loop {
            if self.take('*') {
                product = product.checked_mul(self.signed()?)?;
            } else if self.take('/') {
                let written = self.rest;
                let divisor = self.signed()?;
                if product.is_zero() && divisor.is_zero() {
                    let is_blank = self.is_blank_reference(&written[..written.len() - self.rest.len()]);
                    let nothing = if is_blank { NothingOf::Blank } else { NothingOf::Zero };
                    self.recalculator.nothing.set(Some(nothing));
                }
                product = product.checked_div(divisor)?;
            } else {
                return Some(product);
            }
        }
    }

    /// Whether a text is a reference to a blank cell.
    fn is_blank_reference(&self, text: &str) -> bool {
        let mut alone = Evaluation { rest: text.trim(), ..*self };
        let Some(Value::Cells { sheet, from, to }) = alone.word().and_then(|word| alone.cells(word)) else {
            return false;
        };
        alone.rest.is_empty() && from == to && self.recalculator.sheets[sheet].is_empty(from)
    }

    fn signed(&mut self) -> Option<Decimal> {
        let mut is_negative = false;
        while self.rest.trim_start().starts_with(['+', '-']) {
            is_negative ^= self.take('-');
            self.take('+');
        }
        let mut value = match self.part()? {
            Value::Number(number) => number,
            Value::Cells { sheet, from, to } if from == to => {
                // Excel gives an error for a text here
                let cell = self.recalculator.sheets[sheet].get(from);
                if cell.is_some_and(|cell| matches!(cell.content, Content::Text(_))) {
                    return None;
                }
                self.recalculator.numbers(sheet, from, to, self.depth)?.first().copied().unwrap_or_default()
            }
            Value::Cells { .. } => return None,
        };
        while self.take('%') {
            value = value.checked_div(Decimal::ONE_HUNDRED)?;
        }
        Some(if is_negative { -value } else { value })
    }

    fn part(&mut self) -> Option<Value> {
        self.recalculator.count_step()?;
        if self.take('(') {
            let sum = self.sum()?;
            return self.take(')').then_some(Value::Number(sum));
        }
        let digits = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
        if digits > 0 {
            let (number, rest) = self.rest.split_at(digits);
            self.rest = rest;
            return Decimal::from_str_exact(number).ok().map(Value::Number);
        }
        let word = self.word()?;
        match word {
            "SUM" if self.take('(') => Some(Value::Number(self.total()?)),
            "SUBTOTAL" if self.take('(') => {
                let function = self.sum()?;
                let is_sum = function == Decimal::from(9) || function == Decimal::from(109);
                if !is_sum || !self.take(',') {
                    return None;
                }
                self.in_subtotal = true;
                let total = self.total()?;
                self.in_subtotal = false;
                Some(Value::Number(total))
            }
            "ROUND" if self.take('(') => {
                let value = self.sum()?;
                let decimals = self.take(',').then(|| self.sum())??;
                let decimals = u32::try_from(decimals).ok().filter(|decimals| *decimals <= 15)?;
                self.take(')').then(|| Value::Number(number::round(value, decimals)))
            }
            _ => self.cells(word),
        }
    }

    /// Reads the name of a function, a sheet or a cell.
    fn word(&mut self) -> Option<&'r str> {
        let rest = self.rest.trim_start_matches('$');
        let end = match rest.strip_prefix('\'') {
            Some(quoted) => quoted.find('\'')? + 2,
            None => rest.find(|c: char| !c.is_alphanumeric() && c != '$' && c != '_').unwrap_or(rest.len()),
        };
        let (word, rest) = rest.split_at(end);
        self.rest = rest;
        Some(word)
    }

    fn cells(&mut self, word: &str) -> Option<Value> {
        let (sheet, first) = if self.take('!') {
            let name = word.trim_matches('\'').to_lowercase();
            let mut sheets = self.recalculator.sheets.iter();
            (sheets.position(|sheet| sheet.name.to_lowercase() == name)?, self.reference()?)
        } else {
            (self.sheet, self.moved(word)?)
        };
        let last = if self.take(':') { self.reference()? } else { first };
        let from = At { row: first.row.min(last.row), column: first.column.min(last.column) };
        let to = At { row: first.row.max(last.row), column: first.column.max(last.column) };
        Some(Value::Cells { sheet, from, to })
    }

    fn reference(&mut self) -> Option<At> {
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '$').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        self.moved(word)
    }

    /// The cell of a reference. It shifts with the cell of the formula unless a `$` fixes it.
    fn moved(&self, word: &str) -> Option<At> {
        formula::moved(word, self.moved)
    }

    /// The sum of the arguments, up to the closing parenthesis.
    fn total(&mut self) -> Option<Decimal> {
        let mut total = Decimal::ZERO;
        loop {
            let before = self.rest;
            let value = match self.part() {
                Some(Value::Cells { sheet, from, to }) if self.rest.trim_start().starts_with([',', ')']) => {
                    if self.in_subtotal && self.recalculator.is_left_out_in_part(sheet, from, to) {
                        return None;
                    }
                    let numbers = self.recalculator.numbers(sheet, from, to, self.depth)?;
                    numbers.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)?
                }
                _ => {
                    self.rest = before;
                    self.sum()?
                }
            };
            total = total.checked_add(value)?;
            if self.take(')') {
                return Some(total);
            }
            if !self.take(',') {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests;
