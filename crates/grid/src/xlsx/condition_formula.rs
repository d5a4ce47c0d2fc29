//! The formula of a condition.
//!
//! It takes the text of a formula and the cell to which it is relative, and gives the test that it is: comparisons of
//! cells, numbers and texts, joined by AND, OR and NOT. It gives nothing for any other formula.

use crate::cell_address::At;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// The deepest nesting of a formula.
const DEEPEST: usize = 20;

/// What a condition asks.
pub(super) enum Test {
    /// Always or never.
    Is(bool),
    /// It is not known what it asks.
    Unknown,
    Compares(Operand, Operator, Operand),
    IsNumber(Operand),
    IsText(Operand),
    IsBlank(Operand),
    IsError(Operand),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

/// What is compared.
pub(super) enum Operand {
    Number(Decimal),
    Text(String),
    Cell(Place),
    /// The number of letters.
    Length(Box<Self>),
    /// The text without spaces around it.
    Trimmed(Box<Self>),
}

/// The place of a cell, as seen from another.
#[derive(Clone, Copy)]
pub(super) struct Place {
    row: Line,
    column: Line,
}

/// A row or column: always the same, or so many further on.
#[derive(Clone, Copy)]
enum Line {
    Fixed(u32),
    Further(i64),
}

/// How values compare.
#[derive(Clone, Copy)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The test that a formula is.
pub(super) fn test(formula: &str, base: Option<At>) -> Option<Test> {
    let mut rest = Rest::of(formula, base);
    let test = rest.test()?;
    rest.text.is_empty().then_some(test)
}

/// The operand that a formula is.
pub(super) fn operand(formula: &str, base: Option<At>) -> Option<Operand> {
    let mut rest = Rest::of(formula, base);
    let operand = rest.operand()?;
    rest.text.is_empty().then_some(operand)
}

impl Operand {
    /// The cell itself.
    pub const OWN: Self = Self::Cell(Place { row: Line::Further(0), column: Line::Further(0) });
}

impl Place {
    /// The cell that it is for a cell; `None` outside the sheet.
    pub fn seen_from(self, at: At) -> Option<At> {
        Some(At { row: self.row.seen_from(at.row)?, column: self.column.seen_from(at.column)? })
    }
}

impl Line {
    fn seen_from(self, own: u32) -> Option<u32> {
        match self {
            Self::Fixed(line) => Some(line),
            Self::Further(by) => u32::try_from(i64::from(own) + by).ok(),
        }
    }
}

impl Operator {
    const SIGNS: [(&'static str, Self); 6] = [
        ("<>", Self::NotEqual),
        ("<=", Self::LessOrEqual),
        (">=", Self::GreaterOrEqual),
        ("=", Self::Equal),
        ("<", Self::Less),
        (">", Self::Greater),
    ];

    /// The operator that a rule about its own cell names.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "equal" => Self::Equal,
            "notEqual" => Self::NotEqual,
            "lessThan" => Self::Less,
            "lessThanOrEqual" => Self::LessOrEqual,
            "greaterThan" => Self::Greater,
            "greaterThanOrEqual" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    /// Whether it holds for values in this order.
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }

    /// Whether it holds for two texts. Capitals make no difference. The order of texts depends on the language.
    pub fn of_texts(self, one: &str, other: &str) -> Option<bool> {
        let are_equal = one.to_lowercase() == other.to_lowercase();
        match self {
            Self::Equal => Some(are_equal),
            Self::NotEqual => Some(!are_equal),
            _ => are_equal.then(|| self.holds(Ordering::Equal)),
        }
    }
}

/// What is left of a formula, read from left to right.
struct Rest<'f> {
    text: &'f str,
    base: Option<At>,
    depth: usize,
}

impl<'f> Rest<'f> {
    fn of(formula: &'f str, base: Option<At>) -> Self {
        let text = formula.trim();
        Self { text: text.strip_prefix('=').unwrap_or(text).trim(), base, depth: 0 }
    }

    /// Takes a sign if it comes next.
    fn take(&mut self, sign: &str) -> Option<()> {
        self.text = self.text.strip_prefix(sign)?.trim_start();
        Some(())
    }

    /// Takes the name of a function with the parenthesis behind it.
    fn function(&mut self) -> Option<String> {
        let (name, rest) = self.text.split_once('(')?;
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
        let name = is_name.then(|| name.to_ascii_uppercase())?;
        self.text = rest.trim_start();
        Some(name)
    }

    fn deeper(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= DEEPEST).then_some(())
    }

    fn test(&mut self) -> Option<Test> {
        self.deeper()?;
        let before = self.text;
        let test = match self.function().as_deref() {
            Some("TRUE") => self.closed(Test::Is(true))?,
            Some("FALSE") => self.closed(Test::Is(false))?,
            Some("AND") => Test::All(self.tests()?),
            Some("OR") => Test::Any(self.tests()?),
            Some("NOT") => {
                let test = self.test()?;
                self.closed(Test::Not(Box::new(test)))?
            }
            Some("ISNUMBER") => self.of_operand(Test::IsNumber)?,
            Some("ISTEXT") => self.of_operand(Test::IsText)?,
            Some("ISBLANK") => self.of_operand(Test::IsBlank)?,
            Some("ISERROR") => self.of_operand(Test::IsError)?,
            Some(_) | None => {
                self.text = before;
                self.comparison()?
            }
        };
        self.depth -= 1;
        Some(test)
    }

    /// This test, if the parenthesis is closed now.
    fn closed(&mut self, test: Test) -> Option<Test> {
        self.take(")")?;
        Some(test)
    }

    /// A test of a cell, up to the closing parenthesis.
    fn of_operand(&mut self, test: impl Fn(Operand) -> Test) -> Option<Test> {
        let operand = self.operand()?;
        matches!(operand, Operand::Cell(_)).then_some(())?;
        self.closed(test(operand))
    }

    /// Tests up to the closing parenthesis.
    fn tests(&mut self) -> Option<Vec<Test>> {
        let mut tests = vec![self.argument()?];
        while self.take(",").is_some() {
            tests.push(self.argument()?);
        }
        self.take(")")?;
        Some(tests)
    }

    /// A test up to the next comma or closing parenthesis.
    fn argument(&mut self) -> Option<Test> {
        let (before, depth) = (self.text, self.depth);
        let test = self.test().filter(|_| self.text.starts_with([',', ')']));
        if test.is_some() {
            return test;
        }
        (self.text, self.depth) = (before, depth);
        let (mut open, mut is_quoted) = (0, false);
        for (at, c) in before.char_indices() {
            match c {
                '"' => is_quoted = !is_quoted,
                _ if is_quoted => {}
                ',' | ')' if open == 0 => {
                    self.text = &before[at..];
                    return Some(Test::Unknown);
                }
                '(' => open += 1,
                ')' => open -= 1,
                _ => {}
            }
        }
        None
    }

    fn comparison(&mut self) -> Option<Test> {
        for (name, always) in [("TRUE", true), ("FALSE", false)] {
            if self.text.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name)) {
                self.text = self.text[name.len()..].trim_start();
                return Some(Test::Is(always));
            }
        }
        if self.take("(").is_some() {
            let test = self.test()?;
            return self.closed(test);
        }
        let one = self.operand()?;
        let sign = Operator::SIGNS.into_iter().find(|(sign, _)| self.take(sign).is_some());
        match (one, sign) {
            (one, Some((_, operator))) => Some(Test::Compares(one, operator, self.operand()?)),
            (Operand::Number(number), None) => Some(Test::Is(!number.is_zero())),
            (_, None) => None,
        }
    }

    fn operand(&mut self) -> Option<Operand> {
        self.deeper()?;
        let before = self.text;
        let operand = if self.take("\"").is_some() {
            self.text = before;
            self.quoted()?
        } else if let Some(name) = self.function() {
            let inner = Box::new(self.operand()?);
            self.take(")")?;
            match name.as_str() {
                "LEN" => Operand::Length(inner),
                "TRIM" => Operand::Trimmed(inner),
                _ => return None,
            }
        } else {
            self.text = before;
            self.word()?
        };
        self.depth -= 1;
        Some(operand)
    }

    /// A text in quotes. Two quotes within it are one.
    fn quoted(&mut self) -> Option<Operand> {
        let mut text = String::new();
        let mut letters = self.text.char_indices().skip(1).peekable();
        while let Some((at, c)) = letters.next() {
            if c == '"' && letters.next_if(|(_, c)| *c == '"').is_none() {
                self.text = self.text[at + 1..].trim_start();
                return Some(Operand::Text(text));
            }
            text.push(c);
        }
        None
    }

    /// A number or the name of a cell.
    fn word(&mut self) -> Option<Operand> {
        let is_in_word =
            |at: usize, c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | '.') || (at == 0 && c == '-');
        let end = self.text.char_indices().find(|(at, c)| !is_in_word(*at, *c));
        let (word, rest) = self.text.split_at(end.map_or(self.text.len(), |(at, _)| at));
        let operand = match word.parse() {
            Ok(number) => Operand::Number(number),
            Err(_) => Operand::Cell(place(word, self.base)?),
        };
        self.text = rest.trim_start();
        Some(operand)
    }
}

/// The place that a name such as `$D5` is in a formula relative to a cell.
fn place(name: &str, base: Option<At>) -> Option<Place> {
    let at = At::named(&name.replace('$', "").to_ascii_uppercase())?;
    let is_column_fixed = name.starts_with('$');
    let is_row_fixed = name.get(1..).is_some_and(|name| name.contains('$'));
    Some(Place {
        row: line(is_row_fixed, at.row, base.map(|base| base.row))?,
        column: line(is_column_fixed, at.column, base.map(|base| base.column))?,
    })
}

/// A row or a column, fixed or relative to that of the base.
fn line(is_fixed: bool, line: u32, base: Option<u32>) -> Option<Line> {
    if is_fixed { Some(Line::Fixed(line)) } else { Some(Line::Further(i64::from(line) - i64::from(base?))) }
}
