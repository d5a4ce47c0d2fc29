//! What was done while reading, in Vietnamese.

use crate::receipt::Receipt;
use crate::script::Script;

/// What was done, without a full stop.
pub(super) fn said(receipt: &Receipt) -> String {
    match receipt {
        Receipt::OldFont(Script::Misread) => "chữ bị lưu sai bảng mã, đã đọc thành chữ Unicode".to_owned(),
        Receipt::OldFont(script) => {
            format!("chữ viết bằng phông {}, đã đọc thành chữ Unicode", script.fonts())
        }
    }
}
