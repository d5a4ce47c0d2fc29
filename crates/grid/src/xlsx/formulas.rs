//! The formulas of a sheet. If cells share a formula, only the first of them has its text.

use crate::cell_address::At;
use crate::formula::Formula;
use crate::read_error::ReadError;
use crate::xml_events::{Events, attribute, number};
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// The shared formulas by number, each with the cell that has its text.
#[derive(Default)]
pub(super) struct SharedFormulas(BTreeMap<u32, (At, Formula)>);

impl SharedFormulas {
    /// Reads the formula of a cell up to its end.
    pub fn read(
        &mut self,
        events: &mut Events<'_>,
        element: &BytesStart<'_>,
        at: At,
    ) -> Result<Formula, ReadError> {
        let is_shared = attribute(element, "t").is_some_and(|kind| kind == "shared");
        let shared = number(element, "si").filter(|_| is_shared);
        let text = events.text()?.text;
        let own = Formula::new(&text);
        let Some(number) = shared else { return Ok(own) };
        if !text.is_empty() {
            self.0.insert(number, (at, own.clone()));
            return Ok(own);
        }
        Ok(self.0.get(&number).map_or(own, |(first, formula)| {
            let down = i64::from(at.row) - i64::from(first.row);
            let right = i64::from(at.column) - i64::from(first.column);
            formula.shared(down, right)
        }))
    }
}
