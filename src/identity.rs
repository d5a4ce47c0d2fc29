//! The identity sheet: who sends which forms for which period, kept in the workbook itself.
//!
//! A very-hidden sheet `_phuluc` of two columns, key and value; the key `form` is followed by the
//! form's id, its version, its sheet and the definition's fingerprint. It helps where headings were
//! lost; where the two differ, the heading that people see counts and the difference is a finding.
//! Workbooks to hand out say the same in custom properties, `phuluc.00.phuluc` and so on, a row each.

use crate::form::FormId;
use crate::grid::{At, Cell, Content, Sheet, Text};
use crate::normalise::tidy;
use crate::period::Period;
use crate::unit::Level;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The name of the sheet.
pub const SHEET: &str = "_phuluc";

/// The name of the sheet that phuluc puts before a report that goes back; it is no report itself.
pub const RETURN_SHEET: &str = "Phiếu chỉnh sửa";
/// The name of the sheet where a workbook to hand out reckons.
pub const WORKINGS: &str = "_tinh";

/// The sheets that explain and check a workbook to hand out; no form stands on them.
pub const AIDS: [&str; 2] = ["Hướng dẫn", "Kiểm tra"];

/// The name of the custom property that holds a row of the identity sheet.
pub fn property(index: usize, row: &[String]) -> String {
    format!("phuluc.{index:02}.{}", row.first().map_or("", String::as_str))
}

/// The identity sheet that custom properties stand for, if they do.
pub fn sheet_of(properties: &BTreeMap<String, String>) -> Option<Sheet> {
    // the index in their names keeps them in the order of the rows
    let rows = properties.iter().filter_map(|(name, value)| {
        let key = name.strip_prefix("phuluc.")?.split_once('.')?.1;
        Some([key].into_iter().chain(value.split('|')).map(str::to_owned).collect::<Vec<String>>())
    });
    let cells: Vec<(At, Cell)> = (0..)
        .zip(rows)
        .flat_map(|(row, values)| {
            let cell = |(column, value)| (At { row, column }, Cell::plain(Content::Text(value)));
            (0..).zip(values.into_iter().map(Text::from)).map(cell).collect::<Vec<_>>()
        })
        .collect();
    (!cells.is_empty()).then(|| {
        let mut sheet = Sheet::new(SHEET, cells);
        sheet.visible = false;
        sheet
    })
}

/// What the identity sheet says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The unit.
    pub unit: Option<String>,
    /// Its level.
    pub level: Option<Level>,
    /// The period.
    pub period: Option<Period>,
    /// The forms: id, version, sheet, fingerprint.
    pub forms: Vec<[String; 4]>,
    /// Whether the workbook was consolidated from others.
    pub consolidated: bool,
}

impl Identity {
    /// Whether a sheet is one of ours, on which nothing is reported.
    pub fn is_on(sheet: &Sheet) -> bool {
        sheet.name == SHEET || sheet.name == RETURN_SHEET
    }

    /// Whether a sheet of a workbook with this identity is our own and holds no form.
    pub fn is_own(sheet: &Sheet, identity: Option<&Self>) -> bool {
        let aids = || sheet.name == WORKINGS || AIDS.contains(&sheet.name.as_str());
        Self::is_on(sheet) || (identity.is_some() && aids())
    }

    /// Whether the workbook was made by phuluc with this form in it.
    pub fn has(&self, form: &FormId) -> bool {
        self.forms.iter().any(|[id, ..]| id == form.as_str())
    }

    /// Reads the identity sheet, if there is one.
    pub fn find(sheets: &[Sheet]) -> Option<Self> {
        let sheet = sheets.iter().find(|sheet| sheet.name == SHEET)?;
        let mut identity = Self::default();
        let (mut from, mut to) = (None, None);
        for row in 0..=sheet.last_row()? {
            let value = |column| tidy(&sheet.text(At { row, column }));
            let some = || Some(value(1)).filter(|text| !text.is_empty());
            match value(0).as_str() {
                "unit" => identity.unit = some(),
                "level" => identity.level = Level::named(&value(1)),
                "from" => from = day(&value(1)),
                "to" => to = day(&value(1)),
                "consolidated" => identity.consolidated = true,
                "form" => identity.forms.push([value(1), value(2), value(3), value(4)]),
                _ => {}
            }
        }
        identity.period = from.zip(to).and_then(|(from, to)| Period::new(from, to));
        Some(identity)
    }

    /// The rows of the sheet.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![vec!["phuluc".to_owned(), "1".to_owned()]];
        let mut add = |key: &str, value: Option<String>| {
            rows.extend(value.map(|value| vec![key.to_owned(), value]));
        };
        add("unit", self.unit.clone());
        add("level", self.level.map(|level| level.name().to_owned()));
        add("from", self.period.map(|period| period.from.to_string()));
        add("to", self.period.map(|period| period.to.to_string()));
        add("consolidated", self.consolidated.then(|| "1".to_owned()));
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
