//! Working senders' formulas out again.
//!
//! Takes the sheets of a workbook; gives what a formula comes to from the cells that it names, as they
//! stand in the file. It knows what clerks write: sums, differences, products, shares, rounding. Of
//! anything else it says nothing: a result that cannot be worked out again is taken as it is stored.

use crate::grid::{At, Content, Formula, Sheet};
use crate::number;
use rust_decimal::Decimal;
use std::cell::Cell;

/// How deep parentheses and formulas without a result may stand in one another.
const DEEPEST: u32 = 40;
/// How many cells and parts of formulas are looked at for one workbook, lest some made to harm take for ever.
const MOST_STEPS: u32 = 5_000_000;

/// A workbook whose formulas are worked out.
#[derive(Debug)]
pub struct Recalculator<'s> {
    sheets: &'s [Sheet],
    left: Cell<u32>,
}

/// What a part of a formula comes to.
enum Value {
    Number(Decimal),
    Cells { sheet: usize, from: At, to: At },
}

/// A formula that is being read.
struct Reading<'r, 's> {
    recalculator: &'r Recalculator<'s>,
    sheet: usize,
    rest: &'r str,
    moved: (i64, i64),
    depth: u32,
}

impl<'s> Recalculator<'s> {
    /// The formulas of a workbook.
    pub fn new(sheets: &'s [Sheet]) -> Self {
        Self { sheets, left: Cell::new(MOST_STEPS) }
    }

    /// What the formula in a cell comes to; `None` if there is none, or none that can be worked out.
    pub fn value(&self, sheet: &Sheet, at: At) -> Option<Decimal> {
        let index = self.sheets.iter().position(|other| std::ptr::eq(other, sheet))?;
        self.formula(index, sheet.get(at)?.formula.as_ref()?, 0)
    }

    fn formula(&self, sheet: usize, formula: &Formula, depth: u32) -> Option<Decimal> {
        let mut reading =
            Reading { recalculator: self, sheet, rest: formula.text(), moved: formula.moved(), depth };
        let value = reading.sum()?;
        reading.rest.is_empty().then(|| value.normalize())
    }

    /// One step more, unless there were too many.
    fn step(&self) -> Option<()> {
        self.left.set(self.left.get().checked_sub(1)?);
        Some(())
    }

    /// The numbers in a range. Texts in it are passed over, as Excel does.
    fn numbers(&self, sheet: usize, from: At, to: At, depth: u32) -> Option<Vec<Decimal>> {
        let mut numbers = Vec::new();
        for (at, cell) in self.sheets[sheet].between(from, to) {
            self.step()?;
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

impl<'r> Reading<'r, '_> {
    /// Takes a sign if it comes next.
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
                product = product.checked_div(self.signed()?)?;
            } else {
                return Some(product);
            }
        }
    }

    fn signed(&mut self) -> Option<Decimal> {
        let mut is_negative = false;
        while self.rest.trim_start().starts_with(['+', '-']) {
            is_negative ^= self.take('-');
            self.take('+');
        }
        let mut value = match self.part()? {
            Value::Number(number) => number,
            // one cell; a text in it is an error to Excel
            Value::Cells { sheet, from, to } if from == to => {
                let is_text = |cell: &crate::grid::Cell| matches!(cell.content, Content::Text(_));
                if self.recalculator.sheets[sheet].get(from).is_some_and(is_text) {
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
        self.recalculator.step()?;
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
                let how = self.sum()?;
                let is_sum = how == Decimal::from(9) || how == Decimal::from(109);
                (is_sum && self.take(',')).then(|| self.total().map(Value::Number))?
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

    /// The name of a function, a sheet or a cell.
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
            let is_called = |sheet: &Sheet| sheet.name.to_lowercase() == name;
            (self.recalculator.sheets.iter().position(is_called)?, self.reference()?)
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

    /// The cell of a reference, which moves with its formula unless a `$` holds it.
    fn moved(&self, word: &str) -> Option<At> {
        let at: At = word.replace('$', "").parse().ok()?;
        let row_held = word.trim_start_matches('$').contains('$');
        let column_held = word.starts_with('$');
        let (down, right) = self.moved;
        let moved = |place: u32, by: i64| u32::try_from(i64::from(place).checked_add(by)?).ok();
        Some(At {
            row: if row_held { at.row } else { moved(at.row, down)? },
            column: if column_held { at.column } else { moved(at.column, right)? },
        })
    }

    /// The sum of arguments, up to the parenthesis that ends them.
    fn total(&mut self) -> Option<Decimal> {
        let mut total = Decimal::ZERO;
        loop {
            let before = self.rest;
            let value = match self.part() {
                Some(Value::Cells { sheet, from, to }) if self.rest.trim_start().starts_with([',', ')']) => {
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
mod tests {
    use super::Recalculator;
    use crate::grid::{At, Cell, Content, Formula, Sheet};

    /// What a formula in E1 comes to, where A1:A3 hold 10, 20 and 30, B1 a text, B2 an error and C1 is the
    /// formula A1+A2 without a result; “Quý 1” has 5 in A1.
    fn worth(formula: Formula) -> Option<String> {
        let at = |name: &str| name.parse::<At>().unwrap();
        let number = |n: i64| Cell::plain(Content::Number(n.into()));
        let of = |formula| Cell { formula: Some(formula), ..Cell::plain(Content::NotCalculated) };
        let cells = [
            (at("A1"), number(10)),
            (at("A2"), number(20)),
            (at("A3"), number(30)),
            (at("B1"), Cell::plain(Content::Text("hai".into()))),
            (at("B2"), Cell::plain(Content::Error("#REF!".to_owned()))),
            (at("C1"), of(Formula::new("A1+A2"))),
            (at("C2"), of(Formula::new("C2+1"))),
            (at("E1"), of(formula)),
        ];
        let sheets = [Sheet::new("Biểu", cells), Sheet::new("Quý 1", [(at("A1"), number(5))])];
        Recalculator::new(&sheets).value(&sheets[0], at("E1")).map(|value| value.to_string())
    }

    #[track_caller]
    fn case(text: &str, expected: &str) {
        assert_eq!(worth(Formula::new(text)).as_deref().unwrap_or("?"), expected, "{text}");
    }

    #[test]
    fn what_clerks_write_is_worked_out() {
        case("SUM(A1:A3)", "60");
        case("SUM(A1,A2:A3, 5)+1", "66");
        case("SUM(A1+A2,$A$3)", "60");
        case("SUM(A1:B1)", "10");
        case("SUBTOTAL(9,A1:A3)", "60");
        case("+A1+A2-A3", "0");
        case("A1/A2*100", "50");
        case("ROUND(A1/A3*100,2)", "33.33");
        case("-(A1 - 4)*2", "-12");
        case("50%*A2", "10");
        case("A1+D9", "10");
        case("'Quý 1'!A1+A1", "15");
        case("'quý 1'!$A$1", "5");
        case("C1*2", "60");
        case("SUM(A1:A3,C1)", "90");
    }

    #[test]
    fn of_anything_else_nothing_is_said() {
        for text in [
            "",
            "A1&A2",
            "VLOOKUP(A1,A1:A3,1)",
            "A1+B1",
            "A1+B2",
            "A1/D9",
            "A1^2",
            "IF(A1=1,2,3)",
            "SUM(A1:A3",
            "SUM(",
            "A1)",
            "C2",
            "E1",
            "[1]Biểu!A1",
            "'Quý 9'!A1",
            "SUM(A:A)",
            "tong",
        ] {
            case(text, "?");
        }
        case(&"(".repeat(100_000), "?");
    }

    #[test]
    fn formulas_made_to_harm_come_to_an_end() {
        let at = |row, column| At { row, column };
        let below = |row: u32| Formula::new(&format!("SUM(A{}:B{})", row + 2, row + 2));
        // each asks for two that have no result either
        let cells = (0..35).flat_map(|row| [at(row, 0), at(row, 1)]).map(|place| {
            (place, Cell { formula: Some(below(place.row)), ..Cell::plain(Content::NotCalculated) })
        });
        let sheets = [Sheet::new("Biểu", cells)];
        assert_eq!(Recalculator::new(&sheets).value(&sheets[0], at(0, 0)), None);
        assert_eq!(Recalculator::new(&sheets).value(&sheets[0], at(30, 0)), Some(0.into()));
    }

    #[test]
    fn a_shared_formula_moves_with_its_cell() {
        let shared = |text: &str| worth(Formula::new(text).shared(1, 0));
        assert_eq!(shared("A1+$A$1").as_deref(), Some("30"));
        assert_eq!(shared("A1+A$1").as_deref(), Some("30"));
        assert_eq!(shared("$A1+0").as_deref(), Some("20"));
        assert_eq!(worth(Formula::new("A1").shared(-5, 0)), None);
    }
}
