//! Whose figures: of several tables of one form in a workbook, the one of this period.
//!
//! Takes what was seen on all sheets; leaves of each form the one table that counts, or none, and gives what is to be
//! said of the others. Where a table stands decides nothing: what its heading says of its period does.

use crate::finding::Finding;
use crate::general_rules::form_repeated::{Claimant, FormRepeated};
use crate::general_rules::only_other_period::OnlyOtherPeriod;
use crate::general_rules::other_period_left_out::OtherPeriodLeftOut;
use crate::locate::times::{Said, Time, named};
use crate::locate::{ChangedHeader, FormsOnSheet, FoundForm};
use chrono::Datelike;
use phuluc_form::{FormId, Period, match_key};
use phuluc_grid::{At, Sheet};
use std::collections::{BTreeMap, BTreeSet};

/// Where a table is among what was seen: its sheet, and its place there.
type Place = (usize, usize);

/// Leaves of each form the table of this period. Gives the findings, and the sheets whose forms were all left out.
pub(super) fn settle(
    seen: &mut [(&Sheet, FormsOnSheet)],
    period: Option<Period>,
) -> (Vec<Finding>, BTreeSet<String>) {
    let mut by_form: BTreeMap<FormId, Vec<Place>> = BTreeMap::new();
    for (sheet, (_, on_sheet)) in seen.iter().enumerate() {
        for (place, found) in on_sheet.forms.iter().enumerate() {
            by_form.entry(found.form.id.clone()).or_default().push((sheet, place));
        }
    }
    let (mut findings, mut dropped) = (Vec::new(), BTreeSet::new());
    for (form, places) in by_form {
        let claims: Vec<Claim<'_>> = places.iter().map(|place| Claim::new(seen, *place, period)).collect();
        let mut settled = Settlement::of(&claims);
        // another table of this period could not be read: whose figures are meant is not known
        let is_changed =
            |changed: &ChangedHeader| changed.form == form && changed.heading.time != Some(Time::Other);
        if seen.iter().any(|(_, on_sheet)| on_sheet.changed.iter().any(is_changed)) {
            settled.drop_unless_named(&claims);
        }
        findings.extend(settled.findings);
        dropped.extend(settled.dropped.into_iter().map(|index| places[index]));
    }
    findings.extend(changed_of_other_times(seen, &dropped));
    let mut left_out = BTreeSet::new();
    for (sheet, (at, on_sheet)) in seen.iter_mut().enumerate() {
        let before = on_sheet.forms.len();
        let mut place = 0;
        on_sheet.forms.retain(|_| {
            place += 1;
            !dropped.contains(&(sheet, place - 1))
        });
        if on_sheet.forms.is_empty() && before > 0 {
            left_out.insert(at.name.clone());
        }
    }
    (findings, left_out)
}

/// Tables of other times that could not be read, beside one that was, are left out like others.
fn changed_of_other_times(seen: &mut [(&Sheet, FormsOnSheet)], dropped: &BTreeSet<Place>) -> Vec<Finding> {
    let mut read: BTreeSet<FormId> = BTreeSet::new();
    for (sheet, (_, on_sheet)) in seen.iter().enumerate() {
        let kept = on_sheet.forms.iter().enumerate().filter(|(place, _)| !dropped.contains(&(sheet, *place)));
        read.extend(kept.map(|(_, found)| found.form.id.clone()));
    }
    let mut findings = Vec::new();
    for (sheet, on_sheet) in seen {
        on_sheet.changed.retain(|changed| {
            let is_left_out = changed.heading.time == Some(Time::Other) && read.contains(&changed.form);
            if is_left_out {
                let (at, heading) = (changed.at, changed.heading.text.clone());
                let left_out = vec![Claimant { sheet: sheet.name.clone(), at, heading }];
                findings.push(Finding::of_whole_sheet(sheet, OtherPeriodLeftOut { left_out }));
            }
            !is_left_out
        });
    }
    findings
}

/// A table that may be the form's.
struct Claim<'s> {
    sheet: &'s Sheet,
    found: &'s FoundForm,
    time: Option<Time>,
    heading: String,
    /// What it says, row by row; empty if it says nothing.
    says: Vec<(String, Vec<String>)>,
}

impl<'s> Claim<'s> {
    fn new(seen: &'s [(&'s Sheet, FormsOnSheet)], (sheet, place): Place, period: Option<Period>) -> Self {
        let (sheet, found) = (seen[sheet].0, &seen[sheet].1.forms[place]);
        let year = period.map(|period| period.to.year());
        let answers =
            found.rows.iter().filter_map(|row| Some((row.id.to_string(), found.answers(sheet, row.at?))));
        Self {
            sheet,
            found,
            time: found.heading.time.or_else(|| named(&match_key(&sheet.name), Said::Heading, year)),
            heading: found.heading.text.clone(),
            says: answers.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect(),
        }
    }

    fn claimant(&self) -> Claimant {
        let column = self.found.columns.iter().flatten().min().copied().unwrap_or_default();
        let at = At { row: self.found.header.top, column };
        Claimant { sheet: self.sheet.name.clone(), at, heading: self.heading.clone() }
    }

    fn finding(&self, found: impl crate::finding::GeneralFinding) -> Finding {
        Finding::on_sheet(&self.found.form, &self.sheet.name, found)
    }
}

/// What becomes of the tables of one form.
#[derive(Default)]
struct Settlement {
    /// Those that do not count, by index.
    dropped: Vec<usize>,
    findings: Vec<Finding>,
}

impl Settlement {
    fn of(claims: &[Claim<'_>]) -> Self {
        let all = || (0..claims.len()).filter(|&index| !claims[index].found.is_continued);
        let mut settled = Self::default();
        let (others, own): (Vec<usize>, Vec<usize>) =
            all().partition(|&index| claims[index].time == Some(Time::Other));
        let Some(first) = own.first() else {
            settled.drop_of_other_times(claims, &others);
            return settled;
        };
        // what nobody filled in claims nothing, and what is hidden less than what is seen
        let filled: Vec<usize> =
            own.iter().copied().filter(|&index| !claims[index].says.is_empty()).collect();
        let visible: Vec<usize> =
            filled.iter().copied().filter(|&index| claims[index].sheet.visible).collect();
        let rivals = if visible.is_empty() { filled } else { visible };
        let one = rivals.first().unwrap_or(first);
        let are_alike = rivals.iter().all(|&index| claims[index].says == claims[*one].says);
        if !are_alike {
            let places = rivals.iter().map(|&index| claims[index].claimant()).collect();
            settled.findings.push(claims[*one].finding(FormRepeated::InSeveralPlaces(places)));
            settled.dropped.extend(0..claims.len());
            return settled;
        }
        for index in own.iter().copied().filter(|index| index != one) {
            let repeated = FormRepeated::OnTwoSheets(claims[*one].sheet.name.clone());
            settled.findings.push(claims[index].finding(repeated));
            settled.dropped.push(index);
        }
        if !others.is_empty() {
            let left_out = others.iter().map(|&index| claims[index].claimant()).collect();
            settled.findings.push(claims[*one].finding(OtherPeriodLeftOut { left_out }));
            settled.dropped.extend(others);
        }
        settled
    }

    /// Leaves no table that does not itself say that it is of this period.
    fn drop_unless_named(&mut self, claims: &[Claim<'_>]) {
        let unnamed = claims.iter().enumerate().filter(|(_, claim)| claim.time != Some(Time::This));
        self.dropped.extend(unnamed.map(|(index, _)| index));
    }

    /// All tables are of other times. A year alone does not say that of a single table: its period is compared later.
    fn drop_of_other_times(&mut self, claims: &[Claim<'_>], others: &[usize]) {
        if let [only] = others
            && !claims[*only].found.heading.in_words
        {
            return;
        }
        let Some(first) = others.first().map(|index| &claims[*index]) else { return };
        let finding = if others.len() == 1 {
            first.finding(OnlyOtherPeriod { heading: first.heading.clone() })
        } else {
            let places = others.iter().map(|&index| claims[index].claimant()).collect();
            first.finding(FormRepeated::InSeveralPlaces(places))
        };
        self.findings.push(finding);
        self.dropped.extend(0..claims.len());
    }
}
