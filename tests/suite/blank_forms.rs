//! The workbooks to fill in: what they hold, what is locked, and formulas that agree with the check.

pub(crate) mod coloured_cell_is_the_diagnosed;
pub(crate) mod content_of_blanks;
pub(crate) mod formulas_agree_with_the_check;
pub(crate) mod limits_of_excel;
pub(crate) mod locked_cells;
