//! Which cell explains what is broken: slips are planted, and the cell that is named is the wrong one.

mod cell_that_is_named;
mod errors_ranked_by_influence;
mod figures_worked_out;
mod json_of_diagnoses;
mod one_slip_is_one_mistake;
pub(crate) mod shares_of_planted_slips;
mod slips_of_real_reports;
mod suggestions_that_hold;
mod words_of_diagnoses;
