//! CSV that opens right in Vietnamese Excel: UTF-8 with a byte order mark, `;` between fields, a
//! decimal comma.

use super::json::{finding_line, value_lines};
use crate::words;
use crate::words::Lang;
use ::csv::WriterBuilder;
use phuluc_round::FileReport;
use std::borrow::Cow;

/// The values of files, one a line.
///
/// # Errors
/// None that the data could cause; writing itself may report one.
pub fn read(files: &[FileReport]) -> Result<String, ::csv::Error> {
    let mut table = vec![header(&[
        "unit", "period", "form", "row", "label", "column", "state", "value", "raw", "path", "sheet", "cell",
    ])];
    for line in value_lines(files) {
        table.push(vec![
            line.unit.unwrap_or_default().to_owned(),
            // ISO 8601, as in the heading of the report: from the first day to the last
            line.period.map(|period| format!("{}/{}", period.from, period.to)).unwrap_or_default(),
            line.form.to_string(),
            line.row.to_string(),
            line.label.to_owned(),
            line.column.to_string(),
            serde_name(&line.state),
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
/// As [`read`].
pub fn check(files: &[FileReport], lang: Lang) -> Result<String, ::csv::Error> {
    let mut table = vec![header(&[
        "path",
        "unit",
        "status",
        "severity",
        "rule",
        "form",
        "row",
        "column",
        "sheet",
        "cell",
        "reported",
        "relation",
        "expected",
        "difference",
        "message",
        "todo",
        "diagnosis",
    ])];
    let mut sorted: Vec<&FileReport> = files.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    for file in sorted {
        let unit = file.submission.as_ref().and_then(|submission| submission.unit.clone());
        for finding in file.checked.stories().into_iter().flat_map(|story| story.findings) {
            let line = finding_line(finding, lang);
            table.push(vec![
                file.path.clone(),
                unit.clone().unwrap_or_default(),
                serde_name(&file.status()),
                serde_name(&line.severity),
                line.rule,
                line.form.map(|id| id.to_string()).unwrap_or_default(),
                line.row.map(|id| id.to_string()).unwrap_or_default(),
                line.column.map(|id| id.to_string()).unwrap_or_default(),
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

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The name that JSON gives a unit variant.
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

/// A field that a spreadsheet would take for a formula is quoted with an apostrophe, however wide its first sign is,
/// and whatever blanks stand before it. A number is one: -50 stays -50.
pub fn harmless(field: &str) -> Cow<'_, str> {
    let is_formula = |field: &str| {
        field.starts_with([
            '=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}', '\t', '\r', '\n',
        ])
    };
    let begins = is_formula(field) || is_formula(field.trim_start());
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
