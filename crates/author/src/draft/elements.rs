//! The elements of a form as its blank shows them: columns, rows, and the rules that they suggest.

use phuluc_form::{Choice, Kind};
use rust_decimal::Decimal;

#[derive(Clone, Debug)]
pub(super) struct BlankColumn {
    pub at: u32,
    pub id: String,
    pub head: Vec<String>,
    pub say: Option<String>,
    pub holds: ColumnHolds,
    /// Whether each unit is listed by itself, as for a percentage that cannot be recalculated.
    pub listed: bool,
    /// Whether its figures run on from the beginning of the year.
    pub cumulative: bool,
}

/// What a column holds, as far as a blank shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnHolds {
    Code,
    Label,
    Measure,
    Note,
    ByRow,
    Figures(Figures),
    Text,
    Document,
}

/// What the figures of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figures {
    Count,
    Money,
    Percent,
    Score,
}

#[derive(Clone, Debug)]
pub(super) enum BlankRows {
    Printed(Vec<BlankRow>),
    Open { key: String, total: Option<String> },
}

#[derive(Clone, Debug)]
pub(super) struct BlankRow {
    pub line: u32,
    pub id: String,
    pub code: Option<String>,
    pub label: String,
    pub measured_in: Option<String>,
    pub kind: Option<Kind>,
    pub choices: Vec<Choice>,
    /// The figures that the form prints in it, each with its column.
    pub fixed: Vec<(String, Decimal)>,
    /// The only points that may be given.
    pub steps: Vec<Choice>,
    pub heading: bool,
    pub parent: Option<usize>,
    /// Whether the definition must name its parent, because its id does not.
    pub names_parent: bool,
    pub listed: bool,
}

#[derive(Clone, Debug)]
pub(super) struct SuggestedRule {
    pub id: String,
    pub title: String,
    pub each: Option<&'static str>,
    pub columns: Vec<String>,
    pub that: String,
    pub derive: bool,
    pub why: &'static str,
    pub todo: String,
    /// What it was suggested by.
    pub because: Because,
}

/// What a rule was suggested by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// A row has rows under it that count the same.
    Children,
    /// The rows under it begin with “Trong đó”, so there may be others.
    Among,
    /// The rows below “Chia theo …” divide a total.
    Division,
    /// The rows under it leave out a part by what they are called: those still in time, others.
    PartMissing,
    /// The first row under a heading is the total of the others.
    FirstIsTotal,
    /// A percentage stands above or below its two parts.
    Ratio,
    /// The part of a ratio is at most the whole.
    Part,
    /// A group of columns has a total.
    Columns,
    /// The row of column numbers says so.
    ColumnNumbers,
    /// A row of totals ends the table.
    Total,
    /// A score has a maximum beside it.
    Maximum,
    /// A question that is answered with yes has rows under it.
    Yes,
}
