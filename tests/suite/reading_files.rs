//! From bytes to cells: every format, files of other programs, damaged and hostile ones, and the look of cells.

mod calamine_and_openpyxl_agree;
pub(crate) mod cells_of_each_format;
pub(crate) mod clean_files_of_five_programs;
mod comments_on_cells;
mod default_password;
mod fuzz_targets;
mod hostile_files;
mod looks_alike_in_every_format;
mod many_files_at_once;
mod odd_harmless_files;
mod packages_of_other_programs;
mod second_process;
mod struck_hidden_and_formatted_cells;
mod texts_like_escapes;
