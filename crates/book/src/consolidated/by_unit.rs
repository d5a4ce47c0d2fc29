//! The sheet “Theo đơn vị”: the figure of every unit at every place, with a line for each place and a column for each
//! unit.
//!
//! All totals of the workbook are formulas over this sheet. So the units that count stand side by side, and the
//! others follow after them. Below the lines of a form stand the parts and bases of its percentages, worked out for
//! each unit that gave both.

mod sheet;

use super::drawing::{NONE, shown};
use phuluc_form::{Chart, ColumnId, Consolidate, Kind, number, vietnamese};
use phuluc_grid::CellValue;
use phuluc_round::{
    AnswersByUnit, ConsolidatedCell, ConsolidatedRow, Consolidation, FormTotal, Total, UnitAnswer,
};
use phuluc_say::BY_UNIT;
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

/// Where every unit's figures stand.
pub(super) struct ByUnit<'c> {
    consolidation: &'c Consolidation,
    /// The forms with what the units say on them.
    tables: Vec<AnswersByUnit<'c>>,
    /// The units from left to right, by their index in the round: those that count first.
    units: Vec<usize>,
    /// How many of them count.
    counted: usize,
    lines: Vec<SheetLine>,
    places: HashMap<(usize, usize, usize), u32>,
    shares: HashMap<(usize, usize, ColumnId), u32>,
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
        let members = &consolidation.members;
        let (mut units, rest): (Vec<usize>, Vec<usize>) =
            (0..members.len()).partition(|&index| members[index].included);
        let counted = units.len();
        units.extend(rest);
        let mut by_unit = Self {
            consolidation,
            tables: consolidation.forms.iter().map(|total| total.table(members)).collect(),
            units,
            counted,
            lines: Vec::new(),
            places: HashMap::new(),
            shares: HashMap::new(),
        };
        for form in 0..consolidation.forms.len() {
            by_unit.lay_out(form);
        }
        by_unit
    }

    fn lay_out(&mut self, form: usize) {
        let total = &self.consolidation.forms[form];
        let mut shares: Vec<(usize, ColumnId, String)> = Vec::new();
        for (row, line) in total.rows.iter().enumerate() {
            for (column, cell) in line.cells.iter().enumerate() {
                // what is said in words beside scores and criteria has its own sheet
                let kind = total.form.kind(line.role.fixed(), column);
                let elsewhere = total.form.added_lines && matches!(kind, Some(Kind::Text | Kind::Document));
                if cell.is_none() || !total.present[column] || elsewhere {
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

    /// The cells of the units that count, in a line.
    fn range(&self, line: u32) -> String {
        let (first, last) = (column_name(FIRST), column_name(FIRST + self.counted.max(1) - 1));
        format!("'{BY_UNIT}'!${first}${0}:${last}${0}", line + 1)
    }

    /// What the units say at a place of which nothing else is made.
    pub fn listed(&self, form: usize, row: &ConsolidatedRow, column: usize) -> Vec<(usize, String)> {
        self.tables[form].listed(row, column).collect()
    }

    /// The cell of a unit's name.
    pub fn cell_of_unit(&self, unit: usize) -> Option<String> {
        let place = self.units.iter().position(|other| *other == unit)?;
        Some(format!("'{BY_UNIT}'!{}{}", column_name(FIRST + place), TOP - 1))
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
        Some(format!("'{BY_UNIT}'!${}${}", column_name(TOTAL), line + 1))
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
        let Some(&line) = self.places.get(&(form, row, column)) else { return as_it_is };
        let range = self.range(line);
        match &cell.total {
            Total::Sum(_) => CellValue::formula(format!("=SUM({range})"), as_it_is),
            Total::Max(_) => CellValue::formula(format!("=MAX({range})"), as_it_is),
            Total::Codes(codes) => {
                let counts = codes.iter().map(|(code, label, _)| {
                    let what = super::drawing::code_named(*code, label);
                    format!("\"{}: \"&{}&\" đơn vị\"", what.replace('"', "\"\""), counted(&range, *code))
                });
                CellValue::formula(format!("={}", counts.collect::<Vec<_>>().join("&\"; \"&")), as_it_is)
            }
            Total::List => self.reach(form, row, column, &range).unwrap_or(as_it_is),
            Total::Differing(counts) if counts.len() > FEW => {
                self.reach(form, row, column, &range).unwrap_or(as_it_is)
            }
            Total::Differing(counts) => {
                let counts = counts.iter().map(|(value, _)| {
                    format!("\"{}: \"&{}&\" đơn vị\"", vietnamese(*value), counted(&range, *value))
                });
                CellValue::formula(format!("={}", counts.collect::<Vec<_>>().join("&\"; \"&")), as_it_is)
            }
            _ => as_it_is,
        }
    }

    /// The same as a form prints it: of codes those that units gave.
    pub fn printed(&self, form: usize, row: usize, column: usize) -> CellValue {
        let cell = self.consolidation.forms[form].rows[row].cells[column].as_ref();
        let Some(ConsolidatedCell { total: Total::Codes(codes), .. }) = cell else {
            return self.total(form, row, column);
        };
        let Some(&line) = self.places.get(&(form, row, column)) else { return self.total(form, row, column) };
        let range = self.range(line);
        let (mut formulas, mut texts) = (Vec::new(), Vec::new());
        for (code, label, count) in codes {
            let (what, counted) = (super::drawing::code_named(*code, label), counted(&range, *code));
            let quoted = what.replace('"', "\"\"");
            formulas.push(format!("IF({counted}=0,\"\",\"; {quoted}: \"&{counted}&\" đơn vị\")"));
            texts.extend((*count > 0).then(|| format!("{what}: {count} đơn vị")));
        }
        let formula = format!("=MID({},3,1000)", formulas.join("&"));
        CellValue::formula(formula, CellValue::Text(texts.join("; ")))
    }

    /// From where to where figures reach of which nothing else is made; none if there are none.
    fn reach(&self, form: usize, row: usize, column: usize, range: &str) -> Option<CellValue> {
        let total = &self.consolidation.forms[form];
        let kind = total.form.kind(total.rows[row].role.fixed(), column)?;
        let counted = self.units[..self.counted].iter();
        let figures =
            counted.filter_map(|&unit| match self.tables[form].said(unit, &total.rows[row], column) {
                UnitAnswer::Figure(figure) => Some(figure),
                _ => None,
            });
        let figures: Vec<Decimal> = figures.collect();
        let (least, most) = (figures.iter().min()?, figures.iter().max()?);
        let decimals = if matches!(kind, Kind::Count | Kind::Money | Kind::Choice(_)) { 0 } else { 2 };
        let said = |figure: &Decimal| {
            let mut fixed = number::round(*figure, decimals);
            fixed.rescale(decimals);
            if decimals == 0 { number::vietnamese_as_is(fixed) } else { fixed.to_string().replace('.', ",") }
        };
        // in Vietnamese digits whatever the regional settings of the computer are
        let fixed = |figure: &str| match decimals {
            0 => format!("SUBSTITUTE(FIXED({figure},0),\",\",\".\")"),
            decimals => format!("SUBSTITUTE(FIXED({figure},{decimals},TRUE),\".\",\",\")"),
        };
        let [low, high] = [format!("MIN({range})"), format!("MAX({range})")];
        let formula =
            format!("=IF({low}={high},{},\"từ \"&{}&\" đến \"&{})", fixed(&low), fixed(&low), fixed(&high));
        let text =
            if least == most { said(least) } else { format!("từ {} đến {}", said(least), said(most)) };
        Some(CellValue::formula(formula, CellValue::Text(text)))
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

    /// `3/4` and what follows it, counted by the workbook itself.
    pub fn given(&self, form: usize, row: usize, column: usize, suffix: &str) -> CellValue {
        let total = &self.consolidation.forms[form];
        let Some(cell) = total.rows[row].cells[column].as_ref().filter(|cell| cell.of > 0) else {
            return CellValue::Empty;
        };
        let as_it_is = CellValue::Text(format!("{}/{}{suffix}", cell.given, cell.of));
        let count = match (&cell.total, self.places.get(&(form, row, column))) {
            (Total::Share { .. }, _) => {
                let id = &total.form.columns[column].id;
                self.shares
                    .get(&(form, row, id.clone()))
                    .map(|line| format!("COUNT({})", self.range(line + 1)))
            }
            (
                Total::Sum(_) | Total::Max(_) | Total::Codes(_) | Total::Same { .. } | Total::Differing(_),
                Some(&line),
            ) => {
                let range = self.range(line);
                let none = NONE.map(|none| format!("+COUNTIF({range},\"{none}\")")).join("");
                Some(format!("COUNT({range}){none}"))
            }
            _ => None,
        };
        match count {
            Some(count) => CellValue::formula(format!("={count}&\"/{}{suffix}\"", cell.of), as_it_is),
            None => as_it_is,
        }
    }
}

/// How many units gave a figure; whoever said that there was none gave nought.
fn counted(range: &str, figure: Decimal) -> String {
    let count = format!("COUNTIF({range},{figure})");
    if !figure.is_zero() {
        return count;
    }
    let none = NONE.map(|none| format!("+COUNTIF({range},\"{none}\")")).join("");
    format!("({count}{none})")
}

fn share_cell<'t>(total: &'t FormTotal, row: usize, id: &ColumnId) -> Option<&'t ConsolidatedCell> {
    let line = &total.rows[row];
    let derived = line.derived.iter().find(|derived| derived.id == *id).map(|derived| &derived.cell);
    derived.or_else(|| line.cells[total.form.column(id)?].as_ref())
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
