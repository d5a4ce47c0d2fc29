//! Many reports to totals: who is in them, the consolidated workbook, and reading it back one level up.

mod answer_of_one_unit;
mod codes_read_back;
mod compared_with_earlier_and_plan;
mod levels;
mod more_units_than_one_workbook;
mod print_areas;
mod rankings_and_charts;
mod recalculated_by_engines;
mod rounds_with_a_level_below;
mod sentences;
mod sheets_of_the_workbook;
mod totals_and_units;
mod totals_that_disagree;
mod unit_in_two_workbooks;
