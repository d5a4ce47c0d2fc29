//! A submission (báo cáo đã gửi): the answers of one unit on the forms of one workbook.
//!
//! It takes the sheets of a workbook and the known forms. It gives the answers at every place of the forms found, and
//! the notices of reading. A form is found by its header and its rows, wherever its sheet stands and whatever the
//! sheet's name; see `locate`.
//!
//! In the terms of statistics, a place left blank is *item non-response*. A unit that sent nothing is *unit
//! non-response*, which the round handles. An answer that there was none (không phát sinh) is a response.

mod competing_tables;
mod contradictions;
mod entries;
mod fill;
mod filled_form;
mod letterhead;
mod name_of_file;
mod pasted_shares;
mod possible_amount;
mod signature;
mod split;
mod stated_money_units;

use crate::finding::{Adjustment, Finding, SheetCell, Subject};
use crate::general_rules::copied_workbook::CopiedWorkbook;
use crate::general_rules::figures_outside::FiguresOutside;
use crate::general_rules::form_repeated::FormRepeated;
use crate::general_rules::header_changed::HeaderChanged;
use crate::general_rules::hidden_sheet::HiddenSheet;
use crate::general_rules::identity_differs::{Claim, IdentityDiffers};
use crate::general_rules::old_font::OldFont;
use crate::general_rules::only_other_period::OnlyOtherPeriod;
use crate::general_rules::period_in_words::PeriodInWords;
use crate::general_rules::period_unknown::PeriodUnknown;
use crate::general_rules::sheet_left_out::SheetLeftOut;
use crate::general_rules::sheet_missing::SheetMissing;
use crate::general_rules::sheet_not_read::SheetNotRead;
use crate::general_rules::unit_unknown::UnitUnknown;
use crate::general_rules::{
    cell_comment, form_blank, format_by_condition, format_missing, measure_changed, measure_converted,
    merged_figure, out_of_sight, remark_below_table, rows_are_units, typed_over_formula,
};
use crate::locate;
use crate::locate::{Finder, FormsOnSheet, FoundForm, Nearest};
use fill::SheetReader;
use letterhead::Letterhead;
use phuluc_form::{Encoding, Level, Period, unit};
use phuluc_grid::{At, Identity, LeftOut, Recalculator, Sheet, identity};

pub use contradictions::by_file_name;
pub use entries::{Entries, Entry, WrittenEntry};
pub use filled_form::{FilledForm, FilledRow, Role, RowLeftBlank};
pub use name_of_file::unit_by_file_name;
pub(crate) use possible_amount::PossibleAmounts;
pub(crate) use stated_money_units::is_ditto;
pub use stated_money_units::{Conversion, SaidIn, SaidUnit};

/// The answers in one workbook.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The reporting unit, as the heading or the identity sheet names it.
    pub unit: Option<String>,
    /// Where a heading names the unit, and how.
    pub unit_claim: Option<Claim>,
    /// Its level.
    pub level: Option<Level>,
    /// The period.
    pub period: Option<Period>,
    /// Where the period was read, and how it is written there.
    pub period_claim: Option<Claim>,
    /// The forms found, in the order of the sheets.
    pub forms: Vec<FilledForm>,
    /// The notices of reading.
    pub notices: Vec<Finding>,
    /// The figures that were adjusted by agreement with the unit, with the figures that it had written.
    pub adjusted: Vec<Adjustment>,
}

impl Submission {
    /// Reads the forms on the sheets of one workbook.
    pub fn read(sheets: &[Sheet], finder: &Finder) -> Self {
        Self::read_expecting(sheets, finder, None)
    }

    /// Reads a report that is expected for a period. A period that the report names in words then means the expected
    /// days, if both cover about the same time.
    pub fn read_expecting(sheets: &[Sheet], finder: &Finder, expected: Option<Period>) -> Self {
        let identity = Identity::find(sheets);
        let said = identity.as_ref();
        let headings: Vec<Letterhead> = sheets.iter().map(|sheet| Letterhead::read(sheet, said)).collect();
        let mut notices = Vec::new();

        let pages = || headings.iter().zip(sheets);
        let unit_read = pages().find_map(|(heading, sheet)| Some((heading.unit.as_ref()?, sheet)));
        let unlabelled =
            || pages().find_map(|(heading, sheet)| Some((heading.unlabelled_units.first()?, sheet)));
        let (period_read, in_words) = period_named(sheets, &headings, said, expected);
        notices.extend(in_words);
        let unit = unit_read
            .map(|(line, _)| line.names.clone())
            .or_else(|| said.and_then(|identity| identity.unit.clone()))
            .or_else(|| unlabelled().map(|(line, _)| line.names.clone()));
        let unit_claim = unit_read.or_else(unlabelled).map(|(line, sheet)| line.claim(sheet));
        let period = period_read.as_ref().map(|(period, _)| *period);
        let period = period.or_else(|| said.and_then(|identity| identity.period));
        let level =
            said.and_then(|identity| identity.level).or_else(|| unit.as_deref().and_then(Level::of_unit));

        let recalculator = Recalculator::new(sheets);
        let is_handed_out = sheets.iter().any(|sheet| sheet.name == identity::WORKINGS);
        let mut forms: Vec<FilledForm> = Vec::new();
        let mut partial: Vec<(&Sheet, Nearest)> = Vec::new();
        // visible sheets count before hidden ones
        let (visible, hidden): (Vec<&Sheet>, Vec<&Sheet>) =
            sheets.iter().filter(|sheet| !Identity::is_own(sheet, said)).partition(|sheet| sheet.visible);
        let sheets_read = visible.into_iter().chain(hidden);
        let mut seen: Vec<(&Sheet, FormsOnSheet)> =
            sheets_read.map(|sheet| (sheet, locate::find(sheet, finder, period))).collect();
        split::join_sections(&mut seen, finder.catalogue(), period);
        let (settled, left_out) = competing_tables::settle(&mut seen, period);
        notices.extend(settled);
        for (sheet, heading) in sheets.iter().zip(&headings) {
            // a sheet that was left out may belong to another period
            if left_out.contains(&sheet.name) {
                continue;
            }
            let between = heading.contradictions(sheet, said, unit_read, period_read.as_ref());
            let on_sheet = seen.iter().filter(|(other, _)| other.name == sheet.name);
            let mut read = on_sheet.flat_map(|(_, seen)| &seen.forms).peekable();
            if between.is_empty() && read.peek().is_some() {
                let last = read.flat_map(FoundForm::rows_at).max();
                notices.extend(contradictions::within(sheet, heading, last));
                notices.extend(contradictions::between(sheet, heading, unit_read.or_else(unlabelled)));
            }
            notices.extend(between);
        }
        IdentityDiffers::tell_once(&mut notices);
        CopiedWorkbook::tell_once(&mut notices);
        for (sheet, seen) in seen {
            let FormsOnSheet { forms: all_found, changed, nearest, partial: some, unread } = seen;
            partial.extend(some.into_iter().map(|form| (sheet, form)));
            let reader = SheetReader { sheet, recalculator: &recalculator, level };
            let is_told = !changed.is_empty() || left_out.contains(&sheet.name);
            notices.extend(changed.into_iter().map(|it| Finding::about_sheet(sheet, HeaderChanged(it))));
            let is_unknown = all_found.is_empty();
            // a sheet that could not be read is reported already
            notices.extend(of_whole_sheet(sheet, is_told, is_unknown, unread, nearest));
            for (nth, found) in all_found.into_iter().enumerate() {
                let earlier = forms.iter_mut().find(|form| form.form.id == found.form.id);
                if sheet.encoding != Encoding::Unicode {
                    notices.push(Finding::about_form(&found.form, &sheet.name, OldFont(sheet.encoding)));
                }
                if !sheet.visible {
                    notices.push(Finding::about_form(&found.form, &sheet.name, HiddenSheet));
                }
                notices.extend(found.notices(sheet, period, finder.catalogue()));
                let is_ours = said.is_some_and(|identity| identity.has(&found.form.id));
                let (filled, conversions) = reader.fill(&found, is_ours);
                notices.extend(measure_converted::find(&filled, &conversions));
                notices.extend(of_sheet(&found, &filled, sheet));
                notices.extend(cell_comment::find(&filled, sheet, period, nth == 0));
                let top = (nth == 0).then(|| found.header_rows().0);
                let last = found.rows_at().max();
                notices.extend(last.and_then(|last| remark_below_table::find(sheet, (top, last), period)));
                if is_ours && is_handed_out {
                    notices.extend(typed_over_formula::find(&filled, sheet, level));
                }
                match earlier {
                    Some(first) => first.take_in(filled),
                    None => forms.push(filled),
                }
            }
        }
        notices.extend(split::forms_left_split(&forms, partial));
        // in the order of the sheets, as people see them
        forms.sort_by_key(|form| sheets.iter().position(|sheet| sheet.name == form.sheet));
        notices.extend(forms.iter().filter_map(form_blank::find));
        if !forms.is_empty() {
            if unit.is_none() {
                notices.push(Finding::of_file(UnitUnknown));
            }
            if period.is_none() {
                notices.push(Finding::of_file(PeriodUnknown));
            }
        }
        let period_claim = period_read.map(|(_, claim)| claim);
        Self { unit, unit_claim, level, period, period_claim, forms, notices, adjusted: Vec::new() }
    }

    /// Whether it is a report of the same unit for the period that ends on the day before the other begins.
    pub fn is_before(&self, now: &Self) -> bool {
        let is_same_unit = match (&self.unit, &now.unit) {
            (Some(before), Some(now)) => unit::key(before) == unit::key(now),
            _ => false,
        };
        let follows = matches!((self.period, now.period), (Some(before), Some(now)) if before.precedes(now));
        follows && is_same_unit
    }

    /// The number of its figures, if all of them are also in the other submission and there are too many to agree by
    /// chance.
    pub fn repeats(&self, other: &Self) -> Option<usize> {
        const BY_CHANCE: usize = 5;
        let mut figures = 0;
        for form in &self.forms {
            let before = other.form(&form.form.id)?;
            for row in form.rows.iter() {
                let there = before.row(&row.id).map(|index| &before.rows[index]);
                for (column, entry) in row.entries.iter().enumerate() {
                    let Some(value) = entry.value().filter(|value| !value.is_zero()) else { continue };
                    if there?.entries.get(column).value() != Some(value) {
                        return None;
                    }
                    figures += 1;
                }
            }
        }
        (figures > BY_CHANCE).then_some(figures)
    }

    /// Whether a form is present and an error says why it was not read.
    pub fn says_why_nothing_was_read(&self) -> bool {
        self.notices.iter().any(|notice| {
            notice.general::<HeaderChanged>().is_some()
                || notice.general::<OnlyOtherPeriod>().is_some()
                || notice.general::<FormRepeated>().is_some()
        })
    }

    /// The form that comes nearest to a sheet without one.
    pub fn nearest(&self) -> Option<&Nearest> {
        let unread = self.notices.iter().filter_map(Finding::general::<SheetNotRead>);
        let near = unread.filter_map(|sheet| sheet.nearest.as_ref());
        near.max_by_key(|nearest| nearest.share())
    }

    /// The form with this id.
    pub fn form(&self, id: &phuluc_form::FormId) -> Option<&FilledForm> {
        self.forms.iter().find(|form| form.form.id == *id)
    }
}

/// The findings about a sheet: why it has no cells; unless that `is_told`, that it holds no known form, or figures
/// outside its forms.
fn of_whole_sheet(
    sheet: &Sheet,
    is_told: bool,
    is_unknown: bool,
    unread: Vec<At>,
    nearest: Option<Nearest>,
) -> impl Iterator<Item = Finding> {
    let left_out = sheet.left_out().map(|why| match why {
        LeftOut::Missing => Finding::about_sheet(sheet, SheetMissing),
        why => Finding::about_sheet(sheet, SheetLeftOut(why)),
    });
    let outside = if is_told {
        None
    } else if is_unknown && sheet.last_row().is_some() {
        Some(Finding::about_sheet(sheet, SheetNotRead { nearest }))
    } else {
        (!unread.is_empty()).then(|| Finding::about_sheet(sheet, FiguresOutside { cells: unread, nearest }))
    };
    left_out.into_iter().chain(outside)
}

/// The findings about what people see of a form on its sheet, and around it.
fn of_sheet(found: &FoundForm, filled: &FilledForm, sheet: &Sheet) -> impl Iterator<Item = Finding> {
    let rows = [measure_changed::around::find(found, sheet), rows_are_units::find(found, sheet)];
    let unseen = [out_of_sight::find(filled, sheet), merged_figure::find(filled, sheet)];
    let formats = [format_by_condition::find(filled, sheet), format_missing::find(filled, sheet)];
    rows.into_iter().chain(unseen).chain(formats).flatten()
}

/// The unit that the headings of a workbook name. The unit that the workbook was made for does not count here.
pub fn named_unit(sheets: &[Sheet]) -> Option<String> {
    let said = Identity::find(sheets);
    let headings: Vec<Letterhead> =
        sheets.iter().map(|sheet| Letterhead::read(sheet, said.as_ref())).collect();
    let mut labelled = headings.iter().filter_map(|heading| heading.unit.as_ref());
    let named = labelled.next().or_else(|| headings.iter().find_map(Letterhead::any_unit));
    named.map(|line| line.names.clone())
}

/// The period that the headings name, by its days or in words, with its place, and a notice about it.
fn period_named(
    sheets: &[Sheet],
    headings: &[Letterhead],
    said: Option<&Identity>,
    expected: Option<Period>,
) -> (Option<(Period, Claim)>, Option<Finding>) {
    let by_days: Vec<(Period, Claim)> = sheets
        .iter()
        .zip(headings)
        .filter_map(|(sheet, heading)| {
            let line = heading.period.as_ref()?;
            Some((line.names, line.claim(sheet)))
        })
        .collect();
    let days = commonest_period(by_days.iter().map(|(period, _)| *period));
    if let Some(found) = by_days.into_iter().find(|(period, _)| days == Some(*period)) {
        return (Some(found), None);
    }
    let known = said.and_then(|identity| identity.period).or(expected);
    let in_words = sheets.iter().zip(headings).filter_map(|(sheet, heading)| {
        let line = heading.in_words.first()?;
        let period = known.filter(|known| line.names.is_mostly(*known)).unwrap_or(line.names);
        Some((sheet, line, period))
    });
    let in_words: Vec<_> = in_words.collect();
    let by_words = commonest_period(in_words.iter().map(|(.., period)| *period));
    let Some((sheet, line, period)) = in_words.into_iter().find(|(.., period)| by_words == Some(*period))
    else {
        return (None, None);
    };
    // the identity sheet may state these days
    let is_stated = said.and_then(|identity| identity.period) == Some(period);
    let finding = (!is_stated).then(|| {
        let subject = Subject::Cell(SheetCell { sheet: sheet.name.clone(), at: line.at });
        Finding::new(subject, PeriodInWords { text: line.text.clone(), period })
    });
    (Some((period, line.claim(sheet))), finding)
}

/// The commonest period among those that sheets name. A tie goes to the later one, because reports hold earlier
/// figures beside their own.
fn commonest_period(named: impl Iterator<Item = Period>) -> Option<Period> {
    let named: Vec<Period> = named.collect();
    named
        .iter()
        .copied()
        .max_by_key(|period| (named.iter().filter(|other| *other == period).count(), period.to, period.from))
}
