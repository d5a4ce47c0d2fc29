//! Notes about a report beside the unit's earlier ones, and which of many notes are told.

use super::apart::Apart;
use super::cells::{ComparedFigure, compared_figures};
use super::earlier::{Earlier, Jump};
use super::size::{figure_of, noise, size};
use super::spread::Spread;
use crate::check::Checked;
use crate::diagnosis::Diagnosis;
use crate::finding::{Finding, Location};
use crate::general_rules::catalogue_jumps::CatalogueJumps;
use crate::general_rules::falls_within_year::FallsWithinYear;
use crate::general_rules::far_from_past::FarFromPast;
use crate::general_rules::more_figures_apart::MoreFiguresApart;
use crate::general_rules::unchanged_among_changed::UnchangedAmongChanged;
use crate::submission::{FilledForm, Submission};
use phuluc_form::{Compared, Severity};
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// How many notes of this kind a unit gets.
const MOST: usize = 5;

/// A note, and how telling it is.
#[derive(Clone, Debug)]
pub struct Note {
    /// How telling: by how far the figure is off, in thousandths of a power of ten.
    pub weight: i64,
    /// The note.
    pub finding: Finding,
}

/// How far a figure may be from what is expected.
#[derive(Clone, Copy, Debug)]
pub struct Allowed {
    /// The least distance that is worth a note, in size.
    least: i64,
    /// How far those it is compared with lie apart.
    width: i64,
}

impl Allowed {
    /// As far as the others of a spread lie apart, and never nearer than a figure of its kind may always be.
    pub const fn of(how: Compared, spread: Option<&Spread>) -> Self {
        let least = match how {
            // eight times as much
            Compared::Volume => 900,
            // twice as much, or thirty points
            Compared::Catalogue | Compared::Rate => 300,
        };
        let width = match spread {
            Some(spread) => spread.width,
            None => 0,
        };
        Self { least, width }
    }

    /// Whether a figure is further than that from what is expected.
    pub fn is_exceeded(self, how: Compared, found: Decimal, expected: Decimal, by: i64) -> bool {
        /// So many deviations are none by chance.
        const DEVIATIONS: i64 = 4;
        /// A difference of so few things is none.
        const LEAST_DIFFERENCE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
        let limit = self.least.max(DEVIATIONS * self.width);
        if by.abs() <= limit {
            return false;
        }
        match how {
            // a percentage of few things is anything; that of another decimal sign is a slip
            Compared::Rate => Apart { found, expected }.zeros().is_some(),
            Compared::Volume | Compared::Catalogue => {
                let by_chance = size(expected).map_or(0, noise);
                by.abs() > limit + DEVIATIONS * by_chance && (found - expected).abs() >= LEAST_DIFFERENCE
            }
        }
    }
}

/// What falls, jumps though it hardly ever changes, or stands still among figures that changed.
pub fn notes(now: &Submission, earlier: &Earlier<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for filled in now.forms.iter().filter(|_| !earlier.is_empty()) {
        for figure in compared_figures(filled) {
            let at = || Location::of(filled, figure.row, figure.column, now.level, false);
            notes.extend(falls(filled, &figure, earlier, at).or_else(|| jumps(filled, &figure, earlier, at)));
        }
        notes.extend(unchanged(filled, earlier));
    }
    notes
}

/// Figures that are many times what they were, judged by this report and the earlier ones alone.
pub fn far_from_past(now: &Submission, earlier: &Earlier<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for filled in now.forms.iter().filter(|_| !earlier.is_empty()) {
        for figure in compared_figures(filled).filter(ComparedFigure::is_judged_by_past) {
            let Some(jump) = earlier.jump(filled, &figure) else { continue };
            let at = || Location::of(filled, figure.row, figure.column, now.level, false);
            notes.extend(far(&figure, &jump, None, at));
        }
    }
    notes
}

/// A figure that is many times what it was, where `others` says how the same figure of other units jumped.
pub fn far(
    figure: &ComparedFigure,
    jump: &Jump,
    others: Option<&Spread>,
    at: impl FnOnce() -> Location,
) -> Option<Note> {
    let usual = others.map_or(0, |others| others.middle);
    let expected = match figure.compared {
        Compared::Rate => jump.was,
        Compared::Volume | Compared::Catalogue => figure_of(size(jump.was)? + usual),
    };
    let by = jump.by - usual;
    let allowed = Allowed::of(figure.compared, others);
    allowed.is_exceeded(figure.compared, figure.figure, expected, by).then(|| Note {
        weight: by.abs(),
        finding: Finding::at_place(
            at(),
            FarFromPast {
                apart: Apart { found: figure.figure, expected: jump.was },
                period: jump.period,
                others: others.map(|others| others.middle),
            },
        ),
    })
}

/// What never falls and did.
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
        // it cannot be true, and so comes before what is only unlikely
        weight: 10_000 + size(was).unwrap_or_default() - size(figure.figure).unwrap_or_default(),
        finding: Finding::at_place(at(), FallsWithinYear { was, period, ever }),
    })
}

/// What hardly ever changes and did by a fifth.
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
    let apart = Apart { found: figure.figure, expected: was };
    is_jump.then(|| Note { weight: by, finding: Finding::at_place(at(), CatalogueJumps { apart, period }) })
}

/// The few figures of a form that are as they were, where all others changed.
fn unchanged(filled: &FilledForm, earlier: &Earlier<'_>) -> Option<Note> {
    /// Smaller figures are the same again by chance.
    const SMALL: Decimal = Decimal::from_parts(50, 0, 0, false, 0);
    /// So many must have changed, and four times as many as did not.
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
    is_strange.then(|| Note { weight, finding: Finding::on_sheet(&filled.form, &filled.sheet, found) })
}

impl Note {
    /// Whether a graver finding, or what it is probably due to, is about the same place.
    pub fn is_told(&self, checked: &Checked) -> bool {
        let Some(place) = self.finding.place() else { return false };
        let is_it = |other: &Location| other.on_form == place.on_form;
        let graver = checked.findings.iter().filter(|finding| finding.severity > Severity::Note);
        let suspects = checked.diagnoses.iter().flat_map(Diagnosis::named);
        let mut changes = suspects.flat_map(|explanation| &explanation.changes);
        graver.filter_map(Finding::place).any(is_it) || changes.any(|change| is_it(&change.place))
    }
}

/// The most telling of a unit's notes, five of them at most: of more the fifth says where the others are. Each comes
/// with the file that it is about.
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
