//! The list of decisions as staff keep it in Excel: what they type is read, and mistakes are named with their cells.

use crate::round::decisions_applied::{adjusted, cell, decision, moment, with_a_mistake};
use crate::support::builder::CATALOGUE;
use phuluc::book::list_sheet;
use phuluc::check::Ruling;
use phuluc::grid::{self, CellValue, List};
use phuluc::round::{Decisions, Round};
use std::fs;

#[test]
fn mistakes_in_the_list_are_named_with_their_cells() {
    let folder = with_a_mistake();
    let put =
        |text: &&str| if text.is_empty() { CellValue::Empty } else { CellValue::Text((*text).to_owned()) };
    let heads = [
        "Đơn vị",
        "Quyết định",
        "Trang tính",
        "Ô",
        "Từ",
        "Thành",
        "Gia hạn đến",
        "Người quyết định",
        "Thời điểm",
        "Căn cứ",
    ];
    let lines: [[&str; 10]; 5] = [
        ["Xã Ví dụ 9", "chấp nhận số liệu", "", "", "", "", "", "Chuyên viên", "18/3/2024 15:00", ""],
        ["Xã Ví dụ 01", "đồng ý", "", "", "", "", "", "", "hôm qua", ""],
        [
            "Xã Ví dụ 01",
            "điều chỉnh số liệu",
            "",
            "dòng 12",
            "x",
            "",
            "",
            "Chuyên viên",
            "18/3/2024 15:00",
            "",
        ],
        ["", "gia hạn", "", "", "", "", "mai", "Chuyên viên", "18/3/2024 15:00", "Công văn số 5"],
        [
            "Xã Ví dụ 02",
            "Yêu cầu chỉnh sửa, bổ sung",
            "",
            "",
            "",
            "",
            "",
            "Chuyên viên",
            "18/3/2024 15:00",
            "",
        ],
    ];
    let list = List {
        sheet: "Xử lý".to_owned(),
        heads: heads.map(|label| (label.to_owned(), 9)).to_vec(),
        lines: lines.iter().map(|line| line.iter().map(put).collect()).collect(),
        ..List::default()
    };
    folder.put("xu-ly.xlsx", &list_sheet::write(&[list]).unwrap());
    let (code, said) = folder.run("tong-hop", &[]);
    assert_eq!(code, 2);
    insta::assert_snapshot!(said, @"
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô A4: không có đơn vị “Xã Ví dụ 9” trong danh sách; có phải “Xã Ví dụ 01” không?
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô B5: ghi “đồng ý”, chỉ nhận: chấp nhận số liệu, yêu cầu chỉnh sửa, chấp nhận theo giải trình, điều chỉnh số liệu, gia hạn, bỏ lần gửi.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô H5: chưa ghi “Người quyết định”.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô I5: “hôm qua” không phải một thời điểm, ghi như 16:30 ngày 15/12/2026.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô C6: chưa ghi “Trang tính”.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô D6: “dòng 12” không phải tên một ô, ghi như C12.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô E6: “x” không phải một con số, ghi như 1232, 1.232 hoặc 83,19.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô F6: chưa ghi “Thành”.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô J6: chưa ghi “Căn cứ”.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô A7: chưa ghi “Đơn vị”.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô G7: “mai” không phải một thời điểm, ghi như 16:30 ngày 15/12/2026.
    Không thực hiện được: danh sách [round]/xu-ly.xlsx chưa dùng được, xem các lỗi ở trên.
    ");
}

#[test]
fn the_list_to_decide_in_stands_ready() {
    let folder = with_a_mistake();
    assert!(folder.text("xu-ly.xlsx").contains("Người quyết định"));
    let before = fs::read(folder.path("xu-ly.xlsx")).unwrap();
    folder.run("nhan", &[]);
    assert!(fs::read(folder.path("xu-ly.xlsx")).unwrap() == before, "and is the staff's from then on");
}

fn two_units() -> Round {
    let text = "title = \"a\"\nforms = [\"tthc-06a\"]\n[[units]]\nname = \"Xã Ví dụ 01\"\n\
                [[units]]\nname = \"Xã Ví dụ 02\"\n";
    let mut round = Round::read(text, &CATALOGUE).unwrap();
    round.units[1].code = Some("00002".to_owned());
    round
}

fn read(list: List, round: &Round) -> Result<Decisions, Vec<String>> {
    let sheets = grid::read(&list_sheet::write(&[list]).unwrap()).unwrap();
    Decisions::read(&sheets, round)
        .map_err(|problems| problems.list.iter().map(|problem| problem.at.unwrap().to_string()).collect())
}

#[test]
fn decisions_are_read_as_they_were_written() {
    let round = two_units();
    let explained = |cell| Ruling::Explained { rule: "tthc-06a/can-doi".to_owned(), cell };
    let mut decisions = Decisions::default();
    decisions.list = vec![
        decision(0, None, Ruling::Accepted),
        decision(1, Some(2), Ruling::Returned),
        decision(0, Some(1), explained(None)),
        decision(1, None, explained(Some(cell("Biểu 06a", "C12")))),
        decision(1, None, adjusted("C12", Some("1234.5"), "30")),
        // a blank is “chưa nhập”, and 0 is a figure
        decision(1, None, adjusted("D12", None, "7")),
        decision(1, None, adjusted("E12", Some("0"), "0")),
        decision(0, None, Ruling::Extended(moment("20/3/2024 17:00"))),
    ];
    let again = read(decisions.list(&round), &round).unwrap();
    assert_eq!(again.list, decisions.list);
    let numbers =
        |unit: usize| again.of(unit).iter().map(|decision| decision.ruling.kind()).collect::<Vec<_>>();
    assert_eq!((numbers(0).len(), numbers(1).len()), (3, 5));
}

/// Changes a line of the list in the column with this heading.
fn changed(list: &mut List, line: usize, column: &str, text: &str) {
    let at = list.heads.iter().position(|(label, _)| label == column).unwrap();
    list.lines[line][at] =
        if text.is_empty() { grid::CellValue::Empty } else { grid::CellValue::Text(text.to_owned()) };
}

#[test]
fn the_list_takes_what_people_type() {
    let round = two_units();
    let mut decisions = Decisions::default();
    decisions.list = vec![decision(1, None, adjusted("D12", None, "7"))];
    let with = |changes: &[(&str, &str)]| {
        let mut list = decisions.list(&round);
        for (column, text) in changes {
            changed(&mut list, 0, column, text);
        }
        read(list, &round).map(|decisions| (*decisions.list[0]).clone())
    };
    assert_eq!(with(&[("Từ", "")]).unwrap().ruling, adjusted("D12", None, "7"));
    assert_eq!(with(&[("Từ", "CHƯA NHẬP")]).unwrap().ruling, adjusted("D12", None, "7"));
    assert_eq!(with(&[("Từ", "1.234,5")]).unwrap().ruling, adjusted("D12", Some("1234.5"), "7"));
    assert_eq!(with(&[("Từ", "ba")]).unwrap_err(), ["I6"]);
    // a unit may be named by its code alone
    assert_eq!(with(&[("Đơn vị", "")]).unwrap().unit, 1);
    assert_eq!(with(&[("Đơn vị", ""), ("Mã đơn vị", "")]).unwrap_err(), ["C6"]);
    // a rule may stand in brackets, as reports print it; the cell may be missing
    let explain = [("Quyết định", "chấp nhận theo giải trình"), ("Quy tắc", "[tthc-06a/can-doi]")];
    let rule = || "tthc-06a/can-doi".to_owned();
    let there = Some(cell("Biểu 06a", "D12"));
    assert_eq!(with(&explain).unwrap().ruling, Ruling::Explained { rule: rule(), cell: there });
    let everywhere = [explain[0], explain[1], ("Ô", ""), ("Trang tính", "")];
    assert_eq!(with(&everywhere).unwrap().ruling, Ruling::Explained { rule: rule(), cell: None });
    assert_eq!(with(&[explain[0]]).unwrap_err(), ["F6"]);
    // which rulings need a basis
    let no_basis = |ruling| with(&[("Quyết định", ruling), ("Căn cứ", "")]).map(|decision| decision.basis);
    assert_eq!(no_basis("chấp nhận số liệu").unwrap(), "");
    assert_eq!(no_basis("yêu cầu chỉnh sửa, bổ sung").unwrap(), "");
    assert_eq!(no_basis("điều chỉnh số liệu").unwrap_err(), ["N6"]);
}
