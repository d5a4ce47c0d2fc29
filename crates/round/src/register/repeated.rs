//! Lines that stand twice in the register, as when somebody copied one in Excel. A file counts once.
//!
//! It takes the lines with their rows, and all lines that ever existed. It gives one line for each file, and says which
//! rows were left out.

use super::RegisterLine;
use crate::round::Round;
use phuluc_grid::RepeatedLine;
use std::collections::{HashMap, HashSet};

/// Leaves out the lines about a file that an earlier line has: the bytes are the same, or the place. What the earlier
/// line does not say is taken from them.
pub(super) fn leave_out(
    lines: Vec<(u32, RegisterLine)>,
    ever: &[RegisterLine],
    round: &Round,
) -> (Vec<RegisterLine>, Vec<RepeatedLine>) {
    let mut kept: Vec<(u32, RegisterLine)> = Vec::new();
    let (mut by_bytes, mut by_place) = (HashMap::new(), HashMap::new());
    let received: HashSet<&str> = ever.iter().map(|line| line.sha256.as_str()).collect();
    let mut repeated = Vec::new();
    for (row, line) in lines {
        // a line without a hash or a path is a mistake of its own
        let bytes = Some(line.sha256.clone()).filter(|sha256| !sha256.is_empty());
        let place = Some(line.path.replace('\\', "/")).filter(|path| !path.is_empty());
        let of_bytes = bytes.as_ref().and_then(|bytes| by_bytes.get(bytes));
        // a file that came keeps its line even if somebody wrote another one's place into it
        let is_received = received.contains(line.sha256.as_str());
        let of_place = place.as_ref().filter(|_| !is_received).and_then(|place| by_place.get(place));
        let known = of_bytes.or(of_place);
        let Some((first, earlier)) = known.and_then(|index: &usize| kept.get_mut(*index)) else {
            by_bytes.extend(bytes.map(|bytes| (bytes, kept.len())));
            by_place.extend(place.map(|place| (place, kept.len())));
            kept.push((row, line));
            continue;
        };
        take_over(earlier, &line);
        let units = earlier.unit.zip(line.unit).filter(|(here, there)| here != there);
        let name = |unit: usize| round.units.get(unit).map(|unit| unit.name.clone()).unwrap_or_default();
        repeated.push(RepeatedLine {
            row,
            first: *first,
            path: earlier.path.clone(),
            units: units.map(|(here, there)| (name(here), name(there))),
        });
    }
    (kept.into_iter().map(|(_, line)| line).collect(), repeated)
}

/// Takes over what only the repeated line says.
fn take_over(earlier: &mut RegisterLine, line: &RegisterLine) {
    if earlier.unit.is_none() {
        (earlier.unit, earlier.number) = (line.unit, line.number);
    }
    let texts = [
        (&mut earlier.via, &line.via),
        (&mut earlier.document, &line.document),
        (&mut earlier.remark, &line.remark),
    ];
    let extra = earlier.extra.iter_mut().zip(&line.extra);
    for (here, there) in texts.into_iter().chain(extra).filter(|(here, _)| here.is_empty()) {
        here.clone_from(there);
    }
}
