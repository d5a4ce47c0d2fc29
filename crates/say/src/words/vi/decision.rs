//! What is said about what people decide, in Vietnamese.

use crate::words::message::DecisionMessage;
use phuluc_check::{Decision, Ruling, SheetCell};
use phuluc_form::number;

pub(super) fn say(message: &DecisionMessage<'_>) -> String {
    match message {
        DecisionMessage::Ruling(ruling) => self::ruling(ruling),
        DecisionMessage::Decision(decision) => self::decision(decision),
        DecisionMessage::Adjusted { place, from, to, decision } => {
            let Decision { who, when, basis, .. } = decision;
            format!("{place}: điều chỉnh từ {from} thành {to} ({who}, {when}; căn cứ: {basis})")
        }
        DecisionMessage::Recorded { unit, ruling, file } => format!("Đã ghi vào {file}: {unit}, {ruling}."),
        DecisionMessage::Unmatched { unit, decision } => format!(
            "Quyết định không còn khớp với số liệu, nội dung hoặc lần gửi nào: {unit}, {}.",
            self::decision(decision)
        ),
        DecisionMessage::Contested { counted, newer } => {
            format!(
                "Lần gửi {newer} còn lỗi, lần gửi {counted} không có lỗi và đang được tính; cần quyết định ở xu-ly.xlsx"
            )
        }
    }
}

fn ruling(ruling: &Ruling) -> String {
    match ruling {
        Ruling::Accepted | Ruling::Returned => ruling.kind().name().to_owned(),
        Ruling::Explained { rule, cell: None } => format!("chấp nhận theo giải trình [{rule}]"),
        Ruling::Explained { rule, cell: Some(SheetCell { sheet, at }) } => {
            format!("chấp nhận theo giải trình [{rule}] ở trang tính “{sheet}”, ô {at}")
        }
        Ruling::Adjusted { cell: SheetCell { sheet, at }, from, to } => {
            let from = from.map_or_else(|| "chưa nhập".to_owned(), number::vietnamese);
            let to = number::vietnamese(*to);
            format!("điều chỉnh số liệu ở trang tính “{sheet}”, ô {at} từ {from} thành {to}")
        }
        Ruling::Extended(until) => format!("gia hạn đến {until}"),
    }
}

fn decision(decision: &Decision) -> String {
    let Decision { who, when, basis, .. } = decision;
    let basis = if basis.is_empty() { String::new() } else { format!("; căn cứ: {basis}") };
    format!("{} ({who}, {when}{basis})", ruling(&decision.ruling))
}
