//! Forms of which the rows stand on several sheets: put together where that is certain, else said.

use super::{FilledForm, FilledRow, Role};
use crate::catalogue::Catalogue;
use crate::finding::{Finding, Notice};
use crate::form::{Form, FormId};
use crate::grid::Sheet;
use crate::locate::{self, Found, Nearest, Seen};
use crate::period::Period;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The parts of a form, each with the index of what was seen on its sheet.
type Parts = Vec<(usize, Found)>;

/// Puts together what is certainly one form, in the version that fits best.
pub(super) fn put_together(seen: &mut [(&Sheet, Seen)], catalogue: &Catalogue, period: Option<Period>) {
    let mut best: BTreeMap<FormId, ((usize, bool), Parts)> = BTreeMap::new();
    for form in catalogue.forms() {
        let Some(parts) = parts(seen, form) else { continue };
        let found = parts.iter().map(|(_, part)| part.printed_indices().count()).sum();
        let rank = (found, period.is_none_or(|period| form.in_force(period.to)));
        if best.get(&form.id).is_none_or(|(other, _)| rank >= *other) {
            best.insert(form.id.clone(), (rank, parts));
        }
    }
    for (_, parts) in best.into_values() {
        for (index, part) in parts {
            let seen = &mut seen[index].1;
            seen.parts.clear();
            match seen.forms.iter_mut().find(|found| found.form.id == part.form.id) {
                Some(found) => *found = Arc::new(part),
                None => seen.forms.push(Arc::new(part)),
            }
        }
    }
}

fn parts(all: &[(&Sheet, Seen)], form: &Arc<Form>) -> Option<Parts> {
    let is_part = |seen: &Seen| seen.parts.iter().any(|part| part.short == form.short && part.rows.len() > 1);
    if !all.iter().any(|(_, seen)| is_part(seen)) {
        return None;
    }
    let mut indices = Vec::new();
    let mut parts = Vec::new();
    for (index, (sheet, seen)) in all.iter().enumerate() {
        let part = match seen.forms.iter().find(|found| found.form.id == form.id) {
            Some(found) if found.form.version == form.version => Found::clone(found),
            Some(_) => return None,
            None if is_part(seen) => locate::find_part(sheet, form).filter(|part| is_best(part, seen))?,
            None => continue,
        };
        if !sheet.visible {
            return None;
        }
        indices.push(index);
        parts.push((sheet.name.as_str(), part));
    }
    Some(indices.into_iter().zip(locate::put_together(parts)?).collect())
}

/// Whether a sheet has more rows of the form than of any other.
fn is_best(part: &Found, seen: &Seen) -> bool {
    let found = part.printed_indices().count();
    let mut others = seen.parts.iter().filter(|other| other.short != part.form.short);
    others.all(|other| other.rows.len() < found)
}

impl FilledForm {
    /// Takes in the rows that stand on another sheet.
    pub(super) fn take_in(&mut self, rest: Self) {
        let sheet = Arc::new(rest.sheet);
        let rows = Arc::make_mut(&mut self.rows);
        let rest = Arc::unwrap_or_clone(rest.rows).into_iter();
        rows.extend(rest.map(|row| FilledRow { sheet: Some(Arc::clone(&sheet)), ..row }));
        rows.sort_by_key(|row| match row.role {
            Role::Fixed(index) | Role::Line(index) => index,
            Role::Open | Role::Total => usize::MAX,
        });
    }
}

/// Forms of which the rows stand on several sheets: they were not put together. A single row may be another's.
pub(super) fn split_forms(forms: &[FilledForm], parts: Vec<(&Sheet, Nearest)>) -> Vec<Finding> {
    let is_there = |row: &&FilledRow| row.entries.iter().any(|entry| entry.at.is_some());
    let rows =
        |filled: &FilledForm| filled.rows.iter().filter(is_there).filter_map(FilledRow::fixed).collect();
    let known = forms.iter().map(|filled| (filled.form.short.clone(), filled.sheet.clone(), rows(filled)));
    let mut known: Vec<(String, String, Vec<usize>)> = known.collect();
    let mut findings = Vec::new();
    for (sheet, Nearest { short, rows, .. }) in parts.into_iter().filter(|(_, part)| part.rows.len() > 1) {
        let is_rest = |(other, there, others): &&(String, String, Vec<usize>)| {
            *other == short && *there != sheet.name && !rows.iter().any(|row| others.contains(row))
        };
        if let Some((_, first, _)) = known.iter().find(is_rest) {
            let notice = Notice::FormSplit { short: short.clone(), first: first.clone() };
            findings.push(Finding::of_whole_sheet(sheet, notice));
        }
        known.push((short, sheet.name.clone(), rows));
    }
    findings
}
