//! The identity of a workbook, kept in the workbook itself: the unit that sends it, its forms and its period.
//!
//! It stands on the very-hidden sheet `_phuluc`, in a column of keys and a column of values. A row with the key
//! `form` has the form's id, its version, its sheet and the fingerprint of its definition. The identity helps where
//! headings were lost. Where it differs from a heading, the heading that people see counts, and the difference is a
//! finding. Blanks also have every row as a custom property (`phuluc.00.phuluc` and so on).

use crate::{At, Cell, Content, Sheet, Text};
use chrono::NaiveDate;
use phuluc_form::{FormId, Level, Period, tidy};
use std::collections::BTreeMap;

/// The name of the identity sheet.
pub const SHEET: &str = "_phuluc";

/// The name of the return sheet, which we put in front of a report that goes back. No form stands on it.
pub const RETURN_SHEET: &str = "Phiếu chỉnh sửa";
/// The name of the sheet with the intermediate results of a blank.
pub const WORKINGS: &str = "_tinh";

/// The names of the sheets that explain and check a blank. No form stands on them.
pub const AIDS: [&str; 2] = ["Hướng dẫn", "Kiểm tra"];

/// The name of the custom property for a row of the identity sheet.
pub fn property(index: usize, row: &[String]) -> String {
    format!("phuluc.{index:02}.{}", row.first().map_or("", String::as_str))
}

/// The identity sheet rebuilt from custom properties; `None` if there are none.
pub fn sheet_of(properties: &BTreeMap<String, String>) -> Option<Sheet> {
    // the index in the names keeps the rows in their order
    let rows = properties.iter().filter_map(|(name, value)| {
        let key = name.strip_prefix("phuluc.")?.split_once('.')?.1;
        Some([key].into_iter().chain(value.split('|')))
    });
    let mut cells: Vec<(At, Cell)> = Vec::new();
    for (row, values) in (0..).zip(rows) {
        for (column, value) in (0..).zip(values) {
            cells.push((At { row, column }, Cell::plain(Content::Text(Text::from(value)))));
        }
    }
    if cells.is_empty() {
        return None;
    }
    let mut sheet = Sheet::new(SHEET, cells);
    sheet.visible = false;
    Some(sheet)
}

/// The identity of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The name of the unit.
    pub unit: Option<String>,
    /// Its level.
    pub level: Option<Level>,
    /// The period.
    pub period: Option<Period>,
    /// The forms, each as id, version, sheet and fingerprint.
    pub forms: Vec<[String; 4]>,
    /// Whether the workbook was consolidated from others.
    pub consolidated: bool,
}

impl Identity {
    /// Whether a sheet is the identity sheet or a return sheet, about which nothing is reported.
    pub fn is_on(sheet: &Sheet) -> bool {
        sheet.name == SHEET || sheet.name == RETURN_SHEET
    }

    /// Whether a sheet was made by us and holds no form.
    pub fn is_own(sheet: &Sheet, identity: Option<&Self>) -> bool {
        let is_aid = sheet.name == WORKINGS || AIDS.contains(&sheet.name.as_str());
        Self::is_on(sheet) || (identity.is_some() && is_aid)
    }

    /// Whether we made the workbook with this form in it.
    pub fn has(&self, form: &FormId) -> bool {
        self.forms.iter().any(|[id, ..]| id == form.as_str())
    }

    /// Reads the identity sheet, if there is one.
    pub fn find(sheets: &[Sheet]) -> Option<Self> {
        let sheet = sheets.iter().find(|sheet| sheet.name == SHEET)?;
        let mut identity = Self::default();
        let (mut from, mut to) = (None, None);
        for row in 0..=sheet.last_row()? {
            let [key, value, version, form_sheet, fingerprint] =
                [0, 1, 2, 3, 4].map(|column| tidy(&sheet.text(At { row, column })));
            match key.as_str() {
                "unit" => identity.unit = Some(value).filter(|unit| !unit.is_empty()),
                "level" => identity.level = Level::named(&value),
                "from" => from = day(&value),
                "to" => to = day(&value),
                "consolidated" => identity.consolidated = true,
                "form" => identity.forms.push([value, version, form_sheet, fingerprint]),
                _ => {}
            }
        }
        identity.period = from.zip(to).and_then(|(from, to)| Period::new(from, to));
        Some(identity)
    }

    /// The rows of the sheet.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let facts = [
            ("phuluc", Some("1".to_owned())),
            ("unit", self.unit.clone()),
            ("level", self.level.map(|level| level.name().to_owned())),
            ("from", self.period.map(|period| period.from.to_string())),
            ("to", self.period.map(|period| period.to.to_string())),
            ("consolidated", self.consolidated.then(|| "1".to_owned())),
        ];
        let mut rows: Vec<Vec<String>> =
            facts.into_iter().filter_map(|(key, value)| Some(vec![key.to_owned(), value?])).collect();
        for form in &self.forms {
            let mut row = vec!["form".to_owned()];
            row.extend(form.iter().cloned());
            rows.push(row);
        }
        rows
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}
