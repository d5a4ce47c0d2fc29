//! The rows of a form: printed on it, or added by the sender with a row of totals.

use super::column::{Asked, Choice, Consolidate, Kind, OverTime};
use super::id::{ColumnId, RowId};
use crate::normalise::match_key;
use crate::unit::Level;
use rust_decimal::Decimal;
use std::sync::Arc;

/// The rows of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Printed on the form.
    Fixed(Vec<Row>),
    /// Added by the sender, one for each value of a key column.
    Open {
        /// The column that names the row.
        key: ColumnId,
        /// The row of totals, which may stand alone.
        total: Option<TotalRow>,
    },
}

/// What a dash says that stands beside a remark of the sender's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotedDash {
    /// That there was none, as a dash by itself.
    #[default]
    None,
    /// That nobody knows the figure.
    Unknown,
}

/// To whom a criterion applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// To every unit.
    ToAll,
    /// Not to some, which have 0 instead of its printed maximum.
    NotToAll,
}

/// What a row is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its id.
    pub id: RowId,
    /// Its label.
    pub label: Arc<str>,
}

/// A printed row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: RowId,
    /// Its code as the form prints it; some rows have none.
    pub code: Option<String>,
    /// Its label as printed.
    pub label: Arc<str>,
    /// Both, for all senders' rows that are called so.
    pub name: Arc<Name>,
    /// The key of its label, by which it is found.
    pub key: String,
    /// Its code without what stands around it.
    pub bare: Option<String>,
    /// Its unit of measure as printed.
    pub measured_in: Option<String>,
    /// The kind of its answers.
    pub kind: Kind,
    /// A heading takes no answer but in the columns that it asks for.
    pub heading: bool,
    /// The only columns that are asked for, by index, if it says so; the others of a row may be left blank.
    pub asked: Option<Vec<usize>>,
    /// The figures that the form prints, each with its column by index.
    pub fixed: Vec<(usize, Decimal)>,
    /// To whom it applies.
    pub applies: Applies,
    /// The only points that may be given, and what they are given for.
    pub steps: Vec<Choice>,
    /// To how many decimals its figures are rounded, if it says so.
    pub decimals: Option<u32>,
    /// The row it belongs under, by index.
    pub parent: Option<usize>,
    /// The levels that it does not concern.
    pub not_for: Vec<Level>,
    /// How its figures are made one.
    pub consolidate: Consolidate,
    /// How its figures in some columns, by index, are made one instead.
    pub consolidate_in: Vec<(usize, Consolidate)>,
    /// What its figures are to those of other periods and other units.
    pub over_time: OverTime,
    /// Whether its percentage may be above 100, as the fulfilment of a plan may.
    pub may_exceed_100: bool,
    /// The row that holds its plan (kế hoạch, dự toán), by index.
    pub plan: Option<usize>,
    /// What the workbook to hand out asks for in it.
    pub blank: Asked,
    /// What a dash beside a remark of the sender's own says.
    pub noted_dash: NotedDash,
    /// Remarks that answer it with “none”.
    pub nil: Vec<String>,
}

impl Row {
    /// Whether its printed code names it: “4.1.2. Trong đó” does, “Trong đó” does not.
    pub fn is_coded(&self) -> bool {
        self.code.as_ref().is_some_and(|code| code.starts_with(self.id.as_str()))
    }

    /// Whether it names a column among those that it asks for.
    pub fn asks_for(&self, column: usize) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.contains(&column))
    }

    /// Whether it may not apply to a unit, which then has 0 instead of a printed maximum.
    pub fn may_not_apply(&self) -> bool {
        self.applies == Applies::NotToAll
    }

    /// Whether it takes no answer at all.
    pub fn takes_nothing(&self) -> bool {
        self.heading && self.asked.as_ref().is_none_or(Vec::is_empty)
    }

    /// Its label without the remarks in parentheses and the punctuation at the end.
    pub fn say(&self) -> &str {
        let bare =
            self.label.split(" (").next().unwrap_or(&self.label).trim_end_matches([' ', '.', ':', ';']);
        if bare.is_empty() { &self.label } else { bare }
    }
}

/// The row of totals of a form with open rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalRow {
    /// Its id.
    pub id: RowId,
    /// Its label.
    pub label: Arc<str>,
    /// What senders call it, too.
    pub also: Vec<String>,
    /// The keys of all these.
    pub(crate) keys: Vec<String>,
}

impl TotalRow {
    /// Whether a text is its label, or another word for it, whatever punctuation ends it.
    pub fn is_called(&self, text: &str) -> bool {
        self.has_key(&match_key(text))
    }

    /// The same of a text's key.
    pub fn has_key(&self, key: &str) -> bool {
        let bare = |key: &str| key.trim_end_matches([':', '.', ' ']).len();
        self.keys.iter().any(|own| own[..bare(own)] == key[..bare(key)])
    }
}
