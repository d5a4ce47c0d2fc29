//! Definitions of forms: drafted from blanks, written, reviewed, tried and packed.

pub(crate) mod drafts_of_authorities_blanks;
pub(crate) mod drafts_of_blanks;
pub(crate) mod form_written_from_a_blank;
pub(crate) mod mistakes_in_definitions;
pub(crate) mod packs_of_forms;
pub(crate) mod review_of_definitions;
pub(crate) mod rules_on_trial;
pub(crate) mod tutorials;
