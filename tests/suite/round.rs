//! A round from “please report” to “closed”: its lists, decisions, status, and what goes back to the units.

mod any_order_of_commands;
mod blanks_handed_out;
mod closing_and_verifying;
mod corrected_and_sent_back;
mod decisions_applied;
mod decisions_recorded;
mod decisions_told_as_they_are;
mod files_of_a_round;
mod holidays_and_due_times;
mod list_of_decisions;
mod lists_as_offices_keep_them;
mod lists_lose_no_unit;
mod returned_reports;
mod returned_workbook_keeps_its_content;
mod round_in_memory;
mod sendings_set_aside;
mod status_of_units;
mod units_and_files_counted;
pub(crate) mod units_that_begin_or_end;
mod whole_round;
mod whole_round_under_real_conditions;
