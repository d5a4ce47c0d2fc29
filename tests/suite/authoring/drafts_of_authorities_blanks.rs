//! What drafts from blanks as authorities issue them say of columns, kinds of figures and rules.

use crate::support::builder::sheet;
use phuluc::author::{Draft, Drafts, draft, review};
use phuluc::form::{Form, Holds, Kind, definition};
use phuluc::grid::Sheet;
use phuluc::say::{Lang, words};
use std::sync::Arc;

/// The drafts from one sheet, each with the form that its text defines.
#[track_caller]
pub(super) fn drafts(sheet: Sheet) -> (Drafts, Vec<Arc<Form>>) {
    let drafts = draft::drafts(&[sheet], None).unwrap();
    let forms = drafts.list.iter().map(form).collect();
    (drafts, forms)
}

#[track_caller]
pub(super) fn form(draft: &Draft) -> Arc<Form> {
    let text = words::draft(Lang::Vi, draft);
    let definition = definition::read("form.toml", &text)
        .unwrap_or_else(|problems| panic!("{text}\n{}", words::definition_problems(Lang::En, &problems)));
    let review = review(&definition);
    assert!(review.errors.is_empty(), "{text}\n{}", words::definition_problems(Lang::En, &review.errors));
    definition.form
}

/// The form of a blank that has only one.
#[track_caller]
pub(super) fn only(lines: &[&[&str]]) -> Arc<Form> {
    let (_, mut forms) = drafts(sheet(lines));
    assert_eq!(forms.len(), 1, "{:?}", forms.iter().map(|form| &form.title).collect::<Vec<_>>());
    forms.remove(0)
}

pub(super) fn rules(form: &Form) -> Vec<&str> {
    form.rules.iter().map(|rule| rule.text.as_str()).collect()
}

pub(super) fn columns(form: &Form) -> Vec<&str> {
    form.columns.iter().map(|column| column.id.as_str()).collect()
}

pub(super) fn row_ids(form: &Form) -> Vec<&str> {
    form.fixed_rows().iter().map(|row| row.id.as_str()).collect()
}

#[test]
fn percentages_are_known_in_other_words_than_a_share() {
    let form = only(&[
        &["GIẢI QUYẾT HỒ SƠ"],
        &["STT", "Nội dung", "Đơn vị tính", "Số liệu"],
        &["1", "Tổng số hồ sơ đã giải quyết", "Hồ sơ"],
        &["2", "Số hồ sơ giải quyết đúng hạn", "Hồ sơ"],
        &["3", "Đạt … %", "%"],
        &["4", "Tổng số nhiệm vụ", "Nhiệm vụ"],
        &["4.1", "Trong đó: đã hoàn thành", "Nhiệm vụ"],
        &["4.2", "Chiếm … %", "%"],
        &["5", "Mức độ hoàn thành kế hoạch thu", "%"],
        &["5.1", "Số đã thu theo kế hoạch", "Triệu đồng"],
        &["5.2", "Số thu theo kế hoạch", "Triệu đồng"],
    ]);
    let said = rules(&form);
    for rule in ["[3] = percent([2], [1])", "[4.2] = percent([4.1], [4])", "[5] = percent([5.1], [5.2])"] {
        assert!(said.contains(&rule), "{rule}: {said:?}");
    }
}

#[test]
fn where_a_part_is_missing_the_whole_is_only_not_less() {
    let form = only(&[
        &["NHIỆM VỤ ĐƯỢC GIAO"],
        &["STT", "Nội dung", "Đơn vị tính", "Số liệu"],
        &["1", "Tổng số nhiệm vụ được giao", "Nhiệm vụ"],
        &["1.1", "Số nhiệm vụ đã hoàn thành đúng hạn", "Nhiệm vụ"],
        &["1.2", "Số nhiệm vụ đã hoàn thành nhưng quá hạn", "Nhiệm vụ"],
        &["1.3", "Số nhiệm vụ quá hạn nhưng chưa hoàn thành", "Nhiệm vụ"],
        &["2", "Tổng số hồ sơ tiếp nhận", "Hồ sơ"],
        &["2.1", "Trực tuyến", "Hồ sơ"],
        &["2.2", "Trực tiếp", "Hồ sơ"],
        &["3", "Tổng số văn bản (quyết định, chỉ thị, văn bản khác)", "Văn bản"],
        &["3.1", "Quyết định", "Văn bản"],
        &["3.2", "Chỉ thị", "Văn bản"],
        &["4", "Tổng số cán bộ", "Người"],
        &["", "Trong đó:"],
        &["", "- Nữ", "Người"],
        &["", "- Dân tộc thiểu số", "Người"],
    ]);
    assert_eq!(
        rules(&form),
        [
            "[1] >= [1.1] + [1.2] + [1.3]",
            "[2] = [2.1] + [2.2]",
            "[3] >= [3.1] + [3.2]",
            // some women are of a minority
            "[4/b] <= [4]",
            "[4/c] <= [4]",
        ]
    );
}

#[test]
fn a_score_sheet_keeps_its_maxima_and_steps_and_adds_no_maxima_up() {
    let form = only(&[
        &["BẢNG CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH"],
        &["STT", "Tiêu chí", "Điểm tối đa", "Cách chấm", "Điểm tự chấm", "Tài liệu kiểm chứng"],
        &["1", "Công tác chỉ đạo", "4"],
        &["1.1", "Ban hành kế hoạch\nKịp thời: 1; ban hành muộn: 0,5; không ban hành: 0", "1"],
        &["1.2", "Mức độ hoàn thành kế hoạch", "2,0"],
        &["", "- Hoàn thành 100%: 2 điểm"],
        &["", "- Hoàn thành từ 80% đến dưới 100%: 1 điểm"],
        &["", "- Hoàn thành dưới 80%: 0 điểm"],
        &["1.3", "Kiểm tra", "1", "Có: 1; không: 0"],
        &["", "Tổng cộng", "4"],
    ]);
    assert_eq!(row_ids(&form), ["1", "1.1", "1.2", "1.3", "tong"]);
    let maximum = |row: usize| form.fixed(Some(row), 2).map(|figure| figure.to_string());
    let maxima: Vec<String> = (0..5).filter_map(maximum).collect();
    assert_eq!(maxima, ["4", "1", "2", "1", "4"]);
    let steps = |row: usize| {
        let steps = form.fixed_rows()[row].steps.iter();
        steps.map(|step| step.code.to_string()).collect::<Vec<_>>()
    };
    assert_eq!([steps(1), steps(2), steps(3)], [vec!["0", "0.5", "1"], vec!["0", "1", "2"], vec!["0", "1"]]);
    assert!(form.rules.iter().all(|rule| rule.columns.iter().all(|column| column.as_str() != "diem_toi_da")));
    assert!(rules(&form).contains(&"value <= diem_toi_da"), "{:?}", rules(&form));
}

#[test]
fn where_units_differ_each_row_says_what_its_columns_hold() {
    let form = only(&[
        &["KẾ HOẠCH VÀ THỰC HIỆN"],
        &["STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện kỳ này", "Lũy kế"],
        &["1", "Số thôn", "Thôn"],
        &["1.1", "Số thôn có cáp quang", "Thôn"],
        &["1.2", "Số thôn chưa có cáp quang", "Thôn"],
        &["2", "Tỷ lệ hồ sơ trực tuyến", "%"],
        &["2.1", "Tổng số hồ sơ", "Hồ sơ"],
        &["2.2", "Số hồ sơ trực tuyến", "Hồ sơ"],
        &["3", "Kinh phí đã chi", "Triệu đồng"],
        &["4", "Có tổ công nghệ số", "Chưa có = 0 Đã có = 1"],
    ]);
    let by_row = form.columns.iter().filter(|column| column.holds == Holds::ByRow).count();
    assert_eq!(by_row, 3);
    let kinds: Vec<bool> = [(0, Kind::Count), (3, Kind::Percent), (6, Kind::Money)]
        .iter()
        .map(|(row, kind)| (3..6).all(|column| form.kind(Some(*row), column) == Some(kind)))
        .collect();
    assert_eq!(kinds, [true; 3]);
    let sum = form.rules.iter().find(|rule| rule.text == "[1] = [1.1] + [1.2]").unwrap();
    assert_eq!(sum.columns.len(), 3);
    let share = form.rules.iter().find(|rule| rule.text == "[2] = percent([2.2], [2.1])").unwrap();
    // the percentage of a plan is set, not worked out
    assert!(share.derive && share.columns.len() == 2);
}

#[test]
fn columns_and_rows_are_known_by_the_words_that_offices_use() {
    // planned, done, and the share in per cent; the rest of a total, by column numbers
    let plan = only(&[
        &["THU NGÂN SÁCH"],
        &["STT", "Nội dung", "Đơn vị", "Dự toán", "Thực hiện", "So với dự toán (%)"],
        &["1", "Thu thuế", "Triệu đồng"],
        &["2", "Thu phí", "Triệu đồng"],
    ]);
    assert_eq!(columns(&plan)[2], "don_vi");
    assert!(rules(&plan).contains(&"so_voi_du_toan = percent(thuc_hien, du_toan)"), "{:?}", rules(&plan));
    let left = only(&[
        &["ĐƠN THƯ"],
        &[
            "STT",
            "Nội dung",
            "Kỳ trước chuyển sang",
            "Mới phát sinh",
            "Tổng số (3)+(4)",
            "Đã giải quyết",
            "Còn lại (5)-(6)",
        ],
        &["1", "2", "3", "4", "5", "6", "7"],
        &["1", "Khiếu nại"],
        &["2", "Tố cáo"],
    ]);
    let said = rules(&left);
    assert!(said.contains(&"tong_so_3_4 = ky_truoc_chuyen_sang + moi_phat_sinh"), "{said:?}");
    assert!(said.contains(&"con_lai_5_6 = tong_so_3_4 - da_giai_quyet"), "{said:?}");
    // questions with codes, points beside a maximum, sections in capitals
    let asked = only(&[
        &["KHẢO SÁT"],
        &["STT", "Câu hỏi", "Trả lời"],
        &["1", "Có trụ sở riêng (Có = 1; Không = 0)"],
        &["2", "Số máy tính"],
    ]);
    assert!(matches!(asked.kind(Some(0), 2), Some(Kind::Choice(_))));
    assert_eq!(asked.kind(Some(1), 2), Some(&Kind::Count));
    let scored = only(&[
        &["BẢNG CHẤM ĐIỂM"],
        &["STT", "Tiêu chí", "Điểm chuẩn", "Tự chấm", "Thẩm định"],
        &["1", "Kế hoạch", "5"],
        &["2", "Kiểm tra", "5"],
    ]);
    assert!(scored.columns[3..].iter().all(|column| column.holds == Holds::Value(Kind::Score)));
    let sections = only(&[
        &["CHUYỂN ĐỔI SỐ"],
        &["STT", "Nội dung", "Kết quả"],
        &["A", "DỊCH VỤ CÔNG"],
        &["1", "Số hồ sơ trực tuyến"],
        &["2", "Số hồ sơ trực tiếp"],
        &["3", "Tỷ lệ hồ sơ trực tuyến (%)"],
    ]);
    assert!(sections.fixed_rows()[0].heading);
    // neither section is a part of the other
    assert!(rules(&sections).is_empty(), "{:?}", rules(&sections));
}

/// In statistics several groups may each divide the same total, and years are printed as numbers.
#[test]
fn a_total_is_divided_by_each_group_below_it() {
    let form = only(&[
        &["SỐ LƯỢNG CÁN BỘ, CÔNG CHỨC"],
        &["", "Mã số", "Tổng số", "Nữ"],
        &["A", "B", "1", "2"],
        &["Tổng số", "01"],
        &["1. Chia theo trình độ"],
        &["- Trên đại học", "02"],
        &["- Đại học", "03"],
        &["2. Chia theo độ tuổi"],
        &["- Từ 30 trở xuống", "04"],
        &["- Từ 31 trở lên", "05"],
    ]);
    let said = rules(&form);
    assert_eq!(said, ["[01] = [02] + [03]", "[01] = [04] + [05]"]);
    let headings: Vec<&str> =
        form.fixed_rows().iter().filter(|row| row.heading).map(|row| &*row.label).collect();
    assert_eq!(headings, ["1. Chia theo trình độ", "2. Chia theo độ tuổi"]);
}
