//! The sheet “Kiểm tra”: one line for each rule, with its result in words, the first wrong cell, what to do.

use super::formats::{BlankFormats, protect};
use super::formula::{FormulaResult, formula, quoted};
use super::formula_sheet::{First, FormulaSheet, RuleLine};
use crate::style;
use phuluc_author::{Blank, State};
use phuluc_check::Skipped;
use phuluc_form::Form;
use rust_xlsxwriter::{
    ConditionalFormatText, ConditionalFormatTextRule, Format, FormatAlign, Formula, Worksheet, XlsxError,
};

/// The columns and their widths.
const COLUMNS: [(&str, u32); 8] = [
    ("STT", 6),
    ("Quy tắc kiểm tra", 56),
    ("Kết quả", 17),
    ("Ô cần xem", 10),
    ("Số ghi", 13),
    ("Số tính được", 13),
    ("Chênh lệch", 13),
    ("Cách xử lý", 58),
];

/// The words for each [`State`], by its number, and last for a rule that does not apply.
const STATES: [&str; 6] = ["Đạt", "Chưa nhập", "Lỗi", "Cần xem lại", "Lưu ý", "Không áp dụng"];
/// The same on score sheets, where “đạt” means points.
const SCORE_STATES: [&str; 6] = ["Khớp", "Chưa nhập", "Chưa khớp", "Cần xem lại", "Lưu ý", "Không áp dụng"];

/// Draws the sheet.
pub(super) fn draw(
    sheet: &mut Worksheet,
    blank: &Blank,
    formulas: &FormulaSheet<'_>,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    sheet.set_name(phuluc_grid::AIDS[1])?;
    sheet.set_formula_result_default("");
    for (column, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    let styles = &formats.styles;
    sheet.merge_range(0, 0, 0, 7, "KIỂM TRA SỐ LIỆU", &styles.title)?;
    let lead = "Trang này tự tính khi nhập số, không phải gõ gì. “Lỗi” phải sửa trước khi gửi; “Cần xem lại” thì sửa hoặc giải trình; “Chưa nhập” là còn ô trống nên chưa biết. Cơ quan nhận báo cáo kiểm tra lại lần nữa.";
    sheet.merge_range(1, 0, 1, 7, lead, &styles.left.clone().set_align(FormatAlign::Left))?;
    sheet.set_row_height(1, 36)?;
    for (column, (label, _)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(3, column, label, &styles.header)?;
    }
    let mut at = 4;
    for form in 0..blank.order.forms.len() {
        at = section(sheet, blank, formulas, formats, form, at)?;
    }
    at = waiting(sheet, formulas, formats, at)?;
    for (word, format) in &formats.states {
        let text = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::BeginsWith((*word).to_owned()))
            .set_format(format);
        sheet.add_conditional_format(4, 2, at.max(5), 2, &text)?;
    }
    style::page(sheet, true);
    sheet.set_repeat_rows(3, 3)?;
    sheet.set_freeze_panes(4, 0)?;
    protect(sheet);
    Ok(())
}

fn words(form: &Form) -> [&'static str; 6] {
    if form.is_score_sheet() { SCORE_STATES } else { STATES }
}

/// The rules of one form, under its name.
fn section(
    sheet: &mut Worksheet,
    blank: &Blank,
    formulas: &FormulaSheet<'_>,
    formats: &BlankFormats,
    form: usize,
    mut at: u32,
) -> Result<u32, XlsxError> {
    let known = &blank.filled(form).form;
    let styles = &formats.styles;
    let banner = formats.styles.label.clone().set_bold().set_background_color("#F2F2F2");
    sheet.merge_range(at, 0, at, 7, &format!("{}: {}", known.short, known.title), &banner)?;
    at += 1;
    let counts = formulas.counts(form);
    let line = formulas.counts_line(form);
    let [blanks, flaws, given] = [5, 6, 7].map(|column| FormulaSheet::cell(column, line));
    let states = words(known);
    let whole = [
        (
            "Ô nào cũng là một con số đọc được, không nhỏ hơn 0, đúng mã cho phép; dòng có số thì có tên",
            format!("IF({flaws}>0,\"{}\",IF({given}=0,\"{}\",\"{}\"))", states[2], states[1], states[0]),
            if counts.flaws > 0 { 2 } else { usize::from(!counts.given) },
            (
                format!(
                    "IF({flaws}>0,\"Còn \"&{flaws}&\" ô sai, được tô màu trên biểu. Gõ lại số, không gõ chữ.\",\"\")"
                ),
                if counts.flaws > 0 {
                    format!("Còn {} ô sai, được tô màu trên biểu. Gõ lại số, không gõ chữ.", counts.flaws)
                } else {
                    String::new()
                },
            ),
        ),
        (
            "Các ô phải nhập đã nhập đủ",
            format!("IF({blanks}>0,\"{}\",\"{}\")", states[1], states[0]),
            usize::from(counts.blanks > 0),
            (
                format!("IF({blanks}>0,\"Còn \"&{blanks}&\" ô chưa nhập. Bằng không thì ghi 0.\",\"\")"),
                if counts.blanks > 0 {
                    format!("Còn {} ô chưa nhập. Bằng không thì ghi 0.", counts.blanks)
                } else {
                    String::new()
                },
            ),
        ),
    ];
    // where a form takes texts or a list, a blank is not an omission
    let whole = whole.into_iter().take(if known.sparse || counts_nothing(known) { 1 } else { 2 });
    let mut number = 0;
    for (title, text, result, (todo, said)) in whole {
        number += 1;
        numbered(sheet, at, number, title, formats)?;
        sheet.write_formula_with_format(
            at,
            2,
            Formula::new(text).set_result(states[result]),
            &centred(formats),
        )?;
        for column in 3..7 {
            sheet.write_blank(at, column, &styles.value)?;
        }
        sheet.write_formula_with_format(at, 7, Formula::new(todo).set_result(said), &styles.label)?;
        sheet.set_row_height(at, style::height([(title, COLUMNS[1].1)]))?;
        at += 1;
    }
    for rule in formulas.rules.iter().filter(|rule| rule.form == form) {
        let Some((line, instances)) = rule.at else { continue };
        number += 1;
        numbered(sheet, at, number, &rule.title, formats)?;
        rule_cells(sheet, blank, rule, (line, instances), at, formats)?;
        at += 1;
    }
    Ok(at)
}

fn counts_nothing(form: &Form) -> bool {
    form.document_column().is_some()
}

fn numbered(
    sheet: &mut Worksheet,
    at: u32,
    number: u32,
    title: &str,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    sheet.write_number_with_format(at, 0, number, &centred(formats))?;
    sheet.write_string_with_format(at, 1, title, &formats.styles.label)?;
    Ok(())
}

fn centred(formats: &BlankFormats) -> Format {
    formats.styles.label.clone().set_align(FormatAlign::Center).set_indent(0)
}

/// The result of a rule, the first cell that has it, the figures there, and what to do.
fn rule_cells(
    sheet: &mut Worksheet,
    blank: &Blank,
    rule: &RuleLine,
    (line, [from, to]): (u32, [u32; 2]),
    at: u32,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    let styles = &formats.styles;
    let known = &blank.filled(rule.form).form;
    let [worst, index, count] = [1, 2, 3].map(|column| FormulaSheet::cell(column, line));
    let words = words(known);
    let listed: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let many = format!("IF(AND({worst}>=2,{worst}<=4,{count}>1),\" (\"&{count}&\" chỗ)\",\"\")");
    let state = format!("CHOOSE({worst}+1,{})&{many}", listed.join(","));
    let number = rule.state.map_or(5, |state| usize::from(state.number()));
    let is_off = rule.state.is_some_and(|state| state >= State::Error);
    let mut said = words[number].to_owned();
    if is_off && rule.count > 1 {
        said.push_str(&format!(" ({} chỗ)", rule.count));
    }
    sheet.write_formula_with_format(at, 2, Formula::new(state).set_result(said), &centred(formats))?;
    // the workings' cells for the first place with this result
    let [place, reported, expected] = [5, 6, 7].map(|column: u16| {
        let range = format!("{}:{}", FormulaSheet::cell(column, from), super::fixed(to, u32::from(column)));
        format!("INDEX({range},{index})")
    });
    let first = rule.first.as_ref();
    let address = first.filter(|_| number < 5).and_then(|first| first.address);
    let address = address.map_or_else(FormulaResult::blank, |at| FormulaResult::Text(at.to_string()));
    let link = format!("IF({index}>0,HYPERLINK(\"#{}!\"&{place},{place}),\"\")", quoted(&known.sheet));
    let link = formula(&link, &address);
    let blue =
        centred(formats).set_font_color("#0563C1").set_underline(rust_xlsxwriter::FormatUnderline::Single);
    sheet.write_formula_with_format(at, 3, link, &blue)?;
    let difference = format!("IFERROR(ROUND({reported}-{expected},9),\"\")");
    let results = match first.filter(|_| is_off) {
        Some(First { reported, expected, .. }) => {
            let difference = match (reported, expected) {
                (FormulaResult::Number(a), FormulaResult::Number(b)) => FormulaResult::Number(*a - *b),
                _ => FormulaResult::blank(),
            };
            [reported.clone(), expected.clone(), difference]
        }
        None => [FormulaResult::blank(), FormulaResult::blank(), FormulaResult::blank()],
    };
    let figure = styles.value.clone().set_num_format("#,##0.##;-#,##0.##;0");
    for ((column, text), result) in (4..).zip([reported, expected, difference]).zip(&results) {
        let text = format!("IF(AND({worst}>=2,{worst}<=4),{text},\"\")");
        sheet.write_formula_with_format(at, column, formula(&text, result), &figure)?;
    }
    sheet.write_string_with_format(at, 7, &rule.todo, &styles.label)?;
    let texts = [(rule.title.as_str(), COLUMNS[1].1), (rule.todo.as_str(), COLUMNS[7].1)];
    sheet.set_row_height(at, style::height(texts))?;
    Ok(())
}

/// The rules that need what is not in this workbook.
fn waiting(
    sheet: &mut Worksheet,
    formulas: &FormulaSheet<'_>,
    formats: &BlankFormats,
    mut at: u32,
) -> Result<u32, XlsxError> {
    let waiting: Vec<&RuleLine> = formulas.rules.iter().filter(|rule| rule.at.is_none()).collect();
    if waiting.is_empty() {
        return Ok(at);
    }
    let banner = formats.styles.label.clone().set_bold().set_background_color("#F2F2F2");
    let title = "Kiểm tra khi tiếp nhận: cần số liệu không có trong tệp này";
    sheet.merge_range(at, 0, at, 7, title, &banner)?;
    at += 1;
    for (number, rule) in (1..).zip(waiting) {
        let needs = match &rule.waits {
            Some(Skipped::NoForm(form)) => format!("Cần biểu {form}, không có trong tệp này."),
            Some(Skipped::NoPrevious) => "Cần báo cáo của kỳ trước.".to_owned(),
            _ => "Không áp dụng với các dòng, cột của tệp này.".to_owned(),
        };
        numbered(sheet, at, number, &rule.title, formats)?;
        sheet.write_string_with_format(at, 2, "Khi tiếp nhận", &centred(formats))?;
        for column in 3..7 {
            sheet.write_blank(at, column, &formats.styles.value)?;
        }
        sheet.write_string_with_format(at, 7, &needs, &formats.styles.label)?;
        sheet.set_row_height(at, style::height([(rule.title.as_str(), COLUMNS[1].1)]))?;
        at += 1;
    }
    Ok(at)
}
