//! Recalculates the totals of a consolidated workbook from its units and compares them with the stored ones.

use crate::consolidated;
use crate::consolidated::codes::{Codes, LAYOUT};
use crate::consolidated::is_reckoned;
use phuluc_form::{Catalogue, number, tidy};
use phuluc_grid as grid;
use phuluc_grid::{Cell, Content, Sheet};
use phuluc_round::{Material, PassedOn, Refusal, consolidate};
use phuluc_say::BY_UNIT;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Consolidates the units again; what then stands on the form sheets and beside the units must be there, at
/// the same places if the workbook is laid out as today.
///
/// Texts must be the same, too, if the same version wrote them. Another one may have said them in other
/// words, but with the same figures in them.
pub(super) fn compare(
    passed: &PassedOn,
    sheets: &[Sheet],
    codes: &Codes,
    catalogue: &Catalogue,
) -> Result<(), Refusal> {
    let again = consolidate::consolidate(Material::new(&passed.round, passed.members.clone()), catalogue);
    let again = consolidated::write(&again).map_err(|_| Refusal::NotWorkedOut)?;
    let again = grid::read(&again).map_err(|_| Refusal::NotWorkedOut)?;
    let same_layout = codes.layout == LAYOUT;
    let same_words = same_layout && codes.program.as_deref() == Some(env!("CARGO_PKG_VERSION"));
    let (own, others): (Vec<&Sheet>, Vec<&Sheet>) = again
        .iter()
        .filter(|sheet| is_reckoned(&sheet.name))
        .partition(|sheet| same_layout || sheet.name == BY_UNIT);
    for expected in own {
        let Some(here) = sheets.iter().find(|sheet| sheet.name == expected.name) else {
            return Err(Refusal::NoList(expected.name.clone()));
        };
        let cells = expected.cells().chain(here.cells().filter(|(at, _)| expected.get(*at).is_none()));
        for (at, _) in cells {
            let (here, expected_cell) = (Held::by(here.get(at)), Held::by(expected.get(at)));
            if !here.is_same(&expected_cell, same_words) {
                return Err(Refusal::Changed {
                    sheet: expected.name.clone(),
                    at,
                    here: here.shown,
                    expected: expected_cell.shown,
                });
            }
        }
    }
    compare_laid_out_otherwise(&others, sheets)
}

/// Whether the figures of sheets that were laid out otherwise stand somewhere on the sheets of the same names.
fn compare_laid_out_otherwise(expected: &[&Sheet], sheets: &[Sheet]) -> Result<(), Refusal> {
    for expected in expected {
        let Some(here) = sheets.iter().find(|sheet| sheet.name == expected.name) else { continue };
        let mut figures: HashMap<Decimal, usize> = HashMap::new();
        for (_, cell) in here.cells() {
            if let Some(figure) = Held::by(Some(cell)).figure {
                *figures.entry(figure).or_default() += 1;
            }
        }
        for (at, cell) in expected.cells() {
            let held = Held::by(Some(cell));
            let Some(figure) = held.figure else { continue };
            match figures.get_mut(&figure) {
                Some(count) if *count > 0 => *count -= 1,
                _ => {
                    let (sheet, here) = (expected.name.clone(), String::new());
                    return Err(Refusal::Changed { sheet, at, here, expected: held.shown });
                }
            }
        }
    }
    Ok(())
}

/// What a cell holds, however it was saved again.
struct Held {
    /// A figure, as far as Excel keeps it.
    figure: Option<Decimal>,
    /// As people see it, in Vietnamese digits.
    shown: String,
}

impl Held {
    fn by(cell: Option<&Cell>) -> Self {
        match cell.map(|cell| &cell.content) {
            Some(Content::Number(number)) => {
                Self { figure: as_kept(*number), shown: number::vietnamese(*number) }
            }
            content => {
                let figure = match content {
                    Some(Content::Date(number)) => as_kept(*number),
                    _ => None,
                };
                Self { figure, shown: cell.map(|cell| cell.shown().into_owned()).unwrap_or_default() }
            }
        }
    }

    fn is_same(&self, other: &Self, same_words: bool) -> bool {
        match (self.figure, other.figure) {
            (Some(figure), Some(other)) => figure == other,
            (None, None) if same_words => bare(&self.shown) == bare(&other.shown),
            (None, None) => digits(&self.shown).eq(digits(&other.shown)),
            _ => false,
        }
    }
}

/// A figure as far as Excel keeps it.
fn as_kept(number: Decimal) -> Option<Decimal> {
    number.round_sf(14).map(|number| number.normalize())
}

/// A text without what saving may change.
fn bare(text: &str) -> String {
    tidy(text).replace('\r', "")
}

/// The figures in a text.
fn digits(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty())
}
