//! The consolidated workbook: totals in each form's own layout, every unit's values side by side,
//! the findings, and the sources.

use super::style::Styles;
use super::{FormSheet, Heading, Look, Put, SheetRow, WriteError, form_sheet, new_book, put, style};
use crate::answer::Answer;
use crate::consolidate::{Cell, Consolidation, FormTotal, Gap, Member, Standing, Total, TotalRow};
use crate::form::Holds;
use crate::number::vietnamese;
use crate::submission::{FilledForm, Role};
use crate::words::{self, Lang};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// The sheet of every unit's values.
pub const BY_UNIT: &str = "Theo đơn vị";
/// The sheet of findings.
pub const FINDINGS: &str = "Cần sửa";
/// The sheet of sources.
pub const SOURCES: &str = "Nguồn số liệu";
/// What is written over totals of different periods.
pub const MIXED_PERIODS: &str = "khác kỳ báo cáo, chỉ để kiểm thử";

/// Writes a consolidation.
///
/// # Errors
/// If Excel does not allow it.
pub fn write(consolidation: &Consolidation) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book()?;
    let styles = Styles::new();
    let names = sheet_names(consolidation);
    for (total, name) in consolidation.forms.iter().zip(&names) {
        let sheet = book.add_worksheet();
        sheet.set_name(name.as_str())?;
        draw_total(sheet, consolidation, total, &styles)?;
    }
    draw_by_unit(&mut book, consolidation, &styles)?;
    draw_findings(&mut book, consolidation, &styles)?;
    draw_sources(&mut book, consolidation, &styles)?;
    Ok(book.save_to_buffer()?)
}

/// Each form's own sheet name; with its version where a round has several.
fn sheet_names(consolidation: &Consolidation) -> Vec<String> {
    let forms = &consolidation.forms;
    let twice = |total: &FormTotal| forms.iter().filter(|other| other.form.id == total.form.id).count() > 1;
    forms
        .iter()
        .map(|total| match twice(total) {
            true => format!("{} ({})", total.form.sheet, total.form.version),
            false => total.form.sheet.clone(),
        })
        .collect()
}

fn draw_total(
    sheet: &mut Worksheet,
    consolidation: &Consolidation,
    total: &FormTotal,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let units = &consolidation.members;
    let by_row = total.form.value_column();
    let mut rows = Vec::new();
    let mut beside = vec![("Số đơn vị có số liệu".to_owned(), Vec::new()), ("Diễn giải".to_owned(), Vec::new())];
    for row in &total.rows {
        let printed = match row.role {
            Role::Fixed(index) => Some(&total.form.fixed_rows()[index]),
            Role::Open | Role::Total => None,
        };
        let look = match row.role {
            Role::Total => Look::Total,
            Role::Fixed(_) if printed.is_some_and(|row| row.heading) => Look::Heading,
            Role::Fixed(_) | Role::Open => Look::Plain,
        };
        rows.push(SheetRow { cells: total_cells(total, row), look });
        if let Some(column) = by_row {
            let cell = row.cells[column].as_ref();
            beside[0].1.push(cell.map_or(Put::Empty, share_of_units));
            beside[1].1.push(cell.map_or(Put::Empty, |cell| explanation(cell, units)));
        } else {
            rows.push(SheetRow { cells: unit_counts(total, row), look: Look::Remark });
        }
    }
    let below = if by_row.is_some() { legend(consolidation, total) } else { notes(consolidation, total) };
    let form_sheet = FormSheet {
        form: &total.form,
        present: total.present.clone(),
        heading: Heading {
            unit: consolidation.round.receiver.clone().unwrap_or_default() + " (tổng hợp)",
            receiver: None,
            period: consolidation.round.period,
            mark: consolidation.mixed_periods.then(|| words::capital(MIXED_PERIODS)),
        },
        rows,
        beside: if by_row.is_some() { beside } else { Vec::new() },
        below,
    };
    form_sheet::draw(sheet, &form_sheet, styles)?;
    Ok(())
}

fn total_cells(total: &FormTotal, row: &TotalRow) -> Vec<Put> {
    let form = &total.form;
    let printed = match row.role {
        Role::Fixed(index) => Some(&form.fixed_rows()[index]),
        Role::Open | Role::Total => None,
    };
    let text = |text: Option<&String>| text.map_or(Put::Empty, |text| Put::Text(text.clone()));
    (0..form.columns.len())
        .map(|column| match (&form.columns[column].holds, &row.cells[column]) {
            (Holds::Code, _) => text(printed.and_then(|row| row.code.as_ref())),
            (Holds::Label, _) => Put::Text(row.label.clone()),
            (Holds::Measure, _) => text(printed.and_then(|row| row.measured_in.as_ref())),
            (_, Some(cell)) => shown(cell),
            (_, None) => Put::Empty,
        })
        .collect()
}

/// A total as one cell shows it.
fn shown(cell: &Cell) -> Put {
    match &cell.total {
        Total::Sum(value) | Total::Max(value) | Total::Same { value, .. } => Put::Number(*value),
        Total::Share { value: Some(value), .. } => Put::Percent(*value),
        Total::Share { value: None, .. } => Put::State("không phát sinh".to_owned()),
        Total::Codes(codes) => {
            let known = codes.iter().filter(|(_, _, count)| *count > 0);
            let counts = known.map(|(code, label, count)| match label.as_str() {
                "" => format!("{}: {count} đơn vị (mã không có trong danh sách)", vietnamese(*code)),
                label => format!("{} ({label}): {count} đơn vị", vietnamese(*code)),
            });
            Put::Text(counts.collect::<Vec<_>>().join("; "))
        }
        Total::List(_) => Put::State("xem từng đơn vị".to_owned()),
        Total::Nothing => Put::State("chưa có số liệu".to_owned()),
        Total::OutOfScope => Put::State("không thuộc phạm vi".to_owned()),
        Total::NotConsolidated => Put::State("không tổng hợp".to_owned()),
    }
}

/// `3/4 đơn vị`.
fn share_of_units(cell: &Cell) -> Put {
    match cell.of {
        0 => Put::Empty,
        of => Put::Text(format!("{}/{of} đơn vị", cell.given)),
    }
}

/// How a total came about, and who is not in it.
fn explanation(cell: &Cell, units: &[Member]) -> Put {
    let name = |index: usize| units[index].unit.name.as_str();
    let mut parts: Vec<String> = Vec::new();
    match &cell.total {
        Total::Share { part, base, value: Some(_) } => {
            parts.push(format!("{}/{}", vietnamese(*part), vietnamese(*base)));
        }
        Total::Same { count, others, value } => {
            parts.push(format!("số dùng chung, không cộng: {count} đơn vị ghi {}", vietnamese(*value)));
            parts.extend(others.iter().map(|(unit, other)| format!("{} ghi {}", name(*unit), vietnamese(*other))));
        }
        Total::List(texts) => parts.extend(texts.iter().map(|(unit, text)| format!("{}: {text}", name(*unit)))),
        Total::Max(_) => parts.push("số lớn nhất".to_owned()),
        _ => {}
    }
    parts.extend(gaps(cell, units));
    if parts.is_empty() { Put::Empty } else { Put::Text(parts.join("; ")) }
}

/// `chưa nhập: Xã A, Xã B`, one for each reason.
fn gaps(cell: &Cell, units: &[Member]) -> Vec<String> {
    let mut reasons: Vec<Gap> = cell.gaps.iter().map(|(_, gap)| *gap).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let named = |reason: Gap| {
        let of_reason = cell.gaps.iter().filter(|(_, gap)| *gap == reason);
        let names: Vec<&str> = of_reason.map(|(unit, _)| units[*unit].unit.name.as_str()).collect();
        format!("{}: {}", gap_name(reason), names.join(", "))
    };
    reasons.into_iter().map(named).collect()
}

fn gap_name(gap: Gap) -> &'static str {
    match gap {
        Gap::NotSubmitted => "chưa báo cáo",
        Gap::Unreadable => "tệp không đọc được",
        Gap::OtherPeriod => "báo cáo khác kỳ",
        Gap::NotAccepted => "còn lỗi nên chưa cộng",
        Gap::Blank => "chưa nhập",
        Gap::NotRead => "số không đọc được",
        Gap::OnlyTotal => "chỉ có dòng tổng cộng",
        Gap::NoTotal => "không có dòng tổng cộng",
    }
}

fn unit_counts(total: &FormTotal, row: &TotalRow) -> Vec<Put> {
    let label = total.form.column_holding(&Holds::Label);
    (0..total.form.columns.len())
        .map(|column| match &row.cells[column] {
            Some(cell) => Put::Text(format!("{}/{}", cell.given, cell.of)),
            None if Some(column) == label => Put::Text("Số đơn vị có số liệu".to_owned()),
            None => Put::Empty,
        })
        .collect()
}

/// Below a form whose figures stand side by side: derived percentages, and who is not in which total.
fn notes(consolidation: &Consolidation, total: &FormTotal) -> Vec<Vec<Put>> {
    let units = &consolidation.members;
    let mut lines: Vec<Vec<Put>> = Vec::new();
    let at_label = |text: String| vec![Put::Empty, Put::Text(text)];
    for row in &total.rows {
        for derived in &row.derived {
            let value = shown(&derived.cell);
            let share = match share_of_units(&derived.cell) {
                Put::Text(share) => share,
                _ => String::new(),
            };
            let explained = match explanation(&derived.cell, units) {
                Put::Text(text) => format!("{share}; {text}"),
                _ => share,
            };
            let say = format!("{}, {}", row.label, derived.say);
            lines.push(vec![Put::Empty, Put::Text(say), value, Put::Text("%".to_owned()), Put::Text(explained)]);
        }
    }
    if !lines.is_empty() {
        lines.insert(0, at_label("Tỷ lệ tính từ số tổng hợp (chỉ gồm đơn vị có đủ hai số):".to_owned()));
        lines.push(Vec::new());
    }
    let mut who = Vec::new();
    for row in &total.rows {
        for (column, cell) in row.cells.iter().enumerate() {
            if let Some(cell) = cell.as_ref().filter(|cell| !cell.gaps.is_empty() && total.present[column]) {
                let said = &total.form.columns[column].say;
                let counted = format!("{}/{} đơn vị", cell.given, cell.of);
                who.push(at_label(format!("{}, {said}: {counted}; {}.", row.label, gaps(cell, units).join("; "))));
            }
        }
    }
    if !who.is_empty() {
        lines.push(at_label("Số liệu chưa đủ các đơn vị:".to_owned()));
        lines.extend(who);
        lines.push(Vec::new());
    }
    lines.extend(legend(consolidation, total));
    lines
}

/// Which units of a form have not reported or still have errors.
fn legend(consolidation: &Consolidation, total: &FormTotal) -> Vec<Vec<Put>> {
    let of = |wanted: &dyn Fn(&Member) -> Option<String>| {
        let members = total.owing.iter().map(|&index| &consolidation.members[index]);
        members.filter_map(wanted).collect::<Vec<String>>()
    };
    let reported = of(&|member| member.form(&total.form.id).map(|_| String::new())).len();
    let mut lines = vec![format!("{reported}/{} đơn vị đã báo cáo biểu này.", total.owing.len())];
    let missing = of(&|member| member.form(&total.form.id).is_none().then(|| member.unit.name.clone()));
    if !missing.is_empty() {
        lines.push(format!("Chưa báo cáo: {}.", missing.join(", ")));
    }
    let failing = of(&|member| match member.standing {
        Standing::Fails(errors) if member.form(&total.form.id).is_some() => {
            Some(format!("{} ({errors} lỗi)", member.unit.name))
        }
        _ => None,
    });
    if !failing.is_empty() {
        let how = if failing_included(consolidation) { "vẫn cộng vào tổng" } else { "chưa cộng vào tổng" };
        lines.push(format!("Đơn vị còn lỗi ({how}; xem trang “{FINDINGS}”): {}.", failing.join(", ")));
    }
    lines.into_iter().map(|line| vec![Put::Empty, Put::Text(line)]).collect()
}

fn failing_included(consolidation: &Consolidation) -> bool {
    consolidation.members.iter().any(|member| matches!(member.standing, Standing::Fails(_)) && member.included)
}

fn draw_by_unit(book: &mut Workbook, consolidation: &Consolidation, styles: &Styles) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(BY_UNIT)?;
    let fixed = ["Biểu", "Mục, dòng", "Chỉ tiêu", "Cột", "Tổng hợp", "Số đơn vị"];
    let members = &consolidation.members;
    let top = draw_title(sheet, "Số liệu theo từng đơn vị", consolidation, styles)?;
    for (column, label) in (0..).zip(fixed) {
        sheet.merge_range(top, column, top + 1, column, label, &styles.header)?;
    }
    for (column, member) in (6..).zip(members) {
        sheet.write_string_with_format(top, column, &member.unit.name, &styles.header)?;
        sheet.write_string_with_format(top + 1, column, standing_name(member), &styles.numbers)?;
        sheet.set_column_width(column, 16)?;
    }
    let mut at = top + 2;
    for total in &consolidation.forms {
        for row in &total.rows {
            for (column, cell) in row.cells.iter().enumerate() {
                let Some(cell) = cell.as_ref().filter(|_| total.present[column]) else { continue };
                let head = [
                    Put::Text(total.form.short.clone()),
                    Put::Text(if row.role == Role::Open { String::new() } else { row.id.to_string() }),
                    Put::Text(row.label.clone()),
                    Put::Text(total.form.columns[column].say.clone()),
                    shown(cell),
                    share_of_units(cell),
                ];
                for (at_column, value) in (0..).zip(&head) {
                    let format = if at_column == 4 { &styles.value } else { &styles.label };
                    put(sheet, at, at_column, value, format)?;
                }
                for (at_column, index) in (6..).zip(0..members.len()) {
                    let value = unit_value(&members[index], total, row, column, total.owing.contains(&index));
                    put(sheet, at, at_column, &value, &styles.value)?;
                }
                at += 1;
            }
        }
    }
    set_widths(sheet, &[12, 9, 44, 26, 22, 12])?;
    sheet.set_freeze_panes(top + 2, 6)?;
    sheet.set_repeat_rows(top, top + 1)?;
    style::page(sheet, true);
    Ok(())
}

/// What one unit says at one place, its state in words where there is no figure.
fn unit_value(member: &Member, total: &FormTotal, row: &TotalRow, column: usize, owes: bool) -> Put {
    let state = |text: &str| Put::State(text.to_owned());
    if !owes {
        return state("không yêu cầu");
    }
    let Some((report, filled)) = member.form(&total.form.id) else { return state("chưa báo cáo") };
    let Some(line) = filled.rows.iter().position(|line| line.id == row.id) else { return state("không có dòng") };
    let level = report.submission.as_ref().and_then(|submission| submission.level).or(member.unit.level);
    answer(filled, line, column, level)
}

fn answer(filled: &FilledForm, row: usize, column: usize, level: Option<crate::unit::Level>) -> Put {
    let entry = &filled.rows[row].entries[column];
    match &entry.answer {
        Answer::Number(figure) => Put::Number(figure.value),
        Answer::Nil => Put::State("không phát sinh".to_owned()),
        Answer::Blank if filled.is_out_of_scope(row, level) => Put::State("không thuộc phạm vi".to_owned()),
        Answer::Blank => Put::State("chưa nhập".to_owned()),
        Answer::Text(text) => Put::Text(text.clone()),
        Answer::Unreadable(_) => Put::State(format!("không đọc được: “{}”", entry.raw)),
    }
}

fn draw_findings(book: &mut Workbook, consolidation: &Consolidation, styles: &Styles) -> Result<(), XlsxError> {
    let words = Lang::Vi.words();
    let mut lines: Vec<Vec<Put>> = Vec::new();
    for member in &consolidation.members {
        for report in &member.reports {
            for finding in &report.checked.findings {
                let (sheet, at) = finding.cell();
                let suggestions: Vec<String> =
                    finding.suggestions.iter().map(|suggestion| words.suggestion(suggestion)).collect();
                lines.push(vec![
                    Put::Number((lines.len() + 1).into()),
                    Put::Text(member.unit.name.clone()),
                    Put::Text(report.path.clone()),
                    sheet.map_or(Put::Empty, |sheet| Put::Text(sheet.to_owned())),
                    at.map_or(Put::Empty, |at| Put::Text(at.to_string())),
                    Put::Text(words.severity(finding.severity).to_owned()),
                    Put::Text(words::message(words, finding)),
                    Put::Text(suggestions.join("; hoặc ")),
                    Put::Text(words::todo(words, finding)),
                    Put::Text(finding.rule.clone()),
                ]);
            }
        }
    }
    let sheet = book.add_worksheet();
    sheet.set_name(FINDINGS)?;
    let header =
        ["STT", "Đơn vị", "Tệp", "Trang tính", "Ô", "Mức độ", "Nội dung", "Có thể sửa", "Cách xử lý", "Quy tắc"];
    let at = draw_title(sheet, "Nội dung cần xem lại", consolidation, styles)?;
    draw_table(sheet, at, &header, &lines, styles)?;
    set_widths(sheet, &[6, 18, 24, 14, 8, 13, 60, 36, 44, 26])?;
    style::page(sheet, true);
    Ok(())
}

fn draw_sources(book: &mut Workbook, consolidation: &Consolidation, styles: &Styles) -> Result<(), XlsxError> {
    let mut lines: Vec<Vec<Put>> = Vec::new();
    for member in &consolidation.members {
        let missing: Vec<&str> = member.missing.iter().map(crate::form::FormId::as_str).collect();
        let line = |path: &str, sha256: &str, period: String, forms: String| {
            vec![
                Put::Text(member.unit.name.clone()),
                Put::Text(standing_name(member)),
                Put::Text(if member.included { "có" } else { "không" }.to_owned()),
                Put::Text(period),
                Put::Text(forms),
                Put::Text(missing.join(", ")),
                Put::Text(path.to_owned()),
                Put::Text(sha256.to_owned()),
            ]
        };
        if member.reports.is_empty() {
            lines.push(line("", "", String::new(), String::new()));
        }
        for report in &member.reports {
            let submission = report.submission.as_ref();
            let period = submission.and_then(|submission| submission.period);
            let forms: Vec<String> = submission
                .map(|submission| submission.forms.iter().map(|form| format!("{} {}", form.form.id, form.form.version)))
                .into_iter()
                .flatten()
                .collect();
            let period = Lang::Vi.words().period(period);
            lines.push(line(&report.path, report.sha256.as_deref().unwrap_or_default(), period, forms.join(", ")));
        }
    }
    let sheet = book.add_worksheet();
    sheet.set_name(SOURCES)?;
    let header =
        ["Đơn vị", "Tình trạng", "Cộng vào tổng", "Kỳ báo cáo", "Biểu đã gửi", "Biểu còn thiếu", "Tệp", "SHA-256"];
    let at = draw_title(sheet, "Nguồn số liệu", consolidation, styles)?;
    let at = draw_table(sheet, at, &header, &lines, styles)? + 1;
    let forms = consolidation.forms.iter().map(|total| {
        let form = &total.form;
        [form.id.as_str(), &form.version, &form.short, &form.basis, &form.fingerprint]
            .map(|text| Put::Text(text.to_owned()))
            .to_vec()
    });
    let header = ["Biểu", "Phiên bản", "Tên", "Căn cứ", "Mã định danh của định nghĩa"];
    let at = draw_table(sheet, at, &header, &forms.collect::<Vec<_>>(), styles)?;
    let program = format!("Lập bằng phuluc {}.", env!("CARGO_PKG_VERSION"));
    sheet.write_string_with_format(at + 1, 0, program, &styles.text)?;
    set_widths(sheet, &[22, 20, 16, 40, 40, 22, 30, 68])?;
    style::page(sheet, true);
    Ok(())
}

fn standing_name(member: &Member) -> String {
    match member.standing {
        Standing::NotSubmitted => "chưa gửi báo cáo".to_owned(),
        Standing::Unreadable => "tệp không đọc được".to_owned(),
        Standing::OtherPeriod => "báo cáo khác kỳ".to_owned(),
        Standing::Fails(errors) => format!("đã kiểm tra, còn {errors} lỗi"),
        Standing::Passes => "đã kiểm tra, không có lỗi".to_owned(),
    }
}

/// The title of a sheet and the round; gives the next free row.
fn draw_title(
    sheet: &mut Worksheet,
    title: &str,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let left = |format: &Format| format.clone().set_align(rust_xlsxwriter::FormatAlign::Left);
    let mut unwrapped = left(&styles.title);
    unwrapped = unwrapped.unset_text_wrap();
    sheet.write_string_with_format(0, 0, title.to_uppercase(), &unwrapped)?;
    sheet.write_string_with_format(1, 0, &consolidation.round.title, &styles.text)?;
    if consolidation.mixed_periods {
        let mark = words::capital(MIXED_PERIODS);
        sheet.write_string_with_format(2, 0, mark, &left(&styles.mark).unset_text_wrap())?;
    } else if let Some(period) = consolidation.round.period {
        sheet.write_string_with_format(2, 0, format!("Kỳ báo cáo: {period}"), &styles.text)?;
    }
    Ok(4)
}

/// A table from a row on; gives the next free row.
fn draw_table(
    sheet: &mut Worksheet,
    top: u32,
    header: &[&str],
    lines: &[Vec<Put>],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    for (column, label) in (0..).zip(header) {
        sheet.write_string_with_format(top, column, *label, &styles.header)?;
    }
    let mut at = top + 1;
    for line in lines {
        for (column, value) in (0..).zip(line) {
            put(sheet, at, column, value, &styles.label)?;
        }
        at += 1;
    }
    Ok(at)
}

fn set_widths(sheet: &mut Worksheet, widths: &[u8]) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}
