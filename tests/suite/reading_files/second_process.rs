//! Files that crash or block their reader: they harm neither the program nor other files.

use crate::reading_files::hostile_files;
use crate::support::builder::{lines, workbook};
use crate::support::files;
use crate::support::xls_files;
use crate::support::xlsb_files;
use phuluc::grid;
use phuluc::grid::{At, Cell, Content, FileKind, Sheet};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// Checks a folder with the program. Gives the JSON and the exit code.
fn check(folder: &Path) -> (serde_json::Value, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(["check", "--format", "json", "."])
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let json = serde_json::from_slice(&output.stdout).expect("JSON whatever the files");
    (json, output.status.code().expect("it was not killed"))
}

fn only_message(json: &serde_json::Value) -> String {
    json["files"][0]["findings"][0]["message"].as_str().expect("a message").to_owned()
}

fn message_of(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let (json, code) = check(folder.path());
    assert_eq!(code, 2);
    only_message(&json)
}

/// A function that saves a sheet in another format.
type Saved = fn(&Sheet) -> Vec<u8>;

/// The formats other than `.xlsx`, with the functions that save a sheet in them.
fn saved_as() -> [(&'static str, FileKind, Saved); 3] {
    [
        ("xls", FileKind::Xls, xls_files::as_xls),
        ("xlsb", FileKind::Xlsb, xlsb_files::as_xlsb),
        ("ods", FileKind::Ods, files::as_ods),
    ]
}

#[test]
fn every_format_says_the_same() {
    let report = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "31 16 13 1  27 13 13 1  3 2 1")]);
    let sheets = grid::read(&report.bytes()).unwrap();
    let sheet = sheets.iter().find(|sheet| sheet.visible).unwrap();
    for (ending, kind, save) in saved_as() {
        let bytes = save(sheet);
        assert_eq!(FileKind::of(&bytes).unwrap(), kind);
        let folder = tempfile::tempdir().unwrap();
        // the name does not matter
        for name in [&format!("a.{ending}"), "b.xlsx"] {
            fs::write(folder.path().join(name), &bytes).unwrap();
        }
        let (json, code) = check(folder.path());
        assert_eq!(code, 1, "{ending}: {json:#}");
        for file in json["files"].as_array().unwrap() {
            let rules: Vec<&str> = file["findings"]
                .as_array()
                .unwrap()
                .iter()
                .map(|found| found["rule"].as_str().unwrap())
                .collect();
            assert_eq!(rules, ["tthc-06a/can-doi", "tthc-06a/tiep-nhan"], "{ending}: {json:#}");
            assert_eq!(file["findings"][0]["cell"], "C12");
        }
    }
    assert_eq!(lines(&report.check()).len(), 2);
}

#[test]
fn a_reader_that_asks_for_all_memory_ends_alone() {
    // it claims rows 0 to 65,535 and columns 0 to 65,534, which would need room for 4 billion cells
    let claim = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0xFE, 0xFF, 0, 0];
    let bytes = xls_files::xls(&[], &xls_files::biff(0x0200, &claim));
    assert!(message_of("a.xls", &bytes).contains("quá nhiều bộ nhớ hoặc thời gian"));
}

#[test]
fn a_second_process_does_not_get_much_more_memory_than_it_may_have() {
    const MIB: u64 = 1024 * 1024;
    // two cells so far apart that the reader fills 170 million between them, some 4 GB
    let corners = [(0, 0), (65_535, 2_600)].map(|(row, column)| At { row, column });
    let bytes = xls_files::as_xls(&Sheet::new(
        "Biểu",
        corners.map(|at| (at, Cell::plain(Content::Number(1.into())))),
    ));
    let mut child = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .arg("_doc-tep")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let ended = child.wait4().unwrap();
    assert!(!ended.status.success());
    assert!(ended.rusage.maxrss < 1_536 * MIB, "{} MiB", ended.rusage.maxrss / MIB);
}

#[test]
fn a_reader_that_gives_up_ends_alone() {
    // a text that is longer than its record
    let bytes = xlsb_files::xlsb(&[(0, 0, 0, 6, &[0xFF, 0xFF, 0xFF, 0x7F])]).bytes();
    let said = message_of("a.xlsb", &bytes);
    assert!(said.starts_with("Không đọc được: tệp hỏng"), "{said}");
}

#[test]
fn a_second_process_ends_even_if_nobody_ends_it() {
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .arg("_doc-tep")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let stdin = child.stdin.take();
    assert!(!child.wait().unwrap().success());
    drop(stdin);
    assert!(begun.elapsed() < Duration::from_secs(40));
}

#[test]
fn bad_files_cost_the_good_ones_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let figures =
        ["30 16 13 1  27 13 13 1  3 2 1", "31 16 13 1  27 13 13 1  3 2 1", "30 16 13 1  27 13 13 1  3 2 ."];
    for number in 0..300 {
        let line = ("Tổng cộng", figures[number % figures.len()]);
        write(
            &format!("{number:03}.xlsx"),
            &workbook(&format!("Xã Ví dụ {number:03}")).tthc(&[line]).bytes(),
        );
    }
    let (alone, code) = check(folder.path());
    assert_eq!((alone["files"].as_array().unwrap().len(), code), (300, 1));
    let hostile = hostile_files::refused();
    assert!(hostile.len() >= 30);
    for (number, (name, bytes, _)) in hostile.iter().enumerate() {
        write(&format!("{:03}-{name}", number * 9), bytes);
    }
    let (mut together, code) = check(folder.path());
    assert_eq!(code, 2);
    let files = together["files"].as_array_mut().unwrap();
    let (refused, good): (Vec<_>, Vec<_>) = files.drain(..).partition(|file| file["status"] == "unreadable");
    assert_eq!(refused.len(), hostile.len());
    for file in &refused {
        let said = file["findings"][0]["message"].as_str().unwrap();
        assert!(said.starts_with("Không đọc được: "), "{said}");
    }
    assert!(serde_json::Value::from(good) == alone["files"], "the others say what they said alone");
}

#[test]
fn large_workbooks_share_the_memory_of_one() {
    const MIB: u64 = 1024 * 1024;
    // 200,000 cells, and enough space after them to make 24 MB
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(100));
    let rows = format!("{}<!--{}-->", row.repeat(2_000), " ".repeat(21_000_000));
    let bytes = files::xlsx(&rows).bytes();
    assert!(grid::inflated_size(&bytes) > 24_000_000);
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx"] {
        fs::write(folder.path().join(name), &bytes).unwrap();
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(["check", "--format", "json", "."])
        .env("PHULUC_THREADS", "4")
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let ended = child.wait4().unwrap();
    assert_eq!(ended.status.code(), Some(2), "no form is known, and all are read");
    // 506 MiB were seen once, since memory may be freed late; four readers without a common limit would take far more
    assert!(ended.rusage.maxrss < 700 * MIB, "{} MiB", ended.rusage.maxrss / MIB);
}
