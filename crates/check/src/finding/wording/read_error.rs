//! Why a file could not be read, and what its sender can do about it.

use phuluc_form::Lang;
use phuluc_grid::{Foreign, MAX_BYTES, Malformed, ReadError};

/// What a sender can do where other programs, mails or disks damaged a workbook: Excel repairs it when it saves.
const SAVE_ANEW: &str = "mở bằng Excel, chọn Lưu thành (Save As) tệp .xlsx mới rồi gửi lại";

/// Why a file could not be read, without a full stop. In Vietnamese it also says what to do.
pub fn read_error(lang: Lang, error: &ReadError) -> String {
    match lang {
        Lang::Vi => vietnamese(error),
        Lang::En => error.to_string(),
    }
}

fn vietnamese(error: &ReadError) -> String {
    match error {
        ReadError::NotOpened(why) => format!("không mở được tệp ({why})"),
        ReadError::Changed => {
            "tệp bị ghi đè trong lúc đang đọc; đợi lưu xong, đóng tệp trong Excel rồi chạy lại".to_owned()
        }
        ReadError::Empty => "tệp rỗng (0 byte); đề nghị đơn vị gửi lại".to_owned(),
        ReadError::CutShort => "tệp tải chưa xong, thiếu phần cuối; tải lại hoặc đề nghị đơn vị gửi lại".to_owned(),
        ReadError::TooLarge(bytes) => {
            let (mb, most) = (bytes.div_ceil(1024 * 1024), MAX_BYTES / 1024 / 1024);
            format!(
                "tệp lớn {mb} MB, quá {most} MB; tệp Excel thì xóa ảnh dán vào rồi lưu lại, tệp nén thì giải nén rồi nhận lại"
            )
        }
        ReadError::Password => {
            "tệp có mật khẩu; trong Excel vào Tệp > Thông tin > Bảo vệ sổ làm việc, xóa mật khẩu, lưu rồi gửi lại"
                .to_owned()
        }
        ReadError::Foreign(foreign) => kind(*foreign).to_owned(),
        ReadError::TooMuch => {
            "quá nhiều trang tính hoặc ô (tối đa 256 trang tính, 2.000.000 ô); chỉ để lại các biểu phải báo cáo"
                .to_owned()
        }
        ReadError::TwinSheets(name) => format!("hai trang tính cùng tên “{name}”; đổi tên hoặc xóa một"),
        ReadError::Malformed(odd) => format!("cấu trúc tệp bất thường ({}); {SAVE_ANEW}", strange(odd)),
        ReadError::Exhausting => {
            format!("đọc tệp tốn quá nhiều bộ nhớ hoặc thời gian, không giống tệp báo cáo thông thường; {SAVE_ANEW}")
        }
        ReadError::Lost { sheet, at } => {
            format!("không đọc được trọn vẹn trang tính “{sheet}” (từ ô {at}); {SAVE_ANEW}")
        }
        ReadError::Damaged(_) => format!("tệp hỏng; tải lại, hoặc {SAVE_ANEW}"),
    }
}

fn kind(foreign: Foreign) -> &'static str {
    match foreign {
        Foreign::Html => {
            "đây là trang web (HTML) mang tên tệp Excel, thường do phần mềm xuất ra; mở bằng Excel, lưu thành .xlsx rồi gửi lại"
        }
        Foreign::Xml2003 => "đây là tệp XML của Excel 2003; mở bằng Excel, lưu thành .xlsx rồi gửi lại",
        Foreign::Text => {
            "đây là tệp văn bản (CSV), không phải tệp Excel; mở bằng Excel, lưu thành .xlsx rồi gửi lại"
        }
        Foreign::Word => "đây là văn bản Word, không phải tệp Excel; gửi biểu số liệu bằng tệp Excel",
        Foreign::Presentation => {
            "đây là tệp trình chiếu, không phải tệp Excel; gửi biểu số liệu bằng tệp Excel"
        }
        Foreign::Pdf => "đây là tệp PDF, không phải tệp Excel; gửi biểu số liệu bằng tệp Excel",
        Foreign::Picture => "đây là ảnh, không phải tệp Excel; gửi biểu số liệu bằng tệp Excel",
        Foreign::Archive => "đây là tệp nén (.zip, .rar, .7z); giải nén rồi gửi tệp Excel bên trong",
        Foreign::Mail => "đây là thư điện tử lưu lại; mở thư và lấy tệp Excel đính kèm",
        Foreign::WinMail => {
            "đây là tệp winmail.dat do Outlook đóng gói; đề nghị đơn vị gửi lại thư dạng HTML, hoặc gửi riêng tệp Excel"
        }
        Foreign::Lock => {
            "đây là tệp tạm (~$) mà Excel tạo ra khi đang mở báo cáo, không có số liệu; gửi tệp cùng tên không có ~$"
        }
        Foreign::Ancient => "đây là tệp của Excel 4 hoặc cũ hơn; mở bằng Excel, lưu thành .xlsx rồi gửi lại",
        Foreign::Zeros => {
            "tệp chỉ toàn byte 0, chưa tải được nội dung nào; tải lại hoặc đề nghị đơn vị gửi lại"
        }
        Foreign::Unknown => "không phải tệp Excel, dù tên có thể là .xlsx; đề nghị đơn vị gửi tệp Excel",
    }
}

fn strange(odd: &Malformed) -> String {
    match odd {
        Malformed::ManyParts(parts) => format!("{parts} thành phần bên trong"),
        Malformed::Bomb(part) => format!("{part} phình ra quá lớn khi giải nén"),
        Malformed::TwinParts(part) => format!("hai thành phần cùng tên {part}"),
        Malformed::DocType(part) => format!("{part} có khai báo DOCTYPE"),
        Malformed::LongText(bytes) => format!("một ô chứa {bytes} byte chữ"),
        Malformed::OutsideGrid(at) => format!("ô {at} nằm ngoài trang tính"),
        Malformed::TwinCells(sheet, at) => format!("trang tính “{sheet}” có hai ô {at}"),
        Malformed::Pieces(sheet, at) => format!("số ở ô {at} của trang tính “{sheet}” bị cắt khúc"),
    }
}
