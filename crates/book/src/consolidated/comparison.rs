//! The sheet “So sánh”: every total beside the period before, the same period of the year before, and the plan. Where
//! they cannot be compared, it gives the reason.

use super::by_unit::ByUnit;
use super::shared_by_sheets::{draw_working_title, number_of, set_widths};
use crate::style::Styles;
use crate::{paper, put, style};
use phuluc_form::{ColumnId, number};
use phuluc_grid::CellValue;
use phuluc_round::{
    Against, ConsolidatedRow, Consolidation, Earlier, FormTotal, Pair, Sides, Total, Unlike,
    WhyNotComparable, compare,
};
use phuluc_say::{Lang, TotalMessage, words};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, XlsxError};

/// The sheet's name.
pub(super) const COMPARISON: &str = "So sánh";
/// The columns before the comparisons; the last holds the total.
const FIXED: [(&str, u32); 5] =
    [("Biểu", 12), ("Mục, dòng", 9), ("Chỉ tiêu", 42), ("Cột", 20), ("Kỳ này", 13)];
/// The columns of a comparison below its name.
const BESIDE: [(&str, u32); 5] = [
    ("Số kỳ đó", 14),
    ("Chênh lệch", 12),
    ("Tỷ lệ so với kỳ đó (%)", 11),
    ("Tăng/giảm", 11),
    ("Đơn vị so sánh", 26),
];
/// The columns of the plan.
const PLAN: [(&str, u32); 3] = [("Kế hoạch", 13), ("Đạt (%)", 9), ("Đơn vị có đủ hai số", 20)];

/// Draws the sheet, if there is anything to compare with.
pub(super) fn draw(
    book: &mut Workbook,
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let found = found(consolidation);
    let lines = lines(consolidation, by_unit, &found);
    if consolidation.earlier.is_empty() && lines.is_empty() {
        return Ok(());
    }
    let sheet = book.add_worksheet();
    sheet.set_name(COMPARISON)?;
    // a formula that comes to nothing would be stored as 0
    sheet.set_formula_result_default("");
    let mut top = draw_working_title(sheet, "So sánh với kỳ trước và kế hoạch", consolidation, styles)?;
    for remark in remarks(consolidation, &found) {
        sheet.write_string_with_format(top, 0, remark, &styles.text)?;
        top += 1;
    }
    top += 1;
    let groups = found.iter().map(|(against, _)| (title(*against), BESIDE.as_slice()));
    let groups: Vec<(&str, &[(&str, u32)])> = groups.chain([("Kế hoạch", PLAN.as_slice())]).collect();
    let mut widths: Vec<u32> = FIXED.iter().map(|(_, width)| *width).collect();
    for (at, (label, _)) in (0..).zip(FIXED) {
        sheet.merge_range(top, at, top + 1, at, label, &styles.header)?;
    }
    for (name, columns) in groups {
        let first = sheet_column(widths.len());
        widths.extend(columns.iter().map(|(_, width)| *width));
        sheet.merge_range(top, first, top, sheet_column(widths.len() - 1), name, &styles.header)?;
        for (at, (label, _)) in (first..).zip(columns) {
            sheet.write_string_with_format(top + 1, at, *label, &styles.header)?;
        }
    }
    set_widths(sheet, &widths)?;
    sheet.set_row_height(top + 1, 48)?;
    for (at, line) in (top + 2..).zip(&lines) {
        let cells = cells(line, at);
        for (column, value) in (0..).zip(&cells) {
            let format = if column < 4 { &styles.label } else { &styles.value };
            put(sheet, at, column, value, format)?;
        }
        sheet.set_row_height(
            at,
            style::height(cells.iter().map(CellValue::text).zip(widths.iter().copied())),
        )?;
    }
    sheet.set_freeze_panes(top + 2, 4)?;
    sheet.set_repeat_rows(top, top + 1)?;
    paper::working(sheet, widths.iter().sum(), sheet_column(widths.len()))
}

fn title(against: Against) -> &'static str {
    match against {
        Against::Before => "So với kỳ trước",
        Against::LastYear => "So với cùng kỳ năm trước",
    }
}

/// The earlier rounds that can be compared with: the first given of each kind.
pub(super) fn found(consolidation: &Consolidation) -> Vec<(Against, &Earlier)> {
    let mut found: Vec<(Against, &Earlier)> = Vec::new();
    for earlier in &consolidation.earlier {
        let period = earlier.consolidation.round.period;
        if let Ok(against) = compare::against(consolidation.round.period, period)
            && found.iter().all(|(other, _)| *other != against)
        {
            found.push((against, earlier));
        }
    }
    found.sort_by_key(|(against, _)| *against);
    found
}

/// What is compared with, and why the rest is not.
fn remarks(consolidation: &Consolidation, found: &[(Against, &Earlier)]) -> Vec<String> {
    let mut remarks = Vec::new();
    for earlier in &consolidation.earlier {
        let round = &earlier.consolidation.round;
        let period = words::say(Lang::Vi, TotalMessage::Period(round.period));
        let taken = found.iter().find(|(_, taken)| std::ptr::eq(*taken, earlier));
        let remark = match (taken, compare::against(consolidation.round.period, round.period)) {
            (Some((against, _)), _) => title(*against).to_owned(),
            (None, Ok(_)) => "Không so (đã có số của kỳ đó)".to_owned(),
            (None, Err(why)) => format!("Không so ({})", reason(why)),
        };
        remarks.push(format!("{remark}: {}, {period} ({}).", round.title, earlier.source));
    }
    for (against, earlier) in found {
        let sides = Sides::new(consolidation, &earlier.consolidation, *against);
        for (now, then) in sides.successions() {
            remarks.push(format!(
                "{}: {} so với {} (đơn vị sắp xếp lại; chỉ so khi mọi đơn vị này đều có số).",
                title(*against),
                now.join(" + "),
                then.join(" + ")
            ));
        }
    }
    if !found.is_empty() {
        remarks.push(
            "Chỉ so đơn vị có số ở cả hai kỳ; nơi nào ít hơn số đơn vị của kỳ này thì ghi rõ cả hai số."
                .to_owned(),
        );
    }
    remarks
}

const fn reason(why: WhyNotComparable) -> &'static str {
    match why {
        WhyNotComparable::NoPeriod => "không rõ kỳ báo cáo",
        WhyNotComparable::OtherLength => "kỳ dài ngắn khác nhau",
        WhyNotComparable::Elsewhere => "không phải kỳ liền trước, không phải cùng kỳ năm trước",
    }
}

pub(super) const fn why_unlike(unlike: Unlike) -> &'static str {
    match unlike {
        Unlike::NoForm => "kỳ đó không có biểu này",
        Unlike::OtherVersion => "kỳ đó dùng mẫu biểu khác",
        Unlike::NoPlace => "kỳ đó không có chỉ tiêu này",
        Unlike::Cumulative => "số lũy kế, chỉ so với cùng kỳ năm trước",
        Unlike::NoUnit => "không đơn vị nào có số ở cả hai kỳ",
    }
}

/// A figure with what it is compared with.
struct Compared {
    head: [CellValue; 4],
    total: CellValue,
    percent: bool,
    earlier: Vec<Result<Pair, Unlike>>,
    plan: Option<Result<Pair, Unlike>>,
}

fn lines(
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    found: &[(Against, &Earlier)],
) -> Vec<Compared> {
    let sides: Vec<Sides<'_>> = found
        .iter()
        .map(|(against, then)| Sides::new(consolidation, &then.consolidation, *against))
        .collect();
    let mut lines = Vec::new();
    for (form, total) in consolidation.forms.iter().enumerate() {
        for (row, line) in total.rows.iter().enumerate() {
            for (column, cell) in line.cells.iter().enumerate() {
                let Some(cell) = cell else { continue };
                let earlier: Vec<_> =
                    sides.iter().filter_map(|sides| sides.place(form, row, column)).collect();
                let plan = compare::plan(consolidation, form, row, column);
                let plan = plan.filter(|plan| plan.is_ok() || !sides.is_empty());
                if earlier.is_empty() && plan.is_none() {
                    continue;
                }
                let id = &total.form.columns[column].id;
                lines.push(Compared {
                    head: head(total, line, &total.form.columns[column].say),
                    total: linked(by_unit, form, row, id),
                    percent: matches!(cell.total, Total::Share { .. }),
                    earlier,
                    plan,
                });
            }
            for derived in line.derived.iter().filter(|_| !sides.is_empty()) {
                if let Total::Share { .. } = derived.cell.total {
                    lines.push(Compared {
                        head: head(total, line, &derived.say),
                        total: linked(by_unit, form, row, &derived.id),
                        percent: true,
                        earlier: sides.iter().map(|sides| sides.share(form, row, &derived.id)).collect(),
                        plan: None,
                    });
                }
            }
        }
    }
    lines
}

/// What a line is about: form, row, its label, and the column.
fn head(total: &FormTotal, row: &ConsolidatedRow, say: &str) -> [CellValue; 4] {
    [total.form.short.clone(), number_of(total, row), row.label.clone(), say.to_owned()].map(CellValue::Text)
}

/// A total as a formula on the cell where it is worked out.
pub(super) fn linked(by_unit: &ByUnit<'_>, form: usize, row: usize, id: &ColumnId) -> CellValue {
    let Some(cell) = by_unit.total_of(form, row, id) else { return CellValue::Empty };
    let as_it_is = match by_unit.at_column(form, row, id) {
        Some(CellValue::Formula(_, result)) => *result,
        Some(value) => value,
        None => super::shared_by_sheets::shown(cell),
    };
    match by_unit.total_at(form, row, id) {
        Some(at) => CellValue::formula(format!("={at}"), as_it_is),
        None => as_it_is,
    }
}

/// The cells of a line that stands in a sheet row, from 0.
fn cells(line: &Compared, at: u32) -> Vec<CellValue> {
    let mut cells: Vec<CellValue> = line.head.to_vec();
    cells.push(line.total.clone());
    for earlier in &line.earlier {
        let first = cells.len();
        cells.extend(beside(earlier, line, first, at));
    }
    let Some(plan) = &line.plan else { return cells };
    let first = cells.len();
    match plan {
        Ok(pair) => {
            let now = now(pair, at);
            let then = cell(first, at);
            let rate = compare_rate(pair.now, pair.then);
            let formula = format!("=IF({then}=0,\"\",ROUND({now}*100/{then},2))");
            cells.push(CellValue::Number(pair.then));
            cells.push(CellValue::formula(
                formula,
                rate.map_or(CellValue::Text(String::new()), CellValue::Percent),
            ));
            cells.push(units(pair));
        }
        Err(_) => cells.push(CellValue::State("chưa có đơn vị nào có đủ hai số".to_owned())),
    }
    cells
}

/// The columns of one comparison, the first of which is `first`.
fn beside(earlier: &Result<Pair, Unlike>, line: &Compared, first: usize, at: u32) -> Vec<CellValue> {
    let pair = match earlier {
        Ok(pair) => pair,
        Err(unlike) => {
            let mut cells = vec![CellValue::Empty; BESIDE.len() - 1];
            cells.push(CellValue::State(format!("không so: {}", why_unlike(*unlike))));
            return cells;
        }
    };
    let figure = if line.percent { CellValue::Percent } else { CellValue::Number };
    let (now, then) = (now(pair, at), cell(first, at));
    let difference = (pair.now - pair.then).normalize();
    let word = match pair.now.cmp(&pair.then) {
        std::cmp::Ordering::Greater => "tăng",
        std::cmp::Ordering::Less => "giảm",
        std::cmp::Ordering::Equal => "không đổi",
    };
    let rate = compare_rate(pair.now, pair.then).map_or(CellValue::Text(String::new()), CellValue::Percent);
    // points of percentage are not taken as a share again
    let rate = if line.percent {
        CellValue::State("điểm %".to_owned())
    } else {
        CellValue::formula(format!("=IF({then}=0,\"\",ROUND({now}*100/{then},2))"), rate)
    };
    vec![
        figure(pair.then),
        CellValue::formula(format!("=ROUND({now}-{then},4)"), figure(difference)),
        rate,
        CellValue::formula(
            format!("=IF({now}>{then},\"tăng\",IF({now}<{then},\"giảm\",\"không đổi\"))"),
            CellValue::Text(word.to_owned()),
        ),
        units(pair),
    ]
}

/// The figure of now as formulas take it: the total, or that of the units compared if they are fewer.
fn now(pair: &Pair, at: u32) -> String {
    if pair.all { cell(FIXED.len() - 1, at) } else { pair.now.to_string() }
}

fn units(pair: &Pair) -> CellValue {
    let units = format!("{} đơn vị", number::vietnamese(pair.units.into()));
    if pair.all {
        return CellValue::Text(units);
    }
    let now = number::vietnamese(pair.now);
    CellValue::Text(format!("{units}, kỳ này các đơn vị đó: {now}"))
}

fn compare_rate(now: Decimal, then: Decimal) -> Option<Decimal> {
    phuluc_check::DerivedValue::Share { part: now, base: then }.value(2)
}

fn cell(column: usize, at: u32) -> String {
    phuluc_grid::At { row: at, column: u32::try_from(column).unwrap_or(u32::MAX) }.to_string()
}

fn sheet_column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
