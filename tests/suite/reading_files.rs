//! From bytes to cells: every format, files of other programs, damaged and hostile ones, and the look of cells.

pub(crate) mod calamine_and_openpyxl_agree;
pub(crate) mod cells_of_each_format;
pub(crate) mod clean_files_of_five_programs;
pub(crate) mod default_password;
pub(crate) mod fuzz_targets;
pub(crate) mod hostile_files;
pub(crate) mod looks_alike_in_every_format;
pub(crate) mod looks_of_cells;
pub(crate) mod many_files_at_once;
pub(crate) mod odd_harmless_files;
pub(crate) mod packages_of_other_programs;
pub(crate) mod second_process;
pub(crate) mod texts_like_escapes;
