//! A first definition of a form, from the blank that an authority issued.
//!
//! Takes a sheet; gives a [`Draft`], whose text is a definition that can be read as it stands. The draft
//! takes what the sheet shows as printed: header, codes, labels, units of measure, code lists. Where the
//! structure suggests a sum or a percentage, the draft has a rule that is marked as suggested. What no
//! sheet can say (since when the form is in force, who sends it) is marked as to be filled in. No line is
//! left out silently: the draft names the lines of the sheet that are not in it.

mod choices;
mod codes;
mod columns;
mod elements;
mod heading;
mod remark;
mod rows;
mod rule;
mod suggest;
mod table;
mod text;
mod toml;

use elements::{BlankColumn, BlankRow, BlankRows, SuggestedRule};
use phuluc_form::match_key;
use phuluc_grid::{Identity, Sheet};
use remark::RemarkAt;
use table::BlankTable;

pub use elements::Because;
pub use remark::{LeftOut, Remark};

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
    heading: heading::PrintedHeading,
    /// The sheet's name.
    pub sheet: String,
    /// Whether a row of column numbers stands under the header.
    column_numbers: bool,
    /// The columns, from left to right.
    columns: Vec<BlankColumn>,
    /// The rows.
    rows: BlankRows,
    /// Whether senders seem to add lines below printed rows.
    lines: bool,
    /// What the structure suggests.
    rules: Vec<SuggestedRule>,
    /// What must be filled in or looked at, and where.
    remarks: Vec<(RemarkAt, Remark)>,
    /// Lines of the sheet, below the table's header, that are not in the draft.
    pub left_out: Vec<LeftOut>,
}

/// What a draft says beside its lines; whoever asks for its text gives the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note<'d> {
    /// The lines with which it begins.
    Begins {
        /// The sheet that it is drafted from.
        sheet: &'d str,
    },
    /// The mark of a line that must be filled in.
    ToFill,
    /// The mark of a line that must be confirmed.
    Suggested,
    /// What the blank form does not say, or says doubtfully.
    Remark(&'d Remark),
    /// Why a rule is suggested.
    Because(Because),
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
    let shown = sheets.iter().filter(|sheet| sheet.visible && !Identity::is_own(sheet, identity.as_ref()));
    let wanted: Vec<&Sheet> = match named {
        Some(name) => {
            sheets.iter().filter(|sheet| match_key(&sheet.name) == match_key(name)).take(1).collect()
        }
        None => shown.clone().collect(),
    };
    if let (Some(name), []) = (named, wanted.as_slice()) {
        let sheets = shown.map(|sheet| sheet.name.clone()).collect();
        return Err(NoForm::Sheet { name: name.to_owned(), sheets });
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
        let numbered = (2..).map(|n| format!("{}-{n}", draft.id));
        draft.id = std::iter::once(draft.id.clone())
            .chain(numbered)
            .find(|id| self.list.iter().all(|earlier| earlier.id != *id))
            .unwrap_or_default();
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
        let table = BlankTable::find(sheet)?;
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

    fn printed(&self) -> &[BlankRow] {
        match &self.rows {
            BlankRows::Printed(rows) => rows,
            BlankRows::Open { .. } => &[],
        }
    }
}
