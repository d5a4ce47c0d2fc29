//! Lines and cells by the hundred thousand, which the writer of workbooks would keep in memory one by one.
//!
//! A workbook is drawn as always, with the sheets' other parts. Then lines are written behind the last row of
//! a sheet ([`Long`]), or cells behind the last one of its rows ([`Wide`]), compressed as they come; their
//! texts join the workbook's own list of texts.

mod texts;

use super::fitting;
use phuluc_grid::CellValue;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::io::{self, Cursor, Read, Seek, Write};
use std::mem;
use texts::{Text, Texts, escaped};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The part with a workbook's texts.
const TEXTS: &str = "xl/sharedStrings.xml";
/// How hard lines are compressed: they repeat themselves so much that a little is nearly all. One step more
/// takes half as much time again and makes them a ninth smaller.
const LEVEL: i64 = 2;
/// How many bytes are compressed at once.
const CHUNK: usize = 64 * 1024;

/// A sheet with lines to come.
pub(super) struct Long<'d> {
    /// Its place in the workbook, from 1.
    pub sheet: usize,
    /// The name of the table that holds the lines, which was drawn with a single one.
    pub table: String,
    /// The first line's row, from 0.
    pub first: u32,
    /// How many there are.
    pub count: u32,
    /// The last column's letter.
    pub last_column: String,
    /// Writes them.
    pub draw: Box<Draw<'d>>,
}

/// Writes lines.
type Draw<'d> = dyn FnOnce(&mut Lines<'_>) -> io::Result<()> + 'd;

/// A sheet whose last rows go on with cells to come.
pub(super) struct Wide<'d> {
    /// Its place in the workbook, from 1.
    pub sheet: usize,
    /// The first of the rows, from 0.
    pub first: u32,
    /// How many there are. Below them stands a row with one cell of each of [`Wide::looks`], which is taken
    /// out again.
    pub count: u32,
    /// Those of them, by number from 0, that were drawn whole: the writer knows what its charts show.
    pub drawn: BTreeSet<usize>,
    /// The names of the columns to come.
    pub columns: Vec<String>,
    /// What stands in a row, by its number from 0, and in a column.
    pub value: Box<dyn Fn(usize, usize) -> CellSource + 'd>,
    /// The formula of a row, by its number from 0, as it stands in the column of that name.
    pub formula: Box<Formula<'d>>,
}

/// Gives the formula of a row in a column.
type Formula<'d> = dyn Fn(usize, &str) -> String + 'd;

/// What stands in a cell to come.
pub(super) enum CellSource {
    Value(CellValue),
    /// What the formula comes to that the cells of a row have in common, each over its own column.
    Worked(CellValue),
}

/// How cells look, by what stands in them: as any, as a state, as a count, as a percentage.
const LOOKS: usize = 4;

/// What stands in a cell of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Empty,
    Text(Text),
    Number(Decimal),
    Count(usize),
}

/// Takes the lines of a sheet.
pub(super) struct Lines<'l> {
    pen: Pen<'l>,
    row: u32,
    /// The line before: the next one has most of its cells, too.
    last: Written,
}

/// A line as it was written.
#[derive(Default)]
struct Written {
    items: Vec<Item>,
    /// Its cells, and where each of them ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl Lines<'_> {
    /// A text to be put into cells.
    pub fn text(&mut self, text: &str) -> Text {
        self.pen.texts.add(text)
    }

    /// Writes the next line, from the first column on.
    ///
    /// Cells do not say where they stand, as ECMA-376 (18.3.1.4) allows and Excel, `LibreOffice` and Google
    /// Sheets read: the positions, of which each occurs once, were most of what had to be compressed.
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

/// How many rows of a wide sheet are written at once.
const TOGETHER: usize = 8;

/// The cells to come of a row.
struct Row {
    line: usize,
    cells: Vec<u8>,
    /// Whether one of them has the formula, to which the others refer.
    has_formula: bool,
}

/// Writes the parts of a sheet.
struct Pen<'p> {
    out: &'p mut dyn Write,
    texts: &'p mut Texts,
    buffer: Vec<u8>,
}

impl Pen<'_> {
    fn write(&mut self, xml: &str) {
        self.buffer.extend_from_slice(xml.as_bytes());
    }

    /// Most of what is written are numbers of texts; they need none of what formatting can do.
    fn digits(&mut self, number: usize) {
        let start = self.buffer.len();
        let mut rest = number;
        loop {
            self.buffer.push(b"0123456789"[rest % 10]);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.buffer[start..].reverse();
    }

    /// A number as it is stored.
    fn number(&mut self, value: Decimal) -> io::Result<()> {
        let value = value.normalize();
        match usize::try_from(value.mantissa()) {
            Ok(whole) if value.scale() == 0 => {
                self.digits(whole);
                Ok(())
            }
            _ => write!(self.buffer, "{value}"),
        }
    }

    fn text(&mut self, Text(index): Text) {
        self.texts.used += 1;
        self.digits(index);
    }

    /// A cell of a line.
    fn item(&mut self, item: Item) -> io::Result<()> {
        match item {
            Item::Empty => {
                self.write("<c/>");
                return Ok(());
            }
            Item::Text(Text(index)) => {
                self.write("<c t=\"s\"><v>");
                self.digits(index);
            }
            Item::Count(count) => {
                self.write("<c><v>");
                self.digits(count);
            }
            Item::Number(value) => {
                self.write("<c><v>");
                self.number(value)?;
            }
        }
        self.write("</v></c>");
        Ok(())
    }

    /// The beginning of a cell as [`super::put`] draws one.
    fn open(&mut self, column: &str, row: usize, value: &CellValue, looks: &[String; LOOKS]) {
        let [any, state, count, percent] = looks;
        let style = match value {
            CellValue::State(_) => state,
            CellValue::Number(value) if value.scale() == 0 => count,
            CellValue::Percent(_) => percent,
            _ => any,
        };
        self.write("<c r=\"");
        self.write(column);
        self.digits(row);
        self.write("\" s=\"");
        self.write(style);
        self.write("\"");
    }

    /// What a cell holds, and its end.
    fn value(&mut self, value: &CellValue) -> io::Result<()> {
        match value {
            CellValue::Text(text) | CellValue::State(text) | CellValue::Link(text, _) if !text.is_empty() => {
                self.write(" t=\"s\"><v>");
                let text = self.texts.add(&fitting(text));
                self.text(text);
            }
            CellValue::Number(value) | CellValue::Percent(value) => {
                self.write("><v>");
                self.number(*value)?;
            }
            CellValue::Empty
            | CellValue::Text(_)
            | CellValue::State(_)
            | CellValue::Link(..)
            | CellValue::Formula(..) => {
                self.write("/>");
                return Ok(());
            }
        }
        self.write("</v></c>");
        Ok(())
    }

    /// A formula, or none where the cell refers to another's, and what it comes to.
    fn worked(&mut self, formula: Option<(&str, &str)>, index: usize, result: &CellValue) -> io::Result<()> {
        let is_figure = matches!(result, CellValue::Number(_) | CellValue::Percent(_));
        self.write(if is_figure { "" } else { " t=\"str\"" });
        self.write("><f t=\"shared\"");
        if let Some((_, range)) = formula {
            write!(self.buffer, " ref=\"{range}\"")?;
        }
        write!(self.buffer, " si=\"{index}\"")?;
        match formula {
            Some((text, _)) => write!(self.buffer, ">{}</f>", escaped(text.trim_start_matches('=')))?,
            None => self.write("/>"),
        }
        self.write("<v>");
        match result {
            CellValue::Number(value) | CellValue::Percent(value) => self.number(*value)?,
            result => self.write(&escaped(&result.result())),
        }
        self.write("</v></c>");
        Ok(())
    }

    fn flush_chunk(&mut self) -> io::Result<()> {
        if self.buffer.len() < CHUNK { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

/// Puts the lines and cells into a workbook that was drawn without them.
pub(super) fn put(
    book: &[u8],
    wide: &[Wide<'_>],
    long: Vec<Long<'_>>,
    out: impl Write + Seek,
) -> io::Result<()> {
    let mut book = ZipArchive::new(Cursor::new(book))?;
    let mut whole = ZipWriter::new(out);
    let mut parts = Vec::with_capacity(book.len());
    for name in book.file_names() {
        parts.push(name?.into_owned());
    }
    let own = part(&mut book, TEXTS)?;
    let mut texts = Texts::behind(&own);
    let sheet_part = |sheet: usize| format!("xl/worksheets/sheet{sheet}.xml");
    let changed = long.iter().map(|long| long.sheet).chain(wide.iter().map(|wide| wide.sheet));
    let changed: Vec<String> = changed.map(sheet_part).collect();
    for name in &parts {
        if name.starts_with("xl/tables/") {
            let table = long.iter().fold(part(&mut book, name)?, |table, long| long.lengthen(table));
            whole.start_file(name.as_str(), SimpleFileOptions::default())?;
            whole.write_all(table.as_bytes())?;
        } else if name != TEXTS && !changed.contains(name) {
            whole.raw_copy_file(book.by_name(name)?)?;
        }
    }
    // never as a large file of 4 GB: LibreOffice does not open a workbook that has one
    let options = SimpleFileOptions::default().compression_level(Some(LEVEL));
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
    whole.start_file(TEXTS, SimpleFileOptions::default())?;
    whole.write_all(texts.joined(&own).as_bytes())?;
    whole.finish()?.flush()
}

fn no_cells() -> io::Error {
    io::Error::other("a sheet without cells")
}

impl Wide<'_> {
    /// What to draw below the rows: a cell of each look, from which its number is known.
    pub fn looks() -> [CellValue; LOOKS] {
        [
            CellValue::Empty,
            CellValue::State(String::new()),
            CellValue::Number(Decimal::ZERO),
            CellValue::Percent(Decimal::ZERO),
        ]
    }

    /// Writes the sheet with the cells that were to come.
    fn write(&self, sheet: &str, mut pen: Pen<'_>) -> io::Result<()> {
        let last = self.first + self.count;
        let mut starts = Vec::new();
        for row in self.first..=last {
            let from = starts.last().copied().unwrap_or(0);
            let start = sheet[from..].find(&format!("<row r=\"{}\"", row + 1)).ok_or_else(no_cells)?;
            starts.push(from + start);
        }
        let samples = &sheet[starts[self.count as usize]..];
        let (samples, rest) = samples.split_once("</row>").ok_or_else(no_cells)?;
        let mut looks = samples.split(" s=\"").skip(1).filter_map(|cell| cell.split_once('"'));
        let looks: [String; LOOKS] = std::array::from_fn(|_| looks.next().map_or("0", |(s, _)| s).to_owned());
        let drawn = format!("{}\"/>", last + 1);
        pen.write(&sheet[..starts[0]].replacen(&drawn, &format!("{last}\"/>"), 1));
        let lines: Vec<usize> = (0..self.count as usize).collect();
        for lines in lines.chunks(TOGETHER) {
            for row in self.rows(&mut pen, lines, &looks)? {
                let line = row.line;
                let drawn = &sheet[starts[line]..starts[line + 1]];
                let (tag, cells) = drawn.split_once('>').ok_or_else(no_cells)?;
                // the cells that were drawn no longer say how far the row spans
                let (before, spans) = tag.split_once(" spans=\"").unwrap_or((tag, "\""));
                pen.write(before);
                pen.write(spans.split_once('"').map_or("", |(_, after)| after));
                pen.write(">");
                pen.write(cells.trim_end_matches("</row>"));
                pen.buffer.extend(row.cells);
                pen.write("</row>");
                pen.flush_chunk()?;
            }
        }
        pen.write(rest);
        pen.flush()
    }

    /// The cells to come of some rows, column by column: what is a column here lies together in memory.
    fn rows(&self, pen: &mut Pen<'_>, lines: &[usize], looks: &[String; LOOKS]) -> io::Result<Vec<Row>> {
        let row = |&line| Row { line, cells: Vec::new(), has_formula: false };
        let mut rows: Vec<Row> = lines.iter().map(row).collect();
        let last = self.columns.last().map_or("", String::as_str);
        for (column, name) in self.columns.iter().enumerate() {
            for row in rows.iter_mut().filter(|row| !self.drawn.contains(&row.line)) {
                let at = self.first as usize + row.line + 1;
                mem::swap(&mut pen.buffer, &mut row.cells);
                match &(self.value)(row.line, column) {
                    CellSource::Value(value) => {
                        pen.open(name, at, value, looks);
                        pen.value(value)?;
                    }
                    CellSource::Worked(result) => {
                        pen.open(name, at, result, looks);
                        let is_first = !mem::replace(&mut row.has_formula, true);
                        let formula = is_first.then(|| (self.formula)(row.line, name));
                        let range = format!("{name}{at}:{last}{at}");
                        pen.worked(formula.as_deref().map(|text| (text, &*range)), row.line, result)?;
                    }
                }
                mem::swap(&mut pen.buffer, &mut row.cells);
            }
        }
        Ok(rows)
    }
}

impl Long<'_> {
    /// A part with the range of its sheet, or of its table, made as long as there are lines: the sheet was
    /// drawn without any, and the table with a single one.
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

#[cfg(test)]
mod tests {
    use super::{CellSource, Wide, part, put};
    use crate as book;
    use crate::style::Styles;
    use phuluc_grid::CellValue;
    use rust_decimal::Decimal;
    use rust_xlsxwriter::Workbook;
    use std::collections::BTreeSet;
    use std::io::Cursor;
    use zip::ZipArchive;

    /// What may stand in a unit's column, by line and unit.
    fn value(line: usize, unit: usize) -> CellSource {
        let share = CellValue::Percent(Decimal::new(8032, 2));
        let value = [
            [
                CellValue::Number(Decimal::new(1232, 0)),
                CellValue::Number(Decimal::new(85, 1)),
                CellValue::Empty,
            ],
            [
                CellValue::State("chưa nhập".to_owned()),
                CellValue::Text("a < b & _x000D_".to_owned()),
                share.clone(),
            ],
            [share, CellValue::Number(Decimal::new(3, 0)), CellValue::Text("x1".to_owned())],
            [
                CellValue::Text(String::new()),
                CellValue::State(String::new()),
                CellValue::Number(Decimal::NEGATIVE_ONE),
            ],
        ][line][unit]
            .clone();
        if line == WORKED { CellSource::Worked(value) } else { CellSource::Value(value) }
    }

    const COLUMNS: [&str; 3] = ["B", "C", "D"];
    /// The line of formulas.
    const WORKED: usize = 2;

    fn formula(_line: usize, column: &str) -> String {
        format!("=IF(N({column}1)<1,\"\",ROUND({column}1,2))")
    }

    /// The sheet, with the units' cells drawn by the writer of workbooks or put there afterwards.
    fn sheet(wide: bool) -> String {
        let (mut book, styles) = (Workbook::new(), Styles::new());
        // in any case the writer draws the first line
        let drawn = BTreeSet::from([0]);
        let sheet = book.add_worksheet();
        sheet.set_formula_result_default("");
        // both ways formats and texts are numbered as they first come
        for (column, look) in (0..).zip(Wide::looks()) {
            book::put(sheet, 0, column, &look, &styles.value).unwrap();
        }
        for line in 0..4 {
            book::put(sheet, line + 1, 0, &CellValue::Text("đầu".to_owned()), &styles.label).unwrap();
        }
        for line in (0..4_u16).filter(|line| !wide || drawn.contains(&(*line).into())) {
            for unit in 0..3 {
                let value = match value(line.into(), unit.into()) {
                    CellSource::Value(value) => value,
                    CellSource::Worked(value) => {
                        CellValue::formula(formula(line.into(), COLUMNS[usize::from(unit)]), value)
                    }
                };
                book::put(sheet, u32::from(line) + 1, unit + 1, &value, &styles.value).unwrap();
            }
        }
        if wide {
            for (column, look) in (0..).zip(Wide::looks()) {
                book::put(sheet, 5, column, &look, &styles.value).unwrap();
            }
        }
        let bytes = book.save_to_buffer().unwrap();
        let mut whole = Cursor::new(Vec::new());
        if wide {
            let columns = COLUMNS.map(str::to_owned).to_vec();
            let (value, formula) = (Box::new(value), Box::new(formula));
            let wide = Wide { sheet: 1, first: 1, count: 4, drawn, columns, value, formula };
            put(&bytes, &[wide], Vec::new(), &mut whole).unwrap();
        } else {
            whole.get_mut().extend(&bytes);
        }
        let mut archive = ZipArchive::new(Cursor::new(whole.get_ref().as_slice())).unwrap();
        part(&mut archive, "xl/worksheets/sheet1.xml").unwrap()
    }

    #[test]
    fn cells_put_there_afterwards_are_what_the_writer_would_have_drawn() {
        let without_spans = |sheet: String| sheet.replace(" spans=\"1:4\"", "");
        let put = sheet(true);
        // only the header says truly how far it spans
        assert_eq!(put.matches(" spans=").count(), 1, "{put}");
        // of formulas that are alike the first is written, and the others refer to it
        let shared = [" ref=\"B4:D4\" si=\"2\">", " si=\"2\"/>", " si=\"2\"/>"];
        let own = sheet(false).replace("<f>", "<f t=\"shared\">");
        let mut pieces = own.split("<f t=\"shared\">");
        let mut drawn = pieces.next().unwrap_or_default().to_owned();
        for (shared, piece) in shared.iter().zip(pieces) {
            let (text, rest) = piece.split_once("</f>").unwrap();
            let text = if shared.ends_with("/>") { String::new() } else { format!("{text}</f>") };
            drawn += &format!("<f t=\"shared\"{shared}{text}{rest}");
        }
        assert_eq!(without_spans(put), without_spans(drawn));
    }
}
