//! The condition of a conditional format, as far as it asks only for its own cell.
//!
//! It takes the kind, the operator and the formulas of a rule, and says of a cell whether the condition holds, does not
//! hold, or cannot be told.

use crate::cell_address::At;
use crate::sheet::{Cell, Content};
use rust_decimal::Decimal;

/// A condition.
pub(super) enum Condition {
    /// Always or never.
    Is(bool),
    /// The cell is an error.
    IsError(bool),
    /// The cell is empty, which cells that are looked at never are.
    IsBlank(bool),
    /// The value compares with these numbers.
    Compares(Operator, Decimal, Decimal),
    /// It asks for more.
    Other,
}

/// How a value compares with one or two numbers.
#[derive(Clone, Copy)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,
    NotBetween,
}

impl Condition {
    /// The condition of a rule for some ranges.
    pub fn new(kind: &str, operator: &str, formulas: &[String], ranges: &[(At, At)]) -> Self {
        let formula = |index: usize| formulas.get(index).map(|formula| tidy(formula));
        match kind {
            "expression" => formula(0).map_or(Self::Other, |formula| Self::of_formula(&formula, ranges)),
            "cellIs" => {
                let constant = |index| formula(index)?.parse::<Decimal>().ok();
                let (Some(operator), Some(first)) = (Operator::named(operator), constant(0)) else {
                    return Self::Other;
                };
                let needs_two = matches!(operator, Operator::Between | Operator::NotBetween);
                match constant(1) {
                    Some(second) => Self::Compares(operator, first, second),
                    None if needs_two => Self::Other,
                    None => Self::Compares(operator, first, first),
                }
            }
            "containsErrors" => Self::IsError(true),
            "notContainsErrors" => Self::IsError(false),
            "containsBlanks" => Self::IsBlank(true),
            "notContainsBlanks" => Self::IsBlank(false),
            _ => Self::Other,
        }
    }

    /// The condition of a formula about the first cell of the ranges: `D5=0`, `ISERROR(D5)`, `D5=""`.
    fn of_formula(formula: &str, ranges: &[(At, At)]) -> Self {
        const SIGNS: [&str; 6] = ["<>", "<=", ">=", "=", "<", ">"];
        if let Some(always) = truth(formula) {
            return Self::Is(always);
        }
        // of several ranges it is not certain to which cell a formula is relative
        let &[range] = ranges else { return Self::Other };
        let formula = own_cell_as_x(formula, range);
        for (function, condition) in [
            ("ISERROR", Self::IsError(true)),
            ("ISERR", Self::IsError(true)),
            ("ISNA", Self::IsError(true)),
            ("ISBLANK", Self::IsBlank(true)),
        ] {
            if formula == format!("{function}(X)") {
                return condition;
            }
        }
        let Some(rest) = formula.strip_prefix('X') else { return Self::Other };
        let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) else { return Self::Other };
        let operand = &rest[sign.len()..];
        match (sign, operand, operand.parse()) {
            ("=", "\"\"", _) => Self::IsBlank(true),
            ("<>", "\"\"", _) => Self::IsBlank(false),
            (sign, _, Ok(number)) => Operator::of_sign(sign)
                .map_or(Self::Other, |operator| Self::Compares(operator, number, number)),
            _ => Self::Other,
        }
    }

    /// Whether it holds for a cell; `None` if that cannot be told.
    pub fn holds(&self, cell: &Cell) -> Option<bool> {
        let is_error = matches!(cell.content, Content::Error(_));
        match self {
            Self::Is(always) => Some(*always),
            Self::IsError(wanted) => Some(is_error == *wanted),
            Self::IsBlank(wanted) => Some(cell.is_empty() == *wanted),
            Self::Compares(operator, first, second) => match &cell.content {
                Content::Number(value) => Some(operator.holds(*value, *first, *second)),
                _ => None,
            },
            Self::Other => None,
        }
    }
}

impl Operator {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "equal" => Self::Equal,
            "notEqual" => Self::NotEqual,
            "lessThan" => Self::Less,
            "lessThanOrEqual" => Self::LessOrEqual,
            "greaterThan" => Self::Greater,
            "greaterThanOrEqual" => Self::GreaterOrEqual,
            "between" => Self::Between,
            "notBetween" => Self::NotBetween,
            _ => return None,
        })
    }

    fn of_sign(sign: &str) -> Option<Self> {
        Some(match sign {
            "=" => Self::Equal,
            "<>" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    fn holds(self, value: Decimal, first: Decimal, second: Decimal) -> bool {
        let range = first.min(second)..=first.max(second);
        match self {
            Self::Equal => value == first,
            Self::NotEqual => value != first,
            Self::Less => value < first,
            Self::LessOrEqual => value <= first,
            Self::Greater => value > first,
            Self::GreaterOrEqual => value >= first,
            Self::Between => range.contains(&value),
            Self::NotBetween => !range.contains(&value),
        }
    }
}

/// A formula in which X stands for the cell itself. A dollar sign keeps a column or row where it is, which is the
/// cell's own only if there is no other.
fn own_cell_as_x(formula: &str, (from, to): (At, At)) -> String {
    let name = from.to_string();
    let (column, row) = name.split_at(name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len()));
    let (one_column, one_row) = (from.column == to.column, from.row == to.row);
    let mut names = vec![name.clone()];
    names.extend(one_column.then(|| format!("${column}{row}")));
    names.extend(one_row.then(|| format!("{column}${row}")));
    names.extend((one_column && one_row).then(|| format!("${column}${row}")));
    let before = formula.find('(').map_or(0, |open| open + 1);
    let (head, rest) = formula.split_at(before);
    let name = names.iter().find(|name| {
        rest.strip_prefix(name.as_str()).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    });
    name.map_or_else(|| formula.to_owned(), |name| format!("{head}X{}", &rest[name.len()..]))
}

/// A formula in capitals without spaces and the sign before it.
fn tidy(formula: &str) -> String {
    let formula = formula.trim().trim_start_matches('=');
    formula.chars().filter(|c| *c != ' ').collect::<String>().to_uppercase()
}

/// What a constant formula comes to.
fn truth(formula: &str) -> Option<bool> {
    match formula {
        "TRUE" | "TRUE()" => Some(true),
        "FALSE" | "FALSE()" => Some(false),
        _ => formula.parse::<Decimal>().ok().map(|number| !number.is_zero()),
    }
}

#[cfg(test)]
mod tests {
    use super::{At, Cell, Condition, Content};

    #[track_caller]
    fn case(kind: &str, operator: &str, formulas: &[&str], value: i64, expected: Option<bool>) {
        let formulas: Vec<String> = formulas.iter().map(|formula| (*formula).to_owned()).collect();
        let at = At { row: 4, column: 3 };
        let below = At { row: 9, ..at };
        let condition = Condition::new(kind, operator, &formulas, &[(at, below)]);
        let cell = Cell::plain(Content::Number(value.into()));
        assert_eq!(condition.holds(&cell), expected, "{kind} {operator} {formulas:?} {value}");
    }

    #[test]
    fn conditions_about_the_own_cell_are_told() {
        case("expression", "", &["TRUE"], 7, Some(true));
        case("expression", "", &["1=2"], 7, None);
        case("expression", "", &["$D5 = 0"], 7, Some(false));
        case("expression", "", &["D5>=7"], 7, Some(true));
        case("expression", "", &["ISERROR(D5)"], 7, Some(false));
        case("expression", "", &["D5=\"\""], 7, Some(false));
        case("expression", "", &["E5=0"], 7, None);
        case("expression", "", &["D$5=0"], 7, None);
        case("expression", "", &["D55=0"], 7, None);
        case("cellIs", "equal", &["0"], 7, Some(false));
        case("cellIs", "between", &["9", "5"], 7, Some(true));
        case("cellIs", "between", &["9"], 7, None);
        case("cellIs", "greaterThan", &["$A$1"], 7, None);
        case("containsErrors", "", &[], 7, Some(false));
        case("top10", "", &[], 7, None);
    }
}
