//! The units that a ranking or a chart leaves out, with the reasons.
//!
//! A page with a ranking is read alone, so it names everybody who owes the form and is not on it.

use super::shared_by_sheets::stated;
use phuluc_form::ColumnId;
use phuluc_grid::CellValue;
use phuluc_round::{AnswersByUnit, ConsolidatedRow, Consolidation, FormTotal, UnitAnswer};
use phuluc_say::{Lang, TotalMessage, words};

/// Units that are left out for one reason.
pub(super) struct LeftOut {
    /// `chưa nhập`
    pub why: String,
    /// Their names, in the order of the round.
    pub units: Vec<String>,
}

/// The units that owe a form and are not among those shown, by the reason for which they have no figure in a row.
pub(super) fn left_out(
    consolidation: &Consolidation,
    total: &FormTotal,
    row: usize,
    ids: &[&ColumnId],
    is_shown: impl Fn(usize) -> bool,
) -> Vec<LeftOut> {
    let table = total.table(&consolidation.members);
    let mut reasons: Vec<LeftOut> = Vec::new();
    for &unit in total.owing.iter().filter(|unit| !is_shown(**unit)) {
        let member = &consolidation.members[unit];
        let why = ids.iter().find_map(|id| reason(&table, &total.rows[row], unit, id, member.included));
        let Some(why) = why else { continue };
        let name = member.unit.name.clone();
        match reasons.iter_mut().find(|known| known.why == why) {
            Some(known) => known.units.push(name),
            None => reasons.push(LeftOut { why, units: vec![name] }),
        }
    }
    reasons
}

/// The reason for which a unit has no figure; none if it has one, or if the row does not concern it.
fn reason(
    table: &AnswersByUnit<'_>,
    row: &ConsolidatedRow,
    unit: usize,
    id: &ColumnId,
    is_counted: bool,
) -> Option<String> {
    if !table.concerns(unit, row) {
        return None;
    }
    let said = match row.derived.iter().find(|derived| derived.id == *id) {
        Some(derived) => {
            let gap = derived.cell.gaps.iter().find(|(gap, _)| *gap == unit);
            // a rate of nothing
            gap.map_or(UnitAnswer::Nil, |(_, gap)| UnitAnswer::Nothing(*gap))
        }
        None => table.said(unit, row, table.column(id)?),
    };
    match said {
        UnitAnswer::Figure(_) if is_counted => None,
        UnitAnswer::Figure(_) => Some(words::say(Lang::Vi, TotalMessage::Gap(table.absence(unit)?))),
        UnitAnswer::OutOfScope | UnitAnswer::NotAsked => None,
        said => match stated(&said) {
            CellValue::State(why) => Some(why),
            _ => None,
        },
    }
}

/// `Xã Ví dụ 02 (chưa nhập); Xã Ví dụ 03, Xã Ví dụ 04 (chưa báo cáo)`, with so many names for each reason.
pub(super) fn said(reasons: &[LeftOut], most: usize) -> String {
    let said = reasons.iter().map(|LeftOut { why, units }| {
        format!("{} ({why})", first_of(units.iter().map(String::as_str), ", ", most))
    });
    said.collect::<Vec<_>>().join("; ")
}

/// The first of what is said of some units, and how many more there are.
pub(super) fn first_of<'n>(said: impl IntoIterator<Item = &'n str>, between: &str, most: usize) -> String {
    let names: Vec<&str> = said.into_iter().collect();
    // a single one that is left takes no more room than the words for it
    if names.len() <= most + 1 {
        return names.join(between);
    }
    format!("{} và {} đơn vị khác", names[..most].join(between), names.len() - most)
}

#[cfg(test)]
mod tests {
    use super::first_of;

    #[test]
    fn one_more_unit_is_named() {
        assert_eq!(first_of(["A", "B"], ", ", 3), "A, B");
        assert_eq!(first_of(["A", "B", "C", "D"], ", ", 3), "A, B, C, D");
        assert_eq!(first_of(["A", "B", "C", "D", "E"], ", ", 3), "A, B, C và 2 đơn vị khác");
    }
}
