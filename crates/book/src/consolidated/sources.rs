//! The sheet “Nguồn số liệu”: every unit with its files, their origin and their content.
//!
//! It draws the sheet, and also reads a line of it back for the level above. Lists of senders, packs and files that
//! do not count stand below.

use super::by_unit::ByUnit;
use super::data;
use super::shared_by_sheets::{draw_list, draw_working_title, list_page};
use super::two_books;
use crate::style;
use crate::style::Styles;
use phuluc_form::{FormId, Moment};
use phuluc_grid::{CellValue, Column, ListLine, list};
use phuluc_round::{Consolidation, FileReport, Member, NotCounted, OtherPacks};
use phuluc_say::{DATA, Lang, SOURCES, StatusMessage, TotalMessage, words};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

phuluc_grid::list_columns! {
    /// The columns of the sources, a line a file.
    pub(super) enum SourceColumn {
        Number = "STT", 6, required;
        UnitCode = "Mã đơn vị", 8, required;
        Unit = "Đơn vị", 18, required;
        Level = "Cấp", 6, required;
        Above = "Thuộc", 16, required;
        Standing = "Tình trạng", 16, required;
        Decided = "Quyết định", 22, required;
        Counted = "Cộng vào tổng", 8, required;
        Period = "Kỳ báo cáo", 20, required;
        Owed = "Biểu phải gửi", 24, required;
        Sent = "Biểu đã gửi", 28, required;
        Missing = "Biểu còn thiếu", 18, required;
        File = "Tệp", 22, required;
        Sha256 = "SHA-256", 34, required;
        Sending = "Lần gửi (thời điểm nhận)", 18, required;
        Lines = "Số dòng dữ liệu", 8, required;
        Via = "Qua tệp tổng hợp", 18, required;
    }
}

/// The row of the headings, from 0.
const TOP: usize = 4;
/// What stands between the names of units above each other, and between files in each other.
pub(super) const WITHIN: &str = " › ";

/// What stands under “Cộng vào tổng” for a unit that is in the totals.
pub(super) const COUNTED: &str = "có";
/// And for one that is not.
pub(super) const NOT_COUNTED: &str = "không";

/// A line of the sources.
#[derive(Clone)]
pub(super) struct SourceLine {
    /// The unit's number.
    pub number: usize,
    pub code: String,
    pub name: String,
    pub level: String,
    /// The units above it, the highest first.
    pub above: String,
    pub standing: String,
    pub decided: String,
    pub counted: String,
    pub period: String,
    pub owed: String,
    pub sent: String,
    pub missing: String,
    pub file: String,
    pub sha256: String,
    pub sending: String,
    /// How many lines of the data are of the file.
    pub lines: usize,
    /// The consolidated workbooks that it came in, the outermost first.
    pub via: String,
}

impl SourceLine {
    /// A line about a unit of which nothing has come.
    fn of(consolidation: &Consolidation, number: usize, member: &Member) -> Self {
        let unit = &member.unit;
        let mut above: Vec<&str> =
            consolidation.round.above(unit).iter().map(|unit| unit.name.as_str()).collect();
        above.reverse();
        Self {
            number,
            code: unit.code.clone().unwrap_or_default(),
            name: unit.name.clone(),
            level: member.level().map(|level| level.name().to_owned()).unwrap_or_default(),
            above: above.join(WITHIN),
            standing: words::say(Lang::Vi, StatusMessage::Unit(member)),
            decided: words::decided_about(Lang::Vi, member).unwrap_or_default(),
            counted: if member.included { COUNTED } else { NOT_COUNTED }.to_owned(),
            owed: unit.forms.iter().map(FormId::as_str).collect::<Vec<_>>().join(", "),
            missing: member.missing.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", "),
            via: member.below.as_ref().map(|below| below.via.join(WITHIN)).unwrap_or_default(),
            period: String::new(),
            sent: String::new(),
            file: String::new(),
            sha256: String::new(),
            sending: String::new(),
            lines: 0,
        }
    }

    /// The same about one of its files.
    fn with(self, member: &Member, report: &FileReport, number: u32, lines: usize) -> Self {
        let forms = report.submission.iter().flat_map(|submission| &submission.forms);
        let forms: Vec<String> =
            forms.map(|filled| format!("{} {}", filled.form.id, filled.form.version)).collect();
        Self {
            period: words::say(Lang::Vi, TotalMessage::Period(report.period())),
            sent: forms.join(", "),
            file: report.path.clone(),
            sha256: report.sha256.clone().unwrap_or_default(),
            sending: sending(number, received(member, number)),
            lines,
            ..self
        }
    }

    /// What stands in a column.
    fn value(&self, column: SourceColumn) -> CellValue {
        match column {
            SourceColumn::Number => self.number.into(),
            SourceColumn::UnitCode => self.code.as_str().into(),
            SourceColumn::Unit => self.name.as_str().into(),
            SourceColumn::Level => self.level.as_str().into(),
            SourceColumn::Above => self.above.as_str().into(),
            SourceColumn::Standing => self.standing.as_str().into(),
            SourceColumn::Decided => self.decided.as_str().into(),
            SourceColumn::Counted => self.counted.as_str().into(),
            SourceColumn::Period => self.period.as_str().into(),
            SourceColumn::Owed => self.owed.as_str().into(),
            SourceColumn::Sent => self.sent.as_str().into(),
            SourceColumn::Missing => self.missing.as_str().into(),
            SourceColumn::File => self.file.as_str().into(),
            SourceColumn::Sha256 => self.sha256.as_str().into(),
            SourceColumn::Sending => self.sending.as_str().into(),
            SourceColumn::Lines => self.lines.into(),
            SourceColumn::Via => self.via.as_str().into(),
        }
    }

    /// A line as it is read again one level up.
    pub fn read(line: &ListLine<'_, SourceColumn>) -> Option<Self> {
        Some(Self {
            number: line.text(SourceColumn::Number).parse().ok()?,
            code: line.text(SourceColumn::UnitCode),
            name: line.text(SourceColumn::Unit),
            level: line.text(SourceColumn::Level),
            above: line.text(SourceColumn::Above),
            standing: line.text(SourceColumn::Standing),
            decided: line.text(SourceColumn::Decided),
            counted: line.text(SourceColumn::Counted),
            period: line.text(SourceColumn::Period),
            owed: line.text(SourceColumn::Owed),
            sent: line.text(SourceColumn::Sent),
            missing: line.text(SourceColumn::Missing),
            file: line.text(SourceColumn::File),
            sha256: line.text(SourceColumn::Sha256),
            sending: line.text(SourceColumn::Sending),
            lines: line.text(SourceColumn::Lines).parse().ok()?,
            via: line.text(SourceColumn::Via),
        })
    }
}

/// When a sending of a unit came.
pub(super) fn received(member: &Member, number: u32) -> Option<Moment> {
    member.sendings.iter().find(|sending| sending.number == number)?.received
}

/// A sending as its line says it: its number, and when it came.
pub(super) fn sending(number: u32, received: Option<Moment>) -> String {
    received.map_or_else(|| number.to_string(), |received| format!("{number} ({received})"))
}

/// A text that leads to a cell.
fn leading(value: CellValue, to: Option<String>) -> CellValue {
    match (value, to) {
        (CellValue::Text(text), Some(to)) => CellValue::Link(text, to),
        (value, _) => value,
    }
}

/// Where figures stand that sources lead to.
pub(super) struct Places<'p> {
    pub by_unit: &'p ByUnit<'p>,
    /// How many values each report of each unit has.
    pub counts: &'p [Vec<usize>],
    /// Whether all values stand in one table.
    pub one_table: bool,
    /// The SHA-256 of the complete workbook, in a brief one.
    pub complete: Option<&'p str>,
}

/// The row of each unit's first line, from 1.
pub(super) fn first_rows(consolidation: &Consolidation) -> Vec<usize> {
    let mut next = TOP + 2;
    let mut first_rows = Vec::new();
    for member in &consolidation.members {
        first_rows.push(next);
        next += member.reports.len().max(1);
    }
    first_rows
}

pub(super) fn draw(
    book: &mut Workbook,
    consolidation: &Consolidation,
    places: &Places<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mut lines: Vec<Vec<CellValue>> = Vec::new();
    let mut first_value = data::FIRST_ROW;
    for ((number, member), counts) in (1..).zip(&consolidation.members).zip(places.counts) {
        let unit = SourceLine::of(consolidation, number, member);
        let mut of_unit = Vec::new();
        if member.reports.is_empty() {
            of_unit.push(unit.clone());
        }
        for ((report, sending), lines) in member.reports.iter().zip(&member.numbers).zip(counts) {
            of_unit.push(unit.clone().with(member, report, *sending, *lines));
        }
        for line in of_unit {
            let values = (places.one_table && line.lines > 0).then(|| format!("'{DATA}'!A{first_value}"));
            first_value += line.lines;
            lines.push(list::line_of(
                |column| match column {
                    SourceColumn::Unit => {
                        leading(line.value(column), places.by_unit.cell_of_unit(number - 1))
                    }
                    SourceColumn::File => leading(line.value(column), values.clone()),
                    _ => line.value(column),
                },
                &[],
            ));
        }
    }
    let sheet = book.add_worksheet();
    sheet.set_name(SOURCES)?;
    let at = draw_working_title(sheet, "Nguồn số liệu", consolidation, styles)?;
    let at = draw_list::<SourceColumn>(sheet, at, &lines, styles)? + 1;
    let at = draw_senders(sheet, at, consolidation, styles)?;
    let at = draw_not_counted(sheet, at, consolidation, styles)?;
    let at = draw_owing_nothing(sheet, at, consolidation, styles)?;
    let header = [
        (SourceColumn::Unit, "Tên"),
        (SourceColumn::Above, "Biểu"),
        (SourceColumn::Standing, "Phiên bản"),
        (SourceColumn::Decided, "Căn cứ"),
        (SourceColumn::Period, "Dấu vân tay của định nghĩa"),
    ];
    let forms = consolidation.forms.iter().map(|total| {
        let form = &total.form;
        [&form.short, form.id.as_str(), &form.version, &form.basis, &form.fingerprint].map(str::to_owned)
    });
    let at = draw_below(sheet, at, header, forms, styles)?;
    let at = draw_packs(sheet, at, consolidation, styles)?;
    let at = match places.complete {
        Some(complete) => draw_complete(sheet, at, complete, styles)?,
        None => at,
    };
    let program = format!("Lập bằng phuluc {}.", env!("CARGO_PKG_VERSION"));
    sheet.write_string_with_format(at + 1, 0, program, &styles.text)?;
    list_page::<SourceColumn>(sheet)
}

/// The consolidated workbooks that units sent for those below them.
fn draw_senders(
    sheet: &mut Worksheet,
    top: u32,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let mut lines = Vec::new();
    for member in &consolidation.senders {
        for (report, number) in member.reports.iter().zip(&member.numbers) {
            let line =
                SourceLine::of(consolidation, 0, member).with(member, report, *number, data::count(report));
            lines.push([line.name, line.standing, line.period, line.file, line.sha256, line.sending]);
        }
    }
    if lines.is_empty() {
        return Ok(top);
    }
    let header = [
        (SourceColumn::Unit, "Đơn vị gửi tệp tổng hợp"),
        (SourceColumn::Standing, "Tình trạng"),
        (SourceColumn::Period, "Kỳ báo cáo"),
        (SourceColumn::File, "Tệp"),
        (SourceColumn::Sha256, "SHA-256"),
        (SourceColumn::Sending, "Lần gửi (thời điểm nhận)"),
    ];
    draw_below(sheet, top, header, lines.into_iter(), styles)
}

/// The packs of forms in use, and those that the round was begun with if they are others.
fn draw_packs(
    sheet: &mut Worksheet,
    top: u32,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let (remembered, used) = (&consolidation.round.packs, &consolidation.packs);
    let other = OtherPacks::between(remembered, used);
    let before = other.iter().flat_map(|other| &other.remembered);
    let lines: Vec<[String; 3]> = used
        .iter()
        .map(|pack| (pack, "dùng để tổng hợp"))
        .chain(before.map(|pack| (pack, "dùng khi lập đợt; khác bộ dùng để tổng hợp")))
        .map(|(pack, what)| [pack.name.clone(), what.to_owned(), pack.fingerprint.clone()])
        .collect();
    if lines.is_empty() {
        return Ok(top);
    }
    let header = [
        (SourceColumn::Unit, "Bộ biểu mẫu"),
        (SourceColumn::Standing, "Dùng vào việc gì"),
        (SourceColumn::Period, "Dấu vân tay của bộ"),
    ];
    draw_below(sheet, top, header, lines.into_iter(), styles)
}

/// Which complete workbook a brief one goes with.
fn draw_complete(sheet: &mut Worksheet, top: u32, complete: &str, styles: &Styles) -> Result<u32, XlsxError> {
    let header = [(SourceColumn::Unit, "Bản đầy đủ"), (SourceColumn::Sha256, "SHA-256")];
    let line = [format!("tên kết thúc bằng “{}.xlsx”", two_books::COMPLETE), complete.to_owned()];
    draw_below(sheet, top, header, [line].into_iter(), styles)
}

/// The files that are in no total, as no unit owes them.
fn draw_not_counted(
    sheet: &mut Worksheet,
    top: u32,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    if consolidation.not_counted.is_empty() {
        return Ok(top);
    }
    let header = [
        (SourceColumn::Unit, "Tệp không cộng vào tổng: đơn vị"),
        (SourceColumn::Standing, "Lý do"),
        (SourceColumn::File, "Tệp"),
    ];
    let lines = consolidation.not_counted.iter().map(|NotCounted { unit, path }| match unit {
        Some(unit) => [unit.clone(), "không phải gửi biểu nào trong đợt".to_owned(), path.clone()],
        None => ["chưa rõ đơn vị", "chưa rõ đơn vị", path].map(str::to_owned),
    });
    draw_below(sheet, top, header, lines, styles)
}

/// The units that owe nothing in the round.
fn draw_owing_nothing(
    sheet: &mut Worksheet,
    top: u32,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let mut units = consolidation.round.owing_nothing().map(|unit| [unit.name.clone()]).peekable();
    if units.peek().is_none() {
        return Ok(top);
    }
    draw_below(sheet, top, [(SourceColumn::Unit, "Không phải gửi biểu nào kỳ này")], units, styles)
}

/// A table in some of the columns of the one above it; gives the next free row.
fn draw_below<const N: usize>(
    sheet: &mut Worksheet,
    top: u32,
    header: [(SourceColumn, &str); N],
    lines: impl Iterator<Item = [String; N]>,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    for (column, label) in header {
        sheet.write_string_with_format(top, column.number(), label, &styles.header)?;
    }
    let widths = header.map(|(column, _)| column.head().width);
    let mut at = top + 1;
    for line in lines {
        for ((column, _), value) in header.iter().zip(&line) {
            sheet.write_string_with_format(at, column.number(), value, &styles.label)?;
        }
        sheet.set_row_height(at, style::height(line.iter().map(String::as_str).zip(widths)))?;
        at += 1;
    }
    Ok(at + 1)
}
