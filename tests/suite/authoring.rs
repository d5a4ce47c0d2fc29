//! Definitions of forms: drafted from blanks, written, reviewed, tried and packed.

mod drafts_of_authorities_blanks;
pub(crate) mod drafts_of_blanks;
mod drafts_of_drawn_blanks;
mod drafts_without_numbers;
mod form_written_from_a_blank;
mod mistakes_in_definitions;
mod packs_of_forms;
mod review_of_definitions;
mod rules_on_trial;
mod tables_on_authorities_blanks;
mod tutorials;
