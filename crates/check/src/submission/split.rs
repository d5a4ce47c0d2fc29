//! Joins forms whose printed rows stand in sections on several sheets, or reports that they were not joined.

use super::filled_form::{FilledForm, FilledRow, Role};
use crate::finding::Finding;
use crate::general_rules::form_split::FormSplit;
use crate::locate;
use crate::locate::{FormsOnSheet, FoundForm, Nearest};
use phuluc_form::{Catalogue, Form, FormId, Period};
use phuluc_grid::Sheet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The sections of a form, each with the index of its sheet.
type Sections = Vec<(usize, FoundForm)>;

/// Joins the sections that are certainly one form, in the version that fits best.
pub(super) fn join_sections(
    seen: &mut [(&Sheet, FormsOnSheet)],
    catalogue: &Catalogue,
    period: Option<Period>,
) {
    let mut best: BTreeMap<FormId, ((usize, bool), Sections)> = BTreeMap::new();
    for form in catalogue.forms() {
        let Some(sections) = sections(seen, form) else { continue };
        let found = sections.iter().map(|(_, section)| section.printed_indices().count()).sum();
        let rank = (found, period.is_none_or(|period| form.in_force(period.to)));
        if best.get(&form.id).is_none_or(|(other, _)| rank >= *other) {
            best.insert(form.id.clone(), (rank, sections));
        }
    }
    for (_, sections) in best.into_values() {
        for (index, section) in sections {
            let seen = &mut seen[index].1;
            seen.partial.clear();
            match seen.forms.iter_mut().find(|found| found.form.id == section.form.id) {
                Some(found) => *found = section,
                None => seen.forms.push(section),
            }
        }
    }
}

fn sections(all: &[(&Sheet, FormsOnSheet)], form: &Arc<Form>) -> Option<Sections> {
    if !all.iter().any(|(_, seen)| has_several_rows(seen, form)) {
        return None;
    }
    let mut indices = Vec::new();
    let mut sections = Vec::new();
    for (index, (sheet, seen)) in all.iter().enumerate() {
        let section = match seen.forms.iter().find(|found| found.form.id == form.id) {
            Some(found) if found.form.version == form.version => found.clone(),
            Some(_) => return None,
            None if has_several_rows(seen, form) => {
                locate::find_section(sheet, form).filter(|section| is_best(section, seen))?
            }
            None => continue,
        };
        if !sheet.visible {
            return None;
        }
        indices.push(index);
        sections.push((sheet.name.as_str(), section));
    }
    Some(indices.into_iter().zip(locate::join_sections(sections)?).collect())
}

/// Whether a sheet has more than one row of a form that was not found there.
fn has_several_rows(seen: &FormsOnSheet, form: &Form) -> bool {
    seen.partial.iter().any(|part| part.short == form.short && part.rows.len() > 1)
}

/// Whether a sheet has more rows of this form than of any other.
fn is_best(section: &FoundForm, seen: &FormsOnSheet) -> bool {
    let found = section.printed_indices().count();
    let mut others = seen.partial.iter().filter(|other| other.short != section.form.short);
    others.all(|other| other.rows.len() < found)
}

impl FilledForm {
    /// Adds the rows of a later section.
    pub(super) fn take_in(&mut self, rest: Self) {
        let sheet = Arc::new(rest.sheet);
        let rows = Arc::make_mut(&mut self.rows);
        let rest = Arc::unwrap_or_clone(rest.rows).into_iter();
        rows.extend(rest.map(|row| FilledRow { sheet: Some(Arc::clone(&sheet)), ..row }));
        rows.sort_by_key(|row| match row.role {
            Role::Fixed(index) | Role::Added(index) => index,
            Role::Open | Role::Total => usize::MAX,
        });
    }
}

/// Findings about forms whose sections were not joined. A single row may belong to another form.
pub(super) fn forms_left_split(forms: &[FilledForm], partial: Vec<(&Sheet, Nearest)>) -> Vec<Finding> {
    let mut known: Vec<(String, String, Vec<usize>)> = Vec::new();
    for filled in forms {
        let there = filled.rows.iter().filter(|row| row.entries.iter().any(|entry| entry.at.is_some()));
        let rows = there.filter_map(FilledRow::fixed).collect();
        known.push((filled.form.short.clone(), filled.sheet.clone(), rows));
    }
    let mut findings = Vec::new();
    for (sheet, Nearest { short, rows, .. }) in partial.into_iter().filter(|(_, form)| form.rows.len() > 1) {
        let other_section = known.iter().find(|(other, there, others)| {
            *other == short && *there != sheet.name && !rows.iter().any(|row| others.contains(row))
        });
        if let Some((_, first, _)) = other_section {
            let notice = FormSplit { short: short.clone(), first: first.clone() };
            findings.push(Finding::about_sheet(sheet, notice));
        }
        known.push((short, sheet.name.clone(), rows));
    }
    findings
}
