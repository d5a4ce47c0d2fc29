//! Many reports to totals: who is in them, the consolidated workbook, and reading it back one level up.

pub(crate) mod answer_of_one_unit;
pub(crate) mod codes_read_back;
pub(crate) mod compared_with_earlier_and_plan;
pub(crate) mod levels;
pub(crate) mod more_units_than_one_workbook;
pub(crate) mod print_areas;
pub(crate) mod recalculated_by_engines;
pub(crate) mod sheets_of_the_workbook;
pub(crate) mod totals_and_units;
pub(crate) mod totals_that_disagree;
pub(crate) mod unit_in_two_workbooks;
