//! The command line: sessions, exit codes, files.

use crate::support::builder::workbook;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const TOTAL: (&str, &str) = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");

/// The sessions in the README, in the pages of `docs`, and in `tests/cli`.
#[test]
fn sessions() {
    trycmd::TestCases::new()
        .case("README.md")
        .case("HUONG-DAN.md")
        .case("docs/*.md")
        .case("tests/cli/*.trycmd");
}

fn phuluc(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(args)
        .current_dir(ROOT)
        .output()
        .expect("the program runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

/// A folder with a round of one unit, whose file has these bytes.
fn round(bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = "title = \"Đợt ví dụ\"\nforms = [\"tthc-06a\"]\n\
                [[units]]\nname = \"Xã Ví dụ 01\"\nfiles = [\"nhan/a.xlsx\"]\n";
    fs::write(folder.path().join("round.toml"), text).unwrap();
    fs::create_dir(folder.path().join("nhan")).unwrap();
    fs::write(folder.path().join("nhan/a.xlsx"), bytes).unwrap();
    folder
}

fn good() -> Vec<u8> {
    workbook("Xã Ví dụ 01").tthc(&[TOTAL]).bytes()
}

#[test]
fn one_broken_file_costs_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    for number in 1..=5 {
        write(&format!("{number}.xlsx"), &workbook(&format!("Xã Ví dụ {number:02}")).tthc(&[TOTAL]).bytes());
    }
    write("6.xlsx", b"");
    write("7.xlsx", &good()[..1000]);
    write("8.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0]);
    write("9.xlsx", b"<html>");
    write("~$1.xlsx", b"a lock file of Excel");
    write("notes.txt", b"not a workbook");
    let output = phuluc(&["check", folder.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(code(&output), 2);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let statuses: Vec<&str> =
        json["files"].as_array().unwrap().iter().map(|file| file["status"].as_str().unwrap()).collect();
    let mut expected = vec!["passes"; 5];
    expected.extend(["unreadable"; 4]);
    assert_eq!(statuses, expected);
    for file in &json["files"].as_array().unwrap()[5..] {
        let message = file["findings"][0]["message"].as_str().unwrap();
        assert!(message.starts_with("Không đọc được: "), "{message}");
    }
}

#[test]
fn exit_codes() {
    let clean = round(&good());
    let path = clean.path().to_str().unwrap();
    assert_eq!(code(&phuluc(&["kiem-tra", path])), 0);
    let phu_tien = "workbooks/five-reports/nhan/phu-tien.xlsx";
    assert_eq!(code(&phuluc(&["kiem-tra", phu_tien])), 1);
    assert_eq!(code(&phuluc(&["kiem-tra", phu_tien, "--fail-on", "never"])), 0);
    assert_eq!(code(&phuluc(&["kiem-tra", "no-such-file.xlsx"])), 2);
    assert_eq!(code(&phuluc(&["kiem-tra"])), 2);
    assert_eq!(code(&phuluc(&["giai-thich", "tthc-06a/tiep-nhna"])), 2);
    assert_eq!(code(&phuluc(&["tong-hop", "tests"])), 2);
    let file = clean.path().join("a.xlsx");
    let file = file.to_str().unwrap();
    assert_eq!(code(&phuluc(&["tong-hop", "workbooks/five-reports", "-o", file])), 0);
    assert_eq!(code(&phuluc(&["tong-hop", "workbooks/five-reports", "-o", file, "--fail-on", "error"])), 1);
}

#[test]
fn a_consolidation_leaves_its_inputs_and_no_litter() {
    let folder = round(&good());
    let before = fs::read(folder.path().join("nhan/a.xlsx")).unwrap();
    let output = phuluc(&["consolidate", folder.path().to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fs::read(folder.path().join("nhan/a.xlsx")).unwrap(), before);
    let names = |path: &Path| {
        let entries = fs::read_dir(path).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(names(&folder.path().join("tong-hop")), ["tong-hop.xlsx"]);
    // a second run writes the same bytes
    let first = fs::read(folder.path().join("tong-hop/tong-hop.xlsx")).unwrap();
    assert_eq!(code(&phuluc(&["consolidate", folder.path().to_str().unwrap()])), 0);
    assert!(fs::read(folder.path().join("tong-hop/tong-hop.xlsx")).unwrap() == first);
}

#[test]
fn a_mistyped_output_costs_no_report() {
    let folder = round(&good());
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for output in [path("nhan/a.xlsx"), path("round.toml"), path("tong-hop.csv")] {
        let said = phuluc(&["tong-hop", folder.path().to_str().unwrap(), "-o", &output]);
        assert_eq!(code(&said), 2, "{output}");
    }
    assert!(fs::read(folder.path().join("nhan/a.xlsx")).unwrap() == good());
    assert!(fs::read_to_string(folder.path().join("round.toml")).unwrap().starts_with("title"));
}

#[test]
fn files_that_the_round_does_not_list_are_named() {
    let folder = round(&good());
    fs::write(folder.path().join("nhan/xa-vi-du-02.xlsx"), good()).unwrap();
    let said = phuluc(&["tong-hop", folder.path().to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("xa-vi-du-02.xlsx chưa có trong sổ theo dõi"));
}

#[test]
fn an_earlier_report_that_cannot_be_used_is_an_error() {
    let folder = round(&good());
    let said = phuluc(&["kiem-tra", folder.path().to_str().unwrap(), "--previous", "no-such-file.xlsx"]);
    assert_eq!(code(&said), 2);
    assert!(String::from_utf8_lossy(&said.stderr).contains("no-such-file.xlsx"));
}

#[test]
fn our_own_output_is_no_report() {
    let folder = round(&good());
    assert_eq!(code(&phuluc(&["tong-hop", folder.path().to_str().unwrap()])), 0);
    let output = folder.path().join("tong-hop/tong-hop.xlsx");
    let said = phuluc(&["kiem-tra", output.to_str().unwrap()]);
    assert_eq!(code(&said), 2);
    assert!(String::from_utf8_lossy(&said.stdout).contains("tệp tổng hợp do phuluc lập"));
}

#[test]
fn what_cannot_be_written_leaves_what_was_there() {
    let folder = round(&good());
    let target = folder.path().join("ket-qua.xlsx");
    fs::create_dir(&target).unwrap();
    let output = phuluc(&["consolidate", folder.path().to_str().unwrap(), "-o", target.to_str().unwrap()]);
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("không ghi được"));
    let mut left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["ket-qua.xlsx", "nhan", "round.toml"], "no temporary file is left");
}

#[test]
fn forms_of_a_folder_are_known_beside_the_built_in_ones() {
    let folder = tempfile::tempdir().unwrap();
    let definition = fs::read_to_string(Path::new(ROOT).join("templates/cchc-hue-03/form.toml")).unwrap();
    fs::write(folder.path().join("form.toml"), definition.replace("cchc-hue-03", "vi-du-03")).unwrap();
    let output = phuluc(&["bieu-mau", "--forms", folder.path().to_str().unwrap()]);
    let listed = String::from_utf8(output.stdout).unwrap();
    assert!(listed.contains("vi-du-03") && listed.contains("cchc-hue-03"), "{listed}");

    fs::write(
        folder.path().join("form.toml"),
        definition.replace("not_for = [\"xã\"]", "not_for = [\"làng\"]"),
    )
    .unwrap();
    let output = phuluc(&["forms", "check", folder.path().to_str().unwrap()]);
    assert_eq!(code(&output), 2);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("form.toml:26:") && said.contains("chỉ nhận: xã, huyện, tỉnh, sở"), "{said}");
}

#[test]
fn the_grammar_is_written_down_once() {
    let block = |text: &str| {
        let text = text.replace("\r\n", "\n").replace("//! ", "");
        let (_, after) = text.split_once("```ebnf\n").expect("a grammar");
        after.split_once("```").expect("its end").0.to_owned()
    };
    let read = |path: &str| fs::read_to_string(Path::new(ROOT).join(path)).unwrap();
    assert_eq!(block(&read("crates/form/src/rule/syntax.rs")), block(&read("templates/README.md")));
}

#[test]
fn a_new_round_is_ready_once_its_units_are_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let new = |extra: &[&str]| {
        let round = path("q4");
        let mut args = vec!["tao-dot", &round, "--period", "quý IV/2026", "--form", "tthc-06a"];
        args.extend(extra);
        phuluc(&args)
    };
    assert_eq!(code(&new(&["--units", "no-such-file.xlsx"])), 2);
    assert_eq!(code(&new(&[])), 0);
    assert!(fs::read_to_string(path("q4/round.toml")).unwrap().contains("from = 2026-09-15"));
    let said = phuluc(&["kiem-tra", &path("q4")]);
    assert_eq!(code(&said), 2);
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(said.contains("don-vi.xlsx, trang tính “Đơn vị”: danh sách chưa có dòng nào."), "{said}");
    let again = new(&[]);
    assert_eq!(code(&again), 2, "a round is never made over another");
    assert!(String::from_utf8_lossy(&again.stderr).contains("không ghi đè"));
}
