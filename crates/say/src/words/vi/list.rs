//! What is said about lists that staff keep, in Vietnamese.

use crate::words::message::ListMessage;
use phuluc_grid::Flaw;

pub(super) fn say(message: &ListMessage<'_>) -> String {
    match message {
        ListMessage::FlawAt { file, sheet: "", .. } => (*file).to_owned(),
        ListMessage::FlawAt { file, sheet, cell: None } => format!("{file}, trang tính “{sheet}”"),
        ListMessage::FlawAt { file, sheet, cell: Some(cell) } => {
            format!("{file}, trang tính “{sheet}”, ô {cell}")
        }
        ListMessage::Flaw(flaw) => self::flaw(flaw),
    }
}

fn flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::NoHeadings(labels) => {
            let labels: Vec<String> = labels.iter().map(|label| format!("“{label}”")).collect();
            format!("không thấy dòng tiêu đề có các cột {}", labels.join(", "))
        }
        Flaw::NoLines => "danh sách chưa có dòng nào".to_owned(),
        Flaw::Missing(label) => format!("chưa ghi “{label}”"),
        Flaw::CodeIsNumber => {
            "mã đang là con số, số 0 ở đầu có thể đã mất; định dạng ô là Văn bản (Text) rồi gõ lại mã"
                .to_owned()
        }
        Flaw::Duplicate { text, first } => format!("“{text}” đã có ở ô {first}"),
        Flaw::UnknownUnit { text, near } => {
            format!("không có đơn vị “{text}” trong danh sách{}", meant(near.as_ref()))
        }
        Flaw::Cycle => "đơn vị không thể là cấp trên của chính mình".to_owned(),
        Flaw::UnknownWord { text, allowed } => format!("ghi “{text}”, chỉ nhận: {}", allowed.join(", ")),
        Flaw::NotADay(text) => format!("“{text}” không phải một ngày, ghi như 31/12/2026"),
        Flaw::NotAMoment(text) => {
            format!("“{text}” không phải một thời điểm, ghi như 16:30 ngày 15/12/2026")
        }
        Flaw::DateOrder => "ngày cuối trước ngày đầu".to_owned(),
        Flaw::UnknownForm { text, near } => format!("không có biểu “{text}”{}", meant(near.as_ref())),
        Flaw::NotANumber(text) => format!("“{text}” không phải một con số"),
        Flaw::NotACell(text) => format!("“{text}” không phải tên một ô, ghi như C12"),
    }
}

fn meant(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; ý là “{near}”?"))
}
