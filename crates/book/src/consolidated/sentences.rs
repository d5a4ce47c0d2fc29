//! The sheet “Câu văn”: the sentences that a report on the forms prints, in which every figure is a formula over the
//! totals.

mod behind;
mod change;
mod clauses;
mod figure;
mod written;

use super::agreement::AgreementNote;
use super::by_unit::ByUnit;
use super::explained::Explained;
use super::shared_by_sheets::{draw_working_title, set_widths};
use crate::style::Styles;
use crate::{paper, put, style};
use clauses::{Asked, OF_WHICH, Slot, clauses};
use figure::{Figure, Figures};
use phuluc_form::{ColumnId, Form, Kind, Piece, RowId, capital, uncapital};
use phuluc_grid::CellValue;
use phuluc_round::{Consolidation, Wholes};
use phuluc_say::MIXED_PERIODS;
use rust_xlsxwriter::{Workbook, XlsxError};
use written::{Cells, Written};

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

/// A sentence as one formula; none if there is a figure for no place of it.
///
/// It begins with the period and with how many units its figures are of, so that it stands for itself wherever it
/// is pasted. A clause without figures is left out, and what it would tell is named behind the sentence, as is what does
/// not add up.
fn sentence(
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    form: usize,
    notes: &[AgreementNote],
    pieces: &[Piece],
) -> Option<CellValue> {
    let total = &consolidation.forms[form];
    let (clauses, end) = clauses(pieces);
    let mut figures = Figures::new(&clauses, |row, column| {
        let at = total.rows.iter().position(|line| line.id == *row)?;
        let cell = by_unit.total_of(form, at, column)?;
        by_unit.total_at(form, at, column)?;
        let percent = is_percent(&total.form, row, column);
        Some(Figure { row: at, column, cell, percent, left: Vec::new(), lacks: None })
            .filter(Figure::is_known)
    });
    if figures.all.is_empty() {
        return None;
    }
    let wholes = Wholes::new(total, &consolidation.members);
    figures.leave_aside(by_unit, form, total, &wholes, &clauses);
    let mut written = Written::default();
    // “, trong đó ” of a clause that is left out
    let mut introduced = None;
    let mut is_said = false;
    for (index, (clause, slots)) in clauses.iter().zip(&figures.slots).enumerate() {
        // the rate of a fraction that was said to be of nothing
        if std::mem::take(&mut is_said) {
            continue;
        }
        let rest = |slot: &Slot<'_>| match slot.what {
            Asked::Total(..) => None,
            Asked::Rest(places) => {
                let terms = places.iter().map(|(row, column)| figures.at(total, row, column));
                terms.collect::<Option<Vec<_>>>()
            }
        };
        let rests: Vec<Option<Vec<&Figure<'_>>>> = clause.figures.iter().map(rest).collect();
        let is_known = slots.iter().any(Option::is_some) || rests.iter().any(Option::is_some);
        if !is_known && index > 0 {
            if let Some(at) = clause.head.find(OF_WHICH) {
                introduced = Some(clause.head[..at + OF_WHICH.len()].to_owned());
            }
            continue;
        }
        match introduced.take() {
            Some(words) => {
                written.text(&format!("{words}{}", clause.head.trim_start_matches([',', ';', ' '])));
            }
            None => written.text(&clause.head),
        }
        if let Some(base) = figures.nothing(&clauses, index) {
            written.nothing(&cells(by_unit, form, base)?);
            is_said = true;
            continue;
        }
        let mut is_base = false;
        for (at, slot) in clause.figures.iter().enumerate() {
            match (slots[at], &rests[at]) {
                (Some(index), _) => {
                    let figure = &figures.all[index];
                    let sides = figure
                        .names_its_sides(total, &figures.all[..index])
                        .then(|| by_unit.sides(form, figure.row, figure.column));
                    written.figure(&cells(by_unit, form, figure)?, figure, sides.flatten());
                }
                (None, Some(terms)) => {
                    let terms = terms.iter().map(|figure| Some((cells(by_unit, form, figure)?, *figure)));
                    written.rest(&terms.collect::<Option<Vec<_>>>()?);
                }
                (None, None) if is_base => {}
                (None, None) => written.text("…"),
            }
            // a fraction of which only the part is known is the part
            is_base = slot.then == "/" && slots.get(at + 1) == Some(&None);
            if !is_base {
                written.text(&slot.then);
            }
        }
        written.text(&clause.tail);
    }
    written.text(end);
    let lead = lead(consolidation, figures.all.first());
    let behind = [
        behind::left_aside(consolidation, total, &figures.all),
        behind::other_units(consolidation, total, &figures.all),
        behind::without_figures(by_unit, form, total, &clauses, &figures),
        behind::apart(consolidation, by_unit, form, &figures.all, notes),
        change::change(consolidation, form, &figures.all),
    ];
    Some(written.sentence(&lead, &behind.concat()))
}

/// Where a figure stands in the workbook, with what is taken off it.
fn cells(by_unit: &ByUnit<'_>, form: usize, figure: &Figure<'_>) -> Option<Cells> {
    let at = by_unit.total_at(form, figure.row, figure.column)?;
    let column = by_unit.column(form, figure.column);
    let less = figure.left.iter().filter(|(_, amount)| !amount.is_zero()).map(|(unit, amount)| {
        let cell = column.and_then(|column| by_unit.cell_of_answer((form, figure.row, column), *unit));
        cell.unwrap_or_else(|| amount.to_string())
    });
    Some(Cells { at, less: less.collect() })
}

/// When, and of how many units: those of the figure that a sentence is about, which is its first.
fn lead(consolidation: &Consolidation, first: Option<&Figure<'_>>) -> String {
    let when = match consolidation.round.period {
        _ if consolidation.mixed_periods => format!("{MIXED_PERIODS}, "),
        Some(period) => format!("{}, ", period.name().unwrap_or_else(|| period.to_string())),
        None => String::new(),
    };
    let who = first.map_or_else(String::new, |first| match behind::units(consolidation, first) {
        (count, None) => format!("{count}: "),
        (count, Some(missing)) => format!("{count} ({missing}): "),
    });
    capital(&format!("{when}{who}"))
}

/// Whether a sentence says nothing that an earlier one does not say.
fn is_said(sentence: &str, earlier: &[ReportSentence]) -> bool {
    let own = parts_of(sentence);
    earlier.iter().any(|other| {
        let others = parts_of(other.text.text());
        own.iter().all(|part| others.iter().any(|other| other.starts_with(part)))
    })
}

/// The parts of a sentence between its commas, semicolons and colons.
fn parts_of(sentence: &str) -> Vec<&str> {
    sentence.split([',', ';', ':']).map(|part| part.trim().trim_end_matches('.')).collect()
}

/// What a total is called in a remark: the column, or the row where rows have one figure.
fn said(form: &Form, row: usize, column: &ColumnId) -> String {
    let derived = form.derived.iter().find(|derived| derived.id == *column);
    let by_row = form.value_column().map(|value| &form.columns[value].id) == Some(column);
    let said = match (derived, form.column(column)) {
        (Some(derived), _) => derived.say.clone(),
        (None, _) if by_row => uncapital(form.fixed_rows()[row].say()),
        (None, Some(column)) => form.columns[column].say.clone(),
        (None, None) => column.to_string(),
    };
    // “đã thực hiện” alone names nothing
    if said.starts_with("đã ") { format!("số {said}") } else { said }
}

fn is_percent(form: &Form, row: &RowId, column: &ColumnId) -> bool {
    match form.column(column) {
        Some(column) => matches!(form.kind(form.fixed_row(row), column), Some(Kind::Percent)),
        None => true,
    }
}
