//! The workbooks to fill in: what they hold, what is locked, and formulas that agree with the check.

mod coloured_cell_is_the_diagnosed;
mod content_of_blanks;
mod formulas_agree_with_the_check;
pub(crate) mod limits_of_excel;
mod locked_cells;
