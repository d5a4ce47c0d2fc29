//! The sheet “Diễn giải”: how each total came about, with the units in it and those that are missing.
//!
//! The forms themselves print as official appendices. Staff look up the explanations beside them.

use super::agreement::{self, AgreementNote};
use super::by_unit::ByUnit;
use super::comparison::linked;
use super::shared_by_sheets::{draw_working_title, is_left_out, number_of, set_widths, share_of_units};
use crate::measure::Letters;
use crate::style::Styles;
use crate::{fitting, paper, put, style};
use phuluc_form::{Column as FormColumn, Holds, vietnamese};
use phuluc_grid::CellValue;
use phuluc_round::{
    ConsolidatedCell, ConsolidatedRow, Consolidation, FormTotal, Gap, Member, Standing, Total,
};
use phuluc_say::{BY_UNIT, EXPLAINED, FINDINGS, Lang, SOURCES, StatusMessage, TotalMessage, words};
use rust_xlsxwriter::{Workbook, XlsxError};

/// Its columns, with their widths.
const COLUMNS: [(&str, u32); 8] = [
    ("Mục, dòng", 9),
    ("Chỉ tiêu", 42),
    ("Cột", 22),
    ("Tổng hợp", 16),
    ("Số đơn vị có số liệu", 12),
    ("Tử số", 12),
    ("Mẫu số", 12),
    ("Diễn giải", 54),
];
/// The row of the headings, from 0.
const TOP: u32 = 4;

/// What the sheet says about each form.
pub(super) struct Explained {
    forms: Vec<FormLines>,
}

/// The lines about a form.
struct FormLines {
    /// The row of its name, from 0.
    at: u32,
    /// Who has reported it, who has not, who has errors.
    legend: Vec<String>,
    /// Its totals.
    lines: Vec<Vec<CellValue>>,
    /// Those of them that do not agree.
    notes: Vec<AgreementNote>,
}

impl Explained {
    /// Lays the lines out.
    pub fn new(consolidation: &Consolidation, by_unit: &ByUnit<'_>) -> Self {
        let (mut forms, mut at) = (Vec::new(), TOP + 1);
        for (index, total) in consolidation.forms.iter().enumerate() {
            let legend = legend(consolidation, total, by_unit);
            let is_added_up = total.form.document_column().is_none() && total.form.bands.is_none();
            let mut lines = if is_added_up { lines(consolidation, by_unit, index) } else { Vec::new() };
            let notes = agreement::notes(consolidation, total);
            lines.splice(0..0, agreement::lines(total, &notes));
            let next = at + 1 + row_count(legend.len()) + row_count(lines.len());
            forms.push(FormLines { at, legend, lines, notes });
            at = next;
        }
        Self { forms }
    }

    /// The cell at which the lines about a form begin.
    pub fn cell_of(&self, form: usize) -> String {
        format!("'{EXPLAINED}'!A{}", self.forms[form].at + 1)
    }

    /// What is said of the totals of a form that do not agree with each other.
    pub fn notes(&self, form: usize) -> &[AgreementNote] {
        &self.forms[form].notes
    }

    /// Draws the sheet; `names` are those of the forms' sheets.
    pub fn draw(
        &self,
        book: &mut Workbook,
        consolidation: &Consolidation,
        names: &[String],
        styles: &Styles,
    ) -> Result<(), XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(EXPLAINED)?;
        // a formula that comes to nothing would be stored as 0
        sheet.set_formula_result_default("");
        let title = "Đơn vị nào có trong số tổng hợp, đơn vị nào thiếu";
        let top = draw_working_title(sheet, title, consolidation, styles)?;
        debug_assert_eq!(top, TOP, "the lines begin below title and header");
        let widths = COLUMNS.map(|(_, width)| width);
        let last = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
        set_widths(sheet, &widths)?;
        for (column, (label, _)) in (0..).zip(COLUMNS) {
            sheet.write_string_with_format(top, column, label, &styles.header)?;
        }
        sheet.set_row_height(top, style::height_of(COLUMNS, Letters::Bold))?;
        let banner = styles.label.clone().set_bold().set_background_color("#F2F2F2");
        for ((form, name), total) in self.forms.iter().zip(names).zip(&consolidation.forms) {
            let to = format!("'{}'!A1", name.replace('\'', "''"));
            let about = CellValue::Link(format!("{}: {}", total.form.short, total.form.title), to);
            sheet.merge_range(form.at, 0, form.at, last, "", &banner)?;
            put(sheet, form.at, 0, &about, &banner)?;
            let mut at = form.at + 1;
            for line in &form.legend {
                sheet.merge_range(at, 0, at, last, &fitting(line), &styles.label)?;
                sheet.set_row_height(at, style::height([(line.as_str(), widths.iter().sum())]))?;
                at += 1;
            }
            for line in &form.lines {
                for (column, value) in (0..).zip(line) {
                    let format = if (3..7).contains(&column) { &styles.value } else { &styles.label };
                    put(sheet, at, column, value, format)?;
                }
                let texts = line.iter().map(CellValue::text).zip(widths);
                sheet.set_row_height(at, style::height(texts))?;
                at += 1;
            }
        }
        sheet.set_repeat_rows(top, top)?;
        sheet.set_freeze_panes(top + 1, 2)?;
        paper::working(sheet, widths.iter().sum(), last + 1)
    }
}

fn row_count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The columns whose kind of figure depends on the row.
fn value_columns(total: &FormTotal) -> impl Iterator<Item = usize> {
    let columns = total.form.columns.iter().enumerate();
    columns.filter(|(index, column)| column.holds == Holds::ByRow && total.present[*index]).map(|(at, _)| at)
}

/// The lines about a form's totals: a line a figure where its kind depends on the row, else the percentages of its rows
/// and the totals in which units are missing.
fn lines(consolidation: &Consolidation, by_unit: &ByUnit<'_>, index: usize) -> Vec<Vec<CellValue>> {
    let (total, people) = (&consolidation.forms[index], Named::new(consolidation, by_unit));
    let mut lines = Vec::new();
    for (at, row) in total.rows.iter().enumerate() {
        let columns: Vec<usize> = value_columns(total).collect();
        for &column in &columns {
            let Some(cell) = row.cells[column].as_ref().filter(|cell| cell.of > 0) else { continue };
            if is_left_out(total, row, column) {
                continue;
            }
            let FormColumn { id, say, .. } = &total.form.columns[column];
            let [part, base] = by_unit.sides(index, at, id).unwrap_or([CellValue::Empty, CellValue::Empty]);
            let explained = explanation(cell, || by_unit.listed(index, row, column), &people);
            let [code, label] = head(total, row);
            // where rows have one figure, their label says enough
            let named = Some(say).filter(|_| columns.len() > 1);
            lines.push(vec![
                code,
                label,
                named.map_or(CellValue::Empty, |say| CellValue::Text(say.clone())),
                linked(by_unit, index, at, id),
                by_unit.given(index, at, column, " đơn vị"),
                part,
                base,
                explained.map_or(CellValue::Empty, CellValue::Text),
            ]);
        }
        if !columns.is_empty() {
            continue;
        }
        for derived in &row.derived {
            let sides = by_unit.sides(index, at, &derived.id);
            let [part, base] = sides.unwrap_or([CellValue::Empty, CellValue::Empty]);
            let explained = explanation(&derived.cell, Vec::new, &people);
            let [code, label] = head(total, row);
            lines.push(vec![
                code,
                label,
                CellValue::Text(derived.say.clone()),
                by_unit.share(index, at, &derived.id),
                CellValue::Text(share_of_units(&derived.cell)),
                part,
                base,
                explained.map_or(CellValue::Empty, CellValue::Text),
            ]);
        }
        lines.extend(incomplete(total, row, &people));
    }
    lines
}

/// The number of a printed row, and its label.
fn head(total: &FormTotal, row: &ConsolidatedRow) -> [CellValue; 2] {
    [number_of(total, row), row.label.clone()].map(CellValue::Text)
}

/// How a total came about, and who is not in it.
fn explanation(
    cell: &ConsolidatedCell,
    listed: impl Fn() -> Vec<(usize, String)>,
    people: &Named<'_>,
) -> Option<String> {
    let units = people.units;
    let mut parts: Vec<String> = Vec::new();
    match &cell.total {
        Total::Same { count, others, value } => {
            parts.push(format!("số dùng chung, không cộng: {count} đơn vị ghi {}", vietnamese(*value)));
            for (unit, other) in others {
                parts.push(format!("{} ghi {}", units[*unit].unit.name, vietnamese(*other)));
            }
        }
        Total::Differing(_) => {
            parts.push("số dùng chung, không cộng: chưa có số nào được quá nửa số đơn vị ghi".to_owned());
        }
        Total::List if people.is_brief => {
            parts.push(format!("số của từng đơn vị: {}", people.by_unit));
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
    parts.extend(gaps(cell, people));
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// How many units one cell names for a reason; a cell of Excel ends at 32,767 characters.
const NAMED: usize = 100;

/// The units, and where those stand that are not named.
struct Named<'c> {
    units: &'c [Member],
    is_brief: bool,
    /// Where their figures are.
    by_unit: String,
}

impl<'c> Named<'c> {
    fn new(consolidation: &'c Consolidation, by_unit: &ByUnit<'_>) -> Self {
        Self {
            units: &consolidation.members,
            is_brief: by_unit.is_brief(),
            by_unit: by_unit.where_is(BY_UNIT),
        }
    }
}

/// The names of units, or of the first of them and how many more there are.
fn named(names: &[impl AsRef<str>], elsewhere: &str) -> String {
    // a single one that is left takes no more room than the words for it
    let count = if names.len() <= NAMED + 1 { names.len() } else { NAMED };
    let shown: Vec<&str> = names[..count].iter().map(AsRef::as_ref).collect();
    let shown = shown.join(", ");
    match names.len() - count {
        0 => shown,
        more => format!("{shown} và {more} đơn vị nữa (xem {elsewhere})"),
    }
}

/// `chưa nhập: Xã A, Xã B`, one for each reason.
fn gaps(cell: &ConsolidatedCell, people: &Named<'_>) -> Vec<String> {
    let mut reasons: Vec<Gap> = cell.gaps.iter().map(|(_, gap)| *gap).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let mut lines = Vec::new();
    for reason in reasons {
        let of_reason = cell.gaps.iter().filter(|(_, gap)| *gap == reason);
        let names: Vec<&str> = of_reason.map(|(unit, _)| people.units[*unit].unit.name.as_str()).collect();
        let shown = named(&names, &people.by_unit);
        lines.push(format!("{}: {shown}", words::say(Lang::Vi, TotalMessage::Gap(reason))));
    }
    lines
}

/// The columns of a row in which units are missing, those that lack the same units together.
fn incomplete(total: &FormTotal, row: &ConsolidatedRow, people: &Named<'_>) -> Vec<Vec<CellValue>> {
    let mut groups: Vec<(String, String, Vec<&str>)> = Vec::new();
    let mut complete = 0;
    for (column, cell) in row.cells.iter().enumerate().filter(|(column, _)| total.present[*column]) {
        let Some(cell) = cell.as_ref().filter(|_| !is_left_out(total, row, column)) else { continue };
        if cell.gaps.is_empty() {
            complete += 1;
            continue;
        }
        let (count, who) = (share_of_units(cell), gaps(cell, people).join("; "));
        let said = total.form.columns[column].say.as_str();
        match groups.iter_mut().find(|(of, other, _)| *of == count && *other == who) {
            Some((_, _, columns)) => columns.push(said),
            None => groups.push((count, who, vec![said])),
        }
    }
    let all = complete == 0 && groups.len() == 1;
    let lines = groups.into_iter().map(|(count, who, columns)| {
        let columns = if all { "mọi cột".to_owned() } else { columns.join("; ") };
        let [code, label] = head(total, row);
        let empty = CellValue::Empty;
        vec![
            code,
            label,
            CellValue::Text(columns),
            empty.clone(),
            CellValue::Text(count),
            empty.clone(),
            empty,
            CellValue::Text(who),
        ]
    });
    lines.collect()
}

/// Which units of a form have not reported or still have errors.
fn legend(consolidation: &Consolidation, total: &FormTotal, by_unit: &ByUnit<'_>) -> Vec<String> {
    let elsewhere = format!("trang “{SOURCES}”");
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
        (Standing::SetAside, "Đã bỏ lần gửi, chưa gửi lại"),
        (Standing::Lost, "Tệp đã nhận bị mất hoặc bị sửa"),
        (Standing::Unreadable, "Tệp không đọc được"),
        (Standing::OtherUnit, "Tệp của đơn vị khác"),
        (Standing::OtherPeriod, "Báo cáo khác kỳ"),
        (Standing::UnknownPeriod, "Chưa rõ kỳ báo cáo"),
    ] {
        let members = total.owing.iter().map(|&index| &consolidation.members[index]);
        let members = members.filter(|member| member.standing == why);
        let names: Vec<&str> = members.map(|member| member.unit.name.as_str()).collect();
        if !names.is_empty() {
            lines.push(format!("{said}: {}.", named(&names, &elsewhere)));
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
        lines.push(format!("Chưa báo cáo: {}.", named(&missing, &elsewhere)));
    }
    if !empty.is_empty() {
        lines.push(format!("Gửi biểu trống: {}.", named(&empty, &elsewhere)));
    }
    if !failing.is_empty() {
        let how = if failing_included(consolidation) {
            "vẫn cộng vào tổng"
        } else {
            "chưa cộng vào tổng"
        };
        let (failing, findings) = (named(&failing, &elsewhere), by_unit.where_is(FINDINGS));
        lines.push(format!("Đơn vị còn lỗi ({how}; xem {findings}): {failing}."));
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
