//! The rule language: from text to a tree of names.
//!
//! ```ebnf
//! rule    = claim , [ "implies" , claim ] ;
//! claim   = joint , { "or" , joint } ;
//! joint   = atom , { "and" , atom } ;
//! atom    = "given" , "(" , place , ")" | "not" , "(" , claim , ")" | "(" , claim , ")" | sum , cmp , sum ;
//! cmp     = "=" | "!=" | "<=" | ">=" | "<" | ">" ;
//! sum     = product , { ( "+" | "-" ) , product } ;
//! product = value , { ( "*" | "/" ) , value } ;
//! value   = number | place | "(" , sum , ")"
//!         | "percent" , "(" , sum , "," , sum , ")"
//!         | "base" , "(" , sum , "," , sum , ")"
//!         | ( "min" | "max" ) , "(" , sum , "," , sum , { "," , sum } , ")"
//!         | "round" , "(" , sum , "," , digit , ")"
//!         | "abs" , "(" , sum , ")"
//!         | "if" , claim , "then" , sum , "else" , sum
//!         | "sum" , "(" , ( "open" | "children" | "lines" ) , ")"
//!         | "zero" , "(" , place , ")"
//!         | "prev" , "(" , place , ")" ;
//! place   = [ "@" , form ] , ( "[" , row , "]" , [ "." , columns ] | columns | "value" ) ;
//! columns = column , { "|" , column } ;
//! number  = digit , { digit } , [ "." , digit , { digit } ] ;
//! ```
//!
//! A share that a report prints is `percent(part, base)`, and the whole of which `part` is `rate` percent is
//! `base(part, rate)`: both know what rounding does to a printed percentage. `a / b` is the bare quotient;
//! where `b` is 0 nothing can be checked. Of columns joined by `|` the first in which something is given is
//! meant. A form id may hold hyphens, so it ends at the first `[`; a minus between two columns wants spaces
//! only for the eye. What `not(…)` denies is turned round when it is read: `not(a = b)` is `a != b`.

use super::atom::negated;
use super::slip::{Slip, slip};
use crate::rule::{Atom, Branches, Cmp, Expr, Sentence, Set};
use rust_decimal::Decimal;
use std::ops::Range;

/// A place by the names that the rule's author wrote, and where they stand in the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPlace {
    /// The other form, after `@`.
    pub form: Option<String>,
    /// Whether it is meant in the period before.
    pub previous: bool,
    /// The row in brackets.
    pub row: Option<String>,
    /// The columns, of which the first given is meant; `value` stands for the column at hand.
    pub columns: Vec<String>,
    /// Where the place stands, in bytes of the rule's text.
    pub span: Range<usize>,
}

/// Why a rule's text could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What would have fitted there, in the words of the grammar.
    pub expected: &'static str,
    /// What people write there who are used to spreadsheets and other languages, if that was it.
    pub slip: Option<Slip>,
    /// Where, in bytes of the rule's text.
    pub span: Range<usize>,
}

/// Reads a rule.
///
/// # Errors
/// The first place that the grammar does not admit, with what it would have admitted.
pub fn parse(text: &str) -> Result<Sentence<NamedPlace>, SyntaxError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let first = parser.claim()?;
    let sentence = if parser.word("implies") {
        Sentence { when: first, then: parser.claim()? }
    } else {
        Sentence { when: Vec::new(), then: first }
    };
    parser.skip_space();
    if parser.at < text.len() {
        return Err(parser.error("+, -, *, /, and, or, implies"));
    }
    Ok(sentence)
}

/// Reads a sum, the recipe of a derived figure.
///
/// # Errors
/// As [`parse`].
pub fn parse_sum(text: &str) -> Result<Expr<NamedPlace>, SyntaxError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let sum = parser.sum()?;
    parser.skip_space();
    if parser.at < text.len() {
        return Err(parser.error("+, -, *, /"));
    }
    Ok(sum)
}

/// How deep sums and claims may be nested.
const DEEPEST: usize = 32;
/// What a sum may begin with.
const VALUES: &str = "a number, [row], column, percent(…), base(…), min(…), max(…), round(…), abs(…), if …, sum(…), zero(…), prev(…), given(…)";

/// Whether a number is written as thousands are in reports: “1.000”.
fn is_grouped(number: &str) -> bool {
    let parts = number.split_once('.');
    parts.is_some_and(|(whole, rest)| rest.len() == 3 && whole.len() <= 3 && !whole.starts_with('0'))
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn claim(&mut self) -> Result<Vec<Atom<NamedPlace>>, SyntaxError> {
        let mut alternatives = vec![self.joint()?];
        while self.word("or") {
            alternatives.push(self.joint()?);
        }
        Ok(if alternatives.len() == 1 { alternatives.remove(0) } else { vec![Atom::Any(alternatives)] })
    }

    fn joint(&mut self) -> Result<Vec<Atom<NamedPlace>>, SyntaxError> {
        let mut atoms = self.atom()?;
        while self.word("and") {
            atoms.extend(self.atom()?);
        }
        Ok(atoms)
    }

    fn atom(&mut self) -> Result<Vec<Atom<NamedPlace>>, SyntaxError> {
        if self.call("given") {
            let place = self.place()?;
            self.require(")")?;
            return Ok(vec![Atom::Given(place)]);
        }
        if self.call("not") {
            let claim = self.deeper(Self::claim)?;
            self.require(")")?;
            return Ok(negated(claim));
        }
        if self.opens_claim() && self.sign("(") {
            let claim = self.deeper(Self::claim)?;
            self.require(")")?;
            return Ok(claim);
        }
        let left = self.sum()?;
        let cmp = self.cmp()?;
        let right = self.sum()?;
        Ok(vec![Atom::Compare { left, cmp, right }])
    }

    /// Whether a parenthesis comes next that holds a claim: what follows its end neither reckons nor compares.
    fn opens_claim(&mut self) -> bool {
        self.skip_space();
        let rest = self.rest();
        if !rest.starts_with('(') {
            return false;
        }
        let mut depth = 0_usize;
        let end = rest.bytes().position(|byte| {
            depth = match byte {
                b'(' => depth + 1,
                b')' => depth - 1,
                _ => depth,
            };
            depth == 0
        });
        let after = end.map_or("", |end| rest[end + 1..].trim_start());
        !after.starts_with(['+', '-', '*', '/', '=', '!', '<', '>', '≤', '≥', '≠', '×', '÷'])
    }

    /// Reads what is nested, as far as anybody nests.
    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, SyntaxError>,
    ) -> Result<T, SyntaxError> {
        if self.depth >= DEEPEST {
            return Err(self.error("fewer parentheses"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn cmp(&mut self) -> Result<Cmp, SyntaxError> {
        // two signs before one, or `<=` would be read as `<`
        let signs = [
            ("<=", Cmp::Le),
            (">=", Cmp::Ge),
            ("!=", Cmp::Ne),
            ("=", Cmp::Eq),
            ("<", Cmp::Lt),
            (">", Cmp::Gt),
        ];
        match signs.into_iter().find(|(sign, _)| self.sign(sign)) {
            Some((_, cmp)) => Ok(cmp),
            None => Err(self.error("=, !=, <=, >=, <, >")),
        }
    }

    fn sum(&mut self) -> Result<Expr<NamedPlace>, SyntaxError> {
        let mut sum = self.product()?;
        loop {
            if self.sign("+") {
                sum = Expr::Add(Box::new(sum), Box::new(self.product()?));
            } else if self.sign("-") {
                sum = Expr::Sub(Box::new(sum), Box::new(self.product()?));
            } else {
                return Ok(sum);
            }
        }
    }

    fn product(&mut self) -> Result<Expr<NamedPlace>, SyntaxError> {
        let mut product = self.value()?;
        loop {
            if self.sign("*") {
                product = Expr::Mul(Box::new(product), Box::new(self.value()?));
            } else if self.sign("/") {
                product = Expr::Div(Box::new(product), Box::new(self.value()?));
            } else {
                return Ok(product);
            }
        }
    }

    fn value(&mut self) -> Result<Expr<NamedPlace>, SyntaxError> {
        if let Some(number) = self.number()? {
            return Ok(Expr::Number(number));
        }
        if self.sign("(") {
            let sum = self.deeper(Self::sum)?;
            self.require(")")?;
            return Ok(sum);
        }
        if self.call("percent") {
            let (part, base) = self.pair()?;
            return Ok(Expr::Percent(part, base));
        }
        if self.call("base") {
            let (part, rate) = self.pair()?;
            return Ok(Expr::Base(part, rate));
        }
        if self.call("min") {
            return self.several(Expr::Min);
        }
        if self.call("max") {
            return self.several(Expr::Max);
        }
        if self.call("round") {
            let sum = Box::new(self.deeper(Self::sum)?);
            self.require(",")?;
            let decimals = self.decimals()?;
            self.require(")")?;
            return Ok(Expr::Round(sum, decimals));
        }
        if self.call("abs") {
            let sum = Box::new(self.deeper(Self::sum)?);
            self.require(")")?;
            return Ok(Expr::Abs(sum));
        }
        if self.word("if") {
            let when = self.deeper(Self::claim)?;
            if !self.word("then") {
                return Err(self.error("then"));
            }
            let then = self.deeper(Self::sum)?;
            if !self.word("else") {
                return Err(self.error("else"));
            }
            let other = self.deeper(Self::sum)?;
            let unless = negated(when.clone());
            return Ok(Expr::If(Box::new(Branches { when, unless, then, other })));
        }
        if self.call("sum") {
            let set = if self.word("open") {
                Set::Open
            } else if self.word("children") {
                Set::Children
            } else if self.word("lines") {
                Set::Lines
            } else {
                return Err(self.error("open, children, lines"));
            };
            self.require(")")?;
            return Ok(Expr::Sum(set));
        }
        if self.call("zero") {
            let place = self.place()?;
            self.require(")")?;
            return Ok(Expr::Zero(place));
        }
        if self.call("prev") {
            let place = self.place()?;
            self.require(")")?;
            return Ok(Expr::Place(NamedPlace { previous: true, ..place }));
        }
        self.place().map(Expr::Place)
    }

    /// Two sums and the parenthesis after them.
    fn pair(&mut self) -> Result<(Box<Expr<NamedPlace>>, Box<Expr<NamedPlace>>), SyntaxError> {
        let first = self.deeper(Self::sum)?;
        self.require(",")?;
        let second = self.deeper(Self::sum)?;
        self.require(")")?;
        Ok((Box::new(first), Box::new(second)))
    }

    /// Two or more sums and the parenthesis after them, made one.
    fn several(
        &mut self,
        of_two: fn(Box<Expr<NamedPlace>>, Box<Expr<NamedPlace>>) -> Expr<NamedPlace>,
    ) -> Result<Expr<NamedPlace>, SyntaxError> {
        let mut made = self.deeper(Self::sum)?;
        self.require(",")?;
        loop {
            made = of_two(Box::new(made), Box::new(self.deeper(Self::sum)?));
            if !self.sign(",") {
                break;
            }
        }
        self.require(")")?;
        Ok(made)
    }

    /// To how many decimals to round: one digit.
    fn decimals(&mut self) -> Result<u32, SyntaxError> {
        self.skip_space();
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        match self.rest()[..digits].parse() {
            Ok(decimals) if digits == 1 => {
                self.at += 1;
                Ok(decimals)
            }
            _ => Err(self.error("a digit")),
        }
    }

    fn place(&mut self) -> Result<NamedPlace, SyntaxError> {
        self.skip_space();
        let start = self.at;
        let form = if self.sign("@") { Some(self.until_bracket()?) } else { None };
        let row = if self.sign("[") {
            let end = self.rest().find(']').ok_or_else(|| self.error("]"))?;
            let row = self.rest()[..end].trim().to_owned();
            self.at += end + 1;
            Some(row)
        } else {
            None
        };
        let mut columns = Vec::new();
        match &row {
            Some(_) if self.rest().starts_with('.') => {
                self.at += 1;
                columns.push(self.name().ok_or_else(|| self.error("a column"))?);
            }
            Some(_) => {}
            None => columns.push(self.name().ok_or_else(|| self.error(VALUES))?),
        }
        while !columns.is_empty() && self.sign("|") {
            columns.push(self.name().ok_or_else(|| self.error("a column"))?);
        }
        Ok(NamedPlace { form, previous: false, row, columns, span: start..self.at })
    }

    fn until_bracket(&mut self) -> Result<String, SyntaxError> {
        let end = self.rest().find('[').ok_or_else(|| self.error("@form[row]"))?;
        let form = self.rest()[..end].trim().to_owned();
        self.at += end;
        Ok(form)
    }

    fn number(&mut self) -> Result<Option<Decimal>, SyntaxError> {
        self.skip_space();
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return Ok(None);
        }
        let mut end = digits;
        let mut ends_in_digit = true;
        if self.rest()[end..].starts_with('.') {
            let decimals = self.rest()[end + 1..].bytes().take_while(u8::is_ascii_digit).count();
            ends_in_digit = decimals > 0;
            end += 1 + decimals;
        }
        let start = self.at;
        self.at += end;
        let written = &self.text[start..self.at];
        match Decimal::from_str_exact(written) {
            // 1.000 is a thousand to one reader and one to another
            Ok(_) if is_grouped(written) => {
                Err(SyntaxError { expected: "a number", slip: Some(Slip::Grouped), span: start..self.at })
            }
            Ok(number) if ends_in_digit => Ok(Some(number)),
            _ => Err(SyntaxError { expected: "a number", slip: None, span: start..self.at }),
        }
    }

    /// A name: letters without accents, digits and `_`, beginning with a letter.
    fn name(&mut self) -> Option<String> {
        self.skip_space();
        let rest = self.rest();
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        self.at += end;
        Some(rest[..end].to_owned())
    }

    /// The keyword `word`, if it stands next as a whole word.
    fn word(&mut self, word: &str) -> bool {
        let before = self.at;
        let found = self.name().is_some_and(|name| name == word);
        if !found {
            self.at = before;
        }
        found
    }

    /// The function `name` with its opening parenthesis.
    fn call(&mut self, name: &str) -> bool {
        let before = self.at;
        let found = self.word(name) && self.sign("(");
        if !found {
            self.at = before;
        }
        found
    }

    fn sign(&mut self, sign: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    fn require(&mut self, sign: &'static str) -> Result<(), SyntaxError> {
        if self.sign(sign) { Ok(()) } else { Err(self.error(sign)) }
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Points at the next word or sign.
    fn error(&self, expected: &'static str) -> SyntaxError {
        let start = self.text.len() - self.rest().trim_start().len();
        let length = self.text[start..].split(|c: char| c.is_whitespace()).next().map_or(0, str::len);
        let slip = slip(&self.text[..start], &self.text[start..]);
        SyntaxError { expected, slip, span: start..start + length }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[track_caller]
    fn fails(text: &str, at: &str, expected: &str) {
        let error = parse(text).unwrap_err();
        assert_eq!((&text[error.span.clone()], error.expected), (at, expected));
    }

    #[test]
    fn whole_rules_parse() {
        for text in [
            "tiep_nhan = truc_tuyen + truc_tiep + ky_truoc",
            "[2] = percent([2.2], [2.1])",
            "[7] = 1 implies given([7.1]) and given([7.2])",
            "value = sum(children)",
            "[tong] = sum(open)",
            "ky_truoc = prev(dang_giai_quyet)",
            "[3.3.1] <= @tthc-06a[tong].da_giai_quyet",
            "da_giai_quyet = zero(truoc_han) + (dung_han + qua_han) * 1",
            "[7.6.2/a] + [7.6.2/b] <= 100.5",
            "toi_da = tham_dinh_2|tham_dinh_1 + diem_tru",
            "diem_tru = sum(lines)",
            "base([7.1], [7.2]) = base([7.3], [7.4])",
            "diem = round(if b / a < 0.6 then 0 else b / a * toi_da, 2)",
            "max(a, b, c) <= min(d, abs(e - f))",
            "[1] = 1 or [2] = 1 implies not(given([3]) and [4] > 0) or ([5] = 0)",
            "(a + b) * c = d and (e = f or (g) = h)",
        ] {
            assert!(parse(text).is_ok(), "{text}: {:?}", parse(text));
        }
    }

    #[test]
    fn errors_point_at_the_offending_text() {
        fails("a == b", "=", super::VALUES);
        fails("a| = b", "=", "a column");
        fails("[2.1 = 3", "2.1", "]");
        fails("a = b c", "c", "+, -, *, /, and, or, implies");
        fails("sum(rows) = a", "rows)", "open, children, lines");
        fails("percent(a b) = 1", "b)", ",");
        fails("a + b", "", "=, !=, <=, >=, <, >");
        fails("@tthc = 1", "tthc", "@form[row]");
        fails("a = 1.", "1.", "a number");
    }

    #[test]
    fn what_not_denies_is_turned_round() {
        #[track_caller]
        fn case(text: &str, read: &str) {
            assert_eq!(parse(text).unwrap().to_string(), read, "{text}");
        }
        case("not(a = b)", "a != b");
        case("not(a <= b and given(c))", "a > b or not(given(c))");
        case("not(a = b or c = d)", "a != b and c != d");
        case("not(not(given(a)))", "given(a)");
        case("a = 1 and (b = 1 or c = 1)", "a = 1 and (b = 1 or c = 1)");
    }

    #[test]
    fn parentheses_end_somewhere() {
        let deep = format!("{}a{} = 1", "(".repeat(10_000), ")".repeat(10_000));
        assert_eq!(parse(&deep).unwrap_err().expected, "fewer parentheses");
        assert!(parse(&format!("{} = 1", "not(".repeat(10_000))).is_err());
    }

    #[test]
    fn multiplication_binds_closer_than_addition() {
        assert_eq!(parse("a / (b * c) = d / e / f").unwrap().to_string(), "a / (b * c) = d / e / f");
        assert_eq!(parse("a * (b / c) = d").unwrap().to_string(), "a * (b / c) = d");
        assert_eq!(parse("a + b * c = d").unwrap().to_string(), "a + b * c = d");
        assert_eq!(parse("(a + b) * c = d").unwrap().to_string(), "(a + b) * c = d");
        assert_eq!(parse("a - (b - c) = d").unwrap().to_string(), "a - (b - c) = d");
    }
}
