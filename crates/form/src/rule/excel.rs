//! A rule as an Excel formula: the same interval arithmetic as in the check, in functions of Excel 2010.
//!
//! It takes a rule over definite places, and the cells that hold what is known of each place. It gives formulas for
//! the truth of the rule: 0 if it holds, 1 if it is open because places are blank, 2 if it is broken. An infinite end
//! is [`ENDLESS`]. Ends are compared to nine decimals, far below any printed figure, because Excel calculates in
//! binary.

use crate::interval::SETTLED;
use crate::normalise::tone_spellings;
use crate::rule::{Atom, Branches, Cmp, Expr, Statement};

/// The number that stands for an infinite end, beyond every figure of a report.
pub const ENDLESS: &str = "1E+15";

/// The length of the longest formula that Excel takes.
pub const LONGEST: usize = 8192;

/// The cells that hold what is known of a place.
pub trait Cells<P> {
    /// The state of the place: 0 blank, 1 figure, 2 nil, 3 unreadable.
    fn state(&self, place: &P) -> String;
    /// The lower end of the values that the place may hold.
    fn lo(&self, place: &P) -> String;
    /// The upper end of the values that the place may hold.
    fn hi(&self, place: &P) -> String;
    /// 1 if the value of the place is unknown.
    fn unknown(&self, place: &P) -> String;
    /// Whether the place may be left blank without anybody missing it.
    fn need_not_be_given(&self, place: &P) -> bool;
    /// The words that stand there, without spaces around them.
    fn words(&self, place: &P) -> String;
    /// 1 if words are missing there.
    fn wordless(&self, place: &P) -> String;
}

/// The formula for the truth of a rule.
pub fn truth<P>(statement: &Statement<P>, cells: &impl Cells<P>) -> String {
    let then = all(&statement.then, cells);
    if statement.when.is_empty() {
        return then;
    }
    let when = all(&statement.when, cells);
    let truth = format!("IF({when}=2,0,IF({then}=0,0,IF({when}=0,{then},1)))");
    match unasked(&statement.when, cells).as_slice() {
        [] => truth,
        blank => format!("IF(OR({}),0,{truth})", blank.join(",")),
    }
}

/// For each place that a condition compares and that nobody asks for, whether it is blank: then nobody knows whether the
/// condition is met.
fn unasked<P>(when: &[Atom<P>], cells: &impl Cells<P>) -> Vec<String> {
    let mut blank = Vec::new();
    for atom in when {
        match atom {
            Atom::Given(_) | Atom::Missing(_) | Atom::Reads { .. } => {}
            Atom::Compare { left, right, .. } => {
                let places = left.known_places().into_iter().chain(right.known_places());
                let unasked = places.filter(|place| cells.need_not_be_given(place));
                blank.extend(unasked.map(|place| format!("{}=0", cells.state(place))));
            }
            Atom::Any(alternatives) => {
                blank.extend(alternatives.iter().flat_map(|atoms| unasked(atoms, cells)));
            }
        }
    }
    blank
}

/// The formula for the truth of claims joined by “and”. One broken claim breaks them all, else one open claim leaves
/// them open.
pub fn all<P>(atoms: &[Atom<P>], cells: &impl Cells<P>) -> String {
    let atoms: Vec<String> = atoms.iter().map(|atom| claim(atom, cells)).collect();
    match atoms.as_slice() {
        [one] => one.clone(),
        many => format!("MAX({})", many.join(",")),
    }
}

fn claim<P>(atom: &Atom<P>, cells: &impl Cells<P>) -> String {
    match atom {
        Atom::Given(place) => format!("IF({}=0,2,0)", cells.state(place)),
        Atom::Missing(place) => format!("IF({}=0,0,2)", cells.state(place)),
        Atom::Reads { place, words, is } => {
            let (there, other) = if *is { (0, 2) } else { (2, 0) };
            let read = cells.words(place);
            let spelled = tone_spellings(words).into_iter();
            let spelled: Vec<String> =
                spelled.map(|words| format!("{read}=\"{}\"", words.replace('"', "\"\""))).collect();
            let is_read = match spelled.as_slice() {
                [only] => only.clone(),
                several => format!("OR({})", several.join(",")),
            };
            format!("IF({read}=\"\",1,IF({is_read},{there},{other}))")
        }
        // one alternative that holds is enough, and the claim is broken only if all are
        Atom::Any(alternatives) => {
            let alternatives: Vec<String> = alternatives.iter().map(|atoms| all(atoms, cells)).collect();
            format!("MIN({})", alternatives.join(","))
        }
        Atom::Compare { left, cmp, right } => {
            let compared = compare(left, *cmp, right, cells);
            // a share of nothing equals only another share of nothing; a division by 0 leaves the claim open
            let divides = left.divides() || right.divides();
            let silent = |side: &Expr<P>| match (side, cmp) {
                (Expr::Place(place), Cmp::Eq) if !divides => {
                    let state = cells.state(place);
                    format!("IF({state}=1,2,IF({state}=3,1,0))")
                }
                _ => "1".to_owned(),
            };
            match (none(left, cells), none(right, cells)) {
                (None, None) => compared,
                (None, Some(right)) => format!("IF({right},{},{compared})", silent(left)),
                (Some(left), None) => format!("IF({left},{},{compared})", silent(right)),
                (Some(nothing), Some(neither)) => format!(
                    "IF(AND({nothing},{neither}),1,IF({neither},{},IF({nothing},{},{compared})))",
                    silent(left),
                    silent(right)
                ),
            }
        }
    }
}

fn compare<P>(left: &Expr<P>, cmp: Cmp, right: &Expr<P>, cells: &impl Cells<P>) -> String {
    let [left_lo, left_hi, right_lo, right_hi] =
        [lo(left, cells), hi(left, cells), lo(right, cells), hi(right, cells)];
    let disjoint = format!("OR({},{})", apart(&left_lo, &right_hi, ">"), apart(&right_lo, &left_hi, ">"));
    let both_exact = format!("AND({},{})", apart(&left_hi, &left_lo, "="), apart(&right_hi, &right_lo, "="));
    let (broken, certain) = match cmp {
        Cmp::Eq => (disjoint, both_exact),
        Cmp::Ne => (format!("AND({both_exact},{})", apart(&left_lo, &right_lo, "=")), disjoint),
        Cmp::Le => (apart(&left_lo, &right_hi, ">"), apart(&right_lo, &left_hi, ">=")),
        Cmp::Ge => (apart(&right_lo, &left_hi, ">"), apart(&left_lo, &right_hi, ">=")),
        Cmp::Lt => (apart(&left_lo, &right_hi, ">="), apart(&right_lo, &left_hi, ">")),
        Cmp::Gt => (apart(&right_lo, &left_hi, ">="), apart(&left_lo, &right_hi, ">")),
    };
    let unknown: Vec<String> = left
        .places()
        .into_iter()
        .chain(right.places())
        .map(|place| unknown(place, left, right, cells))
        .chain([left, right].into_iter().flat_map(Expr::read).map(|place| cells.wordless(place)))
        .collect();
    if unknown.is_empty() {
        return format!("IF({broken},2,0)");
    }
    format!("IF({broken},2,IF(OR({}=0,{certain}),0,1))", unknown.join("+"))
}

/// The condition that a figure is apart from another, by this sign; a rest of binary arithmetic does not count.
fn apart(high: &str, low: &str, sign: &str) -> String {
    format!("ROUND({high}-({low}),9){sign}0")
}

/// The condition that a place is unknown. A blank that counts as 0 is known.
fn unknown<P>(place: &P, left: &Expr<P>, right: &Expr<P>, cells: &impl Cells<P>) -> String {
    let unknown = cells.unknown(place);
    let is_zero = zeroed(left, place) || zeroed(right, place);
    if is_zero { format!("IF({}=0,0,{unknown})", cells.state(place)) } else { unknown }
}

/// Whether the expression takes this place with its blank as 0.
fn zeroed<P>(expr: &Expr<P>, place: &P) -> bool {
    match expr {
        Expr::Zero(zero) => std::ptr::eq(zero, place),
        _ => {
            expr.condition().iter().any(|atom| zeroed_in_claim(atom, place))
                || expr.operands().any(|operand| zeroed(operand, place))
        }
    }
}

fn zeroed_in_claim<P>(atom: &Atom<P>, place: &P) -> bool {
    match atom {
        Atom::Given(_) | Atom::Missing(_) | Atom::Reads { .. } => false,
        Atom::Compare { left, right, .. } => zeroed(left, place) || zeroed(right, place),
        Atom::Any(alternatives) => alternatives.iter().flatten().any(|atom| zeroed_in_claim(atom, place)),
    }
}

/// The condition that an expression is a share of nothing; `None` if it never is.
pub fn none<P>(expr: &Expr<P>, cells: &impl Cells<P>) -> Option<String> {
    let is_nought = |side: &Expr<P>| format!("{}=0,{}=0", lo(side, cells), hi(side, cells));
    match expr {
        Expr::Number(_) | Expr::Place(_) | Expr::Zero(_) | Expr::Sum(_) => None,
        Expr::Round(a, _) | Expr::Abs(a) => none(a, cells),
        Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Min(a, b) | Expr::Max(a, b) => {
            either(none(a, cells), none(b, cells))
        }
        Expr::Div(part, by) => {
            let own = format!("AND({})", is_nought(by));
            either(Some(own), either(none(part, cells), none(by, cells)))
        }
        Expr::If(branches) => {
            let [then, other] = [none(&branches.then, cells), none(&branches.other, cells)];
            if then.is_none() && other.is_none() {
                return None;
            }
            let [then, other] = [then, other].map(|none| none.unwrap_or_else(|| "FALSE".to_owned()));
            Some(chosen(branches, cells, "OR", "FALSE", [&then, &other]))
        }
        Expr::Percent(part, base) => {
            let own = format!("AND({},{})", is_nought(part), is_nought(base));
            either(Some(own), either(none(part, cells), none(base, cells)))
        }
        Expr::Base(part, rate) => {
            let own = format!("AND({})", is_nought(rate));
            either(Some(own), either(none(part, cells), none(rate, cells)))
        }
    }
}

/// The condition that one of two holds.
fn either(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        (Some(a), Some(b)) => Some(format!("OR({a},{b})")),
        (one, other) => one.or(other),
    }
}

/// The lower end of an expression.
pub fn lo<P>(expr: &Expr<P>, cells: &impl Cells<P>) -> String {
    match expr {
        Expr::Number(number) => number.normalize().to_string(),
        Expr::Place(place) => cells.lo(place),
        Expr::Zero(place) => format!("IF({}=0,0,{})", cells.state(place), cells.lo(place)),
        Expr::Add(a, b) => format!("{}+{}", lo(a, cells), lo(b, cells)),
        Expr::Sub(a, b) => format!("{}-({})", lo(a, cells), hi(b, cells)),
        Expr::Mul(a, b) => times(a, b, cells, (lo(a, cells), lo(b, cells)), "-"),
        Expr::Div(a, b) => divided(a, b, cells, false),
        Expr::Min(a, b) => format!("MIN({},{})", lo(a, cells), lo(b, cells)),
        Expr::Max(a, b) => format!("MAX({},{})", lo(a, cells), lo(b, cells)),
        Expr::Round(a, decimals) => rounded(&lo(a, cells), *decimals),
        Expr::Abs(a) => format!("MAX(0,{},-({}))", lo(a, cells), hi(a, cells)),
        Expr::If(branches) => {
            let [then, other] = [lo(&branches.then, cells), lo(&branches.other, cells)];
            chosen(branches, cells, "MIN", ENDLESS, [&then, &other])
        }
        Expr::Percent(part, base) | Expr::Base(part, base) => {
            let ([low, _], [base_low, base_high]) = (ends(part, cells), ends(base, cells));
            let unsettled = unsettled(&low, &base_low, &base_high);
            format!("IF({unsettled},-{ENDLESS},IF({base_high}>={ENDLESS},0,({low})*100/({base_high})))")
        }
        // sums over sets are written out before a rule gets here
        Expr::Sum(_) => format!("-{ENDLESS}"),
    }
}

/// The upper end of an expression.
pub fn hi<P>(expr: &Expr<P>, cells: &impl Cells<P>) -> String {
    match expr {
        Expr::Number(number) => number.normalize().to_string(),
        Expr::Place(place) => cells.hi(place),
        Expr::Zero(place) => format!("IF({}=0,0,{})", cells.state(place), cells.hi(place)),
        Expr::Add(a, b) => format!("{}+{}", hi(a, cells), hi(b, cells)),
        Expr::Sub(a, b) => format!("{}-({})", hi(a, cells), lo(b, cells)),
        Expr::Mul(a, b) => times(a, b, cells, (hi(a, cells), hi(b, cells)), ""),
        Expr::Div(a, b) => divided(a, b, cells, true),
        Expr::Min(a, b) => format!("MIN({},{})", hi(a, cells), hi(b, cells)),
        Expr::Max(a, b) => format!("MAX({},{})", hi(a, cells), hi(b, cells)),
        Expr::Round(a, decimals) => rounded(&hi(a, cells), *decimals),
        Expr::Abs(a) => format!("MAX(-({}),{})", lo(a, cells), hi(a, cells)),
        Expr::If(branches) => {
            let [then, other] = [hi(&branches.then, cells), hi(&branches.other, cells)];
            chosen(branches, cells, "MAX", &format!("-{ENDLESS}"), [&then, &other])
        }
        Expr::Percent(part, base) | Expr::Base(part, base) => {
            let ([low, high], [base_low, base_high]) = (ends(part, cells), ends(base, cells));
            let unsettled = unsettled(&low, &base_low, &base_high);
            format!(
                "IF(OR({unsettled},{base_low}=0,{high}>={ENDLESS}),{ENDLESS},({high})*100/IF({base_low}=0,1,{base_low}))"
            )
        }
        Expr::Sum(_) => ENDLESS.to_owned(),
    }
}

/// An end of a conditional expression over the branches that may apply. Both may apply while the condition is open.
fn chosen<P>(
    branches: &Branches<P>,
    cells: &impl Cells<P>,
    of_both: &str,
    not_meant: &str,
    [then, other]: [&str; 2],
) -> String {
    let (when, unless) = (all(&branches.when, cells), all(&branches.unless, cells));
    format!("{of_both}(IF({when}=2,{not_meant},{then}),IF({unless}=2,{not_meant},{other}))")
}

/// A rounded end. It is first rounded to the decimals of settled quotients, because a half would otherwise be missed
/// by its last digit.
fn rounded(end: &str, decimals: u32) -> String {
    format!("ROUND(ROUND({end},{SETTLED}),{decimals})")
}

/// An end of a quotient.
fn divided<P>(a: &Expr<P>, b: &Expr<P>, cells: &impl Cells<P>, upper: bool) -> String {
    let ([a_low, a_high], [b_low, b_high]) = (ends(a, cells), ends(b, cells));
    let exact = format!("AND({a_low}={a_high},{b_low}={b_high})");
    let negative = format!("{a_low}<0,{b_low}<0");
    if upper {
        let endless = format!("OR({negative},{b_low}=0,{a_high}>={ENDLESS})");
        format!(
            "IF(AND({b_low}=0,{b_high}=0),{ENDLESS},IF({exact},({a_high})/({b_low}),IF({endless},{ENDLESS},({a_high})/({b_low}))))"
        )
    } else {
        let least = format!("IF({b_high}>={ENDLESS},0,({a_low})/({b_high}))");
        format!(
            "IF(AND({b_low}=0,{b_high}=0),-{ENDLESS},IF({exact},({a_low})/({b_low}),IF(OR({negative}),-{ENDLESS},{least})))"
        )
    }
}

fn ends<P>(expr: &Expr<P>, cells: &impl Cells<P>) -> [String; 2] {
    [lo(expr, cells), hi(expr, cells)]
}

/// The condition that a share is undefined: its part or base may be below 0, or the base may be 0.
fn unsettled(low: &str, base_low: &str, base_high: &str) -> String {
    format!("OR({low}<0,{base_low}<0,{base_high}=0)")
}

fn times<P>(
    a: &Expr<P>,
    b: &Expr<P>,
    cells: &impl Cells<P>,
    (end_a, end_b): (String, String),
    sign: &str,
) -> String {
    let ([a_low, a_high], [b_low, b_high]) = (ends(a, cells), ends(b, cells));
    format!(
        "IF(OR(AND({a_low}>=0,{b_low}>=0),AND({a_low}={a_high},{b_low}={b_high})),({end_a})*({end_b}),{sign}{ENDLESS})"
    )
}
