//! A form on its sheet: the official layout, with cells to type into.

use super::formats::{BlankFormats, protect};
use super::formula::{FormulaResult, formula, name_prefix};
use super::formula_sheet::FormulaSheet;
use super::validation;
use crate::{FormSheet, Heading, Look, SheetRow, float, form_sheet};
use phuluc_author::Blank;
use phuluc_check::{Answer, Role};
use phuluc_form::{Asked, Form, Holds, Kind, Row};
use phuluc_grid::CellValue;
use rust_xlsxwriter::{
    ConditionalFormatFormula, ConditionalFormatText, ConditionalFormatTextRule, Format, Formula, Note,
    Worksheet, XlsxError,
};

/// Where the block at the right of the heading begins, on a sheet whose last column is this.
pub(super) const fn right_block(last: u32) -> u32 {
    if last > 6 { 4 } else { 2 }
}

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
    let drawn = printed(blank, form);
    form_sheet::draw(sheet, &drawn, &formats.styles)?;
    heading(sheet, blank, form, formulas, formats)?;
    for row in 0..filled.rows.len() {
        let Some(at) = blank.plan(form).positions[row].drawn() else { continue };
        for column in 0..filled.form.columns.len() {
            if let Some(sheet_column) = blank.sheet_column(form, column) {
                let sheet_column = narrow(sheet_column);
                cell(sheet, blank, (form, row, column), (at, sheet_column), formats)?;
            }
        }
    }
    signatures(sheet, blank, form, formats)?;
    mark_wrong(sheet, blank, form, formats)?;
    sheet.set_zoom(90);
    protect(sheet);
    Ok(())
}

/// The form as any form is drawn, its printed texts in their places.
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
        },
        rows: rows.collect(),
        beside: Vec::new(),
        below: Vec::new(),
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

/// What the unit fills in itself, and the banner that counts what the rules find.
fn heading(
    sheet: &mut Worksheet,
    blank: &Blank,
    form: usize,
    formulas: &FormulaSheet<'_>,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    let last = narrow(size(blank.plan(form).layout.columns.len()) - 1);
    let right = narrow(right_block(u32::from(last)));
    let order = &blank.order;
    for (row, label, known) in
        [(0, "Đơn vị báo cáo: ", &order.unit), (1, "Đơn vị nhận báo cáo: ", &order.receiver)]
    {
        if known.is_none() {
            sheet.write_string_with_format(row, right, label, &formats.open_right)?;
            for column in right + 1..=last {
                sheet.write_blank(row, column, &formats.open_right)?;
            }
        }
    }
    if order.period.is_none() {
        sheet.write_string_with_format(4, 0, "(Từ ngày …/…/20… đến ngày …/…/20…)", &formats.open_period)?;
        for column in 1..=last {
            sheet.write_blank(4, column, &formats.open_period)?;
        }
    }
    let (banner, said) = banner(blank, form, formulas);
    let formula = Formula::new(banner).set_result(said);
    sheet.write_formula_with_format(5, 0, formula, &formats.banner)?;
    for word in [" lỗi, ", " chưa khớp, "] {
        let wrong = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::Contains(word.to_owned()))
            .set_format(&formats.wrong);
        sheet.add_conditional_format(5, 0, 5, last, &wrong)?;
    }
    sheet.set_row_height(5, 22)?;
    Ok(())
}

/// The line that counts what the rules find, and what it says now.
fn banner(blank: &Blank, form: usize, formulas: &FormulaSheet<'_>) -> (String, String) {
    let line = formulas.counts_line(form);
    let [errors, warnings, open, notes, blanks, flaws, given] =
        [1, 2, 3, 4, 5, 6, 7].map(|column| FormulaSheet::cell(column, line));
    let is_score_sheet = blank.filled(form).form.is_score_sheet();
    let (wrong, right) = if is_score_sheet { ("chưa khớp", "khớp") } else { ("lỗi", "đạt") };
    let text = format!(
        "IF({errors}+{flaws}+{warnings}>0,\"Kiểm tra: \"&({errors}+{flaws})&\" {wrong}, \"&{warnings}&\" cần xem lại, \"&{open}&\" quy tắc chưa nhập đủ số. Xem trang “Kiểm tra”.\",IF({given}=0,\"Kiểm tra: chưa nhập.\",IF({open}+{blanks}>0,\"Kiểm tra: chưa nhập đủ (còn \"&{blanks}&\" ô, \"&{open}&\" quy tắc).\",\"Kiểm tra: {right}\"&IF({notes}>0,\", \"&{notes}&\" lưu ý\",\"\")&\".\")))"
    );
    let counts = formulas.counts(form);
    let said = if counts.errors + counts.flaws + counts.warnings > 0 {
        format!(
            "Kiểm tra: {} {wrong}, {} cần xem lại, {} quy tắc chưa nhập đủ số. Xem trang “Kiểm tra”.",
            counts.errors + counts.flaws,
            counts.warnings,
            counts.open
        )
    } else if !counts.given {
        "Kiểm tra: chưa nhập.".to_owned()
    } else if counts.open + counts.blanks > 0 {
        format!("Kiểm tra: chưa nhập đủ (còn {} ô, {} quy tắc).", counts.blanks, counts.open)
    } else if counts.notes > 0 {
        format!("Kiểm tra: {right}, {} lưu ý.", counts.notes)
    } else {
        format!("Kiểm tra: {right}.")
    };
    (text, said)
}

/// A cell of a form: the indexes of form, row and column.
type FormCell = (usize, usize, usize);

/// One cell: to type into, worked out, not asked, or as it is printed.
fn cell(
    sheet: &mut Worksheet,
    blank: &Blank,
    (form, row, column): FormCell,
    (at, sheet_column): (u32, u16),
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    let filled = blank.filled(form);
    let entry = &filled.rows[row].entries.get(column);
    let is_own = matches!(filled.rows[row].role, Role::Open | Role::Line(_));
    match (&filled.form.columns[column].holds, blank.asks(form, row, column)) {
        (Holds::Note, _) => write(sheet, at, sheet_column, &Answer::Blank, "", &formats.text),
        (Holds::Code | Holds::Label | Holds::Measure, _) if is_own => {
            let label = match filled.form.columns[column].holds {
                Holds::Label => &filled.rows[row].label,
                // a line of the sender's own has no printed code or unit of measure
                Holds::Code | Holds::Measure | Holds::Note | Holds::Value(_) | Holds::ByRow => "",
            };
            write(sheet, at, sheet_column, &Answer::Blank, label, &formats.text)
        }
        (_, None) => Ok(()),
        (_, Some(Asked::None)) => write(sheet, at, sheet_column, entry.answer, &entry.raw(), &formats.out),
        (_, Some(Asked::Formula)) => {
            let format = formats.computed.clone().set_num_format("0.00");
            let value = entry.value().map_or_else(FormulaResult::blank, FormulaResult::Number);
            let text = blank.formula_text(form, row, column).unwrap_or_default();
            sheet.write_formula_with_format(at, sheet_column, formula(&text, &value), &format)?;
            Ok(())
        }
        (_, Some(Asked::Input)) => {
            let kind = filled.kind(row, column).unwrap_or(&Kind::Text);
            let is_carried = blank.is_carried(form, row, column);
            let base = match kind {
                Kind::Text | Kind::Document => &formats.text,
                _ if is_carried => &formats.carried,
                _ => &formats.input,
            };
            let format = match kind {
                Kind::Count | Kind::Money => base.clone().set_num_format("#,##0"),
                _ => base.clone(),
            };
            write(sheet, at, sheet_column, entry.answer, &entry.raw(), &format)?;
            let printed = filled.rows[row].fixed().map(|index| &filled.form.fixed_rows()[index]);
            let say = printed.filter(|_| filled.form.columns[column].holds == Holds::ByRow).map(Row::say);
            let say = say.unwrap_or(&filled.form.columns[column].say);
            let may_exceed_100 = filled.form.may_exceed_100(filled.rows[row].fixed(), column);
            let measure = filled.form.measure(filled.rows[row].fixed(), column);
            let asked = validation::Asked { say, measure, may_exceed_100 };
            if let Some(validation) = validation::of(kind, asked, nil(&filled.form))? {
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

/// How the form says that there was none.
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

/// Who made and who signs the report.
fn signatures(
    sheet: &mut Worksheet,
    blank: &Blank,
    form: usize,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    let plan = blank.plan(form);
    let last = narrow(size(plan.layout.columns.len()) - 1);
    // the left block begins in the first column, which no form reads names from
    let (left, right) = (1.min(last), narrow(right_block(u32::from(last))));
    let at = plan.end + 1;
    let italic = formats.sign.clone().set_italic().set_unlocked();
    let plain = formats.sign.clone().set_unlocked();
    let date = "……………, ngày … tháng … năm 20…";
    sheet.merge_range(at, right, at, last, date, &unbold(&italic))?;
    for (row, made, signed) in
        [(1, "NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN"), (2, "(Ký, ghi rõ họ tên)", "CHỦ TỊCH")]
    {
        let made_by = if row == 2 { unbold(&italic) } else { plain.clone() };
        sheet.merge_range(at + row, 0, at + row, left, made, &made_by)?;
        sheet.merge_range(at + row, right, at + row, last, signed, &plain)?;
    }
    Ok(())
}

fn unbold(format: &Format) -> Format {
    format.clone().unset_bold()
}

/// Colours the cells whose addresses the workings list.
fn mark_wrong(
    sheet: &mut Worksheet,
    blank: &Blank,
    form: usize,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    let plan = blank.plan(form);
    let name = name_prefix(&blank.filled(form).form);
    let last = narrow(size(plan.layout.columns.len()) - 1);
    let here = "ADDRESS(ROW(),COLUMN(),4)";
    let rule = format!("=COUNTIF({name}_o_sai,{here})+COUNTIF({name}_quy_tac_sai,{here})>0");
    let format = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&formats.wrong);
    sheet.add_conditional_format(plan.layout.body, 0, plan.end - 1, last, &format)?;
    Ok(())
}

fn size(n: usize) -> u32 {
    u32::try_from(n).expect("a form has fewer columns than a sheet")
}

fn narrow(n: u32) -> u16 {
    u16::try_from(n).expect("a form has fewer columns than a sheet")
}
