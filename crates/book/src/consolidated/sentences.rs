//! The sheet “Câu văn”: sentences as a report on the forms prints them, every figure a formula on the totals.

use super::by_unit::ByUnit;
use super::drawing::{draw_title, set_widths};
use crate::style::Styles;
use crate::{put, style};
use phuluc_form::{ColumnId, Form, Kind, Piece, RowId, number, uncapital};
use phuluc_grid::CellValue;
use phuluc_round::{ConsolidatedCell, Consolidation, Total};
use rust_xlsxwriter::{Workbook, XlsxError};

/// The sheet's name.
pub(super) const SENTENCES: &str = "Câu văn";

/// A sentence with its figures.
pub(super) struct ReportSentence {
    /// The index of its form.
    pub form: usize,
    /// The formula, with what it comes to.
    pub text: CellValue,
}

/// The sentences of all forms.
pub(super) fn sentences(consolidation: &Consolidation, by_unit: &ByUnit<'_>) -> Vec<ReportSentence> {
    let mut sentences = Vec::new();
    for (form, total) in consolidation.forms.iter().enumerate() {
        let texts =
            total.form.sentences.iter().filter_map(|pieces| sentence(consolidation, by_unit, form, pieces));
        sentences.extend(texts.map(|text| ReportSentence { form, text }));
    }
    // what is drawn is what leaders ask for first
    sentences
        .sort_by_key(|sentence: &ReportSentence| consolidation.forms[sentence.form].form.charts.is_empty());
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
    let at = draw_title(sheet, "Câu văn để đưa vào báo cáo", consolidation, styles)?;
    set_widths(sheet, &[22, 110])?;
    for (row, sentence) in (at..).zip(sentences) {
        let short = &consolidation.forms[sentence.form].form.short;
        put(sheet, row, 0, &CellValue::Text(short.clone()), &styles.label)?;
        put(sheet, row, 1, &sentence.text, &styles.label)?;
        sheet.set_row_height(row, style::height([(sentence.text.text(), 100)]))?;
    }
    style::page(sheet, true);
    Ok(())
}

/// A sentence as one formula; none if there is no figure for a place of it.
fn sentence(
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    form: usize,
    pieces: &[Piece],
) -> Option<CellValue> {
    let total = &consolidation.forms[form];
    let (mut formula, mut text) = (Vec::new(), String::new());
    let mut counts: Vec<((usize, usize), Vec<String>)> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => {
                formula.push(quoted(words));
                text.push_str(words);
            }
            Piece::Total(row, column) => {
                let at = total.rows.iter().position(|line| line.id == *row)?;
                let cell = by_unit.total_of(form, at, column)?;
                let reference = by_unit.total_at(form, at, column)?;
                let percent = is_percent(&total.form, row, column);
                // in Vietnamese digits whatever the regional settings of the computer are
                let digits = if percent {
                    format!("SUBSTITUTE(FIXED({reference},2,TRUE),\".\",\",\")&\"%\"")
                } else {
                    format!("SUBSTITUTE(FIXED({reference},0),\",\",\".\")")
                };
                formula.push(format!("IF(ISNUMBER({reference}),{digits},{reference})"));
                text.push_str(&written(cell, percent)?);
                let (count, said) = ((cell.given, cell.of), said(&total.form, at, column));
                match counts.iter_mut().find(|(known, _)| *known == count) {
                    Some((_, of_count)) => of_count.push(said),
                    None => counts.push((count, vec![said])),
                }
            }
        }
    }
    // a sentence that is pasted into a report must not hide that units are missing from it
    if let Some(remark) = remark(&counts) {
        formula.push(quoted(&remark));
        text.push_str(&remark);
    }
    Some(CellValue::formula(format!("={}", formula.join("&")), CellValue::Text(text)))
}

/// Of how many units a sentence's figures are, where any is missing.
fn remark(counts: &[((usize, usize), Vec<String>)]) -> Option<String> {
    match counts {
        [((given, of), _)] if given < of => Some(format!(" (Số liệu của {given}/{of} đơn vị.)")),
        _ => {
            let partial = counts.iter().filter(|((given, of), _)| given < of);
            let partial: Vec<String> = partial
                .map(|((given, of), said)| format!("{}: {given}/{of} đơn vị", said.join(", ")))
                .collect();
            (!partial.is_empty()).then(|| format!(" (Chưa đủ đơn vị: {}.)", partial.join("; ")))
        }
    }
}

/// A text as a formula writes it; a constant in a formula holds 255 characters.
fn quoted(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let constants = chars
        .chunks(200)
        .map(|chunk| format!("\"{}\"", chunk.iter().collect::<String>().replace('"', "\"\"")));
    constants.collect::<Vec<_>>().join("&")
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

/// A total as the formula writes it; none if there is nothing to write.
fn written(cell: &ConsolidatedCell, percent: bool) -> Option<String> {
    let value = match &cell.total {
        Total::Sum(value)
        | Total::Max(value)
        | Total::Same { value, .. }
        | Total::Share { value: Some(value), .. } => *value,
        Total::Share { value: None, .. } => return Some(super::drawing::shown(cell).text().to_owned()),
        _ => return None,
    };
    let decimals = if percent { 2 } else { 0 };
    let mut fixed = number::round(value, decimals);
    fixed.rescale(decimals);
    Some(if percent { format!("{fixed}%").replace('.', ",") } else { number::vietnamese_as_is(fixed) })
}
