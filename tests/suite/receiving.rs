//! Files that arrive in a round: what they are, whose they are, and which sending counts.

pub(crate) mod archives_mails_and_names;
pub(crate) mod empty_blanks_are_no_reports;
pub(crate) mod interrupted_work;
pub(crate) mod latest_sending;
pub(crate) mod lost_or_changed_files;
pub(crate) mod other_files_in_a_folder;
pub(crate) mod recognised_senders;
pub(crate) mod which_sending_counts;
