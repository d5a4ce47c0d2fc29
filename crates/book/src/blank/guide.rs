//! The guide sheet of a blank: one screen with the first steps and the meaning of the colours.

use super::formats::{BlankFormats, protect};
use super::formula::quoted;
use crate::{paper, style};
use phuluc_author::Blank;
use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

/// The widths of the columns.
const WIDTHS: [u32; 3] = [6, 30, 86];
/// The steps of filling in a blank, in order.
const STEPS: [&str; 6] = [
    "Bấm “Bật chỉnh sửa” (Enable Editing) ở thanh vàng phía trên, nếu có. Chưa bấm thì tệp không tính được.",
    "Gõ vào các ô màu vàng; gõ xong thì ô hết vàng. Số đếm gõ liền: gõ 1232, không gõ dấu chấm; số lẻ dùng dấu phẩy: 83,19.",
    "Bằng không thì ghi 0. Không phát sinh thì để trống và ghi “không phát sinh” ở cột Ghi chú (nếu biểu có cột này). Ô trống là chưa nhập.",
    "Chép số từ tệp khác: dán kiểu giá trị (chuột phải, Paste Special, Values) để giữ kiểm tra của ô.",
    "Thiếu dòng: chọn một dòng để trống ở giữa bảng, bấm chuột phải, Insert. Không đổi mã, tên chỉ tiêu, tiêu đề cột.",
    "Xem trang “Kiểm tra”: sửa hết “Lỗi”, giải trình “Cần xem lại”, nhập đủ các ô, rồi lưu và gửi tệp này.",
];

/// Draws the guide.
pub(super) fn draw(sheet: &mut Worksheet, blank: &Blank, formats: &BlankFormats) -> Result<(), XlsxError> {
    sheet.set_name(phuluc_grid::AIDS[0])?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let styles = &formats.styles;
    sheet.merge_range(0, 0, 0, 2, "HƯỚNG DẪN ĐIỀN BIỂU", &styles.title)?;
    let order = &blank.order;
    let unit = order.unit.as_deref().unwrap_or("ghi ở góc phải của từng biểu");
    let period =
        order.period.map_or_else(|| "ghi dưới tên của từng biểu".to_owned(), |period| period.to_string());
    let who = format!("Đơn vị báo cáo: {unit}. Kỳ báo cáo: {period}.");
    sheet.merge_range(1, 0, 1, 2, &who, &styles.period)?;
    sheet.merge_range(2, 0, 2, 2, paper::NOT_PRINTED, &styles.left.clone().set_italic())?;
    sheet.set_row_height(2, style::height([(paper::NOT_PRINTED, WIDTHS.iter().sum())]))?;
    let mut at = 3;
    for (number, step) in (1..).zip(STEPS) {
        let format = if number == 1 { styles.label.clone().set_bold() } else { styles.label.clone() };
        sheet.write_number_with_format(at, 0, number, &centred(&format))?;
        sheet.merge_range(at, 1, at, 2, step, &format)?;
        sheet.set_row_height(at, style::height([(step, WIDTHS[1] + WIDTHS[2])]))?;
        at += 1;
    }
    at += 1;
    at = legend(sheet, at, formats)?;
    sheet.merge_range(at, 0, at, 2, "Các biểu trong tệp này (bấm để mở)", &styles.header)?;
    at += 1;
    let link = styles
        .label
        .clone()
        .set_font_color("#0563C1")
        .set_underline(rust_xlsxwriter::FormatUnderline::Single);
    for (number, form) in (1..).zip(blank.forms()) {
        sheet.write_number_with_format(at, 0, number, &centred(&styles.label))?;
        let url = Url::new(format!("internal:{}!A1", quoted(&form.sheet))).set_text(form.known_as());
        sheet.write_url_with_format(at, 1, url, &link)?;
        sheet.write_string_with_format(at, 2, &form.title, &styles.label)?;
        sheet.set_row_height(at, style::height([(form.title.as_str(), WIDTHS[2])]))?;
        at += 1;
    }
    paper::official(sheet, &WIDTHS);
    paper::leave_out(sheet, u16::try_from(WIDTHS.len()).unwrap_or(u16::MAX))?;
    protect(sheet);
    Ok(())
}

/// Draws the legend of colours, with words beside them. Gives the next free row.
fn legend(sheet: &mut Worksheet, mut at: u32, formats: &BlankFormats) -> Result<u32, XlsxError> {
    let styles = &formats.styles;
    sheet.merge_range(at, 0, at, 2, "Màu của các ô", &styles.header)?;
    at += 1;
    let colours: [(&Format, &str, &str); 6] = [
        (&formats.open, "Vàng", "Ô còn phải nhập; nhập xong thì hết vàng, vẫn sửa được."),
        (&styles.value, "Trắng", "Ô đã nhập; hoặc ô không bắt buộc như cột Ghi chú, để trống cũng được."),
        (&formats.carried, "Xanh lá, chữ nghiêng", "Số chuyển từ báo cáo kỳ trước; sửa được nếu chưa đúng."),
        (&formats.computed, "Xanh nhạt", "Ô tự tính, không phải gõ."),
        (&formats.out, "Xám", "Không thuộc phạm vi báo cáo của đơn vị, không phải nhập."),
        (
            &formats.wrong,
            "Đỏ, chữ đậm",
            "Ô có lỗi hoặc cần xem lại; trang “Kiểm tra” ghi rõ vì sao và cách xử lý.",
        ),
    ];
    for (format, name, meaning) in colours {
        let swatch = format
            .clone()
            .set_align(FormatAlign::Left)
            .set_indent(1)
            .set_locked()
            .set_border(rust_xlsxwriter::FormatBorder::Thin)
            .set_font_name("Times New Roman")
            .set_font_size(12);
        sheet.merge_range(at, 0, at, 1, name, &swatch)?;
        sheet.write_string_with_format(at, 2, meaning, &styles.label)?;
        at += 1;
    }
    let locked = "Trang tính được khóa để tránh gõ nhầm, không đặt mật khẩu (Review, Unprotect Sheet để mở).";
    sheet.merge_range(
        at,
        0,
        at,
        2,
        locked,
        &styles.left.clone().set_italic().set_align(FormatAlign::Left),
    )?;
    Ok(at + 2)
}

fn centred(format: &Format) -> Format {
    format.clone().set_align(FormatAlign::Center).set_indent(0)
}
