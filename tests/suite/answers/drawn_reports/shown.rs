//! Cells that show something other than they hold, in drawn reports: number formats, struck and raised text, merged
//! cells, hidden and filtered rows.

use super::reports::{Meaning, Report, Spot};
use super::verdict::Change;
use crate::support::chance::Chance;
use crate::support::drawn_sheets::{noted, number, text};
use phuluc::form::{Holds, Kind};
use phuluc::grid::{Cell, Marks, NumberFormat, Position, Run};
use rust_decimal::Decimal;

pub(crate) const KINDS: [(&str, Change); 14] = [
    ("a format that shows the figure", shown),
    ("a format that shows another figure", shown_otherwise),
    ("a format that shows nothing", unseen),
    ("a percentage in a format", percentage),
    ("a nought that shows as a dash", dash),
    ("a raised number behind the figure", raised),
    ("a struck figure before the new one", struck_in_part),
    ("a figure that is struck through", struck),
    ("a raised number behind a label", raised_label),
    ("a raised number behind a column's label", raised_head),
    ("a merged cell over two figures", under_merge),
    ("one figure for two merged cells", merged),
    ("a hidden or filtered row", hidden_row),
    ("a hidden column", hidden_column),
];

fn is_whole(kind: &Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Money)
}

fn in_format(code: &str, value: Decimal) -> Cell {
    Cell { format: NumberFormat::new(code), ..number(value) }
}

fn shown(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, is_whole) else { return false };
    let codes = [
        "#,##0",
        "0.00",
        "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
        "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-",
        "[Blue]0;[Red]-0",
        "0_ ;-0 ",
        "#,##0\" hồ sơ\"",
        "General\" TTHC\"",
        "00000",
        "@",
        "+0;-0;0",
        "[>=1000]#,##0;0",
        "[$-42A]#,##0",
        "#\\ ##0",
        "#,##0;;",
        "0;-0;;@",
    ];
    report.put(&spot, Some(in_format(chance.word(&codes), spot.value)));
    true
}

fn shown_otherwise(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, is_whole) else { return false };
    let codes = [
        "0\"000\"",
        "0\"0\"",
        "0,",
        "#,##0,",
        "0.0,",
        "0%",
        "\"1\"0",
        "0\\0",
        "0E+0",
        "[>0]0\"00\";0",
        "#,##0.0,,",
    ];
    let code = chance.word(&codes);
    // 700 shows as 7E+2, which is the same figure: two digits that are not 0 are not
    let held = if code == "0E+0" { spot.value * Decimal::TEN + Decimal::from(11) } else { spot.value };
    report.put_doubtful(&spot, Some(in_format(code, held.max(Decimal::ONE))));
    true
}

fn unseen(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, is_whole) else { return false };
    let codes = [";;;", "\"-\"", "\"không có\"", ";;", "\"x\";\"x\";\"x\"", "[>0]\"đạt\";0"];
    report.put_doubtful(&spot, Some(in_format(chance.word(&codes), spot.value.max(Decimal::ONE))));
    true
}

fn percentage(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, |kind| *kind == Kind::Percent) else { return false };
    let share = spot.value / Decimal::ONE_HUNDRED;
    if chance.is_in(60) {
        let codes = [
            "0.00%",
            "0%",
            "0.0%",
            "[=0]\"-\";0.00%",
            "0.00%;-0.00%;\"-\"",
            "#,##0.00%",
            "0.00\" %\"",
            "[>1]0.00;0.00%",
        ];
        let code = *chance.pick(&codes);
        // a percent sign in quotes multiplies nothing
        let held = if code == "0.00\" %\"" { spot.value } else { share };
        report.put(&spot, Some(in_format(code, held)));
    } else {
        let codes = ["0.00", "0.0000", "General"];
        report.put_doubtful(&spot, Some(in_format(chance.word(&codes), share)));
    }
    true
}

fn dash(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, is_whole) else { return false };
    let codes = ["_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", "0;-0;\"-\"", "#,##0;-#,##0;", "[=0]\"-\";0"];
    let cell = in_format(chance.word(&codes), Decimal::ZERO);
    report.put_meaning(&spot, Some(cell), Meaning::Figure(Decimal::ZERO));
    true
}

fn of_runs(runs: &[(&str, bool, Position)]) -> Cell {
    let whole: String = runs.iter().map(|(text, ..)| *text).collect();
    let runs = runs.iter().map(|(text, struck, position)| Run {
        text: (*text).to_owned(),
        struck: *struck,
        position: *position,
        unseen: false,
    });
    Cell { marks: Marks::of_runs(runs.collect()), ..text(&whole) }
}

fn raised(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, is_whole) else { return false };
    let value = spot.value.to_string();
    let (note, position) = *chance.pick(&[
        ("1", Position::Raised),
        ("(2)", Position::Raised),
        ("12", Position::Raised),
        ("2", Position::Lowered),
        ("*", Position::Raised),
    ]);
    report.put_doubtful(&spot, Some(of_runs(&[(&value, false, Position::Level), (note, false, position)])));
    true
}

fn struck_in_part(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, is_whole) else { return false };
    let (value, old) = (spot.value.to_string(), (2 + chance.below(90)).to_string());
    let between = *chance.pick(&["", " ", "\n"]);
    let cell = of_runs(&[
        (&old, true, Position::Level),
        (between, false, Position::Level),
        (&value, false, Position::Level),
    ]);
    report.put_doubtful(&spot, Some(cell));
    true
}

fn struck(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, |_| true) else { return false };
    let cell = if chance.is_in(50) { number(spot.value) } else { text(&spot.value.to_string()) };
    report.put_doubtful(&spot, Some(Cell { marks: Marks::whole(true, false), ..cell }));
    true
}

fn raised_label(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, |_| true) else { return false };
    let form = report.form;
    let at = report.table().head(form, &Holds::Label);
    let label = report.table().lines[spot.line].cells[at].as_ref().unwrap().shown().into_owned();
    report.table().lines[spot.line].cells[at] = Some(noted(&label, chance.word(&["1", "(2)", "*", "[3]"])));
    report.touched.insert(spot.place);
    true
}

fn raised_head(report: &mut Report, chance: &mut Chance) -> bool {
    let note = chance.word(&["1", "(2)", "*"]);
    let heads = &mut report.table().heads;
    let at = chance.below(heads.len());
    heads[at].note = note;
    true
}

/// A place, and the place below it in the same column.
fn two_below(report: &mut Report, chance: &mut Chance) -> Option<(Spot, Spot)> {
    let spots = report.spots(is_whole);
    let below =
        |spot: &Spot| spots.iter().find(|other| other.head == spot.head && other.line == spot.line + 1);
    let pairs: Vec<(Spot, Spot)> =
        spots.iter().filter_map(|spot| Some((spot.clone(), below(spot)?.clone()))).collect();
    (!pairs.is_empty()).then(|| chance.pick(&pairs).clone())
}

fn under_merge(report: &mut Report, chance: &mut Chance) -> bool {
    let Some((first, second)) = two_below(report, chance) else { return false };
    report.table().merges.push((first.line, first.head, 1, 0));
    report.touched.insert(first.place);
    report.said_at.insert(second.place);
    true
}

fn merged(report: &mut Report, chance: &mut Chance) -> bool {
    let Some((first, second)) = two_below(report, chance) else { return false };
    report.table().merges.push((first.line, first.head, 1, 0));
    report.put_doubtful(&second, None);
    // the figure below is read, and a finding names the merged range
    report.touched.remove(&second.place);
    report.meant.insert(first.place.clone(), Meaning::Doubtful);
    report.touched.insert(first.place);
    true
}

fn hidden_row(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, |_| true) else { return false };
    // one finding names the first cells
    let of_row =
        report.spots(|_| true).into_iter().find(|other| other.line == spot.line && !other.value.is_zero());
    report.said_at.extend(of_row.map(|spot| spot.place));
    let table = report.table();
    table.lines[spot.line].is_hidden = true;
    table.is_filtered = chance.is_in(50);
    true
}

fn hidden_column(report: &mut Report, chance: &mut Chance) -> bool {
    let Some(spot) = report.spot(chance, |_| true) else { return false };
    report.table().heads[spot.head].is_hidden = true;
    let of_column = report.spots(|_| true).into_iter().filter(|other| other.head == spot.head);
    // the total is read last
    let total = report.form.total_row().map(|total| total.id.to_string());
    let mut of_rows =
        of_column.into_iter().filter(|spot| !spot.value.is_zero() && Some(&spot.place.0) != total.as_ref());
    let first = of_rows.next();
    if report.table().lines.iter().any(|line| line.is_hidden) {
        // one finding names the first cells of hidden rows and columns together
        report.said_at.clear();
        report.must_be_said = true;
    } else {
        report.said_at.extend(first.map(|spot| spot.place));
    }
    true
}
