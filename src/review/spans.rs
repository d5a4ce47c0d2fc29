//! Where the parts of a definition stand in its text.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A place in the text, in bytes.
pub(super) type Span = Range<usize>;

/// The spans of a definition's rules, rows and columns.
pub(super) struct Spans {
    rules: Vec<Span>,
    rows: Vec<Span>,
    columns: Vec<Span>,
    all_rows: Span,
}

impl Spans {
    /// The spans; `None` if the text is no TOML.
    pub fn of(text: &str) -> Option<Self> {
        let document = DeTable::parse(text).ok()?;
        let table = document.get_ref();
        let array = |key: &str| -> &[Spanned<DeValue<'_>>] {
            table.get(key).and_then(|value| value.get_ref().as_array()).map_or(&[], |array| array)
        };
        let spans = |key: &str| array(key).iter().map(Spanned::span).collect();
        // a rule is shown by what it demands
        let that = |rule: &Spanned<DeValue<'_>>| {
            let that = rule.get_ref().as_table().and_then(|rule| rule.get("that"));
            that.map_or_else(|| rule.span(), Spanned::span)
        };
        Some(Self {
            rules: array("rules").iter().map(that).collect(),
            rows: spans("rows"),
            columns: spans("columns"),
            all_rows: table.get_key_value("rows").map_or(0..0, |(key, _)| key.span()),
        })
    }

    pub fn rule(&self, index: usize) -> Span {
        self.rules.get(index).cloned().unwrap_or_default()
    }

    pub fn row(&self, index: usize) -> Span {
        self.rows.get(index).cloned().unwrap_or_default()
    }

    pub fn column(&self, index: usize) -> Span {
        self.columns.get(index).cloned().unwrap_or_default()
    }

    /// The key under which the rows stand.
    pub fn rows(&self) -> Span {
        self.all_rows.clone()
    }
}
