//! CSV that opens correctly in Vietnamese Excel: UTF-8 with a byte order mark, `;` between fields, a decimal comma.

use super::json::{finding_line, value_lines};
use crate::words;
use crate::words::{CheckMessage, Lang};
use ::csv::WriterBuilder;
use phuluc_form::{ColumnId, Form, FormId, Period};
use phuluc_round::FileReport;
use std::borrow::Cow;

/// The heads of the table of values, in Vietnamese and for programs.
const VALUES: [(&str, &str); 12] = [
    ("Đơn vị", "unit"),
    ("Kỳ báo cáo", "period"),
    ("Biểu", "form"),
    ("Mã chỉ tiêu", "row"),
    ("Chỉ tiêu", "label"),
    ("Cột", "column"),
    ("Tình trạng", "state"),
    ("Số liệu", "value"),
    ("Ghi trong ô", "raw"),
    ("Tệp", "path"),
    ("Trang tính", "sheet"),
    ("Ô", "cell"),
];
/// The heads of the table of findings.
const FINDINGS: [(&str, &str); 17] = [
    ("Tệp", "path"),
    ("Đơn vị", "unit"),
    ("Kết quả", "status"),
    ("Mức độ", "severity"),
    ("Quy tắc", "rule"),
    ("Biểu", "form"),
    ("Chỉ tiêu", "row"),
    ("Cột", "column"),
    ("Trang tính", "sheet"),
    ("Ô", "cell"),
    ("Số ghi", "reported"),
    ("Quan hệ", "relation"),
    ("Số tính được", "expected"),
    ("Chênh lệch", "difference"),
    ("Nội dung", "message"),
    ("Cách xử lý", "todo"),
    ("Có thể sửa", "diagnosis"),
];

/// The values of files, one a line. In Vietnamese, heads and states are words; in English, they are the names that
/// JSON has.
///
/// # Errors
/// The data cannot cause one; the writer itself may report one.
pub fn read(files: &[FileReport], lang: Lang) -> Result<String, ::csv::Error> {
    let mut table = vec![header(&VALUES, lang)];
    for line in value_lines(files) {
        table.push(vec![
            line.unit.unwrap_or_default().to_owned(),
            line.period.map(|period| written(period, lang)).unwrap_or_default(),
            named_form(files, line.form, lang),
            line.row.to_string(),
            line.label.to_owned(),
            named_column(files, line.form, &line.column, lang),
            match lang {
                Lang::Vi => words::answer_state(line.state).to_owned(),
                Lang::En => serde_name(&line.state),
            },
            comma(line.value),
            line.raw.into_owned(),
            line.path.to_owned(),
            line.sheet.to_owned(),
            line.cell.map(|at| at.to_string()).unwrap_or_default(),
        ]);
    }
    write(&table)
}

/// The findings of files, one a line.
///
/// # Errors
/// As for [`read`].
pub fn check(files: &[FileReport], lang: Lang) -> Result<String, ::csv::Error> {
    let mut table = vec![header(&FINDINGS, lang)];
    let mut sorted: Vec<&FileReport> = files.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    for file in sorted {
        let unit = file.submission.as_ref().and_then(|submission| submission.unit.clone());
        for finding in file.checked.stories().into_iter().flat_map(|story| story.findings) {
            let line = finding_line(finding, lang);
            let labels = finding.place().map(|place| &place.labels);
            let row = labels.map(|labels| &*labels.row);
            let column = labels.map(|labels| &*labels.column);
            table.push(vec![
                file.path.clone(),
                unit.clone().unwrap_or_default(),
                match lang {
                    Lang::Vi => words::file_status(file.status()).to_owned(),
                    Lang::En => serde_name(&file.status()),
                },
                match lang {
                    Lang::Vi => words::say(lang, CheckMessage::Severity(line.severity)),
                    Lang::En => serde_name(&line.severity),
                },
                line.rule,
                line.form.as_ref().map(|id| named_form(files, id, lang)).unwrap_or_default(),
                labelled(row, line.row.map(|id| id.to_string()), lang),
                labelled(column, line.column.map(|id| id.to_string()), lang),
                line.sheet.unwrap_or_default(),
                line.cell.map(|at| at.to_string()).unwrap_or_default(),
                comma(line.reported),
                line.relation.unwrap_or_default().to_owned(),
                comma(line.expected),
                comma(line.difference),
                line.message,
                line.todo,
                words::suggestions(finding, &file.checked),
            ]);
        }
    }
    write(&table)
}

/// The label, or the id if there is no label or the language is English, which programs read.
fn labelled(label: Option<&str>, id: Option<String>, lang: Lang) -> String {
    match (lang, label.filter(|label| !label.is_empty())) {
        (Lang::Vi, Some(label)) => label.to_owned(),
        _ => id.unwrap_or_default(),
    }
}

/// The short name of a form, or its id for programs.
fn named_form(files: &[FileReport], id: &FormId, lang: Lang) -> String {
    labelled(form(files, id).map(|form| form.short.as_str()), Some(id.to_string()), lang)
}

/// The name of a column, or its id for programs.
fn named_column(files: &[FileReport], id: &FormId, column: &ColumnId, lang: Lang) -> String {
    let mut columns = form(files, id).into_iter().flat_map(|form| &form.columns);
    let label = columns.find(|known| known.id == *column).map(|column| column.say.as_str());
    labelled(label, Some(column.to_string()), lang)
}

fn form<'f>(files: &'f [FileReport], id: &FormId) -> Option<&'f Form> {
    let submissions = files.iter().filter_map(|file| file.submission.as_ref());
    let mut forms = submissions.flat_map(|submission| &submission.forms).map(|filled| &*filled.form);
    forms.find(|form| form.id == *id)
}

/// A period as people write it, or for programs as an ISO 8601 interval.
fn written(period: Period, lang: Lang) -> String {
    match lang {
        Lang::Vi => period.to_string(),
        Lang::En => format!("{}/{}", period.from, period.to),
    }
}

fn header(names: &[(&str, &str)], lang: Lang) -> Vec<String> {
    let names = names.iter().map(|(vietnamese, english)| match lang {
        Lang::Vi => *vietnamese,
        Lang::En => *english,
    });
    names.map(str::to_owned).collect()
}

/// The name that JSON gives a variant without fields.
fn serde_name(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn comma(value: Option<String>) -> String {
    let value = value.unwrap_or_default();
    if is_number(&value) { value.replace('.', ",") } else { value }
}

fn is_number(text: &str) -> bool {
    text.replace(',', ".").parse::<rust_decimal::Decimal>().is_ok()
}

fn write(table: &[Vec<String>]) -> Result<String, ::csv::Error> {
    let mut writer = WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for row in table {
        writer.write_record(row.iter().map(|field| harmless(field).into_owned()))?;
    }
    let bytes = writer.into_inner().map_err(::csv::IntoInnerError::into_error)?;
    let text = String::from_utf8(bytes).map_err(|error| std::io::Error::other(error.utf8_error()))?;
    Ok(format!("\u{FEFF}{text}"))
}

/// The field, with an apostrophe in front if a spreadsheet would take it for a formula. Full-width signs and signs
/// behind spaces, or behind characters of no width, count, too. A negative number is left alone: -50 stays -50.
pub fn harmless(field: &str) -> Cow<'_, str> {
    let is_formula = |field: &str| {
        field.starts_with([
            '=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}', '\t', '\r', '\n',
        ])
    };
    let has_no_width = |c: char| matches!(c, '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}');
    let bare = field.trim_start_matches(|c: char| c.is_whitespace() || has_no_width(c));
    let begins = is_formula(field) || is_formula(bare);
    let is_negative = field.starts_with('-') && is_number(field);
    if begins && !is_negative { Cow::Owned(format!("'{field}")) } else { Cow::Borrowed(field) }
}

#[cfg(test)]
mod tests {
    use super::{comma, harmless};

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        assert_eq!(harmless("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(harmless("-"), "'-");
        assert_eq!(harmless("-50"), "-50");
        assert_eq!(harmless("-0,5"), "-0,5");
        for formula in [
            "+1+1",
            "+5",
            "@SUM(A1)",
            "\u{FF1D}1",
            "\u{200B}=1",
            "\u{FEFF}=1",
            "\u{AD}\u{2060} =1",
            "\u{FF0B}1",
            "\u{FF0D}1",
            "\u{FF20}x",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
        ] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("Hộ tịch"), "Hộ tịch");
    }

    #[test]
    fn decimals_have_a_comma() {
        assert_eq!(comma(Some("83.2".to_owned())), "83,2");
        assert_eq!(comma(Some("a.b".to_owned())), "a.b");
    }
}
