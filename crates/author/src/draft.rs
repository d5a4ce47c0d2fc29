//! A first definition of a form, drafted from the blank that an authority issued.
//!
//! It takes sheets and gives a [`Draft`] for each table, whose text is a definition that can be read as it stands.
//! The draft takes header, codes, labels, units of measure and lists of codes as the sheet prints them. Where the
//! structure suggests a sum or a percentage, it has a rule that is marked as suggested. What no sheet can tell, such
//! as the first day in force or the senders, is marked as to be filled in. No line is lost in silence: the draft
//! lists the lines of the sheet that are not in it.

mod choices;
mod column_meaning;
mod columns;
mod elements;
mod heading;
mod label_meaning;
mod left_open;
mod maxima_and_steps;
mod row_codes;
mod row_kinds;
mod rows;
mod rule;
mod suggest;
mod table;
mod text;
mod toml;

use elements::{BlankColumn, BlankRow, BlankRows, SuggestedRule};
use left_open::RemarkAt;
use phuluc_form::match_key;
use phuluc_grid::{Identity, Sheet};
use table::BlankTable;

pub use elements::SuggestionReason;
pub(crate) use label_meaning::is_average;
pub use left_open::{OmittedLine, Remark};

/// The marks of a line that must be filled in, in Vietnamese and in English.
pub const TO_FILL: [&str; 2] = ["CẦN ĐIỀN", "TO FILL IN"];
/// The marks of a line that must be confirmed, in Vietnamese and in English.
pub const SUGGESTED: [&str; 2] = ["GỢI Ý", "SUGGESTED"];

/// A first definition of a form, made from one table.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The form's id, made from its short name, its sheet or its title.
    pub id: String,
    /// What was read above the table.
    heading: heading::PrintedHeading,
    /// The name of the sheet that the table stands on.
    pub sheet: String,
    /// The name of the form's own sheet. It differs from `sheet` where one sheet has several tables.
    own_sheet: String,
    /// Whether a row of column numbers stands under the header.
    column_numbers: bool,
    /// The columns, from left to right.
    columns: Vec<BlankColumn>,
    /// The rows.
    rows: BlankRows,
    /// Whether senders seem to add lines below printed rows.
    lines: bool,
    /// The rules that the structure suggests.
    rules: Vec<SuggestedRule>,
    /// What must be filled in or confirmed, with its place in the text.
    remarks: Vec<(RemarkAt, Remark)>,
    /// Lines of the sheet that are not in the draft.
    pub left_out: Vec<OmittedLine>,
}

/// A note in the text of a draft. The caller of [`Draft::text`] turns it into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note<'d> {
    /// The lines at the beginning of the text.
    Begins {
        /// The name of the sheet that the draft is made from.
        sheet: &'d str,
    },
    /// The mark of a line that must be filled in.
    ToFill,
    /// The mark of a line that must be confirmed.
    Suggested,
    /// A remark about what the blank does not tell, or tells doubtfully.
    Remark(&'d Remark),
    /// The reason why a rule is suggested.
    SuggestionReason(SuggestionReason),
}

/// The number of parts of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The number of columns.
    pub columns: usize,
    /// The number of printed rows.
    pub rows: usize,
    /// The number of suggested rules.
    pub rules: usize,
    /// The number of remarks that ask for something to be filled in.
    pub to_fill: usize,
    /// The number of remarks to confirm and of suggested rules.
    pub to_confirm: usize,
}

/// The result of drafting a workbook.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// The drafts, in the order of the sheets; no two have the same id.
    pub list: Vec<Draft>,
    /// The names of the sheets without a form.
    pub without: Vec<String>,
    /// The tables without a column for answers.
    pub left_out: Vec<LeftOutTable>,
}

/// A table that is no form because it has no column for answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutTable {
    /// The name of its sheet.
    pub sheet: String,
    /// The line of the sheet, from 1, on which its header begins.
    pub line: u32,
    /// The labels of its columns.
    pub text: String,
}

impl LeftOutTable {
    fn of(sheet: &Sheet, table: &BlankTable) -> Self {
        let heads: Vec<&str> =
            table.columns.iter().filter_map(|(_, path)| path.last()).map(String::as_str).collect();
        Self { sheet: sheet.name.clone(), line: table.top + 1, text: heads.join(" | ") }
    }
}

/// Drafts all forms of a workbook; only those of the sheet `named`, if it is given.
///
/// # Errors
/// If no form was found, or there is no such sheet.
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
        draft.id = free(&draft.id, '-', |id| self.list.iter().any(|earlier| earlier.id == *id));
        draft.own_sheet =
            free(&draft.own_sheet, ' ', |name| self.list.iter().any(|earlier| earlier.own_sheet == *name));
        self.list.push(draft);
    }
}

/// The name itself, or the name with the first number that is not taken.
fn free(name: &str, joint: char, is_taken: impl Fn(&String) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name}{joint}{number}"));
    let mut all = std::iter::once(name.to_owned()).chain(numbered);
    all.find(|name| !is_taken(name)).unwrap_or_default()
}

/// The reason why nothing was drafted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoForm {
    /// There is no sheet of the name.
    #[error("there is no sheet “{name}”; the sheets are: {}", sheets.join(", "))]
    Sheet {
        /// The name asked for.
        name: String,
        /// The names of the sheets that are shown.
        sheets: Vec<String>,
    },
    /// No sheet has a table with a header and a place to fill in.
    #[error("no form was found on {}: a form has a header, a column of labels and one to fill in", sheets.join(", "))]
    Nothing {
        /// The names of the sheets that were searched.
        sheets: Vec<String>,
    },
}

impl Draft {
    /// The draft of one table; `None` if the table asks for no answers. `number` is the number of tables above it on
    /// the sheet. `first` is the heading of the first of them, which may tell more about all forms on the sheet.
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
        let body = rows::read(sheet, table, heading.measure.as_deref(), &mut columns, &mut remarks);
        let id = heading.id(&sheet.name);
        let own_sheet = match (number, &heading.short) {
            (0, _) => sheet.name.clone(),
            // Excel allows 31 characters for a sheet's name, and a number may be added
            (_, short) => short.as_ref().unwrap_or(&sheet.name).chars().take(28).collect(),
        };
        let mut left_out = body.left_out;
        // the lines above the first table are the letterhead
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

    /// The number of its columns, rows, rules and remarks.
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

    /// The printed rows; none if senders name the rows.
    fn printed(&self) -> &[BlankRow] {
        match &self.rows {
            BlankRows::Printed(rows) => rows,
            BlankRows::Open { .. } => &[],
        }
    }
}
