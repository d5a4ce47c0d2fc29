//! Units of money in drawn reports, stated in one of six places or nowhere.

use super::reports::{Meaning, Report, Spot};
use super::verdict::Change;
use crate::support::chance::Chance;
use crate::support::drawn_sheets::{number, text, value};
use phuluc::form::{Holds, Kind};
use phuluc::grid::{Cell, NumberFormat};
use rust_decimal::Decimal;

pub(crate) const KINDS: [(&str, Change); 11] = [
    ("another unit in the row's unit cell", in_unit_cell),
    ("another unit in the row's label", in_label),
    ("another unit in the remarks", in_note),
    ("another unit in a line above the table", above),
    ("another unit in the column's head", in_head),
    ("another unit in the number format", in_format),
    ("amounts that a format shows in millions", shown_in_millions),
    ("an amount that names its unit", with_words),
    ("an amount typed with dots", with_dots),
    ("an amount in millions, and nothing says so", said_nowhere),
    ("amounts in full beside “triệu đồng”", in_full),
];

/// Units of money as senders write them, each with its number of zeros.
const UNITS: [(&str, u32); 8] = [
    ("triệu đồng", 6),
    ("Triệu đồng", 6),
    ("Tr.đồng", 6),
    ("TRIỆU ĐỒNG", 6),
    ("nghìn đồng", 3),
    ("1.000 đồng", 3),
    ("ngàn đồng", 3),
    ("tỷ đồng", 9),
];

fn is_money(kind: &Kind) -> bool {
    *kind == Kind::Money
}

/// The places for amounts that the form asks for in đồng.
fn amounts(report: &mut Report) -> Vec<Spot> {
    let form = report.form;
    let mut spots = report.spots(is_money);
    spots.retain(|spot| {
        let printed = form.fixed_row(&spot.place.0.as_str().into());
        let column = form.column(&spot.place.1.as_str().into()).unwrap();
        matches!(phuluc::form::money::zeros(form.measure(printed, column)), Some(0) | None)
    });
    spots
}

/// An amount with few digits, in a unit of `zeros` zeros.
fn in_unit(zeros: u32, chance: &mut Chance) -> Decimal {
    match zeros {
        3 => Decimal::from(10_000 + chance.below(90_000)),
        6 if chance.is_in(50) => Decimal::new(i64::try_from(100 + chance.below(90_000)).unwrap(), 1),
        6 => Decimal::from(10 + chance.below(9_000)),
        _ => Decimal::new(i64::try_from(5 + chance.below(90)).unwrap(), 1),
    }
}

/// Writes amounts in a unit of `zeros` zeros; they mean amounts in đồng.
fn give(report: &mut Report, spots: &[Spot], zeros: u32, chance: &mut Chance) {
    for spot in spots {
        let written = in_unit(zeros, chance);
        let meant = written * Decimal::from(10_u64.pow(zeros));
        report.put_meaning(spot, Some(number(written)), Meaning::Figure(meant.normalize()));
        // a unit stated for the whole table changes all amounts, so none of them counts as touched
        if spots.len() > 1 {
            report.touched.remove(&spot.place);
        }
    }
    // one finding names all amounts, or the first of them
    report.said_at.extend(spots.first().map(|spot| spot.place.clone()));
}

/// An amount, with a unit to state for it.
fn one(report: &mut Report, chance: &mut Chance) -> Option<(Spot, &'static str, u32)> {
    let spots = amounts(report);
    if spots.is_empty() {
        return None;
    }
    let (unit, zeros) = *chance.pick(&UNITS);
    Some((chance.pick(&spots).clone(), unit, zeros))
}

fn in_unit_cell(report: &mut Report, chance: &mut Chance) -> bool {
    let Some((spot, unit, zeros)) = one(report, chance) else { return false };
    if !report.put_beside(&spot, &Holds::Measure, text(unit)) {
        return false;
    }
    give(report, &[spot], zeros, chance);
    true
}

fn in_label(report: &mut Report, chance: &mut Chance) -> bool {
    let Some((spot, unit, zeros)) = one(report, chance) else { return false };
    let form = report.form;
    let at = report.table().head(form, &Holds::Label);
    let label = report.table().lines[spot.line].cells[at].as_ref().unwrap().shown().into_owned();
    let said = [format!("{label} ({unit})"), format!("{label} (ĐVT: {unit})"), format!("{label}, {unit}")];
    report.table().lines[spot.line].cells[at] = Some(text(chance.word(&said)));
    give(report, &[spot], zeros, chance);
    true
}

fn in_note(report: &mut Report, chance: &mut Chance) -> bool {
    let Some((spot, unit, zeros)) = one(report, chance) else { return false };
    let said = [unit.to_owned(), format!("ĐVT: {unit}"), format!("Đơn vị tính: {unit}"), format!("({unit})")];
    if !report.put_beside(&spot, &Holds::Note, text(chance.word(&said))) {
        return false;
    }
    give(report, &[spot], zeros, chance);
    true
}

fn above(report: &mut Report, chance: &mut Chance) -> bool {
    let spots = amounts(report);
    if spots.is_empty() {
        return false;
    }
    let (unit, zeros) = *chance.pick(&UNITS);
    let said = [format!("Đơn vị tính: {unit}"), format!("ĐVT: {unit}"), format!("(Đơn vị: {unit})")];
    let said = chance.pick(&said).clone();
    report.table().heading.push(said);
    give(report, &spots, zeros, chance);
    true
}

fn in_head(report: &mut Report, chance: &mut Chance) -> bool {
    let spots = amounts(report);
    let Some(first) = spots.first().cloned() else { return false };
    let (unit, zeros) = *chance.pick(&UNITS);
    let last = report.table().heads[first.head].path.last_mut().unwrap();
    *last = if chance.is_in(70) { format!("{last} ({unit})") } else { format!("{last}\nĐVT: {unit}") };
    let of_column: Vec<Spot> = spots.into_iter().filter(|spot| spot.head == first.head).collect();
    give(report, &of_column, zeros, chance);
    true
}

fn in_format(report: &mut Report, chance: &mut Chance) -> bool {
    let Some((spot, _, _)) = one(report, chance) else { return false };
    let (code, zeros) = *chance.pick(&[
        ("#,##0\" triệu\"", 6),
        ("#,##0.0\" triệu đồng\"", 6),
        ("0.0\" tr.đ\"", 6),
        ("#,##0.0\" nghìn đồng\"", 3),
        ("0.0\" tỷ\"", 9),
    ]);
    give(report, std::slice::from_ref(&spot), zeros, chance);
    let cell = report.table().lines[spot.line].cells[spot.head].clone().unwrap();
    // digits that the number format hides would be another reading
    let shown = value(&cell).unwrap().trunc();
    let meant = shown * Decimal::from(10_u64.pow(zeros));
    let cell = Cell { format: NumberFormat::new(code), ..number(shown.max(Decimal::ONE)) };
    let meant = meant.max(Decimal::from(10_u64.pow(zeros)));
    report.put_meaning(&spot, Some(cell), Meaning::Figure(meant));
    true
}

/// The cell holds the amount in full, and its number format shows millions with a word.
fn shown_in_millions(report: &mut Report, chance: &mut Chance) -> bool {
    let Some((spot, _, _)) = one(report, chance) else { return false };
    let millions = Decimal::from(10 + chance.below(9_000)) * Decimal::from(1_000_000);
    let code = *chance.pick(&["#,##0,,\" triệu\"", "#,##0,,\" triệu đồng\"", "0.0,,\" tr.đ\""]);
    let cell = Cell { format: NumberFormat::new(code), ..number(millions) };
    report.put_meaning(&spot, Some(cell), Meaning::Figure(millions));
    true
}

fn with_words(report: &mut Report, chance: &mut Chance) -> bool {
    let Some((spot, unit, zeros)) = one(report, chance) else { return false };
    let written = in_unit(zeros, chance);
    let meant = (written * Decimal::from(10_u64.pow(zeros))).normalize();
    let words = format!("{} {unit}", written.to_string().replace('.', ","));
    report.put_meaning(&spot, Some(text(&words)), Meaning::Figure(meant));
    true
}

fn with_dots(report: &mut Report, chance: &mut Chance) -> bool {
    let Some((spot, _, _)) = one(report, chance) else { return false };
    let (millions, rest) = (1 + chance.below(900), chance.below(1000));
    let meant = Decimal::from(millions * 1_000_000 + rest * 1000);
    let behind = *chance.pick(&["", " đồng", " đ", "đ", ",00", " VNĐ"]);
    let written = text(&format!("{millions}.{rest:03}.000{behind}"));
    report.put_meaning(&spot, Some(written), Meaning::Figure(meant));
    true
}

/// An amount that cannot be in đồng: it is thousands of times smaller than others, or has a fraction.
fn said_nowhere(report: &mut Report, chance: &mut Chance) -> bool {
    let spots = amounts(report);
    if spots.len() < 3 {
        return false;
    }
    let great = Decimal::from(2_000_000_000_u64 + 1000 * u64::try_from(chance.below(900_000)).unwrap());
    report.put_meaning(&spots[0], Some(number(great)), Meaning::Figure(great));
    let little = Decimal::from(10 + chance.below(9_000));
    let little = if chance.is_in(50) { little + Decimal::new(5, 1) } else { little };
    let spot = &spots[1 + chance.below(spots.len() - 1)];
    report.put_doubtful(spot, Some(number(little)));
    true
}

/// The heading states another unit, although the amounts are written in full.
fn in_full(report: &mut Report, chance: &mut Chance) -> bool {
    let spots = amounts(report);
    if spots.is_empty() {
        return false;
    }
    report.table().heading.push("Đơn vị tính: triệu đồng".to_owned());
    for spot in &spots {
        let value = Decimal::from(2_000_000_000_u64 + 1000 * u64::try_from(chance.below(900_000)).unwrap());
        report.put_doubtful(spot, Some(number(value)));
    }
    true
}
