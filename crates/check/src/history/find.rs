//! Finds notes in a report by comparing it with earlier ones, and chooses which of many to tell.

use super::cells::{ComparedFigure, compared_figures, figures_of_their_own};
use super::comparable_reports::{Earlier, Jump};
use super::deviation::Deviation;
use super::size::{chance_deviation, figure_of_size, size};
use super::spread::Spread;
use crate::diagnosis::Diagnosis;
use crate::finding::{Finding, Location};
use crate::general_rules::catalogue_jumps::CatalogueJumps;
use crate::general_rules::falls_within_year::FallsWithinYear;
use crate::general_rules::far_from_past::FarFromPast;
use crate::general_rules::more_figures_apart::MoreFiguresApart;
use crate::general_rules::unchanged_among_changed::UnchangedAmongChanged;
use crate::rule_check::Checked;
use crate::submission::{FilledForm, Submission};
use phuluc_form::{Compared, Severity};
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// How many notes of this kind a unit gets at most.
const MOST: usize = 5;

/// How many deviations are too many for chance.
const DEVIATIONS: i64 = 4;

/// A note and its weight.
#[derive(Clone, Debug)]
pub struct Note {
    /// How telling it is: how far the figure is off, in thousandths of a power of ten.
    pub weight: i64,
    /// The note.
    pub finding: Finding,
}

/// How far a figure may be from what is expected without a note.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    /// The least distance that is worth a note, as a difference of sizes.
    least: i64,
    /// The spread of the figures that it is compared with.
    width: i64,
}

impl Tolerance {
    /// The distance allowed by `spread`, and at least the distance usual for figures compared in this way.
    pub const fn of(how: Compared, spread: Option<&Spread>) -> Self {
        let least = match how {
            // eight times as large
            Compared::Volume => 900,
            // twice as large, or thirty percentage points
            Compared::Catalogue | Compared::Rate => 300,
        };
        let width = match spread {
            Some(spread) => spread.width,
            None => 0,
        };
        Self { least, width }
    }

    /// Whether a distance is small enough whatever the figures are.
    pub fn covers(self, by: i64) -> bool {
        by.abs() <= self.limit()
    }

    fn limit(self) -> i64 {
        self.least.max(DEVIATIONS * self.width)
    }

    /// Whether the distance `by` between `found` and `expected` is larger than allowed.
    pub fn is_exceeded(self, how: Compared, found: Decimal, expected: Decimal, by: i64) -> bool {
        /// A smaller difference is not worth a note.
        const LEAST_DIFFERENCE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
        if self.covers(by) {
            return false;
        }
        match how {
            // a percentage of few things may jump anywhere; only a misplaced decimal sign is worth a note
            Compared::Rate => Deviation { found, expected }.zeros().is_some(),
            Compared::Volume | Compared::Catalogue => {
                let by_chance = size(expected).map_or(0, chance_deviation);
                by.abs() > self.limit() + DEVIATIONS * by_chance
                    && (found - expected).abs() >= LEAST_DIFFERENCE
            }
        }
    }
}

/// Notes about figures that fall, that jump though they hardly ever change, or that stand still among others that
/// changed.
pub fn notes(now: &Submission, earlier: &Earlier<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for filled in now.forms.iter().filter(|_| !earlier.is_empty()) {
        for figure in compared_figures(filled) {
            let location = || Location::of(filled, figure.row, figure.column, now.level, false);
            notes.extend(
                falls(filled, &figure, earlier, location)
                    .or_else(|| jumps(filled, &figure, earlier, location)),
            );
        }
        notes.extend(unchanged(filled, earlier));
    }
    notes
}

/// Notes about figures that are many times what they were, judged only by this unit's reports.
pub fn far_from_past(now: &Submission, earlier: &Earlier<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for (form, filled) in now.forms.iter().enumerate().filter(|_| !earlier.is_empty()) {
        // figures that hardly change have a rule of their own
        let judged = figures_of_their_own(now, form).filter(|figure| figure.compared != Compared::Catalogue);
        for figure in judged {
            let Some(jump) = earlier.jump(filled, &figure) else { continue };
            let location = || Location::of(filled, figure.row, figure.column, now.level, false);
            notes.extend(far(&figure, &jump, None, location));
        }
    }
    notes
}

/// A note about a figure that is many times what it was. `others` is the spread of the same figure's jumps in other
/// units.
pub fn far(
    figure: &ComparedFigure,
    jump: &Jump,
    others: Option<&Spread>,
    at: impl FnOnce() -> Location,
) -> Option<Note> {
    let usual = others.map_or(0, |others| others.middle);
    let by = jump.by - usual;
    let allowed = Tolerance::of(figure.compared, others);
    if allowed.covers(by) {
        return None;
    }
    let expected = match figure.compared {
        Compared::Rate => jump.was,
        Compared::Volume | Compared::Catalogue => figure_of_size(size(jump.was)? + usual),
    };
    allowed.is_exceeded(figure.compared, figure.figure, expected, by).then(|| Note {
        weight: by.abs(),
        finding: Finding::at_place(
            at(),
            FarFromPast {
                deviation: Deviation { found: figure.figure, expected: jump.was },
                period: jump.period,
                others: others.map(|others| others.middle),
            },
        ),
    })
}

/// A note about a figure that fell though it never does.
fn falls(
    filled: &FilledForm,
    figure: &ComparedFigure,
    earlier: &Earlier<'_>,
    at: impl FnOnce() -> Location,
) -> Option<Note> {
    let (was, period) = match figure.over_time.cumulative {
        _ if !figure.over_time.never_falls => None,
        true => earlier.in_year(filled, figure.row, figure.column),
        false => earlier.last(filled, figure.row, figure.column),
    }?;
    let ever = !figure.over_time.cumulative;
    (figure.figure < was).then(|| Note {
        // it cannot be true, so it comes before what is only unlikely
        weight: 10_000 + size(was).unwrap_or_default() - size(figure.figure).unwrap_or_default(),
        finding: Finding::at_place(at(), FallsWithinYear { was, period, ever }),
    })
}

/// A note about a figure that hardly ever changes and changed by a fifth.
fn jumps(
    filled: &FilledForm,
    figure: &ComparedFigure,
    earlier: &Earlier<'_>,
    at: impl FnOnce() -> Location,
) -> Option<Note> {
    const A_FIFTH: i64 = 80;
    const A_FEW: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
    let (was, period) = match figure.over_time.cumulative {
        _ if figure.compared != Compared::Catalogue => None,
        true => earlier.in_year(filled, figure.row, figure.column),
        false => earlier.last(filled, figure.row, figure.column),
    }?;
    let by = (size(figure.figure)? - size(was)?).abs();
    let is_jump = by >= A_FIFTH && (figure.figure - was).abs() >= A_FEW;
    let deviation = Deviation { found: figure.figure, expected: was };
    is_jump
        .then(|| Note { weight: by, finding: Finding::at_place(at(), CatalogueJumps { deviation, period }) })
}

/// A note about the few figures of a form that are unchanged while nearly all others changed.
fn unchanged(filled: &FilledForm, earlier: &Earlier<'_>) -> Option<Note> {
    /// Smaller figures may be the same by chance.
    const SMALL: Decimal = Decimal::from_parts(50, 0, 0, false, 0);
    /// How many figures must have changed at least; they must also be four times as many as the unchanged.
    const CHANGED: usize = 8;
    let (mut same, mut changed, mut period) = (Vec::new(), 0, None);
    for figure in compared_figures(filled) {
        let over_time = figure.over_time;
        let is_volume =
            figure.compared == Compared::Volume && !over_time.cumulative && !over_time.never_falls;
        let Some((was, then)) = earlier.last_alike(filled, figure.row, figure.column).filter(|_| is_volume)
        else {
            continue;
        };
        if was != figure.figure {
            changed += 1;
        } else if was >= SMALL {
            same.extend(filled.rows[figure.row].entries.get(figure.column).at.map(|at| (at, was)));
            period = Some(then);
        }
    }
    let is_strange = !same.is_empty() && changed >= CHANGED && changed >= 4 * same.len();
    let weight = same.iter().filter_map(|(_, was)| size(*was)).max()? / 4;
    let found = UnchangedAmongChanged { same, changed, period: period? };
    is_strange.then(|| Note { weight, finding: Finding::about_form(&filled.form, &filled.sheet, found) })
}

impl Note {
    /// Whether a graver finding already names the same place, or its diagnosis does.
    pub fn is_covered_by(&self, checked: &Checked) -> bool {
        let Some(place) = self.finding.place() else { return false };
        let is_it = |other: &Location| other.on_form == place.on_form;
        let graver = checked.findings.iter().filter(|finding| finding.severity > Severity::Note);
        let suspects = checked.diagnoses.iter().flat_map(Diagnosis::named);
        let mut changes = suspects.flat_map(|explanation| &explanation.changes);
        graver.filter_map(Finding::place).any(is_it) || changes.any(|change| is_it(&change.place))
    }
}

/// The most telling of a unit's notes, each with the index of its file. Of more than five notes, the fifth says where
/// the others are.
pub fn most_telling(mut notes: Vec<(usize, Note)>) -> Vec<(usize, Finding)> {
    notes.sort_by_key(|(_, note)| Reverse(note.weight));
    let rest = if notes.len() > MOST { notes.split_off(MOST - 1) } else { Vec::new() };
    let cells = rest.iter().map(|(_, note)| {
        let (sheet, at) = note.finding.cell();
        (sheet.unwrap_or_default().to_owned(), at.map_or_else(String::new, |at| at.to_string()))
    });
    let cells: Vec<(String, String)> = cells.collect();
    let file = rest.first().map(|(file, _)| *file);
    let more = file.map(|file| (file, Finding::of_file(MoreFiguresApart { cells })));
    notes.into_iter().map(|(file, note)| (file, note.finding)).chain(more).collect()
}
