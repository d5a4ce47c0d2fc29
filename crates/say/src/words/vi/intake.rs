//! Sentences about files that are taken in, in Vietnamese.

use crate::words::message::IntakeMessage;

pub(super) fn say(message: &IntakeMessage<'_>) -> String {
    match message {
        IntakeMessage::TakenIn { files: 0, .. } => {
            "Không có tệp mới nào của đơn vị trong danh sách.".to_owned()
        }
        IntakeMessage::TakenIn { files, units, register } => {
            format!("Đã nhận {files} tệp của {units} đơn vị, ghi vào {register}.")
        }
        IntakeMessage::TakenFile { unit, number, path, original } => {
            format!("{unit}, lần gửi {number}: {path} (tệp gốc “{original}”)")
        }
        IntakeMessage::CameAt { at, time_source } => format!("Nhận {at} ({}).", time_source.name()),
        IntakeMessage::OlderThan { form, number, received } => {
            let at = received.map(|at| format!(" (nhận {at})")).unwrap_or_default();
            format!("{form}: lần này cũ hơn lần gửi {number}{at}, nên không thay số liệu của lần đó.")
        }
        IntakeMessage::SayInRegister => {
            "Xác định xong thì ghi tên đơn vị vào cột “Đơn vị” của sổ theo dõi, ở dòng của tệp này."
                .to_owned()
        }
        IntakeMessage::StillMissing(forms) => format!("Đơn vị còn thiếu: {forms}."),
        IntakeMessage::OwesNothing => "Đơn vị này không phải gửi biểu nào trong đợt.".to_owned(),
        IntakeMessage::Checked { errors: 0 } => "Đã kiểm tra, không có lỗi.".to_owned(),
        IntakeMessage::Checked { errors } => format!("Đã kiểm tra, còn {errors} lỗi."),
        IntakeMessage::EmptyForms(forms) => {
            format!("Biểu trống, chưa nhập số nào nên chưa tính là đã gửi: {forms}.")
        }
        IntakeMessage::EmptyAgain { form, counted } => {
            format!("{form}: lần này gửi biểu trống, vẫn tính số liệu lần gửi {counted}.")
        }
        IntakeMessage::Changed { form, number, places: 0 } => {
            format!("{form}: không có số nào khác lần gửi {number}.")
        }
        IntakeMessage::Changed { form, number, places } => {
            format!("{form}: {places} ô khác lần gửi {number}:")
        }
        IntakeMessage::UnitsUnknown { files } => {
            format!("Chưa rõ đơn vị ({files} tệp, đã lưu trong thư mục nhan, chưa tính cho đơn vị nào):")
        }
        IntakeMessage::NotTaken { files } => format!("Không nhận ({files} tệp):"),
    }
}
