//! The sheet “Câu văn”: the sentences that a report on the forms prints, in which every figure is a formula over the
//! totals.

mod change;
mod written;

use super::agreement::AgreementNote;
use super::by_unit::ByUnit;
use super::drawing::{draw_working_title, set_widths};
use super::explained::Explained;
use super::figure_text::figure;
use super::shares;
use crate::style::Styles;
use crate::{paper, put, style};
use phuluc_form::{ColumnId, Form, Kind, Piece, RowId, capital, uncapital};
use phuluc_grid::CellValue;
use phuluc_round::{ConsolidatedCell, Consolidation, FormTotal, Total};
use phuluc_say::MIXED_PERIODS;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, XlsxError};
use written::Written;

/// The sheet's name.
pub(super) const SENTENCES: &str = "Câu văn";

/// A sentence with its figures.
pub(super) struct ReportSentence {
    /// The index of its form.
    pub form: usize,
    /// The formula, with what it comes to.
    pub text: CellValue,
}

/// The sentences of all forms, each once; those of forms that have charts first, as leaders ask for them.
pub(super) fn sentences(
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    explained: &Explained,
) -> Vec<ReportSentence> {
    let mut forms: Vec<usize> = (0..consolidation.forms.len()).collect();
    forms.sort_by_key(|form| consolidation.forms[*form].form.charts.is_empty());
    let mut sentences: Vec<ReportSentence> = Vec::new();
    for form in forms {
        for pieces in &consolidation.forms[form].form.sentences {
            let notes = explained.notes(form);
            let Some(text) = sentence(consolidation, by_unit, form, notes, pieces) else { continue };
            if !is_said(text.text(), &sentences) {
                sentences.push(ReportSentence { form, text });
            }
        }
    }
    sentences
}

pub(super) fn draw(
    book: &mut Workbook,
    consolidation: &Consolidation,
    sentences: &[ReportSentence],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(SENTENCES)?;
    // forms without sentences would show an empty sheet
    sheet.set_hidden(sentences.is_empty());
    let at = draw_working_title(sheet, "Câu văn để đưa vào báo cáo", consolidation, styles)?;
    set_widths(sheet, &[22, 110])?;
    for (row, sentence) in (at..).zip(sentences) {
        let short = &consolidation.forms[sentence.form].form.short;
        put(sheet, row, 0, &CellValue::Text(short.clone()), &styles.label)?;
        put(sheet, row, 1, &sentence.text, &styles.label)?;
        sheet.set_row_height(row, style::height([(sentence.text.text(), 100)]))?;
    }
    paper::working(sheet, 132, 2)
}

/// A sentence as one formula; none if there is no figure for a place of it.
///
/// It begins with the period and with how many units its figures are of, so that it stands for itself wherever it
/// is pasted; what does not add up in it is said behind it.
fn sentence(
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    form: usize,
    notes: &[AgreementNote],
    pieces: &[Piece],
) -> Option<CellValue> {
    let total = &consolidation.forms[form];
    let mut written = Written::default();
    let mut figures: Vec<Figure<'_>> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => written.text(words),
            Piece::Total(row, column) => {
                let at = total.rows.iter().position(|line| line.id == *row)?;
                let cell = by_unit.total_of(form, at, column)?;
                let figure = Figure { row: at, column, cell, percent: is_percent(&total.form, row, column) };
                let sides = figure.names_its_sides(total, &figures).then(|| by_unit.sides(form, at, column));
                written.figure(&by_unit.total_at(form, at, column)?, &figure, sides.flatten())?;
                figures.push(figure);
            }
            Piece::Rest(places) => {
                let mut terms: Vec<(String, &ConsolidatedCell)> = Vec::new();
                for (row, column) in places {
                    let at = total.rows.iter().position(|line| line.id == *row)?;
                    let cell = by_unit.total_of(form, at, column)?;
                    terms.push((by_unit.total_at(form, at, column)?, cell));
                }
                written.rest(&terms);
            }
        }
    }
    let lead = lead(consolidation, figures.first());
    let mut behind = String::new();
    behind.push_str(&other_units(consolidation, total, &figures));
    behind.push_str(&apart(total, &figures, notes));
    behind.push_str(&change::change(consolidation, form, &figures));
    Some(written.sentence(&lead, &behind))
}

/// A figure of a sentence.
struct Figure<'c> {
    row: usize,
    column: &'c ColumnId,
    cell: &'c ConsolidatedCell,
    percent: bool,
}

impl Figure<'_> {
    /// Whether it is a percentage whose part and base are to be named: its base is none of the figures before it, or
    /// its part is another figure than what the sentence says of the same place.
    fn names_its_sides(&self, total: &FormTotal, before: &[Figure<'_>]) -> bool {
        let Total::Share { part, base, value: Some(_) } = self.cell.total else { return false };
        let is_sum =
            |cell: &ConsolidatedCell, of: Decimal| matches!(cell.total, Total::Sum(sum) if sum == of);
        let place = shares::part_of(total, self.row, self.column);
        let has_other_part = before.iter().any(|figure| {
            place.is_some_and(|(row, column)| {
                figure.row == row && total.form.column(figure.column) == Some(column)
            }) && !is_sum(figure.cell, part)
        });
        has_other_part || !before.iter().any(|figure| is_sum(figure.cell, base))
    }
}

/// When, and of how many units: those of the figure that a sentence is about, which is its first.
fn lead(consolidation: &Consolidation, first: Option<&Figure<'_>>) -> String {
    let when = match consolidation.round.period {
        _ if consolidation.mixed_periods => format!("{MIXED_PERIODS}, "),
        Some(period) => format!("{}, ", period.name().unwrap_or_else(|| period.to_string())),
        None => String::new(),
    };
    let who = first.map_or_else(String::new, |first| match units(consolidation, first.cell) {
        (count, None) => format!("{count}: "),
        (count, Some(missing)) => format!("{count} ({missing}): "),
    });
    capital(&format!("{when}{who}"))
}

/// `9/10 đơn vị`, and `chưa có Xã Ví dụ 10` where few enough are missing to be named.
fn units(consolidation: &Consolidation, cell: &ConsolidatedCell) -> (String, Option<String>) {
    let members = &consolidation.members;
    let missing: Vec<&str> = cell.gaps.iter().map(|(unit, _)| members[*unit].unit.name.as_str()).collect();
    match missing.len() {
        0 => (format!("{} đơn vị", cell.of), None),
        1..=NAMED => {
            (format!("{}/{} đơn vị", cell.given, cell.of), Some(format!("chưa có {}", missing.join(", "))))
        }
        _ => (format!("{}/{} đơn vị", cell.given, cell.of), None),
    }
}

/// How many missing units a sentence names.
const NAMED: usize = 3;

/// The figures that are of other units than the first.
fn other_units(consolidation: &Consolidation, total: &FormTotal, figures: &[Figure<'_>]) -> String {
    let Some(first) = figures.first() else { return String::new() };
    let mut others: Vec<(&ConsolidatedCell, Vec<String>)> = Vec::new();
    for figure in figures {
        // the reasons may differ, the units must not
        let is_like = |cell: &ConsolidatedCell| {
            let units =
                |cell: &ConsolidatedCell| -> Vec<usize> { cell.gaps.iter().map(|gap| gap.0).collect() };
            cell.of == figure.cell.of && units(cell) == units(figure.cell)
        };
        if is_like(first.cell) {
            continue;
        }
        let said = said(&total.form, figure.row, figure.column);
        match others.iter_mut().find(|(known, _)| is_like(known)) {
            Some((_, names)) => names.push(said),
            None => others.push((figure.cell, vec![said])),
        }
    }
    let others: Vec<String> = others
        .into_iter()
        .map(|(cell, names)| {
            let (count, missing) = units(consolidation, cell);
            let missing = missing.map_or_else(String::new, |missing| format!(", {missing}"));
            format!("{}: {count}{missing}", names.join(", "))
        })
        .collect();
    if others.is_empty() { String::new() } else { format!(" Riêng {}.", others.join("; ")) }
}

/// What does not add up among the figures of a sentence.
fn apart(total: &FormTotal, figures: &[Figure<'_>], notes: &[AgreementNote]) -> String {
    let mentions = |row: usize, column: usize| {
        figures.iter().any(|figure| (figure.row, total.form.column(figure.column)) == (row, Some(column)))
    };
    let touched = notes.iter().filter(|note| {
        mentions(note.row, note.column) && note.parts.iter().any(|(row, column)| mentions(*row, *column))
    });
    let texts: Vec<String> = touched.map(|note| format!(" {}.", note.brief)).collect();
    texts.concat()
}

/// Whether a sentence says nothing that an earlier one does not say.
fn is_said(sentence: &str, earlier: &[ReportSentence]) -> bool {
    let parts = |text: &str| -> Vec<String> {
        text.split([',', ';', ':']).map(|part| part.trim().trim_end_matches('.').to_owned()).collect()
    };
    let own = parts(sentence);
    earlier.iter().any(|other| {
        let others = parts(other.text.text());
        own.iter().all(|part| others.iter().any(|other| other.starts_with(part.as_str())))
    })
}

/// What a total is called in a remark: the column, or the row where rows have one figure.
fn said(form: &Form, row: usize, column: &ColumnId) -> String {
    let derived = form.derived.iter().find(|derived| derived.id == *column);
    let by_row = form.value_column().map(|value| &form.columns[value].id) == Some(column);
    match (derived, form.column(column)) {
        (Some(derived), _) => derived.say.clone(),
        (None, _) if by_row => uncapital(form.fixed_rows()[row].say()),
        (None, Some(column)) => form.columns[column].say.clone(),
        (None, None) => column.to_string(),
    }
}

fn is_percent(form: &Form, row: &RowId, column: &ColumnId) -> bool {
    match form.column(column) {
        Some(column) => matches!(form.kind(form.fixed_row(row), column), Some(Kind::Percent)),
        None => true,
    }
}
