//! A figure that depends on the band that another falls into, as points do: “theo mục 6: từ 95 trở lên thì 4; từ 80 đến
//! dưới 95 thì 2; còn lại 0”.
//!
//! It takes a conditional expression and gives these words, if each branch asks for at least so much of one place.

use super::name::sum;
use phuluc_form::{Atom, Cmp, Expr, Place, number};
use rust_decimal::Decimal;

/// The words for a chain of bands; `None` if the expression is no such chain.
pub(super) fn say(expr: &Expr<Place>, name: &impl Fn(&Place) -> String) -> Option<String> {
    let (mut of, mut bands, mut rest): (Option<&Place>, Vec<(Decimal, String)>, _) = (None, Vec::new(), expr);
    while let Expr::If(branches) = rest {
        let [Atom::Compare { left: Expr::Place(place), cmp: Cmp::Ge, right: Expr::Number(least) }] =
            branches.when.as_slice()
        else {
            return None;
        };
        let is_lower = bands.last().is_none_or(|(above, _)| least < above);
        if !is_lower || of.is_some_and(|of| of != place) {
            return None;
        }
        of = Some(place);
        bands.push((*least, sum(&branches.then, name)));
        rest = &branches.other;
    }
    let mut above: Option<Decimal> = None;
    let said = bands.iter().map(|(least, then)| {
        let from = number::vietnamese(*least);
        match above.replace(*least) {
            None => format!("từ {from} trở lên thì {then}"),
            Some(above) => format!("từ {from} đến dưới {} thì {then}", number::vietnamese(above)),
        }
    });
    let said = said.collect::<Vec<_>>().join("; ");
    Some(format!("theo {}: {said}; còn lại {}", name(of?), sum(rest, name)))
}
