//! Reads the sentences and charts of a definition, which present the totals of a consolidation.

use super::super::definition_problems::{Fault, near};
use super::super::toml_table::{SpannedText, TomlTable};
use super::super::{Chart, ColumnId, Form, Piece, RowId};
use super::named_places::several_value_columns;

/// Reads `sentences = ["Đã giải quyết {[tong].da_giai_quyet} hồ sơ."]`: a place in braces stands for its total, and
/// `{[1] - [1.1] - [1.2]}` for what is left of a total without others.
pub(super) fn read_sentences(table: &TomlTable<'_, '_>, form: &Form) -> Vec<Vec<Piece>> {
    table.texts("sentences").iter().map(|text| pieces(table, form, text)).collect()
}

fn pieces(table: &TomlTable<'_, '_>, form: &Form, sentence: &SpannedText) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = sentence.text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, after)) = after.split_once('}') else {
            table.note(sentence.span.clone(), Fault::Syntax { expected: "{[row].column}", slip: None });
            break;
        };
        pieces.push(Piece::Text(before.to_owned()));
        match figure(form, place) {
            Ok(piece) => pieces.push(piece),
            Err(fault) => table.note(sentence.span.clone(), fault),
        }
        rest = after;
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    pieces
}

/// Reads what stands in braces.
fn figure(form: &Form, text: &str) -> Result<Piece, Fault> {
    let mut totals: Vec<(RowId, ColumnId)> = Vec::new();
    for place in text.split(" - ") {
        totals.push(total(form, place)?);
    }
    Ok(match <[_; 1]>::try_from(totals) {
        Ok([(row, column)]) => Piece::Total(row, column),
        Err(totals) => Piece::Rest(totals),
    })
}

/// Reads `[tong].da_giai_quyet`, or `[2.1]` in a form whose rows have one figure.
fn total(form: &Form, place: &str) -> Result<(RowId, ColumnId), Fault> {
    let Some((row, column)) = place.strip_prefix('[').and_then(|place| place.split_once(']')) else {
        return Err(Fault::Syntax { expected: "{[row].column}", slip: None });
    };
    let row = RowId::from(row);
    if let Some(fault) = unknown_row(form, &row) {
        return Err(fault);
    }
    let column = match (column.strip_prefix('.'), form.value_column()) {
        (Some(column), _) => ColumnId::from(column),
        (None, Some(column)) => match several_value_columns(form) {
            Some(several) => return Err(several),
            None => form.columns[column].id.clone(),
        },
        (None, None) => return Err(Fault::NoValueColumn),
    };
    match unknown_figure(form, &column) {
        Some(fault) => Err(fault),
        None => Ok((row, column)),
    }
}

pub(super) fn read_charts(table: &TomlTable<'_, '_>, form: &Form) -> Vec<Chart> {
    let mut charts = Vec::new();
    for t in table.tables("charts") {
        let (title, row) = (t.required("title"), t.required("row"));
        t.require("columns");
        let columns = t.texts("columns");
        if let Some(row) = &row
            && let Some(fault) = unknown_row(form, &RowId::from(row.text.as_str()))
        {
            t.note(row.span.clone(), fault);
        }
        for column in &columns {
            if let Some(fault) = unknown_figure(form, &ColumnId::from(column.text.as_str())) {
                t.note(column.span.clone(), fault);
            }
        }
        charts.push(Chart {
            title: title.map(|t| t.text).unwrap_or_default(),
            row: RowId::from(row.map(|t| t.text).unwrap_or_default().as_str()),
            columns: columns.iter().map(|t| ColumnId::from(t.text.as_str())).collect(),
        });
        t.finish();
    }
    charts
}

fn unknown_row(form: &Form, id: &RowId) -> Option<Fault> {
    let is_total = form.total_row().is_some_and(|total| total.id == *id);
    match form.fixed_row(id) {
        Some(row) if form.takes_nothing(row) => Some(Fault::Heading),
        Some(_) => None,
        None if is_total => None,
        None => {
            let rows = form.fixed_rows().iter().map(|row| row.id.as_str());
            let total = form.total_row().map(|total| total.id.as_str());
            Some(Fault::UnknownRow { near: near(id.as_str(), rows.chain(total)) })
        }
    }
}

/// The fault if an id is neither a column of figures nor a derived percentage.
fn unknown_figure(form: &Form, id: &ColumnId) -> Option<Fault> {
    match form.column(id) {
        Some(column) if form.takes_answers(column) => None,
        Some(_) => Some(Fault::NotAFigure),
        None if form.derived.iter().any(|derived| derived.id == *id) => None,
        None => {
            let columns = form.columns.iter().map(|column| column.id.as_str());
            let derived = form.derived.iter().map(|derived| derived.id.as_str());
            Some(Fault::UnknownColumn { near: near(id.as_str(), columns.chain(derived)) })
        }
    }
}
