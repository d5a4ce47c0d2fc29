//! Reads the table `bands` of a definition: the bands (xếp loại) that a total score falls into.

use super::super::column::{Holds, Kind};
use super::super::definition_problems::{Fault, near};
use super::super::id::{ColumnId, RowId};
use super::super::toml_table::TomlTable;
use super::super::{Bands, Form};
use rust_decimal::Decimal;

pub(super) fn read_bands(table: &TomlTable<'_, '_>, form: &Form) -> Option<Bands> {
    let t = table.table("bands")?;
    let row = t.required("row");
    if let Some(row) = &row
        && form.fixed_row(&RowId::from(row.text.as_str())).is_none()
    {
        let near = near(&row.text, form.fixed_rows().iter().map(|row| row.id.as_str()));
        t.note(row.span.clone(), Fault::UnknownRow { near });
    }
    t.require("score");
    let (score, maximum) = (t.texts("score"), t.required("maximum"));
    for column in score.iter().chain(&maximum) {
        let id = ColumnId::from(column.text.as_str());
        let near = near(&column.text, form.columns.iter().map(|column| column.id.as_str()));
        match form.column(&id).map(|column| &form.columns[column].holds) {
            Some(Holds::Value(Kind::Score)) => {}
            Some(_) => t.note(column.span.clone(), Fault::NotAFigure),
            None => t.note(column.span.clone(), Fault::UnknownColumn { near }),
        }
    }
    let ties = t.texts("ties");
    for tie in &ties {
        if form.fixed_row(&RowId::from(tie.text.as_str())).is_none() {
            let near = near(&tie.text, form.fixed_rows().iter().map(|row| row.id.as_str()));
            t.note(tie.span.clone(), Fault::UnknownRow { near });
        }
    }
    t.require("steps");
    let mut steps: Vec<(Decimal, String)> = Vec::new();
    for step in t.tables("steps") {
        step.require("from");
        let (from, say) = (step.whole("from"), step.required("say"));
        let from = Decimal::from(from.unwrap_or_default());
        if steps.last().is_some_and(|(higher, _)| *higher <= from) {
            step.note(step.span(), Fault::BandOrder);
        }
        steps.push((from, say.map(|t| t.text).unwrap_or_default()));
        step.finish();
    }
    if steps.last().is_some_and(|(lowest, _)| !lowest.is_zero()) {
        t.note(t.span(), Fault::BandOrder);
    }
    let bands = Bands {
        row: RowId::from(row.map(|t| t.text).unwrap_or_default().as_str()),
        score: score.iter().map(|t| ColumnId::from(t.text.as_str())).collect(),
        maximum: ColumnId::from(maximum.map(|t| t.text).unwrap_or_default().as_str()),
        ties: ties.iter().map(|t| RowId::from(t.text.as_str())).collect(),
        unconfirmed: t.flag("unconfirmed"),
        steps,
    };
    t.finish();
    Some(bands)
}
