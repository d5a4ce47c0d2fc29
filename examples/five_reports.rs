//! Makes the workbooks of `workbooks/five-reports/nhan` from `so-lieu.toml` beside it.
//!
//! ```text
//! cargo run --example five_reports
//! ```

use phuluc::book;
use phuluc::book::{FormSheet, Heading, Look, SheetRow};
use phuluc::form::{Catalogue, Form, FormId, Holds, Kind, Level, Period, Row};
use phuluc::grid::{CellValue, Identity};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

/// The content of `so-lieu.toml`.
#[derive(Deserialize)]
struct Figures {
    reports: Vec<Report>,
}

#[derive(Deserialize)]
struct Report {
    file: String,
    unit: String,
    to: Option<String>,
    period: Days,
    /// The figures of the total row of `tthc-06a`, by column.
    total: Option<BTreeMap<String, String>>,
    /// The tables of the other forms, by the id of the form.
    #[serde(flatten)]
    tables: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Days {
    from: toml::value::Datetime,
    to: toml::value::Datetime,
}

/// The name of a file and its bytes.
type Workbook = (String, Vec<u8>);

/// The workbooks, each with its file name.
///
/// # Errors
/// If the figures do not fit the forms.
pub fn workbooks(figures: &str) -> Result<Vec<Workbook>, Box<dyn Error>> {
    let catalogue = Catalogue::built_in().map_err(|_| "a built-in definition has problems")?;
    let figures: Figures = toml::from_str(figures)?;
    let mut workbooks = Vec::new();
    for report in &figures.reports {
        let period =
            Period::new(report.period.from.to_string().parse()?, report.period.to.to_string().parse()?);
        let form = |id: &str| {
            let id = FormId::from(id);
            catalogue.in_force(&id, period.map(|period| period.to)).ok_or(format!("no form {id}"))
        };
        let mut sheets: Vec<(&Form, Vec<SheetRow>)> = Vec::new();
        if let Some(total) = &report.total {
            let form = form("tthc-06a")?;
            sheets.push((form, vec![total_row(form, total)]));
        }
        for (id, table) in &report.tables {
            let form = form(id)?;
            sheets.push((
                form,
                printed_rows(form, table).map_err(|why| format!("{}, {id}: {why}", report.file))?,
            ));
        }
        let identity = Identity {
            unit: Some(report.unit.clone()),
            level: Some(Level::Commune),
            period,
            forms: sheets
                .iter()
                .map(|(form, _)| {
                    [form.id.as_str(), &form.version, &form.sheet, &form.fingerprint].map(str::to_owned)
                })
                .collect(),
            consolidated: false,
        };
        let sheets: Vec<FormSheet<'_>> = sheets
            .into_iter()
            .map(|(form, rows)| FormSheet {
                present: present(form, &rows),
                form,
                heading: Heading::report(&report.unit, report.to.as_deref(), period),
                rows,
                beside: Vec::new(),
                below: Vec::new(),
                folded: BTreeSet::new(),
                notes: Vec::new(),
            })
            .collect();
        workbooks.push((format!("{}.xlsx", report.file), book::submission(&sheets, &identity)?));
    }
    Ok(workbooks)
}

/// The row “Tổng cộng” with these figures.
fn total_row(form: &Form, figures: &BTreeMap<String, String>) -> SheetRow {
    let label = form.total_row().map(|total| total.label.clone()).unwrap_or_default();
    let cells = form.columns.iter().map(|column| match column.holds {
        Holds::Label => CellValue::Text(label.to_string()),
        _ => figures.get(column.id.as_str()).map_or(CellValue::Empty, |figure| typed(figure)),
    });
    SheetRow { cells: cells.collect(), look: Look::Total }
}

/// The rows of a table whose first line names columns. Each further line is a printed row, named by code or id, or a
/// line below it if it begins with `+`. Rows that are not listed are blank. Labels and units of measure that are not
/// given come from the form.
fn printed_rows(form: &Form, table: &str) -> Result<Vec<SheetRow>, Box<dyn Error>> {
    let split = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<String>>();
    let mut lines = table.lines();
    let names = split(lines.next().ok_or("no lines")?);
    if let Some(name) = names.iter().find(|name| !form.columns.iter().any(|c| c.id.as_str() == *name)) {
        return Err(format!("no column {name}").into());
    }
    let mut printed = form.fixed_rows().iter();
    let mut rows = Vec::new();
    for line in lines {
        let cells = split(line);
        let cell = |id: &str| {
            let at = names.iter().position(|name| name == id)?;
            cells.get(at).map(String::as_str).filter(|cell| !cell.is_empty())
        };
        if cells[0] == "+" {
            rows.push(sheet_row(form, None, cell));
            continue;
        }
        let is_it = |row: &Row| row.code.as_deref() == Some(&cells[0]) || row.id.as_str() == cells[0];
        loop {
            let row = printed.next().ok_or(format!("no row {} here", cells[0]))?;
            if is_it(row) {
                rows.push(sheet_row(form, Some(row), cell));
                break;
            }
            rows.push(sheet_row(form, Some(row), |_| None));
        }
    }
    rows.extend(printed.map(|row| sheet_row(form, Some(row), |_| None)));
    Ok(rows)
}

fn sheet_row<'c>(form: &Form, row: Option<&Row>, cell: impl Fn(&str) -> Option<&'c str>) -> SheetRow {
    let own = |text: Option<&String>| text.map_or(CellValue::Empty, |text| CellValue::Text(text.clone()));
    let cells = form.columns.iter().map(|column| {
        let given = cell(column.id.as_str());
        match (&column.holds, row) {
            (Holds::Code, row) => own(row.and_then(|row| row.code.as_ref())),
            (Holds::Label, Some(row)) => CellValue::Text(row.label.to_string()),
            (Holds::Measure, Some(row)) if given.is_none() => own(row.measured_in.as_ref()),
            (Holds::Value(Kind::Score), _) => given.map_or(CellValue::Empty, score),
            (Holds::Value(Kind::Text | Kind::Document) | Holds::Label | Holds::Measure | Holds::Note, _) => {
                given.map_or(CellValue::Empty, text)
            }
            (Holds::ByRow | Holds::Value(_), _) => given.map_or(CellValue::Empty, typed),
        }
    });
    let look = if row.is_some_and(|row| row.heading) { Look::Heading } else { Look::Plain };
    SheetRow { cells: cells.collect(), look }
}

/// Which columns a sender would draw: those that are not optional, and those with content.
fn present(form: &Form, rows: &[SheetRow]) -> Vec<bool> {
    let holds_any = |column: usize| rows.iter().any(|row| row.cells[column] != CellValue::Empty);
    (0..form.columns.len()).map(|column| !form.columns[column].optional || holds_any(column)).collect()
}

/// The cell of a score, which may be written 8,5 or 8.5.
fn score(figure: &str) -> CellValue {
    figure.replace(',', ".").parse().map_or_else(|_| text(figure), CellValue::Number)
}

/// The cell of a figure. Digits alone are a number; a leading zero or anything else makes it text.
fn typed(figure: &str) -> CellValue {
    let digits = figure.chars().all(|c| c.is_ascii_digit()) && (figure == "0" || !figure.starts_with('0'));
    match figure.parse() {
        Ok(number) if digits => CellValue::Number(number),
        _ => text(figure),
    }
}

fn text(text: &str) -> CellValue {
    if text.is_empty() { CellValue::Empty } else { CellValue::Text(text.to_owned()) }
}

fn main() -> Result<(), Box<dyn Error>> {
    let round = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks/five-reports");
    for (name, bytes) in workbooks(&std::fs::read_to_string(round.join("so-lieu.toml"))?)? {
        std::fs::write(round.join("nhan").join(name), bytes)?;
    }
    Ok(())
}
