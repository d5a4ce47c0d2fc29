//! Formulas of a blank with their results, and the names of sheets and cells in them.

use crate::{float, form_sheet};
use phuluc_author::Blank;
use phuluc_form::Form;
use phuluc_grid::At;
use rust_decimal::Decimal;
use rust_xlsxwriter::Formula;

/// The result of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FormulaResult {
    Number(Decimal),
    Text(String),
}

impl FormulaResult {
    pub fn number(n: usize) -> Self {
        Self::Number(Decimal::from(n))
    }

    pub fn blank() -> Self {
        Self::Text(String::new())
    }

    /// The figure, or a blank for `None`.
    pub fn maybe(value: Option<Decimal>) -> Self {
        value.map_or_else(Self::blank, Self::Number)
    }

    pub fn stored(&self) -> String {
        match self {
            Self::Number(value) => float(*value).to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

pub(super) fn formula(text: &str, result: &FormulaResult) -> Formula {
    Formula::new(text).set_result(result.stored())
}

/// The words before the unit's name in the heading.
pub(super) const UNIT: &str = "Đơn vị báo cáo:";

/// The cell with the unit's name.
pub(super) fn unit_cell(blank: &Blank, form: usize) -> At {
    At { row: 0, column: form_sheet::right_block(last_column(blank, form)).into() }
}

/// The last column of a form on its sheet.
pub(super) fn last_column(blank: &Blank, form: usize) -> u16 {
    let columns = blank.plan(form).layout.columns.len();
    u16::try_from(columns).expect("a form has fewer columns than a sheet") - 1
}

/// The absolute address of a cell: `$C$12` for row 11 and column 2.
pub(super) fn fixed(row: u32, column: u32) -> String {
    let at = At { row, column }.to_string();
    let letters = at.trim_end_matches(|c: char| c.is_ascii_digit());
    format!("${letters}${}", row + 1)
}

/// A sheet's name as formulas write it.
pub(super) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// The beginning of the defined names of a form.
pub(super) fn name_prefix(form: &Form) -> String {
    format!("pl_{}", form.id.as_str().replace('-', "_"))
}

/// A text as formulas write it. Long texts are split, because a constant in a formula has at most 255 characters.
pub(super) fn constant(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let constants = chars
        .chunks(200)
        .map(|chunk| format!("\"{}\"", chunk.iter().collect::<String>().replace('"', "\"\"")));
    let constants = constants.collect::<Vec<_>>().join("&");
    if constants.is_empty() { "\"\"".to_owned() } else { constants }
}
