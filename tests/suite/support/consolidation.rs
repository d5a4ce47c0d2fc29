//! Consolidations of communes, and a total as a line.

use crate::support::builder::{CATALOGUE, Workbook, workbook};
use phuluc::round::{
    ConsolidatedCell, Consolidation, FileReport, Material, Member, Round, Total, consolidate,
};

pub(crate) const TOTAL: (&str, &str) = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");

/// A round of units, each with the workbook that it sent, if any.
pub(crate) fn round(
    forms: &[&str],
    period: bool,
    sent: &[Option<Workbook>],
) -> (Round, Vec<Vec<FileReport>>) {
    let mut text = format!("title = \"Đợt ví dụ\"\nreceiver = \"Tỉnh Ví dụ\"\nforms = {forms:?}\n");
    if period {
        text += "period = { from = 2023-12-15, to = 2024-03-14 }\n";
    }
    for number in 1..=sent.len() {
        text += &format!("[[units]]\nname = \"Xã Ví dụ {number:02}\"\n");
    }
    let reports = sent.iter().enumerate().map(|(index, workbook)| {
        workbook.iter().map(|workbook| workbook.report(&format!("nhan/{index:02}.xlsx"))).collect()
    });
    (Round::read(&text, &CATALOGUE).unwrap(), reports.collect())
}

pub(crate) fn consolidate(forms: &[&str], sent: &[Option<Workbook>], only_accepted: bool) -> Consolidation {
    let (round, reports) = round(forms, true, sent);
    let members = consolidate::gather(&round, reports, &CATALOGUE);
    consolidate::consolidate(Material { only_accepted, ..Material::new(&round, members) }, &CATALOGUE)
}

pub(crate) fn cell<'c>(consolidation: &'c Consolidation, row: &str, column: &str) -> &'c ConsolidatedCell {
    let total = &consolidation.forms[0];
    let row = total.rows.iter().find(|line| line.id.as_str() == row).expect("a row");
    if let Some(derived) = row.derived.iter().find(|derived| derived.id.as_str() == column) {
        return &derived.cell;
    }
    let column = total.form.column(&column.into()).expect("a column");
    row.cells[column].as_ref().expect("a place for answers")
}

/// A total as a line: the figure, the number of units, and the units that are not in it.
pub(crate) fn said(cell: &ConsolidatedCell) -> String {
    let total = match &cell.total {
        Total::Sum(value) | Total::Max(value) => value.to_string(),
        Total::Share { part, base, value } => {
            format!("{part}/{base}={}", value.map_or("–".to_owned(), |value| value.to_string()))
        }
        Total::Codes(codes) => {
            let codes: Vec<String> = codes.iter().map(|(code, _, count)| format!("{code}×{count}")).collect();
            codes.join(", ")
        }
        Total::Same { value, count, others } => format!("{value}×{count}, not {others:?}"),
        other => format!("{other:?}"),
    };
    let gaps: Vec<String> = cell.gaps.iter().map(|(unit, gap)| format!("{unit} {gap:?}")).collect();
    format!("{total} {}/{} [{}]", cell.given, cell.of, gaps.join(", "))
}

#[expect(clippy::unnecessary_wraps, reason = "a unit may not have sent its workbook")]
pub(crate) fn tthc(number: u32, lines: &[(&str, &str)]) -> Option<Workbook> {
    Some(workbook(&format!("Xã Ví dụ {number:02}")).tthc(lines))
}

/// Gathers the members of a round, changes them, and consolidates.
pub(crate) fn changed(
    (round, reports): (Round, Vec<Vec<FileReport>>),
    change: impl FnOnce(&mut Vec<Member>),
) -> Consolidation {
    let mut members = consolidate::gather(&round, reports, &CATALOGUE);
    change(&mut members);
    consolidate::consolidate(Material::new(&round, members), &CATALOGUE)
}
