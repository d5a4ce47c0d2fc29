//! Reads the rows of a definition: printed rows with their parents, or open rows that senders add.
//!
//! It takes the table of the definition and the columns. It gives [`Rows`], and notes parents, ids and columns that
//! do not exist.

use super::super::Form;
use super::super::column::{Column, Consolidate, Holds, Kind};
use super::super::definition_problems::{Fault, near};
use super::super::id::{ColumnId, RowId};
use super::super::row::{Applies, Name, NotedDash, Row, Rows, TotalRow};
use super::super::toml_table::{SpannedText, TomlTable};
use super::vocabulary::{
    ASKED, CONSOLIDATIONS, KINDS, LEVELS, check_unique, read_choices, read_decimals, read_over_time,
    read_steps, strings,
};
use crate::money;
use crate::normalise::{bare_code, match_key};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The words of the key `noted_dash`.
const NOTED_DASHES: [(&str, NotedDash); 2] = [("none", NotedDash::None), ("unknown", NotedDash::Unknown)];

pub(super) fn read_rows(table: &TomlTable<'_, '_>, columns: &[Column]) -> Rows {
    if table.holds_table("rows") {
        return table.table("rows").map_or(Rows::Fixed(Vec::new()), |t| read_open_rows(&t, columns));
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut parents: Vec<Option<SpannedText>> = Vec::new();
    let tables = table.tables("rows");
    for t in &tables {
        let (row, parent) = read_row(t, &rows, columns);
        rows.push(row);
        parents.push(parent);
    }
    // a named parent may stand further down, as a total does
    for (index, named) in parents.into_iter().enumerate() {
        let Some(named) = named else { continue };
        let position = rows.iter().position(|row| row.id.as_str() == named.text);
        if position.is_none() || position == Some(index) {
            let near = near(&named.text, rows.iter().map(|row| row.id.as_str()));
            table.note(named.span, Fault::UnknownRow { near });
        }
        rows[index].parent = position;
    }
    for asked in columns.iter().filter_map(|column| column.asked.as_ref()).flatten() {
        if !rows.iter().any(|row| row.id == *asked) {
            let near = near(asked.as_str(), rows.iter().map(|row| row.id.as_str()));
            table.note(table.span(), Fault::UnknownRow { near });
        }
    }
    for (index, t) in tables.iter().enumerate() {
        if is_own_ancestor(&rows, index) {
            t.note(t.span(), Fault::OwnAncestor);
        }
    }
    Rows::Fixed(rows)
}

fn is_own_ancestor(rows: &[Row], index: usize) -> bool {
    let mut above = rows[index].parent;
    for _ in 0..rows.len() {
        match above {
            Some(parent) if parent == index => return true,
            Some(parent) => above = rows[parent].parent,
            None => return false,
        }
    }
    false
}

fn read_open_rows(t: &TomlTable<'_, '_>, columns: &[Column]) -> Rows {
    let key = t.required("open");
    if let Some(key) = &key
        && !columns.iter().any(|column| column.id.as_str() == key.text)
    {
        let near = near(&key.text, columns.iter().map(|column| column.id.as_str()));
        t.note(key.span.clone(), Fault::UnknownColumn { near });
    }
    let total = t.table("total").map(|total| {
        let (id, label) = (total.required("id"), total.required("label"));
        let also = strings(total.texts("also"));
        total.finish();
        let label = label.map(|t| t.text).unwrap_or_default();
        TotalRow {
            id: RowId::from(id.map(|t| t.text).unwrap_or_default().as_str()),
            keys: also.iter().chain([&label]).map(|called| match_key(called)).collect(),
            label: label.into(),
            also,
        }
    });
    t.finish();
    Rows::Open { key: ColumnId::from(key.map(|t| t.text).unwrap_or_default().as_str()), total }
}

/// Reads a row, and the parent if the row names one itself.
fn read_row(t: &TomlTable<'_, '_>, earlier: &[Row], columns: &[Column]) -> (Row, Option<SpannedText>) {
    let code = t.text("code");
    let label = t.required("label");
    // a row without a printed code has an id under its parent: `7.6.2/a`
    let id = t.text("id").or_else(|| {
        if code.is_none() {
            t.require("code");
        }
        code.clone()
    });
    let id = id.map(|id| SpannedText { text: id.text.trim_end_matches('.').to_owned(), ..id });
    if let Some(id) = &id {
        check_unique(t, id, earlier.iter().map(|row| row.id.as_str()));
    }
    let id = id.map(|id| id.text).unwrap_or_default();
    let measured_in = t.text("measured_in").map(|t| t.text);
    let kind = match (read_choices(t), t.word("kind", &KINDS.each_ref().map(|(word, kind)| (*word, kind)))) {
        (Some(choices), _) => Kind::Choice(choices),
        (None, Some(kind)) => kind.clone(),
        (None, None) if measured_in.as_deref() == Some("%") => Kind::Percent,
        (None, None) if measured_in.as_deref().is_some_and(|unit| money::zeros(unit).is_some()) => {
            Kind::Money
        }
        (None, None) => Kind::Count,
    };
    let not_for = t.texts("not_for");
    let named = t.text("parent");
    let plan = t.text("plan").and_then(|plan| {
        let position = earlier.iter().position(|row| row.id.as_str() == plan.text);
        if position.is_none() {
            let near = near(&plan.text, earlier.iter().map(|row| row.id.as_str()));
            t.note(plan.span, Fault::UnknownRow { near });
        }
        position
    });
    let label: Arc<str> = label.map(|t| t.text).unwrap_or_default().into();
    let asked = t.texts_or_none("asked");
    let asked = asked.map(|asked| asked.iter().filter_map(|id| figure_column(t, id, columns)).collect());
    let (consolidate, consolidate_in) = read_consolidation(t, columns);
    let consolidate = consolidate.unwrap_or(kind.default_consolidation());
    let name = Name { id: RowId::from(id.as_str()), label: Arc::clone(&label) };
    let row = Row {
        parent: parent(&id, earlier),
        id: name.id.clone(),
        bare: code.as_ref().map(|t| bare_code(&t.text)),
        code: code.map(|t| t.text),
        key: match_key(&label),
        label,
        name: Arc::new(name),
        measured_in,
        heading: t.flag("heading"),
        asked,
        fixed: read_fixed(t, columns),
        applies: if t.flag("may_not_apply") { Applies::NotToAll } else { Applies::ToAll },
        steps: read_steps(t),
        decimals: read_decimals(t),
        not_for: not_for.iter().filter_map(|level| t.one_of(level, &LEVELS)).collect(),
        consolidate,
        consolidate_in,
        over_time: read_over_time(t, &kind, consolidate),
        may_fall: !t.flag_unless_said("never_falls", true),
        may_exceed_100: t.flag("may_exceed_100"),
        plan,
        in_blank: t.word("blank", &ASKED[..2]).unwrap_or_default(),
        noted_dash: t.word("noted_dash", &NOTED_DASHES).unwrap_or_default(),
        nil: strings(t.texts("nil")),
        kind,
    };
    t.finish();
    (row, named)
}

/// The index of the column of answers with an id; notes a problem if there is none.
fn figure_column(t: &TomlTable<'_, '_>, id: &SpannedText, columns: &[Column]) -> Option<usize> {
    let index = columns.iter().position(|column| column.id.as_str() == id.text);
    match index.map(|index| &columns[index].holds) {
        Some(Holds::Value(_) | Holds::ByRow) => return index,
        Some(_) => t.note(id.span.clone(), Fault::NotAFigure),
        None => {
            let near = near(&id.text, columns.iter().map(|column| column.id.as_str()));
            t.note(id.span.clone(), Fault::UnknownColumn { near });
        }
    }
    None
}

/// Reads `fixed = { toi_da = 2 }`: the figures that the form prints in the row.
fn read_fixed(t: &TomlTable<'_, '_>, columns: &[Column]) -> Vec<(usize, Decimal)> {
    let Some(fixed) = t.table("fixed") else { return Vec::new() };
    let entries = fixed.entries_of_figures().into_iter();
    entries.filter_map(|(id, figure)| Some((figure_column(t, &id, columns)?, figure))).collect()
}

/// Reads `consolidate = "sum"`, or by column: `consolidate = { toi_da = "same" }`.
fn read_consolidation(
    t: &TomlTable<'_, '_>,
    columns: &[Column],
) -> (Option<Consolidate>, Vec<(usize, Consolidate)>) {
    if !t.holds_table("consolidate") {
        return (t.word("consolidate", &CONSOLIDATIONS), Vec::new());
    }
    let Some(by_column) = t.table("consolidate") else { return (None, Vec::new()) };
    let entries = by_column.entries().into_iter();
    let by_column = entries
        .filter_map(|(id, word)| Some((figure_column(t, &id, columns)?, t.one_of(&word, &CONSOLIDATIONS)?)));
    (None, by_column.collect())
}

/// The row whose id is `id` without its last part: `2.1` for `2.1.3` and for `2.1/a`.
fn parent(id: &str, rows: &[Row]) -> Option<usize> {
    let end = id.rfind(['.', '/'])?;
    rows.iter().position(|row| row.id.as_str() == &id[..end])
}

/// Checks that rows with steps have points to give.
pub(super) fn check_steps(table: &TomlTable<'_, '_>, form: &Form) {
    if table.holds_table("rows") {
        return;
    }
    for ((index, row), t) in form.fixed_rows().iter().enumerate().zip(table.tables("rows")) {
        let mut columns = 0..form.columns.len();
        if !row.steps.is_empty() && !columns.any(|column| !form.steps(Some(index), column).is_empty()) {
            t.note(t.span(), Fault::StepsWithoutPoints);
        }
    }
}
