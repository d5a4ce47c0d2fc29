//! Rules, on one report: those of the forms, the general ones, and what consistent reports must not raise.

pub(crate) mod consistent_reports_stay_silent;
pub(crate) mod context_of_one_file;
pub(crate) mod earlier_reports_compared;
pub(crate) mod five_real_reports;
pub(crate) mod general_rules;
pub(crate) mod laws_of_any_figures;
pub(crate) mod planted_in_sample_rounds;
pub(crate) mod prepared_rules_change_nothing;
pub(crate) mod rules_of_forms;
pub(crate) mod score_sheet_of_2025;
pub(crate) mod unlike_earlier_or_other_units;
