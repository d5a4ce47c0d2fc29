//! The sheet of a form in a blank: the official layout, with cells to type into.
//!
//! It places inputs, formulas and printed texts, colours wrong and open cells, and writes the line beside the page
//! that counts what the rules find.

use super::formats::{BlankFormats, protect};
use super::formula::{FormulaResult, UNIT, formula, last_column};
use super::formula_sheet::FormulaSheet;
use super::validation;
use super::{admitted, conditional_formats};
use crate::form_sheet::{Signatures, right_block};
use crate::{FormSheet, Heading, Look, SheetRow, float, form_sheet};
use phuluc_author::Blank;
use phuluc_check::{Answer, EntryRef, Role};
use phuluc_form::{Form, Holds, InBlank, Kind, Row};
use phuluc_grid::CellValue;
use rust_xlsxwriter::{
    ConditionalFormatText, ConditionalFormatTextRule, Format, Formula, Note, Worksheet, XlsxError,
};
use std::collections::BTreeSet;

/// Draws a form.
pub(super) fn draw(
    sheet: &mut Worksheet,
    blank: &Blank,
    form: usize,
    formulas: &FormulaSheet<'_>,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    let filled = blank.filled(form);
    sheet.set_name(filled.sheet.as_str())?;
    sheet.set_formula_result_default("");
    let printed = printed(blank, form);
    let drawn = form_sheet::draw(sheet, &printed, &formats.styles)?;
    heading(sheet, blank, form, formulas, formats)?;
    for row in 0..filled.rows.len() {
        let Some(at) = blank.plan(form).positions[row].drawn() else { continue };
        for column in 0..filled.form.columns.len() {
            if let Some(sheet_column) = blank.sheet_column(form, column) {
                let sheet_column = narrow(sheet_column);
                cell(sheet, blank, (form, row, column), (at, sheet_column), formulas, formats)?;
            }
        }
    }
    let bottom = signatures(sheet, blank, form, formats)?;
    conditional_formats::set(sheet, blank, form, formats)?;
    form_sheet::set_page(sheet, &printed, &drawn, bottom)?;
    // colours are for the screen only, and the results of the check stand outside the print area
    sheet.set_print_black_and_white(true);
    sheet.set_print_area(0, 0, bottom, last_column(blank, form))?;
    sheet.set_zoom(90);
    protect(sheet);
    Ok(())
}

/// The form with its printed texts, for the drawing that all forms share.
fn printed(blank: &Blank, form: usize) -> FormSheet<'_> {
    let filled = blank.filled(form);
    let positions = &blank.plan(form).positions;
    let rows = filled.rows.iter().zip(positions).filter(|(_, position)| position.drawn().is_some());
    let rows = rows.map(|(row, _)| {
        let printed = row.fixed().map(|index| &filled.form.fixed_rows()[index]);
        let look = match (row.role, printed) {
            (Role::Total, _) => Look::Total,
            (Role::Fixed(index), Some(row)) if row.heading || is_parent(&filled.form, index) => Look::Heading,
            _ => Look::Plain,
        };
        let cells = filled.form.columns.iter().map(|column| match (&column.holds, printed) {
            (Holds::Code, Some(row)) => text(row.code.as_deref()),
            (Holds::Label, _) => text(Some(&*row.label).filter(|label| !label.is_empty())),
            (Holds::Measure, Some(row)) => text(row.measured_in.as_deref()),
            _ => CellValue::Empty,
        });
        SheetRow { cells: cells.collect(), look }
    });
    FormSheet {
        form: &filled.form,
        present: filled.present.clone(),
        heading: Heading {
            right: [
                format!("Đơn vị báo cáo: {}", blank.order.unit.as_deref().unwrap_or_default()),
                format!("Đơn vị nhận báo cáo: {}", blank.order.receiver.as_deref().unwrap_or_default()),
            ],
            period: blank.order.period,
            mark: None,
            attached: Some(blank.order.unit.clone().unwrap_or_else(|| "…".to_owned())),
        },
        rows: rows.collect(),
        beside: Vec::new(),
        below: Vec::new(),
        folded: BTreeSet::new(),
        notes: Vec::new(),
    }
}

fn is_parent(form: &Form, index: usize) -> bool {
    form.fixed_rows()
        .iter()
        .any(|row| row.parent == Some(index) && row.is_coded() && !form.fixed_rows()[index].is_coded())
}

fn text(text: Option<&str>) -> CellValue {
    text.map_or(CellValue::Empty, |text| CellValue::Text(text.to_owned()))
}

/// Draws the lines of the heading that the unit fills in, and the banner that counts the results of rules.
fn heading(
    sheet: &mut Worksheet,
    blank: &Blank,
    form: usize,
    formulas: &FormulaSheet<'_>,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    let last = last_column(blank, form);
    let right = right_block(last);
    let order = &blank.order;
    for (row, label, asked, known) in [
        (0, UNIT, "UBND xã Ví dụ 01", &order.unit),
        (1, "Đơn vị nhận báo cáo:", "Sở Nội vụ", &order.receiver),
    ] {
        if known.is_none() {
            sheet.write_string_with_format(row, right, format!("{label} "), &formats.open_right)?;
            for column in right + 1..=last {
                sheet.write_blank(row, column, &formats.open_right)?;
            }
            let ask = format!("Ghi tên đơn vị sau dấu hai chấm: “{label} {asked}”.");
            let validation = validation::of_heading(label.trim_end_matches(':'), &ask)?;
            sheet.add_data_validation(row, right, row, right, &validation)?;
        }
    }
    if order.period.is_none() {
        let validation = validation::of_period(admitted::periods(blank).as_deref())?;
        sheet.add_data_validation(4, 0, 4, 0, &validation)?;
        sheet.write_string_with_format(4, 0, "(Từ ngày …/…/20… đến ngày …/…/20…)", &formats.open_period)?;
        for column in 1..=last {
            sheet.write_blank(4, column, &formats.open_period)?;
        }
    }
    for column in 0..=last {
        sheet.write_blank(5, column, &formats.attached)?;
    }
    let attached = form_sheet::attached(order.unit.as_deref().unwrap_or("…"));
    sheet.write_string_with_format(5, 0, attached, &formats.attached)?;
    let (banner, said) = banner(blank, form, formulas);
    let formula = Formula::new(banner).set_result(said);
    let at = last + BANNER;
    sheet.set_column_width(last + 1, 2)?.set_column_width(at, 44)?;
    sheet.merge_range(0, at, 1, at, "", &formats.banner)?;
    sheet.write_formula_with_format(0, at, formula, &formats.banner)?;
    for word in [" lỗi", " chưa khớp"] {
        let wrong = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::Contains(word.to_owned()))
            .set_format(&formats.wrong);
        sheet.add_conditional_format(0, at, 1, at, &wrong)?;
    }
    Ok(())
}

/// The distance of the banner from the last column. It stands beside the printed page.
const BANNER: u16 = 2;

/// The banner as long as the unit or the period is missing.
const NO_HEADING: &str = "Kiểm tra: chưa ghi đơn vị báo cáo hoặc kỳ báo cáo ở đầu biểu.";

/// The banner's formula, which counts the results of rules, and its present text.
fn banner(blank: &Blank, form: usize, formulas: &FormulaSheet<'_>) -> (String, String) {
    let line = formulas.counts_line(form);
    let [errors, warnings, open, notes, blanks, flaws, given, heading] =
        [1, 2, 3, 4, 5, 6, 7, 8].map(|column| FormulaSheet::cell(column, line));
    let is_score_sheet = blank.filled(form).form.is_score_sheet();
    let (wrong, right) = if is_score_sheet { ("chưa khớp", "khớp") } else { ("lỗi", "đạt") };
    let text = format!(
        "IF({errors}+{flaws}+{warnings}>0,\"Kiểm tra: \"&IF({errors}+{flaws}>0,({errors}+{flaws})&\" {wrong}\"&IF({warnings}>0,\", \",\"\"),\"\")&IF({warnings}>0,{warnings}&\" cần xem lại\",\"\")&IF({open}>0,\", \"&{open}&\" quy tắc chưa nhập đủ số\",\"\")&\". Xem trang “Kiểm tra”.\",IF({given}=0,\"Kiểm tra: chưa nhập.\",IF({open}+{blanks}>0,\"Kiểm tra: chưa nhập đủ (còn \"&{blanks}&\" ô, \"&{open}&\" quy tắc).\",IF({heading}>0,\"{NO_HEADING}\",\"Kiểm tra: {right}\"&IF({notes}>0,\", \"&{notes}&\" lưu ý\",\"\")&\".\"))))"
    );
    let counts = formulas.counts(form);
    let said = if counts.errors + counts.flaws + counts.warnings > 0 {
        let counted = [
            (counts.errors + counts.flaws, wrong),
            (counts.warnings, "cần xem lại"),
            (counts.open, "quy tắc chưa nhập đủ số"),
        ];
        let counted = counted.iter().filter(|(count, _)| *count > 0);
        let counted: Vec<String> = counted.map(|(count, what)| format!("{count} {what}")).collect();
        format!("Kiểm tra: {}. Xem trang “Kiểm tra”.", counted.join(", "))
    } else if !counts.given {
        "Kiểm tra: chưa nhập.".to_owned()
    } else if counts.open + counts.blanks > 0 {
        format!("Kiểm tra: chưa nhập đủ (còn {} ô, {} quy tắc).", counts.blanks, counts.open)
    } else if counts.heading > 0 {
        NO_HEADING.to_owned()
    } else if counts.notes > 0 {
        format!("Kiểm tra: {right}, {} lưu ý.", counts.notes)
    } else {
        format!("Kiểm tra: {right}.")
    };
    (text, said)
}

/// The indices of form, row and column of a cell.
type FormCell = (usize, usize, usize);

/// Draws one cell: an input, a formula, a cell that is not asked, or a printed text.
fn cell(
    sheet: &mut Worksheet,
    blank: &Blank,
    (form, row, column): FormCell,
    (at, sheet_column): (u32, u16),
    formulas: &FormulaSheet<'_>,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    let filled = blank.filled(form);
    let entry = &filled.rows[row].entries.get(column);
    let is_own = matches!(filled.rows[row].role, Role::Open | Role::Added(_));
    match (&filled.form.columns[column].holds, blank.in_blank(form, row, column)) {
        (Holds::Note, _) => write(sheet, at, sheet_column, &Answer::Blank, "", &formats.text),
        (Holds::Code | Holds::Label | Holds::Measure, _) if is_own => {
            let label = match filled.form.columns[column].holds {
                Holds::Label => &filled.rows[row].label,
                // a row of the sender's own has no printed code or unit of measure
                Holds::Code | Holds::Measure | Holds::Note | Holds::Value(_) | Holds::ByRow => "",
            };
            write(sheet, at, sheet_column, &Answer::Blank, label, &formats.text)
        }
        (_, None) => Ok(()),
        (_, Some(InBlank::None)) if filled.fixed(row, column).is_some() => {
            write(sheet, at, sheet_column, entry.answer, &entry.raw(), &formats.styles.value)
        }
        (_, Some(InBlank::None)) => write(sheet, at, sheet_column, entry.answer, &entry.raw(), &formats.out),
        (_, Some(InBlank::Formula)) => {
            let format = formats.computed.clone().set_num_format("0.00");
            let value = entry.value().map_or_else(FormulaResult::blank, FormulaResult::Number);
            let text = blank.formula_text(form, row, column).unwrap_or_default();
            sheet.write_formula_with_format(at, sheet_column, formula(&text, &value), &format)?;
            Ok(())
        }
        (_, Some(InBlank::Input)) => {
            let kind = filled.kind(row, column).unwrap_or(&Kind::Text);
            let is_carried = blank.is_carried(form, row, column);
            let base = match kind {
                Kind::Text | Kind::Document => &formats.text,
                _ if is_carried => &formats.carried,
                _ if !filled.is_asked(row, column) => &formats.left_to_others,
                _ => &formats.input,
            };
            let format = match kind {
                Kind::Count => base.clone().set_num_format("#,##0"),
                // `show_whole` removes the decimal sign from whole figures
                Kind::Money | Kind::Quantity => base.clone().set_num_format("#,##0.##"),
                _ => base.clone(),
            };
            write(sheet, at, sheet_column, entry.answer, &entry.raw(), &format)?;
            let printed = filled.rows[row].fixed().map(|index| &filled.form.fixed_rows()[index]);
            let say = printed.filter(|_| filled.form.columns[column].holds == Holds::ByRow).map(Row::say);
            let say = say.unwrap_or(&filled.form.columns[column].say);
            let may_exceed_100 = filled.form.may_exceed_100(filled.rows[row].fixed(), column);
            let measure = filled.form.measure(filled.rows[row].fixed(), column);
            let asked = validation::Prompt { say, measure, may_exceed_100 };
            let admitted = formulas.admitted(EntryRef { is_earlier: false, form, row, column });
            let validation = match admitted {
                Some(admitted) => Some(validation::of_steps(&admitted, say)?),
                None => validation::of(kind, asked, nil(&filled.form))?,
            };
            if let Some(validation) = validation {
                sheet.add_data_validation(at, sheet_column, at, sheet_column, &validation)?;
            }
            if is_carried {
                let note = Note::new("Số chuyển từ báo cáo kỳ trước. Sửa được nếu chưa đúng.")
                    .add_author_prefix(false)
                    .set_author("phuluc");
                sheet.insert_note(at, sheet_column, &note)?;
            }
            Ok(())
        }
    }
}

/// The sentence on how to write in this form that there was none.
fn nil(form: &Form) -> &'static str {
    if form.column_holding(&Holds::Note).is_some() {
        "Không phát sinh thì để trống và ghi “không phát sinh” ở cột Ghi chú."
    } else {
        ""
    }
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    answer: &Answer,
    raw: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    match answer.figure() {
        Some(figure) => {
            sheet.write_number_with_format(row, column, float(figure.value), format)?;
        }
        None if raw.is_empty() => {
            sheet.write_blank(row, column, format)?;
        }
        None => match raw.parse() {
            Ok(number) => {
                sheet.write_number_with_format(row, column, float(number), format)?;
            }
            Err(_) => {
                sheet.write_string_with_format(row, column, raw, format)?;
            }
        },
    }
    Ok(())
}

/// Draws the places for the preparer and the head to sign. Gives the last row, with room to sign.
fn signatures(
    sheet: &mut Worksheet,
    blank: &Blank,
    form: usize,
    formats: &BlankFormats,
) -> Result<u32, XlsxError> {
    let signatures = Signatures {
        date: "……………, ngày … tháng … năm 20…",
        made: ["NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"],
        signed: ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
    };
    let format = formats.sign.clone().set_unlocked();
    form_sheet::sign(sheet, blank.plan(form).end + 1, last_column(blank, form), &signatures, &format)
}

pub(super) fn narrow(n: u32) -> u16 {
    u16::try_from(n).expect("a form has fewer columns than a sheet")
}
