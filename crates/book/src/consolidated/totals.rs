//! The totals of one form, drawn in the form's own layout, with who is in them and who is not.

use super::by_unit::ByUnit;
use super::drawing::share_of_units;
use crate::style::Styles;
use crate::{FormSheet, Heading, Look, SheetRow, form_sheet};
use phuluc_check::Role;
use phuluc_form::{Holds, capital, vietnamese};
use phuluc_grid::CellValue;
use phuluc_round::{
    ConsolidatedCell, ConsolidatedRow, Consolidation, FormTotal, Gap, Member, Standing, Total,
};
use phuluc_say::{BY_UNIT, FINDINGS, Lang, MIXED_PERIODS, StatusMessage, TotalMessage, words};
use rust_xlsxwriter::{Worksheet, XlsxError};

pub(super) fn draw(
    sheet: &mut Worksheet,
    consolidation: &Consolidation,
    index: usize,
    by_unit: &ByUnit<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let (total, units) = (&consolidation.forms[index], &consolidation.members);
    let by_row = total.form.value_column();
    let mut rows = Vec::new();
    let mut beside = ["Số đơn vị có số liệu", "Tử số", "Mẫu số", "Diễn giải"]
        .map(|label| (label.to_owned(), Vec::new()))
        .to_vec();
    for (at, row) in total.rows.iter().enumerate() {
        let printed = row.role.fixed().map(|index| &total.form.fixed_rows()[index]);
        let look = match row.role {
            Role::Total => Look::Total,
            Role::Fixed(_) if printed.is_some_and(|row| row.heading) => Look::Heading,
            Role::Fixed(_) | Role::Open | Role::Line(_) => Look::Plain,
        };
        rows.push(SheetRow { cells: total_cells(total, index, at, by_unit), look });
        if let Some(column) = by_row {
            let cell = row.cells[column].as_ref();
            let sides = by_unit.sides(index, at, &total.form.columns[column].id);
            let [part, base] = sides.unwrap_or([CellValue::Empty, CellValue::Empty]);
            let explained =
                cell.and_then(|cell| explanation(cell, || by_unit.listed(index, row, column), units));
            let explained = explained.map_or(CellValue::Empty, CellValue::Text);
            let values = [by_unit.given(index, at, column, " đơn vị"), part, base, explained];
            for ((_, beside), value) in beside.iter_mut().zip(values) {
                beside.push(value);
            }
        } else {
            rows.push(SheetRow { cells: unit_counts(total, index, at, by_unit), look: Look::Remark });
        }
    }
    let mut below = if by_row.is_some() { Vec::new() } else { notes(total, index, by_unit, units) };
    below.extend(legend(consolidation, total).into_iter().map(at_label));
    let form_sheet = FormSheet {
        form: &total.form,
        present: total.present.clone(),
        heading: Heading {
            right: [
                match &consolidation.round.receiver {
                    Some(receiver) => format!("Đơn vị tổng hợp: {receiver}"),
                    None => String::new(),
                },
                consolidation.round.title.clone(),
            ],
            period: consolidation.round.period,
            mark: consolidation.mixed_periods.then(|| capital(MIXED_PERIODS)),
        },
        rows,
        beside: if by_row.is_some() { beside } else { Vec::new() },
        below,
    };
    form_sheet::draw(sheet, &form_sheet, styles)?;
    Ok(())
}

fn total_cells(total: &FormTotal, index: usize, at: usize, by_unit: &ByUnit<'_>) -> Vec<CellValue> {
    let (form, row) = (&total.form, &total.rows[at]);
    let printed = row.role.fixed().map(|index| &form.fixed_rows()[index]);
    (0..form.columns.len())
        .map(|column| match (&form.columns[column].holds, &row.cells[column]) {
            (Holds::Code, _) => {
                printed.and_then(|row| row.code.clone()).map_or(CellValue::Empty, CellValue::Text)
            }
            (Holds::Label, _) => CellValue::Text(row.label.clone()),
            (Holds::Measure, _) => {
                printed.and_then(|row| row.measured_in.clone()).map_or(CellValue::Empty, CellValue::Text)
            }
            (_, Some(_)) => by_unit.total(index, at, column),
            (_, None) => CellValue::Empty,
        })
        .collect()
}

/// How a total came about, and who is not in it.
fn explanation(
    cell: &ConsolidatedCell,
    listed: impl Fn() -> Vec<(usize, String)>,
    units: &[Member],
) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    match &cell.total {
        Total::Same { count, others, value } => {
            parts.push(format!("số dùng chung, không cộng: {count} đơn vị ghi {}", vietnamese(*value)));
            for (unit, other) in others {
                parts.push(format!("{} ghi {}", units[*unit].unit.name, vietnamese(*other)));
            }
        }
        Total::List => {
            for (unit, text) in listed() {
                parts.push(format!("{}: {text}", units[unit].unit.name));
            }
        }
        Total::Max(_) => parts.push("số lớn nhất".to_owned()),
        Total::Sum(_)
        | Total::Share { .. }
        | Total::Codes(_)
        | Total::Nothing
        | Total::OutOfScope
        | Total::NotConsolidated => {}
    }
    parts.extend(gaps(cell, units));
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// How many units one cell names for a reason; a cell of Excel ends at 32,767 characters.
const NAMED: usize = 100;

/// `chưa nhập: Xã A, Xã B`, one for each reason.
fn gaps(cell: &ConsolidatedCell, units: &[Member]) -> Vec<String> {
    let mut reasons: Vec<Gap> = cell.gaps.iter().map(|(_, gap)| *gap).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let mut lines = Vec::new();
    for reason in reasons {
        let of_reason = cell.gaps.iter().filter(|(_, gap)| *gap == reason);
        let names: Vec<&str> = of_reason.map(|(unit, _)| units[*unit].unit.name.as_str()).collect();
        let more = names.len().saturating_sub(NAMED);
        let shown = names[..names.len().min(NAMED)].join(", ");
        let rest = if more > 0 {
            format!(" và {more} đơn vị nữa (xem trang “{BY_UNIT}”)")
        } else {
            String::new()
        };
        lines.push(format!("{}: {shown}{rest}", words::say(Lang::Vi, TotalMessage::Gap(reason))));
    }
    lines
}

fn unit_counts(total: &FormTotal, index: usize, at: usize, by_unit: &ByUnit<'_>) -> Vec<CellValue> {
    let row = &total.rows[at];
    let label = total.form.column_holding(&Holds::Label);
    (0..total.form.columns.len())
        .map(|column| match &row.cells[column] {
            Some(_) => by_unit.given(index, at, column, ""),
            None if Some(column) == label => CellValue::Text("Số đơn vị có số liệu".to_owned()),
            None => CellValue::Empty,
        })
        .collect()
}

/// Below a form whose figures stand side by side: derived percentages, and who is not in which total.
fn notes(total: &FormTotal, index: usize, by_unit: &ByUnit<'_>, units: &[Member]) -> Vec<Vec<CellValue>> {
    let mut lines: Vec<Vec<CellValue>> = Vec::new();
    for (at, row) in total.rows.iter().enumerate() {
        for derived in &row.derived {
            let value = by_unit.share(index, at, &derived.id);
            let sides = by_unit.sides(index, at, &derived.id);
            let [part, base] = sides.unwrap_or([CellValue::Empty, CellValue::Empty]);
            let mut explained = share_of_units(&derived.cell);
            if let Some(text) = explanation(&derived.cell, Vec::new, units) {
                explained = format!("{explained}; {text}");
            }
            let say = format!("{}, {}", row.label, derived.say);
            // long names run on over the empty cells beside them
            let (sign, room) = (CellValue::Text("%".to_owned()), CellValue::Empty);
            lines.push(vec![
                CellValue::Empty,
                CellValue::Text(say),
                room.clone(),
                room,
                value,
                sign,
                part,
                CellValue::Text("/".to_owned()),
                base,
                CellValue::Text(explained),
            ]);
        }
    }
    if !lines.is_empty() {
        lines.insert(0, at_label("Tỷ lệ tính từ số tổng hợp (chỉ gồm đơn vị có đủ hai số):".to_owned()));
        lines.push(Vec::new());
    }
    let who: Vec<Vec<CellValue>> =
        total.rows.iter().flat_map(|row| incomplete(total, row, units)).map(at_label).collect();
    if !who.is_empty() {
        lines.push(at_label("Số liệu chưa đủ các đơn vị:".to_owned()));
        lines.extend(who);
        lines.push(Vec::new());
    }
    lines
}

/// A line that begins below the labels.
fn at_label(text: String) -> Vec<CellValue> {
    vec![CellValue::Empty, CellValue::Text(text)]
}

/// The columns of a row in which units are missing, those that lack the same units together.
fn incomplete(total: &FormTotal, row: &ConsolidatedRow, units: &[Member]) -> Vec<String> {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    let mut complete = 0;
    for (column, cell) in row.cells.iter().enumerate().filter(|(column, _)| total.present[*column]) {
        let Some(cell) = cell else { continue };
        if cell.gaps.is_empty() {
            complete += 1;
            continue;
        }
        let who = format!("{}/{} đơn vị; {}", cell.given, cell.of, gaps(cell, units).join("; "));
        let said = total.form.columns[column].say.as_str();
        match groups.iter_mut().find(|(other, _)| *other == who) {
            Some((_, columns)) => columns.push(said),
            None => groups.push((who, vec![said])),
        }
    }
    let all = complete == 0 && groups.len() == 1;
    let lines = groups.into_iter().map(|(who, columns)| {
        let columns = if all { "mọi cột".to_owned() } else { columns.join("; ") };
        format!("{} ({columns}): {who}.", row.label)
    });
    lines.collect()
}

/// Which units of a form have not reported or still have errors.
pub(super) fn legend(consolidation: &Consolidation, total: &FormTotal) -> Vec<String> {
    let (mut reported, mut missing, mut empty, mut failing) = (0, Vec::new(), Vec::new(), Vec::new());
    for &index in &total.owing {
        let member = &consolidation.members[index];
        let has_form = member.form(&total.form.id).is_some();
        if member.has_reported() && has_form {
            reported += 1;
        }
        let may_report = matches!(member.standing, Standing::NotSubmitted | Standing::Empty);
        if member.is_empty(&total.form.id) {
            empty.push(member.unit.name.as_str());
        } else if may_report || (member.has_reported() && !has_form) {
            missing.push(member.unit.name.as_str());
        }
        if let (Standing::Fails(errors), true) = (member.standing, has_form) {
            failing.push(format!("{} ({errors} lỗi)", member.unit.name));
        }
    }
    let mut lines = vec![format!("{reported}/{} đơn vị đã báo cáo biểu này.", total.owing.len())];
    for (why, said) in [
        (Standing::Unreadable, "Tệp không đọc được"),
        (Standing::OtherUnit, "Tệp của đơn vị khác"),
        (Standing::OtherPeriod, "Báo cáo khác kỳ"),
    ] {
        let members = total.owing.iter().map(|&index| &consolidation.members[index]);
        let members = members.filter(|member| member.standing == why);
        let names: Vec<&str> = members.map(|member| member.unit.name.as_str()).collect();
        if !names.is_empty() {
            lines.push(format!("{said}: {}.", names.join(", ")));
        }
    }
    let parts = total.owing.iter().filter_map(|&index| {
        let unit = &consolidation.members[index].unit;
        let part = consolidation.round.part_of_period(unit)?;
        Some(format!("{} ({})", unit.name, words::say(Lang::Vi, StatusMessage::Part(&part))))
    });
    let parts: Vec<String> = parts.collect();
    if !parts.is_empty() {
        lines.push(format!("Đơn vị thay đổi trong kỳ: {}.", parts.join("; ")));
    }
    lines.extend(unconfirmed_bands(total));
    if !missing.is_empty() {
        lines.push(format!("Chưa báo cáo: {}.", missing.join(", ")));
    }
    if !empty.is_empty() {
        lines.push(format!("Gửi biểu trống: {}.", empty.join(", ")));
    }
    if !failing.is_empty() {
        let how = if failing_included(consolidation) {
            "vẫn cộng vào tổng"
        } else {
            "chưa cộng vào tổng"
        };
        lines.push(format!("Đơn vị còn lỗi ({how}; xem trang “{FINDINGS}”): {}.", failing.join(", ")));
    }
    lines
}

/// That the bands are not confirmed, if they are not.
fn unconfirmed_bands(total: &FormTotal) -> Option<String> {
    let bands = total.form.bands.as_ref().filter(|bands| bands.unconfirmed)?;
    (!bands.steps.is_empty() && !total.scores.is_empty()).then(|| {
        "Các mức xếp loại trong định nghĩa biểu chưa được đối chiếu với quyết định của cấp có thẩm quyền."
            .to_owned()
    })
}

fn failing_included(consolidation: &Consolidation) -> bool {
    consolidation
        .members
        .iter()
        .any(|member| matches!(member.standing, Standing::Fails(_)) && member.included)
}
