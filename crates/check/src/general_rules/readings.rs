//! The figures that an answer may stand for, where it cannot be read for certain.

use crate::answer::Unreadable;
use crate::finding::wording;
use phuluc_form::Lang;
use rust_decimal::Decimal;

/// “; có thể là 5 hoặc 6”, “; may be 5 or 6”, each figure with the sign after it; empty if there is none.
pub(crate) fn may_be(lang: Lang, readings: &[Decimal], sign: &str) -> String {
    let readings: Vec<String> =
        readings.iter().map(|reading| format!("{}{sign}", wording::figure(lang, *reading))).collect();
    match (lang, readings.as_slice()) {
        (_, []) => String::new(),
        (Lang::Vi, readings) => format!("; có thể là {}", readings.join(" hoặc ")),
        (Lang::En, readings) => format!("; may be {}", readings.join(" or ")),
    }
}

/// The readings but for the number that the cell holds, where that one cannot be meant.
pub(crate) fn other_than_stored(unreadable: &Unreadable) -> Vec<Decimal> {
    let readings = unreadable.readings.iter().copied();
    readings.filter(|reading| Some(*reading) != unreadable.stored).collect()
}
