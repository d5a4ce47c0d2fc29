//! Lists of documents below another form: where they end, which columns they use, and what is said of them.

use super::other_layouts::{find, printed};
use phuluc::check::{Checker, Submission};
use phuluc::form::Catalogue;
use phuluc::grid::{At, Cell, Content, Sheet};

fn text(text: &str) -> Cell {
    Cell::plain(Content::Text(text.into()))
}

fn read(sheet: Sheet) -> Submission {
    let files = [("form.toml".to_owned(), DOCUMENTS.to_owned())];
    Checker::new(Catalogue::with(files).expect("a definition in order")).read(&[sheet])
}

/// The rows of the list, with what was read in a column.
fn rows(submission: &Submission, column: usize) -> Vec<String> {
    let list = submission.form(&"van-ban-cua-xa".into()).expect("the list");
    list.rows.iter().map(|row| format!("{}: {}", row.label, row.entries.get(column).raw())).collect()
}

/// A list of documents below a table without figures of its own columns, and what stands below it.
const DOCUMENTS: &str = r#"
id = "van-ban-cua-xa"
version = "1"
title = "Danh mục văn bản của xã"
short = "Danh mục văn bản"
sheet = "Văn bản"
basis = "Thử"
in_force = { from = 2020-01-01 }
sent = { by = "xã" }
columns = [
  { id = "stt", kind = "code", head = ["STT"] },
  { id = "ten", kind = "label", head = ["Tên loại, trích yếu"] },
  { id = "so", kind = "text", head = ["Số, ký hiệu"] },
  { id = "ngay", kind = "text", head = ["Ngày ban hành"] },
  { id = "co_quan", kind = "text", head = ["Cơ quan ban hành"] },
  { id = "ghi_chu", kind = "note", head = ["Ghi chú"] },
]
rows = { open = "ten" }
"#;

/// A sheet with the list of documents under another form. The header of the issuing office is merged across two columns.
fn documents_below(more: &[(&str, &str)]) -> Sheet {
    let table = printed();
    let last = table.last_row().unwrap();
    let put = |place: &str, label: &str| {
        let place: At = place.parse().unwrap();
        (At { row: last + 5 + place.row, ..place }, text(label))
    };
    let list = [
        ("A1", "STT"),
        ("B1", "Tên loại, trích yếu"),
        ("C1", "Số, ký hiệu"),
        ("D1", "Ngày ban hành"),
        ("E1", "Cơ quan ban hành"),
        ("G1", "Ghi chú"),
        ("A2", "1"),
        ("B2", "Kế hoạch cải cách"),
        ("C2", "10/KH-UBND"),
        ("D2", "10/01/2026"),
        ("E2", "UBND xã"),
    ];
    let cells: Vec<(At, Cell)> = list.iter().chain(more).map(|(place, label)| put(place, label)).collect();
    let merged = [("E1", "F1"), ("E2", "F2")].map(|(from, to)| {
        let [from, to]: [At; 2] = [from, to].map(|place| place.parse().unwrap());
        (At { row: last + 5 + from.row, ..from }, At { row: last + 5 + to.row, ..to })
    });
    let merges: Vec<(At, At)> = table.merges().iter().copied().chain(merged).collect();
    table.with(cells).merged(merges)
}

#[test]
fn what_stands_below_a_second_table_does_not_hide_it() {
    let signed: [&[(&str, &str)]; 6] = [
        &[],
        &[("F5", "……, ngày … tháng … năm 2026")],
        &[("F3", "……, ngày … tháng … năm 2026"), ("A4", "NGƯỜI LẬP BIỂU"), ("F4", "CHỦ TỊCH")],
        &[
            ("A3", "NGƯỜI LẬP BIỂU"),
            ("F3", "TM. ỦY BAN NHÂN DÂN"),
            ("A5", "Nguyễn Văn A"),
            ("F5", "Trần Văn B"),
        ],
        &[("B4", "Công chức tổng hợp"), ("F4", "CHỦ TỊCH"), ("B6", "Nguyễn Văn A"), ("F6", "Trần Văn B")],
        &[("F4", "Xác nhận của UBND xã"), ("F6", "Trần Văn B")],
    ];
    for more in signed {
        let submission = read(documents_below(more));
        assert_eq!(rows(&submission, 4), ["Kế hoạch cải cách: UBND xã"], "{more:?}");
        assert_eq!(submission.forms.len(), 2, "{more:?}");
        assert!(submission.notices.is_empty(), "{more:?}: {:?}", submission.notices);
    }
}

/// Where both columns under a merged label are used in the table, nobody knows which one is meant.
#[test]
fn a_table_that_uses_both_columns_of_a_label_is_told_of() {
    let both: [&[(&str, &str)]; 3] = [
        // below a blank row the sender went on in the other column
        &[("A4", "2"), ("B4", "Kế hoạch tuyên truyền"), ("C4", "11/KH-UBND"), ("F4", "UBND xã")],
        // what is signed in a row signs only for the row
        &[("A3", "2"), ("B3", "Kế hoạch tuyên truyền"), ("F3", "Xác nhận của UBND xã")],
        &[("A3", "2"), ("B3", "Kế hoạch tuyên truyền"), ("F3", "TM. UBND xã"), ("F4", "CHỦ TỊCH")],
    ];
    for more in both {
        let submission = read(documents_below(more));
        let told = submission.notices.iter().filter(|notice| notice.rule == "header-changed");
        assert_eq!(told.count(), 1, "{more:?}: {:?}", submission.notices);
        assert!(submission.form(&"van-ban-cua-xa".into()).is_none(), "{more:?}");
    }
}

/// Rows without numbers, some of them with words of signatures in a cell.
#[test]
fn what_is_signed_in_a_row_signs_only_for_the_row() {
    let unnumbered = [
        ("A2", ""),
        ("B3", "Niêm yết thủ tục"),
        ("C3", "Đã làm"),
        ("D3", "Xác nhận của UBND xã"),
        ("B4", "Phân công"),
        ("C4", "Người thực hiện: bà A"),
        ("B5", "Chủ tịch tiếp dân"),
        ("C5", "Có"),
        ("B6", "Tập huấn"),
        ("C6", "Không"),
    ];
    let rows_there = [
        "Kế hoạch cải cách: 10/KH-UBND",
        "Niêm yết thủ tục: Đã làm",
        "Phân công: Người thực hiện: bà A",
        "Chủ tịch tiếp dân: Có",
        "Tập huấn: Không",
    ];
    let signed = [
        ("C8", "Xã Ví dụ 01, ngày 15 tháng 3 năm 2026"),
        ("B9", "NGƯỜI LẬP BIỂU"),
        ("D9", "TM. ỦY BAN NHÂN DÂN"),
        ("D10", "CHỦ TỊCH"),
        ("B12", "Nguyễn Văn A"),
        ("D12", "Trần Văn B"),
    ];
    for signed in [&signed[..0], &signed[1..2], &signed] {
        let submission = read(documents_below(&[&unnumbered, signed].concat()));
        assert_eq!(rows(&submission, 2), rows_there, "{signed:?}");
    }
    // a row below signatures that has more cells than there are signers is a row
    let late = [("B14", "Sơ kết"), ("C14", "15/BC-UBND"), ("D14", "10/3/2026"), ("E14", "UBND xã")];
    let submission = read(documents_below(&[&unnumbered[..], &signed, &late].concat()));
    assert_eq!(rows(&submission, 2).last().map(String::as_str), Some("Sơ kết: 15/BC-UBND"));
}

#[test]
fn a_second_table_whose_header_was_changed_is_told_of() {
    let sheet = documents_below(&[]);
    let place = find(&sheet, "Số, ký hiệu");
    let sheet = sheet.with([(place, text("Tóm tắt nội dung"))]);
    let told = |sheet: Sheet| {
        let submission = read(sheet);
        assert_eq!(submission.forms.len(), 1);
        submission.notices.iter().filter(|notice| notice.rule == "header-changed").count()
    };
    assert_eq!(told(sheet.clone()), 1);
    // a spare table that nobody filled in is of no concern
    let row = find(&sheet, "Kế hoạch cải cách").row;
    let number = find(&sheet, "1").column;
    let below: Vec<(At, Cell)> = sheet.row(row).map(|(at, _)| (at, text(""))).collect();
    assert_eq!(told(sheet.clone().with(below.clone())), 0);
    let numbered = sheet.with(below).with([(At { row, column: number }, text("1"))]);
    assert_eq!(told(numbered), 0);
}
