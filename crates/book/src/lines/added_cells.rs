//! Adds cells to the rows of a sheet, one for each unit, or whole rows between others.
//!
//! It takes the XML of a drawn sheet and the further cells, and writes both while compressing them.

use super::no_cells;
use super::pen::{LOOKS, Pen};
use phuluc_grid::CellValue;
use rust_decimal::Decimal;
use std::io::{self, Write as _};
use std::mem;

/// A sheet to whose rows cells are added.
pub(crate) struct AddedCells<'d> {
    /// The number of the sheet in the workbook, from 1.
    pub sheet: usize,
    /// The first of these rows, from 0.
    pub first: u32,
    /// The number of these rows. Below them stands a row with one cell of each of [`AddedCells::looks`], which is removed.
    pub count: u32,
    /// The letters of the columns to add.
    pub columns: Vec<String>,
    /// The content of the cells.
    pub content: AddedContent<'d>,
}

/// The content of added cells.
pub(crate) enum AddedContent<'d> {
    /// Of columns that lie together in memory, as those of a unit do.
    ByColumn {
        /// The content of the cell in a row and a column, both by number from 0.
        value: Box<dyn Fn(usize, usize) -> CellSource + 'd>,
        /// The formula of a row, by number from 0, as it stands in a column with these letters.
        formula: Box<LineFormula<'d>>,
    },
    /// A whole row, by number from 0. None of these rows was drawn.
    ByRow(Box<dyn Fn(usize) -> AddedRow + 'd>),
}

/// A row to add.
pub(crate) struct AddedRow {
    /// Its height in points.
    pub height: u32,
    /// Its cells.
    pub cells: Vec<CellValue>,
}

/// Gives the formula of a row in a column.
type LineFormula<'d> = dyn Fn(usize, &str) -> String + 'd;

/// The content of a cell to add.
pub(crate) enum CellSource {
    Value(CellValue),
    /// The result of the row's formula, which its cells share, each over its own column.
    Worked(CellValue),
}

/// The number of rows that are written at once.
const TOGETHER: usize = 8;

/// The added cells of a row.
struct RowCells {
    line: usize,
    cells: Vec<u8>,
    /// Whether one of the cells has the formula, to which the others refer.
    has_formula: bool,
}

impl AddedCells<'_> {
    /// The sample cells to draw below the rows. Their style numbers are read from them.
    pub fn looks() -> [CellValue; LOOKS] {
        [
            CellValue::Empty,
            CellValue::State(String::new()),
            CellValue::Number(Decimal::ZERO),
            CellValue::Percent(Decimal::ZERO),
        ]
    }

    /// Writes the sheet with the added cells.
    pub(super) fn write(&self, sheet: &str, mut pen: Pen<'_>) -> io::Result<()> {
        let samples_at = self.first + self.count;
        let row_start = |from: usize, row: u32| {
            let start = sheet[from..].find(&format!("<row r=\"{}\"", row + 1)).ok_or_else(no_cells)?;
            Ok::<usize, io::Error>(from + start)
        };
        let mut starts = Vec::new();
        if matches!(self.content, AddedContent::ByColumn { .. }) {
            for row in self.first..samples_at {
                starts.push(row_start(starts.last().copied().unwrap_or(0), row)?);
            }
        }
        let samples_start = row_start(starts.last().copied().unwrap_or(0), samples_at)?;
        let (samples, rest) = sheet[samples_start..].split_once("</row>").ok_or_else(no_cells)?;
        let mut looks = samples.split(" s=\"").skip(1).filter_map(|cell| cell.split_once('"'));
        let looks: [String; LOOKS] = std::array::from_fn(|_| looks.next().map_or("0", |(s, _)| s).to_owned());
        starts.push(samples_start);
        pen.write(&without_samples(&sheet[..starts[0]], samples_at + 1));
        match &self.content {
            AddedContent::ByRow(row) => self.write_rows(row, &mut pen, &looks)?,
            AddedContent::ByColumn { value, formula } => {
                let lines: Vec<usize> = (0..self.count as usize).collect();
                for lines in lines.chunks(TOGETHER) {
                    for row in self.rows(value, formula, &mut pen, lines, &looks)? {
                        lengthen(&sheet[starts[row.line]..starts[row.line + 1]], row.cells, &mut pen)?;
                    }
                }
            }
        }
        pen.write(rest);
        pen.flush()
    }

    fn write_rows(
        &self,
        row: &dyn Fn(usize) -> AddedRow,
        pen: &mut Pen<'_>,
        looks: &[String; LOOKS],
    ) -> io::Result<()> {
        for line in 0..self.count as usize {
            let AddedRow { height, cells } = row(line);
            let at = self.first as usize + line + 1;
            write!(pen.buffer, "<row r=\"{at}\" ht=\"{height}\" customHeight=\"1\">")?;
            for (name, value) in self.columns.iter().zip(&cells) {
                pen.open(name, at, value, looks);
                pen.value(value)?;
            }
            pen.write("</row>");
            pen.flush_chunk()?;
        }
        Ok(())
    }

    /// The added cells of some rows, made column by column.
    fn rows(
        &self,
        value: &dyn Fn(usize, usize) -> CellSource,
        formula: &LineFormula<'_>,
        pen: &mut Pen<'_>,
        lines: &[usize],
        looks: &[String; LOOKS],
    ) -> io::Result<Vec<RowCells>> {
        let empty = lines.iter().map(|&line| RowCells { line, cells: Vec::new(), has_formula: false });
        let mut rows: Vec<RowCells> = empty.collect();
        let last = self.columns.last().map_or("", String::as_str);
        for (column, name) in self.columns.iter().enumerate() {
            for row in &mut rows {
                let at = self.first as usize + row.line + 1;
                mem::swap(&mut pen.buffer, &mut row.cells);
                match &value(row.line, column) {
                    CellSource::Value(value) => {
                        pen.open(name, at, value, looks);
                        pen.value(value)?;
                    }
                    CellSource::Worked(result) => {
                        pen.open(name, at, result, looks);
                        let is_first = !mem::replace(&mut row.has_formula, true);
                        let formula = is_first.then(|| formula(row.line, name));
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

/// Writes a drawn row with further cells.
fn lengthen(drawn: &str, cells: Vec<u8>, pen: &mut Pen<'_>) -> io::Result<()> {
    let (tag, own) = drawn.split_once('>').ok_or_else(no_cells)?;
    // the spans that were drawn no longer hold
    let (before, spans) = tag.split_once(" spans=\"").unwrap_or((tag, "\""));
    pen.write(before);
    pen.write(spans.split_once('"').map_or("", |(_, after)| after));
    pen.write(">");
    pen.write(own.trim_end_matches("</row>"));
    pen.buffer.extend(cells);
    pen.write("</row>");
    pen.flush_chunk()
}

/// The beginning of a sheet, with an extent that leaves out the row of samples if that is the last one.
fn without_samples(beginning: &str, samples: u32) -> String {
    const EXTENT: &str = "<dimension ref=\"";
    let Some((extent, rest)) = beginning.split_once(EXTENT).and_then(|(_, after)| after.split_once('"'))
    else {
        return beginning.to_owned();
    };
    let corner = extent.trim_end_matches(|c: char| c.is_ascii_digit());
    if extent[corner.len()..] == samples.to_string() {
        let before = &beginning[..beginning.len() - rest.len() - 1 - extent.len()];
        format!("{before}{corner}{}\"{rest}", samples - 1)
    } else {
        beginning.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{part, put};
    use super::{AddedCells, AddedContent, AddedRow, CellSource};
    use crate as book;
    use crate::style::Styles;
    use phuluc_grid::CellValue;
    use rust_decimal::Decimal;
    use rust_xlsxwriter::Workbook;
    use std::io::Cursor;
    use zip::ZipArchive;

    /// A content for the cell of a line and a unit; the lines cover the kinds of content.
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
    /// The line with formulas.
    const WORKED: usize = 2;

    fn formula(_line: usize, column: &str) -> String {
        format!("=IF(N({column}1)<1,\"\",ROUND({column}1,2))")
    }

    /// The sheet with the units' cells, drawn by the writer of workbooks, or added afterwards if `wide`.
    fn sheet(wide: bool) -> String {
        let (mut book, styles) = (Workbook::new(), Styles::new());
        let sheet = book.add_worksheet();
        sheet.set_formula_result_default("");
        // formats and texts are numbered by their first use in both ways
        for (column, look) in (0..).zip(AddedCells::looks()) {
            book::put(sheet, 0, column, &look, &styles.value).unwrap();
        }
        for line in 0..4 {
            book::put(sheet, line + 1, 0, &CellValue::Text("đầu".to_owned()), &styles.label).unwrap();
        }
        for line in (0..4_u16).filter(|_| !wide) {
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
            for (column, look) in (0..).zip(AddedCells::looks()) {
                book::put(sheet, 5, column, &look, &styles.value).unwrap();
            }
        }
        let bytes = book.save_to_buffer().unwrap();
        let mut whole = Cursor::new(Vec::new());
        if wide {
            let columns = COLUMNS.map(str::to_owned).to_vec();
            let content = AddedContent::ByColumn { value: Box::new(value), formula: Box::new(formula) };
            let wide = AddedCells { sheet: 1, first: 1, count: 4, columns, content };
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
        // the header's spans are right, because no cells are added to it
        assert_eq!(put.matches(" spans=").count(), 1, "{put}");
        // the first of equal formulas is written, and the others refer to it
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

    /// A sheet with two rows between a header and a foot, drawn by the writer of workbooks, or added afterwards.
    fn sheet_of_rows(added: bool) -> String {
        let (mut book, styles) = (Workbook::new(), Styles::new());
        let sheet = book.add_worksheet();
        for (column, look) in (0..).zip(AddedCells::looks()) {
            book::put(sheet, 0, column, &look, &styles.label).unwrap();
        }
        let cells = |row: usize| {
            [CellValue::Text("đầu".to_owned()), CellValue::State("chưa nhập".to_owned())]
                .into_iter()
                .chain([CellValue::Number(Decimal::from(row)), CellValue::Empty])
                .collect::<Vec<_>>()
        };
        for row in (0..2_u32).filter(|_| !added) {
            for (column, value) in (0..).zip(cells(row as usize)) {
                book::put(sheet, row + 1, column, &value, &styles.label).unwrap();
            }
            sheet.set_row_height(row + 1, 33).unwrap();
        }
        if added {
            for (column, look) in (0..).zip(AddedCells::looks()) {
                book::put(sheet, 3, column, &look, &styles.label).unwrap();
            }
        }
        sheet.write_string(4, 0, "đầu").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let mut whole = Cursor::new(Vec::new());
        if added {
            let columns = ["A", "B", "C", "D"].map(str::to_owned).to_vec();
            let content = AddedContent::ByRow(Box::new(|row| AddedRow { height: 33, cells: cells(row) }));
            let rows = AddedCells { sheet: 1, first: 1, count: 2, columns, content };
            put(&bytes, &[rows], Vec::new(), &mut whole).unwrap();
        } else {
            whole.get_mut().extend(&bytes);
        }
        let mut archive = ZipArchive::new(Cursor::new(whole.get_ref().as_slice())).unwrap();
        part(&mut archive, "xl/worksheets/sheet1.xml").unwrap()
    }

    #[test]
    fn rows_put_there_afterwards_are_what_the_writer_would_have_drawn() {
        let put = sheet_of_rows(true);
        assert!(
            put.contains("<row r=\"2\" ht=\"33\" customHeight=\"1\">") && !put.contains("<row r=\"4\""),
            "{put}"
        );
        let drawn = sheet_of_rows(false).replace(" spans=\"1:4\"", "");
        // the writer numbers texts in the order in which it meets them
        let without_texts = |sheet: &str| -> String {
            sheet.split("<v>").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit())).collect()
        };
        assert_eq!(without_texts(&put.replace(" spans=\"1:4\"", "")), without_texts(&drawn));
    }
}
