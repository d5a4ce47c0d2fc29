//! A column of a form: what it holds, the kind of its answers, and how they are consolidated and compared.

use super::id::{ColumnId, RowId};
use rust_decimal::Decimal;

/// A column of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its id.
    pub id: ColumnId,
    /// What it holds.
    pub holds: Holds,
    /// The label path of a header of several rows, the top first.
    pub head: Vec<String>,
    /// The match keys of that path, by which the column is found.
    pub head_keys: Vec<String>,
    /// Other labels with the same meaning, level by level.
    pub also: Vec<Vec<String>>,
    /// The match keys of the other labels.
    pub(crate) also_keys: Vec<Vec<String>>,
    /// Its name in sentences.
    pub say: String,
    /// Whether senders may leave the whole column out; then it counts as 0.
    pub optional: bool,
    /// Whether its percentages may be above 100.
    pub may_exceed_100: bool,
    /// The only rows that must be filled in, if the form names them; empty if other units fill the column in.
    pub asked: Option<Vec<RowId>>,
    /// The number of decimals that its figures are rounded to, if the form says so.
    pub decimals: Option<u32>,
    /// What the blank form has in it.
    pub in_blank: InBlank,
    /// How consolidation combines its figures.
    pub consolidate: Consolidate,
    /// How its figures compare with those of other periods and other units.
    pub over_time: OverTime,
}

/// What the blank form has at a row or in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InBlank {
    /// A cell to type into.
    #[default]
    Input,
    /// The formula of the rule that says what stands there.
    Formula,
    /// Nothing: the column is left out.
    None,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The code of the row (STT).
    Code,
    /// The label of the row, or the key of an open row.
    Label,
    /// The unit of measure (đơn vị tính).
    Measure,
    /// Remarks (Ghi chú).
    Note,
    /// Answers of one kind.
    Value(Kind),
    /// Answers of the kind that the row says.
    ByRow,
}

/// The kind of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number of things.
    Count,
    /// So much of something, with at most two decimals: hectares, tonnes, kilometres.
    Quantity,
    /// An amount in đồng.
    Money,
    /// A percentage, printed rounded.
    Percent,
    /// A score, with decimals.
    Score,
    /// One of the given codes.
    Choice(Vec<Choice>),
    /// Text.
    Text,
    /// A document: “Kế hoạch số 53/KH-UBND ngày 06/4/2023 …”, one a line.
    Document,
}

/// A code and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The code as reported.
    pub code: Decimal,
    /// Its meaning.
    pub label: String,
}

/// How consolidation combines the figures of several units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consolidate {
    /// Added up.
    Sum,
    /// Worked out again from the sums of its parts and bases.
    Recompute,
    /// The number of units that gave each code.
    Distribution,
    /// Not additive but equal for all units: the commonest value, and the units that differ.
    Same,
    /// The greatest figure.
    Max,
    /// Shown unit by unit.
    List,
    /// Not consolidated.
    None,
}

/// How a figure compares with those of other periods and other units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverTime {
    /// Whether it runs on from the beginning of the year (lũy kế).
    pub cumulative: bool,
    /// Whether it never falls: within the year if it is cumulative, else at all.
    pub never_falls: bool,
    /// The way it is compared; `None` if it is not compared.
    pub compared: Option<Compared>,
}

/// How a figure is compared with that of another period or unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// As a ratio, for what happens in the period, such as dossiers and amounts.
    Volume,
    /// As a ratio, for the length of a list that hardly changes, such as procedures.
    Catalogue,
    /// In percentage points.
    Rate,
}

impl Compared {
    /// The usual way to compare figures of a kind, if the definition does not set one.
    pub const fn of(kind: &Kind, consolidate: Consolidate) -> Option<Self> {
        match kind {
            Kind::Count | Kind::Money | Kind::Quantity if matches!(consolidate, Consolidate::Same) => {
                Some(Self::Catalogue)
            }
            Kind::Count | Kind::Money | Kind::Quantity => Some(Self::Volume),
            Kind::Percent => Some(Self::Rate),
            Kind::Score | Kind::Choice(_) | Kind::Text | Kind::Document => None,
        }
    }
}

impl Column {
    /// Whether a label path, given by its keys from the top, is the column's own or has the same meaning.
    pub fn is_headed(&self, path: &[&str]) -> bool {
        path.len() == self.head_keys.len() && (0..path.len()).all(|level| self.is_called(level, path[level]))
    }

    /// Whether a key belongs to the column's label at a level, or has the same meaning.
    pub fn is_called(&self, level: usize, key: &str) -> bool {
        self.labels(level).any(|label| label == key)
    }

    /// The keys of its labels at a level of the path, the printed one first.
    pub fn labels(&self, level: usize) -> impl Iterator<Item = &str> {
        let also = self.also_keys.get(level).into_iter().flatten();
        self.head_keys.get(level).into_iter().chain(also).map(String::as_str)
    }
}

impl Kind {
    /// Whether rules can calculate with its answers.
    pub const fn is_figure(&self) -> bool {
        !matches!(self, Self::Text | Self::Document)
    }

    /// The usual way to consolidate figures of this kind, if the definition does not set one.
    pub const fn default_consolidation(&self) -> Consolidate {
        match self {
            Self::Count | Self::Money | Self::Quantity | Self::Score => Consolidate::Sum,
            Self::Percent => Consolidate::Recompute,
            Self::Choice(_) => Consolidate::Distribution,
            Self::Text | Self::Document => Consolidate::List,
        }
    }
}
