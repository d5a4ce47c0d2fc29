//! The other sheets of a file with a list of units: none of them is read, so each is named, with the units that only it
//! has.

use phuluc_grid::{Sheet, UnreadSheet};

/// The sheets with anything on them besides the one that is read, and whether people see each. `names` gives the names
/// of the units on a sheet, and `is_known` says whether a unit of that name was read.
pub(in crate::round) fn unread(
    sheets: &[Sheet],
    read: &str,
    names: impl Fn(&[Sheet]) -> Vec<String>,
    is_known: impl Fn(&str) -> bool,
) -> Vec<(UnreadSheet, bool)> {
    let others = sheets.iter().filter(|sheet| sheet.name != read && sheet.cells().next().is_some());
    let unread = others.map(|sheet| {
        // hidden sheets are looked into as well
        let mut seen = sheet.clone();
        seen.visible = true;
        let mut units = names(std::slice::from_ref(&seen));
        units.retain(|name| !is_known(name));
        (UnreadSheet { name: sheet.name.clone(), units }, sheet.visible)
    });
    unread.collect()
}
