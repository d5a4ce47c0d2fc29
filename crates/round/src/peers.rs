//! Compares the units of a round with each other (số liệu của các đơn vị trong đợt).
//!
//! It takes the members of a round and earlier reports, and adds notes to the reports. It notes figures far from
//! those of units of the same size, and figures far from the unit's own past if the same figure of the others is not.
//! It also notes two forms with the same figures. None of these notes is an error.
//!
//! The size of a unit comes from most of its figures relative to the same figures of the others. Each figure is
//! compared in the way that brings the units closest together: relative to their size, or as it is. If enough units
//! have a past, it is also compared with the past.

mod alike;
mod form_in_round;

use crate::consolidate::Member;
use crate::round::decisions;
use form_in_round::{FormInRound, Given};
use phuluc_check::history::{
    self, ComparedFigure, Deviation, Earlier, Jump, Note, Spread, Tolerance, figure_of_size,
};
use phuluc_check::{FarFromPeers, Finding, Location, Submission};
use phuluc_form::{Compared, unit};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The number of other units that must give a figure before a unit is compared with them.
const ENOUGH: usize = 8;

/// The rules whose findings depend on the other units.
pub const RULES: [&str; 4] = ["far-from-past", "far-from-peers", "more-figures-apart", "same-as-other-unit"];

/// The notes about one unit, each with the index of its file.
type Notes = Vec<(usize, Note)>;

/// Adds the notes to the reports that count.
pub fn note(members: &mut [Member], previous: &[Submission]) {
    let notes = found(members, previous);
    let alike = alike::found(members);
    for ((member, notes), alike) in members.iter_mut().zip(notes).zip(alike) {
        let notes: Notes = notes
            .into_iter()
            .filter(|(file, note)| !note.is_covered_by(&member.reports[*file].checked))
            .collect();
        let mut findings = alike;
        findings.extend(history::most_telling(notes));
        for (file, finding) in findings {
            let report = &mut member.reports[file];
            report.findings_mut().push(finding);
            decisions::explain(&mut report.checked, &member.decisions, member.numbers[file]);
        }
    }
}

/// All notes, by unit.
fn found(members: &[Member], previous: &[Submission]) -> Vec<Notes> {
    let mut by_unit: HashMap<String, Vec<&Submission>> = HashMap::new();
    for submission in previous {
        if let Some(unit) = &submission.unit {
            by_unit.entry(unit::key(unit)).or_default().push(submission);
        }
    }
    let mut notes: Vec<Notes> = members.iter().map(|_| Vec::new()).collect();
    let mut earlier: HashMap<(usize, usize), Earlier<'_>> = HashMap::new();
    for (index, member) in members.iter().enumerate() {
        for (file, report) in member.reports.iter().enumerate() {
            let Some(submission) = report.submission.as_ref() else { continue };
            let key = submission.unit.as_deref().map(unit::key);
            let Some(own) = key.and_then(|key| by_unit.get(&key)) else { continue };
            let (fitting, _) = Earlier::of(submission, own.iter().copied());
            notes[index].extend(history::notes(submission, &fitting).into_iter().map(|note| (file, note)));
            earlier.insert((index, file), fitting);
        }
    }
    let forms = form_in_round::all(members);
    let scales = scales(&forms, members.len());
    for form in &forms {
        for place in form.places() {
            let pasts: Vec<Option<(ComparedFigure, Jump)>> = place
                .given
                .iter()
                .map(|given| {
                    let earlier = earlier.get(&form.file_of(given))?;
                    let (filled, figure) = form.figure(given, place)?;
                    Some((figure, earlier.jump(filled, &figure)?))
                })
                .collect();
            let with_past = pasts.iter().flatten().count();
            let jumps = Spread::of(pasts.iter().flatten().map(|(_, jump)| jump.by));
            let jumps = jumps.filter(|_| with_past > ENOUGH);
            let peers = Peers::of(&place.given, &scales, place.how);
            for (given, past) in place.given.iter().zip(&pasts) {
                let (member, file) = form.file_of(given);
                let location = || form.location(given, place, members[member].level());
                let note = match past {
                    Some((figure, jump)) => history::far(figure, jump, jumps.as_ref(), location),
                    None => {
                        let peers = peers.as_ref();
                        peers
                            .and_then(|peers| peers.note(form.value(given, place)?, given, &scales, location))
                    }
                };
                notes[member].extend(note.map(|note| (file, note)));
            }
        }
    }
    notes
}

/// The size of each unit relative to the others, on the logarithmic scale of figures; 0 if it cannot be told.
fn scales(forms: &[FormInRound<'_>], units: usize) -> Vec<i64> {
    /// The number of figures that are needed to tell the size of a unit.
    const FIGURES: usize = 5;
    /// Figures closer together than this say nothing about the size of units.
    const APART: i64 = 150;
    let mut scales = vec![0; units];
    // the first pass uses all figures that differ, later passes only those that follow the size of units
    for round in 0..3 {
        let mut by_unit: Vec<Vec<i64>> = vec![Vec::new(); units];
        for place in forms.iter().flat_map(FormInRound::places).filter(|it| it.how == Compared::Volume) {
            let given = || place.given.iter().filter(|given| given.size > 0);
            let Some(plain) = Spread::of(given().map(|given| given.size)) else { continue };
            let Some(scaled) = Spread::of(given().map(|given| given.size - scales[given.member])) else {
                continue;
            };
            let follows = round == 0 || scaled.width * 4 < plain.width * 3;
            if given().count() > ENOUGH && plain.width >= APART && follows {
                let middle = if round == 0 { plain.middle } else { scaled.middle };
                given().for_each(|given| by_unit[given.member].push(given.size - middle));
            }
        }
        let next = by_unit.into_iter().zip(&scales).map(|(deviations, before)| {
            let is_enough = deviations.len() >= FIGURES;
            Spread::of(deviations.into_iter()).filter(|_| is_enough).map_or(*before, |spread| spread.middle)
        });
        scales = next.collect();
    }
    scales
}

/// The figures of all units at one place.
#[derive(Clone, Copy, Debug)]
struct Peers {
    /// The way in which the figure is compared.
    how: Compared,
    /// The growth of the figure with the size of a unit, in halves of that size.
    halves: i64,
    /// The spread of the figures once the size is taken out.
    spread: Spread,
    /// The number of units with the figure.
    units: usize,
}

impl Peers {
    /// The way that brings the units closest together; `None` if there are not enough units.
    fn of(given: &[Given], scales: &[i64], how: Compared) -> Option<Self> {
        // the length of a list may differ freely between units, so only its growth over time is that of a catalogue
        let how = if how == Compared::Catalogue { Compared::Volume } else { how };
        let most = if how == Compared::Volume { 2 } else { 0 };
        let ways = (0..=most).filter_map(|halves| {
            let left = given.iter().map(|given| given.size - scales[given.member] * halves / 2);
            Some(Self { how, halves, spread: Spread::of(left)?, units: given.len() })
        });
        ways.min_by_key(|way| way.spread.width).filter(|_| given.len() > ENOUGH)
    }

    fn note(
        &self,
        found: Decimal,
        given: &Given,
        scales: &[i64],
        at: impl FnOnce() -> Location,
    ) -> Option<Note> {
        // any unit may answer “none”
        if found.is_zero() {
            return None;
        }
        let expected = self.spread.middle + scales[given.member] * self.halves / 2;
        let by = given.size - expected;
        let tolerance = Tolerance::of(self.how, Some(&self.spread));
        if tolerance.covers(by) {
            return None;
        }
        let expected = match self.how {
            Compared::Rate => Decimal::from(expected).checked_div(Decimal::TEN)?.normalize(),
            Compared::Volume | Compared::Catalogue => figure_of_size(expected),
        };
        let is_far = tolerance.is_exceeded(self.how, found, expected, by);
        let (deviation, scaled) = (Deviation { found, expected }, self.halves > 0);
        is_far.then(|| Note {
            weight: by.abs(),
            finding: Finding::at_place(at(), FarFromPeers { deviation, units: self.units - 1, scaled }),
        })
    }
}
