//! Sentences about the check of a file, in Vietnamese.

use super::name::{cell, unknown};
use crate::words::message::CheckMessage;
use crate::words::noughts::noughts;
use phuluc_check::{NAMED, OpenRule, Skipped, wording};
use phuluc_form::{Lang, Severity, number};

pub(super) fn say(message: &CheckMessage<'_>) -> String {
    match message {
        CheckMessage::Severity(severity) => self::severity(*severity).to_owned(),
        CheckMessage::Counts { errors, warnings, notes } => counts(*errors, *warnings, *notes),
        CheckMessage::Relations { holding, open, blank } => {
            let open = if *open > 0 { format!(", {open} chưa kiểm tra được") } else { String::new() };
            let blank = if *blank > 0 { format!(" Còn {blank} ô chưa nhập.") } else { String::new() };
            format!("Quan hệ cân đối: {holding} khớp{open}.{blank}")
        }
        CheckMessage::Alike { findings, cells, at_cells } => {
            let noun = if *at_cells { "ô" } else { "nội dung" };
            format!("Còn {findings} {noun} cùng loại: {cells}")
        }
        CheckMessage::Folded { findings, cells } => {
            format!("và {findings} nội dung khác cùng nguyên nhân: {cells}")
        }
        CheckMessage::Blanks { form, cells } => format!("{form}: {cells}"),
        CheckMessage::Open(open) => self::open(open),
        CheckMessage::Skipped(skipped) => self::skipped(skipped),
    }
}

/// The findings by severity: “còn 2 lỗi và 1 nội dung cần xem lại”. A severity without findings is left out.
fn counts(errors: usize, warnings: usize, notes: usize) -> String {
    let counts = [(errors, "lỗi"), (warnings, "nội dung cần xem lại"), (notes, "lưu ý")];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| format!("{count} {noun}"))
        .collect();
    match counts.as_slice() {
        [] => "không có lỗi".to_owned(),
        [only] => format!("còn {only}"),
        [before @ .., last] => format!("còn {} và {last}", before.join(", ")),
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Lỗi",
        Severity::Warning => "Cần xem lại",
        Severity::Note => "Lưu ý",
    }
}

fn open(open: &OpenRule) -> String {
    let mut unknown: Vec<String> = open.unknown.iter().take(NAMED).map(unknown).collect();
    unknown.extend((open.unknown.len() > NAMED).then(|| "…".to_owned()));
    let place = wording::place(Lang::Vi, &open.place);
    let mut text = format!("{place}: {} (còn {})", open.title, unknown.join(", "));
    if let (Some(implied), [only]) = (open.implied, open.unknown.as_slice()) {
        let implied = number::vietnamese(implied);
        text.push_str(&format!("; nếu các số khác đúng thì {} là {implied}", cell(only)));
    }
    text
}

fn skipped(skipped: &Skipped) -> String {
    match skipped {
        Skipped::NoForm(form) => format!("trong tệp không có biểu {form}"),
        Skipped::NoPrevious => "chưa có báo cáo kỳ liền trước của đơn vị để so (dùng --previous)".to_owned(),
        Skipped::NoLastYear => {
            "chưa có báo cáo cùng kỳ năm trước của đơn vị để so (dùng --previous)".to_owned()
        }
        Skipped::NoYear => {
            "chưa có đủ các báo cáo từ đầu năm của đơn vị để cộng (dùng --previous)".to_owned()
        }
        Skipped::NoRow => "biểu không có dòng liên quan".to_owned(),
        Skipped::EmptyColumn(column) => format!("cột “{column}” chưa nhập số nào"),
        Skipped::DividesByNought(cells) => format!("số chia bằng 0{}", noughts(cells)),
    }
}
