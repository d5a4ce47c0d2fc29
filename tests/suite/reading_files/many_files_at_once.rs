//! Many files at once: the results do not depend on their order or on the number of threads.

use crate::checking::planted_in_sample_rounds::example::sample;
use crate::support::builder::{CATALOGUE, workbook};
use crate::support::files;
use phuluc::book::consolidated;
use phuluc::grid::{Content, ReaderCache};
use phuluc::round::{Material, Register, Round, RoundError, consolidate, register};
use phuluc::{book, grid};
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn what_other_files_had_hides_no_damage() {
    let bytes = fs::read(Path::new(ROOT).join("workbooks/sample-district/nhan/xa-vi-du-01.xlsx")).unwrap();
    let mut known = ReaderCache::default();
    for _ in 0..2 {
        grid::read_with(&bytes, &mut known).unwrap();
    }
    let mut refused = 0;
    for at in (0..bytes.len()).step_by(41) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        let read = grid::read_with(&damaged, &mut known);
        assert_eq!(read, grid::read(&damaged), "byte {at}");
        refused += usize::from(read.is_err());
    }
    assert!(refused > 500, "only {refused} were refused");
}

/// The cells of a workbook's only sheet.
#[track_caller]
fn cells(rows: &str) -> Vec<String> {
    let sheets = grid::read(&files::xlsx(rows).bytes()).unwrap();
    sheets[0].cells().map(|(at, cell)| format!("{at} {}", cell.shown())).collect()
}

#[test]
fn a_cell_that_does_not_say_where_it_stands_follows_the_one_before() {
    let rows = "<row r=\"2\"><c><v>1</v></c><c/><c r=\"D2\"><v>4</v></c><c><v>5</v></c></row>\
                <row r=\"4\"><c><v>6</v></c></row>";
    assert_eq!(cells(rows), ["A2 1", "D2 4", "E2 5", "A4 6"]);
    // a cell in the place of another one is refused, and so is one beyond the last column
    for row in [
        "<c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>1</v></c><c><v>1</v></c>",
        "<c r=\"XFD2\"><v>1</v></c><c><v>1</v></c>",
    ] {
        let bytes = files::xlsx(&format!("<row r=\"2\">{row}</row>")).bytes();
        assert!(grid::read(&bytes).is_err(), "{row}");
    }
}

#[test]
fn a_number_is_the_shortest_decimal_that_gives_it_back() {
    let written = "30 83.19 0.1 -5 1e3 1E-2 007 0.10 123456789012345 1234567890123456 0.30000000000000004 \
                   12345678.1234567 70.449999999999989 70.450000000000003";
    let rows = format!("<row r=\"1\"><c><v>{}</v></c></row>", written.replace(' ', "</v></c><c><v>"));
    let sheet = grid::read(&files::xlsx(&rows).bytes()).unwrap().swap_remove(0);
    let held: Vec<String> = sheet
        .cells()
        .map(|(_, cell)| match cell.content {
            Content::Number(number) => number.to_string(),
            _ => panic!("a number"),
        })
        .collect();
    assert_eq!(
        held.join(" "),
        "30 83.19 0.1 -5 1000 0.01 7 0.1 123456789012345 1234567890123456 0.30000000000000004 \
         12345678.1234567 70.44999999999999 70.45"
    );
    // people see at most 15 digits
    assert_eq!(sheet.cells().nth(10).unwrap().1.shown(), "0.3");
}

/// Consolidates a round with this number of threads. Gives the bytes of the workbook.
fn consolidated_by(threads: &str, round: &Path) -> Vec<u8> {
    let file = round.join(format!("tong-hop-{threads}.xlsx"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_phuluc"));
    command.env("PHULUC_THREADS", threads).arg("tong-hop").arg(round).arg("-o").arg(&file);
    let output = command.output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.starts_with("Tiếp theo: ") && said.lines().count() == 1,
        "no progress where nobody looks on: {said}"
    );
    fs::read(file).unwrap()
}

fn reversed(sheets: &[grid::Sheet], round: &Round) -> Vec<u8> {
    let mut register = Register::read(sheets, round).unwrap();
    register.entries.reverse();
    book::list_sheet::write(&[register.list(round)]).unwrap()
}

#[test]
fn the_same_files_give_the_same_bytes_whatever_their_order_and_the_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    sample(12, 5).unwrap().put(at).unwrap();
    let alone = consolidated_by("1", at);
    assert!(alone == consolidated_by("4", at), "another number of threads");
    let roster = grid::read(&fs::read(at.join("don-vi.xlsx")).unwrap()).unwrap();
    let text = fs::read_to_string(at.join("round.toml")).unwrap();
    let round: Result<Round, Vec<RoundError>> = Round::open(&text, Some(&roster), &CATALOGUE);
    let path = at.join(register::FILE);
    let sheets = grid::read(&fs::read(&path).unwrap()).unwrap();
    fs::write(&path, reversed(&sheets, &round.unwrap())).unwrap();
    assert!(alone == consolidated_by("3", at), "another order of files");
}

#[test]
fn values_that_no_sheet_holds_stand_beside_the_workbook() {
    let text = "title = \"Đợt ví dụ\"\nforms = [\"tthc-06a\"]\n[[units]]\nname = \"Xã Ví dụ 01\"\n";
    let round = Round::read(text, &CATALOGUE).unwrap();
    let rows = [("Hộ tịch", "10 5 5 0  9 9 0 0  1 1 0"), ("Tổng cộng", "10 5 5 0  9 9 0 0  1 1 0")];
    let report = workbook("Xã Ví dụ 01").tthc(&rows).report("nhan/01.xlsx");
    let members = consolidate::gather(&round, vec![vec![report]], &CATALOGUE);
    let all = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
    let mut bytes = Cursor::new(Vec::new());
    assert!(consolidated::write_within(&all, 22, &mut bytes).unwrap().is_empty());
    let mut bytes = Cursor::new(Vec::new());
    let tables = consolidated::write_within(&all, 20, &mut bytes).unwrap();
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
    let sheets = grid::read(bytes.get_ref()).unwrap();
    let sheet = sheets.iter().find(|sheet| sheet.name == "Dữ liệu tthc-06a").unwrap();
    let said = sheet.cells().any(|(_, cell)| cell.shown().contains("22 giá trị, nhiều hơn một trang tính"));
    assert!(said, "{sheet:?}");
}
