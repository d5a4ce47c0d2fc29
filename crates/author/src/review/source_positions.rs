//! The positions of a definition's rules, rows and columns in its text.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A range of bytes in the text.
pub(super) type Span = Range<usize>;

/// The elements of the array at `key`.
fn elements<'t, 'd>(table: &'t DeTable<'d>, key: &str) -> impl Iterator<Item = &'t Spanned<DeValue<'d>>> {
    let array = table.get(key).and_then(|value| value.get_ref().as_array());
    array.into_iter().flat_map(|array| array.iter())
}

/// The spans of a definition's rules, rows and columns.
pub(super) struct SourcePositions {
    rules: Vec<Span>,
    rows: Vec<Span>,
    columns: Vec<Span>,
    all_rows: Span,
}

impl SourcePositions {
    /// Reads the spans; `None` if the text is no TOML.
    pub fn of(text: &str) -> Option<Self> {
        let document = DeTable::parse(text).ok()?;
        let table = document.get_ref();
        // a rule is shown by its `that`
        let rules = elements(table, "rules").map(|rule| {
            let that = rule.get_ref().as_table().and_then(|rule| rule.get("that"));
            that.map_or_else(|| rule.span(), Spanned::span)
        });
        Some(Self {
            rules: rules.collect(),
            rows: elements(table, "rows").map(Spanned::span).collect(),
            columns: elements(table, "columns").map(Spanned::span).collect(),
            all_rows: table.get_key_value("rows").map_or(0..0, |(key, _)| key.span()),
        })
    }

    /// The span of a rule's `that`.
    pub fn rule(&self, index: usize) -> Span {
        self.rules.get(index).cloned().unwrap_or_default()
    }

    pub fn row(&self, index: usize) -> Span {
        self.rows.get(index).cloned().unwrap_or_default()
    }

    pub fn column(&self, index: usize) -> Span {
        self.columns.get(index).cloned().unwrap_or_default()
    }

    /// The span of the key `rows`.
    pub fn rows(&self) -> Span {
        self.all_rows.clone()
    }
}
