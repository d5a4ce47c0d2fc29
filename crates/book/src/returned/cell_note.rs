//! Notes on cells (ghi chú), which tell a sender the findings of a cell.

use phuluc_grid::{At, OUR_SIGN};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The author of our notes, by which they can be told from the sender's own.
pub(super) use phuluc_grid::OUR_COMMENTS as AUTHOR;
/// The width of a note in pixels, and the number of characters on a line of it.
const WIDTH: u32 = 340;
const ON_A_LINE: usize = 48;

/// Adds a note to a cell. Its height fits the text.
pub(super) fn insert(sheet: &mut Worksheet, at: At, text: &str) -> Result<(), XlsxError> {
    let lines = u32::try_from(text.chars().count() / ON_A_LINE + text.lines().count() + 1).unwrap_or(40);
    let note = crate::note(&format!("{OUR_SIGN}{text}")).set_author(AUTHOR).set_width(WIDTH);
    let column = u16::try_from(at.column).unwrap_or(u16::MAX);
    sheet.insert_note(at.row, column, &note.set_height(lines.clamp(3, 30) * 18))?;
    Ok(())
}
