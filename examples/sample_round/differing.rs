//! Makes the sheets of a round differ from each other in everything that a reader could know from an earlier sheet:
//! the places of lines, the spaces in labels, and the parts with the look of cells and the list of sheets.
//!
//! The figures of the reports stay as they are, and planted mistakes are found.

use super::Dice;
use phuluc::book::{FormSheet, Look, SheetRow};
use phuluc::form::Holds;
use phuluc::grid::CellValue;
use std::error::Error;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

impl Dice {
    /// A number from `low` to `high` that depends on the place.
    fn place(&mut self, low: usize, high: usize) -> usize {
        usize::try_from(self.between(low as u64, high as u64)).unwrap_or(low)
    }
}

/// How many lines are added to every sheet.
const OWN_LINES: usize = 3;

/// Adds lines without figures at different places of each sheet, and spaces to all texts.
pub(super) fn sheets(sheets: &mut [FormSheet<'_>], number: usize) {
    for (index, sheet) in sheets.iter_mut().enumerate() {
        let mut dice = Dice((number * 100 + index) as u64);
        for row in &mut sheet.rows {
            for cell in &mut row.cells {
                if let CellValue::Text(text) = cell {
                    space_out(text, &mut dice);
                }
            }
        }
        let label = sheet.form.columns.iter().position(|column| matches!(column.holds, Holds::Label));
        for _ in 0..OWN_LINES {
            let mut cells = vec![CellValue::Empty; sheet.form.columns.len()];
            if let Some(label) = label {
                cells[label] = CellValue::Text(format!("Nội dung riêng {number}.{index}"));
            }
            let at = dice.place(1, sheet.rows.len() - 1);
            sheet.rows.insert(at, SheetRow { cells, look: Look::Plain });
        }
    }
}

/// Widens one space of a text.
fn space_out(text: &mut String, dice: &mut Dice) {
    let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    if spaces.is_empty() {
        return;
    }
    let at = spaces[dice.place(0, spaces.len() - 1)];
    text.insert_str(at, &" ".repeat(dice.place(1, 60)));
}

/// Writes the number of the file into its parts, as a comment.
pub(super) fn package(bytes: &[u8], number: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut read = ZipArchive::new(Cursor::new(bytes))?;
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..read.len() {
        let mut part = read.by_index(index)?;
        let name = part.name()?.into_owned();
        let mut content = String::new();
        part.read_to_string(&mut content)?;
        if let Some(end) = content.rfind("</") {
            content.insert_str(end, &format!("<!-- {number} -->"));
        }
        written
            .start_file(name, SimpleFileOptions::default().last_modified_time(zip::DateTime::default()))?;
        written.write_all(content.as_bytes())?;
    }
    Ok(written.finish()?.into_inner())
}
