//! Fixed phrases in Vietnamese.

use crate::words::message::Label;

pub(super) const fn say(label: Label) -> &'static str {
    match label {
        Label::NotDone => "Không thực hiện được",
        Label::Todo => "Cách xử lý",
        Label::MayMend => "Có thể sửa",
        Label::NotCheckable => "Chưa kiểm tra được vì còn ô chưa nhập hoặc không đọc được",
        Label::NotLookedAt => "Không áp dụng",
        Label::UnknownUnit => "chưa rõ đơn vị",
        Label::InAll => "Tổng cộng",
        Label::Files => "tệp",
        Label::Rules => "quy tắc",
        Label::What => "Quy tắc",
        Label::Why => "Vì sao",
        Label::Blank => "Ô trống",
        Label::Example => "Ví dụ",
        Label::RuleText => "Viết trong định nghĩa",
        Label::SeverityOf => "Mức độ",
        Label::Basis => "Căn cứ",
        Label::OfForm => "Biểu",
        Label::Reported => "đã báo cáo",
        Label::LeftOut => ", không cộng vào tổng",
        Label::NoneCounted => "chưa cộng báo cáo nào vào tổng",
        Label::DefinitionError => "lỗi định nghĩa",
        Label::DefinitionAdvice => "nên xem lại",
        Label::Mistake => "lỗi",
        Label::LinesToPaste => {
            "Dòng để dán vào don-vi.xlsx (chọn một; dán đè lên dòng của đơn vị, hoặc thêm dòng mới):"
        }
        Label::GroupReminder => "Lời nhắn chung cho cả nhóm Zalo:",
        Label::Reminders => "Nội dung đôn đốc (dán vào Zalo hoặc thư):",
    }
}
