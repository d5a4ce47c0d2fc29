//! Conditional formats that change what a cell shows: another number format, letters struck through or not to be seen.
//!
//! It takes the looks in the styles part and the rules of a sheet, and puts the looks on the cells for which the rules
//! hold. Of a rule that asks for more than values of cells it is not known whether it holds: then a cell keeps what is
//! the same in any case, and is named as one that may look otherwise.

use super::condition::{Condition, Seen};
use super::letters::Letters;
use super::styles::is_on;
use crate::appearance::{Appearance, CellAppearance, Colour};
use crate::cell_address::{At, range_named};
use crate::colour::{self, Theme, WHITE, are_alike};
use crate::marks::Marks;
use crate::number_format::{NumberFormat, Shown};
use crate::read_error::ReadError;
use crate::sheet::{Cell, Content};
use crate::xml_events::{Events, attribute, number, says_yes};
use phuluc_form::round;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// The most pairs of rules and cells that are compared.
const MOST: usize = 5_000_000;

/// The look that a conditional format gives to cells.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConditionalLook {
    number: Option<NumberFormat>,
    struck: Option<bool>,
    letters: Letters,
    fill: Option<Ground>,
}

/// The ground that a fill gives; its colour is not known if it has a pattern.
#[derive(Clone, Copy, Debug)]
struct Ground(Option<Colour>);

/// The conditional formats of a sheet.
#[derive(Default)]
pub(super) struct ConditionalFormats {
    rules: Vec<Rule>,
    /// The ranges in which a bar or a sign is shown in place of the figure.
    without_figures: Vec<(At, At)>,
}

/// A rule for some ranges.
struct Rule {
    ranges: Vec<(At, At)>,
    condition: Condition,
    /// The index of its look.
    look: usize,
    priority: u32,
    /// Whether no rule behind it counts where it holds.
    stops: bool,
}

/// A rule that holds for a cell, or may hold.
#[derive(Clone, Copy)]
struct Applied<'l> {
    look: &'l ConditionalLook,
    stops: bool,
    is_certain: bool,
}

/// How a cell looks in the end.
#[derive(PartialEq, Eq)]
struct Outcome {
    /// The number format, if it changes more than the number of decimals.
    number: Option<NumberFormat>,
    is_struck: bool,
    is_unseen: bool,
}

impl ConditionalLook {
    /// Reads a look up to its end.
    pub fn read(events: &mut Events<'_>, theme: &Theme) -> Result<Self, ReadError> {
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
                            "strike" => look.struck = Some(is_on(&property)),
                            name => look.letters.read(name, &property, theme),
                        }
                        events.skip()?;
                    }
                }
                "fill" => look.fill = ground(events, theme)?,
                _ => events.skip()?,
            }
        }
        Ok(look)
    }

    /// Whether it can change what a cell shows.
    pub const fn is_telling(&self) -> bool {
        self.number.is_some() || self.struck.is_some() || self.letters.are_set() || self.fill.is_some()
    }
}

impl Outcome {
    /// How a cell looks if these rules hold, the first of them with the most weight.
    fn of<'l>(holding: impl Iterator<Item = Applied<'l>>, cell: &Cell, own: CellAppearance) -> Self {
        let (mut number, mut struck, mut colour, mut fill) = (None, None, None, None);
        let mut are_dots = false;
        for Applied { look, stops, .. } in holding {
            number = number.or(look.number.as_ref());
            struck = struck.or(look.struck);
            colour = colour.or(look.letters.colour());
            fill = fill.or(look.fill);
            are_dots |= look.letters.are_dots();
            if stops {
                break;
            }
        }
        let own_ground = own.fill.unwrap_or(WHITE);
        let is_unseen = cell.marks.is_unseen();
        let is_unseen_by_size =
            is_unseen && own.letters.is_none_or(|letters| !are_alike(letters, own_ground));
        let is_unseen_by_colour = if colour.is_none() && fill.is_none() {
            is_unseen
        } else {
            let ground = fill.map_or(Some(own_ground), |Ground(colour)| colour);
            let letters = colour.or(own.letters);
            letters.zip(ground).is_some_and(|(letters, ground)| are_alike(letters, ground))
        };
        Self {
            number: number.filter(|format| changes_figure(format, cell)).cloned(),
            is_struck: struck.unwrap_or(cell.marks.is_struck()),
            is_unseen: are_dots || is_unseen_by_size || is_unseen_by_colour,
        }
    }

    /// Whether a difference from another matters in a cell. It does not matter how 0 is shown.
    fn differs(&self, other: &Self, cell: &Cell) -> bool {
        let is_zero = match &cell.content {
            Content::Number(value) => value.is_zero(),
            Content::Text(_) | Content::Date(_) => false,
            // such a cell is told of in any case
            Content::Other(_) | Content::Error(_) | Content::NotCalculated => return false,
        };
        self.is_struck != other.is_struck
            || !is_zero && (self.is_unseen != other.is_unseen || self.number != other.number)
    }

    fn put_on(self, cell: &mut Cell) {
        if let Some(format) = self.number {
            cell.format = format;
        }
        if (self.is_struck, self.is_unseen) != (cell.marks.is_struck(), cell.marks.is_unseen()) {
            cell.marks = Marks::whole(self.is_struck, self.is_unseen);
        }
    }
}

/// Whether a number format makes more of a figure than rounding it.
fn changes_figure(format: &NumberFormat, cell: &Cell) -> bool {
    let Content::Number(value) = &cell.content else { return false };
    match format.shown(*value) {
        Shown::Figure(seen) => {
            seen != *value && Some(seen) != format.decimals(*value).map(|places| round(*value, places))
        }
        Shown::Words(_) | Shown::Nothing => true,
    }
}

/// How a cell looks under these rules, as far as that is certain, and whether it may look otherwise.
fn outcome(applied: &[Applied<'_>], cell: &Cell, own: CellAppearance) -> (Outcome, bool) {
    let certain = applied.iter().copied().filter(|rule| rule.is_certain);
    let mut settled = Outcome::of(certain, cell, own);
    let doubtful = || applied.iter().enumerate().filter(|(_, rule)| !rule.is_certain).map(|(index, _)| index);
    if doubtful().next().is_none() {
        return (settled, false);
    }
    // each doubtful rule alone, and all of them
    let with_one = doubtful().map(|one| {
        let holding =
            applied.iter().copied().enumerate().filter(|(index, rule)| rule.is_certain || *index == one);
        Outcome::of(holding.map(|(_, rule)| rule), cell, own)
    });
    let mut others: Vec<Outcome> = with_one.collect();
    others.push(Outcome::of(applied.iter().copied(), cell, own));
    let is_doubtful = others.iter().any(|other| other.differs(&settled, cell));
    settled.is_struck &= others.iter().all(|other| other.is_struck);
    settled.is_unseen &= others.iter().all(|other| other.is_unseen);
    if others.iter().any(|other| other.number != settled.number) {
        settled.number = None;
    }
    (settled, is_doubtful)
}

/// Reads the fill of a look up to its end: its ground. Here the colour of a solid fill is called the background.
fn ground(events: &mut Events<'_>, theme: &Theme) -> Result<Option<Ground>, ReadError> {
    let mut ground = None;
    while let Some(pattern) = events.child()? {
        let kind = attribute(&pattern, "patternType");
        let is_plain =
            pattern.local_name().as_ref() == "patternFill" && matches!(kind.as_deref(), None | Some("solid"));
        if kind.as_deref() != Some("none") {
            ground = Some(Ground(None));
        }
        while let Some(child) = events.child()? {
            if is_plain && child.local_name().as_ref() == "bgColor" {
                ground = Some(Ground(colour::read(&child, theme)));
            }
            events.skip()?;
        }
    }
    Ok(ground)
}

/// Whether a bar or a set of signs is shown in place of the figure.
fn shows_no_figure(element: &BytesStart<'_>) -> bool {
    attribute(element, "showValue").is_some_and(|shows| matches!(shows.trim(), "0" | "false" | "off"))
}

impl ConditionalFormats {
    /// Reads the rules of some ranges up to their end: only those that show bars and signs, if no look of the workbook `tells`
    /// anything.
    pub fn read(
        &mut self,
        events: &mut Events<'_>,
        element: &BytesStart<'_>,
        tells: bool,
    ) -> Result<(), ReadError> {
        let named = attribute(element, "sqref").unwrap_or_default();
        let ranges: Vec<(At, At)> = named.split_ascii_whitespace().filter_map(range_named).collect();
        while let Some(rule) = events.child()? {
            if rule.local_name().as_ref() != "cfRule" {
                events.skip()?;
                continue;
            }
            let (kind, operator) = (attribute(&rule, "type"), attribute(&rule, "operator"));
            let look = number(&rule, "dxfId").unwrap_or(usize::MAX);
            let stops = says_yes(&rule, "stopIfTrue");
            let priority = number(&rule, "priority").unwrap_or(u32::MAX);
            let mut formulas = Vec::new();
            while let Some(child) = events.child()? {
                match child.local_name().as_ref() {
                    "formula" => formulas.push(events.text()?.text.into_owned()),
                    "dataBar" | "iconSet" => {
                        if shows_no_figure(&child) {
                            self.without_figures.extend(&ranges);
                        }
                        events.skip()?;
                    }
                    _ => events.skip()?,
                }
            }
            if !tells {
                continue;
            }
            let condition = Condition::new(
                kind.as_deref().unwrap_or_default(),
                operator.as_deref().unwrap_or_default(),
                &formulas,
                &ranges,
            );
            self.rules.push(Rule { ranges: ranges.clone(), condition, look, priority, stops });
        }
        Ok(())
    }

    /// Reads what newer programs add to a sheet, up to its end: bars and signs that show no figure. Their ranges stand
    /// behind them.
    pub fn read_additions(&mut self, events: &mut Events<'_>) -> Result<(), ReadError> {
        let (mut depth, mut hides) = (1, false);
        while depth > 0 {
            match events.next()? {
                Event::Start(element) => {
                    let name = element.local_name().as_ref().to_owned();
                    match name.as_str() {
                        "sheetData" => return Err(events.unknown(&element)),
                        "dataBar" | "iconSet" => hides |= shows_no_figure(&element),
                        "sqref" => {
                            let named = events.text()?.text;
                            if hides {
                                let ranges = named.split_ascii_whitespace().filter_map(range_named);
                                self.without_figures.extend(ranges);
                            }
                            continue;
                        }
                        "conditionalFormatting" => hides = false,
                        _ => {}
                    }
                    depth += 1;
                }
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(ReadError::CutShort),
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts the looks on the cells for which their rules hold. It gives the cells that may look otherwise.
    pub fn apply(
        &mut self,
        looks: &[ConditionalLook],
        cells: &mut [(At, Cell)],
        appearance: &Appearance,
    ) -> Result<Vec<At>, ReadError> {
        self.hide_figures(cells)?;
        // the rule with the lowest number comes first
        self.rules.sort_by_key(|rule| rule.priority);
        let mut outcomes = Vec::new();
        for (index, applied) in self.applied(looks, cells)? {
            let Some((at, cell)) = cells.get(index) else { continue };
            outcomes.push((index, outcome(&applied, cell, appearance.cell(*at))));
        }
        let mut doubtful = Vec::new();
        for (index, (outcome, is_doubtful)) in outcomes {
            let Some((at, cell)) = cells.get_mut(index) else { continue };
            doubtful.extend(is_doubtful.then_some(*at));
            outcome.put_on(cell);
        }
        Ok(doubtful)
    }

    /// Takes the figures in whose place a bar or a sign is shown for unseen. Texts are shown.
    fn hide_figures(&self, cells: &mut [(At, Cell)]) -> Result<(), ReadError> {
        let mut left = MOST;
        for (from, to) in &self.without_figures {
            let first = cells.partition_point(|(at, _)| at.row < from.row);
            let behind = cells.partition_point(|(at, _)| at.row <= to.row);
            let among = cells.get_mut(first..behind).unwrap_or_default();
            left = left.checked_sub(among.len()).ok_or(ReadError::TooMuch)?;
            let figures = among.iter_mut().filter(|(at, cell)| {
                (from.column..=to.column).contains(&at.column) && matches!(cell.content, Content::Number(_))
            });
            for (_, cell) in figures {
                cell.marks = Marks::whole(cell.marks.is_struck(), true);
            }
        }
        Ok(())
    }

    /// The rules that hold or may hold for each cell, by its index.
    fn applied<'l>(
        &self,
        looks: &'l [ConditionalLook],
        cells: &[(At, Cell)],
    ) -> Result<BTreeMap<usize, Vec<Applied<'l>>>, ReadError> {
        static NONE: ConditionalLook =
            ConditionalLook { number: None, struck: None, letters: Letters::NONE, fill: None };
        let mut applied: BTreeMap<usize, Vec<Applied<'l>>> = BTreeMap::new();
        let mut left = MOST;
        for rule in &self.rules {
            let look = looks.get(rule.look).unwrap_or(&NONE);
            if !look.is_telling() && !rule.stops {
                continue;
            }
            for (from, to) in &rule.ranges {
                let first = cells.partition_point(|(at, _)| at.row < from.row);
                let behind = cells.partition_point(|(at, _)| at.row <= to.row);
                let among = cells.get(first..behind).unwrap_or_default();
                left = left.checked_sub(among.len()).ok_or(ReadError::TooMuch)?;
                for (index, (at, _)) in (first..).zip(among) {
                    if !(from.column..=to.column).contains(&at.column) {
                        continue;
                    }
                    let holds = rule.condition.holds(Seen { cells, at: *at });
                    if holds != Some(false) {
                        let is_certain = holds == Some(true);
                        applied.entry(index).or_default().push(Applied {
                            look,
                            stops: rule.stops,
                            is_certain,
                        });
                    }
                }
            }
        }
        Ok(applied)
    }
}
