//! Makes the blank that the tutorials in `templates` begin with: a sheet as an office types it, of an invented
//! department, with no trace of phuluc in it. It has two tables: one with three columns of figures, one of points.
//!
//! A test checks that the file is current. Run it in the repository: `cargo run --example authority_blank`.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The path of the blank in the repository.
pub(crate) const PATH: &str = "templates/mau-bieu-so-03.xlsx";

/// The last column of the sheet.
const LAST: u16 = 6;

const TITLE: [(u32, u16, u16, &str); 7] = [
    (0, 0, 1, "ỦY BAN NHÂN DÂN TỈNH VÍ DỤ"),
    (0, 2, LAST, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (1, 0, 1, "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
    (1, 2, LAST, "Độc lập - Tự do - Hạnh phúc"),
    (3, 0, LAST, "KẾT QUẢ CHUYỂN ĐỔI SỐ CỦA CẤP XÃ"),
    (
        4,
        0,
        LAST,
        "(Kèm theo Công văn số 125/SKHCN-CĐS ngày 10/02/2026 của Sở Khoa học và Công nghệ tỉnh Ví dụ)",
    ),
    (5, 0, LAST, "Kỳ báo cáo: quý, năm"),
];

/// The rows: code, label and unit of measure.
const ROWS: [[&str; 3]; 13] = [
    ["I", "Hạ tầng số", ""],
    ["1", "Tổng số thôn, tổ dân phố", "Thôn"],
    ["1.1", "Số thôn đã có cáp quang", "Thôn"],
    ["1.2", "Số thôn chưa có cáp quang", "Thôn"],
    ["2", "Số trạm phát sóng do cấp tỉnh quản lý", "Trạm"],
    ["II", "Dịch vụ số", ""],
    ["3", "Tỷ lệ hồ sơ nộp trực tuyến", "%"],
    ["3.1", "Tổng số hồ sơ tiếp nhận", "Hồ sơ"],
    ["3.2", "Số hồ sơ nộp trực tuyến", "Hồ sơ"],
    ["4", "Tổ công nghệ số cộng đồng", "Chưa có = 0 Đã có = 1"],
    ["4.1", "Số thành viên", "Người"],
    ["5", "Tỷ lệ người dân có tài khoản định danh điện tử mức độ 2", "%"],
    ["6", "Số buổi hướng dẫn người dân dùng dịch vụ số", "Buổi"],
];

/// The criteria: code, text with its steps, and maximum of points.
const POINTS: [(&str, &str, f64); 6] = [
    ("1", "Hạ tầng số", 4.0),
    ("1.1", "Thôn, tổ dân phố có cáp quang\nTừ 90% trở lên: 2; từ 70% đến dưới 90%: 1; dưới 70%: 0", 2.0),
    ("1.2", "Thành lập tổ công nghệ số cộng đồng\nĐã có: 2; chưa có: 0", 2.0),
    ("2", "Dịch vụ số", 6.0),
    ("2.1", "Hồ sơ nộp trực tuyến (điểm = tỷ lệ đạt được × điểm tối đa)", 4.0),
    ("2.2", "Hướng dẫn người dân dùng dịch vụ số\nTừ 2 buổi trở lên: 2; 1 buổi: 1; không có: 0", 2.0),
];

/// The formats of the sheet.
struct Looks {
    middle: Format,
    cell: Format,
    head: Format,
}

/// The bytes of the workbook.
pub(crate) fn blank() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // a fixed date keeps the bytes the same
    let made = ExcelDateTime::from_ymd(2026, 2, 10)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let plain = Format::new().set_font_name("Times New Roman").set_font_size(13).set_text_wrap();
    let middle = plain.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let cell = plain.clone().set_border(FormatBorder::Thin);
    let head = middle.clone().set_border(FormatBorder::Thin).set_bold();
    let looks = Looks { middle, cell, head };
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu 03")?;
    for (column, width) in (0..).zip([8.0, 52.0, 22.0, 14.0, 14.0, 14.0, 18.0]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    figures(sheet, &looks)?;
    points(sheet, &looks)?;
    sheet.merge_range(35, 0, 35, 1, "NGƯỜI LẬP BIỂU", &looks.middle)?;
    sheet.merge_range(35, 2, 35, LAST, "CHỦ TỊCH", &looks.middle)?;
    book.save_to_buffer()
}

/// Writes the table with three columns of figures, and the heading above it.
fn figures(sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    for (row, first, last, text) in TITLE {
        sheet.merge_range(row, first, row, last, text, &looks.middle)?;
    }
    sheet.merge_range(2, 0, 2, 1, "Biểu số 03/CĐS", &looks.middle)?;
    let heads = [(0, "STT"), (1, "Chỉ tiêu"), (2, "Đơn vị tính"), (3, "Kế hoạch năm"), (LAST, "Ghi chú")];
    for (column, label) in heads {
        sheet.merge_range(7, column, 8, column, label, &looks.head)?;
    }
    sheet.merge_range(7, 4, 7, 5, "Thực hiện", &looks.head)?;
    sheet.write_with_format(8, 4, "Kỳ trước", &looks.head)?;
    sheet.write_with_format(8, 5, "Kỳ này", &looks.head)?;
    for (row, texts) in (9..).zip(ROWS) {
        for (column, text) in (0..).zip(texts.iter().chain(&["", "", "", ""])) {
            sheet.write_with_format(row, column, *text, &looks.cell)?;
        }
    }
    sheet.write_with_format(22, 0, "Ghi chú: Số liệu tính đến ngày cuối kỳ báo cáo.", &Format::new())?;
    Ok(())
}

/// Writes the table of points below.
fn points(sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    sheet.merge_range(24, 0, 24, LAST, "BẢNG TỰ CHẤM ĐIỂM CHUYỂN ĐỔI SỐ", &looks.middle)?;
    for (column, label) in (0..).zip(["STT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm"]) {
        sheet.write_with_format(26, column, label, &looks.head)?;
    }
    sheet.merge_range(26, 4, 26, LAST, "Tài liệu kiểm chứng", &looks.head)?;
    for (row, (code, criterion, most)) in (27..).zip(POINTS) {
        sheet.write_with_format(row, 0, code, &looks.cell)?;
        sheet.write_with_format(row, 1, criterion, &looks.cell)?;
        sheet.write_with_format(row, 2, most, &looks.cell)?;
        sheet.write_blank(row, 3, &looks.cell)?;
        sheet.merge_range(row, 4, row, LAST, "", &looks.cell)?;
    }
    sheet.write_with_format(33, 0, "", &looks.cell)?;
    sheet.write_with_format(33, 1, "Tổng cộng", &looks.cell)?;
    sheet.write_with_format(33, 2, 10.0, &looks.cell)?;
    sheet.write_blank(33, 3, &looks.cell)?;
    sheet.merge_range(33, 4, 33, LAST, "", &looks.cell)?;
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::fs::write(PATH, blank()?)?;
    Ok(())
}
