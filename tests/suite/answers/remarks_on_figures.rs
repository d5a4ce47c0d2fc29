//! What is said of figures in words, around a table and beside them: that they are others, or that there are none yet.

use crate::support::builder::{Workbook, form, put, workbook};
use crate::support::cells_as_xml::Drawn;
use phuluc::check::Answer;

/// Lines and remarks that say that the figures are others than those that stand there.
const OTHER: [&str; 16] = [
    "Số liệu tạm tính, chưa đối chiếu",
    "Số liệu cũ, sẽ gửi lại sau",
    "Đã trừ 20 hồ sơ",
    "Bổ sung thêm 30 hồ sơ",
    "Chưa bao gồm hồ sơ của Công an xã",
    "Không bao gồm 50 hồ sơ liên thông",
    "Đính chính: mục 1.2 là 9 thủ tục",
    "Lưu ý: cộng thêm 15 hồ sơ chưa cập nhật",
    "Số liệu cột (3) chưa tính 25 hồ sơ",
    "Bao gồm cả số liệu của xã Ví dụ 02",
    "Các số in đỏ là số ước",
    "Số liệu ước tính",
    "so lieu tam tinh",
    "Số liệu sơ bộ",
    "Thiếu 5 hồ sơ",
    "Bản này thay thế bản đã gửi ngày 10/3",
];
/// Lines and remarks that only explain.
const EXPLAIN: [&str; 8] = [
    "Đã đối chiếu với phần mềm một cửa",
    "Bao gồm cả hồ sơ trực tuyến",
    "Trong đó 02 hồ sơ liên thông",
    "Theo Quyết định số 12/QĐ-UBND ngày 05/01/2026",
    "Có danh sách kèm theo",
    "Quy ước làm tròn 2 chữ số",
    "Số bộ TTHC đã công khai",
    "Tăng 5% so với cùng kỳ năm trước",
];

fn report() -> Workbook {
    let report = workbook("Xã Ví dụ 01").period("2025-12-15", "2026-03-14");
    report.printed("cchc-2025-03", &[("1.1", "25"), ("1.2", "12")])
}

/// The report with an answer and a remark in the row 1.1.
fn noted(answer: &str, remark: &str) -> Workbook {
    let mut workbook = report();
    let rows = form("cchc-2025-03").fixed_rows();
    let row = rows.iter().position(|row| row.id.as_str() == "1.1").unwrap();
    let cells = &mut workbook.sheets[0].rows[row].cells;
    cells[3] = put(answer);
    cells[4] = put(&format!("'{remark}"));
    workbook
}

/// The number of findings of a rule.
fn count(rule: &str, found: &[String]) -> usize {
    found.iter().filter(|line| line.contains(rule)).count()
}

#[test]
fn a_line_around_a_table_that_changes_its_figures_is_noted() {
    let found = |place: &str, line: &str| {
        let text = format!("t=\"inlineStr\"><is><t>{line}</t></is>");
        let lines = Drawn { cells: &[(place, &text)], ..Drawn::default() }.lines(&report());
        count("remark-below-table", &lines)
    };
    for place in ["B6", "B38"] {
        // above a table “số liệu cũ” heads figures of another time, which are not read at all
        for line in OTHER.iter().filter(|line| place == "B38" || !line.contains("cũ")) {
            assert_eq!(found(place, line), 1, "{place}: {line}");
        }
        assert_eq!(found(place, "Số liệu lũy kế từ đầu năm"), 1, "{place}");
        for line in EXPLAIN {
            assert_eq!(found(place, line), 0, "{place}: {line}");
        }
    }
    assert_eq!(found("B38", "Số liệu lấy đến 28/02/2026"), 1);
    assert_eq!(found("B38", "Số liệu lấy đến hết ngày 14/3/2026"), 0);
}

#[test]
fn a_remark_that_changes_the_figure_beside_it_is_noted() {
    let found = |remark: &str| count("remark-contradicts", &Drawn::default().lines(&noted("25", remark)));
    for remark in OTHER.into_iter().chain(["?", "sai, sẽ gửi lại sau", "lấy số quý IV/2025"]) {
        assert_eq!(found(remark), 1, "{remark}");
    }
    for remark in EXPLAIN.into_iter().chain(["Số liệu quý I/2026", "Sai số 2%", "sẽ báo cáo sau"])
    {
        assert_eq!(found(remark), 0, "{remark}");
    }
}

#[test]
fn a_dash_is_unknown_where_its_remark_says_that_there_are_no_figures_yet() {
    let read = |remark: &str| {
        let workbook = noted("'-", remark);
        let submission = workbook.submission();
        let form = &submission.forms[0];
        form.rows[form.row(&"1.1".into()).unwrap()].entries.get(3).answer.clone()
    };
    for remark in [
        "không thống kê được",
        "Hệ thống lỗi, không trích xuất được",
        "đơn vị chưa gửi",
        "chờ Công an xã cung cấp",
        "Chờ số liệu của Phòng Kinh tế",
        "Đang chờ đối chiếu",
        "báo cáo sau",
        "đang rà soát",
        "khong thong ke duoc",
    ] {
        assert_eq!(read(remark), Answer::Blank, "{remark}");
    }
    for remark in ["không phát sinh", "đã kiểm tra", "Cho vay vốn", "Không có hồ sơ chờ xử lý"]
    {
        assert_eq!(read(remark), Answer::Nil, "{remark}");
    }
}
