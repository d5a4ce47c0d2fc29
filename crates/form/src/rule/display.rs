//! Writes a rule's tree out again as text in the rule language.

use super::syntax::NamedPlace;
use super::{Atom, Expr, Set, Statement, WhichReport};
use std::fmt;

impl<P: fmt::Display> fmt::Display for Statement<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.when.is_empty() {
            write!(f, "{} implies ", joint(&self.when))?;
        }
        f.write_str(&joint(&self.then))
    }
}

/// Claims joined by “and”.
fn joint<P: fmt::Display>(atoms: &[Atom<P>]) -> String {
    let alone = atoms.len() == 1;
    let atoms: Vec<String> =
        atoms.iter().map(|atom| if alone { claim(atom) } else { grouped_claim(atom) }).collect();
    atoms.join(" and ")
}

fn claim<P: fmt::Display>(atom: &Atom<P>) -> String {
    match atom {
        Atom::Given(place) => format!("given({place})"),
        Atom::Missing(place) => format!("not(given({place}))"),
        Atom::Compare { left, cmp, right } => format!("{left} {} {right}", cmp.sign()),
        Atom::Reads { place, words, is } => format!("{place} {} \"{words}\"", if *is { "=" } else { "!=" }),
        Atom::Any(alternatives) => {
            alternatives.iter().map(|atoms| joint(atoms)).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn grouped_claim<P: fmt::Display>(atom: &Atom<P>) -> String {
    match atom {
        Atom::Any(_) => format!("({})", claim(atom)),
        _ => claim(atom),
    }
}

fn grouped<P: fmt::Display>(expr: &Expr<P>) -> String {
    match expr {
        Expr::Add(..) | Expr::Sub(..) | Expr::If(..) => format!("({expr})"),
        _ => expr.to_string(),
    }
}

impl<P: fmt::Display> fmt::Display for Expr<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Place(place) => write!(f, "{place}"),
            Self::Zero(place) => write!(f, "zero({place})"),
            Self::Add(a, b) => write!(f, "{a} + {b}"),
            Self::Sub(a, b) => write!(f, "{a} - {}", grouped(b)),
            Self::Mul(a, b) => {
                let times = if matches!(**b, Self::Div(..)) { format!("({b})") } else { grouped(b) };
                write!(f, "{} * {times}", grouped(a))
            }
            Self::Div(a, b) => {
                let divisor = match **b {
                    Self::Mul(..) | Self::Div(..) => format!("({b})"),
                    _ => grouped(b),
                };
                write!(f, "{} / {divisor}", grouped(a))
            }
            Self::Min(a, b) => write!(f, "min({a}, {b})"),
            Self::Max(a, b) => write!(f, "max({a}, {b})"),
            Self::Round(a, decimals) => write!(f, "round({a}, {decimals})"),
            Self::Abs(a) => write!(f, "abs({a})"),
            Self::If(branches) => {
                write!(f, "if {} then {} else {}", joint(&branches.when), branches.then, branches.other)
            }
            Self::Percent(a, b) => write!(f, "percent({a}, {b})"),
            Self::Base(a, b) => write!(f, "base({a}, {b})"),
            Self::Sum(sum) => {
                let set = match (sum.set, sum.ends.as_slice()) {
                    (Set::Range, [first, last]) => format!("{first}..{last}"),
                    (Set::Open, _) => match &sum.group {
                        Some(group) => format!("open in [{group}]"),
                        None => "open".to_owned(),
                    },
                    (Set::Children, _) => "children".to_owned(),
                    (Set::Lines | Set::Range, _) => "lines".to_owned(),
                };
                match sum.when.as_slice() {
                    [] => write!(f, "sum({set})"),
                    when => write!(f, "sum({set} where {})", joint(when)),
                }
            }
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
        match self.which {
            WhichReport::Now => f.write_str(&place),
            WhichReport::Before => write!(f, "prev({place})"),
            WhichReport::LastYear => write!(f, "last_year({place})"),
            WhichReport::Year => write!(f, "year({place})"),
        }
    }
}
