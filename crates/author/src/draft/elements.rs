//! The elements of a form as its blank shows them: columns, rows, and the rules that they suggest.

use phuluc_form::{Choice, Kind};
use rust_decimal::Decimal;

/// A column of a blank.
#[derive(Clone, Debug)]
pub(super) struct BlankColumn {
    /// The sheet column.
    pub at: u32,
    pub id: String,
    /// The labels above it, from the widest group to its own.
    pub head: Vec<String>,
    /// Its name in sentences, if it holds figures.
    pub say: Option<String>,
    pub holds: ColumnHolds,
    /// Whether its consolidation lists the units, as for a percentage that cannot be recalculated.
    pub listed: bool,
    /// Whether its figures are cumulative from the beginning of the year.
    pub cumulative: bool,
    /// The only rows that it is asked in; all rows if it names none.
    pub asked: Vec<String>,
    /// The codes that its header lists, with their meanings.
    pub choices: Vec<Choice>,
    /// Whether its percentages may be above 100, as comparisons may.
    pub may_exceed_100: bool,
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
    /// A code of the list in its header.
    Choice,
    Text,
    Document,
}

/// The kind of figures in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figures {
    Count,
    Money,
    Percent,
    Score,
}

/// The rows of a blank: printed, or named by senders.
#[derive(Clone, Debug)]
pub(super) enum BlankRows {
    Printed(Vec<BlankRow>),
    Open { key: String, total: Option<String> },
}

/// A printed row of a blank.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the row's definition")]
pub(super) struct BlankRow {
    /// The sheet row.
    pub line: u32,
    pub id: String,
    pub code: Option<String>,
    pub label: String,
    pub measured_in: Option<String>,
    pub kind: Option<Kind>,
    pub choices: Vec<Choice>,
    /// The figures that the form prints in the row, each with the id of its column.
    pub fixed: Vec<(String, Decimal)>,
    /// The only points that may be given for it, with what each is given for.
    pub steps: Vec<Choice>,
    pub heading: bool,
    pub parent: Option<usize>,
    /// Whether the definition must name its parent, because its id does not.
    pub names_parent: bool,
    pub listed: bool,
    /// Whether its figures may fall within the year, although a column of figures runs on.
    pub may_fall: bool,
}

/// A suggested rule. Most fields are keys of a rule in a definition.
#[derive(Clone, Debug)]
pub(super) struct SuggestedRule {
    pub id: String,
    pub title: String,
    pub each: Option<&'static str>,
    pub columns: Vec<String>,
    /// The rows that it leaves out.
    pub except: Vec<String>,
    pub that: String,
    pub derive: bool,
    pub why: &'static str,
    pub todo: String,
    /// The reason for suggesting it.
    pub because: SuggestionReason,
}

/// The reason for suggesting a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionReason {
    /// A row has rows under it with the same unit of measure.
    Children,
    /// “Trong đó” says that the rows under it are parts, so there may be others.
    Among,
    /// The rows below “Chia theo …” divide a total.
    Division,
    /// By their labels, the rows under it leave out a part, such as what is still in time, or others.
    PartMissing,
    /// The first row under a heading is the total of the others.
    FirstIsTotal,
    /// A percentage stands next to its two parts, or above them.
    Ratio,
    /// The part of a ratio cannot be greater than the whole.
    Part,
    /// A group of columns has a column for its total.
    Columns,
    /// The row of column numbers, or a label, has a formula.
    ColumnNumbers,
    /// The label of a row has a formula of rows.
    RowNumbers,
    /// The label of a percentage has the words of its part.
    Words,
    /// The table ends with a row of totals.
    Total,
    /// A score has its maximum in the same row.
    Maximum,
    /// A yes-or-no question has rows under it.
    Yes,
}
