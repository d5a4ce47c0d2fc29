//! Finds forms of two units with the same figures, one of which was probably copied from the other.

use crate::consolidate::Member;
use crate::round::general_rules::same_as_other_unit::SameAsOtherUnit;
use phuluc_check::history::compared_figures;
use phuluc_check::{FilledForm, Finding};
use phuluc_form::Compared;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The most figures that agree by chance.
const BY_CHANCE: usize = 7;

/// The figures of a form, comparable so that equal ones are found.
type Figures<'m> = (&'m str, Vec<(&'m str, usize, Decimal)>);

/// The findings of each unit, each with the index of its file.
pub(super) fn found(members: &[Member]) -> Vec<Vec<(usize, Finding)>> {
    let mut by_figures: HashMap<Figures<'_>, Vec<(usize, usize, &FilledForm)>> = HashMap::new();
    for (index, member) in members.iter().enumerate().filter(|(_, member)| member.has_reported()) {
        for id in &member.unit.forms {
            let Some((file, filled)) = member.counted_form(id) else { continue };
            let figures = figures(filled);
            if figures.len() > BY_CHANCE {
                by_figures.entry((id.as_str(), figures)).or_default().push((index, file, filled));
            }
        }
    }
    let mut findings: Vec<Vec<(usize, Finding)>> = members.iter().map(|_| Vec::new()).collect();
    let alike = by_figures.into_iter().filter(|(_, units)| units.len() > 1);
    for ((_, figures), units) in alike {
        for (index, file, filled) in &units {
            let others = units.iter().filter(|(other, ..)| other != index);
            let others: Vec<String> = others.map(|(other, ..)| members[*other].unit.name.clone()).collect();
            let found = SameAsOtherUnit { others, figures: figures.len() };
            findings[*index].push((*file, Finding::about_form(&filled.form, &filled.sheet, found)));
        }
    }
    for of_unit in &mut findings {
        of_unit.sort_by(|(_, a), (_, b)| a.form().cmp(&b.form()));
    }
    findings
}

/// The figures of a form that are specific to a unit, by row and column. The length of a list is the same for all
/// units.
fn figures(filled: &FilledForm) -> Vec<(&str, usize, Decimal)> {
    let own = compared_figures(filled)
        .filter(|figure| figure.compared == Compared::Volume && !figure.figure.is_zero());
    let mut figures: Vec<(&str, usize, Decimal)> = own
        .map(|figure| (filled.rows[figure.row].id.as_str(), figure.column, figure.figure.normalize()))
        .collect();
    figures.sort_unstable();
    figures
}
