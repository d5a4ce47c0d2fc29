//! Consolidation over levels: a consolidated workbook is a submission one level up, and nothing is lost or changed on
//! the way.

use crate::support::builder::{CATALOGUE, FIRST_SENDING, report, report_of_sheets};
use phuluc::book::consolidated;
use phuluc::check::{Decision, Ruling};
use phuluc::form::{Moment, viet_nam};
use phuluc::grid;
use phuluc::grid::{At, Cell, Content, Sheet};
use phuluc::round::{
    Consolidation, FileReport, Material, Refusal, Round, Sending, Sent, Standing, consolidate,
};
use std::path::Path;
use std::sync::Arc;

pub(super) const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks/sample-district");
/// The column of the sources that tells how a report came, the only one that may differ.
const VIA: u32 = 16;

/// The files of a commune of the sample. The last commune sent none, and that of the fifth is made unreadable.
pub(super) fn commune(number: usize) -> Vec<FileReport> {
    let path = format!("nhan/xa-vi-du-{number:02}.xlsx");
    let Ok(bytes) = std::fs::read(Path::new(SAMPLE).join(&path)) else { return Vec::new() };
    vec![match number {
        5 => report_of_sheets(&path, bytes, &[Sheet::new("Sheet1", Vec::new())], &FIRST_SENDING),
        _ => report(&path, bytes, &FIRST_SENDING),
    }]
}

/// The name of a unit, the index of the unit above it, and its files; `None` if it only groups other units.
pub(super) struct Listed(pub &'static str, pub Option<usize>, pub Option<Vec<FileReport>>);

fn round(receiver: &str, units: &[&str]) -> Round {
    let head = std::fs::read_to_string(Path::new(SAMPLE).join("round.toml")).unwrap();
    let head = head.replace("\"Tỉnh Ví dụ\"", &format!("{receiver:?}"));
    let units: Vec<String> = units.iter().map(|name| format!("[[units]]\nname = {name:?}\n")).collect();
    Round::read(&(head + &units.concat()), &CATALOGUE).unwrap()
}

pub(super) fn consolidate(receiver: &str, listed: Vec<Listed>, only_accepted: bool) -> Consolidation {
    let names: Vec<&str> = listed.iter().map(|Listed(name, ..)| *name).collect();
    let mut round = round(receiver, &names);
    let mut sent = Vec::new();
    for (unit, Listed(_, parent, reports)) in round.units.iter_mut().zip(listed) {
        unit.parent = parent;
        match reports {
            Some(reports) => sent.push(reports),
            None => unit.forms.clear(),
        }
    }
    let members = consolidate::gather(&round, sent, &CATALOGUE);
    consolidate::consolidate(Material { only_accepted, ..Material::new(&round, members) }, &CATALOGUE)
}

fn written(consolidation: &Consolidation) -> Vec<Sheet> {
    grid::read(&consolidated::write(consolidation).unwrap()).unwrap()
}

/// A consolidated workbook as the report of the unit that consolidated.
fn passed_on(path: &str, sheets: &[Sheet]) -> Vec<FileReport> {
    vec![report_of_sheets(path, Vec::new(), sheets, &FIRST_SENDING)]
}

fn district_a() -> Vec<Sheet> {
    district("Huyện Ví dụ A")
}

fn district(name: &str) -> Vec<Sheet> {
    let listed = ["Xã Ví dụ 01", "Xã Ví dụ 02", "Xã Ví dụ 03"].into_iter().enumerate();
    let listed = listed.map(|(index, name)| Listed(name, None, Some(commune(index + 1))));
    written(&consolidate(name, listed.collect(), false))
}

/// The workbook of a district with mixed depth: a group of communes consolidates for it, and other communes report
/// directly.
fn district_b() -> Vec<Sheet> {
    let group =
        vec![Listed("Xã Ví dụ 04", None, Some(commune(4))), Listed("Xã Ví dụ 05", None, Some(commune(5)))];
    let group = written(&consolidate("Cụm Ví dụ", group, false));
    let listed = vec![
        Listed("Cụm Ví dụ", None, Some(passed_on("nhan/cum.xlsx", &group))),
        Listed("Xã Ví dụ 06", None, Some(commune(6))),
        Listed("Xã Ví dụ 23", None, Some(commune(23))),
    ];
    written(&consolidate("Huyện Ví dụ B", listed, false))
}

fn by_levels(only_accepted: bool) -> Consolidation {
    let listed = vec![
        Listed("Huyện Ví dụ A", None, Some(passed_on("nhan/huyen-a.xlsx", &district_a()))),
        Listed("Huyện Ví dụ B", None, Some(passed_on("nhan/huyen-b.xlsx", &district_b()))),
        Listed("Xã Ví dụ 07", None, Some(commune(7))),
    ];
    consolidate("Tỉnh Ví dụ", listed, only_accepted)
}

fn directly(only_accepted: bool) -> Consolidation {
    let listed = vec![
        Listed("Huyện Ví dụ A", None, None),
        Listed("Xã Ví dụ 01", Some(0), Some(commune(1))),
        Listed("Xã Ví dụ 02", Some(0), Some(commune(2))),
        Listed("Xã Ví dụ 03", Some(0), Some(commune(3))),
        Listed("Huyện Ví dụ B", None, None),
        Listed("Cụm Ví dụ", Some(4), None),
        Listed("Xã Ví dụ 04", Some(5), Some(commune(4))),
        Listed("Xã Ví dụ 05", Some(5), Some(commune(5))),
        Listed("Xã Ví dụ 06", Some(4), Some(commune(6))),
        Listed("Xã Ví dụ 23", Some(4), Some(commune(23))),
        Listed("Xã Ví dụ 07", None, Some(commune(7))),
    ];
    consolidate("Tỉnh Ví dụ", listed, only_accepted)
}

/// The cells that differ between two workbooks, without the way by which reports came, and without the list of what
/// to correct first: the level below passes its findings on in words, whose effect cannot be calculated.
fn differences(a: &[Sheet], b: &[Sheet]) -> Vec<String> {
    let names = |sheets: &[Sheet]| sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(a), names(b));
    let mut found = Vec::new();
    for (a, b) in a.iter().zip(b) {
        let below_the_units = a.name == consolidated::SOURCES;
        let end = if below_the_units { end_of_units(a) } else { first_to_mend(a).min(first_to_mend(b)) };
        for (at, cell) in a.cells().filter(|(at, _)| at.row < end) {
            let other = b.get(at).map(Cell::shown).unwrap_or_default();
            if cell.shown() != other && !(below_the_units && at.column == VIA) {
                found.push(format!("{} {at}: {:?}, {other:?}", a.name, cell.shown()));
            }
        }
    }
    found
}

/// The row in which the list of what to correct first begins, if the sheet has one.
fn first_to_mend(sheet: &Sheet) -> u32 {
    let heading = sheet.cells().find(|(_, cell)| cell.shown().starts_with("Nên xem trước"));
    heading.map_or(u32::MAX, |(at, _)| at.row)
}

/// The row after the first table of the sources.
fn end_of_units(sheet: &Sheet) -> u32 {
    (5..1000).find(|&row| sheet.row(row).next().is_none()).unwrap()
}

#[test]
fn by_levels_and_directly_give_the_same() {
    for only_accepted in [false, true] {
        let (levels, direct) = (by_levels(only_accepted), directly(only_accepted));
        assert_eq!(levels.members.len(), 8);
        assert!(levels.members.iter().any(|member| !member.included));
        let (levels, direct) = (written(&levels), written(&direct));
        let found = [differences(&levels, &direct), differences(&direct, &levels)].concat();
        assert!(found.is_empty(), "{} differences\n{}", found.len(), found.join("\n"));
    }
}

#[test]
fn the_way_by_which_a_report_came_is_said() {
    let sheets = written(&by_levels(false));
    let sources = sheets.iter().find(|sheet| sheet.name == consolidated::SOURCES).unwrap();
    let via: Vec<String> = (5..13).map(|row| sources.text(At { row, column: VIA }).into_owned()).collect();
    let (a, b) = ("nhan/huyen-a.xlsx", "nhan/huyen-b.xlsx");
    assert_eq!(
        via,
        [a, a, a, "nhan/huyen-b.xlsx › nhan/cum.xlsx", "nhan/huyen-b.xlsx › nhan/cum.xlsx", b, b, ""]
    );
}

/// The workbook with one cell changed.
fn changed(mut sheets: Vec<Sheet>, name: &str, at: &str, content: Option<Content>) -> Vec<Sheet> {
    let at = At::named(at).unwrap();
    let sheet = sheets.iter_mut().find(|sheet| sheet.name == name).unwrap();
    let others = sheet.cells().filter(|(other, _)| *other != at).map(|(at, cell)| (at, cell.clone()));
    let cells: Vec<(At, Cell)> = others.chain(content.map(|content| (at, Cell::plain(content)))).collect();
    *sheet = Sheet::new(name, cells);
    sheets
}

#[test]
fn a_changed_workbook_is_not_taken_over() {
    let number = |number: i64| Some(Content::Number(number.into()));
    let refused = |sheets: &[Sheet]| consolidated::read_back(sheets, &CATALOGUE).unwrap_err();
    let sheets = district_a();
    let is_changed = |name: &str, at: &str| {
        let refusal = refused(&changed(sheets.clone(), name, at, number(987_654)));
        let Refusal::Changed { sheet, at: found, here, .. } = &refusal else { panic!("{refusal:?}") };
        assert_eq!((sheet.as_str(), found.to_string().as_str(), here.as_str()), (name, at, "987.654"));
    };
    let total = sheets.iter().find(|sheet| sheet.name == "Biểu 06a").unwrap();
    let (at, _) = total.cells().find(|(_, cell)| cell.formula.is_some()).unwrap();
    is_changed("Biểu 06a", &at.to_string());
    is_changed(consolidated::BY_UNIT, "H9");
    // a changed value among the data no longer adds up to the printed total
    let data = sheets.iter().find(|sheet| sheet.name == consolidated::DATA).unwrap();
    let (value, _) = data
        .cells()
        .find(|(at, cell)| at.column == 6 && at.row > 4 && matches!(cell.content, Content::Number(_)))
        .unwrap();
    let refusal = refused(&changed(sheets.clone(), consolidated::DATA, &value.to_string(), number(987_654)));
    assert!(matches!(refusal, Refusal::Changed { .. }), "{refusal:?}");
    // a line of the data is gone
    let mut short = sheets.clone();
    for column in 'A'..='O' {
        short = changed(short, consolidated::DATA, &format!("{column}9"), None);
    }
    let refusal = refused(&short);
    assert!(matches!(refusal, Refusal::Lines { .. }), "{refusal:?}");
    let without: Vec<Sheet> =
        sheets.into_iter().filter(|sheet| sheet.name != consolidated::SOURCES).collect();
    assert_eq!(refused(&without), Refusal::NoList(consolidated::SOURCES.to_owned()));
}

#[test]
fn a_table_that_people_sorted_is_read_as_it_was() {
    let sheets = district_a();
    let data = sheets.iter().find(|sheet| sheet.name == consolidated::DATA).unwrap();
    let (top, last) = (5, data.last_row().unwrap());
    let turned = data.cells().map(|(at, cell)| {
        let row = if at.row < top { at.row } else { top + last - at.row };
        (At { row, ..at }, cell.clone())
    });
    let turned = Sheet::new(consolidated::DATA, turned.collect::<Vec<_>>());
    let sorted: Vec<Sheet> = sheets
        .iter()
        .map(|sheet| if sheet.name == turned.name { turned.clone() } else { sheet.clone() })
        .collect();
    let one = |sheets: &[Sheet]| {
        let listed = vec![Listed("Huyện Ví dụ A", None, Some(passed_on("nhan/huyen-a.xlsx", sheets)))];
        written(&consolidate("Tỉnh Ví dụ", listed, false))
    };
    assert_eq!(differences(&one(&sheets), &one(&sorted)), Vec::<String>::new());
}

#[test]
fn no_unit_is_counted_twice() {
    let (sheets, own) = (district_a(), commune(2));
    let other = district("Huyện Ví dụ C");
    let listed = vec![
        Listed("Huyện Ví dụ A", None, Some(passed_on("nhan/huyen-a.xlsx", &sheets))),
        Listed("Xã Ví dụ 02", Some(0), Some(own)),
        Listed("Xã Ví dụ 03", Some(0), Some(Vec::new())),
        Listed("Huyện Ví dụ C", None, Some(passed_on("nhan/huyen-c.xlsx", &other))),
        // the file of district A under the name of district D
        Listed("Huyện Ví dụ D", None, Some(passed_on("nhan/huyen-d.xlsx", &sheets))),
    ];
    let all = consolidate("Tỉnh Ví dụ", listed, false);
    let counted = all.members.iter().filter(|member| member.included);
    let counted: Vec<&str> = counted.map(|member| member.unit.name.as_str()).collect();
    // the same names below another district are other units; a unit that sent its own report is not taken from the
    // file
    let (one, two, three) = ("Xã Ví dụ 01", "Xã Ví dụ 02", "Xã Ví dụ 03");
    assert_eq!(counted, [one, three, two, one, two, three]);
    assert_eq!(all.members.last().unwrap().standing, Standing::OtherUnit);
    let twice = all.senders.iter().flat_map(|sender| &sender.reports);
    let twice: Vec<&str> =
        twice.flat_map(|report| &report.checked.findings).map(|finding| finding.rule.as_str()).collect();
    assert_eq!(twice, ["unit-came-twice"]);
}

/// A newer consolidated workbook replaces the one before, with all its units.
#[test]
fn a_consolidated_workbook_sent_again_replaces_the_first() {
    let first = passed_on("nhan/lan-1.xlsx", &district_a());
    let listed =
        vec![Listed("Xã Ví dụ 01", None, Some(commune(1))), Listed("Xã Ví dụ 02", None, Some(commune(2)))];
    let second = passed_on("nhan/lan-2.xlsx", &written(&consolidate("Huyện Ví dụ A", listed, false)));
    let round = round("Tỉnh Ví dụ", &["Huyện Ví dụ A"]);
    let sending = |number, files| Sending { number, files, ..Sending::default() };
    let sent = Sent { sendings: vec![sending(1, first), sending(2, second)], decisions: Vec::new() };
    let members = consolidate::gather_sendings(&round, vec![sent], &CATALOGUE);
    let all = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
    let via = all.members.iter().map(|member| member.below.as_ref().unwrap().via.join(""));
    assert_eq!(via.collect::<Vec<_>>(), ["nhan/lan-2.xlsx", "nhan/lan-2.xlsx"]);
}

/// A district that accepted its only commune with its errors.
pub(super) fn third_accepted() -> Consolidation {
    let round = round("Huyện Ví dụ A", &["Xã Ví dụ 03"]);
    let accepted = Decision {
        unit: 0,
        sending: None,
        ruling: Ruling::Accepted,
        who: "Chuyên viên theo dõi".to_owned(),
        when: Moment::find("16/12/2026 08:00", viet_nam()).unwrap(),
        basis: String::new(),
        taken_back: None,
        remark: String::new(),
        extra: Vec::new(),
    };
    let sendings = vec![Sending { number: 1, files: commune(3), ..Sending::default() }];
    let sent = Sent { sendings, decisions: vec![Arc::new(accepted)] };
    let members = consolidate::gather_sendings(&round, vec![sent], &CATALOGUE);
    consolidate::consolidate(Material { only_accepted: true, ..Material::new(&round, members) }, &CATALOGUE)
}

/// What the level below left out stays out, and what it accepted with errors is accepted here.
#[test]
fn what_the_level_below_decided_holds() {
    let third = || vec![Listed("Xã Ví dụ 03", None, Some(commune(3)))];
    let included = |sheets: &[Sheet], only_accepted| {
        let listed = vec![Listed("Huyện Ví dụ A", None, Some(passed_on("nhan/huyen-a.xlsx", sheets)))];
        consolidate("Tỉnh Ví dụ", listed, only_accepted).members[0].included
    };
    let with_errors = written(&consolidate("Huyện Ví dụ A", third(), false));
    assert_eq!([false, true].map(|only| included(&with_errors, only)), [true, false]);
    let left_out = written(&consolidate("Huyện Ví dụ A", third(), true));
    assert_eq!([false, true].map(|only| included(&left_out, only)), [false, false]);
    let sheets = written(&third_accepted());
    assert_eq!([false, true].map(|only| included(&sheets, only)), [true, true]);
}

/// Each district numbers its communes from 01, so that a shared code is no reason to drop one of them.
#[test]
fn codes_that_districts_gave_themselves_do_not_join_communes() {
    let district = |name: &str, commune_name: &'static str, number| {
        let mut below = consolidate(name, vec![Listed(commune_name, None, Some(commune(number)))], false);
        below.members[0].unit.code = Some("01".to_owned());
        passed_on("nhan/huyen.xlsx", &written(&below))
    };
    let listed = vec![
        Listed("Huyện Ví dụ A", None, Some(district("Huyện Ví dụ A", "Xã Ví dụ 01", 1))),
        Listed("Huyện Ví dụ B", None, Some(district("Huyện Ví dụ B", "Xã Ví dụ 02", 2))),
    ];
    let all = consolidate("Tỉnh Ví dụ", listed, false);
    assert_eq!(all.members.iter().filter(|member| member.included).count(), 2);
}

/// A district that also reports on itself in its own round.
#[test]
fn who_passes_reports_on_may_be_one_of_the_units_itself() {
    let mut own = commune(1);
    own[0].submission.as_mut().unwrap().unit = Some("Huyện Ví dụ A".to_owned());
    let listed =
        vec![Listed("Huyện Ví dụ A", None, Some(own)), Listed("Xã Ví dụ 02", None, Some(commune(2)))];
    let sheets = written(&consolidate("Huyện Ví dụ A", listed, false));
    let listed = vec![Listed("Huyện Ví dụ A", None, Some(passed_on("nhan/huyen-a.xlsx", &sheets)))];
    let all = consolidate("Tỉnh Ví dụ", listed, false);
    assert_eq!(all.members.iter().filter(|member| member.included).count(), 2);
    assert!(all.senders[0].reports[0].checked.findings.is_empty());
}

/// A unit that sent nothing has no figures to miss, and still cannot be removed from the workbook.
#[test]
fn a_unit_that_sent_nothing_cannot_be_taken_out() {
    let listed =
        vec![Listed("Xã Ví dụ 01", None, Some(commune(1))), Listed("Xã Ví dụ 23", None, Some(commune(23)))];
    let mut sheets = written(&consolidate("Huyện Ví dụ A", listed, false));
    for column in 'A'..='Q' {
        sheets = changed(sheets, consolidated::SOURCES, &format!("{column}7"), None);
    }
    let refusal = consolidated::read_back(&sheets, &CATALOGUE).unwrap_err();
    assert!(matches!(refusal, Refusal::Changed { .. }), "{refusal:?}");
}

/// Findings that the sources do not count are not dropped, and a unit without errors has none.
#[test]
fn findings_cannot_be_moved_or_hidden() {
    let sheets = district_a();
    let number = Some(Content::Number(77.into()));
    let refusal =
        consolidated::read_back(&changed(sheets.clone(), consolidated::FINDINGS, "L6", number), &CATALOGUE);
    assert!(matches!(refusal, Err(Refusal::Lines { .. })), "{refusal:?}");
    let fine = Some(Content::Text("đã kiểm tra, không có lỗi".into()));
    let refusal = consolidated::read_back(&changed(sheets, consolidated::SOURCES, "F8", fine), &CATALOGUE);
    assert!(matches!(refusal, Err(Refusal::NotUnderstood { .. })), "{refusal:?}");
}
