//! The tables of units: where each stands, under which unit, from when to when, and whom it took over.

use super::{Column, ColumnKind, Field, ForTables, Table, behind_round};
use phuluc_form::{FormId, Level};
use phuluc_round::{Consolidation, Member, Unit};

/// The columns of the units.
const UNITS: [Column; 15] = {
    use ColumnKind::{Count, Day, Flag, Text};
    behind_round([
        ("unit_code", Text),
        ("unit", Text),
        ("level", Text),
        ("parent_code", Text),
        ("parent", Text),
        ("first_day", Day),
        ("last_day", Day),
        ("owed", Text),
        ("standing", Text),
        ("errors", Count),
        ("counted", Flag),
    ])
};

/// The columns of the takeovers.
const TAKEOVERS: [Column; 9] = {
    use ColumnKind::{Day, Text};
    behind_round([
        ("unit_code", Text),
        ("unit", Text),
        ("predecessor_code", Text),
        ("predecessor", Text),
        ("from_day", Day),
    ])
};

pub(super) fn table(of: ForTables<'_>) -> Table<'_> {
    let rows = units(of.consolidation).map(move |(unit, member)| {
        let level = member.and_then(Member::level).or(unit.level).and_then(level_id);
        let parent = of.consolidation.round.above(unit).first().copied();
        let owed: Vec<&str> = unit.forms.iter().map(FormId::as_str).collect();
        let mut fields = of.fields().to_vec();
        fields.extend([
            code(unit),
            Field::text(unit.name.as_str()),
            level.map_or(Field::None, Field::text),
            parent.map_or(Field::None, code),
            parent.map_or(Field::None, |parent| Field::text(parent.name.as_str())),
            Field::day(unit.exists.0),
            Field::day(unit.exists.1),
            Field::text(owed.join(" ")),
            member.map_or(Field::None, |member| Field::text(member.standing.id())),
            member.and_then(|member| member.standing.errors()).map_or(Field::None, Field::Count),
            Field::Flag(member.is_some_and(|member| member.included)),
        ]);
        fields
    });
    Table { name: "don-vi", columns: &UNITS, rows: Box::new(rows) }
}

pub(super) fn takeovers(of: ForTables<'_>) -> Table<'_> {
    let rows = units(of.consolidation).flat_map(move |(unit, _)| {
        unit.successions.iter().map(move |before| {
            let mut fields = of.fields().to_vec();
            fields.extend([
                code(unit),
                Field::text(unit.name.as_str()),
                before.code.as_deref().map_or(Field::None, Field::text),
                Field::text(before.name.as_str()),
                Field::day(before.from.or(unit.exists.0)),
            ]);
            fields
        })
    });
    Table { name: "ke-thua", columns: &TAKEOVERS, rows: Box::new(rows) }
}

/// The units that report, and after them those that only group others.
fn units(consolidation: &Consolidation) -> impl Iterator<Item = (&Unit, Option<&Member>)> {
    let reporting = consolidation.members.iter().map(|member| (&member.unit, Some(member)));
    let groups = consolidation.round.units.iter().filter(|unit| {
        let mut members = consolidation.members.iter().map(|member| &member.unit);
        !members.any(|member| member.name == unit.name && member.code == unit.code)
    });
    reporting.chain(groups.map(|unit| (unit, None)))
}

fn code(unit: &Unit) -> Field<'_> {
    unit.code.as_deref().map_or(Field::None, Field::text)
}

/// A level by its name in JSON.
fn level_id(level: Level) -> Option<String> {
    serde_json::to_value(level).ok()?.as_str().map(str::to_owned)
}
