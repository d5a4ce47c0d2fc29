//! Chooses the table that counts if a workbook holds several tables of one form.
//!
//! It takes the tables of all sheets. For each form it keeps the one for this period, or none, and gives findings
//! about the others. The position of a table decides nothing; the period in its heading does.

use crate::finding::Finding;
use crate::general_rules::form_repeated::{Claimant, FormRepeated};
use crate::general_rules::only_other_period::OnlyOtherPeriod;
use crate::general_rules::other_period_left_out::OtherPeriodLeftOut;
use crate::locate::named_times::{TextKind, Time, named};
use crate::locate::{ChangedHeader, FormsOnSheet, FoundForm};
use phuluc_form::{FormId, Period, match_key};
use phuluc_grid::{At, Sheet};
use std::collections::{BTreeMap, BTreeSet};

/// The position of a table: the index of its sheet, and its index on the sheet.
type TableIndex = (usize, usize);

/// Keeps the table of this period for each form. Gives the findings, and the sheets whose tables were all dropped.
pub(super) fn settle(
    seen: &mut [(&Sheet, FormsOnSheet)],
    period: Option<Period>,
) -> (Vec<Finding>, BTreeSet<String>) {
    let mut by_form: BTreeMap<FormId, Vec<TableIndex>> = BTreeMap::new();
    for (sheet, (_, on_sheet)) in seen.iter().enumerate() {
        for (place, found) in on_sheet.forms.iter().enumerate() {
            by_form.entry(found.form.id.clone()).or_default().push((sheet, place));
        }
    }
    let (mut findings, mut dropped) = (Vec::new(), BTreeSet::new());
    for (form, places) in by_form {
        let mut claims: Vec<Claim<'_>> =
            places.iter().map(|place| Claim::new(seen, *place, period)).collect();
        // what they say matters only beside each other
        if claims.len() > 1 {
            claims.iter_mut().for_each(Claim::read);
        }
        let mut settled = Settlement::of(&claims);
        // another table of this period could not be read, so nobody knows which one is meant
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

/// Drops unreadable tables of other times if the form was read from another table.
fn changed_of_other_times(
    seen: &mut [(&Sheet, FormsOnSheet)],
    dropped: &BTreeSet<TableIndex>,
) -> Vec<Finding> {
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
                findings.push(Finding::about_sheet(sheet, OtherPeriodLeftOut { left_out }));
            }
            !is_left_out
        });
    }
    findings
}

/// A table that claims to be the unit's report on a form.
struct Claim<'s> {
    sheet: &'s Sheet,
    found: &'s FoundForm,
    time: Option<Time>,
    heading: String,
    /// Its answers, row by row, once they were read; empty if it has none.
    says: Vec<(String, Vec<String>)>,
}

impl<'s> Claim<'s> {
    fn new(
        seen: &'s [(&'s Sheet, FormsOnSheet)],
        (sheet, place): TableIndex,
        period: Option<Period>,
    ) -> Self {
        let (sheet, found) = (seen[sheet].0, &seen[sheet].1.forms[place]);
        Self {
            sheet,
            found,
            time: found.heading.time.or_else(|| named(&match_key(&sheet.name), TextKind::Heading, period)),
            heading: found.heading.text.clone(),
            says: Vec::new(),
        }
    }

    /// Reads its answers.
    fn read(&mut self) {
        let rows = self.found.rows.iter();
        let answers =
            rows.filter_map(|row| Some((row.id.to_string(), self.found.answers(self.sheet, row.at?))));
        self.says = answers.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect();
    }

    fn claimant(&self) -> Claimant {
        let column = self.found.columns.iter().flatten().min().copied().unwrap_or_default();
        let at = At { row: self.found.header.top, column };
        Claimant { sheet: self.sheet.name.clone(), at, heading: self.heading.clone() }
    }

    fn finding(&self, found: impl crate::finding::GeneralFinding) -> Finding {
        Finding::about_form(&self.found.form, &self.sheet.name, found)
    }
}

/// The decision on the tables of one form.
#[derive(Default)]
struct Settlement {
    /// The tables that do not count, by index.
    dropped: Vec<usize>,
    findings: Vec<Finding>,
}

impl Settlement {
    fn of(claims: &[Claim<'_>]) -> Self {
        let all = (0..claims.len()).filter(|&index| !claims[index].found.is_continued);
        let mut settled = Self::default();
        let (others, own): (Vec<usize>, Vec<usize>) =
            all.partition(|&index| claims[index].time == Some(Time::Other));
        let Some(first) = own.first() else {
            settled.drop_of_other_times(claims, &others);
            return settled;
        };
        // a table that nobody filled in claims nothing, and a visible table wins over a hidden one
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

    /// Drops every table whose heading does not name this period.
    fn drop_unless_named(&mut self, claims: &[Claim<'_>]) {
        let unnamed = claims.iter().enumerate().filter(|(_, claim)| claim.time != Some(Time::This));
        self.dropped.extend(unnamed.map(|(index, _)| index));
    }

    /// Drops tables that are all for other times. A single table dated only by a year stays, because its period is
    /// compared later.
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
