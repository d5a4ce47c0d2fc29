//! Locating forms on a sheet: first their headers, then their rows.
//!
//! It takes a sheet and the [`Finder`] of all known forms; it gives [`FormsOnSheet`]. A header is found where every
//! required column of the form stands with its whole label path, in any order and at any height (`header`). The
//! printed rows are then aligned with the lines of the sheet as a whole (`candidate_pairs`, `align`). In forms that
//! let senders add lines, a line without a code of its own belongs to the printed row above it. A sheet with too few
//! rows of a form is not that form.
//!
//! Cells among the rows that belong to no form are noticed. Notices also say where finding a row or a column needed
//! judgement.

mod align;
mod alignment_sums;
mod candidate_pairs;
pub(crate) mod changed_header;
mod code_column;
mod column_labels;
pub mod column_numbers;
mod column_times;
mod column_versions;
mod corners;
mod figures_outside;
mod finder;
pub(crate) mod form_header;
mod form_labels;
pub(crate) mod found_form;
pub(crate) mod keyed_sheet;
mod label_comparison;
mod label_meanings;
pub(crate) mod label_paths;
mod likeness;
pub(crate) mod named_times;
mod nearest;
mod open_line_kinds;
mod open_rows;
mod open_times;
mod open_totals;
mod open_words;
pub(crate) mod printed_rows;
mod section;
pub(crate) mod set_aside;
pub(crate) mod sheet_line;
mod sorted_lines;
mod table_heading;
mod tables;
mod total_notes;

use form_header::{Header, MissingColumns, WantedHeader};
use keyed_sheet::{DEEPEST_HEADER, KeyedSheet};
use open_rows::find_open_rows;
use phuluc_form::{Form, FormId, Holds, Period, Rows};
use phuluc_grid::{At, Sheet};
use printed_rows::{Least, find_printed_rows};
use std::cmp::Reverse;
use std::collections::BTreeSet;

pub use candidate_pairs::Basis;
pub use changed_header::ChangedHeader;
pub use finder::Finder;
pub use found_form::FoundForm;
pub(crate) use label_comparison::words;
pub use nearest::Nearest;
pub(crate) use printed_rows::pieces;
pub(crate) use section::{find_section, join_sections};

/// The forms found on a sheet, and the near misses.
#[derive(Clone, Debug)]
pub struct FormsOnSheet {
    /// The forms, in their order on the sheet, at most one version of each at a place.
    pub forms: Vec<FoundForm>,
    /// Forms that are on the sheet but lack columns in their headers.
    pub changed: Vec<ChangedHeader>,
    /// The form that comes nearest to a table that is no form.
    pub nearest: Option<Nearest>,
    /// Forms of which only some rows are present, on a sheet without any form.
    pub partial: Vec<Nearest>,
    /// Cells outside all forms that may hold figures, on a sheet with forms.
    pub unread: Vec<At>,
}

/// Finds the forms on a sheet.
pub fn find(sheet: &Sheet, finder: &Finder, period: Option<Period>) -> FormsOnSheet {
    let keyed = KeyedSheet::new(sheet);
    let wanted = WantedHeader::all(finder.forms(), finder.corners(), &keyed, period);
    let printed = find_forms(&keyed, &wanted, true, &Settled::default(), Vec::new(), period);
    // only forms that do not stand as printed are guessed at
    let settled = Settled::by(&printed);
    let mut forms = without_rivals(find_forms(&keyed, &wanted, false, &settled, printed, period));
    let corner = wanted.iter().filter_map(|wanted| wanted.corners.first()).min().copied();
    let mut unread = figures_outside::find(sheet, &forms, corner);
    if !forms.is_empty() && !unread.is_empty() {
        // the figures outside may belong to the same form a second time
        let again = Settled::beside(&forms);
        let more = find_forms(&keyed, &wanted, false, &again, forms.clone(), period);
        forms = without_rivals(more);
        unread = figures_outside::find(sheet, &forms, corner);
    }
    table_heading::put_above(&keyed, &mut forms, period);
    let is_read = !forms.is_empty() && unread.is_empty();
    let mut changed = Vec::new();
    if is_read && !has_corner_outside(&wanted, &forms) {
        return FormsOnSheet { forms, changed, nearest: None, partial: Vec::new(), unread };
    }
    for found in changed_header::find(&keyed, &wanted, &forms, period) {
        match found {
            // with all figures read, a table that nobody filled in is of no concern
            Ok(found) if is_read && !found.is_filled(sheet) => {}
            Err(lacking) if is_read && !lacking.is_filled(&keyed) => {}
            Ok(found) => keep_version(&mut forms, found, period),
            Err(lacking) => changed.push(*lacking),
        }
    }
    table_heading::put_above(&keyed, &mut forms, period);
    let changed = changed_header::nearest_versions(changed);
    if is_read {
        return FormsOnSheet { forms, changed, nearest: None, partial: Vec::new(), unread };
    }
    // near misses take long to find, and are only reported for a sheet that was not wholly read
    let mut near = near_misses(&keyed, &wanted, true, &Settled::default());
    near.extend(near_misses(&keyed, &wanted, false, &settled));
    let nearest = nearest::first_of_the_nearest(&near, &forms);
    near.retain(|near| forms.is_empty() && !near.rows.is_empty());
    let unread = if unread.is_empty() { unread } else { figures_outside::find(sheet, &forms, corner) };
    FormsOnSheet { forms, changed, nearest, partial: near, unread }
}

/// Whether a table may begin outside the forms that were found, though it holds no figures.
fn has_corner_outside(wanted: &[WantedHeader<'_>], forms: &[FoundForm]) -> bool {
    let mut corners = wanted.iter().flat_map(|wanted| wanted.corners.iter());
    corners.any(|row| !forms.iter().any(|found| found.reaches(*row)))
}

/// The forms that stand on the sheet as printed, and the rows of tables that were found. Neither is searched again.
#[derive(Default)]
struct Settled {
    forms: BTreeSet<FormId>,
    tops: BTreeSet<u32>,
}

impl Settled {
    fn by(found: &[FoundForm]) -> Self {
        Self {
            forms: found.iter().map(|found| found.form.id.clone()).collect(),
            tops: found.iter().map(|found| found.header.top).collect(),
        }
    }

    /// The rows of all tables that were found. Their forms are searched again elsewhere.
    fn beside(found: &[FoundForm]) -> Self {
        let reaches = found.iter().flat_map(|found| {
            let last = found.rows_at().max().unwrap_or(found.body).max(found.header.top);
            found.header.top..=last
        });
        Self { forms: BTreeSet::new(), tops: reaches.collect() }
    }

    /// The forms that are still searched.
    fn open<'w, 'f>(&'w self, wanted: &'w [WantedHeader<'f>]) -> impl Iterator<Item = &'w WantedHeader<'f>> {
        wanted.iter().filter(|wanted| !self.forms.contains(&wanted.form.id))
    }

    /// The rows in which the form's header may begin.
    fn tops(&self, wanted: &WantedHeader<'_>) -> impl Iterator<Item = u32> {
        let tops = wanted.corners.range(..=DEEPEST_HEADER).copied();
        tops.filter(|top| !self.tops.contains(top))
    }
}

/// The forms whose headers stand as printed, or nearly so, added to those found before. At each place the version
/// that fits best is kept.
fn find_forms(
    keyed: &KeyedSheet<'_>,
    wanted: &[WantedHeader<'_>],
    as_printed: bool,
    settled: &Settled,
    mut best: Vec<FoundForm>,
    period: Option<Period>,
) -> Vec<FoundForm> {
    for wanted in settled.open(wanted) {
        let headers = settled.tops(wanted).filter_map(|top| header_at(keyed, wanted, top, as_printed)?.ok());
        for found in tables::below(keyed, wanted, headers.collect()) {
            keep_version(&mut best, found, period);
        }
    }
    best
}

/// The headers that lack columns, or have too few rows of their form below them.
fn near_misses(
    keyed: &KeyedSheet<'_>,
    wanted: &[WantedHeader<'_>],
    as_printed: bool,
    settled: &Settled,
) -> Vec<Nearest> {
    let mut near = Vec::new();
    for wanted in settled.open(wanted) {
        for top in settled.tops(wanted) {
            match header_at(keyed, wanted, top, as_printed) {
                None => {}
                Some(Err(lacking)) => near.push(Nearest::by_columns(wanted.form, top, lacking)),
                Some(Ok(header)) => {
                    if let Err(rows) = rows_below(keyed, wanted, header, u32::MAX, Least::EnoughOrWhich) {
                        near.push(Nearest::by_rows(wanted.form, top, rows));
                    }
                }
            }
        }
    }
    near
}

/// The header at a row, as printed or only nearly so.
fn header_at(
    keyed: &KeyedSheet<'_>,
    wanted: &WantedHeader<'_>,
    top: u32,
    as_printed: bool,
) -> Option<Result<Header, MissingColumns>> {
    match wanted.exact(keyed, top) {
        Some(header) => as_printed.then_some(Ok(header)),
        None => (!as_printed).then(|| wanted.nearly(keyed, top)),
    }
}

/// The form with the rows between its header and `end`, or the printed rows that are present if they are too few.
fn rows_below(
    keyed: &KeyedSheet<'_>,
    wanted: &WantedHeader<'_>,
    header: Header,
    end: u32,
    least: Least,
) -> Result<FoundForm, Vec<usize>> {
    let body = below_numbers(keyed.sheet, wanted.form, &header);
    let mut found = match &wanted.form.rows {
        Rows::Fixed(rows) => find_printed_rows(keyed, wanted, rows, header, (body, end), least)?,
        Rows::Open { key, total } => {
            find_open_rows(keyed, wanted, key, total.as_ref(), header, (body, end)).ok_or_else(Vec::new)?
        }
    };
    found.unknown_columns = found_form::unknown_columns(keyed.sheet, &found);
    Ok(found)
}

/// The first row below a header and below its column numbers.
fn below_numbers(sheet: &Sheet, form: &Form, header: &Header) -> u32 {
    let columns: Vec<u32> = header.columns.iter().flatten().copied().collect();
    let labels = form.column_holding(&Holds::Label).and_then(|column| header.columns[column]);
    let are_numbered =
        labels.is_some_and(|labels| column_numbers::are_under(sheet, header.below, &columns, labels));
    header.below + u32::from(are_numbered)
}

/// Keeps the best of several versions of a form at one place; if they fit equally well, the one in force.
fn keep_version(best: &mut Vec<FoundForm>, found: FoundForm, period: Option<Period>) {
    match best.iter_mut().find(|other| other.form.id == found.form.id && other.overlaps(&found)) {
        None => best.push(found),
        Some(other) => {
            let is_in_force = period.is_none_or(|period| found.form.in_force(period.to));
            if fit(&found) > fit(other) || (fit(&found) == fit(other) && is_in_force) {
                *other = found;
            }
        }
    }
}

/// The fit of a form: more of its printed rows first, then fewer drifted columns.
fn fit(found: &FoundForm) -> (usize, Reverse<usize>) {
    (found.printed_rows_found(), Reverse(found.header.drifted.len()))
}

/// Keeps one of several similar forms that claim the same lines: the one with the most rows present.
fn without_rivals(mut found: Vec<FoundForm>) -> Vec<FoundForm> {
    found.sort_by_key(|found| Reverse(found.printed_rows_found()));
    let mut kept: Vec<FoundForm> = Vec::new();
    let mut taken: BTreeSet<u32> = BTreeSet::new();
    for found in found {
        let has_rival = found.rows_at().any(|row| taken.contains(&row))
            || kept.iter().any(|other| other.header.top == found.header.top);
        if !has_rival {
            taken.extend(found.rows_at());
            kept.push(found);
        }
    }
    kept.sort_by_key(|found| found.header.top);
    let tops: Vec<u32> = kept.iter().map(|found| found.header.top).collect();
    for found in &mut kept {
        // a line below the next header belongs to that form
        let last = found.rows_at().max().unwrap_or(found.header.below);
        let end = tops.iter().copied().find(|top| *top > last).unwrap_or(u32::MAX);
        found.unknown_rows.retain(|row| *row < end && !taken.contains(row));
    }
    kept
}
