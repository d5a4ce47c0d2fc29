//! Rules, on one report: those of the forms, the general ones, and what consistent reports must not raise.

pub(crate) mod consistent_reports_stay_silent;
mod context_of_one_file;
mod earlier_reports_compared;
mod five_real_reports;
mod forms_of_authors;
mod general_rules;
mod laws_of_any_figures;
pub(crate) mod planted_in_sample_rounds;
mod prepared_rules_change_nothing;
pub(crate) mod rules_of_forms;
mod score_sheet_of_2025;
mod unlike_earlier_or_other_units;
