//! The sheet “Cần sửa”: every finding on a line of its own.

use super::shared_by_sheets::{draw_list, draw_working_title, list_page};
use crate::style::Styles;
use phuluc_check::Finding;
use phuluc_grid::{CellValue, ListLine, list};
use phuluc_round::{Consolidation, FileReport, Member};
use phuluc_say::{CheckMessage, FINDINGS, Lang, words};
use rust_xlsxwriter::{Workbook, XlsxError};

phuluc_grid::list_columns! {
    /// The columns of the findings.
    pub(super) enum FindingColumn {
        Number = "STT", 6, required;
        Unit = "Đơn vị", 18, required;
        File = "Tệp", 24, required;
        Sheet = "Trang tính", 14, required;
        Cell = "Ô", 8, required;
        Severity = "Mức độ", 13, required;
        Message = "Nội dung", 60, required;
        Suggestions = "Có thể sửa", 36, required;
        Todo = "Cách xử lý", 44, required;
        Rule = "Quy tắc", 26, required;
        Decided = "Quyết định", 36, required;
        UnitNumber = "STT đơn vị", 8, required;
    }
}

/// A line of the findings.
pub(super) struct FindingRow {
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

impl FindingRow {
    fn of(member: &Member, unit_number: Option<usize>, report: &FileReport, finding: &Finding) -> Self {
        let (sheet, at) = finding.cell();
        Self {
            unit: member.unit.name.clone(),
            file: report.path.clone(),
            sheet: sheet.unwrap_or_default().to_owned(),
            cell: at.map(|at| at.to_string()).unwrap_or_default(),
            severity: words::say(Lang::Vi, CheckMessage::Severity(finding.severity)),
            message: words::message(Lang::Vi, finding),
            suggestions: words::suggestions(finding, &report.checked),
            todo: words::todo(Lang::Vi, finding),
            rule: finding.rule.clone(),
            decided: words::decided(Lang::Vi, finding).unwrap_or_default(),
            unit_number,
        }
    }

    /// What stands in a column of the line of that number.
    fn value(&self, column: FindingColumn, number: usize) -> CellValue {
        match column {
            FindingColumn::Number => number.into(),
            FindingColumn::Unit => self.unit.as_str().into(),
            FindingColumn::File => self.file.as_str().into(),
            FindingColumn::Sheet => self.sheet.as_str().into(),
            FindingColumn::Cell => self.cell.as_str().into(),
            FindingColumn::Severity => self.severity.as_str().into(),
            FindingColumn::Message => self.message.as_str().into(),
            FindingColumn::Suggestions => self.suggestions.as_str().into(),
            FindingColumn::Todo => self.todo.as_str().into(),
            FindingColumn::Rule => self.rule.as_str().into(),
            FindingColumn::Decided => self.decided.as_str().into(),
            FindingColumn::UnitNumber => self.unit_number.into(),
        }
    }

    /// A line as it is read again one level up.
    pub fn read(line: &ListLine<'_, FindingColumn>) -> Self {
        Self {
            unit: line.text(FindingColumn::Unit),
            file: line.text(FindingColumn::File),
            sheet: line.text(FindingColumn::Sheet),
            cell: line.text(FindingColumn::Cell),
            severity: line.text(FindingColumn::Severity),
            message: line.text(FindingColumn::Message),
            suggestions: line.text(FindingColumn::Suggestions),
            todo: line.text(FindingColumn::Todo),
            rule: line.text(FindingColumn::Rule),
            decided: line.text(FindingColumn::Decided),
            unit_number: line.text(FindingColumn::UnitNumber).parse().ok(),
        }
    }
}

pub(super) fn draw(
    book: &mut Workbook,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let members = consolidation.members.iter().enumerate();
    let members = members.map(|(index, member)| (Some(index + 1), member));
    let senders = consolidation.senders.iter().map(|member| (None, member));
    let mut lines: Vec<Vec<CellValue>> = Vec::new();
    for (unit, member) in members.chain(senders) {
        for report in &member.reports {
            for finding in report.checked.stories().into_iter().flat_map(|story| story.findings) {
                let (line, number) = (FindingRow::of(member, unit, report, finding), lines.len() + 1);
                lines.push(list::line_of(|column| line.value(column, number), &[]));
            }
        }
    }
    let sheet = book.add_worksheet();
    sheet.set_name(FINDINGS)?;
    let at = draw_working_title(sheet, "Nội dung cần xem lại", consolidation, styles)?;
    draw_list::<FindingColumn>(sheet, at, &lines, styles)?;
    list_page::<FindingColumn>(sheet)
}
