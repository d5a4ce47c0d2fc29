//! A round of more units than one workbook shows: a brief workbook for everybody, and the complete one beside it.

use crate::blank_forms::limits_of_excel;
use crate::consolidating::recalculated_by_engines;
use crate::support::builder::{CATALOGUE, FIRST_SENDING, report_of_sheets, workbook};
use crate::support::engines::{self, Office, differences};
use crate::support::round_folder::Folder;
use phuluc::book::consolidated::{self, brief};
use phuluc::form::sha256;
use phuluc::grid;
use phuluc::grid::{Content, Formula, Sheet};
use phuluc::round::{Consolidation, FileReport, Material, Round, Standing, consolidate};
use std::fs;

/// Just above what one workbook is written for; the last sends nothing.
const UNITS: usize = brief::MOST_UNITS + 1;
const SHA256: &str = "0123456789abcdef";
const BRIEF: &str = "tong-hop/tong-hop.xlsx";
const COMPLETE: &str = "tong-hop/tong-hop-day-du.xlsx";
const BY: [&str; 6] =
    ["--by", "Trưởng phòng", "--at", "2024-03-20 16:00", "--because", "Đã hết thời hạn báo cáo cấp trên"];

fn name(unit: usize) -> String {
    format!("Xã Ví dụ {unit:03}")
}

/// What a unit sends, or nothing.
fn bytes(unit: usize) -> Option<Vec<u8>> {
    let line = format!("{0} {0} 0 0  {0} 0 {0} 0  0 0 0", 10 + unit);
    (unit < UNITS).then(|| workbook(&name(unit)).tthc(&[("Tổng cộng", &line)]).bytes())
}

/// The round with its files in its folder, received.
fn received() -> Folder {
    let names: Vec<String> = (1..=UNITS).map(name).collect();
    let folder = Folder::new(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for (unit, bytes) in (1..=UNITS).filter_map(|unit| Some((unit, bytes(unit)?))) {
        folder.put(&format!("gui/{unit:03}.xlsx"), &bytes);
    }
    let (code, said) = folder.run("nhan", &[&folder.path("gui"), "--at", "2024-03-15 10:00"]);
    assert_eq!(code, 0, "{said}");
    folder
}

fn sheet<'s>(sheets: &'s [Sheet], name: &str) -> &'s Sheet {
    let names = || sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>();
    sheets.iter().find(|sheet| sheet.name == name).unwrap_or_else(|| panic!("{name}: {:?}", names()))
}

/// The figures on a sheet by their cells.
fn figures(sheet: &Sheet) -> Vec<(String, String)> {
    let figures = sheet.cells().filter_map(|(at, cell)| match &cell.content {
        Content::Number(number) => Some((at.to_string(), number.to_string())),
        _ => None,
    });
    figures.collect()
}

#[test]
fn two_workbooks_are_written_recorded_and_verified_and_the_complete_one_goes_up_a_level() {
    let folder = received();
    let (code, said) = folder.run("tong-hop", &[]);
    assert_eq!(code, 0, "{said}");
    let both = "Đã ghi [round]/tong-hop/tong-hop.xlsx (bản rút gọn) và \
                [round]/tong-hop/tong-hop-day-du.xlsx (bản đầy đủ)";
    assert!(said.contains(both), "{said}");
    assert_eq!(folder.files("tong-hop"), ["tong-hop-day-du.xlsx", "tong-hop.xlsx"]);
    let [brief, complete] = [BRIEF, COMPLETE].map(|path| fs::read(folder.path(path)).unwrap());
    let [short, long] = [&brief, &complete].map(|bytes| grid::read(bytes).unwrap());
    for left_out in ["Dữ liệu", "Theo đơn vị"] {
        assert!(short.iter().all(|sheet| sheet.name != left_out), "{left_out}");
        assert!(sheet(&long, left_out).cells().count() > UNITS, "{left_out}");
    }
    // the totals are those of the data, and formulas over what is in the workbook
    let [here, there] = [&short, &long].map(|sheets| figures(sheet(sheets, "Biểu 06a")));
    assert_eq!(here, there);
    let all: usize = (1..UNITS).map(|unit| 10 + unit).sum();
    assert!(here.iter().any(|(_, figure)| *figure == all.to_string()), "{here:?}");
    let formulas = sheet(&short, "Biểu 06a").cells().filter_map(|(_, cell)| cell.formula.as_ref());
    let formulas: Vec<&str> = formulas.map(Formula::text).collect();
    assert!(
        formulas.len() >= 11 && formulas.iter().all(|formula| formula.contains("'Theo nhóm đơn vị'!")),
        "{formulas:?}"
    );
    let groups = sheet(&short, "Theo nhóm đơn vị");
    let heads: Vec<String> =
        groups.cells().filter(|(at, _)| at.row == 4).map(|(_, cell)| cell.shown().into()).collect();
    let [.., first, second] = heads.as_slice() else { panic!("{heads:?}") };
    assert_eq!([first.as_str(), second], ["Xã Ví dụ 001 đến Xã Ví dụ 100", "Xã Ví dụ 101 đến Xã Ví dụ 200"]);
    // it says where the rest is
    let shown = |sheet: &Sheet, what: &str| sheet.cells().any(|(_, cell)| cell.shown().contains(what));
    assert!(shown(
        sheet(&short, "Tổng quan"),
        "bản đầy đủ, là tệp cùng thư mục có tên kết thúc bằng “-day-du.xlsx”"
    ));
    assert!(shown(sheet(&short, "Nguồn số liệu"), &sha256(&complete)));

    let (code, said) = folder.run("chot-so-lieu", &BY);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("; tệp tổng hợp: tong-hop/tong-hop.xlsx, tong-hop/tong-hop-day-du.xlsx."),
        "{said}"
    );
    let record = fs::read_to_string(folder.path("chot-so-lieu.json")).unwrap();
    for (path, bytes) in [(BRIEF, &brief), (COMPLETE, &complete)] {
        // the same bytes again, from the program and from closing
        assert!(fs::read(folder.path(path)).unwrap() == *bytes, "{path}");
        assert!(record.contains(path) && record.contains(&sha256(bytes)), "{path}: {record}");
    }
    let (code, said) = folder.run("kiem-chung", &[]);
    assert!(
        code == 0 && said.contains("đúng tệp tong-hop/tong-hop.xlsx, tong-hop/tong-hop-day-du.xlsx"),
        "{said}"
    );
    folder.put(COMPLETE, &brief);
    let (code, said) = folder.run("kiem-chung", &[]);
    assert!(code == 1 && said.contains("tong-hop/tong-hop-day-du.xlsx: đã bị sửa"), "{said}");
    fs::remove_file(folder.path(COMPLETE)).unwrap();
    let (code, said) = folder.run("kiem-chung", &[]);
    assert!(code == 1 && said.contains("tong-hop/tong-hop-day-du.xlsx: không còn"), "{said}");

    one_level_up(&short, &long);
}

/// What a province sends becomes a round one level up.
fn one_level_up(brief: &[Sheet], complete: &[Sheet]) {
    let text = "title = \"Đợt ví dụ\"\nreceiver = \"Bộ Ví dụ\"\nforms = [\"tthc-06a\"]\n\
                period = { from = 2023-12-15, to = 2024-03-14 }\n[[units]]\nname = \"Sở Nội vụ tỉnh Ví dụ\"\n";
    let round = Round::read(text, &CATALOGUE).unwrap();
    let sent = |path: &str, sheets: &[Sheet]| report_of_sheets(path, Vec::new(), sheets, &FIRST_SENDING);
    let above = |files: Vec<FileReport>| -> Consolidation {
        let members = consolidate::gather(&round, vec![files], &CATALOGUE);
        consolidate::consolidate(Material::new(&round, members), &CATALOGUE)
    };
    let alone = above(vec![sent("nhan/tinh.xlsx", brief)]);
    assert_eq!(alone.members[0].standing, Standing::Unreadable);
    let said =
        phuluc::say::words::message(phuluc::say::Lang::Vi, &alone.members[0].reports[0].checked.findings[0]);
    assert!(said.contains("đây là bản rút gọn, không có số của từng đơn vị"), "{said}");
    // the two together are no mistake
    for files in [
        vec![sent("nhan/day-du.xlsx", complete)],
        vec![sent("nhan/tinh.xlsx", brief), sent("nhan/day-du.xlsx", complete)],
    ] {
        let all = above(files);
        assert_eq!(all.members.len(), UNITS);
        let standings = all.members.iter().map(|member| member.standing);
        assert_eq!(standings.filter(|standing| *standing == Standing::Passes).count(), UNITS - 1);
        assert!(
            all.senders.iter().all(|sender| sender.standing == Standing::Passes),
            "{:?}",
            all.senders[0].standing
        );
        let [here, there] = [grid::read(&brief::write(&all, SHA256).unwrap()).unwrap(), brief.to_vec()]
            .map(|sheets| figures(sheet(&sheets, "Biểu 06a")));
        assert_eq!(here, there);
    }
}

/// What one workbook has stays one workbook.
#[test]
fn of_fewer_units_there_is_one_workbook() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("Đã ghi [round]/tong-hop/tong-hop.xlsx\n"), "{said}");
    assert_eq!(folder.files("tong-hop"), ["tong-hop.xlsx"]);
}

/// Units in a tree of two levels, one of them with a figure of its own.
fn tree() -> Consolidation {
    let mut all = recalculated_by_engines::consolidation(("2025-12-15", "2026-03-14"), 0);
    let unit = |name: &str| {
        let text = format!("title = \"Đợt\"\nforms = [\"tthc-06a\"]\n[[units]]\nname = {name:?}\n");
        let mut unit = Round::read(&text, &CATALOGUE).unwrap().units.swap_remove(0);
        unit.forms.clear();
        unit
    };
    let first = all.round.units.len();
    all.round.units.extend([unit("Tỉnh A"), unit("Tỉnh B")]);
    for (index, member) in all.members.iter_mut().enumerate() {
        member.unit.parent = Some(first + index % 2);
    }
    all
}

#[test]
fn every_number_of_a_brief_workbook_is_the_one_stored_and_that_of_the_complete_one() {
    for all in [recalculated_by_engines::consolidation(("2025-12-15", "2026-03-14"), 7), tree()] {
        let [brief, complete] = [brief::write(&all, SHA256), consolidated::write(&all)].map(Result::unwrap);
        assert!(brief == brief::write(&all, SHA256).unwrap(), "the same bytes twice");
        let [short, long] = [&brief, &complete].map(|bytes| grid::read(bytes).unwrap());
        // what both have, but for the explanations, stands in both alike
        for here in
            short.iter().filter(|sheet| !["Theo nhóm đơn vị", "Nguồn số liệu", "_ma"].contains(&&*sheet.name))
        {
            let Some(there) = long.iter().find(|sheet| sheet.name == here.name) else {
                panic!("{}", here.name)
            };
            let is_counted = all
                .forms
                .iter()
                .any(|total| total.form.sheet == here.name && total.form.document_column().is_some());
            if !is_counted && here.name != "Tổng quan" {
                assert_eq!(figures(here), figures(there), "{}", here.name);
            }
        }
        let formulas = short.iter().flat_map(Sheet::cells).filter(|(_, cell)| cell.formula.is_some()).count();
        assert!(formulas > 100, "{formulas} formulas prove little");
        limits_of_excel::assert_taken("the brief workbook", &brief);
        let found = differences(&short, &engines::ironcalc(&brief));
        assert!(found.is_empty(), "IronCalc: {} differences\n{}", found.len(), found.join("\n"));
        let Some(office) = Office::find() else { continue };
        let reckoned = office.recalculate(std::slice::from_ref(&brief)).swap_remove(0);
        let found = differences(&short, &reckoned);
        assert!(found.is_empty(), "LibreOffice: {} differences\n{}", found.len(), found.join("\n"));
    }
    let groups = grid::read(&brief::write(&tree(), SHA256).unwrap()).unwrap();
    let groups = sheet(&groups, "Theo nhóm đơn vị");
    let heads: Vec<String> =
        groups.cells().filter(|(at, _)| at.row == 4).map(|(_, cell)| cell.shown().into()).collect();
    assert!(heads.len() > 6, "{heads:?}");
}
