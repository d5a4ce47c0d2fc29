//! The queries of docs/sql.md over tables of rounds that were made through the program, run by `DuckDB`.

use crate::support::builder::workbook;
use crate::support::python;
use crate::support::round_folder::{Folder, phuluc};
use phuluc::book::list_sheet;
use phuluc::grid::{CellValue, List};
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const QUARTERS: [(&str, &str, &str); 2] =
    [("quy-1", "2023-12-15", "2024-03-14"), ("quy-2", "2024-03-15", "2024-06-14")];
/// The first two are merged into the third after the first quarter; the fourth never sends anything.
const UNITS: [&str; 4] = [
    "00001 | Xã Ví dụ 01 | | 14/3/2024 | ",
    "00002 | Xã Ví dụ 02 | | 14/3/2024 | ",
    "00003 | Xã Ví dụ 03 | 15/3/2024 | | Xã Ví dụ 01; Xã Ví dụ 02",
    "00004 | Xã Ví dụ 04 | | | ",
];

/// A report with so many dossiers, so many of them late.
fn report(unit: &str, (from, to): (&str, &str), dossiers: usize, late: usize) -> Vec<u8> {
    let (done, early) = (dossiers - 1, dossiers - 1 - late);
    let line = format!("{dossiers} {dossiers} 0 0  {done} {early} 0 {late}  1 1 0");
    workbook(unit).tthc(&[("Hộ tịch", &line), ("Tổng cộng", &line)]).period(from, to).bytes()
}

/// Two rounds, the first closed twice, since a figure was corrected in between.
fn rounds() -> Folder {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let heads = ["Mã đơn vị", "Tên đơn vị", "Có từ ngày", "Đến hết ngày", "Kế thừa của"];
    let units = List {
        sheet: "Đơn vị".to_owned(),
        heads: heads.map(|label| (label.to_owned(), 20)).to_vec(),
        lines: UNITS.map(|line| line.split('|').map(str::trim).map(CellValue::from).collect()).to_vec(),
        ..List::default()
    };
    let units = list_sheet::write(&[units]).unwrap();
    for (round, from, to) in QUARTERS {
        let text = format!(
            "title = \"{round}\"\nreceiver = \"Tỉnh Ví dụ\"\nforms = [\"tthc-06a\"]\n\
             period = {{ from = {from}, to = {to} }}\n"
        );
        folder.put(&format!("{round}/round.toml"), text.as_bytes());
        folder.put(&format!("{round}/don-vi.xlsx"), &units);
    }
    let days = QUARTERS.map(|(_, from, to)| (from, to));
    receive(
        &folder,
        "quy-1",
        "2024-03-16 09:00",
        &[report("Xã Ví dụ 01", days[0], 30, 2), report("Xã Ví dụ 02", days[0], 21, 1)],
    );
    receive(&folder, "quy-2", "2024-06-16 09:00", &[report("Xã Ví dụ 03", days[1], 64, 0)]);
    folder
}

fn receive(folder: &Folder, round: &str, at: &str, reports: &[Vec<u8>]) {
    for (number, bytes) in reports.iter().enumerate() {
        folder.put(&format!("gui-{round}-{}/{number}.xlsx", at.len()), bytes);
    }
    let [round, sent] =
        [round.to_owned(), format!("gui-{round}-{}", at.len())].map(|name| folder.path(&name));
    done(&["nhan", &round, &sent, "--at", at]);
    fs::remove_dir_all(sent).unwrap();
}

fn close(folder: &Folder, round: &str, at: &str) {
    let reason = "Xã Ví dụ 04 không gửi";
    done(&["chot-so-lieu", &folder.path(round), "--by", "Trưởng phòng", "--at", at, "--because", reason]);
}

fn export(folder: &Folder, round: &str, format: &str) {
    done(&["doc-so-lieu", &folder.path(round), "--format", format, "-o", &folder.path("kho/")]);
}

#[track_caller]
fn done(args: &[&str]) {
    let output = phuluc(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The first round written before its closing, at each of its two closings, and the second, not closed.
fn put_tables(folder: &Folder, format: &str) {
    export(folder, "quy-1", format);
    close(folder, "quy-1", "2024-03-20 16:00");
    export(folder, "quy-1", format);
    fs::remove_file(folder.path("quy-1/chot-so-lieu.json")).unwrap();
    let (_, from, to) = QUARTERS[0];
    receive(folder, "quy-1", "2024-04-02 10:00", &[report("Xã Ví dụ 02", (from, to), 21, 3)]);
    close(folder, "quy-1", "2024-04-05 16:00");
    for round in ["quy-1", "quy-2"] {
        export(folder, round, format);
    }
}

#[test]
fn the_queries_answer_over_rounds_made_through_the_program() {
    let folder = rounds();
    put_tables(&folder, "parquet");
    let key = |closing: &str| format!("so-lieu_2023-12-15_2024-03-14_{closing}.parquet");
    let files: Vec<String> =
        folder.files("kho").into_iter().filter(|name| name.starts_with("so-lieu")).collect();
    let second = "so-lieu_2024-03-15_2024-06-14_chua-chot.parquet".to_owned();
    // what was written before the closing is not there any more
    assert_eq!(files, [key("chot-20240320T160000"), key("chot-20240405T160000"), second]);
    let before = fs::read(folder.path(&format!("kho/{}", files[2]))).unwrap();
    export(&folder, "quy-2", "parquet");
    assert!(before == fs::read(folder.path(&format!("kho/{}", files[2]))).unwrap(), "the same bytes twice");

    let doc = Path::new(ROOT).join("docs/sql.md");
    let kho = folder.path("kho");
    let Some(said) = python::run_with(&["duckdb"], "tests/sql/recipe.py", &[&doc, Path::new(&kho)], "")
    else {
        return;
    };
    insta::assert_snapshot!(String::from_utf8(said).unwrap(), @"
    == một đơn vị qua các kỳ, kể cả đơn vị trước sắp xếp
    period_from;tiep_nhan;co_so;don_vi;gom
    2023-12-15;51;2;2;Xã Ví dụ 01, Xã Ví dụ 02
    2024-03-15;64;1;1;Xã Ví dụ 03
    == xếp hạng theo năm
    nam;unit;ty_le;hang
    2024;Xã Ví dụ 03;100.0;1
    2024;Xã Ví dụ 01;93.1;2
    2024;Xã Ví dụ 02;85.0;3
    == số đã đổi sau khi chốt
    period_from;unit;form;row_id;column_id;luc_chot;so_luc_chot;nay;so_nay;chot;chot_lai
    2023-12-15;Xã Ví dụ 02;tthc-06a;ho tich;qua_han;number;1.0;number;3.0;2024-03-20T16:00:00+07:00;2024-04-05T16:00:00+07:00
    2023-12-15;Xã Ví dụ 02;tthc-06a;ho tich;truoc_han;number;19.0;number;17.0;2024-03-20T16:00:00+07:00;2024-04-05T16:00:00+07:00
    2023-12-15;Xã Ví dụ 02;tthc-06a;tong;qua_han;number;1.0;number;3.0;2024-03-20T16:00:00+07:00;2024-04-05T16:00:00+07:00
    2023-12-15;Xã Ví dụ 02;tthc-06a;tong;truoc_han;number;19.0;number;17.0;2024-03-20T16:00:00+07:00;2024-04-05T16:00:00+07:00
    ");
}

#[test]
fn csv_has_the_same_columns_and_keeps_five_kinds_of_nothing_apart() {
    let folder = rounds();
    let (_, from, to) = QUARTERS[1];
    let sent = workbook("Xã Ví dụ 04")
        .tthc(&[("Hộ tịch", "5 5 0 -  5  5 0 0  0 0 0"), ("Tổng cộng", "5 5 0 -  5  5 0 0  0 0 ")])
        .period(from, to);
    receive(&folder, "quy-2", "2024-06-17 09:00", &[sent.bytes()]);
    put_tables(&folder, "csv");
    let read = |name: &str| fs::read_to_string(folder.path(&format!("kho/{name}"))).unwrap();
    let values = read("so-lieu_2024-03-15_2024-06-14_chua-chot.csv");
    let head = "period_from,period_to,closed_at,receiver,unit_code,unit,form,version,row_id,label,column_id,state,\
                value,raw,sending,received_at,counted,path,sha256,sheet,cell";
    assert_eq!(values.lines().next(), Some(head));
    let line = |column: &str| {
        let wanted = format!("00004,Xã Ví dụ 04,tthc-06a,2020,tong,Tổng cộng,{column},");
        let line = values.lines().find_map(|line| line.split_once(&wanted)).map(|(_, rest)| rest);
        line.unwrap_or_default().split(',').take(3).collect::<Vec<_>>().join(",")
    };
    assert_eq!(["truc_tiep", "ky_truoc", "dang_qua_han"].map(line), ["number,0,0", "nil,,'-", "blank,,"]);
    let absent = read("so-lieu_2023-12-15_2024-03-14_chot-20240405T160000.csv");
    let absent: Vec<&str> = absent.lines().filter(|line| line.contains(",00004,")).collect();
    assert!(
        absent.len() >= 11 && absent.iter().all(|line| line.contains(",not_submitted,,,,,false,")),
        "{absent:?}"
    );
    assert!(
        absent
            .iter()
            .all(|line| line.starts_with("2023-12-15,2024-03-14,2024-04-05T16:00:00+07:00,Tỉnh Ví dụ,"))
    );
    let units = read("don-vi_2023-12-15_2024-03-14_chot-20240405T160000.csv");
    assert!(units.contains(",00004,Xã Ví dụ 04,commune,,,,,tthc-06a,not-submitted,,false"), "{units}");
    assert!(units.contains(",00003,Xã Ví dụ 03,commune,,,2024-03-15,,,,,false"), "{units}");
    let takeovers = read("ke-thua_2024-03-15_2024-06-14_chua-chot.csv");
    assert!(takeovers.contains(",00003,Xã Ví dụ 03,00001,Xã Ví dụ 01,2024-03-15"), "{takeovers}");
}

#[test]
fn what_cannot_be_tables_is_said() {
    let folder = rounds();
    let said = |args: &[&str]| {
        let output = phuluc(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let (round, kho) = (folder.path("quy-1"), folder.path("kho/"));
    let twice = said(&["doc-so-lieu", &round, &round, "-o", &kho]);
    assert!(twice.contains("có hai đợt cùng kỳ báo cáo"), "{twice}");
    let no_folder = said(&["doc-so-lieu", &round, "--format", "parquet"]);
    assert!(no_folder.contains("Parquet ghi vào thư mục"), "{no_folder}");
    let json = said(&["doc-so-lieu", &round, "--format", "json", "-o", &kho]);
    assert!(json.contains("JSON ghi vào một tệp"), "{json}");
    let alone = tempfile::tempdir().unwrap();
    let no_round = said(&["doc-so-lieu", alone.path().to_str().unwrap(), "-o", &kho]);
    assert!(no_round.contains("round.toml"), "{no_round}");
}
