//! What single units say, and the cells in which it stands.

use super::{ByUnit, FIRST, FormPlace, TOP, column_name};
use phuluc_form::ColumnId;
use phuluc_round::UnitAnswer;
use phuluc_say::BY_UNIT;

impl<'c> ByUnit<'c> {
    /// What a unit says at a place.
    pub fn said(&self, (form, row, column): FormPlace, unit: usize) -> UnitAnswer<'c> {
        self.tables[form].said(unit, &self.consolidation.forms[form].rows[row], column)
    }

    /// The index of a form's column.
    pub fn column(&self, form: usize, id: &ColumnId) -> Option<usize> {
        self.consolidation.forms[form].form.column(id)
    }

    /// The cell of what a unit says at a place.
    pub fn cell_of_answer(&self, place: FormPlace, unit: usize) -> Option<String> {
        let column = self.units.iter().position(|other| *other == unit).filter(|_| !self.is_brief())?;
        let line = self.places.get(&place)? + 1;
        Some(format!("'{BY_UNIT}'!${}${line}", column_name(FIRST + column)))
    }

    /// The cell of a unit's name.
    pub fn cell_of_unit(&self, unit: usize) -> Option<String> {
        let place = self.units.iter().position(|other| *other == unit).filter(|_| !self.is_brief())?;
        Some(format!("'{BY_UNIT}'!{}{}", column_name(FIRST + place), TOP - 1))
    }
}
