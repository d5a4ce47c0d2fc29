//! Names of places, percentages and sums inside English sentences.

use phuluc_check::{Location, wording};
use phuluc_form::Lang;

/// The short name of a place: `D12`, or `row 2.1` in forms whose rows have codes.
pub(super) fn cell(place: &Location) -> String {
    wording::cell(Lang::En, place)
}

pub(super) fn ratio(part: &str, base: &str) -> String {
    format!("the share of {part} in {base}")
}
