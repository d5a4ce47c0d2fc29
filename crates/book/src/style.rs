//! The styles of our workbooks: Times New Roman, A4, thin lines, as Nghị định 30/2020/NĐ-CP prescribes.

use crate::measure::{self, Letters};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

const FONT: &str = "Times New Roman";

/// Makes Times New Roman the workbook's own font, with the properties of a format.
///
/// Widths of columns are counted in digits of that font, and the pages are laid out for its digits. Calibri is missing
/// on many computers, and what stands in for it is up to a third wider, so that pages would split. The height of a row
/// and the width of a column are what Excel has for 11 points, the same as for its own font.
pub(super) fn set_own_font(book: &mut Workbook, format: Format) -> Result<(), XlsxError> {
    book.set_default_format(&format.set_font_name(FONT).set_font_size(11), 20, 64)?;
    Ok(())
}

/// The formats of one workbook.
pub(super) struct Styles {
    /// Formats of the lines above the table: the blocks at the left and the right, the title, the period, a mark, the
    /// unit of measure.
    pub left: Format,
    pub right: Format,
    pub title: Format,
    pub period: Format,
    pub mark: Format,
    pub measure: Format,
    /// Formats of the table: the header, the column numbers, labels and values.
    pub header: Format,
    pub numbers: Format,
    pub label: Format,
    pub value: Format,
    /// The format of text outside tables.
    pub text: Format,
}

impl Styles {
    pub fn new() -> Self {
        let base = Format::new().set_font_name(FONT).set_font_size(12);
        let centred = base.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let boxed = base
            .clone()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        Self {
            left: centred.clone().set_text_wrap(),
            right: base
                .clone()
                .set_align(FormatAlign::Left)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            title: centred.clone().set_bold().set_font_size(14).set_text_wrap(),
            period: centred.clone().set_italic(),
            mark: centred.set_bold().set_font_color("#C00000").set_text_wrap(),
            measure: base.clone().set_align(FormatAlign::Right).set_italic(),
            header: boxed.clone().set_bold().set_align(FormatAlign::Center).set_background_color("#DDEBF7"),
            numbers: boxed.clone().set_italic().set_align(FormatAlign::Center),
            label: boxed.clone().set_align(FormatAlign::Left).set_indent(1),
            value: boxed.set_align(FormatAlign::Right).set_indent(1),
            text: base,
        }
    }
}

/// The height of a row in points, so that wrapped texts fit into cells of the given widths.
///
/// Spreadsheet programs do not stretch rows of merged or protected cells by themselves, so every row with long text
/// gets its height here. It is a little too high rather than too low.
pub(super) fn height<'t>(cells: impl IntoIterator<Item = (&'t str, u32)>) -> u32 {
    height_of(cells, Letters::Plain)
}

/// The height of a row in points, for texts in letters of another weight or size.
pub(super) fn height_of<'t>(cells: impl IntoIterator<Item = (&'t str, u32)>, letters: Letters) -> u32 {
    let lines = cells.into_iter().map(|(text, width)| measure::lines(text, width, letters));
    lines.max().unwrap_or(1).clamp(1, 24) * 16 + 1
}
