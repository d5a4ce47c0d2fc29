//! Rules written out again in the rule language.

use super::syntax::NamedPlace;
use super::{Atom, Expr, Sentence, Set};
use std::fmt;

impl<P: fmt::Display> fmt::Display for Sentence<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let claim = |f: &mut fmt::Formatter<'_>, atoms: &[Atom<P>]| {
            atoms.iter().enumerate().try_for_each(|(i, atom)| {
                f.write_str(if i > 0 { " and " } else { "" })?;
                match atom {
                    Atom::Given(place) => write!(f, "given({place})"),
                    Atom::Compare { left, cmp, right } => write!(f, "{left} {} {right}", cmp.sign()),
                }
            })
        };
        if !self.when.is_empty() {
            claim(f, &self.when)?;
            f.write_str(" implies ")?;
        }
        claim(f, &self.then)
    }
}

impl<P: fmt::Display> fmt::Display for Expr<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grouped = |e: &Self| match e {
            Self::Add(..) | Self::Sub(..) => format!("({e})"),
            _ => e.to_string(),
        };
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Place(place) => write!(f, "{place}"),
            Self::Zero(place) => write!(f, "zero({place})"),
            Self::Add(a, b) => write!(f, "{a} + {b}"),
            Self::Sub(a, b) => write!(f, "{a} - {}", grouped(b)),
            Self::Mul(a, b) => write!(f, "{} * {}", grouped(a), grouped(b)),
            Self::Percent(a, b) => write!(f, "percent({a}, {b})"),
            Self::Base(a, b) => write!(f, "base({a}, {b})"),
            Self::Sum(Set::Open) => f.write_str("sum(open)"),
            Self::Sum(Set::Children) => f.write_str("sum(children)"),
            Self::Sum(Set::Lines) => f.write_str("sum(lines)"),
        }
    }
}

impl fmt::Display for NamedPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = String::new();
        if let Some(form) = &self.form {
            place.push_str(&format!("@{form}"));
        }
        if let Some(row) = &self.row {
            place.push_str(&format!("[{row}]"));
        }
        let columns = self.columns.join("|");
        if self.row.is_some() && !columns.is_empty() {
            place.push('.');
        }
        place.push_str(&columns);
        if self.previous { write!(f, "prev({place})") } else { f.write_str(&place) }
    }
}
