//! The blanks of a round: one for every unit that owes a form, with figures carried over from the round before.

use crate::support::builder::{CATALOGUE, FINDER};
use crate::support::round_folder::{Folder, phuluc, report};
use phuluc::author::{Blank, Order};
use phuluc::book::blank::Series;
use phuluc::book::list_sheet;
use phuluc::check::Submission;
use phuluc::form::Level;
use phuluc::grid::{CellValue, List};
use phuluc::{book, grid};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::sync::Arc;

/// The round after that of [`Folder`], in a folder inside it.
const NEXT: &str = r#"
title = "Báo cáo quý II/2024"
receiver = "Sở Nội vụ tỉnh Ví dụ"
forms = ["tthc-06a", "cchc-hue-02"]
period = { from = 2024-03-15, to = 2024-06-14 }
previous = ".."
[[units]]
name = "Xã Ví dụ 01"
[[units]]
name = "Xã Ví dụ 02"
forms = ["tthc-06a"]
"#;

fn handed_out(folder: &Folder) -> String {
    let output = phuluc(&["tao-mau", "--round", &folder.path("sau")]);
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stderr).unwrap()
}

fn read(folder: &Folder, name: &str) -> Submission {
    let bytes = fs::read(folder.path(&format!("sau/mau/{name}"))).unwrap();
    Submission::read(&grid::read(&bytes).unwrap(), &FINDER)
}

#[test]
fn every_unit_gets_its_own_forms_with_what_is_known() {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let sent = folder.put("a.xlsx", &report("Xã Ví dụ 01"));
    folder.run("nhan", &[&sent]);
    folder.put("sau/round.toml", NEXT.as_bytes());
    let said = handed_out(&folder);
    assert!(said.contains("Đã lập 2 tệp mẫu") && said.contains("Chuyển từ kỳ trước: 1 số."), "{said}");
    assert_eq!(folder.files("sau/mau"), ["xa-vi-du-01.xlsx", "xa-vi-du-02.xlsx"]);

    let first = read(&folder, "xa-vi-du-01.xlsx");
    assert_eq!(first.unit.as_deref(), Some("UBND xã Ví dụ 01"));
    assert_eq!(first.period.unwrap().to_string(), "từ ngày 15/3/2024 đến ngày 14/6/2024");
    let forms =
        |submission: &Submission| submission.forms.iter().map(|form| form.form.id.to_string()).collect();
    let both: Vec<String> = forms(&first);
    assert_eq!(both, ["tthc-06a", "cchc-hue-02"]);
    let second = read(&folder, "xa-vi-du-02.xlsx");
    let only: Vec<String> = forms(&second);
    assert_eq!(only, ["tthc-06a"]);

    // 3 dossiers were in process at the end of the round before
    let carried = |submission: &Submission| {
        let filled = &submission.forms[0];
        let total = filled.row(&"tong".into()).unwrap();
        let column = filled.form.column(&"ky_truoc".into()).unwrap();
        filled.rows[total].entries.get(column).value()
    };
    assert_eq!(carried(&first), Some(3.into()));
    assert_eq!(carried(&second), None);
}

#[test]
fn a_blank_that_is_there_already_is_left_alone() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    folder.put("sau/round.toml", NEXT.as_bytes());
    folder.put("sau/mau/xa-vi-du-02.xlsx", b"somebody's figures");
    let said = handed_out(&folder);
    assert!(said.contains("Đã lập 1 tệp mẫu") && said.contains("Giữ nguyên 1 tệp đã có"), "{said}");
    assert_eq!(fs::read(folder.path("sau/mau/xa-vi-du-02.xlsx")).unwrap(), b"somebody's figures");
}

#[test]
fn a_blank_of_a_unit_that_was_renamed_is_named() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    folder.put("sau/round.toml", NEXT.as_bytes());
    handed_out(&folder);
    folder.put("sau/round.toml", NEXT.replace("Ví dụ 02", "Ví dụ 22").as_bytes());
    let said = handed_out(&folder);
    assert!(
        said.contains("Thư mục còn xa-vi-du-02.xlsx, không phải của đơn vị nào trong don-vi.xlsx"),
        "{said}"
    );
    assert!(fs::exists(folder.path("sau/mau/xa-vi-du-22.xlsx")).unwrap());
}

#[test]
fn a_new_round_names_blanks_of_an_earlier_list() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    folder.put("dot/mau/xa-vi-du-02.xlsx", b"somebody's figures");
    let units = folder.put("don-vi.csv", "Tên đơn vị,Tên gọi khác\nXã Ví dụ 22,Xã Ví dụ 02\n".as_bytes());
    let order = ["--period", "quý IV/2026", "--form", "tthc-06a", "--units", &units];
    let output = phuluc(&[&["tao-dot", &folder.path("dot")], &order[..]].concat());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("Thư mục còn xa-vi-du-02.xlsx, không phải của đơn vị nào"), "{said}");
    assert!(said.contains("ghi tên cũ vào cột “Tên gọi khác”"), "{said}");
}

#[test]
fn a_new_round_opens_with_the_figures_of_the_one_that_it_names() {
    let before = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let sent = before.put("a.xlsx", &report("Xã Ví dụ 01"));
    before.run("nhan", &[&sent]);
    let units = before.put("ds.csv", "Tên đơn vị\nXã Ví dụ 01\nXã Ví dụ 02\n".as_bytes());
    let begun = |previous: &str| {
        let order = ["--period", "quý II/2024", "--form", "tthc-06a", "--units", &units];
        let dot = before.path("dot");
        let output = phuluc(&[&["tao-dot", &dot, "--previous", previous], &order[..]].concat());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = begun(&before.path("khong-co"));
    assert_eq!(code, Some(2), "{said}");
    assert!(!fs::exists(before.path("dot")).unwrap(), "nothing is half-made");
    let (code, said) = begun(&before.path(""));
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Đã lập 2 tệp mẫu") && said.contains("Chuyển từ kỳ trước: 1 số."), "{said}");
    let text = fs::read_to_string(before.path("dot/round.toml")).unwrap();
    assert!(text.lines().any(|line| line.starts_with("previous = ")), "{text}");
}

/// The figure that is carried over into the workbook of a unit, in a next round with these units.
fn carried_into(units: &[&str], sent: &[&str], whose: &str) -> Option<Decimal> {
    let before = Folder::new(&["Xã Ví dụ A", "Xã Ví dụ B", "Xã Ví dụ C"]);
    for unit in sent {
        let file = before.put("a.xlsx", &report(unit));
        before.run("nhan", &[&file]);
    }
    let text = "title = \"Quý II/2024\"\nforms = [\"tthc-06a\"]\nprevious = \"..\"\n\
                period = { from = 2024-03-15, to = 2024-06-14 }\n";
    before.put("sau/round.toml", text.as_bytes());
    let heads = ["Tên đơn vị", "Có từ ngày", "Đến hết ngày", "Kế thừa của", "Từ ngày"];
    let list = List {
        sheet: "Đơn vị".to_owned(),
        heads: heads.map(|label| (label.to_owned(), 20)).to_vec(),
        lines: units
            .iter()
            .map(|line| line.split('|').map(str::trim).map(CellValue::from).collect())
            .collect(),
        ..List::default()
    };
    before.put("sau/don-vi.xlsx", &list_sheet::write(&[list]).unwrap());
    handed_out(&before);
    let submission = read(&before, whose);
    let filled = &submission.forms[0];
    let total = filled.row(&"tong".into()).unwrap();
    let carried = filled.rows[total].entries.get(filled.form.column(&"ky_truoc".into()).unwrap()).value();
    // a blank that comes back unchanged is no report
    let file = before.put("lai.xlsx", &fs::read(before.path(&format!("sau/mau/{whose}"))).unwrap());
    let output = phuluc(&["nhan", &before.path("sau"), &file, "--at", "2024-06-15 10:00"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("Biểu trống, chưa nhập số nào"), "{said}");
    carried
}

#[test]
fn a_successor_opens_with_what_its_predecessors_had_in_process() {
    let merged = [
        "Xã Ví dụ A | | 14/3/2024 | ",
        "Xã Ví dụ B | | 14/3/2024 | ",
        "Xã Ví dụ M | 15/3/2024 | | Xã Ví dụ A; Xã Ví dụ B",
    ];
    let both = ["Xã Ví dụ A", "Xã Ví dụ B"];
    assert_eq!(carried_into(&merged, &both, "xa-vi-du-m.xlsx"), Some(6.into()));
    // the figure of only one predecessor would be wrong
    assert_eq!(carried_into(&merged, &both[..1], "xa-vi-du-m.xlsx"), None);
    // a unit that goes on and takes over another
    let joined = ["Xã Ví dụ A | | | Xã Ví dụ B | 15/3/2024", "Xã Ví dụ B | | 14/3/2024 | "];
    assert_eq!(carried_into(&joined, &both, "xa-vi-du-a.xlsx"), Some(6.into()));
    // successors of a unit that was split get no figure
    let split = [
        "Xã Ví dụ A | | 14/3/2024 | ",
        "Xã Ví dụ M | 15/3/2024 | | Xã Ví dụ A",
        "Xã Ví dụ N | 15/3/2024 | | Xã Ví dụ A",
    ];
    assert_eq!(carried_into(&split, &both, "xa-vi-du-m.xlsx"), None);
}

/// A workbook drawn in a series equals the workbook drawn for its unit alone.
#[test]
fn a_workbook_of_a_series_is_the_one_that_is_drawn_for_its_unit() {
    let order = |unit: &str| Order {
        forms: ["tthc-06a", "cchc-hue-02"]
            .map(|id| Arc::clone(CATALOGUE.in_force(&id.into(), None).unwrap()))
            .to_vec(),
        unit: Some(unit.to_owned()),
        level: Some(Level::Commune),
        receiver: Some("Sở Nội vụ tỉnh Ví dụ".to_owned()),
        period: crate::support::builder::period("2024-03-15", "2024-06-14"),
        ..Order::default()
    };
    let parts = |bytes: &[u8]| {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let parts = (0..archive.len()).map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        });
        parts.collect::<BTreeMap<_, _>>()
    };
    for unit in [
        "UBND xã Ví dụ 01",
        "UBND phường “A & B” <Ví dụ>",
        "UBND đặc khu Ví dụ có tên rất dài để chiếm hai dòng ở góc phải",
    ] {
        let drawn = book::blank::write(&Blank::new(order(unit)).unwrap()).unwrap();
        let series = Series::draw(&Blank::new(order(&Series::stand_in(unit))).unwrap()).unwrap();
        assert!(parts(&series.of(unit).unwrap()) == parts(&drawn), "{unit}");
    }
}
