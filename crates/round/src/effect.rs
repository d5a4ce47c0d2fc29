//! The effect of a decision: the sending that counts for each form before and after it, and the totals that it
//! changes.
//!
//! It takes a round that was consolidated twice, without the decision and with it.

use crate::consolidate::{Consolidation, FormTotal, Member, Total};
use phuluc_form::FormId;
use rust_decimal::Decimal;

/// The effect of a decision about a unit.
#[derive(Clone, Debug, Default)]
pub struct Effect {
    /// The unit's forms, in the order of the round.
    pub forms: Vec<FormEffect>,
    /// The totals that change.
    pub totals: Vec<TotalChange>,
}

/// The sendings that count for a form before and after a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormEffect {
    /// The short name of the form.
    pub short: String,
    /// The sending that counted before.
    pub before: Option<u32>,
    /// The sending that counts after.
    pub after: Option<u32>,
}

/// A total that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalChange {
    /// The short name of the form.
    pub short: String,
    /// The label of the row.
    pub row: String,
    /// The name of the column.
    pub say: String,
    /// The difference; below 0 if the total shrinks.
    pub by: Decimal,
}

/// The effect of a change between two consolidations of a round, for the unit of this name.
pub fn between(before: &Consolidation, after: &Consolidation, unit: &str) -> Effect {
    let [old, new] = [before, after].map(|all| all.members.iter().find(|member| member.unit.name == unit));
    let forms = old.zip(new).map(|(old, new)| form_effects(old, new, after)).unwrap_or_default();
    let mut totals = Vec::new();
    for total in &after.forms {
        let is_same =
            |old: &&FormTotal| old.form.id == total.form.id && old.form.version == total.form.version;
        totals.extend(changes(before.forms.iter().find(is_same), total));
    }
    // a form without any report left is missing from the later consolidation
    for gone in &before.forms {
        if !after.forms.iter().any(|new| new.form.id == gone.form.id && new.form.version == gone.form.version)
        {
            totals.extend(
                changes(None, gone).into_iter().map(|change| TotalChange { by: -change.by, ..change }),
            );
        }
    }
    Effect { forms, totals }
}

fn form_effects(old: &Member, new: &Member, after: &Consolidation) -> Vec<FormEffect> {
    let short = |id: &FormId| {
        let total = after.forms.iter().find(|total| total.form.id == *id);
        total.map_or_else(|| id.to_string(), |total| total.form.short.clone())
    };
    let effects = new.unit.forms.iter().map(|id| FormEffect {
        short: short(id),
        before: old.counted(id).filter(|_| old.included),
        after: new.counted(id).filter(|_| new.included),
    });
    effects.filter(|effect| effect.before.is_some() || effect.after.is_some()).collect()
}

/// The sums that differ. Sums of a form that was missing before count as 0.
fn changes(old: Option<&FormTotal>, new: &FormTotal) -> Vec<TotalChange> {
    let mut changes = Vec::new();
    for row in rows(old, new) {
        for (column, said) in new.form.columns.iter().enumerate() {
            let [was, is] = [old, Some(new)].map(|total| sum(total, row.0, column));
            let by = is.checked_sub(was).unwrap_or_default().normalize();
            if !by.is_zero() {
                let (short, row, say) = (new.form.short.clone(), row.1.to_owned(), said.say.clone());
                changes.push(TotalChange { short, row, say, by });
            }
        }
    }
    changes
}

/// The ids and labels of the rows of both, without repetition.
fn rows<'t>(old: Option<&'t FormTotal>, new: &'t FormTotal) -> Vec<(&'t str, &'t str)> {
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for row in new.rows.iter().chain(old.iter().flat_map(|old| &old.rows)) {
        if !rows.iter().any(|(id, _)| *id == row.id.as_str()) {
            rows.push((row.id.as_str(), row.label.as_str()));
        }
    }
    rows
}

/// The sum at a place; 0 if there is none.
fn sum(total: Option<&FormTotal>, row: &str, column: usize) -> Decimal {
    let row = total.and_then(|total| total.rows.iter().find(|line| line.id.as_str() == row));
    let cell = row.and_then(|row| row.cells.get(column)?.as_ref());
    match cell.map(|cell| &cell.total) {
        Some(Total::Sum(sum)) => *sum,
        _ => Decimal::ZERO,
    }
}
