//! Drafts from blanks as authorities issue them. Several kinds of blanks are drawn here, and no line of any is lost.

use crate::support::builder::sheet;
use phuluc::author::{Draft, Drafts, draft, review};
use phuluc::form::{Consolidate, Form, Holds, Kind, definition};
use phuluc::grid::Sheet;
use phuluc::say::{Lang, words};
use std::sync::Arc;

/// The drafts from one sheet, each with the form that its text defines.
#[track_caller]
fn drafts(sheet: Sheet) -> (Drafts, Vec<Arc<Form>>) {
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
fn only(lines: &[&[&str]]) -> Arc<Form> {
    let (_, mut forms) = drafts(sheet(lines));
    assert_eq!(forms.len(), 1, "{:?}", forms.iter().map(|form| &form.title).collect::<Vec<_>>());
    forms.remove(0)
}

fn rules(form: &Form) -> Vec<&str> {
    form.rules.iter().map(|rule| rule.text.as_str()).collect()
}

fn columns(form: &Form) -> Vec<&str> {
    form.columns.iter().map(|column| column.id.as_str()).collect()
}

fn row_ids(form: &Form) -> Vec<&str> {
    form.fixed_rows().iter().map(|row| row.id.as_str()).collect()
}

#[test]
fn each_table_of_a_sheet_is_a_form_or_is_named() {
    const HEAD: [&str; 5] = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"];
    let (drafts, forms) = drafts(sheet(&[
        &["Biểu mẫu số 1"],
        &["CÔNG TÁC CHỈ ĐẠO"],
        &HEAD,
        &["1", "Số văn bản", "Văn bản"],
        &["1.1", "Số kế hoạch", "Văn bản"],
        // here the next page begins
        &HEAD,
        &["2", "Số cuộc kiểm tra", "Cuộc"],
        &[],
        &["Biểu mẫu số 2"],
        &["CẢI CÁCH THỂ CHẾ"],
        &HEAD,
        &["1", "Số văn bản quy phạm pháp luật", "Văn bản"],
        &["", "- Cấp tỉnh", "Văn bản"],
        &["", "- Cấp xã", "Văn bản"],
        &["NGƯỜI LẬP BIỂU", "", "", "CHỦ TỊCH"],
        &[],
        &["DANH SÁCH LIÊN HỆ"],
        &["STT", "Nội dung", "Ghi chú"],
        &["1", "Phòng Văn hóa – Xã hội"],
    ]));
    let titles: Vec<&str> = forms.iter().map(|form| form.title.as_str()).collect();
    assert_eq!(titles, ["Công tác chỉ đạo", "Cải cách thể chế"]);
    assert_eq!(row_ids(&forms[0]), ["1", "1.1", "2"]);
    assert_eq!(row_ids(&forms[1]), ["1", "1/a", "1/b"]);
    assert_ne!(forms[0].sheet, forms[1].sheet, "two forms of a workbook have a sheet each");
    assert_ne!(forms[0].id, forms[1].id);
    let [left_out] = drafts.left_out.as_slice() else { panic!("{:?}", drafts.left_out) };
    assert_eq!((left_out.line, left_out.text.as_str()), (18, "STT | Nội dung | Ghi chú"));
}

#[test]
fn a_header_without_stt_is_found_by_the_column_of_labels() {
    // no column of numbers at all
    let plain = only(&[
        &["KẾT QUẢ GIẢI QUYẾT HỒ SƠ"],
        &["Chỉ tiêu", "Đơn vị tính", "Số liệu"],
        &["Tổng số hồ sơ", "Hồ sơ"],
        &["Số cuộc họp", "Cuộc"],
    ]);
    assert_eq!(columns(&plain), ["chi_tieu", "don_vi", "so_lieu"]);
    assert_eq!(plain.fixed_rows().len(), 2);
    // as statistics are printed: the corner is blank, codes stand beside it, letters and numbers below
    let statistics = only(&[
        &["Biểu số 05/TK", "", "", "", "Đơn vị báo cáo: UBND xã …"],
        &["LAO ĐỘNG VÀ VIỆC LÀM"],
        &["", "Mã số", "Đơn vị tính", "Kế hoạch năm", "Thực hiện kỳ này"],
        &["A", "B", "C", "1", "2"],
        &["Số lao động có việc làm", "01", "Người"],
        &["Số lao động được đào tạo", "02", "Người"],
        &["Số doanh nghiệp mới", "03", "Đơn vị"],
    ]);
    assert_eq!(columns(&statistics), ["chi_tieu", "stt", "don_vi", "ke_hoach_nam", "thuc_hien_ky_nay"]);
    assert_eq!(statistics.columns[0].head, ["Chỉ tiêu"]);
    assert!(statistics.column_numbers);
    assert_eq!(row_ids(&statistics), ["01", "02", "03"]);
    // the labels may be short, and groups of lines have no codes
    let short = only(&[
        &["DÂN SỐ"],
        &["", "Mã số", "Tổng số", "Nam", "Nữ"],
        &["A", "B", "1", "2", "3"],
        &["Tổng số", "01"],
        &["1. Chia theo thôn"],
        &["- Thôn 1", "02"],
        &["- Thôn 2", "03"],
        &["2. Chia theo độ tuổi"],
        &["- Dưới 15", "04"],
    ]);
    assert_eq!(columns(&short), ["chi_tieu", "stt", "tong_so", "nam", "nu"]);
    let labels: Vec<&str> = short.fixed_rows().iter().map(|row| &*row.label).collect();
    assert_eq!(
        labels,
        ["Tổng số", "1. Chia theo thôn", "- Thôn 1", "- Thôn 2", "2. Chia theo độ tuổi", "- Dưới 15"]
    );
    // codes and labels without heads, and columns with unknown names
    let bare = only(&[
        &["HOẠT ĐỘNG CỦA TRUNG TÂM"],
        &["", "", "Quý trước", "Quý này"],
        &["1", "Lượt người đến giao dịch"],
        &["2", "Lượt người được hướng dẫn"],
        &["3", "Cuộc gọi được trả lời"],
    ]);
    assert_eq!(columns(&bare), ["stt", "chi_tieu", "quy_truoc", "quy_nay"]);
    assert_eq!(row_ids(&bare), ["1", "2", "3"]);
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
            "[4] >= [4/b] + [4/c]",
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
fn a_second_table_comes_from_the_same_paper_and_what_stands_between_is_named() {
    let (drafts, forms) = drafts(sheet(&[
        &["Biểu số 07/NN"],
        &["DIỆN TÍCH, SẢN LƯỢNG"],
        &["(Kèm theo Công văn số 812/SNN-KH ngày 05/3/2026 của Sở Nông nghiệp)"],
        &["STT", "Chỉ tiêu", "Đơn vị tính", "Trong kỳ", "Lũy kế từ đầu năm"],
        &["1", "Diện tích gieo trồng", "Ha"],
        &["2", "Sản lượng thu hoạch", "Tấn"],
        &["3", "Số hộ tham gia", "Hộ"],
        &["Ghi chú: Diện tích ghi đến hai chữ số thập phân."],
        &["PHỤ LỤC II. BẢNG CHẤM ĐIỂM"],
        &["STT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Tài liệu kiểm chứng"],
        &["1", "Gieo trồng đúng kế hoạch", "5"],
    ]));
    let said: Vec<[&str; 3]> =
        forms.iter().map(|form| [form.title.as_str(), form.short.as_str(), form.paper()]).collect();
    let paper = "Công văn số 812/SNN-KH";
    assert_eq!(said, [["Diện tích, sản lượng", "Biểu 07", paper], ["Bảng chấm điểm", "Phụ lục II", paper]]);
    let left_out: Vec<&str> =
        drafts.list.iter().flat_map(|draft| &draft.left_out).map(|line| line.text.as_str()).collect();
    assert_eq!(left_out, ["Ghi chú: Diện tích ghi đến hai chữ số thập phân."]);
    // hectares and tonnes have decimals; a cumulative figure is not compared with the period before
    let kinds: Vec<Option<&Kind>> = (0..3).map(|row| forms[0].kind(Some(row), 3)).collect();
    assert_eq!(kinds, [Some(&Kind::Quantity), Some(&Kind::Quantity), Some(&Kind::Count)]);
    assert!(!forms[0].over_time(Some(0), 3).cumulative && forms[0].over_time(Some(0), 4).cumulative);
    // maxima are the same for all units, points are listed by unit, and evidence is any text
    let score_sheet = &forms[1].columns;
    let made_one: Vec<Consolidate> = score_sheet[2..4].iter().map(|column| column.consolidate).collect();
    assert_eq!(made_one, [Consolidate::Same, Consolidate::List]);
    assert_eq!(score_sheet[4].holds, Holds::Value(Kind::Text));
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

#[test]
fn years_head_columns_though_they_are_numbers() {
    use phuluc::grid::{At, Cell, Content};
    let lines = sheet(&[
        &["CÁC CHỈ TIÊU KINH TẾ – XÃ HỘI"],
        &["STT", "Chỉ tiêu", "Đơn vị tính", "", "", "Kế hoạch 2026"],
        &["1", "Thu ngân sách", "Triệu đồng"],
        &["2", "Số hộ nghèo", "Hộ"],
    ]);
    let mut cells: Vec<(At, Cell)> = lines.cells().map(|(at, cell)| (at, cell.clone())).collect();
    for (column, year) in [(3, 2024), (4, 2025)] {
        cells.push((At { row: 1, column }, Cell::plain(Content::Number(year.into()))));
    }
    let (_, forms) = drafts(Sheet::new("Biểu 2", cells));
    let heads: Vec<&str> = forms[0].columns.iter().map(|column| column.head[0].as_str()).collect();
    assert_eq!(heads, ["STT", "Chỉ tiêu", "Đơn vị tính", "2024", "2025", "Kế hoạch 2026"]);
}

/// A section with its own header is a form, and its title is no line of the table before it.
#[test]
fn a_section_with_a_header_of_its_own_is_a_form() {
    const HEAD: [&str; 4] = ["STT", "Nội dung", "Số lượng", "Ghi chú"];
    let (_, forms) = drafts(sheet(&[
        &["I. KẾT QUẢ TIẾP NHẬN"],
        &HEAD,
        &["1", "Hồ sơ tiếp nhận"],
        &["2", "Hồ sơ giải quyết"],
        &[],
        &["II. KẾT QUẢ SỐ HÓA"],
        &HEAD,
        &["1", "Hồ sơ số hóa"],
        &[],
        &["III. NHÂN SỰ"],
        &["STT", "Họ và tên", "Chức vụ", "Số điện thoại"],
        &["1", "…"],
        &["2", "…"],
        &["NGƯỜI LẬP BIỂU", "", "CHỦ TỊCH"],
    ]));
    let titles: Vec<&str> = forms.iter().map(|form| form.title.as_str()).collect();
    assert_eq!(titles, ["Kết quả tiếp nhận", "Kết quả số hóa", "Nhân sự"]);
    let rows: Vec<Vec<&str>> = forms.iter().map(|form| row_ids(form)).collect();
    assert_eq!(rows, [vec!["1", "2"], vec!["1"], vec![]]);
    // dots after numbers ask for open lines; names and telephone numbers are text
    assert!(matches!(forms[2].rows, phuluc::form::Rows::Open { .. }));
    let kinds = forms[2].columns[2..].iter().map(|column| format!("{:?}", column.holds));
    assert_eq!(kinds.collect::<Vec<_>>(), ["Value(Text)", "Value(Text)"]);
}
