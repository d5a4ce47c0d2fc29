//! The sheets of lists: the findings and the sources.

use super::data;
use super::drawing::{draw_table, draw_title, set_widths};
use super::ledger::Ledger;
use super::sheet_names::{DATA, FINDINGS, SOURCES};
use crate::answer::Answer;
use crate::book::Put;
use crate::book::style::{self, Styles};
use crate::consolidate::{Consolidation, Member, Standing};
use crate::file_report::FileReport;
use crate::finding::Finding;
use crate::form::FormId;
use crate::ledger::{Head, Line};
use crate::submission::FilledForm;
use crate::words::{self, Lang};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

/// The columns of the findings.
pub(crate) const FINDING_HEADS: [Head; 12] = [
    Head { label: "STT", width: 6, required: true },
    Head { label: "Đơn vị", width: 18, required: true },
    Head { label: "Tệp", width: 24, required: true },
    Head { label: "Trang tính", width: 14, required: true },
    Head { label: "Ô", width: 8, required: true },
    Head { label: "Mức độ", width: 13, required: true },
    Head { label: "Nội dung", width: 60, required: true },
    Head { label: "Có thể sửa", width: 36, required: true },
    Head { label: "Cách xử lý", width: 44, required: true },
    Head { label: "Quy tắc", width: 26, required: true },
    Head { label: "Quyết định", width: 36, required: true },
    Head { label: "STT đơn vị", width: 8, required: true },
];

/// The columns of the sources, a line a file.
pub(crate) const SOURCE_HEADS: [Head; 17] = [
    Head { label: "STT", width: 6, required: true },
    Head { label: "Mã đơn vị", width: 8, required: true },
    Head { label: "Đơn vị", width: 18, required: true },
    Head { label: "Cấp", width: 6, required: true },
    Head { label: "Thuộc", width: 16, required: true },
    Head { label: "Tình trạng", width: 16, required: true },
    Head { label: "Quyết định", width: 22, required: true },
    Head { label: "Cộng vào tổng", width: 8, required: true },
    Head { label: "Kỳ báo cáo", width: 20, required: true },
    Head { label: "Biểu phải gửi", width: 24, required: true },
    Head { label: "Biểu đã gửi", width: 28, required: true },
    Head { label: "Biểu còn thiếu", width: 18, required: true },
    Head { label: "Tệp", width: 22, required: true },
    Head { label: "SHA-256", width: 34, required: true },
    Head { label: "Lần gửi (thời điểm nhận)", width: 18, required: true },
    Head { label: "Số dòng dữ liệu", width: 8, required: true },
    Head { label: "Qua tệp tổng hợp", width: 18, required: true },
];
/// Of these, the unit's name and the file.
const NAME: usize = 2;
const FILE: usize = 12;
/// The row of the headings, from 0.
const TOP: usize = 4;
/// What stands between the names of units above each other, and between files in each other.
pub(crate) const WITHIN: &str = " › ";

/// What stands under “Cộng vào tổng” for a unit that is in the totals.
pub(crate) const COUNTED: &str = "có";

pub(super) fn answer(
    filled: &FilledForm,
    row: usize,
    column: usize,
    level: Option<crate::unit::Level>,
) -> Put {
    let entry = &filled.rows[row].entries.get(column);
    match &entry.answer {
        Answer::Number(figure) => Put::Number(figure.value),
        Answer::Nil => Put::State("không phát sinh".to_owned()),
        Answer::Blank if filled.is_out_of_scope(row, level) => Put::State("không thuộc phạm vi".to_owned()),
        Answer::Blank => Put::State("chưa nhập".to_owned()),
        Answer::Text(text) => Put::Text(text.to_string()),
        Answer::Unreadable(_) => Put::State(format!("không đọc được: “{}”", entry.raw())),
    }
}

/// A line of the findings.
pub(crate) struct FindingLine {
    pub unit: String,
    pub file: String,
    pub sheet: String,
    pub cell: String,
    pub severity: String,
    pub message: String,
    pub suggestions: String,
    pub todo: String,
    pub rule: String,
    pub decided: String,
    /// The unit's number in the sources; none if it only passes others' reports on.
    pub unit_number: Option<usize>,
}

impl FindingLine {
    fn of(member: &Member, unit_number: Option<usize>, report: &FileReport, finding: &Finding) -> Self {
        let words = Lang::Vi.words();
        let (sheet, at) = finding.cell();
        Self {
            unit: member.unit.name.clone(),
            file: report.path.clone(),
            sheet: sheet.unwrap_or_default().to_owned(),
            cell: at.map(|at| at.to_string()).unwrap_or_default(),
            severity: words.severity(finding.severity).to_owned(),
            message: words::message(words, finding),
            suggestions: words::suggestions(words, finding),
            todo: words::todo(words, finding),
            rule: finding.rule.clone(),
            decided: words::decided(finding, Lang::Vi).unwrap_or_default(),
            unit_number,
        }
    }

    fn puts(self, number: usize) -> Vec<Put> {
        let mut line = vec![Put::Number(number.into())];
        let Self {
            unit,
            file,
            sheet,
            cell,
            severity,
            message,
            suggestions,
            todo,
            rule,
            decided,
            unit_number,
        } = self;
        let texts = [unit, file, sheet, cell, severity, message, suggestions, todo, rule, decided];
        line.extend(texts.map(text));
        line.push(unit_number.map_or(Put::Empty, |number| Put::Number(number.into())));
        line
    }

    /// A line as it is read again one level up.
    pub fn read(line: &Line<'_>) -> Self {
        let texts: [String; 12] = std::array::from_fn(|index| line.text(index));
        let [_, unit, file, sheet, cell, severity, message, suggestions, todo, rule, decided, unit_number] =
            texts;
        let unit_number = unit_number.parse().ok();
        Self { unit, file, sheet, cell, severity, message, suggestions, todo, rule, decided, unit_number }
    }
}

/// A line of the sources.
#[derive(Clone)]
pub(crate) struct SourceLine {
    /// The unit's number.
    pub number: usize,
    pub code: String,
    pub name: String,
    pub level: String,
    /// The units above it, the highest first.
    pub above: String,
    pub standing: Standing,
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
        let ids = |ids: &[FormId]| ids.iter().map(FormId::as_str).collect::<Vec<_>>().join(", ");
        Self {
            number,
            code: unit.code.clone().unwrap_or_default(),
            name: unit.name.clone(),
            level: member.level().map(|level| level.name().to_owned()).unwrap_or_default(),
            above: above.join(WITHIN),
            standing: member.standing,
            decided: member.decided(Lang::Vi).unwrap_or_default(),
            counted: if member.included { COUNTED } else { "không" }.to_owned(),
            owed: ids(&unit.forms),
            missing: ids(&member.missing),
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
        let received = member.sendings.iter().find(|sending| sending.number == number);
        let received = received.and_then(|sending| sending.received);
        let forms = report.submission.iter().flat_map(|submission| &submission.forms);
        let forms: Vec<String> =
            forms.map(|filled| format!("{} {}", filled.form.id, filled.form.version)).collect();
        Self {
            period: Lang::Vi.words().period(report.period()),
            sent: forms.join(", "),
            file: report.path.clone(),
            sha256: report.sha256.clone().unwrap_or_default(),
            sending: received.map_or_else(|| number.to_string(), |received| format!("{number} ({received})")),
            lines,
            ..self
        }
    }

    fn puts(self) -> Vec<Put> {
        let mut line = vec![Put::Number(self.number.into())];
        let (owed, sent, missing) = (self.owed, self.sent, self.missing);
        let standing = Lang::Vi.words().standing(self.standing);
        let before = [self.code, self.name, self.level, self.above, standing, self.decided, self.counted];
        line.extend(before.map(text));
        line.extend([self.period, owed, sent, missing, self.file, self.sha256, self.sending].map(text));
        line.push(Put::Number(self.lines.into()));
        line.push(text(self.via));
        line
    }

    /// A line as it is read again one level up.
    pub fn read(line: &Line<'_>) -> Option<Self> {
        let texts: [String; 17] = std::array::from_fn(|index| line.text(index));
        let [number, code, name, level, above, standing, decided, counted, period, rest @ ..] = texts;
        let [owed, sent, missing, file, sha256, sending, lines, via] = rest;
        Some(Self {
            number: number.parse().ok()?,
            lines: lines.parse().ok()?,
            standing: words::standing(&standing)?,
            code,
            name,
            level,
            above,
            decided,
            counted,
            period,
            owed,
            sent,
            missing,
            file,
            sha256,
            sending,
            via,
        })
    }
}

/// Makes a text lead to a cell.
fn lead(put: &mut Put, to: Option<String>) {
    if let (Put::Text(text), Some(to)) = (&*put, to) {
        *put = Put::Link(text.clone(), to);
    }
}

fn text(text: String) -> Put {
    if text.is_empty() { Put::Empty } else { Put::Text(text) }
}

pub(super) fn draw_findings(
    book: &mut Workbook,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let members = consolidation.members.iter().enumerate();
    let members = members.map(|(index, member)| (Some(index + 1), member));
    let senders = consolidation.senders.iter().map(|member| (None, member));
    let mut lines: Vec<Vec<Put>> = Vec::new();
    for (unit, member) in members.chain(senders) {
        for report in &member.reports {
            for finding in &report.checked.findings {
                lines.push(FindingLine::of(member, unit, report, finding).puts(lines.len() + 1));
            }
        }
    }
    let sheet = book.add_worksheet();
    sheet.set_name(FINDINGS)?;
    let at = draw_title(sheet, "Nội dung cần xem lại", consolidation, styles)?;
    draw_list(sheet, at, &FINDING_HEADS, &lines, styles)?;
    style::page(sheet, true);
    Ok(())
}

/// Where figures stand that sources lead to.
pub(super) struct Places<'p> {
    pub ledger: &'p Ledger<'p>,
    /// How many values each report of each unit has.
    pub counts: &'p [Vec<usize>],
    /// Whether all values stand in one table.
    pub one_table: bool,
}

/// The row of each unit's first line, from 1.
pub(super) fn first_rows(consolidation: &Consolidation) -> Vec<usize> {
    let first = |next: &mut usize, member: &Member| {
        let first = *next;
        *next += member.reports.len().max(1);
        Some(first)
    };
    consolidation.members.iter().scan(TOP + 2, first).collect()
}

pub(super) fn draw_sources(
    book: &mut Workbook,
    consolidation: &Consolidation,
    places: &Places<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mut lines: Vec<Vec<Put>> = Vec::new();
    let mut value = data::FIRST_ROW;
    for ((number, member), counts) in (1..).zip(&consolidation.members).zip(places.counts) {
        let unit = SourceLine::of(consolidation, number, member);
        let mut put = |line: SourceLine| {
            let count = line.lines;
            let mut puts = line.puts();
            lead(&mut puts[NAME], places.ledger.cell_of_unit(number - 1));
            lead(&mut puts[FILE], (places.one_table && count > 0).then(|| format!("'{DATA}'!A{value}")));
            value += count;
            lines.push(puts);
        };
        if member.reports.is_empty() {
            put(unit.clone());
        }
        for ((report, sending), lines) in member.reports.iter().zip(&member.numbers).zip(counts) {
            put(unit.clone().with(member, report, *sending, *lines));
        }
    }
    let sheet = book.add_worksheet();
    sheet.set_name(SOURCES)?;
    let at = draw_title(sheet, "Nguồn số liệu", consolidation, styles)?;
    let at = draw_list(sheet, at, &SOURCE_HEADS, &lines, styles)? + 1;
    let at = draw_senders(sheet, at, consolidation, styles)?;
    let header =
        [(2, "Tên"), (4, "Biểu"), (5, "Phiên bản"), (6, "Căn cứ"), (8, "Dấu vân tay của định nghĩa")];
    let forms = consolidation.forms.iter().map(|total| {
        let form = &total.form;
        [&form.short, form.id.as_str(), &form.version, &form.basis, &form.fingerprint].map(str::to_owned)
    });
    let at = draw_below(sheet, at, header, forms, styles)?;
    let program = format!("Lập bằng phuluc {}.", env!("CARGO_PKG_VERSION"));
    sheet.write_string_with_format(at + 1, 0, program, &styles.text)?;
    style::page(sheet, true);
    Ok(())
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
            let standing = Lang::Vi.words().standing(line.standing);
            lines.push([line.name, standing, line.period, line.file, line.sha256, line.sending]);
        }
    }
    if lines.is_empty() {
        return Ok(top);
    }
    let header = [
        (2, "Đơn vị gửi tệp tổng hợp"),
        (5, "Tình trạng"),
        (8, "Kỳ báo cáo"),
        (12, "Tệp"),
        (13, "SHA-256"),
        (14, "Lần gửi (thời điểm nhận)"),
    ];
    draw_below(sheet, top, header, lines.into_iter(), styles)
}

/// A table in some of the columns of the one above it; gives the next free row.
fn draw_below<const N: usize>(
    sheet: &mut Worksheet,
    top: u32,
    header: [(u16, &str); N],
    lines: impl Iterator<Item = [String; N]>,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    for (column, label) in header {
        sheet.write_string_with_format(top, column, label, &styles.header)?;
    }
    let widths = header.map(|(column, _)| SOURCE_HEADS[usize::from(column)].width);
    let mut at = top + 1;
    for line in lines {
        for ((column, _), value) in header.iter().zip(&line) {
            sheet.write_string_with_format(at, *column, value, &styles.label)?;
        }
        sheet.set_row_height(at, style::height(line.iter().map(String::as_str).zip(widths)))?;
        at += 1;
    }
    Ok(at + 1)
}

/// A list under its headings; gives the next free row.
fn draw_list<const N: usize>(
    sheet: &mut Worksheet,
    top: u32,
    heads: &[Head; N],
    lines: &[Vec<Put>],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let widths = heads.map(|head| head.width);
    set_widths(sheet, &widths)?;
    draw_table(sheet, top, &heads.map(|head| head.label), lines, &widths, styles)
}
