//! Makes the workbooks of `workbooks/four-communes/nhan` from `so-lieu.toml` beside it.
//!
//! ```text
//! cargo run --example four_communes
//! ```

use phuluc::book::{self, FormSheet, Heading, Look, Put, SheetRow};
use phuluc::catalogue::Catalogue;
use phuluc::form::{Form, FormId, Holds};
use phuluc::identity::Identity;
use phuluc::period::Period;
use phuluc::unit::Level;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// The file as a reviewer reads it.
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
    /// The total row of `tthc-06a`, by column.
    total: BTreeMap<String, String>,
    /// The tables of fixed forms, by form.
    #[serde(flatten)]
    tables: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Days {
    from: toml::value::Datetime,
    to: toml::value::Datetime,
}

/// A file name and what is in the file.
type Workbook = (String, Vec<u8>);

/// The workbooks by file name.
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
        let mut sheets = vec![(form("tthc-06a")?, vec![total_row(form("tthc-06a")?, &report.total)])];
        for (id, table) in &report.tables {
            sheets.push((form(id)?, printed_rows(form(id)?, table)?));
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
                present: form.columns.iter().map(|column| !column.optional).collect(),
                form,
                heading: Heading::report(&report.unit, report.to.as_deref(), period),
                rows,
                beside: Vec::new(),
                below: Vec::new(),
            })
            .collect();
        workbooks.push((format!("{}.xlsx", report.file), book::submission(&sheets, &identity)?));
    }
    Ok(workbooks)
}

/// The row “Tổng cộng” alone.
fn total_row(form: &Form, figures: &BTreeMap<String, String>) -> SheetRow {
    let label = form.total_row().map(|total| total.label.clone()).unwrap_or_default();
    let cells = form.columns.iter().map(|column| match column.holds {
        Holds::Label => Put::Text(label.clone()),
        _ => figures.get(column.id.as_str()).map_or(Put::Empty, |figure| typed(figure)),
    });
    SheetRow { cells: cells.collect(), look: Look::Total }
}

/// Printed lines `number | measure | figure | remark`; labels are the form's.
fn printed_rows(form: &Form, table: &str) -> Result<Vec<SheetRow>, Box<dyn Error>> {
    let mut rows = Vec::new();
    for (line, row) in table.lines().zip(form.fixed_rows()) {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [code, measure, figure, rest @ ..] = parts.as_slice() else {
            return Err(format!("not a line of four parts: {line}").into());
        };
        if row.code.as_deref() != Some(*code) {
            return Err(format!("{line}: the form has row {} here", row.id).into());
        }
        let remark = rest.first().copied().unwrap_or_default();
        let cells = form.columns.iter().map(|column| match column.holds {
            Holds::Code => Put::Text((*code).to_owned()),
            Holds::Label => Put::Text(row.label.clone()),
            Holds::Measure => text(measure),
            Holds::Note => text(remark),
            Holds::ByRow | Holds::Value(_) => typed(figure),
        });
        let look = if row.heading { Look::Heading } else { Look::Plain };
        rows.push(SheetRow { cells: cells.collect(), look });
    }
    if rows.len() == form.fixed_rows().len() && rows.len() == table.lines().count() {
        Ok(rows)
    } else {
        Err(format!("{}: {} lines for {} rows", form.id, table.lines().count(), form.fixed_rows().len())
            .into())
    }
}

/// Digits alone are a number; a leading zero or anything else makes it text.
fn typed(figure: &str) -> Put {
    let digits = figure.chars().all(|c| c.is_ascii_digit()) && (figure == "0" || !figure.starts_with('0'));
    match figure.parse() {
        Ok(number) if digits => Put::Number(number),
        _ => text(figure),
    }
}

fn text(text: &str) -> Put {
    if text.is_empty() { Put::Empty } else { Put::Text(text.to_owned()) }
}

fn main() -> Result<(), Box<dyn Error>> {
    let round = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks/four-communes");
    for (name, bytes) in workbooks(&std::fs::read_to_string(round.join("so-lieu.toml"))?)? {
        std::fs::write(round.join("nhan").join(name), bytes)?;
    }
    Ok(())
}
