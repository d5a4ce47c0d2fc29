//! The readings of an answer that cannot be read with certainty, in words.

use crate::answer::Unreadable;
use crate::finding::wording;
use phuluc_form::Lang;
use rust_decimal::Decimal;

/// The readings in words: “; có thể là 5 hoặc 6”, “; may be 5 or 6”, each with the sign after it; empty if there are
/// none.
pub(crate) fn may_be(lang: Lang, readings: &[Decimal], sign: &str) -> String {
    let readings: Vec<String> =
        readings.iter().map(|reading| format!("{}{sign}", wording::figure(lang, *reading))).collect();
    match (lang, readings.as_slice()) {
        (_, []) => String::new(),
        (Lang::Vi, readings) => format!("; có thể là {}", readings.join(" hoặc ")),
        (Lang::En, readings) => format!("; may be {}", readings.join(" or ")),
    }
}

/// The readings without the stored number, for answers that cannot mean that number.
pub(crate) fn other_than_stored(unreadable: &Unreadable) -> Vec<Decimal> {
    let readings = unreadable.readings.iter().copied();
    readings.filter(|reading| Some(*reading) != unreadable.stored).collect()
}
