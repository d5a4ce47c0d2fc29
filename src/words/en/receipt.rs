//! What was done while reading, in English.

use crate::locate::Basis;
use crate::receipt::{AlignedRows, Receipt};

/// What was done, without a full stop.
pub(super) fn said(receipt: &Receipt) -> String {
    match receipt {
        Receipt::OldFont(encoding) => format!("text in {} was read as Unicode", encoding.fonts()),
        Receipt::Joined(sheets) => {
            let named: Vec<String> = sheets.iter().map(|sheet| format!("“{sheet}”")).collect();
            format!("its rows on the sheets {} were put together", named.join(", "))
        }
        Receipt::Columns(columns) => {
            let column =
                |(at, say, seen): &(_, String, String)| format!("column “{say}” is at {at}, “{seen}”");
            columns.iter().map(column).collect::<Vec<_>>().join("; ")
        }
        Receipt::Rows { rows: pieces, confidence } => {
            let pieces = pieces.iter().map(rows).collect::<Vec<_>>().join("; ");
            format!("{pieces} (confidence in the whole form {confidence}%)")
        }
    }
}

fn rows(rows: &AlignedRows) -> String {
    let range = |first: u32| match rows.count {
        1 => format!("row {first}"),
        count => format!("rows {first} to {}", first + count - 1),
    };
    let how = match rows.basis {
        Basis::CodeAndLabel => "by code and label",
        Basis::Reworded => "by code, worded otherwise",
        Basis::DamagedCode => "by label, its code made a number or date",
        Basis::Label => "by label and neighbours",
    };
    let moved = if rows.moved { ", out of order" } else { "" };
    format!("{} of the blank form: {} of the file, {how}{moved}", range(rows.printed), range(rows.at))
}
