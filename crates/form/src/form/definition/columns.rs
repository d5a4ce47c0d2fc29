//! Reads the columns of a definition.

use super::super::column::{Choice, Column, Consolidate, Holds, InBlank, Kind};
use super::super::definition_problems::Fault;
use super::super::id::{ColumnId, RowId};
use super::super::toml_table::{SpannedText, TomlTable};
use super::vocabulary::{
    ASKED, CONSOLIDATIONS, KINDS, check_id, check_unique, read_choices, read_decimals, read_over_time,
    strings,
};
use crate::normalise::match_key;

pub(super) fn read_columns(table: &TomlTable<'_, '_>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for t in table.tables("columns") {
        let id = t.required("id");
        if let Some(id) = &id {
            check_id(&t, id, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_', "a-z 0-9 _");
            check_unique(&t, id, columns.iter().map(|column| column.id.as_str()));
        }
        t.require("head");
        let head = strings(t.texts("head"));
        if columns.iter().any(|column| !head.is_empty() && column.head == head) {
            t.note(t.span(), Fault::Duplicate(head.join(" / ")));
        }
        let choices = read_choices(&t);
        let holds = match t.required("kind") {
            Some(kind) => read_holds(&t, &kind, choices),
            None => None,
        };
        let default = match &holds {
            Some(Holds::Value(kind)) => kind.default_consolidation(),
            _ => Consolidate::None,
        };
        let consolidate = t.word("consolidate", &CONSOLIDATIONS).unwrap_or(default);
        let kind = match &holds {
            Some(Holds::Value(kind)) => kind,
            _ => &Kind::Text,
        };
        let over_time = read_over_time(&t, kind, consolidate);
        let say = t.text("say").map(|t| t.text).or_else(|| head.last().cloned());
        let optional = t.flag("optional");
        columns.push(Column {
            id: ColumnId::from(id.as_ref().map_or("", |id| &id.text)),
            holds: holds.unwrap_or(Holds::Note),
            say: say.unwrap_or_default(),
            head_keys: head.iter().map(|label| match_key(label)).collect(),
            also: read_also(&t, head.len()),
            also_keys: Vec::new(),
            head,
            in_blank: t.word("blank", &ASKED).unwrap_or(if optional {
                InBlank::None
            } else {
                InBlank::Input
            }),
            optional,
            may_exceed_100: t.flag("may_exceed_100"),
            // these rows are looked up once the rows are read
            asked: t
                .texts_or_none("asked")
                .map(|rows| rows.into_iter().map(|row| RowId::from(row.text.as_str())).collect()),
            decimals: read_decimals(&t),
            consolidate,
            over_time,
        });
        t.finish();
    }
    share_labels(&mut columns);
    columns
}

/// Reads the other labels of a column: a list for each level, or one list for its last label.
fn read_also(t: &TomlTable<'_, '_>, levels: usize) -> Vec<Vec<String>> {
    let (of_last, by_level) = t.texts_by_level("also");
    let mut also: Vec<Vec<String>> = by_level.into_iter().map(strings).collect();
    if also.len() > levels {
        t.note(t.span(), Fault::AlsoBelowHead);
    }
    also.resize(levels, Vec::new());
    if let Some(last) = also.last_mut() {
        last.extend(strings(of_last));
    }
    also
}

/// Shares other labels among columns: several columns under one label share its cell, so what one of them says holds
/// for all.
fn share_labels(columns: &mut [Column]) {
    let said: Vec<(Vec<String>, Vec<String>)> = columns
        .iter()
        .flat_map(|column| {
            let levels = column.also.iter().enumerate().filter(|(_, also)| !also.is_empty());
            levels.map(|(level, also)| (column.head[..=level].to_vec(), also.clone()))
        })
        .collect();
    for column in columns {
        for (path, also) in &said {
            if column.head.starts_with(path)
                && let Some(own) = column.also.get_mut(path.len() - 1)
            {
                own.extend(also.iter().filter(|label| !own.contains(label)).cloned().collect::<Vec<_>>());
            }
        }
        column.also_keys =
            column.also.iter().map(|labels| labels.iter().map(|label| match_key(label)).collect()).collect();
    }
}

fn read_holds(t: &TomlTable<'_, '_>, kind: &SpannedText, choices: Option<Vec<Choice>>) -> Option<Holds> {
    let mut words = vec![
        ("code", Holds::Code),
        ("label", Holds::Label),
        ("measure", Holds::Measure),
        ("note", Holds::Note),
        ("by row", Holds::ByRow),
        ("choice", Holds::Value(Kind::Choice(choices.unwrap_or_default()))),
    ];
    words.extend(KINDS.into_iter().map(|(word, kind)| (word, Holds::Value(kind))));
    let names: Vec<(&str, usize)> = words.iter().enumerate().map(|(i, (word, _))| (*word, i)).collect();
    t.one_of(kind, &names).map(|i| words.swap_remove(i).1)
}
