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
mod points;
mod remark;
mod rows;
mod rule;
mod suggest;
mod table;
mod text;
mod toml;
mod words;

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
    /// The name of the sheet that it is drafted from.
    pub sheet: String,
    /// The name of its own sheet, as several tables of one sheet become several forms.
    own_sheet: String,
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
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// The drafts, in the order of the sheets; no two have the same id.
    pub list: Vec<Draft>,
    /// The sheets on which no form was found.
    pub without: Vec<String>,
    /// The tables that ask for nothing.
    pub left_out: Vec<LeftOutTable>,
}

/// A table that is no form, as nothing is to be answered in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutTable {
    /// Its sheet.
    pub sheet: String,
    /// The number of its header's first line on the sheet, from 1.
    pub line: u32,
    /// What its columns are called.
    pub text: String,
}

impl LeftOutTable {
    fn of(sheet: &Sheet, table: &BlankTable) -> Self {
        let heads: Vec<&str> =
            table.columns.iter().filter_map(|(_, path)| path.last()).map(String::as_str).collect();
        Self { sheet: sheet.name.clone(), line: table.top + 1, text: heads.join(" | ") }
    }
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
    let mut drafts = Drafts::default();
    for sheet in wanted {
        let tables = BlankTable::find_all(sheet);
        let before = drafts.list.len();
        for (number, table) in tables.iter().enumerate() {
            let first = drafts.list.get(before).map(|draft| draft.heading.clone());
            match Draft::of(sheet, table, number, first.as_ref()) {
                Some(draft) => drafts.add(draft),
                None => drafts.left_out.push(LeftOutTable::of(sheet, table)),
            }
        }
        if drafts.list.len() == before {
            drafts.without.push(sheet.name.clone());
        }
    }
    if drafts.list.is_empty() { Err(NoForm::Nothing { sheets: drafts.without }) } else { Ok(drafts) }
}

impl Drafts {
    fn add(&mut self, mut draft: Draft) {
        let is_taken = |id: &String| self.list.iter().any(|earlier| earlier.id == *id);
        draft.id = free(&draft.id, '-', is_taken);
        let is_taken = |name: &String| self.list.iter().any(|earlier| earlier.own_sheet == *name);
        draft.own_sheet = free(&draft.own_sheet, ' ', is_taken);
        self.list.push(draft);
    }
}

/// A name, or the first numbered one that is not taken.
fn free(name: &str, joint: char, is_taken: impl Fn(&String) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name}{joint}{number}"));
    let mut all = std::iter::once(name.to_owned()).chain(numbered);
    all.find(|name| !is_taken(name)).unwrap_or_default()
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
    #[error("no form was found on {}: a form has a header, a column of labels and one to fill in", sheets.join(", "))]
    Nothing {
        /// The sheets that were looked at.
        sheets: Vec<String>,
    },
}

impl Draft {
    /// The draft of the form in a table; `number` counts the tables above it on the sheet, of which the first may say
    /// more of the forms on it.
    fn of(
        sheet: &Sheet,
        table: &BlankTable,
        number: usize,
        first: Option<&heading::PrintedHeading>,
    ) -> Option<Self> {
        let mut heading = heading::read(sheet, table.above, table.top);
        if let Some(first) = first {
            heading.take_over(first);
        }
        let mut remarks = heading.remarks();
        let mut columns = columns::read(table, &mut remarks)?;
        let body = rows::read(sheet, table, &mut columns, &mut remarks);
        let id = heading.id(&sheet.name);
        let own_sheet = match (number, &heading.short) {
            (0, _) => sheet.name.clone(),
            // Excel allows 31 characters, and a number may follow
            (_, short) => short.as_ref().unwrap_or(&sheet.name).chars().take(28).collect(),
        };
        let mut left_out = body.left_out;
        // above the first table stands the letterhead
        if number > 0 {
            left_out.splice(0..0, heading.unread.iter().cloned());
        }
        let mut draft = Self {
            id,
            heading,
            sheet: sheet.name.clone(),
            own_sheet,
            column_numbers: table.numbers.is_some(),
            columns,
            rows: body.rows,
            lines: body.lines,
            rules: Vec::new(),
            remarks,
            left_out,
        };
        draft.suggest(sheet, table);
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
