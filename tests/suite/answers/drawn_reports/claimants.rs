//! Drawn reports with other figures beside those of the period: last year's table, plans, sums, parts.

use super::reports::{Meaning, Report};
use super::verdict::Change;
use crate::support::chance::Chance;
use crate::support::drawn_sheets::{Head, Line, Table, number, open_line, sum_line, table, text, value};
use phuluc::form::{Holds, match_key};
use rust_decimal::Decimal;

pub(crate) const KINDS: [(&str, Change); 16] = [
    ("last year's table below", last_year_below),
    ("last year's table above", last_year_above),
    ("two tables of which none says its year", two_tables),
    ("last year on another sheet", last_year_on_another_sheet),
    ("two sheets of one period", two_sheets),
    ("only last year's table", only_last_year),
    ("columns of two years", two_years),
    ("a plan beside what was done", plan_and_done),
    ("two columns of one label", two_columns),
    ("groups of rows under headings", groups),
    ("a sum among the rows", sum_among),
    ("a sum that is wrong", wrong_sum),
    ("parts of rows", parts),
    ("signatures and dates below", signatures),
    ("the total above the rows", total_above),
    ("two totals", two_totals),
];

const LAST_YEAR: [&str; 5] = [
    "II. Số liệu cùng kỳ năm 2025",
    "Số liệu cùng kỳ năm trước",
    "II. Số liệu năm trước",
    "Quý I năm 2025",
    "B. KỲ TRƯỚC",
];

/// The same table with other figures, and with columns in the same words.
fn other_table(report: &mut Report, chance: &mut Chance) -> Table {
    let mut other = table(report.form, chance);
    let own = report.table();
    // the other table has none of the report's changes except its merges
    other.is_merged = own.is_merged;
    other
}

fn last_year_below(report: &mut Report, chance: &mut Chance) -> bool {
    let mut other = other_table(report, chance);
    other.heading = vec![String::new(), (*chance.pick(&LAST_YEAR)).to_owned()];
    let page = report.own.0;
    report.pages[page].tables.push(other);
    report.must_be_said = true;
    true
}

fn last_year_above(report: &mut Report, chance: &mut Chance) -> bool {
    if report.pages[report.own.0].tables.len() > 1 {
        return false;
    }
    let mut other = other_table(report, chance);
    other.heading = std::mem::take(&mut report.table().heading);
    other.heading.push("I. Số liệu cùng kỳ năm 2025".to_owned());
    report.table().heading =
        vec![(*chance.pick(&["II. Số liệu kỳ này", "II. Quý I năm 2026", "Kỳ báo cáo này"])).to_owned()];
    let (page, place) = report.own;
    report.pages[page].tables.insert(place, other);
    report.own = (page, place + 1);
    report.must_be_said = true;
    true
}

fn two_tables(report: &mut Report, chance: &mut Chance) -> bool {
    let mut other = other_table(report, chance);
    other.heading = vec![String::new(), (*chance.pick(&["", "Bảng 2", "II. Số liệu"])).to_owned()];
    let page = report.own.0;
    report.pages[page].tables.push(other);
    report.forget(|_| true);
    report.must_be_said = true;
    true
}

fn on_another_sheet(report: &mut Report, chance: &mut Chance, heading: Vec<String>) {
    let mut page = report.pages[report.own.0].clone();
    let mut other = other_table(report, chance);
    other.heading = heading;
    page.tables = vec![other];
    "Trang 2".clone_into(&mut page.name);
    page.below.clear();
    if chance.is_in(50) {
        report.pages.push(page);
    } else {
        report.pages.insert(0, page);
        report.own.0 += 1;
    }
    report.must_be_said = true;
}

fn last_year_on_another_sheet(report: &mut Report, chance: &mut Chance) -> bool {
    if report.pages.len() > 1 {
        return false;
    }
    let said =
        *chance.pick(&["(Từ ngày 15/12/2024 đến ngày 14/3/2025)", "Số liệu cùng kỳ năm trước", "Năm 2025"]);
    on_another_sheet(report, chance, vec!["Đơn vị báo cáo: UBND xã Ví dụ 01".to_owned(), said.to_owned()]);
    true
}

fn two_sheets(report: &mut Report, chance: &mut Chance) -> bool {
    if report.pages.len() > 1 {
        return false;
    }
    let heading = report.table().heading.clone();
    on_another_sheet(report, chance, heading);
    report.forget(|_| true);
    true
}

fn only_last_year(report: &mut Report, chance: &mut Chance) -> bool {
    if report.pages.len() + report.pages[report.own.0].tables.len() > 2 {
        return false;
    }
    let said = *chance.pick(&["Số liệu cùng kỳ năm trước", "Số liệu kỳ trước"]);
    report.table().heading.push(said.to_owned());
    report.forget(|_| true);
    report.must_be_said = true;
    true
}

/// Puts a column of other figures beside each column of answers, and labels both.
fn beside(report: &mut Report, chance: &mut Chance, own: &[String], other: &[String]) {
    let form = report.form;
    let is_first = chance.is_in(50);
    let table = report.table();
    let mut at = 0;
    while at < table.heads.len() {
        if !table.heads[at].column.is_some_and(|column| form.takes_answers(column)) {
            at += 1;
            continue;
        }
        let path = table.heads[at].path.clone();
        table.heads[at].path.extend(own.iter().cloned());
        let place = if is_first { at } else { at + 1 };
        let path = path.into_iter().chain(other.iter().cloned()).collect();
        table.heads.insert(place, Head { path, ..Head::default() });
        for line in &mut table.lines {
            let other =
                line.cells[at].as_ref().and_then(value).map(|figure| number(figure + Decimal::from(7)));
            line.cells.insert(place, other);
        }
        at += 2;
    }
    report.must_be_said = true;
}

fn label(label: &str) -> Vec<String> {
    if label.is_empty() { Vec::new() } else { vec![label.to_owned()] }
}

fn two_years(report: &mut Report, chance: &mut Chance) -> bool {
    let (own, other) = *chance.pick(&[
        ("Kỳ này", "Kỳ trước"),
        ("Kỳ này", "Cùng kỳ năm trước"),
        ("Năm 2026", "Năm 2025"),
        ("Kỳ báo cáo này", "Lũy kế"),
        ("Thực hiện", "Cùng kỳ"),
    ]);
    beside(report, chance, &label(own), &label(other));
    true
}

fn plan_and_done(report: &mut Report, chance: &mut Chance) -> bool {
    let (own, other) =
        *chance.pick(&[("Thực hiện", "Kế hoạch"), ("Kỳ này", "Ước thực hiện"), ("", "Kế hoạch")]);
    beside(report, chance, &label(own), &label(other));
    true
}

fn two_columns(report: &mut Report, chance: &mut Chance) -> bool {
    beside(report, chance, &[], &[]);
    report.forget(|_| true);
    true
}

/// A line with a label and figures of its own.
fn line_of(report: &mut Report, label: (&str, &str), of: &[Line]) -> Line {
    let form = report.form;
    let heads = report.table().heads.clone();
    let mut line = sum_line(form, &heads, ("", label.1), of);
    line.row = None;
    let code = report.table().head(form, &Holds::Code);
    line.cells[code] = (!label.0.is_empty()).then(|| text(label.0));
    line
}

fn has_open_rows(report: &mut Report) -> bool {
    report.form.total_row().is_some() && report.table().lines.len() > 3
}

fn groups(report: &mut Report, chance: &mut Chance) -> bool {
    if !has_open_rows(report)
        || report.table().lines.iter().any(|line| line.row.is_none())
        || report.meant.values().any(|meaning| *meaning == Meaning::Doubtful)
    {
        return false;
    }
    let form = report.form;
    let names = ["Trên Hệ thống các Bộ", "Trên Hệ thống thành phố"];
    let with_sums = chance.is_in(50);
    let total = report.form.total_row().unwrap();
    let heads = report.table().heads.clone();
    let at = report.table().head(form, &Holds::Label);
    let fields: Vec<String> = report
        .table()
        .lines
        .iter()
        .take(3)
        .map(|line| line.cells[at].as_ref().unwrap().shown().into_owned())
        .collect();
    let (mut lines, mut rows): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    for (code, name) in [("I", names[0]), ("II", names[1])] {
        let own: Vec<Line> = fields
            .iter()
            .enumerate()
            .map(|(n, field)| {
                let row = format!("{}/{}", match_key(name), match_key(field));
                open_line(form, &heads, &row, (&(n + 1).to_string(), field), chance)
            })
            .collect();
        let mut heading = line_of(report, (code, name), if with_sums { &own } else { &[] });
        if !with_sums {
            for (head, cell) in heads.iter().zip(&mut heading.cells) {
                if head.column.is_some_and(|column| form.takes_answers(column)) {
                    *cell = None;
                }
            }
        }
        lines.push(heading);
        lines.extend(own.iter().cloned());
        rows.extend(own);
    }
    lines.push(sum_line(form, &heads, (total.id.as_str(), &total.label), &rows));
    report.table().lines = lines;
    report.meant = report.figures();
    true
}

fn put_sum(report: &mut Report, chance: &mut Chance, off: i64) -> bool {
    if !has_open_rows(report) {
        return false;
    }
    let count = 2 + chance.below(report.table().lines.len() - 3);
    let of: Vec<Line> = report.table().lines[..count].to_vec();
    if of.iter().any(|line| line.row.is_none()) {
        return false;
    }
    let label = *chance.pick(&["Cộng", "Cộng lĩnh vực trên", "Cộng nhóm I"]);
    let mut sum = line_of(report, ("", label), &of);
    for cell in sum.cells.iter_mut().flatten() {
        if let Some(figure) = value(cell) {
            *cell = number(figure + Decimal::from(off));
        }
    }
    report.table().lines.insert(count, sum);
    report.must_be_said = true;
    true
}

fn sum_among(report: &mut Report, chance: &mut Chance) -> bool {
    put_sum(report, chance, 0)
}

fn wrong_sum(report: &mut Report, chance: &mut Chance) -> bool {
    put_sum(report, chance, 3)
}

fn parts(report: &mut Report, chance: &mut Chance) -> bool {
    if !has_open_rows(report) {
        return false;
    }
    let at = 1 + chance.below(report.table().lines.len() - 2);
    let whole = report.table().lines[at - 1].clone();
    if whole.row.is_none() {
        return false;
    }
    let label =
        *chance.pick(&["Trong đó: đăng ký khai sinh", "- Trong đó: cấp bản sao", "Trong đó, liên thông"]);
    let mut part = line_of(report, ("", label), &[whole]);
    for cell in part.cells.iter_mut().flatten() {
        if let Some(figure) = value(cell) {
            *cell = number((figure / Decimal::TWO).trunc());
        }
    }
    report.table().lines.insert(at, part);
    report.must_be_said = true;
    true
}

fn signatures(report: &mut Report, chance: &mut Chance) -> bool {
    let columns = u32::try_from(report.table().heads.len()).unwrap();
    for (down, line) in (0_u32..).zip([
        "Xã Ví dụ 01, ngày 15 tháng 3 năm 2026",
        "NGƯỜI LẬP BIỂU",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "(Ký, đóng dấu)",
        "Ghi chú: số liệu lấy từ phần mềm một cửa",
    ]) {
        let right = u32::try_from(chance.below(columns as usize)).unwrap();
        let page = report.own.0;
        report.pages[page].below.push((down, right, line.to_owned()));
    }
    true
}

fn total_above(report: &mut Report, _: &mut Chance) -> bool {
    if !has_open_rows(report) || report.table().lines.iter().any(|line| line.row.is_none()) {
        return false;
    }
    let total = report.table().lines.pop().unwrap();
    report.table().lines.insert(0, total);
    true
}

fn two_totals(report: &mut Report, _: &mut Chance) -> bool {
    if !has_open_rows(report) {
        return false;
    }
    let mut other = report.table().lines.last().cloned().unwrap();
    let total = report.form.total_row().unwrap().id.to_string();
    if other.row.as_ref() != Some(&total) {
        return false;
    }
    other.row = None;
    for cell in other.cells.iter_mut().flatten() {
        if let Some(figure) = value(cell) {
            *cell = number(figure + Decimal::from(11));
        }
    }
    report.table().lines.push(other);
    report.forget_row(&total);
    true
}
