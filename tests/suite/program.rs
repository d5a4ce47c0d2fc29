//! The program around the engine: its command line, files, screens and queries, and the order of its source.

mod circles_of_imports;
mod command_line;
mod conveniences;
mod layers_of_crates;
mod links_of_docs;
mod pictures_on_screen;
mod queries_of_docs;
mod results_whole_or_absent;
mod safe_output;
mod screens;
mod suggestions_tried_on_screen;
mod totals_on_screen;
mod what_clerks_do_on_screen;
