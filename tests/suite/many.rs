//! Many files: read in one way whatever their order and the number of threads, fast and slow alike.

use crate::builder::{CATALOGUE, workbook};
use crate::sample::example::sample;
use phuluc::book::{self, consolidated};
use phuluc::consolidate;
use phuluc::grid;
use phuluc::register::{self, Register};
use phuluc::round::{Round, RoundError};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The workbooks below a folder.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    let is_workbook = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "xlsx");
    files.into_iter().filter(is_workbook).chain(folders.iter().flat_map(|folder| workbooks(folder))).collect()
}

#[test]
fn the_short_way_reads_what_the_long_one_does() {
    let kept = ["templates", "workbooks"].map(|folder| workbooks(&Path::new(ROOT).join(folder)));
    let mut plain = 0;
    for path in kept.into_iter().flatten() {
        let bytes = fs::read(&path).unwrap();
        let read = grid::read(&bytes).unwrap();
        assert!(read == grid::read_twice(&bytes).unwrap(), "{}", path.display());
        plain += usize::from(grid::is_plain(&bytes));
    }
    assert!(plain > 20, "only {plain} workbooks were plain");
}

/// Consolidates a round; gives the workbook's bytes.
fn consolidated_by(threads: &str, round: &Path) -> Vec<u8> {
    let file = round.join(format!("tong-hop-{threads}.xlsx"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_phuluc"));
    command.env("PHULUC_THREADS", threads).arg("tong-hop").arg(round).arg("-o").arg(&file);
    let output = command.output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "no progress where nobody looks on");
    fs::read(file).unwrap()
}

fn reversed(sheets: &[grid::Sheet], round: &Round) -> Vec<u8> {
    let mut register = Register::read(sheets, round).unwrap();
    register.entries.reverse();
    book::list::write(&[register.list(round)]).unwrap()
}

#[test]
fn the_same_files_give_the_same_bytes_whatever_their_order_and_the_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    sample(12, 5).unwrap().put(at).unwrap();
    let alone = consolidated_by("1", at);
    assert!(alone == consolidated_by("4", at), "another number of threads");
    let known: Vec<_> = CATALOGUE.forms().map(|form| &form.id).collect();
    let roster = grid::read(&fs::read(at.join("don-vi.xlsx")).unwrap()).unwrap();
    let text = fs::read_to_string(at.join("round.toml")).unwrap();
    let round: Result<Round, Vec<RoundError>> = Round::open(&text, Some(&roster), &known);
    let path = at.join(register::FILE);
    let sheets = grid::read(&fs::read(&path).unwrap()).unwrap();
    fs::write(&path, reversed(&sheets, &round.unwrap())).unwrap();
    assert!(alone == consolidated_by("3", at), "another order of files");
}

#[test]
fn values_that_no_sheet_holds_stand_beside_the_workbook() {
    let text = "title = \"Đợt ví dụ\"\nforms = [\"tthc-06a\"]\n[[units]]\nname = \"Xã Ví dụ 01\"\n";
    let known: Vec<_> = CATALOGUE.forms().map(|form| &form.id).collect();
    let round = Round::read(text, &known).unwrap();
    let rows = [("Hộ tịch", "10 5 5 0  9 9 0 0  1 1 0"), ("Tổng cộng", "10 5 5 0  9 9 0 0  1 1 0")];
    let report = workbook("Xã Ví dụ 01").tthc(&rows).report("nhan/01.xlsx");
    let members = consolidate::gather(&round, vec![vec![report]], &CATALOGUE);
    let all = consolidate::consolidate(&round, members, &CATALOGUE, false);
    assert!(consolidated::long_tables(&all, consolidated::MOST_VALUES).is_empty());
    let tables = consolidated::long_tables(&all, 20);
    let [table] = tables.as_slice() else { panic!("{tables:?}") };
    let mut csv = Vec::new();
    table.write(&mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 1 + 22);
    assert!(lines[0].starts_with("\u{FEFF}Đơn vị;Biểu;"), "{}", lines[0]);
    assert!(lines[1].starts_with(
        "Xã Ví dụ 01;tthc-06a;ho tich;Hộ tịch;tiep_nhan;có số liệu;10;10;có;nhan/01.xlsx;Biểu 06a;C"
    ));
    let mut bytes = Cursor::new(Vec::new());
    consolidated::write_within(&all, 20, &mut bytes).unwrap();
    let sheets = grid::read(bytes.get_ref()).unwrap();
    let sheet = sheets.iter().find(|sheet| sheet.name == "Dữ liệu tthc-06a").unwrap();
    let said = sheet.cells().any(|(_, cell)| cell.shown().contains("22 giá trị, nhiều hơn một trang tính"));
    assert!(said, "{sheet:?}");
}

#[test]
fn the_sample_is_read_the_short_way() {
    let sample = sample(2, 3).unwrap();
    let sent: Vec<_> = sample.files.iter().filter(|(path, _)| path.starts_with("nhan/")).collect();
    assert!(sent.iter().all(|(_, bytes)| grid::is_plain(bytes)));
}
