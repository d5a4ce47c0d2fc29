//! Old Vietnamese text whose font was lost, as happens when cells are copied to another workbook.

use super::cell_address::At;
use super::sheet::{Cell, Content};
use phuluc_form::Encoding;

/// Turns such text into Unicode, and gives its encoding.
pub(super) fn decode_without_font(cells: &mut [(At, Cell)]) -> Encoding {
    let texts = cells.iter().filter_map(|(_, cell)| match &cell.content {
        Content::Text(text) => Some((&**text, text.legacy_encoding())),
        _ => None,
    });
    let encoding = Encoding::of_texts(texts);
    if encoding == Encoding::Unicode {
        return encoding;
    }
    for (_, cell) in cells {
        if let Content::Text(text) = &mut cell.content {
            *text = (*encoding.to_unicode(text)).into();
            cell.marks = cell.marks.map(|text| encoding.to_unicode(text).into_owned());
        }
    }
    encoding
}
