//! What the units of a round say beside each other and beside their own past (số liệu của các đơn vị trong đợt).
//!
//! Takes the members of a round and earlier reports; adds notes to the reports: figures far from those of units as
//! large, or far from the unit's own past though the same figure of the others is not. Two forms that are filled in
//! alike are pointed out. Nothing of this is an error.
//!
//! A unit is as large as most of its figures are beside the same figures of the others. Each figure is compared by what
//! brings the units nearest together: how large they are, or nothing; and where enough of them have a past, by that.

mod alike;
mod form_in_round;

use crate::consolidate::Member;
use crate::round::decisions;
use form_in_round::{FormInRound, Given};
use phuluc_check::history::{self, Allowed, Apart, ComparedFigure, Earlier, Jump, Note, Spread, figure_of};
use phuluc_check::{FarFromPeers, Finding, Location, Submission};
use phuluc_form::{Compared, unit};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// So many other units must give a figure before it says something about one of them.
const ENOUGH: usize = 8;

/// The rules that say something of a unit only beside the others.
pub const RULES: [&str; 4] = ["far-from-past", "far-from-peers", "more-figures-apart", "same-as-other-unit"];

/// The notes about one unit, each with the file that it is about.
type Notes = Vec<(usize, Note)>;

/// Adds the notes to the reports that count.
pub fn note(members: &mut [Member], previous: &[Submission]) {
    let notes = found(members, previous);
    let alike = alike::found(members);
    for ((member, notes), alike) in members.iter_mut().zip(notes).zip(alike) {
        let new = |(file, note): &(usize, Note)| !note.is_told(&member.reports[*file].checked);
        let notes: Notes = notes.into_iter().filter(new).collect();
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
                    let (filled, figure) = form.figure(given, place)?;
                    let earlier = earlier.get(&form.file_of(given))?;
                    Some((figure, earlier.jump(filled, &figure)?))
                })
                .collect();
            let with_past = pasts.iter().flatten().count();
            let jumps = Spread::of(pasts.iter().flatten().map(|(_, jump)| jump.by));
            let jumps = jumps.filter(|_| with_past > ENOUGH);
            let peers = Peers::of(&place.given, &scales, place.how);
            for (given, past) in place.given.iter().zip(&pasts) {
                let (member, file) = form.file_of(given);
                let at = || form.location(given, place, members[member].level());
                let note = match past {
                    Some((figure, jump)) => history::far(figure, jump, jumps.as_ref(), at),
                    None => peers.as_ref().and_then(|peers| {
                        peers.note(form.figure(given, place)?.1.figure, given, &scales, at)
                    }),
                };
                notes[member].extend(note.map(|note| (file, note)));
            }
        }
    }
    notes
}

/// How large each unit is beside the others, in size; 0 for one of which nobody can tell.
fn scales(forms: &[FormInRound<'_>], units: usize) -> Vec<i64> {
    /// So many figures must say how large a unit is.
    const FIGURES: usize = 5;
    /// Figures that lie nearer together say nothing about how large units are.
    const APART: i64 = 150;
    let mut scales = vec![0; units];
    // the first time from all figures that differ, then from those that differ as units do
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
        let next = by_unit.into_iter().zip(&scales).map(|(apart, before)| {
            let is_enough = apart.len() >= FIGURES;
            Spread::of(apart.into_iter()).filter(|_| is_enough).map_or(*before, |spread| spread.middle)
        });
        scales = next.collect();
    }
    scales
}

/// What the units of a round say at one place, taken together.
#[derive(Clone, Copy, Debug)]
struct Peers {
    /// How the figure is compared.
    how: Compared,
    /// By how many halves of how large a unit is the figure grows with it.
    halves: i64,
    /// Where the figures lie once that is taken away.
    spread: Spread,
    /// How many units gave it.
    units: usize,
}

impl Peers {
    /// What brings the units nearest together; `None` if there are not enough.
    fn of(given: &[Given], scales: &[i64], how: Compared) -> Option<Self> {
        // what a list has is compared between units as what comes up is: how much may differ, only its size grows
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
        // none is an answer that any unit may give
        if found.is_zero() {
            return None;
        }
        let expected = self.spread.middle + scales[given.member] * self.halves / 2;
        let by = given.size - expected;
        let expected = match self.how {
            Compared::Rate => Decimal::from(expected).checked_div(Decimal::TEN)?.normalize(),
            Compared::Volume | Compared::Catalogue => figure_of(expected),
        };
        let is_far = Allowed::of(self.how, Some(&self.spread)).is_exceeded(self.how, found, expected, by);
        let (apart, scaled) = (Apart { found, expected }, self.halves > 0);
        is_far.then(|| Note {
            weight: by.abs(),
            finding: Finding::at_place(at(), FarFromPeers { apart, units: self.units - 1, scaled }),
        })
    }
}
