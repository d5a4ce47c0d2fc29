//! The rows of a form: rows printed on it, or open rows that the sender adds, with a row of totals.

use super::column::{Choice, Consolidate, InBlank, Kind, OverTime};
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
        /// The column whose value names the row.
        key: ColumnId,
        /// The row of totals, which may stand alone.
        total: Option<TotalRow>,
    },
}

/// The meaning of a dash beside the sender's own remark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotedDash {
    /// There was none, as with a dash alone.
    #[default]
    None,
    /// Nobody knows the figure.
    Unknown,
}

/// The units that a criterion applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// Every unit.
    ToAll,
    /// Not every unit. A unit that it does not apply to has 0 instead of its printed maximum.
    NotToAll,
}

/// The id and the label of a row, shared by all reports with that row.
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
    /// The id and label, shared by all reports that label the row as printed.
    pub name: Arc<Name>,
    /// The match key of its label, by which it is found.
    pub key: String,
    /// Its code without punctuation around it.
    pub bare: Option<String>,
    /// Its unit of measure as printed.
    pub measured_in: Option<String>,
    /// The kind of its answers.
    pub kind: Kind,
    /// Whether it is a heading, which takes answers only where it, or the column, says so.
    pub heading: bool,
    /// The only columns that must be filled in, by index, if the row names them; the others may be left blank.
    pub asked: Option<Vec<usize>>,
    /// The figures that the form prints, each with its column by index.
    pub fixed: Vec<(usize, Decimal)>,
    /// The units that it applies to.
    pub applies: Applies,
    /// The only points that may be given, with what each is given for.
    pub steps: Vec<Choice>,
    /// The number of decimals that its figures are rounded to, if the form says so.
    pub decimals: Option<u32>,
    /// The index of its parent row.
    pub parent: Option<usize>,
    /// The levels of units that it does not concern.
    pub not_for: Vec<Level>,
    /// How consolidation combines its figures.
    pub consolidate: Consolidate,
    /// How consolidation combines its figures in certain columns, by index, where that differs.
    pub consolidate_in: Vec<(usize, Consolidate)>,
    /// How its figures compare with those of other periods and other units.
    pub over_time: OverTime,
    /// Whether it says that its figures may fall although the column runs on, as what is still in process may.
    pub may_fall: bool,
    /// Whether its percentage may be above 100, as the fulfilment of a plan may.
    pub may_exceed_100: bool,
    /// The index of the row that holds its plan (kế hoạch, dự toán).
    pub plan: Option<usize>,
    /// What the blank form has in it.
    pub in_blank: InBlank,
    /// The meaning of a dash beside the sender's own remark.
    pub noted_dash: NotedDash,
    /// Remarks that mean “none” in this row.
    pub nil: Vec<String>,
}

impl Row {
    /// Whether its printed code begins with its id: “4.1.2. Trong đó” does, “Trong đó” does not.
    pub fn is_coded(&self) -> bool {
        self.code.as_ref().is_some_and(|code| code.starts_with(self.id.as_str()))
    }

    /// Whether it names a column as one that must be filled in.
    pub fn asks_for(&self, column: usize) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.contains(&column))
    }

    /// Whether it may not apply to a unit, which then has 0 instead of a printed maximum.
    pub fn may_not_apply(&self) -> bool {
        self.applies == Applies::NotToAll
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
    /// Other labels that senders use for it.
    pub also: Vec<String>,
    /// The match keys of the label and the other labels.
    pub(crate) keys: Vec<String>,
}

impl TotalRow {
    /// Whether a text is its label or another label for it, whatever punctuation ends the text.
    pub fn is_called(&self, text: &str) -> bool {
        self.has_key(&match_key(text))
    }

    /// Whether a match key is that of its label or of another label for it.
    pub fn has_key(&self, key: &str) -> bool {
        let bare = |key: &str| key.trim_end_matches([':', '.', ' ']).len();
        self.keys.iter().any(|own| own[..bare(own)] == key[..bare(key)])
    }
}
