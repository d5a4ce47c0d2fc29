//! Where the forms are on a sheet: their tables, rows and columns in any layout, whose they are, and of which period.

mod contradicting_headings;
mod damaged_blanks;
mod damaged_sheets;
mod every_cell_accounted_for;
mod forms_wherever_they_stand;
mod groups_of_rows;
mod lists_of_documents;
pub(crate) mod other_layouts;
mod rival_forms_and_versions;
mod seven_forms_since_2025;
mod unit_and_period_in_headings;
