//! Files that arrive in a round: what they are, whose they are, and which sending counts.

mod archives_mails_and_names;
mod empty_blanks_are_no_reports;
mod interrupted_work;
pub(crate) mod latest_sending;
mod lost_or_changed_files;
mod other_files_in_a_folder;
mod recognised_senders;
mod which_sending_counts;
