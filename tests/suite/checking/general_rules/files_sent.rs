//! Files that break general rules, with the findings when they are checked, taken in, or consolidated.

use super::each_rule_raised::TOTAL;
use crate::finding_forms::other_layouts::{MIDDLE, find, printed, split};
use crate::support::builder::{CATALOGUE, CHECKER, LATER, Workbook, line, lines, report, workbook};
use crate::support::files;
use phuluc::book::consolidated;
use phuluc::check::Finding;
use phuluc::desk::{Context, Delivery, Memory, OpenRound, ReceiptFacts, StatedOrNow, Tools};
use phuluc::grid::{At, Cell, Content, Sheet};
use phuluc::round::{Round, consolidate};
use phuluc::{desk, grid};

pub(super) fn hue(filled: &[(&str, &str)]) -> Workbook {
    workbook("Xã Ví dụ 01").printed("cchc-hue-02", filled)
}

/// The findings in workbooks sent in a round for `tthc-06a` of the first quarter.
pub(super) fn in_round(workbooks: &[Workbook]) -> Vec<Finding> {
    let text = r#"
        title = "Quý I/2024"
        forms = ["tthc-06a"]
        period = { from = 2023-12-15, to = 2024-03-14 }
        [[units]]
        name = "Xã Ví dụ 01"
    "#;
    let round = Round::read(text, &CATALOGUE).unwrap();
    let reports = workbooks.iter().enumerate().map(|(i, workbook)| workbook.report(&format!("{i}.xlsx")));
    let members = consolidate::gather(&round, vec![reports.collect()], &CATALOGUE);
    members
        .into_iter()
        .flat_map(|member| member.reports)
        .flat_map(|report| report.checked.findings.clone())
        .collect()
}

/// The findings in a file of these bytes.
pub(super) fn in_file(bytes: Vec<u8>, context: &Context<'_>) -> Vec<String> {
    lines(&report("a.xlsx", bytes, context).checked)
}

/// A round in memory for `tthc-06a` of the first quarter, and the findings while it takes these files in.
pub(super) fn take_in(receiver: &str, units: &[&str], files: &[(&str, Vec<u8>)]) -> (Memory, Vec<String>) {
    let units: Vec<String> = units.iter().map(|unit| format!("[[units]]\nname = {unit:?}\n")).collect();
    let text = format!(
        "title = \"Quý I/2024\"\nreceiver = {receiver:?}\nforms = [\"tthc-06a\"]\n\
         period = {{ from = 2023-12-15, to = 2024-03-14 }}\n{}",
        units.concat()
    );
    let folder = Memory::default();
    folder.put("round.toml", text.as_bytes(), None);
    let found = receive(&folder, files);
    (folder, found)
}

/// The findings while a round takes these files in.
pub(super) fn receive(folder: &Memory, files: &[(&str, Vec<u8>)]) -> Vec<String> {
    let files = files.iter().map(|(name, bytes)| (*name, bytes.clone(), None));
    receive_at(folder, files.collect(), Some("2024-03-15 10:00"))
}

/// The findings while a round takes in files with these times of their own, in seconds since 1970.
pub(super) fn receive_at(
    folder: &Memory,
    files: Vec<(&str, Vec<u8>, Option<i64>)>,
    said: Option<&str>,
) -> Vec<String> {
    let deliveries =
        files.into_iter().map(|(name, bytes, modified)| Delivery { name: name.to_owned(), bytes, modified });
    let coming = ReceiptFacts { at: StatedOrNow { said, now: LATER }, via: "", document: "" };
    let received =
        desk::receive(folder, deliveries.collect(), &coming, &Tools::plain(&CHECKER)).unwrap().received;
    received.iter().flat_map(|received| &received.findings).map(line).collect()
}

/// The report of a commune.
pub(super) fn sent(unit: &str) -> Vec<u8> {
    workbook(unit).tthc(&[TOTAL]).bytes()
}

/// The consolidated workbook of a district with one commune.
pub(super) fn district() -> Vec<u8> {
    let (folder, _) = take_in("Huyện Ví dụ", &["Xã Ví dụ 01"], &[("a.xlsx", sent("Xã Ví dụ 01"))]);
    let tools = Tools::plain(&CHECKER);
    consolidated::write(&OpenRound::open(&folder, &tools).unwrap().consolidation(&tools, false)).unwrap()
}

/// Phụ lục 2 with its upper half on one sheet and its lower half on another, to which a cell may be added; a third
/// sheet has another form.
pub(super) fn on_two_sheets(added: Option<(At, Cell)>) -> Vec<u8> {
    let form = printed();
    let middle = find(&form, MIDDLE).row;
    let [upper, lower] = split(&form, |row| row < middle, |row| row >= middle);
    let other = grid::read(&sent("Xã Ví dụ 01")).unwrap().swap_remove(0);
    as_package(&[upper, lower.with(added), other], 0, &str::to_owned).bytes()
}

/// The findings in Phụ lục 2 with this XML in a cell, and with `format` as number format 1.
pub(super) fn with_cell(place: &str, xml: &str, format: &str) -> Vec<String> {
    // the placeholder for the cell's own XML
    const HERE: &str = "#";
    let sheet = grid::read(&hue(&[("1", "1")]).bytes()).unwrap().swap_remove(0);
    let cell = Cell::plain(Content::Text(HERE.into()));
    let sheet = sheet.with([(place.parse().unwrap(), cell)]);
    let before = format!("<c r=\"{place}\" s=\"0\" t=\"inlineStr\"><is><t>{HERE}</t></is></c>");
    let package = as_package(&[sheet], 0, &str::to_owned)
        .replaced("xl/worksheets/sheet1.xml", &before, &format!("<c r=\"{place}\" {xml}</c>"))
        .replaced("xl/styles.xml", "0.0%", format);
    in_file(package.bytes(), &Context::default())
}

/// The findings in a report whose list of sheets names one more sheet, with this id and this relation.
pub(super) fn with_listed_sheet(id: &str, relation: &str) -> Vec<String> {
    let sheet = grid::read(&sent("Xã Ví dụ 01")).unwrap().swap_remove(0);
    let package = as_package(&[sheet], 0, &str::to_owned)
        .replaced(
            "xl/workbook.xml",
            "</sheets>",
            &format!("<sheet name=\"Biểu đồ\" sheetId=\"9\" {id}/></sheets>"),
        )
        .replaced("xl/_rels/workbook.xml.rels", "</Relationships>", &format!("{relation}</Relationships>"));
    in_file(package.bytes(), &Context::default())
}

/// The findings in Phụ lục 2 with another label in a cell.
pub(super) fn with_label(place: &str, label: &str) -> Vec<String> {
    with_cell(place, &format!("t=\"inlineStr\"><is><t>{label}</t></is>"), "0")
}

/// The sheets as a file saved by another program, with all texts in one format and changed by `changed`.
pub(super) fn as_package(
    sheets: &[Sheet],
    format: usize,
    changed: &dyn Fn(&str) -> String,
) -> files::Package {
    let sheets = sheets.iter().map(|sheet| (sheet.name.as_str(), files::sheet_xml(sheet, format, changed)));
    let sheets: Vec<(&str, String)> = sheets.collect();
    files::workbook(&sheets.iter().map(|(name, xml)| (*name, xml.as_str())).collect::<Vec<_>>())
}
