//! The cells of divisors that are 0, as they are named after a reason in either language.

use crate::cell_ranges;
use phuluc_check::{NAMED, Noughts};

/// The cells in parentheses: ` (D10, D12)`; empty if there are none.
pub(super) fn noughts(noughts: &Noughts) -> String {
    let mut named: Vec<String> = Vec::new();
    for (form, cells) in noughts {
        let cells: Vec<_> = cells.iter().copied().collect();
        let form = form.as_ref().map(|form| format!("{form}: ")).unwrap_or_default();
        named.extend(cell_ranges::names(&cells).into_iter().map(|name| format!("{form}{name}")));
    }
    let more = if named.len() > NAMED { ", …" } else { "" };
    named.truncate(NAMED);
    if named.is_empty() { String::new() } else { format!(" ({}{more})", named.join(", ")) }
}
