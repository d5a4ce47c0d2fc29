//! Which cell explains what is broken: slips are planted, and the cell that is named is the wrong one.

pub(crate) mod cell_that_is_named;
pub(crate) mod errors_ranked_by_influence;
pub(crate) mod one_slip_is_one_mistake;
pub(crate) mod shares_of_planted_slips;
pub(crate) mod slips_of_real_reports;
