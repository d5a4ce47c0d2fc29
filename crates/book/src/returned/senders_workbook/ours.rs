//! Our additions to a sender's workbook, drawn as a workbook of our own: the page, the identity sheet if there is
//! none, and the notes of each marked sheet, in the row heights and column widths of the sender's sheet.

use super::notes::Notes;
use crate::parts::Parts;
use crate::returned::material::{Copied, Marks, Returned};
use crate::returned::{cell_note, slip_page};
use crate::xml::{Edits, elements};
use crate::{WriteError, add_identity, new_book, same_bytes};
use phuluc_grid::{Identity, identity};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Draws our additions as a workbook of its own.
pub(super) fn drawn(
    returned: &Returned<'_>,
    copied: &[Copied<'_>],
    identity: Option<&Identity>,
    noted: &[(&Marks, &Notes)],
) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book()?;
    let first = book.add_worksheet();
    first.set_name(identity::RETURN_SHEET)?;
    slip_page::draw(first, returned, copied)?;
    if let Some(identity) = identity {
        add_identity(&mut book, identity)?;
    }
    for (marks, notes) in noted {
        draw_notes(book.add_worksheet(), marks, notes)?;
    }
    same_bytes::saved(&mut book)
}

fn draw_notes(sheet: &mut Worksheet, marks: &Marks, notes: &Notes) -> Result<(), XlsxError> {
    for (column, width) in &notes.widths {
        sheet.set_column_width(*column, *width)?;
    }
    for (row, height) in &notes.heights {
        sheet.set_row_height(*row, *height)?;
    }
    for (at, (_, text)) in marks.iter().filter(|(at, _)| !notes.has(**at)) {
        cell_note::insert(sheet, *at, text)?;
    }
    // the boxes of other people's notes are drawn anew together with ours; their texts stay
    for at in notes.kept() {
        cell_note::insert(sheet, at, "")?;
    }
    Ok(())
}

/// A sheet of our workbook, by its number, changed to fit into another workbook: texts are written into the cells
/// themselves, and cell styles are shifted by `looks_before`.
pub(super) fn sheet(ours: &mut Parts<'_>, number: usize, looks_before: u32) -> Option<String> {
    let text = ours.text(&format!("xl/worksheets/sheet{number}.xml"))?;
    let shared = ours.text("xl/sharedStrings.xml")?;
    let shared = elements(&shared, 1)?;
    let texts: Vec<&str> =
        shared.iter().filter(|it| it.name == "si").map(crate::xml::Element::inner).collect();
    let mut edits = Edits::default();
    for element in elements(&text, 3)? {
        let (look, is_cell) = match element.name {
            "c" => ("s", true),
            "row" => ("s", false),
            "col" => ("style", false),
            _ => continue,
        };
        let mut tag = match element.number(look) {
            Some(number) => element.tag_with(look, &(number + looks_before).to_string()),
            None => text.get(element.tag.clone())?.to_owned(),
        };
        if is_cell && element.attribute("t").as_deref() == Some("s") {
            tag = crate::xml::with(&tag, "t", "inlineStr");
            let index: usize =
                element.inner().trim_start_matches("<v>").trim_end_matches("</v>").parse().ok()?;
            edits.replace(element.whole.clone(), format!("{tag}<is>{}</is></c>", texts.get(index)?));
        } else {
            edits.replace(element.tag.clone(), tag);
        }
    }
    Some(edits.done(&text))
}
