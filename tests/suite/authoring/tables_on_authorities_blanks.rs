//! Which tables on the blanks of authorities become forms: by their headers, titles and sections, several on one sheet.

use super::drafts_of_authorities_blanks::{columns, drafts, only, row_ids};
use crate::support::builder::sheet;
use phuluc::form::{Consolidate, Holds, Kind};
use phuluc::grid::Sheet;

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
