//! The sheet “Dữ liệu”: every value as read, one on each line, in a real Excel table for Power Query and filters.
//!
//! There is a table for each form if they do not fit on one sheet together, and a CSV file beside the workbook for a
//! form that does not fit on a sheet of its own.

use super::by_unit::column_name;
use super::shared_by_sheets::draw_working_title;
use super::sources::{COUNTED, NOT_COUNTED};
use crate::lines::{AddedLines, Item, Lines};
use crate::style::Styles;
use crate::{WriteError, paper};
use foldhash::fast::RandomState;
use phuluc_check::{AnswerState, Entry, FilledForm};
use phuluc_form::{FormId, vietnamese};
use phuluc_grid::{At, Column};
use phuluc_round::{Consolidation, FileReport, Member, is_left_to_others};
use phuluc_say::csv::harmless;
use phuluc_say::{DATA, words};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Table, TableColumn, TableStyle, Workbook, XlsxError};
use std::collections::HashMap;
use std::io;

phuluc_grid::list_columns! {
    /// The columns of the table.
    pub(super) enum DataColumn {
        Unit = "Đơn vị", 20, required;
        Form = "Biểu", 16, required;
        Row = "Mục, dòng", 10, required;
        Label = "Chỉ tiêu", 44, required;
        Column = "Cột", 20, required;
        State = "Trạng thái", 16, required;
        Figure = "Giá trị", 14, required;
        Shown = "Ghi trong tệp", 20, required;
        Counted = "Cộng vào tổng", 9;
        File = "Tệp", 28, required;
        Sheet = "Trang tính", 16, required;
        Cell = "Ô", 8, required;
        Sha256 = "SHA-256", 30;
        UnitNumber = "STT đơn vị", 8, required;
        Number = "STT", 8, required;
    }
}

/// How many columns there are.
const COLUMNS: usize = DataColumn::ALL.len();
/// The state of a blank that is not asked of the unit.
pub(super) const OUT_OF_SCOPE: &str = "không thuộc phạm vi";
/// The row of the first value, from 1.
pub(super) const FIRST_ROW: usize = 6;
/// The line of the table's header.
const TOP: u32 = 4;

/// Draws one table of all values, or one a form; the lines are still to be put there.
///
/// What one sheet of so many lines does not hold even by form stands in a file beside the workbook.
pub(super) fn draw<'c>(
    book: &mut Workbook,
    consolidation: &'c Consolidation,
    counts: &[Vec<usize>],
    most: usize,
    styles: &Styles,
) -> Result<(Vec<AddedLines<'c>>, Vec<LongTable<'c>>), WriteError> {
    let count = counts.iter().flatten().sum();
    if count <= most {
        let long = draw_table(book, consolidation, None, count, DATA, "tblDuLieu", styles)?;
        return Ok((vec![long], Vec::new()));
    }
    let (mut long, mut beside) = (Vec::new(), Vec::new());
    for form in forms(consolidation) {
        // a sheet's name holds 31 characters
        let name: String = format!("{DATA} {form}").chars().take(31).collect();
        match values(consolidation, Some(form)).count() {
            count if count > most => {
                draw_reference(book, consolidation, form, count, &name, styles)?;
                beside.push(LongTable { consolidation, form });
            }
            count => {
                let table = format!("tblDuLieu_{}", form.as_str().replace('-', "_"));
                long.push(draw_table(book, consolidation, Some(form), count, &name, &table, styles)?);
            }
        }
    }
    Ok((long, beside))
}

fn forms(consolidation: &Consolidation) -> Vec<&FormId> {
    let mut forms: Vec<&FormId> = consolidation.forms.iter().map(|total| &total.form.id).collect();
    forms.dedup();
    forms
}

/// Says where a form's values are that are more than a sheet holds.
fn draw_reference(
    book: &mut Workbook,
    consolidation: &Consolidation,
    form: &FormId,
    count: usize,
    name: &str,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    let top = draw_working_title(sheet, "Dữ liệu của các đơn vị", consolidation, styles)?;
    let count = vietnamese(count.into());
    let text = format!(
        "Biểu này có {count} giá trị, nhiều hơn một trang tính chứa được. Dữ liệu nằm trong tệp CSV cùng thư \
         mục, tên kết thúc bằng “{form}.csv”; mở bằng Power Query (Dữ liệu, Từ văn bản/CSV)."
    );
    sheet.write_string(top, 0, text)?;
    Ok(())
}

/// A form whose values are more than a sheet holds.
#[derive(Clone, Copy, Debug)]
pub struct LongTable<'c> {
    consolidation: &'c Consolidation,
    /// The form.
    pub form: &'c FormId,
}

impl LongTable<'_> {
    /// Writes the values as CSV for Vietnamese Excel, with the columns of the sheet.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn write(&self, mut out: impl io::Write) -> io::Result<()> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let mut csv =
            csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(out);
        csv.write_record(DataColumn::ALL.iter().map(|column| column.head().label))?;
        for (number, value) in (1_usize..).zip(values(self.consolidation, Some(self.form))) {
            let fields =
                DataColumn::ALL.iter().map(|column| harmless(&value.csv_field(*column, number)).into_owned());
            csv.write_record(fields)?;
        }
        csv.flush()
    }
}

/// A value with where it comes from.
struct DataValue<'c> {
    unit: usize,
    member: &'c Member,
    report: &'c FileReport,
    filled: &'c FilledForm,
    row: usize,
    column: usize,
}

/// The values of one form or of all: every place that takes an answer, and whatever stands elsewhere.
fn values<'c>(
    consolidation: &'c Consolidation,
    form: Option<&'c FormId>,
) -> impl Iterator<Item = DataValue<'c>> {
    let members = consolidation.members.iter().enumerate();
    let reports =
        members.flat_map(|(unit, member)| member.reports.iter().map(move |report| (unit, member, report)));
    let forms = reports.flat_map(|(unit, member, report)| {
        let forms = report.submission.iter().flat_map(|submission| &submission.forms);
        forms.map(move |filled| (unit, member, report, filled))
    });
    let wanted = forms.filter(move |(.., filled)| form.is_none_or(|form| filled.form.id == *form));
    wanted.flat_map(|(unit, member, report, filled)| {
        places(filled).map(move |(row, column)| DataValue { unit, member, report, filled, row, column })
    })
}

/// The places of a form that have a line: all that take an answer, and whatever stands elsewhere.
fn places(filled: &FilledForm) -> impl Iterator<Item = (usize, usize)> {
    let columns = filled.form.columns.len();
    let places = (0..filled.rows.len()).flat_map(move |row| (0..columns).map(move |column| (row, column)));
    places.filter(|&(row, column)| {
        let takes_one = filled.present[column] && filled.kind(row, column).is_some();
        takes_one || filled.rows[row].entries.get(column).answer.is_given()
    })
}

/// How many lines each report of each unit has.
pub(super) fn counts(consolidation: &Consolidation) -> Vec<Vec<usize>> {
    consolidation.members.iter().map(|member| member.reports.iter().map(count).collect()).collect()
}

/// How many lines a report has.
pub(super) fn count(report: &FileReport) -> usize {
    let forms = report.submission.iter().flat_map(|submission| &submission.forms);
    forms.map(|filled| places(filled).count()).sum()
}

fn draw_table<'c>(
    book: &mut Workbook,
    consolidation: &'c Consolidation,
    form: Option<&'c FormId>,
    count: usize,
    name: &str,
    table: &str,
    styles: &Styles,
) -> Result<AddedLines<'c>, XlsxError> {
    let place = book.worksheets().len() + 1;
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    draw_working_title(sheet, "Dữ liệu của các đơn vị", consolidation, styles)?;
    for column in DataColumn::ALL {
        sheet.set_column_width(column.number(), column.head().width)?;
    }
    let columns: Vec<TableColumn> =
        DataColumn::ALL.iter().map(|column| TableColumn::new().set_header(column.head().label)).collect();
    let drawn = Table::new().set_name(table).set_columns(&columns).set_style(TableStyle::Light9);
    let right = u16::try_from(COLUMNS - 1).unwrap_or(u16::MAX);
    // a table has at least one line, and this one as many as will be put there
    sheet.add_table(TOP, 0, TOP + 1, right, &drawn)?;
    sheet.set_freeze_panes(TOP + 1, 1)?;
    sheet.set_repeat_rows(TOP, TOP)?;
    let width = DataColumn::ALL.iter().map(|column| column.head().width).sum();
    paper::working(sheet, width, right + 1)?;
    Ok(AddedLines {
        sheet: place,
        table: table.to_owned(),
        last_column: column_name(usize::from(right)),
        first: TOP + 1,
        count: u32::try_from(count).unwrap_or(u32::MAX).max(1),
        draw: Box::new(move |lines| draw_lines(lines, consolidation, form)),
    })
}

fn draw_lines(lines: &mut Lines<'_>, consolidation: &Consolidation, form: Option<&FormId>) -> io::Result<()> {
    let mut texts = KnownTexts::default();
    for (number, value) in (1..).zip(values(consolidation, form)) {
        let mut line = line(lines, &mut texts, &value);
        line[DataColumn::Number.index()] = Item::Count(number);
        lines.put(&line)?;
    }
    Ok(())
}

/// The texts of the line before, which the next one has mostly, too.
#[derive(Default)]
struct KnownTexts<'c> {
    last: [Option<(&'c str, Item)>; COLUMNS],
    /// Those of forms, by where they are in memory: every unit has the same ones.
    printed: HashMap<(usize, usize), Item, RandomState>,
    /// The names of cells, which are mostly the same, too.
    cells: HashMap<At, Item, RandomState>,
}

impl<'c> KnownTexts<'c> {
    fn item(&mut self, lines: &mut Lines<'_>, column: usize, text: &'c str) -> Item {
        match self.last[column] {
            // mostly the very same text
            Some((last, item)) if std::ptr::eq(last, text) => item,
            _ => {
                let place = (text.as_ptr().addr(), text.len());
                let item = *self.printed.entry(place).or_insert_with(|| match text {
                    "" => Item::Empty,
                    text => Item::Text(lines.text(clipped(text))),
                });
                self.last[column] = Some((text, item));
                item
            }
        }
    }
}

fn line<'c>(lines: &mut Lines<'_>, texts: &mut KnownTexts<'c>, value: &DataValue<'c>) -> [Item; COLUMNS] {
    let mut line = std::array::from_fn(|index| texts.item(lines, index, value.text(DataColumn::ALL[index])));
    line[DataColumn::UnitNumber.index()] = Item::Count(value.unit + 1);
    line[DataColumn::Figure.index()] = value.figure().map_or(Item::Empty, Item::Number);
    let shown = value.entry().raw();
    if !shown.is_empty() {
        line[DataColumn::Shown.index()] = Item::Text(lines.text(clipped(&shown)));
    }
    if let Some(at) = value.entry().at {
        let text = texts.cells.entry(at).or_insert_with(|| Item::Text(lines.text(&at.to_string())));
        line[DataColumn::Cell.index()] = *text;
    }
    line
}

impl<'c> DataValue<'c> {
    /// The text in a column; none where a figure or a text of the moment stands.
    fn text(&self, column: DataColumn) -> &'c str {
        let DataValue { member, report, filled, row, .. } = *self;
        match column {
            DataColumn::Unit => member.unit.name.as_str(),
            DataColumn::Form => filled.form.id.as_str(),
            DataColumn::Row => filled.rows[row].id.as_str(),
            DataColumn::Label => &filled.rows[row].label,
            DataColumn::Column => filled.form.columns[self.column].id.as_str(),
            DataColumn::State => {
                let submission = report.submission.as_ref();
                let level = submission.and_then(|submission| submission.level).or(member.unit.level);
                let out_of_scope =
                    filled.is_out_of_scope(row, level) || is_left_to_others(filled, row, self.column);
                state(self.entry(), out_of_scope)
            }
            DataColumn::Counted if member.included => COUNTED,
            DataColumn::Counted => NOT_COUNTED,
            DataColumn::File => report.path.as_str(),
            DataColumn::Sheet => filled.sheet_of(row),
            DataColumn::Sha256 => report.sha256.as_deref().unwrap_or_default(),
            DataColumn::Figure
            | DataColumn::Shown
            | DataColumn::Cell
            | DataColumn::UnitNumber
            | DataColumn::Number => "",
        }
    }

    /// What a CSV file for Vietnamese Excel holds in a column.
    fn csv_field(&self, column: DataColumn, number: usize) -> String {
        match column {
            DataColumn::Figure => {
                let figure = self.figure().map(|figure| figure.normalize().to_string().replace('.', ","));
                figure.unwrap_or_default()
            }
            DataColumn::Shown => self.entry().raw().into_owned(),
            DataColumn::Cell => self.entry().at.map(|at| at.to_string()).unwrap_or_default(),
            DataColumn::UnitNumber => (self.unit + 1).to_string(),
            DataColumn::Number => number.to_string(),
            column => self.text(column).to_owned(),
        }
    }

    fn entry(&self) -> Entry<'c> {
        self.filled.rows[self.row].entries.get(self.column)
    }

    fn figure(&self) -> Option<Decimal> {
        self.entry().value()
    }
}

/// How many characters a cell of Excel holds.
const MOST_LETTERS: usize = 32_767;

/// A text as far as a cell holds it.
pub(super) fn clipped(text: &str) -> &str {
    if text.len() <= MOST_LETTERS {
        return text;
    }
    text.char_indices().nth(MOST_LETTERS).map_or(text, |(end, _)| &text[..end])
}

/// One of the states of a place, in words.
const fn state(entry: Entry<'_>, out_of_scope: bool) -> &'static str {
    match entry.answer.state() {
        AnswerState::Blank if out_of_scope => OUT_OF_SCOPE,
        state => words::answer_state(state),
    }
}

#[cfg(test)]
mod tests {
    use super::clipped;

    #[test]
    fn texts_are_cut_to_what_a_cell_holds() {
        assert_eq!(clipped("chưa nhập"), "chưa nhập");
        assert_eq!(clipped(&"ệ".repeat(40_000)).chars().count(), 32_767);
    }
}
