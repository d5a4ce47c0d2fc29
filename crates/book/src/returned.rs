//! Writes the workbook that goes back to a sender: a page to print (phiếu yêu cầu chỉnh sửa, bổ sung số liệu), then
//! the sender's own sheets with marks and notes, ready to be corrected and sent again.
//!
//! A single `.xlsx` goes back as it is, with the page in front. For other formats, and if several files go back as
//! one, the sheets are drawn anew with their formulas.

mod cell_note;
mod material;
mod place_words;
mod senders_workbook;
mod sheet_copy;
mod slip_page;

pub use material::{About, Returned, ReturnedFile};

use super::{WriteError, add_identity, new_book, same_bytes};
use material::{Copied, FORBIDDEN, LONGEST_NAME, identity, marks};
use phuluc_form::match_key;
use phuluc_grid::Identity;
use phuluc_grid::identity::{RETURN_SHEET, SHEET};

/// Writes the workbook that goes back.
///
/// # Errors
/// If Excel does not allow it.
pub fn write(returned: &Returned<'_>) -> Result<Vec<u8>, WriteError> {
    match senders_workbook::write(returned)? {
        Some(living) => Ok(living),
        None => drawn_anew(returned),
    }
}

/// Writes the sender's sheets as those of a new workbook.
fn drawn_anew(returned: &Returned<'_>) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book()?;
    let copied = copied(returned);
    let first = book.add_worksheet();
    first.set_name(RETURN_SHEET)?;
    slip_page::draw(first, returned, &copied)?;
    let keeps_names = returned.files.iter().map(|file| file.sheets.len()).sum::<usize>() == copied.len()
        && copied.iter().all(|copy| copy.name == copy.sheet.name);
    for copy in &copied {
        let worksheet = book.add_worksheet();
        worksheet.set_name(copy.name.as_str())?;
        let file = &returned.files[copy.file];
        let forms = file.report.submission.iter().flat_map(|submission| &submission.forms);
        let forms = forms.filter(|form| form.stands_on(&copy.sheet.name));
        let sheets = (copy.sheet, file.sheets);
        sheet_copy::draw(worksheet, sheets, keeps_names, forms, &marks(file, copy.sheet))?;
    }
    add_identity(&mut book, &identity(returned))?;
    same_bytes::saved(&mut book)
}

/// The sheets that were sent. The aids in our own blanks are left out, because they would be out of date.
fn copied<'r>(returned: &Returned<'r>) -> Vec<Copied<'r>> {
    let mut copied: Vec<Copied<'_>> = Vec::new();
    for (index, file) in returned.files.iter().enumerate() {
        let identity = Identity::find(file.sheets);
        for sheet in file.sheets.iter().filter(|sheet| !Identity::is_own(sheet, identity.as_ref())) {
            let name = free_name(&sheet.name, &copied);
            copied.push(Copied { file: index, sheet, name });
        }
    }
    copied
}

/// The name of a sheet as Excel allows it, with a number if another sheet has it.
fn free_name(name: &str, taken: &[Copied<'_>]) -> String {
    let allowed = name.chars().filter(|c| !FORBIDDEN.contains(c) && !c.is_control());
    let allowed: String = allowed.take(LONGEST_NAME).collect();
    let name = allowed.trim_matches('\'').trim();
    let name = if name.is_empty() { "Trang tính" } else { name };
    let mut free = name.to_owned();
    let mut number = 2;
    let own = [RETURN_SHEET, SHEET];
    let taken: Vec<&str> = taken.iter().map(|other| other.name.as_str()).chain(own).collect();
    while taken.iter().any(|other| match_key(other) == match_key(&free)) {
        let end = format!(" ({number})");
        free = name.chars().take(LONGEST_NAME - end.len()).chain(end.chars()).collect();
        number += 1;
    }
    free
}
