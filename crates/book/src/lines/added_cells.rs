//! Adds cells to the rows of a sheet, one for each unit.
//!
//! It takes the XML of a drawn sheet and the further cells of each row, and writes both while compressing them.

use super::no_cells;
use super::pen::{LOOKS, Pen};
use phuluc_grid::CellValue;
use rust_decimal::Decimal;
use std::{io, mem};

/// A sheet to whose last rows cells are added.
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
    /// All cells of a row, by number from 0.
    ByRow(Box<dyn Fn(usize) -> Vec<CellValue> + 'd>),
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
        pen.write(&without_samples(&sheet[..starts[0]], last + 1));
        let lines: Vec<usize> = (0..self.count as usize).collect();
        for lines in lines.chunks(TOGETHER) {
            for row in self.rows(&mut pen, lines, &looks)? {
                let line = row.line;
                let drawn = &sheet[starts[line]..starts[line + 1]];
                let (tag, cells) = drawn.split_once('>').ok_or_else(no_cells)?;
                // the spans that were drawn no longer hold
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

    /// The added cells of some rows.
    fn rows(&self, pen: &mut Pen<'_>, lines: &[usize], looks: &[String; LOOKS]) -> io::Result<Vec<RowCells>> {
        let row = |&line| RowCells { line, cells: Vec::new(), has_formula: false };
        let mut rows: Vec<RowCells> = lines.iter().map(row).collect();
        let (value, formula) = match &self.content {
            AddedContent::ByColumn { value, formula } => (value, formula),
            AddedContent::ByRow(values) => {
                for row in &mut rows {
                    mem::swap(&mut pen.buffer, &mut row.cells);
                    let at = self.first as usize + row.line + 1;
                    for (name, value) in self.columns.iter().zip(&values(row.line)) {
                        pen.open(name, at, value, looks);
                        pen.value(value)?;
                    }
                    mem::swap(&mut pen.buffer, &mut row.cells);
                }
                return Ok(rows);
            }
        };
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
    use super::{AddedCells, AddedContent, CellSource};
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
}
