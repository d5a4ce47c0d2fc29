//! The program around the engine: its command line, files, screens and queries, and the order of its source.

pub(crate) mod circles_of_imports;
pub(crate) mod command_line;
pub(crate) mod conveniences;
pub(crate) mod layers_of_crates;
pub(crate) mod links_of_docs;
pub(crate) mod pictures_on_screen;
pub(crate) mod queries_of_docs;
pub(crate) mod results_whole_or_absent;
pub(crate) mod safe_output;
pub(crate) mod screens;
pub(crate) mod suggestions_tried_on_screen;
pub(crate) mod totals_on_screen;
