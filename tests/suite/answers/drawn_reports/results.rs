//! Formulas and their results in drawn reports: right, stale, missing, errors, and beyond recalculation.

use super::reports::{Meaning, Report, Spot};
use super::verdict::Change;
use crate::support::chance::Chance;
use crate::support::drawn_sheets::text;
use phuluc::form::Kind;
use phuluc::grid::{Cell, Content, Formula, NumberFormat};
use rust_decimal::Decimal;

pub(crate) const KINDS: [(&str, Change); 10] = [
    ("a figure that a formula gives", right),
    ("a formula without a result", not_calculated),
    ("the stale result of a formula", stale),
    ("a formula that gives no text", empty),
    ("a formula that gives a text of digits", digits),
    ("an error for a figure", error),
    ("an error pasted as text", pasted_error),
    ("a formula of which nothing can be said", unsaid),
    ("a share with all its digits", share),
    ("a share of nothing", nothing),
];

fn with_formula(formula: &str, content: Content) -> Cell {
    Cell { formula: Some(Formula::new(formula)), ..Cell::plain(content) }
}

fn is_whole(kind: &Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Money)
}

fn is_percent(kind: &Kind) -> bool {
    *kind == Kind::Percent
}

fn change(
    report: &mut Report,
    chance: &mut Chance,
    fits: impl Fn(&Kind) -> bool,
    put: impl Fn(&mut Report, &Spot, &mut Chance),
) -> bool {
    report.spot(chance, fits).is_some_and(|spot| {
        put(report, &spot, chance);
        true
    })
}

fn right(report: &mut Report, chance: &mut Chance) -> bool {
    change(report, chance, is_whole, |report, spot, chance| {
        let (value, less) = (spot.value, spot.value - Decimal::ONE);
        let formulas = [
            format!("{value}"),
            format!("{less}+1"),
            format!("SUM({less},1)"),
            format!("ROUND({value}.2,0)"),
        ];
        let cell = with_formula(chance.word(&formulas), Content::Number(value));
        report.put(spot, Some(cell));
    })
}

fn not_calculated(report: &mut Report, chance: &mut Chance) -> bool {
    change(
        report,
        chance,
        |_| true,
        |report, spot, chance| {
            let formulas = ["1+2", "SUM(A1:A3)", "VLOOKUP(A1,B1:C9,2,0)"];
            let cell = with_formula(chance.word(&formulas), Content::NotCalculated);
            report.put_doubtful(spot, Some(cell));
        },
    )
}

fn stale(report: &mut Report, chance: &mut Chance) -> bool {
    change(report, chance, is_whole, |report, spot, _| {
        let cell = with_formula(&format!("{}+25", spot.value), Content::Number(spot.value));
        report.put_doubtful(spot, Some(cell));
    })
}

fn empty(report: &mut Report, chance: &mut Chance) -> bool {
    change(
        report,
        chance,
        |_| true,
        |report, spot, _| {
            let cell = with_formula("IF(1=1,\"\",5)", Content::Text("".into()));
            report.put_meaning(spot, Some(cell), Meaning::Blank);
        },
    )
}

fn digits(report: &mut Report, chance: &mut Chance) -> bool {
    change(report, chance, is_whole, |report, spot, _| {
        let cell = with_formula(
            &format!("TEXT({},\"0\")", spot.value),
            Content::Text(spot.value.to_string().into()),
        );
        report.put(spot, Some(cell));
    })
}

const ERRORS: [&str; 10] = [
    "#REF!",
    "#NAME?",
    "#VALUE!",
    "#N/A",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#GETTING_DATA",
    "#CALC!",
    "#FIELD!",
];

fn error(report: &mut Report, chance: &mut Chance) -> bool {
    change(
        report,
        chance,
        |_| true,
        |report, spot, chance| {
            let cell = with_formula("A1", Content::Error((*chance.pick(&ERRORS)).to_owned()));
            report.put_doubtful(spot, Some(cell));
        },
    )
}

fn pasted_error(report: &mut Report, chance: &mut Chance) -> bool {
    change(
        report,
        chance,
        |_| true,
        |report, spot, chance| {
            let error = *chance.pick(&["#REF!", "#N/A", "#VALUE!", "########"]);
            report.put_doubtful(spot, Some(text(error)));
        },
    )
}

/// Sums over hidden and filtered rows, links to other workbooks, functions of the sender's program: they are not
/// recalculated, and their results are taken as they are.
fn unsaid(report: &mut Report, chance: &mut Chance) -> bool {
    change(report, chance, is_whole, |report, spot, chance| {
        let formulas = [
            "SUBTOTAL(109,A1:A3)",
            "SUBTOTAL(9,A1:A3)",
            "[1]Sheet1!A1",
            "COUNTIFS(A1:A9,\">0\")",
            "TODAY()-45000",
            "INDIRECT(\"A1\")",
            "AGGREGATE(9,5,A1:A3)",
            "CELL(\"row\")",
            "MYFUNCTION(3)",
        ];
        let cell = with_formula(chance.word(&formulas), Content::Number(spot.value));
        report.put(spot, Some(cell));
    })
}

/// A share as a workbook stores it: the shortest decimal that gives the double back.
#[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "workbooks reckon so")]
fn held(part: usize, whole: usize, times: usize) -> Decimal {
    let share = part as f64 / whole as f64 * times as f64;
    share.to_string().parse().unwrap()
}

/// A percentage with all digits of its share, in a cell that shows two of them.
fn share(report: &mut Report, chance: &mut Chance) -> bool {
    change(report, chance, is_percent, |report, spot, chance| {
        let whole = 3 + chance.below(900);
        let part = 1 + chance.below(whole);
        let (cell, meant) = if chance.is_in(50) {
            let share = held(part, whole, 1);
            let cell = with_formula(&format!("{part}/{whole}"), Content::Number(share));
            (Cell { format: NumberFormat::new("0.00%"), ..cell }, share * Decimal::ONE_HUNDRED)
        } else {
            let percent = held(part, whole, 100);
            let cell = with_formula(&format!("{part}/{whole}*100"), Content::Number(percent));
            (Cell { format: NumberFormat::new("0.00"), ..cell }, percent)
        };
        report.put_meaning(spot, Some(cell), Meaning::Figure(meant.normalize()));
    })
}

fn nothing(report: &mut Report, chance: &mut Chance) -> bool {
    change(report, chance, is_percent, |report, spot, _| {
        let cell = with_formula("0/0", Content::Error("#DIV/0!".to_owned()));
        report.put_meaning(spot, Some(cell), Meaning::Nil);
    })
}
