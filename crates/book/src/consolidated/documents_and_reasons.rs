//! Gathers the lines that units added below the printed rows of a form: documents with type, number, date and issuer,
//! or reasons for lost points with remedies and the person in charge.

use super::by_unit::{ByUnit, column_name};
use super::shared_by_sheets::{draw_table, draw_working_title, set_widths};
use super::totals;
use crate::lines::{AddedCells, AddedContent, AddedRow};
use crate::measure::Letters;
use crate::paper::PrintedRow;
use crate::style::Styles;
use crate::{paper, put, style};
use phuluc_check::{FilledForm, Role};
use phuluc_form::{Document, Form, Holds, Kind, date};
use phuluc_grid::CellValue;
use phuluc_round::{Consolidation, FormTotal, Member};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Draws the sheet of that number; the lines are still to be put there.
pub(super) fn draw<'c>(
    sheet: &mut Worksheet,
    number: usize,
    consolidation: &'c Consolidation,
    total: &'c FormTotal,
    styles: &Styles,
) -> Result<AddedCells<'c>, XlsxError> {
    let form = &*total.form;
    let header = header(form);
    let widths: Vec<u32> = header.iter().map(|(_, width)| *width).collect();
    set_widths(sheet, &widths)?;
    let all = u16::try_from(widths.len()).unwrap_or(u16::MAX);
    if form.document_column().is_none() {
        let title = format!("{}: lý do trừ điểm, biện pháp khắc phục của từng đơn vị", form.short);
        let top = draw_working_title(sheet, &title, consolidation, styles)?;
        let (added, ..) = draw_lines(sheet, number, top, &header, consolidation, total, styles)?;
        let text = format!("{} dòng.", added.count);
        sheet.write_string_with_format(end_of(&added) + 1, 0, text, &styles.text)?;
        sheet.set_freeze_panes(top + 1, 3)?.set_repeat_rows(top, top)?;
        paper::working(sheet, widths.iter().sum(), all)?;
        return Ok(added);
    }
    // where a line was read is for whoever looks it up
    let printed = widths.len() - PLACE.len();
    let last = u16::try_from(printed).unwrap_or(u16::MAX) - 1;
    let top = totals::draw_heading(sheet, consolidation, total, &form.title, [3, last], styles)?;
    let (added, others, mut rows) = draw_lines(sheet, number, top, &header, consolidation, total, styles)?;
    let end = end_of(&added);
    let count = format!("{} văn bản, {others} nội dung khác.", added.count as usize - others);
    sheet.write_string_with_format(end, 0, count, &styles.text.clone().set_italic())?;
    let bottom = totals::sign(sheet, end + 2, last, consolidation, styles)?;
    sheet.set_freeze_panes(top + 1, 3)?.set_repeat_rows(top, top)?;
    rows.push(PrintedRow { row: end, high: (bottom - end + 1) * ONE_ROW, leads: false });
    if added.count as usize > MOST_LAID_OUT {
        paper::official(sheet, &widths[..printed]);
    } else {
        paper::official_of(sheet, &widths[..printed], &rows, rows[1].high)?;
    }
    sheet.set_print_area(0, 0, bottom, last)?;
    if added.count == 0 {
        paper::leave_out(sheet, all)?;
    }
    Ok(added)
}

/// The row below the lines and the row of samples.
fn end_of(added: &AddedCells<'_>) -> u32 {
    added.first + added.count + 1
}

/// Draws the header of the lines. Gives the lines, which are still to be put there, how many are no documents, and the
/// rows, that above the header as one.
fn draw_lines<'c>(
    sheet: &mut Worksheet,
    number: usize,
    top: u32,
    header: &[(String, u32)],
    consolidation: &'c Consolidation,
    total: &'c FormTotal,
    styles: &Styles,
) -> Result<(AddedCells<'c>, usize, Vec<PrintedRow>), XlsxError> {
    let form = &*total.form;
    let labels: Vec<&str> = header.iter().map(|(label, _)| label.as_str()).collect();
    let widths: Vec<u32> = header.iter().map(|(_, width)| *width).collect();
    let first = draw_table(sheet, top, &labels, &[], &widths, styles)?;
    let members = total.owing.iter().map(|&index| &consolidation.members[index]);
    let places: Vec<LinePlace<'_>> =
        members.filter(|member| member.included).flat_map(|member| places(member, form)).collect();
    let others = places.iter().filter(|place| !place.is_document(form)).count();
    let count = u32::try_from(places.len()).unwrap_or(u32::MAX);
    for (column, look) in (0..).zip(AddedCells::looks()) {
        put(sheet, first + count, column, &look, &styles.label)?;
    }
    let head = style::height_of(labels.iter().copied().zip(widths.iter().copied()), Letters::Bold);
    let mut rows = vec![
        PrintedRow { row: 0, high: totals::HEADING, leads: true },
        PrintedRow { row: top, high: head, leads: true },
    ];
    let laid_out = places.iter().take(if places.len() > MOST_LAID_OUT { 0 } else { places.len() });
    for (row, place) in (first..).zip(laid_out) {
        rows.push(PrintedRow { row, high: height(&place.line(form), &widths), leads: false });
    }
    // the header is repeated on every page, so the last one gets a line above the signatures
    if let Some(last) = rows.last_mut() {
        last.leads = true;
    }
    let columns = (0..header.len()).map(column_name).collect();
    let content = AddedContent::ByRow(Box::new(move |row| {
        let cells = places[row].line(form);
        AddedRow { height: height(&cells, &widths), cells }
    }));
    Ok((AddedCells { sheet: number, first, count, columns, content }, others, rows))
}

/// The height of a line in points.
fn height(cells: &[CellValue], widths: &[u32]) -> u32 {
    style::height(cells.iter().map(CellValue::text).zip(widths.iter().copied()))
}

/// The height of a row with one line, in points.
const ONE_ROW: u32 = 15;
/// How many lines are laid out on pages. Excel takes 1,026 page breaks, and measuring more lines costs too much.
const MOST_LAID_OUT: usize = 2_000;

/// The columns of the counts, with their widths.
const COUNTS: [(&str, u32); 4] =
    [("Nhóm đơn vị", 48), ("Số đơn vị", 12), ("Văn bản", 14), ("Nội dung khác", 14)];

/// Draws how many documents there are by group of units, with formulas for all together; of a large round the documents
/// themselves stand in the complete workbook.
pub(super) fn draw_counts(
    sheet: &mut Worksheet,
    consolidation: &Consolidation,
    total: &FormTotal,
    by_group: &ByUnit<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let widths = COUNTS.map(|(_, width)| width);
    set_widths(sheet, &widths)?;
    let last = u16::try_from(COUNTS.len()).unwrap_or(u16::MAX) - 1;
    let top = totals::draw_heading(sheet, consolidation, total, &total.form.title, [2, last], styles)?;
    let mut lines: Vec<[usize; 3]> = Vec::new();
    let mut cells: Vec<Vec<CellValue>> = Vec::new();
    for (name, units) in by_group.groups() {
        let owing: Vec<usize> =
            units.iter().copied().filter(|unit| total.owing.binary_search(unit).is_ok()).collect();
        let of_units = owing.iter().flat_map(|&unit| places(&consolidation.members[unit], &total.form));
        let (mut documents, mut others) = (0, 0);
        for place in of_units {
            *(if place.is_document(&total.form) { &mut documents } else { &mut others }) += 1;
        }
        lines.push([owing.len(), documents, others]);
        cells.push(vec![
            CellValue::Text(name.to_owned()),
            owing.len().into(),
            documents.into(),
            others.into(),
        ]);
    }
    let mut all = vec![CellValue::Text("Tổng cộng".to_owned())];
    for (at, letter) in ["B", "C", "D"].into_iter().enumerate() {
        let sum: usize = lines.iter().map(|line| line[at]).sum();
        // rows of a sheet are counted from 1, and the first is the header's
        let range = format!("{letter}{}:{letter}{}", top + 2, top as usize + 1 + lines.len());
        all.push(CellValue::formula(format!("=SUM({range})"), sum.into()));
    }
    cells.push(all);
    let labels = COUNTS.map(|(label, _)| label);
    let end = draw_table(sheet, top, &labels, &cells, &widths, styles)?;
    let note = format!("Từng văn bản: {}.", by_group.where_is(&total.form.sheet));
    sheet.write_string_with_format(end, 0, note, &styles.text.clone().set_italic())?;
    let bottom = totals::sign(sheet, end + 2, last, consolidation, styles)?;
    sheet.set_freeze_panes(top + 1, 1)?.set_repeat_rows(top, top)?;
    paper::official(sheet, &widths);
    sheet.set_print_area(0, 0, bottom, last)?;
    Ok(())
}

/// Where a line was read.
const PLACE: [(&str, u32); 2] = [("Tệp", 24), ("Ô", 8)];
/// What is said of a line that is no document.
const OTHER: &str = "không phải văn bản";

fn header(form: &Form) -> Vec<(String, u32)> {
    let mut header = vec![("Đơn vị".to_owned(), 16), ("Mục".to_owned(), 7), ("Nội dung mục".to_owned(), 34)];
    if form.document_column().is_some() {
        let parts =
            [("Loại văn bản", 11), ("Số, ký hiệu", 17), ("Ngày ban hành", 12), ("Cơ quan ban hành", 16)];
        header.extend(parts.map(|(label, width)| (label.to_owned(), width)));
    }
    for column in answers(form) {
        let width = match form.columns[column].holds {
            Holds::Value(Kind::Document) => 42,
            Holds::Value(Kind::Text) => 34,
            _ => 10,
        };
        header.push((phuluc_form::capital(&form.columns[column].say), width));
    }
    header.extend(PLACE.map(|(label, width)| (label.to_owned(), width)));
    header
}

fn answers(form: &Form) -> impl Iterator<Item = usize> {
    (0..form.columns.len()).filter(|&column| form.takes_answers(column))
}

fn is_text(form: &Form, column: usize) -> bool {
    matches!(form.columns[column].holds, Holds::Value(Kind::Text | Kind::Document))
}

/// The place of a line in the report of a unit.
struct LinePlace<'c> {
    member: &'c Member,
    filled: &'c FilledForm,
    row: usize,
    /// The index of the printed row that it is, or that it was added below.
    printed: usize,
    /// The path of the report.
    path: &'c str,
}

/// The lines that a unit added, and the printed rows beside which it wrote something in words; where points are given,
/// the criteria that lost some, with or without words.
fn places<'c>(member: &'c Member, form: &Form) -> Vec<LinePlace<'c>> {
    let Some((report, filled)) = member.form(&form.id) else { return Vec::new() };
    let mut places = Vec::new();
    for (index, row) in filled.rows.iter().enumerate() {
        let (printed, is_line) = match row.role {
            Role::Fixed(printed) => (printed, false),
            Role::Added(printed) => (printed, true),
            Role::Open | Role::Total => continue,
        };
        let has_words =
            answers(form).any(|column| is_text(form, column) && row.entries.get(column).answer.is_given());
        if is_line || loses_points(form, filled, index).unwrap_or(has_words) {
            places.push(LinePlace { member, filled, row: index, printed, path: &report.path });
        }
    }
    places
}

/// Whether a criterion has fewer points than it may have; `None` if that is not known, or if points are added up there.
fn loses_points(form: &Form, filled: &FilledForm, row: usize) -> Option<bool> {
    let bands = form.bands.as_ref()?;
    let printed = filled.rows[row].fixed()?;
    let figure = |id| {
        let column = form.column(id)?;
        let given = filled.rows[row].entries.get(column).answer.figure().map(|figure| figure.value);
        given.or_else(|| form.fixed(Some(printed), column))
    };
    let points = bands.score.iter().find_map(figure)?;
    let maximum = figure(&bands.maximum)?;
    form.rows_under(printed).is_empty().then_some(points < maximum)
}

impl LinePlace<'_> {
    /// Whether the line is a document.
    fn is_document(&self, form: &Form) -> bool {
        let entries = &self.filled.rows[self.row].entries;
        form.document_column().is_some_and(|column| Document::read(&entries.get(column).raw()).is_some())
    }

    /// The cells of the line.
    fn line(&self, form: &Form) -> Vec<CellValue> {
        let Self { member, filled, row, printed, path } = *self;
        let filled_row = &filled.rows[row];
        let printed = &form.fixed_rows()[printed];
        let own = matches!(filled_row.role, Role::Added(_)).then_some(&*filled_row.label);
        let label = match own.filter(|label| !label.is_empty()) {
            Some(own) => format!("{}: {own}", printed.say()),
            None => printed.say().to_owned(),
        };
        let number = if printed.is_coded() { printed.id.to_string() } else { String::new() };
        let mut line =
            vec![CellValue::Text(member.unit.name.clone()), CellValue::Text(number), CellValue::Text(label)];
        if let Some(column) = form.document_column() {
            line.extend(parts(&filled_row.entries.get(column).raw()));
        }
        let level = member.unit.level;
        line.extend(answers(form).map(|column| {
            match super::shared_by_sheets::answer(filled, row, column, level) {
                // what a line leaves out is no gap
                CellValue::State(_) if !filled_row.entries.get(column).answer.is_given() => CellValue::Empty,
                value => value,
            }
        }));
        // what the form prints is not what the unit wrote
        let own = answers(form).filter(|&column| form.fixed(filled_row.fixed(), column).is_none());
        let at = own.into_iter().find_map(|column| filled_row.entries.get(column).at);
        line.extend([
            CellValue::Text(path.to_owned()),
            at.map_or(CellValue::Empty, |at| CellValue::Text(at.to_string())),
        ]);
        line
    }
}

/// A document's type, number and sign, date and issuer.
fn parts(text: &str) -> [CellValue; 4] {
    let Some(document) = Document::read(text) else {
        return [CellValue::State(OTHER.to_owned()), CellValue::Empty, CellValue::Empty, CellValue::Empty];
    };
    [
        CellValue::Text(document.kind.to_owned()),
        text_or(document.reference(), "không ghi số"),
        text_or(document.date.map(date), "không ghi ngày"),
        document.issuer.map_or(CellValue::Empty, CellValue::Text),
    ]
}

/// A text, or a remark that there is none.
fn text_or(text: Option<String>, absent: &str) -> CellValue {
    text.map_or_else(|| CellValue::State(absent.to_owned()), CellValue::Text)
}
