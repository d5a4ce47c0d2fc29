//! A form (biểu mẫu, phụ lục): one reporting table, as its definition says, valid by construction.
//!
//! [`definition`] makes forms from TOML and reports everything that is wrong with one at once;
//! [`crate::catalogue`] keeps all forms known and chooses the version in force.

pub mod definition;
mod id;
pub mod problem;
pub(crate) mod toml_table;

use crate::normalise::match_key;
use crate::rule::{ColumnRef, Each, Expr, Place, RowRef, Rule};
use crate::unit::Level;
use chrono::NaiveDate;
use foldhash::fast::RandomState;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;

pub use id::{ColumnId, FormId, RowId, RuleId};

/// One version of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its id, the same in all versions.
    pub id: FormId,
    /// The version, unique within the id.
    pub version: String,
    /// The official code printed on it (ký hiệu biểu).
    pub code: Option<String>,
    /// The full title.
    pub title: String,
    /// What people call it.
    pub short: String,
    /// The name of its sheet in our layout.
    pub sheet: String,
    /// Whether a row of column numbers (1) (2) … stands under its header.
    pub column_numbers: bool,
    /// What all its figures count, if that is one thing (đơn vị tính).
    pub measure: Option<String>,
    /// The legal basis.
    pub basis: String,
    /// The first day that the version is in force.
    pub from: NaiveDate,
    /// The last day, if another version follows.
    pub to: Option<NaiveDate>,
    /// The level of the units that send it.
    pub sent_by: Level,
    /// To whom it is sent, in words.
    pub sent_to: Vec<String>,
    /// How often, in words.
    pub every: Vec<String>,
    /// Its columns, in sheet order.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Rows,
    /// Where its printed rows stand among them.
    places: HashMap<RowId, usize, RandomState>,
    /// The printed rows right under each printed row, by index.
    under: Vec<Vec<usize>>,
    /// Whether senders add lines of their own below a printed row: the reasons for lost points, the
    /// documents that bear a criterion out.
    pub added_lines: bool,
    /// Whether it quotes what a text happens to say, so that a row left blank is no omission.
    pub sparse: bool,
    /// The bands (xếp loại) that its total score falls into, if it is a score sheet.
    pub bands: Option<Bands>,
    /// Percentages that it has no column for, worked out for every row.
    pub derived: Vec<Derived>,
    /// What must hold in it.
    pub rules: Vec<Rule>,
    /// Sentences as a report on the form prints them, its totals in their places.
    pub sentences: Vec<Vec<Piece>>,
    /// Its figures that are drawn by unit.
    pub charts: Vec<Chart>,
    /// The first 16 hexadecimal digits of the definition's SHA-256.
    pub fingerprint: String,
}

/// How a total score is banded: half-open steps over the score as a percentage of the maximum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bands {
    /// The row of the total.
    pub row: RowId,
    /// The columns that may hold the score; the first that is given counts.
    pub score: Vec<ColumnId>,
    /// The column of the applicable maximum.
    pub maximum: ColumnId,
    /// The rows that decide between equal scores, one after the other.
    pub ties: Vec<RowId>,
    /// Whether no source in reach confirms the steps.
    pub unconfirmed: bool,
    /// The steps, the highest first: from how many percent on, and the name.
    pub steps: Vec<(Decimal, String)>,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// The total at a row, in a column or of a derived percentage.
    Total(RowId, ColumnId),
}

/// Figures drawn by unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// The row.
    pub row: RowId,
    /// Columns and derived percentages.
    pub columns: Vec<ColumnId>,
}

/// A column of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its id.
    pub id: ColumnId,
    /// What it holds.
    pub holds: Holds,
    /// The label path of a header of several rows, the top first.
    pub head: Vec<String>,
    /// The keys of that path, by which it is found.
    pub(crate) head_keys: Vec<String>,
    /// Its name in sentences.
    pub say: String,
    /// Whether senders may leave the whole column out; then it counts as 0.
    pub optional: bool,
    /// What the workbook to hand out asks for in it.
    pub blank: Asked,
    /// How its figures are made one.
    pub consolidate: Consolidate,
}

/// What the workbook to hand out has at a row or in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
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

/// How the figures of several units are made one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consolidate {
    /// Added up.
    Sum,
    /// Worked out again from the sums of its parts and bases.
    Recompute,
    /// How many units gave which code.
    Distribution,
    /// Not additive, and the same for every unit: the commonest value, and who differs.
    Same,
    /// The greatest.
    Max,
    /// Shown unit by unit.
    List,
    /// Not consolidated.
    None,
}

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
    pub(crate) name: Arc<Name>,
    /// The key of its label, by which it is found.
    pub(crate) key: String,
    /// Its code without what stands around it.
    pub(crate) bare: Option<String>,
    /// Its unit of measure as printed.
    pub measured_in: Option<String>,
    /// The kind of its answers.
    pub kind: Kind,
    /// A heading takes no answer.
    pub heading: bool,
    /// The row it belongs under, by index.
    pub parent: Option<usize>,
    /// The levels that it does not concern.
    pub not_for: Vec<Level>,
    /// How its figures are made one.
    pub consolidate: Consolidate,
    /// Whether it runs on from the beginning of the year (lũy kế).
    pub cumulative: bool,
    /// The row that holds its plan (kế hoạch, dự toán), by index.
    pub plan: Option<usize>,
    /// What the workbook to hand out asks for in it.
    pub blank: Asked,
    /// Remarks that answer it with “none”.
    pub nil: Vec<String>,
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
    pub(crate) fn has_key(&self, key: &str) -> bool {
        let bare = |key: &str| key.trim_end_matches([':', '.', ' ']).len();
        self.keys.iter().any(|own| own[..bare(own)] == key[..bare(key)])
    }
}

/// A figure worked out for every row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Its id.
    pub id: ColumnId,
    /// Its name in sentences.
    pub say: String,
    /// To how many decimals it is rounded.
    pub decimals: u32,
    /// The recipe.
    pub is: Expr<Place>,
}

impl Form {
    /// The column with this id.
    pub fn column(&self, id: &ColumnId) -> Option<usize> {
        self.columns.iter().position(|column| column.id == *id)
    }

    /// The first column that holds this.
    pub fn column_holding(&self, holds: &Holds) -> Option<usize> {
        self.columns.iter().position(|column| column.holds == *holds)
    }

    /// The column meant by a row alone: the one whose kind the rows give.
    pub fn value_column(&self) -> Option<usize> {
        self.column_holding(&Holds::ByRow)
    }

    /// The printed rows; none if the rows are open.
    pub fn fixed_rows(&self) -> &[Row] {
        match &self.rows {
            Rows::Fixed(rows) => rows,
            Rows::Open { .. } => &[],
        }
    }

    /// The printed row with this id, by index.
    pub fn fixed_row(&self, id: &RowId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The printed rows right under a printed row, by index.
    pub fn rows_under(&self, parent: usize) -> &[usize] {
        &self.under[parent]
    }

    /// What a row is called: a printed one that is called as printed has its name from the form.
    pub(crate) fn name(&self, printed: Option<usize>, id: &RowId, label: &Arc<str>) -> Arc<Name> {
        let printed = printed.map(|index| &self.fixed_rows()[index]);
        match printed.filter(|row| row.id == *id && row.label == *label) {
            Some(row) => Arc::clone(&row.name),
            None => Arc::new(Name { id: id.clone(), label: Arc::clone(label) }),
        }
    }

    /// The row of totals.
    pub const fn total_row(&self) -> Option<&TotalRow> {
        match &self.rows {
            Rows::Open { total, .. } => total.as_ref(),
            Rows::Fixed(_) => None,
        }
    }

    /// Whether one of its columns holds documents.
    pub fn document_column(&self) -> Option<usize> {
        self.column_holding(&Holds::Value(Kind::Document))
    }

    /// The kind of the answers in a column, at a printed row or at any other row.
    ///
    /// `None` for headings and for columns that hold no answers.
    pub fn kind(&self, row: Option<usize>, column: usize) -> Option<&Kind> {
        let row = row.map(|row| &self.fixed_rows()[row]);
        match &self.columns[column].holds {
            _ if row.is_some_and(|row| row.heading) => None,
            Holds::Value(kind) => Some(kind),
            Holds::ByRow => row.map(|row| &row.kind),
            Holds::Code | Holds::Label | Holds::Measure | Holds::Note => None,
        }
    }

    /// In what the answers at a place are measured; empty if the form does not say.
    pub fn measure(&self, row: Option<usize>, column: usize) -> &str {
        // of codes, the list of them stands there
        let is_code = matches!(self.kind(row, column), Some(Kind::Choice(_)));
        let own = row.and_then(|row| self.fixed_rows()[row].measured_in.as_deref()).filter(|_| !is_code);
        own.or(self.measure.as_deref()).unwrap_or_default()
    }

    /// Whether the workbook to hand out works a place out, from places of this form, by a rule of it.
    pub fn is_worked_out(&self, row: &RowId, index: Option<usize>, column: usize) -> bool {
        let wanted = match index {
            Some(index) if self.columns[column].holds == Holds::ByRow => self.fixed_rows()[index].blank,
            _ => self.columns[column].blank,
        };
        wanted == Asked::Formula && self.recipe(row, &self.columns[column].id).is_some()
    }

    /// Whether it is about points, where “đạt” would be misread.
    pub fn is_score_sheet(&self) -> bool {
        self.columns.iter().any(|column| column.holds == Holds::Value(Kind::Score))
    }

    /// Whether a column holds answers (and not codes, labels, measures or remarks).
    pub fn takes_answers(&self, column: usize) -> bool {
        matches!(self.columns[column].holds, Holds::Value(_) | Holds::ByRow)
    }

    /// How the figures at a place are made one.
    pub fn consolidate(&self, row: Option<usize>, column: usize) -> Consolidate {
        match (&self.columns[column].holds, row) {
            (Holds::ByRow, Some(row)) => self.fixed_rows()[row].consolidate,
            _ => self.columns[column].consolidate,
        }
    }

    /// The rule that says what stands at a place: `[row] = sum` for a printed row, `column = sum` at each row.
    pub fn recipe(&self, row: &RowId, column: &ColumnId) -> Option<&Rule> {
        self.rules.iter().find(|rule| {
            let left = rule.that.equation().map(|(left, _)| left).filter(|left| left.form.is_none());
            left.is_some_and(|left| {
                let is_column = left.column == ColumnRef::Id(column.clone());
                is_column
                    && rule.that.when.is_empty()
                    && !rule.solve
                    && match &left.row {
                        RowRef::Id(id) => id == row,
                        RowRef::Each => rule.each == Each::Row,
                    }
            })
        })
    }

    /// How many rows its header takes.
    pub fn header_rows(&self) -> usize {
        self.columns.iter().map(|column| column.head.len()).max().unwrap_or(1)
    }

    /// Whether the version is in force on the day.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// The name that people know it by, with its official code.
    pub fn known_as(&self) -> String {
        match &self.code {
            Some(code) => format!("{} ({code})", self.short),
            None => self.short.clone(),
        }
    }
}

impl Row {
    /// Whether its printed code names it: “4.1.2. Trong đó” does, “Trong đó” does not.
    pub fn is_coded(&self) -> bool {
        self.code.as_ref().is_some_and(|code| code.starts_with(self.id.as_str()))
    }

    /// Its label without the remarks in parentheses and the punctuation at the end.
    pub fn say(&self) -> &str {
        let bare =
            self.label.split(" (").next().unwrap_or(&self.label).trim_end_matches([' ', '.', ':', ';']);
        if bare.is_empty() { &self.label } else { bare }
    }
}

impl Bands {
    /// The band of a score out of a maximum; `None` if there is nothing to score.
    ///
    /// ```
    /// use phuluc::form::Bands;
    /// let steps = vec![(80.into(), "Tốt".to_owned()), (65.into(), "Khá".to_owned()), (0.into(), "Yếu".to_owned())];
    /// let bands = Bands { row: "tong".into(), score: vec![], maximum: "toi_da".into(), ties: vec![], unconfirmed: true, steps };
    /// assert_eq!(bands.of("73.25".parse().unwrap(), 100.into()), Some("Khá"));
    /// assert_eq!(bands.of(52.into(), 65.into()), Some("Tốt"));
    /// ```
    pub fn of(&self, score: Decimal, maximum: Decimal) -> Option<&str> {
        let percent = score.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(maximum)?;
        self.steps.iter().find(|(from, _)| percent >= *from).map(|(_, name)| name.as_str())
    }

    /// How many points a score lacks for the band above its own, and that band; `None` in the highest.
    ///
    /// ```
    /// use phuluc::form::Bands;
    /// let steps = vec![(80.into(), "Tốt".to_owned()), (0.into(), "Yếu".to_owned())];
    /// let bands = Bands { row: "tong".into(), score: vec![], maximum: "toi_da".into(), ties: vec![], unconfirmed: true, steps };
    /// assert_eq!(bands.next("73.25".parse().unwrap(), 100.into()), Some(("6.75".parse().unwrap(), "Tốt")));
    /// assert_eq!(bands.next(90.into(), 100.into()), None);
    /// ```
    pub fn next(&self, score: Decimal, maximum: Decimal) -> Option<(Decimal, &str)> {
        let percent = score.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(maximum)?;
        let (from, name) = self.steps.iter().rev().find(|(from, _)| percent < *from)?;
        let wanted = from.checked_mul(maximum)?.checked_div(Decimal::ONE_HUNDRED)?;
        Some((wanted.checked_sub(score)?.normalize(), name))
    }
}

impl Kind {
    /// Whether rules can reckon with its answers.
    pub const fn is_figure(&self) -> bool {
        !matches!(self, Self::Text | Self::Document)
    }

    /// How such figures are made one unless the definition says otherwise.
    pub const fn default_consolidation(&self) -> Consolidate {
        match self {
            Self::Count | Self::Money | Self::Score => Consolidate::Sum,
            Self::Percent => Consolidate::Recompute,
            Self::Choice(_) => Consolidate::Distribution,
            Self::Text | Self::Document => Consolidate::List,
        }
    }
}
