//! The condition of a conditional format, as far as it asks for values of cells of its sheet.
//!
//! It takes the kind, the operator and the formulas of a rule, and says of a cell whether the condition holds, does not
//! hold, or cannot be told.

use super::condition_formula::{self, Operand, Operator, Test};
use crate::cell_address::At;
use crate::number::significant;
use crate::sheet::{Cell, Content};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// A condition; none if it asks for more than can be told.
pub(super) struct Condition(Option<Test>);

/// A cell, seen among the cells of its sheet.
#[derive(Clone, Copy)]
pub(super) struct Seen<'c> {
    pub cells: &'c [(At, Cell)],
    pub at: At,
}

/// A value that is compared.
enum Value {
    Number(Decimal),
    Text(String),
    Blank,
}

impl Condition {
    /// The condition of a rule for some ranges.
    pub fn new(kind: &str, operator: &str, formulas: &[String], ranges: &[(At, At)]) -> Self {
        let base = base(ranges);
        let formula = |index: usize| formulas.get(index).map(String::as_str);
        let of_own = |sign: Operator, index: usize| {
            let operand = condition_formula::operand(formula(index)?, base)?;
            Some(Test::Compares(Operand::OWN, sign, operand))
        };
        let between = |low: usize, high: usize| {
            let (low, high) = (of_own(Operator::GreaterOrEqual, low)?, of_own(Operator::LessOrEqual, high)?);
            Some(Test::All(vec![low, high]))
        };
        // the two ends may stand in any order
        let within = || Some(Test::Any(vec![between(0, 1)?, between(1, 0)?]));
        Self(match (kind, operator) {
            ("expression", _) => formula(0).and_then(|formula| condition_formula::test(formula, base)),
            ("cellIs", "between") => within(),
            ("cellIs", "notBetween") => within().map(not),
            ("cellIs", name) => Operator::named(name).and_then(|sign| of_own(sign, 0)),
            ("containsErrors", _) => Some(Test::IsError(Operand::OWN)),
            ("notContainsErrors", _) => Some(not(Test::IsError(Operand::OWN))),
            ("containsBlanks", _) => Some(is_blank()),
            ("notContainsBlanks", _) => Some(not(is_blank())),
            _ => None,
        })
    }

    /// Whether it holds for a cell; `None` if that cannot be told.
    pub fn holds(&self, seen: Seen<'_>) -> Option<bool> {
        seen.test(self.0.as_ref()?)
    }
}

/// The test that holds where the other does not.
fn not(test: Test) -> Test {
    Test::Not(Box::new(test))
}

/// The test whether a cell holds nothing, or spaces alone.
fn is_blank() -> Test {
    let length = Operand::Length(Box::new(Operand::Trimmed(Box::new(Operand::OWN))));
    Test::Compares(length, Operator::Equal, Operand::Number(Decimal::ZERO))
}

/// The cell to which a formula is relative: the first of the first range. If another range begins further up or to the
/// left, programs do not agree.
fn base(ranges: &[(At, At)]) -> Option<At> {
    let (first, _) = ranges.first()?;
    let is_first = ranges.iter().all(|(from, _)| first.row <= from.row && first.column <= from.column);
    is_first.then_some(*first)
}

impl<'c> Seen<'c> {
    fn test(self, test: &Test) -> Option<bool> {
        match test {
            Test::Is(always) => Some(*always),
            Test::Unknown => None,
            Test::Compares(one, operator, other) => {
                compare(&self.value(one)?, *operator, &self.value(other)?)
            }
            Test::IsNumber(operand) => Some(matches!(self.value(operand)?, Value::Number(_))),
            Test::IsText(operand) => Some(matches!(self.value(operand)?, Value::Text(_))),
            Test::IsBlank(operand) => Some(matches!(self.value(operand)?, Value::Blank)),
            Test::IsError(operand) => match self.content(operand) {
                Some(Content::Error(_)) => Some(true),
                Some(Content::NotCalculated) => None,
                _ => Some(false),
            },
            Test::Not(test) => self.test(test).map(|holds| !holds),
            Test::All(tests) => {
                let told = self.each(tests);
                if told.contains(&Some(false)) {
                    return Some(false);
                }
                (!told.contains(&None)).then_some(true)
            }
            Test::Any(tests) => {
                // an error among alternatives makes an error of all
                let told = self.each(tests);
                (!told.contains(&None)).then(|| told.contains(&Some(true)))
            }
        }
    }

    fn each(self, tests: &[Test]) -> Vec<Option<bool>> {
        tests.iter().map(|test| self.test(test)).collect()
    }

    /// The content of the cell that an operand names, if the cell is not empty.
    fn content(self, operand: &Operand) -> Option<&'c Content> {
        let Operand::Cell(place) = operand else { return None };
        let at = place.seen_from(self.at)?;
        let index = self.cells.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        self.cells.get(index).map(|(_, cell)| &cell.content)
    }

    fn value(self, operand: &Operand) -> Option<Value> {
        Some(match operand {
            Operand::Number(number) => Value::Number(*number),
            Operand::Text(text) => Value::Text(text.clone()),
            Operand::Cell(place) => {
                place.seen_from(self.at)?;
                match self.content(operand) {
                    None => Value::Blank,
                    Some(Content::Number(number) | Content::Date(number)) => {
                        Value::Number(significant(*number))
                    }
                    Some(Content::Text(text)) => Value::Text(text.to_string()),
                    Some(Content::Other(_) | Content::Error(_) | Content::NotCalculated) => return None,
                }
            }
            Operand::Length(operand) => {
                Value::Number(Decimal::from(as_text(self.value(operand)?).encode_utf16().count()))
            }
            Operand::Trimmed(operand) => Value::Text(as_text(self.value(operand)?).trim().to_owned()),
        })
    }
}

fn as_text(value: Value) -> String {
    match value {
        Value::Number(number) => phuluc_form::plain(number),
        Value::Text(text) => text,
        Value::Blank => String::new(),
    }
}

/// Compares as Excel does: a text is never equal to a number and comes behind all numbers; a blank is 0 or no text.
fn compare(one: &Value, operator: Operator, other: &Value) -> Option<bool> {
    let order = match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.cmp(other),
        (Value::Number(one), Value::Blank) => one.cmp(&Decimal::ZERO),
        (Value::Blank, Value::Number(other)) => Decimal::ZERO.cmp(other),
        (Value::Blank, Value::Blank) => Ordering::Equal,
        (Value::Number(_), Value::Text(_)) => Ordering::Less,
        (Value::Text(_), Value::Number(_)) => Ordering::Greater,
        (Value::Text(text), Value::Blank) | (Value::Blank, Value::Text(text)) => {
            return operator.of_texts(text, "");
        }
        (Value::Text(one), Value::Text(other)) => return operator.of_texts(one, other),
    };
    Some(operator.holds(order))
}

#[cfg(test)]
mod tests {
    use super::{At, Cell, Condition, Content, Seen};

    /// A condition for D5:D10, asked of D5. E5 holds “Xong” and F5 is empty.
    #[track_caller]
    fn of_content(kind: &str, operator: &str, formulas: &[&str], content: Content, expected: Option<bool>) {
        let formulas: Vec<String> = formulas.iter().map(|formula| (*formula).to_owned()).collect();
        let at = At { row: 4, column: 3 };
        let below = At { row: 9, ..at };
        let condition = Condition::new(kind, operator, &formulas, &[(at, below)]);
        let beside = (At { column: 4, ..at }, Cell::plain(Content::Text("Xong".into())));
        let cells = [(at, Cell::plain(content)), beside];
        assert_eq!(condition.holds(Seen { cells: &cells, at }), expected, "{kind} {operator} {formulas:?}");
    }

    #[track_caller]
    fn case(kind: &str, operator: &str, formulas: &[&str], value: i64, expected: Option<bool>) {
        of_content(kind, operator, formulas, Content::Number(value.into()), expected);
    }

    #[test]
    fn conditions_about_values_of_cells_are_told() {
        case("expression", "", &["TRUE"], 7, Some(true));
        case("expression", "", &["1=2"], 7, Some(false));
        case("expression", "", &["$D5 = 0"], 7, Some(false));
        case("expression", "", &["D5>=7"], 7, Some(true));
        case("expression", "", &["ISERROR(D5)"], 7, Some(false));
        case("expression", "", &["D5=\"\""], 7, Some(false));
        case("expression", "", &["E5=0"], 7, Some(false));
        case("expression", "", &["$E5=\"xong\""], 7, Some(true));
        case("expression", "", &["$F5=\"\""], 7, Some(true));
        case("expression", "", &["D$5=7"], 7, Some(true));
        case("expression", "", &["D55=0"], 7, Some(true));
        case("expression", "", &["AND(ISNUMBER(D5), D5=0)"], 7, Some(false));
        case("expression", "", &["OR(D5=7,COUNT(D5)=1)"], 7, None);
        case("expression", "", &["AND(D5=7,COUNT(D5)=1)"], 7, None);
        case("expression", "", &["AND(COUNT(D5,\"),\")=1,D5=0)"], 7, Some(false));
        case("expression", "", &["NOT(LEN(TRIM(D5))>0)"], 7, Some(false));
        case("expression", "", &["D5+1=8"], 7, None);
        case("expression", "", &["PL3!D5=7"], 7, None);
        case("cellIs", "equal", &["0"], 7, Some(false));
        case("cellIs", "between", &["9", "5"], 7, Some(true));
        case("cellIs", "between", &["9"], 7, None);
        case("cellIs", "greaterThan", &["$A$1"], 7, Some(true));
        case("containsErrors", "", &[], 7, Some(false));
        case("notContainsBlanks", "", &[], 7, Some(true));
        case("top10", "", &[], 7, None);
    }

    #[test]
    fn a_text_is_never_equal_to_a_number() {
        let text = || Content::Text("382".into());
        of_content("cellIs", "equal", &["382"], text(), Some(false));
        of_content("cellIs", "greaterThan", &["500"], text(), Some(true));
        of_content("expression", "", &["D5=\"382\""], text(), Some(true));
        of_content("expression", "", &["D5<\"9\""], text(), None);
    }
}
