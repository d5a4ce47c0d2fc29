//! The parser of the rule language: text becomes a tree of names.
//!
//! ```ebnf
//! rule    = claim , [ "implies" , claim ] ;
//! claim   = joint , { "or" , joint } ;
//! joint   = atom , { "and" , atom } ;
//! atom    = "given" , "(" , place , ")" | "not" , "(" , claim , ")" | "(" , claim , ")" | sum , cmp , sum
//!         | column , ( "=" | "!=" ) , words ;
//! words   = '"' , text , '"' | "'" , text , "'" | "“" , text , "”" ;
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
//!         | "sum" , "(" , rows , [ "where" , claim ] , ")"
//!         | "zero" , "(" , place , ")"
//!         | ( "prev" | "last_year" | "year" ) , "(" , place , ")" ;
//! place   = [ "@" , form ] , ( "[" , row , "]" , [ "." , columns ] | columns | "value" ) ;
//! rows    = "open" , [ "in" , "[" , heading , "]" ] | "children" | "lines" | range ;
//! range   = "[" , row , "]" , ".." , "[" , row , "]" , [ "." , columns ] ;
//! columns = column , { "|" , column } ;
//! number  = digit , { digit } , [ "." , digit , { digit } ] ;
//! ```
//!
//! In the grammar, `sum` is any arithmetic expression. A share that a report prints is `percent(part, base)`, and `base(part, rate)` is the whole of which `part` is
//! `rate` percent. Both allow for the rounding of printed percentages. `a / b` is the bare quotient; it is undefined
//! where `b` is 0. Columns joined by `|` mean the first of them with an answer. A range runs over the printed rows of
//! one parent. The condition after `where` is about each row of the set, and only there a column of texts is compared with
//! words. A group is named by its heading (banner)
//! among the rows that senders add. `prev` is the report of the period before, `last_year` that of the same period a
//! year ago, and `year` the sum of all reports since the year began. A form id may hold hyphens, so it ends at the
//! first `[`; a minus between two columns needs spaces only for the eye. `not(…)` is resolved when it is read:
//! `not(a = b)` becomes `a != b`.

mod arithmetic;
mod tokens;

use super::atom::negated;
use super::foreign_spelling::ForeignSpelling;
use crate::rule::{Atom, Cmp, Expr, Statement, WhichReport};
use std::ops::Range;

/// A place by the names in the rule's text, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPlace {
    /// The other form, after `@`.
    pub form: Option<String>,
    /// The report that holds it.
    pub which: WhichReport,
    /// The row in brackets.
    pub row: Option<String>,
    /// The columns, of which the first with an answer counts; `value` stands for the current column.
    pub columns: Vec<String>,
    /// Whether it is an end of a range, which takes the column of the sum.
    pub ends_range: bool,
    /// Whether it is part of a condition on the rows of a sum, where the current row is the row of the set.
    pub in_set: bool,
    /// Where the place stands, in bytes of the rule's text.
    pub span: Range<usize>,
}

/// The reason why a rule's text could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The words of the grammar that would fit there.
    pub expected: &'static str,
    /// The habit from a spreadsheet or another language, if that is what was written.
    pub slip: Option<ForeignSpelling>,
    /// The place, in bytes of the rule's text.
    pub span: Range<usize>,
}

/// Reads a rule.
///
/// # Errors
/// The first place that does not fit the grammar, with what would fit there.
pub fn parse(text: &str) -> Result<Statement<NamedPlace>, SyntaxError> {
    let mut parser = Parser { text, at: 0, depth: 0, in_set: false };
    let first = parser.claim()?;
    let statement = if parser.word("implies") {
        Statement { when: first, then: parser.claim()? }
    } else {
        Statement { when: Vec::new(), then: first }
    };
    parser.skip_space();
    if parser.at < text.len() {
        return Err(parser.error("+, -, *, /, and, or, implies"));
    }
    Ok(statement)
}

/// Parses an expression, the recipe of a derived figure.
///
/// # Errors
/// As [`parse`].
pub fn parse_sum(text: &str) -> Result<Expr<NamedPlace>, SyntaxError> {
    let mut parser = Parser { text, at: 0, depth: 0, in_set: false };
    let sum = parser.sum()?;
    parser.skip_space();
    if parser.at < text.len() {
        return Err(parser.error("+, -, *, /"));
    }
    Ok(sum)
}

/// The deepest nesting of expressions and claims.
const DEEPEST: usize = 32;
/// The list of all beginnings of an expression, for messages.
const VALUES: &str = "a number, [row], column, percent(…), base(…), min(…), max(…), round(…), abs(…), if …, sum(…), zero(…), prev(…), last_year(…), year(…), given(…)";

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    /// Whether the parser is inside a condition on the rows of a sum.
    in_set: bool,
}

impl Parser<'_> {
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
        let at = self.at;
        if let Some(words) = self.quoted()? {
            return match (left, cmp) {
                (Expr::Place(place), Cmp::Eq | Cmp::Ne) if self.in_set => {
                    Ok(vec![Atom::Reads { place, words, is: cmp == Cmp::Eq }])
                }
                _ => Err(SyntaxError {
                    expected: VALUES,
                    slip: Some(ForeignSpelling::Words),
                    span: at..self.at,
                }),
            };
        }
        let right = self.sum()?;
        Ok(vec![Atom::Compare { left, cmp, right }])
    }

    /// Whether the next parenthesis holds a claim: neither an operator nor a comparison follows its end.
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

    /// Reads something nested, up to [`DEEPEST`] levels.
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
        // signs of two characters come first, or `<=` would be read as `<`
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
}

#[cfg(test)]
mod tests;
