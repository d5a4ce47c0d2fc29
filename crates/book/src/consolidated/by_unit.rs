//! The sheet “Theo đơn vị”: the figure of every unit at every place, with a line for each place and a column for each
//! unit.
//!
//! All totals of the workbook are formulas over this sheet. So the units that count stand side by side, and the
//! others follow after them. Below the lines of a form stand the parts and bases of its percentages, worked out for
//! each unit that gave both.
//!
//! In the brief workbook of a large round groups of units stand side by side instead ([`groups`]).

mod group_sheet;
mod groups;
mod measure;
mod reach;
mod sheet;
mod unit_cells;

use super::shared_by_sheets::{code_named, shown};
use groups::Groups;
use measure::Measure;
use phuluc_form::{Chart, ColumnId, Consolidate, Kind, vietnamese};
use phuluc_grid::CellValue;
use phuluc_round::{
    AnswersByUnit, ConsolidatedCell, ConsolidatedRow, Consolidation, FormTotal, Total, UnitAnswer,
};
use phuluc_say::{BY_GROUP, BY_UNIT};
use rust_decimal::Decimal;
use std::cell::OnceCell;
use std::collections::HashMap;

/// The columns before the units'.
const FIXED: [(&str, u32); 6] =
    [("Biểu", 16), ("Mục, dòng", 11), ("Chỉ tiêu", 50), ("Cột", 26), ("Tổng hợp", 24), ("Số đơn vị", 12)];
/// How wide a unit's column is.
const WIDTH: u32 = 16;
/// Of these, the total's.
const TOTAL: usize = 4;
/// The first sheet column of the units.
const FIRST: usize = FIXED.len();
/// The first line below title and header.
const TOP: u32 = 6;

/// How many different figures are counted one by one where they should be the same.
const FEW: usize = 4;

/// A place of a form, by the indices of the form, the row and the column.
type FormPlace = (usize, usize, usize);

/// Where every unit's figures stand, or those of groups of units.
pub(super) struct ByUnit<'c> {
    consolidation: &'c Consolidation,
    /// The forms with what the units say on them.
    tables: Vec<AnswersByUnit<'c>>,
    /// The units from left to right, by their index in the round: those that count first.
    units: Vec<usize>,
    /// How many of them count.
    counted: usize,
    lines: Vec<SheetLine>,
    /// The line of each place; of several about groups the first, which has the place's total.
    places: HashMap<FormPlace, u32>,
    /// The first line of each percentage, which has its parts.
    shares: HashMap<(usize, usize, ColumnId), u32>,
    /// The groups that stand in the place of the units.
    groups: Option<Groups>,
}

/// What stands for a unit's own column in a formula that all units have.
const OWN_COLUMN: char = '\u{0}';

/// A line of the sheet.
enum SheetLine {
    /// What the units wrote at a place.
    Figures { form: usize, row: usize, column: usize },
    /// The parts of a percentage, its bases, or itself, by unit.
    Share {
        form: usize,
        row: usize,
        id: ColumnId,
        say: String,
        side: Side,
        formula: OnceCell<Option<String>>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Part,
    Base,
    Rate,
}

impl<'c> ByUnit<'c> {
    /// Lays the lines out.
    pub fn new(consolidation: &'c Consolidation) -> Self {
        let mut by_unit = Self::without_lines(consolidation);
        for form in 0..consolidation.forms.len() {
            by_unit.lay_out(form);
        }
        by_unit
    }

    /// Lays the lines out over groups of units.
    pub fn of_groups(consolidation: &'c Consolidation) -> Self {
        let mut by_unit = Self::without_lines(consolidation);
        by_unit.groups = Some(Groups::new(&mut by_unit));
        by_unit
    }

    fn without_lines(consolidation: &'c Consolidation) -> Self {
        let members = &consolidation.members;
        let (mut units, rest): (Vec<usize>, Vec<usize>) =
            (0..members.len()).partition(|&index| members[index].included);
        let counted = units.len();
        units.extend(rest);
        Self {
            consolidation,
            tables: consolidation.forms.iter().map(|total| total.table(members)).collect(),
            units,
            counted,
            lines: Vec::new(),
            places: HashMap::new(),
            shares: HashMap::new(),
            groups: None,
        }
    }

    fn lay_out(&mut self, form: usize) {
        let total = &self.consolidation.forms[form];
        let mut shares: Vec<(usize, ColumnId, String)> = Vec::new();
        for (row, line) in total.rows.iter().enumerate() {
            for (column, cell) in line.cells.iter().enumerate() {
                if cell.is_none() || !has_line(total, line, column) {
                    continue;
                }
                self.places.insert((form, row, column), self.next());
                self.lines.push(SheetLine::Figures { form, row, column });
                if total.form.consolidate(line.role.fixed(), column) == Consolidate::Recompute {
                    let column = &total.form.columns[column];
                    shares.push((row, column.id.clone(), column.say.clone()));
                }
            }
            shares.extend(line.derived.iter().map(|derived| (row, derived.id.clone(), derived.say.clone())));
        }
        for (row, id, say) in shares {
            self.shares.insert((form, row, id.clone()), self.next());
            for side in [Side::Part, Side::Base, Side::Rate] {
                let (id, say, formula) = (id.clone(), say.clone(), OnceCell::new());
                self.lines.push(SheetLine::Share { form, row, id, say, side, formula });
            }
        }
    }

    fn next(&self) -> u32 {
        TOP + u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    /// The name of the sheet.
    fn sheet(&self) -> &'static str {
        if self.is_brief() { BY_GROUP } else { BY_UNIT }
    }

    /// Whether it is the brief workbook's, which has no unit's figures.
    pub const fn is_brief(&self) -> bool {
        self.groups.is_some()
    }

    /// Where a sheet is found that only the complete workbook has.
    pub fn where_is(&self, sheet: &str) -> String {
        let which = if self.is_brief() { " của bản đầy đủ" } else { "" };
        format!("trang “{sheet}”{which}")
    }

    /// The cells of a line that totals take: those of the units that count, or of the groups.
    fn range(&self, line: u32) -> String {
        let columns = self.groups.as_ref().map_or(self.counted, Groups::count);
        let (first, last) = (column_name(FIRST), column_name(FIRST + columns.max(1) - 1));
        format!("'{}'!${first}${1}:${last}${1}", self.sheet(), line + 1)
    }

    /// What is made of the figures at a place, as the part of a formula; `None` if they stand nowhere.
    fn measured(&self, place: FormPlace, measure: Measure) -> Option<String> {
        match &self.groups {
            None => Some(measure.over_units(&self.range(*self.places.get(&place)?))),
            Some(groups) => Some(measure.over_groups(&self.range(groups.line_of(place, measure)?))),
        }
    }

    /// What the units say at a place of which nothing else is made.
    pub fn listed(&self, form: usize, row: &ConsolidatedRow, column: usize) -> Vec<(usize, String)> {
        self.tables[form].listed(row, column).collect()
    }

    /// The groups with the units in them, by their indices in the round.
    pub fn groups(&self) -> impl Iterator<Item = (&str, &[usize])> {
        let groups = self.groups.iter().flat_map(|groups| &groups.list);
        groups.map(|group| (group.name.as_str(), group.units.as_slice()))
    }

    /// The units that count, from left to right, with their names.
    pub fn counted_units(&self) -> impl Iterator<Item = (usize, &'c str)> {
        let members = &self.consolidation.members;
        self.units[..self.counted].iter().map(move |&unit| (unit, members[unit].unit.name.as_str()))
    }

    /// The line of a column's figures by unit, or of a percentage's rates.
    pub fn line_of(&self, form: usize, row: usize, id: &ColumnId) -> Option<u32> {
        let rates = self.shares.get(&(form, row, id.clone())).map(|line| line + 2);
        rates.or_else(|| {
            let column = self.consolidation.forms[form].form.column(id)?;
            self.places.get(&(form, row, column)).copied()
        })
    }

    /// The lines of what a form's chart shows.
    pub fn charted<'f>(&self, form: usize, chart: &'f Chart) -> Vec<(&'f ColumnId, u32)> {
        let rows = &self.consolidation.forms[form].rows;
        let Some(row) = rows.iter().position(|line| line.id == chart.row) else { return Vec::new() };
        chart.columns.iter().filter_map(|id| Some((id, self.line_of(form, row, id)?))).collect()
    }

    /// The cell in which the total of a column, or of a percentage, stands on this sheet.
    pub fn total_at(&self, form: usize, row: usize, id: &ColumnId) -> Option<String> {
        let line = self.line_of(form, row, id)?;
        Some(format!("'{}'!${}${}", self.sheet(), column_name(TOTAL), line + 1))
    }

    /// The total of a column, or a percentage over all units, as it stands.
    pub fn total_of(&self, form: usize, row: usize, id: &ColumnId) -> Option<&'c ConsolidatedCell> {
        let total = &self.consolidation.forms[form];
        share_cell(total, row, id)
    }

    /// What stands in a column of the form's own, as [`Self::total`] gives it.
    pub fn at_column(&self, form: usize, row: usize, id: &ColumnId) -> Option<CellValue> {
        let column = self.consolidation.forms[form].form.column(id)?;
        Some(self.total(form, row, column))
    }

    /// The total of a place as a formula over the units' figures, or as it is where it is none.
    pub fn total(&self, form: usize, row: usize, column: usize) -> CellValue {
        let total = &self.consolidation.forms[form];
        let Some(cell) = &total.rows[row].cells[column] else { return CellValue::Empty };
        if let Total::Share { .. } = cell.total {
            return self.share(form, row, &total.form.columns[column].id);
        }
        let as_it_is = shown(cell);
        let place = (form, row, column);
        let formula = match &cell.total {
            Total::Sum(_) => self.measured(place, Measure::Sum),
            Total::Max(_) => self.measured(place, Measure::Greatest),
            Total::Codes(codes) => {
                let codes = codes.iter().map(|(code, label, _)| (code_named(*code, label), *code));
                self.counts(place, codes)
            }
            Total::List => return self.reach(place).unwrap_or(as_it_is),
            Total::Differing(counts) if counts.len() > FEW => return self.reach(place).unwrap_or(as_it_is),
            Total::Differing(counts) => {
                self.counts(place, counts.iter().map(|(value, _)| (vietnamese(*value), *value)))
            }
            _ => None,
        };
        match formula {
            Some(formula) => CellValue::formula(format!("={formula}"), as_it_is),
            None => as_it_is,
        }
    }

    /// `"0: "&…&" đơn vị; 1: "&…`: how many units gave each of some figures.
    fn counts(&self, place: FormPlace, figures: impl Iterator<Item = (String, Decimal)>) -> Option<String> {
        let counts = figures.map(|(said, figure)| {
            let count = self.measured(place, Measure::Count(figure))?;
            Some(format!("\"{}: \"&{count}&\" đơn vị\"", said.replace('"', "\"\"")))
        });
        Some(counts.collect::<Option<Vec<_>>>()?.join("&\"; \"&"))
    }

    /// The same as a form prints it: of codes those that units gave.
    pub fn printed(&self, form: usize, row: usize, column: usize) -> CellValue {
        let cell = self.consolidation.forms[form].rows[row].cells[column].as_ref();
        let Some(ConsolidatedCell { total: Total::Codes(codes), .. }) = cell else {
            return self.total(form, row, column);
        };
        let (mut formulas, mut texts) = (Vec::new(), Vec::new());
        for (code, label, count) in codes {
            let Some(counted) = self.measured((form, row, column), Measure::Count(*code)) else {
                return self.total(form, row, column);
            };
            let what = code_named(*code, label);
            let quoted = what.replace('"', "\"\"");
            formulas.push(format!("IF({counted}=0,\"\",\"; {quoted}: \"&{counted}&\" đơn vị\")"));
            texts.extend((*count > 0).then(|| format!("{what}: {count} đơn vị")));
        }
        let formula = format!("=MID({},3,1000)", formulas.join("&"));
        CellValue::formula(formula, CellValue::Text(texts.join("; ")))
    }

    /// From where to where figures reach of which nothing else is made; none if there are none.
    fn reach(&self, place: FormPlace) -> Option<CellValue> {
        let (form, row, column) = place;
        let total = &self.consolidation.forms[form];
        let kind = total.form.kind(total.rows[row].role.fixed(), column)?;
        let counted = self.units[..self.counted].iter();
        let figures =
            counted.filter_map(|&unit| match self.tables[form].said(unit, &total.rows[row], column) {
                UnitAnswer::Figure(figure) => Some(figure),
                _ => None,
            });
        let figures: Vec<Decimal> = figures.collect();
        let ends = [self.measured(place, Measure::Least)?, self.measured(place, Measure::Greatest)?];
        reach::said(&figures, kind, &ends)
    }

    /// A percentage over all units that gave its part and its base.
    pub fn share(&self, form: usize, row: usize, id: &ColumnId) -> CellValue {
        let Some((cell, &line)) = share_cell(&self.consolidation.forms[form], row, id)
            .zip(self.shares.get(&(form, row, id.clone())))
        else {
            return CellValue::Empty;
        };
        let as_it_is = shown(cell);
        if !matches!(cell.total, Total::Share { .. }) {
            return as_it_is;
        }
        let (parts, bases) = (self.range(line), self.range(line + 1));
        let text = format!("=IF(SUM({bases})=0,\"không phát sinh\",ROUND(SUM({parts})*100/SUM({bases}),2))");
        CellValue::formula(text, as_it_is)
    }

    /// The sums of a percentage's parts and of its bases.
    pub fn sides(&self, form: usize, row: usize, id: &ColumnId) -> Option<[CellValue; 2]> {
        let cell = share_cell(&self.consolidation.forms[form], row, id)?;
        let &line = self.shares.get(&(form, row, id.clone()))?;
        let Total::Share { part, base, .. } = &cell.total else { return None };
        let sum = |line, value: &Decimal| {
            CellValue::formula(format!("=SUM({})", self.range(line)), CellValue::Number(value.normalize()))
        };
        Some([sum(line, part), sum(line + 1, base)])
    }

    /// How many units gave both sides of a percentage, as the part of a formula.
    fn count_of_share(&self, form: usize, row: usize, id: &ColumnId) -> Option<String> {
        let line = self.shares.get(&(form, row, id.clone()))?;
        Some(match &self.groups {
            None => format!("COUNT({})", self.range(line + 1)),
            Some(_) => format!("SUM({})", self.range(line + groups::COUNT_OF_SHARE)),
        })
    }

    /// `3/4` and what follows it, counted by the workbook itself.
    pub fn given(&self, form: usize, row: usize, column: usize, suffix: &str) -> CellValue {
        let total = &self.consolidation.forms[form];
        let Some(cell) = total.rows[row].cells[column].as_ref().filter(|cell| cell.of > 0) else {
            return CellValue::Empty;
        };
        let as_it_is = CellValue::Text(format!("{}/{}{suffix}", cell.given, cell.of));
        let count = match &cell.total {
            Total::Share { .. } => self.count_of_share(form, row, &total.form.columns[column].id),
            Total::Sum(_) | Total::Max(_) | Total::Codes(_) | Total::Same { .. } | Total::Differing(_) => {
                self.measured((form, row, column), Measure::Given)
            }
            _ => None,
        };
        match count {
            Some(count) => CellValue::formula(format!("={count}&\"/{}{suffix}\"", cell.of), as_it_is),
            None => as_it_is,
        }
    }
}

fn share_cell<'t>(total: &'t FormTotal, row: usize, id: &ColumnId) -> Option<&'t ConsolidatedCell> {
    let line = &total.rows[row];
    let derived = line.derived.iter().find(|derived| derived.id == *id).map(|derived| &derived.cell);
    derived.or_else(|| line.cells[total.form.column(id)?].as_ref())
}

/// Whether the figures of a place stand on the sheet: what is said in words beside scores and criteria has its own.
fn has_line(total: &FormTotal, row: &ConsolidatedRow, column: usize) -> bool {
    let kind = total.form.kind(row.role.fixed(), column);
    total.present[column] && !(total.form.added_lines && matches!(kind, Some(Kind::Text | Kind::Document)))
}

/// A, B, … Z, AA, AB, …
pub(super) fn column_name(n: usize) -> String {
    phuluc_grid::At { row: 0, column: u32::try_from(n).unwrap_or(u32::MAX) }
        .to_string()
        .trim_end_matches('1')
        .to_owned()
}

fn column(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
