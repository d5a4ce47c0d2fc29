//! A round from “please report” to “closed”: its lists, decisions, status, and what goes back to the units.

pub(crate) mod any_order_of_commands;
pub(crate) mod blanks_handed_out;
pub(crate) mod closing_and_verifying;
pub(crate) mod corrected_and_sent_back;
pub(crate) mod decisions_applied;
pub(crate) mod decisions_recorded;
pub(crate) mod files_of_a_round;
pub(crate) mod holidays_and_due_times;
pub(crate) mod lists_as_offices_keep_them;
pub(crate) mod returned_reports;
pub(crate) mod returned_workbook_keeps_its_content;
pub(crate) mod round_in_memory;
pub(crate) mod status_of_units;
pub(crate) mod units_that_begin_or_end;
pub(crate) mod whole_round;
pub(crate) mod whole_round_under_real_conditions;
