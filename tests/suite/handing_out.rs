//! The blanks of a round: one for every unit that owes something, with what the round before tells.

use crate::builder::FINDER;
use crate::intake::{Folder, phuluc, report};
use phuluc::check::Submission;
use phuluc::grid;
use std::fs;

/// The round after that of [`Folder`], in a folder within it.
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

    // 3 were in process at the end of the round before
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
