//! What was done while reading, in English.

use crate::receipt::Receipt;

/// What was done, without a full stop.
pub(super) fn said(receipt: &Receipt) -> String {
    match receipt {
        Receipt::OldFont(script) => format!("text in {} was read as Unicode", script.fonts()),
    }
}
