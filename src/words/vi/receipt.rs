//! What was done while reading, in Vietnamese.

use crate::finding::wording::listed;
use crate::legacy_encoding::Encoding;
use crate::locate::Basis;
use crate::receipt::{AlignedRows, Receipt};

/// What was done, without a full stop.
pub(super) fn said(receipt: &Receipt) -> String {
    match receipt {
        Receipt::OldFont(Encoding::Mojibake) => "chữ bị lưu sai bảng mã, đã đọc thành chữ Unicode".to_owned(),
        Receipt::OldFont(encoding) => {
            format!("chữ viết bằng phông {}, đã đọc thành chữ Unicode", encoding.fonts())
        }
        Receipt::Joined(sheets) => {
            let named: Vec<String> = sheets.iter().map(|sheet| format!("“{sheet}”")).collect();
            format!("các dòng của biểu nằm trên các trang tính {}, đã ghép thành một biểu", named.join(", "))
        }
        Receipt::Columns(columns) => {
            let column =
                |(at, say, seen): &(_, String, String)| format!("cột “{say}” đọc ở ô {at} ghi “{seen}”");
            listed(columns.iter().map(column))
        }
        Receipt::Rows { rows: pieces, confidence } => {
            format!("{} (độ tin cậy của cả biểu {confidence}%)", listed(pieces.iter().map(rows)))
        }
    }
}

fn rows(rows: &AlignedRows) -> String {
    let range = |first: u32| match rows.count {
        1 => format!("dòng {first}"),
        count => format!("dòng {first} đến {}", first + count - 1),
    };
    let how = match rows.basis {
        Basis::CodeAndLabel => "khớp theo mã và tên chỉ tiêu",
        Basis::Reworded => "khớp theo mã, tên chỉ tiêu viết khác",
        Basis::DamagedCode => "khớp theo tên chỉ tiêu, mã bị Excel đổi thành số hoặc ngày",
        Basis::Label => "khớp theo tên chỉ tiêu và các dòng xung quanh, mã thiếu hoặc khác",
    };
    let moved = if rows.moved { ", đứng khác thứ tự" } else { "" };
    format!("{} của mẫu là {} của tệp, {how}{moved}", range(rows.printed), range(rows.at))
}
