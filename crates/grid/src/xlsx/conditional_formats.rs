//! Conditional formats that change what a cell shows: another number format, letters struck through or not to be seen.
//!
//! It takes the looks in the styles part and the rules of a sheet, and puts the looks on the cells for which the rules
//! hold. Where a rule asks for more than its own cell, it may hold: then a look counts unless it merely rounds.

use super::condition::Condition;
use super::letters::Letters;
use super::styles::is_on;
use crate::appearance::{Appearance, Colour};
use crate::cell_address::{At, range_named};
use crate::marks::Marks;
use crate::number_format::{NumberFormat, Shown};
use crate::read_error::ReadError;
use crate::sheet::{Cell, Content};
use crate::xml_events::{Events, attribute, number};
use phuluc_form::round;
use quick_xml::events::BytesStart;

/// The most pairs of rules and cells that are compared.
const MOST: usize = 5_000_000;

/// The look that a conditional format gives to cells.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConditionalLook {
    number: Option<NumberFormat>,
    struck: bool,
    letters: Letters,
    fill: Option<Colour>,
}

/// The conditional formats of a sheet.
#[derive(Default)]
pub(super) struct ConditionalFormats(Vec<Rule>);

/// A rule for some ranges.
struct Rule {
    ranges: Vec<(At, At)>,
    condition: Condition,
    /// The index of its look.
    look: usize,
    priority: u32,
}

impl ConditionalLook {
    /// Reads a look up to its end.
    pub fn read(events: &mut Events<'_>) -> Result<Self, ReadError> {
        let mut look = Self::default();
        while let Some(child) = events.child()? {
            match child.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(&child, "formatCode").unwrap_or_default();
                    look.number = Some(NumberFormat::new(&code));
                    events.skip()?;
                }
                "font" => {
                    while let Some(property) = events.child()? {
                        match property.local_name().as_ref() {
                            "strike" => look.struck = is_on(&property),
                            name => look.letters.read(name, &property),
                        }
                        events.skip()?;
                    }
                }
                "fill" => look.fill = ground(events)?,
                _ => events.skip()?,
            }
        }
        Ok(look)
    }

    /// Whether it can change what a cell shows.
    pub fn is_telling(&self) -> bool {
        self.number.is_some() || self.struck || self.letters.are_set()
    }

    /// Puts it on a cell that is filled with a colour. `is_certain` says that its rule holds.
    fn put_on(&self, cell: &mut Cell, fill: Option<Colour>, is_certain: bool) {
        if let (Some(format), Content::Number(value)) = (&self.number, &cell.content) {
            let only_rounds = match format.shown(*value) {
                Shown::Figure(seen) => {
                    seen == *value
                        || Some(seen) == format.decimals(*value).map(|places| round(*value, places))
                }
                Shown::Words(_) | Shown::Nothing => false,
            };
            if is_certain || !only_rounds {
                cell.format = format.clone();
            }
        }
        let is_unseen = self.letters.are_set() && self.letters.are_unseen(self.fill.or(fill));
        let (struck, unseen) = (self.struck || cell.marks.is_struck(), is_unseen || cell.marks.is_unseen());
        if (struck, unseen) != (cell.marks.is_struck(), cell.marks.is_unseen()) {
            cell.marks = Marks::whole(struck, unseen);
        }
    }
}

/// Reads the fill of a look up to its end: its colour. Here the colour of a solid fill is called the background.
fn ground(events: &mut Events<'_>) -> Result<Option<Colour>, ReadError> {
    let mut ground = None;
    while let Some(_pattern) = events.child()? {
        while let Some(child) = events.child()? {
            if child.local_name().as_ref() == "bgColor" {
                ground = super::colour::read(&child);
            }
            events.skip()?;
        }
    }
    Ok(ground)
}

impl ConditionalFormats {
    /// Reads the rules of some ranges up to their end.
    pub fn read(&mut self, events: &mut Events<'_>, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let named = attribute(element, "sqref").unwrap_or_default();
        let ranges: Vec<(At, At)> = named.split_ascii_whitespace().filter_map(range_named).collect();
        while let Some(rule) = events.child()? {
            if rule.local_name().as_ref() != "cfRule" {
                events.skip()?;
                continue;
            }
            let (kind, operator) = (attribute(&rule, "type"), attribute(&rule, "operator"));
            let look = number(&rule, "dxfId").unwrap_or(usize::MAX);
            let priority = number(&rule, "priority").unwrap_or(u32::MAX);
            let mut formulas = Vec::new();
            while let Some(child) = events.child()? {
                match child.local_name().as_ref() {
                    "formula" => formulas.push(events.text()?.text.into_owned()),
                    _ => events.skip()?,
                }
            }
            let condition = Condition::new(
                kind.as_deref().unwrap_or_default(),
                operator.as_deref().unwrap_or_default(),
                &formulas,
                &ranges,
            );
            self.0.push(Rule { ranges: ranges.clone(), condition, look, priority });
        }
        Ok(())
    }

    /// Puts the looks on the cells for which their rules hold, or may hold.
    pub fn apply(
        &mut self,
        looks: &[ConditionalLook],
        cells: &mut [(At, Cell)],
        appearance: &Appearance,
    ) -> Result<(), ReadError> {
        // the rule with the lowest number has the last word
        self.0.sort_by_key(|rule| std::cmp::Reverse(rule.priority));
        let mut left = MOST;
        for rule in &self.0 {
            let Some(look) = looks.get(rule.look).filter(|look| look.is_telling()) else { continue };
            for (from, to) in &rule.ranges {
                let first = cells.partition_point(|(at, _)| at.row < from.row);
                let behind = cells.partition_point(|(at, _)| at.row <= to.row);
                let among = cells.get_mut(first..behind).unwrap_or_default();
                left = left.checked_sub(among.len()).ok_or(ReadError::TooMuch)?;
                for (at, cell) in among {
                    if !(from.column..=to.column).contains(&at.column) {
                        continue;
                    }
                    match rule.condition.holds(cell) {
                        Some(false) => {}
                        holds => look.put_on(cell, appearance.cell(*at).fill, holds == Some(true)),
                    }
                }
            }
        }
        Ok(())
    }
}
