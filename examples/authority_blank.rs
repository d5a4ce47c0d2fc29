//! Makes the blank that the tutorials in `templates` begin with: a form as an office types it, of an
//! invented department, with no trace of phuluc in it.
//!
//! A test keeps it current. Run it in the repository: `cargo run --example authority_blank`.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// Where it is kept.
pub(crate) const PATH: &str = "templates/mau-bieu-so-03.xlsx";

const TITLE: [(u32, u16, u16, &str); 7] = [
    (0, 0, 1, "ỦY BAN NHÂN DÂN TỈNH VÍ DỤ"),
    (0, 2, 4, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (1, 0, 1, "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
    (1, 2, 4, "Độc lập - Tự do - Hạnh phúc"),
    (3, 0, 4, "KẾT QUẢ CHUYỂN ĐỔI SỐ CỦA CẤP XÃ"),
    (4, 0, 4, "(Kèm theo Công văn số 125/SKHCN-CĐS ngày 10/02/2026 của Sở Khoa học và Công nghệ tỉnh Ví dụ)"),
    (5, 0, 4, "Kỳ báo cáo: quý, năm"),
];

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

/// The bytes of the workbook.
pub(crate) fn blank() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // the same bytes on every day
    let made = ExcelDateTime::from_ymd(2026, 2, 10)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let plain = Format::new().set_font_name("Times New Roman").set_font_size(13).set_text_wrap();
    let middle = plain.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let cell = plain.clone().set_border(FormatBorder::Thin);
    let head = middle.clone().set_border(FormatBorder::Thin).set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu 03")?;
    for (column, width) in [8.0, 52.0, 22.0, 14.0, 18.0].into_iter().enumerate() {
        sheet.set_column_width(u16::try_from(column).unwrap_or_default(), width)?;
    }
    for (row, first, last, text) in TITLE {
        sheet.merge_range(row, first, row, last, text, &middle)?;
    }
    sheet.merge_range(2, 0, 2, 1, "Biểu số 03/CĐS", &middle)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    for (column, label) in [(0, "STT"), (1, "Chỉ tiêu"), (4, "Ghi chú")] {
        sheet.merge_range(7, column, 8, column, label, &head)?;
    }
    sheet.merge_range(7, 2, 7, 3, "Kết quả", &head)?;
    sheet.write_with_format(8, 2, "Đơn vị tính", &head)?;
    sheet.write_with_format(8, 3, "Số liệu", &head)?;
    for (row, texts) in (9..).zip(ROWS) {
        for (column, text) in (0..).zip(texts.iter().chain(&["", ""])) {
            sheet.write_with_format(row, column, *text, &cell)?;
        }
    }
    sheet.write_with_format(23, 0, "Ghi chú: Số liệu tính đến ngày cuối kỳ báo cáo.", &Format::new())?;
    sheet.merge_range(25, 0, 25, 1, "NGƯỜI LẬP BIỂU", &middle)?;
    sheet.merge_range(25, 2, 25, 4, "CHỦ TỊCH", &middle)?;
    book.save_to_buffer()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::fs::write(PATH, blank()?)?;
    Ok(())
}
