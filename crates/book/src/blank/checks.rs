//! The sheet “Kiểm tra” of a blank: a line for each rule, with its result in words, the first wrong cell, and what to
//! do.

use super::formats::{BlankFormats, protect};
use super::formula::{FormulaResult, constant, formula, quoted, unit_cell};
use super::formula_sheet::{First, FormulaSheet, RuleLine};
use crate::measure::Letters;
use crate::{paper, style};
use phuluc_author::{Blank, Order, RuleResult};
use phuluc_check::Skipped;
use phuluc_form::Form;
use phuluc_grid::At;
use rust_xlsxwriter::{
    ConditionalFormatText, ConditionalFormatTextRule, Format, FormatAlign, Formula, Worksheet, XlsxError,
};

/// The labels of the columns, and their widths.
const COLUMNS: [(&str, u32); 8] = [
    ("STT", 6),
    ("Quy tắc kiểm tra", 46),
    ("Kết quả", 15),
    ("Ô cần xem", 10),
    ("Số ghi", 12),
    ("Số tính được", 13),
    ("Chênh lệch", 12),
    ("Cách xử lý", 50),
];

/// The height that the advice of a line about a whole form may need, in points.
const TWO_LINES: u32 = 33;
/// The words for each [`RuleResult`] by its number, and one more for a rule that does not apply.
const STATES: [&str; 6] = ["Đạt", "Chưa nhập", "Lỗi", "Cần xem lại", "Lưu ý", "Không áp dụng"];
/// The words on score sheets, where “đạt” would mean points.
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
    sheet.merge_range(2, 0, 2, 7, paper::NOT_PRINTED, &styles.left.clone().set_italic())?;
    for (column, (label, _)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(3, column, label, &styles.header)?;
    }
    let mut at = 4;
    for form in 0..blank.order.forms.len() {
        at = section(sheet, blank, formulas, formats, form, at)?;
    }
    at = waiting(sheet, &blank.order, formulas, formats, at)?;
    for (word, format) in &formats.states {
        let text = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::BeginsWith((*word).to_owned()))
            .set_format(format);
        sheet.add_conditional_format(4, 2, at.max(5), 2, &text)?;
    }
    paper::official(sheet, &COLUMNS.map(|(_, width)| width));
    paper::leave_out(sheet, u16::try_from(COLUMNS.len()).unwrap_or(u16::MAX))?;
    sheet.set_repeat_rows(3, 3)?;
    sheet.set_freeze_panes(4, 0)?;
    protect(sheet);
    Ok(())
}

/// The words for results on a form's part of the sheet.
fn words(form: &Form) -> [&'static str; 6] {
    if form.is_score_sheet() { SCORE_STATES } else { STATES }
}

/// Draws the rules of one form below its name. Gives the next free row.
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
    let name = format!("{}: {}", known.short, known.title);
    sheet.merge_range(at, 0, at, 7, &name, &banner)?;
    // no program fits a row to the text of merged cells
    let wide = COLUMNS.iter().map(|(_, width)| width).sum();
    sheet.set_row_height(at, style::height_of([(name.as_str(), wide)], Letters::Bold))?;
    at += 1;
    let mut number = 0;
    // where a form takes texts or a list, a blank is no omission
    let takes_all = !known.sparse && !counts_nothing(known);
    let lines = [
        Some(heading(blank, formulas, form)),
        Some(flaws(blank, formulas, form)),
        takes_all.then(|| blanks(blank, formulas, form)),
    ];
    for line in lines.into_iter().flatten() {
        number += 1;
        numbered(sheet, at, number, line.title, formats)?;
        let (state, said) = line.state;
        sheet.write_formula_with_format(at, 2, Formula::new(state).set_result(said), &centred(formats))?;
        let (link, to) = line.link;
        let to = to.map_or_else(FormulaResult::blank, |at| FormulaResult::Text(at.to_string()));
        sheet.write_formula_with_format(at, 3, formula(&link, &to), &linked(formats))?;
        for column in 4..7 {
            sheet.write_blank(at, column, &styles.value)?;
        }
        let (todo, said) = line.todo;
        sheet.write_formula_with_format(at, 7, Formula::new(todo).set_result(said), &styles.label)?;
        sheet.set_row_height(at, style::height([(line.title, COLUMNS[1].1)]).max(TWO_LINES))?;
        at += 1;
    }
    for rule in formulas.rules.iter().filter(|rule| rule.form == form) {
        let Some((line, instances)) = rule.at else { continue };
        number += 1;
        numbered(sheet, at, number, &rule.title, formats)?;
        rule_cells(sheet, blank, formulas, rule, (line, instances), at, formats)?;
        at += 1;
    }
    Ok(at)
}

/// A line about a whole form. Each part is a formula with its present result.
struct FormLine {
    title: &'static str,
    state: (String, &'static str),
    link: (String, Option<At>),
    todo: (String, String),
}

/// The word for a heading that has unit and period.
const WRITTEN: &str = "Đã ghi";

/// The line about the heading: whether it has the unit and the period.
fn heading(blank: &Blank, formulas: &FormulaSheet<'_>, form: usize) -> FormLine {
    let known = &blank.filled(form).form;
    let (counts, states) = (formulas.counts(form), words(known));
    let lacks = FormulaSheet::cell(8, formulas.counts_line(form));
    let (unit, period) = (unit_cell(blank, form), At { row: 4, column: 0 });
    let to = |at: At| format!("HYPERLINK(\"#{}!{at}\",\"{at}\")", quoted(&known.sheet));
    let todo = "Ghi tên đơn vị sau chữ “Đơn vị báo cáo:” và ghi kỳ báo cáo dưới tên biểu.";
    FormLine {
        title: "Đã ghi đơn vị báo cáo và kỳ báo cáo ở đầu biểu",
        state: (
            format!("IF({lacks}>0,\"{}\",\"{WRITTEN}\")", states[1]),
            if counts.heading > 0 { states[1] } else { WRITTEN },
        ),
        link: (
            format!("IF({lacks}>=2,{},IF({lacks}=1,{},\"\"))", to(unit), to(period)),
            match counts.heading {
                0 => None,
                1 => Some(period),
                _ => Some(unit),
            },
        ),
        todo: (
            format!("IF({lacks}>0,\"{todo}\",\"\")"),
            if counts.heading > 0 { todo.to_owned() } else { String::new() },
        ),
    }
}

/// The line about flaws: whether each cell holds a figure that may stand there.
fn flaws(blank: &Blank, formulas: &FormulaSheet<'_>, form: usize) -> FormLine {
    let known = &blank.filled(form).form;
    let (counts, states) = (formulas.counts(form), words(known));
    let line = formulas.counts_line(form);
    let [flaws, given] = [6, 7].map(|column| FormulaSheet::cell(column, line));
    let (address, first) = formulas.first_flaw(form);
    let holds = holds(formulas, form);
    FormLine {
        title: "Ô nào cũng là một con số đọc được, không nhỏ hơn 0, đúng mã cho phép, tỷ lệ không quá 100; dòng có số thì có tên",
        state: (
            format!("IF({flaws}>0,\"{}\",IF({given}=0,\"{}\",{}))", states[2], states[1], holds.0),
            match (counts.flaws, counts.given) {
                (0, true) => holds.1,
                (0, false) => states[1],
                _ => states[2],
            },
        ),
        link: (
            format!("IF({flaws}>0,HYPERLINK(\"#{}!\"&{address},{address}),\"\")", quoted(&known.sheet)),
            first,
        ),
        todo: (
            format!(
                "IF({flaws}>0,\"Còn \"&{flaws}&\" ô sai, được tô màu trên biểu. Gõ lại số, không gõ chữ.\",\"\")"
            ),
            if counts.flaws > 0 {
                format!("Còn {} ô sai, được tô màu trên biểu. Gõ lại số, không gõ chữ.", counts.flaws)
            } else {
                String::new()
            },
        ),
    }
}

/// The line about blanks: whether all figures that are asked for are given.
fn blanks(blank: &Blank, formulas: &FormulaSheet<'_>, form: usize) -> FormLine {
    let known = &blank.filled(form).form;
    let (counts, states) = (formulas.counts(form), words(known));
    let blanks = FormulaSheet::cell(5, formulas.counts_line(form));
    let (address, first) = formulas.first_blank(form);
    let holds = holds(formulas, form);
    FormLine {
        title: "Các ô phải nhập đã nhập đủ",
        state: (
            format!("IF({blanks}>0,\"{}\",{})", states[1], holds.0),
            if counts.blanks > 0 { states[1] } else { holds.1 },
        ),
        link: (
            format!("IF({blanks}>0,HYPERLINK(\"#{}!\"&{address},{address}),\"\")", quoted(&known.sheet)),
            first,
        ),
        todo: (
            format!("IF({blanks}>0,\"Còn \"&{blanks}&\" ô chưa nhập. Bằng không thì ghi 0.\",\"\")"),
            if counts.blanks > 0 {
                format!("Còn {} ô chưa nhập. Bằng không thì ghi 0.", counts.blanks)
            } else {
                String::new()
            },
        ),
    }
}

/// The word for a rule that holds, as a formula and as it is now. As long as the unit or the period is missing,
/// nothing is called “Đạt”.
fn holds(formulas: &FormulaSheet<'_>, form: usize) -> (String, &'static str) {
    let [right, matching] = [words(formulas.form(form)), SCORE_STATES].map(|words| words[0]);
    let lacks = FormulaSheet::cell(8, formulas.counts_line(form));
    let now = if formulas.counts(form).heading > 0 { matching } else { right };
    (format!("IF({lacks}>0,\"{matching}\",\"{right}\")"), now)
}

/// The format of a cell that links to another.
fn linked(formats: &BlankFormats) -> Format {
    centred(formats).set_font_color("#0563C1").set_underline(rust_xlsxwriter::FormatUnderline::Single)
}

/// Whether the form is a list of documents.
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

/// Writes the cells of a rule: its result, the first cell with this result, the figures there, and what to do.
fn rule_cells(
    sheet: &mut Worksheet,
    blank: &Blank,
    formulas: &FormulaSheet<'_>,
    rule: &RuleLine,
    (line, [from, to]): (u32, [u32; 2]),
    at: u32,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    let styles = &formats.styles;
    let known = &blank.filled(rule.form).form;
    let [worst, index, count] = [1, 2, 3].map(|column| FormulaSheet::cell(column, line));
    let words = words(known);
    let holds = holds(formulas, rule.form);
    let others = words[1..].iter().map(|word| format!("\"{word}\""));
    let listed: Vec<String> = std::iter::once(holds.0).chain(others).collect();
    let many = format!("IF(AND({worst}>=2,{worst}<=4,{count}>1),\" (\"&{count}&\" chỗ)\",\"\")");
    let state = format!("CHOOSE({worst}+1,{})&{many}", listed.join(","));
    let number = rule.state.map_or(5, |state| usize::from(state.number()));
    let is_off = rule.state.is_some_and(|state| state >= RuleResult::Error);
    let mut said = if number == 0 { holds.1 } else { words[number] }.to_owned();
    if is_off && rule.count > 1 {
        said.push_str(&format!(" ({} chỗ)", rule.count));
    }
    sheet.write_formula_with_format(at, 2, Formula::new(state).set_result(said), &centred(formats))?;
    // the hidden sheet's cells for the first place with this result
    let [place, reported, expected] = [5, 6, 7].map(|column: u16| {
        let range = format!("{}:{}", FormulaSheet::cell(column, from), super::fixed(to, u32::from(column)));
        format!("INDEX({range},{index})")
    });
    let first = rule.first.as_ref();
    let address = first.filter(|_| number < 5).and_then(|first| first.address);
    let address = address.map_or_else(FormulaResult::blank, |at| FormulaResult::Text(at.to_string()));
    let link = format!("IF({index}>0,HYPERLINK(\"#{}!\"&{place},{place}),\"\")", quoted(&known.sheet));
    let link = formula(&link, &address);
    sheet.write_formula_with_format(at, 3, link, &linked(formats))?;
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
    // a rule that holds needs no advice
    let todo = format!("IF(AND({worst}>=2,{worst}<=4),{},\"\")", constant(&rule.todo));
    let said = if is_off { rule.todo.as_str() } else { "" };
    sheet.write_formula_with_format(at, 7, Formula::new(todo).set_result(said), &styles.label)?;
    let texts = [(rule.title.as_str(), COLUMNS[1].1), (rule.todo.as_str(), COLUMNS[7].1)];
    sheet.set_row_height(at, style::height(texts))?;
    Ok(())
}

/// Lists the rules that need data from outside this workbook. Gives the next free row.
fn waiting(
    sheet: &mut Worksheet,
    order: &Order,
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
            Some(Skipped::NoForm(form)) => format!("Cần “{}”, không có trong tệp này.", order.name_of(form)),
            Some(Skipped::NoPrevious) => "Cần báo cáo của kỳ trước.".to_owned(),
            Some(Skipped::NoLastYear) => "Cần báo cáo cùng kỳ năm trước.".to_owned(),
            Some(Skipped::NoYear) => "Cần các báo cáo từ đầu năm.".to_owned(),
            _ => "Không áp dụng với các dòng, cột của tệp này.".to_owned(),
        };
        numbered(sheet, at, number, &rule.title, formats)?;
        sheet.write_string_with_format(at, 2, "Khi tiếp nhận", &centred(formats))?;
        for column in 3..7 {
            sheet.write_blank(at, column, &formats.styles.value)?;
        }
        sheet.write_string_with_format(at, 7, &needs, &formats.styles.label)?;
        let texts = [(rule.title.as_str(), COLUMNS[1].1), (needs.as_str(), COLUMNS[7].1)];
        sheet.set_row_height(at, style::height(texts))?;
        at += 1;
    }
    Ok(at)
}
