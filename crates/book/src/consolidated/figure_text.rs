//! Figures as texts of the workbook write them.

use phuluc_form::number;
use rust_decimal::Decimal;

/// A figure in a sentence: a percentage with two decimals and its sign, or a count.
pub(super) fn figure(value: Decimal, percent: bool) -> String {
    let decimals = if percent { 2 } else { 0 };
    let mut fixed = number::round(value, decimals);
    fixed.rescale(decimals);
    if percent { format!("{fixed}%").replace('.', ",") } else { number::vietnamese_as_is(fixed) }
}

/// A figure with as many decimals as it has, at most two.
pub(super) fn plain(value: Decimal) -> String {
    number::vietnamese(number::round(value, 2).normalize())
}
