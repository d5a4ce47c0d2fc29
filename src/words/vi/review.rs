//! What a definition that can be read is wrong or doubtful in.

use crate::form::problem::Doubt;

/// How many rows or lines are named before “…”.
const NAMED: usize = 12;

pub(super) fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::CodeTwice { code, first } => {
            format!("số thứ tự {code} đã in ở dòng “{first}”, nên không biết số liệu của dòng nào; sửa code của một dòng")
        }
        Doubt::NeverHolds => "quy tắc này không bao giờ đúng, dù điền số nào; xem lại dấu so sánh và các số".to_owned(),
        Doubt::Contradicts(rules) => format!(
            "quy tắc này mâu thuẫn với {}: không có số nào đúng cả; sửa hoặc bỏ một quy tắc",
            quoted(rules)
        ),
        Doubt::OnlyWithNought(rules) => format!(
            "quy tắc này và {} chỉ cùng đúng khi có ô bằng 0; xem lại có quy tắc nào viết ngược không",
            quoted(rules)
        ),
        Doubt::NeverApplies => {
            "điều kiện trước “implies” không bao giờ xảy ra, nên quy tắc không kiểm tra gì; xem lại mã trong điều kiện".to_owned()
        }
        Doubt::NeverFails => "quy tắc này không bao giờ sai, dù điền số nào, nên không kiểm tra gì; sửa hoặc bỏ".to_owned(),
        Doubt::SharesOfNothing(places) => format!(
            "chưa có quy tắc percent cho biết tỷ lệ tính từ hai số nào: {}; biểu không có hai số đó thì để nguyên",
            named(places)
        ),
        Doubt::Unwatched(rows) if rows.is_empty() => "chưa có quy tắc nào xem số ở cột này".to_owned(),
        Doubt::Unwatched(rows) => format!("chưa có quy tắc nào xem số ở các dòng này: {}", named(rows)),
        Doubt::ToFill(lines) => format!("còn chỗ cần điền, ở dòng {}; điền xong thì xóa lời ghi", listed(lines)),
        Doubt::ToConfirm(lines) => {
            format!("còn gợi ý chưa xác nhận, ở dòng {}; đúng thì xóa lời ghi, sai thì sửa", listed(lines))
        }
    }
}

fn quoted(rules: &[String]) -> String {
    rules.iter().map(|rule| format!("“{rule}”")).collect::<Vec<_>>().join(", ")
}

fn named(places: &[String]) -> String {
    let more = if places.len() > NAMED { format!(" … ({} chỗ)", places.len()) } else { String::new() };
    format!("{}{more}", places[..places.len().min(NAMED)].join(", "))
}

fn listed(lines: &[usize]) -> String {
    named(&lines.iter().map(usize::to_string).collect::<Vec<_>>())
}
