//! A first definition of a form, from the blank that an authority issued.
//!
//! Takes a sheet; gives a [`Draft`], whose text is a definition that can be read as it stands. What the
//! sheet shows is taken as printed: header, codes, labels, units of measure, code lists. What its
//! structure suggests (sums, percentages) becomes a rule marked as suggested; what no sheet can say
//! (since when it is in force, who sends it) is marked as to be filled in. Nothing is left out in
//! silence: lines of the sheet that are not in the draft are named.

mod choices;
mod codes;
mod columns;
mod heading;
mod rows;
mod rule;
mod suggest;
mod table;
mod toml;

use crate::fold::fold;
use crate::form::{Choice, Kind};
use crate::grid::Sheet;
use crate::identity::Identity;
use table::Table;

/// What marks a line that must be filled in, in Vietnamese and in English.
pub const TO_FILL: [&str; 2] = ["CẦN ĐIỀN", "TO FILL IN"];
/// What marks a line that must be confirmed.
pub const SUGGESTED: [&str; 2] = ["GỢI Ý", "SUGGESTED"];

/// A first definition.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The form's id, made of what it is called.
    pub id: String,
    /// What the lines above the table say.
    heading: heading::Heading,
    /// The sheet's name.
    pub sheet: String,
    /// Whether a row of column numbers stands under the header.
    column_numbers: bool,
    /// The columns, from left to right.
    columns: Vec<Column>,
    /// The rows.
    rows: Rows,
    /// Whether senders seem to add lines below printed rows.
    lines: bool,
    /// What the structure suggests.
    rules: Vec<Rule>,
    /// What must be filled in or looked at, and where.
    remarks: Vec<(Spot, Remark)>,
    /// Lines of the sheet, below the table's header, that are not in the draft.
    pub left_out: Vec<LeftOut>,
}

/// How much there is of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub columns: usize,
    /// Printed rows.
    pub rows: usize,
    /// Rules that are suggested.
    pub rules: usize,
    /// Places to fill in.
    pub to_fill: usize,
    /// Places to confirm, suggested rules among them.
    pub to_confirm: usize,
}

/// A line that is not in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its number on the sheet, from 1.
    pub line: u32,
    /// What stands in it.
    pub text: String,
}

#[derive(Clone, Debug)]
struct Column {
    at: u32,
    id: String,
    head: Vec<String>,
    say: Option<String>,
    holds: Holds,
    /// Whether units are shown one by one, as a percentage that cannot be worked out again is.
    listed: bool,
}

/// What a column holds, as far as a blank shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
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
enum Figures {
    Count,
    Money,
    Percent,
    Score,
}

#[derive(Clone, Debug)]
enum Rows {
    Printed(Vec<Row>),
    Open { key: String, total: Option<String> },
}

#[derive(Clone, Debug)]
struct Row {
    line: u32,
    id: String,
    code: Option<String>,
    label: String,
    measured_in: Option<String>,
    kind: Option<Kind>,
    choices: Vec<Choice>,
    heading: bool,
    parent: Option<usize>,
    /// Whether its id does not say whose child it is.
    names_parent: bool,
    listed: bool,
}

#[derive(Clone, Debug)]
struct Rule {
    id: String,
    title: String,
    each: Option<&'static str>,
    columns: Vec<String>,
    that: String,
    derive: bool,
    why: &'static str,
    todo: String,
    /// What it was suggested by.
    because: Because,
}

/// What a rule was suggested by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// A row has rows under it that count the same.
    Children,
    /// The rows under it begin with “Trong đó”, so there may be others.
    Among,
    /// The first row under a heading is the total of the others.
    FirstIsTotal,
    /// A percentage stands above or below its two parts.
    Ratio,
    /// The part of a ratio is no more than the whole.
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

/// Where a remark belongs in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    Title,
    Basis,
    InForce,
    Sent,
    Version,
    Columns,
    Column(usize),
    Rows,
    Row(usize),
}

/// What a sheet cannot say, or says doubtfully.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// No title was found above the table.
    Title,
    /// No document was found that issued the form.
    Basis,
    /// Since when the form is in force; taken from its document's date, if it has one.
    InForce {
        /// Whether a date was found.
        dated: bool,
    },
    /// Which level sends it, to whom, how often.
    Sent,
    /// No year was found to name the version by.
    Version,
    /// What a column's figures are: rows count different things, and several columns hold them.
    MixedColumn,
    /// The column has the same header as an earlier one.
    HeadTwice,
    /// Open rows were taken, as no row is printed.
    OpenRows,
    /// Rows that name other levels than the commune: their ids.
    OtherLevels(Vec<String>),
    /// The row has no unit of measure, and no rows under it.
    NoMeasure,
    /// The row has a unit of measure, but looks like a heading.
    Heading,
    /// A percentage without its parts.
    NoParts,
    /// Answers in words, without a list of codes.
    NoCodes,
    /// The code stands on the sheet already; the id was made another.
    CodeTwice(String),
    /// Excel may have made the code of this one.
    CodeChanged {
        /// As it stands.
        found: String,
        /// As it may have been printed.
        printed: String,
    },
    /// A row without a label.
    NoLabel,
    /// A line of dots: senders add lines.
    MoreLines,
}

/// What was drafted of a workbook.
#[derive(Clone, Debug)]
pub struct Drafts {
    /// The drafts, in the order of the sheets; no two have the same id.
    pub list: Vec<Draft>,
    /// The sheets on which no form was found.
    pub without: Vec<String>,
}

/// The drafts of all forms in a workbook; of the given sheet, if one is named.
///
/// # Errors
/// If no form stands there.
pub fn drafts(sheets: &[Sheet], named: Option<&str>) -> Result<Drafts, NoForm> {
    let identity = Identity::find(sheets);
    let seen = |sheet: &&Sheet| sheet.visible && !Identity::is_own(sheet, identity.as_ref());
    let names = || sheets.iter().filter(seen).map(|sheet| sheet.name.clone()).collect();
    let wanted: Vec<&Sheet> = match named {
        Some(name) => sheets.iter().filter(|sheet| fold(&sheet.name) == fold(name)).take(1).collect(),
        None => sheets.iter().filter(seen).collect(),
    };
    if let (Some(name), []) = (named, wanted.as_slice()) {
        return Err(NoForm::Sheet { name: name.to_owned(), sheets: names() });
    }
    let mut drafts = Drafts { list: Vec::new(), without: Vec::new() };
    for sheet in wanted {
        match Draft::of(sheet) {
            Some(draft) => drafts.add(draft),
            None => drafts.without.push(sheet.name.clone()),
        }
    }
    if drafts.list.is_empty() { Err(NoForm::Nothing { sheets: drafts.without }) } else { Ok(drafts) }
}

impl Drafts {
    fn add(&mut self, mut draft: Draft) {
        let is_free = |id: &String| self.list.iter().all(|earlier| earlier.id != *id);
        let ids = (2..).map(|n| format!("{}-{n}", draft.id));
        draft.id = [draft.id.clone()].into_iter().chain(ids).find(is_free).unwrap_or_default();
        self.list.push(draft);
    }
}

/// Why nothing could be drafted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoForm {
    /// There is no such sheet.
    #[error("there is no sheet “{name}”; the sheets are: {}", sheets.join(", "))]
    Sheet {
        /// The name asked for.
        name: String,
        /// The sheets that there are.
        sheets: Vec<String>,
    },
    /// No sheet has a table with a header and a place to fill in.
    #[error("no form was found on {}: a form has a header with STT and the names of its columns", sheets.join(", "))]
    Nothing {
        /// The sheets that were looked at.
        sheets: Vec<String>,
    },
}

impl Draft {
    /// The draft of the form on a sheet, if there is one.
    fn of(sheet: &Sheet) -> Option<Self> {
        let table = Table::find(sheet)?;
        let heading = heading::read(sheet, table.top);
        let mut remarks = heading.remarks();
        let mut columns = columns::read(&table, &mut remarks)?;
        let body = rows::read(sheet, &table, &mut columns, &mut remarks);
        let id = heading.id(&sheet.name);
        let mut draft = Self {
            id,
            heading,
            sheet: sheet.name.clone(),
            column_numbers: table.numbers.is_some(),
            columns,
            rows: body.rows,
            lines: body.lines,
            rules: Vec::new(),
            remarks,
            left_out: body.left_out,
        };
        draft.suggest(sheet, &table);
        Some(draft)
    }

    /// How much there is of it.
    pub fn size(&self) -> Size {
        let to_fill = self.remarks.iter().filter(|(_, remark)| remark.must_be_filled()).count();
        Size {
            columns: self.columns.len(),
            rows: self.printed().len(),
            rules: self.rules.len(),
            to_fill,
            to_confirm: self.remarks.len() - to_fill + self.rules.len(),
        }
    }

    fn printed(&self) -> &[Row] {
        match &self.rows {
            Rows::Printed(rows) => rows,
            Rows::Open { .. } => &[],
        }
    }
}

/// Words of a text as an id: without accents, joined by a sign, at most so many.
fn slug(text: &str, joint: char, most: usize) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.take(most).collect::<Vec<_>>().join(joint.encode_utf8(&mut [0; 4]))
}

/// A text on one line, with single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
