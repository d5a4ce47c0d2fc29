//! Where the forms are on a sheet: their tables, rows and columns in any layout, whose they are, and of which period.

pub(crate) mod damaged_blanks;
pub(crate) mod damaged_sheets;
pub(crate) mod every_cell_accounted_for;
pub(crate) mod forms_wherever_they_stand;
pub(crate) mod groups_of_rows;
pub(crate) mod other_layouts;
pub(crate) mod rival_forms_and_versions;
pub(crate) mod seven_forms_since_2025;
pub(crate) mod unit_and_period_in_headings;
