//! The arithmetic of the rule language: sums, products, functions, and the places that they read.
//!
//! It takes the parser at the first sign of an expression and gives the tree of the expression.

use super::{NamedPlace, Parser, SyntaxError, VALUES};
use crate::rule::atom::negated;
use crate::rule::{Branches, Expr, Set, Sum, WhichReport};

/// An expression in a box, as the tree holds it.
type Boxed = Box<Expr<NamedPlace>>;

impl Parser<'_> {
    pub(super) fn sum(&mut self) -> Result<Expr<NamedPlace>, SyntaxError> {
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
            return self.rows_summed();
        }
        if self.call("zero") {
            let place = self.place()?;
            self.require(")")?;
            return Ok(Expr::Zero(place));
        }
        for (name, which) in
            [("prev", WhichReport::Before), ("last_year", WhichReport::LastYear), ("year", WhichReport::Year)]
        {
            if self.call(name) {
                let place = self.place()?;
                self.require(")")?;
                return Ok(Expr::Place(NamedPlace { which, ..place }));
            }
        }
        self.place().map(Expr::Place)
    }

    /// Reads the rows of a sum, the condition on them, and the closing parenthesis.
    fn rows_summed(&mut self) -> Result<Expr<NamedPlace>, SyntaxError> {
        let mut sum = Sum::of(Set::Range);
        self.skip_space();
        if self.word("open") {
            sum.set = Set::Open;
            if self.word("in") {
                self.require("[")?;
                sum.group = Some(self.until_closed()?);
            }
        } else if self.word("children") {
            sum.set = Set::Children;
        } else if self.word("lines") {
            sum.set = Set::Lines;
        } else if self.rest().starts_with('[') {
            let first = self.place()?;
            self.require("..")?;
            let last = self.place()?;
            sum.ends = [first, last].map(|end| NamedPlace { ends_range: true, ..end }).into();
        } else {
            return Err(self.error("open, children, lines, [row]..[row]"));
        }
        if self.word("where") {
            let outside = std::mem::replace(&mut self.in_set, true);
            sum.when = self.deeper(Self::claim)?;
            self.in_set = outside;
            sum.unless = negated(sum.when.clone());
        }
        self.require(")")?;
        Ok(Expr::Sum(Box::new(sum)))
    }

    /// Reads two expressions and the closing parenthesis.
    fn pair(&mut self) -> Result<(Boxed, Boxed), SyntaxError> {
        let first = self.deeper(Self::sum)?;
        self.require(",")?;
        let second = self.deeper(Self::sum)?;
        self.require(")")?;
        Ok((Box::new(first), Box::new(second)))
    }

    /// Reads two or more expressions and the closing parenthesis, and combines them.
    fn several(
        &mut self,
        of_two: fn(Boxed, Boxed) -> Expr<NamedPlace>,
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

    /// Reads the number of decimals: one digit.
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

    pub(super) fn place(&mut self) -> Result<NamedPlace, SyntaxError> {
        self.skip_space();
        let start = self.at;
        let form = if self.sign("@") { Some(self.until_bracket()?) } else { None };
        let row = if self.sign("[") { Some(self.until_closed()?) } else { None };
        let mut columns = Vec::new();
        match &row {
            Some(_) if self.rest().starts_with('.') && !self.rest().starts_with("..") => {
                self.at += 1;
                columns.push(self.name().ok_or_else(|| self.error("a column"))?);
            }
            Some(_) => {}
            None => columns.push(self.name().ok_or_else(|| self.error(VALUES))?),
        }
        while !columns.is_empty() && self.sign("|") {
            columns.push(self.name().ok_or_else(|| self.error("a column"))?);
        }
        let (ends_range, in_set) = (false, self.in_set);
        Ok(NamedPlace {
            form,
            which: WhichReport::Now,
            row,
            columns,
            ends_range,
            in_set,
            span: start..self.at,
        })
    }
}
