//! The workbook that goes back to a sender: a page to print (phiếu yêu cầu chỉnh sửa, bổ sung số
//! liệu), then the sender's own sheets, cell by cell where they were, marked and noted, ready to be
//! corrected and sent again.

mod copy;
mod page;

use super::{WriteError, add_identity, new_book};
use crate::finding::Finding;
use crate::grid::{At, Sheet};
use crate::identity::{self, Identity};
use crate::moment::Moment;
use crate::period::Period;
use crate::report::FileReport;
use crate::rule::Severity;
use crate::words::{self, Lang};
use std::collections::BTreeMap;

/// A report that goes back.
#[derive(Clone, Copy, Debug)]
pub struct Returned<'r> {
    /// The report.
    pub report: &'r FileReport,
    /// Its sheets, as they came.
    pub sheets: &'r [Sheet],
    /// What stands above it.
    pub about: About<'r>,
}

/// What is known about a report that goes back, besides what is in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'r> {
    /// Who sends it back.
    pub receiver: Option<&'r str>,
    /// The sender, as letters address it.
    pub to: &'r str,
    /// What it is about: the round's title.
    pub title: Option<&'r str>,
    /// The period asked for.
    pub period: Option<Period>,
    /// Which sending it was, if the unit has sent more than once.
    pub sending: Option<u32>,
    /// Until when it must come again.
    pub due: Option<Moment>,
    /// The official number of the letter.
    pub document: Option<&'r str>,
}

impl Returned<'_> {
    /// What must be looked at, errors first.
    pub fn findings(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = self.report.checked.undecided().collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        findings
    }
}

/// What stands against a cell: the worst severity, and what is said.
type Marks = BTreeMap<(String, At), (Severity, String)>;

/// Writes the workbook.
///
/// # Errors
/// If Excel does not allow it.
pub fn write(returned: &Returned<'_>) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book()?;
    let sheets: Vec<&Sheet> = returned.sheets.iter().filter(|sheet| !Identity::is_on(sheet)).collect();
    let first = book.add_worksheet();
    first.set_name(identity::RETURN_SHEET)?;
    page::draw(first, returned, &sheets)?;
    let marks = marks(returned);
    for sheet in sheets {
        let worksheet = book.add_worksheet();
        worksheet.set_name(sheet.name.as_str())?;
        let forms = returned.report.submission.iter().flat_map(|submission| &submission.forms);
        copy::draw(worksheet, sheet, forms.filter(|form| form.sheet == sheet.name), &marks)?;
    }
    add_identity(&mut book, &identity(returned))?;
    Ok(book.save_to_buffer()?)
}

/// The identity that the workbook came with, so that it is known when it comes again; else who sent it.
fn identity(returned: &Returned<'_>) -> Identity {
    let submission = returned.report.submission.as_ref();
    Identity::find(returned.sheets).unwrap_or_else(|| Identity {
        unit: Some(returned.about.to.to_owned()),
        level: submission.and_then(|submission| submission.level),
        period: submission.and_then(|submission| submission.period),
        ..Identity::default()
    })
}

fn marks(returned: &Returned<'_>) -> Marks {
    let words = Lang::Vi.words();
    let mut marks = Marks::new();
    for finding in returned.findings() {
        let (Some(sheet), Some(at)) = finding.cell() else { continue };
        let message = words::message(words, finding);
        let todo = words::todo(words, finding);
        let text = format!("{}: {message}\nCách xử lý: {todo}", words.severity(finding.severity));
        let mark = marks.entry((sheet.to_owned(), at)).or_insert((finding.severity, String::new()));
        if !mark.1.is_empty() {
            mark.1.push_str("\n\n");
        }
        mark.1.push_str(&text);
    }
    marks
}
