//! Groups of units, and what totals take from each of them.
//!
//! A group is what stands above its units in the list of units, at the lowest level that has few enough; where the
//! list has no such level, units are taken together as they follow one another. The measures of a group are worked
//! out unit by unit.

use super::measure::Measure;
use super::{ByUnit, FEW, FormPlace, TOP, has_line};
use crate::consolidated::shared_by_sheets::code_named;
use phuluc_form::{ColumnId, Consolidate, Kind, vietnamese};
use phuluc_round::{ConsolidatedCell, Consolidation, FormTotal, Total};
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

/// How many groups there are at most: as many columns as people look through, and as LibreOffice opens in no time.
const MOST_GROUPS: usize = 100;
/// How many units are taken together where no level groups them.
const TOGETHER: usize = 100;
/// How far below the parts of a percentage it stands how many units gave both sides.
pub(super) const COUNT_OF_SHARE: u32 = 3;

/// The groups with their lines.
pub(super) struct Groups {
    pub list: Vec<Group>,
    pub lines: Vec<GroupLine>,
    /// What stands at which line, by place.
    measures: HashMap<FormPlace, Vec<(Measure, u32)>>,
}

/// Units that are taken together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub name: String,
    /// By their indices in the round.
    pub units: Vec<usize>,
}

/// A line of the sheet.
pub(super) struct GroupLine {
    pub form: usize,
    pub row: usize,
    /// What the column is called.
    pub say: String,
    /// What the groups' cells hold.
    pub what: String,
    pub holds: Holds,
    /// By group.
    pub values: Vec<Option<Decimal>>,
}

/// What a line holds.
pub(super) enum Holds {
    /// What a total takes from a place; of several lines the first stands for the place.
    Measure {
        column: usize,
        measure: Measure,
        is_first: bool,
    },
    /// Of a percentage the parts, the bases, itself, and how many units gave it.
    Parts(ColumnId),
    Bases(ColumnId),
    Rates(ColumnId),
    Count,
}

impl Groups {
    /// Puts the units into groups, lays the lines out, and works them out.
    pub fn new(by_unit: &mut ByUnit<'_>) -> Self {
        let consolidation = by_unit.consolidation;
        let counted: Vec<usize> = by_unit.units[..by_unit.counted].to_vec();
        let list = grouped(consolidation, &counted);
        let mut lines: Vec<GroupLine> = Vec::new();
        for (form, total) in consolidation.forms.iter().enumerate() {
            lines.extend(lines_of(form, total));
        }
        for line in &mut lines {
            line.values = vec![None; list.len()];
        }
        // unit by unit: what a unit says lies together in memory
        for (group, members) in list.iter().enumerate() {
            for &unit in &members.units {
                add(by_unit, &mut lines, group, unit);
            }
        }
        // figures of which nothing is made but how far they reach may be words everywhere
        lines.retain(|line| {
            !matches!(line.holds, Holds::Measure { measure: Measure::Least | Measure::Greatest, .. })
                || line.values.iter().any(Option::is_some)
        });
        let mut measures: HashMap<FormPlace, Vec<(Measure, u32)>> = HashMap::new();
        for (at, line) in (TOP..).zip(&lines) {
            match &line.holds {
                Holds::Measure { column, measure, .. } => {
                    let place = (line.form, line.row, *column);
                    by_unit.places.entry(place).or_insert(at);
                    measures.entry(place).or_default().push((*measure, at));
                }
                Holds::Parts(id) => drop(by_unit.shares.insert((line.form, line.row, id.clone()), at)),
                Holds::Bases(_) | Holds::Rates(_) | Holds::Count => {}
            }
        }
        Self { list, lines, measures }
    }

    /// How many groups there are.
    pub const fn count(&self) -> usize {
        self.list.len()
    }

    /// The line of a measure of a place.
    pub fn line_of(&self, place: FormPlace, measure: Measure) -> Option<u32> {
        let lines = self.measures.get(&place)?;
        lines.iter().find(|(other, _)| *other == measure).map(|(_, line)| *line)
    }
}

/// Adds what a unit says to what its group has.
fn add(by_unit: &ByUnit<'_>, lines: &mut [GroupLine], group: usize, unit: usize) {
    for lines in lines.chunk_by_mut(GroupLine::belongs_with) {
        let Some(first) = lines.first() else { continue };
        let (table, row) =
            (&by_unit.tables[first.form], &by_unit.consolidation.forms[first.form].rows[first.row]);
        match &first.holds {
            Holds::Measure { column, .. } => {
                let said = table.said(unit, row, *column);
                for line in lines {
                    if let Holds::Measure { measure, .. } = line.holds {
                        line.values[group] = measure.with(line.values[group], &said);
                    }
                }
            }
            Holds::Parts(id) | Holds::Bases(id) | Holds::Rates(id) => {
                let share = table.share_of(unit, row, id).filter(|_| table.concerns(unit, row));
                let Some((part, base)) = share else { continue };
                for line in lines {
                    let more = match line.holds {
                        Holds::Parts(_) => part,
                        Holds::Bases(_) => base,
                        Holds::Count => Decimal::ONE,
                        Holds::Measure { .. } | Holds::Rates(_) => continue,
                    };
                    let before = line.values[group].unwrap_or_default();
                    line.values[group] = Some(before.saturating_add(more).normalize());
                }
            }
            Holds::Count => {}
        }
    }
}

impl GroupLine {
    fn new(form: usize, row: usize, say: &str, what: String, holds: Holds) -> Self {
        Self { form, row, say: say.to_owned(), what, holds, values: Vec::new() }
    }

    /// Whether the next line is about the same place or percentage.
    fn belongs_with(&self, next: &Self) -> bool {
        match (&self.holds, &next.holds) {
            (Holds::Measure { column, .. }, Holds::Measure { column: other, .. }) => {
                (self.form, self.row, column) == (next.form, next.row, other)
            }
            // the four lines of a percentage
            (Holds::Parts(_), Holds::Bases(_))
            | (Holds::Bases(_), Holds::Rates(_))
            | (Holds::Rates(_), Holds::Count) => true,
            _ => false,
        }
    }
}

/// The lines of a form, in the order of its rows.
fn lines_of(form: usize, total: &FormTotal) -> Vec<GroupLine> {
    let (mut lines, mut shares): (Vec<GroupLine>, Vec<(usize, ColumnId, &str)>) = Default::default();
    for (row, line) in total.rows.iter().enumerate() {
        for (column, cell) in line.cells.iter().enumerate() {
            let Some(cell) = cell.as_ref().filter(|_| has_line(total, line, column)) else { continue };
            let is_words = matches!(
                total.form.kind(line.role.fixed(), column),
                Some(Kind::Text | Kind::Document) | None
            );
            let column_of_form = &total.form.columns[column];
            if total.form.consolidate(line.role.fixed(), column) == Consolidate::Recompute {
                shares.push((row, column_of_form.id.clone(), &column_of_form.say));
            }
            for (at, (measure, what)) in measures(cell, is_words).into_iter().enumerate() {
                let holds = Holds::Measure { column, measure, is_first: at == 0 };
                lines.push(GroupLine::new(form, row, &column_of_form.say, what, holds));
            }
        }
        shares.extend(line.derived.iter().map(|derived| (row, derived.id.clone(), &*derived.say)));
    }
    for (row, id, say) in shares {
        let sides = [
            ("tử số", Holds::Parts(id.clone())),
            ("mẫu số", Holds::Bases(id.clone())),
            ("tỷ lệ (%)", Holds::Rates(id)),
            ("số đơn vị có đủ hai số", Holds::Count),
        ];
        lines.extend(sides.map(|(what, holds)| GroupLine::new(form, row, say, what.to_owned(), holds)));
    }
    lines
}

/// What a total takes from the figures of its place, and what that is called; the first stands for the total.
fn measures(cell: &ConsolidatedCell, is_words: bool) -> Vec<(Measure, String)> {
    let mut measures: Vec<(Measure, String)> = match &cell.total {
        Total::Sum(_) => vec![(Measure::Sum, "tổng số".to_owned())],
        Total::Max(_) => vec![(Measure::Greatest, "số lớn nhất".to_owned())],
        Total::Codes(codes) => {
            codes.iter().map(|(code, label, _)| units_with(*code, &code_named(*code, label))).collect()
        }
        Total::Differing(counts) if counts.len() <= FEW => {
            counts.iter().map(|(value, _)| units_with(*value, &vietnamese(*value))).collect()
        }
        Total::Same { value, .. } => vec![units_with(*value, &vietnamese(*value))],
        Total::List if is_words => return Vec::new(),
        Total::List => return least_and_greatest(),
        Total::Differing(_) => least_and_greatest(),
        Total::Share { .. } | Total::Nothing | Total::OutOfScope | Total::NotConsolidated => {
            return Vec::new();
        }
    };
    measures.push((Measure::Given, "số đơn vị có số liệu".to_owned()));
    measures
}

/// The number of units that gave a figure, which is called so.
fn units_with(figure: Decimal, say: &str) -> (Measure, String) {
    (Measure::Count(figure), format!("số đơn vị ghi {say}"))
}

fn least_and_greatest() -> Vec<(Measure, String)> {
    vec![(Measure::Least, "số nhỏ nhất".to_owned()), (Measure::Greatest, "số lớn nhất".to_owned())]
}

/// The units that count, in groups.
fn grouped(consolidation: &Consolidation, units: &[usize]) -> Vec<Group> {
    let paths: Vec<Vec<String>> = units.iter().map(|&unit| path(consolidation, unit)).collect();
    let deepest = paths.iter().map(Vec::len).max().unwrap_or_default();
    let fits = |depth: &usize| {
        let groups = paths.iter().map(|path| upper(path, *depth)).collect::<HashSet<_>>().len();
        (2..=MOST_GROUPS).contains(&groups)
    };
    let Some(depth) = (1..=deepest).rev().find(fits) else {
        let size = TOGETHER.max(units.len().div_ceil(MOST_GROUPS));
        return units.chunks(size).map(|units| in_a_row(consolidation, units)).collect();
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<&[String], usize> = HashMap::new();
    for (&unit, path) in units.iter().zip(&paths) {
        let key = upper(path, depth);
        let index = *known.entry(key).or_insert_with(|| {
            let name = key.last().cloned().unwrap_or_default();
            groups.push(Group { name, units: Vec::new() });
            groups.len() - 1
        });
        groups[index].units.push(unit);
    }
    groups
}

/// The upper part of a path, at most this deep.
fn upper(path: &[String], depth: usize) -> &[String] {
    &path[..path.len().min(depth)]
}

/// The names of the units above a unit, the highest first, and its own.
fn path(consolidation: &Consolidation, unit: usize) -> Vec<String> {
    let unit = &consolidation.members[unit].unit;
    let above = consolidation.round.above(unit).into_iter().map(|unit| unit.name.clone());
    let mut path: Vec<String> = [unit.name.clone()].into_iter().chain(above).collect();
    path.reverse();
    path
}

/// Units that follow one another.
fn in_a_row(consolidation: &Consolidation, units: &[usize]) -> Group {
    let name = |unit: Option<&usize>| unit.map_or("", |&unit| consolidation.members[unit].unit.name.as_str());
    let (first, last) = (name(units.first()), name(units.last()));
    let name = if units.len() == 1 { first.to_owned() } else { format!("{first} đến {last}") };
    Group { name, units: units.to_vec() }
}
