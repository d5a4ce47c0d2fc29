//! Writes hundreds of thousands of lines and cells directly, because the writer of workbooks would keep each of them
//! in memory.
//!
//! A workbook is drawn as usual, with the other parts of its sheets. Then lines are written after the last row of a
//! sheet ([`AddedLines`]), or cells after the last one of its rows ([`AddedCells`]), compressed as they come. Their texts join
//! the workbook's list of shared texts.
//!
//! The writer has modes that write row by row, too. They need a temporary file, and the engine has no disk. Measured
//! over 800,000 lines of “Dữ liệu” (callgrind), they take 61,000 to 70,000 instructions a line and give 53 to 60 MB;
//! here it is 9,600 instructions and 15 MB, since a line repeats most of the one before.

mod added_cells;
mod pen;
mod texts;

pub(super) use added_cells::{AddedCells, AddedContent, AddedRow, CellSource};
pub(super) use pen::Item;
use pen::Pen;
use std::io::{self, Cursor, Read, Seek, Write};
use texts::{SharedTexts, TextNumber};
use zip::write::SimpleFileOptions;
use zip::{System, ZipArchive, ZipWriter};

/// The part with the shared texts.
const TEXTS: &str = "xl/sharedStrings.xml";
/// The compression level. Lines repeat so much that a low level already gains most: the next level takes half as much
/// time again and saves a ninth.
const LEVEL: i64 = 2;

/// A sheet to which lines are added.
pub(super) struct AddedLines<'d> {
    /// The number of the sheet in the workbook, from 1.
    pub sheet: usize,
    /// The name of the table that holds the lines. It was drawn with a single line.
    pub table: String,
    /// The row of the first line, from 0.
    pub first: u32,
    /// The number of lines.
    pub count: u32,
    /// The letters of the last column.
    pub last_column: String,
    /// The function that writes the lines.
    pub draw: Box<Draw<'d>>,
}

/// A function that writes lines.
type Draw<'d> = dyn FnOnce(&mut Lines<'_>) -> io::Result<()> + 'd;

/// Takes the lines of a sheet one by one.
pub(super) struct Lines<'l> {
    pen: Pen<'l>,
    row: u32,
    /// The previous line, because the next one has most of its cells in common with it.
    last: Written,
}

/// A line as it was written.
#[derive(Default)]
struct Written {
    items: Vec<Item>,
    /// The XML of its cells, and the end of each cell in it.
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl Lines<'_> {
    /// The number of a shared text, for use in cells.
    pub fn text(&mut self, text: &str) -> TextNumber {
        self.pen.texts.add(text)
    }

    /// Writes the next line, from the first column on.
    ///
    /// The cells have no addresses, which ECMA-376 (18.3.1.4) allows and Excel, `LibreOffice` and Google Sheets read.
    /// Each address occurs only once, so they would be most of what has to be compressed.
    pub fn put(&mut self, items: &[Item]) -> io::Result<()> {
        self.row += 1;
        self.pen.write("<row r=\"");
        self.pen.digits(self.row as usize);
        self.pen.write("\">");
        let Written { items: before, cells, ends } = &self.last;
        let (start, mut new_ends) = (self.pen.buffer.len(), Vec::with_capacity(items.len()));
        let mut at = 0;
        while at < items.len() {
            let same = items[at..].iter().zip(before.iter().skip(at)).take_while(|(item, last)| item == last);
            let same = same.count();
            if same == 0 {
                self.pen.item(items[at])?;
                new_ends.push(self.pen.buffer.len() - start);
                at += 1;
                continue;
            }
            let from = if at == 0 { 0 } else { ends[at - 1] };
            let now = self.pen.buffer.len() - start;
            self.pen.buffer.extend_from_slice(&cells[from..ends[at + same - 1]]);
            new_ends.extend(ends[at..at + same].iter().map(|end| end - from + now));
            at += same;
        }
        self.pen.texts.used += items.iter().filter(|item| matches!(item, Item::Text(_))).count();
        self.last.items.clear();
        self.last.items.extend_from_slice(items);
        self.last.cells.clear();
        self.last.cells.extend_from_slice(&self.pen.buffer[start..]);
        self.last.ends = new_ends;
        self.pen.write("</row>");
        self.pen.flush_chunk()
    }
}

/// Copies a workbook that was drawn without the lines and cells, and adds them.
pub(super) fn put(
    book: &[u8],
    wide: &[AddedCells<'_>],
    long: Vec<AddedLines<'_>>,
    out: impl Write + Seek,
) -> io::Result<()> {
    let mut book = ZipArchive::new(Cursor::new(book))?;
    let mut whole = ZipWriter::new(out);
    let mut parts = Vec::with_capacity(book.len());
    for name in book.file_names() {
        parts.push(name?.into_owned());
    }
    let own = part(&mut book, TEXTS)?;
    let mut texts = SharedTexts::behind(&own);
    let changed = long.iter().map(|long| long.sheet).chain(wide.iter().map(|wide| wide.sheet));
    let changed: Vec<String> = changed.map(sheet_part).collect();
    for name in &parts {
        if name.starts_with("xl/tables/") {
            let table = long.iter().fold(part(&mut book, name)?, |table, long| long.lengthen(table));
            whole.start_file(name.as_str(), SimpleFileOptions::default().system(System::Unix))?;
            whole.write_all(table.as_bytes())?;
        } else if name != TEXTS && !changed.contains(name) {
            whole.raw_copy_file(book.by_name(name)?)?;
        }
    }
    // never as a large file (over 4 GB), because LibreOffice does not open a workbook with one
    let options = SimpleFileOptions::default().system(System::Unix).compression_level(Some(LEVEL));
    for wide in wide {
        let name = sheet_part(wide.sheet);
        let sheet = part(&mut book, &name)?;
        whole.start_file(name, options)?;
        wide.write(&sheet, Pen { out: &mut whole, texts: &mut texts, buffer: Vec::new() })?;
    }
    for long in long {
        let name = sheet_part(long.sheet);
        let sheet = long.lengthen(part(&mut book, &name)?);
        let end = sheet.find("</sheetData>").ok_or_else(no_cells)?;
        whole.start_file(name, options)?;
        whole.write_all(&sheet.as_bytes()[..end])?;
        let pen = Pen { out: &mut whole, texts: &mut texts, buffer: Vec::new() };
        let mut lines = Lines { pen, row: long.first, last: Written::default() };
        (long.draw)(&mut lines)?;
        lines.pen.flush()?;
        whole.write_all(&sheet.as_bytes()[end..])?;
    }
    whole.start_file(TEXTS, SimpleFileOptions::default().system(System::Unix))?;
    whole.write_all(texts.joined(&own).as_bytes())?;
    whole.finish()?.flush()
}

/// The name of a sheet's part.
fn sheet_part(sheet: usize) -> String {
    format!("xl/worksheets/sheet{sheet}.xml")
}

fn no_cells() -> io::Error {
    io::Error::other("a sheet without cells")
}

impl AddedLines<'_> {
    /// The part of the sheet or of its table, with its range extended to all lines. The sheet was drawn with no line,
    /// the table with one.
    fn lengthen(&self, part: String) -> String {
        let range = |count: u32| format!("{}{}\"", self.last_column, self.first + count);
        let drawn = match &part {
            sheet if sheet.contains("<worksheet") => format!("<dimension ref=\"A1:{}", range(0)),
            table if table.contains(&format!("name=\"{}\"", self.table)) => range(1),
            _ => return part,
        };
        part.replace(&drawn, &drawn.replace(&range(u32::from(drawn == range(1))), &range(self.count)))
    }
}

fn part(book: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> io::Result<String> {
    let mut text = String::new();
    book.by_name(name)?.read_to_string(&mut text)?;
    Ok(text)
}
