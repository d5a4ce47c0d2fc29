//! Comparison of a consolidation with earlier ones (so với kỳ trước, so với cùng kỳ năm trước).
//!
//! Only comparable figures are compared: those of the same version of a form, over periods of the same length.
//! Cumulative figures are compared only with the same months of the year before. Both sides include only the units
//! that gave the figure in both periods. Units that succeeded each other are compared together, or not at all. If a
//! figure is not compared, the result gives the reason.

mod against;
mod together;

pub use self::against::{Against, WhyNotComparable, against};
use self::together::{Together, together};
use crate::consolidate::{AnswersByUnit, Consolidation, FormTotal, Member, Total, UnitAnswer};
use phuluc_check::DerivedValue;
use phuluc_form::{ColumnId, Consolidate, unit};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::hash::Hash;

/// An earlier round in its consolidated form.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The units and totals.
    pub consolidation: Consolidation,
    /// The place it was read from.
    pub source: String,
}

/// The reason why a figure cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// The form was not in the earlier round.
    NoForm,
    /// The form was in another version.
    OtherVersion,
    /// No unit had the row or the column.
    NoPlace,
    /// The figure is cumulative, and the months differ.
    Cumulative,
    /// No unit gave the figure in both periods.
    NoUnit,
}

/// A figure of the same units in two periods, or a figure and its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The figure now.
    pub now: Decimal,
    /// The figure then, or the planned one.
    pub then: Decimal,
    /// The number of units in both figures.
    pub units: usize,
    /// Whether these are all units of the total now.
    pub all: bool,
}

/// Two consolidations side by side.
pub struct Sides<'c> {
    now: &'c Consolidation,
    then: &'c Consolidation,
    against: Against,
    /// The forms of both, with the answers of the units.
    tables: [Vec<AnswersByUnit<'c>>; 2],
    /// The groups of units that are compared with each other.
    together: Vec<Together>,
}

impl<'c> Sides<'c> {
    /// Compares a consolidation with an earlier one.
    pub fn new(now: &'c Consolidation, then: &'c Consolidation, against: Against) -> Self {
        // districts number their communes themselves, so a code that several units share identifies none of them
        let [codes, codes_now] = [then, now].map(|all| unique(all, |member| member.unit.code.clone()));
        let [names, names_now] = [then, now].map(|all| unique(all, |member| Some(name(all, member))));
        let itself = now.members.iter().map(|member| {
            let code = member.unit.code.as_ref().filter(|code| codes_now.contains_key(*code));
            let coded = code.and_then(|code| codes.get(code));
            let name = name(now, member);
            let named = names_now.get(&name).and_then(|_| names.get(&name));
            coded.or(named).copied()
        });
        let together = together(now, then, itself.collect());
        let tables = [now, then].map(|all| all.forms.iter().map(|total| total.table(&all.members)).collect());
        Self { now, then, against, tables, together }
    }

    /// The units that were merged or split between the two rounds, by name: those of now, and those of then.
    pub fn successions(&self) -> Vec<(Vec<&'c str>, Vec<&'c str>)> {
        let changed = self.together.iter().filter(|group| group.now.len() > 1 || group.then.len() > 1);
        changed.map(|group| (names_of(self.now, &group.now), names_of(self.then, &group.then))).collect()
    }

    /// The figures of a place in both consolidations.
    ///
    /// # Errors
    /// The reason why they are not compared; `None` if the place never holds a comparable figure.
    pub fn place(&self, form: usize, row: usize, column: usize) -> Option<Result<Pair, Unlike>> {
        let total = &self.now.forms[form];
        let cell = total.rows[row].cells[column].as_ref()?;
        let how = total.form.consolidate(total.rows[row].role.fixed(), column);
        let id = &total.form.columns[column].id;
        match (how, &cell.total) {
            (Consolidate::Recompute, Total::Share { .. }) => Some(self.share(form, row, id)),
            (Consolidate::Sum | Consolidate::Max, Total::Sum(_) | Total::Max(_)) => {
                Some(self.figures(form, row, column, how))
            }
            _ => None,
        }
    }

    fn figures(&self, form: usize, row: usize, column: usize, how: Consolidate) -> Result<Pair, Unlike> {
        let (now, then_form) = (&self.now.forms[form], self.form(form)?);
        let then = &self.then.forms[then_form];
        let over_time = now.form.over_time(now.rows[row].role.fixed(), column);
        if self.against == Against::Before && over_time.cumulative {
            return Err(Unlike::Cumulative);
        }
        let then_row = self.row(form, row, then)?;
        let then_column = then.form.column(&now.form.columns[column].id).ok_or(Unlike::NoPlace)?;
        let [here, there] = &self.tables;
        let here = FigureInTotals { total: now, table: &here[form], members: &self.now.members, row, column };
        let (row, column) = (then_row, then_column);
        let there = FigureInTotals {
            total: then,
            table: &there[then_form],
            members: &self.then.members,
            row,
            column,
        };
        let both = self.together.iter().filter_map(|group| {
            Some((here.figures(&group.now, how)?, there.figures(&group.then, how)?, group.now.len()))
        });
        let given = now.owing.iter().filter(|&&unit| here.figure(unit).is_some()).count();
        pair(both, how, given)
    }

    /// A percentage in both consolidations, over the units that gave part and base each time.
    ///
    /// # Errors
    /// The reason why they are not compared.
    pub fn share(&self, form: usize, row: usize, id: &ColumnId) -> Result<Pair, Unlike> {
        let (now, then_form) = (&self.now.forms[form], self.form(form)?);
        let then = &self.then.forms[then_form];
        let then_row = &then.rows[self.row(form, row, then)?];
        let (row, [now_table, then_table]) = (&now.rows[row], &self.tables);
        let (now_table, then_table) = (&now_table[form], &then_table[then_form]);
        let (mut here, mut there) = ((Decimal::ZERO, Decimal::ZERO), (Decimal::ZERO, Decimal::ZERO));
        let now_share = |&unit: &usize| {
            let counts = now.owing.binary_search(&unit).is_ok() && self.now.members[unit].included;
            now_table.share_of(unit, row, id).filter(|_| counts)
        };
        let then_share = |&unit: &usize| {
            then_table.share_of(unit, then_row, id).filter(|_| self.then.members[unit].included)
        };
        let given = now.owing.iter().filter(|unit| now_share(unit).is_some()).count();
        let mut units = 0;
        for group in &self.together {
            let Some(share) = all_shares(group.now.iter().map(now_share)) else { continue };
            let Some(before) = all_shares(group.then.iter().map(then_share)) else { continue };
            units += group.now.len();
            here = added_in_both(here, share).ok_or(Unlike::NoPlace)?;
            there = added_in_both(there, before).ok_or(Unlike::NoPlace)?;
        }
        let [now, then] = [here, there].map(|(part, base)| DerivedValue::Share { part, base }.value(2));
        let (now, then) = now.zip(then).ok_or(Unlike::NoUnit)?;
        Ok(Pair { now, then, units, all: units == given })
    }

    /// The index of the form in the earlier consolidation.
    fn form(&self, form: usize) -> Result<usize, Unlike> {
        let now = &self.now.forms[form].form;
        let mut why = Unlike::NoForm;
        for (index, then) in self.then.forms.iter().enumerate().filter(|(_, then)| then.form.id == now.id) {
            if then.form.version == now.version {
                return Ok(index);
            }
            why = Unlike::OtherVersion;
        }
        Err(why)
    }

    fn row(&self, form: usize, row: usize, then: &FormTotal) -> Result<usize, Unlike> {
        let now = &self.now.forms[form];
        let printed = now.rows[row].role.fixed().map(|index| &now.form.fixed_rows()[index]);
        if self.against == Against::Before && printed.is_some_and(|row| row.over_time.cumulative) {
            return Err(Unlike::Cumulative);
        }
        then.rows.iter().position(|then| then.id == now.rows[row].id).ok_or(Unlike::NoPlace)
    }
}

/// A figure and its plan, over the units that gave both.
///
/// `None` if the figure has no plan. Otherwise the pair, or the reason why there is none.
pub fn plan(now: &Consolidation, form: usize, row: usize, column: usize) -> Option<Result<Pair, Unlike>> {
    let total = &now.forms[form];
    let planned = total.form.fixed_rows()[total.rows[row].role.fixed()?].plan?;
    let planned = total.rows.iter().position(|row| row.role.fixed() == Some(planned))?;
    let how = total.form.consolidate(total.rows[row].role.fixed(), column);
    if how != Consolidate::Sum || total.rows[row].cells[column].is_none() {
        return None;
    }
    let table = &total.table(&now.members);
    let here = FigureInTotals { total, table, members: &now.members, row, column };
    let there = FigureInTotals { row: planned, ..here };
    let both = total.owing.iter().filter_map(|&unit| Some((here.figure(unit)?, there.figure(unit)?, 1)));
    let given = total.owing.iter().filter(|&&unit| here.figure(unit).is_some()).count();
    Some(pair(both, how, given))
}

/// A figure of a consolidated form that is compared.
#[derive(Clone, Copy)]
struct FigureInTotals<'c> {
    total: &'c FormTotal,
    table: &'c AnswersByUnit<'c>,
    members: &'c [Member],
    row: usize,
    column: usize,
}

impl FigureInTotals<'_> {
    /// The figure of several units together; none if there is no unit, or one of them has no figure.
    fn figures(&self, units: &[usize], how: Consolidate) -> Option<Decimal> {
        let mut all: Option<Decimal> = None;
        for &unit in units {
            let figure = self.figure(unit)?;
            all = Some(match all {
                None => figure,
                Some(all) if how == Consolidate::Max => all.max(figure),
                Some(all) => all.checked_add(figure)?,
            });
        }
        all
    }

    /// The figure of an included unit, where “không phát sinh” counts as 0.
    fn figure(&self, unit: usize) -> Option<Decimal> {
        if !self.members[unit].included {
            return None;
        }
        match self.table.said(unit, &self.total.rows[self.row], self.column) {
            UnitAnswer::Figure(figure) => Some(figure),
            UnitAnswer::Nil | UnitAnswer::NoColumn => Some(Decimal::ZERO),
            _ => None,
        }
    }
}

fn names_of<'c>(all: &'c Consolidation, units: &[usize]) -> Vec<&'c str> {
    units.iter().map(|&unit| all.members[unit].unit.name.as_str()).collect()
}

/// The summed part and base of several units; none if there is no unit, or one of them lacks either.
fn all_shares(shares: impl Iterator<Item = Option<(Decimal, Decimal)>>) -> Option<(Decimal, Decimal)> {
    let mut sums: Option<(Decimal, Decimal)> = None;
    for share in shares {
        sums = Some(match sums {
            None => share?,
            Some(sums) => added_in_both(sums, share?)?,
        });
    }
    sums
}

fn pair(
    both: impl Iterator<Item = (Decimal, Decimal, usize)>,
    how: Consolidate,
    given: usize,
) -> Result<Pair, Unlike> {
    let (mut sums, mut units): (Option<(Decimal, Decimal)>, usize) = (None, 0);
    for (now, then, of) in both {
        let figures = (now, then);
        units += of;
        sums = Some(match sums {
            None => figures,
            Some(sums) if how == Consolidate::Max => (sums.0.max(figures.0), sums.1.max(figures.1)),
            Some(sums) => added_in_both(sums, figures).ok_or(Unlike::NoPlace)?,
        });
    }
    let (now, then) = sums.ok_or(Unlike::NoUnit)?;
    Ok(Pair { now: now.normalize(), then: then.normalize(), units, all: units == given })
}

fn added_in_both(a: (Decimal, Decimal), b: (Decimal, Decimal)) -> Option<(Decimal, Decimal)> {
    Some((a.0.checked_add(b.0)?, a.1.checked_add(b.1)?))
}

/// The units by key, for keys that only one unit has.
fn unique<K: Eq + Hash>(all: &Consolidation, key: impl Fn(&Member) -> Option<K>) -> HashMap<K, usize> {
    let mut found: HashMap<K, Option<usize>> = HashMap::new();
    for (index, member) in all.members.iter().enumerate() {
        if let Some(key) = key(member) {
            found.entry(key).and_modify(|unit| *unit = None).or_insert(Some(index));
        }
    }
    found.into_iter().filter_map(|(key, unit)| Some((key, unit?))).collect()
}

/// The key of a unit without a code: its name and the name of its parent unit.
fn name(consolidation: &Consolidation, member: &Member) -> (String, String) {
    let above = consolidation.round.above(&member.unit);
    let above = above.first().map(|unit| unit::key(&unit.name)).unwrap_or_default();
    (unit::key(&member.unit.name), above)
}
