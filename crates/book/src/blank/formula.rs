//! Formulas with what they come to, and how they name sheets and cells.

use crate::float;
use phuluc_form::Form;
use phuluc_grid::At;
use rust_decimal::Decimal;
use rust_xlsxwriter::Formula;

/// What a formula comes to.
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

    /// The figure, or nothing.
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

/// `$C$12` for row 11 and column 2.
pub(super) fn fixed(row: u32, column: u32) -> String {
    let at = At { row, column }.to_string();
    let letters = at.trim_end_matches(|c: char| c.is_ascii_digit());
    format!("${letters}${}", row + 1)
}

/// A sheet's name as formulas write it.
pub(super) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// What the defined names of a form begin with.
pub(super) fn name_prefix(form: &Form) -> String {
    format!("pl_{}", form.id.as_str().replace('-', "_"))
}
