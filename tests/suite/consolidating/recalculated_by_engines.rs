//! Consolidated workbooks, recalculated by independent engines: every number equals the stored one.

use crate::blank_forms::limits_of_excel;
use crate::support::builder::{self, CATALOGUE, period};
use crate::support::engines::{self, Office, differences};
use crate::support::filling::Filling;
use phuluc::author::{Blank, Order};
use phuluc::book::consolidated;
use phuluc::desk::Context;
use phuluc::form::FormId;
use phuluc::round::{Consolidation, Earlier, FileReport, Material, Round, consolidate};
use phuluc::{book, grid};
use std::process::Command;

/// How many units send every form, with random or consistent figures. One more unit sends nothing.
const UNITS: u64 = 4;

/// A round over all forms in force, compared with the round before.
fn all_forms(days: (&str, &str), days_before: (&str, &str)) -> Vec<u8> {
    let mut now = consolidation(days, 0);
    let before = consolidation(days_before, 100);
    now.earlier.push(Earlier { consolidation: before, source: "../dot-truoc".to_owned() });
    consolidated::write(&now).unwrap()
}

/// What the units make of the forms that are in force in a period.
pub(crate) fn consolidation(days: (&str, &str), seed: u64) -> Consolidation {
    let end = days.1.parse().unwrap();
    let in_force = CATALOGUE.forms().filter(|form| form.in_force(end));
    let mut known: Vec<&FormId> = in_force.map(|form| &form.id).collect();
    known.dedup();
    let mut text = format!(
        "title = \"Đợt ví dụ\"\nreceiver = \"Tỉnh Ví dụ\"\nforms = {:?}\n",
        known.iter().map(|id| id.as_str()).collect::<Vec<_>>()
    );
    text += &format!("period = {{ from = {}, to = {} }}\n", days.0, days.1);
    for unit in 1..=UNITS + 1 {
        text += &format!("[[units]]\nname = \"Xã Ví dụ {unit:02}\"\n");
    }
    let round = Round::read(&text, &CATALOGUE).unwrap();
    let reports = (1..=UNITS).map(|unit| known.iter().map(|id| report(unit, id, days, seed)).collect());
    let reports = reports.chain([Vec::new()]).collect();
    let members = consolidate::gather(&round, reports, &CATALOGUE);
    consolidate::consolidate(Material::new(&round, members), &CATALOGUE)
}

/// A form of a unit: even units keep the rules, odd ones have random figures.
fn report(unit: u64, id: &FormId, (from, to): (&str, &str), seed: u64) -> FileReport {
    let period = period(from, to);
    let form = CATALOGUE.in_force(id, period.map(|period| period.to)).unwrap().clone();
    let order =
        Order {
            forms: vec![form], unit: Some(format!("Xã Ví dụ {unit:02}")), period, ..Order::default()
        };
    let blank = Blank::new(order).unwrap();
    let mut filling = Filling::new(seed + unit);
    let filled = if unit.is_multiple_of(2) { filling.in_order(&blank) } else { filling.at_random(&blank) };
    let bytes = book::blank::write(&filled).unwrap();
    builder::report(&format!("nhan/{unit:02}-{id}.xlsx"), bytes, &Context::default())
}

/// A round of the repository, consolidated by the program.
fn committed(round: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tong-hop.xlsx");
    let output = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(["tong-hop", round, "-o"])
        .arg(&file)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    std::fs::read(&file).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn books() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("all forms in use", all_forms(("2025-12-15", "2026-03-14"), ("2025-09-15", "2025-12-14"))),
        ("the forms of districts", all_forms(("2024-12-15", "2025-03-14"), ("2024-09-15", "2024-12-14"))),
        ("the five reports", committed("workbooks/five-reports")),
        ("the sample district", committed("workbooks/sample-district")),
        ("the quarter", committed("workbooks/quy-1-2026")),
    ]
}

#[test]
fn every_number_is_the_one_stored() {
    let books = books();
    for (what, bytes) in &books {
        let stored = grid::read(bytes).unwrap();
        let formulas =
            stored.iter().flat_map(grid::Sheet::cells).filter(|(_, cell)| cell.formula.is_some()).count();
        assert!(formulas > 100, "{what}: {formulas} formulas prove little");
        limits_of_excel::assert_taken(what, bytes);
        let found = differences(&stored, &engines::ironcalc(bytes));
        assert!(found.is_empty(), "{what}, IronCalc: {} differences\n{}", found.len(), found.join("\n"));
    }
    let Some(office) = Office::find() else { return };
    let bytes: Vec<Vec<u8>> = books.iter().map(|(_, bytes)| bytes.clone()).collect();
    // LibreOffice also opens the workbook with its stored results
    for (opened, (what, bytes)) in office.open(&bytes).iter().zip(&books) {
        let names =
            |sheets: &[grid::Sheet]| sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(opened), names(&grid::read(bytes).unwrap()), "{what}");
        // saved again by LibreOffice, the workbook can still be read back one level up
        let passed = consolidated::read_back(opened, &CATALOGUE);
        assert!(passed.is_ok(), "{what}: {:?}", passed.err());
    }
    for ((what, bytes), reckoned) in books.iter().zip(office.recalculate(&bytes)) {
        let found = differences(&grid::read(bytes).unwrap(), &reckoned);
        assert!(found.is_empty(), "{what}, LibreOffice: {} differences\n{}", found.len(), found.join("\n"));
    }
}
