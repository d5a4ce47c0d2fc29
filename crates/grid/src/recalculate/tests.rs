use super::{NothingOf, Recalculator};
use crate::{At, Cell, Content, Formula, Sheet};

/// The value of a formula in E1. A1:A3 hold 10, 20 and 30, B1 a text, B2 an error, and C1 the formula
/// A1+A2 without a result; the sheet “Quý 1” has 5 in A1.
fn value(formula: Formula) -> Option<String> {
    let cells = [
        (at("A1"), number(10)),
        (at("A2"), number(20)),
        (at("A3"), number(30)),
        (at("B1"), Cell::plain(Content::Text("hai".into()))),
        (at("B2"), Cell::plain(Content::Error("#REF!".to_owned()))),
        (at("C1"), not_calculated(Formula::new("A1+A2"))),
        (at("C2"), not_calculated(Formula::new("C2+1"))),
        (at("E1"), not_calculated(formula)),
    ];
    let sheets = [Sheet::new("Biểu", cells), Sheet::new("Quý 1", [(at("A1"), number(5))])];
    Recalculator::new(&sheets).value(&sheets[0], at("E1")).map(|value| value.to_string())
}

fn at(name: &str) -> At {
    name.parse().unwrap()
}

fn number(n: i64) -> Cell {
    Cell::plain(Content::Number(n.into()))
}

fn not_calculated(formula: Formula) -> Cell {
    Cell { formula: Some(formula), ..Cell::plain(Content::NotCalculated) }
}

#[track_caller]
fn case(text: &str, expected: &str) {
    assert_eq!(value(Formula::new(text)).as_deref().unwrap_or("?"), expected, "{text}");
}

#[test]
fn what_clerks_write_is_recalculated() {
    case("SUM(A1:A3)", "60");
    case("SUM(A1,A2:A3, 5)+1", "66");
    case("SUM(A1+A2,$A$3)", "60");
    case("SUM(A1:B1)", "10");
    case("SUBTOTAL(9,A1:A3)", "60");
    case("+A1+A2-A3", "0");
    case("A1/A2*100", "50");
    case("ROUND(A1/A3*100,2)", "33.33");
    case("-(A1 - 4)*2", "-12");
    case("50%*A2", "10");
    case("A1+D9", "10");
    case("'Quý 1'!A1+A1", "15");
    case("'quý 1'!$A$1", "5");
    case("C1*2", "60");
    case("SUM(A1:A3,C1)", "90");
}

#[test]
fn any_other_formula_has_no_value() {
    for text in [
        "",
        "A1&A2",
        "VLOOKUP(A1,A1:A3,1)",
        "A1+B1",
        "A1+B2",
        "A1/D9",
        "A1^2",
        "IF(A1=1,2,3)",
        "SUM(A1:A3",
        "SUM(",
        "A1)",
        "C2",
        "E1",
        "[1]Biểu!A1",
        "'Quý 9'!A1",
        "SUM(A:A)",
        "tong",
    ] {
        case(text, "?");
    }
    case(&"(".repeat(100_000), "?");
}

#[test]
fn nothing_of_nothing_is_told_from_blanks_and_from_errors() {
    #[track_caller]
    fn case(formula: &str, expected: Option<NothingOf>) {
        let error = Cell {
            formula: Some(Formula::new(formula)),
            ..Cell::plain(Content::Error("#DIV/0!".to_owned()))
        };
        let sheets = [Sheet::new("Biểu", [(at("A1"), number(0)), (at("A2"), number(5)), (at("E1"), error)])];
        assert_eq!(
            Recalculator::new(&sheets).nothing_of_nothing(&sheets[0], at("E1")),
            expected,
            "{formula}"
        );
    }
    case("A1/A1", Some(NothingOf::Zero));
    case("A1/A1*100", Some(NothingOf::Zero));
    case("ROUND(A1/A1,4)", Some(NothingOf::Zero));
    case("A1/(A1+B1)", Some(NothingOf::Zero));
    case("B1/B2", Some(NothingOf::Blank));
    case("A1/$B$1*100", Some(NothingOf::Blank));
    case("A2/A1", None);
    case("A2/B1", None);
    case("VLOOKUP(A1,A1:A3,1)", None);
}

#[test]
fn hostile_formulas_come_to_an_end() {
    // each formula sums two cells that have no result either
    let cells = (0..35).flat_map(|row| [0, 1].map(|column| At { row, column })).map(|place| {
        let below = place.row + 2;
        (place, not_calculated(Formula::new(&format!("SUM(A{below}:B{below})"))))
    });
    let sheets = [Sheet::new("Biểu", cells)];
    assert_eq!(Recalculator::new(&sheets).value(&sheets[0], at("A1")), None);
    assert_eq!(Recalculator::new(&sheets).value(&sheets[0], at("A31")), Some(0.into()));
}

#[test]
fn a_shared_formula_moves_with_its_cell() {
    let shared = |text: &str| value(Formula::new(text).shared(1, 0));
    assert_eq!(shared("A1+$A$1").as_deref(), Some("30"));
    assert_eq!(shared("A1+A$1").as_deref(), Some("30"));
    assert_eq!(shared("$A1+0").as_deref(), Some("20"));
    assert_eq!(value(Formula::new("A1").shared(-5, 0)), None);
}
